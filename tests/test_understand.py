"""What a person types and what it is taken for: ``understood.yaml``, and what holds of any line.

Nothing is guessed: a line is one answer, the same in both languages, or it is refused.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from baekken_cli import understand
from baekken_cli.asking import Asker, Back, Look
from baekken_cli.conditions import worded
from baekken_cli.interview import check_answer, path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import MESSAGES
from baekken_cli.model import Answer, Answers, Facts, Language, Option, Question
from baekken_cli.screen import Ended, PlainScreen
from baekken_cli.understand import NotUnderstood, Typed
from tests.builders import LANGUAGES, MILD, SAME_DAY_AFTER_BIRTH
from tests.test_cases import Text

FILE = Path(__file__).parent / "understood.yaml"
TODAY = dt.date(2026, 11, 22)
QUESTIONNAIRE = load_content().questionnaire

SITUATIONS: dict[str, Answers] = {
    "week 20": MILD,
    "three weeks after the birth": SAME_DAY_AFTER_BIRTH,
    "five months after the birth": {**SAME_DAY_AFTER_BIRTH, "weeks_since": 20, "worst": 2},
    "week 8": {**MILD, "weeks_pregnant": 8, "hard": ("unsure",), "worst": 5},
    "week 30": {**MILD, "weeks_pregnant": 30, "hard": ("unsure",)},
    "week 38": {**MILD, "weeks_pregnant": 38},
    "week not known": {**MILD, "weeks_pregnant": "unsure"},
    "after a loss": {**SAME_DAY_AFTER_BIRTH, "stage": "loss", "hard": ("unsure",), "background": ("none",)},
    "cannot walk": {**SAME_DAY_AFTER_BIRTH, "moves": "not_at_all", "sites": ("buttock",)},
}


class Asked:
    """A question as it stands on the screen in one situation."""

    def __init__(self, question: Question, facts: Facts) -> None:
        self.question = question
        self.facts = facts
        self.options = shown_options(question, facts)

    def __repr__(self) -> str:
        return f"{self.question.id}: {'; '.join(self.words(one)[0] for one in self.options)}"

    def read(self, typed: str) -> Typed:
        return understand.answer(self.question, self.options, typed, self.facts, TODAY)

    def one(self, option: Option) -> Answer:
        """The answer that this line alone gives."""
        return (option.id,) if self.question.kind == "ticks" else option.id

    def words(self, option: Option) -> tuple[str, ...]:
        return tuple(worded(option.text, language, self.facts) for language in LANGUAGES)


def asked_in(answers: Answers) -> Iterator[Asked]:
    return (Asked(question, facts) for question, facts in path(QUESTIONNAIRE, answers))


# Each question as often as it looks different.
EVERYTHING = list({repr(one): one for answers in SITUATIONS.values() for one in asked_in(answers)}.values())
LISTS = [one for one in EVERYTHING if one.question.kind != "number"]


# ---------------------------------------------------------------- the table
@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the table, as it stands in the file. A misspelt or missing key fails here."""

    question: str
    says: str
    when: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    read_back: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, Any] = field(default_factory=dict)

    def asked(self) -> Asked:
        return next(one for one in asked_in(SITUATIONS[self.when]) if one.question.id == self.question)


TABLE = yaml.load(FILE.read_text(encoding="utf-8"), Text)
ENTRIES = [Entry(**entry) for entry in TABLE["questions"]]


def rows(kind: str) -> list[Any]:
    """Every line of the table of this kind, named by its question and itself."""
    return [
        pytest.param(entry.asked(), typed, wanted, id=f"{entry.question}-{typed!a}")
        for entry in ENTRIES
        for typed, wanted in getattr(entry, kind).items()
    ]


def as_answer(written: Any) -> Answer:
    """Option ids as they stand; a number as a number."""
    if isinstance(written, list):
        return tuple(written)
    return int(written) if written.isdigit() else str(written)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.question)
def test_the_table_names_the_question_as_it_is_asked(entry: Entry) -> None:
    asked = entry.asked()
    assert entry.says == worded(asked.question.text, "da", asked.facts)


