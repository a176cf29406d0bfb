"""The three disputes against values of umbral-pre, the published vectors, and proofs that must not pass."""

import dataclasses
import json
import pathlib

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import ORIGINAL, PROTECTED
from test_requests import NO_POINTS, cancelling_capsule
from world import DISPUTED, REWARD, refused

VECTORS = json.loads(
    (pathlib.Path(__file__).resolve().parents[2] / "docs" / "vectors" / "evidence.json").read_text()
)
# The rekey of the published bad-rekey proof: made with the signer's key instead of the owner's.
PUBLISHED_REKEY = bytes.fromhex(
    "9591c42103079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cdc420024d4c11fc2274655dde06e734af5c97477"
    "11a3ae4724dc5c68379adca1094fdc4204c3a8ace7b3cde9ec7b45c52d1397af390a2f99b91e22b9916fbc3b3abea869ac42103bd7a43d1ff"
    "9e02c4fdd04d0099b659a66665045d6204b3537570e7569e83a95d95c421020a156a64a6bb37cf503eea1992346488ebbda2a735e7d385847"
    "f8b45a9cc97bac4401aaadebfb0da24ff8b316da5ef18a55156b7bce9c8c5cf05319b5f061f0f62fc0a5f99bfdc02a2086e4e5b543bf011e8"
    "aa1cf12d0122870618a931f66015a892c4401aaadebfb0da24ff8b316da5ef18a55156b7bce9c8c5cf05319b5f061f0f62fc0a5f99bfdc02a"
    "2086e4e5b543bf011e8aa1cf12d0122870618a931f66015a892c3c3"
)


def raw(text: str) -> bytes:
    return bytes.fromhex(text[2:])


def number(value: int) -> bytes:
    return value.to_bytes(32, "big")


def won(request):
    """The requester has reward and deposit."""
    assert request.at.state() == DISPUTED
    assert request.at.credit_of(request.requester) == request.conserved() == 2 * REWARD


def film_of_alice(world, **changes):
    """The owner's key, capsule and place of the published vectors; `changes` to the protected rendition."""
    film = oracle.film(world.owner)
    capsule = raw(VECTORS["session"]["capsule"])
    sealed = oracle.Sealed(oracle.Key.named("alice").public, capsule, oracle.fresh(), oracle.fresh())
    film.fields = dataclasses.replace(
        film.fields,
        incident=raw(VECTORS["session"]["incident"]),
        protected=dataclasses.replace(sealed, **changes),
        place_commitment=raw(VECTORS["place"]["commitment"]),
    )
    film.keys[PROTECTED] = oracle.Key.named("alice")
    film.place = oracle.Place(**VECTORS["place"]["place"])
    film.place_salt = raw(VECTORS["session"]["placeSalt"])
    return film


# The published vectors


def test_published_bad_rekey(world):
    request = world.request(film=film_of_alice(world), key=oracle.Key.named("bob")).approve(kfrag=PUBLISHED_REKEY)
    assert oracle.keccak(b"veilcam.bad-rekey.v1") == raw(VECTORS["disputes"]["badRekeyDomain"])
    request.bad_rekey(proof=raw(VECTORS["disputes"]["badRekeyProof"]))
    won(request)


def test_published_bad_key(world):
    request = world.request(film=film_of_alice(world)).approve()
    request.bad_key(proof=raw(VECTORS["disputes"]["badKeyProof"]))
    won(request)


@pytest.mark.parametrize("rendition", [ORIGINAL, PROTECTED])
def test_published_bindings_commitments_are_good_keys(world, rendition):
    """The commitments of the published binding are those of its capsules: the same proof is refused."""
    binding = VECTORS["binding"]["signed"]["binding"]
    sealed = {
        name: oracle.Sealed(
            raw(binding[name]["publicKey"]),
            raw(binding[name]["capsule"]),
            raw(binding[name]["ciphertextRoot"]),
            raw(binding[name]["keyCommitment"]),
        )
        for name in ("original", "protected")
    }
    film = film_of_alice(world)
    film.keys = {ORIGINAL: film.keys[PROTECTED], PROTECTED: film.keys[PROTECTED]}
    film.fields = dataclasses.replace(film.fields, incident=raw(binding["incident"]), **sealed)
    request = world.request(film=film, rendition=rendition).approved()
    if film.fields.sealed(rendition).key_commitment == oracle.key_commitment(
        oracle.key_seed(film.keys[rendition], film.fields.sealed(rendition).capsule),
        film.fields.incident,
        rendition,
    ):
        with refused("the key is good"):
            request.bad_key(proof=raw(VECTORS["disputes"]["badKeyProof"]))
    else:
        request.bad_key(proof=raw(VECTORS["disputes"]["badKeyProof"]))
        won(request)


