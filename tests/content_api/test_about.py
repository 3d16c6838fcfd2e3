"""Pictures in all that apps need of them, and what the site says of itself."""

import base64
from io import BytesIO
from typing import Any

import pytest
from factories import locales, make_home, make_image, make_kit
from PIL import Image as PillowImage

from cms.core import legal
from cms.editions.documents import Picture

pytestmark = pytest.mark.django_db
PICTURE = """{ kit(slug: "nantes") { hero { alt width height formats placeholder focalPoint { x y } jpeg: srcSet webp: srcSet(format: WEBP)
  avif: srcSet(format: AVIF) renditions { url width format } } } }"""


def test_a_picture_comes_in_formats_and_widths_with_a_placeholder_and_its_focal_point(api: Any) -> None:
    image = make_image(size=(1600, 900))
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 400, 225, 10, 10
    image.save()
    make_kit(hero=image, hero_alt="Le pont")
    found = api.data(PICTURE)["kit"]["hero"]
    assert (found["alt"], found["width"], found["height"]) == ("Le pont", 1080, 607)
    assert found["formats"] == ["AVIF", "WEBP", "JPEG"]
    assert found["focalPoint"] == {"x": 0.25, "y": 0.25}
    for kind in ("avif", "webp", "jpeg"):
        urls = {rendition["width"]: rendition["url"] for rendition in found["renditions"] if rendition["format"] == kind}
        assert found[kind] == ", ".join(f"{urls[width]} {width}w" for width in (360, 720, 1080))
    head, _, data = found["placeholder"].partition(",")
    tiny = PillowImage.open(BytesIO(base64.b64decode(data)))
    assert (head, tiny.format, tiny.size) == ("data:image/webp;base64", "WEBP", (16, 9))
    assert len(found["placeholder"]) < 400


def test_a_small_picture_is_not_enlarged_and_may_have_no_focal_point(api: Any) -> None:
    make_kit(hero=make_image(size=(500, 400)), hero_alt="Le pont")
    found = api.data(PICTURE)["kit"]["hero"]
    assert (found["focalPoint"], found["width"]) == (None, 500)
    assert [part.rpartition(" ")[2] for part in found["jpeg"].split(", ")] == ["360w", "500w"]


def test_a_picture_of_an_older_edition_has_neither() -> None:
    picture = Picture(id="1", alt="", credit="", renditions=())
    assert (picture.width(), picture.height(), picture.formats(), picture.src_set(), picture.placeholder) == (0, 0, (), "", "")


def test_a_picture_s_data_is_no_text_that_a_search_finds(api: Any) -> None:
    make_kit(hero=make_image(), hero_alt="Le pont")
    assert api.data('{ search(query: "avif") { title } }')["search"] == []


def test_the_words_that_funding_obliges_to(api: Any) -> None:
    query = "query ($locale: LanguageCode) { siteTexts(locale: $locale) { fundingLine disclaimer projectNumber contentLicence } }"
    for code in ("fr", "de", "nl"):
        found = api.data(query, locale=code.upper())["siteTexts"]
        assert (found["fundingLine"], found["disclaimer"]) == (legal.LINE[code], legal.disclaimer(code))
    assert api.data(query)["siteTexts"]["projectNumber"] == "2024-1-FR01-KA220-VET-000254972"


def test_the_partners_are_from_the_five_countries(api: Any) -> None:
    found = api.data("{ partners { name country language } }")["partners"]
    assert [partner["country"] for partner in found] == ["FR", "ES", "IT", "DE", "NL"]
    assert found[3] == {"name": "Handwerkskammer Flensburg", "country": "DE", "language": "DE"}


@pytest.mark.parametrize("made", [("fr",), ("fr", "de")])
def test_the_languages_and_their_front_pages_in_one_query(api: Any, queries_of: Any, made: tuple[str, ...]) -> None:
    home = make_home()
    for code in made[1:]:
        home.copy_for_translation(locales()[code], alias=True)
    query = "{ languages { code name isSource home { url } } }"
    found = {language["code"]: language for language in api.data(query)["languages"]}
    assert list(found) == ["FR", "EN", "ES", "IT", "DE", "NL"]
    assert [code for code, language in found.items() if language["home"]] == [code.upper() for code in made]
    assert (found["DE"]["name"], found["FR"]["isSource"], found["DE"]["isSource"]) == ("Deutsch", True, False)
    assert queries_of(lambda: api.data(query + " ")) == ["content version", "readable"]
