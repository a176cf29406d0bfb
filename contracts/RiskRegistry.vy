# pragma version 0.4.3
"""
@title Risk registry
@author Veilcam
@notice Append-only list of de-identified records of the risk paper. An entry holds a commitment to the record's keyed
        tokens and the hash of its ciphertext, and nothing that could be searched: the token index stays off the ledger,
        so that the ledger tells how many entries there are, who wrote them and when, and nothing about anybody. Only
        managers whom the authority has enrolled write.
"""

struct Entry:
    commitment: bytes32
    ciphertext_hash: bytes32
    version: uint32
    supersedes: uint64
    revocation: uint8
    manager: address


struct Stored:
    commitment: bytes32
    ciphertext_hash: bytes32
    facts: uint256


struct Root:
    size: uint64
    root: bytes32


event ManagerEnrolled:
    manager: indexed(address)
    key_hash: bytes32


event ManagerDismissed:
    manager: indexed(address)


event EntryRegistered:
    number: indexed(uint64)
    manager: indexed(address)
    commitment: bytes32
    ciphertext_hash: bytes32
    version: uint32
    supersedes: uint64


event EntryRevoked:
    number: indexed(uint64)
    manager: indexed(address)
    reason: uint8


event AuditAnchored:
    manager: indexed(address)
    size: uint64
    root: bytes32


SUPERSEDED: constant(uint8) = 1
ERASED: constant(uint8) = 4

# Facts of an entry in one word: version (32 bits) ‖ supersedes (64) ‖ manager (160), from the lowest bit.
SUPERSEDES_AT: constant(uint256) = 32
MANAGER_AT: constant(uint256) = 96

AUTHORITY: immutable(address)

_key_hash_of: HashMap[address, bytes32]
_count: uint64
_stored: HashMap[uint64, Stored]
_revocation_of: HashMap[uint64, uint8]
_number_of: HashMap[bytes32, uint64]
_audit: Root


@deploy
def __init__(authority: address):
    """
    @param authority The address that enrols and dismisses managers; it writes no entries unless it enrols itself.
    """
    assert authority != empty(address), "the authority needs an address"
    AUTHORITY = authority


@external
def enroll(manager: address, key_hash: bytes32):
    """
    @notice The authority lets a manager write.
    @param manager The manager's account.
    @param key_hash Keccak-256 of the public key (33 bytes) for which data keys are wrapped, so that nobody can slip
           another key into the list of managers that lies off the ledger.
    """
    assert msg.sender == AUTHORITY, "only the authority enrols"
    assert manager != empty(address), "the manager needs an address"
    assert key_hash != empty(bytes32), "the manager needs a key"
    assert self._key_hash_of[manager] == empty(bytes32), "the manager is enrolled"
    self._key_hash_of[manager] = key_hash
    log ManagerEnrolled(manager=manager, key_hash=key_hash)


@external
def dismiss(manager: address):
    """
    @notice The authority takes a manager's right to write. What he has written stays.
    @param manager The manager's account.
    """
    assert msg.sender == AUTHORITY, "only the authority dismisses"
    assert self._key_hash_of[manager] != empty(bytes32), "the manager is not enrolled"
    self._key_hash_of[manager] = empty(bytes32)
    log ManagerDismissed(manager=manager)


@external
def register(commitment: bytes32, ciphertext_hash: bytes32, supersedes: uint64) -> uint64:
    """
    @notice A manager appends an entry.
    @param commitment The salted commitment to the record's token set; each is registered once, so that a repeated call
           makes no second entry.
    @param ciphertext_hash The hash of the encrypted record.
    @param supersedes The number of the entry that this one replaces, which is revoked by that; 0 for a new record.
    @return The entry's number, from 1.
    """
    self._assert_manager()
    assert commitment != empty(bytes32), "the entry needs a commitment"
    assert ciphertext_hash != empty(bytes32), "the entry needs a ciphertext"
    assert self._number_of[commitment] == 0, "the entry exists"
    version: uint32 = 1
    if supersedes != 0:
        version = self._version(self._stored[supersedes].facts) + 1
        self._revoke(supersedes, SUPERSEDED)
    number: uint64 = self._count + 1
    self._count = number
    self._number_of[commitment] = number
    facts: uint256 = convert(version, uint256) | (convert(supersedes, uint256) << SUPERSEDES_AT) | (
        convert(convert(msg.sender, uint160), uint256) << MANAGER_AT
    )
    self._stored[number] = Stored(commitment=commitment, ciphertext_hash=ciphertext_hash, facts=facts)
    log EntryRegistered(
        number=number,
        manager=msg.sender,
        commitment=commitment,
        ciphertext_hash=ciphertext_hash,
        version=version,
        supersedes=supersedes,
    )
    return number


@external
def revoke(number: uint64, reason: uint8):
    """
    @notice A manager revokes an entry, for good.
    @param number The entry's number.
    @param reason 2 withdrawn, 3 wrong, 4 erased; 1 (superseded) is for `register` alone.
    """
    self._assert_manager()
    assert reason > SUPERSEDED and reason <= ERASED, "reason: 2 to 4"
    self._revoke(number, reason)


@external
def anchor(size: uint64, root: bytes32):
    """
    @notice A manager anchors the audit log of searches and less hidden renditions.
    @param size The number of lines, never below the last one; the same number only with the same root.
    @param root The Merkle root over the lines.
    """
    self._assert_manager()
    last: Root = self._audit
    assert size > last.size or (size == last.size and root == last.root), "a log never shrinks or forks"
    self._audit = Root(size=size, root=root)
    log AuditAnchored(manager=msg.sender, size=size, root=root)


@internal
def _revoke(number: uint64, reason: uint8):
    assert number != 0 and number <= self._count, "no such entry"
    assert self._revocation_of[number] == 0, "the entry is revoked"
    self._revocation_of[number] = reason
    log EntryRevoked(number=number, manager=msg.sender, reason=reason)


@internal
@view
def _assert_manager():
    assert self._key_hash_of[msg.sender] != empty(bytes32), "only an enrolled manager"


@internal
@pure
def _version(facts: uint256) -> uint32:
    return convert(facts & convert(max_value(uint32), uint256), uint32)


@external
@view
def entry(number: uint64) -> Entry:
    """
    @notice An entry; all zeros where there is none.
    @param number The entry's number, from 1.
    """
    stored: Stored = self._stored[number]
    return Entry(
        commitment=stored.commitment,
        ciphertext_hash=stored.ciphertext_hash,
        version=self._version(stored.facts),
        supersedes=convert((stored.facts >> SUPERSEDES_AT) & convert(max_value(uint64), uint256), uint64),
        revocation=self._revocation_of[number],
        manager=convert(convert(stored.facts >> MANAGER_AT, uint160), address),
    )


@external
@view
def number_of(commitment: bytes32) -> uint64:
    """
    @notice The number of the entry with a commitment; 0 where there is none.
    @param commitment The commitment.
    """
    return self._number_of[commitment]


@external
@view
def count() -> uint64:
    """
    @notice How many entries there are, revoked ones included.
    """
    return self._count


@external
@view
def key_hash_of(manager: address) -> bytes32:
    """
    @notice The hash of an enrolled manager's public key; zero for everybody else.
    @param manager Any address.
    """
    return self._key_hash_of[manager]


@external
@view
def audit() -> Root:
    """
    @notice The last anchored size and root of the audit log; zeros before the first.
    """
    return self._audit


@external
@view
def authority() -> address:
    """
    @notice The address that enrols and dismisses managers.
    """
    return AUTHORITY
