"""The deployed contracts, the parties, and short ways to every state of a request."""

import contextlib
import functools
import json
import pathlib

import boa
import oracle
from boa.contracts.abi.abi_contract import ABIContractFactory
from eth.exceptions import Revert
from oracle import ORIGINAL, PROTECTED

ARTEFACTS = pathlib.Path(__file__).resolve().parent.parent / "artefacts"
REWARD = 10**16
APPROVE_WINDOW, CONFIRM_WINDOW = 7 * 86400, 3 * 86400
REQUESTED, APPROVED, SETTLED, DENIED, CANCELLED, DISPUTED = range(1, 7)
NAMES = {1: "requested", 2: "approved", 3: "settled", 4: "denied", 5: "cancelled", 6: "disputed"}
LINK = "https://cloud.example/v1/blobs/0"


def artefact(name: str) -> dict:
    return json.loads((ARTEFACTS / f"{name}.json").read_text())


def factory_of(name: str):
    return ABIContractFactory(name, artefact(name)["abi"])


def constructor(name: str, *arguments) -> bytes:
    from eth_abi import encode

    document = artefact(name)
    entry = next(e for e in document["abi"] if e["type"] == "constructor")
    types = [parameter["type"] for parameter in entry["inputs"]]
    return bytes.fromhex(document["bytecode"][2:]) + encode(types, arguments)


def source(text: str, *arguments):
    """A contract of a test, deployed."""
    return boa.loads(text, *arguments)


@contextlib.contextmanager
def refused(sentence: str = ""):
    """What is inside must revert, with this sentence where one is given."""
    try:
        yield
    except (boa.BoaError, Revert) as error:
        assert not sentence or sentence in str(error), f"reverted otherwise than with “{sentence}”: {error}"
    else:
        raise AssertionError(f"did not revert; expected “{sentence}”")


class World:
    shared = None

    def __init__(self):
        self.accounts = {
            name: oracle.account(name) for name in ("cloud", "relayer", "owner", "requester", "stranger", "device")
        }
        for name, account in self.accounts.items():
            setattr(self, name, account.address)
            boa.env.set_balance(account.address, 10**24)
        self.device_key = self.accounts["device"]
        self.evidence_factory = self._deploy(
            "EvidenceFactory", self.cloud, self._blueprint("SearchContract"), self._blueprint("EvidenceContract")
        )
        self.request_factory = self.new_request_factory(APPROVE_WINDOW, CONFIRM_WINDOW, REWARD)
        self.search = factory_of("SearchContract").at(self.evidence_factory.search())
        self.responses = factory_of("ResponseContract").at(self.request_factory.responses())
        self.anchor = self._deploy("Anchor", self.cloud)
        self.registry = self.new_registry(self.cloud)
        self.domain = oracle.Domain(boa.env.evm.patch.chain_id, self.evidence_factory.address)

    def new_request_factory(self, *windows):
        return self._deploy(
            "RequestFactory",
            self.evidence_factory.address,
            self._blueprint("ResponseContract"),
            self._blueprint("RequestContract"),
            *windows,
        )

    def new_registry(self, authority):
        return self._deploy("RiskRegistry", authority)

    def _deploy(self, name: str, *arguments):
        address, computation = boa.env.deploy(bytecode=constructor(name, *arguments), sender=self.cloud)
        computation.raise_if_error()
        return factory_of(name).at(address)

    @functools.cache
    def _blueprint(self, name: str):
        code = bytes.fromhex(artefact(name)["blueprintBytecode"][2:])
        return boa.env.deploy(bytecode=code, sender=self.cloud)[0]

    @staticmethod
    def anchored():
        return boa.env.anchor()

    # Time

    @property
    def now(self) -> int:
        return boa.env.evm.patch.timestamp

    @now.setter
    def now(self, seconds: int):
        boa.env.evm.patch.timestamp = seconds
        boa.env.evm.patch.block_number += 1

    @staticmethod
    def next_block():
        boa.env.evm.patch.block_number += 1

    @staticmethod
    def balance(address) -> int:
        return boa.env.get_balance(str(address))

    def pay(self, address, value: int = 1):
        """A plain payment by the stranger."""
        boa.env.raw_call(address, value=value, sender=self.stranger)

    # Evidence

    def evidence(self, film, device=None, sender=None):
        device = device or self.device_key
        signature = film.fields.signed(device, self.domain)
        at = self.evidence_factory.create(film.fields.tuple, signature, sender=sender or self.relayer)
        return factory_of("EvidenceContract").at(at)

    def fields_hash(self, film, device=None) -> bytes:
        return film.fields.fields_hash((device or self.device_key).address, self.domain)

    def verified(self, film):
        evidence = self.evidence(film)
        evidence.verify(self.fields_hash(film), sender=self.cloud)
        return evidence

    @functools.cached_property
    def film(self):
        return oracle.film(self.owner)

    def shared_evidence(self):
        """The one verified evidence of most tests, of `film`."""
        at = self.evidence_factory.evidence_address(
            self.owner, self.film.fields.incident, self.fields_hash(self.film)
        )
        if boa.env.get_code(at):
            return factory_of("EvidenceContract").at(at)
        return self.verified(self.film)

    # Requests

    def request(self, rendition=PROTECTED, film=None, key=None, value=REWARD, reason="a claim", sender=None):
        evidence = self.verified(film) if film else self.shared_evidence()
        return Request(self, film or self.film, evidence, rendition, key or oracle.Key.new(), value, reason, sender)


