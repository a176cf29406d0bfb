"""Gathers sounds from Debian packages, which are unpacked into the cache and not installed.

    python packages.py

Needs `fluidsynth` and `espeak-ng`. Training hears English speech and one sound font; French speech and another sound font
are for evaluation only.
"""

import subprocess
import tempfile
from pathlib import Path

import numpy as np

from veilsound import audio, songs
from veilsound.paths import CACHE

PACKAGES = {
    "asterisk-core-sounds-en-wav": "1.6.1-1", "asterisk-core-sounds-fr-wav": "1.6.1-1", "timgm6mb-soundfont": "1.3-5",
    "musescore-general-soundfont-small": "0.2.1-1", "torcs-data": "1.3.7+dfsg-5"}
FONTS = {"train": "timgm6mb-soundfont/usr/share/sounds/sf2/TimGM6mb.sf2",
         "test": "musescore-general-soundfont-small/usr/share/sounds/sf3/MuseScore_General_Lite.sf3"}
VOICES = ["en-us", "en-gb", "en+f3", "en+m5", "de", "de+f2", "es", "it+f4", "pl", "pt-br", "nl", "sv", "tr", "id"]
SENTENCES = [
    "Turn left at the next junction, then keep right.", "Did you see that? He did not even look in the mirror!",
    "Watch out! Stop! Stop!", "The traffic report: three kilometres of slow traffic before the tunnel.",
    "Can you pass me the water bottle, please? Thank you.", "What shall we have for dinner tonight?",
    "Two hundred metres to your destination.", "Ha ha ha, no way, that is impossible, tell me more."]


def unpacked(package):
    """The folder of a package's files."""
    folder = CACHE / "packages" / package
    if not folder.exists():
        with tempfile.TemporaryDirectory() as work:
            subprocess.run(["apt-get", "download", f"{package}={PACKAGES[package]}"], cwd=work, check=True)
            partial = folder.with_suffix(".partial")
            partial.mkdir(parents=True, exist_ok=True)
            subprocess.run(["dpkg-deb", "-x", str(next(Path(work).glob("*.deb"))), str(partial)], check=True)
            partial.rename(folder)
    return folder


def speech(package):
    """Announcements, several in a row as one sound."""
    files = sorted(path for path in unpacked(package).rglob("*.wav") if "/silence/" not in str(path))
    for start in range(0, len(files), 12):
        yield f"{package}-{start}", np.concatenate([audio.decode(str(path)) for path in files[start:start + 12]])


def spoken():
    for voice in VOICES:
        for number, sentence in enumerate(SENTENCES):
            with tempfile.NamedTemporaryFile(suffix=".wav") as file:
                speed, pitch = 130 + 17 * (number * 5 % 7), 25 + 9 * (number * 3 % 7)
                subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", file.name, sentence], check=True)
                yield f"espeak-{voice}-{number}", audio.decode(file.name)


def played(part, count):
    font = CACHE / "packages" / FONTS[part]
    for number in range(count):
        rng = np.random.default_rng([11 if part == "train" else 12, number])
        with tempfile.TemporaryDirectory() as work:
            (Path(work) / "song.mid").write_bytes(songs.song(rng))
            subprocess.run(["fluidsynth", "-ni", "-q", "-r", "16000", "-F", f"{work}/song.wav", str(font), f"{work}/song.mid"],
                           check=True, capture_output=True)
            yield f"song-{part}-{number}", audio.decode(f"{work}/song.wav")


def racing():
    """Sounds of a racing game: collisions, skids, engines, gravel."""
    folder = unpacked("torcs-data") / "usr/share/games/torcs/data/sound"
    for path in sorted(folder.glob("*.wav")):
        try:
            samples = audio.decode(str(path))
        except (subprocess.CalledProcessError, IndexError):
            continue
        stem = path.stem
        if stem.startswith("crash") or stem == "bottom_crash":
            yield "impact", stem, samples
        elif stem.startswith("skid"):
            yield "skid", stem, np.tile(samples, 1 + 32_000 // len(samples))
        elif stem.startswith(("out_of_road", "road")):
            yield "gravel", stem, samples
        elif stem in ("backfire", "boom", "gear_change1", "axle"):
            continue
        else:
            yield "engine", stem, np.tile(samples, 1 + 32_000 // len(samples))


def main():
    for package in PACKAGES:
        unpacked(package)
    table = {}

    def keep(name, part, origin, samples):
        table[f"{name}|{part}|{origin}"] = np.clip(samples / max(1, np.abs(samples).max()) * 32_767, -32_767, 32_767).astype(np.int16)

    for origin, samples in speech("asterisk-core-sounds-en-wav"):
        keep("speech", "train", origin, samples)
    for origin, samples in speech("asterisk-core-sounds-fr-wav"):
        keep("speech", "test", origin, samples)
    for origin, samples in spoken():
        keep("voices", "train", origin, samples)
    for part, count in (("train", 60), ("test", 40)):
        for origin, samples in played(part, count):
            keep("music", part, origin, samples)
    for name, origin, samples in racing():
        keep(name, "train", origin, samples)
    np.savez(CACHE / "packages.npz", **table)
    seconds = {}
    for key, samples in table.items():
        name = "|".join(key.split("|")[:2])
        seconds[name] = seconds.get(name, 0) + len(samples) / audio.RATE
    print({name: round(value) for name, value in seconds.items()})


if __name__ == "__main__":
    main()
