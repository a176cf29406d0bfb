"""The methods of JSON-RPC, by name. The caller holds the lock."""

from . import CLIENT, evm
from .faults import Fault, invalid, refused
from .hexes import data, quantity, read_address, read_bytes, read_hash, read_quantity
from .simulation import Simulation
from .views import Views

MAXIMUM_LOGS = 10_000
MAXIMUM_HISTORY = 1_024
NUMBERS = 2**63


class Methods:
    def __init__(self, chain, pool, development=False):
        self.chain = chain
        self.pool = pool
        self.views = Views(chain, pool)
        self.simulation = Simulation(chain)
        self._reorganisations = 0
        prefixes = ("eth_", "net_", "web3_") + (("evm_", "dev_") if development else ())
        self.table = {
            name: getattr(self, name) for name in dir(self) if name.startswith(prefixes)
        }

    def call(self, method, parameters):
        handler = self.table.get(method)
        if handler is None:
            raise Fault(-32601, f"the method {method[:64]} does not exist/is not available")
        if not isinstance(parameters, list):
            raise invalid("parameters are given as a list")
        least = handler.__code__.co_argcount - 1 - len(handler.__defaults__ or ())
        if not least <= len(parameters) <= handler.__code__.co_argcount - 1:
            raise invalid(f"{method} takes {least} to {handler.__code__.co_argcount - 1} parameters")
        return handler(*parameters)

    # Which block is meant

    def _header(self, tag):
        """The header of a tag, number or hash (EIP-1898); and whether the next block is meant."""
        head = self.chain.head
        if tag is None or tag in ("latest", "pending"):
            return head, True
        if tag in ("safe", "finalized"):
            return head, False
        if tag == "earliest":
            return self.chain.header(0), False
        if isinstance(tag, dict):
            if "blockHash" in tag:
                header = self._by_hash(read_hash(tag["blockHash"]))
            else:
                header = self.chain.header(read_quantity(tag.get("blockNumber"), "blockNumber", NUMBERS))
        else:
            header = self.chain.header(read_quantity(tag, "the block", NUMBERS))
        if header is None:
            raise refused("header not found")
        return header, False

    def _by_hash(self, identifier):
        row = self.chain.store.row("SELECT number FROM block WHERE hash = ?", identifier)
        return self.chain.header(row[0]) if row else None

    def _state(self, tag):
        return self.chain.state_after(self._header(tag)[0])

    # The node

    def web3_clientVersion(self):
        return CLIENT

    def net_version(self):
        return str(self.chain.chain_id)

    def net_listening(self):
        return True

    def eth_chainId(self):
        return quantity(self.chain.chain_id)

    def eth_syncing(self):
        return False

    def eth_accounts(self):
        return []

    def eth_blockNumber(self):
        return quantity(self.chain.head.block_number)

    # Fees

    def eth_gasPrice(self):
        return quantity(evm.next_base_fee(self.chain.head) + 1)

    def eth_maxPriorityFeePerGas(self):
        return quantity(1)

    def eth_feeHistory(self, count, newest, percentiles=None):
        wanted = read_quantity(count, "the number of blocks") if isinstance(count, str) else count
        if not isinstance(wanted, int) or wanted < 1:
            raise invalid("the number of blocks is at least 1")
        percentiles = percentiles or []
        if not all(isinstance(one, (int, float)) and 0 <= one <= 100 for one in percentiles) or len(percentiles) > 100:
            raise invalid("percentiles are numbers from 0 to 100")
        last = self._header(newest)[0]
        first = max(0, last.block_number - min(wanted, MAXIMUM_HISTORY) + 1)
        headers = [self.chain.header(number) for number in range(first, last.block_number + 1)]
        history = {
            "oldestBlock": quantity(first),
            "baseFeePerGas": [quantity(one.base_fee_per_gas) for one in headers] + [quantity(evm.next_base_fee(last))],
            "gasUsedRatio": [one.gas_used / one.gas_limit for one in headers],
        }
        if percentiles:
            history["reward"] = [self._rewards(one, percentiles) for one in headers]
        return history

    def _rewards(self, header, percentiles):
        rows = self.chain.store.rows("SELECT price, gas_used FROM trans WHERE block = ?", header.block_number)
        tips = sorted((int.from_bytes(price, "big") - header.base_fee_per_gas, used) for price, used in rows)
        rewards = []
        for percentile in percentiles:
            tip, passed = 0, 0
            for tip, used in tips:
                passed += used
                if passed >= header.gas_used * percentile / 100:
                    break
            rewards.append(quantity(max(tip, 0) if tips else 0))
        return rewards

    # Accounts

    def eth_getBalance(self, address, tag="latest"):
        return quantity(self._state(tag).get_balance(read_address(address)))

    def eth_getCode(self, address, tag="latest"):
        return data(self._state(tag).get_code(read_address(address)))

    def eth_getStorageAt(self, address, slot, tag="latest"):
        value = self._state(tag).get_storage(read_address(address), read_quantity(slot, "the slot"))
        return data(value.to_bytes(32, "big"))

    def eth_getTransactionCount(self, address, tag="latest"):
        account = read_address(address)
        nonce = self._state(tag).get_nonce(account)
        return quantity(self.pool.pending_nonce(account, nonce) if tag == "pending" else nonce)

    # Calls and transactions

    def eth_call(self, request, tag="latest"):
        header, is_next = self._header(tag)
        return self.simulation.call(request, header, is_next)

    def eth_estimateGas(self, request, tag="latest"):
        return quantity(self.simulation.estimate(request, self._header(tag)[0]))

    def eth_sendRawTransaction(self, raw):
        return data(self.pool.accept(read_bytes(raw, "the transaction")))

    def eth_getTransactionByHash(self, identifier):
        return self.views.transaction_by_hash(read_hash(identifier))

    def eth_getTransactionReceipt(self, identifier):
        return self.views.receipt(read_hash(identifier))

    # Blocks

    def _block(self, tag):
        try:
            return self._header(tag)[0]
        except Fault as fault:
            if fault.code == -32000:
                return None
            raise

    def eth_getBlockByNumber(self, tag, full=False):
        if tag == "pending":
            return self.views.pending_block(full)
        header = self._block(tag)
        return self.views.block(header, full) if header else None

    def eth_getBlockByHash(self, identifier, full=False):
        header = self._by_hash(read_hash(identifier))
        return self.views.block(header, full) if header else None

    def eth_getBlockReceipts(self, tag):
        if isinstance(tag, str) and len(tag) == 66:
            tag = {"blockHash": tag}
        header = self._block(tag)
        return self.views.receipts(header) if header else None

    def eth_getBlockTransactionCountByNumber(self, tag):
        block = self.eth_getBlockByNumber(tag)
        return quantity(len(block["transactions"])) if block else None

    def eth_getBlockTransactionCountByHash(self, identifier):
        block = self.eth_getBlockByHash(identifier)
        return quantity(len(block["transactions"])) if block else None

    def eth_getTransactionByBlockNumberAndIndex(self, tag, place):
        header = self._block(tag)
        return self.views.transaction_in(header, read_quantity(place, "the place", NUMBERS)) if header else None

    def eth_getTransactionByBlockHashAndIndex(self, identifier, place):
        header = self._by_hash(read_hash(identifier))
        return self.views.transaction_in(header, read_quantity(place, "the place", NUMBERS)) if header else None

    # Logs

    def eth_getLogs(self, request):
        if not isinstance(request, dict):
            raise invalid("the filter is not an object")
        first, last = self._range(request)
        addresses = request.get("address") or []
        addresses = [read_address(one) for one in (addresses if isinstance(addresses, list) else [addresses])]
        topics = request.get("topics") or []
        if not isinstance(topics, list) or len(topics) > 4 or len(addresses) > 1_000:
            raise invalid("a filter has at most 4 topics and 1000 addresses")
        topics = [
            [] if one is None else [read_hash(topic) for topic in (one if isinstance(one, list) else [one])][:1_000]
            for one in topics
        ]
        logs = self.views.logs(first, last, addresses, topics, MAXIMUM_LOGS)
        if len(logs) > MAXIMUM_LOGS:
            raise refused(f"query returned more than {MAXIMUM_LOGS} results; ask for fewer blocks")
        return logs

    def _range(self, request):
        if request.get("blockHash"):
            if request.get("fromBlock") or request.get("toBlock"):
                raise invalid("give either blockHash or fromBlock and toBlock")
            header = self._by_hash(read_hash(request["blockHash"]))
            if header is None:
                raise refused("unknown block")
            return header.block_number, header.block_number
        first, last = self._limit(request.get("fromBlock")), self._limit(request.get("toBlock"))
        if first > last:
            raise invalid("fromBlock is behind toBlock")
        return first, last

    def _limit(self, tag):
        if tag in (None, "latest", "pending", "safe", "finalized"):
            return self.chain.head.block_number
        return 0 if tag == "earliest" else read_quantity(tag, "the block", NUMBERS)

    # For tests, behind --dev

    def evm_increaseTime(self, seconds):
        seconds = read_quantity(seconds) if isinstance(seconds, str) else seconds
        if not isinstance(seconds, int) or not 0 <= seconds < 2**40:
            raise invalid("the seconds are a number that is not negative")
        return self.chain.advance_clock(seconds)

    def evm_mine(self, timestamp=None):
        when = read_quantity(timestamp) if isinstance(timestamp, str) else timestamp
        if when is not None and not (isinstance(when, int) and self.chain.head.timestamp < when < 2**40):
            raise invalid("the time of a block lies behind its parent's")
        self.pool.mine_one(when)
        return "0x0"

    def evm_setAutomine(self, on):
        self.pool.automine = bool(on)
        if self.pool.automine:
            self.pool.mine_executable()
        return True

    def dev_reorganise(self, count, keep=True):
        """Takes blocks off the chain. Their transactions are mined again in other blocks, or lost unless `keep`.

        The new chain is one block longer, so that everybody sees it as the better one.
        """
        count = read_quantity(count) if isinstance(count, str) else count
        if not isinstance(count, int) or not 1 <= count <= self.chain.head.block_number:
            raise invalid("only blocks behind the first one can be taken off")
        self._reorganisations += 1
        mark = b"reorganised %d at %d" % (self._reorganisations, self.chain.now() % 2**32)
        old = self.chain.head.block_number
        raws = self.chain.rewind(count)
        self.chain.mine([], extra=mark[:32])
        if keep:
            self.pool.put_back(raws)
            self.pool.mine_executable(mark[:32])
        while self.chain.head.block_number <= old:
            self.chain.mine([], extra=mark[:32])
        return quantity(self.chain.head.block_number)
