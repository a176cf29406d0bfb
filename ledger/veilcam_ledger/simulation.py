"""Calls that are tried out: eth_call and eth_estimateGas."""

from . import evm
from .faults import Fault, invalid, refused
from .hexes import data as write_data
from .hexes import read_address, read_bytes, read_hash, read_quantity

STIPEND = 2_300


class Simulation:
    def __init__(self, chain):
        self.chain = chain

    def read(self, request):
        if not isinstance(request, dict):
            raise invalid("the call is not an object")
        given = request.get("input", request.get("data")) or "0x"
        if request.get("data") and request.get("input") and request["data"] != request["input"]:
            raise invalid("“data” and “input” differ; give one of them")
        price = request.get("maxFeePerGas") or request.get("gasPrice") or "0x0"
        return {
            "sender": read_address(request["from"], "from") if request.get("from") else b"\0" * 20,
            "to": read_address(request["to"], "to") if request.get("to") else b"",
            "value": read_quantity(request.get("value") or "0x0", "value"),
            "data": read_bytes(given),
            "gas": read_quantity(request["gas"], "gas", 2**63) if request.get("gas") else None,
            "price": read_quantity(price, "the price of gas"),
            "access_list": self._access_list(request.get("accessList") or []),
        }

    @staticmethod
    def _access_list(entries):
        if not isinstance(entries, list):
            raise invalid("the access list is no list")
        try:
            return tuple(
                (read_address(entry["address"]), tuple(int.from_bytes(read_hash(key), "big") for key in entry["storageKeys"]))
                for entry in entries
            )
        except (KeyError, TypeError) as error:
            raise invalid("an entry of the access list lacks address or storageKeys") from error

    def call(self, request, header, is_next):
        fields = self.read(request)
        gas = min(fields["gas"] or header.gas_limit, header.gas_limit)
        outcome = self._run(self.chain.trial(header, is_next), fields, gas)
        if not outcome.succeeded:
            raise self._failure(outcome)
        return write_data(outcome.output)

    def estimate(self, request, header):
        """The least gas with which the call succeeds in the next block, exactly."""
        fields = self.read(request)
        highest = min(fields["gas"] or header.gas_limit, header.gas_limit)
        state = self.chain.trial(header, True)
        if fields["price"]:
            affordable = (state.get_balance(fields["sender"]) - fields["value"]) // fields["price"]
            if affordable < evm.TX_GAS:
                raise refused("insufficient funds for gas * price + value")
            highest = min(highest, affordable)
        outcome = self._run(state, fields, highest)
        if not outcome.succeeded:
            if outcome.reverted:
                raise self._failure(outcome)
            raise refused(f"gas required exceeds allowance ({highest}): {outcome.error}")
        least = max(outcome.gas_before_refund, evm.floor_gas(fields["data"]))
        if least >= highest or self._succeeds(state, fields, least):
            return min(least, highest)
        # Calls keep a 64th of the gas back, so what was used need not suffice.
        low, high = least, min(highest, (least + STIPEND) * 64 // 63)
        while high < highest and not self._succeeds(state, fields, high):
            low, high = high, min(highest, high * 2)
        while high - low > 1:
            middle = (low + high) // 2
            if self._succeeds(state, fields, middle):
                high = middle
            else:
                low = middle
        return high

    def _succeeds(self, state, fields, gas):
        return self._run(state, fields, gas).succeeded

    def _run(self, state, fields, gas):
        call = evm.Call(
            fields["sender"], fields["to"], fields["value"], fields["data"], gas, access_list=fields["access_list"]
        )
        if gas < max(call.intrinsic_gas, evm.floor_gas(call.data)):
            raise refused(f"intrinsic gas too low: gas {gas}, minimum needed {call.intrinsic_gas}")
        if call.to == b"" and len(call.data) > evm.MAXIMUM_INITCODE:
            raise refused("max initcode size exceeded")
        state.lock_changes()
        snapshot = state.snapshot()
        try:
            if state.get_balance(call.sender) < call.value:
                raise refused("insufficient funds for gas * price + value")
            call.nonce = state.get_nonce(call.sender)
            return evm.execute(state, call, validate=False)
        finally:
            state.revert(snapshot)

    @staticmethod
    def _failure(outcome):
        if not outcome.reverted:
            return refused(outcome.error)
        reason = _reason(outcome.output)
        message = "execution reverted" + (f": {reason}" if reason else "")
        return Fault(3, message, write_data(outcome.output))


def _reason(output):
    """The text of `Error(string)`, if it is that."""
    if output[:4] != bytes.fromhex("08c379a0") or len(output) < 68:
        return None
    length = int.from_bytes(output[36:68], "big")
    return output[68 : 68 + length].decode(errors="replace") if length <= len(output) - 68 else None
