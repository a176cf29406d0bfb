# pragma version 0.4.3
"""
@title Search contract (SC): which evidence stands for an incident
@author Veilcam
@notice Made by EvidenceFactory and fed only by its verified children, one for each incident.
"""

interface EvidenceFactory:
    def is_evidence(evidence: address, fields_hash: bytes32) -> bool: view


interface EvidenceContract:
    def incident() -> bytes32: view


event EvidenceVerified:
    evidence: indexed(address)
    incident: indexed(bytes32)


FACTORY: immutable(address)

_evidence_of: HashMap[bytes32, address]


@deploy
def __init__(factory: address):
    """
    @notice Called by the factory whose children may push.
    @param factory EvidenceFactory.
    """
    FACTORY = factory


@external
def push(incident: bytes32, fields_hash: bytes32):
    """
    @notice An evidence contract tells that it has been verified.
    @param incident The identifier of its incident.
    @param fields_hash The hash over its fields, which proves that the factory made it.
    """
    assert staticcall EvidenceFactory(FACTORY).is_evidence(msg.sender, fields_hash), "not evidence of this factory"
    assert self._evidence_of[incident] == empty(address), "the incident has evidence"
    self._evidence_of[incident] = msg.sender
    log EvidenceVerified(evidence=msg.sender, incident=incident)


@external
@view
def evidence_of(incident: bytes32) -> address:
    """
    @notice The verified evidence of an incident; the zero address where there is none.
    @param incident The identifier of the incident.
    """
    return self._evidence_of[incident]


@external
@view
def is_verified(evidence: address) -> bool:
    """
    @notice Whether an address is evidence of the factory that the cloud has verified.
    @param evidence Any address; a contract of another kind answers no or reverts.
    """
    if evidence.codesize == 0:
        return False
    # Only verified children are ever in the map, whatever another contract says of its incident.
    return self._evidence_of[staticcall EvidenceContract(evidence).incident()] == evidence


@external
@view
def factory() -> address:
    """
    @notice The factory whose children may push.
    """
    return FACTORY
