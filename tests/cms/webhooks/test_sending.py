"""A message goes to public servers alone, by https, and nowhere that they point to."""

import socket
import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.webhooks import addresses, sending
from cms.webhooks.addresses import Refused, check_url, resolved
from cms.webhooks.models import Endpoint
from cms.webhooks.sending import NotReceived, send

INNER = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "::",
]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///x", "//example.org/", "example.org", "",
        "https://user:pw@example.org/", "https://user@example.org/", "https://example.org:99999/", "https://[::1", "gopher://example.org/",
        *(f"https://{f'[{ip}]' if ':' in ip else ip}/" for ip in INNER),
    ],
)  # fmt: skip
def test_an_address_that_nothing_is_sent_to(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url)
    with pytest.raises(ValidationError):
        Endpoint(name="x", url=url).clean()


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org:8443/a?b=c", "https://93.184.215.14/"])
def test_an_address_of_a_public_server(url: str) -> None:
    assert check_url(url).scheme == "https"
    Endpoint(name="x", url=url).clean()


def answering(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    """Has every name stand for these addresses."""
    found = [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ips]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("ip", INNER)
def test_a_name_that_leads_into_the_inner_network(monkeypatch: pytest.MonkeyPatch, ip: str) -> None:
    answering(monkeypatch, "93.184.215.14", ip)
    with pytest.raises(Refused):
        resolved("rebind.example", 443)
    with pytest.raises(NotReceived, match="public"):
        send("https://rebind.example/", "s", "k", b"{}")


def test_the_address_that_was_looked_up_is_the_one_that_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "93.184.215.14")
    asked = []

    def connect(address: tuple[str, int], timeout: float) -> Any:
        asked.append(address)
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(sending.socket, "create_connection", connect)
    with pytest.raises(NotReceived, match="nobody there"):
        send("https://example.org/hook", "s", "k", b"{}")
    assert asked == [("93.184.215.14", 443)]


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", unknown)
    with pytest.raises(NotReceived):
        send("https://nowhere.example/", "s", "k", b"{}")


def test_this_machine_is_out_of_reach_unless_the_setting_says_otherwise(receiver: Any, settings: Any) -> None:
    with pytest.raises(NotReceived):
        send(receiver.url, "s", "k", b"{}")
    assert receiver.got == []
    settings.WEBHOOKS_ANYWHERE = True
    assert send(receiver.url, "s", "k", b"{}") == 204


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver: Any, settings: Any, code: int) -> None:
    settings.WEBHOOKS_ANYWHERE = True
    receiver.answer = lambda handler: receiver.status(handler, code, Location=receiver.url)
    with pytest.raises(NotReceived) as caught:
        send(receiver.url, "s", "k", b"{}")
    assert caught.value.answer == code
    assert len(receiver.got) == 1


def test_an_answer_that_never_ends_is_cut(receiver: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_ANYWHERE = True
    monkeypatch.setattr(sending, "SECONDS", 0.6)

    def drip(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            for number in range(100):
                handler.wfile.write(b"X-%d: x\r\n" % number)
                time.sleep(0.1)
        except OSError:
            pass

    receiver.answer = drip
    began = time.monotonic()
    with pytest.raises(NotReceived):
        send(receiver.url, "s", "k", b"{}")
    assert time.monotonic() - began < 5


def test_what_is_no_http_is_not_received(receiver: Any, settings: Any) -> None:
    settings.WEBHOOKS_ANYWHERE = True
    receiver.answer = lambda handler: handler.wfile.write(b"hello\r\n\r\n")
    with pytest.raises(NotReceived):
        send(receiver.url, "s", "k", b"{}")


def test_a_server_that_can_not_prove_its_name_gets_nothing(receiver: Any, settings: Any) -> None:
    settings.WEBHOOKS_ANYWHERE = True
    with pytest.raises(NotReceived, match="SSL"):
        send(receiver.url.replace("http:", "https:"), "s", "k", b"{}")
    assert receiver.got == []
