"""python -m veilcam_ledger --data DIR: serves the chain in a folder until it is told to end."""

import argparse
import fcntl
import json
import logging
import os
import signal
import sys
import threading

from .faults import Trouble


def parse(arguments):
    parser = argparse.ArgumentParser(prog="veilcam_ledger", description=__doc__)
    parser.add_argument("--data", required=True, help="folder of the chain; made if it is missing")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
    parser.add_argument("--port", type=int, default=8545, help="port to listen at; 0 lets the system choose")
    parser.add_argument("--chain-id", type=int, help="number of a new chain (31337)")
    parser.add_argument("--genesis", help="JSON file with the accounts of a new chain; otherwise ten fresh ones")
    parser.add_argument("--dev", action="store_true", help="methods for tests: evm_increaseTime, evm_mine, dev_reorganise")
    parser.add_argument("--until-input-ends", action="store_true", help="end with the process that holds the input")
    return parser.parse_args(arguments)


def lock(folder):
    """Keeps other processes out of the folder for as long as this one lives, however it ends."""
    descriptor = os.open(os.path.join(folder, "ledger.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.read(descriptor, 32).decode(errors="replace").strip()
        raise Trouble(f"{folder} is in use by process {holder or 'unknown'}; end it or use another folder") from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor


def build(options):
    # Here, since reading py-evm takes a second and nobody should wait that long for a wrong option.
    from . import genesis
    from .chain import Chain
    from .methods import Methods
    from .pool import Pool
    from .server import Dispatcher, Server
    from .store import Store

    document = genesis.load(options.data, options.genesis, options.chain_id)
    store = Store(os.path.join(options.data, "chain.sqlite"))
    chain = Chain(store, document)
    pool = Pool(chain)
    pool.mine_executable()
    try:
        server = Server((options.host, options.port), Dispatcher(Methods(chain, pool, options.dev)))
    except OSError as error:
        raise Trouble(f"port {options.port} of {options.host} cannot be used ({error.strerror}); choose another") from error
    return server, chain, store


def end_with_input(stop):
    while os.read(0, 4_096):
        pass
    stop()


def main(arguments=None):
    options = parse(arguments)
    logging.basicConfig(format="veilcam-ledger: %(message)s", stream=sys.stderr)
    try:
        os.makedirs(options.data, mode=0o700, exist_ok=True)
        held = lock(options.data)
        server, chain, store = build(options)
    except Trouble as trouble:
        print(f"veilcam-ledger: {trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"veilcam-ledger: {options.data} cannot be used: {error.strerror}", file=sys.stderr)
        return 1

    def stop(*_):
        threading.Thread(target=server.shutdown, daemon=True).start()

    # Whoever started this may have blocked them, and children inherit that.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if options.until_input_ends:
        threading.Thread(target=end_with_input, args=(stop,), daemon=True).start()
    port = server.server_address[1]
    ready = {
        "url": f"http://{options.host}:{port}", "port": port, "chainId": chain.chain_id,
        "blockNumber": chain.head.block_number,
    }
    print(json.dumps(ready), flush=True)
    server.serve_forever(poll_interval=0.1)
    with server.dispatcher.lock:
        store.close()
    os.close(held)
    return 0


if __name__ == "__main__":
    sys.exit(main())
