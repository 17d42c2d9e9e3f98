"""Kept checks over time in words: what is counted, what is called better, and whom studies stand beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import Change, Language, Urgency
from baekken_cli.trend import Point, point, recovery_lines, trend_lines
from tests.builders import LANGUAGES

CONTENT = load_content()
FIRST, LATER, LAST = dt.date(2026, 9, 1), dt.date(2026, 10, 1), dt.date(2026, 11, 1)
VERDICTS = ("trend_better", "trend_worse", "trend_same")
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
BIRTH = {"stage": "postpartum"}


@pytest.mark.parametrize(
    ("answers", "pain", "hard", "weeks"),
    [
        ({}, None, None, None),
        ({"worst": 0, "hard": ["none"]}, 0, 0, None),
        ({"worst": 7, "hard": ["walk", "sit"]}, 7, 2, None),
        ({"worst": 7, "hard": ("walk", "sit")}, 7, 2, None),
        ({"worst": "unsure", "hard": ["unsure"]}, None, None, None),
        ({"worst": 3, "hard": ["walk", "unsure"]}, 3, None, None),
        ({"hard": "walk"}, None, None, None),
        ({"stage": "postpartum", "weeks_since": 0}, None, None, 0),
        ({"stage": "postpartum", "weeks_since": 13}, None, None, 13),
        ({"stage": "postpartum", "weeks_since": "under_6_weeks"}, None, None, None),
        ({"stage": "loss", "weeks_since": 13}, None, None, None),
        ({"stage": "pregnant", "weeks_pregnant": 20}, None, None, None),
    ],
)
def test_what_one_check_adds(
    answers: Mapping[str, object], pain: int | None, hard: int | None, weeks: int | None
) -> None:
    """A number where there is one; nothing for "don't know", a step, or what was not asked."""
    assert point(FIRST, answers) == Point(FIRST, pain, hard, weeks)


@pytest.mark.parametrize(
    ("urgency", "alarm"),
    [
        (None, False),
        (Urgency.SELF_CARE, False),
        (Urgency.WITHIN_DAYS, False),
        (Urgency.SAME_DAY, True),
        (Urgency.EMERGENCY, True),
    ],
)
def test_an_alarm_is_kept_with_its_day(urgency: Urgency | None, alarm: bool) -> None:
    """A day on which she was told to call the same day, or at once."""
    assert point(FIRST, {}, urgency).alarm is alarm


def pains(*values: int | None) -> list[Point]:
    return [Point(day, one, None, None) for day, one in zip((FIRST, LATER, LAST), values, strict=False)]


def verdicts(lines: list[str], language: Language) -> list[str]:
    return [code for code in VERDICTS if say(code, language, points=2, sources="PTJ19") in " ".join(lines)]


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((5, 3), ["trend_better"]),
        ((5, 4), ["trend_same"]),
        ((5, 6), ["trend_same"]),
        ((5, 7), ["trend_worse"]),
        ((0, 10), ["trend_worse"]),
        ((5, 9, 5), ["trend_same"]),  # from the first to the last
        ((5, 5, 3), ["trend_better"]),
        ((5, None, 7), ["trend_worse"]),
        ((None, 5, 7), ["trend_worse"]),  # from the first that is known
        ((5, 3, None), ["trend_better"]),
        ((5,), []),
        ((5, None), []),
        ((None, 5, None), []),
        ((None, None), []),
    ],
)
def test_better_and_worse(values: tuple[int | None, ...], verdict: list[str], language: Language) -> None:
    """From the stated difference on; never of one number alone."""
    assert verdicts(trend_lines(pains(*values), CONTENT, language), language) == verdict


@EACH_LANGUAGE
def test_the_difference_comes_from_the_content(language: Language) -> None:
    """And its source stands beside it."""
    change = CONTENT.questionnaire.change
    assert change is not None
    assert (change.points, change.sources) == (2, ("PTJ19",))
    [line] = trend_lines(pains(5, 7), CONTENT, language)
    assert "[PTJ19]" in line


@EACH_LANGUAGE
def test_every_known_number_with_its_day(language: Language) -> None:
    """In the order of the days; what is not known is left out."""
    [line] = trend_lines(pains(5, None, 7), CONTENT, language)
    assert f": 5 (2026-09-01){say('and_then', language)}7 (2026-11-01)." in line
    assert "2026-10-01" not in line


@EACH_LANGUAGE
def test_what_is_hard_is_counted_and_not_judged(language: Language) -> None:
    """Nobody has said how many things more are worse."""
    points = [Point(FIRST, None, 0, None), Point(LAST, None, 9, None)]
    [line] = trend_lines(points, CONTENT, language)
    assert f": 0 (2026-09-01){say('and_then', language)}9 (2026-11-01)." in line
    assert verdicts([line], language) == []


@EACH_LANGUAGE
@pytest.mark.parametrize("points", [[], [Point(FIRST, None, None, None)], [Point(FIRST, None, None, 6)]])
def test_nothing_to_follow_is_said(points: list[Point], language: Language) -> None:
    """Instead of an empty list."""
    assert trend_lines(points, CONTENT, language) == [say("trend_nothing", language)]


WHOLE_LINES: Mapping[Language, list[str]] = {
    "da": [
        "Værste smerte, 0-10: 5 (2026-09-01), så 7 (2026-11-01)."
        " Værre end første gang (mindst 2 mere). [PTJ19]",
        "Svært, antal ting: 0 (2026-09-01), så 9 (2026-11-01).",
    ],
    "en": [
        "Worst pain, 0-10: 5 (2026-09-01), then 7 (2026-11-01)."
        " Worse than the first time (at least 2 more). [PTJ19]",
        "Hard, number of things: 0 (2026-09-01), then 9 (2026-11-01).",
    ],
}


@EACH_LANGUAGE
def test_the_lines_as_they_are_read(language: Language) -> None:
    """Word for word, in one language."""
    points = [Point(FIRST, 5, 0, None), Point(LAST, 7, 9, None)]
    assert trend_lines(points, CONTENT, language) == WHOLE_LINES[language]


def test_one_number_stands_alone() -> None:
    """Nothing is said after it."""
    assert trend_lines(pains(5), CONTENT, "en") == ["Worst pain, 0-10: 5 (2026-09-01)."]


def test_another_difference_with_more_sources() -> None:
    """From one point on, where the content says so; sources stand with commas."""
    change = Change(1, ("PTJ19", "POGP"))
    other = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(change=change))
    [line] = trend_lines(pains(5, 6), other, "en")
    assert line.endswith("Worse than the first time (at least 1 more). [PTJ19, POGP]")


def test_a_question_that_the_content_lacks_is_named_by_its_id() -> None:
    """A kept check may be older than the questions."""
    without = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(questions=()))
    assert trend_lines(pains(5), without, "en") == ["worst: 5 (2026-09-01)."]


# ---------------------------------------------------------------------------------- after a birth


def after_birth(*weeks: int | None, pain: int | None = 4) -> list[Point]:
    return [Point(FIRST + dt.timedelta(weeks=one or 0), pain, None, one) for one in weeks]


@pytest.mark.parametrize(
    ("weeks", "source"),
    [
        (2, "GAUSEL20"),
        (5, "GAUSEL20"),
        (6, "GAUSEL20"),
        (25, "GAUSEL20"),
        (26, "BJELLAND13A"),
        (103, "BJELLAND13A"),
        (104, "ALBERT01"),
        (105, "ALBERT01"),
    ],
)
@EACH_LANGUAGE
def test_what_studies_found_about_then(weeks: int, source: str, language: Language) -> None:
    """Roughly, with a source, beside her own number; and last that it foretells nothing."""
    own, last = recovery_lines(after_birth(weeks), CONTENT, language)
    about = "Omkring" if language == "da" else "About"
    assert str(weeks) in own.partition(": ")[0]
    assert f" 4. {about} " in own
    assert own.endswith(f"[{source}]")
    assert last == say("no_prediction", language)


@EACH_LANGUAGE
@pytest.mark.parametrize("weeks", [0, 1])
def test_where_no_study_looked_her_number_stands_alone(weeks: int, language: Language) -> None:
    """In the first two weeks."""
    own, _ = recovery_lines(after_birth(weeks), CONTENT, language)
    assert "[" not in own
    assert "4." in own


def test_at_most_one_finding_for_a_week() -> None:
    """Else two studies would say different things of the same time."""
    lines = recovery_lines(after_birth(*range(2601)), CONTENT, "da")[:-1]
    assert len(lines) == 2601
    assert max(line.count("[") for line in lines) == 1


@EACH_LANGUAGE
def test_a_line_for_each_check_after_the_birth(language: Language) -> None:
    """Those before it and those without a number give none; the last sentence stands once."""
    points = [*pains(8), *after_birth(3, 8), *after_birth(9, pain=None)]
    lines = recovery_lines(points, CONTENT, language)
    assert len(lines) == 3
    assert lines.count(say("no_prediction", language)) == 1


AFTER_BIRTH: Mapping[Language, list[str]] = {
    "da": [
        "Dig, 2 uger efter fødslen: værst 4. Omkring 2 uger efter en fødsel var omkring 4 ud af 10 med"
        " bækkensmerter klart bedre. [GAUSEL20]",
        "Tallene er fra andre og kun omtrentlige. De siger ikke, hvordan det går dig.",
    ],
    "en": [
        "You, 2 weeks after the birth: worst 4. About 2 weeks after a birth, about 4 in 10 with pelvic girdle"
        " pain were clearly better. [GAUSEL20]",
        "The figures are other people's, and rough. They do not say how it will go for you.",
    ],
}


def test_a_finding_of_two_studies_names_both() -> None:
    """With a comma between."""
    found = CONTENT.questionnaire.recovery[0]._replace(sources=("GAUSEL20", "ALBERT01"))
    cited = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(recovery=(found,)))
    assert recovery_lines(after_birth(2), cited, "en")[0].endswith("[GAUSEL20, ALBERT01]")


@EACH_LANGUAGE
def test_the_lines_after_a_birth_as_they_are_read(language: Language) -> None:
    """Word for word, in one language."""
    assert recovery_lines(after_birth(2), CONTENT, language) == AFTER_BIRTH[language]


NO_BIRTH = (
    {"stage": "loss", "weeks_since": 6, "worst": 4},
    {"stage": "pregnant", "weeks_pregnant": 20, "worst": 4},
    {**BIRTH, "weeks_since": "months_3_to_6", "worst": 4},
    {**BIRTH, "weeks_since": 6, "worst": "unsure"},
    {**BIRTH, "weeks_since": 6},
)


@EACH_LANGUAGE
@pytest.mark.parametrize("answers", NO_BIRTH)
def test_no_recovery_without_a_birth_and_a_number(answers: Mapping[str, object], language: Language) -> None:
    """After a loss nobody is told how others recovered from a birth."""
    assert recovery_lines([point(FIRST, answers)], CONTENT, language) == []


@EACH_LANGUAGE
def test_the_findings_are_rough_and_foretell_nothing(language: Language) -> None:
    """Each says about how many of others, in the past; none says what will be."""
    about, future = (
        ("Omkring", (" vil ", " bliver ")) if language == "da" else ("About", (" will ", " going "))
    )
    found = [one.text.to(language) for one in CONTENT.questionnaire.recovery]
    assert len(found) == 4
    for text in found:
        assert text.startswith(about)
        assert text.count(about.lower()) >= 1
        assert not [word for word in future if word in text]
