"""Media and exports keep what they are given, in folders and in a bucket alike, and a bucket gives nothing away by itself."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

import pytest

WRITE = """
import json
from django.core.files.base import ContentFile
from django.core.files.storage import storages
told = {}
for alias in ("default", "exports"):
    place = storages[alias]
    name = place.save("kits/été à Nantes.txt", ContentFile("äöü".encode()))
    again = place.save("kits/été à Nantes.txt", ContentFile(b"another"))
    with place.open(name) as file:
        content = file.read().decode()
    folders, files = place.listdir("kits")
    told[alias] = {"content": content, "twice": name != again, "size": place.size(name), "files": len(files), "there": place.exists(name)}
    place.delete(again)
    told[alias]["gone"] = not place.exists(again)
print(json.dumps(told))
"""
KEPT = {"content": "äöü", "twice": True, "size": 6, "files": 2, "there": True, "gone": True}
ADDRESS = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
place = storages["exports"]
print(place.url(place.save("kit.pdf", ContentFile(b"%PDF-"))))
"""


@pytest.fixture(params=["folders", "bucket"])
def environment(request):
    return {} if request.param == "folders" else request.getfixturevalue("s3")


def test_both_keep_what_they_are_given(place, environment):
    assert json.loads(place.shell(WRITE, **environment)) == {"default": KEPT, "exports": KEPT}


def test_media_have_addresses_of_ours(place, environment):
    code = "from django.core.files.storage import default_storage as d; print(d.url('images/a b.jpg'))"
    assert place.shell(code, **environment).strip() == "/media/images/a%20b.jpg"


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_bucket_answers_only_whoever_has_a_signed_address(place, s3):
    url = place.shell(ADDRESS, **s3).strip()
    parts = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parts.query))
    assert query["X-Amz-Expires"] == "300"
    assert status(url) == 200
    assert status(urllib.parse.urlunsplit(parts._replace(query=""))) in {400, 401, 403}
    forged = {**query, "X-Amz-Signature": "0" * 64}
    assert status(urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(forged)))) in {400, 401, 403}


def test_the_services_of_the_tests_say_what_is_missing(place, monkeypatch):
    """A tool that isn't there fails with its name."""
    from scripts import services

    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr(services.sys, "executable", "/nowhere/python")
    with pytest.raises(services.Missing, match="rclone"), services.s3():
        pass
