"""Makes a complete, always identical course, whose first module has every kind of question and block. A test states only what it is about."""

from typing import Any

from factories import SOURCE, add, block, items, locales, make_home

from cms.courses.models import CourseIndexPage, CoursePage, ModulePage


def option(key: str, text: str = "", *, correct: bool = False, pair: str = "") -> dict[str, Any]:
    """An option as a ListBlock holds it."""
    return {"key": key, "text": text or f"Réponse {key}", "pair": pair, "correct": correct, "feedback": f"Remarque sur {key}."}


def question(key: str, kind: str, *options: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A question as a StreamField stores it."""
    source = dict.fromkeys(SOURCE, "") | {"source_seen_on": None}
    value = {
        "key": key,
        "kind": kind,
        "stem": f"Question {key} ?",
        "options": items(*options),
        "explanation": f"Explication de {key}.",
        "countries": [],
        **source,
        **fields,
    }
    return block("question", key, value)


def one(key: str = "one", **fields: Any) -> dict[str, Any]:
    """A question whose right answer is “good”."""
    return question(key, "one", option("bad"), option("good", correct=True), option("worse"), **fields)


def questions() -> list[dict[str, Any]]:
    """A question of each kind, and one that only holds in Germany."""
    return [
        one(**SOURCE),
        question("several", "several", option("stop", correct=True), option("music"), option("guard", correct=True)),
        question("truth", "true_false", option("true", "Vrai"), option("false", "Faux", correct=True)),
        question("order", "order", option("show"), option("say"), option("do"), option("check")),
        question("match", "match", option("flame", pair="Inflammable"), option("skull", pair="Toxique"), option("drop", pair="Corrosif")),
        one("german", countries=["de"]),
    ]


ANSWERS = {"one": ("good",), "several": ("stop", "guard"), "truth": ("false",), "order": ("show", "say", "do", "check"), "german": ("good",)}


def scenario(name: str = "guard") -> dict[str, Any]:
    """A situation with two choices."""
    choices = items(
        {"text": "Je m’arrête.", "outcome": "Le tuteur remet le carter.", "safe": True},
        {"text": "Je continue.", "outcome": "Un éclat part.", "safe": False},
    )
    return block("scenario", name, {"situation": "Le carter de la scie est enlevé.", "choices": choices})


def lesson(key: str, *extra: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A lesson with a paragraph, a callout and more blocks."""
    body = [
        block("text", f"{key}-text", f"<p>On commence par <b>{key}</b>.</p>"),
        block("callout", f"{key}-callout", {"tone": "danger", "body": "<p>Ne touche à rien.</p>"}),
        *extra,
    ]
    return block("lesson", key, {"key": key, "title": f"Leçon {key}", "minutes": 6, "key_point": f"Retenir {key}.", "body": body, **fields})


def box(topic: str) -> dict[str, Any]:
    """A country box."""
    return block("country_box", f"box-{topic}", {"topic": topic})


def make_index() -> CourseIndexPage:
    """The list of courses, below the front page."""
    found = CourseIndexPage.objects.filter(locale__language_code="fr").first()
    values = {"title": "Se former", "slug": "courses", "intro": "Deux cours.", "locale": locales()["fr"]}
    return found or add(make_home(), CourseIndexPage(**values))


def make_module(course: CoursePage, number: int = 1, **fields: Any) -> ModulePage:
    """A published module with two lessons and a question of each kind."""
    values = {
        "title": f"Module {number}",
        "slug": f"module-{number}",
        "number": number,
        "intro": f"Pourquoi le module {number}.",
        "outcome": "Tu sais t’arrêter.",
        "lessons": [lesson("machine", scenario(), box("minors_at_work")), lesson("help", box("emergency"))],
        "questions": questions(),
        "locale": locales()["fr"],
        **fields,
    }
    return add(course, ModulePage(**values))


def make_course(slug: str = "safety", *, modules: int = 2, **fields: Any) -> CoursePage:
    """A published course at ``/fr/courses/safety/``: its first module asks every kind of question, the others one."""
    values = {
        "title": f"Cours {slug}",
        "slug": slug,
        "intro": "Avant de partir.",
        "audience": "learner",
        "minutes": 70,
        "pass_mark": 70,
        "package_id": f"vr4m-{slug}",
        "certificate_text": "A suivi le cours en entier.",
        "locale": locales()["fr"],
        **fields,
    }
    course = add(make_index(), CoursePage(**values))
    for number in range(1, modules + 1):
        make_module(course, number, **({} if number == 1 else {"questions": [one()], "lessons": [lesson("end")]}))
    return CoursePage.objects.get(pk=course.pk)


def statement(key: str, step: str) -> dict[str, Any]:
    """A statement of the self-check."""
    return block("statement", key, {"key": key, "statement": f"J’ai fait {key}.", "step": step})
