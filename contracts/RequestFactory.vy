# pragma version 0.4.3
"""
@title Makes request contracts
@author Veilcam
@notice A request is for verified evidence, names its rendition, carries its reward and registers itself with the response
        contract in the same call.
"""

import clones
import curve
import incidents


interface EvidenceFactory:
    def search() -> address: view


interface SearchContract:
    def is_verified(evidence: address) -> bool: view


interface EvidenceContract:
    def owner() -> address: view


interface RequestContract:
    def open(): payable


event RequestCreated:
    request: indexed(address)
    evidence: indexed(address)
    requester: indexed(address)
    rendition: uint8
    publicKey: Bytes[33]
    reward: uint256
    reason: String[256]


ARGUMENTS: constant(uint256) = 118

EVIDENCE_FACTORY: immutable(address)
SEARCH: immutable(address)
RESPONSES: immutable(address)
IMPLEMENTATION: immutable(address)
APPROVE_WINDOW: immutable(uint256)
CONFIRM_WINDOW: immutable(uint256)
MINIMUM_REWARD: immutable(uint256)


@deploy
def __init__(
    evidence_factory: address,
    response_blueprint: address,
    request_blueprint: address,
    approve_window: uint256,
    confirm_window: uint256,
    minimum_reward: uint256,
):
    """
    @notice Makes the response contract and the implementation of request contracts, which thereby know this factory.
    @param evidence_factory EvidenceFactory.
    @param response_blueprint ERC-5202 blueprint of ResponseContract.
    @param request_blueprint ERC-5202 blueprint of RequestContract.
    @param approve_window Seconds that an owner has to approve; 7 days where it matters.
    @param confirm_window Seconds that a requester has to dispute; 3 days where it matters.
    @param minimum_reward The least reward in wei, at least 1.
    """
    assert approve_window > 0 and approve_window <= 365 * 86400, "approve window: 1 second to 365 days"
    assert confirm_window > 0 and confirm_window <= 365 * 86400, "confirm window: 1 second to 365 days"
    assert minimum_reward > 0, "minimum reward: at least 1 wei"
    EVIDENCE_FACTORY = evidence_factory
    SEARCH = staticcall EvidenceFactory(evidence_factory).search()
    RESPONSES = create_from_blueprint(response_blueprint, self)
    IMPLEMENTATION = create_from_blueprint(
        request_blueprint, self, RESPONSES, evidence_factory, confirm_window
    )
    APPROVE_WINDOW = approve_window
    CONFIRM_WINDOW = confirm_window
    MINIMUM_REWARD = minimum_reward


@external
@payable
def create(evidence: address, rendition: uint8, publicKey: Bytes[33], reason: String[256]) -> address:
    """
    @notice Makes a request; the value sent is the reward.
    @param evidence A verified evidence contract.
    @param rendition 1 original, which needs a reason, or 2 protected.
    @param publicKey The requester's Umbral key of this request, compressed; never used before.
    @param reason Why; may be empty for the protected rendition.
    @return The address of the request contract.
    """
    assert rendition in [incidents.ORIGINAL, incidents.PROTECTED], "rendition: 1 or 2"
    assert rendition == incidents.PROTECTED or len(reason) > 0, "original needs a reason"
    assert msg.value >= MINIMUM_REWARD, "the reward is below the minimum"
    assert curve.is_point(publicKey), "the public key is not a point"
    assert staticcall SearchContract(SEARCH).is_verified(evidence), "the evidence is not verified"

    approve_by: uint256 = block.timestamp + APPROVE_WINDOW
    arguments: Bytes[160] = concat(
        convert(evidence, bytes20),
        convert(msg.sender, bytes20),
        convert(staticcall EvidenceContract(evidence).owner(), bytes20),
        convert(rendition, bytes1),
        convert(convert(approve_by, uint64), bytes8),
        convert(convert(msg.value, uint128), bytes16),
        publicKey,
    )
    code: Bytes[215] = clones.init_code(IMPLEMENTATION, arguments)
    assert clones.child(self, code, empty(bytes32)).codesize == 0, "the same request exists"
    request: address = raw_create(code, salt=empty(bytes32))
    extcall RequestContract(request).open(value=msg.value)
    log RequestCreated(
        request=request,
        evidence=evidence,
        requester=msg.sender,
        rendition=rendition,
        publicKey=publicKey,
        reward=msg.value,
        reason=reason,
    )
    return request


@external
@view
def is_request(request: address) -> bool:
    """
    @notice Whether a request contract was made by this factory.
    @param request Any address.
    """
    if request.codesize != clones.CODE_SIZE + ARGUMENTS:
        return False
    arguments: Bytes[ARGUMENTS] = slice(request.code, clones.CODE_SIZE, ARGUMENTS)
    return clones.child(self, clones.init_code(IMPLEMENTATION, arguments), empty(bytes32)) == request


@external
@view
def evidence_factory() -> address:
    """
    @notice The factory of the evidence that can be requested.
    """
    return EVIDENCE_FACTORY


@external
@view
def search() -> address:
    """
    @notice The search contract that says what is verified.
    """
    return SEARCH


@external
@view
def responses() -> address:
    """
    @notice The response contract of this factory.
    """
    return RESPONSES


@external
@view
def implementation() -> address:
    """
    @notice The code that request contracts share.
    """
    return IMPLEMENTATION


@external
@view
def approve_window() -> uint256:
    """
    @notice Seconds that an owner has to approve.
    """
    return APPROVE_WINDOW


@external
@view
def confirm_window() -> uint256:
    """
    @notice Seconds that a requester has to dispute.
    """
    return CONFIRM_WINDOW


@external
@view
def minimum_reward() -> uint256:
    """
    @notice The least reward in wei.
    """
    return MINIMUM_REWARD
