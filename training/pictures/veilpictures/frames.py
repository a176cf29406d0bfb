"""Packed frames as tensors, and batches of training pictures with their boxes made from them."""

import math

import numpy as np
import torch

from . import augment
from .pack import Pack

CANVAS = (1024, 576)
MOST = 64
"""Boxes of one frame that are kept."""


class Frames:
    """All training frames on one device as bytes, in canvases of one size, at most enlarged to nothing."""

    def __init__(self, path, device, key="boxes", ignore="unknown", wanted=None, limit=None):
        pack = Pack.read(path)
        chosen = [i for i, facts in enumerate(pack.facts) if not facts["heldOut"] and (wanted is None or wanted(facts))]
        chosen = chosen[:limit]
        wide, high = CANVAS
        self.device = device
        self.canvas = torch.zeros(len(chosen), 3, high, wide, dtype=torch.uint8, device=device)
        self.sizes = torch.zeros(len(chosen), 2, device=device)
        self.boxes = torch.zeros(len(chosen), MOST, 4)
        self.kinds = torch.full((len(chosen), MOST), -2)
        self.groups = [pack.facts[index]["group"] for index in chosen]
        for row, index in enumerate(chosen):
            facts = pack.facts[index]
            picture = torch.from_numpy(pack.picture(index)[:, :, ::-1].copy()).permute(2, 0, 1)
            self.canvas[row, :, : picture.shape[1], : picture.shape[2]] = picture.to(device)
            self.sizes[row] = torch.tensor([picture.shape[2], picture.shape[1]], dtype=torch.float32)
            rows = [(box[0], box[1:5]) for box in facts[key]] + [(-1, box) for box in facts[ignore]]
            for place, (kind, (x, y, w, h)) in enumerate(sorted(rows, key=lambda r: -r[1][2] * r[1][3])[:MOST]):
                self.kinds[row, place] = kind
                self.boxes[row, place] = torch.tensor([x, y, x + w, y + h])
        self.boxes, self.kinds = self.boxes.to(device), self.kinds.to(device)

    def __len__(self):
        return len(self.sizes)

    def batch(self, count, out_size, weights, mosaic=0.5, scale=(0.7, 2.6), angle=0.07):
        """Pictures `[count, 3, H, W]` (BGR), boxes `[count, n, 4]` and kinds `[count, n]`: -1 ignore, -2 none."""
        wide, high = out_size
        device = self.device
        with_mosaic = torch.rand(count, device=device) < mosaic
        out = torch.full((count, 3, high, wide), 114.0, device=device)
        boxes, kinds = [], []
        middle = torch.stack(
            [
                (0.3 + 0.4 * torch.rand(count, device=device)) * wide,
                (0.3 + 0.4 * torch.rand(count, device=device)) * high,
            ],
            1,
        )
        for quarter in range(4):
            rows = torch.arange(count, device=device) if quarter == 0 else with_mosaic.nonzero()[:, 0]
            if not len(rows):
                continue
            chosen = torch.multinomial(weights, len(rows), replacement=True)
            region = torch.zeros(len(rows), 4, device=device)
            region[:, 2], region[:, 3] = wide, high
            split = with_mosaic[rows]
            x, y = middle[rows, 0], middle[rows, 1]
            part = torch.stack(
                [
                    x if quarter % 2 else torch.zeros_like(x),
                    y if quarter // 2 else torch.zeros_like(y),
                    torch.full_like(x, wide) if quarter % 2 else x,
                    torch.full_like(y, high) if quarter // 2 else y,
                ],
                1,
            )
            region = torch.where(split[:, None], part, region)
            sizes = self.sizes[chosen]
            limits = torch.where(
                split[:, None], torch.tensor([0.45, 1.8], device=device), torch.tensor(list(scale), device=device)
            )
            inverse, forward = augment.affine(len(rows), sizes, out_size, (1.0, 1.0), angle, device, region)
            # Each picture has its own range of scales: applied about the region's middle.
            factor = torch.exp(
                torch.rand(len(rows), device=device) * (limits[:, 1] / limits[:, 0]).log() + limits[:, 0].log()
            )
            centre = (region[:, :2] + region[:, 2:]) / 2
            forward = torch.cat(
                [
                    forward[:, :, :2] * factor[:, None, None],
                    (centre + (forward[:, :, 2] - centre) * factor[:, None])[:, :, None],
                ],
                2,
            )
            back = augment.inverted(forward[:, :, :2])
            inverse = torch.cat([back, -torch.einsum("nij,nj->ni", back, forward[:, :, 2])[:, :, None]], 2)
            where = augment.places(inverse, out_size, device)
            pixels = augment.sampled(self.canvas[chosen].float(), where)
            inside = ((where >= 0) & (where < sizes[:, None, None, :])).all(-1)[:, None]
            xs, ys = torch.arange(wide, device=device) + 0.5, torch.arange(high, device=device) + 0.5
            here = ((xs >= region[:, None, 0]) & (xs < region[:, None, 2]))[:, None, None, :] & (
                (ys >= region[:, None, 1]) & (ys < region[:, None, 3])
            )[:, None, :, None]
            out[rows] = torch.where(here & inside, pixels, out[rows])
            found = augment.moved(self.boxes[chosen], forward)
            low, top = region[:, None, :2], region[:, None, 2:]
            clipped = torch.cat(
                [
                    torch.maximum(torch.minimum(found[..., :2], top), low),
                    torch.maximum(torch.minimum(found[..., 2:], top), low),
                ],
                -1,
            )
            kind = self.kinds[chosen].clone()
            shown = area(clipped) / area(found).clamp(min=1)
            kind[(kind >= 0) & (shown < 0.4)] = -1
            small = (clipped[..., 2:] - clipped[..., :2]).amin(-1)
            kind[(kind >= 0) & (small < 4)] = -1
            kind[(kind > -2) & (small < 1)] = -2
            here_boxes = torch.zeros(count, MOST, 4, device=device)
            here_kinds = torch.full((count, MOST), -2, device=device)
            here_boxes[rows], here_kinds[rows] = clipped, kind
            boxes.append(here_boxes)
            kinds.append(here_kinds)
        boxes, kinds = torch.cat(boxes, 1), torch.cat(kinds, 1)
        return out, boxes, kinds


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0]).clamp(min=0) * (boxes[..., 3] - boxes[..., 1]).clamp(min=0)


