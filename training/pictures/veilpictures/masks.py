"""Training of the UNets that say which pixels of a single-instance picture are the instance."""

import torch

from . import augment
from .checkpoint import Average, Checkpoint, Clock, rate_at, seeded
from .instances import Instances
from .networks import UNet


def train(options, device, report):
    """The paper's loss (L1) and optimiser (Adam 2e-4, 0.9, 0.999); a missed pixel may count more than a wrong one."""
    seeded(options.seed)
    category = options.job.split("-")[1]
    data = Instances(
        f"{options.data}/instances",
        category,
        device,
        options.variants,
        sizes=(256,),
        limit=options.limit,
        seed=options.seed,
    )
    network = UNet(4 if options.size == "tiny" else 8).to(device).to(memory_format=torch.channels_last)
    # The paper's rate is for batches of 4; larger ones go with its root.
    rate = options.rate or 2e-4 * (options.batch / 4) ** 0.5
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.9, 0.999))
    average = Average(network, 0.998)
    checkpoint = Checkpoint(options.checkpoint, network=network, optimiser=optimiser, average=average)
    facts = checkpoint.load() if options.resume else None
    facts = facts or {
        "job": options.job,
        "seed": options.seed,
        "steps": 0,
        "seconds": 0.0,
        "history": [],
        "instances": len(data.facts),
    }
    clock, step, saved, spent = Clock(options.minutes, options.steps), 0, 0.0, facts["seconds"]
    # Crops of many pixels teach outlines better than enlarged ones of a few.
    chances = data.weights * (data.heights / 80).clamp(0.3, 1.5)
    report(f"{len(data.facts)} instances, {len(data)} pictures, after {clock.elapsed():.0f} s")
    while not clock.is_over(step):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(clock.share(step), rate, warm=0.0 if facts["steps"] and not step else 0.02)
        with torch.no_grad():
            chosen = torch.multinomial(chances, options.batch, replacement=True)
            pictures, masks = data.pictures[256][chosen].float(), data.masks[256][chosen].float()
            frame = data.frame(chosen, 256)
            mirror = torch.rand(options.batch, 1, 1, 1, device=device) < 0.5
            pictures, masks, frame = (torch.where(mirror, maps.flip(3), maps) for maps in (pictures, masks, frame))
            pictures = augment.weathered(pictures) * frame
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            confidence = network(pictures.contiguous(memory_format=torch.channels_last))
        off = (confidence.float() - masks).abs()
        loss = (off * (1 + (options.miss_weight - 1) * masks)).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        average.update()
        step += 1
        facts["steps"] += 1
        if step % options.every == 0:
            facts["history"].append([facts["steps"], float(loss.detach())])
            report(f"step {facts['steps']} loss {float(loss.detach()):.4f} {clock.elapsed():.0f} s")
        if clock.elapsed() - saved > options.save_seconds:
            saved, facts["seconds"] = clock.elapsed(), spent + clock.elapsed()
            checkpoint.save(facts)
    facts["seconds"] = spent + clock.elapsed()
    checkpoint.save(facts)
    return facts