def test_published_key_commitment_is_a_good_key(world):
    session = VECTORS["session"]
    assert session["rendition"] == "original"
    film = film_of_alice(world)
    film.fields.original = dataclasses.replace(film.fields.protected, key_commitment=raw(session["keyCommitment"]))
    film.keys[ORIGINAL] = film.keys[PROTECTED]
    request = world.request(film=film, rendition=ORIGINAL).approved()
    with refused("the key is good"):
        request.bad_key(proof=raw(VECTORS["disputes"]["badKeyProof"]))


def test_published_binding(world):
    """The digest of the published binding, and its device, on a factory at the published address."""
    import boa
    from world import artefact, constructor, factory_of

    published = VECTORS["binding"]
    binding, factory = published["signed"]["binding"], oracle.checksummed(raw(published["signed"]["binding"]["factory"]))
    blueprints = [world._blueprint("SearchContract"), world._blueprint("EvidenceContract")]
    boa.env.deploy(
        bytecode=constructor("EvidenceFactory", world.cloud, *blueprints), sender=world.cloud, override_address=factory
    )
    at = factory_of("EvidenceFactory").at(factory)
    previous, boa.env.evm.patch.chain_id = boa.env.evm.patch.chain_id, binding["chainId"]
    try:
        assert at.domain_separator() == raw(published["domainSeparator"])
        parts = {
            name: tuple(
                raw(binding[name][member]) for member in ("publicKey", "capsule", "ciphertextRoot", "keyCommitment")
            )
            for name in ("original", "protected")
        }
        fields = (
            oracle.checksummed(raw(binding["owner"])),
            raw(binding["incident"]),
            parts["original"],
            parts["protected"],
            [raw(segment["frameHash"]) for segment in binding["segments"]],
            [raw(segment["contentRoot"]) for segment in binding["segments"]],
            [raw(preview) for preview in binding["previews"]],
            raw(binding["placeCommitment"]),
        )
        evidence = at.create(fields, raw(published["signed"]["signature"]))
        (event,) = [e for e in at.get_logs() if type(e).__name__ == "EvidenceCreated"]
        assert event.device.lower() == published["device"]
        hash_ = oracle.keccak(raw(published["messageHash"]) + bytes(12) + raw(published["device"]))
        assert at.evidence_address(fields[0], fields[1], hash_) == evidence
    finally:
        boa.env.evm.patch.chain_id = previous
    assert artefact("EvidenceFactory")["compiler"]["version"] == "0.4.3"


def test_published_place(world):
    request = world.request(film=film_of_alice(world)).approve()
    with refused("the place is true"):
        request.false_place(request.film.place)
    request.false_place(oracle.Place(962, -231, 472221))
    won(request)


# Bad rekeys


@given(st.integers(1, oracle.N - 1))
def test_any_bad_rekey_of_umbral_pre_is_proven(deployed, nonce):
    with deployed.anchored():
        request = deployed.request()
        request.approve(kfrag=oracle.rekey(oracle.Key.new(), request.key))
        request.bad_rekey(proof=oracle.bad_rekey_proof(request.kfrag, request.key, nonce))
        won(request)


@given(st.sampled_from(["secret", "precursor", "receiver"]))
def test_every_way_to_be_bad(deployed, way):
    with deployed.anchored():
        request = deployed.request()
        kfrag = request.kfrag
        if way == "secret":
            kfrag = kfrag[:73] + number(int.from_bytes(oracle.fresh(), "big") % oracle.N) + kfrag[105:]
        if way == "precursor":
            kfrag = kfrag[:107] + oracle.Key.new().public + kfrag[140:]
        if way == "receiver":
            kfrag = oracle.rekey(request.film.keys[PROTECTED], oracle.Key.new())
        assert not oracle.rekey_fits(kfrag, request.film.fields.protected.public_key, request.key)
        request.approve(kfrag=kfrag)
        request.bad_rekey()
        won(request)


@given(st.integers(1, oracle.N - 1))
def test_a_good_rekey_is_never_proven_bad(deployed, nonce):
    with deployed.anchored():
        request = deployed.request().approve()
        assert oracle.rekey_fits(request.kfrag, request.film.fields.protected.public_key, request.key)
        with refused("the rekey is good"):
            request.bad_rekey(proof=oracle.bad_rekey_proof(request.kfrag, request.key, nonce))


def test_own_values_agree_with_umbral_pre(world):
    """The oracle's rekeys and capsules are good ones, to the ledger and to umbral-pre."""
    import umbral_pre

    film = oracle.film(world.owner, make_capsule=oracle.own_capsule)
    request = world.request(film=film)
    request.approve(kfrag=oracle.own_rekey(film.keys[PROTECTED], request.key))
    umbral_pre.Capsule.from_bytes(b"\x93\xc4\x21%b\xc4\x21%b\xc4\x20%b" % (
        film.fields.protected.capsule[:33], film.fields.protected.capsule[33:66], film.fields.protected.capsule[66:]
    ))  # fmt: skip
    with refused("the rekey is good"):
        request.bad_rekey()
    with refused("the key is good"):
        request.bad_key()


