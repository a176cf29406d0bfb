"""Changes to batches of pictures, all on the device where training runs. Levels are floats from 0 to 255."""

import math

import torch
from torch.nn import functional as F


def draws(count, low, high, device):
    return torch.rand(count, 1, 1, 1, device=device) * (high - low) + low


def some(count, share, device):
    """True for about so large a share of a batch."""
    return torch.rand(count, 1, 1, 1, device=device) < share


def coloured(pictures, strength=1.0):
    """Brightness, contrast, gamma, saturation, and the colour of the light."""
    count, device = len(pictures), pictures.device
    grey = pictures.mean(dim=1, keepdim=True)
    out = grey + (pictures - grey) * draws(count, 1 - 0.7 * strength, 1 + 0.5 * strength, device)
    out = (out - 128) * draws(count, 1 - 0.3 * strength, 1 + 0.3 * strength, device) + 128
    out = out * (1 + 0.1 * strength * torch.randn(count, 3, 1, 1, device=device))
    out = out + draws(count, -25 * strength, 25 * strength, device)
    gamma = torch.exp(0.35 * strength * torch.randn(count, 1, 1, 1, device=device))
    return 255 * (out.clamp(0.5, 255) / 255) ** gamma


def night(pictures):
    """Dark, yellow or blue, noisy, with lights that overflow."""
    count, device = len(pictures), pictures.device
    light = draws(count, 0.12, 0.5, device)
    lamp = torch.tensor([0.75, 0.95, 1.1], device=device).view(1, 3, 1, 1) ** draws(count, -0.4, 1.0, device)
    bright = (pictures - 215).clamp(min=0) * draws(count, 1, 4, device)
    noise = torch.randn_like(pictures) * draws(count, 2, 14, device)
    return pictures * light * lamp + bright + noise


