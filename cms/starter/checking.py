"""Checks starter files without loading them: mistakes, facts without a source, texts that read like another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cms.starter.building import told
from cms.starter.files import PAGES, SOURCE, StarterPage, discover
from cms.starter.loading import Strings, strings_of, translated_strings
from cms.starter.reading import Mistake, StarterError

# Function words that each language has to itself among our six.
_OWN = {
    "fr": "les des une avec pour dans est tu ton ta tes au aux sur pas ne qui où chez avant après et ou ce cette ces ils elle ils mais très tout",
    "en": "the your you with for from and or is are not before after where who which this that they but very have has will can should",
    "es": "los las una con para desde el tu tus no antes después y o este esta estos pero muy todo tienes puede donde quien también",
    "it": "gli della delle dei degli nella con per il tuo tua tuoi non prima dopo e o questo questa ma molto tutto hai può dove chi anche sono",
    "de": "der die das und oder mit für von dein deine deinen nicht vor nach wo wer dies aber sehr hast kann auch ist sind ein eine einen",
    "nl": "het een en of met voor van je jouw niet na waar wie deze maar heel hebt kan ook zijn naar aan bij als dan wordt",
}
OWN_WORDS = {language: frozenset(words.split()) for language, words in _OWN.items()}
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|‘[^’]*’")  # may well be words of the host's language
SOURCED = {"fact", "arrival_route", "early_shift", "housing", "health_place", "emergency_number", "leisure", "travel_pass"}


@dataclass
class Findings:
    """What a check found: mistakes that keep a page out, and hints that deserve a look."""

    mistakes: list[Mistake] = field(default_factory=list)
    unsourced: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def check(root: Path = PAGES, languages: list[str] | None = None) -> Findings:
    """Checks all starter files below ``root``, or those of some languages."""
    pages, mistakes = discover(root)
    found = Findings(mistakes=[*mistakes, *unknown_steps(pages)])
    for page in pages:
        try:
            source = page.values()
        except StarterError as error:
            found.mistakes += error.mistakes
            continue
        found.unsourced += [f"{page.shown(SOURCE)}: {where}" for where in unsourced(source)]
        original = strings_of(page.model(slug=page.slug, **source))
        for code in [SOURCE, *page.locales]:
            if languages is None or code in languages:
                check_language(page, original, code, found)
    return found


def check_language(page: StarterPage, original: Strings, code: str, found: Findings) -> None:
    """One language of a page, whose source has the strings ``original``."""
    ours = {(path, order): text for path, texts in original.items() for order, text in enumerate(texts)}
    try:
        texts = ours if code == SOURCE else translated_strings(page, original, code, page.values(code))
    except StarterError as error:
        found.mistakes += error.mistakes
        return
    for at, text in texts.items():
        if at[0].endswith(".phonetic"):
            continue
        if reads_like := another_language(text, code):
            found.foreign.append(f"{page.shown(code)}: {at[0]}: reads like {reads_like}: “{text[:70]}”")
        elif code != SOURCE and text == ours[at] and len(text.split()) > 6:
            found.foreign.append(f"{page.shown(code)}: {at[0]}: is the source’s: “{text[:70]}”")


def unknown_steps(pages: list[StarterPage]) -> Iterator[Mistake]:
    """Where a course's self-check names a step that no file of the timeline has."""
    listed = [(page, item) for page in pages for name in ("steps", "self_check") if (item := page.source.get(name)) and isinstance(item.value, list)]
    steps = {told(step.plain("key")) for page, item in listed if page.source.plain("type") == "phase" for step in item.value}
    for page, item in listed:
        for statement in item.value if page.source.plain("type") == "course" else ():
            if (step := told(statement.plain("step"))) not in steps:
                yield Mistake(page.shown(SOURCE), statement.line, "self_check", f"the timeline has no step “{step}”")


def another_language(text: str, code: str) -> str:
    """The language that a text of five words or more seems to be in, where that isn't ``code``; else ""."""
    words = re.findall(r"[^\W\d_]+", QUOTED.sub("", text).lower())
    if len(words) < 5:
        return ""
    hits = {language: sum(word in own for word in words) for language, own in OWN_WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if best != code and hits[best] >= 3 and hits[best] > 2 * hits[code] else ""


def unsourced(values: dict[str, Any]) -> Iterator[str]:
    """Where blocks that state facts name no source."""
    for name, value in values.items():
        if isinstance(value, list):
            yield from _unsourced(value, name)


def _unsourced(items: list[Any], where: str) -> Iterator[str]:
    for item in items:
        value = item.get("value") if isinstance(item, dict) else None  # choices are plain texts
        if not isinstance(value, dict):
            continue
        if (item["type"] in SOURCED or "valid_until" in value or "country" in value) and not value.get("source_url"):
            yield f"{where}.{value.get('heading') or value.get('office') or value.get('title') or item['type']}"
        for child in value.values():
            if isinstance(child, list):
                yield from _unsourced(child, where)
