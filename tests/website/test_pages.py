"""Pages as readers get them: each kind, each block, languages, and how little they cost."""

import gzip
import re

import brotli
import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from factories import locales, make_country, make_home, make_kit, make_kits, make_partner, publish
from wagtail_localize.synctree import synchronize_tree

from cms import editions
from cms.core import wording
from cms.core.enums import Anchor
from cms.editions import reading
from cms.editions.documents import Block
from cms.kits.documents import KitBlock
from cms.kits.models import KitPage
from website.answers import CACHING

KIT = "/fr/kits/france/nantes/"
LEGEND = "A dotted ring marks what comes from an official source but isn’t confirmed by the partner there yet. The number leads to the source."
KINDS = {"home": "/fr/", "kits": "/fr/kits/", "country": "/fr/kits/france/", "kit": KIT}


def text(path: str, **headers: str) -> str:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_shown(kit, kind):
    html = text(KINDS[kind])
    assert "Nantes" in html
    assert '<html lang="fr">' in html
    assert html.count("<h1") == 1


def test_every_block_of_a_kit_has_its_partial_and_shows_its_words(kit, say):
    html = text(KIT)
    for words in (
        "Le réseau est <b>simple</b>", "Valide ton ticket", "Ne paie jamais", "Avant de partir", "Sors côté nord", "Naolib", "2,50",
        "Demande la veille", "On te presse", "Hôpital", "Pièce d’identité", "Dis bonjour à tous", "Jardin des Plantes",
        "Bonjour", "tel:+33240083333", "+33\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}40",
        "Mairie", "Plan du réseau", "Demande deux fois", 'href="sms:114"',
    ):  # fmt: skip
        assert words in html, words
    with translation.override("fr"):
        assert wording.duration(130) in html
        assert wording.deadline(Anchor.ARRIVAL, -21) in html


def test_every_tag_has_a_partial_that_says_what_it_takes():
    from django.template.loader import get_template

    for member in KitBlock.__args__:
        source = get_template(f"blocks/{member.tag()}.html").template.source
        stated = re.search(r"\{# .*Fields: (?P<names>.*?)[.;]", source)
        assert stated, member.tag()
        names = {name.strip() for name in stated["names"].split(",")} - {"block"}
        assert names <= set(member.__struct_fields__), member.tag()
        assert issubclass(member, Block)


def test_a_kit_shows_what_its_country_adds_and_whose_number_to_call(kit):
    html = text(KIT)
    assert "Interdit de 22 h à 6 h" in html
    assert 'href="tel:112"' in html
    assert html.index('href="tel:112"') < html.index("Travailler ici")


def test_facts_that_nobody_confirmed_carry_a_mark_and_one_legend_says_what_it_means(kit, say):
    html = text(KIT)
    assert html.count(say(LEGEND)) == 2  # above the text and above the sources
    assert 'class="ref ref--open" href="#source-1"' in html


def test_confirmed_facts_carry_no_mark(kit, say):
    seen = {**kit.chapters.raw_data[0]["value"], "content": []}
    fact = {
        "heading": "Tram",
        "value": "<p>Valide.</p>",
        "source_title": "Naolib",
        "source_url": "https://naolib.fr/",
        "source_seen_on": "2026-11-12",
    }
    seen["content"] = [{"type": "fact", "id": "0b0b0b0b-0000-4000-8000-000000000001", "value": fact}]
    kit.chapters = [{"type": "chapter", "id": kit.chapters.raw_data[0]["id"], "value": seen}]
    publish(kit)
    html = text(KIT)
    assert 'class="ref" href="#source-2" aria-label="' + say("Source %(number)s", number=2) + '"' in html
    assert say("seen on %(date)s", date="12 novembre 2026") in html


def test_lists_can_be_ticked_without_scripts_and_keep_their_names_in_all_languages(kit, translated):
    translated(kit, "de")
    names = [re.findall(r'<input type="checkbox" name="([^"]+)"', text(path)) for path in (KIT, "/de/kits/france/nantes/")]
    assert len(names[0]) == 3
    assert names[0] == names[1]


def test_the_pdf_is_linked_with_its_size_once_it_is_there(kit, say):
    assert say("The PDF is being made.") in text(KIT)
    edition = editions.at(KIT)
    editions.files.record(edition.edition_id, "kit.pdf", editions.FileState.READY, name="x.pdf", bytes=1_400_000, pages=12)
    html = text(KIT)
    assert f'href="{KIT}kit.pdf"' in html
    assert re.search(r"PDF,\s12\spages,\s1,4\sM", html)
    assert say("The PDF is being made.") not in html


def test_phrases_are_paired_with_the_host_language(kit, translated):
    translated(kit, "de")
    html = text("/de/kits/france/nantes/")
    assert '<b lang="fr" data-say>Je suis malade aujourd’hui</b>' in html
    assert " de Je suis malade aujourd’hui</li>" in html
    assert text(KIT).count("Je suis malade aujourd’hui") == 1  # nobody needs it twice in one language


def test_a_fallback_says_so_in_the_readers_language_and_marks_its_words(kit, say):
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    html = text("/nl/kits/france/nantes/")
    assert '<html lang="nl">' in html
    assert '<article lang="fr"' in html
    assert say("Not translated yet. Language of this text: %(language)s.", "nl", language="Frans") in html
    assert f'<link rel="canonical" href="http://localhost:8000{KIT}">' in html
    assert 'hreflang="nl" href="http' not in html
    assert re.search(r'lang="nl">Nederlands<small lang="fr">\(fran.ais\)</small>', text(KIT), re.IGNORECASE)


