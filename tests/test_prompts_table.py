"""The table of questions and words: everybody is in it, and its numbers are right."""

from __future__ import annotations

import datetime as dt
import io
import statistics

import pytest

from baekken_cli import prompts
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import Answers, Language
from baekken_cli.screen import PlainScreen
from benchmarks import prompts as table
from tests import test_cases, test_told
from tests.builders import EMERGENCY, LANGUAGES

CONTENT = load_content()
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
A_FEW = test_cases.ALL[::40]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some of the people, so that it does not take long."""
    monkeypatch.setattr(test_cases, "ALL", A_FEW)
    monkeypatch.setattr(test_told, "PEOPLE", test_told.PEOPLE[:2])


def printed(capsys: pytest.CaptureFixture[str], language: Language) -> list[list[str]]:
    """The cells of every line below the head."""
    table.main(["--lang", language])
    lines = capsys.readouterr().out.splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").rsplit("|", 2)] for line in lines]


@pytest.mark.usefixtures("few")
@EACH_LANGUAGE
def test_a_line_for_everybody(capsys: pytest.CaptureFixture[str], language: Language) -> None:
    """Each person once, fewest words first."""
    people = printed(capsys, language)[:-2]
    names = [one.name for one in test_cases.ALL] + [one.name for one in test_told.PEOPLE]
    assert sorted(one[0] for one in people) == sorted(names)
    assert len(names) > 8
    words = [int(one[2]) for one in people]
    assert words == sorted(words)


@pytest.mark.usefixtures("few")
def test_median_and_worst_are_those_of_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Of questions and of words, each by itself."""
    *people, median, worst = printed(capsys, "da")
    numbers = [[int(one[column]) for one in people] for column in (1, 2)]
    assert median == ["median", *(f"{statistics.median(one):g}" for one in numbers)]
    assert worst == ["worst", *(str(max(one)) for one in numbers)]


SIMPLE: dict[str, tuple[Answers, str, int]] = {
    "an emergency ends it": (EMERGENCY, "1\n30\n1\n", 3),
    "out of scope, and the overview": ({"stage": "neither"}, "4\n=\n", 1),
    "weeks in steps": ({**EMERGENCY, "weeks_pregnant": "about_24_36"}, "1\nved ikke\n4\n1\n", 3),
}


@EACH_LANGUAGE
@pytest.mark.parametrize("name", SIMPLE)
def test_the_numbers_are_those_of_the_screen(name: str, language: Language) -> None:
    """Every word that stands on a plain screen by then, but for the prompts."""
    answers, lines, questions = SIMPLE[name]
    out = io.StringIO()
    screen = PlainScreen(out, io.StringIO(lines), None)
    for code in ("welcome_emergency", "welcome"):
        screen.write(say(code, language))
    prompts.start(CONTENT, screen, language, dt.date(2026, 11, 23), {}).run()
    words = [word for word in out.getvalue().split() if word != ">"]
    assert table.row(CONTENT, "she", answers, language) == table.Row("she", questions, len(words))
