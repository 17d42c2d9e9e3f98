"""How many questions named people are asked, and how many words they read, until they have their result.

Run it with ``.venv/bin/python -m benchmarks.prompts [--lang da|en]``. Everybody of tests/cases and
tests/told.yaml answers by the numbers in the list, looks at nothing again and skips the private lines unless
something is ticked there. Counted is what the plain screen writes: the welcome, every question with its lines
and keys, the answers read back, and the overview at the end. The result is not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baekken_cli.classify import is_emergency
from baekken_cli.interview import path, shown_options
from baekken_cli.messages import say
from baekken_cli.model import NONE, SKIP, Answer, Answers, Content, Facts, Language, Question
from baekken_cli.prompts import start
from baekken_cli.screen import Ended, PlainScreen, Style
from tests import test_cases, test_told

LANGUAGES: tuple[Language, ...] = ("da", "en")
DO_NOT_KNOW, OPEN, CLOSED, ON = "ved ikke", "ja", "s", "="


@dataclass(frozen=True, slots=True)
class Row:
    """One person: who, how many questions, how many words."""

    name: str
    questions: int
    words: int


class Counting(PlainScreen):
    """Types a script and counts the words that are written; nothing is shown."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(io.StringIO(), io.StringIO(), None)
        self.lines = iter(lines)
        self.words = 0

    def write(self, text: str = "", style: Style = "normal", indent: str = "") -> None:  # noqa: ARG002
        self.words += len(indent.split()) + len(text.split())

    def read(self) -> str:
        try:
            return next(self.lines)
        except StopIteration:
            raise Ended from None


def row(content: Content, name: str, answers: Answers, language: Language) -> Row:
    """One interview from the first line to where the result would stand."""
    asked = asked_of(content, answers)
    screen = Counting([*(line for one in asked for line in typed(*one)), ON])
    for code in ("welcome_emergency", "welcome"):
        screen.write(say(code, language))
    interviewer = start(content, screen, language, dt.date(2026, 11, 23), {})
    given = interviewer.run()
    return Row(name, len(given), screen.words)


Asked = tuple[Question, Facts, Answer]


def asked_of(content: Content, answers: Answers) -> list[Asked]:
    """The questions in the order asked, each with its answer; an emergency ends them."""
    found: list[Asked] = []
    given: dict[str, Answer] = {}
    for question, facts in path(content.questionnaire, answers):
        given[question.id] = answers[question.id]
        found.append((question, facts, answers[question.id]))
        if is_emergency(content, given):
            break
    return found


def typed(question: Question, facts: Facts, answer: Answer) -> Iterator[str]:
    """The lines that give an answer, by number."""
    ids = answer if isinstance(answer, tuple) else (answer,)
    if question.gate:
        closed = ids in ((SKIP,), (NONE,))
        yield CLOSED if closed else OPEN
        if closed:
            return
    elif question.kind == "number":
        yield str(answer) if isinstance(answer, int) else DO_NOT_KNOW
        if isinstance(answer, int) or question.unit == "score":
            return
    shown = [option.id for option in shown_options(question, facts)]
    yield " ".join(str(shown.index(str(one)) + 1) for one in ids)


def people() -> list[tuple[str, Answers]]:
    """Everybody, by name."""
    cases = [(one.name, one.answers) for one in test_cases.ALL]
    return [*cases, *((one.name, one.answers) for one in test_told.PEOPLE)]


def rows(content: Content, language: Language) -> list[Row]:
    """Everybody, fewest words first."""
    found = [row(content, name, answers, language) for name, answers in people()]
    return sorted(found, key=lambda one: (one.words, one.questions, one.name))


def table(found: Sequence[Row]) -> Iterator[str]:
    """A line each, and below them the median and the worst of both."""
    yield "| person | questions | words |\n|---|---|---|"
    for one in found:
        yield f"| {one.name} | {one.questions} | {one.words} |"
    questions, words = [one.questions for one in found], [one.words for one in found]
    yield f"| median | {statistics.median(questions):g} | {statistics.median(words):g} |"
    yield f"| worst | {max(questions)} | {max(words)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lang", choices=LANGUAGES, default="da")
    language: Language = "en" if parser.parse_args(arguments).lang == "en" else "da"
    for line in table(rows(test_cases.CONTENT, language)):
        print(line)


if __name__ == "__main__":
    main()
