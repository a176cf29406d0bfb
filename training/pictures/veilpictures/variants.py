"""Variants of a picture that come out alike on every machine, for which a teacher's word was kept."""

import numpy as np

VARIANTS = 4


def variant(picture, index, number):
    """Variant 0 is the picture; the others are parts of it, mirrored, brighter or darker; 224 × 224, RGB."""
    import cv2

    if number:
        rng = np.random.default_rng([31, index, number])
        high, wide = picture.shape[:2]
        share = rng.uniform(0.45, 1.0)
        part_wide, part_high = int(wide * share), int(high * share ** rng.uniform(0.7, 1.3))
        left, top = int(rng.integers(0, wide - part_wide + 1)), int(rng.integers(0, max(1, high - part_high + 1)))
        picture = picture[top : top + part_high, left : left + part_wide]
        if rng.random() < 0.5:
            picture = picture[:, ::-1]
        levels = np.clip(np.arange(256) * rng.uniform(0.6, 1.35) + rng.uniform(-20, 20), 0, 255).astype(np.uint8)
        picture = levels[picture]
    return cv2.resize(np.ascontiguousarray(picture), (224, 224), interpolation=cv2.INTER_LINEAR)
