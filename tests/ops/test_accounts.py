"""The accounts to begin with: made once, their passwords kept where only their owner reads."""

import io

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from cms.core.management.commands import ensure_admin
from cms.partners.models import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def told(**options) -> dict[str, str]:
    """What the command says, by account."""
    out = io.StringIO()
    call_command("ensure_admin", stdout=out, **options)
    return dict(line.split(None, 1) for line in out.getvalue().splitlines())


def test_the_administrator_gets_a_password_that_works(data):
    password = told()["admin"]
    assert len(password) >= 16
    assert authenticate(username="admin", password=password).is_superuser
    assert (data / "passwords.json").stat().st_mode & 0o777 == 0o600


def test_a_second_call_changes_nothing_and_says_the_same():
    first = told()
    before = get_user_model().objects.get().password
    assert told() == first
    assert get_user_model().objects.get().password == before


def test_a_given_password_holds_at_each_call(settings):
    told()
    settings.ADMIN_PASSWORD = "a given password"
    assert told() == {"admin": "a given password"}
    assert authenticate(username="admin", password="a given password")


def test_a_password_that_was_changed_in_the_admin_stays():
    told()
    user = get_user_model().objects.get()
    user.set_password("changed by its owner")
    user.save()
    assert "changepassword" in told()["admin"]
    assert authenticate(username="admin", password="changed by its owner")


def test_an_editor_belongs_to_the_partners_group_and_is_no_administrator():
    group = Group.objects.create(name="Chambre de métiers")
    Partner.objects.create(name="Chambre de métiers", short_name="cma-pdl", country="FR", group=group)
    editor = authenticate(username="editor-fr", password=told(editor="cma-pdl")["editor-fr"])
    assert list(editor.groups.all()) == [group]
    assert not editor.is_superuser
    assert not editor.is_staff
    assert editor.wagtail_userprofile.preferred_language == "fr"


def test_without_the_partner_it_says_what_to_do():
    with pytest.raises(CommandError, match=r"'nobody'.*load the starter content"):
        told(editor="nobody")


def test_similar_letters_are_not_used():
    assert set("0O1lI") & set(ensure_admin.LETTERS) == set()
