"""Everything that ``content check`` proves about the rules, over every answer set. Pure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from baekken_cli import check_order, check_reach, check_rules, check_safety
from baekken_cli.count import TooMany, count
from baekken_cli.errors import Finding
from baekken_cli.ground import Ground
from baekken_cli.logic import Logic
from baekken_cli.model import Content, Questionnaire
from baekken_cli.regions import Region, regions
from baekken_cli.solver import BudgetSpent, Solver
from baekken_cli.space import Space

BUDGET = 100_000
"""Dead ends that the search may meet before it gives up."""

THEOREMS: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    check_safety.floors,
    check_safety.reassurance,
    check_safety.contacts,
    check_safety.alarm_signs,
    check_order.orders,
    check_order.time_passing,
)
"""Safety demands: each holds for every answer set."""

CHECKS: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    check_rules.gaps,
    check_rules.conflicts,
    check_rules.dead_and_idle,
    check_reach.unreachable,
    check_reach.never_true,
    check_reach.unused,
    check_safety.floors,
    check_safety.reassurance,
    check_safety.contacts,
    check_safety.alarm_signs,
    check_order.orders,
    check_order.time_passing,
)


class Proof(NamedTuple):
    """What was found, over how many answer sets, and one witness for each region.

    ``answer_sets`` is None where there were too many to count.
    """

    findings: tuple[Finding, ...]
    answer_sets: int | None
    regions: tuple[Region, ...]
    seconds: float


def prove(content: Content, file: str = "questions.yaml", budget: int = BUDGET) -> Proof:
    """Runs every check; a check whose search was too long is a finding that says so.

    Where a question can be asked that nobody can answer, that is the only finding.

    Raises :class:`~baekken_cli.ground.Disagreement` where a witness shows something else in the program.
    """
    start = time.perf_counter()
    ground = Ground(content, file, Logic(Solver(budget)))
    sets = answer_sets(content.questionnaire)
    findings = _run(ground, check_reach.stuck)
    if findings:  # everything else is said of those who can finish the interview
        return Proof(tuple(findings), sets, (), time.perf_counter() - start)
    found: list[Region] = []
    with suppress(BudgetSpent):  # it only saves searches: the checks say what is not proved
        ground.look_around()
    for check in CHECKS:
        findings += _run(ground, check)
    try:
        found = regions(ground)
    except BudgetSpent:
        findings.append(_unproved(ground, "regions"))
    findings.sort(key=lambda one: one.line)
    return Proof(tuple(findings), sets, tuple(found), time.perf_counter() - start)


def _run(ground: Ground, check: Callable[[Ground], Iterator[Finding]]) -> list[Finding]:
    """What a check finds before it is done, or before its search is too long; then that as well."""
    found: list[Finding] = []
    try:
        for one in check(ground):
            found.append(one)
    except BudgetSpent:
        found.append(_unproved(ground, check.__name__))
    return found


def _unproved(ground: Ground, what: str) -> Finding:
    return Finding(ground.file, 0, "not_proved", {"what": what, "budget": str(ground.solver.budget)})


def answer_sets(questionnaire: Questionnaire) -> int | None:
    """The exact number of answer sets that the interview can produce; None where they cannot be counted."""
    logic = Logic(Solver(), exact=True)
    space = Space(questionnaire, logic)
    space.variables(one.id for one in questionnaire.questions)
    for question in questionnaire.questions:
        logic.forbid([space.world.field(question.id).stuck])
    weights = {
        known.atom(cell): cell[1] - cell[0] + 1
        for known in (space.world.field(one.id) for one in questionnaire.questions)
        for cell in known.values
        if isinstance(cell, tuple)
    }
    sizes = [full.bit_length() for full in logic.solver.full]
    try:
        return count(sizes, logic.solver.nogoods, weights)
    except TooMany:
        return None
