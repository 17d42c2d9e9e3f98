"""Time and memory of the proof: shipped file, generated files, flat tables; other solvers beside it.

Run it as ``python -m benchmarks.proof``; ``pip install -e '.[bench]'`` brings the other solvers. Without
``--shipped``, ``--cells`` or ``--flat`` all three are measured. Every row runs in processes of its own:

* ``prove()``: the median of ``--repeat`` runs in one process (fewer where they take over 10 s together), the
  highest memory of that process, what was found by kind, and the number of answer sets. This is all of the
  proof: building, searching, counting, and replaying every example through the program.
* ``pysat`` (Glucose 4) and ``z3`` (QF_FD): the same work for each solver. One more proof is run with every
  question to its solver written down (:mod:`benchmarks.others`): the nogoods known then, the assumptions,
  the verdict. "searching" is what the proof's own solver took for these questions, building left out. Then
  each other solver, in its own process, is built up and answers this list, and every verdict is compared
  ("≠ 3" beside a time: three differ). Times are building + answering in CPU seconds, one run, without reading
  the list and without importing the solver; their memory includes the list.

A run that takes longer than ``--timeout`` is shown as ``> S``. ``not_proved`` among the findings means that a
check met its budget of dead ends.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import pickle
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baekken_cli.model import Content

CELLS = tuple(f"{questions}x{rules}" for questions in (25, 50, 100) for rules in (80, 300, 1000, 3000))
FLAT = tuple(f"{rows}x{columns}" for columns in (3, 5, 7) for rows in (500, 1000, 1500))
SOLVERS = ("own", "pysat", "z3")
RUNS_SHIPPED = 15
LONG = 10.0
"""Seconds after which no run is repeated."""


@dataclass(frozen=True, slots=True)
class Wishes:
    repeat: int
    timeout: float
    solvers: tuple[str, ...]
    seed: int
    random: bool
    profile: bool


# ---------------------------------------------------------------- in the process of a row


def content_of(name: str, seed: int) -> Content:
    """``shipped``, ``topical:25x80``, ``random:25x80`` or ``flat:500x3``."""
    from baekken_cli.loader import load_content

    kind, _, size = name.partition(":")
    if kind == "shipped":
        return load_content()
    first, second = (int(one) for one in size.split("x"))
    if kind == "flat":
        from benchmarks.tables import as_content, table

        return as_content(table(first, second, seed))
    from benchmarks.generated import generate

    return generate(first, second, seed, topical=kind == "topical").content


def peak() -> float:
    """The highest memory of this process so far, in MiB."""
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform != "darwin" else 1024) / 1024
    )


def run_proof(name: str, seed: int, repeat: int) -> dict[str, Any]:
    """Times ``prove()`` and says what it found."""
    from baekken_cli.prove import prove

    content = content_of(name, seed)
    taken: list[float] = []
    worked: list[float] = []
    while len(taken) < repeat and sum(taken) < LONG:
        start = time.perf_counter(), time.process_time()
        proof = prove(content)
        taken.append(time.perf_counter() - start[0])
        worked.append(time.process_time() - start[1])
    sets = proof.answer_sets
    return {
        "seconds": statistics.median(taken),
        "cpu": statistics.median(worked),
        "runs": len(taken),
        "peak": peak(),
        "found": dict(Counter(one.code for one in proof.findings)),
        "sets": None if sets is None else f"{sets:.1e}" if sets > 10**6 else str(sets),
        "shadowed": len(content.questionnaire.rules) - len(proof.regions)
        if name.startswith("flat")
        else None,
    }


def run_record(name: str, seed: int, path: str) -> dict[str, Any]:
    """Writes the questions of a proof to a file."""
    from benchmarks.others import record

    sessions = record(content_of(name, seed))
    Path(path).write_bytes(pickle.dumps(sessions))
    return {
        "questions": sum(len(one.asked) for one in sessions),
        "seconds": sum(one.seconds for one in sessions),
    }


def run_solver(solver: str, path: str) -> dict[str, Any]:
    """Lets one solver answer the questions in a file."""
    from benchmarks.others import OTHERS, answer

    sessions = pickle.loads(Path(path).read_bytes())
    OTHERS[solver]()  # imported before the clock starts
    found = [answer(one, OTHERS[solver]()) for one in sessions]
    return {
        "building": sum(one.building for one in found),
        "answering": sum(one.answering for one in found),
        "different": sum(one.different for one in found),
        "peak": peak(),
    }


def run_profile(name: str, seed: int) -> dict[str, Any]:
    """Prints where ``prove()`` spends its time."""
    import cProfile
    import pstats

    from baekken_cli.prove import prove

    content = content_of(name, seed)
    with cProfile.Profile() as profile:
        prove(content)
    pstats.Stats(profile, stream=sys.stderr).strip_dirs().sort_stats("tottime").print_stats(10)
    return {}


# ---------------------------------------------------------------- from outside


def child(timeout: float, task: str, *arguments: object) -> dict[str, Any] | None:
    """What a task of this module gives in a process of its own; None where it takes too long.

    Raises :class:`subprocess.CalledProcessError`; what went wrong is on standard error.
    """
    command = [sys.executable, "-m", "benchmarks.proof", "--task", task, *map(str, arguments)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=timeout, check=True)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def task(name: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Carries out a task by name."""
    if name == "proof":
        return run_proof(arguments[0], int(arguments[1]), int(arguments[2]))
    if name == "record":
        return run_record(arguments[0], int(arguments[1]), arguments[2])
    if name == "profile":
        return run_profile(arguments[0], int(arguments[1]))
    return run_solver(*arguments)


