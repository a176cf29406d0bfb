"""What docs/formats.md says, a second time and in Python: incidents, signatures, rekeys, capsules and disputes."""

import dataclasses
import hashlib
import hmac
import itertools

import umbral_pre
from coincurve import PrivateKey, PublicKey
from eth_account import Account
from eth_utils import keccak, to_checksum_address

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
P = 2**256 - 2**32 - 977
ORIGINAL, PROTECTED = 1, 2
U = bytes.fromhex("03079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd")
_counter = itertools.count(1)


def fresh(text: str = "") -> bytes:
    """32 bytes that no other call has given; the same in every run."""
    return keccak(text.encode() + next(_counter).to_bytes(8, "big"))


# Points, compressed


def times(point: bytes, scalar: int) -> bytes:
    return PublicKey(point).multiply((scalar % N).to_bytes(32, "big")).format()


def generator(scalar: int) -> bytes:
    return PrivateKey((scalar % N).to_bytes(32, "big")).public_key.format()


def add(*points: bytes) -> bytes:
    return PublicKey.combine_keys([PublicKey(point) for point in points]).format()


def negative(point: bytes) -> bytes:
    return bytes([point[0] ^ 1]) + point[1:]


def coordinates(point: bytes) -> bytes:
    return PublicKey(point).format(compressed=False)[1:]


def address(point: bytes) -> bytes:
    return keccak(coordinates(point))[12:]


def to_scalar(domain: bytes, *parts: bytes) -> int:
    digest = hashlib.sha256(len(domain).to_bytes(4, "big") + domain + b"".join(parts)).digest()
    return int.from_bytes(digest, "big") % (N - 1) + 1


# Umbral


@dataclasses.dataclass
class Key:
    secret: umbral_pre.SecretKey

    @classmethod
    def new(cls):
        return cls(umbral_pre.SecretKey.from_be_bytes((int.from_bytes(fresh("key"), "big") % N).to_bytes(32, "big")))

    @classmethod
    def named(cls, label: str):
        factory = umbral_pre.SecretKeyFactory.from_secure_randomness(bytes(range(32)))
        return cls(factory.make_key(label.encode()))

    @property
    def scalar(self) -> int:
        return int.from_bytes(self.secret.to_be_bytes(), "big")

    @property
    def public(self) -> bytes:
        return self.secret.public_key().to_compressed_bytes()


def capsule(key: Key) -> bytes:
    """E ‖ V ‖ s, made by umbral-pre."""
    return umbral_pre.encrypt(key.secret.public_key(), b"x")[0].to_bytes_simple()


def key_seed(key: Key, capsule: bytes) -> bytes:
    return times(add(capsule[:33], capsule[33:66]), key.scalar)


def rekey(owner: Key, requester: Key) -> bytes:
    """A rekey of 1 of 1 in MessagePack, made by umbral-pre."""
    signer = umbral_pre.Signer(Key.named("signer").secret)
    return bytes(umbral_pre.generate_kfrags(owner.secret, requester.secret.public_key(), signer, 1, 1, True, True)[0])


def own_capsule(key: Key) -> bytes:
    """E ‖ V ‖ s, made by the rules of docs/formats.md; the same in every run."""
    e, v = (int.from_bytes(fresh("capsule"), "big") % N for _ in range(2))
    points = generator(e) + generator(v)
    s = (v + e * to_scalar(b"CAPSULE_POINTS", points)) % N
    return points + s.to_bytes(32, "big")


def own_rekey(owner: Key, requester: Key) -> bytes:
    """A rekey made by the rules of docs/formats.md, with signatures of nobody; the same in every run."""
    x = int.from_bytes(fresh("precursor"), "big") % N
    d = to_scalar(b"SHARED_SECRET", generator(x), requester.public, times(requester.public, x))
    secret = owner.scalar * pow(d, -1, N) % N
    signature = fresh("r") + fresh("s")
    return (
        b"\x95\x91\xc4\x21" + U
        + b"\xc4\x20" + fresh("id")
        + b"\xc4\x20" + secret.to_bytes(32, "big")
        + b"\xc4\x21" + generator(x)
        + b"\x95\xc4\x21" + times(U, secret)
        + (b"\xc4\x40" + signature) * 2
        + b"\xc3\xc3"
    )  # fmt: skip


def rekey_secret(kfrag: bytes) -> int:
    return int.from_bytes(kfrag[73:105], "big")


def precursor(kfrag: bytes) -> bytes:
    return kfrag[107:140]


def rekey_fits(kfrag: bytes, owner_key: bytes, requester: Key) -> bool:
    shared = times(precursor(kfrag), requester.scalar)
    d = to_scalar(b"SHARED_SECRET", precursor(kfrag), requester.public, shared)
    return generator(rekey_secret(kfrag) * d) == owner_key


