"""What hosts do with the timeline: type dates, tick, carry it to another device, print it. The script says what the server says."""

import datetime
import itertools
import random
import re

import pytest
from timeline_in_browser import KEPT, PATH, PHASE, SHOWN, TIMES, asked_by, tell

from cms.core.enums import Anchor
from cms.editions.documents import Rich
from cms.kits.enums import Iso
from cms.timeline.documents import LONGEST, SHORTEST, Stay, Step
from cms.timeline.enums import Repeat
from website import timeline as pages


def test_typing_a_date_changes_the_page_at_once_and_sends_nothing(reader):
    page = reader.open(PATH)
    assert page.evaluate(TIMES) == {}
    sent = asked_by(page)
    tell(page, arrival="2027-01-18", days="21", country="de", minor=True, role="tutor")
    page.wait_for_timeout(200)
    assert page.evaluate(SHOWN) == ["welcome", "meet", "induction", "feedback", "midterm", "farewell", "europass"]
    assert page.evaluate(TIMES)["farewell"].startswith("2027-02-05")
    assert page.locator("[data-arrives]").text_content().endswith("lundi 18 janvier 2027")
    assert page.locator("form.dates [name=departure]").input_value() == "2027-02-07"
    assert sent == [] and reader.context.cookies() == []
    assert page.url.endswith(PATH)
    assert reader.errors == [] and reader.refused() == []


def test_the_script_says_exactly_what_the_server_says(reading, site):
    """Days, their words, the order of steps, the sum and the next step, for the same stay."""
    query = "arrival=2027-04-26&days=84&country=nl&minor=1"
    plain = reading(java_script_enabled=False)
    plain.page.goto(f"{site.url}{PATH}?{query}")
    page = reading().open(PATH)
    tell(page, arrival="2027-04-26", days="84", country="nl", minor=True)
    bare = lambda words: re.sub(r"\s+", " ", words).strip()  # noqa: E731
    for selector in ("[data-step]:not([hidden]) .rule__day", "[data-sum]", "[data-next]", "[data-span]", "[data-arrives]"):
        said = [[bare(words) for words in page_.locator(selector).all_inner_texts()] for page_ in (plain.page, page)]
        assert said[0] == said[1] != [], selector
    hrefs = [re.sub(r"plan=[a-z0-9-]+", "", page_.locator("[data-calendar]").evaluate("e => e.href")) for page_ in (plain.page, page)]
    assert hrefs[0] == hrefs[1] == f"{site.url}{PATH}timeline.ics?{query}&"


def test_what_was_typed_is_kept_for_every_page_and_language(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", country="de", minor=True)
    days = page.evaluate(TIMES)
    page.reload()
    assert page.evaluate(TIMES) == days
    assert page.locator("form.dates [name=country]").input_value() == "de"
    page = reader.open(PHASE)
    assert page.evaluate(TIMES) == {key: day for key, day in days.items() if key in ("decide", "minors", "welcome")}
    assert page.locator("[data-country='de']").is_visible()
    assert page.locator("[data-country='fr']").is_hidden()
    page = reader.open("/nl" + PATH[3:])
    assert page.evaluate("document.querySelector('[data-step=decide] time').dateTime") == days["decide"][:10]


def test_ticks_are_kept_counted_and_the_next_step_moves_on(reader):
    page = reader.open(PATH)
    tell(page, arrival="2099-01-18", country="fr")
    assert page.locator("[data-next-link]").text_content() == "B1 Étape decide"
    page.get_by_role("checkbox", name="B1 Étape decide").check()
    assert page.locator("[data-next-link]").text_content() == "B20 Étape welcome"
    bar = page.locator("[data-summary=before] progress")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "2")
    page = reader.open(PHASE)
    assert page.locator("#decide").get_by_role("checkbox").is_checked()
    page.locator("#welcome").get_by_role("checkbox").check()
    page = reader.open(PATH)
    assert page.locator("[data-next-link]").text_content() == "D1 Étape meet"
    assert page.evaluate(KEPT)["ticks"] == ["decide", "welcome"]


