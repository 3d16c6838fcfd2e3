"""Writes the schema of the API to ``graphql/schema.graphql``, or says whether that file is up to date; at a release it keeps its outline too."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from content_api.releasing import RELEASED, outline
from content_api.schema import sdl


class Command(BaseCommand):
    help = "Writes graphql/schema.graphql; with --check, fails where it differs from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only")
        parser.add_argument("--release", action="store_true", help="from now on, apps rely on this schema")

    def handle(self, *args: Any, check: bool, release: bool = False, **options: Any) -> None:
        file = settings.BASE_DIR / "graphql" / "schema.graphql"
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != sdl():
                raise CommandError("graphql/schema.graphql isn’t what the code says: run `make schema` and read the difference.")
            return
        file.write_text(sdl(), encoding="utf-8")
        self.stdout.write(f"Wrote {file.relative_to(settings.BASE_DIR)}.")
        if release:
            (settings.BASE_DIR / RELEASED).write_text(outline(), encoding="utf-8")
            self.stdout.write(f"Wrote {RELEASED}.")
