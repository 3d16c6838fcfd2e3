"""Reads editions for the public: the one place where a page's visibility is decided.

Only content comes from the edition. Whether the page and its ancestors are live and not expired, whether any is private, and where the page
stands in the tree is read from the page rows in the same query.
"""

import datetime
import functools
import re
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from cachetools import LRUCache
from django.db.models import BooleanField, DateTimeField, F, Func, QuerySet, Value
from django.utils import timezone

from cms.editions import registry
from cms.editions.documents import Document
from cms.editions.models import Edition
from cms.editions.store import compile_draft
from cms.editions.watching import note

STEP = 4  # characters of a path per level (treebeard)
DEEPEST = 10  # levels below the root; Wagtail's root is no ancestor that counts
LINK = re.compile(r' href=\\"page:([0-9a-f-]{36})\\"')  # as it stands within a JSON string
MEMORY = 32 * 2**20  # bytes of stored text whose documents a process keeps decoded


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the public may read it now: where it stands, the edition's number, and the document.

    ``key`` is shared by the page's languages. ``locale`` is the language tree, ``path`` the address from the root (``/fr/kits/…/``).
    ``number`` is 0 and ``published_at`` None for a draft. ``country`` is an ISO code or "".
    """

    edition_id: int
    page_id: int
    key: uuid.UUID
    kind: str
    locale: str
    number: int
    digest: str
    published_at: datetime.datetime | None
    slug: str
    path: str
    country: str
    tree_path: str
    document: Any

    @property
    def is_fallback(self) -> bool:
        """Whether the words are in another language, for want of a translation."""
        return bool(self.document.language != self.locale)

    @property
    def cited(self) -> str:
        """The edition as it is printed and cited: ``fr-12``."""
        return f"{self.locale}-{self.number}"


class IsHidden(Func):
    """Whether the public may not read the page at a tree path at a moment: it or an ancestor is not live, has expired or is private.

    One expression written as SQL, since Django takes twenty times as long to put the same together as the database to answer it.
    """

    output_field = BooleanField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        path, moment = self.get_source_expressions()
        (column, _), (now, params) = compiler.compile(path), compiler.compile(moment)
        here = ", ".join(f"SUBSTR({column}, 1, {STEP * level})" for level in range(2, DEEPEST + 2))
        return SQL % {"here": here, "now": now}, list(params)


SQL = """(EXISTS (SELECT 1 FROM wagtailcore_page above WHERE above.path IN (%(here)s) AND (NOT above.live OR above.expire_at <= %(now)s))
OR EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction r JOIN wagtailcore_page above ON above.id = r.page_id WHERE above.path IN (%(here)s)))"""


def public(rows: "QuerySet[Edition]") -> "QuerySet[Edition]":
    """Of some editions those that the public may read now: page and ancestors live, not expired, none private. No query of its own."""
    return rows.filter(~IsHidden(F("page__path"), Value(timezone.now(), DateTimeField())))


def readable(
    *,
    kind: str | None = None,
    kinds: Iterable[str] | None = None,
    locale: str | None = None,
    locales: Iterable[str] | None = None,
    keys: Iterable[uuid.UUID] | None = None,
    slugs: Iterable[str] | None = None,
    country: str | None = None,
    url_paths: Iterable[str] | None = None,
    tree_paths: Iterable[str] | None = None,
    page_ids: Iterable[int] | None = None,
    after: str | None = None,
    first: int | None = None,
) -> list[Reading]:
    """Pages that the public may read now, in the order of the page tree.

    ``keys``, ``kinds``, ``locales``, ``slugs``, ``page_ids`` and ``tree_paths`` restrict to those; ``country`` (ISO code) to one host country;
    ``after`` (a ``tree_path``) and ``first`` page through a long list. Two queries, one more where documents aren't in this process's memory
    yet, one more where they link to pages; none of it grows with the number of rows.
    """
    rows = public(Edition.objects.filter(current=True))
    wanted: dict[str, Any] = {
        "kind": kind,
        "locale": locale,
        "country": country,
        "kind__in": kinds,
        "locale__in": locales,
        "key__in": keys,
        "page__slug__in": slugs,
        "page__url_path__in": url_paths,
        "page__path__in": tree_paths,
        "page_id__in": page_ids,
        "page__path__gt": after,
    }
    rows = rows.filter(**{name: list(value) if name.endswith("__in") else value for name, value in wanted.items() if value is not None})
    return load(rows.order_by("page__path")[:first])


def count(*, kind: str, locale: str | None = None, country: str | None = None) -> int:
    """How many pages :func:`readable` would give without a limit. One query."""
    wanted = {"kind": kind, "locale": locale, "country": country}
    return public(Edition.objects.filter(current=True, **{name: value for name, value in wanted.items() if value is not None})).count()


def at(path: str) -> Reading | None:
    """The page at an address such as ``/fr/kits/france/nantes/``; None where the public may read none."""
    locale, _, rest = path.strip("/").partition("/")
    rows = public(Edition.objects.filter(current=True, locale=locale))
    depth = 2 + (len(rest.split("/")) if rest else 0)
    rows = rows.filter(page__url_path__endswith=f"/{rest}/".replace("//", "/"), page__depth=depth)
    found = [reading for reading in load(rows[:5]) if reading.path == f"/{'/'.join(filter(None, [locale, rest]))}/"]
    return found[0] if found else None


def translations(readings: Sequence[Reading]) -> dict[uuid.UUID, list[Reading]]:
    """The readable languages of each page, in the order of the languages' trees; the page's own is among them. Two queries."""
    found: dict[uuid.UUID, list[Reading]] = {reading.key: [] for reading in readings}
    for other in readable(keys=found) if found else ():
        found[other.key].append(other)
    return found


def parents(readings: Sequence[Reading]) -> dict[int, Reading]:
    """The readable parent of each page by the page's id; pages whose parent isn't readable or makes no editions are absent. Two queries."""
    above = {reading.page_id: reading.tree_path[:-STEP] for reading in readings}
    found = {reading.tree_path: reading for reading in readable(tree_paths=set(above.values()))} if above else {}
    return {page_id: found[path] for page_id, path in above.items() if path in found}


def crumbs(reading: Reading) -> list[Reading]:
    """The readable ancestors of a page from the top, the front page first. Two queries."""
    path = reading.tree_path
    return readable(tree_paths=[path[:end] for end in range(2 * STEP, len(path), STEP)])


def cited(key: uuid.UUID, locale: str, number: int) -> Reading | None:
    """An edition of the past, as printed; None where there was none or the page may not be read now. ``number`` is that edition's."""
    rows = load(public(Edition.objects.filter(key=key, locale=locale, number=number))[:1])
    return rows[0] if rows else None