def rain(pictures):
    """Streaks, and the haze of wet air."""
    count, device = len(pictures), pictures.device
    high, wide = pictures.shape[2:]
    drops = (torch.rand(count, 1, high, wide, device=device) > 0.9975).to(pictures.dtype)
    length = 15
    kernel = torch.zeros(1, 1, length, length, device=device, dtype=pictures.dtype)
    lean = float(torch.rand(1)) * 0.6 - 0.3
    for row in range(length):
        kernel[0, 0, row, min(max(round(length / 2 + lean * (row - length / 2)), 0), length - 1)] = 1
    streaks = F.conv2d(drops, kernel, padding=length // 2).clamp(0, 1)
    haze = draws(count, 0.0, 0.45, device)
    return (pictures * (1 - haze) + 150 * haze) + streaks * draws(count, 20, 80, device)


def blurred(pictures):
    """Out of focus, or moved along a line; the same for one batch."""
    size = int(torch.randint(1, 4, (1,))) * 2 + 1
    kernel = torch.zeros(size, size, device=pictures.device, dtype=pictures.dtype)
    if torch.rand(1) < 0.5:
        angle = float(torch.rand(1)) * math.pi
        for step in range(-size, size + 1):
            place = step / 2
            x, y = round(size // 2 + place * math.cos(angle)), round(size // 2 + place * math.sin(angle))
            if 0 <= x < size and 0 <= y < size:
                kernel[y, x] = 1
    else:
        place = torch.arange(size, device=pictures.device, dtype=pictures.dtype) - size // 2
        line = torch.exp(-(place**2) / (2 * (size / 4) ** 2))
        kernel = line[:, None] * line[None, :]
    kernel = (kernel / kernel.sum()).expand(pictures.shape[1], 1, size, size)
    return F.conv2d(F.pad(pictures, (size // 2,) * 4, mode="replicate"), kernel, groups=pictures.shape[1])


def cosines(device, dtype):
    places = torch.arange(8, device=device, dtype=dtype)
    matrix = torch.cos((2 * places[None, :] + 1) * places[:, None] * math.pi / 16) * 0.5
    matrix[0] = math.sqrt(1 / 8)
    return matrix


def compressed(pictures):
    """Blocks of 8 × 8 whose frequencies are rounded, as JPEG and video codecs do; sides must be multiples of 8."""
    count, channels, high, wide = pictures.shape
    matrix = cosines(pictures.device, pictures.dtype)
    blocks = pictures.view(count, channels, high // 8, 8, wide // 8, 8)
    numbers = torch.einsum("ab,nchbwd,ed->nchawe", matrix, blocks, matrix)
    ramp = torch.arange(8, device=pictures.device, dtype=pictures.dtype)
    step = (8 + 5 * (ramp[:, None] + ramp[None, :])).view(1, 1, 1, 8, 1, 8)
    step = step * torch.exp(draws(count, -0.7, 1.5, pictures.device)).view(count, 1, 1, 1, 1, 1)
    numbers = torch.round(numbers / step) * step
    return torch.einsum("ba,nchbwd,de->nchawe", matrix, numbers, matrix).reshape(count, channels, high, wide)


def weathered(pictures, share=1.0):
    """Each of the above for a part of the batch; levels come back rounded, as a camera's are."""
    count, device = len(pictures), pictures.device
    out = torch.where(some(count, 0.8 * share, device), coloured(pictures), pictures)
    out = torch.where(some(count, 0.15 * share, device), blurred(out), out)
    out = torch.where(some(count, 0.1 * share, device), rain(out), out)
    out = torch.where(some(count, 0.12 * share, device), night(out), out)
    out = torch.where(some(count, 0.25 * share, device), compressed(out.clamp(0, 255)), out)
    out = out + torch.randn_like(out) * draws(count, 0, 4, device) * some(count, 0.3 * share, device)
    return out.clamp(0, 255)


def recoloured(pictures, turn):
    """The hue turned by an angle for each picture: a car may have any colour."""
    cos, sin = torch.cos(turn).view(-1, 1, 1), torch.sin(turn).view(-1, 1, 1)
    third, root = 1 / 3, math.sqrt(1 / 3)
    eye = torch.eye(3, device=pictures.device).unsqueeze(0)
    ones = torch.full((1, 3, 3), third, device=pictures.device)
    cross = (
        torch.tensor([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], device=pictures.device, dtype=torch.float32).unsqueeze(0)
        * root
    )
    matrix = eye * cos + ones * (1 - cos) + cross * sin
    return torch.einsum("nij,njhw->nihw", matrix.to(pictures.dtype), pictures).clamp(0, 255)


# Geometry of frames and their boxes


def inverted(matrices):
    """The inverse of 2 × 2 matrices, without waiting for the device as a library's would."""
    (a, b), (c, d) = matrices[:, 0].unbind(-1), matrices[:, 1].unbind(-1)
    return torch.stack([torch.stack([d, -b], -1), torch.stack([-c, a], -1)], 1) / (a * d - b * c)[:, None, None]


def affine(count, sizes, out_size, scale, angle, device, regions=None):
    """Maps pixels of the output to pixels of the frames: matrices `[count, 2, 3]`, and the inverse.

    `sizes` are the frames' widths and heights, `scale` how large they become (1: the frame just fills the output). The middle of
    the output shows a random place of the frame, such that as much of the output as can be is filled.
    """
    wide, high = out_size
    fill = torch.minimum(wide / sizes[:, 0], high / sizes[:, 1])
    factor = fill * torch.exp(torch.rand(count, device=device) * math.log(scale[1] / scale[0]) + math.log(scale[0]))
    stretch = torch.exp((torch.rand(count, device=device) - 0.5) * 0.3)
    turn = (torch.rand(count, device=device) * 2 - 1) * angle
    mirror = torch.where(torch.rand(count, device=device) < 0.5, -1.0, 1.0)
    fx, fy = factor * stretch.sqrt() * mirror, factor / stretch.sqrt()
    cos, sin = torch.cos(turn), torch.sin(turn)
    forward = torch.stack([torch.stack([fx * cos, -fy * sin], 1), torch.stack([fx * sin, fy * cos], 1)], 1)
    target = regions if regions is not None else torch.tensor([0.0, 0.0, wide, high], device=device).expand(count, 4)
    middle = (target[:, :2] + target[:, 2:]) / 2
    room = sizes - torch.stack([target[:, 2] - target[:, 0], target[:, 3] - target[:, 1]], 1) / torch.stack(
        [fx.abs(), fy], 1
    )
    place = sizes / 2 + (torch.rand(count, 2, device=device) - 0.5) * (room.abs() + 0.1 * sizes)
    shift = middle - torch.einsum("nij,nj->ni", forward, place)
    back = inverted(forward)
    inverse = torch.cat([back, -torch.einsum("nij,nj->ni", back, shift)[:, :, None]], 2)
    return inverse, torch.cat([forward, shift[:, :, None]], 2)


def places(inverse, out_size, device):
    """Where each pixel of the output lies in its frame: `[count, high, wide, 2]` in pixels."""
    wide, high = out_size
    y, x = torch.meshgrid(
        torch.arange(high, device=device) + 0.5, torch.arange(wide, device=device) + 0.5, indexing="ij"
    )
    base = torch.stack([x, y, torch.ones_like(x)], -1)
    return torch.einsum("nij,hwj->nhwi", inverse, base)


def sampled(canvas, where, mode="bilinear"):
    """Pixels of canvases at places in pixels."""
    high, wide = canvas.shape[2:]
    grid = torch.stack([where[..., 0] * 2 / wide - 1, where[..., 1] * 2 / high - 1], -1)
    return F.grid_sample(canvas, grid.to(canvas.dtype), mode=mode, padding_mode="zeros", align_corners=False)


def moved(boxes, forward):
    """Boxes (left, top, right, bottom) `[count, n, 4]` after an affine map: the box around their corners, a little less when
    turned, as objects do not fill their corners."""
    left, top, right, bottom = boxes.unbind(-1)
    corners = torch.stack(
        [
            torch.stack([left, top], -1),
            torch.stack([right, top], -1),
            torch.stack([left, bottom], -1),
            torch.stack([right, bottom], -1),
        ],
        2,
    )
    corners = torch.einsum("nij,nkcj->nkci", forward[:, :, :2], corners) + forward[:, None, None, :, 2]
    low, high = corners.amin(2), corners.amax(2)
    size = torch.stack([(right - left), (bottom - top)], -1)
    plain = torch.einsum("nij,nkj->nki", forward[:, :, :2].abs() * torch.eye(2, device=boxes.device), size)
    middle, size = (low + high) / 2, 0.5 * (high - low) + 0.5 * plain
    return torch.cat([middle - size / 2, middle + size / 2], -1)
