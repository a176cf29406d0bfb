"""Measures the exported networks on what they were not trained on, beside their teachers.

    python evaluate.py objects     --own Models --models DIR --data DIR      recall beside YOLOX-Nano at its 832 × 480
    python evaluate.py parts       --own Models --models DIR --data DIR      faces beside YuNet, plates beside OpenCV Zoo's
    python evaluate.py masks       --own Models --models DIR --data DIR [--pack DIR] [--loose]   on CamVid's val
    python evaluate.py generators  --own Models --models DIR --pack DIR [--sheet FILE.png]
    python evaluate.py seen        --own Models --models DIR --pack DIR      what YOLOX-Nano sees in invented and in real instances
    python evaluate.py embedding   --own Models --models DIR --pack DIR
    python evaluate.py speed       --own Models --models DIR

`--json FILE` also writes the figures. Which frames are held out: `heldout.json`. One thread.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from veilpictures import crops, readers, teachers
from veilpictures.pack import Pack
from veilpictures.teachers import overlaps

import prepare

KINDS = ["person", "vehicle", "cycle"]
YOLOX_THRESHOLDS = [0.3, 0.2, 0.25]
"""What the program uses for YOLOX-Nano: person, vehicle, bicycle or motorcycle."""
AREA = 832 * 480
LEAST = 32


def held_out(data):
    """(set, frame) of the labelled frames that nothing was trained on."""
    data = Path(data)
    for group, frames in (
        ("kitti", readers.kitti(data / "kitti")),
        ("coco", readers.coco(data / "coco128val")),
        ("cityscapes", readers.cityscapes(data / "cityscapes8", "train")),
    ):
        for index, frame in enumerate(frames):
            if prepare.is_held_out(group, index, frame):
                yield group, frame


def matched(found, truths, unknown):
    """For each find, best first: (score, right?), without finds in unlabelled regions; for each truth the score that found it."""
    hits, scores = [], [0.0] * len(truths)
    table = overlaps(found, truths) if len(found) and len(truths) else np.zeros((len(found), len(truths)))
    for number in sorted(range(len(found)), key=lambda index: -found[index][4]):
        open_truths = [t for t in range(len(truths)) if not scores[t] and table[number, t] >= 0.5]
        if open_truths:
            best = max(open_truths, key=lambda t: table[number, t])
            scores[best] = found[number][4]
            hits.append((found[number][4], True))
            continue
        x, y, wide, high = found[number][:4]
        if any(
            min(x + wide, u[0] + u[2]) - max(x, u[0]) > 0.5 * wide
            and min(y + high, u[1] + u[3]) - max(y, u[1]) > 0.5 * high
            for u in unknown
        ):
            continue
        hits.append((found[number][4], False))
    return hits, scores


def precision_area(hits, count):
    """Average precision: the area under precision over recall."""
    if not count:
        return float("nan")
    hits = sorted(hits, key=lambda hit: -hit[0])
    right = np.cumsum([hit[1] for hit in hits]) if hits else np.zeros(0)
    if not len(right):
        return 0.0
    precision = right / np.arange(1, len(right) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(np.concatenate([[0], right / count])) * precision))


def run(detector, frames, size_of):
    """Everything a detector finds, and the median time of a frame in milliseconds."""
    out, times = [], []
    for _, frame in frames:
        picture = frame.picture()
        size = size_of(picture)
        detector(picture, size)
        started = time.perf_counter()
        tensor = teachers.planes(picture, *size)
        detector.networks[size](tensor)
        times.append(1000 * (time.perf_counter() - started))
        out.append(detector(picture, size, least=0.02))
    return out, float(np.median(times))


def tallies(found, frames, kind, group=None):
    """Hits over all frames of a set; truths taller than LEAST count, lower ones are neither right nor wrong."""
    hits, scores = [], []
    for rows, (name, frame) in zip(found, frames):
        if group and name != group:
            continue
        boxes = [box[1:] for box in frame.boxes if box[0] == KINDS[kind]]
        tall = [box for box in boxes if box[3] > LEAST]
        low = [box for box in boxes if box[3] <= LEAST]
        some = [row for row in rows if row[5] == kind]
        more, reached = matched(some, tall, [*frame.unknown, *low])
        hits += [hit for hit in more]
        scores += reached
    return hits, scores


def objects(options):
    frames = list(held_out(options.data))
    upstream = teachers.Detector(teachers.find(options.models, "detector/yolox_nano_dynamic.onnx"), teachers.COCO)
    manifest = json.loads((Path(options.own) / "detector/veil-objects-1.manifest.json").read_text())
    own = teachers.Detector(str(Path(options.own) / "detector/veil-objects-1.onnx"), {0: 0, 1: 1, 2: 2})
    size_of = lambda picture: teachers.size_within(picture, AREA)
    theirs, their_time = run(upstream, frames, size_of)
    ours, our_time = run(own, frames, size_of)
    thresholds = [manifest["thresholds"][name] for name in ("person", "car", "bicycle")]
    sets = ["kitti", "coco", "cityscapes", None]
    result = {
        "frames": {name: sum(1 for group, _ in frames if group == name) for name in sets[:3]},
        "milliseconds": {"own": our_time, "yolox_nano": their_time},
        "table": [],
    }
    for group in sets:
        for kind in range(3):
            row = {"set": group or "all", "kind": KINDS[kind]}
            for name, found, threshold in (
                ("yolox_nano", theirs, YOLOX_THRESHOLDS[kind]),
                ("own", ours, thresholds[kind]),
            ):
                hits, scores = tallies(found, frames, kind, group)
                row["objects"] = len(scores)
                row[name] = {
                    "recall": float(np.mean([score >= threshold for score in scores])) if scores else None,
                    "false": sum(1 for score, right in hits if not right and score >= threshold),
                    "ap50": precision_area(hits, len(scores)),
                }
                if name == "yolox_nano":
                    allowed = row[name]["false"]
                else:
                    wrong = sorted((score for score, right in hits if not right), reverse=True)
                    equal = wrong[allowed] if allowed < len(wrong) else 0.0
                    row[name]["recallAtSameFalse"] = (
                        float(np.mean([score > equal for score in scores])) if scores else None
                    )
                    row[name]["thresholdAtSameFalse"] = float(equal)
            result["table"].append(row)
            if row["objects"]:
                a, b = row["yolox_nano"], row["own"]
                print(
                    f"{row['set']:11s} {row['kind']:8s} {row['objects']:4d} objects   "
                    f"yolox recall {a['recall']:.3f} false {a['false']:3d} "
                    f"AP50 {a['ap50']:.3f}   own recall {b['recall']:.3f} false {b['false']:3d} AP50 {b['ap50']:.3f} "
                    f"  at as many false: {b['recallAtSameFalse']:.3f} "
                    f"({b['recallAtSameFalse'] / max(a['recall'], 1e-9):.2f} of yolox)"
                )
    print(
        f"milliseconds a frame, one thread: own {our_time:.0f}, yolox_nano {their_time:.0f}; frames {result['frames']}"
    )
    return result


def parts(options):
    """Faces: the reference is YuNet at full size and a high threshold, for nobody labelled any. Plates: labels."""
    data, result = Path(options.data), {}
    yunet = teachers.YuNet(teachers.find(options.models, "face/yunet_n_dynamic.onnx"))
    own = teachers.Detector(str(Path(options.own) / "face/veil-face-1.onnx"), {0: 0})
    hits, scores, count = [], [], 0
    for group, frame in held_out(data):
        if group != "coco":
            continue
        picture = frame.picture()
        count += 1
        reference = yunet(picture, 1_500_000, 0.4)
        sure = [row for row in reference if row[4] >= 0.65]
        found = own(
            picture,
            teachers.size_within(picture, 4 * picture.shape[0] * picture.shape[1] if picture.shape[0] < 500 else AREA),
        )
        more, reached = matched(found, [row[:4] for row in sure], [row[:4] for row in reference if row[4] < 0.65])
        hits, scores = hits + more, scores + reached
    result["face"] = {
        "frames": count,
        "faces": len(scores),
        "recall": float(np.mean([score >= 0.35 for score in scores])),
        "false": sum(1 for score, right in hits if not right and score >= 0.35),
        "ap50": precision_area(hits, len(scores)),
    }
    lpd = teachers.LicencePlates(teachers.find(options.models, "plate/license_plate_detection_lpd_yunet_2023mar.onnx"))
    upstream = teachers.Detector(teachers.find(options.models, "detector/yolox_nano_dynamic.onnx"), teachers.COCO)
    own = teachers.Detector(str(Path(options.own) / "plate/veil-plate-1.onnx"), {0: 0})
    for part in ("held out", "trained on"):
        hits, scores, theirs, count = [], [], [], 0
        for index, frame in enumerate(readers.plates(data / "plates")):
            if prepare.is_held_out("plates", index, frame) != (part == "held out"):
                continue
            picture, count = frame.picture(), count + 1
            truths = [box[1:] for box in frame.boxes]
            more, reached = matched(own(picture, teachers.size_within(picture, AREA)), truths, [])
            hits, scores = hits + more, scores + reached
            vehicles = [row for row in upstream(picture, teachers.size_within(picture, AREA), 0.2) if row[5] == 1]
            theirs += matched(lpd(picture, vehicles, 0.4), truths, [])[1]
        result[f"plate {part}"] = {
            "photographs": count,
            "plates": len(scores),
            "recall": float(np.mean([score >= 0.35 for score in scores])),
            "false": sum(1 for score, right in hits if not right and score >= 0.35),
            "teacherRecall": float(np.mean([score > 0 for score in theirs])),
        }
    for name, row in result.items():
        print(name, json.dumps(row))
    return result


def masks(options):
    """CamVid's val: connected labelled parts, their longer side at least 24 pixels, both sides at least 8, at least 100 pixels."""
    import cv2

    city = teachers.Segmenter(teachers.find(options.models, "segmentation/espnetv2_s2_city_1024x512.onnx"))
    networks = {
        kind: teachers.Network(Path(options.own) / f"mask/veil-mask-{kind}-1.onnx", [1, 3, 256, 256])
        for kind in ("person", "vehicle")
    }
    cases = {"person": [], "vehicle": []}
    for frame in readers.camvid(Path(options.data) / "camvid", "val"):
        picture, kinds = frame.picture(), None
        for category, mask in frame.instances():
            box = readers.box_of(mask)
            if category not in cases or max(box[2:]) < 24 or min(box[2:]) < 8 or mask.sum() < 100:
                continue
            if kinds is None:
                kinds = city(picture)
            if options.loose:
                x, y, wide, high = box
                box = [x - 0.06 * wide, y - 0.05 * high, 1.12 * wide, 1.1 * high]
            single = crops.single_instance(picture, box, 256)
            label = crops.single_mask(mask, box, 256) > 0
            said = next(iter(networks[category](single.astype(np.float32).transpose(2, 0, 1)[None]).values()))[0, 0]
            inside = crops.single_mask(np.ones(mask.shape, bool), box, 256) > 0
            teacher = crops.single_mask(kinds == ("person", "vehicle").index(category) + 1, box, 256) > 0
            cases[category].append((label, said, inside, teacher, min(box[2:])))
    result = {}
    for category, rows in cases.items():
        entry = result[category] = {"instances": len(rows), "dilation": {}}
        goal = {"person": 0.97, "vehicle": 0.98}[category]
        for name, choose in (("own", lambda row: row[1] >= 0.5), ("espnetv2", lambda row: row[3])):
            ious = [np.sum(choose(row) & row[0]) / max(np.sum(choose(row) | row[0]), 1) for row in rows]
            entry[name] = {"iou": float(np.mean(ious))}
            for pixels in (0, 4, 5, 6, 8, 12, 16, 20, 24, 32):
                kernel = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
                cover, area, _total, _union = [], [], 0, 0
                for row in rows:
                    grown = (cv2.dilate(choose(row).astype(np.uint8), kernel) > 0) & row[2]
                    cover.append(np.sum(grown & row[0]) / row[0].sum())
                    area.append(grown.sum() / row[0].sum())
                entry[name][f"dilated {pixels}"] = {
                    "coverage": float(np.mean(cover)),
                    "worstTenth": float(np.quantile(cover, 0.1)),
                    "area": float(np.mean(area)),
                    "medianArea": float(np.median(area)),
                }
        box_area = float(np.mean([row[2].sum() / row[0].sum() for row in rows]))
        entry["boxArea"] = box_area
        print(f"{category}: {len(rows)} instances, the whole box has {box_area:.2f} of the label's area, aim {goal}")
        for name in ("own", "espnetv2"):
            print(
                f"  {name}: IoU {entry[name]['iou']:.3f}   "
                + "   ".join(
                    f"+{key.split()[1]}: {value['coverage']:.3f} at {value['area']:.2f}"
                    for key, value in entry[name].items()
                    if key != "iou"
                )
            )
        for floor in (0.5, 0.4, 0.3, 0.2, 0.1, 0.05):
            for pixels in (4, 6, 8, 10):
                kernel = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
                grown = [(cv2.dilate((row[1] >= floor).astype(np.uint8), kernel) > 0) & row[2] for row in rows]
                cover = float(np.mean([np.sum(g & row[0]) / row[0].sum() for g, row in zip(grown, rows)]))
                area = float(np.mean([g.sum() / row[0].sum() for g, row in zip(grown, rows)]))
                entry["dilation"][f"{floor} {pixels}"] = [cover, area]
        best = [(area, cover, key) for key, (cover, area) in entry["dilation"].items() if cover >= goal]
        entry["least"] = min(best) if best else None
        print(f"  least area that reaches the aim (confidence and pixels at 256): {entry['least']}")
    if options.pack:
        result["elsewhere"] = elsewhere(Pack.read(Path(options.pack) / "instances"), networks)
    return result


