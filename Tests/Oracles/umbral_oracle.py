"""Umbral as umbral-pre does it: opens what it is given, and makes new things of its own.

usage: umbral_oracle.py QUESTION.json ANSWER.json
"""

import json
import sys

import umbral_pre as umbral


def key(text: str) -> umbral.SecretKey:
    return umbral.SecretKey.from_be_bytes(bytes.fromhex(text))


def open_theirs(case: dict) -> dict:
    """Opens a message as its owner, verifies rekeys, re-encrypts, verifies fragments and opens as the receiver."""
    owner, receiver, signer = key(case["owner"]), key(case["receiver"]), umbral.Signer(key(case["signer"]))
    capsule = umbral.Capsule.from_bytes(bytes.fromhex(case["capsule"]))
    assert capsule.to_bytes_simple().hex() == case["capsuleSimple"]
    ciphertext = bytes.fromhex(case["ciphertext"])
    keys = (signer.verifying_key(), owner.public_key(), receiver.public_key())
    kfrags = [umbral.KeyFrag.from_bytes(bytes.fromhex(x)).verify(*keys) for x in case["kfrags"]]
    assert [bytes(k).hex() for k in kfrags] == case["kfrags"]
    own = [umbral.reencrypt(capsule, k) for k in kfrags[: case["threshold"]]]
    given = [umbral.CapsuleFrag.from_bytes(bytes.fromhex(x)).verify(capsule, *keys) for x in case["cfrags"]]
    assert [bytes(c).hex() for c in given] == case["cfrags"]
    assert [c.to_bytes_simple().hex() for c in given] == case["cfragsSimple"]
    evidence = [
        bytes(umbral.ReencryptionEvidence(capsule, c, *keys)).hex() for c in given
    ]
    opened = [
        bytes(umbral.decrypt_original(owner, capsule, ciphertext)),
        bytes(umbral.decrypt_reencrypted(receiver, owner.public_key(), capsule, own, ciphertext)),
        bytes(umbral.decrypt_reencrypted(receiver, owner.public_key(), capsule, given, ciphertext)),
    ]
    return {"opened": [x.hex() for x in opened], "evidence": evidence}


def make_ours(case: dict) -> dict:
    """Does everything with keys that it is given: seals, delegates, re-encrypts."""
    owner, receiver, signer = key(case["owner"]), key(case["receiver"]), umbral.Signer(key(case["signer"]))
    capsule, ciphertext = umbral.encrypt(owner.public_key(), bytes.fromhex(case["plaintext"]))
    kfrags = umbral.generate_kfrags(
        owner, receiver.public_key(), signer, case["threshold"], case["shares"], case["delegating"], case["receiving"]
    )
    cfrags = [umbral.reencrypt(capsule, k) for k in kfrags]
    factory = umbral.SecretKeyFactory.from_secure_randomness(bytes.fromhex(case["seed"]))
    label = bytes.fromhex(case["plaintext"])[:20]
    return {
        "capsule": bytes(capsule).hex(),
        "ciphertext": bytes(ciphertext).hex(),
        "kfrags": [bytes(k).hex() for k in kfrags],
        "cfrags": [bytes(c).hex() for c in cfrags],
        "made": [
            factory.make_key(label).to_be_bytes().hex(),
            factory.make_secret(label).hex(),
            factory.make_factory(label).make_key(label).to_be_bytes().hex(),
        ],
    }


def main() -> None:
    with open(sys.argv[1]) as file:
        question = json.load(file)
    answer = {
        "opened": [open_theirs(case) for case in question["open"]],
        "made": [make_ours(case) for case in question["make"]],
    }
    with open(sys.argv[2], "w") as file:
        json.dump(answer, file)


main()
