"""What every test starts from: the contracts of the artefacts' sources, deployed as a user deploys them."""

import os
import pathlib
import sys

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

quick = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True, "database": None}
settings.register_profile("quick", max_examples=10, stateful_step_count=15, **quick)
settings.register_profile("slow", max_examples=300, stateful_step_count=40, **quick | {"derandomize": False})
settings.load_profile(os.environ.get("CONTRACTS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def deployed():
    from world import World

    # Outside of every test: titanoboa's plugin undoes what happens inside a test or an example.
    World.shared = World()
    return World.shared


@pytest.fixture
def world(deployed):
    """The deployed contracts; what a test does to them is undone."""
    with deployed.anchored():
        yield deployed
