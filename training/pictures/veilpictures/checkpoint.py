"""Training that stops at any moment and goes on on another machine."""

import os
import random
import time
from pathlib import Path

import numpy as np
import torch


def device_of(name=None):
    """CUDA when there, unless a device is named."""
    return torch.device(name or ("cuda" if torch.cuda.is_available() else "cpu"))


def seeded(seed):
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)


def on_processor(value):
    """Everything on the processor, so that a checkpoint can be read where there is no CUDA."""
    if torch.is_tensor(value):
        return value.detach().cpu()
    if isinstance(value, dict):
        return {key: on_processor(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(on_processor(part) for part in value)
    return value


class Checkpoint:
    """Everything that has `state_dict`, under one name each, and plain facts beside."""

    def __init__(self, path, **parts):
        self.path, self.parts = Path(path), parts

    def save(self, facts):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        torch.save(
            on_processor(
                {
                    "facts": facts,
                    "parts": {name: part.state_dict() for name, part in self.parts.items()},
                    "random": torch.get_rng_state(),
                }
            ),
            partial,
        )
        os.replace(partial, self.path)

    def load(self):
        """The facts, or none if there is nothing to go on with. What `collect.py` left out starts anew from the mean weights."""
        if not self.path.exists():
            return None
        content = read(self.path)
        known = content["parts"]
        for name, part in self.parts.items():
            if name in known:
                part.load_state_dict(known[name])
            elif name == "network":
                part.load_state_dict(known["average"]["mean"])
        if "random" in content:
            torch.set_rng_state(content["random"])
        return content["facts"]


def read(path):
    """A checkpoint's content on the processor."""
    try:
        return torch.load(path, map_location="cpu", weights_only=False)
    except TypeError:  # Debian 12's torch does not know the argument.
        return torch.load(path, map_location="cpu")


class Average:
    """A running mean of a network's numbers, which is better than where training happens to stand."""

    def __init__(self, network, decay=0.999):
        self.network, self.decay, self.count = network, decay, 0
        self.mean = {key: value.detach().clone() for key, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self):
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        current = self.network.state_dict()
        floats = [key for key in self.mean if self.mean[key].dtype.is_floating_point]
        means, numbers = [self.mean[key] for key in floats], [current[key] for key in floats]
        if hasattr(torch, "_foreach_lerp_"):
            torch._foreach_lerp_(means, numbers, 1 - decay)
        else:  # Debian 12's torch.
            for mean, number in zip(means, numbers):
                mean.lerp_(number, 1 - decay)
        for key in self.mean:
            if not self.mean[key].dtype.is_floating_point:
                self.mean[key].copy_(current[key])

    def state_dict(self):
        return {"mean": self.mean, "count": self.count}

    def load_state_dict(self, state):
        self.count = state["count"]
        for key, value in state["mean"].items():
            self.mean[key].copy_(value)


class Clock:
    """Stops a run by its time or its steps, whichever comes first."""

    def __init__(self, minutes, steps):
        self.started, self.seconds, self.steps = (
            time.time(),
            minutes * 60 if minutes else float("inf"),
            steps or float("inf"),
        )

    def elapsed(self):
        return time.time() - self.started

    def share(self, step):
        """How much of the run is done, 0 to 1: what rates follow."""
        return min(1.0, max(self.elapsed() / self.seconds, step / self.steps))

    def is_over(self, step):
        return self.elapsed() >= self.seconds or step >= self.steps


def rate_at(share, highest, warm=0.03, last=0.02):
    """Up, then down as a cosine."""
    if share < warm:
        return highest * max(share / warm, 0.01)
    return highest * (last + (1 - last) * 0.5 * (1 + np.cos(np.pi * (share - warm) / (1 - warm))))
