"""Heals editions that a missed signal left behind."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.editions.reconcile import reconcile


class Command(BaseCommand):
    help = "Compiles every live page and stores an edition where readers would get something else. Safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reconcile()} new editions")
