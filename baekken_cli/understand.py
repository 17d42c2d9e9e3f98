"""What a person types, understood strictly: what is not fully understood is refused, never guessed. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from baekken_cli.conditions import worded
from baekken_cli.interview import Refused, check_answer
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Facts, Option, Question

WORDS: dict[str, tuple[str, ...]] = {
    "help": ("?", "h", "hjælp", "hjaelp", "help"),
    "why": ("v", "w", "hvorfor", "why", "??"),
    "back": ("<", "tilbage", "back"),
    "overview": ("o", "oversigt", "svar", "overview", "answers"),
    "keep": ("=", "behold", "keep"),
    "more": ("m", "mere", "more"),
    "quit": ("q", "stop", "afslut", "exit", "quit"),
}
_YES = frozenset({"ja", "j", "jo", "yes", "y"})
_NO = frozenset({"nej", "n", "no"})
_UNSURE = frozenset(
    {"ved ikke", "ved det ikke", "don't know", "dont know", "do not know", "unsure", "aner ikke"}
)
_NONE = frozenset({"ingen", "ingen af dem", "nej", "none", "none of these", "no"})
_LETTERS = {"j": "ja", "n": "nej", "y": "yes"}
_SKIP = frozenset({"s", "spring over", "skip"})
_DANISH = {
    word: number
    for number, word in enumerate(
        ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
    )
}
_DANISH |= dict.fromkeys(("et", "én", "ét"), 1)
_ENGLISH = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
_NUMBER_WORDS = _ENGLISH | _DANISH
_DIGITS = re.compile(r"[0-9]{1,3}\Z", re.ASCII)
_CALLED = re.compile(r"(?:nr|nummer|number|svar|punkt|answer|option)\.?\s*(?=[0-9])|#\s*(?=[0-9])")
_ABOUT = re.compile(r"(?:ca|cirka|omkring|about|around|circa)\.?\s+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_RANGE = re.compile(r"(?<![0-9])([0-9]{1,2})\s*(?:-|\btil\b|\bthrough\b)\s*([0-9]{1,2})(?![0-9])")
_OUT_OF = re.compile(r"\s*(?:/|af|ud af|of|out of)\s*10\Z")
_HALF = re.compile(r"([0-9]{1,2})[.,]([0-9]{1,2})\Z", re.ASCII)
_AND = re.compile(r"\s*(?:[,;+&]|\bog\b|\band\b)\s*")
_LINE = re.compile(r"([0-9]{1,2})[.):]?\s+(.+)", re.ASCII)


class NotUnderstood(ValueError):
    """``code`` is a message; ``part`` the piece that was not understood.

    ``understood`` are the options that were, or between which it is not clear.
    """

    def __init__(self, code: str, part: str, understood: Sequence[Option] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.part = part
        self.understood = tuple(understood)


class Typed(NamedTuple):
    """An answer, and whether it must be read back: it was typed in other words than it is kept in."""

    answer: Answer
    read_back: bool = False


def tidy(text: str) -> str:
    """Composed letters, ordinary spaces and dashes, lower case, no full stop at the end."""
    text = unicodedata.normalize("NFC", seen(text)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(text.translate(_DASHES).split()).lower().rstrip(" .!")


def seen(text: str) -> str:
    """Text without what is not seen, such as marks of direction that come with something copied."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def command(text: str) -> str | None:
    """``help``, ``why``, ``back``, ``overview``, ``keep``, ``quit``, or None for an answer."""
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


def whole_number(text: str) -> int | None:
    """A number in digits or in words, as in a list; None for anything else."""
    word = _CALLED.sub("", tidy(text)).rstrip(").:")
    return int(word) if _DIGITS.match(word) else _NUMBER_WORDS.get(word)


def answer(question: Question, options: Sequence[Option], text: str, facts: Facts, today: dt.date) -> Typed:
    """The answer that ``text`` gives to ``question``, of which ``options`` are shown.

    Raises :class:`NotUnderstood`.
    """
    if question.kind == "number":
        return _number(question, options, text, today)
    reads = _Reads(options, facts)
    found: Answer = (
        tuple(one.id for one in reads.several(text)) if question.kind == "ticks" else reads.one(text).id
    )
    try:
        return Typed(check_answer(question, found, facts))
    except Refused as refused:
        raise NotUnderstood(refused.code, refused.name) from None


def pick(options: Sequence[Option], text: str, facts: Facts) -> Option:
    """The one option that ``text`` names. Raises :class:`NotUnderstood`."""
    return _Reads(options, facts).one(text)


# ---- numbers


def _number(question: Question, options: Sequence[Option], text: str, today: dt.date) -> Typed:
    if wants_unsure(text) and any(option.id == UNSURE for option in options):
        return Typed(UNSURE)
    if question.unit == "score":
        return _score(question, tidy(text))
    from baekken_cli import timespan  # its numbers and words are loaded for a week or a date only

    parse = timespan.pregnancy_week if question.unit == "pregnancy_week" else timespan.time_since
    try:
        understood = parse(seen(text), today)
    except timespan.NotUnderstood as error:
        raise NotUnderstood(f"time_{error.code}", text) from None
    return Typed(understood.weeks, read_back=not understood.plain)


def _score(question: Question, word: str) -> Typed:
    """A whole number; halves, "6-7" and "about 7" count as the higher one and are read back."""
    bare = _OUT_OF.sub("", word) if question.high == 10 else word
    plain = whole_number(bare)
    number = _higher(_ABOUT.sub("", bare)) if plain is None else plain
    if number is None or not question.low <= number <= question.high:
        raise NotUnderstood("number_not_understood", word)
    return Typed(number, read_back=plain is None)