def test_a_false_shared_point_is_not_believed(world):
    """With a good rekey and another dh the product would differ; the proof does not let another dh pass."""
    request = world.request().approve()
    liar = oracle.Key.new()
    with refused("not the shared point"):
        request.bad_rekey(proof=oracle.bad_rekey_proof(request.kfrag, liar))
    proof = oracle.bad_rekey_proof(request.kfrag, request.key)
    with refused("not the shared point"):
        request.bad_rekey(proof=oracle.generator(77) + proof[33:])
    with refused("not the shared point"):
        request.bad_rekey(proof=oracle.negative(proof[:33]) + proof[33:])


def test_a_proof_of_another_request_is_not_believed(world):
    first = world.request()
    first.approve(kfrag=oracle.rekey(oracle.Key.new(), first.key))
    proof = oracle.bad_rekey_proof(first.kfrag, first.key)
    second = world.request().approve()
    with refused("not the shared point"):
        second.bad_rekey(proof=proof, products=oracle.bad_rekey_products(proof, second.kfrag))
    with refused("not the approved rekey"):
        second.bad_rekey(proof=proof, kfrag=first.kfrag)


def bad(world):
    request = world.request()
    return request.approve(kfrag=oracle.rekey(oracle.Key.new(), request.key))


@pytest.mark.parametrize("value", [0, oracle.N, oracle.N + 1, 2**256 - 1])
@pytest.mark.parametrize("start", [33, 65])
def test_scalars_out_of_range(world, value, start):
    request = bad(world)
    proof = oracle.bad_rekey_proof(request.kfrag, request.key)
    broken = proof[:start] + number(value) + proof[start + 32 :]
    with refused("malformed proof"):
        request.bad_rekey(proof=broken, products=oracle.bad_rekey_products(proof, request.kfrag))


@pytest.mark.parametrize("point", [p for p in NO_POINTS if len(p) == 33])
def test_points_that_are_none(world, point):
    request = bad(world)
    proof = oracle.bad_rekey_proof(request.kfrag, request.key)
    products = oracle.bad_rekey_products(proof, request.kfrag)
    with refused("not a point"):
        request.bad_rekey(proof=point + proof[33:], products=products)
    with refused("not a point"):
        request.bad_rekey(proof=proof, products=point + products[33:])
    with refused("not a point"):
        request.bad_rekey(proof=proof, products=products[:33] + point)


def test_products_that_are_others(world):
    request = bad(world)
    proof = oracle.bad_rekey_proof(request.kfrag, request.key)
    products = oracle.bad_rekey_products(proof, request.kfrag)
    other = oracle.generator(3)
    for broken in (other + products[33:], products[:33] + other, products[33:] + products[:33], products[:33] * 2):
        with refused("not the product"):
            request.bad_rekey(proof=proof, products=broken)
    for short in (products[:65], b""):
        with refused("malformed proof"):
            request.at.prove_bad_rekey(*request.fields, request.kfrag, proof, short, sender=request.requester)
    with refused("malformed proof"):
        request.at.prove_bad_rekey(*request.fields, request.kfrag, proof[:96], products, sender=request.requester)


@given(st.integers(0, 96), st.integers(1, 255))
def test_any_changed_byte_of_a_proof_is_refused(deployed, index, flip):
    with deployed.anchored():
        request = bad(deployed)
        proof = bytearray(oracle.bad_rekey_proof(request.kfrag, request.key))
        proof[index] ^= flip
        try:
            products = oracle.bad_rekey_products(bytes(proof), request.kfrag)
        except ValueError:
            products = bytes(66)
        with refused():
            request.bad_rekey(proof=bytes(proof), products=products)


def test_nonce_points_that_cancel(world):
    """z·X = ±c·dh and z·G = c·B leave no nonce point; c would have to be the hash of it."""
    request = bad(world)
    shared = oracle.times(oracle.precursor(request.kfrag), request.key.scalar)
    for sign in (1, -1):
        z = sign * 5 * request.key.scalar % oracle.N
        with refused():
            request.bad_rekey(proof=shared + number(5) + number(z))


# Bad keys


@pytest.mark.parametrize("rendition", [ORIGINAL, PROTECTED])
def test_bad_key_of_each_rendition(world, rendition):
    film = oracle.film(world.owner, 2, false_commitment=rendition)
    request = world.request(film=film, rendition=rendition).approved()
    request.bad_key()
    won(request)


