"""Compiles everything anew after a deploy that changed the documents' types."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from cms.editions.reconcile import outdated, reconcile


class Command(BaseCommand):
    help = "Compiles all live pages and switches to the new editions at once; until then readers get the old ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-outdated", action="store_true", help="Do nothing where all editions have today's types.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_outdated"] and not outdated():
            self.stdout.write("all editions are up to date")
            return
        with transaction.atomic():
            made = reconcile()
        self.stdout.write(f"{made} new editions")
