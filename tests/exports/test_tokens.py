"""Print has the website's colours and faces, in sheets of its own."""

import re
from pathlib import Path

from exports.print import document

PRINT = Path(document.HERE) / "css" / "tokens.css"
WEB = Path(__file__).resolve().parents[2] / "site" / "website" / "static" / "css" / "tokens.css"
PROPERTY = re.compile(r"--([\w-]+):\s*([^;}]+?)\s*(?=[;}])")
OF_SCREENS = {"head", "text"}  # stacks: print has the first family alone


def tokens(file: Path) -> dict[str, dict[str, str]]:
    """Custom properties by selector, of the light theme."""
    sheet = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S))
    found: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        found.setdefault(selector.strip(), {}).update(PROPERTY.findall(body))
    return found


def test_every_token_of_print_has_the_website_s_value() -> None:
    ours, theirs = tokens(PRINT), tokens(WEB)
    assert len(ours) >= 6
    for selector, properties in ours.items():
        shared = {name: value for name, value in properties.items() if name not in OF_SCREENS}
        assert {name: theirs.get(selector, {}).get(name) for name in shared} == shared


def test_faces_are_the_website_s_first_choice() -> None:
    ours, theirs = tokens(PRINT)[":root"], tokens(WEB)[":root"]
    for name in OF_SCREENS:
        assert theirs[name].startswith(ours[name])


def test_print_sheets_name_colours_only_by_token_but_for_white_and_the_tint_of_alarm() -> None:
    used = {
        colour for file in PRINT.parent.glob("*.css") if file != PRINT for colour in re.findall(r"#[0-9a-f]{3,6}\b", file.read_text(encoding="utf-8"))
    }
    assert used == {"#fff", "#fbe9e7"}
