"""Fuzzing: many made-up inputs, none of which may lead to a traceback, a hang, a wrong result or a leak.

    .venv/bin/python -m benchmarks.fuzz                         # 100,000 cases over all targets
    .venv/bin/python -m benchmarks.fuzz --cases 10000000        # as many as the issue asks for; takes hours
    .venv/bin/python -m benchmarks.fuzz keys content --seconds 600 --seed 7
    .venv/bin/python -m benchmarks.fuzz process --cases 300     # in processes of their own
    .venv/bin/python -m benchmarks.fuzz --again answers 03f4... # one case again, with its traceback
    .venv/bin/python -m benchmarks.fuzz --atheris answers --seconds 600   # guided by coverage; needs atheris

The same seed gives the same cases. Prints a table and every fault with the line that runs it again; exit
code 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from benchmarks import markdown

CASES = 100_000
AT_ONCE = {"words": 2000, "tree": 2000, "answers": 500, "prompt": 500, "process": 20}
"""How many cases a process takes at a time; 50 of the others."""
SHOWN = 20
"""So many faults of a target are kept."""


class Work(NamedTuple):
    """Cases of one target, from a number on."""

    name: str
    seed: int
    first: int
    cases: int


class Done(NamedTuple):
    """What came of it: seconds of processor time, and bytes and reason of each fault."""

    work: Work
    seconds: float
    faults: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Sum:
    """What came of all cases of a target."""

    cases: int = 0
    seconds: float = 0.0
    found: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, done: Done) -> None:
        self.cases += done.work.cases
        self.seconds += done.seconds
        self.found += len(done.faults)
        self.faults += done.faults[: SHOWN - len(self.faults)]


def do(work: Work) -> Done:
    """Tries the cases one after the other."""
    from benchmarks.fuzz_targets import case, fault_of

    began = _processor_seconds()
    faults = []
    for number in range(work.first, work.first + work.cases):
        data = case(work.name, work.seed, number)
        if fault := fault_of(work.name, data):
            faults.append((data.hex(), fault))
    return Done(work, _processor_seconds() - began, tuple(faults))


def _processor_seconds() -> float:
    """Of this process and of those that it started."""
    return sum(os.times()[:4])


def shares(names: Sequence[str], cases: int) -> dict[str, int]:
    """How many cases each target gets: by its share and at least one, or all the same where none has any."""
    from benchmarks.fuzz_targets import TARGETS

    weights = {name: TARGETS[name].share for name in names}
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(names, max(1, cases // len(names)))
    return {name: max(1, cases * one // whole) for name, one in weights.items() if one}


def portions(names: Sequence[str], cases: int, seed: int) -> Iterator[Work]:
    """The work in portions, the targets in turn."""
    wanted = shares(names, cases)
    given = dict.fromkeys(wanted, 0)
    while given:
        for name, first in list(given.items()):
            size = min(AT_ONCE.get(name, 50), wanted[name] - first)
            yield Work(name, seed, first, size)
            given[name] += size
            if given[name] == wanted[name]:
                del given[name]


def run(works: Iterator[Work], seconds: float | None) -> dict[str, Sum]:
    """Everything on all cores; no new portion after so many seconds."""
    ends = time.monotonic() + (seconds or float("inf"))
    sums: dict[str, Sum] = {}
    with tempfile.TemporaryDirectory() as folder, _pool(folder) as pool:
        waiting: set[Future[Done]] = set()
        while True:
            room = 2 * (os.cpu_count() or 1) - len(waiting) if time.monotonic() < ends else 0
            waiting |= {pool.submit(do, work) for work in islice(works, room)}
            if not waiting:
                return sums
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for one in finished:
                sums.setdefault(one.result().work.name, Sum()).add(one.result())


def _pool(folder: str) -> ProcessPoolExecutor:
    """A process for each core; their own folders lie in ``folder``."""
    return ProcessPoolExecutor(initializer=_work_in, initargs=(folder,))


def _work_in(folder: str) -> None:
    tempfile.tempdir = folder


def report(sums: dict[str, Sum], seed: int) -> list[str]:
    """A table in Markdown, and how each fault is run again."""
    rows = []
    for name, one in sums.items():
        rate = one.cases / one.seconds if one.seconds else 0
        rows.append([name, f"{one.cases:,}", f"{one.seconds:.0f}", f"{rate:,.0f}", str(one.found)])
    total, faults = sum(one.cases for one in sums.values()), sum(one.found for one in sums.values())
    rows.append(["all", f"{total:,}", f"{sum(one.seconds for one in sums.values()):.0f}", "", str(faults)])
    head = ("target", "cases", "CPU seconds", "cases/s", "faults")
    lines = [
        markdown.dated(f"seed {seed}", "typer", "rich", "pyyaml"),
        "",
        *markdown.table(head, rows).split("\n"),
    ]
    for name, one in sums.items():
        lines += [f"\n{fault}\n  --again {name} {data}" for data, fault in one.faults]
    return lines


# ---------------------------------------------------------------- one target, guided by coverage


def guided(name: str, seconds: float | None) -> None:
    """Hands the target to atheris, which ends the process; a fault is written as it tells."""
    import atheris

    with atheris.instrument_imports(include=["baekken_cli"]):
        from benchmarks.fuzz_targets import TARGETS
    target = TARGETS[name]
    options = [sys.argv[0], f"-max_len={2 * target.size}", "-len_control=0"]
    if seconds:
        options.append(f"-max_total_time={seconds:.0f}")
    atheris.Setup(options, target.tries)
    atheris.Fuzz()


def again(name: str, data: bytes) -> None:
    """One case, with the traceback of its fault."""
    from benchmarks.fuzz_targets import TARGETS

    TARGETS[name].tries(data)
    print("no fault")


def main(words: Sequence[str] | None = None) -> int:
    """The exit code: 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--cases", type=int, metavar="N")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", nargs=2, metavar=("TARGET", "HEX"))
    parser.add_argument("--atheris", metavar="TARGET")
    asked = parser.parse_args(words)
    if asked.atheris:
        guided(asked.atheris, asked.seconds)
        return 0
    if asked.again:
        again(asked.again[0], bytes.fromhex(asked.again[1]))
        return 0
    from benchmarks.fuzz_targets import TARGETS

    names = asked.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"no such target: {', '.join(unknown)}. There are {', '.join(TARGETS)}")
    cases = asked.cases or (sys.maxsize if asked.seconds else CASES)
    sums = run(portions(names, cases, asked.seed), asked.seconds)
    print("\n".join(report(sums, asked.seed)))
    return int(any(one.found for one in sums.values()))


if __name__ == "__main__":
    sys.exit(main())
