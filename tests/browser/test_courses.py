"""Courses in a browser: a module is worked through and remembered, carried to another device, and answered without script as well."""

from playwright.sync_api import expect

COURSE, MODULE = "/fr/courses/safety/", "/fr/courses/safety/module-1/"
KEPT = "JSON.parse(localStorage.getItem('courses'))['vr4m-safety']"


def answer(page, key, *options, places=()):
    """Answers a question as people do, and returns it."""
    quiz = page.locator(f"[data-quiz='{key}']")
    for option in options:
        quiz.locator(f"input[value='{option}']").check()
    for option, place in places:
        quiz.locator(f"[data-option='{option}'] select").select_option(f"{option}:{place}")
    quiz.locator("[data-check] button").click()
    return quiz


def test_a_module_is_worked_through_remembered_and_carried(reader, reading):
    page = reader.open(MODULE)
    page.locator("[data-lesson=machine] .lesson__done input").check()
    wrong = answer(page, "one", "bad")
    expect(wrong.locator("[data-verdict]")).to_be_visible()
    expect(wrong.locator("[data-option=bad]")).to_have_class("quiz__option is-wrong")
    expect(wrong.locator("[data-option=bad] [data-why]")).to_be_visible()
    expect(wrong.locator("[data-option=good] [data-why]")).to_be_hidden()
    wrong.locator("input[value=good]").check()
    expect(wrong.locator("[data-verdict]")).to_be_hidden()
    expect(answer(page, "one").locator("[data-verdict]")).to_have_class("verdict")
    order = answer(page, "order", places=[("show", 1), ("say", 1), ("do", 3), ("check", 4)])
    expect(order.locator("[data-error]")).not_to_be_empty()
    expect(answer(page, "order", places=[("say", 2)]).locator("[data-verdict]")).to_have_class("verdict")
    page.locator("#country").select_option("fr")
    expect(page.locator("[data-quiz=german]")).to_be_hidden()
    expect(page.locator("[data-country=de]").first).to_be_hidden()

    page = reader.open(MODULE)
    expect(page.locator("[data-lesson=machine] .lesson__done input")).to_be_checked()
    expect(page.locator("[data-quiz=one] [data-verdict]")).to_have_class("verdict")
    expect(page.locator("[data-quiz=order] [data-option=do] select")).to_have_value("do:3")
    expect(page.locator("#country")).to_have_value("fr")

    page = reader.open(COURSE)
    expect(page.locator("[data-go]")).to_have_attribute("href", f"{MODULE}#help")
    expect(page.locator("progress")).to_have_js_property("value", 1)
    page.locator("[data-ready]").check()
    expect(page.locator(".ready__gap")).to_be_hidden()
    page.locator("[data-carry-on]").click()
    expect(page.locator("[data-drawn] svg")).to_be_visible()
    link = page.locator("#carry-link").input_value()
    kept = page.evaluate(KEPT)

    other = reading()
    there = other.open(link.removeprefix(other.site.url))
    expect(there.locator("[data-notice]")).to_be_visible()
    assert there.evaluate(KEPT) == kept
    assert "#" not in there.url
    broken = reading()
    there = broken.open(link.removeprefix(broken.site.url)[:-9])
    expect(there.locator("[data-notice]")).to_be_visible()
    assert there.evaluate("localStorage.getItem('courses')") is None

    page = reader.open("/fr/certificate/vr4m-safety/")
    expect(page.locator("#country")).to_have_value("fr")
    expect(page.locator("input[name='module-1.one'][value=good]")).to_be_checked()
    expect(page.locator("[data-option=do] select")).to_have_value("do:3")
    assert reader.refused() == other.refused() == []
    assert reader.errors == other.errors == broken.errors == []


def test_a_module_is_answered_without_script(reading):
    page = reading(java_script_enabled=False).page
    page.goto(f"{reading().site.url}{MODULE}")
    page.locator("input[name=one][value=good]").check()
    page.locator("input[name=truth][value=true]").check()
    page.locator("[data-all] button").click()
    expect(page.locator("[data-quiz=one] .verdict")).to_have_class("verdict")
    expect(page.locator("[data-quiz=truth] .verdict")).to_have_class("verdict verdict--no")
    expect(page.locator("[data-quiz=several] [data-error]")).not_to_be_empty()
    expect(page.locator("input[name=one][value=good]")).to_be_checked()
    page.locator(".scenario summary").first.click()
    expect(page.get_by_text("Le tuteur remet le carter.")).to_be_visible()
