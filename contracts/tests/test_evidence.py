"""EvidenceFactory, EvidenceContract, SearchContract: who may call what, and which signatures count."""

import dataclasses
import json
import pathlib

import attackers
import oracle
import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st
from world import factory_of, refused, source

PENDING, VERIFIED, REFUSED = 0, 1, 2


@pytest.fixture
def film(world):
    return oracle.film(world.owner)


def test_create_tells_everything_in_its_event(world, film):
    evidence = world.evidence(film)
    (event,) = [e for e in world.evidence_factory.get_logs() if type(e).__name__ == "EvidenceCreated"]
    assert (event.evidence, event.incident, event.owner) == (evidence.address, film.fields.incident, world.owner)
    assert event.device == world.device
    assert event.signature == film.fields.signed(world.device_key, world.domain)
    assert tuple(event.fields)[1] == film.fields.incident
    assert evidence.owner() == world.owner and evidence.status() == PENDING
    assert evidence.incident() == film.fields.incident
    assert evidence.is_about(world.fields_hash(film)) and not evidence.is_about(oracle.fresh())


@given(segments=st.integers(1, 3), sender=st.sampled_from(["relayer", "stranger", "owner", "cloud"]))
def test_address_is_the_announced_one_whoever_pays(deployed, segments, sender):
    with deployed.anchored():
        film = oracle.film(deployed.owner, segments)
        hash_ = deployed.fields_hash(film)
        expected = deployed.evidence_factory.evidence_address(deployed.owner, film.fields.incident, hash_)
        assert not deployed.evidence_factory.is_evidence(expected, hash_)
        assert deployed.evidence(film, sender=getattr(deployed, sender)).address == expected
        assert deployed.evidence_factory.is_evidence(expected, hash_)
        assert not deployed.evidence_factory.is_evidence(expected, oracle.fresh())


@given(segments=st.integers(1, 3), data=st.data())
def test_digest_is_eth_accounts(deployed, segments, data):
    """The ledger recovers the signer of eth-account's EIP-712 digest of any fields, so the digests are equal."""
    with deployed.anchored():
        word = st.binary(min_size=32, max_size=32)
        film = oracle.film(deployed.owner, segments)
        fields = dataclasses.replace(
            film.fields,
            incident=data.draw(word),
            frame_hashes=data.draw(st.lists(word, min_size=segments, max_size=segments)),
            content_roots=data.draw(st.lists(word, min_size=segments, max_size=segments)),
            previews=data.draw(st.lists(word, min_size=3, max_size=3)),
            place_commitment=data.draw(word),
            original=oracle.Sealed(
                data.draw(st.binary(min_size=33, max_size=33)),
                data.draw(st.binary(min_size=98, max_size=98)),
                data.draw(word),
                data.draw(word),
            ),
        )
        film = dataclasses.replace(film, fields=fields)
        evidence = deployed.evidence(film)
        assert evidence.is_about(deployed.fields_hash(film))


def test_domain_separator_is_eth_accounts(world, film):
    assert world.evidence_factory.domain_separator() == bytes(film.fields.signable(world.domain).header)


def changed(film, **fields):
    return dataclasses.replace(film, fields=dataclasses.replace(film.fields, **fields))


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda f: dict(frame_hashes=[], content_roots=[]), "one to three segments"),
        (lambda f: dict(content_roots=f.content_roots * 2), "one to three segments"),
        (lambda f: dict(previews=f.previews[:2]), "three previews"),
        (lambda f: dict(owner="0x" + "00" * 20), "no owner"),
        (lambda f: dict(original=dataclasses.replace(f.original, public_key=bytes(32))), "keys have 33 bytes"),
        (lambda f: dict(protected=dataclasses.replace(f.protected, capsule=bytes(97))), "capsules have 98 bytes"),
    ],
)
def test_create_refuses_malformed_fields(world, film, change, sentence):
    with refused(sentence):
        world.evidence(changed(film, **change(film.fields)))