def row(name: str, wishes: Wishes) -> Iterator[str]:
    """The cells of one row of the table."""
    late = f"> {wishes.timeout:.0f}"
    proof = child(wishes.timeout, "proof", name, wishes.seed, wishes.repeat)
    yield name
    yield late if proof is None else f"{proof['seconds']:.2f}, {proof['cpu']:.2f} ({proof['runs']})"
    yield "" if proof is None else f"{proof['peak']:.0f}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asked"
        recorded = (
            child(2 * wishes.timeout, "record", name, wishes.seed, path) if proof and wishes.solvers else None
        )
        yield "" if recorded is None else f"{recorded['questions']}, {recorded['seconds']:.2f}"
        for solver in wishes.solvers:
            found = child(wishes.timeout, "solver", solver, path) if recorded else None
            yield _solver_cell(found) if found else late if recorded else ""
    yield "" if proof is None else proof["sets"] or "not counted"
    yield "" if proof is None else _found(proof)


def _solver_cell(found: Mapping[str, Any]) -> str:
    differ = f" ≠ {found['different']}" if found["different"] else ""
    return f"{found['building']:.2f} + {found['answering']:.2f}{differ}, {found['peak']:.0f} MiB"


def _found(proof: Mapping[str, Any]) -> str:
    kinds = [f"{code} {number}" for code, number in sorted(proof["found"].items())]
    if proof["shadowed"] is not None:
        kinds.append(f"shadowed {proof['shadowed']}")
    return ", ".join(kinds) or "none"


def table(title: str, names: Sequence[str], wishes: Wishes) -> None:
    """Prints one table, each row as soon as it is known."""
    heads = [title, "prove() s, CPU s (runs)", "peak MiB", "questions, searching CPU s"]
    heads += [f"{one}: build + answer CPU s, peak" for one in wishes.solvers]
    heads += ["answer sets", "findings"]
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    for name in names:
        try:
            print(f"| {' | '.join(row(name, wishes))} |", flush=True)
            if wishes.profile:
                child(10 * wishes.timeout, "profile", name, wishes.seed)
        except subprocess.CalledProcessError as failed:
            print(f"| {name} | failed: {' '.join(failed.cmd[4:])} |", flush=True)


def whole_process(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and highest memory in MiB (at least that of this process) of a command."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def commands() -> None:
    """Prints time and memory of ``content check`` as a user runs it, in turns with ``python -c pass``."""
    timed = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "baekken content check": [sys.executable, "-m", "baekken_cli", "content", "check"],
    }
    taken: dict[str, list[tuple[float, float]]] = {one: [] for one in timed}
    for _ in range(RUNS_SHIPPED):
        for one, command in timed.items():
            taken[one].append(whole_process(command))
    print(f"\n| whole process, median of {RUNS_SHIPPED} | s | peak MiB (at most) |\n|---|---|---|")
    for one, runs in taken.items():
        seconds, memory = statistics.median(run[0] for run in runs), max(run[1] for run in runs)
        print(f"| {one} | {seconds:.3f} | {memory:.0f} |", flush=True)


def versions() -> str:
    """Date, machine and versions."""
    found = [f"Python {platform.python_version()}", f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"]
    for one in ("python-sat", "z3-solver"):
        try:
            found.append(f"{one} {importlib.metadata.version(one)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {one}")
    return ", ".join([str(dt.date.today()), *found])


# ---------------------------------------------------------------- the command line


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.proof", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--shipped", action="store_true", help="the shipped file")
    parser.add_argument("--cells", nargs="?", const=",".join(CELLS), help="questions x rules: 25x80,50x300")
    parser.add_argument("--flat", nargs="?", const=",".join(FLAT), help="rows x columns: 500x3,1000x5")
    parser.add_argument("--random", action="store_true", help="rules that keep to no topic")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--timeout", type=float, default=120, metavar="S")
    parser.add_argument("--solvers", default=",".join(SOLVERS), help="own,pysat,z3; own: prove() alone")
    parser.add_argument("--profile", action="store_true", help="where the time goes, on standard error")
    parser.add_argument("--task", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Prints the tables."""
    asked = arguments()
    if asked.task:
        print(json.dumps(task(asked.task[0], asked.task[1:])))
        return
    solvers = tuple(one for one in asked.solvers.split(",") if one)
    if set(solvers) - set(SOLVERS):
        raise SystemExit(f"solvers: {', '.join(SOLVERS)}")
    others = tuple(one for one in solvers if one != "own")
    wishes = Wishes(asked.repeat, asked.timeout, others, asked.seed, asked.random, asked.profile)
    every = not (asked.shipped or asked.cells or asked.flat)
    print(versions())
    if asked.shipped or every:
        shipped = Wishes(RUNS_SHIPPED, asked.timeout, others, asked.seed, False, asked.profile)
        table("shipped file", ["shipped"], shipped)
        try:
            commands()
        except subprocess.CalledProcessError as failed:
            print(f"failed: {failed}", flush=True)
    if asked.cells or every:
        flavour = "random" if asked.random else "topical"
        names = [f"{flavour}:{one}" for one in (asked.cells or ",".join(CELLS)).split(",")]
        table("questions x rules", names, wishes)
    if asked.flat or every:
        names = [f"flat:{one}" for one in (asked.flat or ",".join(FLAT)).split(",")]
        table("rows x columns", names, wishes)


if __name__ == "__main__":
    main()