def parts_of(reading: Reading) -> list[Reading]:
    """The editions that an edition was composed with when it was made, those that the public may read now, in the order of the page tree."""
    return load(public(Edition.objects.filter(wholes=reading.edition_id)).order_by("page__path"))


def hides_a_part(edition_id: int) -> bool:
    """Whether an edition is composed with a page that the public may not read now. One query."""
    return Edition.objects.filter(wholes=edition_id).filter(IsHidden(F("page__path"), Value(timezone.now(), DateTimeField()))).exists()


def current(edition_id: int) -> Reading | None:
    """An edition while it is its page's current one, whether or not the public may read it now; None once superseded.

    For those who make files of editions and answer nobody.
    """
    rows = load(Edition.objects.filter(pk=edition_id, current=True)[:1])
    return rows[0] if rows else None


def part_of(reading: Reading, kind: str) -> Document | None:
    """The document of ``kind`` that an edition was composed with when it was made, as it was then. None where there was none."""
    row = Edition.objects.filter(wholes=reading.edition_id, kind=kind).values("kind", "locale", "words", "document", "links").first()
    return documents([dict(row)])[0] if row else None


def draft(page: Any) -> Reading:
    """The unsaved draft of a page as a reading, for previews; its number is 0."""
    document, reads = compile_draft(page)
    text = msgspec.json.encode(document).decode()
    country = registry.kind_of(page.edition_kind).country(page)
    row = {"kind": page.edition_kind, "locale": page.locale.language_code, "words": "", "document": text, "links": sorted(reads.links)}
    return Reading(
        edition_id=0,
        page_id=page.pk or 0,
        key=page.translation_key,
        kind=page.edition_kind,
        locale=page.locale.language_code,
        number=0,
        digest="",
        published_at=None,
        slug=page.slug,
        path=address(page.locale.language_code, page.url_path or "//"),
        country=country,
        tree_path=page.path or "",
        document=documents([row])[0],
    )


