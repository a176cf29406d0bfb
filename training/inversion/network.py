"""A small UNet from pictures to pictures."""

import torch
from torch import nn


def block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Inversion(nn.Module):
    """Adds a correction to the transformed picture; sides are multiples of 8, values 0 to 1."""

    def __init__(self, width: int = 16):
        super().__init__()
        self.down = nn.ModuleList([block(3, width), block(width, 2 * width), block(2 * width, 4 * width)])
        self.middle = block(4 * width, 8 * width)
        self.up = nn.ModuleList([
            block(12 * width, 4 * width), block(6 * width, 2 * width), block(3 * width, width)])
        self.last = nn.Conv2d(width, 3, 1)
        # Begins by changing nothing: learning starts from what it is given.
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        kept, value = [], picture
        for step in self.down:
            value = step(value)
            kept.append(value)
            value = nn.functional.max_pool2d(value, 2)
        value = self.middle(value)
        for step, skipped in zip(self.up, reversed(kept)):
            value = nn.functional.interpolate(value, scale_factor=2, mode="bilinear", align_corners=False)
            value = step(torch.cat([value, skipped], 1))
        return picture + self.last(value)
