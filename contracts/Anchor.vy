# pragma version 0.4.3
"""
@title Anchor of the cloud's logs
@author Veilcam
@notice Keeps the latest root of each append-only log and tells all of them in events. That a later root continues an
        earlier one is shown by consistency proofs off the ledger; that the cloud cannot show two is shown here.
"""

struct Root:
    size: uint64
    root: bytes32


event Anchored:
    kind: indexed(uint8)
    size: uint64
    root: bytes32


RECORDS: constant(uint8) = 1
AUDIT: constant(uint8) = 2

CLOUD: immutable(address)

_latest: HashMap[uint8, Root]


@deploy
def __init__(cloud: address):
    """
    @param cloud The address that may anchor.
    """
    assert cloud != empty(address), "the cloud needs an address"
    CLOUD = cloud


@external
def anchor(kind: uint8, size: uint64, root: bytes32):
    """
    @notice The cloud anchors the root of a log.
    @param kind 1 records, 2 audit.
    @param size The number of entries, never below the last one; the same number only with the same root.
    @param root The Merkle root over the entries.
    """
    assert msg.sender == CLOUD, "only the cloud anchors"
    assert kind in [RECORDS, AUDIT], "log: 1 or 2"
    last: Root = self._latest[kind]
    assert size > last.size or (size == last.size and root == last.root), "a log never shrinks or forks"
    self._latest[kind] = Root(size=size, root=root)
    log Anchored(kind=kind, size=size, root=root)


@external
@view
def latest(kind: uint8) -> Root:
    """
    @notice The last anchored size and root of a log; zeros before the first.
    @param kind 1 records, 2 audit.
    """
    return self._latest[kind]


@external
@view
def cloud() -> address:
    """
    @notice The address that may anchor.
    """
    return CLOUD
