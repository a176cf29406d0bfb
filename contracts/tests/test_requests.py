"""RequestFactory, RequestContract, ResponseContract: who moves which edge, when, and what happens to the money."""

import attackers
import boa
import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import ORIGINAL, PROTECTED
from world import (
    APPROVE_WINDOW,
    APPROVED,
    CANCELLED,
    CONFIRM_WINDOW,
    DENIED,
    DISPUTED,
    NAMES,
    REQUESTED,
    REWARD,
    SETTLED,
    Request,
    factory_of,
    refused,
    source,
)

CLAIM = oracle.Place(1, 2, 3)
PARTIES = ("owner", "requester", "cloud", "relayer", "stranger", "device")


def logged(contract, name):
    return [event for event in contract.get_logs() if type(event).__name__ == name]


# Creation


def test_a_request_registers_itself(world):
    request = world.request(reason="claim 4711")
    (created,) = logged(world.request_factory, "RequestCreated")
    assert (created.request, created.evidence, created.requester) == (
        request.at.address,
        request.evidence.address,
        world.requester,
    )
    assert (created.rendition, created.publicKey, created.reward, created.reason) == (
        PROTECTED,
        request.key.public,
        REWARD,
        "claim 4711",
    )
    at = request.at
    assert (at.state(), at.evidence(), at.requester()) == (REQUESTED, request.evidence.address, world.requester)
    assert (at.owner(), at.rendition(), at.public_key()) == (world.owner, PROTECTED, request.key.public)
    assert (at.reward(), at.approve_by(), at.confirm_by()) == (REWARD, world.now + APPROVE_WINDOW, 0)
    assert at.locked() == REWARD and request.conserved() == 0
    assert world.request_factory.is_request(at.address)


def test_the_response_contract_tells_of_it(world):
    request = world.request()
    entries = world.request_factory._computation.get_raw_log_entries()
    signature = int.from_bytes(oracle.keccak(b"Requested(address,address)"), "big")
    told = [(entry[1], tuple(entry[2])) for entry in entries]
    expected = (signature, int(request.at.address, 16), int(request.evidence.address, 16))
    assert (bytes.fromhex(world.responses.address[2:]), expected) in told


@pytest.mark.parametrize(
    "change, sentence",
    [
        (dict(rendition=0), "rendition: 1 or 2"),
        (dict(rendition=3), "rendition: 1 or 2"),
        (dict(rendition=ORIGINAL, reason=""), "original needs a reason"),
        (dict(value=REWARD - 1), "the reward is below the minimum"),
        (dict(value=0), "the reward is below the minimum"),
    ],
)
def test_create_refuses(world, change, sentence):
    defaults = dict(rendition=PROTECTED, value=REWARD, reason="why") | change
    with refused(sentence):
        world.request_factory.create(
            world.shared_evidence().address,
            defaults["rendition"],
            oracle.Key.new().public,
            defaults["reason"],
            value=defaults["value"],
            sender=world.requester,
        )


NO_POINTS = [
    b"",
    bytes(33),
    b"\x02" + bytes(32),
    b"\x04" + oracle.generator(5)[1:],
    b"\x02" + (5).to_bytes(32, "big"),  # x³ + 7 is no square
    b"\x02" + oracle.P.to_bytes(32, "big"),
    b"\x02" + (oracle.P + 1).to_bytes(32, "big"),
    b"\x03" + b"\xff" * 32,
    oracle.generator(5)[:32],
]


@pytest.mark.parametrize("key", NO_POINTS)
def test_create_refuses_keys_that_are_no_points(world, key):
    with refused("the public key is not a point"):
        world.request_factory.create(
            world.shared_evidence().address, PROTECTED, key, "", value=REWARD, sender=world.requester
        )


