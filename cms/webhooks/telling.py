"""Finds out what endpoints haven't been told yet, and has the worker tell them. Each stands where the ledger's cursor says."""

import datetime
import logging
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cms.editions import ledger
from cms.webhooks.models import Delivery, Endpoint, State
from cms.webhooks.sending import NotReceived, send

logger = logging.getLogger(__name__)
MOST = 100  # pages of a message
KEPT = datetime.timedelta(days=30)
DELAYS = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


def tell() -> int:
    """Writes a message for each active endpoint with news; returns how many. One query where there is no endpoint."""
    return sum(bool(write(pk)) for pk in Endpoint.objects.filter(active=True).values_list("pk", flat=True))


@transaction.atomic
def write(endpoint_id: int) -> Delivery | None:
    """The message with what an endpoint hasn't been told, on its way to the worker; None where there is nothing. A new endpoint begins now."""
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    if not endpoint.cursor:
        Endpoint.objects.filter(pk=endpoint.pk).update(cursor=ledger.here())
        return None
    before = endpoint.cursor
    body: dict[str, Any] = {"type": "content.reset"}
    try:
        delta = ledger.since(before, locale=endpoint.locale or None, first=MOST)
    except (ledger.OldCursor, ledger.BadCursor):
        cursor = ledger.here()
    else:
        cursor, body = delta.cursor, {"type": "content.changed", "since": before, "items": [told(item) for item in delta.items]}
        if not delta.items:
            Endpoint.objects.filter(pk=endpoint.pk).exclude(cursor=cursor).update(cursor=cursor)
            return None
    Endpoint.objects.filter(pk=endpoint.pk).update(cursor=cursor)
    made = Delivery(endpoint=endpoint)
    made.body = msgspec.json.encode({"id": str(made.key), "sent": timezone.now(), **body, "cursor": cursor}).decode()
    made.save()
    transaction.on_commit(lambda: deliver.enqueue(made.pk) and None)
    return made


def told(item: ledger.Item) -> dict[str, Any]:
    """What a message says of a page; of a removed one its name alone."""
    names = {"event": item.event.value, "id": f"{item.locale}:{item.key}", "type": item.kind, "locale": item.locale}
    if item.reading is None:
        return names
    return {**names, "url": settings.BASE_URL + item.reading.path, "edition": item.reading.cited}


@task()
def deliver(delivery_id: int, attempt: int = 1) -> bool:
    """Sends a message and writes down what came of it; tries again with growing delays. Returns whether it was received."""
    delivery = Delivery.objects.select_related("endpoint").filter(pk=delivery_id, state=State.WAITING).first()
    if delivery is None:
        return False
    delivery.attempts += 1
    try:
        delivery.answer = send(delivery.endpoint.url, delivery.endpoint.secret, str(delivery.key), delivery.body.encode())
        delivery.state, delivery.reason = State.RECEIVED, ""
    except NotReceived as error:
        delivery.answer, delivery.reason = error.answer, str(error)
        again = attempt <= len(DELAYS) and delivery.endpoint.active and deliver.get_backend().supports_defer
        if again:
            deliver.using(run_after=timezone.now() + DELAYS[attempt - 1]).enqueue(delivery_id, attempt=attempt + 1)
        else:
            delivery.state = State.FAILED
            logger.warning("Webhook %s gave up: %s", delivery.endpoint_id, delivery.reason)
    delivery.save()
    return delivery.state == State.RECEIVED


def resend(delivery: Delivery) -> None:
    """Has the worker send a message once more, whatever became of it."""
    delivery.state, delivery.attempts = State.WAITING, 0
    delivery.save()
    deliver.enqueue(delivery.pk)


def forget() -> int:
    """Deletes the log of more than thirty days ago; returns how many messages."""
    return Delivery.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]
