# pragma version 0.4.3
"""
@title What a dashcam signs when it publishes an incident, and the EIP-712 hashes of it
@author Veilcam
@notice docs/formats.md section 7. A module: its functions become part of the contracts that import it.
"""

struct Sealed:
    publicKey: Bytes[33]
    capsule: Bytes[98]
    ciphertextRoot: bytes32
    keyCommitment: bytes32


struct Incident:
    owner: address
    incident: bytes32
    original: Sealed
    protected: Sealed
    frameHashes: DynArray[bytes32, 3]
    contentRoots: DynArray[bytes32, 3]
    previews: DynArray[bytes32, 3]
    placeCommitment: bytes32


ORIGINAL: constant(uint8) = 1
PROTECTED: constant(uint8) = 2

# Half the order of secp256k1: the larger spelling of a signature's s is refused.
HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168

DOMAIN_TYPE: constant(bytes32) = keccak256(
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
SEALED_TYPE: constant(bytes32) = keccak256(
    "Sealed(bytes publicKey,bytes capsule,bytes32 ciphertextRoot,bytes32 keyCommitment)"
)
INCIDENT_TYPE: constant(bytes32) = keccak256(
    "Incident(address owner,bytes32 incident,Sealed original,Sealed protected,bytes32[] frameHashes,bytes32[] contentRoots,bytes32[] previews,bytes32 placeCommitment)Sealed(bytes publicKey,bytes capsule,bytes32 ciphertextRoot,bytes32 keyCommitment)"
)


@internal
@view
def domain_separator(factory: address) -> bytes32:
    """
    @notice The EIP-712 domain of everything that a device signs for the ledger.
    """
    return keccak256(
        abi_encode(DOMAIN_TYPE, keccak256("Veilcam"), keccak256("1"), chain.id, factory)
    )


@internal
@pure
def struct_hash(incident: Incident) -> bytes32:
    """
    @notice The EIP-712 hash of an incident's fields.
    """
    return keccak256(
        abi_encode(
            INCIDENT_TYPE,
            incident.owner,
            incident.incident,
            self._sealed_hash(incident.original),
            self._sealed_hash(incident.protected),
            self._list_hash(incident.frameHashes),
            self._list_hash(incident.contentRoots),
            self._list_hash(incident.previews),
            incident.placeCommitment,
        )
    )


@internal
@pure
def fields_hash(struct_hash: bytes32, device: address) -> bytes32:
    """
    @notice The one hash that an evidence contract keeps of all its fields and of the device that signed them.
    """
    return keccak256(abi_encode(struct_hash, device))


@internal
@pure
def signer(domain: bytes32, struct_hash: bytes32, signature: Bytes[65]) -> address:
    """
    @notice Who signed the struct under the domain; the zero address where the signature is none, or spelt otherwise than
            docs/formats.md has it (v = 27 or 28, s at most half the order).
    """
    if len(signature) != 65:
        return empty(address)
    s: uint256 = extract32(signature, 32, output_type=uint256)
    if s > HALF_ORDER:
        return empty(address)
    digest: bytes32 = keccak256(concat(x"1901", domain, struct_hash))
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    if v != 27 and v != 28:
        return empty(address)
    return ecrecover(digest, v, extract32(signature, 0, output_type=uint256), s)


@internal
@pure
def rendition(incident: Incident, which: uint8) -> Sealed:
    """
    @notice What was sealed of one rendition, 1 original or 2 protected.
    """
    if which == ORIGINAL:
        return incident.original
    return incident.protected


@internal
@pure
def _sealed_hash(sealed: Sealed) -> bytes32:
    return keccak256(
        abi_encode(
            SEALED_TYPE,
            keccak256(sealed.publicKey),
            keccak256(sealed.capsule),
            sealed.ciphertextRoot,
            sealed.keyCommitment,
        )
    )


@internal
@pure
def _list_hash(hashes: DynArray[bytes32, 3]) -> bytes32:
    # EIP-712 hashes the elements one behind the other: the ABI encoding without its offset and length.
    return keccak256(slice(abi_encode(hashes), 64, 32 * len(hashes)))
