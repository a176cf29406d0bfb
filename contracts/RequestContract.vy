# pragma version 0.4.3
"""
@title Request contract (REQC): one request for one rendition of one incident, with the money of both parties
@author Veilcam
@notice Runs as clones that RequestFactory makes and pays into. Who, what, reward and the first deadline lie behind a
        clone's code and cannot change. `held` is all the ether that the contract knows of: while requested and approved
        it is locked, in every final state the whole of it is one party's credit. Ether that somebody forces upon the
        contract is never looked at.

        requested ─ approve ─▶ approved ─ confirm, settle ─▶ settled      (owner is paid reward and deposit)
            │                     └───── prove_* ──────────▶ disputed     (requester is paid reward and deposit)
            ├─ deny ─▶ denied                                             (requester is paid the reward)
            └─ cancel ─▶ cancelled                                        (requester is paid the reward)
"""

import clones
import curve
import incidents
import umbral


interface EvidenceContract:
    def is_about(fields_hash: bytes32) -> bool: view


interface EvidenceFactory:
    def domain_separator() -> bytes32: view


interface ResponseContract:
    def register(evidence: address): nonpayable


struct Place:
    row: int32
    column: int32
    bucket: uint32


event Announced:
    pass


event Approved:
    kfrag: Bytes[310]
    publicKey: Bytes[33]
    link: String[256]
    deposit: uint256
    confirm_by: uint256


event Settled:
    amount: uint256
    confirmed: bool


event Denied:
    pass


event Cancelled:
    pass


# kind: 1 bad rekey, 2 bad key, 3 false place
event Disputed:
    kind: uint8


event Withdrawn:
    party: indexed(address)
    to: address
    amount: uint256


REQUESTED: constant(uint8) = 1
APPROVED: constant(uint8) = 2
SETTLED: constant(uint8) = 3
DENIED: constant(uint8) = 4
CANCELLED: constant(uint8) = 5
DISPUTED: constant(uint8) = 6

BAD_REKEY: constant(uint8) = 1
BAD_KEY: constant(uint8) = 2
FALSE_PLACE: constant(uint8) = 3

PLACE_DOMAIN: constant(bytes32) = keccak256("veilcam.place.v1")
CLAIM_TYPE: constant(bytes32) = keccak256("PlaceClaim(bytes32 incident,int32 row,int32 column,uint32 bucket)")

FACTORY: immutable(address)
RESPONSES: immutable(address)
EVIDENCE_FACTORY: immutable(address)
CONFIRM_WINDOW: immutable(uint256)
IMPLEMENTATION: immutable(address)

_state: uint8
_held: uint256
_confirm_by: uint256
_announced_in: uint256
_kfrag_hash: bytes32


@deploy
def __init__(factory: address, responses: address, evidence_factory: address, confirm_window: uint256):
    """
    @notice Called by the factory that makes the clones.
    @param factory RequestFactory.
    @param responses ResponseContract.
    @param evidence_factory EvidenceFactory, whose EIP-712 domain devices sign under.
    @param confirm_window Seconds between approval and settlement.
    """
    FACTORY = factory
    RESPONSES = responses
    EVIDENCE_FACTORY = evidence_factory
    CONFIRM_WINDOW = confirm_window
    IMPLEMENTATION = self


@external
@payable
def open():
    """
    @notice The factory pays the reward in, once, in the call that makes the clone. A clone that somebody else made of
            this code stays without a state for ever and takes part in nothing.
    """
    self._assert_clone()
    assert msg.sender == FACTORY, "only the factory opens"
    assert self._state == 0, "already open"
    assert msg.value == self._reward(), "the value is not the reward"
    self._state = REQUESTED
    self._held = msg.value
    extcall ResponseContract(RESPONSES).register(self._evidence())


@external
def announce():
    """
    @notice The owner says that an approval will come. From then the requester cannot cancel before `approve_by`, so
            that a pending approval, whose rekey everybody can read, cannot be overtaken by a cancellation. For the
            rendition `original` it must be made in an earlier block than the approval: the second confirmation.
    """
    self._assert_state(REQUESTED)
    self._assert_owner()
    assert block.timestamp <= self._approve_by(), "too late to approve"
    assert self._announced_in == 0, "already announced"
    self._announced_in = block.number
    log Announced()


@external
@payable
def approve(incident: incidents.Incident, device: address, kfrag: Bytes[310], link: String[256]):
    """
    @notice The owner gives the rekey and a deposit of at least the reward, until `approve_by` inclusive. What is
            checked here cannot be disputed later: that the fields are the evidence's, the rekey is framed as one and its
            precursor is a point, the owner's key is a point, and the capsule is valid.
    @param incident The fields of the evidence, from the factory's event.
    @param device The device, from the same event.
    @param kfrag The rekey in MessagePack, from the owner's key of this rendition to the requester's.
    @param link Where the sealed rendition can be downloaded.
    """
    self._assert_state(REQUESTED)
    self._assert_owner()
    assert block.timestamp <= self._approve_by(), "too late to approve"
    assert msg.value >= self._reward(), "the deposit is below the reward"
    if self._rendition() == incidents.ORIGINAL:
        announced: uint256 = self._announced_in
        assert announced != 0 and announced < block.number, "announce in an earlier block"
    sealed: incidents.Sealed = self._sealed(incident, device)
    assert curve.is_point(sealed.publicKey), "the owner's key is not a point"
    umbral.assert_capsule(sealed.capsule)
    umbral.assert_rekey(kfrag)

    confirm_by: uint256 = block.timestamp + CONFIRM_WINDOW
    self._state = APPROVED
    self._held += msg.value
    self._confirm_by = confirm_by
    self._kfrag_hash = keccak256(kfrag)
    log Approved(kfrag=kfrag, publicKey=sealed.publicKey, link=link, deposit=msg.value, confirm_by=confirm_by)


