"""A real HTTP server on this machine that a test tells how to answer."""

import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Service:
    def __init__(self):
        self.requests, self.status, self.headers, self.body, self.wait, self.drip = [], 201, {}, b"", 0, 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler):
        size = int(handler.headers.get("Content-Length") or 0)
        self.requests.append((handler.path, dict(handler.headers.items()), handler.rfile.read(size)))
        time.sleep(self.wait)
        handler.send_response(self.status)
        for name, value in {"Content-Length": str(len(self.body)), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        for letter in self.body if self.drip else ():
            time.sleep(self.drip)
            handler.wfile.write(bytes([letter]))
        if not self.drip:
            handler.wfile.write(self.body)


@contextmanager
def service():
    ours = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            try:
                ours.answer(self)
            except OSError:  # the client did not wait
                self.close_connection = True

        do_GET = do_POST

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    ours.server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=ours.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield ours
    finally:
        ours.server.shutdown()
        thread.join()
        ours.server.server_close()
