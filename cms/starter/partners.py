"""Makes the partner organisations with their groups and their rights on the starter pages."""

from pathlib import Path

import yaml
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission, Page

from cms.partners.models import Partner
from cms.partners.permissions import grant
from cms.starter.files import SOURCE
from cms.starter.models import LoadedPage

FILE = Path(__file__).resolve().parent / "partners.yaml"


def load_partners() -> int:
    """Makes what is missing, and gives rights to a group that has none yet; changes nothing else. Returns how many partners were made."""
    made = 0
    for row in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        group, _ = Group.objects.get_or_create(name=row["name"][:150])
        values = {"name": row["name"], "country": row["country"], "group": group}
        partner, is_new = Partner.objects.get_or_create(short_name=row["short_name"], defaults=values)
        made += is_new
        loaded = LoadedPage.objects.filter(folder=row.get("page", ""), locale=SOURCE, page__isnull=False).first()
        if loaded and partner.group and not GroupPagePermission.objects.filter(group=partner.group).exists():
            collection = Collection.objects.filter(name=row["name"]).first() or Collection.get_first_root_node().add_child(name=row["name"])
            grant(partner.group, Page.objects.get(pk=loaded.page_id), collection)
    return made
