"""The networks: masks, generator with its judges, detector, and the description of a picture."""

import torch
from torch import nn
from torch.nn import functional as F

# Masks


def twice(before, after):
    return nn.Sequential(
        nn.Conv2d(before, after, 3, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
        nn.Conv2d(after, after, 3, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


class UNet(nn.Module):
    """UNet as the INSPIRE paper's: the usual one with a first layer of 8 channels instead of 64, 63 times smaller.

    In: single-instance pictures as RGB levels of 0 to 255, `[N, 3, S, S]`, S a multiple of 16. Out: confidence 0 to 1,
    `[N, 1, S, S]`, zero in the padding's place by training and not by rule.
    """

    def __init__(self, width=8):
        super().__init__()
        sizes = [width * 2**level for level in range(5)]
        self.down = nn.ModuleList([twice(before, after) for before, after in zip([3, *sizes], sizes)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(after, before, 2, 2) for before, after in zip(sizes, sizes[1:])])
        self.join = nn.ModuleList([twice(2 * size, size) for size in sizes[:-1]])
        self.last = nn.Conv2d(width, 1, 1)

    def forward(self, picture):
        maps, levels = picture / 127.5 - 1, []
        for number, block in enumerate(self.down):
            maps = block(F.max_pool2d(maps, 2) if number else maps)
            levels.append(maps)
        for number in reversed(range(len(self.join))):
            maps = self.join[number](torch.cat([levels[number], self.up[number](maps)], 1))
        return torch.sigmoid(self.last(maps))


# Generator


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(width, width, 3, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.ReflectionPad2d(1),
            nn.Conv2d(width, width, 3, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, maps):
        return maps + self.body(maps)


class Generator(nn.Module):
    """Pix2pixHD's global generator: down, residual blocks, up; `width` and `blocks` say how large.

    In: mask and edges (0 or 1), `[N, 2, S, S]`, and latents `[N, latents]`, which are laid beside them in every pixel. Out: RGB
    levels 0 to 255, `[N, 3, S, S]`. Any S that is a multiple of 8 times 2: sizes 64, 128 and 256 were trained.

    Batch normalisation, where Pix2pixHD normalises each picture: that would subtract a latent, being the same in every pixel,
    in the first layer, and no two pictures would differ.
    """

    def __init__(self, width=18, downs=3, blocks=6, latents=8):
        super().__init__()
        self.latents = latents
        layers = [
            nn.ReflectionPad2d(3),
            nn.Conv2d(2 + latents, width, 7, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
        ]
        for level in range(downs):
            before = width * 2**level
            layers += [
                nn.Conv2d(before, 2 * before, 3, 2, 1, bias=False),
                nn.BatchNorm2d(2 * before),
                nn.ReLU(inplace=True),
            ]
        layers += [Residual(width * 2**downs) for _ in range(blocks)]
        for level in reversed(range(downs)):
            after = width * 2**level
            # Enlarging and then folding leaves no chequers, as transposed convolutions do.
            layers += [
                nn.Upsample(scale_factor=2, mode="nearest"),
                nn.Conv2d(2 * after, after, 3, padding=1, bias=False),
                nn.BatchNorm2d(after),
                nn.ReLU(inplace=True),
            ]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7)]
        self.body = nn.Sequential(*layers)

    def forward(self, condition, latents):
        beside = latents[:, :, None, None].expand(-1, -1, condition.shape[2], condition.shape[3])
        return (torch.tanh(self.body(torch.cat([condition * 2 - 1, beside], 1))) + 1) * 127.5


GENERATORS = {
    "compact": dict(width=18, downs=3, blocks=6),
    "paper": dict(width=64, downs=4, blocks=9),
    "tiny": dict(width=4, downs=2, blocks=1),
}
"""`paper` is Pix2pixHD's own size: 182 million parameters."""


class Judge(nn.Module):
    """One patch discriminator; gives what each of its layers saw."""

    def __init__(self, channels, width, layers=3):
        super().__init__()
        norm = nn.utils.spectral_norm
        steps, before = [], channels
        for level in range(layers):
            after = min(width * 2**level, 8 * width)
            steps.append(nn.Sequential(norm(nn.Conv2d(before, after, 4, 2, 2)), nn.LeakyReLU(0.2)))
            before = after
        after = min(2 * before, 8 * width)
        steps.append(nn.Sequential(norm(nn.Conv2d(before, after, 4, 1, 2)), nn.LeakyReLU(0.2)))
        steps.append(nn.Sequential(norm(nn.Conv2d(after, 1, 4, 1, 2))))
        self.steps = nn.ModuleList(steps)

    def forward(self, maps):
        seen = []
        for step in self.steps:
            maps = step(maps)
            seen.append(maps)
        return seen


class Judges(nn.Module):
    """The same judge at several scales."""

    def __init__(self, channels=5, width=48, scales=2, layers=3):
        super().__init__()
        self.judges = nn.ModuleList([Judge(channels, width, layers) for _ in range(scales)])

    def forward(self, maps):
        out = []
        for number, judge in enumerate(self.judges):
            out.append(judge(F.avg_pool2d(maps, 3, 2, 1, count_include_pad=False) if number else maps))
            maps = F.avg_pool2d(maps, 3, 2, 1, count_include_pad=False) if number else maps
        return out


# Detector


def unit(before, after, size=3, stride=1, groups=1):
    return nn.Sequential(
        nn.Conv2d(before, after, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(after, eps=1e-3, momentum=0.03),
        nn.ReLU(inplace=True),
    )


class Stage(nn.Module):
    """Half of the channels goes through a chain of short cuts, half past it."""

    def __init__(self, before, after, depth, shortcut=True):
        super().__init__()
        half = after // 2
        self.first, self.second = unit(before, half, 1), unit(before, half, 1)
        self.chain = nn.ModuleList([nn.Sequential(unit(half, half, 1), unit(half, half, 3)) for _ in range(depth)])
        self.last = unit(after, after, 1)
        self.shortcut = shortcut

    def forward(self, maps):
        through = self.first(maps)
        for block in self.chain:
            through = through + block(through) if self.shortcut else block(through)
        return self.last(torch.cat([through, self.second(maps)], 1))


class Detector(nn.Module):
    """One stage, no anchors, strides 8, 16 and 32; trained and exported for YOLOX's output layout.

    In: BGR levels 0 to 255, `[N, 3, H, W]`, sides multiples of 32. Out, when exported: `[N, cells, 5 + classes]`: centre offset
    in cells, logarithm of the size in cells, objectness, class scores. Objectness is the best class score and class scores
    are relative to it, so that their products, which the decoder forms, are the scores that were trained.
    """

    STRIDES = (8, 16, 32)

    def __init__(self, classes, widths=(16, 32, 64, 128, 192), depth=1, neck=64):
        super().__init__()
        self.classes = classes
        stem, first, second, third, fourth = widths
        self.stem = unit(3, stem, 5, 2)
        self.first = nn.Sequential(unit(stem, first, 3, 2), Stage(first, first, depth))
        self.second = nn.Sequential(unit(first, second, 3, 2), Stage(second, second, 2 * depth))
        self.third = nn.Sequential(unit(second, third, 3, 2), Stage(third, third, 2 * depth))
        self.fourth = nn.Sequential(unit(third, fourth, 3, 2), Stage(fourth, fourth, depth))
        self.pool = unit(2 * fourth, fourth, 1)
        self.sides = nn.ModuleList([unit(width, neck, 1) for width in (second, third, fourth)])
        self.down = nn.ModuleList([Stage(2 * neck, neck, depth, False) for _ in range(2)])
        self.shrink = nn.ModuleList([unit(neck, neck, 3, 2) for _ in range(2)])
        self.up = nn.ModuleList([Stage(2 * neck, neck, depth, False) for _ in range(2)])
        self.kinds, self.boxes = nn.ModuleList(), nn.ModuleList()
        for _ in self.STRIDES:
            kind, box = nn.Conv2d(neck, classes, 1), nn.Conv2d(neck, 4, 1)
            nn.init.constant_(kind.bias, -4.6)
            nn.init.constant_(box.bias, 0.5)
            self.kinds.append(nn.Sequential(unit(neck, neck), kind))
            self.boxes.append(nn.Sequential(unit(neck, neck), box))

    def maps(self, picture):
        third = self.second(self.first(self.stem(picture / 127.5 - 1)))
        fourth = self.third(third)
        fifth = self.fourth(fourth)
        wide = F.max_pool2d(F.max_pool2d(fifth, 5, 1, 2), 5, 1, 2)
        fifth = self.pool(torch.cat([fifth, wide], 1))
        low, middle, high = (side(maps) for side, maps in zip(self.sides, (third, fourth, fifth)))
        middle = self.down[0](torch.cat([F.interpolate(high, scale_factor=2.0, mode="nearest"), middle], 1))
        low = self.down[1](torch.cat([F.interpolate(middle, scale_factor=2.0, mode="nearest"), low], 1))
        middle = self.up[0](torch.cat([self.shrink[0](low), middle], 1))
        high = self.up[1](torch.cat([self.shrink[1](middle), high], 1))
        return low, middle, high

    def forward(self, picture):
        """Logits of the classes `[N, cells, classes]`, and boxes as in the exported layout `[N, cells, 4]`."""
        kinds, boxes = [], []
        for maps, kind, box in zip(self.maps(picture), self.kinds, self.boxes):
            kinds.append(kind(maps).flatten(2).transpose(1, 2))
            boxes.append(box(maps).flatten(2).transpose(1, 2))
        return torch.cat(kinds, 1), torch.cat(boxes, 1)


class ExportedDetector(nn.Module):
    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, picture):
        logits, boxes = self.detector(picture)
        scores = torch.sigmoid(logits)
        best = scores.max(dim=2, keepdim=True)[0]
        return torch.cat([boxes, best, scores / (best + 1e-9)], 2)


DETECTORS = {
    "objects": dict(classes=3),
    "parts": dict(classes=2, widths=(16, 24, 48, 64, 96), neck=48),
    "tiny": dict(classes=3, widths=(4, 8, 8, 8, 8), neck=8),
}


# Description of a picture


class Inverted(nn.Module):
    def __init__(self, before, after, stride, expand):
        super().__init__()
        inner = before * expand
        self.body = nn.Sequential(
            unit(before, inner, 1),
            unit(inner, inner, 3, stride, inner),
            nn.Conv2d(inner, after, 1, bias=False),
            nn.BatchNorm2d(after, eps=1e-3),
        )
        self.shortcut = stride == 1 and before == after

    def forward(self, maps):
        return maps + self.body(maps) if self.shortcut else self.body(maps)


class Backbone(nn.Module):
    """A small network that says of a picture what its teacher says.

    In: RGB levels, `[N, 3, 224, 224]`. Out: `[N, 1024]`, the teacher's levels (0 to 255).
    """

    PLAN = [(16, 1, 1), (24, 2, 2), (40, 3, 2), (64, 3, 2), (96, 2, 1), (128, 3, 2)]

    def __init__(self, expand=4, length=1024, plan=None):
        super().__init__()
        layers, before = [unit(3, 16, 3, 2)], 16
        for after, depth, stride in plan or self.PLAN:
            for number in range(depth):
                layers.append(Inverted(before, after, stride if number == 0 else 1, expand))
                before = after
        self.body = nn.Sequential(*layers, unit(before, 512, 1))
        self.last = nn.Linear(512, length)

    def forward(self, picture):
        maps = self.body(picture / 127.5 - 1)
        return F.relu(self.last(maps.mean(dim=(2, 3)))) * 16


def fold(network):
    """Batch normalisation moved into the convolution before it: fewer steps, and weights that 16 bits hold better."""
    for module in list(network.modules()):
        if isinstance(module, nn.Sequential):
            for index in range(len(module) - 1):
                first, second = module[index], module[index + 1]
                if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
                    module[index] = torch.nn.utils.fuse_conv_bn_eval(first, second)
                    module[index + 1] = nn.Identity()
    return network


def size_of(network):
    return sum(parameter.numel() for parameter in network.parameters())
