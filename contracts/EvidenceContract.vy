# pragma version 0.4.3
"""
@title Evidence contract (EC): one incident, its owner and whether the cloud has verified it
@author Veilcam
@notice Runs as clones that EvidenceFactory makes. Owner and incident lie behind a clone's code, and the hash over all
        fields is the salt of its address, so none of them can change; the status is its only storage. The fields travel
        in the factory's event and are passed back where a call needs them.
"""

import clones


interface SearchContract:
    def push(incident: bytes32, fields_hash: bytes32): nonpayable


interface EvidenceFactory:
    def is_evidence(evidence: address, fields_hash: bytes32) -> bool: view


event Verified:
    pass


event Refused:
    reason: uint256


PENDING: constant(uint8) = 0
VERIFIED: constant(uint8) = 1
REFUSED: constant(uint8) = 2

FACTORY: immutable(address)
CLOUD: immutable(address)
SEARCH: immutable(address)
IMPLEMENTATION: immutable(address)

_status: uint8


@deploy
def __init__(factory: address, cloud: address, search: address):
    """
    @notice Called by the factory that makes the clones.
    @param factory EvidenceFactory.
    @param cloud The address whose key alone verifies.
    @param search SearchContract.
    """
    FACTORY = factory
    CLOUD = cloud
    SEARCH = search
    IMPLEMENTATION = self


@external
def verify(fields_hash: bytes32):
    """
    @notice The cloud has found everything right. Makes the incident searchable in the same call, and is final.
    @param fields_hash keccak256(EIP-712 struct hash of the fields ‖ device as 32 bytes): what the cloud has verified.
    """
    self._decide(VERIFIED)
    log Verified()
    extcall SearchContract(SEARCH).push(self._incident(), fields_hash)


@external
def refuse(reason: uint256):
    """
    @notice The cloud refuses the evidence, for ever.
    @param reason A number that docs/contracts.md explains.
    """
    self._decide(REFUSED)
    log Refused(reason=reason)


@external
@view
def status() -> uint8:
    """
    @notice 0 pending, 1 verified, 2 refused.
    """
    return self._status


@external
@view
def owner() -> address:
    """
    @notice The owner that the device named.
    """
    self._assert_clone()
    me: address = self
    return convert(convert(slice(me.code, clones.CODE_SIZE, 20), bytes20), address)


@external
@view
def incident() -> bytes32:
    """
    @notice The identifier of the incident.
    """
    return self._incident()


@external
@view
def is_about(fields_hash: bytes32) -> bool:
    """
    @notice Whether these are the fields of this evidence.
    @param fields_hash keccak256(EIP-712 struct hash of the fields ‖ device as 32 bytes).
    """
    self._assert_clone()
    return staticcall EvidenceFactory(FACTORY).is_evidence(self, fields_hash)


@internal
def _decide(status: uint8):
    self._assert_clone()
    assert msg.sender == CLOUD, "only the cloud decides"
    assert self._status == PENDING, "already decided"
    self._status = status


@internal
@view
def _incident() -> bytes32:
    self._assert_clone()
    me: address = self
    return convert(slice(me.code, clones.CODE_SIZE + 20, 32), bytes32)


@internal
@view
def _assert_clone():
    assert self != IMPLEMENTATION, "use a clone"
