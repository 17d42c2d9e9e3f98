"""The questions that a proof asks its solver, written down, and answered again by other solvers.

A question is a list of assumptions, asked of the nogoods that stood at that time. Each variable becomes
booleans "the value is below i", each mask of values a boolean of its own, each nogood a clause. The other
solvers get the same clauses, when the proof got to know them, and the same assumptions. What the proof takes
back is switched off by a boolean that stands in its clauses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol
from unittest import mock

from baekken_cli.model import Content
from baekken_cli.prove import prove
from baekken_cli.solver import Literal, Solver


@dataclass(slots=True)
class Fact:
    """A nogood; one of a ``group`` is taken back with its group, one of group 0 never."""

    nogood: tuple[Literal, ...]
    group: int = 0


@dataclass(slots=True)
class Asked:
    """One question to a solver: what it was told and what ended since the last one, and what is assumed.

    ``possible`` is None where its budget ended.
    """

    told: list[Fact]
    ended: list[int]
    assumed: list[Literal]
    possible: bool | None = None


@dataclass(slots=True)
class Session:
    """All that one solver was asked, and its CPU seconds; a variable keeps its number for good."""

    sizes: list[int] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    seconds: float = 0.0


class Recorder:
    """Follows one solver: its variables and nogoods are numbered anew after some were taken back."""

    def __init__(self, solver: Solver) -> None:
        self.solver = solver
        self.session = Session()
        self.names: list[int] = []
        self.known: list[Fact] = []
        self.told: list[Fact] = []
        self.ended: list[int] = []
        self.groups = 0

    def look(self) -> None:
        """Takes in what is new."""
        for full in self.solver.full[len(self.names) :]:
            self.names.append(len(self.session.sizes))
            self.session.sizes.append(full.bit_length())
        for nogood in self.solver.nogoods[len(self.known) :]:
            fact = Fact(tuple((self.names[one], mask) for one, mask in nogood))
            self.known.append(fact)
            self.told.append(fact)

    def forget(self, variables: int, nogoods: int) -> None:
        """What is later than these is taken back."""
        self.look()
        self.groups += 1
        for fact in self.known[nogoods:]:
            fact.group = fact.group or self.groups
        del self.known[nogoods:], self.names[variables:]
        self.ended.append(self.groups)

    def ask(self, assumed: Iterable[Literal]) -> Asked:
        """Writes down a question."""
        self.look()
        asked = Asked(self.told, self.ended, [(self.names[one], mask) for one, mask in assumed])
        self.told, self.ended = [], []
        self.session.asked.append(asked)
        return asked


def record(content: Content) -> list[Session]:
    """Proves the content and writes down every question on the way, one session a solver."""
    recorders: dict[int, Recorder] = {}
    plain_solve, plain_forget = Solver.solve, Solver.forget_after

    def recorder(solver: Solver) -> Recorder:
        return recorders.setdefault(id(solver), Recorder(solver))

    def solve(self: Solver, assumed: Sequence[Literal], decide: Sequence[int]) -> list[int] | None:
        asked = recorder(self).ask(assumed)
        start = time.process_time()
        try:
            found = plain_solve(self, assumed, decide)
            asked.possible = found is not None
            return found
        finally:
            recorder(self).session.seconds += time.process_time() - start

    def forget_after(self: Solver, variables: int, nogoods: int, watched: int) -> None:
        recorder(self).forget(variables, nogoods)
        plain_forget(self, variables, nogoods, watched)

    with mock.patch.multiple(Solver, solve=solve, forget_after=forget_after):
        prove(content)
    return [one.session for one in recorders.values()]


@dataclass(frozen=True, slots=True)
class Answered:
    """CPU seconds. ``different``: questions where the verdict is not the recorded one."""

    building: float
    answering: float
    questions: int
    different: int


class Other(Protocol):
    """A solver for clauses of signed numbers, that keeps what it was told."""

    def tell(self, clauses: Iterable[Sequence[int]]) -> None: ...

    def ask(self, assumed: Sequence[int]) -> bool: ...


def answer(session: Session, other: Other) -> Answered:
    """Puts every question with a recorded verdict to another solver."""
    clauses = Clauses(session.sizes)
    different = questions = 0
    building = answering = 0.0
    for asked in session.asked:
        start = time.process_time()
        clauses.learn(asked)
        assumed = [clauses.literal(*one) for one in asked.assumed] + list(clauses.groups.values())
        other.tell(clauses.fresh())
        middle = time.process_time()
        building += middle - start
        if asked.possible is not None:
            different += other.ask(assumed) != asked.possible
            questions += 1
        answering += time.process_time() - middle
    return Answered(building, answering, questions, different)


class Clauses:
    """Variables with many values as clauses over booleans, which count from 1."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.number = 1
        self.true = 1
        self._new: list[list[int]] = [[1]]
        self._at_most: dict[int, list[int]] = {}
        self._masks: dict[Literal, int] = {}
        self.groups: dict[int, int] = {}
        """The boolean of each group that has not ended."""

    def fresh(self) -> list[list[int]]:
        """The clauses since the last call."""
        found, self._new = self._new, []
        return found

    def learn(self, asked: Asked) -> None:
        """Takes in what was told before a question; the boolean of a group is assumed until it ends."""
        for group in asked.ended:
            if group in self.groups:
                self._new.append([-self.groups.pop(group)])
        for fact in asked.told:
            if fact.group not in asked.ended:
                self._forbid(fact)

    def _forbid(self, fact: Fact) -> None:
        clause = [-self.literal(*one) for one in fact.nogood]
        if fact.group:
            if fact.group not in self.groups:
                self.groups[fact.group] = self._boolean()
            clause.append(-self.groups[fact.group])
        self._new.append(clause)

    def literal(self, variable: int, mask: int) -> int:
        """The boolean that is true exactly where the variable has a value of the mask."""
        full = (1 << self.sizes[variable]) - 1
        if mask & full in (0, full):
            return self.true if mask & full else -self.true
        if not mask & 1:  # one boolean for a mask and for all that is not in it
            return -self.literal(variable, full & ~mask)
        key = (variable, mask)
        if key not in self._masks:
            self._masks[key] = self._some([self._run(variable, *run) for run in _runs(mask)])
        return self._masks[key]

    def _boolean(self) -> int:
        self.number += 1
        return self.number

    def _steps(self, variable: int) -> list[int]:
        """``steps[i]``: the value is below i."""
        if variable not in self._at_most:
            inner = [self._boolean() for _ in range(self.sizes[variable] - 1)]
            self._new += [[-low, high] for low, high in pairwise(inner)]
            self._at_most[variable] = [-self.true, *inner, self.true]
        return self._at_most[variable]

    def _run(self, variable: int, low: int, high: int) -> int:
        steps = self._steps(variable)
        return -self._some([steps[low], -steps[high + 1]])

    def _some(self, literals: Sequence[int]) -> int:
        left = [one for one in literals if one != -self.true]
        if self.true in left or not left:
            return self.true if left else -self.true
        if len(left) == 1:
            return left[0]
        found = self._boolean()
        self._new.append([-found, *left])
        self._new += [[found, -one] for one in left]
        return found