def test_what_is_past_is_marked_until_it_is_ticked(reader):
    page = reader.open(PATH)
    tell(page, arrival="2026-01-19")
    late = page.locator("[data-step=decide] .late")
    assert late.is_visible()
    page.get_by_role("checkbox", name="B1 Étape decide").check()
    assert late.is_hidden()
    tell(page, arrival="2099-01-18")
    assert page.locator("[data-step=welcome] .late").is_hidden()


def test_all_done_is_said(reader):
    page = reader.open(PATH)
    for box in page.locator(".rule input[type=checkbox]").all():
        if box.is_visible():
            box.check()
    assert page.locator("[data-all-done]").is_visible()
    assert page.locator("[data-next]").is_hidden()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"days": "1"}, "days"), ({"days": "366"}, "days"), ({"arrival": "1999-01-01"}, "arrival"), ({"departure": "2027-01-17"}, "departure")],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost(reader, fields, field):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", country="fr")
    before = page.evaluate(TIMES)
    tell(page, **fields)
    assert page.locator(f"#{field}-error").text_content()
    assert page.locator(f"form.dates [name={field}]").get_attribute("aria-invalid") == "true"
    assert page.evaluate(TIMES) == before
    assert page.evaluate(KEPT)["arrival"] == "2027-01-18"
    page.locator("form.dates .btn").click()
    assert page.evaluate("document.activeElement.name") == field
    tell(page, **{field: {"days": "28", "arrival": "2027-01-18", "departure": "2027-02-14"}[field]})
    assert page.locator(f"#{field}-error").text_content() == ""
    assert page.evaluate(TIMES) == before


def test_lengths_at_one_touch_and_by_departure(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18")
    page.get_by_role("button", name="12").click()
    assert page.locator("form.dates [name=departure]").input_value() == "2027-04-11"
    assert "long" in page.evaluate(SHOWN)
    tell(page, departure="2027-01-27")
    assert page.locator("form.dates [name=days]").input_value() == "10"
    assert "midterm" not in page.evaluate(SHOWN)


def test_a_year_that_the_page_does_not_know_is_asked_of_the_server(reader):
    page = reader.open(PATH)
    tell(page, country="fr")
    with page.expect_navigation():
        tell(page, arrival="2041-07-13")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(TIMES)["induction"].startswith("2041-07-15")  # after a Saturday, Bastille Day on a Sunday
    assert page.evaluate(KEPT)["arrival"] == "2041-07-13"
    assert reader.errors == []


def test_everything_works_without_scripts(reading, site):
    reader = reading(java_script_enabled=False)
    page = reader.page
    page.goto(site.url + PATH)
    tell(page, arrival="2027-01-18", departure="2027-02-07", country="de", minor=True, role="tutor")
    page.locator("form.dates .btn").click()
    assert "arrival=2027-01-18" in page.url
    assert page.locator("[data-step=farewell] time").get_attribute("datetime") == "2027-02-05"
    assert page.locator("[data-step=decide]").is_hidden()
    page.get_by_role("link", name=re.compile("Avant l’arrivée")).last.click()
    assert "/avant/?arrival=2027-01-18&days=21&country=de&minor=1&role=tutor" in page.url
    assert page.locator("#welcome time").count() == 1
    page.locator("#welcome details summary").click()
    assert page.locator("#welcome details .prose").is_visible()
    page.locator("#welcome").get_by_role("checkbox").check()
    assert page.get_by_role("button", name=re.compile("Cop")).count() == 0
    page.get_by_role("link", name="Accueillir, pas à pas").first.click()
    assert reader.errors == []


def test_a_broken_memory_is_no_memory(reader):
    for kept in ("{", '"x"', "[1]", '{"arrival":"2027-02-30","days":"x","country":7,"ticks":{"a":1},"role":"boss","plan":"<b>"}', "null"):
        page = reader.open(PATH)
        page.evaluate("text => localStorage.setItem('stay', text)", kept)
        page.reload()
        assert page.evaluate(TIMES) == {}
        assert page.locator("form.dates [name=days]").input_value() == "28"
    assert reader.errors == []


def test_without_storage_the_address_keeps_the_stay(reader):
    reader.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", country="de")
    assert "arrival=2027-01-18" in page.url
    page.get_by_role("link", name=re.compile("Avant l’arrivée")).last.click()
    assert page.locator("#welcome time").count() == 1
    assert reader.errors == []


def test_words_can_be_copied(reader):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(PHASE)
    page.locator("#welcome [data-copy]").click()
    page.locator("#welcome [data-copied]").get_by_text(re.compile(".")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Bonjour !\nRendez-vous à 8 h."


def test_where_copying_is_refused_the_words_are_marked(reader):
    reader.context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))")
    page = reader.open(PHASE)
    page.locator("#welcome [data-copy]").click()
    page.locator("#welcome [data-copied]").get_by_text(re.compile(".")).wait_for()
    assert page.evaluate("getSelection().toString()").strip() == "Bonjour !\nRendez-vous à 8 h."


