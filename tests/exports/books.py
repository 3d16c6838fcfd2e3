"""Books to print without a database: a small one, and the starter content of Nantes in any language."""

import datetime
import uuid
from pathlib import Path
from typing import Any

import msgspec
import yaml
from django.utils.html import strip_tags

from cms.core import documents as core
from cms.core import legal
from cms.core.enums import Anchor, Situation, Tone
from cms.editions.documents import Drawing, Picture, Rendition, Rich, Source
from cms.kits import documents as d
from cms.kits.enums import CountryTopic, HealthKind, HousingKind, Iso, Mode, Topic
from cms.starter.building import rich_text
from exports.book import Book, KitPart

PAGES = Path(__file__).resolve().parents[2] / "cms" / "starter" / "pages"
KEY = "5d0cbb4e-63a5-4f3e-8a59-0e9f37ad6c11"
COVER = "covers/x.svg"
WATER = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" fill="none" stroke="#fff"><path d="M0 600L1200 500"/></svg>'
SOURCE = Source(title="Service public", url="https://www.service-public.gouv.fr/")
SEEN = Source(title="Naolib", url="https://naolib.fr/", seen_on=datetime.date(2026, 11, 2))
RICH = {"steps", "value", "body"}


def rich(text: str) -> Rich:
    """Rich text of one paragraph."""
    return Rich(html=f"<p>{text}</p>", text=strip_tags(text))


