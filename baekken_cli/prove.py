"""Everything that ``content check`` proves about the rules, over every answer set. Pure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baekken_cli import check_order, check_reach, check_rules, check_safety
from baekken_cli.count import TooMany, count
from baekken_cli.errors import Finding
from baekken_cli.ground import Ground
from baekken_cli.model import Content
from baekken_cli.regions import Region, regions
from baekken_cli.solver import BudgetSpent

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
    check_reach.stuck,
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


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, over how many answer sets, and one witness for each region.

    ``answer_sets`` is None where there were too many to count.
    """

    findings: tuple[Finding, ...]
    answer_sets: int | None
    regions: tuple[Region, ...]
    seconds: float


def prove(content: Content, file: str = "questions.yaml", budget: int = BUDGET) -> Proof:
    """Runs every check; a check whose search was too long is a finding that says so.

    Raises :class:`~baekken_cli.ground.Disagreement` where a witness shows something else in the program.
    """
    start = time.perf_counter()
    ground = Ground(content, file, budget)
    sets = answer_sets(ground)
    findings: list[Finding] = []
    found: list[Region] = []
    ground.look_around()
    for check in CHECKS:
        try:
            findings += check(ground)
        except BudgetSpent:
            findings.append(_unproved(ground, check.__name__))
    try:
        found = regions(ground)
    except BudgetSpent:
        findings.append(_unproved(ground, "regions"))
    findings.sort(key=lambda one: one.line)
    return Proof(tuple(findings), sets, tuple(found), time.perf_counter() - start)


def _unproved(ground: Ground, what: str) -> Finding:
    return Finding(ground.file, 0, "not_proved", {"what": what, "budget": str(ground.solver.budget)})


def answer_sets(ground: Ground) -> int | None:
    """The exact number of answer sets that the interview can produce; None where they cannot be counted."""
    weights = {
        literal: cell[1] - cell[0] + 1
        for question in ground.questionnaire.questions
        for cell, literal in ground.world.field(question.id).values.items()
        if isinstance(cell, tuple)
    }
    sizes = [full.bit_length() for full in ground.path[0]]
    try:
        return count(sizes, ground.path[1], weights)
    except TooMany:
        return None
