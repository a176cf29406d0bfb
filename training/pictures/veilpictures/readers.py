"""Data sets as they lie on disk after unpacking, as frames with boxes and instances.

Categories are `person`, `vehicle`, `cycle`, `face` and `plate`. A reader never opens a picture before it is asked to, so that a
list of a hundred thousand frames costs nothing. Each knows the data set's own folders, and those of the small excerpts
(`cityscapes8`, `coco128val`, …) that the tests and the delivered models were made from.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

CITYSCAPES = {
    24: "person",
    25: "person",
    26: "vehicle",
    27: "vehicle",
    28: "vehicle",
    29: "vehicle",
    30: "vehicle",
    32: "cycle",
    33: "cycle",
}
COCO80 = {0: "person", 1: "cycle", 2: "vehicle", 3: "cycle", 5: "vehicle", 7: "vehicle"}
COCO91 = {1: "person", 2: "cycle", 3: "vehicle", 4: "cycle", 6: "vehicle", 8: "vehicle"}
BDD = {
    "pedestrian": "person",
    "person": "person",
    "rider": "person",
    "other person": "person",
    "car": "vehicle",
    "truck": "vehicle",
    "bus": "vehicle",
    "other vehicle": "vehicle",
    "bicycle": "cycle",
    "bike": "cycle",
    "motorcycle": "cycle",
    "motor": "cycle",
}
KITTI = {
    "Car": "vehicle",
    "Van": "vehicle",
    "Truck": "vehicle",
    "Pedestrian": "person",
    "Person_sitting": "person",
    "Cyclist": "person",
}
CAMVID = {8: "vehicle", 9: "person", 10: "cyclist"}
# Colours of the labels of the original release that become these classes.
CAMVID_COLOURS = {
    (64, 0, 128): 8,
    (64, 128, 192): 8,
    (192, 128, 192): 8,
    (64, 64, 0): 9,
    (192, 128, 64): 9,
    (64, 0, 192): 9,
    (0, 128, 192): 10,
    (192, 0, 192): 10,
}


@dataclass
class Frame:
    """A picture, and what is known to be on it."""

    name: str
    path: str
    """[category, x, y, width, height] in pixels of the file."""
    boxes: list = field(default_factory=list)
    """Regions in which anything may be that nobody labelled: [x, y, width, height]."""
    unknown: list = field(default_factory=list)
    """False if boxes say nothing about what is not in them."""
    is_labelled: bool = True
    """Gives [(category, mask)] with masks of the picture's size."""
    read_instances: object = None

    def picture(self):
        """RGB levels."""
        import cv2

        found = cv2.imread(self.path, cv2.IMREAD_COLOR)
        if found is None:
            raise ValueError(f"{self.path} is no picture")
        return np.ascontiguousarray(found[:, :, ::-1])

    def instances(self):
        return self.read_instances() if self.read_instances else []


def levels(path):
    import cv2

    found = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise ValueError(f"{path} is no label map")
    return found


