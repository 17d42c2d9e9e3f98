"""Named people, and what they are told beside the result: ``told.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from baekken_cli.classify import classify
from baekken_cli.interview import missing, on_path, path, shown_options
from baekken_cli.model import Answers, Assessment
from tests import test_cases
from tests.test_cases import BASES, Written, put_together, read

FILE = Path(__file__).parent / "told.yaml"


@dataclass(frozen=True, slots=True)
class Told:
    """What is looked at, as it stands in the file. A misspelt key fails here."""

    contacts: tuple[str, ...] | None = None
    advice: tuple[str, ...] | None = None
    alarm_signs: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None
    unsure: tuple[str, ...] | None = None
    lines: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person, ready to run: the base and what differs are put together."""

    name: str
    answers: Answers
    told: Told


def person(bases: Mapping[str, Written], name: str, like: str, answers: Written, told: Written) -> Person:
    """An entry of the file. A misspelt or missing key fails here."""
    return Person(name, put_together(bases[like], answers), Told(**told))


def people() -> Iterator[Person]:
    """Everybody in the file."""
    bases = read(BASES)["bases"]
    for entry in read(FILE)["people"]:
        yield person(bases, **entry)


PEOPLE = tuple(people())
EACH = pytest.mark.parametrize("person", [pytest.param(one, id=one.name) for one in PEOPLE])


def lines_seen(answers: Answers) -> dict[str, list[str]]:
    """The lines of every question that is asked."""
    asked = path(test_cases.QUESTIONNAIRE, answers)
    return {question.id: [one.id for one in shown_options(question, facts)] for question, facts in asked}


def found_of(assessment: Assessment) -> dict[str, list[str]]:
    """What an assessment tells, by the keys of :class:`Told`."""
    return {
        "contacts": list(assessment.contacts),
        "advice": [one.id for one in assessment.advice],
        "alarm_signs": [one.id for one in assessment.alarm_signs],
        "rules": [one.id for one in assessment.rules],
        "unsure": list(assessment.red_flags.unsure),
    }


@EACH
def test_she_has_answered_everything(person: Person) -> None:
    """No answer is ignored and none is missing."""
    assert on_path(test_cases.QUESTIONNAIRE, person.answers) == person.answers
    assert missing(test_cases.QUESTIONNAIRE, person.answers) == ()


@EACH
def test_this_is_what_she_is_told(person: Person) -> None:
    """Exactly the contacts, the advice, the signs, the reasons and the lines that stand there."""
    for key, found in found_of(classify(test_cases.CONTENT, person.answers)).items():
        expected = getattr(person.told, key)
        if expected is not None:
            assert sorted(found) == sorted(expected), key
    seen = lines_seen(person.answers)
    for question, lines in (person.told.lines or {}).items():
        assert seen[question] == list(lines)


def test_everything_that_can_be_told_is_told_to_somebody() -> None:
    """Every contact, every advice and every alarm sign is named, and nobody has the name of another."""
    whole = test_cases.QUESTIONNAIRE
    for key, known in (
        ("contacts", whole.contacts),
        ("advice", whole.advice),
        ("alarm_signs", whole.alarm_signs),
    ):
        assert {name for one in PEOPLE for name in getattr(one.told, key) or ()} == {one.id for one in known}
    assert len({one.name for one in PEOPLE}) == len(PEOPLE)
