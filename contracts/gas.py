#!/usr/bin/env python3
"""Measures the gas of every function in whole signed transactions on py-evm, and writes the table of docs/contracts.md.

    gas.py            prints the table
    gas.py --write    puts it between the marks in docs/contracts.md
    gas.py --check    exit status 1 and one sentence if the document has another table or a limit is passed
"""

import argparse
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tests"))

import oracle  # noqa: E402
from eth.chains.base import MiningChain  # noqa: E402
from eth.db.atomic import AtomicDB  # noqa: E402
from eth.vm.forks import PragueVM  # noqa: E402
from eth_abi import encode  # noqa: E402
from eth_utils import keccak, to_canonical_address  # noqa: E402

DOCUMENT = ROOT.parent / "docs" / "contracts.md"
MARKS = ("<!-- gas: written by contracts/gas.py -->\n", "<!-- end of gas -->\n")
LIMITS = {
    "EvidenceFactory.create, 1 segment": 120_000,
    "EvidenceFactory.create, 3 segments": 120_000,
    "RequestContract.confirm": 60_000,
}
REWARD = 10**16


def signature_of(entry) -> str:
    def kind(parameter):
        if not parameter["type"].startswith("tuple"):
            return parameter["type"]
        return "(" + ",".join(kind(part) for part in parameter["components"]) + ")" + parameter["type"][5:]

    return ",".join(kind(parameter) for parameter in entry)


class Artefact:
    def __init__(self, name: str):
        document = json.loads((ROOT / "artefacts" / f"{name}.json").read_text())
        self.abi = document["abi"]
        self.blueprint = bytes.fromhex(document["blueprintBytecode"][2:])
        self.bytecode = bytes.fromhex(document["bytecode"][2:])

    def call(self, function: str, *arguments) -> bytes:
        entry = next(e for e in self.abi if e["type"] == "function" and e["name"] == function)
        kinds = signature_of(entry["inputs"])
        types = [signature_of([parameter]) for parameter in entry["inputs"]]
        return keccak(f"{function}({kinds})".encode())[:4] + encode(types, arguments)

    def deployment(self, *arguments) -> bytes:
        entry = next(e for e in self.abi if e["type"] == "constructor")
        return self.bytecode + encode([parameter["type"] for parameter in entry["inputs"]], arguments)


class Ledger:
    """Signed transactions on py-evm, each in a block number and second of its own."""

    def __init__(self, *accounts):
        chain = MiningChain.configure(__name__="Ledger", vm_configuration=((0, PragueVM),), chain_id=31337)
        state = {
            to_canonical_address(account.address): {"balance": 10**24, "nonce": 0, "code": b"", "storage": {}}
            for account in accounts
        }
        genesis = {"difficulty": 0, "gas_limit": 10**9, "timestamp": 1_700_000_000}
        self.chain = chain.from_genesis(AtomicDB(), genesis, state)
        self.nonces = {account.address: 0 for account in accounts}

    def send(self, sender, to, data: bytes, value: int = 0):
        """Gas used, logs and the address of a contract that it makes, of a transaction that succeeds."""
        header = self.chain.header
        self.chain.header = header.copy(block_number=header.block_number + 1, timestamp=header.timestamp + 12)
        transaction = {
            "type": 2,
            "chainId": 31337,
            "nonce": self.nonces[sender.address],
            "to": to or b"",
            "value": value,
            "data": data,
            "gas": 16_000_000,
            "maxFeePerGas": 10**10,
            "maxPriorityFeePerGas": 0,
        }
        raw = bytes(sender.sign_transaction(transaction).raw_transaction)
        decoded = self.chain.get_vm().get_transaction_builder().decode(raw)
        before = self.chain.header.gas_used
        _, receipt, computation = self.chain.apply_transaction(decoded)
        self.nonces[sender.address] += 1
        if computation.is_error:
            raise RuntimeError(f"a measured call reverted: {computation.output!r}")
        return receipt.gas_used - before, receipt.logs, computation.msg.storage_address

    def wait(self, seconds: int):
        self.chain.set_header_timestamp(self.chain.header.timestamp + seconds)


