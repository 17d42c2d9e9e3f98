"""Time and memory of whole commands, beside ``python -c pass`` and a hello-world on the same Typer.

``.venv/bin/python -m benchmarks.start [RUNS]`` runs the installed command. The commands take turns, so that a
busy moment of the machine falls on all of them; the table gives medians, and ratios of medians. Compiled
modules (``.pyc``) are kept for all of them alike, in a folder of their own, as they are on a user's machine.
"""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

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


LAUNCH = """
import os, sys
os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
print(os.wait3(0)[2].ru_maxrss)
"""
"""A process as small as can be: the peak of what it starts is never below its own."""


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


def seconds_of(command: list[str], env: Mapping[str, str]) -> float:
    """From the start of a process to its end, or in a terminal until it waits for an answer."""
    start = time.perf_counter()
    if command[1:] == ["check"]:
        with at_first_question(command, env):
            return time.perf_counter() - start
    subprocess.run(command, env=env, capture_output=True, check=True)
    return time.perf_counter() - start


@contextlib.contextmanager
def at_first_question(command: list[str], env: Mapping[str, str]) -> Iterator[int]:
    """A process in a terminal, from when it waits for an answer; its number."""
    ours, theirs = pty.openpty()
    to_terminal = [(os.POSIX_SPAWN_DUP2, theirs, one) for one in (0, 1, 2)]
    child = os.posix_spawn(command[0], command, env, file_actions=to_terminal, setsid=True)
    shown = b""
    while not shown.endswith(b"> "):
        shown += os.read(ours, 4096)
    yield child
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ours)
    os.close(theirs)


def peak_of(command: list[str], env: Mapping[str, str]) -> float:
    """MiB at the peak."""
    if command[1:] == ["check"]:
        with at_first_question(command, env) as child:
            status = Path(f"/proc/{child}/status").read_text("utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    launched = [sys.executable, "-I", "-S", "-c", LAUNCH, *command]
    told = subprocess.run(launched, env=env, capture_output=True, check=True).stdout
    return int(told.split()[-1]) / 1024


def measured(timed: Mapping[str, list[str]], env: Mapping[str, str], runs: int) -> dict[str, list[float]]:
    """Seconds: every command once to warm up, then all of them in turn."""
    found: dict[str, list[float]] = {name: [] for name in timed}
    for number in range(runs + 1):
        for name, command in timed.items():
            seconds = seconds_of(command, env)
            if number:
                found[name].append(seconds)
    return found


def rows(times: Mapping[str, float], peaks: Mapping[str, float]) -> list[list[str]]:
    """A line a command: milliseconds and what they are beside the other two, MiB likewise."""
    return [
        [
            name,
            f"{times[name] * 1000:.0f}",
            f"{times[name] / times[PASS]:.1f}",
            f"{times[name] / times[HELLO_WORLD]:.2f}",
            f"{peaks[name]:.1f}",
            f"{peaks[name] / peaks[HELLO_WORLD]:.2f}",
        ]
        for name in times
    ]


def main() -> None:
    """Prints the table."""
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    with tempfile.TemporaryDirectory() as name:
        env = {**clean_environment(), "TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": f"{name}/compiled"}
        timed = commands(Path(name))
        times = {one: statistics.median(seconds) for one, seconds in measured(timed, env, runs).items()}
        peaks = {one: peak_of(command, env) for one, command in timed.items()}
    print(dated(f"medians of {runs} runs in turn", "typer", "rich", "pyyaml"))
    head = ("command", "median ms", "x python -c pass", "x hello-world", "peak MiB", "x hello-world")
    print(f"\n{table(head, rows(times, peaks))}")


if __name__ == "__main__":
    main()
