"""Compiles the pages of the kits into their documents. Drafts may lack what publishing requires; a preview of them still works."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Page

from cms.core import compile as core
from cms.core.compile import Compiler, blocks, common, identity, reachable, words
from cms.editions.compile import Reads, picture, rich, source
from cms.editions.documents import Drawing
from cms.editions.registry import Kind, register
from cms.kits import covers
from cms.kits import documents as d
from cms.kits.enums import CountryTopic, HealthKind, HousingKind, Iso, Mode, Topic


def arrival_route(block_id: str, value: Any, reads: Reads) -> d.ArrivalRoute:
    """One way to the city."""
    return d.ArrivalRoute(
        id=block_id,
        mode=Mode(value.get("mode") or Mode.TRAIN),
        from_place=words(value.get("from_place")),
        to_place=words(value.get("to_place")),
        steps=rich(value.get("steps"), reads),
        minutes=value.get("minutes"),
        ticket=words(value.get("ticket")),
        operator_url=words(value.get("operator_url")),
        source=source(value),
    )


def travel_pass(block_id: str, value: Any, reads: Reads) -> d.Pass:
    """A ticket or pass; a price only with the day on which it was seen."""
    seen = value.get("price_seen_on")
    return d.Pass(
        id=block_id,
        title=words(value.get("title")),
        for_whom=words(value.get("for_whom")),
        where=words(value.get("where")),
        url=words(value.get("url")),
        price=float(value["price"]) if value.get("price") is not None and seen else None,
        price_seen_on=seen,
        source=source(value),
    )


def early_shift(block_id: str, value: Any, reads: Reads) -> d.EarlyShift:
    """How to be at work at five in the morning."""
    names = ("first_service", "night", "bike")
    return d.EarlyShift(id=block_id, source=source(value), **{name: words(value.get(name)) for name in names})


def housing(block_id: str, value: Any, reads: Reads) -> d.Housing:
    """A lodging, or who helps to find one."""
    signs = tuple(words(sign) for sign in value.get("fraud_signs") or ())
    kind = HousingKind(value.get("kind") or HousingKind.ADVICE)
    return d.Housing(id=block_id, kind=kind, deposit=words(value.get("deposit")), fraud_signs=signs, **reachable(value))


def health_place(block_id: str, value: Any, reads: Reads) -> d.HealthPlace:
    """Where to turn when ill or hurt."""
    return d.HealthPlace(id=block_id, kind=HealthKind(value.get("kind") or HealthKind.EMERGENCY), **reachable(value))


def admin_task(block_id: str, value: Any, reads: Reads) -> d.AdminTask:
    """A formality."""
    return d.AdminTask(
        id=block_id,
        text=words(value.get("text")),
        applies_if=words(value.get("applies_if")),
        deadline_days=value.get("deadline_days") or 0,
        papers=tuple(words(paper) for paper in value.get("papers") or ()),
        **reachable(value),
    )


def work_culture(block_id: str, value: Any, reads: Reads) -> d.WorkCulture:
    """What is usual at work here."""
    return d.WorkCulture(id=block_id, source=source(value), **{name: words(value.get(name)) for name in ("topic", "here", "tip")})


def leisure(block_id: str, value: Any, reads: Reads) -> d.Leisure:
    """Something to do off work."""
    return d.Leisure(id=block_id, title=words(value.get("title")), free=bool(value.get("free")), **reachable(value))


COMPILERS: Mapping[str, Compiler] = {
    **core.COMPILERS,
    "arrival_route": arrival_route,
    "travel_pass": travel_pass,
    "early_shift": early_shift,
    "housing": housing,
    "health_place": health_place,
    "admin_task": admin_task,
    "work_culture": work_culture,
    "leisure": leisure,
}


def compile_home(page: Any, reads: Reads) -> d.Home:
    """The front page."""
    return d.Home(**common(page, reads))


def compile_index(page: Any, reads: Reads) -> d.KitIndex:
    """The list of kits."""
    return d.KitIndex(**common(page, reads))


def compile_country(page: Any, reads: Reads) -> d.Country:
    """A host country."""
    numbers = tuple(
        d.EmergencyNumber(
            id=identity(block),
            number=words(block.value.get("number")),
            when=words(block.value.get("when")),
            by_text=bool(block.value.get("by_text")),
            source=source(block.value),
        )
        for block in page.emergency
    )
    chapters = tuple(
        d.CountryChapter(
            id=identity(block),
            topic=CountryTopic(block.value["topic"]),
            facts=tuple(core.fact(identity(item), item.value, reads) for item in block.value["facts"].bound_blocks),
        )
        for block in page.chapters
        if block.value.get("topic")
    )
    return d.Country(**common(page, reads), iso=Iso(page.iso or Iso.FR), emergency=numbers, chapters=chapters)


def compile_kit(page: Any, reads: Reads) -> d.Kit:
    """The kit of a city, its cover drawn where none like it is stored yet."""
    chapters = tuple(
        d.Chapter(
            id=identity(block),
            topic=Topic(block.value["topic"]),
            title=words(block.value.get("title")),
            lead=words(block.value.get("lead")),
            blocks=blocks(block.value["content"], COMPILERS, reads),
        )
        for block in page.chapters
        if block.value.get("topic")
    )
    latitude, longitude = covers.place(page.latitude, page.longitude)
    return d.Kit(
        **common(page, reads),
        city=words(page.city),
        region=words(page.region),
        latitude=latitude,
        longitude=longitude,
        cover=Drawing(file=covers.stored(latitude, longitude, country_of(page)), alt=""),
        hero=picture(page.hero, page.hero_alt, page.hero_credit, reads),
        safety_change=page.safety_change,
        changes=page.changes,
        first_48h=tuple(core.checklist_item(identity(block), block.value) for block in page.first_48h),
        chapters=chapters,
    )


def country_of(page: Any) -> str:
    """The ISO code of the country that a kit stands in; "" for a draft that has no place yet."""
    parent = page.get_parent() if page.path else None
    return getattr(parent.specific, "iso", "") if parent else ""


def country_pages(page: Any) -> list[Any]:
    """The country page that a kit is composed with."""
    return [page.get_parent()]


def kit_pages(page: Any) -> Iterable[Any]:
    """The live kits that are composed with a country page."""
    return Page.objects.child_of(page).live().specific()  # not get_children: it trusts a count that wagtail-localize may hold stale


def register_kinds() -> None:
    """Makes the pages of the kits compile."""
    register(Kind(document=d.Home, compile=compile_home))
    register(Kind(document=d.KitIndex, compile=compile_index))
    register(Kind(document=d.Country, compile=compile_country, country=lambda page: page.iso, wholes=kit_pages))
    register(Kind(document=d.Kit, compile=compile_kit, country=country_of, parts=country_pages))
