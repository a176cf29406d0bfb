import json

import cv2
import numpy as np
import pytest

import prepare
from veilpictures import readers


def write(path, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), values)


def picture(width=40, height=20):
    return np.full((height, width, 3), 50, np.uint8)


def test_cityscapes(tmp_path):
    name = "aachen_000000_000019"
    write(tmp_path / "leftImg8bit/train/aachen" / f"{name}_leftImg8bit.png", picture())
    numbers = np.full((20, 40), 7, np.uint16)
    numbers[5:15, 10:20] = 26001
    numbers[2:12, 25:30] = 24000
    numbers[0:3, 0:4] = 26
    write(tmp_path / "gtFine/train/aachen" / f"{name}_gtFine_instanceIds.png", numbers)
    (frame,) = readers.cityscapes(tmp_path)
    assert sorted(frame.boxes) == [["person", 25, 2, 5, 10], ["vehicle", 10, 5, 10, 10]]
    assert frame.unknown == [[0, 0, 4, 3]]
    assert sorted((category, int(mask.sum())) for category, mask in frame.instances()) == [
        ("person", 50),
        ("vehicle", 100),
    ]
    assert frame.picture().shape == (20, 40, 3)


def test_coco(tmp_path):
    write(tmp_path / "val2017/000000000139.jpg", picture())
    annotations = [
        {
            "image_id": 139,
            "category_id": 1,
            "bbox": [4, 2, 10, 12],
            "iscrowd": 0,
            "segmentation": [[4, 2, 13, 2, 13, 13, 4, 13]],
        },
        {
            "image_id": 139,
            "category_id": 1,
            "bbox": [20, 2, 9, 9],
            "iscrowd": 1,
            "segmentation": {"counts": [], "size": [20, 40]},
        },
        {"image_id": 139, "category_id": 62, "bbox": [0, 0, 5, 5], "iscrowd": 0, "segmentation": [[0, 0, 5, 0, 5, 5]]},
    ]
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations/instances_val2017.json").write_text(
        json.dumps(
            {
                "images": [{"id": 139, "file_name": "000000000139.jpg", "width": 40, "height": 20}],
                "annotations": annotations,
            }
        )
    )
    (frame,) = readers.coco(tmp_path)
    assert frame.boxes == [["person", 4, 2, 10, 12]] and frame.unknown == [[20, 2, 9, 9]]
    ((category, mask),) = frame.instances()
    assert category == "person" and mask[2:14, 4:14].all() and mask.sum() == 120


def test_coco_excerpt(tmp_path):
    write(tmp_path / "images/1.jpg", picture())
    (tmp_path / "labels_box").mkdir()
    (tmp_path / "labels_polygon").mkdir()
    (tmp_path / "labels_box/1.txt").write_text("7 0.5 0.5 0.25 0.5\n58 0.5 0.5 0.1 0.1\n")
    (tmp_path / "labels_polygon/1.txt").write_text("8 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75\n62 0 0 1 0 1 1\n")
    (frame,) = readers.coco(tmp_path)
    assert frame.boxes == [["vehicle", 15.0, 5.0, 10.0, 10.0]]
    assert [category for category, _ in frame.instances()] == ["vehicle"]


def test_bdd100k(tmp_path):
    (tmp_path / "labels/det_20").mkdir(parents=True)
    labels = [
        {"category": "car", "box2d": {"x1": 1, "y1": 2, "x2": 11, "y2": 8}},
        {"category": "pedestrian", "attributes": {"crowd": True}, "box2d": {"x1": 0, "y1": 0, "x2": 4, "y2": 4}},
        {"category": "traffic light", "box2d": {"x1": 0, "y1": 0, "x2": 1, "y2": 1}},
        {"category": "lane"},
    ]
    (tmp_path / "labels/det_20/det_train.json").write_text(
        json.dumps([{"name": "0000f77c.jpg", "labels": labels}, {"name": "b.jpg"}])
    )
    first, second = readers.bdd100k(tmp_path)
    assert first.boxes == [["vehicle", 1, 2, 10, 6]] and first.unknown == [[0, 0, 4, 4]]
    assert first.path.endswith("images/100k/train/0000f77c.jpg") and second.boxes == []


