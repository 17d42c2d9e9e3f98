"""What a person types, understood strictly: what is not fully understood is refused, never guessed. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from baekken_cli import timespan
from baekken_cli.conditions import worded
from baekken_cli.interview import Refused, check_answer
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Facts, Option, Question

WORDS: dict[str, tuple[str, ...]] = {
    "help": ("?", "h", "hjælp", "hjaelp", "help"),
    "why": ("hvorfor", "why", "??"),
    "back": ("<", "tilbage", "back"),
    "quit": ("q", "stop", "afslut", "quit", "exit"),
}
_YES = frozenset({"ja", "j", "jo", "yes", "y"})
_NO = frozenset({"nej", "n", "no"})
_UNSURE = frozenset(
    {"ved ikke", "ved det ikke", "don't know", "dont know", "do not know", "unsure", "aner ikke"}
)
_NONE = frozenset({"ingen", "ingen af dem", "nej", "none", "none of these", "no"})
_SKIP = frozenset({"s", "spring over", "skip"})
_PART = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?\Z", re.ASCII)


class NotUnderstood(ValueError):
    """``code`` is a message; ``part`` the piece that was not understood."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer, and whether it must be read back (weeks that were not typed as plain weeks)."""

    answer: Answer
    read_back: bool = False


def tidy(text: str) -> str:
    """Composed letters, ordinary spaces, lower case, no full stop at the end."""
    text = unicodedata.normalize("NFC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(text.split()).lower().rstrip(".!")


def command(text: str) -> str | None:
    """``help``, ``why``, ``back``, ``quit``, or None for an answer."""
    word = tidy(text)
    return next((name for name, words in WORDS.items() if word in words), None)


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where it is neither."""
    word = tidy(text)
    return True if word in _YES else False if word in _NO else None


def wants_skip(text: str) -> bool:
    return tidy(text) in _SKIP


def wants_unsure(text: str) -> bool:
    return tidy(text) in _UNSURE


def answer(question: Question, options: Sequence[Option], text: str, facts: Facts, today: dt.date) -> Typed:
    """The answer that ``text`` gives to ``question``, of which ``options`` are shown.

    Raises :class:`NotUnderstood`.
    """
    if question.kind == "number":
        return _number(question, options, text, today)
    ids = (
        _ticks(options, text, facts)
        if question.kind == "ticks"
        else (_option(options, tidy(text), facts).id,)
    )
    try:
        return Typed(check_answer(question, ids if question.kind == "ticks" else ids[0], facts))
    except Refused as refused:
        raise NotUnderstood(refused.code, refused.name) from None


def pick(options: Sequence[Option], text: str, facts: Facts) -> Option:
    """The one option that ``text`` names. Raises :class:`NotUnderstood`."""
    return _option(options, tidy(text), facts)


def _number(question: Question, options: Sequence[Option], text: str, today: dt.date) -> Typed:
    if wants_unsure(text) and any(option.id == UNSURE for option in options):
        return Typed(UNSURE)
    if question.unit == "score":
        return Typed(_score(question, tidy(text)))
    parse = timespan.pregnancy_week if question.unit == "pregnancy_week" else timespan.time_since
    try:
        understood = parse(text, today)
    except timespan.NotUnderstood as error:
        raise NotUnderstood(f"time_{error.code}", text) from None
    return Typed(understood.weeks, read_back=not understood.plain)


def _score(question: Question, word: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", word, re.ASCII) or not question.low <= int(word) <= question.high:
        raise NotUnderstood("number_not_understood", word)
    return int(word)


def _ticks(options: Sequence[Option], text: str, facts: Facts) -> tuple[str, ...]:
    """One option in words, or numbers and ranges: ``1 3 4``, ``1,3-4``, ``1 og 3``."""
    word = tidy(text)
    parts = [part for part in re.split(r"[\s,;+]+|\bog\b|\band\b", re.sub(r"\s*-\s*", "-", word)) if part]
    if not parts or not all(_PART.match(part) for part in parts):
        return (_option(options, word, facts).id,)
    numbers = [number for part in parts for number in _numbers(part)]
    return tuple(dict.fromkeys(_numbered(options, str(number)).id for number in numbers))


def _numbers(part: str) -> range:
    match = _PART.match(part)
    low = int(match[1]) if match else 0
    high = int(match[2]) if match and match[2] else low
    if low > high:
        raise NotUnderstood("not_understood", part)
    return range(low, high + 1)


def _numbered(options: Sequence[Option], number: str) -> Option:
    index = int(number)
    if not 1 <= index <= len(options):
        raise NotUnderstood("no_such_number", number)
    return options[index - 1]


def _option(options: Sequence[Option], word: str, facts: Facts) -> Option:
    """By number, by a word everybody uses, or by the beginning of its text in either language."""
    if not word:
        raise NotUnderstood("empty_answer")
    if re.fullmatch(r"[0-9]{1,2}", word, re.ASCII):
        return _numbered(options, word)
    by_word = _by_word(options, word)
    if by_word:
        return by_word
    starts = [one for one in options if any(text.startswith(word) for text in _texts(one, facts))]
    exact = [one for one in starts if word in _texts(one, facts)]
    if len(exact or starts) != 1 or len(word) < 2:
        raise NotUnderstood("not_understood", word)
    return (exact or starts)[0]


def _texts(option: Option, facts: Facts) -> tuple[str, str]:
    return tidy(worded(option.text, "da", facts)), tidy(worded(option.text, "en", facts))


def _by_word(options: Sequence[Option], word: str) -> Option | None:
    known = {UNSURE: _UNSURE, NONE: _NONE, SKIP: _SKIP, "yes": _YES, "no": _NO}
    return next((one for one in options if word in known.get(one.id, ())), None)
