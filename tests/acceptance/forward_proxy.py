"""A forward proxy with a password, as operators put before Telegram; it can be told to refuse."""

from __future__ import annotations

import base64
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

USER = "operator"


@dataclass
class ForwardProxy:
    """Forwards plain HTTP, one request a connection, for whoever knows the password."""

    password: str
    port: int = 0
    refuses: bool = False
    served: int = 0
    refused: int = 0

    @property
    def url(self) -> str:
        return f"http://{USER}:{quote(self.password, safe='')}@127.0.0.1:{self.port}"

    def serve(self, client: socket.socket) -> None:
        head, rest = _read_head(client)
        if head is None:
            return
        wanted = base64.b64encode(f"{USER}:{self.password}".encode()).decode()
        if self.refuses or f"Basic {wanted}" not in head:
            self.refused += 1
            client.sendall(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
            )
            return
        self.served += 1
        method, target, version = head.split("\r\n", 1)[0].split(" ")
        parts = urlsplit(target)
        lines = [
            line
            for line in head.split("\r\n")[1:]
            if line and not line.lower().startswith(("proxy-", "connection:"))
        ]
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        first = "\r\n".join([f"{method} {path} {version}", *lines, "Connection: close", "", ""])
        with socket.create_connection((parts.hostname or "", parts.port or 80)) as far:
            far.sendall(first.encode("latin-1") + rest)
            back = threading.Thread(target=_pump, args=(client, far), daemon=True)
            back.start()
            _pump(far, client)
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            back.join()


def _read_head(client: socket.socket) -> tuple[str | None, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(65_536)
        if not more:
            return None, b""
        data += more
    head, rest = data.split(b"\r\n\r\n", 1)
    return head.decode("latin-1"), rest


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)


@contextmanager
def forward_proxy(password: str) -> Iterator[ForwardProxy]:
    """A proxy that serves until the end of the block."""
    proxy = ForwardProxy(password)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                proxy.serve(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        proxy.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield proxy
        server.shutdown()
        thread.join()