@pytest.mark.parametrize(("asked", "typed", "wanted"), rows("answers"))
def test_is_taken_at_once(asked: Asked, typed: str, wanted: Any) -> None:
    assert asked.read(typed) == Typed(as_answer(wanted), read_back=False)


@pytest.mark.parametrize(("asked", "typed", "wanted"), rows("read_back"))
def test_is_read_back(asked: Asked, typed: str, wanted: Any) -> None:
    assert asked.read(typed) == Typed(as_answer(wanted), read_back=True)


@pytest.mark.parametrize(("asked", "typed", "wanted"), rows("refused"))
def test_is_refused(asked: Asked, typed: str, wanted: Any) -> None:
    """With the code that stands there, and exactly the lines that are named after it."""
    code, *named = wanted if isinstance(wanted, list) else [wanted]
    with pytest.raises(NotUnderstood) as caught:
        asked.read(typed)
    assert caught.value.code == code
    assert [option.id for option in caught.value.understood] == named


@pytest.mark.parametrize(
    ("question", "typed", "part"),
    [
        ("provoked_by", "Banan, 1", "banan"),
        ("provoked_by", "1 99", "99"),
        ("provoked_by", "1, 5-3", "5-3"),
        ("provoked_by", "ingen, 1", "none"),
        ("provoked_by", "Trpper", "trpper"),
        ("signs_now", "feber", "feber"),
        ("pain", "1 3", "1 3"),
        ("worst", "elleve", "elleve"),
        ("weeks_pregnant", "Banan", "Banan"),
    ],
)
def test_what_was_not_understood_is_told(question: str, typed: str, part: str) -> None:
    """The piece of it where the rest was clear, or the line that stands alone."""
    asked = next(one for one in asked_in(MILD) if one.question.id == question)
    with pytest.raises(NotUnderstood) as caught:
        asked.read(typed)
    assert caught.value.part == part


@pytest.mark.parametrize(
    ("typed", "skip", "unsure"),
    [
        ("s", True, False),
        (" Spring over. ", True, False),
        ("SKIP", True, False),
        ("ved ikke", False, True),
        ("Don’t know.", False, True),
        ("aner ikke!", False, True),
        ("nej", False, False),
        ("", False, False),
    ],
)
def test_skipping_and_not_knowing(typed: str, skip: bool, unsure: bool) -> None:
    """In either language; neither is ever meant by an empty line."""
    assert (understand.wants_skip(typed), understand.wants_unsure(typed)) == (skip, unsure)


@pytest.mark.parametrize("name", understand.WORDS)
def test_wishes(name: str) -> None:
    """Each wish has a list in the table, and every word of the program stands there."""
    assert {understand.command(typed) for typed in TABLE["wishes"][name]} == {name}
    known = {understand.tidy(typed) for typed in TABLE["wishes"][name]}
    assert known >= {word for word in understand.WORDS[name] if word != "hjaelp"}


def test_what_is_no_wish() -> None:
    assert [typed for typed in TABLE["no_wishes"] if understand.command(typed)] == []


@pytest.mark.parametrize(("key", "wanted"), [("yes", True), ("no", False), ("neither", None)])
def test_yes_and_no(key: str, wanted: bool | None) -> None:
    assert [understand.yes_or_no(typed) for typed in TABLE[key]] == [wanted] * len(TABLE[key])


# ---------------------------------------------------------------- every line of the questionnaire
def clashes(reads: Iterable[tuple[Asked, Option, str, Answer | None]]) -> list[tuple[str, str, str]]:
    """Question, line and what was typed, wherever that gave another answer."""
    return [
        (asked.question.id, option.id, typed)
        for asked, option, typed, found in reads
        if found != asked.one(option)
    ]


def read_or_none(asked: Asked, typed: str) -> Answer | None:
    try:
        return asked.read(typed).answer
    except NotUnderstood:
        return None


def test_the_situations_show_every_line() -> None:
    """Otherwise the tests below would say less than they seem to."""
    shown = {(one.question.id, option.id) for one in EVERYTHING for option in one.options}
    every = {(one.id, option.id) for one in QUESTIONNAIRE.questions for option in one.options}
    assert shown == every


