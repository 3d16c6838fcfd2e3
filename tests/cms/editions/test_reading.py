"""What the public may read, whatever was missed: each way of hiding a page through each way of reading."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from factories import make_country, make_kit, make_kits, publish, translate
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms import editions
from cms.editions.models import Edition

pytestmark = pytest.mark.django_db


def draft(kit):
    kit.unpublish()


def expired(kit):
    Page.objects.filter(pk=kit.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def private(kit):
    PageViewRestriction.objects.create(page=kit, restriction_type=PageViewRestriction.LOGIN)


def below_a_draft(kit):
    kit.get_parent().specific.unpublish()


def below_an_expired_page(kit):
    Page.objects.filter(pk=kit.get_parent().pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def below_a_private_page(kit):
    PageViewRestriction.objects.create(page=kit.get_parent().get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x")


def deleted(kit):
    kit.delete()


HIDDEN = [draft, expired, private, below_a_draft, below_an_expired_page, below_a_private_page, deleted]
WAYS = {
    "list": lambda kit, country: [r for r in editions.readable() if r.kind == "kit"],
    "kind": lambda kit, country: editions.readable(kind="kit", locale="fr", country="fr"),
    "slug": lambda kit, country: editions.readable(kind="kit", slugs=["nantes"]),
    "key": lambda kit, country: editions.readable(keys=[kit.key]),
    "address": lambda kit, country: [r for r in [editions.at("/fr/kits/france/nantes/")] if r],
    "translations": lambda kit, country: [r for rows in editions.translations([kit]).values() for r in rows],
    "cited": lambda kit, country: [r for r in [editions.cited(kit.key, "fr", 1)] if r],
    "count": lambda kit, country: [None] * editions.count(kind="kit"),
}


@pytest.fixture
def without_receivers():
    """Every receiver of ours disconnected: as if each signal was missed."""
    signals = [page_published, page_unpublished, page_slug_changed, post_page_move, post_save, post_delete]
    kept = [(signal, signal.receivers) for signal in signals]
    for signal in signals:
        signal.receivers = [r for r in signal.receivers if not str(r[0][0]).startswith("editions.")]
        signal.sender_receivers_cache.clear()
    yield
    for signal, receivers in kept:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda f: f.__name__)
@pytest.mark.parametrize("way", WAYS)
def test_hidden_pages_are_not_read(kit, hide, way):
    (reading,) = editions.readable(kind="kit")
    country = editions.readable(kind="country")[0]
    assert len(WAYS[way](reading, country)) == 1
    hide(kit)
    assert WAYS[way](reading, country) == []


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda f: f.__name__)
def test_hidden_pages_are_not_read_though_every_signal_was_missed_and_the_version_is_new(kit, hide, without_receivers):
    before = editions.version()
    assert editions.readable(kind="kit")
    hide(kit)
    assert editions.readable(kind="kit") == []
    assert editions.version() != before


def test_restored_pages_are_read_again(kit):
    kit.unpublish()
    publish(type(kit).objects.get(pk=kit.pk))
    assert editions.readable(kind="kit")[0].number == 1


def test_parents_and_crumbs_leave_hidden_pages_out(kit):
    (reading,) = editions.readable(kind="kit")
    assert [c.path for c in editions.crumbs(reading)] == ["/fr/", "/fr/kits/", "/fr/kits/france/"]
    assert editions.parents([reading])[kit.pk].document.title == "France"
    kit.get_parent().specific.unpublish()
    assert editions.parents([reading]) == {}


@pytest.mark.parametrize("count", [2, 12])
def test_queries_do_not_grow_with_the_number_of_kits(count, django_assert_num_queries):
    make_kits(count, isos=("fr", "de"))
    editions.readable()
    with django_assert_num_queries(1):  # editions with their pages; the documents are in memory
        rows = editions.readable(kind="kit")
    assert len(rows) == count
    with django_assert_num_queries(1):  # their countries
        assert len(editions.parents(rows)) == count
    with django_assert_num_queries(1):  # their languages
        assert len(editions.translations(rows)) == count
    with django_assert_num_queries(1):
        editions.version()
    with django_assert_num_queries(1):
        editions.at("/fr/kits/")


@pytest.mark.parametrize("count", [2, 12])
def test_unknown_documents_take_one_query_more(count, django_assert_num_queries, monkeypatch):
    make_kits(count)
    from cms.editions import reading

    reading._decoded.clear()
    with django_assert_num_queries(2):  # editions; texts that aren't in memory
        editions.readable(kind="kit")


def test_paging_through_a_list_is_stable():
    make_kits(5)
    first = editions.readable(kind="kit", first=2)
    rest = editions.readable(kind="kit", after=first[-1].tree_path)
    assert [r.slug for r in first + rest] == [f"ville-{n:02}" for n in range(5)]


def test_an_address_is_found_only_where_it_is(kit):
    assert editions.at("/fr/kits/france/nantes").slug == "nantes"
    for wrong in (
        "",
        "/",
        "/xx/",
        "/fr/kits/nantes/",
        "/fr/france/nantes/",
        "/de/kits/france/nantes/",
        "/fr/kits/france/nantes/x/",
        "/kits/france/nantes/",
    ):
        assert editions.at(wrong) is None, wrong


def test_the_version_changes_with_all_that_readers_see(kit):
    seen = {editions.version()}

    def changed():
        seen.add(editions.version())
        return len(seen)

    kit.intro = "Autre."
    publish(kit)
    assert changed() == 2
    kit.slug = "nantes-loire"
    publish(kit)
    assert changed() == 3
    from cms.editions.models import FileState

    edition = Edition.objects.get(page_id=kit.pk, current=True)
    editions.files.record(edition.pk, "kit.pdf", FileState.READY, name="x.pdf", bytes=1, pages=1)
    assert changed() == 4
    PageViewRestriction.objects.create(page=kit, restriction_type=PageViewRestriction.LOGIN)
    assert changed() == 5


def test_an_old_edition_can_be_cited_with_the_country_it_was_made_with(kit):
    country = make_country()
    country.intro = "Nouveau."
    publish(country)
    old, new = (editions.cited(UUID(str(kit.translation_key)), "fr", number) for number in (1, 2))
    assert editions.part_of(old, "country").intro == ""
    assert editions.part_of(new, "country").intro == "Nouveau."
    assert editions.cited(UUID(str(kit.translation_key)), "fr", 3) is None


def test_translations_of_a_page(kit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(kit, "de", "nl")
    (reading,) = editions.readable(kind="kit", locale="fr")
    assert {r.locale for r in editions.translations([reading])[reading.key]} == {"fr", "de", "nl"}
    make_kit("Angers")


def test_files_show_the_last_good_one(kit):
    from cms.editions.models import FileState

    first = Edition.objects.get(page_id=kit.pk, current=True)
    editions.files.record(first.pk, "kit.pdf", FileState.READY, name="one.pdf", bytes=10, pages=2)
    kit.intro = "Autre."
    publish(kit)
    second = Edition.objects.get(page_id=kit.pk, current=True)
    editions.files.record(second.pk, "kit.pdf", FileState.FAILED, reason="no space")
    assert [(f.name, f.number) for f in editions.files.ready([kit.pk])[kit.pk]] == [("one.pdf", 1)]
    assert next(f.reason for f in editions.files.of_edition(second.pk) if f.format == "kit.pdf") == "no space"
    assert editions.files.record(10**6, "kit.pdf", FileState.READY) is False
