"""How pages and blocks become documents."""

import msgspec
import pytest
from factories import block, every_block, make_country, make_image, make_kit, publish
from wagtail.rich_text import RichText

from cms import editions
from cms.core.compile import COMPILERS as CORE
from cms.editions.compile import Reads, rich
from cms.editions.registry import kinds
from cms.kits.blocks import KitContentBlock
from cms.kits.compile import COMPILERS
from cms.kits.documents import KitBlock, sections
from cms.kits.enums import Topic
from cms.kits.models import KitPage

pytestmark = pytest.mark.django_db


def test_each_block_has_a_compiler_and_a_document_with_its_name():
    tags = {member.tag() for member in KitBlock.__args__}
    assert set(KitContentBlock().child_blocks) == set(COMPILERS) == tags
    assert set(CORE) <= set(COMPILERS)


def test_each_block_compiles_with_all_its_words(kit):
    (chapter,) = editions.readable(kind="kit")[0].document.chapters
    by_tag = {b.tag(): b for b in chapter.blocks}
    assert set(by_tag) == set(COMPILERS) - {"picture"}
    assert by_tag["arrival_route"].minutes == 130
    assert by_tag["travel_pass"].price == 2.5
    assert by_tag["housing"].fraud_signs == ("On te presse",)
    assert by_tag["admin_task"].papers == ("Pièce d’identité",)
    assert by_tag["contact"].phone_link() == "tel:+33240083333"
    assert by_tag["checklist"].items[0].offset_days == -21 and by_tag["checklist"].items[0].critical
    assert by_tag["checklist"].items[1].anchor is None
    assert by_tag["fact"].source.title == "Service public" and by_tag["fact"].source.seen_on is None
    assert [p.key for p in by_tag["phrasebook"].phrases] == ["hello", "i-am-ill"]


def test_each_documents_text_reads_back_the_same(kit):
    for reading in editions.readable():
        text = msgspec.json.encode(reading.document)
        assert msgspec.json.decode(text, type=kinds()[reading.kind].document) == reading.document


def test_a_price_without_the_day_it_was_seen_is_left_out(kit):
    content = every_block()
    next(b for b in content if b["type"] == "travel_pass")["value"]["price_seen_on"] = None
    kit.chapters = [block("chapter", "c", {"topic": "transport", "title": "Bouger", "lead": "", "content": content})]
    publish(kit)
    blocks = editions.readable(kind="kit")[0].document.chapters[0].blocks
    assert next(b for b in blocks if b.tag() == "travel_pass").price is None


def test_pictures_come_in_all_sizes_and_formats(kit):
    image = make_image(size=(1600, 900))
    kit.hero, kit.hero_alt, kit.hero_credit = image, "Le port", "VR4M, CC BY 4.0"
    photo = {"image": {"image": image.pk, "alt_text": "Une grue", "decorative": False}, "credit": "VR4M"}
    kit.chapters = [block("chapter", "c", {"topic": "work", "title": "Bouger", "lead": "", "content": [block("picture", "p", photo)]})]
    publish(kit)
    document = editions.readable(kind="kit")[0].document
    assert {(r.format, r.width) for r in document.hero.renditions} == {(f, w) for f in ("avif", "webp", "jpeg") for w in (360, 720, 1080)}
    assert document.hero.rendition(700).width == 720
    assert document.chapters[0].blocks[0].picture.alt == "Une grue"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<p>Bon<script>alert(1)</script></p>", "<p>Bon</p>"),
        ('<p onclick="x()">Bon</p>', "<p>Bon</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="file:///etc/passwd">x</a>', "<a>x</a>"),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a linktype="document" id="3">x</a>', "<a>x</a>"),
        ('<a linktype="page" id="999999">x</a>', "<a>x</a>"),
        ('<embed embedtype="image" id="1"/>Bon', "Bon"),
        ('<p style="color:red">Bon <img src="http://10.0.0.1/"></p>', "<p>Bon </p>"),
    ],
)
def test_rich_text_keeps_nothing_but_structure(source, kept):
    assert rich(RichText(source), Reads()).html == kept


def linked(kit, target):
    kit.chapters = [
        block(
            "chapter",
            "c",
            {"topic": "work", "title": "Lire", "lead": "", "content": [block("text", "t", f'<p><a linktype="page" id="{target.pk}">là</a></p>')]},
        )
    ]
    return publish(kit)


def text_of(slug):
    return editions.readable(kind="kit", slugs=[slug])[0].document.chapters[0].blocks[0].body.html


def test_links_between_pages_follow_slugs_and_moves_without_a_new_edition(kit):
    target = make_kit("Angers")
    linked(kit, target)
    assert text_of("nantes") == '<p><a href="/fr/kits/france/angers/">là</a></p>'
    target.slug = "angers-loire"
    publish(target)
    assert text_of("nantes") == '<p><a href="/fr/kits/france/angers-loire/">là</a></p>'
    assert editions.readable(kind="kit", slugs=["nantes"])[0].number == 2


def test_a_link_to_a_hidden_page_loses_its_target_and_keeps_its_words(kit):
    target = make_kit("Angers")
    linked(kit, target)
    target.unpublish()
    assert text_of("nantes") == "<p><a>là</a></p>"


def test_rich_text_as_nodes():
    nodes = rich(RichText('<p>Va <b>vite</b> <a href="https://example.org/">là</a>.</p>'), Reads()).nodes()
    assert [(n.tag, n.text, n.href) for n in nodes[0].children] == [
        ("", "Va ", ""),
        ("b", "", ""),
        ("", " ", ""),
        ("a", "", "https://example.org/"),
        ("", ".", ""),
    ]


def test_an_unfinished_draft_compiles_for_its_preview(kit):
    empty = {name: [] if name in ("items", "phrases", "papers", "fraud_signs") else None for name in ("items", "phrases", "papers", "fraud_signs")}
    content = [{"type": name, "id": None, "value": "" if name == "text" else {**empty, "image": None}} for name in COMPILERS]
    draft = KitPage(
        title="Neuf", slug="neuf", locale=kit.locale, chapters=[block("chapter", "c", {"topic": "work", "title": None, "content": content})]
    )
    document = editions.draft(draft).document
    assert document.title == "Neuf" and len(document.chapters[0].blocks) == len(COMPILERS) - 1  # all but the picture, which has no image


def test_a_kit_is_composed_with_its_countrys_facts():
    make_kit()
    (reading,) = editions.readable(kind="kit")
    country = editions.parents([reading])[reading.page_id].document
    composed = sections(reading.document, country)
    assert [(s.topic, len(s.facts)) for s in composed] == [(Topic.WORK, 1), (Topic.HEALTH, 1)]
    assert sections(reading.document, None)[0].facts == ()
    make_country()
