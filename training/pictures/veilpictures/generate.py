"""Training of the generators: instances of nobody, given an outline, edges and random numbers."""

import torch
from torch.nn import functional as F

from . import augment
from .checkpoint import Average, Checkpoint, Clock, seeded
from .instances import Instances
from .networks import GENERATORS, Generator, Judges

LOOKS = 7
"""How many of the latents stand for the look: mean colours of the upper and the lower half, and contrast. The rest is noise."""


def looks_of(pictures, masks):
    """`[n, 7]`: mean RGB of the upper and of the lower half of an instance, and the deviation of its brightness; levels 0 to 1."""
    levels, count = pictures / 255, masks.sum(dim=(2, 3)).clamp(min=1)
    rows = (masks.sum(dim=(2, 3), keepdim=True) / 2) >= masks.sum(dim=3, keepdim=True).cumsum(2)
    upper = masks * rows
    lower = masks - upper
    colours = [(levels * part).sum(dim=(2, 3)) / part.sum(dim=(2, 3)).clamp(min=1) for part in (upper, lower)]
    grey = levels.mean(dim=1, keepdim=True)
    mean = (grey * masks).sum(dim=(2, 3)) / count
    spread = (((grey - mean[:, :, None, None]) ** 2 * masks).sum(dim=(2, 3)) / count + 1e-6).sqrt()
    return torch.cat([*colours, spread], 1)


class Looks:
    """Makes looks independent numbers of mean 0 and deviation 1, so that whoever generates only needs a normal distribution."""

    def __init__(self, samples=None):
        self.mean, self.whiten = torch.zeros(LOOKS), torch.eye(LOOKS)
        if samples is not None:
            samples = samples.double().cpu()
            self.mean = samples.mean(0).float()
            covariance = torch.cov(samples.T) + 1e-5 * torch.eye(LOOKS, dtype=torch.float64)
            self.whiten = torch.linalg.inv(torch.linalg.cholesky(covariance)).T.float()

    def state_dict(self):
        return {"mean": self.mean, "whiten": self.whiten}

    def load_state_dict(self, state):
        self.mean, self.whiten = state["mean"], state["whiten"]

    def latents(self, pictures, masks, noise=0.1):
        """The looks of real pictures as latents, a little blurred, with pure noise behind them."""
        device = pictures.device
        values = (looks_of(pictures, masks) - self.mean.to(device)) @ self.whiten.to(device)
        values = values + noise * torch.randn_like(values)
        return torch.cat([values.clamp(-3.5, 3.5), torch.randn(len(values), 1, device=device)], 1)


def grown(masks, pixels):
    """Masks dilated by a square of so many pixels on each side."""
    return F.max_pool2d(masks, 2 * pixels + 1, 1, pixels) if pixels else masks


