"""Transactions on their way: checked, kept on the disk, mined as soon as their turn comes."""

import rlp
from eth_hash.auto import keccak
from eth_utils import ValidationError

from . import evm
from .faults import refused

MAXIMUM_SIZE = 131_072
PER_ACCOUNT = 256
MAXIMUM = 4_096


class Waiting:
    def __init__(self, raw, identifier, transaction):
        self.raw = raw
        self.hash = identifier
        self.transaction = transaction
        self.sender = transaction.sender
        self.nonce = transaction.nonce


class Pool:
    def __init__(self, chain):
        self.chain = chain
        self.store = chain.store
        self.automine = True
        self.by_hash = {}
        self._accounts = {}
        self._arrivals = 0
        for (raw,) in self.store.rows("SELECT raw FROM waiting ORDER BY arrival"):
            self._restore(raw)

    def _restore(self, raw):
        try:
            waiting = self._read(raw)
        except Exception:  # noqa: BLE001  what is waiting was checked before it was written
            return
        self._put(waiting)

    # Taking

    def accept(self, raw):
        """Checks a signed transaction and takes it. Returns its hash when it is on the disk."""
        waiting = self._read(raw)
        if waiting.hash in self.by_hash or self.store.row("SELECT 1 FROM trans WHERE hash = ?", waiting.hash):
            raise refused("already known")
        self._check(waiting)
        self._check_place(waiting)
        if not (self.automine and self._mine_at_once(waiting)):
            self._keep(waiting)
        if self.automine:
            self.mine_executable()
        return waiting.hash

    def _mine_at_once(self, waiting):
        """The usual case: nothing else of the account is there, and one write to the disk does it all."""
        if self._accounts.get(waiting.sender):
            return False
        state = self.chain.state_after(self.chain.head)
        if state.get_nonce(waiting.sender) != waiting.nonce or not self._pays(waiting):
            return False
        invalid = self.chain.mine([(waiting.raw, waiting.hash, waiting.transaction)])
        if invalid:
            raise refused(invalid[0][1])
        return True

    def _keep(self, waiting):
        self._arrivals += 1
        arrival = self._arrivals
        old = self._accounts.get(waiting.sender, {}).get(waiting.nonce)

        def work():
            if old:
                self.store.connection.execute("DELETE FROM waiting WHERE hash = ?", (old.hash,))
            self.store.connection.execute(
                "INSERT OR REPLACE INTO waiting VALUES (?, ?, ?)", (waiting.hash, waiting.raw, arrival)
            )

        self.store.atomically(work)
        if old:
            del self.by_hash[old.hash]
        self._put(waiting)

    def _put(self, waiting):
        self.by_hash[waiting.hash] = waiting
        self._accounts.setdefault(waiting.sender, {})[waiting.nonce] = waiting

    def _drop(self, waiting):
        self.by_hash.pop(waiting.hash, None)
        account = self._accounts.get(waiting.sender, {})
        account.pop(waiting.nonce, None)
        if not account:
            self._accounts.pop(waiting.sender, None)

    # Checking

    def _read(self, raw):
        if len(raw) > MAXIMUM_SIZE:
            raise refused("oversized data: the transaction is larger than 128 KiB")
        if raw and raw[0] in (3, 4):
            raise refused("transaction type not supported")
        try:
            transaction = evm.decode(raw)
            transaction.check_signature_validity()
            transaction.sender  # noqa: B018  recovers the key, which may fail
        except (rlp.exceptions.RLPException, ValidationError, ValueError, TypeError, IndexError) as error:
            raise refused(f"malformed transaction: {str(error)[:200]}") from error
        except Exception as error:  # py-evm raises whatever its libraries raise for hostile signatures
            raise refused("malformed transaction: its signature or its fields are not valid") from error
        return Waiting(raw, keccak(raw), transaction)

    def _check(self, waiting):
        transaction = waiting.transaction
        chain_id = transaction.chain_id
        if chain_id is None:
            raise refused("only replay-protected (EIP-155) transactions allowed over RPC")
        if chain_id != self.chain.chain_id:
            raise refused(f"invalid chain id for signer: have {chain_id} want {self.chain.chain_id}")
        if transaction.max_fee_per_gas < transaction.max_priority_fee_per_gas:
            raise refused("max priority fee per gas higher than max fee per gas")
        if transaction.gas > self.chain.head.gas_limit:
            raise refused("exceeds block gas limit")
        is_creation = transaction.to == b""
        if is_creation and len(transaction.data) > evm.MAXIMUM_INITCODE:
            raise refused("max initcode size exceeded")
        least = evm.intrinsic_gas(transaction.data, is_creation, transaction.access_list)
        if transaction.gas < least:
            raise refused(f"intrinsic gas too low: gas {transaction.gas}, minimum needed {least}")
        if transaction.gas < evm.floor_gas(transaction.data):
            raise refused("insufficient gas for floor data gas cost")

    def _check_place(self, waiting):
        transaction = waiting.transaction
        state = self.chain.state_after(self.chain.head)
        nonce = state.get_nonce(waiting.sender)
        if waiting.nonce < nonce:
            raise refused(f"nonce too low: next nonce {nonce}, tx nonce {waiting.nonce}")
        cost = transaction.gas * transaction.max_fee_per_gas + transaction.value
        balance = state.get_balance(waiting.sender)
        if balance < cost:
            raise refused(f"insufficient funds for gas * price + value: have {balance} want {cost}")
        account = self._accounts.get(waiting.sender, {})
        old = account.get(waiting.nonce)
        if old is not None:
            if not self._replaces(transaction, old.transaction):
                raise refused("replacement transaction underpriced")
        elif len(account) >= PER_ACCOUNT or len(self.by_hash) >= MAXIMUM:
            raise refused("txpool is full")

    @staticmethod
    def _replaces(new, old):
        pairs = (
            (new.max_fee_per_gas, old.max_fee_per_gas), (new.max_priority_fee_per_gas, old.max_priority_fee_per_gas)
        )
        return all(10 * mine >= 11 * other for mine, other in pairs)

    # Mining

    def _pays(self, waiting):
        return waiting.transaction.max_fee_per_gas >= evm.next_base_fee(self.chain.head)

    def executable(self):
        """What may be mined now, the dearest account first, each account in the order of its nonces."""
        state = self.chain.state_after(self.chain.head)
        heads = []
        for sender, account in self._accounts.items():
            nonce = state.get_nonce(sender)
            run = []
            while nonce in account and self._pays(account[nonce]):
                run.append(account[nonce])
                nonce += 1
            if run:
                heads.append(run)
        heads.sort(key=lambda run: -run[0].transaction.max_priority_fee_per_gas)
        return [waiting for run in heads for waiting in run]

    def mine_executable(self, extra=b""):
        """One block for each transaction whose turn it is."""
        while ready := self.executable():
            waiting = ready[0]
            self._forget_invalid(self.chain.mine([self._triple(waiting)], extra=extra))
            self._clean()

    def mine_one(self, timestamp=None):
        """One block of all whose turn it is; an empty one if there are none."""
        self._forget_invalid(self.chain.mine([self._triple(one) for one in self.executable()], timestamp))
        self._clean()

    @staticmethod
    def _triple(waiting):
        return (waiting.raw, waiting.hash, waiting.transaction)

    def _forget_invalid(self, invalid):
        for identifier, _ in invalid:
            self._forget(self.by_hash.get(identifier))

    def _clean(self):
        """Drops what has been mined, and what can no longer be."""
        state = self.chain.state_after(self.chain.head)
        for waiting in list(self.by_hash.values()):
            if waiting.nonce < state.get_nonce(waiting.sender):
                self._forget(waiting)

    def _forget(self, waiting):
        if waiting is None:
            return
        self._drop(waiting)
        self.store.connection.execute("DELETE FROM waiting WHERE hash = ?", (waiting.hash,))

    def put_back(self, raws):
        """Takes transactions of blocks that were taken off the chain."""
        for raw in raws:
            self._keep(self._read(raw))

    def pending_nonce(self, sender, nonce):
        account = self._accounts.get(sender, {})
        while nonce in account:
            nonce += 1
        return nonce
