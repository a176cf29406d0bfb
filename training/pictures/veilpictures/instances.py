"""Single-instance pictures, masks and edges for masks and generators, cut by the curator's rule from packed instances."""

import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch

from . import crops
from .pack import Pack

SIZES = (256, 128)
FILTERS = ((5, 5.0), (0, 0.0))
"""Kernel and deviation of the blur before Canny for which edges are kept."""


def jittered(box, number, rng):
    """The box as a detector may give it: variant 0 is exact, the others are off by up to a tenth, rather too large."""
    x, y, wide, high = box
    if not number:
        return box
    left, right = rng.uniform(-0.12, 0.05, 2) * [1, -1]
    top, bottom = rng.uniform(-0.1, 0.05, 2) * [1, -1]
    return [x + left * wide, y + top * high, wide * (1 - left + right), high * (1 - top + bottom)]


def made(job):
    """All variants of one instance."""
    path, index, variants, sizes, seed = job
    pack = opened(path)
    picture, mask, facts = pack.picture(index), pack.mask(index), pack.facts[index]
    out = {size: ([], [], []) for size in sizes}
    inside = []
    for number in range(variants):
        rng = np.random.default_rng([seed, index, number])
        box = jittered(facts["box"], number, rng)
        left, top, right, bottom = crops.cut_box(box, picture.shape[1], picture.shape[0])
        side, before, above = crops.padding(right - left, bottom - top)
        inside.append([before / side, above / side, (before + right - left) / side, (above + bottom - top) / side])
        for size in sizes:
            single = crops.single_instance(picture, box, size)
            out[size][0].append(single)
            out[size][1].append(crops.single_mask(mask, box, size))
            out[size][2].append(np.stack([crops.edges(single, *filter) for filter in FILTERS]))
    return {size: tuple(np.stack(part) for part in parts) for size, parts in out.items()}, np.array(inside, np.float32)


PACKS = {}


def opened(path):
    if path not in PACKS:
        PACKS[path] = Pack.read(path)
    return PACKS[path]


class Instances:
    """All variants of all instances of a category on one device, as bytes."""

    def __init__(
        self,
        path,
        category,
        device,
        variants=4,
        held_out=False,
        sizes=SIZES,
        limit=None,
        seed=3,
        workers=None,
        wanted=None,
    ):
        pack = opened(str(path))
        chosen = [
            index
            for index, facts in enumerate(pack.facts)
            if facts["category"] == category and facts["heldOut"] == held_out and (wanted is None or wanted(facts))
        ][:limit]
        if not chosen:
            raise ValueError(f"{path} holds no {category}")
        self.facts = [pack.facts[index] for index in chosen]
        jobs = [(str(path), index, variants, sizes, seed) for index in chosen]
        workers = workers if workers is not None else max(1, (os.cpu_count() or 1) // 4)
        if workers > 1 and len(jobs) > 100:
            with ProcessPoolExecutor(workers) as pool:
                found = list(pool.map(made, jobs, chunksize=16))
        else:
            found = [made(job) for job in jobs]
        self.variants, self.device = variants, device
        self.pictures = {size: self.joined(found, size, 0, channels=True) for size in sizes}
        self.masks = {size: self.joined(found, size, 1)[:, None] for size in sizes}
        self.edges = {size: self.joined(found, size, 2) for size in sizes}
        self.inside = torch.from_numpy(np.concatenate([part[1] for part in found])).to(device)
        heights = np.repeat([max(facts["height"], facts["width"]) for facts in self.facts], variants)
        self.weights = (
            torch.from_numpy(np.repeat([facts["weight"] for facts in self.facts], variants)).float().to(device)
        )
        self.heights = torch.from_numpy(heights.astype(np.float32)).to(device)

    def joined(self, found, size, part, channels=False):
        values = torch.from_numpy(np.concatenate([entry[0][size][part] for entry in found]))
        return (values.permute(0, 3, 1, 2).contiguous() if channels else values).to(self.device)

    def __len__(self):
        return len(self.heights)

    def frame(self, chosen, size):
        """1 inside the cut box, 0 in the padding: `[n, 1, size, size]`."""
        place = (torch.arange(size, device=self.device) + 0.5) / size
        rect = self.inside[chosen]
        x = (place >= rect[:, 0:1]) & (place < rect[:, 2:3])
        y = (place >= rect[:, 1:2]) & (place < rect[:, 3:4])
        return (y[:, None, :, None] & x[:, None, None, :]).float()
