#!/usr/bin/env python3
"""Compiles the contracts into artefacts/NAME.json, or with --check compares what it would write with what is there.

    build.py            writes the artefacts
    build.py --check    exit status 1 and one sentence if an artefact differs from its source
"""

import argparse
import json
import pathlib
import sys

import vyper
from vyper.compiler import compile_code
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.settings import OptimizationLevel, Settings, anchor_settings

ROOT = pathlib.Path(__file__).resolve().parent
ARTEFACTS = ROOT / "artefacts"
CONTRACTS = (
    "Anchor",
    "EvidenceContract",
    "EvidenceFactory",
    "RequestContract",
    "RequestFactory",
    "ResponseContract",
    "RiskRegistry",
    "SearchContract",
)
VERSION = "0.4.3"
# Prague is what the embedded ledger runs and what the public networks run or have passed. Nothing newer than Cancun's
# transient storage (locks) is used, so that the same code also runs on a network that is one fork behind.
EVM = "prague"


def fail(sentence: str):
    sys.exit(f"contracts: {sentence}")


def artefact(name: str) -> str:
    """The text of a contract's artefact: everything that a client or a verifier of the bytecode needs."""
    path = ROOT / f"{name}.vy"
    settings = Settings(evm_version=EVM, optimize=OptimizationLevel.GAS)
    with anchor_settings(settings):
        output = compile_code(
            path.read_text(),
            contract_path=path,
            input_bundle=FilesystemInputBundle([ROOT]),
            settings=settings,
            output_formats=["abi", "bytecode", "bytecode_runtime", "blueprint_bytecode"],
            no_bytecode_metadata=True,
        )
    document = {
        "abi": output["abi"],
        "blueprintBytecode": output["blueprint_bytecode"],
        "bytecode": output["bytecode"],
        "compiler": {"evmVersion": EVM, "name": "vyper", "optimize": "gas", "version": VERSION},
        "deployedBytecode": output["bytecode_runtime"],
        "name": name,
    }
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def write():
    ARTEFACTS.mkdir(exist_ok=True)
    for name in CONTRACTS:
        (ARTEFACTS / f"{name}.json").write_text(artefact(name))


def check():
    for name in CONTRACTS:
        path = ARTEFACTS / f"{name}.json"
        if not path.exists() or path.read_text() != artefact(name):
            fail(f"artefacts/{name}.json is not what its source compiles to; run contracts/build.py and commit the result")
    for path in ARTEFACTS.iterdir():
        if path.name.removesuffix(".json") not in CONTRACTS:
            fail(f"artefacts/{path.name} has no source; remove it")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    arguments = parser.parse_args()
    if vyper.__version__.split("+")[0] != VERSION:
        fail(f"vyper {VERSION} is needed and {vyper.__version__} is installed; install contracts/requirements.txt")
    check() if arguments.check else write()


if __name__ == "__main__":
    main()
