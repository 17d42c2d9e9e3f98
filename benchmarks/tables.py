"""Flat decision tables by a published protocol, as content: each column a question, each row a rule.

The protocol of Calvanese et al. (BPM 2016): the space is cut again and again at random until there are as
many boxes as rows; then one row in ten is widened or narrowed in one cell, which makes overlaps and gaps.
Half of the columns are numbers, half are texts. All rows have one urgency and, at random, one of five
outcomes (the classifications), so that what the proof of a questionnaire finds reads as follows:

* shadowed: the first row that fits decides, and this one never is it (it has no region);
* overlap: two rows with different outcomes fit the same answers (conflict; rows that agree are no fault);
* gap: no row fits (gap: an example of each kind of gap, at most ten).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from baekken_cli.model import (
    Classification,
    Condition,
    Content,
    InRange,
    OneOf,
    Question,
    Rule,
    Test,
    Urgency,
)
from baekken_cli.prove import Proof
from benchmarks.generated import SOURCES, frame, net, option, question, words

NUMBERS, TEXTS = 1000, 20
"""How many values a column of each kind has."""
Cells = tuple[frozenset[int], ...]
"""For each column the values that fit; those of a number have no holes."""


@dataclass(frozen=True, slots=True)
class Table:
    """``sizes``: the values of each column; an even column holds numbers. ``outcomes``: one a row."""

    sizes: tuple[int, ...]
    rows: tuple[Cells, ...]
    outcomes: tuple[Classification, ...]


@dataclass(frozen=True, slots=True)
class Faults:
    """What a check of a table finds: row numbers, pairs of them, and whether there is a gap."""

    shadowed: frozenset[int]
    overlaps: frozenset[tuple[int, int]]
    gap: bool


def table(rows: int, columns: int, seed: int = 1, numbers: int = NUMBERS, texts: int = TEXTS) -> Table:
    """A random partition of the space with one row in ten widened or narrowed."""
    dice = random.Random(f"{rows} {columns} {seed}")
    sizes = tuple(texts if at % 2 else numbers for at in range(columns))
    boxes: list[Cells] = [tuple(frozenset(range(size)) for size in sizes)]
    while len(boxes) < rows:
        at = dice.randrange(len(boxes))
        column = dice.randrange(columns)
        if len(boxes[at][column]) > 1:
            boxes[at : at + 1] = _cut(boxes[at], column, dice)
    for at in dice.sample(range(rows), rows // 10):
        boxes[at] = _bent(boxes[at], sizes, dice)
    dice.shuffle(boxes)
    outcomes = tuple(dice.choice(tuple(Classification)) for _ in boxes)
    return Table(sizes, tuple(boxes), outcomes)


def _cut(box: Cells, column: int, dice: random.Random) -> list[Cells]:
    values = sorted(box[column])
    if column % 2:
        dice.shuffle(values)
    at = dice.randrange(1, len(values))
    return [_with(box, column, values[:at]), _with(box, column, values[at:])]


def _with(box: Cells, column: int, values: Sequence[int]) -> Cells:
    return (*box[:column], frozenset(values), *box[column + 1 :])


def _bent(box: Cells, sizes: Sequence[int], dice: random.Random) -> Cells:
    """One cell wider or narrower: a text more or less, a number's end moved by at most a tenth of all."""
    column = dice.randrange(len(sizes))
    values, size = sorted(box[column]), sizes[column]
    wider = dice.random() < 0.5
    if column % 2:
        others = [one for one in range(size) if one not in box[column]]
        if wider:
            return _with(box, column, [*values, *dice.sample(others, min(1, len(others)))])
        return _with(box, column, dice.sample(values, max(1, len(values) - 1)))
    by = dice.randint(1, max(1, size // 10))
    if wider:
        return _with(box, column, range(max(0, values[0] - by), min(size, values[-1] + 1 + by)))
    return _with(box, column, values[: max(1, len(values) - by)])


# ---------------------------------------------------------------- as content


def as_content(made: Table) -> Content:
    """The table as a questionnaire: ``c0`` and so on are its questions, ``row0`` and so on its rules."""
    questions = [_column(at, size) for at, size in enumerate(made.sizes)]
    rules = [
        _row(at, box, outcome) for at, (box, outcome) in enumerate(zip(made.rows, made.outcomes, strict=True))
    ]
    return frame(questions, [*rules, net()])


def _column(at: int, size: int) -> Question:
    if at % 2:
        return question(f"c{at}", "table", "choice", [option(f"v{one}") for one in range(size)])
    return question(f"c{at}", "table", "number", high=size - 1)


def _row(at: int, box: Cells, outcome: Classification) -> Rule:
    tests = tuple(_cell(column, values) for column, values in enumerate(box))
    name = words(f"row{at}")
    return Rule(
        f"row{at}",
        Condition(tests),
        SOURCES,
        name,
        None,
        Urgency.WITHIN_DAYS,
        outcome,
        ("gp",),
        say=name,
        line=at + 1,
    )


def _cell(column: int, values: frozenset[int]) -> Test:
    if column % 2:
        return OneOf(f"c{column}", frozenset(f"v{one}" for one in values))
    return InRange(f"c{column}", ((min(values), max(values)),), frozenset())


# ---------------------------------------------------------------- what is wrong with it


def proved(made: Table, proof: Proof) -> Faults:
    """What a proof of the content says of the table."""
    deciding = {one.name for one in proof.regions}
    pairs = [(one.params["other"], one.params["rule"]) for one in proof.findings if one.code == "conflict"]
    return Faults(
        frozenset(at for at in range(len(made.rows)) if f"row{at}" not in deciding),
        frozenset((min(both), max(both)) for both in ((_number(one), _number(two)) for one, two in pairs)),
        any(one.code == "gap" for one in proof.findings),
    )


def _number(name: str) -> int:
    return int(name.removeprefix("row"))


def tried(made: Table) -> Faults:
    """The same by trying every input, for small tables."""
    first: set[int] = set()
    overlaps: set[tuple[int, int]] = set()
    gap = False
    for point in product(*(range(size) for size in made.sizes)):
        fitting = [at for at, box in enumerate(made.rows) if all(map(_inside, box, point))]
        gap = gap or not fitting
        first.update(fitting[:1])
        overlaps.update(combinations(fitting, 2))
    differ = {(one, two) for one, two in overlaps if made.outcomes[one] is not made.outcomes[two]}
    return Faults(frozenset(range(len(made.rows))) - first, frozenset(differ), gap)


def _inside(values: frozenset[int], value: int) -> bool:
    return value in values
