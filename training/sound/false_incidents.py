"""Counts incidents that the finished program marks in films of normal driving with music or horns mixed in.

    python false_incidents.py --veilcam ../../.build/release/veilcam FILM… [--repeats N] [--json FILE]

Every film's pictures are repeated to a minute, as long as a dashcam's segment, coded anew with a key frame a second, so that
many repeats take minutes, and get sound of their own in every repeat: songs that no training has heard (if `packages.py` has run), synthetic music, horns over the noise of
the road, and music with horns. Needs ffmpeg, and a backbone as `veilcam accident scan` does.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.stats import chi2

from veilsound import mixtures, synth
from veilsound.audio import RATE, fit
from veilsound.paths import CACHE

SEGMENT = 60  # seconds


def songs():
    """Songs played by the sound font that is for evaluation only; none without the packages."""
    path = CACHE / "packages.npz"
    if not path.exists():
        return []
    data = np.load(path)
    return [data[key].astype(np.float32) / 32_767 for key in sorted(data.files) if key.startswith("music|test|")]


def road(rng, length):
    return synth.road(rng, length)


def horns(rng, length):
    """A second or two of horn every few seconds, 6 to 18 dB above the road."""
    track = np.zeros(length)
    at = int(rng.uniform(0, 2) * RATE)
    while at < length:
        piece = synth.horn(rng, int(rng.uniform(0.6, 2) * RATE))
        synth.place(track, piece, at)
        at += len(piece) + int(rng.uniform(0.5, 4) * RATE)
    if not track.any():
        synth.place(track, synth.horn(rng, RATE), 0)
    return mixtures.mix(rng, track, road(rng, length), rng.uniform(6, 18))


def synthetic(rng, length):
    """Other music every four seconds."""
    parts = [synth.music(rng, 4 * RATE) for _ in range(-(-length // (4 * RATE)))]
    return mixtures.mix(rng, np.concatenate(parts)[:length], road(rng, length), rng.uniform(6, 18))


def played(rng, length, known):
    song = known[rng.integers(len(known))]
    repeated = np.tile(song, 1 + length // len(song))
    return mixtures.mix(rng, fit(repeated, length), road(rng, length), rng.uniform(6, 18))


def kinds():
    known = songs()
    found = {"road": road, "synthetic music": synthetic, "horns": horns}
    if known:
        found["songs"] = lambda rng, length: played(rng, length, known)
        found["songs and horns"] = lambda rng, length: mixtures.mix(
            rng, played(rng, length, known), horns(rng, length), rng.uniform(-6, 6))
    return found


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def pictures(film, number, work):
    path = work / f"pictures{number}.mkv"
    run("ffmpeg", "-v", "error", "-nostdin", "-y", "-stream_loop", "-1", "-i", film, "-t", str(SEGMENT), "-map", "0:v:0", "-c:v", "libx264", "-preset", "veryfast",
        "-crf", "17", "-bf", "0", "-pix_fmt", "yuv420p", "-force_key_frames", "expr:gte(t,n_forced)", str(path))
    return path, float(run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)))


def with_sound(path, seconds, make, rng, work, name):
    sound = make(rng, int(seconds * RATE))
    # As a camera records: the peak at half of full scale.
    sound = 0.5 * sound / np.max(np.abs(sound))
    wavfile.write(work / "sound.wav", RATE, (sound * 32_767).astype(np.int16))
    output = work / f"{name}.mkv"
    run("ffmpeg", "-v", "error", "-nostdin", "-y", "-i", str(path), "-i", str(work / "sound.wav"), "-map", "0:v", "-map",
        "1:a", "-c:v", "copy", "-c:a", "pcm_s16le", str(output))
    return output


def per_hour(events, seconds):
    """Events an hour and the exact 95 % Poisson interval."""
    hours = seconds / 3_600
    low = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    return events / hours, low / hours, chi2.ppf(0.975, 2 * events + 2) / 2 / hours


def measure(veilcam, films, repeats):
    table = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sources = [pictures(film, number, work) for number, film in enumerate(films)]
        for name, make in kinds().items():
            mixed = [with_sound(path, seconds, make, np.random.default_rng([9, len(name), repeat, number]), work,
                                f"{number}-{repeat}")
                     for repeat in range(repeats) for number, (path, seconds) in enumerate(sources)]
            for fusion in ("combined", "paper"):
                for smooths in (False, True):
                    scans = json.loads(run(veilcam, "accident", "scan", *map(str, mixed), "--json", "--fusion", fusion,
                                           *([] if smooths else ["--no-smoothing"])))
                    seconds = repeats * sum(seconds for _, seconds in sources)
                    events = sum(len(scan["incidents"]) for scan in scans)
                    rate, low, high = per_hour(events, seconds)
                    loudest = max(second.get("sound") or 0 for scan in scans for second in scan["seconds"])
                    first = sum(incident["start"] < 1 for scan in scans for incident in scan["incidents"])
                    table.append(dict(sound=name, fusion=fusion, atBeginnings=first, smoothed=smooths, minutes=seconds / 60, incidents=events,
                                      perHour=rate, low=low, high=high, loudest=loudest))
                    print(f"{name:16s} {fusion:9s} {'smoothed' if smooths else 'single seconds':15s} {seconds / 60:5.1f} min  "
                          f"{events:3d} incidents, {first} at beginnings  {rate:6.1f} an hour ({low:.1f} to {high:.1f})  loudest {loudest:.3f}", flush=True)
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--veilcam", required=True)
    parser.add_argument("films", nargs="+")
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--json")
    options = parser.parse_args()
    found = measure(options.veilcam, options.films, options.repeats)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1) + "\n")
