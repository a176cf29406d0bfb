"""Keeps of every checkpoint in a folder what is needed to export and to go on from its weights, and all logs in one file.

    python collect.py FROM TO

The state of the optimisers, most of a checkpoint, is left out: for bringing networks home from a machine that is left behind.
"""

import sys
import tarfile
from pathlib import Path

import torch

from veilpictures.checkpoint import read


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.pt")):
        content = read(path)
        parts = {name: content["parts"][name] for name in ("average", "looks") if name in content["parts"]}
        torch.save({"facts": content["facts"], "parts": parts}, target / path.name)
        print(path.name, content["facts"]["steps"], "steps", (target / path.name).stat().st_size, "bytes", flush=True)
    with tarfile.open(target / "logs.tgz", "w:gz") as tar:
        for path in sorted(source.glob("*.log")):
            tar.add(path, path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
