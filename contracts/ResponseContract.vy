# pragma version 0.4.3
"""
@title Response contract (RESC): tells owners of requests
@author Veilcam
@notice Made by RequestFactory. Owners read its events and filter at home, so that nobody learns which are theirs.
"""

interface RequestFactory:
    def is_request(request: address) -> bool: view


event Requested:
    request: indexed(address)
    evidence: indexed(address)


FACTORY: immutable(address)


@deploy
def __init__(factory: address):
    """
    @notice Called by the factory whose children may register.
    @param factory RequestFactory.
    """
    FACTORY = factory


@external
def register(evidence: address):
    """
    @notice A request contract tells what it asks for.
    @param evidence The evidence contract.
    """
    assert staticcall RequestFactory(FACTORY).is_request(msg.sender), "not a request of this factory"
    log Requested(request=msg.sender, evidence=evidence)


@external
@view
def factory() -> address:
    """
    @notice The factory whose children may register.
    """
    return FACTORY