def elsewhere(pack, networks, pixels=6):
    """The same on the held-out instances of other sets, whose streets no training frame shows."""
    import cv2

    out = {}
    for index, facts in enumerate(pack.facts):
        if not facts["heldOut"] or facts["group"] == "camvid-val":
            continue
        single = crops.single_instance(pack.picture(index), facts["box"], 256)
        label = crops.single_mask(pack.mask(index), facts["box"], 256) > 0
        inside = crops.single_mask(np.ones(pack.mask(index).shape, bool), facts["box"], 256) > 0
        said = (
            next(iter(networks[facts["category"]](single.astype(np.float32).transpose(2, 0, 1)[None]).values()))[0, 0]
            >= 0.5
        )
        grown = (cv2.dilate(said.astype(np.uint8), np.ones((2 * pixels + 1,) * 2, np.uint8)) > 0) & inside
        out.setdefault(f"{facts['category']} {facts['group']}", []).append(
            [
                np.sum(said & label) / max(np.sum(said | label), 1),
                np.sum(grown & label) / label.sum(),
                grown.sum() / label.sum(),
                inside.sum() / label.sum(),
            ]
        )
    result = {}
    for name, rows in sorted(out.items()):
        iou, cover, area, box = np.mean(rows, axis=0)
        result[name] = {"instances": len(rows), "iou": iou, "coverage": cover, "area": area, "boxArea": box}
        print(
            f"{name}: {len(rows)} instances, IoU {iou:.3f}, grown by {pixels}: coverage {cover:.3f} at {area:.2f} (box {box:.2f})"
        )
    return result


