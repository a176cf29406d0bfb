"""What the steps of training hand to each other, in CACHE; each step that is done is not done again."""

import hashlib
import json

import numpy as np

from . import labels, mixtures
from .audio import decode
from .paths import CACHE


def kept(name, settings, make):
    """A dictionary of arrays, made once for the same settings."""
    CACHE.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:10]
    path = CACHE / f"{name}-{digest}.npz"
    if not path.exists():
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **make())
        partial.rename(path)
    return dict(np.load(path))


def pools(part):
    """Packaged sounds that `packages.py` has gathered: part `train`, or `test`, which no training sees."""
    data = np.load(CACHE / "packages.npz")
    found = {}
    for key in data.files:
        name, place, origin = key.split("|")
        if place == part:
            found.setdefault(name, []).append((origin, data[key].astype(np.float32) / 32_767))
    return mixtures.Pools(found)


def recordings():
    """All labelled recordings."""
    return [
        mixtures.Recording(name, decode(labels.path_of(name)), table, labels.source_of(name), labels.kind_of(name))
        for name, table in sorted(labels.read().items())]


def labels_digest():
    return hashlib.sha256(labels.LABELS.read_bytes()).hexdigest()[:10]
