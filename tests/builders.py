"""What the tests share: complete answers, and the program run the way a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from baekken_cli.errors import Finding
from baekken_cli.model import Answer, Answers, Language

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES: tuple[Language, ...] = ("da", "en")
DATA = tempfile.TemporaryDirectory(prefix="baekken-tests-")

# Week 20, a little pain at the back for some days when walking: nothing urgent, nothing hard.
MILD: dict[str, Answer] = {
    "stage": "pregnant",
    "weeks_pregnant": 20,
    "signs_now": ("none",),
    "signs_pregnancy": ("none",),
    "signs_body": ("none",),
    "signs_days": ("none",),
    "wellbeing": ("none",),
    "pain": "current",
    "sites": ("si_left",),
    "onset": "pregnancy_middle",
    "duration": "under_2_weeks",
    "constant": "no",
    "provoked_by": ("walking",),
    "worst": 2,
    "trend": "same",
    "hard": ("none",),
    "nights": "nights_0",
    "support": ("none",),
    "background": ("none",),
    "worries": ("none",),
    "tried": ("none",),
}

# Three weeks after the birth, and one leg is swollen: call today.
SAME_DAY_AFTER_BIRTH: dict[str, Answer] = {
    "stage": "postpartum",
    "weeks_since": 3,
    "signs_now": ("none",),
    "signs_birth": ("none",),
    "signs_body": ("one_leg",),
    "signs_days": ("none",),
    "wellbeing": ("none",),
    "pain": "current",
    "sites": ("si_right", "sp_front"),
    "onset": "pregnancy_late",
    "duration": "weeks_2_up",
    "constant": "no",
    "provoked_by": ("walking", "stairs"),
    "worst": 5,
    "usual": 3,
    "trend": "same",
    "hard": ("walk",),
    "hardly_possible": ("none",),
    "moves": "alone",
    "nights": "nights_1_3",
    "support": ("none",),
    "background": ("caesarean",),
    "worries": ("none",),
    "tried": ("rest",),
}

# Week 30 and suddenly breathless: an emergency ends the questions.
EMERGENCY: dict[str, Answer] = {"stage": "pregnant", "weeks_pregnant": 30, "signs_now": ("breath",)}


class Ran(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


def run_cli(
    *args: str, input: str | None = None, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """``python -m baekken_cli`` in a process of its own; ended input unless ``input`` is given."""
    done = subprocess.run(
        [sys.executable, "-m", "baekken_cli", *args],
        input=(input or "").encode(),
        capture_output=True,
        env=clean_environment(env),
        cwd=cwd or ROOT,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def clean_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Nothing of the caller's terminal, colours or language; Danish unless ``more`` says otherwise."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    kept["XDG_DATA_HOME"] = DATA.name  # nothing is ever kept where the person who runs the tests keeps hers
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "da_DK.UTF-8", "COLUMNS": "80", **(more or {})}


def as_yaml(answers: Answers) -> str:
    """Answers as a person writes them in a file."""
    lines = []
    for key, answer in answers.items():
        value = f"[{', '.join(answer)}]" if isinstance(answer, tuple) else str(answer)
        lines.append(f"{key}: {value}\n")
    return "".join(lines)


def flat(text: str) -> str:
    """Text without its line breaks and indents, as a sentence may be wrapped anywhere."""
    return " ".join(text.split())


def places(findings: tuple[Finding, ...]) -> list[tuple[int, str]]:
    """Line and code of each finding, in order."""
    return [(finding.line, finding.code) for finding in findings]


FINDING_LINE = re.compile(r"(?P<file>[^:\n]+)(?::(?P<line>\d+))? (?P<kind>[a-z]+): (?P<text>\S.*)")
"""``file:line kind: text``; without a line where the whole file is meant."""
