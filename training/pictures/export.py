"""Writes trained networks as ONNX with manifest and card.

    python export.py NAME --checkpoint FILE --out DIR --data PACK     NAME: objects, face, plate, mask-person,
                                                                     mask-vehicle, generate-person, generate-vehicle, embed
    python export.py all --checkpoint FOLDER --out Models --data PACK
    python export.py generate-person --delivered FILE --out Models   an exported generator, written anew; its manifest stays

The running mean of the weights is exported, with batch normalisation folded, weights as 16-bit floats and arithmetic in 32 bits
(a cast beside each weight, which the runtime folds when it reads the file). Generators are written so that they cost less
(`veilpictures/quick.py`). Every export is compared with the network that was
trained, on random input and, for what sees pictures, on packed ones; a difference above the limit is an error.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from veilpictures import cards
from veilpictures.checkpoint import read
from veilpictures.exported import weights_of
from veilpictures.networks import DETECTORS, GENERATORS, Backbone, Detector, ExportedDetector, Generator, UNet, fold
from veilpictures.quick import QuickGenerator

OPSET = 13


def network_of(job, content):
    """The trained network with the mean of its weights."""
    size = content["facts"].get("config")
    if job in ("objects", "face", "plate"):
        network = Detector(**DETECTORS[size or ("objects" if job == "objects" else "parts")])
    elif job.startswith("mask"):
        width = content["parts"]["average"]["mean"]["last.weight"].shape[1]
        network = UNet(width)
    elif job.startswith("generate"):
        network = Generator(**GENERATORS[size or "compact"])
        network = fold(network.eval()) if content["facts"].get("folded") else network
    else:
        network = Backbone()
    network.load_state_dict(content["parts"]["average"]["mean"])
    if job in ("face", "plate"):
        # One training, two roles: each network keeps the class of its own.
        row = ("face", "plate").index(job)
        for head in network.kinds:
            head[1].weight = nn.Parameter(head[1].weight[row : row + 1].detach().clone())
            head[1].bias = nn.Parameter(head[1].bias[row : row + 1].detach().clone())
            head[1].out_channels = 1
        network.classes = 1
    return network.eval()


def halved(path):
    """Stores weights of more than 32 numbers as 16-bit floats, each followed by a cast to 32 bits."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(path))
    graph, casts, kept = model.graph, [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size <= 32 or np.abs(values).max() > 6e4:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(values.astype(np.float16), tensor.name + "_half"))
        casts.append(helper.make_node("Cast", [tensor.name + "_half"], [tensor.name], to=TensorProto.FLOAT))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def exported(network, inputs, names, outputs, dynamic, path):
    settings = dict(input_names=names, output_names=outputs, dynamic_axes=dynamic, opset_version=OPSET)
    try:
        torch.onnx.export(network, inputs, str(path), dynamo=False, **settings)
    except TypeError:  # Debian 12's torch knows no other way.
        torch.onnx.export(network, inputs, str(path), **settings)