def test_a_point_beyond_the_order_is_refused(world):
    """Its multiples cannot be computed on the ledger, so an owner could send a rekey that nobody can dispute."""
    x = next(
        x for x in range(oracle.N, oracle.N + 99) if pow(x**3 + 7, (oracle.P - 1) // 2, oracle.P) == 1
    )
    point = b"\x02" + x.to_bytes(32, "big")
    oracle.coordinates(point)
    with refused("the public key is not a point"):
        world.request_factory.create(
            world.shared_evidence().address, PROTECTED, point, "", value=REWARD, sender=world.requester
        )
    request = world.request()
    with refused("malformed rekey"):
        request.approve(kfrag=request.kfrag[:107] + point + request.kfrag[140:])


def test_a_request_for_unverified_or_refused_evidence(world):
    film = oracle.film(world.owner)
    evidence = world.evidence(film)

    def create():
        world.request_factory.create(evidence.address, PROTECTED, oracle.Key.new().public, "", value=REWARD, sender=world.requester)

    with refused("the evidence is not verified"):
        create()
    evidence.refuse(1, sender=world.cloud)
    with refused("the evidence is not verified"):
        create()


def test_the_same_request_twice_in_a_second(world):
    key = oracle.Key.new()
    first = world.request(key=key)
    with refused("the same request exists"):
        world.request(key=key)
    world.now += 1
    assert world.request(key=key).at.address != first.at.address


def test_fake_requests_feed_nothing(world):
    fake = source(attackers.FAKE_EVIDENCE, oracle.fresh())
    with refused("not a request of this factory"):
        fake.register(world.responses.address)
    assert not world.request_factory.is_request(fake.address)
    for address in (world.stranger, world.request_factory.address, world.shared_evidence().address):
        with refused("not a request of this factory"):
            world.responses.register(world.shared_evidence().address, sender=address)


def test_a_strangers_clone_of_the_code_is_inert(world):
    """It claims a reward that nobody paid: every edge is closed, so no owner can lose a deposit to it."""
    request = world.request()
    arguments = boa.env.get_code(request.at.address)[45:]
    cloner = source(attackers.CLONER)
    at = cloner.clone(world.request_factory.implementation(), arguments, bytes(32))
    clone = factory_of("RequestContract").at(at)
    assert clone.reward() == REWARD and clone.state() == 0 and not world.request_factory.is_request(at)
    request.at = clone
    for edge, (act, _) in EDGES.items():
        for party in PARTIES:
            with refused():
                act(request, getattr(world, party))
    with refused("only the factory opens"):
        clone.open(value=REWARD, sender=world.requester)
    with refused("nothing to withdraw"):
        clone.withdraw(world.owner, sender=world.owner)


def test_clones_are_opened_once(world):
    request = world.request()
    for sender in (world.requester, world.owner, world.stranger):
        with refused("only the factory opens"):
            request.at.open(value=REWARD, sender=sender)
    boa.env.set_balance(world.request_factory.address, REWARD)
    with refused("already open"):
        request.at.open(value=REWARD, sender=world.request_factory.address)


def test_the_implementation_is_no_request(world):
    implementation = factory_of("RequestContract").at(world.request_factory.implementation())
    boa.env.set_balance(world.request_factory.address, REWARD)
    with refused("use a clone"):
        implementation.open(value=0, sender=world.request_factory.address)
    request = world.request()
    request.at = implementation
    for edge, (act, _) in EDGES.items():
        with refused("not in this state"):
            act(request, world.owner)
    with refused("nothing to withdraw"):
        implementation.withdraw(world.owner, sender=world.owner)


# Edges

# name: (action by an address, the state it leads to)
EDGES = {
    "announce": (lambda r, who: r.at.announce(sender=who), REQUESTED),
    "approve": (lambda r, who: r.approve(sender=who), APPROVED),
    "deny": (lambda r, who: r.at.deny(sender=who), DENIED),
    "cancel": (lambda r, who: r.at.cancel(sender=who), CANCELLED),
    "confirm": (lambda r, who: r.at.confirm(sender=who), SETTLED),
    "settle": (lambda r, who: r.at.settle(sender=who), SETTLED),
    "prove_bad_rekey": (lambda r, who: r.bad_rekey(sender=who), DISPUTED),
    "prove_bad_key": (lambda r, who: r.bad_key(sender=who), DISPUTED),
    "prove_false_place": (lambda r, who: r.false_place(CLAIM, sender=who), DISPUTED),
}
ANYBODY = set(PARTIES)
# state, after its deadline: who may move which edge; everything else must revert
ALLOWED = {
    (REQUESTED, False): {"announce": {"owner"}, "approve": {"owner"}, "deny": {"owner"}, "cancel": {"requester"}},
    (REQUESTED, True): {"deny": {"owner"}, "cancel": ANYBODY},
    (APPROVED, False): {
        "confirm": {"requester"},
        "prove_bad_rekey": {"requester"},
        "prove_bad_key": {"requester"},
        "prove_false_place": {"requester"},
    },
    (APPROVED, True): {"confirm": {"requester"}, "settle": ANYBODY},
}
TERMINAL = (SETTLED, DENIED, CANCELLED, DISPUTED)
SITUATIONS = [*ALLOWED, *((state, late) for state in TERMINAL for late in (False, True))]


def disputable(world):
    """A request whose rekey, key and place are all bad, so that every dispute is founded."""
    film = oracle.film(world.owner, false_commitment=PROTECTED)
    request = world.request(film=film)
    request.kfrag = oracle.rekey(oracle.Key.new(), request.key)
    return request


def bring(request, state, late):
    """Brings a request into a state."""
    world = request.world
    at = request.at
    if state in (APPROVED, SETTLED, DISPUTED):
        request.approve()
    if state == SETTLED:
        at.confirm(sender=request.requester)
    if state == DISPUTED:
        request.bad_rekey()
    if state == DENIED:
        at.deny(sender=world.owner)
    if state == CANCELLED:
        at.cancel(sender=request.requester)
    if late:
        world.now = max(at.confirm_by(), at.approve_by() if state in (REQUESTED, DENIED, CANCELLED) else 0) + 1
    assert at.state() == state


@pytest.mark.parametrize("state, late", SITUATIONS, ids=lambda x: NAMES.get(x, str(x)) if type(x) is int else str(x))
def test_only_the_named_party_moves_each_edge(world, state, late):
    """Every party on every edge in every state, before and after the deadline."""
    request = disputable(world)
    bring(request, state, late)
    moved = {}
    for edge, (act, target) in EDGES.items():
        for party in PARTIES:
            with boa.env.anchor():
                try:
                    act(request, getattr(world, party))
                except boa.BoaError:
                    assert request.at.state() == state
                else:
                    assert request.at.state() == target
                    request.conserved()
                    moved.setdefault(edge, set()).add(party)
    assert moved == ALLOWED.get((state, late), {})


@pytest.mark.parametrize("state, late", SITUATIONS, ids=str)
def test_no_state_lasts_for_ever(world, state, late):
    """From every state anybody, a stranger even, brings the money to a party after the deadlines."""
    request = disputable(world)
    bring(request, state, late)
    world.now += 10 * 365 * 86400
    if request.at.state() == REQUESTED:
        request.at.cancel(sender=world.stranger)
    if request.at.state() == APPROVED:
        request.at.settle(sender=world.stranger)
    assert request.at.locked() == 0 and request.conserved() > 0
    for party in (world.owner, world.requester):
        if request.at.credit_of(party):
            request.at.withdraw(party, sender=party)
    assert world.balance(request.at.address) == 0


def expect(allowed, sentence, act):
    if allowed:
        with boa.env.anchor():
            act()
    else:
        with refused(sentence):
            act()


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_the_second_of_approve_by(world, offset):
    """The owner has the whole last second, everybody else starts in the next one."""
    request = world.request()
    world.now = request.at.approve_by() + offset
    expect(offset <= 0, "too late to approve", request.approve)
    expect(offset <= 0, "too late to approve", lambda: request.at.announce(sender=world.owner))
    expect(offset > 0, "only the requester cancels", lambda: request.at.cancel(sender=world.stranger))
    expect(True, "", lambda: request.at.cancel(sender=world.requester))


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_the_second_of_confirm_by(world, offset):
    request = disputable(world).approve()
    assert request.at.confirm_by() == world.now + CONFIRM_WINDOW
    world.now = request.at.confirm_by() + offset
    expect(offset <= 0, "too late to dispute", request.bad_rekey)
    expect(offset <= 0, "too late to dispute", request.bad_key)
    expect(offset <= 0, "too late to dispute", lambda: request.false_place(CLAIM))
    expect(offset > 0, "too early to settle", lambda: request.at.settle(sender=world.stranger))
    expect(True, "", lambda: request.at.confirm(sender=world.requester))


@given(windows=st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), minimum=st.integers(1, 10**18))
def test_windows_are_those_of_the_deployment(deployed, windows, minimum):
    with deployed.anchored():
        factory = deployed.new_request_factory(*windows, minimum)
        assert (factory.approve_window(), factory.confirm_window(), factory.minimum_reward()) == (*windows, minimum)
        evidence = deployed.shared_evidence()
        at = factory.create(evidence.address, PROTECTED, oracle.Key.new().public, "", value=minimum, sender=deployed.requester)
        assert factory_of("RequestContract").at(at).approve_by() == deployed.now + windows[0]


