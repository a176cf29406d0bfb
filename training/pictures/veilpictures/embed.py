"""Training of the small network that describes a picture as its teacher does."""

import numpy as np
import torch
from torch.nn import functional as F

from .checkpoint import Average, Checkpoint, Clock, rate_at, seeded
from .networks import Backbone
from .pack import Pack
from .variants import variant


def pictures_of(data, limit=None, held_out=False):
    """Variants as bytes `[n, 3, 224, 224]` (RGB) and the teacher's levels `[n, 1024]`."""
    pack, known = Pack.read(f"{data}/frames"), np.load(f"{data}/embeddings.npz")["embeddings"]
    chosen = [index for index, facts in enumerate(pack.facts) if facts["heldOut"] == held_out][:limit]
    out, targets = [], []
    for index in chosen:
        picture = pack.picture(index)
        # A thinned pack keeps the number each frame had when the teacher saw it.
        for number in range(known.shape[1]):
            out.append(variant(picture, pack.facts[index].get("index", index), number))
            targets.append(known[index, number])
    return torch.from_numpy(np.stack(out)).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(np.stack(targets))


def distance(said, wanted):
    """How far a description is from the teacher's: roots of levels, since few features are strong in a picture, and direction."""
    roots = F.mse_loss((said.clamp(min=0) + 1).sqrt(), (wanted + 1).sqrt())
    return roots, 1 - F.cosine_similarity(said, wanted, dim=1).mean()


def train(options, device, report):
    seeded(options.seed)
    pictures, targets = pictures_of(options.data, options.limit)
    pictures, targets = pictures.to(device), targets.to(device)
    network = Backbone(**(dict(expand=1, plan=[(16, 1, 2), (16, 1, 2)]) if options.size == "tiny" else {}))
    network = network.to(device).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate or 2e-3, weight_decay=0.02)
    average = Average(network, 0.999)
    checkpoint = Checkpoint(options.checkpoint, network=network, optimiser=optimiser, average=average)
    facts = checkpoint.load() if options.resume else None
    facts = facts or {
        "job": options.job,
        "seed": options.seed,
        "steps": 0,
        "seconds": 0.0,
        "history": [],
        "pictures": len(pictures),
    }
    clock, step, saved, spent = Clock(options.minutes, options.steps), 0, 0.0, facts["seconds"]
    report(f"{len(pictures)} pictures, after {clock.elapsed():.0f} s")
    while not clock.is_over(step):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(
                clock.share(step), options.rate or 2e-3, warm=0.0 if facts["steps"] and not step else 0.03
            )
        with torch.no_grad():
            chosen = torch.randint(len(pictures), (options.batch,), device=device)
            seen, wanted = pictures[chosen].float(), targets[chosen].float()
            mirror = torch.rand(options.batch, 1, 1, 1, device=device) < 0.5
            seen = torch.where(mirror, seen.flip(3), seen)
            # Small shifts and noise, which do not change what the teacher would say by much.
            shift = torch.randint(-6, 7, (2,)).tolist()
            seen = torch.roll(seen, shift, (2, 3)) + 3 * torch.randn_like(seen)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            said = network(seen.contiguous(memory_format=torch.channels_last))
        roots, direction = distance(said.float(), wanted)
        loss = roots + 5 * direction
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        average.update()
        step += 1
        facts["steps"] += 1
        if step % options.every == 0:
            facts["history"].append([facts["steps"], float(roots.detach()), float(direction.detach())])
            report(
                f"step {facts['steps']} roots {float(roots.detach()):.4f} "
                f"direction {float(direction.detach()):.4f} {clock.elapsed():.0f} s"
            )
        if clock.elapsed() - saved > options.save_seconds:
            saved, facts["seconds"] = clock.elapsed(), spent + clock.elapsed()
            checkpoint.save(facts)
    facts["seconds"] = spent + clock.elapsed()
    checkpoint.save(facts)
    return facts
