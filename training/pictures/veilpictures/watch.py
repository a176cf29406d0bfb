"""A detector that watches a generator: what it sees in invented instances is held against what it sees in real ones.

The perceptual loss of the generators. Features of a detector, not of a classifier: an invented person is to be taken for a person
by whoever looks for people, at the size and in the surroundings of a film. The detector is a teacher that hides (NanoDet-Plus);
what judges the result (`veilcam evaluate utility`) is another one.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

SIDE = 256
"""Rows and columns of the pictures that are shown."""
CLASSES = {"person": [0], "vehicle": [2, 5, 7]}
"""COCO's numbers of what counts as seen: person; car, bus, truck."""
SURE = 1.1
"""The logit from which a detection is sure enough: 0.75."""
BINS = 8


class Watcher(nn.Module):
    """NanoDet-Plus, read from its ONNX file and run with gradients at any size; its numbers stay as they are."""

    def __init__(self, path):
        super().__init__()
        import onnx
        from onnx import helper, numpy_helper

        graph = onnx.load(str(path)).graph
        constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.steps, self.names = [], {}
        for node in graph.node:
            settings = {part.name: helper.get_attribute_value(part) for part in node.attribute}
            if node.op_type == "Constant":
                constants[node.output[0]] = numpy_helper.to_array(settings["value"])
            else:
                self.steps.append((node.op_type, list(node.input), list(node.output), settings))
        for index, (name, values) in enumerate(constants.items()):
            if values.dtype.kind == "f":
                self.names[name] = f"number{index}"
                self.register_buffer(f"number{index}", torch.from_numpy(np.array(values, np.float32)))
        self.plain = {name: values for name, values in constants.items() if name not in self.names}
        self.input = graph.input[0].name

    def forward(self, pictures):
        """Of RGB levels `[n, 3, SIDE, SIDE]`: for every stride the logits `[n, 80, h, w]`, sides `[n, 32, h, w]`, and features."""
        values = {name: getattr(self, own) for name, own in self.names.items()}
        values[self.input] = pictures.permute(0, 2, 3, 1)
        kinds, sides, features = [], [], []
        for operation, inputs, outputs, settings in self.steps:
            read = [values[name] if name in values else self.plain.get(name) for name in inputs]
            first = read[0]
            if first is None:
                continue  # Part of what makes shapes or joins the strides, which is not needed here.
            if operation == "Conv":
                groups = settings.get("group", 1)
                values[outputs[0]] = F.conv2d(
                    first, read[1], None, settings["strides"], settings["pads"][:2], settings["dilations"], groups
                )
            elif operation == "Add":
                values[outputs[0]] = first + read[1]
            elif operation == "LeakyRelu":
                values[outputs[0]] = F.leaky_relu(first, settings["alpha"])
            elif operation == "Reshape" and len(read[1]) == 5:
                count, _, high, wide = first.shape
                values[outputs[0]] = first.reshape(count, int(read[1][1]), int(read[1][2]), high, wide)
            elif operation == "Reshape" and first.dim() == 5:
                values[outputs[0]] = first.flatten(1, 2)
                features.append(values[outputs[0]])
            elif operation == "Transpose":
                if len(settings["perm"]) == 3:
                    break
                values[outputs[0]] = first.permute(settings["perm"])
            elif operation == "Slice":
                values[outputs[0]] = first[:, int(read[1][0]) : int(read[2][0])]
            elif operation == "Split":
                values[outputs[0]], values[outputs[1]] = first.split([int(number) for number in read[1]], 1)
                kinds.append(values[outputs[0]])
                sides.append(values[outputs[1]])
            elif operation == "Resize":
                values[outputs[0]] = F.interpolate(first, scale_factor=2.0, mode="bilinear", align_corners=False)
            elif operation == "MaxPool":
                values[outputs[0]] = F.max_pool2d(first, settings["kernel_shape"], settings["strides"], 1)
            elif operation == "Concat" and torch.is_tensor(first) and first.dim() == 4:
                values[outputs[0]] = torch.cat(read, settings["axis"])
            elif operation == "Gather":
                values[outputs[0]] = first[..., torch.as_tensor(np.array(read[1]), device=first.device).long()]
            elif operation == "Sub":
                values[outputs[0]] = first - read[1]
            elif operation == "Div":
                values[outputs[0]] = first / read[1]
            elif operation == "Cast":
                values[outputs[0]] = first.float()
            elif operation not in ("Sigmoid", "Concat", "Reshape"):
                raise ValueError(f"the detector that watches has an unknown step {operation}")
        return kinds, sides, features


