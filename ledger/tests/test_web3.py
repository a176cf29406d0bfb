"""web3.py 8, an ordinary wallet library, drives a whole sharing against the embedded ledger."""

import json

import oracle
import pytest
from conftest import ROOT
from web3.exceptions import ContractLogicError

REWARD = 10**15


def artefact(name):
    return json.loads((ROOT / f"contracts/artefacts/{name}.json").read_text())


@pytest.fixture(scope="session")
def contracts(ledger):
    deployer = ledger.accounts[0]

    def blueprint(name):
        code = artefact(name)["blueprintBytecode"]
        return ledger.send(deployer, ledger.web3.eth.contract(abi=[], bytecode=code).constructor()).contractAddress

    def deploy(name, *arguments):
        document = artefact(name)
        factory = ledger.web3.eth.contract(abi=document["abi"], bytecode=document["bytecode"])
        receipt = ledger.send(deployer, factory.constructor(*arguments))
        return ledger.web3.eth.contract(address=receipt.contractAddress, abi=document["abi"])

    evidence = deploy("EvidenceFactory", deployer.address, blueprint("SearchContract"), blueprint("EvidenceContract"))
    request = deploy(
        "RequestFactory", evidence.address, blueprint("ResponseContract"), blueprint("RequestContract"),
        7 * 86_400, 3 * 86_400, 1,
    )
    return evidence, request


def at(ledger, name, address):
    return ledger.web3.eth.contract(address=address, abi=artefact(name)["abi"])


def test_request_approve_confirm_withdraw(ledger, contracts):
    cloud, relayer, owner, requester = ledger.accounts[:4]
    evidence_factory, request_factory = contracts
    device = oracle.account("device")
    domain = oracle.Domain(31337, evidence_factory.address)
    film = oracle.film(owner.address)

    receipt = ledger.send(
        relayer, evidence_factory.functions.create(film.fields.tuple, film.fields.signed(device, domain))
    )
    created = evidence_factory.events.EvidenceCreated().process_receipt(receipt)[0].args
    assert (created.owner, created.device) == (owner.address, device.address)
    evidence = at(ledger, "EvidenceContract", created.evidence)
    fields = film.fields.fields_hash(device.address, domain)

    # A refusal comes with the contract's own words (error code 3 and data).
    with pytest.raises(ContractLogicError, match="only the cloud decides"):
        evidence.functions.verify(fields).call({"from": requester.address})
    ledger.send(cloud, evidence.functions.verify(fields))
    assert evidence.functions.status().call() == 1

    key = oracle.Key.new()
    receipt = ledger.send(
        requester, request_factory.functions.create(evidence.address, oracle.PROTECTED, key.public, ""), value=REWARD
    )
    address = request_factory.events.RequestCreated().process_receipt(receipt)[0].args.request
    request = at(ledger, "RequestContract", address)
    assert request.functions.state().call() == 1

    kfrag = oracle.rekey(film.keys[oracle.PROTECTED], key)
    approve = request.functions.approve(film.fields.tuple, device.address, kfrag, "https://cloud.example")
    ledger.send(owner, approve, value=REWARD)
    assert ledger.web3.eth.get_balance(address) == 2 * REWARD
    announced = request.events.Approved().get_logs(from_block=0)
    assert [log.args.kfrag for log in announced] == [kfrag]
    assert oracle.rekey_fits(kfrag, film.fields.protected.public_key, key)

    ledger.send(requester, request.functions.confirm())
    payout = oracle.account("payout").address
    ledger.send(owner, request.functions.withdraw(payout))
    assert ledger.web3.eth.get_balance(payout) == 2 * REWARD
    assert ledger.web3.eth.get_balance(address) == 0


def test_estimates_are_exact(ledger, contracts):
    film = oracle.film(ledger.accounts[5].address)
    domain = oracle.Domain(31337, contracts[0].address)
    create = contracts[0].functions.create(film.fields.tuple, film.fields.signed(oracle.account("device"), domain))
    gas = create.estimate_gas({"from": ledger.accounts[6].address})
    with pytest.raises(Exception):
        create.call({"from": ledger.accounts[6].address, "gas": gas - 1})
    receipt = ledger.send(ledger.accounts[6], create, gas=gas)
    # An estimate is what must be sent, not what is paid: calls keep a 64th of the gas back.
    assert receipt.gasUsed <= gas


def test_blocks_receipts_and_fees_look_like_any_node_s(ledger, contracts):
    eth = ledger.web3.eth
    block = eth.get_block("latest", full_transactions=True)
    transaction = block.transactions[0]
    assert eth.get_transaction(transaction.hash) == transaction
    receipt = eth.get_transaction_receipt(transaction.hash)
    assert receipt.blockHash == block.hash == eth.get_block(block.hash).hash
    assert [one.transactionHash for one in eth.get_block_receipts(block.number)] == [transaction.hash]
    assert receipt.effectiveGasPrice == transaction.gasPrice >= block.baseFeePerGas
    history = eth.fee_history(4, "latest", [50])
    assert len(history.baseFeePerGas) == 5 and len(history.reward) == 4
    assert [eth.get_block(tag).number for tag in ("safe", "finalized")] == [block.number] * 2
    assert eth.get_block("earliest").number == 0 and eth.get_block("pending").number == block.number + 1
    assert eth.chain_id == 31337 and eth.accounts == [] and eth.syncing is False
    assert ledger.web3.net.version == "31337" and ledger.web3.client_version.startswith("veilcam-ledger/")
    logs = eth.get_logs({"blockHash": contracts and eth.get_block(block.number).hash})
    assert all(log.blockHash == block.hash for log in logs)
