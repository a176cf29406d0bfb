# pragma version 0.4.3
"""
@title EIP-1167 clones with arguments behind their code
@author Veilcam
@notice A clone is the 45 bytes of EIP-1167 followed by arguments that nobody can change, as OpenZeppelin's
        cloneDeterministicWithImmutableArgs makes it. It is made with CREATE2, so that its address commits to its maker,
        its implementation, its arguments and the salt: whether an address is a child is computed, not stored.
"""

CODE_SIZE: constant(uint256) = 45
MAX_ARGUMENTS: constant(uint256) = 160


@internal
@pure
def init_code(implementation: address, arguments: Bytes[MAX_ARGUMENTS]) -> Bytes[215]:
    """
    @notice The creation code of a clone with these arguments.
    """
    size: uint16 = convert(CODE_SIZE + len(arguments), uint16)
    return concat(
        x"61",
        convert(size, bytes2),
        x"3d81600a3d39f3363d3d373d3d3d363d73",
        convert(implementation, bytes20),
        x"5af43d82803e903d91602b57fd5bf3",
        arguments,
    )


@internal
@pure
def child(maker: address, init_code: Bytes[215], salt: bytes32) -> address:
    """
    @notice Where the maker's clone with this creation code and salt lies, made or not.
    """
    digest: bytes32 = keccak256(
        concat(x"ff", convert(maker, bytes20), salt, keccak256(init_code))
    )
    return convert(convert(digest, uint256) & convert(max_value(uint160), uint256), address)
