"""The solver and the counter against every way there is, on small puzzles."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given

from baekken_cli.count import TooMany, count
from baekken_cli.solver import BudgetSpent, Literal, Solver
from tests.small import Dice, Seeded, dice, examples


class Puzzle:
    """Variables and what is forbidden, with every way that is left.

    In a tight one the nogoods are long and say little each, so that a search meets dead ends.
    """

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.tight = dice.below(3) > 0
        most = 2 if self.tight else 4
        self.sizes = [most - dice.below(most) // 2 for _ in range((5 if self.tight else 2) + dice.below(3))]
        self.ways = list(itertools.product(*(range(size) for size in self.sizes)))

    def nogoods(self) -> list[list[Literal]]:
        if not self.tight:
            return [self.literals(1, 4) for _ in range(self.dice.below(9))]
        return [self.literals(3, 4) for _ in range(self.dice.below(24))]

    def variable(self, at: int) -> int:
        """One more variable, with two values."""
        self.sizes.append(2)
        self.ways = [(*way, value) for way in self.ways for value in (0, 1)]
        assert at == len(self.sizes) - 1
        return at

    def literals(self, least: int, most: int) -> list[Literal]:
        """Some literals, now and then on the same variable, with no value or with all."""
        return [self.literal() for _ in range(least + self.dice.below(most - least + 1))]

    def literal(self) -> Literal:
        variable = self.dice.below(len(self.sizes))
        size = self.sizes[variable]
        return variable, 1 << self.dice.below(size) if self.tight else self.dice.below(1 << size)

    def forbid(self, literals: Sequence[Literal]) -> None:
        self.ways = [one for one in self.ways if not self.true(one, literals)]

    def left(self, assumed: Sequence[Literal]) -> list[tuple[int, ...]]:
        return [one for one in self.ways if self.true(one, assumed)]

    @staticmethod
    def true(way: Sequence[int], literals: Sequence[Literal]) -> bool:
        return all(mask >> way[variable] & 1 for variable, mask in literals)


class Hard(Puzzle):
    """Ten variables with two values."""

    def __init__(self, dice: Dice) -> None:
        super().__init__(dice)
        self.tight = True
        self.sizes = [2] * 10
        self.ways = list(itertools.product((0, 1), repeat=10))


def solved_as_by_brute_force(dice: Dice) -> None:
    """One solver, asked again and again while more is forbidden and some of it taken back."""
    puzzle, solver = Puzzle(dice), Solver()
    for size in puzzle.sizes:
        solver.variable(size)
    for _ in range(1 + dice.below(4)):
        for nogood in puzzle.nogoods():
            forbid(puzzle, solver, nogood)
        ask(puzzle, solver)
        if dice.below(2):
            for_a_while(puzzle, solver)
            ask(puzzle, solver)


def forbid(puzzle: Puzzle, solver: Solver, literals: Sequence[Literal]) -> None:
    puzzle.forbid(literals)
    solver.forbid(literals)


def ask(puzzle: Puzzle, solver: Solver) -> None:
    """Some questions, from any phase and in either order."""
    order = list(range(len(puzzle.sizes)))
    for _ in range(1 + puzzle.dice.below(3)):
        assumed = puzzle.literals(0, 3)
        for variable in order:
            solver.phase[variable] = puzzle.dice.below(16)
        right_answer(puzzle, assumed, solver.solve(assumed, order[:: 1 - 2 * puzzle.dice.below(2)]))


def for_a_while(puzzle: Puzzle, solver: Solver) -> None:
    """New variables that say nothing of the old ones alone, as long as they are 0; then they are gone."""
    sizes, ways, size = list(puzzle.sizes), list(puzzle.ways), solver.size()
    new = [puzzle.variable(solver.variable(2)) for _ in range(1 + puzzle.dice.below(3))]
    for _ in range(1 + puzzle.dice.below(8)):
        mine = (new[puzzle.dice.below(len(new))], 2)
        forbid(puzzle, solver, [mine, *puzzle.literals(1, 3)])
    ask(puzzle, solver)
    assumed = [(new[0], 2), *puzzle.literals(0, 2)]
    right_answer(puzzle, assumed, solver.solve(assumed, range(len(puzzle.sizes))))
    solver.forget_after(*size)
    puzzle.sizes, puzzle.ways = sizes, ways


def right_answer(puzzle: Puzzle, assumed: Sequence[Literal], found: Sequence[int] | None) -> None:
    left = puzzle.left(assumed)
    assert (found is not None) == bool(left)
    if found is not None:
        assert all(bits & (bits - 1) == 0 for bits in found)
        assert tuple(bits.bit_length() - 1 for bits in found) in left


@examples(200)
@given(dice())
def test_solver_agrees_with_brute_force(thrown: Dice) -> None:
    """With and without assumptions, in any order, from any phase."""
    solved_as_by_brute_force(thrown)


def test_solver_agrees_with_brute_force_often() -> None:
    """The same for many puzzles that nobody has to make smaller."""
    for seed in range(2_000):
        solved_as_by_brute_force(Seeded(seed))


def test_solver_learns_nothing_wrong() -> None:
    """Puzzles with many dead ends, and questions that come after them."""
    conflicts = 0
    for seed in range(60):
        puzzle, solver = Hard(Seeded(seed)), Solver()
        for size in puzzle.sizes:
            solver.variable(size)
        for _ in range(3):
            for _ in range(14):
                forbid(puzzle, solver, puzzle.literals(3, 3))
            for _ in range(6):
                ask(puzzle, solver)
        conflicts += solver.conflicts
    assert conflicts > 500


def test_solver_says_none_only_where_there_is_none() -> None:
    """Also when only some variables are decided; then a solution may leave the others open."""
    for seed in range(500):
        dice = Seeded(seed)
        puzzle, solver = Puzzle(dice), Solver()
        order = [solver.variable(size) for size in puzzle.sizes]
        for nogood in puzzle.nogoods():
            forbid(puzzle, solver, nogood)
        assumed = puzzle.literals(0, 2)
        found = solver.solve(assumed, order[: dice.below(len(order))])
        assert found is not None or not puzzle.left(assumed), seed


def test_solver_goes_on_after_its_budget() -> None:
    """A search that was too long leaves nothing behind: with more budget the answer is right."""
    spent = 0
    for seed in range(1_000):
        dice = Seeded(seed)
        puzzle, solver = Puzzle(dice), Solver(budget=0)
        order = [solver.variable(size) for size in puzzle.sizes]
        for nogood in puzzle.nogoods():
            forbid(puzzle, solver, nogood)
        for assumed in ([], puzzle.literals(1, 2)):
            while True:
                try:
                    right_answer(puzzle, assumed, solver.solve(assumed, order))
                    break
                except BudgetSpent:
                    solver.budget = solver.conflicts + 1
                    spent += 1
    assert spent > 100


def test_solver_with_nothing_left() -> None:
    """What is forbidden without a condition leaves no solution, now and later."""
    solver = Solver()
    variable = solver.variable(2)
    assert solver.solve([], [variable]) is not None
    solver.forbid([(variable, 3)])
    assert solver.solve([], [variable]) is None
    assert solver.solve([(variable, 1)], [variable]) is None


# ---------------------------------------------------------------- counting


def counted_as_by_brute_force(dice: Dice) -> None:
    """Each way counts as often as the weights of its values say, or there are too many groups."""
    puzzle = Puzzle(dice)
    nogoods = [list(dict(one).items()) for one in puzzle.nogoods()]
    weights = {
        (variable, 1 << value): dice.below(4)
        for variable, size in enumerate(puzzle.sizes)
        for value in range(size)
        if dice.below(3) == 2
    }
    for nogood in nogoods:
        puzzle.forbid(nogood)
    number = sum(
        math.prod(weights.get((variable, 1 << value), 1) for variable, value in enumerate(way))
        for way in puzzle.ways
    )
    assert count(puzzle.sizes, nogoods, weights) == number


@examples(150)
@given(dice())
def test_count_agrees_with_brute_force(thrown: Dice) -> None:
    """Weights included."""
    counted_as_by_brute_force(thrown)


def test_count_agrees_with_brute_force_often() -> None:
    """The same for many lists that nobody has to make smaller."""
    for seed in range(1_000):
        counted_as_by_brute_force(Seeded(seed))


def test_count_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many groups would have to be looked at, there is no number instead of a wrong one."""
    sizes = [2] * 8
    apart = [[(one, 1), (one + 4, 1)] for one in range(4)]
    crossed = [[(one, 1), (other, 1)] for one in range(4) for other in range(4, 8)]
    assert count(sizes, apart, {}) == 3**4
    assert count(sizes, crossed, {}) == 31
    monkeypatch.setattr("baekken_cli.count.TRIES", (1, 10))
    with pytest.raises(TooMany):
        count(sizes, crossed, {})
