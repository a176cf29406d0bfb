"""From a frame and a box to the square picture of a single instance, in whole numbers.

The program's curator cuts by the same rule, and a network that is trained on other pixels than it will see is worse for no
reason. So nothing here depends on a library's idea of scaling: every output level is a quotient of whole numbers, rounded half
up, and `training/vectors/crops.json` holds examples that both sides must meet exactly.

1. **Box**: (x, y, width, height) becomes left = floor(x), top = floor(y), right = floor(x + width), bottom = floor(y + height),
   limited to the picture. A side that would be empty is one pixel long, inside the picture.
2. **Pad**: the longer side is the side of a square; `(side - width) // 2` columns of zeros go left and the rest right,
   `(side - height) // 2` rows above and the rest below.
3. **Scale** from `side` to `size`, each axis alike:
   smaller (side >= size): output i is the mean over [i * side / size, (i + 1) * side / size), each pixel weighing as much as it
   overlaps; larger: output i lies at ((2 i + 1) * side - size) / (2 size) between two pixels, those at the edge repeated.
   Both axes are summed in whole numbers before the one division: (2 * sum + divisor) // (2 * divisor).
4. A mask is scaled as a picture of 0 and 255 and is set where the result is at least 128.
"""

import math
from functools import lru_cache

import numpy as np


def cut_box(box, width, height):
    """Rule 1: left, top, right, bottom in whole pixels."""
    x, y, wide, high = box
    left = min(max(math.floor(x), 0), width - 1)
    top = min(max(math.floor(y), 0), height - 1)
    right = min(max(math.floor(x + wide), left + 1), width)
    bottom = min(max(math.floor(y + high), top + 1), height)
    return left, top, right, bottom


def padding(width, height):
    """Rule 2: side of the square, columns left, rows above."""
    side = max(width, height)
    return side, (side - width) // 2, (side - height) // 2


@lru_cache(maxsize=4096)
def weights(side, size):
    """Rule 3 along one axis: a `size` × `side` matrix of whole numbers, and what each of its rows sums to."""
    matrix = np.zeros((size, side))
    if side >= size:
        for index in range(size):
            start, end = index * side, (index + 1) * side
            for pixel in range(start // size, -(-end // size)):
                matrix[index, pixel] = min(end, (pixel + 1) * size) - max(start, pixel * size)
        return matrix, side
    for index in range(size):
        place = (2 * index + 1) * side - size
        pixel = place // (2 * size)
        share = place - 2 * size * pixel
        matrix[index, min(max(pixel, 0), side - 1)] += 2 * size - share
        matrix[index, min(max(pixel + 1, 0), side - 1)] += share
    return matrix, 2 * size


def scaled(square, size):
    """Rule 3. 64-bit floating point holds all the whole numbers that occur exactly, and multiplies matrices much faster."""
    matrix, total = weights(square.shape[0], size)
    planes = square.reshape(*square.shape[:2], -1).astype(np.float64)
    out = np.empty((size, size, planes.shape[2]), np.uint8)
    divisor = total * total
    for plane in range(planes.shape[2]):
        sums = matrix @ planes[:, :, plane] @ matrix.T
        out[:, :, plane] = np.floor_divide(2 * sums + divisor, 2 * divisor)
    return out.reshape(size, size, *square.shape[2:])


def single_instance(picture, box, size):
    """The picture of one instance: rules 1 to 3."""
    left, top, right, bottom = cut_box(box, picture.shape[1], picture.shape[0])
    side, before, above = padding(right - left, bottom - top)
    square = np.zeros((side, side, *picture.shape[2:]), np.uint8)
    square[above : above + bottom - top, before : before + right - left] = picture[top:bottom, left:right]
    return scaled(square, size)


def single_mask(mask, box, size):
    """The mask of one instance (true or false for every pixel of the frame) as 0 or 1: rule 4."""
    return (single_instance(mask.astype(np.uint8) * 255, box, size) >= 128).astype(np.uint8)


def edges(picture, kernel=5, deviation=5.0, low=100, high=200):
    """Canny's edges of a single-instance picture (RGB) after a Gaussian blur; kernel 0 leaves the blur out."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if kernel:
        grey = cv2.GaussianBlur(grey, (kernel, kernel), deviation)
    return (cv2.Canny(grey, low, high) > 0).astype(np.uint8)
