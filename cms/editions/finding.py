"""Finds words in what the public may read now: titles first, accents and slips of typing forgiven, the same on every database.

A language's editions are few and small, so each process keeps an index of them, made anew when the content version changes. What it finds is
read again before it is shown: a page hidden since is not found.
"""

import re
import threading
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from cachetools import LRUCache
from rapidfuzz import fuzz, process

from cms.editions.documents import Passage
from cms.editions.reading import Reading, readable
from cms.editions.versioning import version

WORD = re.compile(r"\w+")
LONGEST = 200  # characters of a query that are looked at
MOST_WORDS = 12
TITLE, TEXT = 5.0, 1.0  # what a word counts for, by where it stands
ALIKE = 78  # similarity (0-100) from which a word counts as a slip of another one
SHORTEST_SLIP = 4  # letters below which a word must be right


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Something found: the page as the public may read it now, and the passage in it; ``excerpt`` holds the words around the first match."""

    reading: Reading
    passage: Passage
    excerpt: str


class Index(msgspec.Struct, frozen=True):
    """The passages of a language with what each word counts for in them. ``titles`` are the words that stand in titles."""

    passages: tuple[tuple[uuid.UUID, Passage], ...]  # key of the page, passage
    postings: dict[str, dict[int, float]]
    titles: frozenset[str]


def plain(text: str) -> str:
    """Text in small letters without accents, as words are compared."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).replace("œ", "oe").replace("æ", "ae")


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return WORD.findall(plain(text))


def build(readings: Iterable[Reading]) -> Index:
    """The index of some pages."""
    passages: list[tuple[uuid.UUID, Passage]] = []
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    titles: set[str] = set()
    for reading in readings:
        for passage in reading.document.passages():
            at = len(passages)
            passages.append((reading.key, passage))
            for weight, found in ((TITLE, words(passage.title)), (TEXT, words(passage.text))):
                for word in found:
                    postings[word][at] = max(weight, postings[word].get(at, 0.0))
            titles.update(words(passage.title))
    return Index(tuple(passages), dict(postings), frozenset(titles))


_indexes: LRUCache[tuple[str, str], Index] = LRUCache(12)
_lock = threading.Lock()


def index(locale: str) -> Index:
    """The index of a language at the present content version."""
    key = (locale, str(version()))
    with _lock:
        found = _indexes.get(key)
    if found is None:
        found = build(readable(locale=locale))
        with _lock:
            _indexes[key] = found
    return found


def alike(word: str, vocabulary: Sequence[str], last: bool) -> dict[str, float]:
    """The known words that ``word`` may mean, each with how sure that is (0-1). The ``last`` word of a query may be only begun."""
    sure: dict[str, float] = {}
    for known in vocabulary:
        if known == word:
            sure[known] = 1.0
        elif len(word) > 2 and known.startswith(word):
            sure[known] = 0.9 if last else 0.7
    if not sure and len(word) >= SHORTEST_SLIP:
        for known, likeness, _ in process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8):
            sure[known] = 0.6 * likeness / 100
    return sure


def search(query: str, locale: str, first: int = 20, kinds: Iterable[str] | None = None) -> list[Hit]:
    """What ``query`` finds in a language, best first; passages with all words before those with some. Five queries at most."""
    asked = words(query[:LONGEST])[:MOST_WORDS]
    if not asked:
        return []
    known = index(locale)
    vocabulary = tuple(known.postings)
    scores: dict[int, float] = defaultdict(float)
    met: dict[int, set[int]] = defaultdict(set)
    for number, word in enumerate(asked):
        for found, sure in alike(word, vocabulary, last=number == len(asked) - 1).items():
            for at, weight in known.postings[found].items():
                scores[at] += sure * weight
                met[at].add(number)
    allowed = frozenset(kinds) if kinds is not None else None
    ranked = sorted(scores, key=lambda at: (-len(met[at]), -scores[at], at))
    keys = dict.fromkeys(known.passages[at][0] for at in ranked[: 4 * first])
    here = {reading.key: reading for reading in (readable(locale=locale, keys=keys) if keys else ())}
    hits = []
    for at in ranked[: 4 * first]:
        key, passage = known.passages[at]
        if key in here and (allowed is None or here[key].kind in allowed):
            hits.append(Hit(reading=here[key], passage=passage, excerpt=excerpt(passage.text, asked)))
    return hits[:first]


def suggest(query: str, locale: str, first: int = 8) -> list[str]:
    """Titles that ``query`` may be the beginning of, or nearly is, each once."""
    found = search(query, locale, first=4 * first)
    asked = words(query[:LONGEST])
    near = [hit.passage.title for hit in found if any(set(alike(word, words(hit.passage.title), last=True)) for word in asked)]
    return list(dict.fromkeys(near))[:first]


def excerpt(text: str, asked: Sequence[str], width: int = 160) -> str:
    """Some ``width`` characters of ``text`` around the first word asked for, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    starts = [match.start() for match in WORD.finditer(flat) if any(plain(match.group()).startswith(word) for word in asked)]
    begin = max(0, min(starts[0] - width // 3, len(flat) - width)) if starts else 0
    begin = flat.find(" ", begin) + 1 if begin else 0
    end = flat.rfind(" ", begin, begin + width)
    end = len(flat) if begin + width >= len(flat) or end <= begin else end
    return f"{'… ' if begin else ''}{flat[begin:end]}{' …' if end < len(flat) else ''}"
