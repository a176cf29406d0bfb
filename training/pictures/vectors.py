"""Writes the crop rule's examples, which the program's tests meet pixel by pixel.

    python vectors.py            writes ../vectors/crops.json
    python vectors.py --check    says whether the file is what the rule gives

Pictures are formulas, so that the file holds no picture: level of column x, row y, channel c is
(7 x + 13 y + 31 c + (x + 3) (y + 5) (c + 1)) mod 256, and a mask is set where (x - a)² / p² + (y - b)² / q² <= 1 in whole numbers:
(x - a)² q² + (y - b)² p² <= p² q². Results are bytes in row order, red, green and blue of each pixel together, as Base64 where
small and as SHA-256 always.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from veilpictures import crops

PATH = Path(__file__).resolve().parents[1] / "vectors" / "crops.json"
CASES = [
    ("inside, larger", 40, 30, [4.9, 3.2, 8.0, 6.5], 16),
    ("inside, smaller", 64, 48, [10.2, 5.7, 41.6, 30.9], 16),
    ("same size", 40, 30, [2, 3, 16, 16], 16),
    ("odd padding left and right", 40, 30, [6.999, 2.0, 5.0, 20.0], 12),
    ("odd padding above and below", 40, 30, [3.0, 8.5, 22.7, 7.0], 12),
    ("beyond the left and upper edge", 40, 30, [-6.4, -3.6, 20.0, 15.0], 16),
    ("beyond the right and lower edge", 40, 30, [30.5, 22.5, 40.0, 40.0], 16),
    ("a single pixel", 40, 30, [12.3, 9.9, 0.2, 0.05], 8),
    ("outside altogether", 40, 30, [55.0, 70.0, 10.0, 10.0], 8),
    ("the whole picture", 40, 30, [0, 0, 40, 30], 20),
    ("to 128", 320, 200, [33.4, 20.1, 150.8, 170.2], 128),
    ("to 256, larger", 320, 200, [101.9, 55.5, 63.3, 121.0], 256),
    ("to 256, smaller", 640, 400, [5.5, 7.25, 601.0, 388.0], 256),
]


def picture_of(width, height):
    x, y, c = np.arange(width)[None, :, None], np.arange(height)[:, None, None], np.arange(3)[None, None, :]
    return ((7 * x + 13 * y + 31 * c + (x + 3) * (y + 5) * (c + 1)) % 256).astype(np.uint8)


def mask_of(width, height, a, b, p, q):
    x, y = np.arange(width)[None, :], np.arange(height)[:, None]
    return (x - a) ** 2 * q**2 + (y - b) ** 2 * p**2 <= p**2 * q**2


def digest(values):
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()


def examples():
    out = []
    for name, width, height, box, size in CASES:
        ellipse = [width // 2, height // 2, width // 4, height // 3]
        single = crops.single_instance(picture_of(width, height), box, size)
        mask = crops.single_mask(mask_of(width, height, *ellipse), box, size)
        left, top, right, bottom = crops.cut_box(box, width, height)
        side, before, above = crops.padding(right - left, bottom - top)
        entry = {
            "name": name,
            "width": width,
            "height": height,
            "box": box,
            "size": size,
            "ellipse": ellipse,
            "cut": [left, top, right, bottom],
            "side": side,
            "left": before,
            "above": above,
            "pictureSHA256": digest(single),
            "maskSHA256": digest(mask),
        }
        if size <= 20:
            entry |= {
                "picture": base64.b64encode(single.tobytes()).decode(),
                "mask": base64.b64encode(mask.tobytes()).decode(),
            }
        out.append(entry)
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    content = {
        "rule": "training/pictures/veilpictures/crops.py",
        "pictures": "level(x, y, c) = (7 x + 13 y + 31 c + (x + 3) (y + 5) (c + 1)) mod 256",
        "masks": "(x - a)^2 q^2 + (y - b)^2 p^2 <= p^2 q^2 with ellipse = [a, b, p, q]",
        "examples": examples(),
    }
    text = json.dumps(content, indent=1) + "\n"
    if options.check:
        sys.exit(0 if PATH.read_text() == text else f"{PATH} is not what the rule gives")
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(text)
