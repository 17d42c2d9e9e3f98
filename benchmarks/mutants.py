"""How many small faults of questions.yaml are noticed: ``python -m benchmarks.mutants``.

Each mutant of :mod:`benchmarks.mutate` is put before three judges: the reader of the file, what
``content check`` proves, and the named people of tests/. The table counts what each of them noticed. A mutant
that none of them noticed is compared with the shipped file over every answer set (:mod:`benchmarks.same`):
either it says the same to everybody, or it is a survivor. survivors.yaml says why a survivor may live. One
that is not explained there makes the command fail, and so does an explanation without its survivor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import yaml

from baekken_cli.errors import BaekkenError
from baekken_cli.ground import Disagreement
from baekken_cli.model import Answers, Content
from baekken_cli.prove import prove
from baekken_cli.solver import BudgetSpent
from benchmarks.mutate import KINDS, Mutant, Shipped, all_mutants
from benchmarks.same import difference
from tests import test_cases, test_told

SURVIVORS = Path(__file__).parent / "survivors.yaml"
THEOREMS = {"floor", "reassures_in_alarm", "no_contact", "no_alarm_sign", "lowered", "back_to_normal"}
"""The findings that are about safety demands and not about how well the rules fit together."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who noticed a mutant: codes of findings, and the first person whose expectations fail.

    ``same``: it says the same to everybody, so there is nothing to notice. ``differs`` is an example of what
    nobody noticed.
    """

    kind: str
    name: str
    line: int
    read: tuple[str, ...] = ()
    proved: tuple[str, ...] = ()
    case: str = ""
    same: bool = False
    differs: str = ""

    @property
    def killed(self) -> bool:
        return bool(self.read or self.proved or self.case)

    @property
    def survives(self) -> bool:
        return not self.killed and not self.same


# ---------------------------------------------------------------- the judges


def judge(shipped: Shipped, mutant: Mutant, first: bool = False) -> Verdict:
    """Puts a mutant before the judges; with ``first`` only until one of them notices it."""
    about = (mutant.kind, mutant.name, mutant.line)
    content, findings = shipped.read(mutant)
    if content is None:
        return Verdict(*about, read=_codes(one.code for one in findings))
    case = failing_case(content)
    codes = () if case and first else proved(content)
    if case or codes:
        return Verdict(*about, proved=codes, case=case)
    try:
        apart = difference(shipped.content, content, everybody())
    except BudgetSpent:
        return Verdict(*about, differs="not known, the search was too long")
    return Verdict(*about, same=apart is None, differs=f"{apart[0]}: {dict(apart[1])}" if apart else "")


def everybody() -> list[Answers]:
    """The answers of every named person."""
    return [*(one.answers for one in test_cases.ALL), *(one.answers for one in test_told.PEOPLE)]


def _codes(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def proved(content: Content) -> tuple[str, ...]:
    """The codes of what the proofs find. What stops ``content check`` with an error is noticed as well."""
    try:
        return _codes(one.code for one in prove(content).findings if not one.warning)
    except (BaekkenError, Disagreement) as error:
        return (type(error).__name__,)


def failing_case(content: Content) -> str:
    """The first named person whose expectations fail with this content, or an empty text."""
    with patch.multiple(test_cases, CONTENT=content, QUESTIONNAIRE=content.questionnaire):
        for name, expectation in _expectations():
            try:
                expectation()
            except Exception:  # a mutant may also make the program stumble
                return name
    return ""


def _expectations() -> Iterator[tuple[str, Callable[[], None]]]:
    """(who, what must not fail) as tests/ holds the shipped content to it; what notices most comes first."""
    for case in test_cases.ALL:
        yield case.name, partial(test_cases.test_result_is_the_expected_one, case)
    for person in test_told.PEOPLE:
        yield person.name, partial(test_told.test_this_is_what_she_is_told, person)
    for case in test_cases.ALL:
        yield case.name, partial(test_cases.test_answers_are_what_this_person_is_asked, case)
        yield case.name, partial(test_cases.test_answers_end_where_the_questions_end, case)
        if case.tone:
            yield case.name, partial(test_cases.test_tone_is_the_expected_one, case)
    for row in test_cases.LINES_BY_WEEK:
        yield f"the weeks of {row[2]}", partial(test_cases.test_a_line_is_shown_in_its_weeks_only, *row)


# ---------------------------------------------------------------- all of them


class Court:
    """What a process needs to judge mutants by their names; made once in each."""

    here: Court

    def __init__(self) -> None:
        self.shipped = Shipped()
        self.mutants = {one.name: one for one in all_mutants(self.shipped)}

    @classmethod
    def open(cls) -> None:
        cls.here = cls()


def _judge(task: tuple[str, bool]) -> Verdict:
    name, first = task
    return judge(Court.here.shipped, Court.here.mutants[name], first)


def judge_all(mutants: Sequence[Mutant], jobs: int, first: bool) -> list[Verdict]:
    """The verdicts in the order of the mutants, by so many processes."""
    tasks = [(one.name, first) for one in mutants]
    found = []
    with multiprocessing.Pool(jobs, Court.open) as pool:
        for verdict in pool.imap(_judge, tasks, chunksize=4):
            found.append(verdict)
            if len(found) % 100 == 0:
                print(f"{len(found)} of {len(tasks)}", file=sys.stderr)
    return found


# ---------------------------------------------------------------- the report

COLUMNS = ("mutants", "reader", "proof", "theorem", "person", "person only", "same", "survivors", "killed")
NOTE = """\
reader: the file is refused. proof: a finding of `content check`. theorem: one of them is a safety demand.
person: a named person of tests/ gets something else. person only: neither reader nor proof noticed.
same: proved to say the same to everybody; not counted in the share that was killed."""


def row(verdicts: Sequence[Verdict]) -> list[str]:
    """The numbers of one row, in the order of the columns."""
    same = sum(one.same for one in verdicts)
    killed = sum(one.killed for one in verdicts)
    counts = [
        len(verdicts),
        sum(bool(one.read) for one in verdicts),
        sum(bool(one.proved) for one in verdicts),
        sum(not THEOREMS.isdisjoint(one.proved) for one in verdicts),
        sum(bool(one.case) for one in verdicts),
        sum(bool(one.case) and not one.read and not one.proved for one in verdicts),
        same,
        sum(one.survives for one in verdicts),
    ]
    share = f"{100 * killed / (len(verdicts) - same):.1f} %" if len(verdicts) > same else "-"
    return [*map(str, counts), share]


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A row for each kind, and one for all of them."""
    yield f"| kind | {' | '.join(COLUMNS)} |"
    yield "|---" * (len(COLUMNS) + 1) + "|"
    for kind in (one for one in KINDS if any(verdict.kind == one for verdict in verdicts)):
        of_kind = [one for one in verdicts if one.kind == kind]
        yield f"| {kind} | {' | '.join(row(of_kind))} |"
    yield f"| all | {' | '.join(row(verdicts))} |"


