"""What the tests of exports share: an engine of this process, and files on disk for tools that want them."""

import os
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.pool import FONTS

os.environ["FONTCONFIG_FILE"] = str(FONTS)  # before WeasyPrint looks for fonts
warnings.filterwarnings("ignore", "No fonts configured", UserWarning)


@pytest.fixture(scope="session")
def printer():
    """The engine, loaded once."""
    from exports.print.engine import engine

    return engine()


@pytest.fixture
def tool(tmp_path: Path) -> Callable[..., str]:
    """Runs a command-line tool on a PDF's bytes, as its last argument or in place of ``{}``, and returns what it prints."""

    def run(data: bytes, *command: str) -> str:
        file = tmp_path / "file.pdf"
        file.write_bytes(data)
        words = [word.replace("{}", str(file)) for word in command]
        if words == list(command):
            words.append(str(file))
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture
def text_of(tool: Callable[..., str]) -> Callable[[bytes], list[str]]:
    """The text of each page."""
    return lambda data: tool(data, "pdftotext", "-layout", "{}", "-").split("\f")[:-1]