def box_of(mask):
    """The box around a mask: x, y, width, height."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return [int(columns[0]), int(rows[0]), int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)]


def parts_of(mask, least=16):
    """The connected parts of a mask, for data sets that know classes and not instances."""
    import cv2

    count, numbers, facts, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return [numbers == index for index in range(1, count) if facts[index, cv2.CC_STAT_AREA] >= least]


# Cityscapes


def cityscapes_instances(path):
    numbers = levels(path)
    out = []
    for number in np.unique(numbers):
        # Numbers below 1000 are groups or stuff; those of instances are class × 1000 + count.
        if number >= 1000 and number // 1000 in CITYSCAPES:
            out.append((CITYSCAPES[number // 1000], numbers == number))
    return out


def cityscapes_boxes(path):
    numbers = levels(path)
    boxes, unknown = [], []
    for number in np.unique(numbers):
        kind = number // 1000 if number >= 1000 else number
        if kind in CITYSCAPES:
            box = box_of(numbers == number)
            if number >= 1000:
                boxes.append([CITYSCAPES[kind], *box])
            else:
                unknown.append(box)
    return boxes, unknown


def cityscapes(root, split="train"):
    """`leftImg8bit/SPLIT/CITY/*_leftImg8bit.png` and `gtFine/SPLIT/CITY/*_gtFine_instanceIds.png`, or the excerpt's
    `SPLIT_img` and `SPLIT_inst`."""
    root = Path(root)
    if (root / f"{split}_img").is_dir():
        pairs = [
            (path, root / f"{split}_inst" / path.name.replace("_leftImg8bit.jpg", "_gtFine_instanceIds.png"))
            for path in sorted((root / f"{split}_img").glob("*_leftImg8bit.jpg"))
        ]
    else:
        pairs = [
            (
                path,
                root
                / "gtFine"
                / split
                / path.parent.name
                / path.name.replace("_leftImg8bit.png", "_gtFine_instanceIds.png"),
            )
            for path in sorted((root / "leftImg8bit" / split).glob("*/*_leftImg8bit.png"))
        ]
    for path, labels in pairs:
        boxes, unknown = cityscapes_boxes(labels)
        yield Frame(
            f"cityscapes/{path.stem}",
            str(path),
            boxes,
            unknown,
            read_instances=lambda labels=labels: cityscapes_instances(labels),
        )


# COCO


def polygons_filled(polygons, width, height):
    import cv2

    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.round(np.array(p, np.float64).reshape(-1, 2)).astype(np.int32) for p in polygons], 1)
    return mask > 0


def coco(root, split="val2017"):
    """`annotations/instances_SPLIT.json` and `SPLIT/*.jpg`, or the excerpt's `images`, `labels_box` and `labels_polygon`."""
    root = Path(root)
    if (root / "labels_box").is_dir():
        yield from coco_excerpt(root)
        return
    content = json.loads((root / "annotations" / f"instances_{split}.json").read_text())
    labels = {}
    for entry in content["annotations"]:
        labels.setdefault(entry["image_id"], []).append(entry)
    for image in sorted(content["images"], key=lambda image: image["id"]):
        entries = [e for e in labels.get(image["id"], []) if e["category_id"] in COCO91]
        boxes = [[COCO91[e["category_id"]], *e["bbox"]] for e in entries if not e.get("iscrowd")]
        unknown = [e["bbox"] for e in entries if e.get("iscrowd")]

        def instances(entries=entries, image=image):
            return [
                (COCO91[e["category_id"]], polygons_filled(e["segmentation"], image["width"], image["height"]))
                for e in entries
                if not e.get("iscrowd") and isinstance(e["segmentation"], list)
            ]

        yield Frame(
            f"coco/{Path(image['file_name']).stem}",
            str(root / split / image["file_name"]),
            boxes,
            unknown,
            read_instances=instances,
        )


def coco_excerpt(root):
    import cv2

    for path in sorted((root / "images").glob("*.jpg")):
        height, width = cv2.imread(str(path)).shape[:2]
        boxes = []
        labels = root / "labels_box" / f"{path.stem}.txt"
        for line in labels.read_text().splitlines() if labels.exists() else []:
            kind, x, y, wide, high = (float(value) for value in line.split())
            if int(kind) in COCO80:
                boxes.append(
                    [COCO80[int(kind)], (x - wide / 2) * width, (y - high / 2) * height, wide * width, high * height]
                )

        def instances(path=path, width=width, height=height):
            polygons = root / "labels_polygon" / f"{path.stem}.txt"
            out = []
            for line in polygons.read_text().splitlines() if polygons.exists() else []:
                kind, *points = line.split()
                if int(kind) in COCO91:
                    places = np.array(points, np.float64).reshape(-1, 2) * [width, height]
                    out.append((COCO91[int(kind)], polygons_filled([places], width, height)))
            return out

        yield Frame(f"coco/{path.stem}", str(path), boxes, read_instances=instances)


# BDD100K