def compared(path, inputs, names, wanted):
    """The largest difference between the file, as OpenVINO runs it, and the network."""
    import openvino

    core = openvino.Core()
    compiled = core.compile_model(
        core.read_model(str(path)), "CPU", {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32"}
    )
    found = compiled(dict(zip(names, (value.numpy() for value in inputs))))
    return float(np.abs(found[0] - wanted.numpy()).max())


def digest(path):
    content = path.read_bytes()
    return {"name": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


SPECIFIC = {
    "objects": dict(
        folder="detector",
        name="veil-objects-1",
        inputs=[(1, 3, 384, 640)],
        names=["images"],
        outputs=["output"],
        dynamic={"images": {2: "height", 3: "width"}, "output": {1: "cells"}},
        limit=0.2,
    ),
    "face": dict(
        folder="face",
        name="veil-face-1",
        inputs=[(1, 3, 384, 640)],
        names=["images"],
        outputs=["output"],
        dynamic={"images": {2: "height", 3: "width"}, "output": {1: "cells"}},
        limit=0.2,
    ),
    "plate": dict(
        folder="plate",
        name="veil-plate-1",
        inputs=[(1, 3, 384, 640)],
        names=["images"],
        outputs=["output"],
        dynamic={"images": {2: "height", 3: "width"}, "output": {1: "cells"}},
        limit=0.2,
    ),
    "embed": dict(
        folder="backbone",
        name="veil-embedding-1",
        inputs=[(1, 3, 224, 224)],
        names=["images"],
        outputs=["embedding"],
        dynamic=None,
        limit=2.0,
    ),
}
for kind in ("person", "vehicle"):
    SPECIFIC[f"mask-{kind}"] = dict(
        folder="mask",
        name=f"veil-mask-{kind}-1",
        inputs=[(1, 3, 256, 256)],
        names=["images"],
        outputs=["confidence"],
        dynamic={"images": {0: "count", 2: "height", 3: "width"}, "confidence": {0: "count", 2: "height", 3: "width"}},
        limit=0.1,
    )
    SPECIFIC[f"generate-{kind}"] = dict(
        folder="generator",
        name=f"veil-generator-{kind}-1",
        inputs=[(1, 2, 128, 128), (1, 8)],
        names=["condition", "latents"],
        outputs=["images"],
        dynamic={
            "condition": {0: "count", 2: "height", 3: "width"},
            "latents": {0: "count"},
            "images": {0: "count", 2: "height", 3: "width"},
        },
        limit=8.0,
    )


def inputs_for(job, plan, data):
    torch.manual_seed(9)
    inputs = [torch.rand(*shape) * 255 for shape in plan["inputs"]]
    if job.startswith("generate"):
        inputs = [(torch.rand(*plan["inputs"][0]) > 0.5).float(), torch.randn(*plan["inputs"][1])]
    elif data:
        import cv2

        from veilpictures.pack import Pack

        picture = Pack.read(Path(data) / "frames").picture(0)
        shape = plan["inputs"][0]
        inputs = [
            torch.from_numpy(cv2.resize(picture, (shape[3], shape[2])).astype(np.float32))
            .permute(2, 0, 1)[None]
            .contiguous()
        ]
    return inputs


def written(job, network, out, data):
    """Writes a network whose normalisation is folded, and compares."""
    plan = SPECIFIC[job]
    whole = network
    if job in ("objects", "face", "plate"):
        whole = ExportedDetector(network)
    elif job.startswith("generate"):
        whole = QuickGenerator(network)
    folder = Path(out) / plan["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan['name']}.onnx"
    inputs = inputs_for(job, plan, data)
    with torch.no_grad():
        wanted = (network if job.startswith("generate") else whole)(*inputs)
    exported(whole, tuple(inputs), plan["names"], plan["outputs"], plan["dynamic"], path)
    halved(path)
    difference = compared(path, inputs, plan["names"], wanted)
    if not difference <= plan["limit"]:
        raise SystemExit(f"{path}: differs from what was trained by {difference}, more than {plan['limit']}")
    count = sum(parameter.numel() for parameter in network.parameters())
    print(f"{path}: {path.stat().st_size} bytes, {count} parameters, differs by {difference:.4f}")
    return path


def one(job, checkpoint, out, data):
    content = read(checkpoint)
    path = written(job, fold(network_of(job, content)), out, data)
    cards.manifest(job, SPECIFIC[job], path.parent, digest(path), content)
    print(f"{content['facts']['steps']} steps")


def again(job, delivered, out, data):
    """An exported generator as this program writes them now."""
    network = fold(Generator(**GENERATORS["compact"]).eval())
    network.load_state_dict(weights_of(delivered))
    path = written(job, network, out, data)
    manifest = path.with_suffix("").with_suffix(".manifest.json")
    facts = json.loads(manifest.read_text())
    facts["files"] = [digest(path)]
    manifest.write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[*SPECIFIC, "all"])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint")
    source.add_argument("--delivered", help="ONNX file of a generator of the size `compact`")
    parser.add_argument("--out", required=True)
    parser.add_argument("--data", help="packed folder, to compare on a real picture")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.delivered:
        if not options.name.startswith("generate"):
            parser.error("--delivered takes a generator")
        again(options.name, options.delivered, options.out, options.data)
        raise SystemExit(0)
    for job in SPECIFIC if options.name == "all" else [options.name]:
        trained = "parts" if job in ("face", "plate") else job
        one(
            job,
            Path(options.checkpoint) / f"{trained}.pt" if options.name == "all" else options.checkpoint,
            options.out,
            options.data,
        )