def test_the_number_of_a_line_is_that_line() -> None:
    assert not clashes(
        (asked, option, form.format(number), read_or_none(asked, form.format(number)))
        for asked in LISTS
        for number, option in enumerate(asked.options, 1)
        for form in ("{}", " {} ", "{}.", "{})", "nr. {}", "#{}")
    )


def test_the_words_of_a_line_are_that_line() -> None:
    """In full, in both languages, in capitals or with a full stop; and they are no wish."""
    assert not clashes(
        (asked, option, typed, None if understand.command(typed) else read_or_none(asked, typed))
        for asked in LISTS
        for option in asked.options
        for text in asked.words(option)
        for typed in (text, text.upper(), f"{text}.")
    )


def test_a_line_copied_from_the_screen_is_that_line() -> None:
    """With its number; beside a wrong number it is refused."""
    copied = [
        (asked, option, number, text)
        for asked in LISTS
        for number, option in enumerate(asked.options, 1)
        for text in asked.words(option)
    ]
    assert not clashes((a, o, t, read_or_none(a, f"{n:>3}  {t}")) for a, o, n, t in copied)
    assert {read_or_none(a, f"{n % len(a.options) + 1}  {t}") for a, _, n, t in copied} == {None}


def test_the_steps_of_weeks_are_picked_by_number_and_in_words() -> None:
    """Who does not know the weeks chooses among lines too."""
    weeks = [one for one in EVERYTHING if one.question.kind == "number" and one.question.unit != "score"]
    found = [
        (option, understand.pick(asked.options, typed, asked.facts))
        for asked in weeks
        for number, option in enumerate(asked.options, 1)
        for typed in (str(number), *asked.words(option))
    ]
    assert [one for one, picked in found if one != picked] == []
    assert len(found) > 30


def test_a_number_beyond_the_list_is_refused() -> None:
    for asked in LISTS:
        for typed in ("0", "00", str(len(asked.options) + 1), "99", "999"):
            with pytest.raises(NotUnderstood, match="no_such_number"):
                asked.read(typed)


# ---------------------------------------------------------------- any line at all
WORDS = """
1 2 3 4 5 7 8 10 11 12 23 99 0 -1 1-3 3-1 2,5 6/10 en et ét to tre one two three og and & , ; - til through
ja nej j n y yes no ingen none ved ikke don't know nr. svar # banan at gå trapper stairs jeg feber foran
over bagpå uge ca. om s skip spring måneder 31+4 i går ( ) . ! ? = < o
""".split()  # noqa: SIM905
LINES = st.text(max_size=12) | st.lists(st.sampled_from(WORDS), max_size=6).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words), ",".join(words), "\u00a0".join(words)])
)
ASKED = st.sampled_from(EVERYTHING)


@given(ASKED, LINES)
@example(EVERYTHING[0], "\ud800")
def test_any_line_is_a_valid_answer_or_refused(asked: Asked, typed: str) -> None:
    """Never another exception; a refusal has words, and names only lines that are shown."""
    try:
        found = asked.read(typed).answer
    except NotUnderstood as refusal:
        assert {refusal.code, f"time_{refusal.code}"} & MESSAGES.keys()  # noqa: PT017 - both are right
        assert set(refusal.understood) <= set(asked.options)  # noqa: PT017
    else:
        assert check_answer(asked.question, found, asked.facts) == found


JUNK = st.text("qxzwjk ,.;-!?æ\u200b\u0301", min_size=1).filter(lambda text: understand.tidy(text) != "j")


@given(ASKED, JUNK)
def test_what_names_nothing_is_nothing(asked: Asked, typed: str) -> None:
    """No line begins so, and it is no number and no word that everybody uses."""
    with pytest.raises(NotUnderstood):
        asked.read(typed)


MORE = st.sampled_from(
    ["banan", "måske", "aldrig", "never", "eller 2", "undtagen 1", "?", "(ca)", "x", "\u0663"]
)
JOINED = st.sampled_from(["{line} {more}", "{more} {line}", "{line}, {more}", "{more} og {line}"])