@external
def deny():
    """
    @notice The owner declines. The requester gets the reward back.
    """
    self._assert_state(REQUESTED)
    self._assert_owner()
    self._state = DENIED
    log Denied()


@external
def cancel():
    """
    @notice Before the approval: the requester takes the request back, at any time until the owner has announced an
            approval; after `approve_by` anybody may do it for him. The requester gets the reward back.
    """
    self._assert_state(REQUESTED)
    if block.timestamp <= self._approve_by():
        assert msg.sender == self._requester(), "only the requester cancels"
        assert self._announced_in == 0, "an approval is announced"
    self._state = CANCELLED
    log Cancelled()


@external
def confirm():
    """
    @notice The requester has opened the film and is content. The owner gets reward and deposit.
    """
    self._assert_state(APPROVED)
    assert msg.sender == self._requester(), "only the requester confirms"
    self._state = SETTLED
    log Settled(amount=self._held, confirmed=True)


@external
def settle():
    """
    @notice After `confirm_by` anybody may settle for a silent requester. The owner gets reward and deposit.
    """
    self._assert_state(APPROVED)
    assert block.timestamp > self._confirm_by, "too early to settle"
    self._state = SETTLED
    log Settled(amount=self._held, confirmed=False)


@external
def prove_bad_rekey(
    incident: incidents.Incident, device: address, kfrag: Bytes[310], proof: Bytes[97], products: Bytes[66]
):
    """
    @notice The requester proves that the rekey does not lead from the owner's key to his, until `confirm_by` inclusive,
            and gets reward and deposit. With a good rekey the call reverts, and its dh has betrayed the owner's key to
            everybody and the requester as its receiver: check on your own machine first.
    @param incident The fields of the evidence.
    @param device The device that signed them.
    @param kfrag The rekey of the approval.
    @param proof dh ‖ c ‖ z (docs/formats.md section 10).
    @param products z·X ‖ c·dh, both compressed.
    """
    self._assert_disputable()
    assert keccak256(kfrag) == self._kfrag_hash, "not the approved rekey"
    sealed: incidents.Sealed = self._sealed(incident, device)
    umbral.assert_bad_rekey(kfrag, sealed.publicKey, self._public_key(), proof, products)
    self._dispute(BAD_REKEY)


@external
def prove_bad_key(incident: incidents.Incident, device: address, proof: Bytes[65]):
    """
    @notice The requester proves that the capsule's key is not the committed one, until `confirm_by` inclusive, and gets
            reward and deposit. It publishes the owner's secret key of this rendition: only where the check failed.
    @param incident The fields of the evidence.
    @param device The device that signed them.
    @param proof a ‖ S (docs/formats.md section 10).
    """
    self._assert_disputable()
    sealed: incidents.Sealed = self._sealed(incident, device)
    umbral.assert_bad_key(
        sealed.publicKey, sealed.capsule, sealed.keyCommitment, incident.incident, self._rendition(), proof
    )
    self._dispute(BAD_KEY)


@external
def prove_false_place(
    incident: incidents.Incident, device: address, salt: bytes32, place: Place, claim: Place, signature: Bytes[65]
):
    """
    @notice The requester proves that the committed place is not the one that the device claimed for the search, until
            `confirm_by` inclusive, and gets reward and deposit. It publishes both places.
    @param incident The fields of the evidence.
    @param device The device that signed them.
    @param salt The place salt, from the session key of the protected rendition.
    @param place Row, column and bucket that open the place commitment.
    @param claim Row, column and bucket that the device signed for the search.
    @param signature The device's EIP-712 signature of the claim.
    """
    self._assert_disputable()
    self._assert_fields(incident, device)
    committed: bytes32 = keccak256(
        concat(
            PLACE_DOMAIN,
            salt,
            convert(place.row, bytes4),
            convert(place.column, bytes4),
            convert(place.bucket, bytes4),
        )
    )
    assert committed == incident.placeCommitment, "does not open the commitment"
    claimed: bytes32 = keccak256(
        abi_encode(CLAIM_TYPE, incident.incident, claim.row, claim.column, claim.bucket)
    )
    domain: bytes32 = staticcall EvidenceFactory(EVIDENCE_FACTORY).domain_separator()
    assert incidents.signer(domain, claimed, signature) == device, "not signed by the device"
    assert (
        place.row != claim.row or place.column != claim.column or place.bucket != claim.bucket
    ), "the place is true"
    self._dispute(FALSE_PLACE)