def camvid_classes():
    classes = np.full((20, 40), 4, np.uint8)
    classes[5:12, 3:10] = 8
    classes[5:12, 15:22] = 8
    classes[2:18, 30:34] = 9
    return classes


@pytest.mark.parametrize("layout", ["excerpt", "segnet", "original"])
def test_camvid(tmp_path, layout):
    classes = camvid_classes()
    if layout == "excerpt":
        write(tmp_path / "val/images/0016E5_07959.jpg", picture())
        write(tmp_path / "val/labels/0016E5_07959.png", classes)
    elif layout == "segnet":
        write(tmp_path / "val/0016E5_07959.png", picture())
        write(tmp_path / "valannot/0016E5_07959.png", classes)
    else:
        colours = np.zeros((20, 40, 3), np.uint8)
        colours[classes == 8] = [128, 0, 64]
        colours[classes == 9] = [0, 64, 64]
        write(tmp_path / "701_StillsRaw_full/0016E5_07959.png", picture())
        write(tmp_path / "LabeledApproved_full/0016E5_07959_L.png", colours)
    (frame,) = readers.camvid(tmp_path, "val")
    assert not frame.is_labelled
    assert sorted((category, readers.box_of(mask)) for category, mask in frame.instances()) == [
        ("person", [30, 2, 4, 16]),
        ("vehicle", [3, 5, 7, 7]),
        ("vehicle", [15, 5, 7, 7]),
    ]


def test_kitti(tmp_path):
    write(tmp_path / "training/image_2/000003.png", picture())
    (tmp_path / "training/label_2").mkdir()
    (tmp_path / "training/label_2/000003.txt").write_text(
        "Car 0.00 0 1.55 6.5 1.0 20.5 9.0 1 1 1 1 1 1 1\nPedestrian 0 0 0 30 2 34 12 1 1 1 1 1 1 1\nDontCare -1 -1 -10 0 0 5 5 -1 -1 -1 -1 -1 -1 -1\n"
    )
    (frame,) = readers.kitti(tmp_path)
    assert frame.boxes == [["vehicle", 6.5, 1.0, 14.0, 8.0], ["person", 30.0, 2.0, 4.0, 10.0]] and frame.unknown == [
        [0.0, 0.0, 5.0, 5.0]
    ]


def test_plates_and_broken_pictures(tmp_path):
    write(tmp_path / "eu_1.jpg", picture())
    (tmp_path / "eu_1.txt").write_text("eu_1.jpg\t5\t6\t10\t4\tRK892AE\n")
    (frame,) = readers.plates(tmp_path)
    assert frame.boxes == [["plate", 5.0, 6.0, 10.0, 4.0]]
    (tmp_path / "eu_1.jpg").write_bytes(b"no picture")
    with pytest.raises(ValueError, match="no picture"):
        frame.picture()


def test_held_out_frames_are_named_once_and_for_all():
    def named(name):
        return readers.Frame(name, "")

    assert prepare.is_held_out("kitti", 0, named("kitti/000000")) and not prepare.is_held_out(
        "kitti", 1, named("kitti/000001")
    )
    assert prepare.is_held_out("cityscapes", 5, named("cityscapes/aachen_000005_000019_leftImg8bit"))
    assert not prepare.is_held_out("cityscapes", 0, named("cityscapes/aachen_000000_000019_leftImg8bit"))
    assert prepare.is_held_out("accident", 9, named("accident/test4_41")) and not prepare.is_held_out(
        "accident", 9, named("accident/test5_41")
    )
    assert not prepare.is_held_out("films", 0, named("films/0"))
