"""What solutions show of a claim, against every way to fill in what they leave open."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from baekken_cli.logic import Claim, Logic, Node
from baekken_cli.solver import Solver
from baekken_cli.witnesses import Witnesses
from tests.small import Seeded

SIZES = (2, 2, 3, 4)
LEAST = 300
"""So many claims at least are shown, and so many are not: a run that tries only one side says little."""


class Made:
    """Random claims over four variables."""

    def __init__(self, seed: int) -> None:
        self.dice = Seeded(seed)
        self.logic = Logic(Solver())
        self.variables = [self.logic.solver.variable(size) for size in SIZES]

    def claim(self, depth: int) -> Claim:
        if not depth:
            at = self.dice.below(len(SIZES))
            return self.variables[at], self.dice.below(1 << SIZES[at])
        join = self.logic.every if self.dice.below(2) else self.logic.some
        found = join(self.claim(depth - 1) for _ in range(1 + self.dice.below(3)))
        return self.logic.no(found) if self.dice.below(3) == 0 else found

    def solution(self, open_too: bool) -> list[int]:
        """A value for each variable, as bits; some may be open."""
        found = [1]
        for size in SIZES:
            is_open = open_too and self.dice.below(3) == 0
            found.append((1 << size) - 1 if is_open else 1 << self.dice.below(size))
        return found


def holds(claim: Claim, values: Sequence[int]) -> bool:
    """Whether a claim is true for one value of each variable."""
    if not isinstance(claim, Node):
        return bool(values[claim[0]] & claim[1])
    return (all if claim.every else any)(holds(one, values) for one in claim.parts)


def filled(solution: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to give what is open a value."""
    return itertools.product(*([1 << bit for bit in range(5) if one >> bit & 1] for one in solution))


def test_whole_solutions_show_what_holds_in_one_of_them() -> None:
    """Exactly that, also of claims that were tried before the last solution came."""
    found = {True: 0, False: 0}
    for seed in range(300):
        made = Made(seed)
        witnesses, solutions = Witnesses(made.variables), []
        claims = [made.claim(made.dice.below(4)) for _ in range(4)]
        for _ in range(3):
            solutions.append(made.solution(open_too=False))
            witnesses.add(solutions[-1])
            for claim in claims:
                right = any(holds(claim, one) for one in solutions)
                if claim not in (made.logic.true, made.logic.false):
                    assert witnesses.show(claim) is right
                found[right] += 1
    assert min(found.values()) > LEAST


def test_what_is_shown_holds_however_the_rest_is_answered() -> None:
    """A solution that leaves variables open shows a claim only where their values do not matter."""
    found = {True: 0, False: 0}
    for seed in range(600):
        made = Made(seed)
        witnesses, solution = Witnesses(made.variables), made.solution(open_too=True)
        witnesses.add(solution)
        claim = made.claim(made.dice.below(4))
        shown = witnesses.show(claim)
        assert not shown or all(holds(claim, one) for one in filled(solution))
        found[shown] += 1
    assert min(found.values()) > LEAST // 3


def test_a_claim_that_turns_false_lost_one_of_its_literals() -> None:
    """Where all literals of a claim that are true stay true, so does the claim."""
    lost = 0
    for seed in range(300):
        made = Made(seed)
        claim = made.claim(1 + made.dice.below(3))
        literals = made.logic.literals(claim)
        for _ in range(5):
            before, after = made.solution(open_too=False), made.solution(open_too=False)
            if holds(claim, before) and not holds(claim, after):
                lost += 1
                assert any(holds(one, before) and not holds(one, after) for one in literals)
    assert lost > LEAST // 3
