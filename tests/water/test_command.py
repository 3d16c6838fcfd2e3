"""``python -m cms.water``."""

import pytest

from cms.water import draw
from cms.water.__main__ import main


def test_command_prints_the_cover(capsys):
    assert main(["47.22", "-1.55", "--stroke", "#fff"]) == 0
    assert capsys.readouterr().out == draw(47.22, -1.55, stroke="#fff") + "\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["91", "0"], "The latitude 91.0 is outside the map of Europe"), (["47", "0", "--stroke", "red"], "The colour 'red' is none")],
)
def test_command_refuses_with_a_sentence(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2
    assert sentence in capsys.readouterr().err
