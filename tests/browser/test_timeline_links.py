"""A stay from elsewhere: links that tell one, and the code that carries it to another device. Nothing is overwritten unasked."""

import re

import pytest
import segno
from timeline_in_browser import KEPT, PATH, SHOWN, TIMES, asked_by, tell


def test_a_link_with_a_stay_is_taken_where_none_is_kept(reader):
    page = reader.open(f"{PATH}?arrival=2027-03-01&days=14&plan=plan-of-a-colleague")
    assert page.evaluate(KEPT)["plan"] == "plan-of-a-colleague"
    assert page.url.endswith(PATH)
    assert page.evaluate(TIMES)["meet"].startswith("2027-03-01")


def test_a_link_that_chooses_a_role_leaves_the_stay(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", days="21", country="de")
    page = reader.open(f"{PATH}?role=team")
    assert page.evaluate(SHOWN) == ["induction"]
    assert {name: page.evaluate(KEPT)[name] for name in ("arrival", "days", "country", "role")} == {
        "arrival": "2027-01-18",
        "days": 21,
        "country": "de",
        "role": "team",
    }


def test_a_date_is_not_called_wrong_while_it_is_typed(reader):
    page = reader.open(PATH)
    page.locator("form.dates [name=arrival]").focus()
    page.keyboard.type("01180002")
    assert page.locator("#arrival-error").text_content() == ""
    page.keyboard.press("Tab")
    page.locator("form.dates [name=days]").focus()
    assert page.locator("#arrival-error").text_content() != ""


@pytest.mark.parametrize("replace", [True, False])
def test_a_link_with_another_stay_asks_first(reader, replace):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18")
    page.get_by_role("checkbox", name="B1 Étape decide").check()
    page = reader.open(f"{PATH}?arrival=2027-03-01&days=14&plan=plan-of-a-colleague")
    assert page.locator("[data-notice]").is_visible()
    assert page.evaluate(KEPT)["arrival"] == "2027-01-18"
    page.locator("[data-replace]" if replace else "[data-keep]").click()
    assert page.evaluate(KEPT)["arrival"] == ("2027-03-01" if replace else "2027-01-18")
    assert page.evaluate(KEPT)["ticks"] == ([] if replace else ["decide"])
    assert page.evaluate(TIMES)["meet"].startswith("2027-03-01" if replace else "2027-01-18")
    assert page.url.endswith(PATH)


def code_of(page):
    """The link for another device, with its code drawn."""
    page.locator("[data-carry-on]").click()
    page.locator("[data-drawn] svg").wait_for()
    return page.locator("#carry-link").input_value()


def test_a_stay_is_carried_to_another_device_behind_the_hash_alone(reading, site):
    first = reading()
    page = first.open(PATH)
    tell(page, arrival="2027-01-18", days="21", country="it", minor=True, role="tutor")
    page.get_by_role("checkbox", name="B20 Étape welcome").check()
    sent = asked_by(page)
    link = code_of(page)
    assert [url for url in sent if "uqr" not in url] == []
    assert "#stay=" in link and "?" not in link
    mine = page.evaluate(KEPT)
    second = reading()
    asked: list[str] = []
    second.page.on("request", lambda request: asked.append(request.url))
    other = second.open(link.removeprefix(site.url))
    assert other.evaluate(KEPT) == mine
    assert other.locator("[data-notice]").is_visible()
    assert other.url.endswith(PATH)
    assert other.get_by_role("checkbox", name="B20 Étape welcome").is_checked()
    assert not any("2027" in url or "stay=" in url for url in asked)
    assert first.errors == second.errors == [] and first.refused() == second.refused() == []


DRAWN = """async (text) => {
    const { drawn } = await import('/static/js/carry.js');
    const svg = await drawn(text, document.querySelector('[data-timeline]').dataset.code);
    return [svg.getAttribute('viewBox'), svg.lastChild.getAttribute('d')];
}"""


@pytest.mark.parametrize("length", [134, 230])
def test_the_code_is_what_others_draw(reader, length):
    """Another maker of codes draws the same, with one of the eight masks of the standard; texts that fill a code, since fillings may differ."""
    text = f"{reader.site.url}{PATH}#stay=".ljust(length, "W")
    box, path = reader.open(PATH).evaluate(DRAWN, text)
    dark = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    codes = [segno.make(text, error="l", mask=mask, mode="byte", boost_error=False, micro=False) for mask in range(8)]
    assert box == f"0 0 {len(codes[0].matrix) + 8} {len(codes[0].matrix) + 8}"
    assert dark in [{(x, y) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module} for code in codes]


def test_the_code_on_the_page_holds_the_link_and_is_large_enough_for_a_camera(reader):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18", country="it")
    for box in page.locator(".rule input[type=checkbox]").all():
        if box.is_visible():
            box.check()
    link = code_of(page)
    svg = page.locator("[data-drawn] svg")
    assert [svg.get_attribute("viewBox"), svg.locator("path").last.get_attribute("d")] == page.evaluate(DRAWN, link)
    assert svg.bounding_box()["width"] > 4 * int(svg.get_attribute("viewBox").split()[2])


def altered(link: str):
    """Links that were cut, mistyped or made up."""
    head, _, text = link.partition("#stay=")
    encode = "(value) => btoa(JSON.stringify(value)).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')"
    made = [
        [1, "2027-02-30", 28, "fr", 0, "", "plan-0001", ""],
        [1, "2027-01-18", 999, "fr", 0, "", "plan-0001", ""],
        [1, "2027-01-18", 28, "xx", 0, "", "plan-0001", ""],
        [1, "2027-01-18", 28, "fr", 2, "", "plan-0001", ""],
        [1, "2027-01-18", 28, "fr", 0, "boss", "plan-0001", ""],
        [1, "2027-01-18", 28, "fr", 0, "", "<script>", ""],
        [1, "2027-01-18", 28, "fr", 0, "", "plan-0001", "Z99"],
        [2, "2027-01-18", 28, "fr", 0, "", "plan-0001", ""],
        {"arrival": "2027-01-18"},
        None,
    ]
    return head, encode, ["", text[:-7], text[3:], text + "x" * 5000, "%%%", "ä"], made


def test_a_damaged_link_changes_nothing_and_says_so_kindly(reader, site):
    page = reader.open(PATH)
    tell(page, arrival="2027-01-18")
    link = code_of(page)
    before = page.evaluate(KEPT)
    _, encode, texts, made = altered(link)
    for text in [*texts, *(page.evaluate(encode, value) for value in made)]:
        page.goto("about:blank")
        page.goto(f"{site.url}{PATH}#stay={text}")
        page.locator("[data-notice]").wait_for()
        assert page.locator("[data-notice-choice]").is_hidden(), text
        assert page.evaluate(KEPT) == before, text
        assert page.url.endswith(PATH), text
        assert page.evaluate(TIMES)["meet"].startswith("2027-01-18")
    assert reader.errors == []


@pytest.mark.parametrize("replace", [True, False])
def test_a_code_never_overwrites_another_stay_unasked(reading, site, replace):
    page = reading().open(PATH)
    tell(page, arrival="2027-03-01")
    link = code_of(page)
    other = reading().open(PATH)
    tell(other, arrival="2027-01-18")
    other.get_by_role("checkbox", name="D1 Étape meet").check()
    before = other.evaluate(KEPT)
    other.goto(link)
    other.locator("[data-notice-choice]").wait_for()
    assert other.evaluate(KEPT) == before
    other.locator("[data-replace]" if replace else "[data-keep]").click()
    assert other.evaluate(KEPT) == (page.evaluate(KEPT) if replace else before)
    assert other.evaluate(TIMES)["meet"].startswith("2027-03-01" if replace else "2027-01-18")
