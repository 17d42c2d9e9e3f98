"""The safety theorems about one answer set: floors of signs, reassurance, contacts, alarm signs. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from baekken_cli.conditions import all_tests
from baekken_cli.contacts import Reader
from baekken_cli.errors import Finding
from baekken_cli.examples import found_at, minimal
from baekken_cli.ground import Ground, rank
from baekken_cli.logic import Claim
from baekken_cli.model import RAISED, Classification, Floor, RedFlag, Urgency
from baekken_cli.report import build_report
from baekken_cli.summary import build_summary


def floors(ground: Ground) -> Iterator[Finding]:
    """A raised sign forces at least the urgency that stands with it, whatever else is answered."""
    for flag in ground.questionnaire.red_flags:
        yield from _floor(ground, flag)


def _floor(ground: Ground, flag: RedFlag) -> Iterator[Finding]:
    raised = ground.world.field(flag.id).values.get(RAISED, ground.logic.false)
    for floor in flag.at_least:
        here = [raised, ground.world.covered(), *ground.world.needs(floor.condition)]
        fault = [*here, ground.logic.no(ground.at_least(floor.urgency))]
        values = None if _by_its_own_rules(ground, flag, floor, here) else ground.find(fault)
        if values is not None:
            given = ground.replayed(ground.answers(values)).urgency
            yield found_at(
                ground, floor.line, "floor", values, minimal(ground, values, fault)[0],
                flag=flag.id, wanted=str(floor.urgency), given=str(given),
            )  # fmt: skip
        elif ground.possible(raised) and not ground.possible(ground.logic.every(here)):
            yield found_at(ground, floor.line, "never_fits", None, what=f"at_least {flag.id}")


def _by_its_own_rules(ground: Ground, flag: RedFlag, floor: Floor, here: list[Claim]) -> bool:
    """True where the rules that name the flag are enough; most are, and that is soon found."""
    own = [
        one
        for one in ground.deciding
        if rank(one) <= floor.urgency.rank and any(test.key == flag.id for test in all_tests(one.condition))
    ]
    questions = ground.space.rests[flag.id].union(*(ground.space.rule_rests(one) for one in own))
    questions |= ground.space.resting(floor.condition)
    return bool(own) and not ground.find(
        [*here, *(ground.logic.no(ground.world.rule(one)) for one in own)], questions
    )


def reassurance(ground: Ground) -> Iterator[Finding]:
    """No class that reassures is shown beside an alarm.

    The class itself may stand beside it in the data; a result is drawn for one answer set of each
    combination, and must not say it.
    """
    for urgency in (one for one in Urgency if one.hides_class):
        here = [ground.at_least(urgency), ground.logic.no(ground.above(urgency))]
        for named in (one for one in Classification if one.reassures):
            values = ground.find([*here, ground.named(named)])
            if values is not None and _shows(ground, values, named):
                about = ground.space.directly(
                    *(one.condition for one in ground.naming if one.classification is named)
                )
                yield found_at(ground, 0, "reassures_in_alarm", values, about, named=named, given=urgency)


def _shows(ground: Ground, values: list[int], named: Classification) -> bool:
    """True where the result or the summary says what a class is called."""
    assessment = ground.replayed(ground.answers(values))
    title = ground.questionnaire.classifications[named].da
    day = dt.datetime(2000, 1, 1, 12)
    report = build_report(ground.content, assessment, Reader("da", day))
    summary = build_summary(ground.content, assessment, "da", day.date())
    return any(title in line for one in (report, summary) for block in one.blocks for line in block.lines)


def contacts(ground: Ground) -> Iterator[Finding]:
    """Every result but self-care names somebody; self-care has a text of its own."""
    rules = [*ground.deciding, ground.net]
    for urgency in Urgency:
        if urgency is Urgency.SELF_CARE:
            continue
        given = []
        for rule in (one for one in rules if one.urgency is urgency):
            fits = ground.logic.no(ground.decided()) if rule is ground.net else ground.world.rule(rule)
            given.append(ground.logic.every([fits, ground.gives_somebody(rule)]))
        here = [ground.at_least(urgency), ground.logic.no(ground.above(urgency))]
        fault = [*here, ground.logic.no(ground.logic.some(given))]
        values = ground.find(fault)
        if values is not None:
            fitting = ground.replayed(ground.answers(values)).rules
            rule = next(one for one in fitting if one.urgency is urgency)
            about = minimal(ground, values, fault)[0]
            yield found_at(ground, rule.line, "no_contact", values, about, rule=rule.id)


def alarm_signs(ground: Ground) -> Iterator[Finding]:
    """Every result lists a sign that should make her call at once."""
    some = ground.logic.some(ground.world.holds(one.condition) for one in ground.questionnaire.alarm_signs)
    values = ground.find([ground.logic.no(some)])
    if values is not None:
        line = next((one.line for one in ground.questionnaire.alarm_signs), 0)
        about = minimal(ground, values, [ground.logic.no(some)])[0]
        yield found_at(ground, line, "no_alarm_sign", values, about)
