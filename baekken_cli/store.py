"""The checks that she keeps: one SQLite file, for her alone, that nothing else writes to.

Opened only where she asked for it. A file that is not ours, is damaged or comes from a newer version is
never touched.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from baekken_cli.errors import UsageProblem

NAME = "checks.sqlite3"
APPLICATION = 0x6261656B
"""``baek``: marks the file as ours."""
MIGRATIONS = (
    "CREATE TABLE checks (id INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL, result TEXT NOT NULL)",
    "ALTER TABLE checks ADD COLUMN own_words TEXT NOT NULL DEFAULT ''",
)
"""Each takes the schema one version further; the version stands in ``user_version``."""
WAIT_SECONDS = 5.0
TRIES = 5
"""How often a file is begun that another program removes at once."""
REMOVES_OPEN_FILES = os.name == "posix"
"""Windows does not."""
_MAGIC = b"SQLite format 3\0"
_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_HEAD = 100


class Kept(NamedTuple):
    """One kept check: its number, its day, the result document (JSON text) and a line of her own."""

    number: int
    day: dt.date
    result: str
    own_words: str


def folder() -> Path:
    """Where it lies: the place for a user's own data on this system."""
    from platformdirs import user_data_path

    return user_data_path("baekken", appauthor=False)


def kept_at() -> Path:
    return folder() / NAME


def add(day: dt.date, result: str, own_words: str = "") -> int:
    """Keeps a check; its number. Raises :class:`UsageProblem`, and then nothing was kept."""
    for _ in range(TRIES):
        _make_room()
        with contextlib.suppress(_Gone), _opened(writes=True) as store:
            values = (day.isoformat(), result, own_words)
            found = store.execute("INSERT INTO checks (day, result, own_words) VALUES (?, ?, ?)", values)
            return int(found.lastrowid or 0)
    raise UsageProblem("history_locked", path=str(kept_at()))


def everything() -> list[Kept]:
    """All kept checks, the oldest first; none where nothing was ever kept. Raises :class:`UsageProblem`."""
    with contextlib.suppress(_Gone), _opened() as store:
        rows = store.execute("SELECT id, day, result, own_words FROM checks ORDER BY day, id").fetchall()
        return [_kept(*row) for row in rows]
    return []


def _kept(number: object, day: object, result: object, own_words: object) -> Kept:
    """A row as we wrote it. Raises :class:`UsageProblem` where somebody else did."""
    try:
        if isinstance(number, int) and isinstance(result, str) and isinstance(own_words, str):
            return Kept(number, dt.date.fromisoformat(str(day)), result, own_words)
    except ValueError:
        pass
    raise UsageProblem("history_damaged", path=str(kept_at()))


def forget(number: int) -> bool:
    """Deletes one check and overwrites its place in the file; False where there is none of that number."""
    with contextlib.suppress(_Gone), _opened(writes=True) as store:
        return store.execute("DELETE FROM checks WHERE id = ?", (number,)).rowcount > 0
    return False


def forget_all() -> bool:
    """Overwrites and removes the file and what SQLite may have left beside it; False where there is none.

    Raises :class:`UsageProblem`.
    """
    try:
        with _opened(writes=True) as store:
            store.execute("PRAGMA locking_mode = EXCLUSIVE")  # nobody can save until the file is gone
            store.execute("PRAGMA journal_mode = TRUNCATE")  # else its pages stay until then
            store.execute("DELETE FROM checks")
            store.commit()
            if REMOVES_OPEN_FILES:
                _remove()
        if not REMOVES_OPEN_FILES:
            _remove()
    except _Gone:
        return False
    return True


def _remove() -> None:
    try:
        for name in (f"{NAME}-journal", NAME):
            (folder() / name).unlink(missing_ok=True)
    except OSError as error:
        raise _refused(error) from None


# ---- the file


