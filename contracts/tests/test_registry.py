"""RiskRegistry: written by enrolled managers alone, appended to and never changed, revoked once."""

import boa
import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from world import World, factory_of, refused

KEY = b"k" * 32
ZERO = "0x" + "00" * 20
PARTIES = ("cloud", "owner", "requester", "stranger")
parties = st.sampled_from(PARTIES)


def commitment(number: int) -> bytes:
    return bytes([number + 1]) * 32


def events(contract, kind: str) -> list:
    """The events of a kind that the last call announced."""
    return [event for event in contract.get_logs() if type(event).__name__ == kind]


@pytest.fixture
def registry(world):
    """The registry with `owner` as its only manager."""
    world.registry.enroll(world.owner, KEY, sender=world.cloud)
    return world.registry


def test_an_authority_is_needed(world):
    with refused("the authority needs an address"):
        world.new_registry(ZERO)


def test_only_the_authority_enrols_and_dismisses(world):
    for party in (world.owner, world.relayer, world.stranger):
        with refused("only the authority enrols"):
            world.registry.enroll(party, KEY, sender=party)
    world.registry.enroll(world.owner, KEY, sender=world.cloud)
    (event,) = events(world.registry, "ManagerEnrolled")
    assert (event.manager, event.key_hash) == (world.owner, KEY)
    for party in (world.owner, world.stranger):
        with refused("only the authority dismisses"):
            world.registry.dismiss(world.owner, sender=party)
    world.registry.dismiss(world.owner, sender=world.cloud)
    (event,) = events(world.registry, "ManagerDismissed")
    assert event.manager == world.owner
    assert world.registry.key_hash_of(world.owner) == bytes(32)


def test_enrolment_wants_an_address_a_key_and_nobody_enrolled(registry, world):
    for manager, key, sentence in (
        (ZERO, KEY, "the manager needs an address"),
        (world.stranger, bytes(32), "the manager needs a key"),
        (world.owner, b"o" * 32, "the manager is enrolled"),
    ):
        with refused(sentence):
            registry.enroll(manager, key, sender=world.cloud)
    with refused("the manager is not enrolled"):
        registry.dismiss(world.stranger, sender=world.cloud)


def test_the_authority_is_no_manager(world):
    assert world.registry.authority() == world.cloud
    with refused("only an enrolled manager"):
        world.registry.register(commitment(0), KEY, 0, sender=world.cloud)
    world.registry.enroll(world.cloud, KEY, sender=world.cloud)
    assert world.registry.register(commitment(0), KEY, 0, sender=world.cloud) == 1


def test_who_is_not_enrolled_writes_nothing(registry, world):
    registry.register(commitment(0), KEY, 0, sender=world.owner)
    registry.dismiss(world.owner, sender=world.cloud)
    for party in (world.cloud, world.stranger, world.owner):
        for call in (
            lambda party=party: registry.register(commitment(1), KEY, 0, sender=party),
            lambda party=party: registry.revoke(1, 2, sender=party),
            lambda party=party: registry.anchor(1, KEY, sender=party),
        ):
            with refused("only an enrolled manager"):
                call()


def test_an_entry_needs_both_hashes_and_is_made_once(registry, world):
    with refused("the entry needs a commitment"):
        registry.register(bytes(32), KEY, 0, sender=world.owner)
    with refused("the entry needs a ciphertext"):
        registry.register(commitment(0), bytes(32), 0, sender=world.owner)
    assert registry.register(commitment(0), KEY, 0, sender=world.owner) == 1
    (event,) = events(registry, "EntryRegistered")
    assert (event.number, event.manager, event.commitment) == (1, world.owner, commitment(0))
    assert (event.ciphertext_hash, event.version, event.supersedes) == (KEY, 1, 0)
    with refused("the entry exists"):
        registry.register(commitment(0), b"o" * 32, 0, sender=world.owner)
    registry.revoke(1, 4, sender=world.owner)
    with refused("the entry exists"):
        registry.register(commitment(0), KEY, 0, sender=world.owner)


def test_a_new_version_revokes_the_old_one(registry, world):
    registry.register(commitment(0), KEY, 0, sender=world.owner)
    assert registry.register(commitment(1), KEY, 1, sender=world.owner) == 2
    (event,) = events(registry, "EntryRevoked")
    assert (event.number, event.manager, event.reason) == (1, world.owner, 1)
    assert tuple(registry.entry(1))[2:5] == (1, 0, 1)
    assert tuple(registry.entry(2))[2:5] == (2, 1, 0)
    with refused("the entry is revoked"):
        registry.register(commitment(2), KEY, 1, sender=world.owner)
    with refused("no such entry"):
        registry.register(commitment(2), KEY, 3, sender=world.owner)
    assert registry.count() == 2


