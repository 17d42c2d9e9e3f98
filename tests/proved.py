"""The corpus of ``questionnaires/proved``: one content folder that is proved, and slips in it.

A file in ``bad/`` is named after its fault. ``replace`` stands once in questions.yaml, ``with`` goes in its
place, and ``expect`` lists every finding: its line and code, how many ``times``, and for the first of them,
which is what the file is about, the English line as it is printed.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from baekken_cli.errors import Finding
from baekken_cli.loader import Read, inspect
from baekken_cli.messages import FINDINGS
from baekken_cli.prove import Proof, prove
from baekken_cli.wording import finding_line

CORPUS = Path(__file__).parent / "questionnaires" / "proved"
GOOD = CORPUS / "good"
FILES = ("questions.yaml", "tips.yaml", "sources.yaml")
TODAY = dt.date(2026, 11, 23)

_CODES = list(FINDINGS)
PROOF_CODES = frozenset(_CODES[_CODES.index("gap") : _CODES.index("not_proved") + 1])
"""The findings of the prover: the block of messages between these two."""
SEEN_ELSEWHERE = frozenset({"not_proved"})
"""Those that no slip makes; tests/test_proved_corpus.py has a test of its own for each."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Findings on one line. A misspelt key makes its construction fail."""

    line: int
    code: str
    times: int = 1
    message: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One file of ``bad/``."""

    path: Path
    replace: str
    put: str
    expect: tuple[Expected, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def main(self) -> Expected:
        """What the file is about."""
        return self.expect[0]

    def text(self, before: str | None = None) -> str:
        """The good questions (or those that ``before`` gives) with the slip; it must fit exactly once."""
        before = (GOOD / FILES[0]).read_text("utf-8") if before is None else before
        assert before.count(self.replace) == 1, f"{self.name}: 'replace' must stand once in questions.yaml"
        return before.replace(self.replace, self.put)

    def places(self) -> Counter[tuple[int, str]]:
        return Counter({(one.line, one.code): one.times for one in self.expect})


def read_slip(path: Path) -> Slip:
    """A slip without a comment that says what went wrong is refused."""
    text = path.read_text("utf-8")
    assert re.match(r"# [A-Z\"0-9].*\.\n", text), f"{path.name}: the first line says what the author did"
    written = yaml.safe_load(text)
    expect = tuple(Expected(**one) for one in written.pop("expect"))
    return Slip(path, put=written.pop("with"), expect=expect, **written)


SLIPS = [read_slip(path) for path in sorted((CORPUS / "bad").glob("*.yaml"))]


def examined(folder: Path) -> tuple[Read, Proof]:
    """As ``content check`` does it on the day after the numbers were compared."""
    read = inspect(folder / FILES[0], GOOD / FILES[1], GOOD / FILES[2], today=TODAY)
    assert read.rules is not None, [finding_line(one, "en") for one in read.findings]
    return read, prove(read.rules)


@cache
def found_in(text: str) -> tuple[Read, Proof]:
    """What is found in the text of a questions.yaml; each text is proved once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILES[0]).write_text(text, "utf-8")
        return examined(Path(folder))


def findings_of(text: str) -> tuple[Finding, ...]:
    """Every finding, in the order in which they are printed."""
    read, proof = found_in(text)
    return (*read.findings, *proof.findings)


def counted(findings: tuple[Finding, ...]) -> Counter[tuple[int, str]]:
    """How many findings there are on each line, by code."""
    return Counter((one.line, one.code) for one in findings)


# ---------------------------------------------------------------------------------- writing anew


def rewrite(slip: Slip, findings: tuple[Finding, ...]) -> None:
    """The file with these findings as those it expects; the one that it is about stays first."""
    counts = counted(findings)
    first = next((one for one in counts if one[1] == slip.main.code), next(iter(counts)))
    above = slip.path.read_text("utf-8").partition("\nexpect:\n")[0]
    lines = [f"{above}\nexpect:", *_main_lines(findings, first, counts[first])]
    for place, times in counts.items():
        if place != first:
            lines.append(f"  - {{line: {place[0]}, code: {place[1]}{_times(times)}}}")
    slip.path.write_text("\n".join(lines) + "\n", "utf-8")


def _main_lines(findings: tuple[Finding, ...], place: tuple[int, str], times: int) -> list[str]:
    finding = next(one for one in findings if (one.line, one.code) == place)
    wrapped = textwrap.wrap(finding_line(finding, "en"), 100, break_long_words=False, break_on_hyphens=False)
    return [
        f"  - line: {place[0]}",
        f"    code: {place[1]}",
        *([f"    times: {times}"] if times > 1 else []),
        "    message: >-",
        *(f"      {line}" for line in wrapped),
    ]


def _times(times: int) -> str:
    return f", times: {times}" if times > 1 else ""
