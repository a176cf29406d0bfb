"""Computes docs/vectors/evidence.json again from docs/formats.md alone, with other libraries (pycryptodome, eth-account).

usage: evidence_oracle.py QUESTION ANSWER

The question is {"vectors": path}; the answer is {"checked": number, "wrong": [what]}.
"""

import io
import json
import sys
import zipfile

from Crypto.Cipher import AES
from Crypto.Hash import SHA256, keccak
from Crypto.Protocol.KDF import HKDF
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_keys import keys


def h(data: bytes) -> bytes:
    return keccak.new(digest_bits=256, data=data).digest()


def u(value: int, count: int) -> bytes:
    return value.to_bytes(count, "big", signed=value < 0)


def raw(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def canonical(value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def domain(name: str) -> bytes:
    return h(f"veilcam.{name}.v1".encode())


def leaf(entry: bytes) -> bytes:
    return h(b"\x00" + entry)


def root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return h(b"")
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return h(b"\x01" + root(leaves[:half]) + root(leaves[half:]))


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if index < half:
        return path(index, leaves[:half]) + [root(leaves[half:])]
    return path(index - half, leaves[half:]) + [root(leaves[:half])]


def growth(first: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root(leaves)]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if first <= half:
        return growth(first, leaves[:half], whole) + [root(leaves[half:])]
    return growth(first - half, leaves[half:], False) + [root(leaves[:half])]


def content(count: int) -> bytes:
    return bytes((7 * i + i // 256) % 256 for i in range(count))


def content_root(data: bytes) -> bytes:
    return root([leaf(data[i : i + 1048576]) for i in range(0, len(data), 1048576)])


def derive(secret: bytes, info: bytes) -> bytes:
    return HKDF(secret, 32, b"", SHA256, context=info)


def signer(signature: bytes, digest: bytes) -> bytes:
    made = keys.Signature(signature[:64] + bytes([signature[64] - 27]))
    return made.recover_public_key_from_msg_hash(digest).to_canonical_address()


class Check:
    def __init__(self):
        self.count, self.wrong = 0, []

    def equal(self, name: str, expected, found):
        expected = "0x" + expected.hex() if isinstance(expected, bytes) else expected
        self.count += 1
        if expected != found:
            self.wrong.append(f"{name}: {str(expected)[:80]} is not {str(found)[:80]}")


def merkle(v, check):
    leaves = [leaf(raw(e)) for e in v["entries"]]
    for size, found in enumerate(v["roots"]):
        check.equal("merkle root", root(leaves[:size]), found)
    for index, proof in enumerate(v["inclusion"]):
        check.equal("inclusion", ["0x" + p.hex() for p in path(index, leaves)], proof["path"])
    for proof in v["consistency"]:
        check.equal("consistency", ["0x" + p.hex() for p in growth(proof["first"], leaves)], proof["path"])


def records(v, check):
    body = u(v["number"], 4) + raw(v["device"]) + v["name"].encode() + raw(v["previousVideoHash"]) + raw(v["videoHash"])
    check.equal("record", body, v["bytes"])
    digest = h(domain("record") + body)
    check.equal("record digest", digest, v["signingHash"])
    signed = keys.PrivateKey(u(int(v["secretKey"]), 32)).sign_msg_hash(digest).to_bytes()
    check.equal("signed record", body + signed[:64] + bytes([signed[64] + 27]), v["signed"])
    previous = bytes(32)
    for number, item in enumerate(raw(x) for x in v["chain"]):
        check.equal("chain", u(number, 4) + previous, "0x" + (item[:4] + item[32:64]).hex())
        check.equal("chain signer", signer(item[96:], h(domain("record") + item[:96])), "0x" + item[5:25].hex())
        previous = item[64:96]


def log(v, check):
    receipt = v["receipt"]
    # The published record is signed; its signature is part of the entry.
    entry = h(raw(v["salt"]) + raw(v["record"]))
    check.equal("entry", entry, v["entry"])
    inclusion = receipt["inclusion"]
    below, above = [raw(p) for p in inclusion["path"]]
    check.equal("log root", h(b"\x01" + h(b"\x01" + below + leaf(entry)) + above), receipt["root"])
    digest = h(
        domain("receipt") + entry + u(inclusion["index"], 8) + u(inclusion["size"], 8) + raw(receipt["root"])
        + u(receipt["time"], 8)
    )
    check.equal("issuer", signer(raw(receipt["signature"]), digest), v["issuer"])


def session(v, check):
    key = keys.PrivateKey(raw(v["secretKey"]))
    check.equal("owner", key.public_key.to_compressed_bytes(), v["publicKey"])
    name = raw(v["incident"]) + b"\x01"
    k = derive(raw(v["keySeed"]), name)
    check.equal("session key", k, v["sessionKey"])
    check.equal("key commitment", h(domain("key-commitment") + name + k), v["keyCommitment"])
    for label, member in [("content-key", "contentKey"), ("place-salt", "placeSalt"), ("place-key", "placeKey")]:
        check.equal(label, derive(k, f"veilcam.{label}.v1".encode()), v[member])


def place(v, check, salt):
    p = v["place"]
    data = domain("place") + salt + u(p["row"], 4) + u(p["column"], 4) + u(p["bucket"], 4)
    check.equal("place", h(data), v["commitment"])


def sealed(v, check, incident, key):
    film = content(v["film"]["byteCount"])
    check.equal("film root", content_root(film), v["manifest"]["films"][0]["commitment"]["contentRoot"])
    manifest = canonical(v["manifest"])
    plain = u(len(manifest), 4) + manifest + film
    header = b"VEILSEAL" + u(1, 2) + b"\x01\x00" + incident + u(1048576, 4) + u(len(plain), 8)
    check.equal("header", header, v["header"])
    chunks = [plain[i : i + 1048576] for i in range(0, len(plain), 1048576)]
    data = header
    for index, chunk in enumerate(chunks):
        nonce = bytes(7) + u(index, 4) + u(int(index == len(chunks) - 1), 1)
        check.equal("nonce", nonce, v["nonces"][index])
        cipher = AES.new(key, AES.MODE_GCM, nonce=nonce)
        cipher.update(h(header))
        data += b"".join(cipher.encrypt_and_digest(chunk))
    check.equal("sealed length", len(data), v["fileByteCount"])
    check.equal("sealed file", h(data), v["fileHash"])
    check.equal("ciphertext root", content_root(data), v["ciphertextRoot"])


def binding(v, check):
    b = v["signed"]["binding"]
    sealed_type = [
        {"name": "publicKey", "type": "bytes"}, {"name": "capsule", "type": "bytes"},
        {"name": "ciphertextRoot", "type": "bytes32"}, {"name": "keyCommitment", "type": "bytes32"},
    ]
    names = [
        ("owner", "address"), ("incident", "bytes32"), ("original", "Sealed"), ("protected", "Sealed"),
        ("frameHashes", "bytes32[]"), ("contentRoots", "bytes32[]"), ("previews", "bytes32[]"),
        ("placeCommitment", "bytes32"),
    ]
    message = {name: b[name] for name, _ in names if name in b}
    message["frameHashes"] = [s["frameHash"] for s in b["segments"]]
    message["contentRoots"] = [s["contentRoot"] for s in b["segments"]]
    typed = {
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"}, {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"},
            ],
            "Incident": [{"name": n, "type": t} for n, t in names], "Sealed": sealed_type,
        },
        "primaryType": "Incident",
        "domain": {"name": "Veilcam", "version": "1", "chainId": b["chainId"], "verifyingContract": b["factory"]},
        "message": message,
    }
    signable = encode_typed_data(full_message=typed)
    check.equal("domain separator", signable.header, v["domainSeparator"])
    check.equal("message hash", signable.body, v["messageHash"])
    check.equal("binding digest", h(b"\x19\x01" + signable.header + signable.body), v["signingHash"])
    found = Account.recover_message(signable, signature=raw(v["signed"]["signature"]))
    check.equal("device", found.lower(), v["device"])
    check.equal("fields hash", h(signable.body + bytes(12) + raw(v["device"])), v["fieldsHash"])


def claim(v, bound, check):
    c = v["signed"]
    words = [n.to_bytes(32, "big", signed=True) for n in (c["row"], c["column"], c["bucket"])]
    kind = h(b"PlaceClaim(bytes32 incident,int32 row,int32 column,uint32 bucket)")
    message = h(kind + raw(c["incident"]) + b"".join(words))
    check.equal("claim hash", message, v["messageHash"])
    digest = h(b"\x19\x01" + raw(bound["domainSeparator"]) + message)
    check.equal("claim digest", digest, v["signingHash"])
    check.equal("claim signer", signer(raw(c["signature"]), digest), v["device"])
    check.equal("claim members", ["bucket", "column", "incident", "row", "signature", "version"], sorted(c))


def bundle(v, vectors, check):
    archive = zipfile.ZipFile(io.BytesIO(raw(v["bytes"])))
    check.equal("checksums", None, archive.testzip())
    listing = json.loads(archive.read("bundle.json"))
    check.equal("list", canonical(listing), "0x" + archive.read("bundle.json").hex())
    check.equal("names", ["bundle.json"] + [f["name"] for f in listing["files"]], archive.namelist())
    for item in listing["files"]:
        data = archive.read(item["name"])
        check.equal("length", len(data), item["byteCount"])
        check.equal("root", content_root(data), item["root"])
    check.equal("records", b"".join(raw(r) for r in vectors["record"]["chain"]), "0x" + archive.read("records.bin").hex())
    check.equal("receipt", canonical(vectors["log"]["receipt"]), "0x" + archive.read("receipt.json").hex())


def main():
    vectors = json.load(open(json.load(open(sys.argv[1]))["vectors"]))
    check = Check()
    merkle(vectors["merkle"], check)
    for item in vectors["content"]:
        check.equal("content root", content_root(content(item["byteCount"])), item["contentRoot"])
    f = vectors["frame"]
    frame = h(u(f["width"], 4) + u(f["height"], 4) + f["format"].encode() + b"".join(raw(p) for p in f["planes"]))
    check.equal("frame", frame, f["frameHash"])
    check.equal("video hash", h(frame + raw(f["contentRoot"])), f["videoHash"])
    p = f["packet"]
    coded = h(u(f["width"], 4) + u(f["height"], 4) + b"packet/" + p["codec"].encode() + b"\x00" + raw(p["bytes"]))
    named = {"contentRoot": f["contentRoot"], "frame": "packet", "frameHash": "0x" + coded.hex()}
    check.equal("packet", named, p["commitment"])
    check.equal("packet's video hash", h(coded + raw(f["contentRoot"])), p["videoHash"])
    records(vectors["record"], check)
    log(vectors["log"], check)
    session(vectors["session"], check)
    place(vectors["place"], check, raw(vectors["session"]["placeSalt"]))
    sealed(vectors["sealed"], check, raw(vectors["session"]["incident"]), raw(vectors["session"]["contentKey"]))
    binding(vectors["binding"], check)
    claim(vectors["claim"], vectors["binding"], check)
    d = vectors["derivation"]
    check.equal("derivation", h(domain("derivation") + canonical(d["signed"]["derivation"])), d["signingHash"])
    bundle(vectors["bundle"], vectors, check)
    json.dump({"checked": check.count, "wrong": check.wrong}, open(sys.argv[2], "w"))


main()
