# pragma version 0.4.3
"""
@title Judges of rekeys, capsules and session keys
@author Veilcam
@notice docs/formats.md sections 5 and 10.
"""

import curve

# A rekey in MessagePack: [[U], id, rk, X, [U1, signature, signature, bool, bool]].
KFRAG_SIZE: constant(uint256) = 310
_SECRET_AT: constant(uint256) = 73
_PRECURSOR_AT: constant(uint256) = 107
_FRAME: constant(bytes32) = keccak256(
    x"9591c42103079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cdc420c420c42195c421c440c440"
)

_BAD_REKEY_DOMAIN: constant(bytes32) = keccak256("veilcam.bad-rekey.v1")
_COMMITMENT_DOMAIN: constant(bytes32) = keccak256("veilcam.key-commitment.v1")
_INNER: constant(bytes32) = 0x3636363636363636363636363636363636363636363636363636363636363636
_OUTER: constant(bytes32) = 0x5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c


@internal
@view
def assert_capsule(capsule: Bytes[98]):
    """
    @notice Reverts unless s·G = V + h(E, V)·E, so that E and V are points and E + V one that can be multiplied.
    """
    e: Bytes[33] = slice(capsule, 0, 33)
    v: Bytes[33] = slice(capsule, 33, 33)
    s: uint256 = extract32(capsule, 66, output_type=uint256)
    h: uint256 = self._to_scalar(concat(x"0000000e", b"CAPSULE_POINTS", e, v))
    assert s < curve.N, "the capsule is invalid"
    first: curve.Point = curve.decompress(e)
    second: curve.Point = curve.decompress(v)
    # s·G − h·E = V
    assert curve.combination(first, curve.N - h, s) == curve.address_of(second), "the capsule is invalid"
    # With V = −E there is no key seed that anybody could show.
    assert first.x != second.x or first.y == second.y, "the capsule is invalid"


@internal
@pure
def assert_rekey(kfrag: Bytes[KFRAG_SIZE]):
    """
    @notice Reverts unless the bytes are framed as a rekey's, its secret is a scalar and its precursor a point.
    """
    assert len(kfrag) == KFRAG_SIZE, "a rekey has 310 bytes"
    frame: bytes32 = keccak256(
        concat(
            slice(kfrag, 0, 39),
            slice(kfrag, 71, 2),
            slice(kfrag, 105, 2),
            slice(kfrag, 140, 3),
            slice(kfrag, 176, 2),
            slice(kfrag, 242, 2),
        )
    )
    flags: uint256 = convert(slice(kfrag, 308, 2), uint256)
    assert frame == _FRAME and flags & 65278 == 49858, "malformed rekey"
    assert curve.is_scalar(self._rekey_secret(kfrag)), "malformed rekey"
    assert curve.is_point(self._precursor(kfrag)), "malformed rekey"


@internal
@view
def assert_bad_rekey(
    kfrag: Bytes[KFRAG_SIZE], delegating: Bytes[33], receiving: Bytes[33], proof: Bytes[97], products: Bytes[66]
):
    """
    @notice Reverts unless the proof shows that the rekey does not lead to the delegating key.
    @param proof dh ‖ c ‖ z.
    @param products z·X ‖ c·dh, which the ledger can check but not compute.
    """
    assert len(proof) == 97 and len(products) == 66, "malformed proof"
    c: uint256 = extract32(proof, 33, output_type=uint256)
    z: uint256 = extract32(proof, 65, output_type=uint256)
    assert curve.is_scalar(c) and curve.is_scalar(z), "malformed proof"
    shared: Bytes[33] = slice(proof, 0, 33)
    self._assert_shared(
        curve.decompress(receiving), curve.decompress(self._precursor(kfrag)), curve.decompress(shared), c, z, products
    )
    d: uint256 = self._to_scalar(
        concat(x"0000000d", b"SHARED_SECRET", self._precursor(kfrag), receiving, shared)
    )
    key: address = curve.combination(curve.G, uint256_mulmod(self._rekey_secret(kfrag), d, curve.N), 0)
    assert key != curve.address_of(curve.decompress(delegating)), "the rekey is good"