@given(st.integers(0, 255))
def test_reasons_of_a_revocation(deployed, reason):
    with deployed.anchored():
        registry = deployed.registry
        registry.enroll(deployed.owner, KEY, sender=deployed.cloud)
        registry.register(commitment(0), KEY, 0, sender=deployed.owner)
        if 2 <= reason <= 4:
            registry.revoke(1, reason, sender=deployed.owner)
            with refused("the entry is revoked"):
                registry.revoke(1, 2, sender=deployed.owner)
        else:
            with refused("reason: 2 to 4"):
                registry.revoke(1, reason, sender=deployed.owner)


@pytest.mark.parametrize("number", [0, 2, 2**64 - 1])
def test_what_is_not_there_cannot_be_revoked(registry, world, number):
    registry.register(commitment(0), KEY, 0, sender=world.owner)
    with refused("no such entry"):
        registry.revoke(number, 2, sender=world.owner)
    assert tuple(registry.entry(number)) == (bytes(32), bytes(32), 0, 0, 0, ZERO)


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from([b"a", b"b"])), max_size=10))
def test_the_audit_log_never_shrinks_or_forks(deployed, entries):
    with deployed.anchored():
        registry = deployed.registry
        registry.enroll(deployed.owner, KEY, sender=deployed.cloud)
        latest = (0, bytes(32))
        for size, letter in entries:
            if size > latest[0] or (size, letter * 32) == latest:
                registry.anchor(size, letter * 32, sender=deployed.owner)
                latest = (size, letter * 32)
            else:
                with refused("a log never shrinks or forks"):
                    registry.anchor(size, letter * 32, sender=deployed.owner)
            assert tuple(registry.audit()) == latest


class RegistryMachine(RuleBasedStateMachine):
    """Anybody does anything at any time; the registry agrees with lists of a few lines."""

    def __init__(self):
        super().__init__()
        self.world = World.shared
        self.anchor = self.world.anchored()
        self.anchor.__enter__()
        self.registry = self.world.registry
        self.managers, self.entries = set(), []

    def teardown(self):
        self.anchor.__exit__(None, None, None)

    def act(self, allowed, action) -> bool:
        """Does it; it must succeed exactly if the model allows it."""
        try:
            action()
        except boa.BoaError:
            assert not allowed, "refused although allowed"
        else:
            assert allowed, "done although not allowed"
        return allowed

    def who(self, party):
        return getattr(self.world, party)

    @rule(sender=parties, manager=parties)
    def enroll(self, sender, manager):
        allowed = sender == "cloud" and manager not in self.managers
        if self.act(allowed, lambda: self.registry.enroll(self.who(manager), KEY, sender=self.who(sender))):
            self.managers.add(manager)

    @rule(sender=parties, manager=parties)
    def dismiss(self, sender, manager):
        allowed = sender == "cloud" and manager in self.managers
        if self.act(allowed, lambda: self.registry.dismiss(self.who(manager), sender=self.who(sender))):
            self.managers.remove(manager)

    def live(self, number):
        return 0 < number <= len(self.entries) and not self.entries[number - 1][4]

    def revoked(self, number, reason):
        self.entries[number - 1] = (*self.entries[number - 1][:4], reason, self.entries[number - 1][5])

    @rule(sender=parties, hashed=st.integers(0, 11), supersedes=st.integers(0, 5))
    def register(self, sender, hashed, supersedes):
        fresh = all(entry[0] != commitment(hashed) for entry in self.entries)
        allowed = sender in self.managers and fresh and (supersedes == 0 or self.live(supersedes))
        call = lambda: self.registry.register(commitment(hashed), KEY, supersedes, sender=self.who(sender))  # noqa: E731
        if self.act(allowed, call):
            version = self.entries[supersedes - 1][2] + 1 if supersedes else 1
            if supersedes:
                self.revoked(supersedes, 1)
            self.entries.append((commitment(hashed), KEY, version, supersedes, 0, self.who(sender)))

    @rule(sender=parties, number=st.integers(0, 6), reason=st.integers(0, 5))
    def revoke(self, sender, number, reason):
        allowed = sender in self.managers and 2 <= reason <= 4 and self.live(number)
        if self.act(allowed, lambda: self.registry.revoke(number, reason, sender=self.who(sender))):
            self.revoked(number, reason)

    @invariant()
    def agrees(self):
        assert self.registry.count() == len(self.entries)
        for number, entry in enumerate(self.entries, 1):
            assert tuple(self.registry.entry(number)) == entry
            assert self.registry.number_of(entry[0]) == number
        for party in PARTIES:
            assert (self.registry.key_hash_of(self.who(party)) == KEY) == (party in self.managers)


@pytest.mark.usefixtures("deployed")
class TestRegistryMachine(RegistryMachine.TestCase):
    pass
