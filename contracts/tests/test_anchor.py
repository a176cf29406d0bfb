"""Anchor: the cloud's alone, and sizes never shrink."""

from hypothesis import given
from hypothesis import strategies as st
from world import refused


def test_only_the_cloud_anchors(world):
    for party in (world.owner, world.relayer, world.stranger):
        with refused("only the cloud anchors"):
            world.anchor.anchor(1, 1, bytes(32), sender=party)
    for log in (0, 3, 255):
        with refused("log: 1 or 2"):
            world.anchor.anchor(log, 1, bytes(32), sender=world.cloud)


@given(st.lists(st.tuples(st.sampled_from([1, 2]), st.integers(0, 6), st.sampled_from([b"a", b"b"])), max_size=12))
def test_logs_never_shrink_or_fork(deployed, entries):
    with deployed.anchored():
        latest = {1: (0, bytes(32)), 2: (0, bytes(32))}
        for log, size, letter in entries:
            root = letter * 32
            if size > latest[log][0] or (size, root) == latest[log]:
                deployed.anchor.anchor(log, size, root, sender=deployed.cloud)
                latest[log] = (size, root)
            else:
                with refused("a log never shrinks or forks"):
                    deployed.anchor.anchor(log, size, root, sender=deployed.cloud)
            assert tuple(deployed.anchor.latest(log)) == latest[log]
