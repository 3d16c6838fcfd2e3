"""What has come, changed and gone for readers since a moment: the memory that lets an app keep a copy.

Nothing is logged when it happens. The ledger holds what the public could read when it was last looked at; whoever asks has it compared with
what the public can read now, once for each content version. So it misses nothing that a reader wouldn't see either: expiry, a hidden
ancestor, an address that changed, rows written behind every signal.
"""

import base64
import binascii
import datetime
import re
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from cms.editions.models import Edition, Ledger, LedgerEntry
from cms.editions.reading import Reading, address, public, readable
from cms.editions.store import digest_of
from cms.editions.versioning import version

KEPT = datetime.timedelta(days=180)  # how long the ledger says that a page has gone
CURSOR = re.compile(r"sync:([0-9a-z]{12}):([0-9]{1,18}):([0-9]{1,18})")


class Event(StrEnum):
    """What happened to a page, for whoever knew the state of a cursor."""

    CREATED = "created"
    UPDATED = "updated"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """What it means, in English."""
        return {
            Event.CREATED: "Readable now and not before: add it.",
            Event.UPDATED: "Its words or addresses are others now: replace it.",
            Event.REMOVED: "Not readable any more: delete it.",
        }[self]


class BadCursor(ValueError):
    """A text that is none of our cursors."""


class OldCursor(ValueError):
    """A cursor from before what the ledger remembers, or of another database: the copy must be made anew."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A page that came, changed or went; ``reading`` is what the public may read now, None where the page has gone."""

    event: Event
    key: uuid.UUID
    kind: str
    locale: str
    reading: Reading | None


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what happened: give ``cursor`` back to go on; ``more`` says that there is something at once."""

    items: tuple[Item, ...]
    cursor: str
    more: bool


class Position(msgspec.Struct, frozen=True):
    """Where a copy stands: all up to the number ``at`` is in it. While ``until`` is higher, it is being made for the first time."""

    at: int = 0
    until: int = 0


def since(cursor: str | None = None, *, locale: str | None = None, kinds: Iterable[str] | None = None, first: int = 100) -> Delta:
    """What happened since ``cursor``, oldest first, at most ``first`` pages; without a cursor all that can be read now.

    ``locale`` and ``kinds`` restrict to these; a cursor goes on with the same ones. Removed are only pages that the cursor's owner can know.
    Four queries and those of :func:`cms.editions.readable`; more where something has changed since anybody asked.

    :raises BadCursor: for what is no cursor.
    :raises OldCursor: where the ledger doesn't remember what happened since.
    """
    ledger = caught_up()
    start = place(cursor, ledger) if cursor is not None else Position(0, ledger.last)
    rows = LedgerEntry.objects.filter(seq__gt=start.at, seq__lte=ledger.last)
    rows = rows.filter(Q(shown=True) | Q(first__lte=start.at, seq__gt=start.until))
    if locale is not None:
        rows = rows.filter(locale=locale)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    found = list(rows.order_by("seq")[: first + 1])
    entries, more = found[:first], len(found) > first
    at = (entries[-1].seq if entries else start.at) if more else ledger.last
    shown = [entry.page_id for entry in entries if entry.shown]
    readings = {(reading.key, reading.locale): reading for reading in readable(page_ids=shown)} if shown else {}
    return Delta(items=tuple(item(entry, start, readings) for entry in entries), cursor=written(ledger, Position(at, start.until)), more=more)


def item(entry: LedgerEntry, start: Position, readings: dict[tuple[uuid.UUID, str], Reading]) -> Item:
    """What an entry means from ``start`` on. A page that was hidden a moment ago counts as removed."""
    reading = readings.get((entry.key, entry.locale))
    new = entry.since > start.at or entry.seq <= start.until
    event = Event.REMOVED if reading is None else Event.CREATED if new else Event.UPDATED
    return Item(event=event, key=entry.key, kind=entry.kind, locale=entry.locale, reading=reading)


def here() -> str:
    """The cursor of this moment."""
    ledger = caught_up()
    return written(ledger, Position(ledger.last, 0))


def written(ledger: Ledger, position: Position) -> str:
    """A position as a cursor."""
    return base64.urlsafe_b64encode(f"sync:{ledger.epoch}:{position.at}:{position.until}".encode()).decode().rstrip("=")


def place(cursor: str, ledger: Ledger) -> Position:
    """The position that a cursor stands for. :raises BadCursor, OldCursor: see :func:`since`."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    match = CURSOR.fullmatch(text)
    if match is None:
        raise BadCursor(cursor)
    position = Position(int(match[2]), int(match[3]))
    if match[1] != ledger.epoch or position.at < ledger.floor or position.at > ledger.last:
        raise OldCursor(cursor)
    return position


