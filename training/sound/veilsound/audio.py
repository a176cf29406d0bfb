"""Decoding as the program does it: the mean of all channels at 16 kHz, 32-bit floats."""

import json
import subprocess

import numpy as np

RATE = 16_000


def decode(path):
    """All samples of a file's first stream of sound."""
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=channels", "-of", "json", path],
        capture_output=True, check=True)
    channels = json.loads(probe.stdout)["streams"][0]["channels"]
    mean = "+".join(f"{1 / channels:.9f}*c{index}" for index in range(channels))
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:a:0", "-af",
         f"aformat=sample_fmts=flt|fltp,pan=mono|c0={mean},aresample={RATE}:osf=flt", "-f", "f32le", "-"],
        capture_output=True, check=True).stdout
    return np.frombuffer(raw, dtype="<f4").astype(np.float32)


def fit(samples, length=RATE, start=0):
    """Exactly `length` samples from `start`, which may be negative; silence beyond the ends."""
    out = np.zeros(length, np.float32)
    first, last = max(0, start), min(len(samples), start + length)
    if last > first:
        out[first - start:last - start] = samples[first:last]
    return out


def level(samples):
    """Root mean square, never zero."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) + 1e-9
