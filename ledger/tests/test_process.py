"""What the process does with hostile input, a kill, a reorganisation, and transactions that wait."""

import json
import socket
import subprocess
import threading

import pytest
import requests
from conftest import PYTHON, ROOT, Ledger
from eth_utils import to_hex

TO = "0x000000000000000000000000000000000000bEEF"


def post(ledger, body, **headers):
    return requests.post(ledger.url, data=body, headers=headers, timeout=30)


def code(ledger, body):
    return post(ledger, body).json()["error"]["code"]


def refusal(ledger, raw):
    answer = ledger.web3.provider.make_request("eth_sendRawTransaction", [to_hex(raw)])
    return answer["error"]["message"]


def send(ledger, raw):
    return ledger.rpc("eth_sendRawTransaction", to_hex(raw))


@pytest.mark.parametrize(
    "body, expected",
    [
        (b"", -32700), (b"{", -32700), (b"[" * 100_000, -32700), (b"\xff\xfe", -32700), (b"[]", -32600),
        (b"1", -32600), (b'{"id":1}', -32600), (b'{"id":{},"method":"eth_chainId"}', -32600),
        (b'{"id":1,"method":"eth_nothing"}', -32601), (b'{"id":1,"method":"__class__"}', -32601),
        (b'{"id":1,"method":"eth_getBalance"}', -32602), (b'{"id":1,"method":"eth_chainId","params":{}}', -32602),
        (b'{"id":1,"method":"eth_getBalance","params":["0x12"]}', -32602),
        (b'{"id":1,"method":"eth_getBalance","params":["0x000000000000000000000000000000000000beef","0xzz"]}', -32602),
        (b'{"id":1,"method":"eth_getBlockByNumber","params":[{}]}', -32602),
        (b'{"id":1,"method":"eth_call","params":[7]}', -32602),
        (b'{"id":1,"method":"eth_call","params":[{"accessList":[{"address":1}]}]}', -32602),
        (b'{"id":1,"method":"eth_getLogs","params":[{"topics":["0x1"]}]}', -32602),
        (b'{"id":1,"method":"eth_feeHistory","params":["0x4","latest",["x"]]}', -32602),
        (b'{"id":1,"method":"eth_sendRawTransaction","params":["0x"]}', -32000),
        (b'{"id":1,"method":"eth_sendRawTransaction","params":["0x02c0"]}', -32000),
        (b'{"id":1,"method":"eth_sendRawTransaction","params":["0x03c0"]}', -32000),
        (b'{"id":1,"method":"eth_getBalance","params":["0x000000000000000000000000000000000000beef","0xffffff"]}', -32000),
    ],
)
def test_bad_requests_get_proper_errors(ledger, body, expected):
    assert code(ledger, body) == expected


