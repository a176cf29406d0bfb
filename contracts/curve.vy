# pragma version 0.4.3
"""
@title secp256k1, as far as two disputes need it
@author Veilcam
@notice The ledger multiplies points only inside `ecrecover`, which gives (s·R − h·G)/r as an address for the point R with
        x-coordinate r. So s = k·r and h = −g·r make it the address of k·R + g·G. Two points with the same address are
        the same point, by the resistance of Keccak-256's last 20 bytes to second preimages. Points whose x-coordinate
        is not below the order (one in 2^128) cannot be multiplied this way and are refused wherever a party could
        choose them.
"""

struct Point:
    x: uint256
    y: uint256


P: constant(uint256) = 115792089237316195423570985008687907853269984665640564039457584007908834671663
N: constant(uint256) = 115792089237316195423570985008687907852837564279074904382605163141518161494337
G: constant(Point) = Point(
    x=55066263022277343669578718895168534326250603453777594175500187360389116729240,
    y=32670510020758816978083085130507043184471273380659243275938904335757337482424,
)

MODEXP: constant(address) = 0x0000000000000000000000000000000000000005


@internal
@pure
def is_point(compressed: Bytes[33]) -> bool:
    """
    @notice Whether these are 33 bytes of a point that the other functions can multiply.
    """
    if len(compressed) != 33:
        return False
    prefix: uint256 = convert(slice(compressed, 0, 1), uint256)
    if prefix != 2 and prefix != 3:
        return False
    # r = x and s = r give the address of R itself where x is below the order and on the curve, and nothing otherwise.
    x: uint256 = extract32(compressed, 1, output_type=uint256)
    return ecrecover(empty(bytes32), 25 + prefix, x, x) != empty(address)


@internal
@view
def decompress(compressed: Bytes[33]) -> Point:
    """
    @notice The coordinates of a point in 33 bytes. Reverts where there is no such point.
    """
    assert len(compressed) == 33, "a point has 33 bytes"
    prefix: uint256 = convert(slice(compressed, 0, 1), uint256)
    assert prefix == 2 or prefix == 3, "not a point"
    x: uint256 = extract32(compressed, 1, output_type=uint256)
    assert x < P, "not a point"
    square: uint256 = uint256_addmod(uint256_mulmod(uint256_mulmod(x, x, P), x, P), 7, P)
    y: uint256 = self._power(square, (P + 1) // 4)
    assert uint256_mulmod(y, y, P) == square, "not a point"
    if y & 1 != prefix & 1:
        y = P - y
    return Point(x=x, y=y)


@internal
@pure
def coordinates(point: Point) -> Bytes[64]:
    """
    @notice x ‖ y, each in 32 bytes.
    """
    return concat(convert(point.x, bytes32), convert(point.y, bytes32))


@internal
@pure
def address_of(point: Point) -> address:
    """
    @notice The last 20 bytes of Keccak-256 of the coordinates.
    """
    digest: uint256 = convert(keccak256(self.coordinates(point)), uint256)
    return convert(digest & convert(max_value(uint160), uint256), address)


@internal
@pure
def combination(point: Point, times: uint256, generator_times: uint256) -> address:
    """
    @notice The address of times·point + generator_times·G. Reverts where the sum is no ordinary point or times is zero.
    """
    sum: address = ecrecover(
        convert(uint256_mulmod(N - generator_times % N, point.x, N), bytes32),
        27 + (point.y & 1),
        point.x,
        uint256_mulmod(times, point.x, N),
    )
    assert sum != empty(address), "no such multiple"
    return sum


@internal
@view
def add(first: Point, second: Point) -> Point:
    """
    @notice The sum of two points. Reverts where one is the other's opposite.
    """
    slope: uint256 = 0
    if first.x == second.x:
        assert first.y == second.y, "the points cancel"
        slope = uint256_mulmod(3, uint256_mulmod(first.x, first.x, P), P)
        slope = uint256_mulmod(slope, self._power(uint256_addmod(first.y, first.y, P), P - 2), P)
    else:
        run: uint256 = uint256_addmod(second.x, P - first.x, P)
        slope = uint256_mulmod(uint256_addmod(second.y, P - first.y, P), self._power(run, P - 2), P)
    x: uint256 = uint256_addmod(uint256_mulmod(slope, slope, P), P - uint256_addmod(first.x, second.x, P), P)
    y: uint256 = uint256_addmod(uint256_mulmod(slope, uint256_addmod(first.x, P - x, P), P), P - first.y, P)
    return Point(x=x, y=y)


@internal
@pure
def negative(point: Point) -> Point:
    """
    @notice The point's opposite.
    """
    return Point(x=point.x, y=P - point.y)


@internal
@pure
def is_scalar(number: uint256) -> bool:
    """
    @notice Whether a number is from 1 to the order − 1.
    """
    return number > 0 and number < N


@internal
@view
def _power(base: uint256, exponent: uint256) -> uint256:
    # EIP-198; fails only for want of gas.
    return convert(
        raw_call(
            MODEXP,
            abi_encode(convert(32, uint256), convert(32, uint256), convert(32, uint256), base, exponent, P),
            max_outsize=32,
            is_static_call=True,
        ),
        uint256,
    )