class Batches:
    """Real instances with random colours, and what the generator is told of them."""

    def __init__(self, data, category):
        self.data, self.turn = data, 3.14 if category == "vehicle" else 0.5
        self.chances = data.weights * (data.heights / 90).clamp(0.08, 1.6) ** 1.3

    @torch.no_grad()
    def take(self, count, size):
        """Pictures outside of whose mask all is zero, and conditions `[n, 2, size, size]`."""
        data = self.data
        device = data.device
        chosen = torch.multinomial(self.chances, count, replacement=True)
        pictures, masks = data.pictures[size][chosen].float(), data.masks[size][chosen].float()
        # Mostly edges after the filter that is recommended.
        filter = (torch.rand(count, 1, device=device) < 0.25).long()
        edges = data.edges[size][chosen].gather(1, filter[:, :, None, None].expand(-1, 1, size, size)).float()
        mirror = torch.rand(count, 1, 1, 1, device=device) < 0.5
        pictures, masks, edges = (torch.where(mirror, maps.flip(3), maps) for maps in (pictures, masks, edges))
        # A mask of the program is dilated, so the generator must know how to fill a little more than the instance.
        masks = grown(masks, int(torch.randint(0, 1 + size // 64, (1,)))) * (pictures.sum(1, keepdim=True) > 0)
        angle = (torch.rand(count, device=device) * 2 - 1) * self.turn
        turned = augment.recoloured(pictures, angle)
        pictures = torch.where(torch.rand(count, 1, 1, 1, device=device) < 0.6, turned, pictures)
        light = torch.exp(0.15 * torch.randn(count, 1, 1, 1, device=device))
        pictures = (pictures * light).clamp(0, 255) * masks
        return pictures, masks, torch.cat([masks, edges * masks], 1)


def train(options, device, report):
    seeded(options.seed)
    category = options.job.split("-")[1]
    data = Instances(
        f"{options.data}/instances", category, device, options.variants, limit=options.limit, seed=options.seed + 1
    )
    batches = Batches(data, category)
    network = Generator(**GENERATORS[options.size or "compact"]).to(device).to(memory_format=torch.channels_last)
    judges = Judges(width=8 if options.size == "tiny" else 48).to(device).to(memory_format=torch.channels_last)
    rate = options.rate or 2e-4
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.5, 0.999))
    other = torch.optim.Adam(judges.parameters(), lr=rate, betas=(0.5, 0.999))
    average, looks = Average(network, 0.999), Looks()
    checkpoint = Checkpoint(
        options.checkpoint,
        network=network,
        judges=judges,
        optimiser=optimiser,
        other=other,
        average=average,
        looks=looks,
    )
    facts = checkpoint.load() if options.resume else None
    if not facts:
        samples = [looks_of(*batches.take(64, 128)[:2]) for _ in range(4 if options.limit else 40)]
        looks.load_state_dict(Looks(torch.cat(samples)).state_dict())
    facts = facts or {
        "job": options.job,
        "seed": options.seed,
        "steps": 0,
        "seconds": 0.0,
        "history": [],
        "instances": len(data.facts),
        "config": options.size or "compact",
    }
    clock, step, saved, spent = Clock(options.minutes, options.steps), 0, 0.0, facts["seconds"]
    report(f"{len(data.facts)} instances, {len(data)} pictures, after {clock.elapsed():.0f} s")
    cast = dict(device_type=device.type, dtype=torch.bfloat16, enabled=device.type == "cuda")
    while not clock.is_over(step):
        share = clock.share(step)
        for group in (*optimiser.param_groups, *other.param_groups):
            group["lr"] = rate * min(1.0, 2.2 * (1 - share) + 0.02)
        # Small pictures teach more in the same time; the largest size is seen often enough not to be forgotten.
        size = (128, 128, 256)[facts["steps"] % 3]
        count = options.batch if size == 128 else max(2, options.batch // 3)
        pictures, masks, condition = batches.take(count, size)
        latents = looks.latents(pictures, masks)
        real = torch.cat([condition, pictures / 127.5 - 1], 1).contiguous(memory_format=torch.channels_last)
        with torch.autocast(**cast):
            made = network(condition.contiguous(memory_format=torch.channels_last), latents)
            made = made * masks
            fake = torch.cat([condition, made.float() / 127.5 - 1], 1)
            judged, known = judges(fake.detach()), judges(real)
        other_loss = sum(
            ((seen[-1].float()) ** 2).mean() + ((sure[-1].float() - 1) ** 2).mean() for seen, sure in zip(judged, known)
        )
        other.zero_grad(set_to_none=True)
        other_loss.backward()
        other.step()
        for parameter in judges.parameters():
            parameter.requires_grad_(False)
        with torch.autocast(**cast):
            judged = judges(fake)
            with torch.no_grad():
                known = judges(real)
        deceived = sum(((seen[-1].float() - 1) ** 2).mean() for seen in judged)
        alike = sum(
            F.l1_loss(a.float(), b.float()) for seen, sure in zip(judged, known) for a, b in zip(seen[:-1], sure[:-1])
        ) / len(judged)
        coloured = F.smooth_l1_loss(looks_of(made.float(), masks), looks_of(pictures, masks), beta=0.05)
        loss = deceived + 10.0 * alike / 4 + 10.0 * coloured
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        for parameter in judges.parameters():
            parameter.requires_grad_(True)
        average.update()
        step += 1
        facts["steps"] += 1
        if step % options.every == 0:
            facts["history"].append(
                [
                    facts["steps"],
                    float(other_loss.detach()),
                    float(deceived.detach()),
                    float(alike.detach()),
                    float(coloured.detach()),
                ]
            )
            report(
                f"step {facts['steps']} judges {float(other_loss.detach()):.3f} "
                f"deceived {float(deceived.detach()):.3f} alike {float(alike.detach()):.3f} "
                f"colour {float(coloured.detach()):.4f} {clock.elapsed():.0f} s"
            )
        if clock.elapsed() - saved > options.save_seconds:
            saved, facts["seconds"] = clock.elapsed(), spent + clock.elapsed()
            checkpoint.save(facts)
    facts["seconds"] = spent + clock.elapsed()
    checkpoint.save(facts)
    return facts