@given(st.sampled_from(LISTS), st.data(), MORE, JOINED)
def test_a_word_too_many_is_refused(asked: Asked, data: st.DataObject, more: str, joined: str) -> None:
    """Whatever stands beside a number or a whole line and is not understood, nothing is answered."""
    number, option = data.draw(st.sampled_from(list(enumerate(asked.options, 1))))
    line = data.draw(st.sampled_from([str(number), *asked.words(option)]))
    with pytest.raises(NotUnderstood):
        asked.read(joined.format(line=line, more=more))


BETWEEN = st.sampled_from([" ", ",", ", ", ";", " og ", " and ", " & ", "+", "\u00a0", "  ", " nr. "])


@given(st.sampled_from([one for one in LISTS if one.question.kind == "ticks"]), st.data())
def test_several_numbers_in_any_writing(asked: Asked, data: st.DataObject) -> None:
    """Any ticks, in any order, with anything between them that parts numbers."""
    beside = [number for number, one in enumerate(asked.options, 1) if not one.alone]
    numbers = data.draw(st.lists(st.sampled_from(beside), min_size=1, max_size=5))
    typed = str(numbers[0]) + "".join(f"{data.draw(BETWEEN)}{number}" for number in numbers[1:])
    wanted = tuple(one.id for number, one in enumerate(asked.options, 1) if number in numbers)
    assert asked.read(typed) == Typed(wanted)


@given(st.sampled_from([one for one in LISTS if one.question.kind == "ticks"]), st.data())
def test_a_range_is_all_between(asked: Asked, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(asked.options)))
    last = data.draw(st.integers(first, len(asked.options)))
    form = data.draw(st.sampled_from(["{}-{}", "{} - {}", "{}–{}", "{} til {}", "{} through {}"]))
    between = asked.options[first - 1 : last]
    together = len(between) == 1 or not any(one.alone for one in between)
    found = read_or_none(asked, form.format(first, last))
    assert found == (tuple(one.id for one in between) if together else None)


SCORES = [one for one in EVERYTHING if one.question.kind == "number" and one.question.unit == "score"]


@given(st.sampled_from(SCORES), st.integers(0, 999), st.sampled_from(["{}", "{} ", "{}.", "nr. {}"]))
def test_a_score_is_the_number_or_refused(asked: Asked, number: int, form: str) -> None:
    """Never another number, whatever the scale."""
    inside = asked.question.low <= number <= asked.question.high
    assert read_or_none(asked, form.format(number)) == (number if inside else None)


@given(st.sampled_from(SCORES), LINES)
def test_only_a_plain_number_is_not_read_back(asked: Asked, typed: str) -> None:
    """Where the line holds more than a number, or another one, she is asked whether it is right."""
    try:
        found = asked.read(typed)
    except NotUnderstood:
        return
    digits = "".join(char for char in typed if char in "0123456789")
    if isinstance(found.answer, int) and not found.read_back and digits:
        assert digits.lstrip("0") in (f"{found.answer}".lstrip("0"), f"{found.answer}10".lstrip("0"))


# ---------------------------------------------------------------- the same in both languages
class Lines(PlainScreen):
    """Types these lines; then the input ends."""

    def __init__(self, *lines: str) -> None:
        super().__init__(io.StringIO(), io.StringIO(), 80)
        self.lines = list(lines)

    def read(self) -> str:
        if not self.lines:
            raise Ended
        return self.lines.pop(0)


def outcome(asked: Asked, typed: str, language: Language) -> object:
    """The answer, or what happened instead; anything read back is right."""
    gate = ["ja"] if asked.question.gate else []
    asker = Asker(Lines(*gate, typed, "ja"), language, TODAY)
    try:
        return asker.ask(asked.question, asked.facts)
    except (Ended, Back, Look) as happened:
        return type(happened)


TABLE_LINES = sorted({typed for one in ENTRIES for typed in (*one.answers, *one.read_back, *one.refused)})


@given(ASKED, LINES | st.sampled_from(TABLE_LINES))
def test_a_line_means_the_same_in_both_languages(asked: Asked, typed: str) -> None:
    """Who writes Danish on an English screen is understood as on a Danish one."""
    assert outcome(asked, typed, "da") == outcome(asked, typed, "en")


@given(st.text() | LINES)
def test_tidy_has_nothing_left_to_do(text: str) -> None:
    assert understand.tidy(understand.tidy(text)) == understand.tidy(text)
