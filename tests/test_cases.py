"""Named people, their answers and the result the evidence asks for: ``tests/cases/*.yaml``."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from baekken_cli.classify import classify
from baekken_cli.interview import check_answer, decide, missing, on_path, path, shown_options
from baekken_cli.loader import content_folder, load_content
from baekken_cli.model import Answer, Answers, Urgency

CASES = Path(__file__).parent / "cases"
BASES = CASES / "bases.yaml"
NOT_ASKED = "not asked"
CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
NUMBERS = {question.id for question in QUESTIONNAIRE.questions if question.kind == "number"}

Written = Mapping[str, Any]


class Text(yaml.BaseLoader):
    """Reads every plain value as text and refuses a repeated key."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of ``node``, if each of its keys stands once."""
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a key stands twice: {keys}{node.start_mark}"
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Entry:
    """One case as it stands in a file. A misspelt or missing key fails here."""

    name: str
    story: str
    like: str
    answers: Written
    expect: Written


@dataclass(frozen=True, slots=True)
class Expected:
    """``expect`` of a case as it stands in a file. A misspelt or missing key fails here."""

    classification: str
    urgency: str
    rules: tuple[str, ...]
    raised: tuple[str, ...] = ()
    tone: str = ""

    def result(self) -> Result:
        """The same, ready to compare."""
        assert len(self.rules) == len(set(self.rules)), f"a rule stands twice: {self.rules}"
        classification, urgency = (
            None if word == "null" else word for word in (self.classification, self.urgency)
        )
        return Result(classification, urgency, frozenset(self.rules), frozenset(self.raised))


@dataclass(frozen=True, slots=True)
class Result:
    """What counts of an assessment: both results, every rule that fits, every raised red flag."""

    classification: str | None
    urgency: str | None
    rules: frozenset[str]
    raised: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One case, ready to run: the base and what differs are put together."""

    file: str
    name: str
    answers: Answers
    result: Result
    tone: str


def read(file: Path) -> Written:
    """A whole file, every plain value as text."""
    whole: Written = yaml.load(file.read_text(encoding="utf-8"), Loader=Text)
    return whole


def answer(question: str, written: object) -> Answer:
    """An answer as the program takes it: ticks as a tuple, a number where the question asks one."""
    if isinstance(written, list):
        return tuple(written)
    assert isinstance(written, str), f"{question}: {written!r} is neither text nor a list"
    return int(written) if question in NUMBERS and written.isdecimal() else written


def put_together(base: Written, differs: Written) -> dict[str, Answer]:
    """The answers of ``base`` with ``differs`` on top; "not asked" takes one away."""
    both = {**base, **differs}
    return {key: answer(key, value) for key, value in both.items() if value != NOT_ASKED}


def cases_of(file: Path, bases: Mapping[str, Written]) -> Iterator[Case]:
    """The cases of one file."""
    whole = read(file)
    assert list(whole) == ["cases"], f"{file.name} holds {list(whole)}, expected only cases"
    for written in whole["cases"]:
        entry = Entry(**written)
        answers = put_together(bases[entry.like], entry.answers)
        expected = Expected(**entry.expect)
        yield Case(file.stem, entry.name, answers, expected.result(), expected.tone)


def all_cases() -> tuple[Case, ...]:
    """The cases of all files, in the order of the files' names."""
    bases = read(BASES)["bases"]
    files = sorted(set(CASES.glob("*.yaml")) - {BASES})
    return tuple(case for file in files for case in cases_of(file, bases))


def each(given: Answer) -> tuple[str | int, ...]:
    """The ticks of an answer in one order, or the answer alone."""
    return tuple(sorted(given)) if isinstance(given, tuple) else (given,)


