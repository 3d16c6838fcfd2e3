"""What the browser tests of kits share: addresses, what the page remembers, and coming near a tool, whose script is loaded then."""

import pytest

KIT = "/fr/kits/france/nantes/"
GERMAN = "/de/kits/france/nantes/"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def stored(page) -> dict[str, str]:
    return page.evaluate("Object.fromEntries(Object.entries(localStorage))")


def come_near(page, selector: str) -> None:
    """Scrolls to a tool, whose script comes then; the budget is put into the page by its own."""
    page.locator("*:has(> [data-budget])" if selector == ".budget" else selector).first.evaluate("element => element.scrollIntoView()")
    page.locator(selector).first.wait_for()


def until(page, expression: str) -> None:
    """Waits until an expression is true; asks from here, since the page's policy lets nobody evaluate a text in it."""
    for _ in range(100):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(100)
    pytest.fail(expression)


def begin_dates(page) -> None:
    """Goes to the form of the dates, whose script comes then; its own words at the fields are the last thing that it sets up."""
    page.locator("#stay-arrival").focus()
    until(page, "document.querySelector('.stay__form').noValidate")


def type_dates(page, arrival: str, days: str = "28") -> None:
    begin_dates(page)
    page.locator("#stay-arrival").fill(arrival)
    page.locator("#stay-days").fill(days)