class Scenes:
    """Single instances put into street pictures at the sizes that films show them in."""

    def __init__(self, pack, device, count=150, seed=5):
        rng, pictures = np.random.default_rng(seed), []
        import cv2

        chosen = [index for index, facts in enumerate(pack.facts) if not facts["heldOut"]]
        for index in rng.permutation(chosen)[:count]:
            picture = pack.picture(index)
            factor = max(SIDE / min(picture.shape[:2]), 420 / max(picture.shape[:2]))
            pictures.append(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
        self.pictures, self.device = pictures, device

    def ground(self, count):
        """Random parts of random frames, `[count, 3, SIDE, SIDE]`."""
        parts = []
        for index in torch.randint(0, len(self.pictures), (count,)).tolist():
            picture = self.pictures[index]
            top = int(torch.randint(0, picture.shape[0] - SIDE + 1, (1,)))
            left = int(torch.randint(0, picture.shape[1] - SIDE + 1, (1,)))
            parts.append(torch.from_numpy(picture[top : top + SIDE, left : left + SIDE].copy()).permute(2, 0, 1))
        return torch.stack(parts).float().to(self.device)

    def places(self, count, least=36, most=230):
        """Squares `[count, 3]` inside of a scene: side, left, top; sides as even on a logarithmic scale."""
        sides = (least * (most / least) ** torch.rand(count)).round().long()
        starts = (torch.rand(count, 2) * (SIDE - sides)[:, None]).long()
        return torch.cat([sides[:, None], starts], 1).tolist()

    def put(self, ground, single, frame, places):
        """Single instances `[n, 3, S, S]` in their places; `frame` says what of the square is no padding."""
        out = []
        for index, (side, left, top) in enumerate(places):
            scaled = F.interpolate(
                single[index : index + 1], (side, side), mode="bilinear", align_corners=False, antialias=True
            )[0]
            inside = F.interpolate(frame[index : index + 1], (side, side), mode="nearest")[0]
            border = (left, SIDE - left - side, top, SIDE - top - side)
            inside = F.pad(inside, border)
            out.append(ground[index] * (1 - inside) + F.pad(scaled, border) * inside)
        return torch.stack(out)


def boxes_of(frame, places):
    """Boxes `[n, 4]` of the instances in their scenes: left, top, right, bottom; `frame` is `Instances.inside`."""
    place = torch.tensor(places, dtype=torch.float32, device=frame.device)
    return frame * place[:, :1] + place[:, [1, 2, 1, 2]]


def seen(kinds, sides, boxes, numbers):
    """How sure the detector is of each instance in its box, a logit, and how well its box there fits: IoU."""
    scores, found = [], []
    for kind, side in zip(kinds, sides):
        count, _, high, wide = kind.shape
        stride = SIDE // wide
        x = torch.arange(wide, device=kind.device).float() * stride
        y = torch.arange(high, device=kind.device).float() * stride
        x, y = x[None, None].expand(count, high, wide), y[None, :, None].expand(count, high, wide)
        middle = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        reach = [((boxes[:, 2 + axis] - boxes[:, axis]) / 3).clamp(min=stride) for axis in (0, 1)]
        near = ((x - middle[0][:, None, None]).abs() <= reach[0][:, None, None]) & (
            (y - middle[1][:, None, None]).abs() <= reach[1][:, None, None]
        )
        best = kind[:, numbers].max(dim=1)[0].masked_fill(~near, -20.0)
        reached = side.reshape(count, 4, BINS, high, wide).softmax(2)
        reached = (reached * torch.arange(BINS, device=kind.device)[None, None, :, None, None]).sum(2) * stride
        box = torch.stack([x - reached[:, 0], y - reached[:, 1], x + reached[:, 2], y + reached[:, 3]], 1)
        scores.append(best.flatten(1))
        found.append(box.flatten(2))
    scores, found = torch.cat(scores, 1), torch.cat(found, 2)
    score, cell = scores.max(1)
    box = found.gather(2, cell[:, None, None].expand(-1, 4, 1))[:, :, 0]
    left, right = torch.maximum(box[:, 0], boxes[:, 0]), torch.minimum(box[:, 2], boxes[:, 2])
    top, bottom = torch.maximum(box[:, 1], boxes[:, 1]), torch.minimum(box[:, 3], boxes[:, 3])
    shared = (right - left).clamp(min=0) * (bottom - top).clamp(min=0)
    area = lambda rect: (rect[:, 2] - rect[:, 0]).clamp(min=0) * (rect[:, 3] - rect[:, 1]).clamp(min=0)
    return score, shared / (area(box) + area(boxes) - shared).clamp(min=1e-6)


class Watch:
    """The loss of the watcher: invented instances are seen as surely as is wanted, in their boxes, and alike inside."""

    def __init__(self, path, pack, category, device, shown=8):
        self.network = Watcher(path).to(device).eval()
        self.scenes, self.numbers, self.shown = Scenes(pack, device), CLASSES[category], shown

    def loss(self, invented, real, frame, inside):
        """
        - invented, real: RGB levels `[n, 3, S, S]`, background in both; the first `shown` are looked at.
        - frame: `[n, 1, S, S]`, 1 where the square is no padding; inside: its rectangle, `[n, 4]`, shares of the square.
        Gives the loss, and how sure the detector was of invented and of real ones.
        """
        count = min(self.shown, len(invented))
        invented, real, frame, inside = (part[:count] for part in (invented, real, frame, inside))
        ground, places = self.scenes.ground(count), self.scenes.places(count)
        boxes = boxes_of(inside, places)
        with torch.no_grad():
            known = self.network(self.scenes.put(ground, real, frame, places))
        made = self.network(self.scenes.put(ground, invented, frame, places))
        sure, fit = seen(made[0], made[1], boxes, self.numbers)
        with torch.no_grad():
            real_sure, _ = seen(known[0], known[1], boxes, self.numbers)
        # The last features of each resolution: what the detector decides by.
        alike = sum(
            (a - b).abs().mean() / b.abs().mean().clamp(min=1e-3) for a, b in zip(made[2][3::4], known[2][3::4])
        ) / len(made[2][3::4])
        loss = F.relu(SURE - sure).mean() + (1 - fit).mean() + 2.0 * alike
        return loss, float(sure.detach().mean()), float(real_sure.mean())
