"""What baekken_cli.timespan understands, and what it refuses."""

from __future__ import annotations

import dataclasses
import datetime
import typing
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baekken_cli.timespan import Code, NotUnderstood, Understood, pregnancy_week, time_since

TODAY = datetime.date(2026, 11, 22)
CODES = frozenset(typing.get_args(Code))
# 3 February 2027 is 73 days after TODAY: 280 - 73 = 207 days = 29 weeks 4 days.
DUE = (29, 4, False)
# 3 February 2026 is 292 days before TODAY: 41 weeks 5 days.
BORN = (41, 5, False)

Row = tuple[str, int, int, bool]
Reader = Callable[[str, datetime.date], Understood]

PREGNANCY: list[Row] = [
    # plain weeks
    ("31", 31, 0, True),
    ("0", 0, 0, True),
    ("uge 31", 31, 0, True),
    ("Uge 31.", 31, 0, True),
    ("i uge 31", 31, 0, True),
    ("31 uger", 31, 0, True),
    ("1 uge", 1, 0, True),
    ("0 uger", 0, 0, True),
    ("week 31", 31, 0, True),
    ("in week 31", 31, 0, True),
    ("31 weeks", 31, 0, True),
    ("tolv uger", 12, 0, True),
    ("twelve weeks", 12, 0, True),
    ("31?", 31, 0, False),
    ("tolv", 12, 0, False),
    # weeks and days
    ("31+4", 31, 4, False),
    ("31 + 4", 31, 4, False),
    ("31+0", 31, 0, False),
    ("31+6", 31, 6, False),
    ("uge 31+4", 31, 4, False),
    ("i uge 31 + 4", 31, 4, False),
    ("week 31+4", 31, 4, False),
    ("31 uger og 4 dage", 31, 4, False),
    ("31 uger, 4 dage", 31, 4, False),
    ("31 uger + 1 dag", 31, 1, False),
    ("31 weeks 4 days", 31, 4, False),
    ("31 weeks and 4 days", 31, 4, False),
    ("31w4d", 31, 4, False),
    ("31W 4D", 31, 4, False),
    ("31u4d", 31, 4, False),
    # other lengths
    ("7 måneder", 30, 3, False),  # floor(213.08) days
    ("7 months", 30, 3, False),
    ("7 mdr.", 30, 3, False),
    ("200 dage", 28, 4, False),
    ("200 days", 28, 4, False),
    # the upper limit
    ("43", 43, 0, True),
    ("43+6", 43, 6, False),
    ("307 dage", 43, 6, False),
    # a due date
    *(
        (text, *DUE)
        for text in (
            "3.2.2027", "03.02.2027", "3/2/2027", "03/02/2027", "3/2-2027", "3.2-2027",
            "3-2-2027", "2027-02-03", "2027-2-3", "3.2.27", "3/2-27", "3. februar 2027",
            "3.februar 2027", "3 feb 2027", "3 feb. 2027", "3. feb. 27", "3 February 2027",
            "3 FEB 2027", "den 3. februar 2027", "d. 3. februar 2027", "on 3 February 2027",
            "3. februar", "3 February", "termin 3. februar", "termin den 3. februar",
            "termin d. 3. feb.", "terminsdato 3.2.2027", "due 3 Feb", "due date 3 Feb",
            "due on 3 February", "termin 3/2", "termin 3.2.", "den 3/2",
        )
    ),
    ("22.11.2026", 40, 0, False),
    ("22. november", 40, 0, False),
    ("29.8.2027", 0, 0, False),
    ("29. august", 0, 0, False),
    ("26.10.2026", 43, 6, False),
    ("26. oktober", 43, 6, False),
]  # fmt: skip

