"""The world changes between two steps of a write: somebody puts something at the name, or saves and deletes.

After each step the writer stops, the change is made, and the writer goes on. Promises: nothing of anybody
else is written to, and nothing that came to the name is replaced without ``force``; of two programs at the
kept checks, what each was told it did is what is there, in one order or the other; what the second one could
see before it began came first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from baekken_cli import store
from baekken_cli.errors import UsageProblem
from benchmarks import writers
from benchmarks.inject import Run
from benchmarks.writers import HOME, NEW, OUT, OUTSIDE, PAGE, THEIRS, WRITERS, Writer

Change = Callable[[], object]


class Race(NamedTuple):
    """A writer, what is done when it stops, and which promise is broken then, if any."""

    writer: Writer
    meddle: Change
    promises: Callable[[Run], str]


# ---- pages

AT_THE_NAME: dict[str, Change] = {
    "another file": lambda: PAGE.write_text(THEIRS),
    "a link to another's file": lambda: PAGE.symlink_to(OUTSIDE / PAGE.name),
    "a link to nothing": lambda: PAGE.symlink_to(OUTSIDE / "none"),
    "a folder": PAGE.mkdir,
    "a pipe": lambda: os.mkfifo(PAGE),
}
MOVED = HOME / "moved"


def put(change: Change, force: bool) -> None:
    """At the name, where it is free or ``force`` would replace what is there."""
    if force:
        PAGE.unlink(missing_ok=True)
    if not os.path.lexists(PAGE):
        change()


def another_folder() -> None:
    OUT.rename(MOVED)
    OUT.symlink_to(OUTSIDE)


FOLDERS: dict[str, Change] = {
    "a link in the place of the folder": another_folder,
    "no folder any more": lambda: OUT.rename(MOVED),
}


def page_promises(run: Run, force: bool, came: int) -> str:
    """``came``: what was put at the name, by its number on the disk."""
    here = PAGE.lstat().st_ino if os.path.lexists(PAGE) else 0
    whole = PAGE.is_file() and not PAGE.is_symlink() and PAGE.read_text() == NEW
    if run.how not in ("done", "told"):
        return f"{run.how} {run.what}"
    if writers.outside() != [(PAGE.name, 0o100644, THEIRS)]:
        return "somebody else's file was written to"
    if came and here != came and not (force and whole):
        return "what came to the name is not there"
    return "left over" if OUT.is_dir() and not OUT.is_symlink() and writers.temporaries() else ""


def page_race(name: str, change: Change) -> Race:
    writer = WRITERS[name]
    force = "over another" in name
    came = [0]

    def meddle() -> None:
        if change in FOLDERS.values():
            change()
            return
        before = PAGE.lstat().st_ino if os.path.lexists(PAGE) and not force else 0
        put(change, force)
        now = PAGE.lstat().st_ino
        came[0] = 0 if now == before else now

    return Race(writer, meddle, lambda run: page_promises(run, force, came[0]))


# ---- kept checks


class Doing(NamedTuple):
    """Something done to the kept checks, and what it makes of the list of them."""

    work: Change
    makes: Callable[[list[str]], list[str]]


DOINGS: dict[str, Doing] = {
    "another check": Doing(lambda: writers.keep("new"), lambda had: [*had, "new"]),
    "deleting one": Doing(lambda: store.forget(1), lambda had: [one for one in had if one != "one"]),
    "deleting all": Doing(store.forget_all, lambda _: []),
}
BEFORE = ["one", "two"]


def check_race(ours: str, theirs: str) -> Race:
    our, their = DOINGS[ours], DOINGS[theirs]._replace()  # another one, also where both do the same
    order: list[list[Doing]] = []

    def meddle() -> None:
        """The other looks, and does its own."""
        store.WAIT_SECONDS = 0
        order[:] = orders(our, their)

    return Race(WRITERS[ours], meddle, lambda run: check_promises(run, our, order))


def orders(our: Doing, their: Doing) -> list[list[Doing]]:
    """Does theirs; in which orders the two may have been done, as far as the other could see."""
    try:
        seen = listed()
        their.work()
    except UsageProblem:
        return [[our]]
    return [[our, their]] if seen == our.makes(BEFORE) else [[our, their], [their, our]]


def listed() -> list[str]:
    return writers.checks()["checks"].split()


def check_promises(run: Run, our: Doing, order: list[list[Doing]]) -> str:
    if run.how not in ("done", "told"):
        return f"{run.how} {run.what}"
    ends = []
    for doings in order:
        had = BEFORE
        for one in doings:
            had = one.makes(had) if one is not our or run.how == "done" else had
        ends.append(had)
    now = listed()
    if now not in ends:
        return f"{now} instead of {ends}, {run.how} {run.what}"
    return "open to others" if writers.open_to_others() else ""


# ---- all of them


PAGES = ("a page", "a page over another", "a page without hard links")
RACES: dict[str, Race] = {
    **{
        f"{name}, then {what}": page_race(name, change)
        for name in PAGES
        for what, change in AT_THE_NAME.items()
    },
    **{f"a page, then {what}": page_race("a page", change) for what, change in FOLDERS.items()},
    **{f"{ours}, then {theirs}": check_race(ours, theirs) for ours in DOINGS for theirs in DOINGS},
}
