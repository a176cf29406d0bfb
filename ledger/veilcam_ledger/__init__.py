"""Veilcam's embedded ledger: a real EVM behind JSON-RPC on loopback, its chain in one folder."""

VERSION = "1"
CLIENT = f"veilcam-ledger/{VERSION}/py-evm"