def _runs(mask: int) -> list[tuple[int, int]]:
    """First and last bit of each row of bits that are set."""
    found, at = [], 0
    while mask >> at:
        at += ((mask >> at) & -(mask >> at)).bit_length() - 1
        length = (~(mask >> at) & ((mask >> at) + 1)).bit_length() - 1
        found.append((at, at + length - 1))
        at += length
    return found


# ---------------------------------------------------------------- the other solvers


class Pysat:
    """Glucose 4, incremental, by python-sat."""

    def __init__(self) -> None:
        from pysat.solvers import Glucose4

        self.solver = Glucose4(incr=False)

    def tell(self, clauses: Iterable[Sequence[int]]) -> None:
        self.solver.append_formula(clauses)

    def ask(self, assumed: Sequence[int]) -> bool:
        return bool(self.solver.solve(assumptions=assumed))


class Z3:
    """z3's solver for finite domains (QF_FD), incremental, by its Python interface."""

    def __init__(self) -> None:
        import z3

        self.z3 = z3
        self.solver = z3.SolverFor("QF_FD")
        self.names: dict[int, object] = {}

    def tell(self, clauses: Iterable[Sequence[int]]) -> None:
        for clause in clauses:
            self.solver.add(self.z3.Or([self._boolean(one) for one in clause]))

    def ask(self, assumed: Sequence[int]) -> bool:
        return bool(self.solver.check([self._boolean(one) for one in assumed]) == self.z3.sat)

    def _boolean(self, literal: int) -> object:
        if literal not in self.names:
            plain = self.z3.Bool(f"b{abs(literal)}")
            self.names[literal] = plain if literal > 0 else self.z3.Not(plain)
        return self.names[literal]


OTHERS: dict[str, Callable[[], Other]] = {"pysat": Pysat, "z3": Z3}
