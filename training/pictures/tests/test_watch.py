import os
from pathlib import Path

import numpy as np
import pytest
import torch

from veilpictures import teachers, watch
from veilpictures.pack import Pack

torch.set_num_threads(1)

NANODET = Path(os.environ.get("VEILCAM_TEACHERS", "models")) / "detector/nanodet_plus_m_1.5x_1280x736.onnx"


def maps(score_at, reach):
    """One stride of 32: a logit at one cell, sides of `reach` cells everywhere."""
    cells = watch.SIDE // 32
    kinds = torch.full((1, 80, cells, cells), -5.0)
    row, column, number, logit = score_at
    kinds[0, number, row, column] = logit
    sides = torch.full((1, 4, watch.BINS, cells, cells), -30.0)
    sides[:, :, reach] = 30.0
    return kinds, sides.flatten(1, 2)


def test_what_is_seen_in_its_box_is_scored_and_fits():
    kinds, sides = maps((4, 3, 0, 2.0), 1)
    box = torch.tensor([[64.0, 96, 128, 160]])
    score, fit = watch.seen([kinds], [sides], box, [0])
    assert score.item() == 2.0 and fit.item() == pytest.approx(1.0, abs=1e-4)
    # Half as wide a box, and another class.
    assert watch.seen([kinds], [sides], torch.tensor([[64.0, 96, 96 + 32, 128]]), [0])[1].item() == pytest.approx(0.5)
    assert watch.seen([kinds], [sides], box, [2, 5, 7])[0].item() == -5.0


def test_what_is_seen_elsewhere_does_not_count():
    kinds, sides = maps((1, 6, 0, 4.0), 1)
    assert watch.seen([kinds], [sides], torch.tensor([[64.0, 96, 128, 160]]), [0])[0].item() == -5.0


def test_instances_are_put_where_their_boxes_say(pack):
    scenes = watch.Scenes(Pack.read(pack / "frames"), torch.device("cpu"))
    torch.manual_seed(3)
    ground, places = scenes.ground(4), scenes.places(4)
    single = torch.full((4, 3, 128, 128), 255.0, requires_grad=True)
    frame = torch.zeros(4, 1, 128, 128)
    frame[:, :, :, 32:96] = 1
    made = scenes.put(ground, single, frame, places)
    boxes = watch.boxes_of(torch.tensor([[0.25, 0.0, 0.75, 1.0]]).expand(4, 4), places)
    for picture, under, (left, top, right, bottom) in zip(made, ground, boxes.round().long().tolist()):
        inside = torch.zeros(watch.SIDE, watch.SIDE, dtype=torch.bool)
        inside[top:bottom, left:right] = True
        rim = torch.zeros_like(inside)
        rim[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = True
        assert torch.equal(picture[:, ~rim], under[:, ~rim])
        core = picture[:, top + 2 : bottom - 2, left + 2 : right - 2]
        assert (core - 255).abs().max() < 0.1
    made.sum().backward()
    assert single.grad[:, :, :, 40:88].abs().min() > 0


@pytest.mark.skipif(not NANODET.exists(), reason="VEILCAM_TEACHERS names no folder with NanoDet-Plus")
def test_the_watcher_is_the_detector():
    rng = np.random.default_rng(2)
    picture = np.repeat(np.repeat(rng.integers(0, 255, (23, 40, 3), dtype=np.uint8), 32, 0), 32, 1)
    expected = next(iter(teachers.Network(NANODET)(picture[None]).values()))[0]
    network = watch.Watcher(NANODET).eval()
    pictures = torch.from_numpy(picture).permute(2, 0, 1)[None].float()
    kinds, sides, features = network(pictures)
    found = torch.cat([torch.cat([a.sigmoid(), b], 1).flatten(2) for a, b in zip(kinds, sides)], 2)[0].T
    assert len(features) > 8 and np.abs(found[:, :80].detach().numpy() - expected[:, :80]).max() < 0.02