PREGNANCY_REFUSED: list[tuple[str, Code]] = [
    ("44", "too_many"),
    ("uge 44", "too_many"),
    ("43 uger og 7 dage", "not_understood"),
    ("308 dage", "too_many"),
    ("11 måneder", "too_many"),
    ("2 år", "too_many"),
    ("30.8.2027", "too_many"),
    ("25.10.2026", "too_many"),
    ("3.2.9999", "too_many"),
    ("3.2.1027", "too_many"),
    ("30. august", "date_unclear"),
    ("25. oktober", "date_unclear"),
    ("termin 3. september", "date_unclear"),
    ("29. februar", "date_unclear"),  # 2027 has none
    ("31.2.2027", "date_unclear"),
    ("31. februar", "date_unclear"),
    ("0.2.2027", "date_unclear"),
    ("12.25.2026", "date_unclear"),  # day first, always
    ("2027-13-01", "date_unclear"),
    ("3.2.0000", "date_unclear"),
    *(
        (text, "not_understood")
        for text in (
            "31+9", "31+7", "31 uger 9 dage", "31+", "+4", "31++4", "31+4+1", "31+4 dage",
            "uge", "uge 31 uger", "uge 31 4", "uge uge 31", "i 31", "31 4", "31. uge",
            "31.uge", "31st week", "31 uger siden", "31 weeks ago", "i dag", "i går",
            "født 3. februar", "siden 3. februar", "since 3 Feb", "termin", "due",
            "termin 31", "termin uge 31", "termin termin 3. februar", "den termin 3. februar",
            "3/2", "3.2", "februar", "3 februar 2027 2027", "3. februar 202", "3.2.202",
            "3.2/2027", "3,2,2027", "3-2", "termin 3-2", "termin 3,2", "2027-02", "100. maj",
            "3 maj 2027 kl 4", "4 dage 31 uger", "31 uger 2 uger", "31 uger og",
            "og 31 uger", "31 uger og 4",
        )
    ),
]  # fmt: skip

SINCE: list[Row] = [
    # weeks
    ("12", 12, 0, True),
    ("12 uger", 12, 0, True),
    ("12 weeks", 12, 0, True),
    ("12 uger siden", 12, 0, True),
    ("for 12 uger siden", 12, 0, True),
    ("12 weeks ago", 12, 0, True),
    ("0 uger", 0, 0, True),
    ("en uge", 1, 0, True),
    ("a week ago", 1, 0, True),
    ("én uge", 1, 0, True),
    ("12?", 12, 0, False),
    ("2024", 2024, 0, False),  # perhaps a year
    ("2024 uger", 2024, 0, True),
    ("to", 2, 0, False),  # perhaps English
    # days
    ("0 dage", 0, 0, False),
    ("10 dage", 1, 3, False),
    ("10 days", 1, 3, False),
    ("41 dage", 5, 6, False),
    ("42 dage", 6, 0, False),
    ("83 days", 11, 6, False),
    ("84 days", 12, 0, False),
    ("fjorten dage", 2, 0, False),
    ("fourteen days", 2, 0, False),
    ("en dag", 0, 1, False),
    ("i dag", 0, 0, False),
    ("I dag!", 0, 0, False),
    ("today", 0, 0, False),
    ("i går", 0, 1, False),
    ("yesterday", 0, 1, False),
    # months
    ("3 måneder", 13, 0, False),
    ("3 mdr", 13, 0, False),
    ("3 mdr.", 13, 0, False),
    ("3 mdr. siden", 13, 0, False),
    ("3 months", 13, 0, False),
    ("tre måneder", 13, 0, False),
    ("three months", 13, 0, False),
    ("for tre måneder siden", 13, 0, False),
    ("6 måneder", 26, 0, False),
    ("six months ago", 26, 0, False),
    ("1 måned", 4, 2, False),
    ("1 md.", 4, 2, False),
    ("2 måneder og 1 uge", 9, 4, False),  # 60 + 7 days
    ("2 months and 1 week", 9, 4, False),
    ("2 måneder og 10 dage", 10, 0, False),  # 60 + 10 days
    ("11 måneder, 4 uger og 6 dage", 52, 4, False),  # 334 + 28 + 6 days
    # years
    ("24 måneder", 104, 2, False),
    ("2 år", 104, 2, False),
    ("2 years", 104, 2, False),
    ("to år", 104, 2, False),
    ("1 år", 52, 1, False),
    ("a year ago", 52, 1, False),
    ("1 år og 3 måneder", 65, 1, False),  # floor(456.6) days
    ("1 year and 3 months", 65, 1, False),
    ("tyve år", 1043, 4, False),  # floor(7305.6) days
    # halves
    *(
        (text, 6, 3, False)  # floor(45.66) days
        for text in (
            "1 1/2 måned", "1,5 måned", "1.5 months", "1,50 måned", "halvanden måned",
            "en og en halv måned", "one and a half months", "1 and a half months",
        )
    ),
    *(
        (text, 26, 0, False)
        for text in (
            "et halvt år", "half a year", "a half year", "1/2 år", "0,5 år",
            "for et halvt år siden", "half a year ago",
        )
    ),
    ("en halv måned", 2, 1, False),
    ("half a month", 2, 1, False),
    ("halvandet år", 78, 1, False),  # floor(547.92) days
    ("to og et halvt år", 130, 3, False),  # floor(913.2) days
    # the upper limit
    ("728 dage", 104, 0, False),
    ("734 dage", 104, 6, False),
    ("735 dage", 105, 0, False),
    ("104", 104, 0, True),
    ("105", 105, 0, True),
    ("2600", 2600, 0, True),
    ("18206 dage", 2600, 6, False),
    # a birth date
    *(
        (text, *BORN)
        for text in (
            "3.2.2026", "03/02/2026", "3/2-2026", "2026-02-03", "3.2.26", "3. februar 2026",
            "3 feb 2026", "3 February 2026", "3. februar", "3 Feb", "født 3. februar",
            "født d. 3. februar 2026", "født den 3/2", "born 3 Feb", "born on 3 February",
            "siden 3. februar", "since 3 Feb 2026", "den 3. februar",
        )
    ),
    ("22.11.2026", 0, 0, False),
    ("22. november", 0, 0, False),
    ("21. november", 0, 1, False),
    ("23. november", 52, 0, False),  # last year's: 364 days
    ("29. februar", 142, 3, False),  # 2024: 997 days
    ("12. oktober 2026", 5, 6, False),  # 41 days
    ("11. oktober 2026", 6, 0, False),
    ("24.11.2024", 104, 0, False),
    ("18.11.2024", 104, 6, False),
    ("17.11.2024", 105, 0, False),
]  # fmt: skip

