"""The solutions met so far, side by side: whether a claim holds in one of them needs no search. Pure.

Each solution is one bit, so a claim is tried on all of them at once. Claims are made of and and or alone,
with "not" only at the literals: what holds while some variables are open holds whatever these become.
"""

from __future__ import annotations

from collections.abc import Sequence

from baekken_cli.logic import Claim, Node
from baekken_cli.solver import Literal


class Witnesses:
    """Solutions of these ``variables``; each variable has one value in it, or is open."""

    def __init__(self, variables: Sequence[int]) -> None:
        self.variables = variables
        self.values = dict.fromkeys(variables, 0)
        """For each variable the values that some solution had."""
        self._all = 0
        self._having: dict[Literal, int] = {}
        """For each variable with one value: the solutions that have it."""
        self._known: dict[Claim, int] = {}

    def add(self, solution: Sequence[int]) -> None:
        """One more."""
        new = self._all + 1
        self._all |= new
        for variable in self.variables:
            here = solution[variable]
            if not here & (here - 1):
                self._having[variable, here] = self._having.get((variable, here), 0) | new
                self.values[variable] |= here
        self._known.clear()

    def show(self, claim: Claim) -> bool:
        """True where the claim holds in one of them."""
        return bool(self._holding(claim))

    def _holding(self, claim: Claim) -> int:
        """The solutions in which the claim surely holds."""
        found = self._known.get(claim)
        if found is None:
            found = self._of_node(claim) if isinstance(claim, Node) else self._of_literal(*claim)
            self._known[claim] = found
        return found

    def _of_node(self, node: Node) -> int:
        found = self._all if node.every else 0
        for part in node.parts:
            found = found & self._holding(part) if node.every else found | self._holding(part)
        return found

    def _of_literal(self, variable: int, mask: int) -> int:
        found = 0
        while mask:
            bit = mask & -mask
            found |= self._having.get((variable, bit), 0)
            mask ^= bit
        return found