def hkdf(seed: bytes, info: bytes) -> bytes:
    extracted = hmac.digest(bytes(32), seed, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def key_commitment(seed: bytes, incident: bytes, rendition: int) -> bytes:
    key = hkdf(seed, incident + bytes([rendition]))
    return keccak(keccak(b"veilcam.key-commitment.v1") + incident + bytes([rendition]) + key)


def bad_rekey_products(proof: bytes, kfrag: bytes) -> bytes:
    """z·X ‖ c·dh."""
    c, z = int.from_bytes(proof[33:65], "big"), int.from_bytes(proof[65:], "big")
    return times(precursor(kfrag), z) + times(proof[:33], c)


def bad_rekey_proof(kfrag: bytes, requester: Key, nonce: int = 0) -> bytes:
    """dh ‖ c ‖ z, made without asking whether the rekey is bad."""
    nonce = nonce or int.from_bytes(fresh("nonce"), "big") % N
    x = precursor(kfrag)
    shared = times(x, requester.scalar)
    points = coordinates(requester.public) + coordinates(x) + coordinates(shared)
    nonces = address(generator(nonce)) + address(times(x, nonce))
    c = int.from_bytes(keccak(keccak(b"veilcam.bad-rekey.v1") + points + nonces), "big") % N
    z = (nonce + c * requester.scalar) % N
    return shared + c.to_bytes(32, "big") + z.to_bytes(32, "big")


# Places


@dataclasses.dataclass(frozen=True)
class Place:
    row: int
    column: int
    bucket: int

    @property
    def tuple(self):
        return (self.row, self.column, self.bucket)

    def commitment(self, salt: bytes) -> bytes:
        parts = b"".join(x.to_bytes(4, "big", signed=x < 0) for x in self.tuple)
        return keccak(keccak(b"veilcam.place.v1") + salt + parts)


# EIP-712, by eth-account

SEALED = [("publicKey", "bytes"), ("capsule", "bytes"), ("ciphertextRoot", "bytes32"), ("keyCommitment", "bytes32")]
INCIDENT = [
    ("owner", "address"),
    ("incident", "bytes32"),
    ("original", "Sealed"),
    ("protected", "Sealed"),
    ("frameHashes", "bytes32[]"),
    ("contentRoots", "bytes32[]"),
    ("previews", "bytes32[]"),
    ("placeCommitment", "bytes32"),
]
CLAIM = [("incident", "bytes32"), ("row", "int32"), ("column", "int32"), ("bucket", "uint32")]


def members(fields):
    return [{"name": name, "type": kind} for name, kind in fields]


@dataclasses.dataclass
class Domain:
    chain: int
    factory: str

    @property
    def values(self):
        return {"name": "Veilcam", "version": "1", "chainId": self.chain, "verifyingContract": self.factory}


@dataclasses.dataclass
class Sealed:
    public_key: bytes
    capsule: bytes
    ciphertext_root: bytes
    key_commitment: bytes

    @property
    def tuple(self):
        return (self.public_key, self.capsule, self.ciphertext_root, self.key_commitment)


@dataclasses.dataclass
class Incident:
    """An incident with everything that its device and its owner know of it."""

    owner: str
    incident: bytes
    original: Sealed
    protected: Sealed
    frame_hashes: list
    content_roots: list
    previews: list
    place_commitment: bytes

    def sealed(self, rendition: int) -> Sealed:
        return self.original if rendition == ORIGINAL else self.protected

    @property
    def tuple(self):
        return (
            self.owner,
            self.incident,
            self.original.tuple,
            self.protected.tuple,
            self.frame_hashes,
            self.content_roots,
            self.previews,
            self.place_commitment,
        )

    @property
    def message(self):
        named = dict(zip([name for name, _ in INCIDENT], self.tuple))
        for rendition in ("original", "protected"):
            named[rendition] = dict(zip([name for name, _ in SEALED], named[rendition]))
        return named

    def signable(self, domain: Domain):
        from eth_account.messages import encode_typed_data

        types = {"Incident": members(INCIDENT), "Sealed": members(SEALED)}
        return encode_typed_data(domain.values, types, self.message)

    def signed(self, device, domain: Domain) -> bytes:
        return bytes(device.sign_message(self.signable(domain)).signature)

    def fields_hash(self, device: str, domain: Domain) -> bytes:
        return keccak(bytes(self.signable(domain).body) + bytes(12) + bytes.fromhex(device[2:]))


def signed_claim(place: Place, incident: bytes, device, domain: Domain) -> bytes:
    from eth_account.messages import encode_typed_data

    message = dict(zip([name for name, _ in CLAIM], (incident, *place.tuple)))
    signable = encode_typed_data(domain.values, {"PlaceClaim": members(CLAIM)}, message)
    return bytes(device.sign_message(signable).signature)


@dataclasses.dataclass
class Film:
    """An incident, and the secrets behind it."""

    fields: Incident
    keys: dict
    place: Place
    place_salt: bytes


def film(owner: str, segments: int = 1, false_commitment: int = 0, make_capsule=capsule) -> Film:
    """A film with real keys, capsules and commitments; `false_commitment` names a rendition whose key does not fit."""
    incident = fresh("incident")
    keys = {rendition: Key.new() for rendition in (ORIGINAL, PROTECTED)}
    sealed, seeds = {}, {}
    for rendition, key in keys.items():
        own = make_capsule(key)
        seeds[rendition] = key_seed(key, own)
        commitment = key_commitment(seeds[rendition], incident, rendition)
        if rendition == false_commitment:
            commitment = fresh("false")
        sealed[rendition] = Sealed(key.public, own, fresh("root"), commitment)
    session = hkdf(seeds[PROTECTED], incident + bytes([PROTECTED]))
    salt = hkdf(session, b"veilcam.place-salt.v1")
    place = Place(962, -231, 472222)
    fields = Incident(
        owner,
        incident,
        sealed[ORIGINAL],
        sealed[PROTECTED],
        [fresh("frame") for _ in range(segments)],
        [fresh("content") for _ in range(segments)],
        [fresh("preview") for _ in range(3)],
        place.commitment(salt),
    )
    return Film(fields, keys, place, salt)


def account(label: str):
    return Account.from_key(keccak(b"account " + label.encode()))


def checksummed(raw: bytes) -> str:
    return to_checksum_address(raw)