def png(width: int = 8, height: int = 6) -> bytes:
    """A small plain picture."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def one_of_each() -> dict[str, Any]:
    """A block of every kind that a kit may hold, by its tag, complete."""
    place = {
        "office": "Mairie",
        "address": "2 rue de l’Hôtel-de-Ville",
        "phone": "+33240419000",
        "email": "a@example.org",
        "url": "https://example.org/",
        "hours": "8 h à 18 h",
    }
    picture = Picture(id="7", alt="Le port", credit="CMA", renditions=(Rendition(file="images/port.png", width=1080, height=810, format="png"),))
    lines = (
        core.ChecklistItem(id="l1", text="Prends ta carte", anchor=Anchor.ARRIVAL, offset_days=-21, critical=True),
        core.ChecklistItem(id="l2", text="Note le numéro du tuteur"),
    )
    phrases = (
        core.Phrase(id="p1", key="hello", text="Bonjour", phonetic="bon-jour", situation=Situation.FIRST_DAY),
        core.Phrase(id="p2", key="help", text="Au secours", phonetic="o se-kour", situation=Situation.EMERGENCY),
    )
    blocks = [
        d.AdminTask(
            id="b1", text="Demande ta carte", applies_if="Tout le monde", deadline_days=-21, papers=("Pièce d’identité",), source=SOURCE, **place
        ),
        d.ArrivalRoute(
            id="b2",
            mode=Mode.TRAIN,
            from_place="Paris",
            to_place="Nantes",
            steps=rich("Sors côté nord."),
            minutes=130,
            ticket="En ligne",
            operator_url="https://example.org/",
            source=SOURCE,
        ),
        core.Callout(id="b3", tone=Tone.DANGER, body=rich("Ne paie jamais avant d’avoir vu.")),
        core.Checklist(id="b4", heading="Avant de partir", items=lines),
        core.Contact(id="b5", source=SEEN, **place),
        d.EarlyShift(id="b6", first_service="Demande la veille.", night="Bus de nuit", bike="Vélo", source=SOURCE),
        core.Fact(id="b7", heading="Tram", value=rich("Valide ton <b>ticket</b> : 50 km/h !"), valid_until=datetime.date(2027, 1, 31), source=SEEN),
        d.HealthPlace(id="b8", kind=HealthKind.PHARMACY, source=SOURCE, **place),
        d.Housing(id="b9", kind=HousingKind.FLAT, deposit="Un mois", fraud_signs=("On te presse",), source=SOURCE, **place),
        d.Leisure(id="b10", title="Jardin des Plantes", free=True, source=SOURCE, **place),
        d.Pass(
            id="b11",
            title="Naolib",
            for_whom="Tous",
            where="Distributeurs",
            url="https://naolib.fr/",
            price=2.5,
            price_seen_on=datetime.date(2026, 11, 1),
            source=SEEN,
        ),
        core.Phrasebook(id="b12", phrases=phrases),
        core.PictureBlock(id="b13", picture=picture),
        core.Quote(id="b14", text="Demande deux fois.", is_sample=True),
        core.Text(id="b15", body=Rich(html="<p><b>Dans la valise</b></p><ul><li>Une veste</li></ul>", text="Dans la valise Une veste")),
        core.UsefulLink(id="b16", text="Plan du réseau", url="https://example.org/plan", language="nl"),
        d.WorkCulture(id="b17", topic="Saluer", here="On salue chacun.", tip="Dis bonjour à tous.", source=SOURCE),
    ]
    return {block.tag(): block for block in blocks}


def small_book(*blocks: Any, **changes: Any) -> Book:
    """A kit of one chapter with ``blocks`` (all kinds where none is given). ``changes`` are fields of the book, of its part or of its kit."""
    kit = d.Kit(
        key=KEY,
        title="Nantes",
        language="fr",
        intro="Quatre semaines à Nantes.",
        city="Nantes",
        region="Pays de la Loire",
        latitude=47.22,
        longitude=-1.55,
        cover=Drawing(file=COVER, alt=""),
        first_48h=(core.ChecklistItem(id="f1", text="Préviens ta famille", anchor=Anchor.ARRIVAL, offset_days=0),),
        chapters=(
            d.Chapter(id="c1", topic=Topic.WORK, title="Travailler ici", lead="Ce qui change.", blocks=blocks or tuple(one_of_each().values())),
        ),
    )
    country = d.Country(
        key="c",
        title="France",
        language="fr",
        iso=Iso.FR,
        emergency=(
            d.EmergencyNumber(id="e1", number="112", when="Toute urgence.", source=SOURCE),
            d.EmergencyNumber(id="e2", number="114", when="Par message", by_text=True, source=SOURCE),
        ),
        chapters=(
            d.CountryChapter(
                id="cc",
                topic=CountryTopic.MINORS_AT_WORK,
                facts=(core.Fact(id="m1", heading="Travail de nuit", value=rich("Interdit."), source=SOURCE),),
            ),
        ),
    )
    given = {name: changes.pop(name) for name in list(changes) if name in Book.__struct_fields__}
    mine = {name: changes.pop(name) for name in list(changes) if name in KitPart.__struct_fields__}
    kit = mine.pop("kit", msgspec.structs.replace(kit, **changes))
    values = {"cited": given.get("cited", "fr-12"), "iso": "fr", "host_language": "fr", "country": country, "pairs": {}}
    return Book(
        document=kit,
        parts=(KitPart(kit=kit, **{**values, **mine}),),
        **{**bound(), **given},
    )


def bound(language: str = "fr") -> dict[str, Any]:
    """What all books have."""
    return {
        "key": KEY,
        "locale": language,
        "cited": f"{language}-12",
        "published_on": datetime.date(2026, 11, 24),
        "base_url": "https://kits.example.org",
        "online": f"https://kits.example.org/e/{KEY}/{language}-12",
        "line": legal.line(language),
        "disclaimer": legal.disclaimer(language),
        "media": {COVER: WATER, "images/port.png": png()},
    }


def starter_book(language: str, **changes: Any) -> Book:
    """Nantes as the starter content has it, in one of the six languages."""
    kit, country = (_document(name, language) for name in ("kits/nantes", "kits/france"))
    host = _document("kits/nantes", "fr")
    pairs = {} if language == "fr" else {phrase.key: phrase.text for phrase in host.phrases()}
    return small_book(**{**bound(language), "cited": f"{language}-1", "kit": kit, "country": country, "pairs": pairs, **changes})


def _document(name: str, language: str) -> Any:
    source = yaml.safe_load((PAGES / name / "fr.yaml").read_text(encoding="utf-8"))
    if language != "fr":
        source = _merged(source, yaml.safe_load((PAGES / name / f"{language}.yaml").read_text(encoding="utf-8")))
    values = _values(source, "")
    values["kind"] = values.pop("type")
    values |= {"key": KEY, "language": language}
    if values["kind"] == "kit":
        values["cover"] = {"file": COVER, "alt": ""}
        return msgspec.convert(values, d.Kit)
    return msgspec.convert(values, d.Country)


def _merged(source: Any, words: Any) -> Any:
    """The source with another language's words, item by item under the same key."""
    if isinstance(source, dict) and isinstance(words, dict):
        return {name: _merged(value, words[name]) if name in words else value for name, value in source.items()}
    if isinstance(source, list) and all(isinstance(item, dict) for item in source) and isinstance(words, list):
        by_key = {item["key"]: item for item in words}
        return [_merged(item, by_key.get(item["key"], {})) for item in source]
    return words


def _values(item: Any, name: str) -> Any:
    """A node of a starter file as a document's fields."""
    if isinstance(item, list):
        return [_values(value, "item") for value in item]
    if not isinstance(item, dict):
        if name in RICH:
            html = rich_text(item)
            return {"html": html, "text": strip_tags(html)}
        return item
    made = {key: _values(value, key) for key, value in item.items() if not key.startswith("source_")}
    made["id"] = str(uuid.uuid5(uuid.NAMESPACE_URL, item["key"])) if "key" in item else ""
    if "content" in made:
        made["blocks"] = made.pop("content")
    if item.get("source_title"):
        made["source"] = {"title": item["source_title"], "url": item["source_url"], "seen_on": item.get("source_seen_on")}
    return made