def bdd100k(root, split="train"):
    """`images/100k/SPLIT/*.jpg` and `labels/det_20/det_SPLIT.json`."""
    root = Path(root)
    for entry in json.loads((root / "labels" / "det_20" / f"det_{split}.json").read_text()):
        boxes, unknown = [], []
        for label in entry.get("labels") or []:
            area = label.get("box2d")
            if area and label["category"] in BDD:
                box = [area["x1"], area["y1"], area["x2"] - area["x1"], area["y2"] - area["y1"]]
                crowd = (label.get("attributes") or {}).get("crowd")
                unknown.append(box) if crowd else boxes.append([BDD[label["category"]], *box])
        yield Frame(
            f"bdd100k/{Path(entry['name']).stem}", str(root / "images" / "100k" / split / entry["name"]), boxes, unknown
        )


# CamVid


def camvid_classes(path):
    """Class numbers 0 to 11 from either kind of label picture."""
    found = levels(path)
    if found.ndim == 2:
        return found
    out = np.zeros(found.shape[:2], np.uint8)
    for (red, green, blue), number in CAMVID_COLOURS.items():
        out[(found[:, :, 2] == red) & (found[:, :, 1] == green) & (found[:, :, 0] == blue)] = number
    return out


def camvid_instances(path):
    classes = camvid_classes(path)
    return [(CAMVID[number], part) for number in CAMVID for part in parts_of(classes == number)]


def camvid(root, split="train"):
    """`701_StillsRaw_full/*.png` and `LabeledApproved_full/*_L.png` (original), `SPLIT/*.png` and `SPLITannot/*.png` (SegNet's
    edition), or the excerpt's `SPLIT/images` and `SPLIT/labels`. Classes only: instances are connected parts."""
    root = Path(root)
    if (root / "701_StillsRaw_full").is_dir():
        pairs = [
            (path, root / "LabeledApproved_full" / f"{path.stem}_L.png")
            for path in sorted((root / "701_StillsRaw_full").glob("*.png"))
        ]
    elif (root / f"{split}annot").is_dir():
        pairs = [(path, root / f"{split}annot" / path.name) for path in sorted((root / split).glob("*.png"))]
    else:
        pairs = [
            (path, root / split / "labels" / f"{path.stem}.png")
            for path in sorted((root / split / "images").glob("*.jpg"))
        ]
    for path, labels in pairs:
        yield Frame(
            f"camvid-{split}/{path.stem}",
            str(path),
            is_labelled=False,
            read_instances=lambda labels=labels: camvid_instances(labels),
        )


# KITTI


def kitti(root):
    """`training/image_2/*.png` and `training/label_2/*.txt`, or the excerpt's `images` and `labels`."""
    root = Path(root)
    pictures, labels = (root / "training/image_2", root / "training/label_2")
    if not pictures.is_dir():
        pictures, labels = root / "images", root / "labels"
    for path in sorted(p for p in pictures.iterdir() if p.suffix in (".png", ".jpeg", ".jpg")):
        boxes, unknown = [], []
        for line in (labels / f"{path.stem}.txt").read_text().splitlines():
            parts = line.split()
            left, top, right, bottom = (float(value) for value in parts[4:8])
            box = [left, top, right - left, bottom - top]
            if parts[0] in KITTI:
                boxes.append([KITTI[parts[0]], *box])
            else:
                unknown.append(box)
        yield Frame(f"kitti/{path.stem}", str(path), boxes, unknown)


# The rest


def plates(root):
    """Photographs of cars, each with `file x y width height text` beside it."""
    for path in sorted(Path(root).glob("*.jpg")):
        boxes = []
        for line in path.with_suffix(".txt").read_text().splitlines():
            parts = line.split()
            if len(parts) >= 5:
                boxes.append(["plate", *(float(value) for value in parts[1:5])])
        yield Frame(f"plates/{path.stem}", str(path), boxes, is_labelled=False)


def folder(root, name):
    """Pictures that nobody labelled."""
    for path in sorted(p for p in Path(root).rglob("*") if p.suffix in (".jpg", ".jpeg", ".png")):
        yield Frame(f"{name}/{path.stem}", str(path), is_labelled=False)


def film(path, every):
    """Every so many frames of a film: name and RGB picture."""
    import cv2

    capture = cv2.VideoCapture(str(path))
    index = 0
    while True:
        good, picture = capture.read()
        if not good:
            return
        if index % every == 0:
            yield f"{Path(path).stem}/{index:05d}", np.ascontiguousarray(picture[:, :, ::-1])
        index += 1