def tight(boxes, kinds):
    """Without the columns that no picture of the batch uses: used boxes first."""
    order = (kinds == -2).to(torch.int8).sort(dim=1, stable=True)[1]
    most = max(1, int((kinds > -2).sum(1).max()))
    order = order[:, :most]
    return boxes.gather(1, order[:, :, None].expand(-1, -1, 4)), kinds.gather(1, order)


class Stickers:
    """Cut-out instances and drawn plates that are pasted into training pictures."""

    def __init__(self, pictures, masks, kinds, device):
        """`[n, 3, S, S]` BGR bytes, `[n, 1, S, S]` masks and kinds; each instance fills its square's longer side."""
        self.pictures, self.masks, self.kinds, self.device = (
            pictures.to(device),
            masks.to(device),
            kinds.to(device),
            device,
        )
        self.size = pictures.shape[-1]
        rows, columns = masks.amax(3)[:, 0] > 0, masks.amax(2)[:, 0] > 0
        ends = []
        for line in (columns, rows):
            line = line.float()
            ends.append((line.argmax(1), self.size - line.flip(1).argmax(1)))
        self.boxes = torch.stack([ends[0][0], ends[1][0], ends[0][1], ends[1][1]], 1).float().to(device)

    def paste(self, pictures, boxes, kinds, times=2, share=0.5, size=(20, 160)):
        """Adds up to `times` stickers to a share of the pictures; returns pictures, boxes and kinds."""
        count, _, high, wide = pictures.shape
        for _ in range(times):
            use = torch.rand(count, device=self.device) < share
            chosen = torch.randint(len(self.kinds), (count,), device=self.device)
            long = torch.exp(torch.rand(count, device=self.device) * math.log(size[1] / size[0]) + math.log(size[0]))
            factor = long / self.size
            stretch = torch.exp((torch.rand(count, device=self.device) - 0.5) * 0.3)
            mirror = torch.where((torch.rand(count, device=self.device) < 0.5) & (self.kinds[chosen] < 10), -1.0, 1.0)
            turn = (torch.rand(count, device=self.device) * 2 - 1) * 0.12
            fx, fy = factor * stretch * mirror, factor
            forward = torch.stack(
                [
                    torch.stack([fx * turn.cos(), -fy * turn.sin()], 1),
                    torch.stack([fx * turn.sin(), fy * turn.cos()], 1),
                ],
                1,
            )
            centre = torch.stack(
                [
                    torch.rand(count, device=self.device) * wide,
                    (0.25 + 0.65 * torch.rand(count, device=self.device)) * high,
                ],
                1,
            )
            shift = centre - forward.sum(2) * self.size / 2
            forward = torch.cat([forward, shift[:, :, None]], 2)
            back = augment.inverted(forward[:, :, :2])
            inverse = torch.cat([back, -torch.einsum("nij,nj->ni", back, shift)[:, :, None]], 2)
            where = augment.places(inverse, (wide, high), self.device)
            both = torch.cat([self.pictures[chosen].float(), self.masks[chosen].float() * 255], 1)
            # A sticker that becomes much smaller is averaged first, so that it does not sparkle.
            both = torch.nn.functional.avg_pool2d(both, 2)
            both = augment.sampled(both, where / 2)
            alpha = (both[:, 3:] / 255) * use[:, None, None, None]
            light = torch.exp(0.2 * torch.randn(count, 1, 1, 1, device=self.device))
            pictures = pictures * (1 - alpha) + (both[:, :3] * light).clamp(0, 255) * alpha
            box = augment.moved(self.boxes[chosen][:, None], forward)
            limit = torch.tensor([wide, high, wide, high], device=self.device, dtype=torch.float32)
            clipped = torch.minimum(box.clamp(min=0), limit)
            kind = self.kinds[chosen][:, None] % 10
            kind = torch.where(use[:, None] & (area(clipped) > 0.4 * area(box)), kind, torch.full_like(kind, -2))
            # What lies nearly whole behind the sticker is gone.
            if boxes.shape[1]:
                low = torch.maximum(boxes[..., :2], clipped[..., :2])
                top = torch.minimum(boxes[..., 2:], clipped[..., 2:])
                hidden = (top - low).clamp(min=0).prod(-1) / area(boxes).clamp(min=1)
                kinds = torch.where((hidden > 0.6) & (kinds >= 0) & (kind > -2), torch.full_like(kinds, -1), kinds)
            boxes, kinds = torch.cat([boxes, clipped], 1), torch.cat([kinds, kind], 1)
        return pictures, boxes, kinds


