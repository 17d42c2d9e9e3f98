"""Fuzzing of what is typed, at every prompt. Each target takes bytes and gives nothing.

It raises AssertionError where what was typed is misread, where a line acts on the terminal, or where the
result is not that of the answers that stand at the end.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import random
import re
import unicodedata
from collections.abc import Sequence

from baekken_cli import understand
from baekken_cli.asking import Asker, Back, Look
from baekken_cli.classify import classify, is_emergency
from baekken_cli.conditions import worded
from baekken_cli.course import Course
from baekken_cli.export import FORMATS
from baekken_cli.interview import check_answer, missing, on_path, shown_options
from baekken_cli.model import NONE, Answer, Facts, Language, Option, Question
from baekken_cli.prompts import Interviewer, start
from baekken_cli.saving import page_text
from baekken_cli.screen import Ended, PlainScreen
from baekken_cli.understand import WORDS, NotUnderstood, Typed, tidy
from baekken_cli.wishes import Wishes
from benchmarks.fuzz_material import CONTENT, NASTY, Dice, Step, interview, is_inert, needs
from tests.oracle import judge

LANGUAGES: tuple[Language, ...] = ("da", "en")
TODAY = dt.date(2026, 11, 22)
KEYS = tuple(word for words in WORDS.values() for word in words)
SAID = (
    "ja", "nej", "yes", "no", "j", "n", "s", "skip", "ved ikke", "don't know", "ingen", "none", "to", "en",
    "one", "seven", "nr. 2", "#3", "1 3", "1,2", "1-3", "6-7", "3 til 5", "1 og 2", "7/10", "6,5", "ca. 7",
    "31+4", "uge 31", "31 uger", "12. marts", "1/3", "2026-12-24", "24-12-2026", "3 måneder", "13 weeks",
    "4 dage", "i går", "yesterday", "about 3 months", "halvandet år", "31/2", "29.2.2027", "uge 100",
)  # fmt: skip
MOST_LINES = 120


@functools.cache
def steps() -> tuple[Step, ...]:
    """Questions as they are asked in forty random interviews."""
    chance = random.Random(1)
    return tuple(step for _ in range(40) for step in interview(Dice(chance.randbytes(200)))[1])


def typed_line(dice: Dice, options: Sequence[Option], facts: Facts) -> str:
    """Something to type: what fits, what nearly fits, keys, and what nobody should type."""
    kind = dice.below(8)
    if kind < 2:
        return str(dice.below(len(options) + 3))
    if kind == 2:
        text = worded(dice.pick(options).text, dice.pick(LANGUAGES), facts)
        return text[: 1 + dice.below(len(text))] if dice.chance(7) else text
    if kind == 3:
        return dice.pick(KEYS)
    if kind == 4:
        return dice.pick(SAID)
    pieces = dice.some(4, lambda: dice.pick(dice.pick((NASTY, SAID, KEYS, SAID))))
    return dice.pick(("", " ", ", ")).join(pieces)


# ---------------------------------------------------------------- one line


def words(data: bytes) -> None:
    """A line is an answer that the question takes or is refused, whatever unseen letters stand around it."""
    dice = Dice(data)
    question, facts = dice.pick(steps())
    options = shown_options(question, facts)
    line = typed_line(dice, options, facts)
    found = _understood(question, options, line, facts)
    if dice.chance(2):
        again = _understood(question, options, f"\u200b {line} \u202e", facts)
        needs(found == again, "unseen letters count", line)
    if isinstance(found, Typed):
        needs(check_answer(question, found.answer, facts) == found.answer, "no answer to this", line, found)
    if re.fullmatch("[0-9]{1,3}", tidy(line)) and question.kind != "number":
        wanted = _by_number(question, options, int(tidy(line)))
        needs(wanted == (found.answer if isinstance(found, Typed) else None), "another line", line, found)


def _understood(question: Question, options: Sequence[Option], line: str, facts: Facts) -> Typed | str:
    """The answer, or the code of the refusal."""
    for read in (understand.command, understand.yes_or_no, understand.whole_number):
        read(line)
    try:
        return understand.answer(question, options, line, facts, TODAY)
    except NotUnderstood as error:
        needs(str(error) == error.code, "what was typed is in the exception", line)
        return error.code


def _by_number(question: Question, options: Sequence[Option], number: int) -> Answer | None:
    if not 1 <= number <= len(options):
        return None
    chosen = options[number - 1].id
    return (chosen,) if question.kind == "ticks" else chosen


# ---------------------------------------------------------------- one question


class Typist(PlainScreen):
    """Types what ``lines`` decides, then ends the input; keeps all that was shown and typed."""

    def __init__(self, dice: Dice, columns: int | None) -> None:
        super().__init__(io.StringIO(newline="\n"), io.StringIO(), columns)
        self.dice = dice
        self.typed: list[str] = []
        self.asked: Step = steps()[0]

    def read(self) -> str:
        if len(self.typed) == MOST_LINES:
            raise Ended
        self.typed.append(self.line())
        return self.typed[-1]

    def line(self) -> str:
        return typed_line(self.dice, shown_options(*self.asked), self.asked.facts)

    def look(self) -> None:
        """Everything shown is inert, and no line is wider than the screen."""
        shown = self.out.getvalue()  # type: ignore[attr-defined]
        acting = [one for one in shown.split("\n") if not is_inert(one)]
        needs(not acting, "a line acts on the terminal", acting)
        if self.width:
            wide = [one for one in shown.split("\n") if columns_of(one) > self.width]
            needs(not wide, "a line is too wide", self.width, wide)


def columns_of(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)


def prompt(data: bytes) -> None:
    """One question, asked until it has an answer: the one that the last line gives, or none at all."""
    dice = Dice(data)
    question, facts = asked = dice.pick(steps())
    screen = Typist(dice, dice.pick((78, 20, 40, 200)))
    screen.asked = asked
    asker = Asker(screen, dice.pick(LANGUAGES), TODAY)
    with contextlib.suppress(Back, Look, Ended):
        answer = asker.ask(question, facts)
        needs(check_answer(question, answer, facts) == answer, "no answer to this", answer, screen.typed)
        last = _understood(question, shown_options(question, facts), screen.typed[-1], facts)
        if isinstance(last, Typed) and not last.read_back and question.kind != "number":
            needs(last.answer == answer or question.gate, "another answer", answer, screen.typed[-1])
    screen.look()


# ---------------------------------------------------------------- the whole interview


class Patient(Typist):
    """Mostly answers, so that the interview comes to its end."""

    interviewer: Interviewer

    def line(self) -> str:
        needs(not is_emergency(CONTENT, self.interviewer.answers), "asked beside an emergency")
        step = self.interviewer.course.now()
        if step is None:
            return "=" if self.dice.chance(7) else self.other()
        self.asked = Step(step[0], step[1])
        return self.fitting() if self.dice.chance(8) else self.other()

    def other(self) -> str:
        return super().line()

    def fitting(self) -> str:
        """The number of a line, mostly that of "none"; yes now and then, where something is read back."""
        question, facts = self.asked
        if self.dice.chance(2):
            return "ja"
        if question.kind == "number":
            return str(question.low + self.dice.below(min(question.high, 110) + 1))
        ids = [option.id for option in shown_options(question, facts)]
        if NONE in ids and self.dice.chance(8):
            return str(ids.index(NONE) + 1)
        return str(1 + self.dice.below(len(ids)))


def keys(data: bytes) -> None:
    """A whole interview with anything typed in between: the result is that of the answers at its end."""
    dice = Dice(data)
    language = dice.pick(LANGUAGES)
    screen = Patient(dice, dice.pick((78, 20, 40, None)))
    screen.interviewer = start(CONTENT, screen, language, TODAY, {})
    with contextlib.suppress(Ended):
        screen.interviewer.run()
        _result_stands(screen.interviewer.answers)
    screen.look()


def _result_stands(answers: dict[str, Answer]) -> None:
    assessment = classify(CONTENT, answers)
    needs(answers == on_path(CONTENT.questionnaire, answers), "answers that are not on the path", answers)
    if not missing(CONTENT.questionnaire, answers):
        needs(_straight(answers) == answers, "another path without going back", answers)
        urgency, named = assessment.urgency, assessment.classification
        needs(
            (urgency and urgency.value, named and named.value) == judge(answers),
            "the oracle differs",
            answers,
        )
    else:
        needs(is_emergency(CONTENT, answers), "an end before the end", answers)


def _straight(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers that the same person gives who never goes back."""
    course = Course(CONTENT.questionnaire)
    while (step := course.now()) and step[0].id in answers:
        course = course.answered(answers[step[0].id])
    return course.answers


# ---------------------------------------------------------------- her own words


def pages(data: bytes) -> None:
    """Whatever she writes in her own words is inert on every page, and no line of text is too wide."""
    dice = Dice(data)
    answers, _ = interview(dice)
    own_words = "".join(dice.some(12, lambda: dice.pick(dice.pick((NASTY, SAID)))))
    wishes = Wishes(dice.pick(LANGUAGES))
    name = dice.pick(FORMATS)
    page = page_text(CONTENT, answers, wishes, name, own_words)
    if page is None:
        return
    needs(is_inert(page), name, own_words)
    if name == "txt":
        needs(all(columns_of(line) <= 78 for line in page.split("\n")), "a line is too wide", own_words)
    if name == "html":
        needs("<script" not in page, own_words)
