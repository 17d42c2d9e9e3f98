"""What answers lead to: the path, the decisions, the red flags, and what of the content fits them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from baekken_cli.conditions import fits
from baekken_cli.flags import flag_facts, flag_states
from baekken_cli.interview import facts_after, walk
from baekken_cli.model import (
    Advice,
    AlarmSign,
    Answer,
    Answers,
    Classification,
    Exit,
    Facts,
    FlagStates,
    Questionnaire,
    Route,
    Rule,
    Urgency,
)


class Gathered(NamedTuple):
    """``answers`` are those on the path, ``way_out`` is the first exit that fits.

    ``rules`` are all that fit the facts, whatever is still unanswered, but for the net; ``named`` is what
    they name, as :func:`named_by` has it. ``routes`` are the contacts of each route.
    """

    answers: dict[str, Answer]
    facts: dict[str, Answer]
    flags: FlagStates
    complete: bool
    way_out: Exit | None
    rules: tuple[Rule, ...]
    named: int
    advice: tuple[Advice, ...]
    alarm_signs: tuple[AlarmSign, ...]
    routes: dict[str, tuple[str, ...]]


URGENCIES = {one: 1 << place for place, one in enumerate(Urgency)}
CLASSES = {one: 1 << len(Urgency) + place for place, one in enumerate(Classification)}


def named_by(rules: Iterable[Rule]) -> int:
    """A bit for each urgency that these rules name, most urgent first, and above them one for each class."""
    found = 0
    for one in rules:
        if one.urgency:
            found |= URGENCIES[one.urgency]
        if one.classification:
            found |= CLASSES[one.classification]
    return found


Gather = Callable[[Answers], Gathered]


def gather(questionnaire: Questionnaire, answers: Answers) -> Gathered:
    """Question by question, condition by condition."""
    steps = list(walk(questionnaire, answers))
    known = {question.id: answer for question, _, answer in steps if answer is not None}
    facts = dict(facts_after(questionnaire, steps))
    states = flag_facts(questionnaire, known, facts)
    facts.update(states)
    rules = tuple(one for one in questionnaire.rules if not one.otherwise and fits(one.condition, facts))
    return Gathered(
        answers=known,
        facts=facts,
        flags=flag_states(states),
        complete=len(known) == len(steps),
        way_out=next((one for one in questionnaire.exits if fits(one.condition, facts)), None),
        rules=rules,
        named=named_by(rules),
        advice=tuple(one for one in questionnaire.advice if fits(one.condition, facts)),
        alarm_signs=tuple(one for one in questionnaire.alarm_signs if fits(one.condition, facts)),
        routes={one.id: _contacts_on(one, facts) for one in questionnaire.routes},
    )


def _contacts_on(route: Route, facts: Facts) -> tuple[str, ...]:
    """The contacts of the first line that fits."""
    return next((line.contacts for line in route.lines if fits(line.condition, facts)), ())