@pytest.mark.parametrize("longer", [dict(frame_hashes=[bytes(32)] * 4), dict(previews=[bytes(32)] * 4)])
def test_create_refuses_lists_that_are_too_long(world, film, longer):
    with refused():
        world.evidence(changed(film, **longer))


def spellings(signature: bytes):
    """Other spellings of a good signature, and nonsense."""
    r, s, v = signature[:32], int.from_bytes(signature[32:64], "big"), signature[64]
    high = (oracle.N - s).to_bytes(32, "big")
    yield "high s", r + high + bytes([55 - v])
    yield "high s, same v", r + high + bytes([v])
    yield "v 0 or 1", signature[:64] + bytes([v - 27])
    yield "v 29", signature[:64] + bytes([29])
    yield "short", signature[:64]
    yield "empty", b""
    yield "r zero", bytes(32) + signature[32:]
    yield "s zero", r + bytes(32) + bytes([v])
    yield "r is the order", oracle.N.to_bytes(32, "big") + signature[32:]
    yield "zeros", bytes(65)


@pytest.mark.parametrize("index", range(10))
def test_create_refuses_other_spellings(world, film, index):
    name, signature = list(spellings(film.fields.signed(world.device_key, world.domain)))[index]
    with refused("bad signature"):
        world.evidence_factory.create(film.fields.tuple, signature)


def test_a_signature_for_another_chain_or_factory_names_another_device(world, film):
    for domain in (oracle.Domain(world.domain.chain + 1, world.domain.factory), oracle.Domain(world.domain.chain, world.cloud)):
        signature = film.fields.signed(world.device_key, domain)
        at = world.evidence_factory.create(film.fields.tuple, signature)
        assert not factory_of("EvidenceContract").at(at).is_about(world.fields_hash(film))


def test_copied_fields_with_another_owner_are_another_devices(world, film):
    """A thief who changes the owner has no signature of the device: the ledger recovers somebody else."""
    signature = film.fields.signed(world.device_key, world.domain)
    stolen = changed(film, owner=world.stranger)
    at = factory_of("EvidenceContract").at(world.evidence_factory.create(stolen.fields.tuple, signature))
    (event,) = [e for e in world.evidence_factory.get_logs() if type(e).__name__ == "EvidenceCreated"]
    assert event.device != world.device
    assert at.owner() == world.stranger and not at.is_about(world.fields_hash(stolen))
    original = world.evidence(film)
    assert original.address != at.address
    with refused("not evidence of this factory"):
        at.verify(world.fields_hash(film), sender=world.cloud)


def test_a_thief_who_signs_himself_gets_another_address_and_not_the_incident(world, film):
    thief = oracle.account("thief")
    stolen = changed(film, owner=world.stranger)
    copy = world.evidence(stolen, device=thief)
    world.verified(film)
    with refused("the incident has evidence"):
        copy.verify(stolen.fields.fields_hash(thief.address, world.domain), sender=world.cloud)
    assert copy.status() == PENDING and not world.search.is_verified(copy.address)


def test_a_copied_pending_transaction_makes_the_same_contract_once(world, film):
    """Front-running of create: the copy makes the owner's own evidence, and the relayer's comes too late."""
    first = world.evidence(film, sender=world.stranger)
    with refused("the evidence exists"):
        world.evidence(film)
    assert first.owner() == world.owner
    first.verify(world.fields_hash(film), sender=world.cloud)
    assert world.search.evidence_of(film.fields.incident) == first.address


def test_only_the_cloud_decides_and_only_once(world, film):
    evidence, hash_ = world.evidence(film), world.fields_hash(film)
    for party in (world.owner, world.relayer, world.device, world.stranger, world.search.address):
        with refused("only the cloud decides"):
            evidence.verify(hash_, sender=party)
        with refused("only the cloud decides"):
            evidence.refuse(1, sender=party)
    with refused("not evidence of this factory"):
        evidence.verify(oracle.fresh(), sender=world.cloud)
    assert evidence.status() == PENDING
    evidence.verify(hash_, sender=world.cloud)
    assert evidence.status() == VERIFIED and world.search.is_verified(evidence.address)
    for call in (lambda: evidence.verify(hash_, sender=world.cloud), lambda: evidence.refuse(1, sender=world.cloud)):
        with refused("already decided"):
            call()


