"""A JSON-RPC server on loopback that misbehaves on demand; prints its port. The path chooses how it answers."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

seen = {}
lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mode, _, key = self.path.strip("/").partition("/")
        with lock:
            seen[self.path] = count = seen.get(self.path, 0) + 1
        if mode == "slow":
            time.sleep(20)
        if mode == "limited" and count < 3:
            return self.reply(429, b"slow down", {"Retry-After": "7"})
        if mode == "moved":
            return self.reply(307, b"", {"Location": "/normal"})
        if mode == "failing":
            return self.reply(503, b"<html>down</html>")
        if mode == "closing":
            self.close_connection = True
            self.connection.close()
            return None
        if mode == "garbage":
            return self.reply(200, b"\xff\xfe not json")
        if mode == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"jsonrpc"')
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
            return None
        request = json.loads(body)
        answer = [self.answer(item) for item in request] if isinstance(request, list) else self.answer(request)
        return self.reply(200, json.dumps(answer).encode())

    def answer(self, request):
        method, parameters = request["method"], request["params"]
        results = {
            "eth_chainId": "0x7a69",
            "eth_getBalance": hex(len(json.dumps(parameters))),
            "eth_getCode": "0x" + "60" * (parameters[1] if len(parameters) > 1 and isinstance(parameters[1], int) else 0),
            "web3_clientVersion": self.headers.get("X-Key", "none"),
        }
        if method not in results:
            return {"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "no such method"}}
        return {"jsonrpc": "2.0", "id": request["id"], "result": results[method]}

    def reply(self, status, body, headers={}):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    # Whoever started the server holds its input open; when he is gone, so is the server.
    sys.stdin.read()