@pytest.mark.parametrize("windows", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (10**9, 1, 1), (1, 2**255, 1)])
def test_windows_and_rewards_are_bounded(world, windows):
    with refused():
        world.new_request_factory(*windows)


# Approval


def test_approval_tells_everything(world):
    request = world.request().approve(deposit=REWARD + 5)
    (event,) = logged(request.at, "Approved")
    assert (event.kfrag, event.publicKey) == (request.kfrag, request.film.fields.protected.public_key)
    assert (event.deposit, event.confirm_by) == (REWARD + 5, world.now + CONFIRM_WINDOW)
    assert request.at.locked() == 2 * REWARD + 5 and request.at.kfrag_hash() == oracle.keccak(request.kfrag)


@pytest.mark.parametrize("deposit", [0, REWARD - 1])
def test_a_deposit_below_the_reward(world, deposit):
    with refused("the deposit is below the reward"):
        world.request().approve(deposit=deposit)


def test_wrong_fields_passed_back(world):
    request = world.request()
    other = oracle.film(world.owner)
    import dataclasses

    wrong = [
        (other.fields.tuple, world.device),
        (request.film.fields.tuple, world.stranger),
        (dataclasses.replace(request.film.fields, owner=world.stranger).tuple, world.device),
        (dataclasses.replace(request.film.fields, protected=other.fields.protected).tuple, world.device),
        (dataclasses.replace(request.film.fields, place_commitment=oracle.fresh()).tuple, world.device),
        (dataclasses.replace(request.film.fields, frame_hashes=[]).tuple, world.device),
    ]
    for fields in wrong:
        with refused("not the evidence's fields"):
            request.approve(fields=fields)
    request.approve()
    for fields in wrong:
        for dispute in (request.bad_rekey, request.bad_key, lambda fields: request.false_place(CLAIM, fields=fields)):
            with refused("not the evidence's fields"):
                dispute(fields=fields)


