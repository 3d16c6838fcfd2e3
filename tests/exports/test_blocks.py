"""Each kind of block has a template of its own that says all there is to say, safely."""

import re
import typing
from pathlib import Path

import msgspec
import pytest
from django.template import Context
from django.utils.translation import override

from cms.kits.documents import KitBlock
from exports.print import document
from tests.exports.books import SOURCE, one_of_each, small_book

TEMPLATES = Path(document.HERE) / "templates" / "print" / "blocks"
TAGS = sorted(kind.tag() for kind in typing.get_args(KitBlock))
SAID = {  # words that a reader must find of the block in books.py
    "admin_task": ["Demande ta carte", "Tout le monde", "Pièce d’identité", "Mairie", "+33 2 40 41 90 00", "3 weeks before arrival"],
    "arrival_route": ["Paris", "Nantes", "Sors côté nord", "2 h 10 min", "En ligne", "example.org"],
    "callout": ["Danger", "Ne paie jamais"],
    "checklist": ["Avant de partir", "Prends ta carte", "Important", "3 weeks before arrival", "Note le numéro"],
    "contact": ["Mairie", "2 rue de l’Hôtel-de-Ville", "+33 2 40 41 90 00", "8 h à 18 h", "a@example.org", "example.org"],
    "early_shift": ["Demande la veille", "Bus de nuit", "Vélo"],
    "fact": ["Tram", "Valide ton", "2027"],
    "health_place": ["Pharmacy", "Mairie", "+33 2 40 41 90 00"],
    "housing": ["Flat or shared flat", "Mairie", "Un mois", "On te presse"],
    "leisure": ["Jardin des Plantes", "free", "Mairie", "example.org"],
    "phrasebook": ["First morning", "Bonjour", "bon-jour", "Emergency", "Au secours"],
    "picture": ["Le port", "CMA"],
    "quote": ["Demande deux fois", "Example"],
    "text": ["Dans la valise", "Une veste"],
    "travel_pass": ["Naolib", "Tous", "Distributeurs", "€2.50", "11/01/2026"],
    "useful_link": ["Plan du réseau", "(NL)", "example.org/plan"],
    "work_culture": ["Saluer", "On salue chacun", "Dis bonjour à tous"],
}


def shown(block, **changes) -> str:
    """The block's HTML, in English."""
    with override("en"):
        context = document.context(small_book(block, language="en", **changes), {})
        return document.templates().get_template(f"print/blocks/{block.tag()}.html").render(Context({**context, "block": block}))


def test_there_is_a_template_for_each_kind_and_for_nothing_else() -> None:
    assert sorted(file.stem for file in TEMPLATES.glob("*.html")) == TAGS


@pytest.mark.parametrize("tag", TAGS)
def test_a_block_says_all_that_it_holds(tag: str) -> None:
    html = shown(one_of_each()[tag])
    text = re.sub(r"\s+", " ", html)
    assert [words for words in SAID[tag] if words not in text] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_block_that_cites_a_source_links_to_it(tag: str) -> None:
    block = one_of_each()[tag]
    cites = getattr(block, "source", None) is not None
    assert ('href="#source-' in shown(block)) == cites


@pytest.mark.parametrize("tag", TAGS)
def test_words_are_escaped_and_nothing_is_styled_in_place(tag: str) -> None:
    block = one_of_each()[tag]
    texts = {
        name: "<script>&"
        for name in block.__struct_fields__
        if isinstance(getattr(block, name), str) and name not in {"id", "kind", "tone", "mode", "language"}
    }
    html = shown(msgspec.structs.replace(block, **texts))
    assert "<script>" not in html
    assert " style=" not in html


def test_a_draft_with_empty_fields_still_prints(printer) -> None:
    blanked = []
    for block in one_of_each().values():
        empty = {name: "" for name in block.__struct_fields__ if isinstance(getattr(block, name), str) and name not in {"id", "kind", "tone", "mode"}}
        empty |= {name: None for name in ("source", "minutes", "price", "price_seen_on", "valid_until") if name in block.__struct_fields__}
        blanked.append(msgspec.structs.replace(block, **empty))
    assert document.render(small_book(*blanked, first_48h=(), intro="", cited="", country=None)).pages >= 4


def test_sources_are_numbered_once_in_reading_order() -> None:
    html = document.html(small_book(), {})
    assert html.count(SOURCE.title) == 1
    assert 'id="source-1"' in html and 'id="source-2"' in html and 'id="source-3"' not in html