def caught_up() -> Ledger:
    """The ledger, true for this content version. Two queries where it is already."""
    now = version()
    known = Ledger.objects.first()
    if known is not None and known.version == now:
        return known
    with transaction.atomic():
        Ledger.objects.get_or_create(pk=1, defaults={"epoch": get_random_string(12, "0123456789abcdefghijklmnopqrstuvwxyz")})
        ledger = Ledger.objects.select_for_update().get(pk=1)
        if ledger.version != now:
            compare(ledger)
            ledger.version = now
            ledger.save()
    return ledger


def compare(ledger: Ledger) -> None:
    """Writes down what differs between the ledger and what the public can read now, in the order of the page tree. The caller saves ``ledger``."""
    known = {(entry.key, entry.locale): entry for entry in LedgerEntry.objects.all()}
    present = states()
    changed: list[LedgerEntry] = []
    for at, (page_id, kind, state) in present.items():
        entry = known.get(at) or LedgerEntry(key=at[0], locale=at[1])
        if entry.pk is not None and entry.shown and (entry.page_id, entry.kind, entry.state) == (page_id, kind, state):
            continue
        ledger.last += 1
        if not entry.shown:
            entry.since = ledger.last
        entry.first = entry.first or ledger.last
        entry.page_id, entry.kind, entry.state, entry.shown = page_id, kind, state, True
        changed.append(stamped(entry, ledger.last))
    for at, entry in known.items():
        if entry.shown and at not in present:
            ledger.last += 1
            entry.shown = False
            changed.append(stamped(entry, ledger.last))
    LedgerEntry.objects.bulk_create([entry for entry in changed if entry.pk is None])
    LedgerEntry.objects.bulk_update([entry for entry in changed if entry.pk is not None], FIELDS, batch_size=50)


FIELDS = ["page_id", "kind", "state", "shown", "seq", "since", "first", "changed_at"]


def stamped(entry: LedgerEntry, seq: int) -> LedgerEntry:
    """The entry with its new number and moment."""
    entry.seq, entry.changed_at = seq, timezone.now()
    return entry


def states() -> dict[tuple[uuid.UUID, str], tuple[int, str, str]]:
    """All that the public can read now, by key and locale: page id, kind, and a digest of what an app's copy of it holds. One query.

    That is the edition, the page's address and the addresses of the pages it links to: these are put in when it is read.
    """
    rows = public(Edition.objects.filter(current=True)).order_by("page__path")
    found: list[Any] = list(rows.values_list("key", "locale", "page_id", "kind", "pk", "page__url_path", "links"))
    paths = {(str(key), locale): address(locale, url_path) for key, locale, _, _, _, url_path, _ in found}
    return {
        (key, locale): (
            page_id,
            kind,
            digest_of(f"{pk} {paths[str(key), locale]} {' '.join(paths.get((link, locale), '-') for link in links)}".encode()),
        )
        for key, locale, page_id, kind, pk, _, links in found
    }


@transaction.atomic
def forget() -> int:
    """Forgets pages that went long ago; cursors from before that are too old from now on. Returns how many were forgotten."""
    ledger = Ledger.objects.select_for_update().first()
    gone = LedgerEntry.objects.filter(shown=False, changed_at__lt=timezone.now() - KEPT)
    highest = gone.aggregate(highest=Max("seq"))["highest"]
    if ledger is None or highest is None:
        return 0
    ledger.floor = highest
    ledger.save()
    return gone.filter(seq__lte=highest).delete()[0]
