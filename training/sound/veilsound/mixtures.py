"""Seconds of sound for training and for evaluation, mixed from recordings, packaged sounds and synthesis."""

import numpy as np

from . import features, synth
from .audio import RATE, fit, level
from .network import CLASSES

CRASH, SKID, NORMAL = range(len(CLASSES))


class Pools:
    """Sounds to draw seconds from: {name: [(origin, samples)]}."""

    def __init__(self, pools):
        self.pools = {name: sounds for name, sounds in pools.items() if sounds}

    def without(self, origins):
        return Pools({name: [s for s in sounds if s[0] not in origins] for name, sounds in self.pools.items()})

    def has(self, name):
        return name in self.pools

    def second(self, rng, name):
        """A random second, of long sounds with equal chance at every place; loud places are preferred."""
        sounds = self.pools[name]
        _, samples = sounds[rng.integers(len(sounds))]
        best = None
        for _ in range(2):
            start = int(rng.integers(-RATE // 4, max(1, len(samples) - RATE // 2)))
            piece = fit(samples, RATE, start)
            if best is None or level(piece) > level(best):
                best = piece
        return best


def background(rng, pools):
    """A second of something that is no crash, and what it is."""
    packaged = [name for name in pools.pools if name not in ("impact", "crash", "skid")]
    if packaged and rng.random() < 0.55:
        name = packaged[rng.integers(len(packaged))]
        return pools.second(rng, name), name
    names = list(synth.NORMAL)
    name = names[rng.integers(len(names))]
    return synth.NORMAL[name](rng, RATE), name


def loudness(samples):
    """The level of the loudest fifth of a second."""
    parts = samples[:len(samples) // 3200 * 3200].reshape(-1, 3200)
    return float(np.sqrt(np.max(np.mean(parts.astype(np.float64) ** 2, axis=1)))) + 1e-9


def mix(rng, main, other, decibels):
    """Both together, `main` louder by so many decibels."""
    return main / loudness(main) + other / loudness(other) * 10 ** (-decibels / 20)


def placed(rng, samples):
    """An impact put somewhere into a second, so that at least its first third of a second is heard."""
    envelope = np.convolve(np.abs(samples), np.ones(160) / 160, "same")
    onset = int(np.argmax(envelope > 0.25 * envelope.max()))
    return fit(samples, RATE, onset - int(rng.uniform(-0.05, 0.7) * RATE))


def crash(rng, pools):
    if pools.has("impact") and rng.random() < 0.45:
        sounds = pools.pools["impact"]
        return placed(rng, sounds[rng.integers(len(sounds))][1])
    return synth.impact(rng, RATE)


def skid(rng, pools):
    if pools.has("skid") and rng.random() < 0.5:
        return pools.second(rng, "skid")
    return synth.squeal(rng, RATE)


def example(rng, pools):
    """A second, its label, and what it is made of."""
    draw = rng.random()
    if draw < 0.4:
        sound = crash(rng, pools)
        if rng.random() < 0.75:
            sound = mix(rng, sound, background(rng, pools)[0], rng.uniform(-4, 24))
        return synth.record(rng, sound), CRASH, "crash"
    if draw < 0.47:
        sound = skid(rng, pools)
        if rng.random() < 0.6:
            sound = mix(rng, sound, background(rng, pools)[0], rng.uniform(0, 20))
        return synth.record(rng, sound), SKID, "skid"
    sound, name = background(rng, pools)
    if rng.random() < 0.5:
        sound = mix(rng, sound, background(rng, pools)[0], rng.uniform(-5, 20))
    if rng.random() < 0.05:
        sound = fit(sound[:int(rng.uniform(0.02, 0.9) * RATE)], RATE)
    return synth.record(rng, sound), NORMAL, name


def examples(count, seed, pools):
    """Decibels `[count, bands, frames]` as 16-bit floats, labels, names."""
    pictures = np.zeros((count, features.BANDS, RATE // features.HOP + 1), np.float16)
    labels, names = np.zeros(count, np.int64), []
    for index in range(count):
        sound, labels[index], name = example(np.random.default_rng([seed, index]), pools)
        pictures[index] = features.log_mel(sound)
        names.append(name)
    return pictures, labels, np.array(names)


class Recording:
    """A labelled recording."""

    def __init__(self, name, samples, labels, source, kind):
        self.name, self.samples, self.labels, self.source, self.kind = name, samples, labels, source, kind

    def second(self, index, shift=0.0):
        return fit(self.samples, RATE, int((index + shift) * RATE))

    def of(self, label):
        return [second for second, found in sorted(self.labels.items()) if found == label]


def real_examples(recording, count, seed, others, pools):
    """Seconds of one recording as other cameras and places would have heard them.

    `others` are recordings whose normal seconds may be mixed in; what was mixed in is told with each example, so that a
    fold can leave it out.
    """
    choices = [(second, label) for second, label in sorted(recording.labels.items()) if label != "unsure"]
    rows = []
    for index in range(count if choices else 0):
        rng = np.random.default_rng([seed, index])
        second, label = choices[index % len(choices)]
        sound = recording.second(second, rng.uniform(-0.15, 0.15) if label == "crash" else rng.uniform(-0.25, 0.25))
        partner = ""
        if rng.random() < (0.55 if label == "crash" else 0.3) and level(sound) > 1e-5:
            quiet = [other for other in others if other.source != recording.source and other.of("normal")]
            if quiet and rng.random() < 0.5:
                other = quiet[rng.integers(len(quiet))]
                partner, mixed = other.source, other.second(rng.choice(other.of("normal")), rng.uniform(-0.3, 0.3))
            else:
                mixed, _ = background(rng, pools)
            sound = mix(rng, sound, mixed, rng.uniform(-2, 22))
        rows.append((features.log_mel(synth.record(rng, sound)).astype(np.float16), CLASSES.index(label), partner))
    return rows
