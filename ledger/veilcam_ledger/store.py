"""The chain on disk: one SQLite file. A block and all that belongs to it is one transaction of the database, which has
been forced to the disk when it returns, so that nothing is half there after a kill or a loss of power."""

import sqlite3

from eth.db.atomic import AtomicDB
from eth.db.backends.base import BaseDB
from lru import LRU

from .faults import Trouble

FORMAT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS node (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, header BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS trans (
  block INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL UNIQUE, raw BLOB NOT NULL, sender BLOB NOT NULL,
  status INTEGER NOT NULL, gas_used INTEGER NOT NULL, cumulative INTEGER NOT NULL, price BLOB NOT NULL,
  contract BLOB, bloom BLOB NOT NULL, PRIMARY KEY (block, place)
);
CREATE TABLE IF NOT EXISTS log (
  block INTEGER NOT NULL, place INTEGER NOT NULL, trans INTEGER NOT NULL, address BLOB NOT NULL,
  topic0 BLOB, topic1 BLOB, topic2 BLOB, topic3 BLOB, data BLOB NOT NULL, PRIMARY KEY (block, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS log_address ON log (address, block);
CREATE INDEX IF NOT EXISTS log_topic ON log (topic0, block);
CREATE TABLE IF NOT EXISTS waiting (hash BLOB PRIMARY KEY, raw BLOB NOT NULL, arrival INTEGER NOT NULL);
"""


class Nodes(BaseDB):
    """Nodes of the tries and codes, by their hashes. What a block writes stays in memory until the block is committed."""

    def __init__(self, connection):
        self._connection = connection
        self._cache = LRU(50_000)
        self.pending = {}

    def __getitem__(self, key):
        if key in self.pending:
            return self.pending[key]
        if key in self._cache:
            return self._cache[key]
        row = self._connection.execute("SELECT value FROM node WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        self._cache[key] = row[0]
        return row[0]

    def __setitem__(self, key, value):
        self.pending[key] = value

    def __delitem__(self, key):
        self.pending.pop(key, None)

    def _exists(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def flush(self):
        rows = list(self.pending.items())
        self._connection.executemany("INSERT OR IGNORE INTO node VALUES (?, ?)", rows)
        for key, value in rows:
            self._cache[key] = value

    def settle(self):
        self.pending = {}


class Store:
    def __init__(self, path):
        try:
            self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")
            self.connection.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise Trouble(f"the chain in {path} cannot be read ({error}); restore it from a backup") from error
        self.nodes = Nodes(self.connection)
        self.db = AtomicDB(self.nodes)
        if self.meta("format", FORMAT) != FORMAT:
            raise Trouble(f"the chain in {path} is of another version; use a newer veilcam")

    def close(self):
        self.connection.close()

    def meta(self, name, default=None):
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return default if row is None else row[0]

    def set_meta(self, name, value):
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def atomically(self, work):
        """Runs work in one transaction of the database. Afterwards it is all on the disk, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.nodes.flush()
            work()
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self.nodes.settle()

    def add_block(self, header, mined):
        number = header.block_number
        self.connection.execute("INSERT INTO block VALUES (?, ?, ?)", (number, header.hash, mined.header_rlp))
        place = 0
        for index, item in enumerate(mined.items):
            self.connection.execute(
                "INSERT INTO trans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, index, item.hash, item.raw, item.sender, item.status, item.gas_used, item.cumulative,
                    item.price.to_bytes(32, "big"), item.contract, item.bloom,
                ),
            )
            self.connection.execute("DELETE FROM waiting WHERE hash = ?", (item.hash,))
            for address, topics, data in item.logs:
                padded = list(topics) + [None] * (4 - len(topics))
                self.connection.execute(
                    "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, place, index, address, *padded, data)
                )
                place += 1

    def remove_blocks_above(self, number):
        for table in ("log", "trans"):
            self.connection.execute(f"DELETE FROM {table} WHERE block > ?", (number,))
        self.connection.execute("DELETE FROM block WHERE number > ?", (number,))

    def rows(self, sql, *arguments):
        return self.connection.execute(sql, arguments).fetchall()

    def row(self, sql, *arguments):
        return self.connection.execute(sql, arguments).fetchone()