def beside_each_threshold() -> list[tuple[str, int]]:
    """(question, number) on both sides of every end of every range under ``thresholds:``."""
    thresholds: Written = read(content_folder() / "questions.yaml")["thresholds"]
    found: set[tuple[str, int]] = set()
    for name, ranges in thresholds.items():
        question = QUESTIONNAIRE.question(name)
        assert question is not None, name
        for written in ranges.values():
            low, high = (int(end) for end in written.split("-"))
            found |= {(name, low - 1), (name, low)} if low > question.low else set()
            found |= {(name, high), (name, high + 1)} if high < question.high else set()
    return sorted(found)


FROM_37 = ("about_37_up",)
FROM_24 = ("about_24_36", *FROM_37)
FROM_20 = ("about_20_23", *FROM_24)
FROM_13 = ("about_13_19", *FROM_20)
TO_12 = ("about_0_12",)
TO_19 = (*TO_12, "about_13_19")
TO_36 = (*TO_19, "about_20_23", "about_24_36")
WITHIN_3_MONTHS = ("under_6_weeks", "weeks_6_to_months_3")
WITHIN_2_YEARS = (*WITHIN_3_MONTHS, "months_3_to_6", "months_6_to_24")

LINES_BY_WEEK = [
    ("weeks_pregnant", "signs_now", "headache", 20, 43, (*FROM_20, "unsure")),
    ("weeks_pregnant", "signs_pregnancy", "waves", 0, 36, (*TO_36, "unsure")),
    ("weeks_pregnant", "signs_pregnancy", "waves_term", 37, 43, FROM_37),
    ("weeks_pregnant", "signs_pregnancy", "waters", 0, 36, (*TO_36, "unsure")),
    ("weeks_pregnant", "signs_pregnancy", "waters_clear", 37, 43, FROM_37),
    ("weeks_pregnant", "signs_pregnancy", "waters_coloured", 37, 43, FROM_37),
    ("weeks_pregnant", "signs_pregnancy", "baby_gone", 18, 23, ("about_13_19", "about_20_23")),
    ("weeks_pregnant", "signs_pregnancy", "baby_less", 24, 43, (*FROM_24, "unsure")),
    ("weeks_pregnant", "signs_pregnancy", "after_recent_birth", 0, 13, (*TO_19, "unsure")),
    ("weeks_pregnant", "signs_body", "early_side", 0, 12, (*TO_12, "unsure")),
    ("weeks_pregnant", "signs_body", "sudden_side", 13, 43, FROM_13),
    ("weeks_pregnant", "signs_body", "belly_blow", 0, 19, TO_19),
    ("weeks_pregnant", "signs_body", "fall_early", 0, 19, TO_19),
    ("weeks_pregnant", "signs_body", "fall", 20, 43, (*FROM_20, "unsure")),
    ("weeks_pregnant", "signs_body", "no_weight", 20, 27, ("about_20_23",)),
    ("weeks_pregnant", "signs_body", "no_weight_or_back", 28, 43, (*FROM_24, "unsure")),
    ("weeks_pregnant", "signs_days", "one_spot", 28, 43, (*FROM_24, "unsure")),
    ("weeks_pregnant", "onset", "pregnancy_middle", 13, 43, (*FROM_13, "unsure")),
    ("weeks_pregnant", "onset", "pregnancy_late", 28, 43, (*FROM_24, "unsure")),
    ("weeks_since", "signs_now", "headache", 0, 104, WITHIN_2_YEARS),
    ("weeks_since", "signs_body", "snap", 0, 11, WITHIN_3_MONTHS),
    ("weeks_since", "onset", "after_birth", 3, 104, WITHIN_2_YEARS),
]
"""When a line is shown: first and last week, and the steps for those who do not know the week."""

ALL = all_cases()
EACH_CASE = pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case.file}: {case.name}") for case in ALL],
)


@EACH_CASE
def test_answers_are_what_this_person_is_asked(case: Case) -> None:
    """No answer is ignored, and every one is among those that its question takes."""
    assert on_path(QUESTIONNAIRE, case.answers) == case.answers
    for question, facts in path(QUESTIONNAIRE, case.answers):
        if question.id in case.answers:
            given = case.answers[question.id]
            assert each(check_answer(question, given, facts)) == each(given)


