"""Nothing but our files and what was handed over is ever opened, whatever a document asks for."""

import base64
import contextlib
import datetime
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.print.engine import RenderError
from tests.exports.books import png

SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>{}</svg>"
BY_NETWORK = {
    "image": "<img alt=x src='{here}/a'>",
    "redirect": "<img alt=x src='{here}/redirect'>",
    "address in a style": "<style>p {{ background: url({here}/a) }}</style><p>x",
    "imported sheet": "<style>@import url({here}/a);</style>",
    "linked sheet": "<link rel=stylesheet href='{here}/a'>",
    "font": "<style>@font-face {{ font-family: x; src: url({here}/a) }}</style><p style='font-family: x'>x",
    "attachment": "<link rel=attachment href='{here}/a'>",
    "attachment of a link": "<a rel=attachment href='{here}/a'>x</a>",
    "object": "<object data='{here}/a'></object>",
    "embedded": "<embed src='{here}/a'>",
    "picture in a drawing": "<svg width=9 height=9><image href='{here}/a' width=9 height=9 /></svg>",
    "use in a drawing": "<svg width=9 height=9><use href='{here}/a#b' /></svg>",
    "another base": "<base href='{here}/'><img alt=x src='a.png'>",
    "mark of a list": "<ul style='list-style-image: url({here}/a)'><li>x</ul>",
    "generated content": "<style>p::before {{ content: url({here}/a) }}</style><p>x",
}
BY_FILE = {
    "attached file": "<link rel=attachment href='file://{folder}/secret.svg'>",
    "file as image": "<img alt=x src='file://{folder}/secret.svg'>",
    "way out of a shelf": "<img alt=x src='asset:/art/../fetcher.py'>",
    "way out, encoded": "<img alt=x src='asset:/art/%2e%2e/fetcher.py'>",
    "way out of the media": "<img alt=x src='asset:/media/../art/logo.svg'>",
    "media that wasn’t handed over": "<img alt=x src='asset:/media/private.png'>",
    "picture within handed drawing": "<img alt=x src='asset:/media/nested.svg'>",
    "entity within handed drawing": "<img alt=x src='asset:/media/entity.svg'>",
    "data that is no picture": "<link rel=attachment href='data:text/plain,x'>",
    "much data": "<img alt=x src='data:image/png;base64,{much}'>",
    "other kind of file": "<img alt=x src='asset:/fonts/bricolage-grotesque-OFL.txt'>",
}
NEVER_ASKED_FOR = {"use in a drawing", "entity within handed drawing"}  # WeasyPrint ignores the one and can’t read the other


@pytest.fixture(scope="module")
def internal() -> Iterator[tuple[str, list[str]]]:
    """A service on this machine that nobody outside may reach, and the paths that it was asked for."""
    asked: list[str] = []

    class Internal(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/redirect" else 200)
            self.send_header("Location", "/after-redirect")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keeps the test run quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Internal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@pytest.mark.parametrize("attack", [*BY_NETWORK, *BY_FILE])
def test_an_attack_opens_nothing_and_fails_the_rendering_with_its_address(
    attack: str, internal: tuple[str, list[str]], printer, tmp_path: Path
) -> None:
    here, asked = internal
    asked.clear()
    (tmp_path / "secret.svg").write_text(SVG.format(""))
    media = {
        "nested.svg": SVG.format(f"<image xlink:href='{here}/a' width='9' height='9'/>").encode(),
        "entity.svg": f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{here}/a'>]>{SVG.format('<text>&x;</text>')}".encode(),
    }
    body = (BY_NETWORK | BY_FILE)[attack].format(here=here, folder=tmp_path, much="A" * 300_000)
    html = f"<!doctype html><html lang=fr><title>x</title><meta name=dcterms.created content=2026-11-24>{body}"
    pdf = b""

    def print_it() -> None:
        nonlocal pdf
        document = printer.lay_out(html, media, "https://kits.example.org")
        pdf = write(printer, document)

    if attack in NEVER_ASKED_FOR:
        with contextlib.suppress(RenderError):
            print_it()
    else:
        with pytest.raises(RenderError, match="may not be opened"):
            print_it()
    assert asked == []
    assert b"secret" not in pdf


def test_a_refusal_says_which_address(printer) -> None:
    with pytest.raises(RenderError, match=r"http://10\.0\.0\.1/latest"):
        printer.lay_out("<html lang=fr><img alt=x src='http://10.0.0.1/latest'>", {}, "https://kits.example.org")


def test_handed_pictures_and_small_ones_in_an_address_are_shown(printer) -> None:
    small = base64.b64encode(png()).decode()
    html = f"<html lang=fr><title>x</title><img alt=a src='asset:/media/a%20b.png'><img alt=b src='data:image/png;base64,{small}'>"
    assert len(printer.lay_out(html, {"a b.png": png()}, "https://kits.example.org").pages) == 1


def test_too_many_pages_are_refused(printer) -> None:
    html = "<html lang=fr><title>x</title>" + "<p style='break-after: page'>x</p>" * 401
    with pytest.raises(RenderError, match="at most 400"):
        printer.lay_out(html, {}, "https://kits.example.org")


def write(printer, document) -> bytes:
    return printer.write(
        document, source=b"{}", source_name="kit.json", made_at=datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), identifier=b"x" * 16
    )
