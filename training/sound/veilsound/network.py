"""The network: four convolutions over the picture of a second, pooled, and one fully connected layer."""

import numpy as np
import torch
from torch import nn

CLASSES = ["crash", "skid", "normal"]


class SoundNet(nn.Module):
    def __init__(self, rows, mean=None, deviation=None, width=24):
        super().__init__()
        self.register_buffer("mean", torch.as_tensor(mean if mean is not None else np.zeros(rows)).float().view(1, 1, rows, 1))
        self.register_buffer(
            "deviation", torch.as_tensor(deviation if deviation is not None else np.ones(rows)).float().view(1, 1, rows, 1))
        layers, before = [], 1
        steps = [(width, 5, (2, 2)), (width * 4 // 3, 3, (2, 2)), (width * 2, 3, (2, 2)), (width * 8 // 3, 3, (1, 2))]
        for after, size, stride in steps:
            layers += [nn.Conv2d(before, after, size, stride, size // 2, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
            before = after
        # What the first part has learnt from mixtures stays as it is; only the rest hears recordings, of which there are few.
        self.ear = nn.Sequential(*layers[:-3])
        self.body = nn.Sequential(*layers[-3:])
        self.drop = nn.Dropout(0.3)
        self.head = nn.Linear(2 * before, len(CLASSES))

    def heard(self, features):
        return self.ear((features - self.mean) / self.deviation)

    def judged(self, maps):
        maps = self.body(maps)
        return self.head(self.drop(torch.cat([maps.mean(dim=(2, 3)), maps.amax(dim=(2, 3))], dim=1)))

    def forward(self, features):
        return self.judged(self.heard(features))


def masked(features, generator):
    """Hides a band of rows and a span of frames in each picture."""
    count, _, rows, frames = features.shape
    out = features.clone()
    floor = features.amin(dim=(2, 3))
    for index in range(count):
        height = int(torch.randint(0, rows // 6 + 1, (1,), generator=generator))
        top = int(torch.randint(0, rows - height + 1, (1,), generator=generator))
        width = int(torch.randint(0, frames // 10 + 1, (1,), generator=generator))
        left = int(torch.randint(0, frames - width + 1, (1,), generator=generator))
        out[index, :, top:top + height] = floor[index]
        out[index, :, :, left:left + width] = floor[index]
    return out


def heard(model, features, batch=256):
    """What the first part of the network makes of features, as 16-bit floats, to train the rest on."""
    model.eval()
    with torch.no_grad():
        return np.concatenate([
            model.heard(torch.from_numpy(features[start:start + batch].astype(np.float32))[:, None]).numpy().astype(np.float16)
            for start in range(0, len(features), batch)])


def fit(model, inputs, labels, weights, epochs, rate, seed, batch=64, whole=True, report=None):
    """Trains on features in memory, or, if not `whole`, the network's last part on what `heard` returned.

    The same seed gives the same network on the same machine.
    """
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    parts = [model] if whole else [model.body, model.head]
    optimiser = torch.optim.AdamW([p for part in parts for p in part.parameters()], lr=rate, weight_decay=1e-3)
    steps = max(1, len(inputs) // batch) * epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=0.2)
    loss_of = nn.CrossEntropyLoss(reduction="none", label_smoothing=0.05)
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(inputs), generator=generator)
        total = 0.0
        for start in range(0, len(order) - batch + 1, batch):
            chosen = order[start:start + batch]
            numbers = torch.from_numpy(inputs[chosen.numpy()].astype(np.float32))
            outputs = model(masked(numbers[:, None], generator)) if whole else model.judged(numbers)
            losses = loss_of(outputs, torch.from_numpy(labels[chosen.numpy()]))
            weighted = torch.from_numpy(weights[chosen.numpy()])
            loss = (losses * weighted).sum() / weighted.sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss) * batch
        if report:
            report(epoch, total / len(order))
    model.eval()
    return model


def logits(model, features, batch=256):
    model.eval()
    with torch.no_grad():
        parts = [
            model(torch.from_numpy(features[start:start + batch].astype(np.float32))[:, None]).numpy()
            for start in range(0, len(features), batch)]
    return np.concatenate(parts) if parts else np.zeros((0, len(CLASSES)), np.float32)


def crash_margin(outputs):
    """The logit of `crash` against all other classes together, as the program computes it."""
    others = outputs[:, 1:]
    largest = others.max(axis=1)
    return outputs[:, 0] - (largest + np.log(np.exp(others - largest[:, None]).sum(axis=1)))
