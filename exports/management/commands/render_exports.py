"""Makes all files that are missing or outdated, now and in this process' own children."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports import tasks
from exports.formats import Refused
from exports.pool import RenderFailed


class Command(BaseCommand):
    """Says what it makes. Ends with an error where a file couldn't be made, after having tried all others."""

    help = "Makes the files of all current editions that are missing or outdated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", default="", help="Only pages whose address starts so, such as /fr/kits/.")

    def handle(self, *args: Any, path: str = "", **options: Any) -> None:
        failed = 0
        for reading, format_ in tasks.outdated():
            if not reading.path.startswith(path):
                continue
            try:
                done = tasks.make(reading, format_)
            except (Refused, RenderFailed, OSError) as error:
                failed += 1
                self.stderr.write(f"{reading.path}{format_.name}: {error}")
            else:
                self.stdout.write(f"{reading.path}{format_.name}: {done}")
        if failed:
            raise CommandError(f"{failed} couldn't be made.")
