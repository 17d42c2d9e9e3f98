"""Evaluations a second: the shipped rules by ``classify``, by plain closures and by rule engines.

Run it as ``python -m benchmarks.decide``; ``pip install -e '.[bench]'`` brings the engines, and those that
are not there are named. All evaluate the same rules for the same people (:mod:`benchmarks.people`):

* ``classify`` is the public call with all that it returns: the path checked, decisions and red flags settled,
  the rules that fit, contacts, advice, tips and alarm signs. "Never seen": each round has other people than
  all before. "Walked": as a content is classified before it is written out.
* The others get the facts ready (answers, decisions, red flags) in their own form, and give the rules that
  fit, from which urgency and class are read.

The rows take turns, ``--rounds`` times; a row that takes long gets fewer people. Evaluations a second are
those of the median round; p50 and p99 are over all evaluations. "Wrong" counts the people for whom the rules
that fit, the urgency or the class are not those that ``classify`` gives.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from baekken_cli import classify as classifying
from baekken_cli.classify import PLAIN_USES, classify
from baekken_cli.gather import named_by
from baekken_cli.loader import load_content
from baekken_cli.model import Answers, Assessment, Content, Rule
from baekken_cli.written import written_out
from benchmarks import markdown
from benchmarks.engines import ENGINES, Fitting, closures, flat
from benchmarks.people import people

ROUNDS, PEOPLE, FRESH = 15, 2000, 200
CLOSURES = "plain closures over the same rules"
LONG = 0.3
"""Seconds that a row may take in a round."""
Outcome = tuple[tuple[Rule, ...], int]
"""The rules that fit, but for the net, and what they name: urgencies and classes."""


@dataclass(slots=True)
class Row:
    """What is timed: ``run`` takes one of the inputs; each round has its own, or all have the first."""

    name: str
    run: Callable[[Any], Any]
    inputs: Sequence[Sequence[Any]]
    setup: float = 0.0
    wrong: int = 0
    taken: list[list[int]] = field(default_factory=list)
    """For each round the nanoseconds of each evaluation."""

    def turn(self) -> None:
        """One round."""
        run, clock, taken = self.run, time.perf_counter_ns, []
        for one in self.inputs[len(self.taken) % len(self.inputs)]:
            start = clock()
            run(one)
            taken.append(clock() - start)
        self.taken.append(taken)

    def mean(self) -> float:
        """Microseconds an evaluation, in the median round."""
        return statistics.median(statistics.mean(one) for one in self.taken) / 1000

    def percentile(self, part: float) -> float:
        every = sorted(one for taken in self.taken for one in taken)
        return every[int(part * (len(every) - 1))] / 1000


def own_rows(content: Content, sets: Sequence[Answers], rounds: int) -> list[Row]:
    """The rows of ``classify``; the content has been written out afterwards."""
    start = time.perf_counter()
    written_out(content.questionnaire)
    setup = time.perf_counter() - start
    for answers in people(content, PLAIN_USES + PEOPLE, "before"):
        classify(content, answers)
    new = people(content, rounds * FRESH, "new")
    never_seen = [new[at : at + FRESH] for at in range(0, len(new), FRESH)]
    walked = load_content()
    return [
        Row("**classify**", lambda answers: classify(content, answers), [sets], setup),
        Row("classify, never seen", lambda answers: classify(content, answers), never_seen, setup),
        Row("classify, walked", lambda answers: classify(walked, answers), [sets[:FRESH]]),
    ]


def other_row(
    name: str,
    make: Callable[[Sequence[Rule]], Fitting],
    ready: Sequence[Any],
    rules: Sequence[Rule],
    found: Sequence[Assessment],
) -> Row:
    """An engine, with as many people as it takes in time; its every outcome compared."""
    start = time.perf_counter()
    fitting = make(rules)
    setup = time.perf_counter() - start
    start = time.perf_counter()
    for facts in ready[:2]:
        outcome(fitting, facts)
    ready = ready[: max(10, int(2 * LONG / (time.perf_counter() - start)))]
    row = Row(name, lambda facts: outcome(fitting, facts), [ready], setup)
    row.wrong = sum(differs(one, outcome(fitting, facts)) for one, facts in zip(found, ready, strict=False))
    return row


def outcome(fitting: Fitting, facts: Any) -> Outcome:
    rules = tuple(fitting(facts))
    return rules, named_by(rules)


def differs(found: Assessment, other: Outcome) -> bool:
    rules = tuple(one for one in found.rules if not one.otherwise)
    return other != (rules, named_by(rules))


def rows(content: Content, sets: Sequence[Answers], rounds: int) -> tuple[list[Row], list[str]]:
    """Every row, and the engines that are not there."""
    found = [classify(content, one) for one in sets]
    rules = [one for one in content.questionnaire.rules if not one.otherwise]
    made = own_rows(content, sets, rounds)
    made.append(other_row(CLOSURES, closures, [one.facts for one in found], rules, found))
    missing = []
    for engine in ENGINES:
        try:
            version = importlib.metadata.version(engine.package)
        except importlib.metadata.PackageNotFoundError:
            missing.append(engine.package)
        else:
            ready = [engine.ready(flat(rules, one.facts)) for one in found]
            made.append(other_row(f"{engine.package} {version}", engine.make, ready, rules, found))
    return made, missing


def first_calls() -> tuple[float, float]:
    """Milliseconds of the first call for a content, and of the one by which it is written out."""
    content, (answers,) = load_content(), people(load_content(), 1)
    taken = []
    for _ in range(PLAIN_USES):
        start = time.perf_counter()
        classify(content, answers)
        taken.append(1000 * (time.perf_counter() - start))
    return taken[0], taken[-1]


def table(made: Sequence[Row]) -> None:
    base = next(one for one in made if one.name == CLOSURES).mean()
    head = ("engine", "evaluations/s", "p50 µs", "p99 µs", "set-up ms", "x plain closures", "people", "wrong")
    cells = (
        (
            row.name, f"{1_000_000 / row.mean():,.0f}", f"{row.percentile(0.5):.1f}",
            f"{row.percentile(0.99):.1f}", f"{1000 * row.setup:.1f}", f"{row.mean() / base:.2f}",
            str(sum(map(len, row.inputs))), str(row.wrong),
        )
        for row in sorted(made, key=Row.mean)
    )  # fmt: skip
    print(markdown.table(head, cells))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.decide", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    asked = parser.parse_args()
    content = load_content()
    sets = [one for one in people(content, asked.people) if classify(content, one).exit is None]
    made, missing = rows(content, sets, asked.rounds)
    with mock.patch.object(classifying, "PLAIN_USES", math.inf):  # what is walked stays so
        for _ in range(asked.rounds):
            for row in made:
                row.turn()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    how = f"{os.cpu_count()} CPUs{load}, {asked.rounds} interleaved rounds"
    what = f"{len(content.questionnaire.rules)} rules, {statistics.mean(map(len, sets)):.1f} answers a person"
    print(markdown.dated(f"{how}, {what}\n"))
    table(made)
    first, written = first_calls()
    print(f"\nThe first call takes {first:.1f} ms, the one by which it is written out {written:.1f} ms.")
    if missing:
        print(f"Not installed: {', '.join(missing)}.")


if __name__ == "__main__":
    main()
