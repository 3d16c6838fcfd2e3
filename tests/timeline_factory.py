"""Makes a complete, always identical timeline: three phases, with steps of every kind. A test states only what it is about."""

from typing import Any

from factories import add, block, items, locales, make_home

from cms.timeline.models import PhasePage, TimelinePage

SOURCE = {"source_title": "Code du travail", "source_url": "https://www.legifrance.gouv.fr/"}
PHASES = {"before": ("avant", "Avant l’arrivée"), "during": ("pendant", "Pendant le séjour"), "after": ("apres", "Après le séjour")}


def step(key: str, number: str, **fields: Any) -> dict[str, Any]:
    """A step as a StreamField stores it."""
    sheet = {
        "title": f"Feuille {number}",
        "kind": "template",
        "body": f"<p>Nom : …… ({key})</p>",
        "file": None,
        "url": "",
        "minutes": 10,
        "licence": "",
    }
    value = {
        "key": key,
        "number": number,
        "title": f"Étape {key}",
        "why": f"Sans elle, {key} manque.",
        "how": f"<ol><li>Faites {key}.</li><li>Notez-le.</li></ol>",
        "anchor": "arrival",
        "offset_days": 0,
        "repeat": "",
        "office": False,
        "minutes": 30,
        "actors": ["tutor"],
        "standards": ["preparation"],
        "minors_only": False,
        "countries": [],
        "min_days": None,
        "max_days": None,
        "done_when": f"{key} est fait.",
        "sample_wording": "",
        "resources": items(sheet),
        "country_notes": [],
        **fields,
    }
    return block("step", key, value)


def note(country: str, text: str) -> dict[str, Any]:
    """What is different in one country."""
    return {"country": country, "text": f"<p>{text}</p>", **SOURCE}


def steps_of(phase: str) -> list[dict[str, Any]]:
    """The steps of a phase: of every anchor, office work, weekly, for minors, for long and short stays, and for whenever they are needed."""
    return {
        "before": [
            step("decide", "B1", offset_days=-120, office=True, actors=["manager"], minutes=45, standards=["own_tasks"]),
            step("minors", "B8", offset_days=-65, minors_only=True, actors=["manager", "coordinator"], minutes=60, standards=["safety"],
                 country_notes=items(note("fr", "Pas de travail de 22 h à 6 h."), note("de", "Nur von 6 bis 20 Uhr."))),
            step("permit", "B9", offset_days=-60, office=True, countries=["nl"], minutes=15, actors=["coordinator"]),
            step("welcome", "B20", offset_days=-7, actors=["tutor", "learner"], sample_wording="Bonjour !\nRendez-vous à 8 h."),
        ],
        "during": [
            step("meet", "D1", actors=["coordinator", "tutor"], minutes=90),
            step("induction", "D3", anchor="first_workday", minutes=60, standards=["safety"], actors=["tutor", "team"]),
            step("feedback", "D6", anchor="first_workday", offset_days=4, repeat="weekly", minutes=30, standards=["monitoring"]),
            step("midterm", "D7", anchor="midpoint", min_days=14, minutes=40, office=True, actors=["tutor", "coordinator", "learner"]),
            step("trouble", "D8", anchor="first_workday", repeat="any", minutes=0, standards=["support"], title="Accident, maladie, conflit"),
            step("farewell", "D11", anchor="end", minutes=45, actors=["manager", "tutor"]),
        ],
        "after": [
            step("europass", "F1", anchor="end", offset_days=7, office=True, minutes=40, standards=["recognition"]),
            step("long", "F4", anchor="end", offset_days=64, min_days=84, minutes=30, actors=["manager"], standards=["sharing"]),
        ],
    }[phase]  # fmt: skip


def make_phase(parent: TimelinePage, phase: str, **fields: Any) -> PhasePage:
    """A published phase with its steps."""
    slug, title = PHASES[phase]
    values = {
        "title": title,
        "slug": slug,
        "phase": phase,
        "intro": f"{title}, en bref.",
        "goal": f"{title} : tout est prêt.",
        "locale": locales()["fr"],
    }
    return add(parent, PhasePage(**{**values, "steps": steps_of(phase), **fields}))


def make_timeline(**fields: Any) -> TimelinePage:
    """A published timeline of three phases, at ``/fr/accueillir/``."""
    values = {"title": "Accueillir, pas à pas", "slug": "accueillir", "intro": "Une date suffit.", "reference_days": 28, "locale": locales()["fr"]}
    timeline = add(make_home(), TimelinePage(**{**values, **fields}))
    for phase in PHASES:
        make_phase(timeline, phase)
    return TimelinePage.objects.get(pk=timeline.pk)
