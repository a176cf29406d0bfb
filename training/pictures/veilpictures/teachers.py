"""The upstream networks that label pictures which nobody labelled, and that ours are compared with.

Run by OpenVINO on one thread. Boxes come back as `[x, y, width, height, score, class]` in pixels of the picture.
"""

from pathlib import Path

import numpy as np

COCO = {0: 0, 1: 2, 2: 1, 3: 2, 5: 1, 6: 1, 7: 1}
"""COCO's numbers to ours: person, vehicle, cycle."""


def overlaps(boxes, others):
    """Intersection over union of every box with every other; x, y, width, height first."""
    boxes, others = (
        np.asarray(boxes, np.float64).reshape(len(boxes), -1),
        np.asarray(others, np.float64).reshape(len(others), -1),
    )
    left = np.maximum(boxes[:, None, 0], others[None, :, 0])
    top = np.maximum(boxes[:, None, 1], others[None, :, 1])
    right = np.minimum(boxes[:, None, 0] + boxes[:, None, 2], others[None, :, 0] + others[None, :, 2])
    bottom = np.minimum(boxes[:, None, 1] + boxes[:, None, 3], others[None, :, 1] + others[None, :, 3])
    shared = np.maximum(right - left, 0) * np.maximum(bottom - top, 0)
    areas = boxes[:, 2] * boxes[:, 3], others[:, 2] * others[:, 3]
    return shared / np.maximum(areas[0][:, None] + areas[1][None, :] - shared, 1e-9)


def suppressed(found, iou=0.5):
    """The best of boxes of one class that overlap."""
    kept = []
    for row in sorted(found, key=lambda row: -row[4]):
        same = [other for other in kept if other[5] == row[5]]
        if not same or overlaps([row], same).max() < iou:
            kept.append(row)
    return kept


