"""Whole-process time and memory of the commands, beside ``python -c pass`` and a hello-world on the same Typer.

``.venv/bin/python -m benchmarks.start [RUNS]`` runs the installed command. The commands take turns, so that a
busy moment of the machine falls on all of them; the table gives medians, and ratios of medians. Compiled
modules (``.pyc``) are kept for all of them alike, in a folder of their own, as they are on a user's machine.
"""

from __future__ import annotations

import os
import pty
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.markdown import dated, table
from tests.builders import clean_environment

RUNS = 25
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def hello() -> None:
    print("hello")
app()
"""
ANSWERS = "stage: pregnant\nweeks_pregnant: 30\nsigns_now: [breath]\n"
PASS, HELLO_WORLD, FIRST = "python -c pass", "hello-world on Typer", "check, to the first question"


class Run(NamedTuple):
    """Seconds, and MiB at the peak."""

    seconds: float
    peak: float


def commands(folder: Path) -> dict[str, list[str]]:
    """What is timed, by name."""
    (folder / "hello.py").write_text(HELLO, "utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    baekken = str(Path(sysconfig.get_path("scripts")) / "baekken")
    answers = ["check", "--answers", str(folder / "answers.yaml"), "--no-input", "--json"]
    return {
        PASS: [sys.executable, "-c", "pass"],
        HELLO_WORLD: [sys.executable, str(folder / "hello.py")],
        "--version": [baekken, "--version"],
        "--help": [baekken, "--help"],
        "tips søvn": [baekken, "tips", "søvn"],
        FIRST: [baekken, "check"],
        "check --answers FILE --json": [baekken, *answers],
        "content check": [baekken, "content", "check"],
    }


def whole(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """From the start of a process to its end."""
    to_nowhere = [(os.POSIX_SPAWN_OPEN, one, os.devnull, os.O_RDWR, 0) for one in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, env, file_actions=to_nowhere)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(seconds, used.ru_maxrss / 1024)


def to_first_question(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """From the start of a process in a terminal until it waits for an answer."""
    ours, theirs = pty.openpty()
    to_terminal = [(os.POSIX_SPAWN_DUP2, theirs, one) for one in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, env, file_actions=to_terminal, setsid=True)
    shown = b""
    while not shown.endswith(b"> "):
        shown += os.read(ours, 4096)
    seconds = time.perf_counter() - start
    os.kill(child, 9)
    _, _, used = os.wait4(child, 0)
    os.close(ours)
    os.close(theirs)
    return Run(seconds, used.ru_maxrss / 1024)


def measured(timed: Mapping[str, Sequence[str]], env: Mapping[str, str], runs: int) -> dict[str, list[Run]]:
    """Every command once to warm up, then all of them in turn."""
    ways: dict[str, Callable[[Sequence[str], Mapping[str, str]], Run]] = {FIRST: to_first_question}
    found: dict[str, list[Run]] = {name: [] for name in timed}
    for number in range(runs + 1):
        for name, command in timed.items():
            run = ways.get(name, whole)(command, env)
            if number:
                found[name].append(run)
    return found


def rows(found: Mapping[str, Sequence[Run]]) -> list[list[str]]:
    """A line a command: milliseconds, the two ratios, MiB and its ratio."""
    times = {name: statistics.median(run.seconds for run in runs) for name, runs in found.items()}
    peaks = {name: statistics.median(run.peak for run in runs) for name, runs in found.items()}
    return [
        [
            name,
            f"{times[name] * 1000:.0f}",
            f"{times[name] / times[PASS]:.1f}",
            f"{times[name] / times[HELLO_WORLD]:.2f}",
            f"{peaks[name]:.1f}",
            f"{peaks[name] / peaks[HELLO_WORLD]:.2f}",
        ]
        for name in found
    ]


def main() -> None:
    """Prints the table."""
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    with tempfile.TemporaryDirectory() as name:
        env = {**clean_environment(), "TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": f"{name}/compiled"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        found = measured(commands(Path(name)), env, runs)
    print(dated(f"medians of {runs} runs in turn", "typer", "rich", "pyyaml"))
    head = ("command", "median ms", "x python -c pass", "x hello-world", "peak MiB", "x hello-world")
    print(f"\n{table(head, rows(found))}")


if __name__ == "__main__":
    main()