def test_batches_and_notifications(ledger):
    batch = [
        {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId"}, {"jsonrpc": "2.0", "method": "eth_chainId"},
        {"jsonrpc": "2.0", "id": "b", "method": "eth_nothing"}, 5,
    ]
    answers = post(ledger, json.dumps(batch)).json()
    assert [answer["id"] for answer in answers] == [1, "b", None]
    assert answers[0]["result"] == "0x7a69" and answers[1]["error"]["code"] == -32601
    assert post(ledger, b'{"jsonrpc":"2.0","method":"eth_chainId"}').status_code == 204
    too_many = json.dumps([{"id": 1, "method": "eth_chainId"}] * 1_001)
    assert code(ledger, too_many) == -32600


def test_web_pages_and_oversized_bodies_are_refused(ledger):
    body = b'{"id":1,"method":"eth_chainId"}'
    assert post(ledger, body, Origin="https://evil.example").status_code == 403
    assert post(ledger, body, Host="evil.example").status_code == 403
    assert requests.get(ledger.url, timeout=30).status_code == 405
    with socket.create_connection(("127.0.0.1", ledger.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
        assert b" 413 " in connection.recv(100)
    with socket.create_connection(("127.0.0.1", ledger.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")
        assert b" 411 " in connection.recv(100)
    assert post(ledger, body).json()["result"] == "0x7a69"


def test_a_slow_client_keeps_nobody_waiting(ledger):
    with socket.create_connection(("127.0.0.1", ledger.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        assert post(ledger, b'{"id":1,"method":"eth_chainId"}').json()["result"] == "0x7a69"


def test_endless_recursion_ends_without_gas_or_ledger(ledger):
    # CALL(gas, address, 0, 0, 0, 0, 0) of itself, for ever.
    body = "5f5f5f5f5f305af1"
    creation = f"0x67{body}5f5260086018f3"
    account = ledger.accounts[9]
    receipt = ledger.web3.eth.wait_for_transaction_receipt(
        ledger.web3.eth.send_raw_transaction(
            account.sign_transaction(
                {"chainId": 31337, "nonce": ledger.nonce(account), "to": "", "data": creation, "gas": 200_000, "gasPrice": 10**10}
            ).raw_transaction
        )
    )
    assert ledger.web3.eth.get_code(receipt.contractAddress).hex() == body
    assert ledger.rpc("eth_call", {"to": receipt.contractAddress, "gas": "0x1c9c380"}, "latest") == "0x"
    assert ledger.web3.eth.chain_id == 31337


def test_all_three_kinds_of_transactions(own):
    account, price = own.accounts[0], 10**10
    kinds = [
        {"gasPrice": price}, {"gasPrice": price, "accessList": [], "type": 1, "gas": 30_000},
        {"maxFeePerGas": price, "maxPriorityFeePerGas": 1},
    ]
    for number, fields in enumerate(kinds):
        receipt = own.web3.eth.get_transaction_receipt(send(own, own.pay(account, TO, **fields)))
        assert (receipt.status, receipt.type, receipt.gasUsed) == (1, number, 21_000)
    assert own.web3.eth.get_balance(TO) == 3


def test_refused_transactions(own):
    account = own.accounts[0]
    first = own.pay(account, TO)
    send(own, first)
    assert refusal(own, first) == "already known"
    assert refusal(own, own.pay(account, TO, 2, nonce=0)).startswith("nonce too low")
    assert refusal(own, own.pay(account, TO, 10**30)).startswith("insufficient funds")
    other = account.sign_transaction({"chainId": 1, "nonce": 1, "to": TO, "value": 1, "gas": 21_000, "gasPrice": 10**10})
    assert refusal(own, other.raw_transaction).startswith("invalid chain id")
    little = account.sign_transaction({"chainId": 31337, "nonce": 1, "to": TO, "value": 1, "gas": 20_000, "gasPrice": 10**10})
    assert refusal(own, little.raw_transaction).startswith("intrinsic gas too low")


def test_gaps_wait_and_dearer_ones_replace(own):
    account = own.accounts[0]
    later = send(own, own.pay(account, TO, 5, nonce=1))
    assert own.web3.eth.block_number == 0 and own.nonce(account) == 0
    assert own.rpc("eth_getTransactionByHash", later)["blockHash"] is None
    assert refusal(own, own.pay(account, TO, 6, nonce=1, fee=10**10 + 1)) == "replacement transaction underpriced"
    dearer = send(own, own.pay(account, TO, 7, nonce=1, fee=11 * 10**9))
    # What waits is on the disk as well.
    own.kill()
    own.start()
    send(own, own.pay(account, TO, 1, nonce=0))
    assert own.web3.eth.block_number == 2 and own.web3.eth.get_balance(TO) == 8
    assert own.web3.eth.get_transaction_receipt(dearer).blockNumber == 2
    assert own.rpc("eth_getTransactionReceipt", later) is None


def test_answered_transactions_survive_a_kill(own):
    account, answered = own.accounts[0], []
    raws = [own.pay(account, TO, nonce=nonce) for nonce in range(200)]

    def work():
        try:
            for raw in raws:
                answered.append(send(own, raw))
        except Exception:  # the ledger is gone, as it should be
            return

    thread = threading.Thread(target=work)
    thread.start()
    while len(answered) < 20:
        pass
    own.kill()
    thread.join()
    own.start()
    blocks = [own.web3.eth.get_block(number) for number in range(own.web3.eth.block_number + 1)]
    assert all(parent.hash == child.parentHash for parent, child in zip(blocks, blocks[1:]))
    assert all(parent.timestamp < child.timestamp for parent, child in zip(blocks, blocks[1:]))
    for identifier in answered:
        assert own.web3.eth.get_transaction_receipt(identifier).status == 1
    assert own.web3.eth.get_balance(TO) == own.nonce(account) == len(blocks) - 1 >= len(answered)


def test_reorganisation_keeps_or_loses_transactions(own):
    account = own.accounts[0]
    for _ in range(4):
        last = send(own, own.pay(account, TO))
    old = [own.web3.eth.get_block(number).hash for number in range(5)]
    own.rpc("dev_reorganise", 3)
    new = [own.web3.eth.get_block(number).hash for number in range(6)]
    assert new[:2] == old[:2] and not set(new[2:]) & set(old)
    assert own.web3.eth.get_balance(TO) == 4 and own.web3.eth.get_transaction_receipt(last).blockNumber == 5
    assert own.rpc("eth_getBlockByHash", to_hex(old[4]), False) is None
    own.rpc("dev_reorganise", 1, False)
    assert own.web3.eth.get_balance(TO) == 3 and own.nonce(account) == 3


def test_time_can_be_advanced_and_is_kept(own):
    before = own.web3.eth.get_block("latest").timestamp
    own.rpc("evm_increaseTime", 86_400)
    own.rpc("evm_mine")
    assert own.web3.eth.get_block("latest").timestamp >= before + 86_400
    own.kill()
    own.start()
    own.rpc("evm_mine")
    assert own.web3.eth.get_block("latest").timestamp > before + 86_400


def test_methods_for_tests_are_off_by_default(tmp_path):
    ledger = Ledger(tmp_path)
    for method in ("evm_mine", "evm_increaseTime", "dev_reorganise", "evm_setAutomine"):
        assert ledger.web3.provider.make_request(method, [])["error"]["code"] == -32601
    assert ledger.stop() == 0


def test_two_processes_never_share_a_folder(own):
    second = subprocess.run(
        [PYTHON, "-m", "veilcam_ledger", "--data", own.folder, "--port", "0"], capture_output=True, timeout=60,
        env={"PYTHONPATH": str(ROOT / "ledger")}, text=True,
    )
    assert second.returncode == 1 and f"in use by process {own.process.pid}" in second.stderr
