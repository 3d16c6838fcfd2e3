"""Loads the starter content and the partners."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.starter.files import PAGES
from cms.starter.loading import load
from cms.starter.partners import load_partners


class Command(BaseCommand):
    help = "Loads the starter content in all its languages. Safe to repeat: what an editor wrote, changed or deleted stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pages", type=Path, default=PAGES, help="Folder of the pages, by default our own.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = load(options["pages"], say=self.stdout.write)
        partners = load_partners()
        self.stdout.write(f"{len(report.made)} made, {len(report.renewed)} renewed, {len(report.kept)} kept as edited, {partners} partners made")
        for name in report.kept:
            self.stdout.write(f"kept as an editor left it: {name}")
        if report.mistakes:
            raise CommandError("\n".join(map(str, report.mistakes)))
