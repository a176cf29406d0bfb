"""Stores a delivered detector in 8-bit integers, calibrated on frames of training, for whoever counts the cycles.

    python quantise.py MODEL.onnx --pack PACK --out MODEL-int8.onnx [--frames 60] [--pixels 399360]

Convolutions only, weights by channel; the layers before the outputs stay as they are, since scores and boxes suffer most.
`evaluate.py objects` and `parts` say what is lost: put the file in a folder laid out like Models and name it with `--own`.
"""

import argparse
from pathlib import Path

import numpy as np

from veilpictures import teachers
from veilpictures.pack import Pack


def whole(path):
    """The model with its 16-bit weights as the 32-bit ones that they are cast to."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    kept = []
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in stored:
            values = numpy_helper.to_array(stored.pop(node.input[0])).astype(np.float32)
            stored[node.output[0]] = numpy_helper.from_array(values, node.output[0])
        else:
            kept.append(node)
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept)
    graph.initializer.extend(stored.values())
    return model


def last_convolutions(graph):
    """Names of the convolutions with no other convolution between them and an output."""
    makers = {output: node for node in graph.node for output in node.output}
    found, seen, open_names = set(), set(), [output.name for output in graph.output]
    while open_names:
        node = makers.get(open_names.pop())
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if node.op_type == "Conv":
            found.add(node.name)
        else:
            open_names += node.input
    return sorted(found)


class Frames:
    """Calibration data: training frames of a pack as a detector sees them."""

    def __init__(self, pack, name, count, pixels, seed=3):
        rng = np.random.default_rng(seed)
        chosen = [index for index, facts in enumerate(pack.facts) if not facts["heldOut"]]
        self.rows = iter(rng.permutation(chosen)[:count])
        self.pack, self.name, self.pixels = pack, name, pixels

    def get_next(self):
        index = next(self.rows, None)
        if index is None:
            return None
        picture = self.pack.picture(int(index))
        return {self.name: teachers.planes(picture, *teachers.size_within(picture, self.pixels))}


def main(arguments=None):
    import onnx
    from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--pixels", type=int, default=832 * 480)
    options = parser.parse_args(arguments)
    model, out = whole(options.model), Path(options.out)
    if not all(node.name for node in model.graph.node):
        for index, node in enumerate(model.graph.node):
            node.name = node.name or f"node{index}"
    plain = out.with_suffix(".float.onnx")
    onnx.save(model, str(plain))
    quantize_static(
        str(plain),
        str(out),
        Frames(Pack.read(Path(options.pack) / "frames"), model.graph.input[0].name, options.frames, options.pixels),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["Conv"],
        nodes_to_exclude=last_convolutions(model.graph),
        calibrate_method=CalibrationMethod.MinMax,
    )
    plain.unlink()
    print(f"{out.name}: {out.stat().st_size} bytes, {Path(options.model).stat().st_size} before")


if __name__ == "__main__":
    main()
