"""Contracts of attackers."""

# Answers everything that SearchContract and RequestFactory ask of an evidence contract, and pushes itself.
FAKE_EVIDENCE = """
interface Search:
    def push(incident: bytes32, fields_hash: bytes32): nonpayable

interface Responses:
    def register(evidence: address): nonpayable

incident: public(bytes32)
owner: public(address)
status: public(uint8)

@deploy
def __init__(incident: bytes32):
    self.incident = incident
    self.owner = msg.sender
    self.status = 1

@external
@view
def is_about(fields_hash: bytes32) -> bool:
    return True

@external
def push(search: address, fields_hash: bytes32):
    extcall Search(search).push(self.incident, fields_hash)

@external
def register(responses: address):
    extcall Responses(responses).register(self)
"""

# A party that is a contract: passes calls on, and does something when it is paid.
PARTY = """
MODE: immutable(uint256)
entered: public(uint256)
taken: public(uint256)

@deploy
@payable
def __init__(mode: uint256):
    MODE = mode

@external
@payable
def pass_on(target: address, data: Bytes[4096], amount: uint256) -> Bytes[32]:
    return raw_call(target, data, max_outsize=32, value=amount)

@external
@payable
def __default__():
    # 1 refuses, 2 withdraws again, 3 uses all gas
    if MODE == 1:
        raise "I take nothing"
    if MODE == 2:
        self.entered += 1
        again: Bytes[36] = concat(method_id("withdraw(address)"), convert(self, bytes32))
        done: bool = raw_call(msg.sender, again, revert_on_failure=False)
        if done:
            self.taken += 1
    if MODE == 3:
        for i: uint256 in range(1000000000):
            self.entered += 1
"""

# Makes EIP-1167 clones of any implementation with any arguments, as the factories do.
CLONER = """
@external
def clone(implementation: address, arguments: Bytes[160], salt: bytes32) -> address:
    return raw_create(
        concat(
            x"61",
            convert(convert(45 + len(arguments), uint16), bytes2),
            x"3d81600a3d39f3363d3d373d3d3d363d73",
            convert(implementation, bytes20),
            x"5af43d82803e903d91602b57fd5bf3",
            arguments,
        ),
        salt=salt,
    )
"""