def descriptions(describe, pictures):
    rows = np.stack([describe(picture) for picture in pictures]).astype(np.float64)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def small(picture, mask):
    """A masked picture at 32 × 32, for distances of pixels."""
    import cv2

    return (
        cv2.resize(picture * mask[:, :, None], (32, 32), interpolation=cv2.INTER_AREA).astype(np.float64).reshape(-1)
        / 255
    )


def latents_of(rng):
    """As the program draws them: rare looks are left out, for the generator has seen few of them."""
    return np.clip(0.8 * rng.standard_normal((1, 8)), -1, 1).astype(np.float32)


def singles(pack, category, held, least, count, rng):
    """Single-instance pictures and masks at 128 of a pack's instances."""
    chosen = [
        i
        for i, f in enumerate(pack.facts)
        if f["category"] == category and f["heldOut"] == held and f["height"] >= least
    ]
    if count and len(chosen) > count:
        chosen = sorted(rng.choice(chosen, count, replace=False))
    out = []
    for index in chosen:
        box = pack.facts[index]["box"]
        out.append(
            (crops.single_instance(pack.picture(index), box, 128), crops.single_mask(pack.mask(index), box, 128))
        )
    return out


def generators(options):
    """200 instances of nobody: how near the nearest training crop is, beside real instances that were held out."""
    import cv2

    pack, rng, result, sheet = Pack.read(Path(options.pack) / "instances"), np.random.default_rng(17), {}, []
    describe = teachers.Describer(
        teachers.find(options.models, "backbone/mobilenet_v1_1.0_224_quant_embedding_extractor.tflite")
    )
    for category in ("person", "vehicle"):
        network = teachers.Network(Path(options.own) / f"generator/veil-generator-{category}-1.onnx")
        known, real = singles(pack, category, False, 24, 0, rng), singles(pack, category, True, 40, 200, rng)
        made = []
        for number in range(200):
            picture, mask = real[number % len(real)]
            edges = crops.edges(picture) * mask
            condition = np.stack([mask, edges]).astype(np.float32)[None]
            latents = latents_of(rng)
            found = network.compiled({"condition": condition, "latents": latents})[0][0].transpose(1, 2, 0)
            made.append((np.clip(np.round(found), 0, 255).astype(np.uint8), mask))
        entry = result[category] = {"generated": len(made), "heldOut": len(real), "training": len(known)}
        masked = lambda rows: [picture * mask[:, :, None] for picture, mask in rows]
        for name, vectors in (
            ("pixels", lambda rows: np.stack([small(*row) for row in rows])),
            ("embedding", lambda rows: descriptions(describe, masked(rows))),
        ):
            base = vectors(known)
            for label, rows in (("generated", made), ("real held out", real)):
                there = vectors(rows)
                distances = np.sqrt(
                    np.maximum((there**2).sum(1)[:, None] + (base**2).sum(1)[None] - 2 * there @ base.T, 0)
                ).min(axis=1)
                entry[f"{name} {label}"] = {
                    "least": float(distances.min()),
                    "fifth": float(np.quantile(distances, 0.05)),
                    "median": float(np.median(distances)),
                }
                print(
                    f"{category} {name:9s} {label:13s} nearest training crop: "
                    f"least {distances.min():.3f}, 5 % {np.quantile(distances, 0.05):.3f}, "
                    f"median {np.median(distances):.3f}"
                )
        # How far apart two instances from the same outline are, in levels of their masks.
        apart = []
        for number in range(60):
            picture, mask = real[number % len(real)]
            condition = np.stack([mask, crops.edges(picture) * mask]).astype(np.float32)[None]
            two = [network.compiled({"condition": condition, "latents": latents_of(rng)})[0][0] for _ in range(2)]
            apart.append(np.abs(two[0] - two[1])[:, mask > 0].mean())
        entry["apart"] = float(np.mean(apart))
        print(f"{category}: two instances of one outline differ by {entry['apart']:.1f} levels on the mean")
        shown = [row for row in zip(real, made)]
        shown = [shown[i] for i in rng.permutation(len(shown))[:12]]
        for (picture, mask), (fake, _) in shown:
            where = cv2.dilate(mask, np.ones((3, 3), np.uint8))[:, :, None]
            sheet.append(np.vstack([picture, fake * where + picture * (1 - where)]))
    if options.sheet:
        rows = [np.hstack(sheet[start : start + 12]) for start in range(0, 24, 12)]
        cv2.imwrite(options.sheet, np.vstack(rows)[:, :, ::-1])
    return result