SINCE_REFUSED: list[tuple[str, Code]] = [
    ("2601", "too_many"),
    ("2601 uger", "too_many"),
    ("18207 dage", "too_many"),
    ("50 år", "too_many"),
    ("9" * 50 + " måneder", "too_many"),
    ("3.2.1926", "too_many"),
    ("23.11.2026", "future"),
    ("23. november 2026", "future"),
    ("3.2.2027", "future"),
    ("3.2.9999", "future"),
    ("31.2.2026", "date_unclear"),
    ("29.2.2026", "date_unclear"),
    ("31. februar", "date_unclear"),
    ("31. april", "date_unclear"),
    ("født 32/1", "date_unclear"),
    *(
        (text, "not_understood")
        for text in (
            "uge 12", "week 12", "i uge 12", "12+3", "12 siden", "12 ago", "siden",
            "siden 12 uger", "for 12 uger", "for 12 weeks ago", "termin 3. februar",
            "due 3 Feb", "a", "half", "halvanden", "halvanden uge", "et halvt", "en halv dag",
            "1,5 uger", "1 1/2 uge", "2,5 dage", "1.000 måneder", "1,125 år", "3/4 år",
            "11/2 måned", "en 1/2 måned", "a and a half years", "1,5 og en halv måned",
            "one half year", "2 half years", "1 år og 12 måneder", "1 måned og 5 uger",
            "1 måned 31 dage", "3 måneder 1 år", "1 år og et halvt år", "1 år og et halvt",
            "et par uger", "tredive dage", "3 m", "3 timer", "måneder", "3 måneder gammel",
            "i morgen", "tomorrow", "år", "1, 5 måned", "ca. 3 måneder", "3 måneder?!x",
        )
    ),
]  # fmt: skip

REFUSED_BY_BOTH = [
    "", " ", "\r\n", ".", "?", "...", "-5", "\u22125", "- 5", "31.5", "31,5", "31.0", "5-",
    "måske 12", "12 eller 13", "10-12", "10 - 12", "10/12", "12 13", "12 uger 13", "ca 12",
    "over 12", "<12", "12%", "'12'", "(12)", "12x", "x12", "0x12", "1e1", "1_2", ".5", ",5",
    "\u0661\u0662", "\uff11\uff12", "\u00b2", "1\u00bd måned", "\u2460", "\u0967 uger", "12\u200b",
    "12\x00", "12\u0301", "ved ikke", "dunno", "1" * 61, "12 uger " * 10, "3.2.2026.1",
    "3. februar, 2026", "Feb 3 2026", "3. foo 2026", "3rd February 2026",
]  # fmt: skip

# The same answer in other writing; both functions read all of these as 12 weeks.
TWELVE_WEEKS = [
    "12", " 12 ", "\u00a012\u00a0", "12\r\n", "\t12\n", "12.", "12!", "12 .", "12,", "12;", "12:",
    "12...", "12 uger", "12\u00a0uger", "12\u202fuger", "12  UGER", "12uger", "12 Weeks.", "012",
    "12 uge", "12 w", "12u", " " * 70 + "12",
]  # fmt: skip


def refused(read: Reader, text: str, today: datetime.date = TODAY) -> str:
    with pytest.raises(NotUnderstood) as caught:
        read(text, today)
    return caught.value.code


