"""Training of the detectors."""

import math

import torch
from torch.nn import functional as F

from . import augment, frames
from .checkpoint import Average, Checkpoint, Clock, rate_at, seeded
from .networks import DETECTORS, Detector


def cells_of(size, device):
    """Centres and strides of all cells: `[cells, 2]`, `[cells]`, and the cells' corners in cells."""
    wide, high = size
    centres, strides, corners = [], [], []
    for stride in Detector.STRIDES:
        y, x = torch.meshgrid(
            torch.arange(high // stride, device=device), torch.arange(wide // stride, device=device), indexing="ij"
        )
        place = torch.stack([x, y], -1).reshape(-1, 2).float()
        corners.append(place)
        centres.append((place + 0.5) * stride)
        strides.append(torch.full((len(place),), float(stride), device=device))
    return torch.cat(centres), torch.cat(strides), torch.cat(corners)


def decoded(numbers, strides, corners):
    """Left, top, right, bottom in pixels from YOLOX's layout."""
    middle = (numbers[..., :2] + corners) * strides[:, None]
    size = torch.exp(numbers[..., 2:].clamp(max=6)) * strides[:, None]
    return torch.cat([middle - size / 2, middle + size / 2], -1)


def iou(boxes, others, generous=False):
    """Intersection over union, or (generous) its form that also falls with distance: CIoU without its aspect term."""
    low, top = torch.maximum(boxes[..., :2], others[..., :2]), torch.minimum(boxes[..., 2:], others[..., 2:])
    shared = (top - low).clamp(min=0).prod(-1)
    value = shared / (frames.area(boxes) + frames.area(others) - shared).clamp(min=1e-6)
    if not generous:
        return value
    hull = torch.maximum(boxes[..., 2:], others[..., 2:]) - torch.minimum(boxes[..., :2], others[..., :2])
    apart = ((boxes[..., :2] + boxes[..., 2:] - others[..., :2] - others[..., 2:]) ** 2).sum(-1) / 4
    size, other = boxes[..., 2:] - boxes[..., :2], others[..., 2:] - others[..., :2]
    turn = (
        torch.atan(size[..., 0] / size[..., 1].clamp(min=1e-3))
        - torch.atan(other[..., 0] / other[..., 1].clamp(min=1e-3))
    ) ** 2
    turn = turn * 4 / math.pi**2
    weight = (turn / (1 - value + turn + 1e-6)).detach()
    return value - apart / (hull**2).sum(-1).clamp(min=1e-6) - weight * turn


@torch.no_grad()
def assigned(scores, boxes, truths, kinds, centres, strides, most=10):
    """Which cell answers for which object (task-aligned: Feng et al. 2021, arXiv:2108.07755).

    A cell may answer for an object if its centre lies in the object's box, or near the middle of one too small to hold any.
    Of these the best by score × overlap^6 are taken. Returns the object's number for each cell (-1: none), the target score,
    and which cells are to learn nothing.
    """
    count, cells, _ = scores.shape
    real = kinds >= 0
    x, y = centres[None, :, None, 0], centres[None, :, None, 1]
    left, top, right, bottom = truths[:, None].unbind(-1)
    inside = (x > left) & (x < right) & (y > top) & (y < bottom)
    near = ((x - (left + right) / 2).abs() < strides[None, :, None]) & (
        (y - (top + bottom) / 2).abs() < strides[None, :, None]
    )
    small = ((right - left) < 12) | ((bottom - top) < 12)
    possible = (inside | (near & small)) & real[:, None]
    overlap = iou(boxes[:, :, None], truths[:, None])
    own = scores.gather(2, kinds.clamp(min=0)[:, None].expand(-1, cells, -1))
    fitness = (own.clamp(min=1e-4) ** 0.5) * overlap.clamp(min=1e-3) ** 6 * possible
    best, which = fitness.topk(min(most, cells), dim=1)
    chosen = torch.zeros_like(fitness, dtype=torch.bool).scatter_(1, which, best > 0)
    value, number = (fitness * chosen).max(dim=2)
    number = torch.where(value > 0, number, torch.full_like(number, -1))
    peak = (fitness * chosen).amax(dim=1, keepdim=True)
    reach = (overlap * chosen).amax(dim=1, keepdim=True)
    target = (fitness * chosen) / peak.clamp(min=1e-12) * reach
    target = target.gather(2, number.clamp(min=0)[:, :, None])[:, :, 0] * (number >= 0)
    ignored = (inside & (kinds == -1)[:, None]).any(2) & (number < 0)
    return number, target, ignored


def loss_of(logits, numbers, truths, kinds, size):
    centres, strides, corners = cells_of(size, logits.device)
    logits, numbers = logits.float(), numbers.float()
    boxes = decoded(numbers, strides, corners)
    number, target, ignored = assigned(logits.sigmoid(), boxes.detach(), truths, kinds, centres, strides)
    found = number >= 0
    place = number.clamp(min=0)
    wanted = torch.zeros_like(logits)
    wanted.scatter_(2, kinds.gather(1, place).clamp(min=0)[:, :, None], (target * found)[:, :, None])
    scores = logits.sigmoid()
    # Easy background counts little, objects by how well they are to be met (varifocal).
    weight = torch.where(wanted > 0, wanted, 0.75 * scores.detach() ** 2) * (~ignored)[:, :, None]
    total = target.sum().clamp(min=1)
    kind_loss = (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight).sum() / total
    chosen = truths.gather(1, place[:, :, None].expand(-1, -1, 4))
    box_loss = ((1 - iou(boxes, chosen, generous=True)) * target * found).sum() / total
    return kind_loss, box_loss


def train(options, device, report):
    """`objects`: person, vehicle, cycle. `parts`: face and plate."""
    seeded(options.seed)
    parts = options.job == "parts"
    data = frames.Frames(
        f"{options.data}/frames",
        device,
        *(("parts", "unknownParts") if parts else ("boxes", "unknown")),
        wanted=(lambda f: f["group"] != "accident" and (f["group"] != "camvid-train")) if parts else None,
        limit=options.limit,
    )
    if parts:
        stickers = frames.plate_stickers(device, 40 if options.limit else 400)
    else:
        stickers = frames.instance_stickers(f"{options.data}/instances", device, limit=options.limit)
    shares = {
        "camvid-train": 0.8,
        "accident": 0.3,
        "kitti": 3.0,
        "coco": 2.5,
        "cityscapes": 4.0,
        "plates": 1.5,
        "films": 1.0,
    }
    if parts:
        shares |= {"plates": 6.0, "coco": 2.0, "films": 1.5}
    weights = torch.tensor([shares.get(group, 1.0) for group in data.groups], device=device)
    network = Detector(**DETECTORS[options.size or options.job]).to(device).to(memory_format=torch.channels_last)
    decays, plain = [], []
    for parameter in network.parameters():
        (decays if parameter.dim() > 1 else plain).append(parameter)
    optimiser = torch.optim.AdamW(
        [{"params": decays, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=options.rate or 2e-3
    )
    average = Average(network, 0.9995)
    checkpoint = Checkpoint(options.checkpoint, network=network, optimiser=optimiser, average=average)
    facts = checkpoint.load() if options.resume else None
    facts = facts or {
        "job": options.job,
        "seed": options.seed,
        "steps": 0,
        "seconds": 0.0,
        "history": [],
        "config": options.size or options.job,
    }
    clock, step, saved, spent, total = Clock(options.minutes, options.steps), 0, 0.0, facts["seconds"], [0.0, 0.0]
    size = options.resolution or (640, 384)
    highest = options.rate or 2e-3
    report(f"{len(data)} frames, {len(stickers.kinds) if stickers else 0} stickers, after {clock.elapsed():.0f} s")
    while not clock.is_over(step):
        share = clock.share(step)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(share, highest, warm=0.0 if facts["steps"] and not step else 0.03)
        late = options.calm or share > 0.85
        with torch.no_grad():
            pictures, boxes, kinds = data.batch(options.batch, size, weights, mosaic=0.0 if late else 0.5)
            if stickers:
                wide = (14, 110) if parts else (20, 240)
                pictures, boxes, kinds = stickers.paste(pictures, boxes, kinds, 2, 0.2 if late else 0.45, wide)
            boxes, kinds = frames.tight(boxes, kinds)
            pictures = augment.weathered(pictures, 0.5 if late else 1.0)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            logits, numbers = network(pictures.contiguous(memory_format=torch.channels_last))
        kind_loss, box_loss = loss_of(logits, numbers, boxes, kinds, size)
        optimiser.zero_grad(set_to_none=True)
        (kind_loss + 2.0 * box_loss).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 10.0)
        optimiser.step()
        average.update()
        step += 1
        facts["steps"] += 1
        if step % options.every == 0:
            total = [float(kind_loss.detach()), float(box_loss.detach())]
            facts["history"].append([facts["steps"], *total])
            report(f"step {facts['steps']} class {total[0]:.3f} box {total[1]:.3f} {clock.elapsed():.0f} s")
        if clock.elapsed() - saved > options.save_seconds:
            saved, facts["seconds"] = clock.elapsed(), spent + clock.elapsed()
            checkpoint.save(facts)
    facts["seconds"] = spent + clock.elapsed()
    checkpoint.save(facts)
    return facts
