"""Random songs as MIDI files, to be played by a sound font: melody, chords, bass and drums."""

import struct

import numpy as np

SCALES = [[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 3, 5, 6, 7, 10], [0, 2, 4, 7, 9]]
TICKS = 120


def quantity(value):
    out = [value & 127]
    while value := value >> 7:
        out.insert(0, 128 | value & 127)
    return bytes(out)


def song(rng, seconds=15):
    """A MIDI file."""
    beat = 60 / rng.uniform(70, 175)
    scale, key = SCALES[rng.integers(len(SCALES))], int(rng.integers(36, 60))
    beats = int(seconds / beat)
    events = [(0, bytes([255, 81, 3]) + struct.pack(">I", int(beat * 1e6))[1:])]
    for channel in range(3):
        events.append((0, bytes([192 | channel, int(rng.integers(0, 96))])))

    def note(channel, pitch, start, length, velocity):
        pitch, velocity = int(np.clip(pitch, 20, 108)), int(np.clip(velocity, 20, 127))
        events.append((int(start * TICKS), bytes([144 | channel, pitch, velocity])))
        events.append((int((start + length) * TICKS) - 1, bytes([128 | channel, pitch, 0])))

    has = rng.random(4) < (0.7, 0.8, 0.8, 0.75)
    pattern = rng.random((4, 16)) < np.array([[0.3], [0.2], [0.6], [0.08]])
    pattern[0, 0] = pattern[1, 4] = pattern[1, 12] = True
    kit = [36, int(rng.choice([38, 40, 39])), int(rng.choice([42, 46, 51])), int(rng.choice([49, 57, 47, 41, 56]))]
    root, step = 0, len(scale) - 1
    for position in range(beats):
        if position % 4 == 0:
            root = int(rng.integers(0, 7))
            if has[1]:
                for third in (0, 2, 4):
                    degree = root + third
                    note(1, key + 12 + 12 * (degree // len(scale)) + scale[degree % len(scale)], position, 4, 80)
        if has[2]:
            note(2, key - 12 + scale[root % len(scale)], position, 0.9, 95)
        if has[0]:
            for part in range(int(rng.integers(0, 4))):
                step = int(np.clip(step + rng.integers(-2, 3), 0, 14))
                pitch = key + 24 + 12 * (step // len(scale)) + scale[step % len(scale)]
                note(0, pitch, position + part / 3, 1 / 3, rng.integers(60, 120))
        if has[3] or not has[:3].any():
            for part in range(4):
                for drum in range(4):
                    if pattern[drum, position % 4 * 4 + part]:
                        note(9, kit[drum], position + part / 4, 0.2, rng.integers(70, 127))
    return file(events)


def file(events):
    track, now = b"", 0
    for time, message in sorted(events, key=lambda event: event[0]):
        track += quantity(time - now) + message
        now = time
    track += b"\0\xff\x2f\0"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS) + b"MTrk" + struct.pack(">I", len(track)) + track