SCENE, LOOKED = 256, 416
"""Sides of the part of a street picture that an instance is put into, and of what the judge looks at."""


def scene(rng, frames):
    """A random part of a random street picture."""
    import cv2

    picture = frames.picture(int(rng.integers(len(frames.facts))))
    factor = max(SCENE / min(picture.shape[:2]), 420 / max(picture.shape[:2]))
    picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    top, left = (int(rng.integers(length - SCENE + 1)) for length in picture.shape[:2])
    return picture[top : top + SCENE, left : left + SCENE].astype(np.float32)


def seen(options):
    """Held-out instances, 48 to 200 pixels long, in street pictures: the share that a judge sees in their boxes, at a score of 0.5."""
    import cv2

    instances, frames = (Pack.read(Path(options.pack) / name) for name in ("instances", "frames"))
    path, result = teachers.find(options.models, "detector/yolox_nano_dynamic.onnx"), {}
    for category, classes in (("person", {0: 0}), ("vehicle", {2: 0, 5: 0, 7: 0})):
        rng, judge = np.random.default_rng(7), teachers.Detector(path, classes)
        network = teachers.Network(Path(options.own) / f"generator/veil-generator-{category}-1.onnx")
        chosen = [
            index
            for index, facts in enumerate(instances.facts)
            if facts["category"] == category and facts["heldOut"] and facts["height"] >= 32
        ]
        chosen = sorted(rng.choice(chosen, min(120, len(chosen)), replace=False))
        scores = {"real": [], "invented": []}
        for index in chosen:
            wide, high = instances.facts[index]["box"][2:]
            box = instances.facts[index]["box"]
            real = crops.single_instance(instances.picture(index), box, 128)
            mask = crops.single_mask(instances.mask(index), box, 128)
            condition = np.stack([mask, crops.edges(real) * mask]).astype(np.float32)[None]
            made = network.compiled({"condition": condition, "latents": latents_of(rng)})[0][0].transpose(1, 2, 0)
            side = int(48 * (200 / 48) ** rng.random())
            top, left = (int(rng.integers(SCENE - side + 1)) for _ in range(2))
            part, ground = np.s_[top : top + side, left : left + side], scene(rng, frames)
            scaled = lambda values: cv2.resize(values.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
            share = scaled(cv2.dilate(mask.astype(np.float32), np.ones((3, 3))))[:, :, None]
            wide, high = side * wide / max(wide, high), side * high / max(wide, high)
            truth = [left + (side - wide) / 2, top + (side - high) / 2, wide, high]
            for name, picture in (("real", real), ("invented", np.clip(made, 0, 255))):
                shown = ground.copy()
                shown[part] = shown[part] * (1 - share) + scaled(picture) * share
                found = judge(np.clip(np.round(shown), 0, 255).astype(np.uint8), (LOOKED, LOOKED))
                fits = overlaps(found, [truth])[:, 0] >= 0.5 if found else np.zeros(0, bool)
                scores[name].append(max((row[4] for row, fit in zip(found, fits) if fit), default=0.0))
        result[category] = {name: float(np.mean(np.array(rows) >= 0.5)) for name, rows in scores.items()}
        result[category]["instances"] = len(chosen)
        print(
            f"{category}: {len(chosen)} held out, seen: real {result[category]['real']:.3f}, "
            f"invented {result[category]['invented']:.3f}"
        )
    return result


def speed(options):
    """Median milliseconds of one inference at the sizes that the program uses, random input, one thread."""
    own, result = Path(options.own), {}
    cases = [("yolox_nano 832 × 480", Path(options.models) / "detector/yolox_nano_dynamic.onnx", [[1, 3, 480, 832]])]
    for name in ("detector/veil-objects-1", "face/veil-face-1", "plate/veil-plate-1"):
        cases.append((f"{name} 832 × 480", own / f"{name}.onnx", [[1, 3, 480, 832]]))
    cases.append(("backbone/veil-embedding-1", own / "backbone/veil-embedding-1.onnx", [[1, 3, 224, 224]]))
    for kind in ("person", "vehicle"):
        cases.append((f"mask {kind} 256", own / f"mask/veil-mask-{kind}-1.onnx", [[1, 3, 256, 256]]))
        for count, size in ((1, 64), (1, 128), (8, 128), (1, 256)):
            shapes = [[count, 2, size, size], [count, 8]]
            cases.append(
                (f"generator {kind} {count} × {size}", own / f"generator/veil-generator-{kind}-1.onnx", shapes)
            )
    for name, path, shapes in cases:
        network = teachers.Network(path, shapes[0] if len(shapes) == 1 else dict(zip(("condition", "latents"), shapes)))
        inputs = [np.random.default_rng(1).random(shape, np.float32) for shape in shapes]
        times = []
        for _ in range(15):
            started = time.perf_counter()
            network.compiled(inputs)
            times.append(1000 * (time.perf_counter() - started))
        result[name] = float(np.median(times))
        print(f"{name}: {result[name]:.1f} ms")
    return result


def logistic(rows, labels, decay=3.0, steps=60):
    """Weights of a two-class logistic regression, by Newton's method on standardised features."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(rows.shape[1])
    for _ in range(steps):
        odds = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (odds - labels) + decay * weights
        hessian = (rows * (odds * (1 - odds))[:, None]).T @ rows + decay * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def auc(scores, labels):
    order = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    positive = labels == 1
    return float(
        (order[positive].sum() - positive.sum() * (positive.sum() + 1) / 2) / (positive.sum() * (~positive).sum())
    )


def embedding(options):
    """How alike descriptions are, and what a linear head makes of either, five folds by clip."""
    import cv2

    pack = Pack.read(Path(options.pack) / "frames")
    own = teachers.Network(Path(options.own) / "backbone/veil-embedding-1.onnx")
    describe = teachers.Describer(
        teachers.find(options.models, "backbone/mobilenet_v1_1.0_224_quant_embedding_extractor.tflite")
    )
    alike, table = {True: [], False: []}, []
    for index, facts in enumerate(pack.facts):
        if not (facts["heldOut"] or facts["group"] == "accident"):
            continue
        picture = pack.picture(index)
        theirs = describe(picture).astype(np.float64)
        seen = (
            cv2.resize(picture, (224, 224), interpolation=cv2.INTER_LINEAR).astype(np.float32).transpose(2, 0, 1)[None]
        )
        ours = next(iter(own(seen).values()))[0].astype(np.float64)
        alike[facts["heldOut"]].append(float(theirs @ ours / max(np.linalg.norm(theirs) * np.linalg.norm(ours), 1e-9)))
        if facts["group"] == "accident":
            table.append((facts["name"].split("/")[1].split("_")[0], facts["label"], theirs, ours, facts["heldOut"]))
    result = {
        "cosineHeldOut": float(np.mean(alike[True])),
        "cosineTrained": float(np.mean(alike[False])),
        "pictures": [len(alike[True]), len(alike[False])],
    }
    clips, labels = np.array([row[0] for row in table]), np.array([row[1] for row in table], float)
    names = sorted(set(clips))
    order = np.random.default_rng(1).permutation(len(names))
    for name, column in (("teacher", 2), ("own", 3)):
        rows = np.sqrt(np.stack([row[column] for row in table]) + 1)
        scores = np.zeros(len(rows))
        for fold in range(5):
            test = np.isin(clips, [names[i] for i in order[fold::5]])
            mean, deviation = rows[~test].mean(0), rows[~test].std(0) + 1e-3
            weights = logistic((rows[~test] - mean) / deviation, labels[~test], decay=100.0)
            scores[test] = np.hstack([(rows[test] - mean) / deviation, np.ones((test.sum(), 1))]) @ weights
        result[name] = {"auc": auc(scores, labels), "accuracy": float(np.mean((scores > 0) == labels))}
    print(
        f"cosine to the teacher: held out {result['cosineHeldOut']:.3f} ({len(alike[True])} pictures), "
        f"trained on {result['cosineTrained']:.3f}"
    )
    print(f"accident, five folds by clip ({len(names)} clips): teacher {result['teacher']}, own {result['own']}")
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["objects", "parts", "masks", "generators", "seen", "embedding", "speed"])
    parser.add_argument("--own", required=True, help="the folder Models")
    parser.add_argument("--models", required=True, help="the folder of the teachers")
    parser.add_argument("--data")
    parser.add_argument("--pack")
    parser.add_argument("--sheet", help="generators: writes a picture of 24 held-out instances and what replaces them")
    parser.add_argument(
        "--loose", action="store_true", help="masks: boxes 12 %% wider and 10 %% higher than the instances"
    )
    parser.add_argument("--json")
    options = parser.parse_args()
    import cv2

    cv2.setNumThreads(1)
    found = globals()[options.what](options)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1) + "\n")
