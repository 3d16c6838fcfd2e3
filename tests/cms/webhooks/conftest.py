"""A receiver of messages: a real HTTP server on this machine."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from cms.webhooks.models import Endpoint


@dataclass
class Receiver:
    """What came, and how it is answered: ``answer(handler)`` writes the whole answer."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], Any] = lambda handler: status(handler, 204)

    @staticmethod
    def status(handler: BaseHTTPRequestHandler, code: int, **headers: str) -> None:
        """An answer of a status line and some headers."""
        status(handler, code, **headers)


def status(handler: BaseHTTPRequestHandler, code: int, **headers: str) -> None:
    """An answer of a status line and some headers."""
    handler.send_response(code)
    for name, value in {"Content-Length": "0", **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server on a port of its own."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            found.answer(self)

        def do_GET(self) -> None:
            found.got.append(({}, b"GET"))
            status(self, 200)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/hook?a=b"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture
def endpoint(db: None, settings: Any, receiver: Receiver) -> Endpoint:
    """An endpoint that the receiver is behind; the setting allows this machine."""
    settings.WEBHOOKS_ANYWHERE = True
    return Endpoint.objects.create(name="App", url=receiver.url)