def address(locale: str, url_path: str) -> str:
    """The address of a page: its path below the front page of its language."""
    return f"/{locale}/{url_path.lstrip('/').partition('/')[2]}"


FIELDS = ("page_id", "key", "kind", "locale", "number", "digest", "published_at", "country")
ALL = (*FIELDS, "pk", "words", "links", "page__slug", "page__url_path", "page__path")  # by Django's own names: other ones take it longer


def load(rows: "QuerySet[Edition]") -> list[Reading]:
    """Readings of some editions in their order."""
    return opened(list(rows.values(*ALL)))


def opened(found: Sequence[dict[str, Any]]) -> list[Reading]:
    """Readings of rows that hold what ``ALL`` names, in their order."""
    note((row["locale"], row["key"]) for row in found)
    return [
        Reading(
            edition_id=row["pk"],
            document=document,
            slug=row["page__slug"],
            path=address(row["locale"], row["page__url_path"]),
            tree_path=row["page__path"],
            **{name: row[name] for name in FIELDS},
        )
        for row, document in zip(found, documents(found), strict=True)
    ]


_decoded: LRUCache[tuple[str, str, tuple[str, ...]], tuple[Document, int]] = LRUCache(MEMORY, getsizeof=lambda item: item[1])
_lock = threading.Lock()


def documents(rows: Sequence[dict[str, Any]]) -> list[Document]:
    """The decoded documents of rows (kind, words, links, and the text or a primary key), links between pages resolved.

    Decoded ones are kept by digest, so that they never need to be invalidated; text is fetched only for those that aren't there, in one query.
    """
    paths = addresses({(key, row["locale"]) for row in rows for key in row["links"]})
    keys = [(row["kind"], row["words"], tuple(paths.get((key, row["locale"]), "") for key in row["links"])) for row in rows]
    with _lock:
        known = {key: _decoded[key][0] for key in keys if key[1] and key in _decoded}
    missing = [row["pk"] for row, key in zip(rows, keys, strict=True) if key not in known and "document" not in row]
    texts = dict(Edition.objects.filter(pk__in=missing).values_list("pk", "document")) if missing else {}
    found: list[Document] = []
    for row, key in zip(rows, keys, strict=True):
        if key not in known:
            text = row["document"] if "document" in row else texts[row["pk"]]
            known[key] = registry.decode(row["kind"], resolved(text, functools.partial(address_in, paths, row["locale"])))
            if key[1]:
                with _lock:
                    _decoded[key] = (known[key], min(len(text), MEMORY))
        found.append(known[key])
    return found


def address_in(paths: dict[tuple[str, str], str], locale: str, key: str) -> str:
    """The address of a page in a language tree; "" where it can't be read there."""
    return paths.get((key, locale), "")


def addresses(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Where linked pages are, by key and locale; hidden ones are absent. One query, none where nothing is linked."""
    if not wanted:
        return {}
    note((locale, key) for key, locale in wanted)
    rows = public(Edition.objects.filter(current=True, key__in={key for key, _ in wanted}))
    found = {(str(key), locale): address(locale, url_path) for key, locale, url_path in rows.values_list("key", "locale", "page__url_path")}
    return {at: found[at] for at in wanted if at in found}


def resolved(text: str, address_of: Callable[[str], str]) -> str:
    """The stored text with each ``page:<key>`` replaced by its address; a link to a hidden page loses its target, its words stay."""
    return LINK.sub(lambda m: f' href=\\"{to}\\"' if (to := address_of(m.group(1))) else "", text)
