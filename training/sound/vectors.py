"""Numbers that the program's tests compare with.

    python vectors.py librosa     features of test signals by librosa 0.11.0 (and checks veilsound.features with them)
    python vectors.py model       logits of the shipped network for test signals, and its probabilities for the seconds of
                                  the development recordings, computed with PyTorch from the trained weights
"""

import json
import sys
from pathlib import Path

import numpy as np

from veilsound import features

FOLDER = Path(__file__).resolve().parent / "vectors"


def signals():
    """The sounds of Tests/VeilAccidentTests/Sound/TestSignal.swift."""
    time = np.arange(16_000) / 16_000

    def noise(count):
        state, out = 12_345, np.zeros(count)
        for index in range(count):
            state = (state * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
            out[index] = (state >> 8) / (1 << 23) - 1
        return out

    made = {
        "noise": 0.3 * noise(16_000),
        "sweep": 0.5 * np.sin(2 * np.pi * (100 * time + 1_500 * time * time)),
        "blows": 0.8 * np.exp(-np.fmod(time, 0.4) * 25) * noise(16_000) + 0.01 * np.sin(2 * np.pi * 440 * time),
        "silence": np.zeros(16_000),
        "short": 0.2 * np.sin(2 * np.pi * 1_000 * time[:3_333])}
    return {name: samples.astype(np.float32) for name, samples in made.items()}


def librosa_vectors():
    import librosa

    settings = dict(sr=16_000, n_fft=512, win_length=400, hop_length=160, n_mels=64, fmin=0, fmax=8_000)
    table = {"mfcc": {}, "log-mel": {}}
    for name, samples in signals().items():
        power = librosa.feature.melspectrogram(y=samples, **settings)
        found = {"log-mel": librosa.power_to_db(power), "mfcc": librosa.feature.mfcc(y=samples, n_mfcc=20, **settings)}
        for kind, values in found.items():
            difference = np.abs(features.of(samples, kind) - values).max()
            print(f"{name:8s} {kind:8s} {values.shape} largest difference of our own {difference:.5f}")
            assert difference < 0.02
            table[kind][name] = {
                "rows": values.shape[0], "frames": values.shape[1],
                "values": [round(float(value), 3) for value in values.ravel()]}
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "librosa.json").write_text(json.dumps(table, separators=(",", ":")) + "\n")


def model_vectors():
    from veilsound import labels, shipped
    from veilsound.audio import RATE, decode, fit

    model = shipped.Shipped()
    table = {"signals": {}, "recordings": {}}
    for name, samples in signals().items():
        table["signals"][name] = [round(float(value), 4) for value in model.logits(fit(samples)[None])[0]]
    for name in sorted(labels.read()):
        samples = decode(labels.path_of(name))
        seconds = np.stack([fit(samples, RATE, start) for start in range(0, len(samples), RATE)])
        table["recordings"][name] = [round(float(value), 4) for value in model.probabilities(seconds)]
    (FOLDER / "model.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    {"librosa": librosa_vectors, "model": model_vectors}[sys.argv[1]]()
