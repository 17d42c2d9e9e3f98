"""How many solutions a list of nogoods leaves, exactly. Pure.

The variables get their values one after another; what the rest can still be depends only on which nogoods
are still alive, so all ways that leave the same ones alive are counted together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from baekken_cli.solver import Literal


class TooMany(Exception):
    """More groups than may be kept apart: not counted."""


ORDERS = ((3, 0.07), (4, 0.05), (2, 0.05), (3, 0.2), (2, 0.1))
"""How much the end of a nogood, and a late place, weigh in choosing the next variable."""
TRIES = (200_000, 3_000_000)
"""Groups that may be looked at in one order before the next is tried."""


def count(sizes: Sequence[int], nogoods: Sequence[Sequence[Literal]], weights: Mapping[Literal, int]) -> int:
    """The number of solutions; a value ``(variable, bit)`` of weight n counts n times.

    How many groups there are depends on the order, and a good one can only be guessed. Raises
    :class:`TooMany` when no order was good enough.
    """
    alive = [one for one in nogoods if all(mask for _, mask in one)]
    for limit in TRIES:
        for ends, late in ORDERS:
            try:
                return _count(_order(len(sizes), alive, ends, late), sizes, alive, weights, limit)
            except TooMany:
                continue
    raise TooMany


def _count(
    order: Sequence[int],
    sizes: Sequence[int],
    nogoods: Sequence[Sequence[Literal]],
    weights: Mapping[Literal, int],
    limit: int,
) -> int:
    place = {variable: at for at, variable in enumerate(order)}
    touching: list[list[int]] = [[] for _ in sizes]
    ending: list[int] = [0] * len(sizes)
    for at, nogood in enumerate(nogoods):
        for variable, _ in nogood:
            touching[variable].append(at)
        ending[max(place[variable] for variable, _ in nogood)] |= 1 << at
    ways = {(1 << len(nogoods)) - 1: 1}
    for at, variable in enumerate(order):
        limit -= len(ways) * sizes[variable]
        if limit < 0:
            raise TooMany
        kills = _kills(variable, sizes[variable], touching[variable], nogoods)
        weighed = [(kill, weights.get((variable, 1 << bit), 1)) for bit, kill in enumerate(kills)]
        ways = _step(ways, weighed, ending[at])
    return sum(ways.values())


def _step(ways: Mapping[int, int], kills: Sequence[tuple[int, int]], ending: int) -> dict[int, int]:
    """The groups after one more variable; a nogood that ends alive is broken."""
    found: dict[int, int] = {}
    for alive, number in ways.items():
        for kill, weight in kills:
            left = alive & ~kill
            if not left & ending:
                found[left] = found.get(left, 0) + number * weight
    return found


def _kills(
    variable: int, size: int, touching: Sequence[int], nogoods: Sequence[Sequence[Literal]]
) -> list[int]:
    """For each value: the nogoods that it makes harmless."""
    kills = [0] * size
    for at in touching:
        mask = next(mask for other, mask in nogoods[at] if other == variable)
        for bit in range(size):
            if not mask >> bit & 1:
                kills[bit] |= 1 << at
    return kills


def _order(number: int, nogoods: Sequence[Sequence[Literal]], ends: float, late: float) -> list[int]:
    """Greedy: next a variable that leads to few new ones and ends many nogoods, rather early."""
    left = [{variable for variable, _ in nogood} for nogood in nogoods]
    touching: list[list[int]] = [[] for _ in range(number)]
    beside: list[set[int]] = [set() for _ in range(number)]
    for at, names in enumerate(left):
        for variable in names:
            touching[variable].append(at)
            beside[variable] |= names
    cost = [len(names) + late * variable for variable, names in enumerate(beside)]
    for names in left:
        _would_end(names, cost, ends)
    reached: set[int] = set()
    waiting = set(range(number))
    order: list[int] = []
    while waiting:
        near = reached & waiting
        best = min(near, key=lambda one: (cost[one], one)) if near else min(waiting)
        order.append(best)
        waiting.discard(best)
        for new in beside[best] - reached:
            reached.add(new)
            for one in beside[new]:
                cost[one] -= 1
        for at in touching[best]:
            left[at].discard(best)
            _would_end(left[at], cost, ends)
    return order


def _would_end(names: set[int], cost: list[float], ends: float) -> None:
    """A nogood with one variable left would end there."""
    if len(names) == 1:
        cost[next(iter(names))] -= ends
