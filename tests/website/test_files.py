"""Media: covers and renditions from whatever storage, nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from factories import make_image, make_kit

from cms import editions
from website.storage import MediaS3Storage


def test_a_cover_is_served_for_ever(kit):
    cover = editions.at("/fr/kits/france/nantes/").document.cover
    response = Client().get(cover.url())
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response.streaming_content).startswith(b"<svg")


def test_renditions_are_served_in_each_format(db):
    make_kit(hero=make_image(), hero_alt="Le port", hero_credit="CC0")
    html = Client().get("/fr/kits/france/nantes/").content.decode()
    assert 'alt="Le port"' in html
    picture = editions.at("/fr/kits/france/nantes/").document.hero
    types = {Client().get(rendition.url())["Content-Type"] for rendition in picture.renditions}
    assert types == {"image/avif", "image/webp", "image/jpeg"}


@pytest.mark.parametrize(
    "name",
    [
        "original_images/port.jpg",
        "documents/plan.pdf",
        "health/x",
        "covers/../secret.svg",
        "images/../../secret-key",
        "covers/",
        "images/none.jpg",
        "images/x.html",
        "covers/.hidden.svg",
        "images/%2e%2e/x.jpg",
    ],
)
def test_nothing_else_is_served(db, name):
    for kept in ("original_images/port.jpg", "documents/plan.pdf", "images/x.html", "secret.svg"):
        if not default_storage.exists(kept):
            default_storage.save(kept, ContentFile(b"secret"))
    response = Client().get(f"/media/{name}")
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_a_bucket_gives_addresses_of_ours_that_never_expire():
    storage = MediaS3Storage(bucket_name="b", access_key="k", secret_key="s", location="media")
    assert storage.url("images/Port d’été.jpg") == "/media/images/Port%20d%E2%80%99%C3%A9t%C3%A9.jpg"
