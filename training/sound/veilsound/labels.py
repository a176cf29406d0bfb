"""Labels by second: docs/labels/sound-seconds.csv, and which recordings belong together."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "docs/labels/sound-seconds.csv"
SHARED = ROOT.parent / "shared"


def read(path=LABELS):
    """Labels of each recording by second: {recording: {second: label}}."""
    table = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            table.setdefault(row["recording"], {})[int(row["second"])] = row["label"]
    return table


def path_of(recording):
    return str(SHARED / recording)


def kind_of(recording):
    """What a recording is of, for tables."""
    parts = recording.split("/")
    names = {
        "car_crashes": "crash", "car_horn": "horn", "truck_horn": "horn", "police_car_siren": "siren", "bus": "engine",
        "truck": "engine", "motorcycle": "engine", "crash.wav": "crash", "bump_rear.wav": "crash", "brake.wav": "brakes",
        "engine_350Z.wav": "engine", "gravel.wav": "gravel", "tire_squeal.wav": "skid"}
    return next((names[part] for part in parts if part in names), "film")


def source_of(recording):
    """Recordings cut from one film, or that share passages, are left out together."""
    name = recording.rsplit("/", 1)[-1]
    for stem in ("BIKERS_100", "Bus_Driving_Sound", "Best_Of_American_Trucks"):
        if name.startswith(stem):
            return stem
    return "truck_horn" if "/truck_horn/" in recording else recording
