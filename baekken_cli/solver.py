"""Is there a way to give every variable a value so that nothing forbidden holds? Exact, and pure.

A variable has a small set of values, kept as bits; a literal ``(variable, mask)`` is true when the value is
in the mask; a nogood is a list of literals that must not all be true. The search is conflict-driven: every
dead end leaves a new nogood, learned from the old ones alone, so it holds for all later questions too.
docs/adr/0011-the-prover.md says why it is written here and how it is checked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Literal = tuple[int, int]
"""(variable, mask of the values that make it true)"""
Nogood = list[Literal]
Watchers = tuple[int, list[tuple[int, int, Nogood]], list[Nogood]]
"""For one mask: what lies outside it; the nogoods of two literals, with the other variable and what lies
outside its mask in front; and all longer nogoods."""
Event = tuple[int, int, Nogood | None, int]
"""(variable, its values before, the nogood that pruned it, index of its event before)"""


class BudgetSpent(Exception):
    """The search was longer than it may be: nothing is known."""


class Solver:
    """Variables, nogoods, and :meth:`solve`."""

    def __init__(self, budget: int = 1_000_000) -> None:
        self.values: list[int] = []
        """What each variable can be now, as bits."""
        self.full: list[int] = []
        self.nogoods: list[tuple[Literal, ...]] = []
        """As given, for a second opinion: :meth:`forbid` keeps its own copies."""
        self.watched: list[Nogood] = []
        """Those with two literals or more that can still be broken, and what was learned."""
        self.possible = True
        self.budget = budget
        self.conflicts = 0
        self.watchers: list[dict[int, Watchers]] = []
        """For each variable and mask: what to look at when that literal becomes true."""
        self.phase: list[int] = []
        """For each variable the values to try first."""
        self.used: list[int] = []
        self.trail: list[Event] = []
        self.last: list[int] = []
        self.marks: list[int] = []
        self.head = 0

    # ---- the problem

    def variable(self, size: int) -> int:
        """A new variable with ``size`` values, bits 0 to ``size - 1``."""
        mask = (1 << size) - 1
        self.values.append(mask)
        self.full.append(mask)
        self.watchers.append({})
        self.phase.append(0)
        self.used.append(0)
        self.last.append(-1)
        return len(self.values) - 1

    def forbid(self, literals: Iterable[Literal]) -> None:
        """These literals must not all be true. Literals on one variable are taken together."""
        full, values = self.full, self.values
        merged: dict[int, int] = {}
        for variable, mask in literals:
            merged[variable] = merged.get(variable, full[variable]) & mask
        self.nogoods.append(tuple(merged.items()))
        nogood = []
        for variable, mask in merged.items():
            here = values[variable]
            if not here & mask:
                return  # it can never be true
            if here & ~mask:
                nogood.append((variable, mask))
        if not nogood:
            self.possible = False
        elif len(nogood) == 1:
            variable, mask = nogood[0]
            self._prune(variable, self.values[variable] & ~mask, None)
            self.possible = self.possible and self._propagate() is None
        else:
            self._watch(nogood)

    def _watch(self, nogood: Nogood) -> None:
        self.watched.append(nogood)
        for mine, other in ((nogood[0], nogood[1]), (nogood[1], nogood[0])):
            _, pairs, longer = self._watchers(mine)
            if len(nogood) == 2:
                pairs.append((other[0], ~other[1], nogood))
            else:
                longer.append(nogood)

    def _watchers(self, literal: Literal) -> Watchers:
        variable, mask = literal
        here = self.watchers[variable]
        if mask not in here:
            here[mask] = (~mask, [], [])
        return here[mask]

    def size(self) -> tuple[int, int, int]:
        """How much there is, for :meth:`forget_after`."""
        return len(self.full), len(self.nogoods), len(self.watched)

    def forget_after(self, variables: int, nogoods: int, watched: int) -> None:
        """Takes back all that was added since the size was this, and what was learned from it.

        What was learned about earlier variables alone stays: later nogoods may only have said what the
        later variables are, not what the earlier ones can be.
        """
        late = [one for one in self.watched[watched:] if any(at >= variables for at, _ in one)]
        gone = {id(one) for one in late}
        for variable in {at for one in late for at, _ in one if at < variables}:
            for _, pairs, longer in self.watchers[variable].values():
                pairs[:] = [one for one in pairs if one[0] < variables]
                longer[:] = [one for one in longer if id(one) not in gone]
        self.watched[watched:] = [one for one in self.watched[watched:] if id(one) not in gone]
        for rows in (self.values, self.full, self.watchers, self.phase, self.used, self.last):
            del rows[variables:]
        del self.nogoods[nogoods:]
        self.trail = [one for one in self.trail if one[0] < variables]
        self._mend_trail()

    def _mend_trail(self) -> None:
        """What is certain stays certain; the events are numbered anew."""
        self.last = [-1] * len(self.values)
        trail, self.trail = self.trail, []
        for variable, before, reason, _ in trail:
            self.trail.append((variable, before, reason, self.last[variable]))
            self.last[variable] = len(self.trail) - 1
        self.head = len(self.trail)

    # ---- the search

    def solve(self, assumed: Sequence[Literal], decide: Sequence[int]) -> list[int] | None:
        """The bits of every variable in one solution where ``assumed`` holds, or None when there is none.

        Only ``decide`` are given single values; all others must follow from them or be free. Raises
        :class:`BudgetSpent`.
        """
        if not self.possible:
            return None
        try:
            found = self._search(assumed, decide)
            return list(self.values) if found else None
        finally:
            self._back_to(0)

    def _search(self, assumed: Sequence[Literal], decide: Sequence[int]) -> bool:
        at = 0
        while True:
            conflict = self._propagate()
            if conflict is None:
                if not self.marks and assumed:
                    if not self._assume(assumed):
                        return False
                    continue
                at, wanted = self._next_free(decide, at)
                if wanted is None:
                    return True
                self.marks.append(len(self.trail))
                self._prune(*wanted, None)
                continue
            self.possible = bool(self.marks)  # without an assumption there is no way at all
            self._count_dead_end()
            if len(self.marks) <= bool(assumed):
                return False
            self._learn_from(conflict)
            decide = sorted(decide, key=self._use)
            at = 0

    def _count_dead_end(self) -> None:
        self.conflicts += 1
        if self.conflicts > self.budget:
            raise BudgetSpent

    def _assume(self, assumed: Sequence[Literal]) -> bool:
        """Puts all assumptions on one level; False where two of them exclude each other."""
        self.marks.append(len(self.trail))
        for variable, mask in assumed:
            rest = self.values[variable] & mask
            if not rest:
                return False
            if rest != self.values[variable]:
                self._prune(variable, rest, None)
        return True

    def _use(self, variable: int) -> int:
        """Sorts first what had a part in the last dead ends."""
        return -self.used[variable]

    def _next_free(self, decide: Sequence[int], start: int) -> tuple[int, Literal | None]:
        """The first variable from ``start`` on without a single value, and what to leave of its values."""
        values = self.values
        for at in range(start, len(decide)):
            variable = decide[at]
            here = values[variable]
            if here & (here - 1):
                liked = here & self.phase[variable] or here
                return at, (variable, liked & -liked)
        return len(decide), None

    def _prune(self, variable: int, rest: int, reason: Nogood | None) -> None:
        self.trail.append((variable, self.values[variable], reason, self.last[variable]))
        self.last[variable] = len(self.trail) - 1
        self.values[variable] = rest

    def _propagate(self) -> Nogood | None:
        """Draws every conclusion; the nogood that is broken, if there is one."""
        trail, values, last, watchers = self.trail, self.values, self.last, self.watchers
        head = self.head
        while head < len(trail):
            variable, before, _, _ = trail[head]
            head += 1
            here = values[variable]
            for outside, pairs, longer in watchers[variable].values():
                if here & outside or not before & outside:
                    continue  # it did not become true here
                for other, allowed, nogood in pairs:
                    there = values[other]
                    rest = there & allowed
                    if rest != there:
                        if not rest:
                            self.head = len(trail)
                            return nogood
                        trail.append((other, there, nogood, last[other]))  # _prune, without the call
                        last[other] = len(trail) - 1
                        values[other] = rest
                if longer:
                    broken = self._visit(variable, longer)
                    if broken is not None:
                        self.head = len(trail)
                        return broken
        self.head = head
        return None

    def _visit(self, variable: int, watching: list[Nogood]) -> Nogood | None:
        """Looks at the nogoods that watch a literal that became true."""
        values = self.values
        for at in range(len(watching) - 1, -1, -1):
            nogood = watching[at]
            mine, other = nogood[0], nogood[1]
            if mine[0] != variable:
                mine, other = other, mine
            there = values[other[0]]
            rest = there & ~other[1]
            if rest == there:
                continue  # the other cannot be true
            for place in range(2, len(nogood)):
                elsewhere = nogood[place]
                if values[elsewhere[0]] & ~elsewhere[1]:
                    nogood[0], nogood[1], nogood[place] = other, elsewhere, mine
                    self._watchers(elsewhere)[2].append(nogood)
                    watching[at] = watching[-1]  # looked at before
                    watching.pop()
                    break
            else:
                if not rest:
                    return nogood
                self._prune(other[0], rest, nogood)
        return None

    # ---- learning

    def _learn_from(self, conflict: Nogood) -> None:
        """Finds what the conflict rests on, forbids it, and goes back to where that says something new."""
        need, when = self._causes(conflict)
        for variable in need:
            self.used[variable] = self.conflicts
        newest = max(when, key=when.__getitem__)
        level = max((self._level(one) for name, one in when.items() if name != newest), default=0)
        learned = [(newest, need.pop(newest))]
        # The second watch must be the last to become free again.
        learned += sorted(need.items(), key=lambda one: -when[one[0]])
        self._back_to(level)
        variable, mask = learned[0]
        if len(learned) > 1:
            self._watch(learned)
        self._prune(variable, self.values[variable] & ~mask, learned if len(learned) > 1 else None)

    def _causes(self, conflict: Nogood) -> tuple[dict[int, int], dict[int, int]]:
        """Literals that together make the conflict, only one of them from the latest decision on.

        Gives for each variable the mask, and the event that made its literal true.
        """
        need: dict[int, int] = {}
        when: dict[int, int] = {}
        self._need(conflict, need, when)
        start = self.marks[-1]
        while True:
            newest = max(when, key=when.__getitem__)
            if sum(event >= start for event in when.values()) == 1:
                return need, when
            variable, _, reason, _ = self.trail[when.pop(newest)]
            self.used[variable] = self.conflicts
            mask = need.pop(newest)
            assert reason is not None
            others = [one for one in reason if one[0] != variable]
            pruned = next(one[1] for one in reason if one[0] == variable)
            self._need([*others, (variable, mask | pruned)], need, when)

    def _need(self, literals: Iterable[Literal], need: dict[int, int], when: dict[int, int]) -> None:
        """Adds literals that are true now; those that always were are left out."""
        for variable, mask in literals:
            both = mask & need.get(variable, mask)
            event = self._event(variable, both)
            if event >= self.marks[0]:
                need[variable], when[variable] = both, event

    def _event(self, variable: int, mask: int) -> int:
        """The event that made ``(variable, mask)`` true; -1 if it was never otherwise."""
        event = self.last[variable]
        while event >= 0:
            _, before, _, earlier = self.trail[event]
            if before & ~mask:
                return event
            event = earlier
        return -1

    def _level(self, event: int) -> int:
        return bisect_right(self.marks, event)

    def _back_to(self, level: int) -> None:
        if level >= len(self.marks):
            return
        start, values, last = self.marks[level], self.values, self.last
        for variable, before, _, earlier in reversed(self.trail[start:]):
            values[variable] = before
            last[variable] = earlier
        del self.trail[start:]
        del self.marks[level:]
        self.head = min(self.head, len(self.trail))
