"""All templates of the web compile, and none breaks the strict content security policy. Print has an engine and tests of its own."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.utils import get_app_template_dirs

ROOT = Path(settings.BASE_DIR)
FOLDERS = sorted(path for path in map(Path, get_app_template_dirs("templates")) if path.is_relative_to(ROOT) and ".venv" not in path.parts)
TEMPLATES = sorted((folder, path.relative_to(folder).as_posix()) for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
WEB = [(folder, name) for folder, name in TEMPLATES if name.endswith(".html")]
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
STYLE = re.compile(r"<[a-z][^>]*\sstyle\s*=|<style\b", re.IGNORECASE)


def told(pair: tuple[Path, str]) -> str:
    return f"{pair[0].parent.name}:{pair[1]}"


def test_there_are_templates():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("template", TEMPLATES, ids=told)
def test_it_compiles(template):
    folder, name = template
    engines["django"].from_string((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", WEB, ids=told)
def test_it_has_no_style_and_no_script_inside(template):
    folder, name = template
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", (folder / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert STYLE.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []
    assert HANDLER.findall(text) == []