@pytest.mark.parametrize(("text", "weeks", "days", "plain"), PREGNANCY)
def test_pregnancy_week_understands(text: str, weeks: int, days: int, plain: bool) -> None:
    assert pregnancy_week(text, TODAY) == Understood(weeks, days, plain)


@pytest.mark.parametrize(("text", "code"), PREGNANCY_REFUSED)
def test_pregnancy_week_refuses(text: str, code: str) -> None:
    assert refused(pregnancy_week, text) == code


@pytest.mark.parametrize(("text", "weeks", "days", "plain"), SINCE)
def test_time_since_understands(text: str, weeks: int, days: int, plain: bool) -> None:
    assert time_since(text, TODAY) == Understood(weeks, days, plain)


@pytest.mark.parametrize(("text", "code"), SINCE_REFUSED)
def test_time_since_refuses(text: str, code: str) -> None:
    assert refused(time_since, text) == code


@pytest.mark.parametrize("read", [pregnancy_week, time_since])
@pytest.mark.parametrize("text", REFUSED_BY_BOTH)
def test_both_refuse(read: Reader, text: str) -> None:
    assert refused(read, text) == "not_understood"


@pytest.mark.parametrize("read", [pregnancy_week, time_since])
@pytest.mark.parametrize("text", TWELVE_WEEKS)
def test_other_writing_of_twelve_weeks(read: Reader, text: str) -> None:
    assert read(text, TODAY) == Understood(12, 0, True)


@pytest.mark.parametrize("text", ["3 måneder", "I GÅR", "et halvt år", "én uge"])
def test_decomposed_letters_read_like_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert time_since(decomposed, TODAY) == time_since(text, TODAY)


def test_sixty_characters_are_read_and_sixty_one_are_not() -> None:
    assert time_since("0" * 58 + "12", TODAY) == Understood(12, 0, True)
    assert refused(time_since, "0" * 59 + "12") == "not_understood"


NUMBERS = [
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten tyve",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
]


@pytest.mark.parametrize("words", NUMBERS)
def test_number_words_from_zero_to_twenty(words: str) -> None:
    read = [time_since(f"{word} dage", TODAY) for word in words.split()]
    assert [found.weeks * 7 + found.days for found in read] == list(range(21))


MONTHS = [
    "januar februar marts april maj juni juli august september oktober november december",
    "January February March April May June July August September October November December",
    "jan feb mar apr maj jun jul aug sep okt nov dec",
    "Jan. Feb. Mar. Apr. May. Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
]


@pytest.mark.parametrize("names", MONTHS)
def test_month_names(names: str) -> None:
    named = [time_since(f"5. {name} 2025", TODAY) for name in names.split()]
    assert named == [time_since(f"2025-{month:02}-05", TODAY) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("today", "text", "weeks", "days"),
    [
        (datetime.date(2028, 2, 29), "29. februar", 0, 0),
        (datetime.date(1904, 2, 28), "29 Feb", 417, 1),  # 1896, as 1900 was no leap year
        (datetime.date(2027, 1, 2), "31. december", 0, 2),
        (datetime.date(1, 1, 1), "1. januar", 0, 0),
    ],
)
def test_birth_date_without_a_year(today: datetime.date, text: str, weeks: int, days: int) -> None:
    assert time_since(text, today) == Understood(weeks, days, False)


def test_due_date_without_a_year_may_lie_in_the_year_before_or_after() -> None:
    january, december = datetime.date(2027, 1, 5), datetime.date(2026, 12, 30)
    assert pregnancy_week("20. december", january) == Understood(42, 2, False)  # 16 days over
    assert pregnancy_week("5. januar", december) == Understood(39, 1, False)  # 6 days to go


def test_years_at_the_ends_of_the_calendar() -> None:
    assert refused(time_since, "2. januar", datetime.date.min) == "date_unclear"
    assert refused(pregnancy_week, "1. juli", datetime.date.max) == "date_unclear"
    assert pregnancy_week("31. december", datetime.date.max) == Understood(40, 0, False)


def test_understood_is_frozen_and_slotted() -> None:
    found = Understood(1, 2, False)
    assert not hasattr(found, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.weeks = 3  # type: ignore[misc]


def test_refusal_keeps_a_code_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotUnderstood) as caught:
        time_since("31.2.2026", TODAY)
    assert isinstance(caught.value, ValueError)
    assert caught.value.args == ("date_unclear",)
    assert caught.value.__context__ is None
    assert capsys.readouterr() == ("", "")


# --- Properties -----------------------------------------------------------------------

