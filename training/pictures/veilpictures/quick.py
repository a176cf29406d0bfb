"""The generator written so that it costs less: the same numbers come out, but for rounding.

Three of its layers work at full size with few channels, where processors do little of what they could:

- **First**: latents are alike in every pixel, mirrored padding included, so what a filter makes of them is one number. The filter
  keeps the two planes of the condition.
- **Up**: enlarging by two and a filter of 3 × 3 together are a transposed filter of 4 × 4, with four ninths of the products.
- **Last**: three channels at full size are twelve at half of it, a filter of 8 × 8 with a step of two, dealt out into squares of
  2 × 2 pixels.
"""

import torch
from torch import nn
from torch.nn import functional as F


class LatentFilter(nn.Module):
    """A filter on the condition's planes, and latents that each add a number to each channel."""

    def __init__(self, filter, planes=2):
        super().__init__()
        self.weight = nn.Parameter(filter.weight.detach()[:, :planes].clone())
        self.bias = nn.Parameter(filter.bias.detach().clone())
        self.latents = nn.Parameter(filter.weight.detach()[:, planes:].sum((2, 3)).t().contiguous())

    def forward(self, condition, latents):
        return F.conv2d(condition, self.weight, self.bias) + (latents @ self.latents)[:, :, None, None]


class DoublingFilter(nn.Module):
    """Enlarges by two, each pixel becoming four, and filters by 3 × 3."""

    def __init__(self, filter):
        super().__init__()
        # An output row is met by an enlarged row through one of three weights, and by an input row through two of them.
        self.weight = nn.Parameter(spread(spread(filter.weight.detach().transpose(0, 1), 2), 3).contiguous())
        self.bias = nn.Parameter(filter.bias.detach().clone())

    def forward(self, maps):
        return F.conv_transpose2d(maps, self.weight, self.bias, stride=2, padding=1)


class DealingFilter(nn.Module):
    """A filter by 7 × 7 that makes squares of 2 × 2 pixels at once."""

    def __init__(self, filter):
        super().__init__()
        after, before, side = filter.weight.shape[:3]
        weight = torch.zeros(after, 2, 2, before, side + 1, side + 1)
        for row in range(2):
            for column in range(2):
                weight[:, row, column, :, row : row + side, column : column + side] = filter.weight.detach()
        self.weight = nn.Parameter(weight.flatten(0, 2))
        self.bias = nn.Parameter(filter.bias.detach().repeat_interleave(4))

    def forward(self, maps):
        return F.pixel_shuffle(F.conv2d(maps, self.weight, self.bias, stride=2), 2)


class QuickGenerator(nn.Module):
    """A `Generator` whose normalisation is folded, with its inputs and outputs, and its layers under the same numbers."""

    def __init__(self, generator):
        super().__init__()
        layers = list(generator.body)
        filters = [index for index, layer in enumerate(layers) if isinstance(layer, nn.Conv2d)]
        for index in filters[1:-1]:
            if isinstance(layers[index - 1], nn.Upsample):
                layers[index - 1 : index + 1] = [nn.Identity(), DoublingFilter(layers[index])]
        layers[filters[0]] = LatentFilter(layers[filters[0]])
        layers[filters[-1]] = DealingFilter(layers[filters[-1]])
        self.first = filters[0]
        self.body = nn.ModuleList(layers)

    def forward(self, condition, latents):
        maps = condition * 2 - 1
        for index, layer in enumerate(self.body):
            maps = layer(maps, latents) if index == self.first else layer(maps)
        return (torch.tanh(maps) + 1) * 127.5


def spread(weight, axis):
    """Three weights along an axis become the four of a transposed filter with a step of two."""
    first, middle, last = weight.unbind(axis)
    return torch.stack([last, middle + last, first + middle, first], axis)


def gathered(weight, axis):
    """What `spread` began with."""
    last, both, _, first = weight.unbind(axis)
    return torch.stack([first, both - last, last], axis)


def plain(weights):
    """The `Generator`'s weights behind those of a `QuickGenerator`; other weights as they are."""
    found = [name for name in weights if name.endswith(".latents")]
    if not found:
        return weights
    result = {}
    for name, weight in weights.items():
        kernel = weight.shape[2] if weight.dim() == 4 else 0
        stem = name.rsplit(".", 1)[0]
        if name in found:
            continue
        if stem + ".latents" in weights and kernel:
            # Whatever share of a latent's sum each place of a filter has, the sum is what counts.
            latents = weights[stem + ".latents"].t()[:, :, None, None] / kernel**2
            weight = torch.cat([weight, latents.expand(-1, -1, kernel, kernel)], 1)
        elif kernel == 4:
            weight = gathered(gathered(weight, 2), 3).transpose(0, 1).contiguous()
        elif kernel == 8:
            weight = weight.unflatten(0, (-1, 4))[:, 0, :, :7, :7].contiguous()
        elif name.endswith(".bias") and stem + ".weight" in weights and weights[stem + ".weight"].shape[2:] == (8, 8):
            weight = weight[::4].contiguous()
        result[name] = weight
    return result
