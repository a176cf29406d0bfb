"""py-evm's Prague machine: executing transactions in a block, and trying calls out."""

from eth._utils.address import generate_contract_address
from eth.exceptions import Revert
from eth.vm.execution_context import ExecutionContext
from eth.vm.forks.prague.blocks import PragueBlockHeader
from eth.vm.forks.prague.state import PragueState
from eth.vm.forks.prague.transactions import PragueTransactionBuilder
from eth_hash.auto import keccak

TX_GAS = 21_000
CREATE_GAS = 32_000
MAXIMUM_INITCODE = 49_152
FLOOR_PER_TOKEN = 10


def intrinsic_gas(data: bytes, is_creation: bool, access_list=()) -> int:
    """What a transaction costs before anything runs (EIP-2028, 2930, 3860)."""
    zeros = data.count(0)
    gas = TX_GAS + 4 * zeros + 16 * (len(data) - zeros)
    if is_creation:
        gas += CREATE_GAS + 2 * ((len(data) + 31) // 32)
    return gas + sum(2_400 + 1_900 * len(slots) for _, slots in access_list)


def floor_gas(data: bytes) -> int:
    """What a transaction costs at least for its data (EIP-7623)."""
    zeros = data.count(0)
    return TX_GAS + FLOOR_PER_TOKEN * (zeros + 4 * (len(data) - zeros))


class Call:
    """A call that is tried out: looks like a transaction to py-evm, but is not signed and pays for no gas."""

    type_id = 2
    r = s = y_parity = 0
    blob_versioned_hashes = ()
    authorization_list = ()
    nonce = 0

    def __init__(self, sender, to, value, data, gas, gas_price=0, access_list=()):
        self.sender = sender
        self.to = to
        self.value = value
        self.data = data
        self.gas = gas
        self.gas_price = self.max_fee_per_gas = self.max_priority_fee_per_gas = gas_price
        self.access_list = access_list
        self.intrinsic_gas = intrinsic_gas(data, to == b"", access_list)


class Outcome:
    """What became of an execution."""

    def __init__(self, computation, gas_used, gas_before_refund):
        self.succeeded = computation.is_success
        self.reverted = computation.is_error and isinstance(computation.error, Revert)
        self.error = None if self.succeeded else str(computation.error) or type(computation.error).__name__
        self.output = computation.output
        self.gas_used = gas_used
        self.gas_before_refund = gas_before_refund
        self.logs = () if not self.succeeded else tuple(
            (address, tuple(topic.to_bytes(32, "big") for topic in topics), data)
            for address, topics, data in computation.get_log_entries()
        )


class State(PragueState):
    """Prague without the system contracts of the beacon chain, which has no part in this ledger."""

    def set_system_contracts(self):
        """Looking for them costs as much as a transfer."""


def decode(raw: bytes):
    return PragueTransactionBuilder.decode(raw)


def state_at(db, header, previous_hashes, chain_id, *, free=False) -> State:
    """The state in which the transactions of a block with this header run: its state_root is that of the parent."""
    context = ExecutionContext(
        coinbase=header.coinbase,
        timestamp=header.timestamp,
        block_number=header.block_number,
        difficulty=0,
        mix_hash=header.mix_hash,
        gas_limit=header.gas_limit,
        prev_hashes=previous_hashes,
        chain_id=chain_id,
        base_fee_per_gas=0 if free else header.base_fee_per_gas,
        excess_blob_gas=0,
    )
    return State(db, context, header.state_root)


def execute(state: State, transaction, *, validate=True) -> Outcome:
    """Runs a transaction. Without validation neither nonce nor the price of gas is looked at.

    `state.lock_changes()` comes first, before any snapshot.
    """
    executor = state.get_transaction_executor()
    if validate:
        executor.validate_transaction(transaction)
    message = executor.build_evm_message(transaction)
    computation = executor.build_computation(message, transaction)
    executor.finalize_computation(transaction, computation)
    state.clear_transient_storage()
    used = transaction.gas - computation.get_gas_remaining()
    refund = executor.calculate_gas_refund(computation, used)
    # As finalize_computation has charged it.
    return Outcome(computation, used - refund + computation.data_floor_gas, used)


def contract_address(transaction):
    """Where a creation puts its contract, None for other transactions."""
    return generate_contract_address(transaction.sender, transaction.nonce) if transaction.to == b"" else None


def next_base_fee(parent) -> int:
    """EIP-1559."""
    target = parent.gas_limit // 2
    fee, used = parent.base_fee_per_gas, parent.gas_used
    if used == target:
        return fee
    if used > target:
        return fee + max(fee * (used - target) // target // 8, 1)
    return max(fee - fee * (target - used) // target // 8, 0)


def header_after(parent, timestamp, extra=b"", **fields) -> PragueBlockHeader:
    return PragueBlockHeader(
        difficulty=0,
        block_number=parent.block_number + 1,
        gas_limit=parent.gas_limit,
        timestamp=timestamp,
        coinbase=parent.coinbase,
        parent_hash=parent.hash,
        extra_data=extra,
        # In place of the beacon chain's randomness, which nobody has here.
        mix_hash=keccak(parent.hash),
        nonce=b"\0" * 8,
        base_fee_per_gas=next_base_fee(parent),
        **fields,
    )