@given(st.integers(0, 309), st.integers(1, 255))
def test_rekeys_are_framed_exactly(deployed, index, flip):
    """Any change of a framing byte is refused; a change elsewhere leaves a rekey that is framed."""
    frame = [*range(39), 71, 72, 105, 106, 140, 141, 142, 176, 177, 242, 243, 308, 309]
    with deployed.anchored():
        request = deployed.request()
        kfrag = bytearray(request.kfrag)
        kfrag[index] ^= flip
        if index in frame and not (index >= 308 and flip == 1):
            with refused("malformed rekey"):
                request.approve(kfrag=bytes(kfrag))
        elif not 73 <= index < 140:
            request.approve(kfrag=bytes(kfrag))


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda k: k[:309], "a rekey has 310 bytes"),
        (lambda k: k[:308] + b"\xc4\xc3", "malformed rekey"),
        (lambda k: k[:309] + b"\x01", "malformed rekey"),
        (lambda k: k[:73] + bytes(32) + k[105:], "malformed rekey"),
        (lambda k: k[:73] + oracle.N.to_bytes(32, "big") + k[105:], "malformed rekey"),
        (lambda k: k[:73] + b"\xff" * 32 + k[105:], "malformed rekey"),
        *((lambda k, p=p: k[:107] + p + k[140:], "malformed rekey") for p in NO_POINTS if len(p) == 33),
    ],
)
def test_malformed_rekeys(world, change, sentence):
    request = world.request()
    with refused(sentence):
        request.approve(kfrag=change(request.kfrag))


