"""Every write with a fault at every step: which errors and kills were tried, and did the promises hold?

``python -m benchmarks.faults`` prints a table in Markdown. The promises: each file is as it was or whole, for
its owner only; nothing is left lying about; the fault is told in our own words in both languages; what was
told is true; and the next run works as if nothing had happened. With ``--audit`` the steps are Python's audit
events, where strace is missing; ``--quick`` tries one error a step.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from baekken_cli.errors import UsageProblem
from baekken_cli.explain import error_lines
from baekken_cli.messages import REASONS
from benchmarks import inject, writers
from benchmarks.inject import Fault, Run
from benchmarks.races import RACES, Race
from benchmarks.writers import HOME, WRITERS, Things, Writer

ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR", "EDQUOT", "EROFS")
REMOVES = ("unlink", "unlinkat", "os.remove")
"""What cannot be removed is left over."""
UNLOCKS = ("fcntl",)
"""SQLite cannot tell a lock that it could not give back from a write that failed."""


Steps = list[tuple[str, int]]
"""Each by its name, and the how manieth of that name it is."""


class Tried(NamedTuple):
    """One fault and what came of it; ``broken`` names the promise that did not hold, or is empty."""

    name: str
    step: str
    nth: int
    what: str
    how: str
    broken: str


class Instrument(NamedTuple):
    """How a fault comes into a piece of work; ``steps`` names where it can."""

    steps: Callable[[inject.Work, str], list[str]]
    run: Callable[[inject.Work, Fault, inject.Work, str], Run]


STRACE = Instrument(inject.calls, inject.by_strace)
AUDIT = Instrument(inject.events, inject.by_audit)


def numbered(steps: list[str]) -> Steps:
    """Each step with how often its name came so far."""
    return [(name, steps[: at + 1].count(name)) for at, name in enumerate(steps)]


def race(name: str, one: Race, instrument: Instrument) -> Iterator[Tried]:
    """The change after every step."""
    template = writers.make_home(one.writer)
    try:
        for step, nth in clean(one.writer, instrument, template)[2]:
            writers.restore(template)
            fault = Fault(step, nth, "change")
            run = instrument.run(one.writer.work, fault, one.meddle, one.writer.broken)
            yield Tried(name, *fault, run.how, one.promises(run))
    finally:
        writers.remove(template)


# ---- errors and kills


def tries(name: str, writer: Writer, instrument: Instrument, quick: bool) -> Iterator[Tried]:
    """Every step with every error, or with one after the other where it should be ``quick``; and a kill."""
    template = writers.make_home(writer)
    try:
        before, after, steps = clean(writer, instrument, template)
        for at, (step, nth) in enumerate(steps):
            errors = ERRORS[at % len(ERRORS) :][:1] if quick else ERRORS
            for what in (*errors, "kill"):
                writers.restore(template)
                fault = Fault(step, nth, what)
                run = instrument.run(writer.work, fault, inject.nothing, writer.broken)
                yield Tried(name, *fault, run.how, verdict(writer, fault, run, before, after))
    finally:
        writers.remove(template)


def clean(writer: Writer, instrument: Instrument, template: Path) -> tuple[Things, Things, Steps]:
    """What is there before and after a run without a fault, and its steps."""
    writers.restore(template)
    before = writer.things()
    writers.restore(template)
    writer.work()
    after = writer.things()
    writers.restore(template)
    steps = numbered(instrument.steps(writer.work, writer.broken))
    return before, after, [one for one in steps if one[0] not in (writer.broken, f"os.{writer.broken}")]


def verdict(writer: Writer, fault: Fault, run: Run, before: Things, after: Things) -> str:
    """The first promise that is broken, or nothing."""
    try:
        return next(filter(None, _broken(writer, fault, run, before, after)), "")
    except (UsageProblem, OSError) as problem:
        return f"afterwards: {type(problem).__name__} {problem}"


def _broken(writer: Writer, fault: Fault, run: Run, before: Things, after: Things) -> Iterator[str]:
    """Every promise in turn; looking and the next run may change what is there, so they come last."""
    yield " ".join(["open to others:", *found]) if (found := writers.open_to_others()) else ""
    if run.how != "killed" and fault.step not in REMOVES:
        yield " ".join(["left over:", *found]) if (found := writers.temporaries()) else ""
    yield _untrue(run, fault)
    yield _not_whole(writer, run, fault, before, after)
    yield "" if writer.again() else "the next run does not work"
    yield " ".join(["left over:", *found]) if (found := writers.journals()) else ""


def _untrue(run: Run, fault: Fault) -> str:
    if run.how == "escaped" or (run.how == "killed") != (fault.what == "kill"):
        return f"{run.how} {run.what}"
    return _unsaid(run) if run.how == "told" else ""


def _unsaid(run: Run) -> str:
    """Without a place, or with a number where a reason should be."""
    told = [
        " ".join(error_lines(UsageProblem(run.what, **run.params), language)) for language in ("da", "en")
    ]
    reason = run.params.get("reason")
    if reason and int(reason) not in REASONS:
        return f"no words for reason {reason}"
    return "" if all(str(HOME) in one for one in told) else f"no place: {told[1]}"


def _not_whole(writer: Writer, run: Run, fault: Fault, before: Things, after: Things) -> str:
    now = writer.things()
    known = (before, after, *([writer.killed] if run.how == "killed" else []))
    torn = [one for one in {*now, *before, *after} if now.get(one) not in [state.get(one) for state in known]]
    if torn:
        return f"neither old nor new: {torn}"
    if run.how == "done" and now != after:
        return "done, it said, and it is not"
    if run.how == "told" and now != before and not writer.partly and fault.step not in UNLOCKS:
        return "refused, it said, and it is done"
    return ""


# ---- the command


def sweep(names: Sequence[str], instrument: Instrument, quick: bool) -> Iterator[Tried]:
    """Everything of these names."""
    for name in names:
        if name in WRITERS:
            yield from tries(name, WRITERS[name], instrument, quick)
        else:
            yield from race(name, RACES[name], instrument)


def table(tried: Sequence[Tried]) -> Iterator[str]:
    """A row for each writer and step, one for each change; then what did not hold."""
    yield "| what is written | step | times | errors | kills | changes | not held |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for (name, step), group in groupby(sorted(tried, key=row_of), key=row_of):
        found = list(group)
        kills, changes = (sum(one.what == what for one in found) for what in ("kill", "change"))
        broken, times = sum(bool(one.broken) for one in found), len({one[:3] for one in found})
        errors = len(found) - kills - changes
        yield f"| {name} | {step} | {times} | {errors} | {kills} | {changes} | {broken} |"
    yield f"\n{len(tried)} tries, {sum(bool(one.broken) for one in tried)} not held."
    yield from (
        f"- {one.name}, {one.step} {one.nth}, {one.what}: {one.broken}" for one in tried if one.broken
    )


def row_of(one: Tried) -> tuple[str, str]:
    return one.name, "after every step" if one.what == "change" else one.step


def main(arguments: list[str] | None = None) -> int:
    """The table, or every try as JSON for the tests."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    for option in ("--quick", "--audit", "--json"):
        parser.add_argument(option, action="store_true")
    wanted = parser.parse_args(arguments)
    if not wanted.audit and not inject.can_trace():
        parser.exit(2, "strace is missing or may not trace; --audit needs nothing but Python\n")
    os.environ["XDG_DATA_HOME"] = str(HOME)
    instrument = AUDIT if wanted.audit else STRACE
    tried = list(sweep(wanted.names or [*WRITERS, *RACES], instrument, wanted.quick))
    print(json.dumps(tried) if wanted.json else "\n".join(table(tried)))
    return int(any(one.broken for one in tried))


if __name__ == "__main__":
    raise SystemExit(main())
