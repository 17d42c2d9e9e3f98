"""What she can say on the phone, word for word in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from baekken_cli.classify import classify
from baekken_cli.loader import load_content
from baekken_cli.model import Answers, Language
from baekken_cli.phone import matters_named, phone_script, when_line
from tests.builders import EMERGENCY, LANGUAGES, MILD, SAME_DAY_AFTER_BIRTH

CONTENT = load_content()
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
AFTER_LOSS: Answers = {"stage": "loss", "weeks_since": 1, "signs_now": ("breath",)}
FOUR_SIGNS: Answers = {**EMERGENCY, "signs_now": ("breath", "stroke", "numb", "leg_weak")}


def said(answers: Answers, language: Language) -> tuple[str, ...]:
    return phone_script(CONTENT, classify(CONTENT, answers), language)


SCRIPTS: Mapping[Language, tuple[tuple[Answers, tuple[str, ...]], ...]] = {
    "da": (
        (
            MILD,
            (
                "Jeg er gravid i uge 20.",
                "Jeg har svaret på spørgsmål i et program, og det råder mig til at kontakte jer.",
                "Jeg vil gerne tale om det ved næste besøg.",
            ),
        ),
        (
            SAME_DAY_AFTER_BIRTH,
            (
                "Jeg fødte for 3 uger siden.",
                "Jeg ringer på grund af ét ben, der er hævet, ømt, varmt eller rødt.",
                "Jeg har svaret på spørgsmål i et program, og det råder mig til at kontakte jer.",
                "Jeg har brug for at blive vurderet i dag.",
            ),
        ),
    ),
    "en": (
        (
            MILD,
            (
                "I am pregnant in week 20.",
                "I have answered questions in a program, and it advises me to contact you.",
                "I would like to talk about it at my next visit.",
            ),
        ),
        (
            SAME_DAY_AFTER_BIRTH,
            (
                "I gave birth 3 weeks ago.",
                "I am calling because of one leg that is swollen, sore, warm or red.",
                "I have answered questions in a program, and it advises me to contact you.",
                "I need to be seen today.",
            ),
        ),
    ),
}


@EACH_LANGUAGE
def test_the_sentences_as_they_are_said(language: Language) -> None:
    """Who, what, that a program said so, and what she asks for."""
    for answers, expected in SCRIPTS[language]:
        assert said(answers, language) == expected


@pytest.mark.parametrize(
    ("answers", "da", "en"),
    [
        (
            {**MILD, "weeks_pregnant": "unsure"},
            "Jeg er gravid, men ved ikke præcis hvor langt.",
            "I am pregnant but do not know exactly how far.",
        ),
        (
            {**MILD, "weeks_pregnant": "about_13_19"},
            "Jeg er gravid, uge 13 til 19.",
            "I am pregnant, week 13 to 19.",
        ),
        (
            {**SAME_DAY_AFTER_BIRTH, "weeks_since": 1},
            "Jeg fødte for 1 uge siden.",
            "I gave birth 1 week ago.",
        ),
        (
            {**SAME_DAY_AFTER_BIRTH, "weeks_since": "weeks_6_to_months_3"},
            "Jeg har født. Det er 6 uger til 3 måneder siden.",
            "I have given birth. It was 6 weeks to 3 months ago.",
        ),
        (AFTER_LOSS, "Min graviditet sluttede for 1 uge siden.", "My pregnancy ended 1 week ago."),
        (
            {**AFTER_LOSS, "weeks_since": "under_6_weeks"},
            "Min graviditet er slut. Det er under 6 uger siden.",
            "My pregnancy has ended. It was under 6 weeks ago.",
        ),
    ],
)
def test_the_stage_and_the_week_come_first(answers: Answers, da: str, en: str) -> None:
    """The week as she gave it: a number, about when, or not known."""
    assert (said(answers, "da")[0], said(answers, "en")[0]) == (da, en)


def test_a_step_that_the_content_lacks_is_a_week_not_known() -> None:
    """Kept answers may be older than the questions."""
    assessment = classify(CONTENT, {**MILD, "weeks_pregnant": "about_13_19"})
    without = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(questions=()))
    assert when_line(without, assessment, "en") == "I am pregnant but do not know exactly how far."


@EACH_LANGUAGE
def test_at_most_three_matters_are_named(language: Language) -> None:
    """The fourth sign can wait until somebody asks; each is named once."""
    assessment = classify(CONTENT, FOUR_SIGNS)
    assert len(assessment.red_flags.raised) >= 4
    named = matters_named(CONTENT, assessment, language)
    assert len(set(named)) == len(named) == 3
    between = {"da": "; og ", "en": "; and "}[language]
    assert between.join(named) in said(FOUR_SIGNS, language)[1]
