"""Delivered networks, read back to learn on where no checkpoint of them was kept."""

import hashlib
from pathlib import Path

import numpy as np
import torch

from .quick import plain


def weights_of(path):
    """The `state_dict` of a network whose normalisation is folded, from the ONNX file that `export.py` wrote."""
    import onnx
    from onnx import numpy_helper

    initialisers = onnx.load(str(path)).graph.initializer
    return plain(
        {
            tensor.name.removesuffix("_half"): torch.from_numpy(np.array(numpy_helper.to_array(tensor), np.float32))
            for tensor in initialisers
        }
    )


def named(path):
    """What a card says of such a file: its name and the start of its SHA-256."""
    return f"{Path(path).name} ({hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]})"