def test_refused_is_final(world, film):
    evidence = world.evidence(film)
    evidence.refuse(7, sender=world.cloud)
    assert evidence.status() == REFUSED and not world.search.is_verified(evidence.address)
    with refused("already decided"):
        evidence.verify(world.fields_hash(film), sender=world.cloud)
    with refused("the evidence exists"):
        world.evidence(film)


def test_one_evidence_for_an_incident(world, film):
    world.verified(film)
    second = changed(film, place_commitment=oracle.fresh())
    evidence = world.evidence(second)
    with refused("the incident has evidence"):
        evidence.verify(world.fields_hash(second), sender=world.cloud)
    assert evidence.status() == PENDING, "and the status is undone with it"


def test_fake_evidence_feeds_nothing(world, film):
    fake = source(attackers.FAKE_EVIDENCE, film.fields.incident)
    with refused("not evidence of this factory"):
        fake.push(world.search.address, world.fields_hash(film))
    world.verified(film)
    assert not world.search.is_verified(fake.address)
    assert not world.evidence_factory.is_evidence(fake.address, world.fields_hash(film))
    for address in (world.stranger, world.search.address):
        with refused("not evidence of this factory"):
            world.search.push(oracle.fresh(), world.fields_hash(film), sender=address)
    assert not world.search.is_verified(world.stranger)
    with refused("the evidence is not verified"):
        world.request_factory.create(fake.address, 2, oracle.Key.new().public, "", value=10**16, sender=world.requester)


def test_a_strangers_clone_of_the_code_is_no_evidence(world, film):
    cloner = source(attackers.CLONER)
    arguments = bytes.fromhex(world.stranger[2:]) + film.fields.incident
    at = cloner.clone(world.evidence_factory.implementation(), arguments, world.fields_hash(film))
    clone = factory_of("EvidenceContract").at(at)
    assert clone.owner() == world.stranger, "it runs the same code"
    assert not world.evidence_factory.is_evidence(at, world.fields_hash(film))
    assert not clone.is_about(world.fields_hash(film))
    with refused("not evidence of this factory"):
        clone.verify(world.fields_hash(film), sender=world.cloud)


def test_the_implementation_is_no_evidence(world):
    implementation = factory_of("EvidenceContract").at(world.evidence_factory.implementation())
    for call in (
        lambda: implementation.verify(bytes(32), sender=world.cloud),
        lambda: implementation.refuse(1, sender=world.cloud),
        implementation.owner,
        implementation.incident,
        lambda: implementation.is_about(bytes(32)),
    ):
        with refused("use a clone"):
            call()


def test_evidence_takes_no_ether(world, film):
    evidence = world.evidence(film)
    for target in (evidence.address, world.evidence_factory.address, world.search.address):
        with refused():
            world.pay(target)


def test_published_vectors_of_formats():
    """docs/formats.md section 7: what the ledger computes of the published binding and claim."""
    path = pathlib.Path(__file__).resolve().parents[2] / "docs" / "vectors" / "evidence.json"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    vectors = json.loads(path.read_text())
    binding, claim = vectors["binding"], vectors["claim"]
    raw = lambda text: bytes.fromhex(text[2:])
    fields = oracle.keccak(raw(binding["messageHash"]) + bytes(12) + raw(binding["device"]))
    assert fields == raw(binding["fieldsHash"])
    signed = claim["signed"]
    place = oracle.Place(signed["row"], signed["column"], signed["bucket"])
    domain = oracle.Domain(binding["signed"]["binding"]["chainId"], binding["signed"]["binding"]["factory"])
    # The device of the vectors has the secret key 7; signatures are deterministic.
    device = Account.from_key((7).to_bytes(32, "big"))
    assert device.address.lower() == claim["device"]
    assert oracle.signed_claim(place, raw(signed["incident"]), device, domain) == raw(signed["signature"])
