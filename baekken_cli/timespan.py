"""Strict reading of typed pregnancy weeks and times since a birth or a loss.

Danish and English are always both accepted. An answer is cut into numbers, words and
signs, which must fit one small grammar from first to last; anything else is refused.

    week  = [["i"] "uge"] number ["+" day]               pregnancy only
    span  = part {["og" | "," | "+"] part}               largest unit first
    part  = amount unit                                  halves and decimals: months, years
    ago   = ["for"] span "siden" | "i går" | "i dag"     time since only
    date  = [lead] (d.m.yyyy | d/m-yyyy | yyyy-mm-dd | day ["."] month [year])

Lengths are kept in whole hundredths of a day, so that 30.44 days a month is exact.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

__all__ = ["Code", "NotUnderstood", "Understood", "pregnancy_week", "time_since"]

Code = Literal["not_understood", "future", "too_many", "date_unclear"]
_Tokens = tuple[str, ...]

_MAX_CHARACTERS: Final = 60
_MAX_PREGNANCY_WEEKS: Final = 43
_MAX_WEEKS_SINCE: Final = 2600
_DUE_AT_DAYS: Final = 280
_LEAP_GAP_YEARS: Final = 8  # the longest wait for a 29 February, as from 1896 to 1904
_YEAR_LIKE: Final = range(1900, 2100)

_DAY: Final = 100  # hundredths of a day
_WEEK: Final = 7 * _DAY
_MONTH: Final = 3044
_YEAR: Final = 12 * _MONTH

_UNITS: Final[dict[str, int]] = {
    **dict.fromkeys(("d", "dag", "dage", "day", "days"), _DAY),
    **dict.fromkeys(("u", "uge", "uger", "w", "week", "weeks"), _WEEK),
    **dict.fromkeys(("md", "mdr", "måned", "måneder", "month", "months"), _MONTH),
    **dict.fromkeys(("år", "year", "years"), _YEAR),
}

_NUMBER_WORDS: Final[dict[str, int]] = {
    word: number
    for words in (
        "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten "
        "seksten sytten atten nitten tyve",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    )
    for number, word in enumerate(words.split())
} | dict.fromkeys(("et", "én", "ét"), 1)

_HALF: Final = Fraction(1, 2)
# 'a' is an amount only before a unit: alone it is more likely a slip than 'one week'.
_AMOUNT_WORDS: Final[dict[str, Fraction]] = {
    **{word: Fraction(number) for word, number in _NUMBER_WORDS.items()},
    **{"a": Fraction(1), "halvanden": 1 + _HALF, "halvandet": 1 + _HALF},
}
_HALVES: Final[tuple[_Tokens, ...]] = (
    ("1/2",), ("en", "halv"), ("et", "halvt"), ("a", "half"), ("half", "a"), ("half",),
)  # fmt: skip
_AND_A_HALF: Final[tuple[_Tokens, ...]] = (
    ("og", "en", "halv"), ("og", "et", "halvt"), ("and", "a", "half"),
)  # fmt: skip
_JOINS: Final[tuple[_Tokens, ...]] = (("og",), ("and",), (",",), ("+",))

_MONTH_WORDS: Final[dict[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar marts march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}

# Separate tables: a due date is no answer to 'how long since?', nor the other way round.
_DUE_LEADS: Final[tuple[_Tokens, ...]] = (("termin",), ("terminsdato",), ("due", "date"), ("due",))
_BIRTH_LEADS: Final[tuple[_Tokens, ...]] = (("født",), ("born",), ("siden",), ("since",))
_ON: Final[tuple[_Tokens, ...]] = (("den",), ("d",), ("on",))
_DAY_FIRST_SIGNS: Final = frozenset({"..", "//", "--", "/-", ".-"})

_DAYS_AGO: Final[dict[_Tokens, int]] = {
    ("i", "dag"): 0,
    ("idag",): 0,
    ("today",): 0,
    ("i", "går"): 1,
    ("igår",): 1,
    ("yesterday",): 1,
}

# A number keeps its inner signs, so that '31.5', '1/2' and '10-12' are judged whole.
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,/-][0-9]+)*|[a-zæøåé]+\.?|[.,+]")
# At most two decimals: '1.000' is a thousand to a Dane.
_AMOUNT: Final = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Understood:
    """A length of time that was fully understood.

    weeks: completed weeks, rounded down, 0 or more.
    days: 0-6 days beyond those weeks.
    plain: True only for a plain whole number of weeks ('31', 'uge 31', '31 weeks'), which
        needs no read-back. A question mark, a number word without a unit and a bare number
        that could be a year ('2024') are not plain.
    """

    weeks: int
    days: int
    plain: bool


class NotUnderstood(ValueError):
    """The answer is refused; `code` says why, and no sentence or typed text is kept.

    code: 'not_understood', 'future' (a birth date after today), 'too_many' (outside the
        limit) or 'date_unclear' (a date that does not exist or has no fitting year).
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def pregnancy_week(text: str, today: datetime.date) -> Understood:
    """Read which week of pregnancy `text` says, as weeks, a length of time or a due date.

    text: one answer, at most 60 characters. today: the date to count a due date from.
    Returns 0-43 completed weeks and 0-6 days; the due date is 40 weeks + 0 days.
    Raises NotUnderstood: 'not_understood', 'too_many' or 'date_unclear'.
    """
    tokens = _tokens(text)
    due = _typed_date(tokens, _DUE_LEADS)
    if due is not None:
        return _understood(_days_pregnant(due, today), _MAX_PREGNANCY_WEEKS, plain=False)
    days, plain = _numbered_week(tokens) or _span(tokens)
    return _understood(days, _MAX_PREGNANCY_WEEKS, plain=plain and "?" not in text)


