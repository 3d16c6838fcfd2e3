"""Books of several parts without a database: a handbook, a pack and a timeline, small or of the starter content."""

import datetime
from typing import Any

from cms.core import documents as core
from cms.core.enums import Anchor
from cms.editions.documents import Rich, Source
from cms.handbooks.documents import Handbook, OnboardingPack, Part
from cms.handbooks.enums import PartKind
from cms.kits.enums import Iso
from cms.timeline import documents as t
from cms.timeline.enums import Actor, Phase, Repeat, ResourceKind
from exports.book import Book, CountryPart, KitPart, PhasePart
from tests.exports.books import KEY, bound, rich, small_book

LAW = Source(title="Code du travail", url="https://www.legifrance.gouv.fr/", seen_on=datetime.date(2026, 11, 3))
STAY = t.Stay(arrival=datetime.date(2027, 1, 18), days=28, country=Iso.FR)


def steps() -> tuple[t.Step, ...]:
    """Steps of each kind: before arrival, for minors in some countries, every week, whenever needed."""
    sheet = t.Resource(
        id="r1", title="Fiche à envoyer", kind=ResourceKind.TEMPLATE, body=rich("Entreprise : ……</p><p>Du …… au …… inclus"), minutes=15
    )
    link = t.Resource(id="r2", title="Vidéo", kind=ResourceKind.VIDEO, body=Rich(html="", text=""), url="https://example.org/v")
    notes = tuple(
        t.CountryNote(id=f"n-{iso}", country=iso, text=rich(f"Règle en {iso.value}."), source=LAW if iso is Iso.FR else None)
        for iso in (Iso.FR, Iso.DE)
    )
    common: dict[str, Any] = {"how": rich("1. Écrivez.")}
    return (
        t.Step(
            id="s1",
            key="decide",
            number="B1",
            title="Décidez",
            why="Un oui trop vite finit mal.",
            anchor=Anchor.ARRIVAL,
            offset_days=-30,
            minutes=45,
            actors=(Actor.MANAGER,),
            done_when="La fiche est partie.",
            sample_wording="Bonjour,\nNous accueillons du …… au …….",
            resources=(sheet, link),
            country_notes=notes,
            **common,
        ),
        t.Step(
            id="s2",
            key="minors",
            number="B2",
            title="Moins de 18 ans",
            why="",
            anchor=Anchor.FIRST_WORKDAY,
            offset_days=0,
            minors_only=True,
            countries=(Iso.FR,),
            **common,
        ),
        t.Step(
            id="s3",
            key="weekly",
            number="B3",
            title="Faites le point",
            why="",
            anchor=Anchor.FIRST_WORKDAY,
            offset_days=4,
            repeat=Repeat.WEEKLY,
            **common,
        ),
        t.Step(
            id="s4", key="trouble", number="B4", title="Accident", why="", anchor=Anchor.FIRST_WORKDAY, offset_days=0, repeat=Repeat.ANY, **common
        ),
    )


def phase_part(**fields: Any) -> PhasePart:
    """A phase of four steps."""
    values: dict[str, Any] = {"key": "p", "title": "Avant l’arrivée", "language": "fr", "intro": "En bref.", "goal": "Tout est prêt."}
    return PhasePart(cited="fr-3", phase=t.TimelinePhase(phase=Phase.BEFORE, steps=steps(), **{**values, **fields}))


def handbook(*parts: Any, **changes: Any) -> Book:
    """A host handbook of a phase and a country, or of ``parts``. ``changes`` are fields of the book."""
    kit = small_book().parts[0]
    assert isinstance(kit, KitPart) and kit.country
    contact = core.Contact(id="c1", office="Chambre de métiers", phone="+33240083333", source=LAW)
    words = Handbook(
        key=KEY,
        title="Guide de l’entreprise d’accueil",
        language="fr",
        intro="À garder à l’atelier.",
        welcome=(rich("Suivez l’ordre du calendrier."),),
        parts=(Part(id="1", kind=PartKind.PHASE, page="p"),),
        contacts=(contact,),
        publisher="CMA",
    )
    found = parts or (phase_part(), CountryPart(cited="fr-7", country=kit.country))
    return Book(document=words, parts=found, **{**bound(), **changes})


def pack(**changes: Any) -> Book:
    """An onboarding pack of one kit."""
    words = OnboardingPack(
        key=KEY,
        title="Pochette pour Nantes",
        language="fr",
        welcome=(rich("Elle part avec toi."),),
        parts=(Part(id="1", kind=PartKind.KIT, page="k"),),
    )
    return Book(document=words, parts=small_book().parts, **{**bound(), **changes})


def timeline(**changes: Any) -> Book:
    """A host timeline of one phase."""
    words = t.Timeline(key=KEY, title="Accueillir, pas à pas", language="fr", intro="Une date suffit.", reference_days=28)
    return Book(document=words, parts=(phase_part(),), **{**bound(), **changes})
