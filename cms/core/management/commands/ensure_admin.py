"""Accounts to begin with: the administrator, and on demand an editor of one partner."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string
from wagtail.users.models import UserProfile

from cms.partners.models import Partner

LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike


def passwords_file() -> Path:
    """Where generated passwords are kept, readable by their owner alone."""
    return Path(settings.DATA) / "passwords.json"


def kept_passwords() -> dict[str, str]:
    """The passwords that this command set, by account; empty where it set none."""
    path = passwords_file()
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def keep_passwords(passwords: dict[str, str]) -> None:
    """Writes the file anew, with mode 0600 from its first byte on."""
    path = passwords_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(passwords, file, indent=2)


class Command(BaseCommand):
    help = "Makes the account admin (and with --editor an editor of a partner) where it isn't there, and says which passwords hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--editor", metavar="PARTNER", help="short name of the partner that an editor's account is made for, such as cma-pdl")

    def handle(self, *args: Any, **options: Any) -> None:
        self.kept = kept_passwords()
        self.ensure("admin", given=getattr(settings, "ADMIN_PASSWORD", ""), superuser=True)
        if options["editor"]:
            partner = Partner.objects.filter(short_name=options["editor"]).select_related("group").first()
            if partner is None or partner.group is None:
                raise CommandError(f"No partner with the short name {options['editor']!r} has a group; load the starter content first.")
            self.ensure(f"editor-{partner.country.lower()}", group=partner.group)

    def ensure(self, name: str, *, given: str = "", superuser: bool = False, group: Group | None = None) -> None:
        """Makes the account where there is none; sets a ``given`` password in any case; prints which one holds."""
        model = get_user_model()
        user = model.objects.filter(username=name).first()
        password = given or self.kept.get(name, "")
        if user is None:
            password = password or get_random_string(16, LETTERS)
            user = model(username=name, email=f"{name}@example.org", is_staff=superuser, is_superuser=superuser)
            user.set_password(password)
            user.save()
            if group is not None:
                user.groups.add(group)
                UserProfile.get_for_user(user)
                UserProfile.objects.filter(user=user).update(preferred_language="fr")
        elif given and not user.check_password(given):
            user.set_password(given)
            user.save(update_fields=["password"])
        if password and user.check_password(password):
            if self.kept.get(name) != password:
                self.kept[name] = password
                keep_passwords(self.kept)
            self.stdout.write(f"{name}  {password}")
        else:
            self.stdout.write(f"{name}  (its password was changed since; `manage.py changepassword {name}` sets another)")
