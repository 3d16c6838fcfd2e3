"""Compiles handbooks and packs: their own words, and which pages they hold. The words of those are in their own editions."""

from typing import Any

from wagtail.models import Page

from cms.core import compile as core
from cms.core.compile import common, identity
from cms.editions.compile import Reads, picture, rich
from cms.editions.registry import Kind, register
from cms.handbooks import documents as d
from cms.handbooks.enums import PartKind


def composed(page: Any, reads: Reads) -> dict[str, Any]:
    """The fields of whatever is composed."""
    publisher = reads.add(page.publisher).name if page.publisher else ""
    return {
        **common(page, reads),
        "welcome": tuple(rich(block.value, reads) for block in page.welcome),
        "parts": tuple(
            d.Part(id=identity(block), kind=PartKind(block.block_type), page=str(block.value.translation_key)) for block in page.parts if block.value
        ),
        "contacts": tuple(core.contact(identity(block), block.value, reads) for block in page.contacts),
        "publisher": publisher,
        "logo": picture(page.logo, publisher, "", reads),
    }


def compile_handbook(page: Any, reads: Reads) -> d.Handbook:
    """A host handbook."""
    return d.Handbook(**composed(page, reads))


def compile_pack(page: Any, reads: Reads) -> d.OnboardingPack:
    """An onboarding pack."""
    return d.OnboardingPack(**composed(page, reads))


def compile_list(page: Any, reads: Reads) -> d.PackList:
    """The list."""
    return d.PackList(**common(page, reads))


def chosen(page: Any) -> list[Page]:
    """The live pages that a whole holds and everybody may read, in its own language; a translated page still names those of its source."""
    keys = [block.value.translation_key for block in page.parts if block.value]
    return list(Page.objects.filter(translation_key__in=keys, locale=page.locale).live().public())


def country_above(page: Any) -> str:
    """The ISO code of the country that a partner's own stands below, "" for those of the whole partnership."""
    parent = page.get_parent() if page.path else None
    return getattr(parent.specific, "iso", "") if parent else ""


def register_kinds() -> None:
    """Makes handbooks and packs compile."""
    register(Kind(document=d.PackList, compile=compile_list))
    register(Kind(document=d.Handbook, compile=compile_handbook, country=country_above, parts=chosen))
    register(Kind(document=d.OnboardingPack, compile=compile_pack, country=country_above, parts=chosen))
