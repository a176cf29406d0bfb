"""Trains one network, or all of them at once.

    python train.py objects          --data PACK --checkpoint FILE      person, vehicle, cycle
    python train.py parts            --data PACK --checkpoint FILE      face and plate
    python train.py mask-person      --data PACK --checkpoint FILE      also mask-vehicle
    python train.py generate-person  --data PACK --checkpoint FILE      also generate-vehicle
    python train.py embed            --data PACK --checkpoint FILE      the picture's description
    python train.py all --minutes 9  --data PACK --checkpoint FOLDER    all together, each in a process of its own

CUDA is used when it is there; a checkpoint goes on on either with `--resume`. A run ends after `--minutes` or `--steps`, and
saves every `--save-seconds`. The same seed, machine and steps give the same network on a processor.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

JOBS = {
    "objects": (48, 1.0),
    "generate-vehicle": (32, 1.0),
    "generate-person": (32, 1.0),
    "parts": (24, 0.85),
    "mask-vehicle": (32, 0.7),
    "mask-person": (32, 0.8),
    "embed": (64, 0.8),
}
"""Batch, and the share of the time that each needs when all are trained together."""


def together(options):
    """All jobs at once. One that fails does not stop the others; its log says why."""
    folder, started, running = Path(options.checkpoint), time.time(), {}
    folder.mkdir(parents=True, exist_ok=True)
    names = options.only.split(",") if options.only else list(JOBS)
    shares = dict(part.split("=") for part in options.shares.split(",")) if options.shares else {}
    for name in names:
        share = float(shares.get(name, JOBS[name][1]))
        command = [
            sys.executable,
            "-u",
            __file__,
            name,
            "--data",
            options.data,
            "--checkpoint",
            str(folder / f"{name}.pt"),
            "--seed",
            str(options.seed),
            "--every",
            str(options.every),
            "--save-seconds",
            str(options.save_seconds),
        ]
        for flag in ("steps", "limit", "size", "device"):
            if getattr(options, flag) is not None:
                command += [f"--{flag}", str(getattr(options, flag))]
        if options.minutes:
            command += ["--minutes", str(options.minutes * share)]
        if options.batch:
            command += ["--batch", str(options.batch)]
        if options.resume:
            command.append("--resume")
        log = open(folder / f"{name}.log", "a")
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        running[name] = (subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment), log)
    limit = (options.minutes * 60 + 90) if options.minutes else float("inf")
    codes = {}
    while running:
        for name, (process, log) in list(running.items()):
            if process.poll() is None and time.time() - started > limit:
                process.terminate()
            if process.poll() is not None:
                codes[name] = process.returncode
                log.close()
                del running[name]
                last = (folder / f"{name}.log").read_text().strip().splitlines()[-1:]
                print(f"{time.time() - started:.0f} s: {name} ended with {codes[name]}: {' '.join(last)}", flush=True)
        time.sleep(0.5)
    return max((abs(code) for code in codes.values()), default=0)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=[*JOBS, "all"])
    parser.add_argument("--data", required=True, help="what prepare.py packed")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--resume", action="store_true", help="go on with the checkpoint if there is one")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--rate", type=float)
    parser.add_argument("--size", help="another configuration: tiny, or for generators paper")
    parser.add_argument("--limit", type=int, help="only so many frames or instances")
    parser.add_argument(
        "--resolution", type=lambda text: tuple(int(side) for side in text.split("x")), help="detectors: 640x384"
    )
    parser.add_argument("--calm", action="store_true", help="detectors: pictures nearly as they are, to finish with")
    parser.add_argument("--variants", type=int, default=6, help="jittered crops of each instance")
    parser.add_argument(
        "--miss-weight", type=float, default=1.5, help="masks: what a missed pixel counts; the paper's is 1"
    )
    parser.add_argument("--watch", help="generators: NanoDet-Plus's ONNX file; it watches what is invented")
    parser.add_argument("--start", help="generators: a delivered ONNX file to learn on from, its normalisation folded")
    parser.add_argument("--judge-steps", type=int, default=150, help="with --start: so many steps only the judges learn")
    parser.add_argument("--judge-width", type=int, default=48, help="generators: channels of the judges' first layer")
    parser.add_argument("--sizes", type=int, nargs="+", default=[128, 128, 256], help="generators: sides, by turns")
    parser.add_argument("--half", action="store_true", help="16-bit floats on a processor that has them, too")
    parser.add_argument("--watch-weight", type=float, default=1.0, help="what it says counts so much")
    parser.add_argument("--every", type=int, default=100, help="steps between reports")
    parser.add_argument("--save-seconds", type=float, default=60)
    parser.add_argument("--device", help="cuda or cpu")
    parser.add_argument("--only", help="all: names of jobs with commas")
    parser.add_argument("--shares", help="all: shares of the time, as objects=1,embed=0.5")
    options = parser.parse_args(arguments)
    if options.job == "all":
        return together(options)
    import cv2
    import torch

    from veilpictures import cards, detect, embed, generate, masks
    from veilpictures.checkpoint import device_of

    cv2.setNumThreads(1)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.backends.cudnn.benchmark = True
    options.batch = options.batch or JOBS[options.job][0]
    step = {"objects": detect, "parts": detect, "embed": embed}.get(options.job) or (
        masks if options.job.startswith("mask") else generate
    )
    facts = step.train(options, device_of(options.device), lambda line: print(line, flush=True))
    words = ["train.py", *(arguments if arguments is not None else sys.argv[1:])]
    for flag in ("--data", "--checkpoint", "--watch", "--start"):
        # A card names no folders of the machine it was made on.
        if flag in words:
            words[words.index(flag) + 1] = flag[2:].upper()
    Path(options.checkpoint).with_suffix(".card.md").write_text(cards.card(facts, " ".join(words)))
    print(f"{options.job}: {facts['steps']} steps in {facts['seconds']:.0f} s, written to {options.checkpoint}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
