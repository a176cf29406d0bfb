"""Measures the PyPI packages that `BenchCrypto` is compared with, on the data it hands over.

usage: anchors.py QUESTION.json ANSWER.json

Each figure is operations (or megabytes) per second of processor time, the best of the rounds asked for.
"""

import json
import sys
import time

import sha3
import umbral_pre as umbral
from Crypto.Hash import keccak


def best(rounds: int, seconds: float, operation) -> float:
    """Operations per second of processor time, the best of several rounds of about `seconds` each."""
    operation()
    figures = []
    for _ in range(rounds):
        count = 0
        start = time.process_time()
        while True:
            for _ in range(8):
                operation()
            count += 8
            spent = time.process_time() - start
            if spent >= seconds:
                break
        figures.append(count / spent)
    return max(figures)


def once(rounds: int, operation) -> float:
    """Seconds of processor time of one long operation, the best of several."""
    figures = []
    for _ in range(rounds):
        start = time.process_time()
        operation()
        figures.append(time.process_time() - start)
    return min(figures)


def umbral_figures(data: dict, rounds: int, seconds: float) -> dict:
    owner = umbral.SecretKey.from_be_bytes(bytes.fromhex(data["owner"]))
    receiver = umbral.SecretKey.from_be_bytes(bytes.fromhex(data["receiver"]))
    signer = umbral.SecretKey.from_be_bytes(bytes.fromhex(data["signer"]))
    keys = (signer.public_key(), owner.public_key(), receiver.public_key())
    owner_bytes = bytes(owner.public_key().to_compressed_bytes())
    plaintext = bytes.fromhex(data["plaintext"])
    capsule_bytes, ciphertext = bytes.fromhex(data["capsule"]), bytes.fromhex(data["ciphertext"])
    capsule = umbral.Capsule.from_bytes(capsule_bytes)
    sets = {name: [bytes.fromhex(x) for x in data[name]] for name in ("kfrags1of1", "cfrags1of1", "cfrags2of3")}
    kfrag_bytes, cfrag_bytes = sets["kfrags1of1"][0], sets["cfrags1of1"][0]

    def open_reencrypted(name: str, verify: bool) -> None:
        parsed = umbral.Capsule.from_bytes(capsule_bytes)
        fragments = [umbral.CapsuleFrag.from_bytes(x) for x in sets[name]]
        verified = [f.verify(parsed, *keys) if verify else f.skip_verification() for f in fragments]
        umbral.decrypt_reencrypted(receiver, keys[1], parsed, verified, ciphertext)

    operations = {
        "encrypt": lambda: umbral.encrypt(umbral.PublicKey.from_compressed_bytes(owner_bytes), plaintext),
        "open by owner": lambda: umbral.decrypt_original(
            owner, umbral.Capsule.from_bytes(capsule_bytes), ciphertext
        ),
        "re-encrypt": lambda: umbral.reencrypt(
            umbral.Capsule.from_bytes(capsule_bytes), umbral.KeyFrag.from_bytes(kfrag_bytes).skip_verification()
        ),
        "verify kfrag": lambda: umbral.KeyFrag.from_bytes(kfrag_bytes).verify(*keys),
        "verify cfrag": lambda: umbral.CapsuleFrag.from_bytes(cfrag_bytes).verify(capsule, *keys),
        "open 1 of 1": lambda: open_reencrypted("cfrags1of1", False),
        "open 2 of 3": lambda: open_reencrypted("cfrags2of3", False),
        "verify and open 1 of 1": lambda: open_reencrypted("cfrags1of1", True),
        "verify and open 2 of 3": lambda: open_reencrypted("cfrags2of3", True),
        "parse capsule": lambda: umbral.Capsule.from_bytes(capsule_bytes),
    }
    return {name: best(rounds, seconds, operation) for name, operation in operations.items()}


def keccak_figures(data: dict, rounds: int) -> dict:
    def file(start) -> None:
        state = start()
        with open(data["file"], "rb") as source:
            while part := source.read(1 << 20):
                state.update(part)
        state.digest()

    with open(data["file"], "rb") as source:
        content = source.read()
    messages = [content[i : i + 96] for i in range(0, 96 * data["messages"], 96)]

    def bulk(hash_one) -> None:
        for message in messages:
            hash_one(message)

    starts = {"pycryptodome": lambda: keccak.new(digest_bits=256), "safe-pysha3": sha3.keccak_256}
    single = {
        "pycryptodome": lambda m: keccak.new(data=m, digest_bits=256).digest(),
        "safe-pysha3": lambda m: sha3.keccak_256(m).digest(),
    }
    return {
        name: {
            "file": len(content) / 1e6 / once(rounds, lambda: file(starts[name])),
            "bulk": len(messages) / once(rounds, lambda: bulk(single[name])),
        }
        for name in starts
    }


def main() -> None:
    with open(sys.argv[1]) as file:
        question = json.load(file)
    answer = {}
    if "umbral" in question:
        answer["umbral"] = umbral_figures(question["umbral"], question["rounds"], question["seconds"])
    if "keccak" in question:
        answer["keccak"] = keccak_figures(question["keccak"], question["rounds"])
    with open(sys.argv[2], "w") as file:
        json.dump(answer, file)


main()
