"""Security headers on every answer; no cookie and no Vary: Cookie for a visitor."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from website.middleware import FILES_POLICY, joined

PUBLIC = [
    "/", "/fr/", "/de/", "/fr/kits/", "/fr/kits/france/", "/fr/kits/france/nantes/", "/fr/kits", "/fr/nothing/", "/nothing",
    "/sitemap.xml", "/robots.txt",
    "/favicon.ico", "/healthz", "/media/covers/none.svg", "/media/../secret", "/static/none.css", "/e/00000000-0000-4000-8000-000000000000/fr-1/",
    "/documents/1/none.pdf", "/e/nonsense/",
]  # fmt: skip
NAMES = ("Content-Security-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Content-Type-Options")


def test_every_answer_has_its_headers_and_no_cookie(kit):
    for path in PUBLIC:
        response = Client().get(path)
        for name in NAMES:
            assert response.get(name), (path, name)
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path
        assert "unsafe" not in response["Content-Security-Policy"], path


def test_a_reader_with_a_cookie_gets_the_same(kit):
    client = Client()
    client.cookies["sessionid"], client.cookies["django_language"] = "k" * 32, "de"
    response = client.get("/fr/kits/france/nantes/", headers={"Accept-Language": "de"})
    assert response.content == Client().get("/fr/kits/france/nantes/").content
    assert "Cookie" not in response["Vary"]


def test_an_editor_sees_what_readers_see(kit, admin_client):
    assert admin_client.get("/fr/kits/france/nantes/").content == Client().get("/fr/kits/france/nantes/").content


def test_the_answer_to_a_reader_who_has_the_page_has_them_too(kit):
    tag = Client().get("/fr/")["ETag"]
    response = Client().get("/fr/", headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert all(response.get(name) for name in NAMES)


def test_a_fault_of_ours_has_them_too_and_says_nothing(kit, monkeypatch):
    def fail(reading: object) -> str:
        raise RuntimeError("secret-reason")

    monkeypatch.setattr("website.pages.rendered", fail)
    client = Client(raise_request_exception=False)
    response = client.get("/fr/")
    assert response.status_code == 500
    assert all(response.get(name) for name in NAMES)
    html = response.content.decode()
    assert "secret-reason" not in html
    assert 'href="tel:112"' in html
    assert "Traceback" not in html


def test_even_the_error_page_may_break(kit, monkeypatch):
    monkeypatch.setattr("website.pages.rendered", lambda reading: 1 / 0)
    monkeypatch.setattr("website.errors.render_to_string", lambda *args: 1 / 0)
    response = Client(raise_request_exception=False).get("/fr/")
    assert response.status_code == 500
    assert response.content == b"Something went wrong.\n"


def test_static_files_have_them_and_are_kept_for_ever():
    from django.templatetags.static import static

    response = Client().get(static("css/vr4m.css"))
    assert response.status_code == 200
    assert all(response.get(name) for name in NAMES)
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/admin/login/", "PUBLIC_POLICY"),
        ("/admin/password_reset/", "PUBLIC_POLICY"),
        ("/admin/", "ADMIN_POLICY"),
        ("/graphql/", "GRAPHIQL_POLICY"),
        ("/fr/", "PUBLIC_POLICY"),
    ],
)
def test_each_part_of_the_site_has_its_policy(kit, path, policy):
    assert Client().get(path)["Content-Security-Policy"] == joined(getattr(settings, policy))


def test_the_admin_allows_inline_for_editors_alone(db):
    get_user_model().objects.create_superuser("a", "a@example.org", "pw")
    client = Client()
    assert client.login(username="a", password="pw")
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy


def test_media_can_run_nothing(kit):
    from cms import editions

    url = editions.at("/fr/kits/france/nantes/").document.cover.url()
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == FILES_POLICY


def patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in resolver.url_patterns:
        where = f"{prefix}{entry.pattern}"
        found += patterns(entry, where) if isinstance(entry, URLResolver) else [(where, entry)]
    return found


def test_no_public_view_is_exempt_from_the_check_of_forms_but_the_api():
    exempt = {where for where, entry in patterns(get_resolver()) if getattr(entry.callback, "csrf_exempt", False)}
    ours = {where.partition("/")[2] for where in exempt if not where.startswith(("admin/", "graphql"))}
    assert ours == {"certificate/<slug:package_id>/"}  # grades answers, keeps nothing


def test_an_address_of_another_site_is_refused(settings, kit):
    settings.ALLOWED_HOSTS = ["vr4m.example"]
    assert Client().get("/fr/", headers={"Host": "evil.example"}).status_code == 400
