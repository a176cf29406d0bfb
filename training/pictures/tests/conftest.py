import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    """A packed folder of made-up streets: bright and dark rectangles are vehicles and people."""
    import numpy as np

    from veilpictures.pack import Pack, jpeg, png
    from veilpictures.variants import VARIANTS

    folder, rng = tmp_path_factory.mktemp("pack"), np.random.default_rng(1)
    frames, instances = Pack(), Pack()
    for index in range(6):
        picture = np.full((120, 200, 3), 90, np.uint8) + rng.integers(0, 20, (120, 200, 3), dtype=np.uint8)
        picture[50:90, 30:90] = [200, 40, 40]
        picture[30:100, 130:150] = [20, 20, 160]
        boxes = [[1, 30, 50, 60, 40, 1.0], [0, 130, 30, 20, 70, 1.0]]
        frames.add(
            jpeg(picture, 90),
            {
                "name": f"made/{index}",
                "group": "films",
                "heldOut": index == 5,
                "boxes": boxes,
                "unknown": [],
                "parts": [[1, 50, 70, 20, 8, 1.0]],
                "unknownParts": [],
                "width": 200,
                "height": 120,
            },
        )
        for category, (left, top, right, bottom) in (("vehicle", (20, 40, 100, 100)), ("person", (120, 20, 160, 110))):
            part = picture[top:bottom, left:right]
            mask = (part[:, :, 0] > 150) if category == "vehicle" else (part[:, :, 2] > 130)
            box = [10, 10, 60, 40] if category == "vehicle" else [10, 10, 20, 70]
            instances.add(
                jpeg(part, 90),
                {
                    "category": category,
                    "source": f"made/{index}",
                    "group": "films",
                    "heldOut": index == 5,
                    "box": box,
                    "weight": 1.0,
                    "height": box[3],
                    "width": box[2],
                },
                png(mask),
            )
    frames.write(folder / "frames")
    instances.write(folder / "instances")
    np.savez(folder / "embeddings.npz", embeddings=rng.integers(0, 60, (6, VARIANTS, 1024), dtype=np.uint8))
    return folder
