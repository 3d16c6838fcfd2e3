"""A document may bring its renderer down, never us: the next one is made all the same."""

import io
import os
import signal
import threading
import time

import msgspec
import pytest
from PIL import Image

from cms.core.documents import Text
from cms.editions.documents import Rich
from exports.formats import Refused
from exports.pool import Busy, Child, Pool, RenderFailed
from exports.print.kit import KIT_PDF
from tests.exports.books import COVER, WATER, one_of_each, small_book

SMALL = small_book(one_of_each()["fact"])


@pytest.fixture(scope="module")
def pool():
    pool = Pool(1)
    yield pool
    pool.end()


def test_a_book_is_made_and_checked(pool: Pool) -> None:
    made = pool.render(KIT_PDF, SMALL, limit=60, patience=300)
    assert made.data.startswith(b"%PDF-1.7") and made.pages >= 5


def test_what_is_refused_comes_back_with_its_reason(pool: Pool) -> None:
    link = msgspec.structs.replace(one_of_each()["useful_link"], url="javascript:alert(1)")
    with pytest.raises(Refused, match="javascript"):
        pool.render(KIT_PDF, small_book(link), limit=60, patience=300)


def test_what_fails_comes_back_with_its_reason(pool: Pool) -> None:
    with pytest.raises(RenderFailed, match=r"images/port\.png may not be opened: no such file"):
        pool.render(KIT_PDF, small_book(media={COVER: WATER}), limit=60, patience=300)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p>" + "word " * 400_000, id="endless text"),
        pytest.param("<table>" + "<tr><td>x</td></tr>" * 60_000 + "</table>", id="huge table", marks=pytest.mark.nightly),
        pytest.param("<ul><li>" * 3_000, id="deep nesting", marks=pytest.mark.nightly),
    ],
)
def test_a_bomb_ends_the_renderer_and_the_next_book_is_made(pool: Pool, html: str) -> None:
    bomb = small_book(Text(id="t", body=Rich(html=html, text="x")))
    with pytest.raises((RenderFailed, Refused)):
        pool.render(KIT_PDF, bomb, limit=6, patience=120)
    assert pool.render(KIT_PDF, SMALL, limit=60, patience=300).pages >= 5


def test_one_that_keeps_us_waiting_is_given_up(pool: Pool) -> None:
    with pytest.raises(RenderFailed, match="longer than 0 seconds"):
        pool.render(KIT_PDF, SMALL, limit=60, patience=0.05)
    assert pool.render(KIT_PDF, SMALL, limit=60, patience=300).pages >= 5


def test_a_picture_that_unpacks_to_gigabytes_fails_alone(pool: Pool) -> None:
    out = io.BytesIO()
    Image.new("L", (20_000, 16_000)).convert("1").save(out, "PNG")
    bomb = small_book(one_of_each()["picture"], media={COVER: WATER, "images/port.png": out.getvalue()})
    with pytest.raises((RenderFailed, Refused)):
        pool.render(KIT_PDF, bomb, limit=60, patience=300)
    assert pool.render(KIT_PDF, SMALL, limit=60, patience=300).pages >= 5


def test_a_killed_renderer_is_replaced(pool: Pool) -> None:
    pool.render(KIT_PDF, SMALL, limit=60, patience=300)
    (child,) = pool._idle
    os.kill(child.process.pid, signal.SIGKILL)
    with pytest.raises(RenderFailed, match="ended by itself"):
        pool.render(KIT_PDF, SMALL, limit=60, patience=300)
    assert pool.render(KIT_PDF, SMALL, limit=60, patience=300).pages >= 5


def test_who_cannot_wait_is_told_so(pool: Pool) -> None:
    begun = threading.Event()

    def hold() -> None:
        with pool._child(None):
            begun.set()
            time.sleep(1.5)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(120)
    with pytest.raises(Busy):
        pool.render(KIT_PDF, SMALL, limit=60, patience=300, wait=0.1)
    holder.join()


def test_a_child_ends_when_nobody_asks_any_more() -> None:
    child = Child()
    assert child.process.stdin is not None
    child.process.stdin.close()
    assert child.process.wait(timeout=30) == 0
    child.end()
