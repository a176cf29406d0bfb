"""The embedded ledger as its users get it: a process, with the contracts of contracts/artefacts."""

import json
import os
import pathlib
import signal
import subprocess
import sys

import pytest
from eth_account import Account
from web3 import Web3

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / "Vendor/ledger-python/bin/python"
sys.path.insert(0, str(ROOT / "contracts/tests"))


class Ledger:
    def __init__(self, folder, *options):
        self.folder = folder
        self.options = options
        self.port = 0
        self.start()

    def start(self):
        command = [PYTHON, "-m", "veilcam_ledger", "--data", self.folder, "--port", str(self.port), "--until-input-ends"]
        self.process = subprocess.Popen(
            [*map(str, command), *self.options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "ledger")},
        )
        ready = json.loads(self.process.stdout.readline())
        self.port, self.url = ready["port"], ready["url"]
        self.web3 = Web3(Web3.HTTPProvider(self.url))
        with open(self.folder / "development-accounts.json") as file:
            self.accounts = [Account.from_key(entry["privateKey"]) for entry in json.load(file)["accounts"]]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.stdin.close()
        return self.process.wait(timeout=30)

    def rpc(self, method, *parameters):
        answer = self.web3.provider.make_request(method, list(parameters))
        assert "error" not in answer, answer
        return answer["result"]

    def send(self, account, transaction, **fields):
        """Signs, sends and waits, as any program that uses web3.py does."""
        filled = transaction.build_transaction({"from": account.address, "nonce": self.nonce(account), **fields})
        signed = account.sign_transaction(filled)
        receipt = self.web3.eth.wait_for_transaction_receipt(self.web3.eth.send_raw_transaction(signed.raw_transaction))
        assert receipt.status == 1
        return receipt

    def nonce(self, account):
        return self.web3.eth.get_transaction_count(account.address, "pending")

    def pay(self, account, to, value=1, *, nonce=None, fee=10**10, **fields):
        """A signed transfer."""
        nonce = self.nonce(account) if nonce is None else nonce
        transaction = {"chainId": 31337, "nonce": nonce, "to": to, "value": value, "gas": 21_000}
        transaction |= fields or {"maxFeePerGas": fee, "maxPriorityFeePerGas": fee}
        return account.sign_transaction(transaction).raw_transaction


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    ledger = Ledger(tmp_path_factory.mktemp("ledger"), "--dev")
    yield ledger
    assert ledger.stop() == 0


@pytest.fixture
def own(tmp_path):
    """A ledger of the test's own, for what disturbs others."""
    ledger = Ledger(tmp_path, "--dev")
    yield ledger
    ledger.kill()
