"""Gathers pictures, lets the teachers label them and packs everything that training reads into one small folder.

    python prepare.py frames --data DIR --models DIR --films DIR --out DIR
    python prepare.py instances --data DIR --models DIR --out DIR
    python prepare.py embeddings --models DIR --out DIR
    python prepare.py thin --out DIR --to DIR           without what is held out, to be carried to another machine

The packed folder is all that `train.py` needs, so that training can run on another machine than the one with the data. Each
step is done anew when it is called. Held-out frames (`heldout.json`) are packed as well, marked, and no training reads them.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from veilpictures import readers, teachers
from veilpictures.pack import Pack, jpeg, png
from veilpictures.variants import VARIANTS, variant

HELDOUT = json.loads((Path(__file__).parent / "heldout.json").read_text())
KINDS = {"person": 0, "vehicle": 1, "cycle": 2}
FILMS = {"kb_dashcam": 5, "people": 9, "solidWhiteRight": 6, "carnd_vd_test_video": 4, "car-detection": 20}
WIDEST, HIGHEST = 1024, 576


def is_held_out(group, index, frame):
    rule = HELDOUT.get(group, {})
    stem = frame.name.split("/", 1)[1]
    if "names" in rule:
        return any(stem.startswith(name) for name in rule["names"])
    if "clips" in rule:
        return stem.split("_")[0] in rule["clips"]
    return bool(rule) and index % rule["every"] == rule["from"]


def everything(data, films):
    """(group, held out, frame, picture) of all that is at hand; frames of clips and films are thinned out."""
    data = Path(data)
    groups = [
        ("camvid-train", readers.camvid(data / "camvid", "train")),
        ("camvid-val", readers.camvid(data / "camvid", "val")),
        ("kitti", readers.kitti(data / "kitti")),
        ("coco", readers.coco(data / "coco128val")),
        ("cityscapes", readers.cityscapes(data / "cityscapes8", "train")),
        ("plates", readers.plates(data / "plates")),
        ("accident", readers.folder(data / "accident-images", "accident")),
    ]
    for group, frames in groups:
        for index, frame in enumerate(frames):
            yield group, is_held_out(group, index, frame), frame, frame.picture()
    if films:
        for name, every in FILMS.items():
            for title, picture in readers.film(Path(films) / f"{name}.mp4", every):
                yield "films", False, readers.Frame(title, "", is_labelled=False), picture
        for path in sorted(p for p in Path(films).iterdir() if p.suffix in (".jpg", ".png")):
            frame = readers.Frame(f"films/{path.stem}", str(path), is_labelled=False)
            yield "films", False, frame, frame.picture()


def merged(frame, found):
    """Labels first; teachers fill what labels do not cover. Uncertain finds become regions that teach nothing."""
    boxes = [[KINDS[box[0]], *box[1:], 1.0] for box in frame.boxes if box[0] in KINDS]
    unknown = [list(box) for box in frame.unknown]
    labels = [box[1:5] for box in boxes]
    for row in found:
        if labels and teachers.overlaps([row], labels).max() > 0.3:
            continue
        inside_unknown = (
            bool(unknown) and teachers.overlaps([row], frame.unknown).max() > 0.3 if frame.unknown else False
        )
        certain = row[4] >= (0.5 if frame.is_labelled and not inside_unknown else 0.35)
        if certain:
            boxes.append([row[5], *row[:4], row[4]])
        elif row[4] >= 0.2:
            unknown.append(row[:4])
    return boxes, unknown


def frames(options):
    look = {
        "nano": teachers.NanoDet(teachers.find(options.models, "detector/nanodet_plus_m_1.5x_1280x736.onnx")),
        "yolox": teachers.Detector(teachers.find(options.models, "detector/yolox_nano_dynamic.onnx"), teachers.COCO),
        "face": teachers.YuNet(teachers.find(options.models, "face/yunet_n_dynamic.onnx")),
        "plate": teachers.LicencePlates(
            teachers.find(options.models, "plate/license_plate_detection_lpd_yunet_2023mar.onnx")
        ),
    }
    pack, started = Pack(), time.time()
    for group, held_out, frame, picture in everything(options.data, options.films):
        high, wide = picture.shape[:2]
        factor = min(1.0, WIDEST / wide, HIGHEST / high)
        facts = {
            "name": frame.name,
            "group": group,
            "heldOut": held_out,
            "boxes": [],
            "unknown": [],
            "parts": [],
            "unknownParts": [],
        }
        if not held_out:
            found = [
                row
                for row in look["yolox"](
                    picture, teachers.size_within(picture, 500_000 if wide > 400 else 250_000), 0.2
                )
            ]
            if group != "accident":
                found += look["nano"](picture, 0.2)
            found = teachers.suppressed(found, 0.55)
            boxes, unknown = merged(frame, found)
            faces = look["face"](picture, 600_000) if group != "accident" else []
            signs = (
                look["plate"](picture, [row for row in found if row[5] == 1])
                if group in ("plates", "films", "coco", "kitti")
                else []
            )
            # A plate belongs to a vehicle; what the teacher sees elsewhere is a mistake of its.
            signs = [
                row
                for row in signs
                if any(
                    v[0] <= row[0] + row[2] / 2 <= v[0] + v[2]
                    and v[1] <= row[1] + row[3] / 2 <= v[1] + v[3]
                    and row[2] < 0.6 * v[2]
                    for v in found
                    if v[5] == 1
                )
            ]
            labelled = [[1, *box[1:5], 1.0] for box in frame.boxes if box[0] == "plate"]
            signs = [
                row for row in signs if not labelled or teachers.overlaps([row], [b[1:5] for b in labelled]).max() < 0.2
            ]
            parts = labelled + [
                [row[5], *row[:4], row[4]] for row in faces + signs if row[4] >= (0.5 if row[5] == 0 else 0.7)
            ]
            facts |= {
                "boxes": boxes,
                "unknown": unknown,
                "parts": parts,
                "unknownParts": [row[:4] for row in faces + signs if row[4] < (0.5 if row[5] == 0 else 0.7)],
            }
            for key, before in (("boxes", 1), ("unknown", 0), ("parts", 1), ("unknownParts", 0)):
                facts[key] = [
                    [
                        *row[:before],
                        *(round(float(value) * factor, 2) for value in row[before : before + 4]),
                        *row[before + 4 :],
                    ]
                    for row in facts[key]
                ]
        else:
            facts["boxes"] = [
                [KINDS[b[0]], *(round(v * factor, 2) for v in b[1:]), 1.0] for b in frame.boxes if b[0] in KINDS
            ]
        if factor < 1:
            import cv2

            picture = cv2.resize(picture, (round(wide * factor), round(high * factor)), interpolation=cv2.INTER_AREA)
        facts |= {"width": picture.shape[1], "height": picture.shape[0]}
        if group == "accident":
            facts["label"] = int(Path(frame.path).parent.name == "accident")
        pack.add(jpeg(picture, 80), facts)
        if len(pack.facts) % 50 == 0:
            print(f"{len(pack.facts)} frames, {time.time() - started:.0f} s", flush=True)
    pack.write(Path(options.out) / "frames")
    print(f"{len(pack.facts)} frames, {pack.size() / 1e6:.1f} MB, {time.time() - started:.0f} s")


def margin(picture, mask, box, share=0.2, longest=300):
    """The surroundings of an instance, at most so large: picture, mask and box in it."""
    import cv2

    x, y, wide, high = box
    around = share * max(wide, high)
    left, top = int(max(x - around, 0)), int(max(y - around, 0))
    right, bottom = int(min(x + wide + around, picture.shape[1])), int(min(y + high + around, picture.shape[0]))
    part, shape = picture[top:bottom, left:right], mask[top:bottom, left:right].astype(np.uint8) * 255
    factor = min(1.0, longest / max(part.shape[:2]))
    if factor < 1:
        size = (max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor)))
        part, shape = (
            cv2.resize(part, size, interpolation=cv2.INTER_AREA),
            cv2.resize(shape, size, interpolation=cv2.INTER_AREA),
        )
    return part, shape >= 128, [(x - left) * factor, (y - top) * factor, wide * factor, high * factor]


def instances(options):
    """Single instances with masks: labelled ones, and on films and KITTI what two teachers agree on."""
    data, packed = Path(options.data), Pack.read(Path(options.out) / "frames")
    pack = Pack()

    def add(picture, mask, category, source, group, held_out, weight):
        box = readers.box_of(mask)
        if max(box[2:]) < 24 or min(box[2:]) < 8 or mask.sum() < 100:
            return
        part, shape, place = margin(picture, mask, box)
        pack.add(
            jpeg(part, 88),
            {
                "category": category,
                "source": source,
                "group": group,
                "heldOut": held_out,
                "box": place,
                "weight": weight,
                "height": box[3],
                "width": box[2],
            },
            png(shape),
        )

    groups = [
        ("camvid-train", readers.camvid(data / "camvid", "train")),
        ("camvid-val", readers.camvid(data / "camvid", "val")),
        ("coco", readers.coco(data / "coco128val")),
        ("cityscapes", readers.cityscapes(data / "cityscapes8", "train")),
    ]
    for group, found in groups:
        for index, frame in enumerate(found):
            held_out = is_held_out(group, index, frame)
            picture = frame.picture()
            for category, mask in frame.instances():
                if category in ("person", "vehicle"):
                    add(picture, mask, category, frame.name, group, held_out, 1.0)
        print(group, len(pack.facts), f"{pack.size() / 1e6:.1f} MB", flush=True)
    segment = teachers.Segmenter(teachers.find(options.models, "segmentation/espnetv2_s2_city_1024x512.onnx"))
    for index, facts in enumerate(packed.facts):
        if facts["heldOut"] or facts["group"] not in ("kitti", "films"):
            continue
        picture = packed.picture(index)
        kinds = segment(picture)
        for kind, x, y, wide, high, score in facts["boxes"]:
            if kind > 1 or score < 0.45 or high < 40:
                continue
            others = [b[1:5] for b in facts["boxes"] if b[1:5] != [x, y, wide, high]]
            if others and teachers.overlaps([[x, y, wide, high]], others).max() > 0.15:
                continue
            mask = np.zeros(kinds.shape, bool)
            part = (slice(max(int(y), 0), int(y + high)), slice(max(int(x), 0), int(x + wide)))
            mask[part] = kinds[part] == kind + 1
            if 0.35 * wide * high < mask.sum():
                add(picture, mask, ("person", "vehicle")[kind], facts["name"], facts["group"], False, 0.5)
    pack.write(Path(options.out) / "instances")
    counts = {}
    for facts in pack.facts:
        key = f"{facts['category']} {facts['group']}{' held out' if facts['heldOut'] else ''}"
        counts[key] = counts.get(key, 0) + 1
    print(json.dumps(counts, indent=1), f"{pack.size() / 1e6:.1f} MB")


def embeddings(options):
    """What the teacher says of every picture and of variants of it."""
    packed = Pack.read(Path(options.out) / "frames")
    describe = teachers.Describer(
        teachers.find(options.models, "backbone/mobilenet_v1_1.0_224_quant_embedding_extractor.tflite")
    )
    out, started = np.zeros((len(packed.facts), VARIANTS, 1024), np.uint8), time.time()
    for index in range(len(packed.facts)):
        picture = packed.picture(index)
        for number in range(VARIANTS):
            out[index, number] = describe(variant(picture, index, number))
        if index % 200 == 0:
            print(f"{index} of {len(packed.facts)}, {time.time() - started:.0f} s", flush=True)
    np.savez_compressed(Path(options.out) / "embeddings.npz", embeddings=out)


def thin(options):
    """The packed folder without what is held out: less to carry, and nothing that training could peep at."""
    source, target = Path(options.out), Path(options.to)
    for name in ("frames", "instances"):
        packed, pack = Pack.read(source / name), Pack()
        kept = [index for index, facts in enumerate(packed.facts) if not facts["heldOut"]]
        for index in kept:
            content, mask = packed.parts[index]
            # Variants of a picture go by the number it had when the teacher saw it.
            pack.add(content, packed.facts[index] | {"index": index}, mask)
        pack.write(target / name)
        if name == "frames":
            known = np.load(source / "embeddings.npz")["embeddings"]
            np.savez_compressed(target / "embeddings.npz", embeddings=known[kept])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["frames", "instances", "embeddings", "thin"])
    parser.add_argument(
        "--data", help="folder with the small sets: camvid, kitti, coco128val, cityscapes8, plates, accident-images"
    )
    parser.add_argument("--films", help="folder with films")
    parser.add_argument("--models", help="folder with the teachers")
    parser.add_argument("--to", help="thin: where the smaller folder goes")
    parser.add_argument("--out", required=True, help="the packed folder")
    options = parser.parse_args()
    import cv2

    cv2.setNumThreads(1)
    {"frames": frames, "instances": instances, "embeddings": embeddings, "thin": thin}[options.step](options)
