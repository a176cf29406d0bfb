"""Addresses, hashes and signatures as eth-account and eth-utils give them.

usage: account_oracle.py QUESTION.json ANSWER.json
"""

import json
import sys

from eth_account import Account
from eth_keys import keys
from eth_utils import keccak


def answer(case: dict) -> dict:
    secret, message = bytes.fromhex(case["secret"]), bytes.fromhex(case["message"])
    account = Account.from_key(secret)
    digest = keccak(message)
    signed = account.unsafe_sign_hash(digest)
    theirs = keys.Signature(bytes.fromhex(case["signature"])[:64] + bytes([bytes.fromhex(case["signature"])[64] - 27]))
    return {
        "address": account.address,
        "publicKey": keys.PrivateKey(secret).public_key.to_compressed_bytes().hex(),
        "hash": digest.hex(),
        "signature": bytes(signed.signature).hex(),
        "recovered": theirs.recover_public_key_from_msg_hash(digest).to_checksum_address(),
    }


def main() -> None:
    with open(sys.argv[1]) as file:
        question = json.load(file)
    with open(sys.argv[2], "w") as file:
        json.dump([answer(case) for case in question], file)


main()
