"""The network in Models/sound, run with PyTorch from the weights that it was exported from."""

import json

import numpy as np
import torch

from . import features, network
from .paths import CACHE, MODELS


class Shipped:
    def __init__(self, seed=1):
        self.description = json.loads((MODELS / "model.json").read_text())
        self.kind = self.description["features"]["kind"]
        self.model = network.SoundNet(features.COEFFICIENTS if self.kind == "mfcc" else features.BANDS)
        self.model.load_state_dict(torch.load(CACHE / f"final-{self.kind}-{seed}.pt"))
        self.model.eval()

    def logits(self, seconds):
        """Of windows `[n, samples]`."""
        return network.logits(self.model, features.of(np.asarray(seconds), self.kind))

    def probabilities(self, seconds):
        calibration = self.description["calibration"]
        margins = network.crash_margin(self.logits(seconds))
        return 1 / (1 + np.exp(-(calibration["scale"] * margins + calibration["offset"])))