def film_with(world, **changes):
    """A verified film whose protected rendition is bad, as if the cloud had not looked."""
    import dataclasses

    film = oracle.film(world.owner)
    film.fields.protected = dataclasses.replace(film.fields.protected, **changes)
    return film


def cancelling_capsule():
    """E and V = −E with a valid s: the key seed would be the point at infinity."""
    e = 12345
    point = oracle.generator(e)
    v = oracle.negative(point)
    s = (oracle.to_scalar(b"CAPSULE_POINTS", point, v) - 1) * e % oracle.N
    return point + v + s.to_bytes(32, "big")


def test_bad_capsules_and_keys_cannot_be_approved(world):
    good = oracle.capsule(oracle.Key.new())
    for capsule in (
        good[:66] + oracle.fresh(),
        good[:66] + b"\xff" * 32,
        bytes(33) + good[33:],
        good[:33] + bytes(33) + good[66:],
        good[:33] + NO_POINTS[4] + good[66:],
        good[33:66] + good[:33] + good[66:],
        cancelling_capsule(),
    ):
        with refused():
            world.request(film=film_with(world, capsule=capsule)).approve()
    for key in NO_POINTS:
        if len(key) == 33:
            with refused("the owner's key is not a point"):
                world.request(film=film_with(world, public_key=key)).approve()


# Announcements


def test_original_needs_an_announcement_in_an_earlier_block(world):
    request = world.request(rendition=ORIGINAL)
    with refused("announce in an earlier block"):
        request.approve()
    for party in ("requester", "stranger", "cloud", "device"):
        with refused("only the owner"):
            request.at.announce(sender=getattr(world, party))
    request.at.announce(sender=world.owner)
    with refused("announce in an earlier block"):
        request.approve()
    with refused("already announced"):
        request.at.announce(sender=world.owner)
    world.next_block()
    request.approve()
    with refused("not in this state"):
        request.at.announce(sender=world.owner)


@pytest.mark.parametrize("rendition", [ORIGINAL, PROTECTED])
def test_after_an_announcement_nobody_overtakes_the_approval(world, rendition):
    """The rekey of a pending approval is readable; a requester may not take his money back with it in hand."""
    request = world.request(rendition=rendition)
    request.at.announce(sender=world.owner)
    with refused("an approval is announced"):
        request.at.cancel(sender=world.requester)
    world.now = request.at.approve_by() + 1
    request.at.cancel(sender=world.requester)
    assert request.at.credit_of(world.requester) == REWARD


def test_an_owner_may_still_deny_after_an_announcement(world):
    request = world.request()
    request.at.announce(sender=world.owner)
    request.at.deny(sender=world.owner)
    assert request.at.credit_of(world.requester) == REWARD


# Silent parties


def test_a_requester_who_never_confirms(world):
    request = world.request().approve()
    world.now = request.at.confirm_by() + 1
    before = world.balance(world.owner)
    request.at.settle(sender=world.stranger)
    request.at.withdraw(world.owner, sender=world.owner)
    assert world.balance(world.owner) == before + 2 * REWARD