@EACH_CASE
def test_answers_end_where_the_questions_end(case: Case) -> None:
    """Answers are complete, or they stop with the one that makes it an emergency."""
    if case.result.urgency != Urgency.EMERGENCY:
        assert missing(QUESTIONNAIRE, case.answers) == ()
        return
    asked = [question.id for question, _ in path(QUESTIONNAIRE, case.answers)]
    answered = asked[: len(case.answers)]
    assert set(answered) == set(case.answers)
    before = {name: case.answers[name] for name in answered[:-1]}
    assert classify(CONTENT, before).urgency is not Urgency.EMERGENCY


@EACH_CASE
def test_result_is_the_expected_one(case: Case) -> None:
    """Urgency, classification, every rule and every raised red flag are as the case says."""
    found = classify(CONTENT, case.answers)
    rules = frozenset(rule.id for rule in found.rules)
    raised = frozenset(found.red_flags.raised)
    assert Result(found.classification, found.urgency, rules, raised) == case.result


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.name) for case in ALL if case.tone],
)
def test_tone_is_the_expected_one(case: Case) -> None:
    """From week 12 the words say whether the pain is clearing or lasting."""
    assert classify(CONTENT, case.answers).facts["tone"] == case.tone


def test_every_rule_has_a_case() -> None:
    """Every rule fits in a case, but not the net (``otherwise``): the rules leave it no gap."""
    expected = {rule for case in ALL for rule in case.result.rules}
    assert expected == {rule.id for rule in QUESTIONNAIRE.rules if not rule.otherwise}


def test_every_red_flag_is_raised_in_a_case() -> None:
    """Every red flag is raised in a case."""
    expected = {flag for case in ALL for flag in case.result.raised}
    assert expected == {flag.id for flag in QUESTIONNAIRE.red_flags}


def test_every_option_is_chosen_in_a_case() -> None:
    """Every option of every question is somebody's answer."""
    chosen = [(name, each(given)) for case in ALL for name, given in case.answers.items()]
    given = {(name, one) for name, ticks in chosen for one in ticks}
    options = {(one.id, option.id) for one in QUESTIONNAIRE.questions for option in one.options}
    assert options - given == set()


@pytest.mark.parametrize(("name", "number"), beside_each_threshold())
def test_every_threshold_has_a_case_on_each_side(name: str, number: int) -> None:
    """Somebody answers with the last number of a range, somebody with the first one beyond it."""
    assert number in {case.answers.get(name) for case in ALL}


@pytest.mark.parametrize(("weeks", "screen", "line", "first", "last", "steps"), LINES_BY_WEEK)
def test_a_line_is_shown_in_its_weeks_only(
    weeks: str,
    screen: str,
    line: str,
    first: int,
    last: int,
    steps: tuple[str, ...],
) -> None:
    """A line whose sign belongs to certain weeks is shown in all of them and in no other."""
    stage, highest = ("pregnant", 43) if weeks == "weeks_pregnant" else ("postpartum", 104)
    asked, question = QUESTIONNAIRE.question(weeks), QUESTIONNAIRE.question(screen)
    assert asked is not None
    assert question is not None
    in_scope = {option.id for option in asked.options} - {"over_24_months"}
    shown: set[str | int] = set()
    for week in (*range(highest + 1), *in_scope):
        facts = decide(QUESTIONNAIRE.decisions, {"stage": stage, weeks: week})
        if line in {option.id for option in shown_options(question, facts)}:
            shown.add(week)
    assert shown == {*range(first, last + 1), *steps}


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    """At least 60 cases, and no two of them with the same name."""
    names = [case.name for case in ALL]
    assert len(names) >= 60
    assert sorted(set(names)) == sorted(names)
