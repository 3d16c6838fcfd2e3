"""Checks starter files without loading them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.starter.checking import check
from cms.starter.files import PAGES


class Command(BaseCommand):
    help = "Checks the starter files: mistakes with file, line and key; facts without a source; texts that read like another language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("languages", nargs="*", help="Only these languages, such as: de nl.")
        parser.add_argument("--pages", type=Path, default=PAGES, help="Folder of the pages, by default our own.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(options["pages"], options["languages"] or None)
        for line in [*found.unsourced, *found.foreign]:
            self.stdout.write(f"look at: {line}")
        self.stdout.write(f"{len(found.unsourced)} facts without a source, {len(found.foreign)} texts that read like another language")
        if found.mistakes:
            raise CommandError("\n".join(map(str, found.mistakes)))
