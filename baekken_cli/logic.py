"""And, or and not over literals, made into nogoods only as far as a question needs them. Pure.

A claim is a literal, or a node over other claims. Negation is pushed down to the literals at once, so every
node stands for itself and its dual for its negation. A node gets a variable when it is first asked for, and
only "the variable is 1, so the node is true" is said: a claim that is not asked for costs nothing. In an
exact logic "and the other way round" is said as well, so that the variables add no solutions and solutions
can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from baekken_cli.solver import Literal, Solver


class Node:
    """All or one of some claims; each different one is made once, so identity is equality."""

    __slots__ = ("dual", "every", "literal", "parts")

    def __init__(self, every: bool, parts: tuple[Claim, ...]) -> None:
        self.every = every
        self.parts = parts
        self.dual: Node | None = None
        self.literal: Literal | None = None


Claim = Literal | Node


class Logic:
    """Makes claims over the variables of a solver."""

    def __init__(self, solver: Solver, exact: bool = False) -> None:
        self.solver = solver
        self.exact = exact
        self._nodes: dict[tuple[bool, frozenset[Claim]], Node] = {}
        self._shared: dict[object, int] = {}
        self._asked: list[Node] = []
        self._literals: dict[Claim, frozenset[Literal]] = {}
        always = solver.variable(1)
        self.true: Claim = (always, 1)
        self.false: Claim = (always, 0)

    # ---- making claims

    def no(self, claim: Claim) -> Claim:
        """True where the claim is not."""
        if not isinstance(claim, Node):
            return claim[0], self.solver.full[claim[0]] & ~claim[1]
        if claim.dual is None:
            claim.dual = self._node(not claim.every, tuple(self.no(one) for one in claim.parts))
            claim.dual.dual = claim
        return claim.dual

    def every(self, claims: Iterable[Claim]) -> Claim:
        """True where all are."""
        return self._join(True, claims)

    def some(self, claims: Iterable[Claim]) -> Claim:
        """True where one is."""
        return self._join(False, claims)

    def first(self, claims: Sequence[Claim]) -> list[Claim]:
        """For each of these: true where it is and none before it is."""
        found: list[Claim] = []
        none_before = self.true
        for claim in claims:
            found.append(self.every([claim, none_before]))
            none_before = self.every([none_before, self.no(claim)])
        return found

    def _join(self, every: bool, claims: Iterable[Claim]) -> Claim:
        """Literals on one variable become one; what changes nothing is left out."""
        masks: dict[int, int] = {}
        nodes: dict[Node, None] = {}
        for claim in claims:
            if isinstance(claim, Node):
                nodes[claim] = None
            elif every:
                masks[claim[0]] = masks.get(claim[0], claim[1]) & claim[1]
            else:
                masks[claim[0]] = masks.get(claim[0], 0) | claim[1]
        full = self.solver.full
        parts: list[Claim] = []
        for variable, mask in masks.items():
            whole = mask == full[variable]
            if whole if not every else not mask:
                return self.false if every else self.true
            if mask and not whole:
                parts.append((variable, mask))
        for node in nodes:
            if node.dual in nodes:
                return self.false if every else self.true
        parts += nodes
        if len(parts) < 2:
            return parts[0] if parts else (self.true if every else self.false)
        return self._node(every, tuple(parts))

    def _node(self, every: bool, parts: tuple[Claim, ...]) -> Node:
        key = (every, frozenset(parts))
        if key not in self._nodes:
            self._nodes[key] = Node(every, parts)
        return self._nodes[key]

    def literals(self, claim: Claim) -> frozenset[Literal]:
        """The literals that a claim is made of: it can only become false when one of them does."""
        if claim not in self._literals:
            self._literals[claim] = frozenset(_leaves(claim))
        return self._literals[claim]

    # ---- asking

    def asked(self, claims: Iterable[Claim]) -> list[Literal] | None:
        """Literals that are all true only where all claims are; None where one of them never is."""
        found: list[Literal] = []
        waiting = list(claims)
        while waiting:
            claim = waiting.pop()
            if isinstance(claim, Node) and claim.every and claim.literal is None and not self.exact:
                waiting += claim.parts
            else:
                found.append(self.literal(claim))
        return None if any(not mask for _, mask in found) else found

    def forbid(self, claims: Sequence[Claim]) -> None:
        """These must not all be true."""
        literals = [self.literal(self.no(one)) for one in claims]
        self.solver.forbid([(at, self.solver.full[at] & ~mask) for at, mask in literals])

    def literal(self, claim: Claim) -> Literal:
        """A literal that is true only where the claim is."""
        if not isinstance(claim, Node):
            return claim
        if claim.literal is None:
            if self.exact and claim.dual is not None and claim.dual.literal is not None:
                variable, mask = claim.dual.literal
                claim.literal = (variable, mask ^ 3)
            else:
                claim.literal = self._define(claim)
            self._asked.append(claim)
        return claim.literal

    def _define(self, node: Node) -> Literal:
        parts = [self.literal(one) for one in node.parts]
        found = (self.solver.variable(2), 2)
        others = [(at, self.solver.full[at] & ~mask) for at, mask in parts]
        if node.every:
            for other in others:
                self.solver.forbid([found, other])
        else:
            self.solver.forbid([found, *others])
        if self.exact:
            self._other_way_round(node, (found[0], 1), parts)
        elif node.dual is not None and node.dual.literal is not None:
            self.solver.forbid([found, node.dual.literal])
        return found

    def _other_way_round(self, node: Node, off: Literal, parts: Sequence[Literal]) -> None:
        if node.every:
            self.solver.forbid([off, *parts])
        else:
            for one in parts:
                self.solver.forbid([off, one])

    # ---- variables and their end

    def shared(self, key: object, size: int) -> tuple[int, bool]:
        """The variable known by ``key``, and whether it is new."""
        new = key not in self._shared
        if new:
            self._shared[key] = self.solver.variable(size)
        return self._shared[key], new

    def size(self) -> tuple[int, int, int, tuple[int, int, int]]:
        """How much there is, for :meth:`forget_after`."""
        return len(self._nodes), len(self._shared), len(self._asked), self.solver.size()

    def forget_after(self, nodes: int, shared: int, asked: int, size: tuple[int, int, int]) -> None:
        """Takes back all variables that were made since."""
        for node in self._asked[asked:]:
            node.literal = None
        del self._asked[asked:]
        while len(self._shared) > shared:
            self._shared.popitem()
        self.solver.forget_after(*size)
        while len(self._nodes) > nodes:
            self._nodes.popitem()


def _leaves(claim: Claim) -> Iterator[Literal]:
    seen: set[Node] = set()
    waiting = [claim]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Node):
            yield one
        elif one not in seen:
            seen.add(one)
            waiting += one.parts