def _higher(word: str) -> int | None:
    if found := _RANGE.fullmatch(word):
        low, high = int(found[1]), int(found[2])
        return high if low < high else None
    if found := _HALF.match(word):
        return int(found[1]) + (1 if int(found[2]) else 0)
    return whole_number(word)


# ---- options


class _Reads(NamedTuple):
    """Reads the options that are shown, by number or in words."""

    options: Sequence[Option]
    facts: Facts

    def one(self, text: str) -> Option:
        """By number, by a word everybody uses, or by the beginning of its text in either language."""
        word = tidy(text)
        found = self.named(word)
        if found:
            return found
        several = self.numbers(word) or ()
        if len(several) == 1:
            return several[0]
        raise NotUnderstood("only_one", word, several) if several else self.refusal(word)

    def several(self, text: str) -> tuple[Option, ...]:
        """Numbers and ranges (``1 3 4``, ``1,3-4``, ``1 og 3``) or options in words with commas between."""
        word = tidy(text)
        found = self.named(word)
        if found:
            return (found,)
        return self.numbers(word) or self.in_words(word)

    def named(self, word: str) -> Option | None:
        """The one option that the whole of ``word`` names; None where there is none or more than one."""
        starts = self.beginning(_LETTERS.get(word, word))
        number = whole_number(word)
        if number is not None:
            found = self.numbered(number)
            if not word[0].isdigit() and any(one is not found for one in starts):  # "en" may begin a line
                raise NotUnderstood("several_fit", word, (found, *starts))
            return found
        line = _LINE.match(word)
        if line and (copied := self.beginning(line[2])) == [self.at(int(line[1]))]:
            return copied[0]
        by_word = _by_word(self.options, word)
        if by_word or len(starts) != 1:
            return by_word
        if starts[0].raises and word not in _texts(starts[0], self.facts):  # "fever" is not all it says
            raise NotUnderstood("not_quite", word, starts)
        return starts[0]

    def numbers(self, word: str) -> tuple[Option, ...] | None:
        """Options for numbers and ranges; None where there is anything else."""
        spread = _RANGE.sub(self.spread, _CALLED.sub("", word))
        parts = [part for part in re.split(r"[\s,;+&]+|\bog\b|\band\b", spread) if part]
        if not parts or not all(_DIGITS.match(part) for part in parts):
            # one language at a time: "one to three" is a range in English, "to" is two in Danish
            words = next((one for one in (_DANISH, _ENGLISH) if all(part in one for part in parts)), None)
            if not parts or words is None:
                return None
            numbers = [words[part] for part in parts]
        else:
            numbers = [int(part) for part in parts]
        return tuple(dict.fromkeys(self.numbered(number) for number in numbers))

    def spread(self, found: re.Match[str]) -> str:
        low, high = int(found[1]), int(found[2])
        if low > high:
            raise NotUnderstood("not_understood", found[0])
        return " ".join(str(number) for number in range(low, high + 1))

    def in_words(self, word: str) -> tuple[Option, ...]:
        """Each part between commas or "og" names one option, or nothing is chosen."""
        parts = [part for part in _AND.split(word) if part]
        found = {part: self.named(part) or self.numbers(part) for part in parts}
        unknown = [part for part in parts if not found[part]]
        known = [one for hit in found.values() if hit for one in ((hit,) if isinstance(hit, Option) else hit)]
        if not parts or (unknown and (len(parts) == 1 or not known)):
            raise self.refusal(word)
        if unknown:
            raise NotUnderstood("partly_understood", unknown[0], known)
        return tuple(dict.fromkeys(known))

    def refusal(self, word: str) -> NotUnderstood:
        """As much as is clear: between which options, or which one is spelled nearly so."""
        starts = self.beginning(_LETTERS.get(word, word))
        if len(starts) > 1:
            return NotUnderstood("several_fit", word, starts)
        if word in _UNSURE:
            return NotUnderstood("no_unsure", word)
        near = self.nearly(word)
        code = "not_understood" if not near else "not_quite" if len(near) == 1 else "several_fit"
        return NotUnderstood(code, word, near)

    def nearly(self, word: str) -> list[Option]:
        """The options that hold this word, or begin nearly so; never taken, only named."""
        if len(word) < 4:
            return []
        owners: dict[str, set[Option]] = {}
        for one in self.options:
            for text in _texts(one, self.facts):
                for piece in (text[: len(word)], *re.findall(r"\w{4,}", text)):
                    owners.setdefault(piece, set()).add(one)
        from difflib import get_close_matches

        close = get_close_matches(word, owners, n=1, cutoff=0.75)
        return [one for one in self.options if close and one in owners[close[0]]]

    def beginning(self, word: str) -> list[Option]:
        """The options whose text is this or begins so."""
        if len(word) < 2:
            return []
        starts = [
            one for one in self.options if any(text.startswith(word) for text in _texts(one, self.facts))
        ]
        exact = [one for one in starts if word in _texts(one, self.facts)]
        return exact if len(exact) == 1 else starts

    def at(self, number: int) -> Option | None:
        return self.options[number - 1] if 1 <= number <= len(self.options) else None

    def numbered(self, number: int) -> Option:
        found = self.at(number)
        if found is None:
            raise NotUnderstood("no_such_number", str(number))
        return found


def _texts(option: Option, facts: Facts) -> tuple[str, str]:
    return tidy(worded(option.text, "da", facts)), tidy(worded(option.text, "en", facts))


def _by_word(options: Sequence[Option], word: str) -> Option | None:
    known = {UNSURE: _UNSURE, NONE: _NONE, SKIP: _SKIP, "yes": _YES, "no": _NO}
    return next((one for one in options if word in known.get(one.id, ())), None)
