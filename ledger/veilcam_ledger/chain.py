"""The chain: genesis, mining, going back. One thread at a time; the caller holds the lock."""

import time

import rlp
from eth.db.trie import make_trie_root_and_nodes
from eth.rlp.receipts import Receipt
from eth.vm.forks.prague.blocks import PragueBlockHeader
from eth.vm.forks.prague.receipts import PragueTypedReceipt
from eth_bloom import BloomFilter
from eth_utils import ValidationError

from . import evm

GAS_LIMIT = 30_000_000
BASE_FEE = 10**9
ANCESTORS = 256


class Item:
    """A mined transaction with its receipt."""


class Mined:
    def __init__(self, items):
        self.items = items
        self.header_rlp = b""


class Chain:
    def __init__(self, store, document, clock=time.time):
        self.store = store
        self.clock = clock
        self.chain_id = document["chainId"]
        self.offset = store.meta("offset", 0)
        self._read = None
        self._make_genesis(document)
        row = store.row("SELECT header FROM block ORDER BY number DESC LIMIT 1")
        self.head = rlp.decode(row[0], PragueBlockHeader)

    def _make_genesis(self, document):
        if self.store.row("SELECT 1 FROM block WHERE number = 0"):
            return
        header = PragueBlockHeader(
            difficulty=0, block_number=0, gas_limit=GAS_LIMIT, timestamp=document["timestamp"], nonce=b"\0" * 8,
            base_fee_per_gas=BASE_FEE, extra_data=b"veilcam",
        )
        state = evm.state_at(self.store.db, header, (), self.chain_id)
        for address, balance in document["accounts"].items():
            state.set_balance(bytes.fromhex(address[2:]), int(balance, 16))
        state.persist()
        header = header.copy(state_root=state.state_root)
        mined = Mined([])
        mined.header_rlp = rlp.encode(header)

        def work():
            self.store.set_meta("format", 1)
            self.store.add_block(header, mined)

        self.store.atomically(work)

    # Reading

    def header(self, number):
        if number == self.head.block_number:
            return self.head
        row = self.store.row("SELECT header FROM block WHERE number = ?", number)
        return rlp.decode(row[0], PragueBlockHeader) if row else None

    def ancestors(self, number):
        """The hashes of a block and the ones before it, newest first, for BLOCKHASH."""
        while number >= 0:
            row = self.store.row("SELECT hash FROM block WHERE number = ?", number)
            if row is None:
                return
            yield row[0]
            number -= 1

    def state_after(self, header):
        """The state that a block has left, for reading balances, codes and slots and for nothing else."""
        if self._read is None or self._read[0] != header.hash:
            self._read = (header.hash, evm.state_at(self.store.db, header, (), self.chain_id))
        return self._read[1]

    def now(self):
        return int(self.clock()) + self.offset

    def next_header(self, timestamp=None, extra=b""):
        """The header of the block that would be mined now, with the parent's state root."""
        # Later than its parent in any case, however the clock is set.
        when = max(self.now() if timestamp is None else timestamp, self.head.timestamp + 1)
        return evm.header_after(self.head, when, extra, state_root=self.head.state_root)

    def trial(self, header, is_next):
        """A state in which calls can be tried out: in the block itself, or in the next one. Gas is free there."""
        context = self.next_header() if is_next else header
        base = context.copy(state_root=header.state_root)
        return evm.state_at(self.store.db, base, self.ancestors(context.block_number - 1), self.chain_id, free=True)

    # Writing

    def mine(self, transactions, timestamp=None, extra=b""):
        """Mines a block of transactions (`(raw, hash, transaction)`), as many as fit, in their order.

        Returns those that can never be mined, with the reason. When it returns, the block is on the disk.
        """
        header = self.next_header(timestamp, extra)
        state = evm.state_at(self.store.db, header, self.ancestors(self.head.block_number), self.chain_id)
        items, receipts, mined, invalid, used = [], [], [], [], 0
        for raw, identifier, transaction in transactions:
            if used + transaction.gas > header.gas_limit:
                continue
            state.lock_changes()
            snapshot = state.snapshot()
            try:
                outcome = evm.execute(state, transaction)
            except ValidationError as error:
                state.revert(snapshot)
                invalid.append((identifier, str(error)))
                continue
            state.commit(snapshot)
            used += outcome.gas_used
            item, receipt = self._item(raw, identifier, transaction, outcome, used, header)
            items.append(item)
            receipts.append(receipt)
            mined.append(transaction)
        if transactions and not items:
            return invalid
        state.persist()
        block = Mined(items)
        header = header.copy(
            state_root=state.state_root,
            transaction_root=make_trie_root_and_nodes(mined)[0],
            receipt_root=make_trie_root_and_nodes(receipts)[0],
            bloom=self._bloom(receipts),
            gas_used=used,
        )
        block.header_rlp = rlp.encode(header)
        self.store.atomically(lambda: self.store.add_block(header, block))
        self.head = header
        return invalid

    @staticmethod
    def _bloom(receipts):
        bloom = 0
        for receipt in receipts:
            bloom |= receipt.bloom
        return bloom

    @staticmethod
    def _item(raw, identifier, transaction, outcome, cumulative, header):
        item = Item()
        item.raw, item.hash, item.sender = raw, identifier, transaction.sender
        item.status = int(outcome.succeeded)
        item.gas_used, item.cumulative = outcome.gas_used, cumulative
        item.price = min(
            transaction.max_fee_per_gas, transaction.max_priority_fee_per_gas + header.base_fee_per_gas
        )
        item.contract = evm.contract_address(transaction) if outcome.succeeded else None
        item.logs = outcome.logs
        body = Receipt(
            b"\x01" if outcome.succeeded else b"",
            cumulative,
            [(address, [int.from_bytes(topic, "big") for topic in topics], data) for address, topics, data in item.logs],
            int(Chain._log_bloom(item.logs)),
        )
        item.bloom = body.bloom.to_bytes(256, "big")
        type_id = raw[0] if raw[0] < 0x80 else 0
        return item, body if type_id == 0 else PragueTypedReceipt(type_id, body)

    @staticmethod
    def _log_bloom(logs):
        bloom = BloomFilter()
        for address, topics, _ in logs:
            bloom.add(address)
            for topic in topics:
                bloom.add(topic)
        return bloom

    def rewind(self, count):
        """Takes the last blocks off. Returns their transactions, oldest first. For tests."""
        target = self.head.block_number - count
        rows = self.store.rows("SELECT raw FROM trans WHERE block > ? ORDER BY block, place", target)
        header = self.header(target)

        def work():
            self.store.remove_blocks_above(target)

        self.store.atomically(work)
        self.head = header
        return [row[0] for row in rows]

    def advance_clock(self, seconds):
        # From the newest block, which is ahead of the clock where many were mined within a second.
        ahead = max(0, self.head.timestamp - self.now())
        self.offset += seconds + ahead
        self.store.atomically(lambda: self.store.set_meta("offset", self.offset))
        return self.offset


