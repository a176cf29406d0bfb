"""Sounds made from numbers: impacts, and what must not be taken for them.

Every function takes a NumPy generator and returns `length` samples at 16 kHz with peaks near 1.
"""

import numpy as np
from scipy.signal import butter, fftconvolve, iirpeak, lfilter, sosfilt

RATE = 16_000


def normal(samples):
    peak = np.max(np.abs(samples)) if len(samples) else 0
    return (samples / peak if peak > 1e-9 else samples).astype(np.float32)


def noise(rng, length, slope=None):
    """Noise whose spectrum falls by `slope` × 10 dB a decade: 0 white, 1 pink, 2 brown."""
    slope = rng.uniform(0, 2) if slope is None else slope
    spectrum = rng.normal(size=length // 2 + 1) + 1j * rng.normal(size=length // 2 + 1)
    spectrum /= np.maximum(np.arange(length // 2 + 1), 8) ** (slope / 2)
    return normal(np.fft.irfft(spectrum, length))


def band(samples, low, high):
    low, high = max(20.0, low), min(7900.0, high)
    return sosfilt(butter(2, [low, max(high, low * 1.2)], "bandpass", fs=RATE, output="sos"), samples)


def decay(length, seconds, attack=0.002):
    time = np.arange(length) / RATE
    return (1 - np.exp(-time / max(attack, 1e-4))) * np.exp(-time / seconds)


def place(track, sound, at, gain=1.0):
    """Adds a sound to a track at a sample, cut to what fits."""
    if 0 <= at < len(track):
        room = min(len(sound), len(track) - at)
        track[at:at + room] += gain * sound[:room]


def modes(rng, length, count, low, high, shortest, longest):
    """Inharmonic partials that ring, as of struck metal or glass."""
    time = np.arange(length) / RATE
    out = np.zeros(length)
    for _ in range(count):
        tau = rng.uniform(shortest, longest)
        frequency = np.exp(rng.uniform(np.log(low), np.log(high)))
        out += rng.uniform(0.2, 1) * np.sin(2 * np.pi * frequency * time + rng.uniform(0, 6.28)) * np.exp(-time / tau)
    return normal(out)


# Impacts


def burst(rng, length):
    low = rng.uniform(30, 300)
    body = band(noise(rng, length, rng.uniform(0, 1.2)), low, rng.uniform(2500, 7900))
    return normal(body * decay(length, rng.uniform(0.04, 0.35), rng.uniform(0.0005, 0.006)))


def thump(rng, length):
    time = np.arange(length) / RATE
    start = rng.uniform(50, 160)
    phase = 2 * np.pi * start * (time - rng.uniform(0, 0.3) * time ** 2)
    return normal(np.sin(phase) * decay(length, rng.uniform(0.05, 0.25), 0.003))


def crumple(rng, length):
    """A train of small noisy hits that thins out: sheet metal giving way."""
    out = np.zeros(length)
    span = rng.uniform(0.15, 0.9)
    hits = []
    for _ in range(15):
        hit = noise(rng, int(RATE * 0.12), rng.uniform(0, 1)) * decay(int(RATE * 0.12), rng.uniform(0.004, 0.04), 0.0008)
        if rng.random() < 0.6:
            hit = lfilter(*iirpeak(rng.uniform(300, 5000), rng.uniform(3, 25), fs=RATE), hit)
        hits.append(normal(hit))
    for _ in range(rng.integers(15, 90)):
        place(out, hits[rng.integers(15)], int(rng.exponential(span / 2.5) * RATE), rng.uniform(0.1, 1))
    return normal(out)


def glass(rng, length):
    out = np.zeros(length)
    span = rng.uniform(0.1, 0.8)
    pings = [modes(rng, int(RATE * 0.1), rng.integers(1, 4), 2000, 7800, 0.003, 0.05) for _ in range(12)]
    for _ in range(rng.integers(20, 120)):
        place(out, pings[rng.integers(12)], int(rng.exponential(span / 2) * RATE), rng.uniform(0.05, 1))
    return normal(out + 0.3 * band(noise(rng, length, 0), 3000, 7900) * decay(length, span / 3, 0.001))


def ring(rng, length):
    return modes(rng, length, rng.integers(4, 22), 150, 5500, 0.03, 0.4)


def impact(rng, length=RATE, at=None):
    """A collision: burst, thump, crumpling, and sometimes ringing, glass, a second hit or a skid before it."""
    at = int(rng.uniform(0, 0.7) * length) if at is None else at
    out = np.zeros(length)
    rest = length - at
    place(out, burst(rng, rest), at, rng.uniform(0.6, 1))
    place(out, crumple(rng, rest), at, rng.uniform(0.3, 1.2))
    if rng.random() < 0.75:
        place(out, thump(rng, rest), at, rng.uniform(0.2, 1))
    if rng.random() < 0.45:
        place(out, ring(rng, rest), at, rng.uniform(0.05, 0.5))
    if rng.random() < 0.45:
        delay = int(rng.uniform(0, 0.2) * RATE)
        place(out, glass(rng, max(1, rest - delay)), at + delay, rng.uniform(0.1, 0.9))
    if rng.random() < 0.35:
        again = at + int(rng.uniform(0.08, 0.4) * RATE)
        if again < length - 400:
            place(out, burst(rng, length - again), again, rng.uniform(0.3, 1))
    if rng.random() < 0.25 and at > 1000:
        place(out, squeal(rng, at), 0, rng.uniform(0.1, 0.6))
    return normal(np.tanh(out * rng.uniform(0.8, 4)))


# Traffic


def squeal(rng, length):
    """Tyres that slide: a few wandering partials with rough edges."""
    time = np.arange(length) / RATE
    out = np.zeros(length)
    base = rng.uniform(500, 1600)
    wander = np.cumsum(rng.normal(size=length)) / np.sqrt(RATE)
    wander = 1 + 0.05 * np.sin(2 * np.pi * rng.uniform(2, 9) * time + rng.uniform(0, 6)) + rng.uniform(0, 0.06) * wander
    phase = np.cumsum(2 * np.pi * base * wander / RATE)
    for partial in range(1, rng.integers(3, 6)):
        out += rng.uniform(0.2, 1) / partial * np.sin(partial * phase)
    rough = 1 + rng.uniform(0, 0.6) * noise(rng, length, 1.5)
    return normal(out * rough + rng.uniform(0.05, 0.8) * band(noise(rng, length, 0.5), base * 0.7, base * 4))


def brakes(rng, length):
    """Brakes that squeak: a thin high tone that swells and dies, or air let out."""
    time = np.arange(length) / RATE
    if rng.random() < 0.3:
        start = int(rng.uniform(0, 0.5) * length)
        out = np.zeros(length)
        hiss = band(noise(rng, length - start, 0), 1500, 7900)
        place(out, hiss * decay(length - start, rng.uniform(0.05, 0.4), rng.uniform(0.003, 0.04)), start)
        return normal(out)
    tone = rng.uniform(1200, 5500) * (1 + rng.uniform(-0.05, 0.05) * time)
    phase = np.cumsum(2 * np.pi * tone / RATE)
    out = np.sin(phase) + rng.uniform(0, 0.5) * np.sin(2 * phase) + rng.uniform(0, 0.3) * np.sin(1.5 * phase)
    swell = np.interp(time, np.linspace(0, time[-1] + 1e-3, 5), rng.uniform(0.1, 1, 5))
    return normal(out * swell + 0.1 * noise(rng, length, 1))


def horn(rng, length):
    time = np.arange(length) / RATE
    out = np.zeros(length)
    base = rng.choice([rng.uniform(90, 280), rng.uniform(300, 560)])
    for ratio in rng.choice([1.0, 1.19, 1.25, 1.33, 1.5], size=rng.integers(1, 4), replace=False):
        phase = np.cumsum(2 * np.pi * base * ratio * (1 + 0.002 * rng.normal()) * np.ones(length) / RATE)
        for partial in range(1, 20):
            if partial * base * ratio < 7800:
                out += rng.uniform(0.3, 1) * partial ** -rng.uniform(0.3, 1.1) * np.sin(partial * phase)
    gate = np.ones(length)
    if rng.random() < 0.75:
        gate = np.zeros(length)
        at = int(rng.uniform(-0.5, 0.6) * length)
        while at < length:
            on = int(rng.uniform(0.08, 1.2) * RATE)
            gate[max(0, at):max(0, at + on)] = 1
            at += on + int(rng.uniform(0.05, 0.5) * RATE)
        gate = lfilter([1 - 0.995], [1, -0.995], gate)
    return normal(np.tanh(out / 4) * gate + 0.02 * noise(rng, length, 1))


def siren(rng, length):
    time = np.arange(length) / RATE + rng.uniform(0, 5)
    kind = rng.integers(0, 4)
    low, high = rng.uniform(350, 800), rng.uniform(1000, 1900)
    if kind == 0:
        tone = low + (high - low) * (0.5 - 0.5 * np.cos(2 * np.pi * time * rng.uniform(0.1, 0.4)))
    elif kind == 1:
        tone = low + (high - low) * (time * rng.uniform(2, 6) % 1)
    elif kind == 2:
        tone = np.where(time * rng.uniform(0.8, 2.5) % 1 < 0.5, low, low * rng.uniform(1.2, 1.5))
    else:
        tone = low + (high - low) * (0.5 - 0.5 * np.cos(2 * np.pi * time * rng.uniform(4, 14)))
    phase = np.cumsum(2 * np.pi * tone / RATE)
    out = np.sin(phase)
    for partial in range(2, rng.integers(3, 9)):
        out = out + rng.uniform(0.1, 0.8) / partial * np.sin(partial * phase)
    return normal(np.tanh(out * rng.uniform(0.5, 3)) + rng.uniform(0, 0.2) * noise(rng, length, 1))


def engine(rng, length):
    time = np.arange(length) / RATE
    base = rng.uniform(18, 120)
    sweep = 1 + rng.uniform(-0.5, 1.2) * time * rng.random() + 0.01 * np.sin(2 * np.pi * rng.uniform(1, 9) * time)
    phase = np.cumsum(2 * np.pi * base * sweep / RATE)
    out = np.zeros(length)
    for partial in np.arange(0.5, 24, 0.5):
        if partial * base < 6000:
            out += rng.uniform(0.1, 1) * partial ** -rng.uniform(0.4, 1.4) * np.sin(partial * phase + rng.uniform(0, 6))
    firing = 0.5 + 0.5 * np.sin(phase * rng.integers(1, 5))
    exhaust = band(noise(rng, length, 1), 80, rng.uniform(800, 5000)) * firing
    out = normal(out) + rng.uniform(0.1, 1.5) * normal(exhaust)
    return normal(np.tanh(out * rng.uniform(0.5, 3)))


def backfire(rng, length):
    """A loud exhaust with pops."""
    out = engine(rng, length) * 0.5
    for _ in range(rng.integers(1, 7)):
        pop = band(noise(rng, 2400, 1.2), 60, 1800) * decay(2400, rng.uniform(0.006, 0.03), 0.001)
        place(out, normal(pop), int(rng.uniform(0, length)), rng.uniform(0.2, 1))
    return normal(out)


def road(rng, length):
    """Tyres, wind, and cars that pass."""
    out = band(noise(rng, length, rng.uniform(0.6, 2)), 30, rng.uniform(600, 6000))
    if rng.random() < 0.4:
        time = np.arange(length) / RATE
        out = out * (0.3 + np.exp(-((time - rng.uniform(-0.5, 1.5)) / rng.uniform(0.2, 1)) ** 2))
    return normal(out)


def pothole(rng, length):
    """A wheel over an edge: a dull double thump and a little rattle."""
    out = 0.15 * road(rng, length)
    at = int(rng.uniform(0, 0.8) * length)
    for _ in range(rng.integers(1, 3)):
        if at >= length - 100:
            break
        place(out, thump(rng, length - at), at, rng.uniform(0.5, 1))
        thud = band(noise(rng, length - at, 1.8), 25, rng.uniform(150, 500)) * decay(length - at, rng.uniform(0.02, 0.1), 0.004)
        place(out, normal(thud), at, rng.uniform(0.2, 1))
        if rng.random() < 0.5:
            rattle = band(noise(rng, length - at, 0), 800, 4000) * decay(length - at, rng.uniform(0.01, 0.06), 0.002)
            place(out, normal(rattle), at, rng.uniform(0.02, 0.15))
        at += int(rng.uniform(0.06, 0.25) * RATE)
    return normal(out)


def wipers(rng, length):
    time = np.arange(length) / RATE
    rate, phase = rng.uniform(0.6, 1.4), rng.uniform(0, 6.28)
    swish = np.maximum(0, np.sin(2 * np.pi * rate * time + phase)) ** rng.uniform(1, 4)
    out = band(noise(rng, length, 0.5), rng.uniform(200, 900), rng.uniform(2000, 6000)) * swish
    for turn in np.arange(0, 1.5, 0.5 / rate):
        tick = thump(rng, 2000) + 0.3 * normal(band(noise(rng, 2000, 0), 500, 4000) * decay(2000, 0.01, 0.001))
        place(out, tick, int((turn - phase / 12) * RATE), rng.uniform(0, 0.4))
    return normal(out + rng.uniform(0, 0.6) * rain(rng, length))


def rain(rng, length):
    out = 0.3 * band(noise(rng, length, 0.3), 300, 7800)
    for _ in range(rng.integers(0, 150)):
        drop = noise(rng, 160, 0) * decay(160, rng.uniform(0.0005, 0.003), 0.0003)
        place(out, drop, int(rng.uniform(0, length)), rng.uniform(0.05, 0.7))
    return normal(out)


def clicks(rng, length):
    """Indicators, switches, keys."""
    out = np.zeros(length)
    at, gap = rng.uniform(0, 0.3), rng.uniform(0.12, 0.45)
    while at < length / RATE:
        click = modes(rng, 800, 4, 800, 6000, 0.001, 0.008)
        place(out, click, int(at * RATE), rng.uniform(0.5, 1))
        at += gap
    return normal(out + 0.02 * noise(rng, length, 1))


def door(rng, length):
    """A car door or boot: one dull blow, no crumpling after it."""
    out = 0.03 * road(rng, length)
    at = int(rng.uniform(0, 0.8) * length)
    rest = length - at
    blow = band(noise(rng, rest, 1.5), 40, rng.uniform(500, 1800)) * decay(rest, rng.uniform(0.015, 0.06), 0.002)
    place(out, thump(rng, rest), at, rng.uniform(0.4, 1))
    place(out, normal(blow), at, rng.uniform(0.3, 1))
    return normal(out)


def wind(rng, length):
    """A gust on the microphone."""
    gusts = np.interp(np.arange(length), np.linspace(0, length, 9), rng.uniform(0, 1, 9))
    return normal(np.tanh(rng.uniform(1, 6) * band(noise(rng, length, 2), 20, rng.uniform(150, 900)) * gusts))


def tone(rng, length):
    """Beeps of navigation, parking aid and telephone."""
    time = np.arange(length) / RATE
    period = rng.uniform(0.08, 0.8)
    gate = (time + rng.uniform(0, 1)) % period < period * rng.uniform(0.3, 0.9)
    out = np.sin(2 * np.pi * rng.uniform(400, 3500) * time)
    return normal(lfilter([0.02], [1, -0.98], gate * 1.0) * np.sign(out) ** rng.integers(1, 3) * np.abs(out))


def silence(rng, length):
    if rng.random() < 0.3:
        return np.zeros(length, np.float32)
    return (noise(rng, length) * 10 ** rng.uniform(-5, -2)).astype(np.float32)


# Music


def pluck(rng, length, frequency):
    """A struck or bowed note."""
    time = np.arange(length) / RATE
    out = np.zeros(length)
    tilt = rng.uniform(0.7, 2)
    for partial in range(1, 14):
        if partial * frequency < 7800:
            out += partial ** -tilt * np.sin(2 * np.pi * partial * frequency * time) * np.exp(-time * partial * rng.uniform(0.2, 3))
    return normal(out * (1 - np.exp(-time / rng.uniform(0.001, 0.05))))


def kick(rng, length=6000):
    time = np.arange(length) / RATE
    phase = 2 * np.pi * (rng.uniform(40, 65) * time + rng.uniform(2, 8) * (1 - np.exp(-time / 0.03)))
    return normal(np.sin(phase) * decay(length, rng.uniform(0.06, 0.2), 0.001))


def snare(rng, length=5000):
    body = np.sin(2 * np.pi * rng.uniform(150, 260) * np.arange(length) / RATE) * decay(length, 0.05, 0.001)
    wires = band(noise(rng, length, 0), rng.uniform(400, 1500), 7900) * decay(length, rng.uniform(0.04, 0.16), 0.001)
    return normal(rng.uniform(0.3, 1) * body + rng.uniform(0.6, 1.4) * normal(wires))


def cymbal(rng, length=8000):
    rest = rng.uniform(0.015, 0.05) if rng.random() < 0.7 else rng.uniform(0.1, 0.9)
    return normal(band(noise(rng, length, 0), rng.uniform(2500, 5500), 7900) * decay(length, rest, 0.001))


def drums(rng, length):
    beat = 60 / rng.uniform(70, 180) / 2
    out = np.zeros(length)
    offset = rng.uniform(0, beat)
    sounds = [kick(rng), snare(rng), cymbal(rng, 12000)]
    chances = rng.uniform(0.2, 0.9, 3)
    for step in range(int(length / RATE / beat) + 1):
        for sound, chance in zip(sounds, chances):
            if rng.random() < chance:
                place(out, sound, int((offset + step * beat) * RATE), rng.uniform(0.4, 1))
    return normal(np.tanh(out * rng.uniform(0.7, 3)))


def music(rng, length):
    scale = 2 ** (np.array([0, 2, 3, 5, 7, 8, 10, 12, 15, 19]) / 12) * rng.uniform(80, 330)
    out = np.zeros(length)
    for _ in range(rng.integers(2, 12)):
        at = int(rng.uniform(-0.3, 0.9) * length)
        note = pluck(rng, length, rng.choice(scale))
        place(out, note[max(0, -at):], max(0, at), rng.uniform(0.3, 1))
    out = normal(out)
    if rng.random() < 0.6:
        out = out + rng.uniform(0.3, 1.5) * drums(rng, length)
    return normal(np.tanh(out * rng.uniform(0.7, 3)))


# Speech


FORMANTS = [(730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410), (440, 1020, 2240)]


def speech(rng, length):
    """Syllables of a glottal pulse through formants, with hissing and stopped consonants between them."""
    out = np.zeros(length)
    pitch = rng.uniform(85, 260)
    at = int(rng.uniform(-0.3, 0.1) * RATE)
    while at < length:
        syllable = int(rng.uniform(0.08, 0.3) * RATE)
        time = np.arange(syllable) / RATE
        phase = np.cumsum(pitch * (1 + 0.15 * np.sin(2 * np.pi * rng.uniform(1, 4) * time + rng.uniform(0, 6))) / RATE)
        voice = (phase % 1 < 0.12).astype(float) + 0.03 * rng.normal(size=syllable)
        vowel = np.zeros(syllable)
        for formant, width in zip(FORMANTS[rng.integers(len(FORMANTS))], (80, 100, 140)):
            centre = formant * rng.uniform(0.85, 1.2)
            vowel += lfilter(*iirpeak(min(7000, centre), centre / width, fs=RATE), voice)
        vowel = normal(vowel) * np.hanning(syllable)
        consonant = np.zeros(int(0.07 * RATE))
        if rng.random() < 0.6:
            hiss = band(noise(rng, len(consonant), 0), rng.uniform(1500, 4000), 7900)
            shape = np.hanning(len(consonant)) if rng.random() < 0.5 else decay(len(consonant), 0.012, 0.0008)
            consonant = normal(hiss * shape) * rng.uniform(0.05, 0.5)
        word = np.concatenate([consonant, vowel])
        place(out, word[max(0, -at):], max(0, at), rng.uniform(0.4, 1))
        at += len(word) + int(rng.exponential(0.06) * RATE)
    return normal(out + 0.003 * noise(rng, length, 1))


# How sound gets into a microphone


def colour(rng, samples):
    """The response of microphone, cabin and codec."""
    out = samples
    if rng.random() < 0.5:
        high = np.exp(rng.uniform(np.log(2500), np.log(7900)))
        out = sosfilt(butter(rng.integers(1, 4), high, "lowpass", fs=RATE, output="sos"), out)
    if rng.random() < 0.5:
        out = sosfilt(butter(1, rng.uniform(40, 350), "highpass", fs=RATE, output="sos"), out)
    if rng.random() < 0.3:
        numerator, denominator = iirpeak(rng.uniform(200, 5000), rng.uniform(0.7, 3), fs=RATE)
        out = out + rng.uniform(-0.7, 2) * lfilter(numerator, denominator, out)
    return out


def reverberate(rng, samples):
    tail = int(rng.uniform(0.03, 0.35) * RATE)
    response = rng.normal(size=tail) * np.exp(-np.arange(tail) / RATE / rng.uniform(0.02, 0.15))
    response = band(response, 100, rng.uniform(2000, 7000))
    response = response / (np.sqrt(np.sum(response ** 2)) + 1e-9) * rng.uniform(0.1, 0.8)
    response[0] += 1
    return fftconvolve(samples, response)[:len(samples)]


def record(rng, samples):
    """A sound as a camera may have recorded it: coloured, reverberant, louder or softer, sometimes overdriven."""
    out = colour(rng, samples)
    if rng.random() < 0.4:
        out = reverberate(rng, out)
    out = out / (np.max(np.abs(out)) + 1e-9) * 10 ** (rng.uniform(-32, 0) / 20) if np.any(out) else out
    if rng.random() < 0.15:
        out = np.clip(out * rng.uniform(1, 8), -1, 1) * rng.uniform(0.3, 1)
    return (out + rng.normal(size=len(out)) * 10 ** rng.uniform(-5.5, -3)).astype(np.float32)


NORMAL = {
    "horn": horn, "siren": siren, "engine": engine, "backfire": backfire, "brakes": brakes, "road": road,
    "pothole": pothole, "wipers": wipers, "rain": rain, "clicks": clicks, "door": door, "wind": wind, "tone": tone,
    "silence": silence, "music": music, "drums": drums, "speech": speech,
}
