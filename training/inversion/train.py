"""Trains an inversion network on pairs of `veilcam evaluate inversion --export` and inverts the test pictures."""

import argparse
import json
import pathlib
import sys

import numpy
import torch
from PIL import Image

from network import Inversion


def picture(path: pathlib.Path) -> torch.Tensor:
    levels = numpy.asarray(Image.open(path).convert("RGB"), dtype=numpy.float32) / 255
    return torch.from_numpy(levels).permute(2, 0, 1)


def read(folder: pathlib.Path, pairs: list) -> tuple:
    kinds = ("transformed", "original")
    return tuple(
        torch.stack([picture(folder / f"{pair['number']:06d}.{kind}.png") for pair in pairs]) for kind in kinds)


def train(transformed, original, epochs: int, rate: float = 2e-4, batch: int = 8, seed: int = 1, tell=print) -> Inversion:
    torch.manual_seed(seed)
    network = Inversion()
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.9, 0.999))
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(transformed)).split(batch):
            inputs, wanted = transformed[chosen], original[chosen]
            if torch.rand(()) < 0.5:
                inputs, wanted = inputs.flip(3), wanted.flip(3)
            loss = (network(inputs) - wanted).abs().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(chosen)
        tell(f"epoch {epoch + 1} of {epochs}: mean error {255 * total / len(transformed):.2f} levels")
    return network.eval()


def invert(network: Inversion, transformed, pairs: list, folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        for value, pair in zip(transformed, pairs):
            levels = (network(value[None])[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
            Image.fromarray(levels).save(folder / f"{pair['number']:06d}.inverted.png")


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=pathlib.Path, help="folder that veilcam evaluate inversion --export wrote")
    parser.add_argument("inverted", type=pathlib.Path, help="folder for the inverted test pictures")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of Adam")
    options = parser.parse_args(arguments)
    try:
        pairs = json.loads((options.pairs / "pairs.json").read_text())["pairs"]
    except (OSError, ValueError, KeyError):
        sys.exit(f"{options.pairs}/pairs.json is no list of pairs; run veilcam evaluate inversion --export first")
    learnt = [pair for pair in pairs if not pair["isTest"]]
    tested = [pair for pair in pairs if pair["isTest"]]
    if not learnt or not tested:
        sys.exit(f"{options.pairs} needs pairs to learn from and pairs to test; export more pictures")
    network = train(*read(options.pairs, learnt), options.epochs, options.rate)
    invert(network, read(options.pairs, tested)[0], tested, options.inverted)


if __name__ == "__main__":
    main()
