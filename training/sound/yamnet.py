"""What YAMNet hears in each second of every recording: material for labels, and the embedding to compare with.

    python yamnet.py            writes CACHE/yamnet.npz and prints a table
"""

import csv

import numpy as np
import openvino

from veilsound import labels
from veilsound.audio import RATE, decode, fit
from veilsound.paths import CACHE

GROUPS = {
    "crash": ["Smash, crash", "Breaking", "Crushing", "Crumpling, crinkling", "Shatter", "Glass", "Bang", "Slam",
              "Explosion", "Boom", "Thump, thud", "Crack", "Burst, pop", "Gunshot, gunfire", "Eruption", "Whack, thwack",
              "Clatter", "Thunk", "Splinter"],
    "skid": ["Skidding", "Tire squeal"],
    "horn": ["Vehicle horn, car horn, honking", "Air horn, truck horn", "Toot", "Train horn"],
    "siren": ["Siren", "Police car (siren)", "Ambulance (siren)", "Fire engine, fire truck (siren)", "Emergency vehicle"],
    "engine": ["Engine", "Vehicle", "Car", "Motor vehicle (road)", "Motorcycle", "Truck", "Bus",
               "Accelerating, revving, vroom", "Race car, auto racing", "Car passing by"],
    "music": ["Music"], "speech": ["Speech", "Shout", "Screaming", "Laughter", "Yell"], "silence": ["Silence"]}


class YAMNet:
    def __init__(self):
        folder = labels.SHARED / "models/audio"
        core = openvino.Core()
        core.set_property("CPU", {"INFERENCE_NUM_THREADS": 1})
        model = core.read_model(str(folder / "yamnet.tflite"))
        model.reshape([15_600])
        self.model = core.compile_model(model, "CPU")
        with open(folder / "yamnet_class_map.csv", newline="") as file:
            self.names = [row["display_name"] for row in csv.DictReader(file)]

    def scores(self, second):
        """The largest score of each class over two places of a second."""
        parts = [self.model([fit(second, 15_600, start)])[self.model.output(0)] for start in (0, 400)]
        return np.max([part.reshape(-1, 521).max(axis=0) for part in parts], axis=0)


def recordings():
    folder = labels.SHARED / "data/audio"
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".wav", ".m4a"))
    files += [labels.SHARED / "media" / name for name in ("kb_dashcam.mp4", "carnd_vd_test_video.mp4",
                                                          "solidWhiteRight.mp4", "car-detection.mp4")]
    return [str(path.relative_to(labels.SHARED)) for path in files]


def main():
    net = YAMNet()
    table = {}
    for name in recordings():
        samples = decode(labels.path_of(name))
        print(f"\n{name}  {len(samples) / RATE:.2f} s", flush=True)
        rows = []
        for second in range(max(1, int(np.ceil(len(samples) / RATE - 0.05)))):
            piece = fit(samples, RATE, second * RATE)
            scores = net.scores(piece)
            rows.append(scores)
            frames = np.pad(piece, 200)[:16_000 // 400 * 400].reshape(-1, 400)
            energy = 10 * np.log10(np.mean(frames ** 2, axis=1) + 1e-8)
            rise = np.max(energy[2:] - energy[:-2])
            spectrum = np.abs(np.fft.rfft(piece)) ** 2 + 1e-9
            flatness = np.exp(np.mean(np.log(spectrum[200:7000]))) / np.mean(spectrum[200:7000])
            groups = {group: max(scores[net.names.index(n)] for n in names if n in net.names) for group, names in GROUPS.items()}
            best = np.argsort(-scores)[:4]
            print(f"{second:3d} {10 * np.log10(np.mean(piece ** 2) + 1e-9):6.1f} dB max {energy.max():5.0f} rise {rise:4.0f} "
                  f"flat {flatness:.2f} " + " ".join(f"{g[:4]} {v:.2f}" for g, v in groups.items() if v > 0.04)
                  + " | " + ", ".join(f"{net.names[i]} {scores[i]:.2f}" for i in best))
        table[name] = np.array(rows)
    CACHE.mkdir(parents=True, exist_ok=True)
    np.savez(CACHE / "yamnet.npz", **table)


if __name__ == "__main__":
    main()