def time_since(text: str, today: datetime.date) -> Understood:
    """Read how long ago `text` says a birth or a loss was, as a length of time or a date.

    text: one answer, at most 60 characters; a bare number means weeks. today: the date to
    count from. Returns 0-2600 completed weeks and 0-6 days; a month is 30.44 days.
    Raises NotUnderstood: 'not_understood', 'future', 'too_many' or 'date_unclear'.
    """
    tokens = _tokens(text)
    birth = _typed_date(tokens, _BIRTH_LEADS)
    if birth is not None:
        return _understood(_days_since(birth, today), _MAX_WEEKS_SINCE, plain=False)
    if tokens in _DAYS_AGO:
        return _understood(_DAYS_AGO[tokens], _MAX_WEEKS_SINCE, plain=False)
    days, plain = _bare_weeks(tokens) or _span(_without_ago(tokens))
    return _understood(days, _MAX_WEEKS_SINCE, plain=plain and "?" not in text)


def _understood(days: int, max_weeks: int, *, plain: bool) -> Understood:
    """Split whole days into weeks and days; NotUnderstood 'too_many' outside the limit."""
    weeks, rest = divmod(days, 7)
    if not 0 <= weeks <= max_weeks:
        raise NotUnderstood("too_many")
    return Understood(weeks, rest, plain)


# --- Tokens ---------------------------------------------------------------------------


def _tokens(text: str) -> _Tokens:
    """Normalise and cut the answer; NotUnderstood when any character fits no token."""
    tidy = " ".join(unicodedata.normalize("NFC", text).lower().split())
    if len(tidy) > _MAX_CHARACTERS:
        raise NotUnderstood("not_understood")
    tidy = tidy.rstrip(" .,;:!?")
    found: list[str] = _TOKEN.findall(tidy)
    if not found or "".join(found) != tidy.replace(" ", ""):
        raise NotUnderstood("not_understood")
    # 'mdr.' and 'feb.' lose their dot; a dot of its own stays, as '31. uge' is no '31 uger'.
    return tuple(token.rstrip(".") or "." for token in found)


class _Reader:
    """Tokens taken from left to right."""

    __slots__ = ("rest",)

    def __init__(self, tokens: Iterable[str]) -> None:
        self.rest: _Tokens = tuple(tokens)

    def skip(self, phrases: Iterable[_Tokens]) -> bool:
        """Take the first of these phrases that comes next; False when none does."""
        for phrase in phrases:
            if self.rest[: len(phrase)] == phrase:
                self.rest = self.rest[len(phrase) :]
                return True
        return False

    def take(self) -> str:
        """Take one token; '' at the end, which is in no table."""
        token = self.rest[0] if self.rest else ""
        self.rest = self.rest[1:]
        return token


# --- Lengths of time: (whole days, plain) ---------------------------------------------


def _whole(token: str) -> int | None:
    """A whole number in digits or in words, else None."""
    return int(token) if token.isdecimal() else _NUMBER_WORDS.get(token)


def _bare_weeks(tokens: _Tokens) -> tuple[int, bool] | None:
    """Read '12' as weeks; None when there is not just a number."""
    if len(tokens) != 1:
        return None
    weeks = _whole(tokens[0])
    # '2024' may be meant as a year, and a lone Danish 'to' as English: worth a read-back.
    plain = tokens[0].isdecimal() and weeks not in _YEAR_LIKE
    return None if weeks is None else (weeks * 7, plain)


def _numbered_week(tokens: _Tokens) -> tuple[int, bool] | None:
    """Read '31', '31+4', 'uge 31' and 'i uge 31+4'; None for any other shape."""
    match tokens:
        case ("i" | "in", "uge" | "week", *rest) | ("uge" | "week", *rest):
            tokens = tuple(rest)
    match tokens:
        case (week, "+", day):
            weeks, days = _whole(week), _whole(day)
            if weeks is not None and days is not None and days <= 6:
                return weeks * 7 + days, False
    return _bare_weeks(tokens)


def _without_ago(tokens: _Tokens) -> _Tokens:
    """Drop 'for ... siden', '... siden' and '... ago'."""
    match tokens:
        case ("for", *rest, "siden") | (*rest, "siden" | "ago"):
            return tuple(rest)
    return tokens


