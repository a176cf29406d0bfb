"""Measures how well masked faces are recognised, with a network that is no part of Veilcam: dlib's
`dlib_face_recognition_resnet_model_v1` (128 numbers a face, 99.4 % on Labeled Faces in the Wild as its author says), from the
PyPI packages dlib-bin and face_recognition_models.

usage: recognition.py faces PICTURES... --output FOLDER [--sizes 64 128 256 512]
       recognition.py match --clear FOLDER --masked FOLDER [--json FILE]

`faces` finds faces with dlib's detector and writes each with its surroundings, resampled so that it is so many pixels
wide; every face is a person of its own. `match` asks whose face a masked one is. The gallery holds every person once: the
same photograph, mirrored, which no real gallery would be so lucky to have. The attacker also knows where eyes and nose were
before the mask came, which no real one would. A second attacker, on top of that, has masked his gallery in the same way.
"""

import argparse
import json
import math
from pathlib import Path

import cv2
import dlib
import face_recognition_models as models
import numpy as np

GALLERY = "mirrored"
GALLERY_SIZE = 256
SURROUNDINGS = 1.0  # of the face's width, on each side


class Recogniser:
    """dlib's detector, five landmarks and network."""

    def __init__(self):
        self.detector = dlib.get_frontal_face_detector()
        self.landmarks = dlib.shape_predictor(models.pose_predictor_five_point_model_location())
        self.network = dlib.face_recognition_model_v1(models.face_recognition_model_location())

    def find(self, picture, upsampling=0):
        return self.detector(picture, upsampling)

    def middle(self, picture):
        """The landmarks of the face in the middle, None where there is none."""
        scale = min(1.0, 400 / max(picture.shape[:2]))
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        height, width = small.shape[:2]
        boxes = [box for box in self.find(small, 1) if box.contains(width // 2, height // 2)]
        if not boxes:
            return None
        box = max(boxes, key=lambda box: box.area())
        full = dlib.rectangle(*(round(side / scale) for side in (box.left(), box.top(), box.right(), box.bottom())))
        return self.landmarks(picture, full)

    def numbers(self, picture, landmarks):
        chip = dlib.get_face_chip(picture, landmarks, size=150, padding=0.25)
        return np.array(self.network.compute_face_descriptor(chip))


def read(path):
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    return None if picture is None else np.ascontiguousarray(picture[:, :, ::-1])


def write(path, picture):
    cv2.imwrite(str(path), picture[:, :, ::-1])


def cut(picture, box, width):
    """A face with its surroundings, resampled to so many pixels across."""
    margin = round(SURROUNDINGS * box.width())
    padded = cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    size = box.width() + 2 * margin
    top, left = max(0, box.top()), max(0, box.left())
    face = padded[top : top + size, left : left + size]
    target = round(size * width / box.width())
    way = cv2.INTER_AREA if target < size else cv2.INTER_CUBIC
    return cv2.resize(face, (target, target), interpolation=way)


def faces(arguments):
    recogniser = Recogniser()
    output = Path(arguments.output)
    output.mkdir(parents=True, exist_ok=True)
    widths = []
    for source in arguments.pictures:
        for path in sorted(Path(source).rglob("*.jpg")) if Path(source).is_dir() else [Path(source)]:
            picture = read(path)
            if picture is None:
                continue
            for number, box in enumerate(recogniser.find(picture, 1)):
                gallery = cut(picture, box, GALLERY_SIZE)
                mirrored = np.ascontiguousarray(gallery[:, ::-1])
                if recogniser.middle(gallery) is None or recogniser.middle(mirrored) is None:
                    continue
                widths.append(box.width())
                write(output / f"{path.stem}-{number}-{GALLERY}.png", mirrored)
                for size in arguments.sizes:
                    write(output / f"{path.stem}-{number}-{size}.png", cut(picture, box, size))
    widths.sort()
    middle = widths[len(widths) // 2] if widths else 0
    print(f"{len(widths)} faces, {widths[0] if widths else 0} to {widths[-1] if widths else 0} pixels wide, median {middle}")


def more_than_chance(hits, count, chance):
    """The probability of at least so many hits by chance."""
    return sum(math.comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(hits, count + 1))


def rank_one(distances):
    """How many faces are nearest to their own person's photograph."""
    others = np.where(np.eye(len(distances), dtype=bool), np.inf, distances)
    return int((np.diag(distances) < others.min(axis=1)).sum())


def scored(distances, threshold):
    """Rates of one grade; distances[i, j] from the masked face i to the clear photograph j."""
    count = len(distances)
    own = np.diag(distances)
    others = distances[~np.eye(count, dtype=bool)].reshape(count, -1)
    hits = rank_one(distances)
    return {
        "people": count,
        "rank 1": hits / count,
        "chance": 1 / count,
        "p": more_than_chance(hits, count, 1 / count),
        "within threshold": float((own <= threshold).mean()),
        "strangers within threshold": float((others <= threshold).mean()),
        "nearer than a stranger": float((own[:, None] < others).mean() + 0.5 * (own[:, None] == others).mean()),
    }


class Faces:
    """The people whose faces Veilcam found in all their pictures, and the numbers of those."""

    def __init__(self, clear, masked):
        self.recogniser = Recogniser()
        self.clear, self.masked = Path(clear), Path(masked)
        self.described = json.loads((self.masked / "faces.json").read_text())
        kinds = {}
        for face in self.described:
            person, kind = Path(face["picture"]).stem.rsplit("-", 1)
            kinds.setdefault(kind, set()).add(person)
        self.sizes = sorted(int(kind) for kind in kinds if kind != GALLERY)
        self.people = sorted(set.intersection(*kinds.values()))
        self.grades = list(dict.fromkeys(face["grade"] for face in self.described))
        self.landmarks = {}
        for person in self.people:
            photograph = read(self.clear / f"{person}-{GALLERY}.png")
            self.landmarks[person, GALLERY] = self.recogniser.middle(photograph)
            unmirrored = self.recogniser.middle(np.ascontiguousarray(photograph[:, ::-1]))
            for size in self.sizes:
                self.landmarks[person, size] = scaled(unmirrored, size / GALLERY_SIZE)

    def numbers(self, folder, kind):
        """All people's pictures of a kind: a size, or the gallery's."""
        return np.array([
            self.recogniser.numbers(read(folder / f"{person}-{kind}.png"), self.landmarks[person, kind])
            for person in self.people
        ])

    def mask(self, grade, size):
        """What Veilcam says of the masks of a grade: medians, and the most samples that any face has left."""
        names = {f"{person}-{size}.png" for person in self.people}
        these = [face for face in self.described if face["grade"] == grade and face["picture"] in names]
        medians = {key: float(np.median([face[key] for face in these])) for key in ("side", "kernel", "sigma")}
        return medians | {"samples": max(face["samples"] for face in these)}


def distances(probes, gallery):
    return np.linalg.norm(probes[:, None] - gallery[None], axis=2)


def match(arguments):
    faces = Faces(arguments.clear, arguments.masked)
    gallery = faces.numbers(faces.clear, GALLERY)
    masked_galleries = {grade: faces.numbers(faces.masked / grade, GALLERY) for grade in faces.grades}
    rows = []
    for size in faces.sizes:
        before = distances(faces.numbers(faces.clear, size), gallery)
        threshold = float(np.quantile(before[~np.eye(len(before), dtype=bool)], 0.01))
        start = {"size": size, "threshold": threshold}
        rows.append(start | {"grade": "none"} | scored(before, threshold))
        for grade in faces.grades:
            probes = faces.numbers(faces.masked / grade, size)
            row = start | {"grade": grade} | faces.mask(grade, size) | scored(distances(probes, gallery), threshold)
            alike = distances(probes, masked_galleries[grade])
            rows.append(row | {"rank 1, gallery masked": rank_one(alike) / len(alike)})
    show(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(rows, indent=1))


def scaled(landmarks, factor):
    parts = [dlib.point(round(p.x * factor), round(p.y * factor)) for p in landmarks.parts()]
    box = landmarks.rect
    sides = (round(side * factor) for side in (box.left(), box.top(), box.right(), box.bottom()))
    return dlib.full_object_detection(dlib.rectangle(*sides), parts)


def show(rows):
    titles = ["face px", "grade", "kernel", "sigma", "samples", "rank 1", "p of chance", "at FMR 1 %", "strangers there"]
    titles += ["nearer than a stranger", "rank 1, gallery masked"]
    print(f"| {' | '.join(titles)} |\n|---:|---{'|---:' * (len(titles) - 2)}|")
    for row in rows:
        cells = [str(row["size"]), row["grade"]]
        cells += [f"{row[key]:.{digits}f}" if key in row else "" for key, digits in (("kernel", 0), ("sigma", 1))]
        cells += [f"{row['samples']:.1f}" if "samples" in row else "", percent(row["rank 1"]), f"{row['p']:.2f}"]
        cells += [percent(row[key]) for key in ("within threshold", "strangers within threshold")]
        cells += [percent(row["nearer than a stranger"])]
        cells += [percent(row["rank 1, gallery masked"]) if "samples" in row else ""]
        print(f"| {' | '.join(cells)} |")
    print(f"\n{rows[0]['people']} people: chance is {percent(rows[0]['chance'])} at rank 1, 50 % nearer than a stranger.")
    print("Network: dlib_face_recognition_resnet_model_v1 (dlib-bin, face_recognition_models).")


def percent(share):
    return f"{100 * share:.1f} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(required=True)
    first = parts.add_parser("faces")
    first.add_argument("pictures", nargs="+")
    first.add_argument("--output", required=True)
    first.add_argument("--sizes", type=int, nargs="+", default=[64, 128, 256, 512])
    first.set_defaults(run=faces)
    second = parts.add_parser("match")
    second.add_argument("--clear", required=True)
    second.add_argument("--masked", required=True)
    second.add_argument("--json")
    second.set_defaults(run=match)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
