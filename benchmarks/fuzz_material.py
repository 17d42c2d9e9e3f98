"""What fuzzing is made of: decisions taken from bytes, texts made to break things, and files with slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from baekken_cli.interview import check_answer, replay, shown_options
from baekken_cli.loader import load_content
from baekken_cli.model import NONE, Answer, Facts, Question

CONTENT = load_content()
SECRET = "zq9secret"
"""Stands for an answer that no error may tell."""
T = TypeVar("T")

ACTS = ("\0", "\x1b[31m", "\x1b]0;me\x07", "\x9b2J", "\b", "\x7f", "\r", "\t", "\x85", "\u2028", "\u061c")
TURNS = (
    "\u200b",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\u00ad",
    "\U000e0041",
)
ODD = (
    "\ud800",
    "\udcff",
    "\ue000",
    "\U0010ffff",
    "漢字",
    "👩\u200d👧",
    "e\u0301",
    "İ",
    "ß",
    "²",
    "٣",
    "１",
    "½",
)
MARKUP = ("{0}", "{answer}", "%s", "[bold]", "<script>", "`", "**", "$(ls)", "&amp;", "|", "=1+1", "\\")
LONG = ("a" * 5000, "9" * 400, "x " * 400, "漢" * 300, "[" * 1500)
NASTY = ("", " ", *ACTS, *TURNS, *ODD, *MARKUP, *LONG)


class Dice:
    """Decisions out of bytes, so that near bytes decide alike; when they are used up, always the first."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def below(self, number: int) -> int:
        """A whole number from 0 up to, but not including, ``number``."""
        length = 1 if number <= 256 else 2 if number <= 65536 else 4
        found = int.from_bytes(self.data[self.at : self.at + length], "big")
        self.at += length
        return found % number

    def chance(self, tenths: int) -> bool:
        return self.below(10) >= 10 - tenths

    def pick(self, some: Sequence[T]) -> T:
        return some[self.below(len(some))]

    def some(self, most: int, one: Callable[[], T]) -> list[T]:
        return [one() for _ in range(self.below(most + 1))]

    def rest(self) -> bytes:
        return self.data[self.at :]


class Step(NamedTuple):
    """A question as it is asked somewhere in an interview."""

    question: Question
    facts: Facts


# ---------------------------------------------------------------- answers


def any_answer(dice: Dice, question: Question, facts: Facts) -> Answer:
    """An answer that the question takes, in its canonical form; mostly "none" where that is a line."""
    ids = [option.id for option in shown_options(question, facts)]
    found: Answer = dice.pick(ids)
    if question.kind == "number" and dice.chance(8):
        found = question.low + dice.below(min(question.high, 110) - question.low + 1)
    if question.kind == "ticks":
        beside = [one.id for one in shown_options(question, facts) if not one.alone]
        calm = NONE in ids and dice.chance(8)
        found = (NONE,) if calm else tuple({dice.pick(beside): 0 for _ in range(1 + dice.below(3))})
    return check_answer(question, found, facts)


def interview(dice: Dice) -> tuple[dict[str, Answer], list[Step]]:
    """A whole interview: its answers, and each question as it was asked."""
    answers: dict[str, Answer] = {}
    steps: list[Step] = []

    def answer_to(question: Question, facts: Facts) -> Answer:
        steps.append(Step(question, facts))
        answers[question.id] = any_answer(dice, question, facts)
        return answers[question.id]

    for _ in replay(CONTENT.questionnaire, answer_to):
        pass
    return answers, steps


# ---------------------------------------------------------------- files with slips


def slipped(dice: Dice, text: bytes, words: Sequence[bytes]) -> bytes:
    """A file with one slip: in its bytes, its lines, or with one of ``words`` in the place of another."""
    kind = dice.below(6)
    if kind == 0:
        return _byte_slip(dice, text)
    if kind == 1:
        at = dice.below(len(text) + 1)
        return text[:at] + dice.pick(NASTY).encode("utf-8", "surrogatepass") + text[at:]
    if kind == 2 and words:
        return text.replace(dice.pick(words), dice.pick(words), 1 + dice.below(3))
    return _line_slip(dice, text, kind)


def _byte_slip(dice: Dice, text: bytes) -> bytes:
    """A byte changed, the end lost, or a piece of the file twice."""
    at = dice.below(len(text) + 1)
    if dice.chance(5):
        return text[:at] + bytes([dice.below(256)]) + text[at + 1 :]
    return text[:at] if dice.chance(5) else text[:at] + text[at // 2 :]


def _line_slip(dice: Dice, text: bytes, kind: int) -> bytes:
    """A line lost, twice, moved in or out, or changed with the next."""
    lines = text.splitlines(keepends=True) or [b""]
    at = dice.below(len(lines))
    if kind == 3:
        del lines[at : at + 1 + dice.below(3)]
    elif kind == 4:
        lines.insert(dice.below(len(lines) + 1), lines[at])
    else:
        lines[at] = b"  " + lines[at] if dice.chance(5) else lines[at].removeprefix(b"  ")
    return b"".join(lines)


# ---------------------------------------------------------------- what every output must be


def is_inert(text: str) -> bool:
    """Nothing in it acts on a terminal, turns its direction or hides."""
    return all(char.isprintable() or char in "\n\xa0" for char in text)


def needs(true: object, *why: object) -> None:
    """Raises AssertionError with the reason, also under ``python -O``."""
    if not true:
        raise AssertionError(*(repr(one)[:500] for one in why))
