"""Whole-process time of the commands, beside ``python -c pass`` and a hello-world on the same Typer.

Run it with the Python of the virtual environment: ``.venv/bin/python benchmarks/start.py``. The commands
take turns, so that a busy moment of the machine falls on all of them; the table gives medians and ratios.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def hello() -> None:
    print("hello")
app()
"""
ANSWERS = "stage: pregnant\nweeks_pregnant: 30\nsigns_now: [breath]\n"


def commands(folder: Path) -> dict[str, list[str]]:
    """What is timed, by name."""
    (folder / "hello.py").write_text(HELLO, "utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    program = [sys.executable, "-m", "baekken_cli"]
    answers = ["check", "--answers", str(folder / "answers.yaml"), "--no-input", "--json"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hello-world on Typer": [sys.executable, str(folder / "hello.py")],
        "baekken --version": [*program, "--version"],
        "baekken --help": [*program, "--help"],
        "baekken tips søvn": [*program, "tips", "søvn"],
        "baekken check --answers --json": [*program, *answers],
        "baekken content check": [*program, "content", "check"],
    }


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        timed = commands(Path(name))
        taken: dict[str, list[float]] = {one: [] for one in timed}
        for _ in range(RUNS):
            for one, command in timed.items():
                taken[one].append(seconds(command))
    medians = {one: statistics.median(times) for one, times in taken.items()}
    base, hello = medians["python -c pass"], medians["hello-world on Typer"]
    versions = ", ".join(f"{one} {importlib.metadata.version(one)}" for one in ("typer", "rich", "pyyaml"))
    print(f"{dt.date.today()}, Python {platform.python_version()}, {versions}, {RUNS} interleaved runs\n")
    print("| command | median ms | x python -c pass | x hello-world |\n|---|---|---|---|")
    for one, median in medians.items():
        print(f"| {one} | {median * 1000:.0f} | {median / base:.1f} | {median / hello:.2f} |")


if __name__ == "__main__":
    main()
