"""JSON-RPC 2.0 over HTTP on loopback."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .faults import Fault

MAXIMUM_BODY = 8 << 20
MAXIMUM_BATCH = 1_000
MAXIMUM_CONNECTIONS = 128
PATIENCE = 30
# py-evm allows ten thousand nested calls of Python, which the usual stack of a thread does not hold.
STACK = 256 << 20
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")

log = logging.getLogger("veilcam-ledger")


class Dispatcher:
    """Answers requests one at a time; the chain is nobody else's meanwhile."""

    def __init__(self, methods):
        self.methods = methods
        self.lock = threading.Lock()

    def answer(self, body: bytes) -> bytes | None:
        try:
            request = json.loads(body)
        except (ValueError, RecursionError):
            return self._write(self._error(None, Fault(-32700, "the request is not JSON")))
        if not isinstance(request, list):
            answer = self._one(request)
            return None if answer is None else self._write(answer)
        if not request or len(request) > MAXIMUM_BATCH:
            return self._write(self._error(None, Fault(-32600, f"a batch has 1 to {MAXIMUM_BATCH} requests")))
        answers = [answer for answer in map(self._one, request) if answer is not None]
        return self._write(answers) if answers else None

    def _one(self, request):
        if not isinstance(request, dict) or not isinstance(request.get("method"), str):
            return self._error(None, Fault(-32600, "the request has no method"))
        identifier = request.get("id")
        if not isinstance(identifier, (int, str, float, type(None))) or isinstance(identifier, bool):
            return self._error(None, Fault(-32600, "the request's id is neither a number nor a text"))
        try:
            with self.lock:
                result = self.methods.call(request["method"], request.get("params", []))
        except Fault as fault:
            return None if "id" not in request else self._error(identifier, fault)
        except Exception:  # noqa: BLE001  one request must not end the ledger; what went wrong is in the log
            log.exception("%s failed", request["method"][:64])
            return None if "id" not in request else self._error(identifier, Fault(-32603, "internal error"))
        return None if "id" not in request else {"jsonrpc": "2.0", "id": identifier, "result": result}

    @staticmethod
    def _error(identifier, fault):
        return {"jsonrpc": "2.0", "id": identifier, "error": fault.json()}

    @staticmethod
    def _write(answer):
        return json.dumps(answer, separators=(",", ":")).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without a buffer every line of the header is a packet of its own, and waits for the one before (Nagle).
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    timeout = PATIENCE
    server_version = "veilcam-ledger"
    sys_version = ""

    def do_POST(self):
        if not self._is_local():
            return self._refuse(403, "this ledger answers programs on this machine, not web pages")
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            return self._refuse(411, "the request has no length")
        if int(length) > MAXIMUM_BODY:
            return self._refuse(413, f"the request is larger than {MAXIMUM_BODY} bytes")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
            return None
        answer = self.server.dispatcher.answer(body)
        return self._send(204 if answer is None else 200, answer or b"")

    def do_GET(self):
        self._refuse(405, "JSON-RPC is asked with POST")

    do_PUT = do_DELETE = do_OPTIONS = do_HEAD = do_PATCH = do_GET

    def _is_local(self):
        """Refuses web pages: those of other sites (Origin), and those whose name was bent to this machine (Host)."""
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        return self.headers.get("Origin") is None and host in self.server.names

    def _refuse(self, status, sentence):
        self.close_connection = True
        body = json.dumps({"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": sentence}}).encode()
        self._send(status, body)

    def _send(self, status, body):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        """Nothing is logged of ordinary requests."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address, dispatcher, names=LOCAL_NAMES):
        self.dispatcher = dispatcher
        self.names = {*names, address[0]}
        threading.stack_size(STACK)
        self._free = threading.BoundedSemaphore(MAXIMUM_CONNECTIONS)
        super().__init__(address, Handler)

    def process_request(self, request, client_address):
        if not self._free.acquire(timeout=PATIENCE):
            return self.shutdown_request(request)
        try:
            return super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is no error."""
