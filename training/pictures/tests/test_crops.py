import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import vectors
from veilpictures import crops


def plainly_scaled(square, size):
    """The rule with fractions, written a second time and without matrices."""
    side, out = len(square), np.zeros((size, size), np.uint8)

    def along(index):
        if side >= size:
            start, end = Fraction(index * side, size), Fraction((index + 1) * side, size)
            found = {
                pixel: min(end, pixel + 1) - max(start, pixel) for pixel in range(int(start), min(side, int(end) + 1))
            }
            return {pixel: weight / (end - start) for pixel, weight in found.items() if weight > 0}
        place = Fraction((2 * index + 1) * side - size, 2 * size)
        pixel = place.__floor__()
        found = {}
        for at, weight in ((pixel, 1 - (place - pixel)), (pixel + 1, place - pixel)):
            at = min(max(at, 0), side - 1)
            found[at] = found.get(at, 0) + weight
        return found

    for row in range(size):
        for column in range(size):
            total = sum(wy * wx * int(square[y, x]) for y, wy in along(row).items() for x, wx in along(column).items())
            out[row, column] = (total + Fraction(1, 2)).__floor__()
    return out


@pytest.mark.parametrize("side,size", [(5, 8), (8, 8), (13, 8), (24, 8), (1, 8), (7, 3)])
def test_scaling_is_the_stated_rule(side, size):
    square = np.random.default_rng(side).integers(0, 256, (side, side), dtype=np.uint8)
    assert np.array_equal(crops.scaled(square, size), plainly_scaled(square, size))


def test_boxes_are_rounded_down_and_limited():
    assert crops.cut_box([4.9, 3.2, 8.0, 6.5], 40, 30) == (4, 3, 12, 9)
    assert crops.cut_box([-6.4, -3.6, 20.0, 15.0], 40, 30) == (0, 0, 13, 11)
    assert crops.cut_box([55, 70, 10, 10], 40, 30) == (39, 29, 40, 30)
    assert crops.cut_box([12.3, 9.9, 0.2, 0.05], 40, 30) == (12, 9, 13, 10)


def test_padding_is_symmetric_with_the_odd_pixel_behind():
    assert crops.padding(5, 20) == (20, 7, 0)
    assert crops.padding(22, 7) == (22, 0, 7)
    single = crops.single_instance(np.full((20, 5, 3), 255, np.uint8), [0, 0, 5, 20], 20)
    assert single[:, 7:12].min() == 255 and single[:, :7].max() == 0 and single[:, 12:].max() == 0


def test_committed_vectors_are_what_the_rule_gives():
    script = Path(vectors.__file__)
    assert subprocess.run([sys.executable, str(script), "--check"], cwd=script.parent).returncode == 0


def test_vectors_notice_another_rule(monkeypatch):
    known = json.loads(vectors.PATH.read_text())["examples"]
    monkeypatch.setattr(crops, "padding", lambda width, height: (max(width, height), 0, 0))
    assert [e["pictureSHA256"] for e in vectors.examples()] != [e["pictureSHA256"] for e in known]


def test_mask_keeps_to_half():
    mask = np.zeros((4, 4), bool)
    mask[:, :2] = True
    assert crops.single_mask(mask, [0, 0, 4, 4], 2).tolist() == [[1, 0], [1, 0]]
