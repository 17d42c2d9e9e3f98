"""Which answers stand behind a rule, and an answer in words, in both languages."""

from __future__ import annotations

import pytest

from baekken_cli.classify import classify
from baekken_cli.loader import load_content
from baekken_cli.model import Answer, Answers, Assessment, Rule, Urgency
from baekken_cli.reasons import (
    answer_line,
    answers_behind,
    deciding_rules,
    flag_words,
    flags_of,
    matters,
    weeks_text,
)
from tests.builders import MILD, SAME_DAY_AFTER_BIRTH
from tests.small import content_of, flag, in_range, net, option, question, rule, ticked

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire


def assessed(answers: Answers) -> Assessment:
    return classify(CONTENT, answers)


def fitting(assessment: Assessment, rule_id: str) -> Rule:
    return next(one for one in assessment.rules if one.id == rule_id)


@pytest.mark.parametrize(
    ("question_id", "answer", "most", "da", "en"),
    [
        ("stage", "pregnant", 100, "Situation: Jeg er gravid", "Situation: I am pregnant"),
        ("weeks_pregnant", 20, 100, "Graviditetsuge: uge 20", "Week of pregnancy: week 20"),
        (
            "weeks_pregnant",
            "about_13_19",
            100,
            "Graviditetsuge: Uge 13 til 19",
            "Week of pregnancy: Week 13 to 19",
        ),
        ("worst", 2, 100, "Værste smerte, 0-10: 2", "Worst pain, 0-10: 2"),
        ("provoked_by", ("walking",), 1, "Værre af: At gå", "Worse from: Walking"),
        (
            "provoked_by",
            ("walking", "stairs", "turning_in_bed"),
            3,
            "Værre af: At gå; Trapper; At vende mig i sengen",
            "Worse from: Walking; Stairs; Turning in bed",
        ),
        (
            "provoked_by",
            ("walking", "stairs", "turning_in_bed"),
            2,
            "Værre af: At gå; Trapper; og 1 mere",
            "Worse from: Walking; Stairs; and 1 more",
        ),
        (
            "provoked_by",
            ("walking", "stairs", "turning_in_bed"),
            1,
            "Værre af: At gå; og 2 mere",
            "Worse from: Walking; and 2 more",
        ),
    ],
)
def test_an_answer_in_words(question_id: str, answer: Answer, most: int, da: str, en: str) -> None:
    """The question in a word or two; of a long list the first ticks, and how many more there are."""
    assessment = assessed({**MILD, question_id: answer})
    asked = QUESTIONNAIRE.question(question_id)
    assert asked is not None
    said = (answer_line(asked, assessment, "da", most), answer_line(asked, assessment, "en", most))
    assert said == (da, en)


AFTER_LOSS: Answers = {**SAME_DAY_AFTER_BIRTH, "stage": "loss", "hard": ("home_care",)}


@pytest.mark.parametrize(
    ("question_id", "da", "en"),
    [
        ("weeks_since", "Tid siden: 3 uger", "Time since: 3 weeks"),
        ("signs_birth", "Tegn efter graviditeten: Ingen af dem", "Signs after the pregnancy: None of these"),
        ("hard", "Svært: Klare det derhjemme", "Hard: Managing things at home"),
    ],
)
def test_after_a_loss_the_words_are_hers(question_id: str, da: str, en: str) -> None:
    """Of questions and of answers."""
    asked = QUESTIONNAIRE.question(question_id)
    assert asked is not None
    assessment = assessed(AFTER_LOSS)
    assert (answer_line(asked, assessment, "da"), answer_line(asked, assessment, "en")) == (da, en)


def test_a_question_without_a_short_name_goes_by_its_id() -> None:
    asked = QUESTIONNAIRE.question("worst")
    assert asked is not None
    assert answer_line(asked._replace(short=None), assessed(MILD), "en") == "worst: 2"


@pytest.mark.parametrize(
    ("weeks", "da", "en"),
    [(0, "under 1 uge", "less than 1 week"), (1, "1 uge", "1 week"), (2, "2 uger", "2 weeks")],
)
def test_weeks_since_in_words(weeks: int, da: str, en: str) -> None:
    """None, one, more."""
    assert (weeks_text(weeks, "da"), weeks_text(weeks, "en")) == (da, en)


