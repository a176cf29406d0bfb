"""The network learns to undo what can be undone, and refuses folders without pairs."""

import json
import pathlib
import sys

import numpy
import pytest
import torch
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import train  # noqa: E402


def write(folder: pathlib.Path, count: int) -> None:
    """Pictures whose transformation is a plain darkening."""
    numbers = numpy.random.default_rng(1)
    pairs = []
    for number in range(1, count + 1):
        coarse = numbers.integers(60, 200, (4, 4, 3), dtype=numpy.uint8)
        original = coarse.repeat(8, 0).repeat(8, 1)
        Image.fromarray(original).save(folder / f"{number:06d}.original.png")
        Image.fromarray(original // 2).save(folder / f"{number:06d}.transformed.png")
        pairs.append({"number": number, "identity": number, "group": "person", "isTest": number % 4 == 0})
    (folder / "pairs.json").write_text(json.dumps({"system": "dark", "side": 32, "pairs": pairs}))


def error(folder: pathlib.Path, kind: str, where: pathlib.Path) -> float:
    levels = lambda path: numpy.asarray(Image.open(path), dtype=float)
    files = sorted(where.glob(f"*.{kind}.png"))
    names = [file.name.split(".")[0] for file in files if int(file.name.split(".")[0]) % 4 == 0]
    return float(numpy.mean([
        numpy.abs(levels(where / f"{name}.{kind}.png") - levels(folder / f"{name}.original.png")).mean()
        for name in names]))


def test_darkness_is_undone(tmp_path):
    torch.set_num_threads(1)
    write(tmp_path, 16)
    train.main([str(tmp_path), str(tmp_path / "inverted"), "--epochs", "20", "--rate", "0.005"])
    assert len(list((tmp_path / "inverted").glob("*.png"))) == 4
    assert error(tmp_path, "inverted", tmp_path / "inverted") < 0.7 * error(tmp_path, "transformed", tmp_path)


@pytest.mark.parametrize("text", [None, "{}", '{"pairs": []}'])
def test_a_folder_without_pairs_is_refused(tmp_path, text):
    if text is not None:
        (tmp_path / "pairs.json").write_text(text)
    with pytest.raises(SystemExit) as refusal:
        train.main([str(tmp_path), str(tmp_path / "inverted")])
    assert "export" in str(refusal.value)