def test_languages_are_announced_and_the_switch_stays_on_the_page(kit, translated):
    translated(kit, "de")
    translated(make_home(), "es")
    html = text(KIT)
    assert '<link rel="alternate" hreflang="de" href="http://localhost:8000/de/kits/france/nantes/">' in html
    assert f'<link rel="alternate" hreflang="x-default" href="http://localhost:8000{KIT}">' in html
    assert f'<link rel="canonical" href="http://localhost:8000{KIT}">' in html
    assert '<a href="/de/kits/france/nantes/" hreflang="de" lang="de">' in html
    assert '<a href="/es/" hreflang="es" lang="es">' in html  # not in that language: its front page
    assert 'hreflang="it"' not in html


def test_who_checked_is_shown(kit, say):
    kit.checked_on, kit.checked_by = "2026-11-12", make_partner("cma", kit)
    publish(kit)
    assert say("Checked on %(date)s", date="12 novembre 2026") + " · Partner cma" in text(KIT)


def test_addresses_without_a_slash_lead_to_those_with_one(kit):
    response = Client().get(KIT.rstrip("/"))
    assert response.status_code == 301
    assert response["Location"] == KIT


def test_an_old_address_leads_to_the_new_one(kit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kit.slug = "nantes-loire"
        publish(kit)
    response = Client().get(KIT)
    assert response.status_code == 301
    assert response["Location"].endswith("/fr/kits/france/nantes-loire/")


def test_wagtail_knows_the_addresses(kit, translated):
    translated(kit, "de")
    assert kit.url == KIT
    assert kit.get_translations().get(locale__language_code="de").url == "/de/kits/france/nantes/"


COLD = {"home": 10, "kits": 10, "country": 11, "kit": 11}  # version; page; way up; languages; menu; files or kits; texts where not in memory


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("few", [True, False])
def test_an_uncached_page_takes_few_queries_however_much_there_is(db, kind, few, translated, django_assert_max_num_queries):
    kit = make_kit()
    translated(kit, "de")
    if not few:
        make_kits(8)
        make_country("de")
        translated(kit, "en", "es", "it", "nl")
    reading._decoded.clear()
    with django_assert_max_num_queries(COLD[kind]):
        text(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_page_takes_the_version_alone(kit, kind, django_assert_num_queries):
    first = text(KINDS[kind])
    with django_assert_num_queries(1):  # content version
        assert text(KINDS[kind]) == first


def test_a_reader_who_has_the_page_gets_304_before_anything_is_made(kit, django_assert_num_queries):
    first = Client().get(KIT)
    caches["pages"].clear()
    with django_assert_num_queries(1):  # content version
        again = Client().get(KIT, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == CACHING
    assert "stale-if-error" not in CACHING


def test_a_publication_is_seen_at_once(kit):
    first = Client().get(KIT)
    kit.city = "Nantes Métropole"
    publish(kit)
    again = Client().get(KIT, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "Nantes Métropole" in again.content.decode()


def test_pages_are_compressed_as_browsers_accept(kit):
    plain = Client().get(KIT).content
    for header, encoding in {"br, gzip": "br", "gzip;q=0.5": "gzip", "br;q=0, gzip;q=0.0": None, "": None}.items():
        response = Client().get(KIT, headers={"Accept-Encoding": header})
        assert response.get("Content-Encoding") == encoding, header
        assert {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](response.content) == plain
        assert "Accept-Encoding" in response["Vary"]


def test_only_reading_is_allowed(kit):
    assert Client().post(KIT).status_code == 405
    assert Client().head(KIT).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_style_attributes_or_inline_scripts(kit, kind):
    html = text(KINDS[kind])
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


@pytest.mark.parametrize("kind", KINDS)
def test_what_funding_obliges_us_to_say_is_on_every_page(kit, kind):
    html = text(KINDS[kind])
    assert "Cofinancé par l’Union européenne" in html
    assert "Agence Erasmus+ France" in html
    assert "2024-1-FR01-KA220-VET-000254972" in html
    assert "CC BY 4.0" in html
    assert "GSHHG" in html


def test_no_link_leads_nowhere(kit):
    """Every link to a page of ours answers, and every anchor is there."""
    seen, ahead = set(), ["/fr/"]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        html = text(path)
        for href in re.findall(r'<a [^>]*href="([^"]+)"', html):
            if href.startswith("#"):
                assert f'id="{href[1:]}"' in html, href
            elif href.startswith("/") and not href.startswith("/graphql") and href not in {"/", *seen}:  # "/" leads on by language
                ahead.append(href)
    assert set(KINDS.values()) <= seen


def test_a_preview_shows_the_draft_marked_as_one(kit, say):
    kit.intro = "Brouillon en cours"
    response = kit.make_preview_request(preview_mode="web")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Brouillon en cours" in html
    assert say("Draft. Readers don’t see this yet.") in html
    assert "Brouillon en cours" not in text(KIT)
    assert "no-store" in response["Cache-Control"]


def test_an_empty_draft_can_be_previewed(db):
    draft = KitPage(locale=locales()["fr"])
    draft.set_url_path(make_country())
    assert draft.make_preview_request(preview_mode="web").status_code == 200