@pytest.mark.parametrize(
    ("answers", "rule_id", "behind"),
    [
        (MILD, "a17_self_care", ("stage", "sites", "duration", "provoked_by", "trend")),
        (MILD, "c03_pregnant_mild", ("stage", "sites", "onset", "provoked_by")),
        (SAME_DAY_AFTER_BIRTH, "rf04_one_leg", ()),
        (SAME_DAY_AFTER_BIRTH, "a11_moderate", ("worst", "hard")),
        (SAME_DAY_AFTER_BIRTH, "c06_early_painful", ("weeks_since", "sites", "provoked_by", "worst", "hard")),
    ],
)
def test_the_answers_behind_a_rule(answers: Answers, rule_id: str, behind: tuple[str, ...]) -> None:
    """Those that made it fit, also through decisions, in the order asked; not those that could have."""
    assessment = assessed(answers)
    assert answers_behind(QUESTIONNAIRE, fitting(assessment, rule_id), assessment) == behind


def test_the_rules_that_decide() -> None:
    """Of all that fit, those that name the urgency of the result."""
    assert [one.id for one in deciding_rules(assessed(SAME_DAY_AFTER_BIRTH))] == ["rf04_one_leg"]
    assert [one.id for one in deciding_rules(assessed(MILD))] == ["a17_self_care"]


def test_the_red_flags_behind_a_rule() -> None:
    """Only those that it rests on and that are raised, in their words for the phone."""
    assessment = assessed({**SAME_DAY_AFTER_BIRTH, "signs_days": ("burning",)})
    assert len(assessment.red_flags.raised) == 2
    one_leg = fitting(assessment, "rf04_one_leg")
    assert [one.id for one in flags_of(QUESTIONNAIRE, one_leg, assessment)] == ["RF04"]
    [said] = matters(QUESTIONNAIRE, one_leg, assessment)
    assert said.en == "one leg that is swollen, sore, warm or red"
    moderate = fitting(assessment, "a11_moderate")
    assert [one.en for one in matters(QUESTIONNAIRE, moderate, assessment)] == [
        "pelvic pain that makes daily life hard"
    ]


CALM_WEEK: Answers = {"stage": "pregnant", "weeks_pregnant": 39, "signs_now": ("none",)}


@pytest.mark.parametrize(
    ("signs", "rule_id", "flags"),
    [
        ({"signs_pregnancy": ("waters_coloured",)}, "rf09_waters_term_coloured", ["RF09"]),
        (
            {"signs_pregnancy": ("waters_coloured", "spotting")},
            "rf09_waters_term_coloured",
            ["RF05b", "RF09"],
        ),
        (
            {"signs_pregnancy": ("waters_clear",), "signs_body": ("fever_pain",)},
            "rf09_waters_term_fever",
            ["RF09", "RF12"],
        ),
    ],
)
def test_the_red_flags_behind_ticks(signs: Answers, rule_id: str, flags: list[str]) -> None:
    """A rule may name lines of a screen instead of red flags; the ticks there are what it rests on."""
    assessment = assessed({**CALM_WEEK, **signs})
    found = flags_of(QUESTIONNAIRE, fitting(assessment, rule_id), assessment)
    assert [one.id for one in found] == flags


def test_a_line_that_is_not_ticked_is_not_behind_it() -> None:
    """Though its red flag is raised, by another answer."""
    small = content_of(
        [
            question("pain", "number", high=10),
            question("signs", "ticks", option("x", raises=["F1"]), option("y", raises=["F2"]), "none"),
        ],
        [rule("x", ticked("signs", "x"), Urgency.SAME_DAY), net()],
        red_flags=[flag("F1"), flag("F2", raised_by=in_range("pain", (10, 10)))],
    )
    assessment = classify(small, {"pain": 10, "signs": ("x",)})
    assert assessment.red_flags.raised == ("F1", "F2")
    assert [one.id for one in flags_of(small.questionnaire, assessment.rules[0], assessment)] == ["F1"]


TWO_SIGNS: Answers = {**CALM_WEEK, "signs_pregnancy": ("spotting", "belly_strong")}
ONE_SIDE: Answers = {**SAME_DAY_AFTER_BIRTH, "signs_body": ("side_after",)}


@pytest.mark.parametrize(
    ("answers", "flag_id", "words"),
    [
        (TWO_SIGNS, "RF07", "strong belly pain, a hard belly or constant pain over a scar"),
        (TWO_SIGNS, "RF05b", "a little spotting without pain"),
        (ONE_SIDE, "RF06", "pain low on one side"),
        (ONE_SIDE, "RF04", "one leg that is swollen, sore, warm or red"),
    ],
)
def test_red_flags_in_the_words_of_the_ticked_line(answers: Answers, flag_id: str, words: str) -> None:
    """Where it has some; else in those of the red flag."""
    meant = next(one for one in QUESTIONNAIRE.red_flags if one.id == flag_id)
    assert flag_words(QUESTIONNAIRE, meant, assessed(answers)).en == words