def _make_room() -> None:
    """The folder (0700) and an empty file (0600) of her own, where there is none yet."""
    path = kept_at()
    try:
        for folder_above in reversed((path.parent, *path.parent.parents)):
            if not folder_above.exists():
                folder_above.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise _refused(error) from None


class _Gone(Exception):
    """There is no file, or it was removed while it was being opened."""


@contextlib.contextmanager
def _opened(writes: bool = False) -> Iterator[sqlite3.Connection]:
    """One transaction on our file: all of it or nothing. Faults become :class:`UsageProblem`."""
    connection: sqlite3.Connection | None = None
    try:
        _look_first()
        there = f"{kept_at().absolute().as_uri()}?mode=rw"  # never makes a file
        connection = sqlite3.connect(there, timeout=WAIT_SECONDS, isolation_level=None, uri=True)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        _migrate(connection)
        yield connection
        connection.commit()
    except sqlite3.Error as error:
        raise _problem(error) from None
    except FileNotFoundError:
        raise _Gone from None
    except UnicodeError:  # SQLite's own sentence, where the damage stands in it
        raise UsageProblem("history_damaged", path=str(kept_at())) from None
    except OSError as error:
        raise _refused(error) from None
    finally:
        if connection is not None:
            connection.close()  # what was not committed is undone


def _look_first() -> None:
    """Refuses what is not our file by its first bytes, before anything can write to it."""
    path = kept_at()
    if not stat.S_ISREG(path.lstat().st_mode):  # a link, a folder, a pipe
        raise UsageProblem("history_foreign", path=str(path))
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not any(head[:16]) or _first_write_was_cut(path):
        return
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION:
        raise UsageProblem("history_foreign", path=str(path))
    if int.from_bytes(head[60:64], "big") > len(MIGRATIONS):
        raise UsageProblem("history_newer", path=str(path))
    _for_her_alone(path)


def _first_write_was_cut(path: Path) -> bool:
    """True where SQLite will undo the very first write: its journal tells of a file without pages."""
    try:
        with path.with_name(f"{NAME}-journal").open("rb") as stream:
            head = stream.read(20)
    except FileNotFoundError:
        return False
    return head.startswith(_JOURNAL) and head[16:20] == bytes(4)


def _for_her_alone(path: Path) -> None:
    """Takes back rights that others were given since; where the system refuses, nothing else suffers."""
    for one, mode in ((path.parent, 0o700), (path, 0o600)):
        if stat.S_IMODE(one.stat().st_mode) & 0o077:
            with contextlib.suppress(OSError):
                one.chmod(mode)


def _migrate(connection: sqlite3.Connection) -> None:
    """Our newest schema, unless the file is another's or damaged."""
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [version] = connection.execute("PRAGMA user_version").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or version or tables):
        raise UsageProblem("history_foreign", path=str(kept_at()))
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise UsageProblem("history_damaged", path=str(kept_at()))
    for step in MIGRATIONS[version:]:
        connection.execute(step)
    if version < len(MIGRATIONS):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _problem(error: sqlite3.Error) -> UsageProblem | _Gone:
    """SQLite's faults in our codes; its own words are not shown."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and not kept_at().exists():
        return _Gone()  # SQLite writes to no file that was moved or removed
    names = {
        sqlite3.SQLITE_BUSY: "history_locked",
        sqlite3.SQLITE_LOCKED: "history_locked",
        sqlite3.SQLITE_FULL: "history_full",
        sqlite3.SQLITE_IOERR: "history_full",
        sqlite3.SQLITE_READONLY: "history_no_access",
        sqlite3.SQLITE_CANTOPEN: "history_no_access",
        sqlite3.SQLITE_PERM: "history_no_access",
    }
    return UsageProblem(names.get(code, "history_damaged"), path=str(kept_at()))


def _refused(error: OSError) -> UsageProblem:
    return UsageProblem("cannot_write", path=str(kept_at()), reason=str(error.errno))
