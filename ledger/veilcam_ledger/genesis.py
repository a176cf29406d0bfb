"""The first block: chain number, funded accounts. Made at the first start and never changed afterwards."""

import json
import os
import secrets
import time

from eth_keys import keys

from .faults import Trouble

ETHER = 10**18
ACCOUNTS = 10
BALANCE = 10_000 * ETHER


def write_private(path, text):
    """Writes beside the destination, forces it to the disk, renames: all of the file, or none."""
    partial = path + ".partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.rename(partial, path)
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def development_accounts(path):
    """Fresh accounts for trying things out; their private keys lie in a file that only its owner may read."""
    if os.path.exists(path):
        with open(path) as file:
            return [account["address"] for account in json.load(file)["accounts"]]
    accounts = []
    for _ in range(ACCOUNTS):
        key = keys.PrivateKey(secrets.token_bytes(32))
        accounts.append({"address": key.public_key.to_checksum_address(), "privateKey": key.to_hex()})
    write_private(path, json.dumps({"version": 1, "accounts": accounts}, indent=1) + "\n")
    return [account["address"] for account in accounts]


def load(folder, given, chain_id):
    """The folder's genesis; made from the given file, or with fresh development accounts, at the first start."""
    path = os.path.join(folder, "genesis.json")
    if not os.path.exists(path):
        if given:
            document = _read(given)
        else:
            funded = development_accounts(os.path.join(folder, "development-accounts.json"))
            document = {"accounts": {address: hex(BALANCE) for address in funded}}
        document.setdefault("version", 1)
        document.setdefault("chainId", chain_id or 31337)
        document.setdefault("timestamp", int(time.time()))
        write_private(path, json.dumps(document, indent=1) + "\n")
    document = _read(path)
    if chain_id and chain_id != document["chainId"]:
        raise Trouble(f"the chain in {folder} has the number {document['chainId']} and not {chain_id}; use another folder")
    return document


def _read(path):
    try:
        with open(path) as file:
            document = json.load(file)
        balances = {bytes.fromhex(key[2:]): int(value, 16) for key, value in document["accounts"].items()}
        if any(len(address) != 20 or not 0 <= balance < 2**200 for address, balance in balances.items()):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(f"{path} is no genesis file with “accounts” of addresses and balances in hexadecimal") from error
    return document