READS = st.sampled_from([(pregnancy_week, 43), (time_since, 2600)])
WORDS = """
0 1 2 3 12 31 44 99 1/2 1,5 3.2 3/2 3.2.2026 3/2-27 2027-02-03 2027 + - . , / ? uge uger week w d
dage days mdr. måneder months år year og and i in for siden ago en et a halv halvt half halvanden
tre ten termin due født born den d. 3. februar Feb. maj dag går today
"""
PIECES = st.sampled_from(WORDS.split())
PHRASES = st.lists(PIECES, min_size=1, max_size=7).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)
DATE_FORMATS = st.sampled_from(
    ["{d}.{m}.{y}", "{d:02}/{m:02}/{y}", "{d}/{m}-{y}", "{y}-{m:02}-{d:02}", "{d}. {da} {y}",
     "{d} {en} {y}"]
)  # fmt: skip
FORMATS_WITHOUT_YEAR = st.sampled_from(["{d}. {da}", "{d} {en}", "den {d}/{m}", "d. {d}.{m}"])
TODAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


def written(date: datetime.date, form: str) -> str:
    danish, english = (MONTHS[language].split()[date.month - 1] for language in (0, 1))
    return form.format(d=date.day, m=date.month, y=date.year, da=danish, en=english)


@given(READS, st.text() | st.text("0123456789.,/+-? \u00a0dugeåa", max_size=20) | PHRASES, TODAYS)
def test_any_text_is_understood_within_the_limits_or_refused(
    reading: tuple[Reader, int], text: str, today: datetime.date
) -> None:
    read, limit = reading
    try:
        found = read(text, today)
    except NotUnderstood as refusal:
        assert refusal.code in CODES  # noqa: PT017 - refused or understood, both are right
    else:
        assert 0 <= found.weeks <= limit
        assert 0 <= found.days <= 6
        assert not (found.plain and found.days)


@given(READS, PHRASES, st.sampled_from(["måske", "eller 13", "-", "x", "\u0663", "(ca)"]))
def test_a_word_too_many_is_refused(reading: tuple[Reader, int], text: str, extra: str) -> None:
    assert refused(reading[0], f"{text} {extra}") == "not_understood"
    assert refused(reading[0], f"{extra} {text}") == "not_understood"


@given(st.integers(0, 2600 * 7 + 6), st.sampled_from(["dage", "days", "dage siden", "days ago"]))
def test_days_round_trip(days: int, unit: str) -> None:
    assert time_since(f"{days} {unit}", TODAY) == Understood(days // 7, days % 7, False)


@given(st.integers(0, 43 * 7 + 6), st.sampled_from(["dage", "days"]))
def test_days_of_pregnancy_round_trip(days: int, unit: str) -> None:
    assert pregnancy_week(f"{days} {unit}", TODAY) == Understood(days // 7, days % 7, False)


@given(st.integers(0, 2600 * 7 + 6), DATE_FORMATS, TODAYS)
def test_birth_date_gives_the_days_since(days: int, form: str, today: datetime.date) -> None:
    text = written(today - datetime.timedelta(days), form)
    assert time_since(text, today) == Understood(days // 7, days % 7, False)


@given(st.integers(0, 364), FORMATS_WITHOUT_YEAR, TODAYS)
def test_birth_date_without_year(days: int, form: str, today: datetime.date) -> None:
    text = written(today - datetime.timedelta(days), form)
    assert time_since(text, today) == Understood(days // 7, days % 7, False)


@given(st.integers(1, 40_000), DATE_FORMATS, TODAYS)
def test_later_birth_date_is_in_the_future(days: int, form: str, today: datetime.date) -> None:
    assert refused(time_since, written(today + datetime.timedelta(days), form), today) == "future"


@given(
    st.integers(0, 43), st.integers(0, 6), DATE_FORMATS | FORMATS_WITHOUT_YEAR, TODAYS,
    st.sampled_from(["{}+{}", "uge {}+{}", "{} uger og {} dage", "{} weeks {} days", "{}w{}d"]),
)  # fmt: skip
def test_due_date_gives_the_typed_weeks_and_days(
    weeks: int, days: int, form: str, today: datetime.date, typed: str
) -> None:
    due = today + datetime.timedelta(280 - weeks * 7 - days)
    from_date = pregnancy_week(written(due, form), today)
    assert from_date == pregnancy_week(typed.format(weeks, days), today)
    assert from_date == Understood(weeks, days, False)


@given(st.integers(-20_000, 20_000).filter(lambda days: not 0 <= days < 44 * 7), DATE_FORMATS)
def test_due_date_outside_the_limit(days: int, form: str) -> None:
    due = TODAY + datetime.timedelta(280 - days)
    assert refused(pregnancy_week, written(due, form)) == "too_many"
