# pragma version 0.4.3
"""
@title Makes evidence contracts
@author Veilcam
@notice Anybody may bring an incident that a device has signed and pays for its evidence contract; who the owner is says
        the device's signature and not the sender. The verifying contract of every EIP-712 signature of a device.
"""

import incidents
import clones


event EvidenceCreated:
    evidence: indexed(address)
    incident: indexed(bytes32)
    owner: indexed(address)
    device: address
    fields: incidents.Incident
    signature: Bytes[65]


# Owner and incident; the hash over all fields is the salt.
ARGUMENTS: constant(uint256) = 52

CLOUD: immutable(address)
SEARCH: immutable(address)
IMPLEMENTATION: immutable(address)
DOMAIN: immutable(bytes32)
CHAIN: immutable(uint256)


@deploy
def __init__(cloud: address, search_blueprint: address, evidence_blueprint: address):
    """
    @notice Makes the search contract and the implementation of evidence contracts, which thereby know this factory.
    @param cloud The address whose key alone verifies evidence.
    @param search_blueprint ERC-5202 blueprint of SearchContract.
    @param evidence_blueprint ERC-5202 blueprint of EvidenceContract.
    """
    assert cloud != empty(address), "the cloud needs an address"
    CLOUD = cloud
    SEARCH = create_from_blueprint(search_blueprint, self)
    IMPLEMENTATION = create_from_blueprint(evidence_blueprint, self, cloud, SEARCH)
    DOMAIN = incidents.domain_separator(self)
    CHAIN = chain.id


@external
def create(incident: incidents.Incident, signature: Bytes[65]) -> address:
    """
    @notice Makes the evidence contract of an incident. Anybody may call; the device's signature decides.
    @param incident The fields of docs/formats.md section 7.
    @param signature The device's EIP-712 signature, r ‖ s ‖ v with v 27 or 28 and s at most half the order.
    @return The address of the evidence contract.
    """
    segments: uint256 = len(incident.frameHashes)
    assert segments > 0 and segments == len(incident.contentRoots), "one to three segments"
    assert len(incident.previews) == 3, "three previews"
    assert len(incident.original.publicKey) == 33 and len(incident.protected.publicKey) == 33, "keys have 33 bytes"
    assert len(incident.original.capsule) == 98 and len(incident.protected.capsule) == 98, "capsules have 98 bytes"
    assert incident.owner != empty(address), "no owner"

    struct_hash: bytes32 = incidents.struct_hash(incident)
    device: address = incidents.signer(self._domain(), struct_hash, signature)
    assert device != empty(address), "bad signature"

    fields: bytes32 = incidents.fields_hash(struct_hash, device)
    code: Bytes[215] = self._code(incident.owner, incident.incident)
    evidence: address = raw_create(code, salt=fields, revert_on_failure=False)
    assert evidence != empty(address), "the evidence exists"
    log EvidenceCreated(
        evidence=evidence,
        incident=incident.incident,
        owner=incident.owner,
        device=device,
        fields=incident,
        signature=signature,
    )
    return evidence


@external
@view
def is_evidence(evidence: address, fields_hash: bytes32) -> bool:
    """
    @notice Whether an address is an evidence contract of this factory about these fields.
    @param evidence Any address.
    @param fields_hash keccak256(EIP-712 struct hash ‖ device as 32 bytes).
    """
    if evidence.codesize != clones.CODE_SIZE + ARGUMENTS:
        return False
    arguments: Bytes[ARGUMENTS] = slice(evidence.code, clones.CODE_SIZE, ARGUMENTS)
    return clones.child(self, clones.init_code(IMPLEMENTATION, arguments), fields_hash) == evidence


@external
@view
def evidence_address(owner: address, incident: bytes32, fields_hash: bytes32) -> address:
    """
    @notice Where the evidence contract of these fields lies, made or not.
    @param owner The owner that the device named.
    @param incident The incident's identifier.
    @param fields_hash keccak256(EIP-712 struct hash ‖ device as 32 bytes).
    """
    return clones.child(self, self._code(owner, incident), fields_hash)


@external
@view
def domain_separator() -> bytes32:
    """
    @notice The EIP-712 domain separator of devices' signatures.
    """
    return self._domain()


@external
@view
def cloud() -> address:
    """
    @notice The address whose key alone verifies evidence.
    """
    return CLOUD


@external
@view
def search() -> address:
    """
    @notice The search contract of this factory.
    """
    return SEARCH


@external
@view
def implementation() -> address:
    """
    @notice The code that evidence contracts share.
    """
    return IMPLEMENTATION


@internal
@view
def _domain() -> bytes32:
    # After a fork of the chain the separator made at deployment would be the other chain's.
    if chain.id == CHAIN:
        return DOMAIN
    return incidents.domain_separator(self)


@internal
@view
def _code(owner: address, incident: bytes32) -> Bytes[215]:
    return clones.init_code(IMPLEMENTATION, concat(convert(owner, bytes20), incident))
