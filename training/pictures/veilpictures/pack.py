"""Many small files in two: the bytes one after the other, and what is known of each."""

import json
from pathlib import Path

import numpy as np


def jpeg(picture, quality):
    import cv2

    return cv2.imencode(".jpg", np.ascontiguousarray(picture[:, :, ::-1]), [cv2.IMWRITE_JPEG_QUALITY, quality])[
        1
    ].tobytes()


def png(mask):
    """A mask as one bit a pixel would be: PNG's own filters come close."""
    import cv2

    return cv2.imencode(".png", mask.astype(np.uint8) * 255, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1].tobytes()


class Pack:
    def __init__(self):
        self.facts, self.parts = [], []

    def add(self, content, facts, mask=b""):
        self.facts.append(facts | {"bytes": len(content), "maskBytes": len(mask)})
        self.parts.append((content, mask))

    def size(self):
        return sum(len(content) + len(mask) for content, mask in self.parts)

    def write(self, path):
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".bin").write_bytes(b"".join(content + mask for content, mask in self.parts))
        path.with_suffix(".json").write_text(json.dumps(self.facts))

    @staticmethod
    def read(path):
        path, pack = Path(path), Pack()
        pack.facts = json.loads(path.with_suffix(".json").read_text())
        content, start = path.with_suffix(".bin").read_bytes(), 0
        for facts in pack.facts:
            middle, end = start + facts["bytes"], start + facts["bytes"] + facts["maskBytes"]
            pack.parts.append((content[start:middle], content[middle:end]))
            start = end
        if start != len(content):
            raise ValueError(f"{path}.bin does not belong to {path}.json")
        return pack

    def picture(self, index):
        import cv2

        return np.ascontiguousarray(
            cv2.imdecode(np.frombuffer(self.parts[index][0], np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
        )

    def mask(self, index):
        import cv2

        return cv2.imdecode(np.frombuffer(self.parts[index][1], np.uint8), cv2.IMREAD_GRAYSCALE) >= 128
