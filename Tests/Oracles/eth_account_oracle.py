"""Answers the tests' questions with eth-account and eth-abi: a JSON list of tasks in, a JSON list of answers out."""

import json
import sys

from eth_abi import encode
from eth_account import Account
from eth_account.messages import encode_defunct, encode_typed_data
from eth_account.hdaccount import ETHEREUM_DEFAULT_PATH
from eth_keys import keys

Account.enable_unaudited_hdwallet_features()
LIMIT = 1 << 256


def arithmetic(task):
    a, b = int(task["a"], 16), int(task["b"], 16)
    within = lambda value: hex(value) if 0 <= value < LIMIT else None
    return {
        "sum": within(a + b),
        "difference": within(a - b),
        "product": within(a * b),
        "quotient": hex(a // b) if b else None,
        "remainder": hex(a % b) if b else None,
        "left": hex((a << task["shift"]) % LIMIT),
        "right": hex(a >> task["shift"]),
        "decimal": str(a),
        "wrapped": hex(a * b % LIMIT),
    }


def value_of(kind, value):
    if kind.endswith("]"):
        return [value_of(kind[: kind.rindex("[")], item) for item in value]
    if kind.startswith("("):
        return tuple(value_of(k, v) for k, v in zip(split(kind[1:-1]), value))
    if kind.startswith(("uint", "int")):
        return int(value)
    if kind.startswith("bytes"):
        return bytes.fromhex(value[2:])
    return value


def split(text):
    parts, depth, current = [], 0, ""
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return parts + [current] if current else parts


def abi(task):
    values = [value_of(kind, value) for kind, value in zip(task["types"], task["values"])]
    return encode(task["types"], values).hex()


def account(task):
    return Account.from_key(task["key"]).address


def transaction(task):
    fields = dict(task["fields"])
    for name in ("nonce", "gas", "value", "chainId", "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas", "type"):
        if name in fields:
            fields[name] = int(fields[name])
    signed = Account.sign_transaction(fields, task["key"])
    return {"raw": signed.raw_transaction.hex(), "hash": signed.hash.hex()}


def sender(task):
    return Account.recover_transaction(bytes.fromhex(task["raw"]))


def message(task):
    signable = encode_defunct(bytes.fromhex(task["message"]))
    return Account.sign_message(signable, task["key"]).signature.hex()


def message_signer(task):
    signable = encode_defunct(bytes.fromhex(task["message"]))
    return Account.recover_message(signable, signature=bytes.fromhex(task["signature"]))


def typed_data(task):
    signable = encode_typed_data(full_message=task["data"])
    signed = Account.sign_message(signable, task["key"])
    return {"hash": signed.message_hash.hex(), "signature": signed.signature.hex()}


def keystore_make(task):
    return Account.encrypt(task["key"], task["password"], kdf=task["kdf"], iterations=task["iterations"])


def keystore_open(task):
    return Account.decrypt(task["keystore"], task["password"]).hex()


def phrase(task):
    path = task.get("path", ETHEREUM_DEFAULT_PATH)
    derived = Account.from_mnemonic(task["phrase"], passphrase=task["passphrase"], account_path=path)
    return derived.key.hex()


def fresh_phrase(task):
    return Account.create_with_mnemonic(num_words=task["words"])[1]


def public_key(task):
    return keys.PrivateKey(bytes.fromhex(task["key"])).public_key.to_compressed_bytes().hex()




def answer(task):
    try:
        return {"answer": globals()[task["task"]](task)}
    except Exception as error:  # the tests show it
        return {"error": repr(error)}


if __name__ == "__main__":
    json.dump([answer(task) for task in json.load(sys.stdin)], sys.stdout)