@internal
@view
def assert_bad_key(
    owner_key: Bytes[33], capsule: Bytes[98], commitment: bytes32, incident: bytes32, rendition: uint8, proof: Bytes[65]
):
    """
    @notice Reverts unless the proof shows that the capsule's session key is not the committed one.
    @param proof a ‖ S with a·G = owner_key and S = a·(E + V).
    """
    assert len(proof) == 65, "malformed proof"
    a: uint256 = extract32(proof, 0, output_type=uint256)
    assert curve.is_scalar(a), "malformed proof"
    key: address = curve.combination(curve.G, a, 0)
    assert key == curve.address_of(curve.decompress(owner_key)), "not the owner's secret key"
    seed: Bytes[33] = slice(proof, 32, 33)
    sum: curve.Point = curve.add(
        curve.decompress(slice(capsule, 0, 33)), curve.decompress(slice(capsule, 33, 33))
    )
    assert curve.combination(sum, a, 0) == curve.address_of(curve.decompress(seed)), "not the capsule's key seed"
    assert self.key_commitment(seed, incident, rendition) != commitment, "the key is good"


@internal
@pure
def key_commitment(seed: Bytes[33], incident: bytes32, rendition: uint8) -> bytes32:
    """
    @notice H(H("veilcam.key-commitment.v1") ‖ incident ‖ rendition ‖ HKDF(seed, incident ‖ rendition)).
    """
    which: bytes1 = convert(rendition, bytes1)
    pseudorandom: bytes32 = self._hmac(empty(bytes32), seed)
    key: bytes32 = self._hmac(pseudorandom, concat(incident, which, x"01"))
    return keccak256(concat(_COMMITMENT_DOMAIN, incident, which, key))


@internal
@view
def _assert_shared(
    receiving: curve.Point, precursor: curve.Point, shared: curve.Point, c: uint256, z: uint256, products: Bytes[66]
):
    # log_G receiving = log_precursor shared: T1 = z·G − c·B and T2 = z·X − c·dh must give c again.
    first: address = curve.combination(receiving, curve.N - c, z)
    left: curve.Point = curve.decompress(slice(products, 0, 33))
    right: curve.Point = curve.decompress(slice(products, 33, 33))
    assert curve.combination(precursor, z, 0) == curve.address_of(left), "not the product"
    assert curve.combination(shared, c, 0) == curve.address_of(right), "not the product"
    second: address = curve.address_of(curve.add(left, curve.negative(right)))
    challenge: bytes32 = keccak256(
        concat(
            _BAD_REKEY_DOMAIN,
            curve.coordinates(receiving),
            curve.coordinates(precursor),
            curve.coordinates(shared),
            convert(first, bytes20),
            convert(second, bytes20),
        )
    )
    assert convert(challenge, uint256) % curve.N == c, "not the shared point"


@internal
@pure
def _rekey_secret(kfrag: Bytes[KFRAG_SIZE]) -> uint256:
    return extract32(kfrag, _SECRET_AT, output_type=uint256)


@internal
@pure
def _precursor(kfrag: Bytes[KFRAG_SIZE]) -> Bytes[33]:
    return slice(kfrag, _PRECURSOR_AT, 33)


@internal
@pure
def _to_scalar(text: Bytes[116]) -> uint256:
    # The text begins with the length of its domain in four bytes.
    return convert(sha256(text), uint256) % (curve.N - 1) + 1


@internal
@pure
def _hmac(key: bytes32, text: Bytes[34]) -> bytes32:
    # HMAC-SHA-256 with a key of 32 bytes, which the block of 64 fills up with zeros.
    inner: bytes32 = sha256(concat(self._xor(key, _INNER), _INNER, text))
    return sha256(concat(self._xor(key, _OUTER), _OUTER, inner))


@internal
@pure
def _xor(left: bytes32, right: bytes32) -> bytes32:
    return convert(convert(left, uint256) ^ convert(right, uint256), bytes32)