@external
@nonreentrant
def withdraw(to: address):
    """
    @notice Pays the caller's whole credit to an address of his choice. Where that address refuses, nothing happens and
            the credit stays.
    @param to Where the ether goes.
    """
    amount: uint256 = self._credit_of(msg.sender)
    assert amount > 0, "nothing to withdraw"
    assert to != empty(address), "no receiver"
    self._held = 0
    log Withdrawn(party=msg.sender, to=to, amount=amount)
    raw_call(to, b"", value=amount)


@external
@view
def state() -> uint8:
    """
    @notice 1 requested, 2 approved, 3 settled, 4 denied, 5 cancelled, 6 disputed; 0 in what the factory did not make.
    """
    return self._state


@external
@view
def credit_of(party: address) -> uint256:
    """
    @notice What a party can withdraw now, in wei.
    @param party Any address.
    """
    return self._credit_of(party)


@external
@view
def locked() -> uint256:
    """
    @notice What waits for a decision, in wei: reward, and deposit once approved.
    """
    return self._held if self._state in [REQUESTED, APPROVED] else 0


@external
@view
def evidence() -> address:
    """
    @notice The evidence contract.
    """
    return self._evidence()


@external
@view
def requester() -> address:
    """
    @notice Who asked and paid the reward.
    """
    return self._requester()


@external
@view
def owner() -> address:
    """
    @notice The owner of the evidence.
    """
    return self._owner()


@external
@view
def rendition() -> uint8:
    """
    @notice 1 original, 2 protected.
    """
    return self._rendition()


@external
@view
def public_key() -> Bytes[33]:
    """
    @notice The requester's Umbral key of this request.
    """
    return self._public_key()


@external
@view
def reward() -> uint256:
    """
    @notice What the requester paid in, in wei.
    """
    return self._reward()


@external
@view
def approve_by() -> uint256:
    """
    @notice The last second in which the owner may approve.
    """
    return self._approve_by()


@external
@view
def confirm_by() -> uint256:
    """
    @notice The last second in which the requester may dispute; 0 before the approval.
    """
    return self._confirm_by


@external
@view
def announced_in() -> uint256:
    """
    @notice The block in which the owner announced an approval; 0 if not.
    """
    return self._announced_in


@external
@view
def kfrag_hash() -> bytes32:
    """
    @notice Keccak-256 of the approved rekey; zero before the approval.
    """
    return self._kfrag_hash


@internal
def _dispute(kind: uint8):
    self._state = DISPUTED
    log Disputed(kind=kind)


@internal
@view
def _credit_of(party: address) -> uint256:
    state: uint8 = self._state
    if state == SETTLED and party == self._owner():
        return self._held
    if state in [DENIED, CANCELLED, DISPUTED] and party == self._requester():
        return self._held
    return 0


@internal
@view
def _sealed(incident: incidents.Incident, device: address) -> incidents.Sealed:
    self._assert_fields(incident, device)
    return incidents.rendition(incident, self._rendition())


@internal
@view
def _assert_fields(incident: incidents.Incident, device: address):
    fields: bytes32 = incidents.fields_hash(incidents.struct_hash(incident), device)
    assert staticcall EvidenceContract(self._evidence()).is_about(fields), "not the evidence's fields"


@internal
@view
def _assert_disputable():
    self._assert_state(APPROVED)
    assert msg.sender == self._requester(), "only the requester disputes"
    assert block.timestamp <= self._confirm_by, "too late to dispute"


@internal
@view
def _assert_state(state: uint8):
    assert self._state == state, "not in this state"


@internal
@view
def _assert_owner():
    assert msg.sender == self._owner(), "only the owner"


@internal
@view
def _assert_clone():
    assert self != IMPLEMENTATION, "use a clone"


# The arguments behind the clone's code, as RequestFactory packs them. `self.code` would be the implementation's; an address
# in a variable is asked for its own.

@internal
@view
def _evidence() -> address:
    me: address = self
    return convert(convert(slice(me.code, clones.CODE_SIZE, 20), bytes20), address)


@internal
@view
def _requester() -> address:
    me: address = self
    return convert(convert(slice(me.code, clones.CODE_SIZE + 20, 20), bytes20), address)


@internal
@view
def _owner() -> address:
    me: address = self
    return convert(convert(slice(me.code, clones.CODE_SIZE + 40, 20), bytes20), address)


@internal
@view
def _rendition() -> uint8:
    me: address = self
    return convert(slice(me.code, clones.CODE_SIZE + 60, 1), uint8)


@internal
@view
def _approve_by() -> uint256:
    me: address = self
    return convert(slice(me.code, clones.CODE_SIZE + 61, 8), uint256)


@internal
@view
def _reward() -> uint256:
    me: address = self
    return convert(slice(me.code, clones.CODE_SIZE + 69, 16), uint256)


@internal
@view
def _public_key() -> Bytes[33]:
    me: address = self
    return slice(me.code, clones.CODE_SIZE + 85, 33)
