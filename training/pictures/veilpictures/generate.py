"""Training of the generators: instances of nobody, given an outline, edges and random numbers."""

import torch
from torch.nn import functional as F

from . import augment
from .checkpoint import Average, Checkpoint, Clock, seeded
from .exported import named, weights_of
from .instances import Instances
from .networks import GENERATORS, Generator, Judges, fold
from .pack import Pack
from .watch import Watch

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

    def meant_by(self, latents):
        """The looks that latents stand for: the way back, but for what is out of range."""
        whiten = self.whiten.double().cpu()
        looks = latents[:, :LOOKS].double().cpu() @ torch.linalg.inv(whiten) + self.mean.double().cpu()
        return looks.clamp(0, 1).float().to(latents.device)


def drawn(count, device):
    """Latents as the program draws them: deviation 0.8, limited to -1 to 1."""
    return (0.8 * torch.randn(count, LOOKS + 1, device=device)).clamp(-1, 1)


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
        return self.take_whole(count, size)[:3]

    @torch.no_grad()
    def take_whole(self, count, size):
        """The same, then the pictures with what is around them, and where the squares are no padding: a map and a rectangle."""
        data = self.data
        device = data.device
        chosen = torch.multinomial(self.chances, count, replacement=True)
        pictures, masks = data.pictures[size][chosen].float(), data.masks[size][chosen].float()
        # Mostly edges after the filter that is recommended.
        filter = (torch.rand(count, 1, device=device) < 0.25).long()
        edges = data.edges[size][chosen].gather(1, filter[:, :, None, None].expand(-1, 1, size, size)).float()
        frame, inside = data.frame(chosen, size), data.inside[chosen]
        mirror = torch.rand(count, 1, 1, 1, device=device) < 0.5
        pictures, masks, edges, frame = (
            torch.where(mirror, maps.flip(3), maps) for maps in (pictures, masks, edges, frame)
        )
        flipped = torch.stack([1 - inside[:, 2], inside[:, 1], 1 - inside[:, 0], inside[:, 3]], 1)
        inside = torch.where(mirror[:, :, 0, 0], flipped, inside)
        around = pictures
        # A mask of the program is dilated, so the generator must know how to fill a little more than the instance.
        masks = grown(masks, int(torch.randint(0, 1 + size // 64, (1,)))) * (pictures.sum(1, keepdim=True) > 0)
        angle = (torch.rand(count, device=device) * 2 - 1) * self.turn
        turned = augment.recoloured(pictures, angle)
        pictures = torch.where(torch.rand(count, 1, 1, 1, device=device) < 0.6, turned, pictures)
        light = torch.exp(0.15 * torch.randn(count, 1, 1, 1, device=device))
        pictures = (pictures * light).clamp(0, 255) * masks
        whole = pictures + around * (1 - masks)
        return pictures, masks, torch.cat([masks, edges * masks], 1), whole, frame, inside


def train(options, device, report):
    seeded(options.seed)
    category = options.job.split("-")[1]
    data = Instances(
        f"{options.data}/instances", category, device, options.variants, limit=options.limit, seed=options.seed + 1
    )
    batches = Batches(data, category)
    network = Generator(**GENERATORS[options.size or "compact"])
    if options.start:
        network = fold(network.eval())
        network.load_state_dict(weights_of(options.start))
    network = network.to(device).to(memory_format=torch.channels_last)
    judges = Judges(width=8 if options.size == "tiny" else options.judge_width).to(device).to(memory_format=torch.channels_last)
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
        "folded": bool(options.start),
    }
    if options.start:
        facts["started from"] = named(options.start)
    clock, step, saved, spent = Clock(options.minutes, options.steps), 0, 0.0, facts["seconds"]
    report(f"{len(data.facts)} instances, {len(data)} pictures, after {clock.elapsed():.0f} s")
    watch = Watch(options.watch, Pack.read(f"{options.data}/frames"), category, device) if options.watch else None
    if watch:
        facts["watched"] = facts.get("watched", 0)
    cast = dict(device_type=device.type, dtype=torch.bfloat16, enabled=device.type == "cuda" or options.half)
    # Judges that know nothing yet would lead a generator astray that has learnt already.
    alone = options.judge_steps if options.start and facts["steps"] == 0 else 0
    while not clock.is_over(step):
        share = clock.share(step)
        for group in (*optimiser.param_groups, *other.param_groups):
            group["lr"] = rate * min(1.0, 2.2 * (1 - share) + 0.02)
        # Small pictures teach more in the same time; the largest size is seen often enough not to be forgotten.
        size = options.sizes[facts["steps"] % len(options.sizes)]
        count = options.batch if size == 128 else max(2, options.batch // 3)
        pictures, masks, condition, whole, frame, inside = batches.take_whole(count, size)
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
        if step < alone:
            step += 1
            continue
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
        loss, watched = deceived + 10.0 * alike / 4 + 10.0 * coloured, ""
        if watch:
            shown = slice(0, min(watch.shown, count))
            with torch.autocast(**cast):
                chance = drawn(shown.stop, device)
                anew = network(condition[shown].contiguous(memory_format=torch.channels_last), chance)
                invented = anew.float() * masks[shown] + whole[shown] * (1 - masks[shown])
                seen, sure, real_sure = watch.loss(invented, whole[shown], frame[shown], inside[shown])
            # Without this everybody would soon wear what the watcher likes best.
            various = F.smooth_l1_loss(looks_of(anew.float(), masks[shown]), looks.meant_by(chance), beta=0.05)
            loss = loss + options.watch_weight * seen + 10.0 * various
            facts["watched"] += 1
            watched = f"seen {float(seen.detach()):.3f} sure {sure:.2f} real {real_sure:.2f} "
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
                f"colour {float(coloured.detach()):.4f} {watched}{clock.elapsed():.0f} s"
            )
        if clock.elapsed() - saved > options.save_seconds:
            saved, facts["seconds"] = clock.elapsed(), spent + clock.elapsed()
            checkpoint.save(facts)
    facts["seconds"] = spent + clock.elapsed()
    checkpoint.save(facts)
    return facts
