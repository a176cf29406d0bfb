"""Reading and writing the hexadecimal of JSON-RPC. Everything that is not well formed is refused with -32602."""

import re

from .faults import invalid

_DIGITS = re.compile(r"0x[0-9a-fA-F]*\Z")


def read_bytes(value, what="data", length=None) -> bytes:
    if not isinstance(value, str) or not _DIGITS.match(value) or len(value) % 2:
        raise invalid(f"{what} is not hexadecimal with 0x")
    data = bytes.fromhex(value[2:])
    if length is not None and len(data) != length:
        raise invalid(f"{what} has {len(data)} bytes instead of {length}")
    return data


def read_quantity(value, what="a number", limit=2**256) -> int:
    if not isinstance(value, str) or not _DIGITS.match(value) or len(value) < 3 or len(value) > 66:
        raise invalid(f"{what} is not a hexadecimal number with 0x")
    number = int(value, 16)
    if number >= limit:
        raise invalid(f"{what} is too large")
    return number


def read_address(value, what="an address") -> bytes:
    return read_bytes(value, what, 20)


def read_hash(value, what="a hash") -> bytes:
    return read_bytes(value, what, 32)


def data(value: bytes) -> str:
    return "0x" + value.hex()


def quantity(value: int) -> str:
    return hex(value)