class Measurement:
    """One run through everything; `table` has the gas of every call under its name."""

    def __init__(self):
        self.cloud, self.relayer, self.owner, self.requester, self.device = (
            oracle.account(name) for name in ("cloud", "relayer", "owner", "requester", "device")
        )
        self.ledger = Ledger(self.cloud, self.relayer, self.owner, self.requester)
        self.artefacts = {path.stem: Artefact(path.stem) for path in (ROOT / "artefacts").glob("*.json")}
        self.table = {}

    def deploy(self, name: str, *arguments) -> bytes:
        gas, _, at = self.ledger.send(self.cloud, None, self.artefacts[name].deployment(*arguments))
        self.table[f"{name}, deployment"] = gas
        return at

    def blueprint(self, name: str) -> bytes:
        gas, _, at = self.ledger.send(self.cloud, None, self.artefacts[name].blueprint)
        self.table[f"{name}, blueprint"] = gas
        return at

    def call(self, sender, to, name: str, *arguments, value: int = 0, note: str = ""):
        contract, function = name.split(".")
        gas, logs, _ = self.ledger.send(sender, to, self.artefacts[contract].call(function, *arguments), value)
        self.table[f"{name}, {note}" if note else name] = gas
        return logs

    def run(self):
        self.factory = self.deploy(
            "EvidenceFactory", self.cloud.address, self.blueprint("SearchContract"), self.blueprint("EvidenceContract")
        )
        self.requests = self.deploy(
            "RequestFactory",
            self.factory,
            self.blueprint("ResponseContract"),
            self.blueprint("RequestContract"),
            7 * 86400,
            3 * 86400,
            REWARD,
        )
        self.domain = oracle.Domain(31337, oracle.checksummed(self.factory))
        self.evidence()
        self.sharing()
        anchor = self.deploy("Anchor", self.cloud.address)
        self.call(self.cloud, anchor, "Anchor.anchor", 1, 1440, oracle.fresh(), note="first")
        self.call(self.cloud, anchor, "Anchor.anchor", 1, 2880, oracle.fresh(), note="later")
        self.registry()
        return self

    def registry(self):
        at = self.deploy("RiskRegistry", self.cloud.address)
        contract = "RiskRegistry."
        self.call(self.cloud, at, contract + "enroll", self.owner.address, oracle.fresh())
        for note in ("first", "later"):
            self.call(self.owner, at, contract + "register", oracle.fresh(), oracle.fresh(), 0, note=note)
        self.call(self.owner, at, contract + "register", oracle.fresh(), oracle.fresh(), 2, note="new version")
        self.call(self.owner, at, contract + "revoke", 3, 4)
        for size, note in ((1000, "first"), (2000, "later")):
            self.call(self.owner, at, contract + "anchor", size, oracle.fresh(), note=note)
        self.call(self.cloud, at, contract + "dismiss", self.owner.address)

    def make(self, film, note="") -> bytes:
        signature = film.fields.signed(self.device, self.domain)
        logs = self.call(
            self.relayer, self.factory, "EvidenceFactory.create", film.fields.tuple, signature, note=note
        )
        return logs[0].topics[1].to_bytes(32, "big")[12:]

    def evidence(self):
        for segments in (1, 2, 3):
            plural = "segment" if segments == 1 else "segments"
            film = oracle.film(self.owner.address, segments, make_capsule=oracle.own_capsule)
            at = self.make(film, note=f"{segments} {plural}")
        self.call(self.cloud, at, "EvidenceContract.refuse", 1)
        self.film = oracle.film(self.owner.address, 3, oracle.ORIGINAL, oracle.own_capsule)
        self.at = self.make(self.film, note="3 segments")
        fields = self.film.fields.fields_hash(self.device.address, self.domain)
        self.call(self.cloud, self.at, "EvidenceContract.verify", fields)

    def request(self, rendition=oracle.PROTECTED, note="protected"):
        self.key = oracle.Key.new()
        reason = "insurance claim 4711" if rendition == oracle.ORIGINAL else ""
        logs = self.call(
            self.requester, self.requests, "RequestFactory.create", self.at, rendition, self.key.public, reason,
            value=REWARD, note=note,
        )  # fmt: skip
        return logs[-1].topics[1].to_bytes(32, "big")[12:]

    def approve(self, at, rendition=oracle.PROTECTED, kfrag=None):
        self.kfrag = kfrag or oracle.own_rekey(self.film.keys[rendition], self.key)
        self.call(
            self.owner, at, "RequestContract.approve", self.film.fields.tuple, self.device.address, self.kfrag,
            "https://cloud.example/v1/blobs/" + "0" * 66, value=REWARD, note="3 segments",
        )  # fmt: skip

    def sharing(self):
        contract = "RequestContract."
        self.call(self.owner, self.request(), contract + "deny")
        cancelled = self.request()
        self.call(self.requester, cancelled, contract + "cancel")
        self.call(self.requester, cancelled, contract + "withdraw", self.requester.address)
        for function in ("settle", "confirm"):
            at = self.request()
            self.approve(at)
            if function == "settle":
                self.ledger.wait(4 * 86400)
            self.call(self.requester, at, contract + function)
        fields = (self.film.fields.tuple, self.device.address)

        at = self.request()
        bad = oracle.own_rekey(oracle.Key.new(), self.key)
        self.approve(at, kfrag=bad)
        proof = oracle.bad_rekey_proof(bad, self.key)
        products = oracle.bad_rekey_products(proof, bad)
        self.call(self.requester, at, contract + "prove_bad_rekey", *fields, bad, proof, products)

        at = self.request(oracle.ORIGINAL, "original")
        self.call(self.owner, at, contract + "announce")
        self.approve(at, oracle.ORIGINAL)
        key = self.film.keys[oracle.ORIGINAL]
        proof = key.secret.to_be_bytes() + oracle.key_seed(key, self.film.fields.original.capsule)
        self.call(self.requester, at, contract + "prove_bad_key", *fields, proof)

        at = self.request()
        self.approve(at)
        claim = oracle.Place(961, -231, 472222)
        signature = oracle.signed_claim(claim, self.film.fields.incident, self.device, self.domain)
        opening = (self.film.place_salt, self.film.place.tuple, claim.tuple, signature)
        self.call(self.requester, at, contract + "prove_false_place", *fields, *opening)


def table() -> tuple[str, dict]:
    gas = Measurement().run().table
    lines = ["| transaction | gas | at most |", "|---|---:|---:|"]
    for name in sorted(gas):
        limit = f"{LIMITS[name]:,}" if name in LIMITS else ""
        lines.append(f"| {name} | {gas[name]:,} | {limit} |")
    return "\n".join(lines) + "\n", gas


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/contracts.md")
    parser.add_argument("--check", action="store_true", help="compare only")
    arguments = parser.parse_args()
    text, gas = table()
    over = [name for name, limit in LIMITS.items() if gas[name] > limit]
    if not (arguments.write or arguments.check):
        print(text, end="")
    else:
        document = DOCUMENT.read_text()
        start, end = document.index(MARKS[0]) + len(MARKS[0]), document.index(MARKS[1])
        if arguments.write:
            DOCUMENT.write_text(document[:start] + text + document[end:])
        elif document[start:end] != text:
            sys.exit("contracts: docs/contracts.md has another gas table; run contracts/gas.py --write")
    if over:
        sys.exit(f"contracts: these pass their gas limits: {'; '.join(over)}")


if __name__ == "__main__":
    main()
