"""What the browser tests of the timeline share: what is shown and kept, and how people fill the form."""

PATH = "/fr/accueillir/"
PHASE = f"{PATH}avant/"
SHOWN = "[...document.querySelectorAll('[data-step]')].filter(e => !e.hidden).map(e => e.dataset.step)"
TIMES = """Object.fromEntries([...document.querySelectorAll('[data-step]:not([hidden]) time')]
    .map(e => [e.closest('[data-step]').dataset.step, e.dateTime + e.textContent]))"""
KEPT = "JSON.parse(localStorage.getItem('stay'))"


def tell(page, **fields):
    """Fills the form as people do."""
    for name, value in fields.items():
        field = page.locator(f"form.dates [name={name}]")
        if name == "minor":
            field.set_checked(value)
        elif name in ("country", "role"):
            field.select_option(value)
        else:
            field.fill(value)
            field.blur()


def asked_by(page):
    """Every request from now on."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    return found
