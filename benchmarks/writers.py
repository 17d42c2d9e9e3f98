"""Everything that baekken writes, as pieces of work that a fault can befall, and what is there afterwards."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from baekken_cli import export, proving, store
from baekken_cli.prove import Proof
from baekken_cli.regions import Region

HOME = Path(tempfile.gettempdir()) / f"baekken-faults-{os.getpid()}"
"""Everything happens below: pages in ``out``, kept checks in ``baekken``; ``outside`` is somebody else's."""
OUT, OUTSIDE = HOME / "out", HOME / "outside"
PAGE = OUT / "a.txt"
OLD, NEW, THEIRS = "old\n" * 100, "new\n" * 3000, "theirs\n"
DAY = dt.date(2026, 11, 1)
RESULT = json.dumps({"answers": {"worst": 3}, "filling": "x" * 6000})
"""More than a page of the database."""
Things = Mapping[str, str]


class Writer(NamedTuple):
    """Something that writes.

    ``things`` tells what is there, by name: each must be as before or as afterwards. ``again`` is the next
    run, True where it worked as if nothing had happened. ``broken``: a call that never works there.
    ``killed``: what may be there as well after a kill.
    ``partly``: it writes several things, so a fault may be told although some of them are there.
    """

    before: Callable[[], object]
    work: Callable[[], object]
    things: Callable[[], Things]
    again: Callable[[], bool]
    broken: str = ""
    killed: Things = MappingProxyType({})
    partly: bool = False


# ---- pages


def pages() -> Things:
    """Every file in the folder that is not hidden, as it is."""
    return {one.name: one.read_text() for one in sorted(OUT.rglob("[!.]*")) if one.is_file()}


def old_page() -> None:
    PAGE.write_text(OLD)
    PAGE.chmod(0o600)


def write_page(text: str = NEW, force: bool = False) -> None:
    export.write_private(PAGE, text, force)


def page_again() -> bool:
    write_page("again\n", force=True)
    return PAGE.read_text() == "again\n"


def write_witnesses(force: bool = False) -> None:
    proving._make(OUT / "witnesses")
    found = [Region(name, {"stage": "pregnant", "worst": at}) for at, name in enumerate(("one", "two"))]
    proving._write_witnesses(Proof((), None, tuple(found), 0), OUT / "witnesses", force)


def witnesses_again() -> bool:
    write_witnesses(force=True)
    return len(pages()) == 2


# ---- kept checks


def checks() -> Things:
    """Her own words of each kept check, in one text: all of them count together."""
    return {"checks": " ".join(one.own_words for one in store.everything())}


def keep(words: str) -> int:
    return store.add(DAY, RESULT, words)


def two_checks() -> None:
    for words in ("one", "two"):
        keep(words)


def older_checks() -> None:
    """As the first version of the file was."""
    keep("")
    store.kept_at().write_bytes(b"")
    with contextlib.closing(sqlite3.connect(store.kept_at())) as old:
        old.execute(store.MIGRATIONS[0])
        old.execute("INSERT INTO checks (day, result) VALUES (?, ?)", (DAY.isoformat(), RESULT))
        old.execute(f"PRAGMA application_id = {store.APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.commit()


TORN = """
import os, signal, sqlite3, sys
torn = sqlite3.connect(sys.argv[1], isolation_level=None)
torn.execute("PRAGMA cache_size = 1")
torn.execute("BEGIN IMMEDIATE")
torn.execute("UPDATE checks SET own_words = 'torn'")
torn.execute("INSERT INTO checks (day, result) VALUES ('torn', zeroblob(50000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


def torn_checks() -> None:
    """Another program was killed while its pages were already in the file."""
    two_checks()
    done = subprocess.run([sys.executable, "-c", TORN, str(store.kept_at())], check=False)
    assert done.returncode == -signal.SIGKILL
    assert b"torn" in store.kept_at().read_bytes()


def checks_again() -> bool:
    had = checks()["checks"].split()
    keep("later")
    return checks()["checks"].split() == [*had, "later"]


def nothing_there() -> None:
    """An empty home."""


WRITERS: dict[str, Writer] = {
    "a page": Writer(nothing_there, write_page, pages, page_again),
    "a page over another": Writer(old_page, lambda: write_page(force=True), pages, page_again),
    "a page without hard links": Writer(
        nothing_there, write_page, pages, page_again, broken="link", killed={PAGE.name: ""}
    ),
    "witnesses": Writer(nothing_there, write_witnesses, pages, witnesses_again, partly=True),
    "the first check": Writer(nothing_there, lambda: keep("new"), checks, checks_again),
    "another check": Writer(two_checks, lambda: keep("new"), checks, checks_again),
    "a check into an older file": Writer(older_checks, lambda: keep("new"), checks, checks_again),
    "deleting one": Writer(two_checks, lambda: store.forget(1), checks, checks_again),
    "deleting all": Writer(two_checks, store.forget_all, checks, checks_again, partly=True),
    "looking after a torn write": Writer(torn_checks, lambda: len(store.everything()), checks, checks_again),
}


# ---- the home


def make_home(writer: Writer) -> Path:
    """The home as this writer finds it, ready to be copied; where it lies."""
    shutil.rmtree(HOME, ignore_errors=True)
    OUT.mkdir(parents=True, mode=0o700)
    OUTSIDE.mkdir()
    (OUTSIDE / PAGE.name).write_text(THEIRS)
    writer.before()
    template = HOME.with_name(f"{HOME.name}-template")
    shutil.rmtree(template, ignore_errors=True)
    return HOME.rename(template)


def restore(template: Path) -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(template, HOME)


def remove(template: Path) -> None:
    for one in (HOME, template):
        shutil.rmtree(one, ignore_errors=True)


def temporaries() -> list[str]:
    """Hidden files: half of a page, or all of it."""
    return [one.name for one in HOME.rglob(".*")]


def journals() -> list[str]:
    """What SQLite needs to undo a torn write: the next run does."""
    return [one.name for one in HOME.rglob("*-journal")]


def open_to_others() -> list[str]:
    """What somebody else could look into, of what is hers."""
    hers = [one for part in (OUT, HOME / "baekken") for one in (part, *part.rglob("*")) if one.exists()]
    return [one.name for one in hers if stat.S_IMODE(one.stat().st_mode) & 0o077]


def outside() -> list[tuple[str, int, str]]:
    """Every file of somebody else: name, rights, content."""
    return [(one.name, one.stat().st_mode, one.read_text()) for one in sorted(OUTSIDE.iterdir())]