def test_paper_gets_a_list_to_tick_with_its_dates_and_no_controls(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", country="fr", role="tutor")
    page.emulate_media(media="print")
    for selector in (".dates", ".take", ".trio", ".wrong", ".rule__more", "[data-next]"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("[data-step=welcome] time").is_visible()
    assert page.locator("[data-step=welcome] input").is_visible()
    assert page.locator("[data-step=decide]").is_hidden()
    page.emulate_media(media="screen")
    page = reader.open(PHASE)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#welcome details .prose").is_visible()
    assert page.locator("a[data-carry][href^=http]").count() == 0  # paper prints addresses of other sites only


def test_a_link_to_a_step_shows_it_although_it_came_with_the_stay(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", minor=True)
    page = reader.open(f"{PHASE}#minors")
    assert page.locator("#minors").is_visible()
    assert 0 <= page.locator("#minors").bounding_box()["y"] < 200


def test_help_is_at_hand_wherever_one_reads(reader):
    page = reader.open(PATH)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    link = page.get_by_role("link", name="Accident, maladie, conflit")
    assert 0 <= link.bounding_box()["y"] < 844
    link.click()
    assert page.url.endswith("/pendant/#trouble")
    assert page.locator("#trouble h2").bounding_box()["y"] >= page.locator(".wrong").bounding_box()["height"]


def test_the_calendar_of_the_script_is_that_of_the_server(reader):
    """Three hundred stays in five countries and none, with steps of every anchor, each day compared."""
    chance = random.Random(2027)
    offsets, offices, repeats = (-120, -65, -7, 0, 4, 14, 64), (False, True), (None, Repeat.WEEKLY)
    kinds = [
        {"anchor": anchor, "offset_days": offset, "office": office, "repeat": repeat}
        for anchor, offset, office, repeat in itertools.product(Anchor, offsets, offices, repeats)
    ]
    steps = [Step(id="1", key="x", number="1", title="x", why="x", how=Rich(html="", text=""), **kind) for kind in kinds]
    stays = [
        Stay(
            arrival=datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(3 * 365)),
            days=chance.choice((SHORTEST, 3, 5, 14, 21, 28, 29, 84, LONGEST, chance.randint(SHORTEST, LONGEST))),
            country=chance.choice((None, *Iso)),
        )
        for _ in range(300)
    ]
    wanted = [
        [stay.arrival, stay.departure(), stay.first_workday(), stay.midpoint(), stay.end()]
        + [day for step in steps for day in (step.day(stay), step.last_day(stay))]
        for stay in stays
    ]
    given = {
        "holidays": pages.holidays(range(2024, 2032)),
        "stays": [{"arrival": stay.arrival.isoformat(), "days": stay.days, "country": stay.iso} for stay in stays],
        "steps": [{"anchor": k["anchor"].value, "offset": k["offset_days"], "office": k["office"], "weekly": k["repeat"] is not None} for k in kinds],
    }
    page = reader.open(PATH)
    found = page.evaluate(
        """async ({holidays, stays, steps}) => {
            const { Stay, day, iso } = await import('/static/js/stay.js');
            return stays.map((told) => {
                const stay = new Stay({ ...told, arrival: day(told.arrival) }, holidays);
                if (!stay.isCovered()) throw new Error('not covered');
                const days = [stay.arrival, stay.departure(), stay.firstWorkday(), stay.midpoint(), stay.end()];
                return days.concat(steps.flatMap((step) => [stay.dayOf(step), stay.lastDayOf(step)])).map(iso);
            });
        }""",
        given,
    )
    assert found == [[day.isoformat() for day in days] for days in wanted]
