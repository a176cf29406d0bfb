"""State machine: any moves of any party at any time, against a model of a few lines; money and rights hold throughout."""

import attackers
import boa
import hypothesis.strategies as st
import oracle
import pytest
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from oracle import ORIGINAL, PROTECTED
from world import APPROVED, CANCELLED, DENIED, DISPUTED, REQUESTED, REWARD, SETTLED, World, source

PARTIES = ("owner", "requester", "cloud", "stranger")
parties = st.sampled_from(PARTIES)
CLAIM = oracle.Place(5, 5, 5)


class RequestMachine(RuleBasedStateMachine):
    """One request whose rekey, key and place are bad or good at random."""

    def __init__(self):
        super().__init__()
        self.world = World.shared
        self.anchor = self.world.anchored()
        self.anchor.__enter__()

    def teardown(self):
        # Whatever happened, time lets the money go to where it belongs.
        if hasattr(self, "request"):
            self.finish()
        self.anchor.__exit__(None, None, None)

    @initialize(
        rendition=st.sampled_from([ORIGINAL, PROTECTED]),
        good_rekey=st.booleans(),
        good_key=st.booleans(),
        true_place=st.booleans(),
        reward=st.integers(REWARD, 10**19),
    )
    def start(self, rendition, good_rekey, good_key, true_place, reward):
        world = self.world
        film = oracle.film(world.owner, false_commitment=0 if good_key else rendition)
        self.forced = self.withdrawn = 0
        self.request = world.request(rendition=rendition, film=film, value=reward)
        if not good_rekey:
            self.request.kfrag = oracle.rekey(oracle.Key.new(), self.request.key)
        self.claim = film.place if true_place else CLAIM
        self.founded = {"bad_rekey": not good_rekey, "bad_key": not good_key, "false_place": not true_place}
        self.state, self.held, self.announced = REQUESTED, reward, None
        self.approve_by, self.confirm_by = self.request.at.approve_by(), 0

    def act(self, allowed, action, state=None, **changes):
        """Does it; it must succeed exactly if the model allows it."""
        try:
            action()
        except boa.BoaError:
            assert not allowed, "refused although allowed"
            return
        assert allowed, "done although not allowed"
        self.state = state or self.state
        for name, value in changes.items():
            setattr(self, name, value)

    def who(self, party):
        return getattr(self.world, party)

    @property
    def now(self):
        return self.world.now

    @rule(seconds=st.sampled_from([1, 3600, 86400, 3 * 86400, 7 * 86400]))
    def wait(self, seconds):
        self.world.now += seconds

    @rule(offset=st.integers(-1, 1))
    def wait_for_a_deadline(self, offset):
        deadline = (self.confirm_by or self.approve_by) + offset
        if deadline > self.now:
            self.world.now = deadline

    @rule(amount=st.integers(1, 10**18))
    def force_ether(self, amount):
        at = self.request.at.address
        boa.env.set_balance(at, self.world.balance(at) + amount)
        self.forced += amount

    @rule(party=parties)
    def announce(self, party):
        allowed = self.state == REQUESTED and party == "owner" and self.now <= self.approve_by
        self.act(
            allowed and self.announced is None,
            lambda: self.request.at.announce(sender=self.who(party)),
            announced=boa.env.evm.patch.block_number,
        )

    @rule(party=parties, extra=st.integers(-1, 10**18))
    def approve(self, party, extra):
        request = self.request
        allowed = self.state == REQUESTED and party == "owner" and self.now <= self.approve_by and extra >= 0
        if request.rendition == ORIGINAL:
            allowed = allowed and self.announced is not None and self.announced < boa.env.evm.patch.block_number
        deposit = request.reward + extra
        self.act(
            allowed,
            lambda: request.approve(deposit=deposit, sender=self.who(party)),
            APPROVED,
            held=self.held + deposit,
            confirm_by=self.now + 3 * 86400,
        )

    @rule(party=parties)
    def deny(self, party):
        allowed = self.state == REQUESTED and party == "owner"
        self.act(allowed, lambda: self.request.at.deny(sender=self.who(party)), DENIED)

    @rule(party=parties)
    def cancel(self, party):
        late = self.now > self.approve_by
        allowed = self.state == REQUESTED and (late or (party == "requester" and self.announced is None))
        self.act(allowed, lambda: self.request.at.cancel(sender=self.who(party)), CANCELLED)

    @rule(party=parties)
    def confirm(self, party):
        allowed = self.state == APPROVED and party == "requester"
        self.act(allowed, lambda: self.request.at.confirm(sender=self.who(party)), SETTLED)

    @rule(party=parties)
    def settle(self, party):
        allowed = self.state == APPROVED and self.now > self.confirm_by
        self.act(allowed, lambda: self.request.at.settle(sender=self.who(party)), SETTLED)

    @rule(party=parties, kind=st.sampled_from(["bad_rekey", "bad_key", "false_place"]))
    def dispute(self, party, kind):
        allowed = self.state == APPROVED and party == "requester" and self.now <= self.confirm_by
        arguments = (self.claim,) if kind == "false_place" else ()
        self.act(
            allowed and self.founded[kind],
            lambda: getattr(self.request, kind)(*arguments, sender=self.who(party)),
            DISPUTED,
        )

    def credited(self):
        return {SETTLED: "owner", DENIED: "requester", CANCELLED: "requester", DISPUTED: "requester"}.get(self.state)

    @rule(party=parties, to=parties)
    def withdraw(self, party, to):
        receiver = self.who(to)
        before, amount = self.world.balance(receiver), self.held
        allowed = party == self.credited() and amount > 0
        self.act(allowed, lambda: self.request.at.withdraw(receiver, sender=self.who(party)), held=0)
        assert self.world.balance(receiver) == before + (amount if allowed else 0)

    @precondition(lambda self: self.credited())
    @rule(mode=st.sampled_from([1]))
    def withdraw_to_a_receiver_that_refuses(self, mode):
        receiver = source(attackers.PARTY, mode).address
        self.act(False, lambda: self.request.at.withdraw(receiver, sender=self.who(self.credited())))

    @invariant()
    def agrees(self):
        if not hasattr(self, "request"):
            return
        at = self.request.at
        assert at.state() == self.state
        assert at.confirm_by() == self.confirm_by
        assert at.locked() == (self.held if self.state in (REQUESTED, APPROVED) else 0)
        for party in PARTIES:
            assert at.credit_of(self.who(party)) == (self.held if party == self.credited() else 0)
        self.request.conserved(self.forced)

    def finish(self):
        world, at = self.world, self.request.at
        world.now = max(world.now, self.approve_by, self.confirm_by) + 1
        if self.state == REQUESTED:
            self.cancel("stranger")
        if self.state == APPROVED:
            self.settle("stranger")
        assert self.credited(), "no state lasts for ever"
        if self.held:
            self.withdraw(self.credited(), self.credited())
        assert world.balance(at.address) == self.forced, "only what was forced upon it remains"


@pytest.mark.usefixtures("deployed")
class TestRequestMachine(RequestMachine.TestCase):
    pass