def test_an_owner_who_never_answers(world):
    before = world.balance(world.requester)
    request = world.request()
    world.now = request.at.approve_by() + 1
    request.at.cancel(sender=world.stranger)
    request.at.withdraw(world.requester, sender=world.requester)
    assert world.balance(world.requester) == before


def test_cancel_after_approval(world):
    request = world.request().approve()
    for late in (False, True):
        world.now = request.at.approve_by() + (1 if late else -1)
        for party in PARTIES:
            with refused("not in this state"):
                request.at.cancel(sender=getattr(world, party))


def test_owner_and_requester_may_be_one(world):
    request = world.request(sender=world.owner).approve()
    request.at.confirm(sender=world.owner)
    assert request.at.credit_of(world.owner) == 2 * REWARD
    request.at.withdraw(world.owner, sender=world.owner)
    assert world.balance(request.at.address) == 0


# Withdrawals


@given(reward=st.integers(REWARD, 10**20), extra=st.integers(0, 10**20), forced=st.integers(0, 10**18))
def test_forced_ether_changes_nothing(deployed, reward, extra, forced):
    with deployed.anchored():
        request = deployed.request(value=reward)
        boa.env.set_balance(request.at.address, reward + forced)
        request.approve(deposit=reward + extra)
        request.conserved(forced)
        request.at.confirm(sender=deployed.requester)
        assert request.conserved(forced) == 2 * reward + extra
        request.at.withdraw(deployed.owner, sender=deployed.owner)
        assert deployed.balance(request.at.address) == forced and request.conserved(forced) == 0


def test_withdraw_pays_once_and_only_the_party(world):
    request = world.request().approve()
    for party in PARTIES:
        with refused("nothing to withdraw"):
            request.at.withdraw(world.owner, sender=getattr(world, party))
    request.at.confirm(sender=world.requester)
    for party in PARTIES:
        if party != "owner":
            with refused("nothing to withdraw"):
                request.at.withdraw(world.stranger, sender=getattr(world, party))
    with refused("no receiver"):
        request.at.withdraw("0x" + "00" * 20, sender=world.owner)
    payout = oracle.account("payout").address
    request.at.withdraw(payout, sender=world.owner)
    assert world.balance(payout) == 2 * REWARD
    with refused("nothing to withdraw"):
        request.at.withdraw(payout, sender=world.owner)


def test_a_receiver_that_refuses_keeps_the_credit(world):
    request = world.request()
    request.at.deny(sender=world.owner)
    for mode in (1, 3):
        with refused():
            request.at.withdraw(source(attackers.PARTY, mode).address, sender=world.requester, gas=300_000)
    assert request.at.credit_of(world.requester) == REWARD
    request.at.withdraw(world.stranger, sender=world.requester)
    assert request.conserved() == 0


def test_a_re_entering_payee_is_paid_once(world):
    """The requester is a contract that withdraws again while it is paid, and there is forced ether to take."""
    party = source(attackers.PARTY, 2)
    boa.env.set_balance(party.address, 10 * REWARD)
    request = world.request(sender=party.address)
    second = world.request(sender=party.address)
    request.at.cancel(sender=party.address)
    boa.env.set_balance(request.at.address, 5 * REWARD)
    before = world.balance(party.address)
    data = oracle.keccak(b"withdraw(address)")[:4] + bytes(12) + bytes.fromhex(party.address[2:])
    party.pass_on(request.at.address, data, 0, sender=world.stranger)
    assert party.entered() == 1 and party.taken() == 0
    assert world.balance(party.address) == before + REWARD and world.balance(request.at.address) == 4 * REWARD
    assert second.at.locked() == REWARD and world.balance(second.at.address) == REWARD


def test_only_payable_functions_take_ether(world):
    request = world.request()
    for target in (request.at.address, world.request_factory.address, world.responses.address):
        with refused():
            world.pay(target)
    for function in ("deny", "announce"):
        with refused():
            getattr(request.at, function)(value=1, sender=world.owner)
