"""Questions, options, signs and lines that nobody can ever see, and questions that nothing uses. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from baekken_cli.conditions import all_tests
from baekken_cli.errors import Finding
from baekken_cli.examples import found_at
from baekken_cli.ground import Ground
from baekken_cli.logic import Claim
from baekken_cli.model import RAISED, Advice, AlarmSign, Decision, Exit, Question
from baekken_cli.space import ABSENT, all_conditions
from baekken_cli.summary import ASSESSMENT, BACKGROUND


def stuck(ground: Ground) -> Iterator[Finding]:
    """Questions that can be asked without a line to choose: the interview cannot be finished there."""
    for question in ground.questionnaire.questions:
        literal = ground.world.field(question.id).stuck
        values = ground.find([literal], [question.id])
        if values is not None:
            about = ground.space.directly(question.ask_when, *(one.ask_when for one in question.options))
            example = {key: one for key, one in ground.space.answers(values).items() if key in about}
            yield Finding(
                ground.file, question.line, "no_line_to_choose", {"what": question.id}, example, about
            )
            ground.logic.forbid([literal])


def unreachable(ground: Ground) -> Iterator[Finding]:
    """Questions that are never asked, and options that are never shown where the question is asked."""
    for question in ground.questionnaire.questions:
        known = ground.world.field(question.id)
        if not ground.possible(ground.logic.no(known.values[ABSENT]), [question.id]):
            yield found_at(ground, question.line, "never_asked", None, what=question.id)
            continue
        for option in question.options:
            if not ground.possible(ground.world.tick(known, option.id), [question.id]):
                yield found_at(ground, option.line, "never_shown", None, name=option.id, what=question.id)


def never_true(ground: Ground) -> Iterator[Finding]:
    """Signs that are never raised and lines that never count."""
    for flag in ground.questionnaire.red_flags:
        raised = ground.world.field(flag.id).values.get(RAISED, ground.logic.false)
        if not ground.possible(raised, [*ground.space.rests[flag.id]]):
            yield found_at(ground, flag.line, "never_raised", None, what=flag.id)
    for decision in ground.questionnaire.decisions:
        yield from _decision(ground, decision)
    for route in ground.questionnaire.routes:
        questions = ground.space.resting(*(one.condition for one in route.lines))
        for line, fires in zip(route.lines, ground.route_lines(route), strict=True):
            if not ground.possible(fires, questions):
                yield found_at(ground, line.line, "never_fits", None, what=f"routes {route.id}")
    yield from _lasting(ground)


def _lasting(ground: Ground) -> Iterator[Finding]:
    """Ways out, advice (which a way out does not show) and alarm signs."""
    whole, world = ground.questionnaire, ground.world
    exits = ground.logic.first([world.holds(one.condition) for one in whole.exits])
    lines: list[tuple[Exit | Advice | AlarmSign, Claim]] = [*zip(whole.exits, exits, strict=True)]
    lines += [
        (one, ground.logic.every([world.holds(one.condition), world.covered()])) for one in whole.advice
    ]
    lines += [(one, world.holds(one.condition)) for one in whole.alarm_signs]
    questions = ground.space.resting(*(one.condition for one in whole.exits))
    for one, counts in lines:
        if not ground.possible(counts, questions | ground.space.resting(one.condition)):
            yield found_at(ground, one.line, "never_fits", None, what=one.id)


def _decision(ground: Ground, decision: Decision) -> Iterator[Finding]:
    lines = ground.world.decision_lines(decision)
    fires = ground.logic.first([needed for _, needed in lines])
    places = [one.line for one in decision.lines] + [decision.line]
    skipped = len(lines) - len(decision.lines) - (decision.otherwise is not None)
    for literal, place in zip(fires[skipped:], places, strict=False):
        if not ground.possible(literal, ground.space.rests[decision.id]):
            yield found_at(ground, place, "never_fits", None, what=f"decisions {decision.id}")


def unused(ground: Ground) -> Iterator[Finding]:
    """Questions and decisions that no rule, sign, contact, tip or summary uses."""
    used = _used(ground)
    for question in ground.questionnaire.questions:
        if question.id not in used and not _speaks(question):
            yield found_at(ground, question.line, "unused_question", None, what=question.id)
    for decision in ground.questionnaire.decisions:
        if decision.id not in used:
            yield found_at(ground, decision.line, "unused_decision", None, what=decision.id)


def _speaks(question: Question) -> bool:
    """The summary or the telephone sentence tells its answer, or a line of it raises a sign."""
    told = question.topic in (*BACKGROUND, *ASSESSMENT) or question.unit in ("pregnancy_week", "time_since")
    return told or any(option.raises for option in question.options)


def _used(ground: Ground) -> set[str]:
    """Names that stand in a condition, its own question's and its own decision's left out."""
    return {test.key for condition in all_conditions(ground.questionnaire) for test in all_tests(condition)}
