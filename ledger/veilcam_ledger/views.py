"""Blocks, transactions, receipts and logs as JSON-RPC shows them."""

import rlp
from eth.constants import EMPTY_SHA256, EMPTY_UNCLE_HASH

from .evm import decode
from .hexes import data, quantity

_LOG_COLUMNS = "log.block, log.place, log.trans, log.address, topic0, topic1, topic2, topic3, log.data"


class Views:
    def __init__(self, chain, pool):
        self.chain = chain
        self.pool = pool
        self.store = chain.store

    # Blocks

    def block(self, header, full):
        number = header.block_number
        rows = self.store.rows("SELECT hash, raw, sender, place, price FROM trans WHERE block = ? ORDER BY place", number)
        if full:
            listed = [self._mined(header, row) for row in rows]
        else:
            listed = [data(row[0]) for row in rows]
        size = len(rlp.encode(header)) + sum(len(row[1]) for row in rows) + 8
        return {**self._header(header), "transactions": listed, "size": quantity(size)}

    def pending_block(self, full):
        header = self.chain.next_header()
        waiting = self.pool.executable()
        listed = [self.transaction(one.raw, one.transaction, one.hash) for one in waiting] if full else [
            data(one.hash) for one in waiting
        ]
        unknown = {"hash": None, "nonce": None, "logsBloom": None, "miner": None}
        return {**self._header(header), **unknown, "transactions": listed, "size": quantity(len(rlp.encode(header)))}

    @staticmethod
    def _header(header):
        return {
            "number": quantity(header.block_number), "hash": data(header.hash), "parentHash": data(header.parent_hash),
            "nonce": "0x0000000000000000", "sha3Uncles": data(EMPTY_UNCLE_HASH),
            "logsBloom": data(header.bloom.to_bytes(256, "big")), "transactionsRoot": data(header.transaction_root),
            "stateRoot": data(header.state_root), "receiptsRoot": data(header.receipt_root),
            "miner": data(header.coinbase), "difficulty": "0x0", "totalDifficulty": "0x0",
            "extraData": data(header.extra_data), "gasLimit": quantity(header.gas_limit),
            "gasUsed": quantity(header.gas_used), "timestamp": quantity(header.timestamp), "uncles": [],
            "mixHash": data(header.mix_hash), "baseFeePerGas": quantity(header.base_fee_per_gas),
            "withdrawals": [], "withdrawalsRoot": data(header.withdrawals_root), "blobGasUsed": "0x0",
            "excessBlobGas": "0x0", "parentBeaconBlockRoot": data(header.parent_beacon_block_root),
            "requestsHash": data(EMPTY_SHA256),
        }

    # Transactions

    def transaction(self, raw, transaction, identifier):
        """A transaction that has not been mined."""
        kind = raw[0] if raw[0] < 0x80 else 0
        fields = {
            "hash": data(identifier), "type": quantity(kind), "nonce": quantity(transaction.nonce),
            "from": data(transaction.sender), "to": data(transaction.to) if transaction.to else None,
            "value": quantity(transaction.value), "gas": quantity(transaction.gas), "input": data(transaction.data),
            "chainId": quantity(self.chain.chain_id), "r": quantity(transaction.r), "s": quantity(transaction.s),
            "gasPrice": quantity(transaction.max_fee_per_gas), "blockHash": None, "blockNumber": None,
            "transactionIndex": None,
        }
        if kind == 0:
            return {**fields, "v": quantity(transaction.v)}
        fields["v"] = fields["yParity"] = quantity(transaction.y_parity)
        fields["accessList"] = [
            {"address": data(address), "storageKeys": [data(slot.to_bytes(32, "big")) for slot in slots]}
            for address, slots in transaction.access_list
        ]
        if kind == 2:
            fields["maxFeePerGas"] = quantity(transaction.max_fee_per_gas)
            fields["maxPriorityFeePerGas"] = quantity(transaction.max_priority_fee_per_gas)
        return fields

    def _mined(self, header, row):
        identifier, raw, _, place, price = row
        return {
            **self.transaction(raw, decode(raw), identifier), "blockHash": data(header.hash),
            "blockNumber": quantity(header.block_number), "transactionIndex": quantity(place),
            "gasPrice": quantity(int.from_bytes(price, "big")),
        }

    def transaction_by_hash(self, identifier):
        if waiting := self.pool.by_hash.get(identifier):
            return self.transaction(waiting.raw, waiting.transaction, identifier)
        row = self.store.row("SELECT hash, raw, sender, place, price, block FROM trans WHERE hash = ?", identifier)
        return self._mined(self.chain.header(row[5]), row[:5]) if row else None

    def transaction_in(self, header, place):
        row = self.store.row(
            "SELECT hash, raw, sender, place, price FROM trans WHERE block = ? AND place = ?", header.block_number, place
        )
        return self._mined(header, row) if row else None

    # Receipts

    _RECEIPT = "hash, raw, sender, place, price, block, status, gas_used, cumulative, contract, bloom"

    def receipt(self, identifier):
        row = self.store.row(f"SELECT {self._RECEIPT} FROM trans WHERE hash = ?", identifier)
        return self._receipt(self.chain.header(row[5]), row) if row else None

    def receipts(self, header):
        rows = self.store.rows(f"SELECT {self._RECEIPT} FROM trans WHERE block = ? ORDER BY place", header.block_number)
        return [self._receipt(header, row) for row in rows]

    def _receipt(self, header, row):
        identifier, raw, sender, place, price, number, status, gas_used, cumulative, contract, bloom = row
        transaction = decode(raw)
        logs = self.store.rows(
            f"SELECT {_LOG_COLUMNS} FROM log WHERE block = ? AND trans = ? ORDER BY place", number, place
        )
        hashes = {place: identifier}
        return {
            "transactionHash": data(identifier), "transactionIndex": quantity(place), "blockHash": data(header.hash),
            "blockNumber": quantity(number), "from": data(sender), "to": data(transaction.to) if transaction.to else None,
            "cumulativeGasUsed": quantity(cumulative), "gasUsed": quantity(gas_used),
            "effectiveGasPrice": quantity(int.from_bytes(price, "big")),
            "contractAddress": data(contract) if contract else None,
            "logs": [self._log(log, header.hash, hashes) for log in logs], "logsBloom": data(bloom),
            "status": quantity(status), "type": quantity(raw[0] if raw[0] < 0x80 else 0),
        }

    # Logs

    @staticmethod
    def _log(row, block_hash, hashes):
        number, place, index, address, *topics, body = row
        return {
            "address": data(address), "topics": [data(topic) for topic in topics if topic is not None],
            "data": data(body), "blockNumber": quantity(number), "blockHash": data(block_hash),
            "transactionHash": data(hashes[index]), "transactionIndex": quantity(index), "logIndex": quantity(place),
            "removed": False,
        }

    def logs(self, first, last, addresses, topics, limit):
        """Logs of a range of blocks, oldest first; more than `limit` come back as `limit + 1`."""
        where, arguments = ["log.block BETWEEN ? AND ?"], [first, last]
        if addresses:
            where.append(f"log.address IN ({','.join('?' * len(addresses))})")
            arguments += addresses
        for index, wanted in enumerate(topics):
            if wanted:
                where.append(f"log.topic{index} IN ({','.join('?' * len(wanted))})")
                arguments += wanted
            else:
                where.append(f"log.topic{index} IS NOT NULL")
        rows = self.store.rows(
            f"SELECT {_LOG_COLUMNS}, block.hash, trans.hash FROM log JOIN block ON block.number = log.block"
            " JOIN trans ON trans.block = log.block AND trans.place = log.trans"
            f" WHERE {' AND '.join(where)} ORDER BY log.block, log.place LIMIT ?",
            *arguments, limit + 1,
        )
        return [self._log(row[:9], row[9], {row[2]: row[10]}) for row in rows]


