"""Every question that the prover puts to its own solver, put to another solver (python-sat) as well.

The translation starts from what was forbidden, as it was given, and shares nothing with the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from typing import NamedTuple

import pytest
from pysat.solvers import Solver as Other

from baekken_cli.model import Content
from baekken_cli.prove import prove
from baekken_cli.solver import Literal, Solver
from tests.small import Seeded, made

FILES = 200


class Asked(NamedTuple):
    """One question: the variables and nogoods of the moment, what was assumed, and what was found."""

    full: list[int]
    nogoods: list[tuple[Literal, ...]]
    assumed: list[Literal]
    found: list[int] | None


@contextmanager
def listening() -> Iterator[list[Asked]]:
    """Everything that any solver is asked meanwhile."""
    heard: list[Asked] = []
    plain = Solver.solve

    def solve(self: Solver, assumed: Sequence[Literal], decide: Sequence[int]) -> list[int] | None:
        found = plain(self, assumed, decide)
        heard.append(Asked(list(self.full), list(self.nogoods), list(assumed), found))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Solver, "solve", solve)
        yield heard


class Clauses:
    """A puzzle in clauses: one Boolean for each value of each variable, exactly one of them true."""

    def __init__(self) -> None:
        self.solver = Other(name="glucose4")
        self.full: list[int] = []
        self.nogoods: list[tuple[Literal, ...]] = []
        self.top = 0
        self.names: list[list[int]] = []

    def goes_on(self, asked: Asked) -> bool:
        """Nothing was taken back since."""
        return (
            asked.full[: len(self.full)] == self.full and asked.nogoods[: len(self.nogoods)] == self.nogoods
        )

    def add(self, asked: Asked) -> None:
        """The variables and nogoods that are new."""
        for full in asked.full[len(self.full) :]:
            self._variable(full.bit_length())
        for nogood in asked.nogoods[len(self.nogoods) :]:
            self.solver.add_clause([one for literal in nogood for one in self._outside(literal)])
        self.full, self.nogoods = asked.full, asked.nogoods

    def _variable(self, size: int) -> None:
        names = list(range(self.top + 1, self.top + size + 1))
        self.top += size
        self.names.append(names)
        self.solver.add_clause(names)
        for one, other in combinations(names, 2):
            self.solver.add_clause([-one, -other])

    def _outside(self, literal: Literal) -> list[int]:
        """The values that make it false: one of them must be taken, or none may."""
        variable, mask = literal
        return [name for value, name in enumerate(self.names[variable]) if not mask >> value & 1]

    def possible(self, assumed: Iterable[Literal]) -> bool:
        """Is there a solution in which all of this holds?"""
        return bool(self.solver.solve([-one for literal in assumed for one in self._outside(literal)]))


def agrees(heard: Sequence[Asked]) -> bool:
    """The same verdict on every question, and every solution can be made a whole one."""
    clauses = Clauses()
    for asked in heard:
        if not clauses.goes_on(asked):
            clauses = Clauses()
        clauses.add(asked)
        if clauses.possible(asked.assumed) != (asked.found is not None):
            return False
        if asked.found is not None and not clauses.possible([*asked.assumed, *enumerate(asked.found)]):
            return False
    return True


def heard_of(content: Content) -> list[Asked]:
    with listening() as heard:
        prove(content)
    return heard


def test_the_shipped_file_gets_the_same_verdicts(content: Content) -> None:
    """Both kinds of verdict, some hundreds of each."""
    heard = heard_of(content)
    assert sum(one.found is None for one in heard) > 100
    assert sum(one.found is not None for one in heard) > 10
    assert agrees(heard)


@pytest.mark.parametrize("first", range(0, FILES, 20))
def test_small_files_get_the_same_verdicts(first: int) -> None:
    """200 questionnaires, the same in every run."""
    for seed in range(first, first + 20):
        heard = heard_of(made(Seeded(seed)))
        assert heard, seed
        assert agrees(heard), seed


def test_a_wrong_verdict_is_noticed() -> None:
    """Two variables that must not both be 1: what is possible and what is not, said wrongly."""
    possible = Asked([3, 7], [((0, 2), (1, 2))], [(0, 2)], [2, 1])
    impossible = possible._replace(assumed=[(0, 2), (1, 2)], found=None)
    assert agrees([possible, impossible])
    assert not agrees([possible._replace(found=None)])
    assert not agrees([possible._replace(found=[2, 2])])
    assert not agrees([possible._replace(found=[2, 0])])
    assert not agrees([impossible._replace(found=[2, 2])])


def test_what_was_taken_back_is_taken_back() -> None:
    """After a nogood is gone, what it forbade is possible again."""
    forbidden = Asked([3, 3], [((0, 1),), ((1, 1),)], [(0, 1)], None)
    taken_back = Asked([3, 3], [((1, 1),)], [(0, 1)], [1, 2])
    assert agrees([forbidden, taken_back])
    assert not agrees([forbidden, taken_back, forbidden._replace(found=[1, 2])])
