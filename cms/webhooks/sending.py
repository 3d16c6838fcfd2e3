"""Sends one message: signed, to the address that was looked up, without following anywhere, within a time."""

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
import time

from cms.webhooks.addresses import Refused, check_url, resolved

SECONDS = 15.0  # for the whole exchange
STEP = 8.0  # for each part of it


class NotReceived(Exception):
    """A message that wasn't received; ``answer`` is the HTTP status, 0 for none."""

    def __init__(self, reason: str, answer: int = 0) -> None:
        super().__init__(reason)
        self.answer = answer


def signature(secret: str, moment: int, body: bytes) -> str:
    """What a receiver compares: HMAC-SHA256 of the moment (seconds since 1970), a full stop and the body, in hexadecimal digits."""
    return hmac.new(secret.encode(), b"%d.%s" % (moment, body), hashlib.sha256).hexdigest()


def headers(secret: str, key: str, body: bytes) -> dict[str, str]:
    """The headers of a message sent now."""
    moment = int(time.time())
    return {
        "Content-Type": "application/json",
        "User-Agent": "VR4M",
        "VR4M-Delivery": key,
        "VR4M-Signature": f"t={moment},v1={signature(secret, moment, body)}",
    }


class Pinned(http.client.HTTPConnection):
    """A connection to one IP address; with https it proves to be the server of the name."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=STEP)
        self.address, self.secure = address, secure

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self.secure else plain
        except BaseException:
            plain.close()
            raise


def send(url: str, secret: str, key: str, body: bytes) -> int:
    """Posts ``body``; returns the HTTP status, one of the 200s. :raises NotReceived: for whatever keeps it from that; redirects aren't followed."""
    try:
        parts = check_url(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        connection = Pinned(host, port, resolved(host, port), secure=secure)
    except Refused as refusal:
        raise NotReceived(str(refusal)) from None
    late = threading.Event()

    def cut() -> None:
        late.set()
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)

    limit = threading.Timer(SECONDS, cut)  # whoever sends a byte every few seconds would keep the worker for ever
    limit.daemon = True
    limit.start()
    try:
        connection.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers(secret, key, body))
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotReceived(f"{type(error).__name__}: {error}"[:300]) from None
    finally:
        limit.cancel()
        connection.close()
    if late.is_set():
        raise NotReceived(f"No answer within {SECONDS:g} seconds.")
    if not 200 <= status < 300:
        raise NotReceived(f"HTTP {status}", status)
    return status