class Network:
    def __init__(self, path, shape=None, threads=1):
        import openvino

        core = openvino.Core()
        model = core.read_model(str(path))
        if shape:
            model.reshape(shape)
        self.names = [output.names or {str(index)} for index, output in enumerate(model.outputs)]
        self.compiled = core.compile_model(
            model, "CPU", {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
        )

    def __call__(self, tensor):
        found = self.compiled([tensor])
        return {name: found[index] for index, names in enumerate(self.names) for name in names}


def planes(picture, width, height):
    """BGR levels as `[1, 3, height, width]`, stretched."""
    import cv2

    way = cv2.INTER_AREA if width * height < picture.shape[0] * picture.shape[1] else cv2.INTER_LINEAR
    return (
        cv2.resize(picture[:, :, ::-1], (width, height), interpolation=way).astype(np.float32).transpose(2, 0, 1)[None]
    )


def size_within(picture, pixels, multiple=32):
    """Sides near the picture's aspect ratio with at most about so many pixels."""
    high, wide = picture.shape[:2]
    factor = (pixels / (high * wide)) ** 0.5
    return (
        max(multiple, round(wide * factor / multiple) * multiple),
        max(multiple, round(high * factor / multiple) * multiple),
    )


def yolox_rows(output, width, height, least, classes):
    """Decodes YOLOX's layout, which our own detectors share; `classes` maps the network's numbers to ours."""
    rows, start = [], 0
    for stride in (8, 16, 32):
        wide, high = width // stride, height // stride
        part = output[start : start + wide * high]
        start += wide * high
        numbers = sorted(classes)
        scores = part[:, 4:5] * part[:, [5 + number for number in numbers]]
        for cell, column in zip(*np.nonzero(scores >= least)):
            x = (part[cell, 0] + cell % wide) * stride
            y = (part[cell, 1] + cell // wide) * stride
            w, h = np.exp(part[cell, 2:4]) * stride
            rows.append([x - w / 2, y - h / 2, w, h, float(scores[cell, column]), classes[numbers[column]]])
    return rows


class Detector:
    """Any network of YOLOX's layout: COCO's own, or one of ours."""

    def __init__(self, path, classes, threads=1):
        self.path, self.classes, self.threads, self.networks = path, classes, threads, {}

    def __call__(self, picture, size, least=0.1, iou=0.5):
        width, height = size
        if size not in self.networks:
            self.networks[size] = Network(self.path, [1, 3, height, width], self.threads)
        output = next(iter(self.networks[size](planes(picture, width, height)).values()))[0]
        return fitted(suppressed(yolox_rows(output, width, height, least, self.classes), iou), picture, width, height)


def fitted(rows, picture, width, height):
    """From pixels of the input to pixels of the picture, and not beyond it."""
    high, wide = picture.shape[:2]
    out = []
    for x, y, w, h, score, kind in rows:
        left, right = (min(max(value * wide / width, 0), wide) for value in (x, x + w))
        top, bottom = (min(max(value * high / height, 0), high) for value in (y, y + h))
        if right - left >= 1 and bottom - top >= 1:
            out.append([float(left), float(top), float(right - left), float(bottom - top), float(score), int(kind)])
    return out


class NanoDet:
    """NanoDet-Plus at 1280 × 736."""

    def __init__(self, path, threads=1):
        self.network = Network(path, threads=threads)

    def __call__(self, picture, least=0.15, iou=0.5):
        import cv2

        width, height = 1280, 736
        tensor = cv2.resize(picture[:, :, ::-1], (width, height), interpolation=cv2.INTER_LINEAR)[None]
        output = next(iter(self.network(tensor).values()))[0]
        rows, start = [], 0
        numbers = sorted(COCO)
        for stride in (8, 16, 32, 64):
            wide, high = -(-width // stride), -(-height // stride)
            part = output[start : start + wide * high]
            start += wide * high
            scores = part[:, numbers]
            for cell, column in zip(*np.nonzero(scores >= least)):
                logits = part[cell, 80:112].reshape(4, 8)
                shares = np.exp(logits - logits.max(axis=1, keepdims=True))
                sides = (shares / shares.sum(axis=1, keepdims=True)) @ np.arange(8) * stride
                x, y = cell % wide * stride, cell // wide * stride
                rows.append(
                    [
                        x - sides[0],
                        y - sides[1],
                        sides[0] + sides[2],
                        sides[1] + sides[3],
                        float(scores[cell, column]),
                        COCO[numbers[column]],
                    ]
                )
        return fitted(suppressed(rows, iou), picture, width, height)


class YuNet:
    """Faces."""

    def __init__(self, path, threads=1):
        self.path, self.threads, self.networks = path, threads, {}

    def __call__(self, picture, pixels=900_000, least=0.3):
        size = size_within(picture, min(pixels, 4 * picture.shape[0] * picture.shape[1]))
        width, height = size
        if size not in self.networks:
            self.networks[size] = Network(self.path, [1, 3, height, width], self.threads)
        found = self.networks[size](planes(picture, width, height))
        rows = []
        for stride in (8, 16, 32):
            scores = np.sqrt(
                np.clip(found[f"cls_{stride}"][0, :, 0], 0, 1) * np.clip(found[f"obj_{stride}"][0, :, 0], 0, 1)
            )
            boxes = found[f"bbox_{stride}"][0]
            for cell in np.flatnonzero(scores >= least):
                x = (boxes[cell, 0] + cell % (width // stride)) * stride
                y = (boxes[cell, 1] + cell // (width // stride)) * stride
                w, h = np.exp(boxes[cell, 2:4]) * stride
                rows.append([x - w / 2, y - h / 2, w, h, float(scores[cell]), 0])
        return fitted(suppressed(rows, 0.3), picture, width, height)


class LicencePlates:
    """OpenCV Zoo's plates at 320 × 240, on the whole picture and on the lower parts of vehicles."""

    LEVELS = [(8, [10, 16, 24]), (16, [32, 48]), (32, [64, 96]), (64, [128, 192, 256])]

    def __init__(self, path, threads=1):
        self.network = Network(path, threads=threads)

    def look(self, picture, least):
        found = self.network(planes(picture, 320, 240))
        scores = np.sqrt(np.clip(found["conf"][:, 1], 0, 1) * np.clip(found["iou"][:, 0], 0, 1))
        places = [
            ((x + 0.5) * stride, (y + 0.5) * stride, size)
            for stride, sizes in self.LEVELS
            for y in range(240 // stride)
            for x in range(320 // stride)
            for size in sizes
        ]
        rows = []
        for prior in np.flatnonzero(scores >= least):
            x, y, size = places[prior]
            corners = (
                np.array([[found["loc"][prior, at], found["loc"][prior, at + 1]] for at in (4, 6, 10, 12)]) * 0.1 * size
            )
            low, high = corners.min(axis=0) + [x, y], corners.max(axis=0) + [x, y]
            rows.append([low[0], low[1], high[0] - low[0], high[1] - low[1], float(scores[prior]), 1])
        return fitted(suppressed(rows, 0.3), picture, 320, 240)

    def __call__(self, picture, vehicles, least=0.5):
        rows = self.look(picture, least)
        high, wide = picture.shape[:2]
        for x, y, w, h, *_ in vehicles:
            if w < 60:
                continue
            left, top = int(max(x - 0.05 * w, 0)), int(max(y, 0))
            right, bottom = int(min(x + 1.05 * w, wide)), int(min(y + 1.05 * h, high))
            for row in self.look(np.ascontiguousarray(picture[top:bottom, left:right]), least):
                rows.append([row[0] + left, row[1] + top, *row[2:]])
        return suppressed(rows, 0.3)


class Segmenter:
    """ESPNetv2 for Cityscapes: a category for each pixel."""

    def __init__(self, path, threads=1):
        self.network = Network(path, threads=threads)

    def __call__(self, picture):
        """0 nothing, 1 person, 2 vehicle, for each pixel of the picture."""
        import cv2

        small = cv2.resize(picture, (1024, 512), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
        small = (small - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
        logits = next(iter(self.network(small.transpose(2, 0, 1)[None].astype(np.float32)).values()))[0]
        best = logits.argmax(axis=0)
        kinds = np.zeros(best.shape, np.uint8)
        kinds[(best == 11) | (best == 12)] = 1
        kinds[(best >= 13) & (best <= 15)] = 2
        return cv2.resize(kinds, picture.shape[1::-1], interpolation=cv2.INTER_NEAREST)


class Describer:
    """MobileNet v1's embedding: 1,024 levels of 0 to 255."""

    def __init__(self, path, threads=1):
        self.network = Network(path, threads=threads)

    def __call__(self, picture):
        """Of an RGB picture of any size."""
        import cv2

        small = cv2.resize(picture, (224, 224), interpolation=cv2.INTER_LINEAR)
        return next(iter(self.network(np.ascontiguousarray(small)[None]).values())).reshape(-1).astype(np.uint8)


def find(models, *names):
    """A teacher's file in a folder of models."""
    return str(Path(models).joinpath(*names))