def _span(tokens: _Tokens) -> tuple[int, bool]:
    """Read amounts with units, as '1 år og 3 måneder'; NotUnderstood for all else."""
    parts = list(_parts(_Reader(tokens)))
    total = sum((amount * unit for amount, unit in parts), Fraction(0))
    return int(total // _DAY), [unit for _, unit in parts] == [_WEEK]


def _parts(reader: _Reader) -> Iterator[tuple[Fraction, int]]:
    """Yield (amount, unit), each part smaller than one of the unit before it."""
    amount, unit = _part(reader)
    yield amount, unit
    while reader.rest:
        above = unit
        reader.skip(_JOINS)
        amount, unit = _part(reader)
        if unit >= above or amount * unit >= above:
            raise NotUnderstood("not_understood")
        yield amount, unit


def _part(reader: _Reader) -> tuple[Fraction, int]:
    """Read one amount and its unit; only months and years may be broken."""
    amount = _amount(reader)
    unit = _UNITS.get(reader.take())
    if amount is None or unit is None or (unit < _MONTH and amount.denominator != 1):
        raise NotUnderstood("not_understood")
    return amount, unit


def _amount(reader: _Reader) -> Fraction | None:
    """Read '3', 'tre', '1,5', '1 1/2', 'to og en halv', 'halvanden' or 'et halvt'."""
    if reader.skip(_HALVES):
        return _HALF
    token = reader.take()
    # 'en 1/2 måned' would be half a month, not one and a half: '1/2' follows digits only.
    halves = (("1/2",), *_AND_A_HALF) if token.isdecimal() else _AND_A_HALF
    whole = _whole(token)
    if whole is not None and reader.skip(halves):
        return whole + _HALF
    if _AMOUNT.fullmatch(token):
        return Fraction(token.replace(",", "."))
    return _AMOUNT_WORDS.get(token)


# --- Dates ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Typed:
    """A date as typed: it may not exist, and the year may be left out."""

    day: int
    month: int
    year: int | None

    def in_year(self, year: int) -> datetime.date | None:
        """This day and month in that year; None when there is no such date."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    def exact(self) -> datetime.date | None:
        """The date when a year was typed, else None; NotUnderstood 'date_unclear'."""
        if self.year is None:
            return None
        found = self.in_year(self.year)
        if found is None:
            raise NotUnderstood("date_unclear")
        return found


def _typed_date(tokens: _Tokens, leads: Iterable[_Tokens]) -> _Typed | None:
    """Read a whole answer as a date; None when it has another shape."""
    reader = _Reader(tokens)
    reader.skip(leads)
    reader.skip(_ON)
    match reader.rest:
        case (number,):
            return _numeric_date(number, led=reader.rest != tokens)
        case (day, ".", month, *years) | (day, month, *years):
            if month in _MONTH_WORDS and len(years) <= 1:
                return _typed(day, str(_MONTH_WORDS[month]), *years)
    return None


def _numeric_date(token: str, *, led: bool) -> _Typed | None:
    """Read '3.2.2027', '3/2-2027' or '2027-02-03'; after a lead word also '3/2'."""
    signs = re.sub("[0-9]", "", token)
    match re.split("[.,/-]", token):
        case [year, month, day] if signs == "--" and len(year) == 4:
            return _typed(day, month, year)
        case [day, month, year] if signs in _DAY_FIRST_SIGNS:
            return _typed(day, month, year)
        case [day, month] if led and signs in (".", "/"):
            # Only after a word such as 'termin': alone, '31.5' may well mean 31+5.
            return _typed(day, month)
    return None


def _typed(day: str, month: str, year: str = "") -> _Typed | None:
    """Join the typed digits, two-digit years as 20yy; None when they cannot be a date."""
    if not (day + month + year).isdecimal() or max(len(day), len(month)) > 2:
        return None
    if len(year) not in (0, 2, 4):
        return None
    century = 2000 if len(year) == 2 else 0
    return _Typed(int(day), int(month), century + int(year) if year else None)


def _days_pregnant(due: _Typed, today: datetime.date) -> int:
    """Days of pregnancy from a due date; without a year, the one date within the limit."""
    exact = due.exact()
    if exact is not None:
        return _DUE_AT_DAYS - (exact - today).days
    for year in (today.year - 1, today.year, today.year + 1):
        found = due.in_year(year)
        days = _DUE_AT_DAYS - (found - today).days if found else -1
        # The limit spans 308 days, less than a year, so no second date can fit.
        if 0 <= days < (_MAX_PREGNANCY_WEEKS + 1) * 7:
            return days
    raise NotUnderstood("date_unclear")


def _days_since(birth: _Typed, today: datetime.date) -> int:
    """Days since a birth date; without a year, the latest such date not after today."""
    exact = birth.exact()
    if exact is not None and exact > today:
        raise NotUnderstood("future")
    if exact is not None:
        return (today - exact).days
    for year in range(today.year, today.year - _LEAP_GAP_YEARS - 1, -1):
        found = birth.in_year(year)
        if found is not None and found <= today:
            return (today - found).days
    raise NotUnderstood("date_unclear")