def instance_stickers(path, device, size=128, categories=("person", "vehicle"), limit=None, least=48):
    """The labelled instances of the pack, large enough to be worth showing."""
    import cv2

    pack = Pack.read(path)
    pictures, masks, kinds = [], [], []
    for index, facts in enumerate(pack.facts):
        if facts["heldOut"] or facts["category"] not in categories or max(facts["height"], facts["width"]) < least:
            continue
        if facts["weight"] < 1 and facts["height"] < 80:
            continue
        picture, mask = pack.picture(index), pack.mask(index)
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        if not len(rows):
            continue
        part = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        shape = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8) * 255
        factor = size / max(part.shape[:2])
        sides = max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor))
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        part, shape = cv2.resize(part, sides, interpolation=way), cv2.resize(shape, sides, interpolation=way)
        canvas, cover = np.zeros((size, size, 3), np.uint8), np.zeros((size, size), np.uint8)
        top, left = (size - sides[1]) // 2, (size - sides[0]) // 2
        canvas[top : top + sides[1], left : left + sides[0]] = part[:, :, ::-1]
        cover[top : top + sides[1], left : left + sides[0]] = shape > 127
        pictures.append(canvas)
        masks.append(cover)
        kinds.append(categories.index(facts["category"]))
        if limit and len(kinds) >= limit:
            break
    if not kinds:
        return None
    return Stickers(
        torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2),
        torch.from_numpy(np.array(masks))[:, None],
        torch.tensor(kinds),
        device,
    )


def plate_stickers(device, count=400, size=128, seed=5):
    """Drawn number plates of nobody: light or coloured, framed or not, with random letters. Kind 11: class 1, never mirrored."""
    import cv2

    rng = np.random.default_rng(seed)
    letters = list("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")
    fonts = [cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_PLAIN]
    pictures, masks = np.zeros((count, size, size, 3), np.uint8), np.zeros((count, size, size), np.uint8)
    for index in range(count):
        shape = rng.choice([4.7, 2.0, 2.9])
        high = max(12, int(size / shape))
        ground = rng.choice([[235, 235, 235], [60, 200, 230], [190, 190, 190], [200, 220, 220], [150, 160, 160]])
        ink = [20, 20, 20] if rng.random() < 0.8 else [120, 30, 30]
        plate = np.empty((high * 3, size * 3, 3), np.uint8)
        plate[:] = ground
        if rng.random() < 0.6:
            cv2.rectangle(plate, (3, 3), (size * 3 - 4, high * 3 - 4), ink, 4)
        if rng.random() < 0.35:
            cv2.rectangle(plate, (0, 0), (int(size * 0.25), high * 3), [150, 50, 10], -1)
        text = "".join(rng.choice(letters) for _ in range(int(rng.integers(5, 9))))
        font = int(rng.choice(fonts))
        (wide, tall), _ = cv2.getTextSize(text, font, 1, 2)
        grow = min(size * 3 * 0.85 / wide, high * 3 * 0.6 / tall)
        cv2.putText(
            plate,
            text,
            (int((size * 3 - wide * grow) / 2), int((high * 3 + tall * grow) / 2)),
            font,
            grow,
            ink,
            max(2, int(grow * rng.uniform(1.5, 3.5))),
            cv2.LINE_AA,
        )
        if rng.random() < 0.3:
            plate = 255 - plate
        plate = cv2.resize(plate, (size, high), interpolation=cv2.INTER_AREA)
        top = (size - high) // 2
        pictures[index, top : top + high] = plate
        masks[index, top : top + high] = 1
    return Stickers(
        torch.from_numpy(pictures).permute(0, 3, 1, 2),
        torch.from_numpy(masks)[:, None],
        torch.full((count,), 11),
        device,
    )