def explanations() -> dict[str, str]:
    """Why a survivor may live, by its name."""
    found: dict[str, str] = yaml.safe_load(SURVIVORS.read_text("utf-8")) or {}
    return found


def report(verdicts: Sequence[Verdict], explained: Mapping[str, str]) -> int:
    """Prints the table and all that was not killed; 1 where the explanations do not fit the survivors."""
    print("\n".join(table(verdicts)), NOTE, sep="\n\n")
    for one in verdicts:
        if one.same:
            print(f"\nquestions.yaml:{one.line} same: {one.name}")
        if one.survives:
            why = explained.get(one.name, "NOT EXPLAINED")
            print(f"\nquestions.yaml:{one.line} survivor: {one.name}\n  {one.differs}\n  {why}")
    alive = {one.name for one in verdicts if one.survives}
    for name in sorted(explained.keys() - alive):
        print(f"\nsurvivors.yaml: explained, but there is no such survivor: {name}")
    return 0 if alive == explained.keys() else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Judges the mutants and prints the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.mutants", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kind", action="append", help="only kinds with this in their name; may be repeated")
    parser.add_argument("--list", action="store_true", help="print the mutants and judge none")
    parser.add_argument("--first", action="store_true", help="stop at the first judge who notices a mutant")
    parser.add_argument("--jobs", type=int, default=2, help="number of processes (default: 2)")
    given = parser.parse_args(arguments)
    everything = all_mutants(Shipped())
    mutants = [one for one in everything if any(word in one.kind for word in given.kind or [""])]
    if given.list:
        print("\n".join(f"questions.yaml:{one.line} {one.kind}: {one.name}" for one in mutants))
        return 0
    print(f"{dt.date.today()}, Python {platform.python_version()}, {len(mutants)} mutants\n", flush=True)
    left_out = {one.name for one in everything} - {one.name for one in mutants}
    explained = {name: why for name, why in explanations().items() if name not in left_out}
    return report(judge_all(mutants, given.jobs, given.first), explained)


if __name__ == "__main__":
    sys.exit(main())