@given(st.sampled_from([ORIGINAL, PROTECTED]))
def test_a_good_key_is_never_proven_bad(deployed, rendition):
    with deployed.anchored():
        request = deployed.request(film=oracle.film(deployed.owner), rendition=rendition).approved()
        with refused("the key is good"):
            request.bad_key()


def test_the_other_renditions_commitment_is_none(world):
    """The commitment names the rendition: original's in protected's place is a bad key."""
    film = oracle.film(world.owner)
    seed = oracle.key_seed(film.keys[PROTECTED], film.fields.protected.capsule)
    commitment = oracle.key_commitment(seed, film.fields.incident, ORIGINAL)
    film.fields.protected = dataclasses.replace(film.fields.protected, key_commitment=commitment)
    request = world.request(film=film).approve()
    request.bad_key()
    won(request)


def test_false_key_proofs(world):
    request = world.request().approve()
    key, sealed = request.film.keys[PROTECTED], request.film.fields.protected
    a, seed = number(key.scalar), oracle.key_seed(key, sealed.capsule)
    other = oracle.Key.new()
    cases = [
        (number(other.scalar) + oracle.key_seed(other, sealed.capsule), "not the owner's secret key"),
        (number(oracle.N - key.scalar) + oracle.negative(seed), "not the owner's secret key"),
        (a + oracle.negative(seed), "not the capsule's key seed"),
        (a + oracle.generator(9), "not the capsule's key seed"),
        (number(0) + seed, "malformed proof"),
        (number(oracle.N) + seed, "malformed proof"),
        (number(2**256 - 1) + seed, "malformed proof"),
        (a + seed[:32], "malformed proof"),
        (b"", "malformed proof"),
        *((a + point, "not a point") for point in NO_POINTS if len(point) == 33),
    ]
    for proof, sentence in cases:
        with refused(sentence):
            request.at.prove_bad_key(*request.fields, proof, sender=request.requester)


def test_a_capsule_of_equal_points(world):
    """E = V needs the doubling of the addition."""
    e = 4711
    point = oracle.generator(e)
    s = (1 + oracle.to_scalar(b"CAPSULE_POINTS", point, point)) * e % oracle.N
    film = oracle.film(world.owner)
    capsule = point + point + number(s)
    film.fields.protected = dataclasses.replace(film.fields.protected, capsule=capsule)
    seed = oracle.key_seed(film.keys[PROTECTED], capsule)
    request = world.request(film=film).approve()
    request.bad_key(proof=number(film.keys[PROTECTED].scalar) + seed)
    won(request)
    assert cancelling_capsule()[:33] != point


# False places

coordinate = st.integers(-(2**31), 2**31 - 1)
bucket = st.integers(0, 2**32 - 1)
places = st.builds(oracle.Place, coordinate, coordinate, bucket)


@given(places, places)
def test_a_contradiction_is_proven_and_a_true_place_is_not(deployed, place, claim):
    with deployed.anchored():
        film = oracle.film(deployed.owner)
        film.place = place
        film.fields.place_commitment = place.commitment(film.place_salt)
        request = deployed.request(film=film).approve()
        with refused("the place is true"):
            request.false_place(place)
        if claim != place:
            request.false_place(claim)
            won(request)


@pytest.mark.parametrize("member", ["row", "column", "bucket"])
def test_one_difference_is_enough(world, member):
    request = world.request().approve()
    place = request.film.place
    request.false_place(dataclasses.replace(place, **{member: getattr(place, member) + 1}))
    won(request)


def test_false_openings_and_false_claims(world):
    request = world.request().approve()
    place, incident = request.film.place, request.film.fields.incident
    other = dataclasses.replace(place, row=place.row + 1)
    signed = oracle.signed_claim(place, incident, world.device_key, world.domain)
    with refused("does not open the commitment"):
        request.false_place(place, place=other, signature=signed)
    with refused("does not open the commitment"):
        request.false_place(place, salt=oracle.fresh(), signature=signed)
    wrong = [
        oracle.signed_claim(other, incident, world.accounts["stranger"], world.domain),
        oracle.signed_claim(other, incident, world.accounts["requester"], world.domain),
        oracle.signed_claim(other, oracle.fresh(), world.device_key, world.domain),
        oracle.signed_claim(other, incident, world.device_key, oracle.Domain(world.domain.chain + 1, world.domain.factory)),
        oracle.signed_claim(other, incident, world.device_key, oracle.Domain(world.domain.chain, world.cloud)),
        signed,
        bytes(65),
        b"",
    ]
    for signature in wrong:
        with refused("not signed by the device"):
            request.at.prove_false_place(
                *request.fields, request.film.place_salt, place.tuple, other.tuple, signature, sender=request.requester
            )
    assert request.at.locked() == 2 * REWARD
