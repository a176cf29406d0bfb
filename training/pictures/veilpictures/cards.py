"""What is written beside a network: the manifest that the program reads, and the card of a run."""

import json
from pathlib import Path

DATA = {
    "CamVid (train)": "research",
    "KITTI (33 frames)": "CC BY-NC-SA 3.0",
    "COCO val2017 (96 pictures)": "annotations CC BY 4.0, pictures: Flickr's terms",
    "Cityscapes (5 frames)": "research",
    "accident-images (552 pictures)": "none stated",
    "plate photographs (12)": "from a repository under AGPL",
    "films: CarND, solidWhiteRight": "MIT",
    "films: car-detection": "CC BY 4.0",
    "films: people": "research",
    "films: kb_dashcam": "none stated",
}
"""What `prepare.py` packs, and under which licence its publisher gives it."""

LICENCE = "Apache-2.0; trained in part on data for research only, see the card"
SIZING = {"fraction": 0.5625, "minimum": 520000, "maximum": 1300000, "enlargement": 1, "multiple": 32}
LEAST_SHARE = {"person": 0.3, "vehicle": 0.4}
"""A mask that fills less of its box than this is not believed: no mask of the validation set does, and the box is used."""
DILATION = {"person": 5, "vehicle": 6}
"""Pixels at 256 by which a mask is grown on each side: what covers enough of the validation set at least area."""
CAUTIONS = {
    "objects": "veil-objects-1 finds four fifths of the vehicles and half of the people that stand taller than 32 pixels;"
    " `veilcam models pull` fetches a network that finds more",
    "face": "veil-face-1 finds one face in five;"
    " `veilcam models pull` fetches a network that finds most",
    "plate": "veil-plate-1 was measured on four photographs only and hides more than plates;"
    " `veilcam models pull` fetches a network that is better known",
}
"""What the program says whenever it uses the network; true of the cards of version 1, to be set anew with the next."""
BOXES = {
    "objects": {
        "role": "detector",
        "classes": {"0": "person", "1": "car", "2": "bicycle"},
        "thresholds": {"person": 0.3, "car": 0.3, "truck": 0.3, "bus": 0.3, "motorcycle": 0.3, "bicycle": 0.3},
        "suppression": {"iou": 0.5, "containment": 2, "groups": [["car", "truck", "bus"], ["motorcycle", "bicycle"]]},
        "fit": {"mode": "stretch", "padding": 114, "sizing": SIZING},
    },
    "face": {
        "role": "face",
        "classes": {"0": "face"},
        "thresholds": {"face": 0.35},
        "suppression": {"iou": 0.3, "containment": 2, "groups": []},
        "fit": {
            "mode": "stretch",
            "padding": 114,
            "sizing": SIZING | {"fraction": 1, "minimum": 0, "maximum": 1000000},
        },
    },
    "plate": {
        "role": "plate",
        "classes": {"0": "plate"},
        "thresholds": {"plate": 0.35},
        "suppression": {"iou": 0.3, "containment": 2, "groups": []},
        "fit": {"mode": "stretch", "padding": 114, "sizing": SIZING | {"fraction": 1, "minimum": 0, "maximum": 520000}},
    },
}


def manifest(job, plan, folder, file, content):
    """Writes `NAME.manifest.json`. Detectors and the description use the program's own keys; masks and generators have more."""
    facts = content["facts"]
    learnt = f"{facts['steps']} steps" + (f" after {facts['started from']}" if "started from" in facts else "")
    entry = {
        "name": plan["name"],
        "role": folder.name,
        "preference": 20,
        "publisher": "Veilcam",
        "licence": LICENCE,
        "licenceURL": "https://www.apache.org/licenses/LICENSE-2.0.txt",
        "source": f"training/pictures, seed {facts['seed']}, {learnt}",
        "files": [file],
    }
    if job in CAUTIONS:
        entry["caution"] = CAUTIONS[job]
    if job in BOXES:
        entry |= {
            "input": {"layout": "NCHW", "channels": "BGR", "mean": [], "scale": []},
            "decoder": "yolox",
            **BOXES[job],
        }
    elif job == "embed":
        entry |= {
            "input": {"layout": "NCHW", "channels": "RGB", "mean": [], "scale": []},
            "fit": {"mode": "stretch", "padding": 114, "sizing": {"width": 224, "height": 224}},
            "decoder": "embedding",
            "classes": {},
            "thresholds": {},
            "suppression": {"iou": 1, "containment": 2, "groups": []},
        }
    elif job.startswith("mask"):
        entry |= {
            "category": job.split("-")[1],
            "input": {"name": "images", "layout": "NCHW", "channels": "RGB", "range": [0, 255]},
            "output": {"name": "confidence", "layout": "NCHW", "range": [0, 1]},
            "sizes": [256],
            "multiple": 16,
            "confidence": 0.5,
            "dilation": DILATION[job.split("-")[1]],
            "leastShare": LEAST_SHARE[job.split("-")[1]],
            "outline": {"person": "edges", "vehicle": "mask"}[job.split("-")[1]],
        }
    else:
        entry |= {
            "category": job.split("-")[1],
            "input": {
                "name": "condition",
                "layout": "NCHW",
                "planes": ["mask", "edges within the mask"],
                "range": [0, 1],
            },
            "latents": {"name": "latents", "count": 8, "distribution": "normal", "deviation": 0.8, "limit": 1},
            "output": {"name": "images", "layout": "NCHW", "channels": "RGB", "range": [0, 255]},
            "edges": {"kernel": 5, "deviation": 5, "low": 100, "high": 200},
            "sizes": [128, 256],
            "multiple": 16,
        }
    path = Path(folder) / f"{plan['name']}.manifest.json"
    path.write_text(json.dumps(entry, indent=2) + "\n")
    return path


def card(facts, command):
    """The card of a run in words; figures of quality are added by whoever measures it."""
    lines = [
        f"# {facts['job']}: card of a training run",
        "",
        "| | |",
        "|---|---|",
        f"| command | `{command}` |",
        f"| seed | {facts['seed']} |",
        f"| steps | {facts['steps']} |",
        f"| seconds | {facts['seconds']:.0f} |",
    ]
    lines += [f"| {key} | {facts[key]} |" for key in ("instances", "pictures", "config", "started from") if key in facts]
    if facts["history"]:
        lines.append(f"| last losses | {', '.join(f'{value:.4g}' for value in facts['history'][-1][1:])} |")
    lines += ["", "Learned from, in so far as the packed folder holds it:", ""] + [
        f"- {name}: {licence}" for name, licence in DATA.items()
    ]
    lines += [
        "",
        "Several of these sets are for research only; a network for other use must be trained without them.",
        "Not measured yet: run `evaluate.py`.",
        "",
    ]
    return "\n".join(lines)
