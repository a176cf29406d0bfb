"""Where training keeps what it fetched and made: outside the repository."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CACHE = Path(os.environ.get("VEILCAM_TRAINING_CACHE", Path.home() / ".cache/veilcam/training/sound"))
MODELS = ROOT / "Models/sound"