class Request:
    """A request with what its parties know; `at` is the contract."""

    def __init__(self, world, film, evidence, rendition, key, value, reason, sender):
        self.world, self.film, self.evidence, self.rendition, self.key = world, film, evidence, rendition, key
        self.reward = value
        self.requester = sender or world.requester
        at = world.request_factory.create(
            evidence.address, rendition, key.public, reason, value=value, sender=self.requester
        )
        self.at = factory_of("RequestContract").at(at)
        self.kfrag = oracle.rekey(film.keys[rendition], key)

    @property
    def fields(self):
        return (self.film.fields.tuple, self.world.device)

    def approve(self, kfrag=None, deposit=None, fields=None, sender=None, link=LINK):
        self.kfrag = kfrag or self.kfrag
        deposit = self.reward if deposit is None else deposit
        self.at.approve(*(fields or self.fields), self.kfrag, link, value=deposit, sender=sender or self.world.owner)
        return self

    def approved(self, **keywords):
        if self.rendition == ORIGINAL:
            self.at.announce(sender=self.world.owner)
            self.world.next_block()
        return self.approve(**keywords)

    def bad_rekey(self, sender=None, proof=None, products=None, kfrag=None, fields=None):
        kfrag = kfrag or self.kfrag
        proof = proof or oracle.bad_rekey_proof(kfrag, self.key)
        products = products or oracle.bad_rekey_products(proof, kfrag)
        self.at.prove_bad_rekey(*(fields or self.fields), kfrag, proof, products, sender=sender or self.requester)

    def bad_key(self, sender=None, proof=None, fields=None):
        if proof is None:
            key = self.film.keys[self.rendition]
            proof = key.secret.to_be_bytes() + oracle.key_seed(key, self.film.fields.sealed(self.rendition).capsule)
        self.at.prove_bad_key(*(fields or self.fields), proof, sender=sender or self.requester)

    def false_place(self, claim, sender=None, place=None, salt=None, signature=None, fields=None):
        signature = signature or oracle.signed_claim(
            claim, self.film.fields.incident, self.world.device_key, self.world.domain
        )
        opening = (salt or self.film.place_salt, (place or self.film.place).tuple, claim.tuple, signature)
        self.at.prove_false_place(*(fields or self.fields), *opening, sender=sender or self.requester)

    def conserved(self, forced: int = 0):
        """The money rule: what is owed and what is locked is what is there, but for forced ether."""
        parties = {self.world.owner, self.requester, self.world.stranger, self.world.cloud}
        owed = sum(self.at.credit_of(party) for party in parties)
        assert owed + self.at.locked() == self.world.balance(self.at.address) - forced
        return owed
