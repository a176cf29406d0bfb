"""Features as the program computes them (Sources/VeilAccident/Sound/SoundFeatures.swift), in NumPy.

`check_librosa.py` compares them with librosa, the program's tests with vectors that librosa made.
"""

import numpy as np

RATE, FFT, WINDOW, HOP, BANDS, COEFFICIENTS = 16_000, 512, 400, 160, 64, 20


def mel(hertz):
    hertz = np.asarray(hertz, np.float64)
    return np.where(hertz < 1000, hertz * 3 / 200, 15 + np.log(np.maximum(hertz, 1e-9) / 1000) * 27 / np.log(6.4))


def hertz(mels):
    mels = np.asarray(mels, np.float64)
    return np.where(mels < 15, mels * 200 / 3, 1000 * np.exp((mels - 15) * np.log(6.4) / 27))


def filterbank(bands=BANDS, lowest=0.0, highest=8000.0, rate=RATE, fft=FFT):
    """Slaney's triangles of equal area: bands × bins."""
    edges = hertz(np.linspace(mel(lowest), mel(highest), bands + 2))
    bins = np.arange(fft // 2 + 1) * rate / fft
    left, middle, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
    return (np.maximum(0, np.minimum(rising, falling)) * 2 / (right - left)).astype(np.float32)


def cosines(coefficients=COEFFICIENTS, bands=BANDS):
    """The orthonormal cosine transform of type II: coefficients × bands."""
    rows, columns = np.arange(coefficients)[:, None], np.arange(bands)[None]
    scale = np.where(rows == 0, 1, 2) / bands
    return (np.sqrt(scale) * np.cos(np.pi * rows * (columns + 0.5) / bands)).astype(np.float32)


_bank, _cosines = filterbank(), cosines()
_hann = np.zeros(FFT, np.float32)
_hann[(FFT - WINDOW) // 2:(FFT + WINDOW) // 2] = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)


def log_mel(samples):
    """Decibels of windows `[n, length]` or `[length]`: `[n, bands, frames]` or `[bands, frames]`."""
    samples = np.asarray(samples, np.float32)
    batch = samples if samples.ndim == 2 else samples[None]
    padded = np.pad(batch, ((0, 0), (FFT // 2, FFT // 2)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT, axis=1)[:, ::HOP] * _hann
    power = np.abs(np.fft.rfft(frames, axis=-1)).astype(np.float32) ** 2
    decibels = 10 * np.log10(np.maximum(1e-10, power @ _bank.T)).transpose(0, 2, 1)
    decibels = np.maximum(decibels, decibels.max(axis=(1, 2), keepdims=True) - 80).astype(np.float32)
    return decibels if samples.ndim == 2 else decibels[0]


def mfcc_of(decibels):
    """Cepstral coefficients of what `log_mel` returned."""
    return np.einsum("cb,...bf->...cf", _cosines, decibels).astype(np.float32)


def of(samples, kind):
    decibels = log_mel(samples)
    return mfcc_of(decibels) if kind == "mfcc" else decibels
