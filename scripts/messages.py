"""Collects the strings of code and templates into the six catalogues under ``locale/``, and compiles them.

Message ids are English and are the English text, so that only what differs needs a translation there; a test wants every other one translated.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ["fr", "en", "es", "it", "de", "nl"]
PACKAGES = ["cms", "exports", "graphql/content_api", "site/website"]
KINDS = {".py", ".html", ".txt", ".xml", ".svg"}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}


def extracted() -> polib.POFile:
    """All strings of the code, without translations, in the order of the files. gettext's xgettext must be installed."""
    with tempfile.TemporaryDirectory(prefix="vr4m-messages-") as name:
        copy = Path(name)
        for package in PACKAGES:
            for file in sorted((ROOT / package).rglob("*")):
                if file.suffix in KINDS and "migrations" not in file.parts and "vendor" not in file.parts:
                    target = copy / file.relative_to(ROOT)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--extension", "html,txt,xml,svg,py"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run([*command, "--add-location", "file", "--no-wrap"], cwd=copy, check=True, env=environment, stdout=subprocess.DEVNULL)
        return polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def catalogue(language: str) -> Path:
    """The file of a language's texts."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def merge(language: str, strings: polib.POFile) -> polib.POFile:
    """The language's catalogue with exactly the ``strings``, each with the translation it had."""
    path = catalogue(language)
    kept = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    merged = polib.POFile(wrapwidth=0)
    merged.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS.get(language, "nplurals=2; plural=(n != 1);"),
    }
    for string in strings:
        known = kept.get((string.msgctxt, string.msgid))
        entry = polib.POEntry(msgid=string.msgid, msgctxt=string.msgctxt, msgid_plural=string.msgid_plural, comment=string.comment)
        entry.occurrences = [(file, "") for file in sorted({file for file, _ in string.occurrences})]
        entry.flags = [flag for flag in string.flags if flag != "fuzzy"]
        if string.msgid_plural:
            entry.msgstr_plural = known.msgstr_plural if known and known.msgid_plural else dict.fromkeys(range(2), "")
        elif known:
            entry.msgstr = known.msgstr
        if language == "en" and not entry.translated():
            entry.msgstr, entry.msgstr_plural = ("", {0: string.msgid, 1: string.msgid_plural}) if string.msgid_plural else (string.msgid, {})
        merged.append(entry)
    return merged


def main() -> None:
    """Renews all catalogues and says how many texts still lack a translation."""
    strings = extracted()
    for language in LANGUAGES:
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        merged = merge(language, strings)
        merged.save(str(path))
        merged.save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{language}: {len(merged)} texts, {len(merged.untranslated_entries())} without a translation")


if __name__ == "__main__":
    main()
