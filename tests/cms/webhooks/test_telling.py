"""Endpoints hear of what comes, changes and goes: each message signed, tried again, written down."""

import datetime
import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import make_admin, make_editor, make_kit, make_partner, publish
from wagtail.models import Page

from cms.core import housekeeping
from cms.editions import ledger
from cms.editions.models import Ledger
from cms.webhooks import telling
from cms.webhooks.models import Delivery, Endpoint, State
from cms.webhooks.telling import deliver

pytestmark = pytest.mark.django_db


def sent(receiver: Any) -> list[dict[str, Any]]:
    """The messages that came."""
    return [json.loads(body) for _, body in receiver.got]


def tell() -> None:
    """What the worker does by the clock and from its queue, here at once."""
    telling.tell()
    for delivery in Delivery.objects.filter(state=State.WAITING, attempts=0):
        deliver.call(delivery.pk)


def test_a_new_endpoint_hears_of_what_happens_from_now_on(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    assert receiver.got == []
    make_kit("Angers")
    kit.intro = "Neu."
    publish(kit)
    tell()
    (message,) = sent(receiver)
    assert message["type"] == "content.changed"
    assert [(item["event"], item["type"], item["locale"]) for item in message["items"]] == [("updated", "kit", "fr"), ("created", "kit", "fr")]
    assert message["items"][0]["id"] == f"fr:{kit.translation_key}"
    assert message["items"][0]["url"].endswith("/fr/kits/france/nantes/")
    assert message["items"][0]["edition"] == "fr-2"
    assert ledger.since(message["cursor"]).items == ()
    tell()
    assert len(receiver.got) == 1


def test_what_went_without_a_signal_is_told_by_its_name_alone(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    Page.objects.filter(pk=kit.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    tell()
    (message,) = sent(receiver)
    assert message["items"] == [{"event": "removed", "id": f"fr:{kit.translation_key}", "type": "kit", "locale": "fr"}]


def test_the_signature_proves_who_sent_it_and_when(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    make_kit("Angers")
    tell()
    ((headers, body),) = receiver.got
    moment, _, digest = headers["VR4M-Signature"].partition(",v1=")
    wanted = hmac.new(endpoint.secret.encode(), moment.removeprefix("t=").encode() + b"." + body, hashlib.sha256).hexdigest()
    assert digest == wanted
    assert abs(int(moment.removeprefix("t=")) - timezone.now().timestamp()) < 60
    assert headers["VR4M-Delivery"] == json.loads(body)["id"] == str(Delivery.objects.get().key)
    assert len(endpoint.secret) == 40 and Endpoint.objects.create(name="B", url="https://example.org/").secret != endpoint.secret


def test_one_language_alone(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    Endpoint.objects.update(locale="de")
    tell()
    make_kit("Angers")
    tell()
    assert receiver.got == []


def test_a_copy_that_must_be_made_anew_is_told_so(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    Ledger.objects.update(epoch="another00000")
    tell()
    (message,) = sent(receiver)
    assert (message["type"], "items" in message) == ("content.reset", False)


def test_who_fails_is_tried_again_later_and_later_and_given_up(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    receiver.answer = lambda handler: receiver.status(handler, 500)
    tell()
    make_kit("Angers")
    telling.tell()
    delivery = Delivery.objects.get()
    for attempt, delay in enumerate((*telling.DELAYS, None), 1):
        before = timezone.now()
        deliver.call(delivery.pk, attempt)
        delivery.refresh_from_db()
        assert (delivery.attempts, delivery.answer, delivery.reason) == (attempt, 500, "HTTP 500")
        if delay is None:
            assert delivery.state == State.FAILED
        else:
            assert delivery.state == State.WAITING
            waits = DBTaskResult.objects.filter(task_path__endswith="deliver", run_after__gt=before).latest("enqueued_at")
            assert waits.run_after - before >= delay - datetime.timedelta(seconds=1)
    assert len(receiver.got) == len(telling.DELAYS) + 1
    assert deliver.call(delivery.pk) is False, "a task that runs twice sends nothing more"
    assert len({headers["VR4M-Delivery"] for headers, _ in receiver.got}) == 1


def test_an_endpoint_that_was_switched_off_is_left_in_peace(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    Endpoint.objects.update(active=False)
    make_kit("Angers")
    tell()
    assert receiver.got == []


def test_the_worker_does_it_by_the_clock(kit: Any, endpoint: Endpoint, django_capture_on_commit_callbacks: Any) -> None:
    assert {"tell webhooks", "forget deliveries"} <= set(housekeeping._rules)
    telling.tell()
    make_kit("Angers")
    with django_capture_on_commit_callbacks(execute=True):
        telling.tell()
    assert DBTaskResult.objects.filter(task_path="cms.webhooks.telling.deliver").count() == 1


def test_the_log_forgets(endpoint: Endpoint) -> None:
    old = Delivery.objects.create(endpoint=endpoint, body="{}")
    Delivery.objects.create(endpoint=endpoint, body="{}")
    Delivery.objects.filter(pk=old.pk).update(made_at=timezone.now() - telling.KEPT - datetime.timedelta(hours=1))
    assert telling.forget() == 1


def test_the_log_shows_all_and_sends_again(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    tell()
    make_kit("Angers")
    tell()
    delivery = Delivery.objects.get()
    admin = Client()
    admin.force_login(make_admin())
    page = admin.get(reverse("wagtailsnippets_webhooks_delivery:list")).content.decode()
    assert "Send again" in page or "webhook" in page
    assert reverse("webhook_resend", args=[delivery.pk]) in page
    assert admin.get(reverse("wagtailsnippets_webhooks_delivery:inspect", args=[delivery.pk])).status_code == 200
    assert admin.post(reverse("webhook_resend", args=[delivery.pk])).status_code == 302
    tell()
    assert len(receiver.got) == 2
    assert receiver.got[0][1] == receiver.got[1][1]


def test_the_log_can_not_be_written_and_the_form_shows_the_secret(endpoint: Endpoint) -> None:
    admin = Client()
    admin.force_login(make_admin())
    delivery = Delivery.objects.create(endpoint=endpoint, body="{}")
    assert admin.get(reverse("wagtailsnippets_webhooks_delivery:edit", args=[delivery.pk])).status_code == 302
    assert admin.get(reverse("wagtailsnippets_webhooks_delivery:delete", args=[delivery.pk])).status_code == 302
    form = admin.get(reverse("wagtailsnippets_webhooks_endpoint:edit", args=[endpoint.pk]))
    assert endpoint.secret in form.content.decode()


def test_editors_of_partners_have_nothing_to_do_with_it(kit: Any, endpoint: Endpoint, receiver: Any) -> None:
    editor = Client()
    editor.force_login(make_editor(make_partner("a", kit)))
    delivery = Delivery.objects.create(endpoint=endpoint, body="{}")
    assert editor.post(reverse("webhook_resend", args=[delivery.pk])).status_code in (302, 403)
    assert editor.get(reverse("wagtailsnippets_webhooks_endpoint:list")).status_code in (302, 403)
    assert Delivery.objects.get().attempts == 0 and receiver.got == []
