"""Kept checks: where they lie, who can read them, what no fault can take, and how they are looked at."""

from __future__ import annotations

import contextlib
import csv
import ctypes
import datetime as dt
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from baekken_cli import export, store
from baekken_cli.conditions import worded
from baekken_cli.errors import UsageProblem
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import Answer, Answers, Language, Urgency
from baekken_cli.summary import shareable
from tests.builders import (
    LANGUAGES,
    MILD,
    ROOT,
    SAME_DAY_AFTER_BIRTH,
    Ran,
    as_yaml,
    clean_environment,
    flat,
    run_cli,
)
from tests.conftest import Baekken
from tests.terminal import AFTER_BIRTH, READ_BACK, Check, Terminal
from tests.test_page import everything

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
DAY = dt.date(2026, 11, 1)
SENTINEL = "Quetzalcoatl"
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
Saved = Callable[..., str]


def document(answers: Answers, language: Language = "da") -> str:
    """The result as it is kept."""
    return export.to_json(export.result_document(CONTENT, shareable(CONTENT, answers), language))


@dataclass(frozen=True, slots=True)
class History:
    """Somebody's own place for kept checks, and the program that looks into it."""

    home: Path
    baekken: Baekken

    @property
    def folder(self) -> Path:
        return self.home / "data" / "baekken"

    @property
    def file(self) -> Path:
        return self.folder / "checks.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        return {"XDG_DATA_HOME": str(self.home / "data"), "HOME": str(self.home)}

    def __call__(self, *args: str, env: Mapping[str, str] | None = None) -> Ran:
        return self.baekken("history", *args, env=env)

    def keep(self, answers: Answers = MILD, day: dt.date = DAY, own_words: str = "") -> int:
        return store.add(day, document(answers), own_words)

    def check(self, answers: Answers = MILD, *args: str, apart: bool = False) -> Ran:
        """``check --save`` of these answers, in this process or in one of its own."""
        given = self.home / "answers.yaml"
        given.write_text(as_yaml(answers), "utf-8")
        command = ("check", "--answers", str(given), "--no-input", "--save", *args)
        return run_cli(*command, env=self.environment) if apart else self.baekken(*command)

    def numbers(self) -> list[int]:
        return [one.number for one in store.everything()]

    def files(self) -> set[str]:
        """Everything that lies in her home, without what the test itself put there."""
        found = {str(path.relative_to(self.home)) for path in self.home.rglob("*") if not path.is_dir()}
        return found - {"answers.yaml"}


@pytest.fixture
def history(tmp_path: Path, baekken: Baekken, monkeypatch: pytest.MonkeyPatch) -> History:
    """A home of her own in which nothing was ever kept."""
    found = History(tmp_path / "home", baekken)
    found.home.mkdir()
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


LOOKS: tuple[tuple[str, ...], ...] = (
    (),
    ("list",),
    ("show", "1"),
    ("compare",),
    ("compare", "1", "2"),
    ("trend",),
    ("export",),
    ("export", "--format", "csv"),
    ("delete", "1", "--force"),
    ("delete", "--all", "--force"),
)


# ---------------------------------------------------------------------------------- where and for whom


@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_looking_creates_nothing(history: History, look: tuple[str, ...]) -> None:
    """Neither folder nor file, where nothing was ever kept."""
    history(*look)
    assert list(history.home.iterdir()) == []


@EACH_LANGUAGE
def test_nothing_kept_is_said(history: History, language: Language) -> None:
    """And how to keep something."""
    for command in ("list", "trend"):
        ran = history(command, "--lang", language)
        assert (ran.code, flat(ran.out)) == (0, flat(say("nothing_kept", language)))


def test_nothing_is_kept_unless_asked_for(history: History, saved: Saved) -> None:
    """A check alone leaves nothing behind."""
    assert history.baekken("check", "--answers", saved(), "--no-input").code == 0
    assert list(history.home.iterdir()) == []


@EACH_LANGUAGE
def test_a_kept_check_says_its_number(history: History, language: Language) -> None:
    """And that answers about safety at home are not in it."""
    for number in (1, 2):
        ran = history.check(MILD, "--lang", language)
        assert ran.code == 0
        assert say("kept_check", language, number=number) in flat(ran.out)
        assert say("private_left_out", language) in flat(ran.out)
    assert history.numbers() == [1, 2]
    assert [one.day for one in store.everything()] == [dt.date.today()] * 2


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_it_is_for_the_owner_alone(history: History, umask: int) -> None:
    """Folder 0700 and file 0600, whatever the umask; nothing else lies there."""
    before = os.umask(umask)
    try:
        assert history.check().code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(history.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(history.file.stat().st_mode) == 0o600
    assert history.files() == {"data/baekken/checks.sqlite3"}


PRIVATE_BYTES = (b"afraid", b"danger_now", b"RF21", b"violence_line")


@pytest.mark.parametrize("ticks", [("afraid",), ("afraid", "danger_now"), ("self_harm", "danger_now")])
def test_private_answers_are_not_in_the_file(history: History, ticks: tuple[str, ...]) -> None:
    """No byte of it tells, and there is a check in it."""
    assert history.check({**MILD, "wellbeing": ticks}).code == 0
    raw = history.file.read_bytes()
    assert not [one for one in PRIVATE_BYTES if one in raw]
    assert b"weeks_pregnant" in raw
    assert (b"self_harm" in raw) == ("self_harm" in ticks)


def test_without_enough_to_keep_there_is_no_file(history: History) -> None:
    """Where only a private line gave the result, a kept check would tell that there was one."""
    answers = {key: MILD[key] for key in list(MILD)[:6]} | {"wellbeing": ("danger_now",)}
    ran = history.check(answers)
    assert ran.code == 0
    assert say("no_summary_private", "da") in flat(ran.out)
    assert history.files() == set()


# ---------------------------------------------------------------------------------- deleting

OF_ONE: Answers = {**MILD, "sites": ("coccyx",), "signs_days": ("illness",)}


@pytest.mark.parametrize("words", [SENTINEL, f"{SENTINEL} " * 2000], ids=["a line", "many pages"])
def test_what_is_deleted_is_overwritten(history: History, words: str) -> None:
    """Neither her words nor an answer that only she gave stays in the file."""
    history.keep()
    number = history.keep(OF_ONE, own_words=words)
    history.keep()
    told = (SENTINEL.encode(), b"coccyx")
    assert all(one in history.file.read_bytes() for one in told)
    assert history("delete", str(number), "--force").code == 0
    assert not [one for one in told if one in history.file.read_bytes()]
    assert history.numbers() == [1, 3]
    assert history.files() == {"data/baekken/checks.sqlite3"}


def test_deleting_all_removes_the_file(history: History) -> None:
    """And a new one begins afterwards."""
    for _ in range(3):
        history.keep(own_words=SENTINEL)
    ran = history("delete", "--all", "--force")
    assert ran.code == 0
    assert say("deleted", "da") in ran.out
    assert say("deleting_cannot", "da") in flat(ran.out)
    assert history.files() == set()
    assert history.check().code == 0
    assert len(history.numbers()) == 1


def test_all_is_overwritten_before_the_file_goes(history: History) -> None:
    """Another name of the same file, such as a hard link of a backup, holds nothing of it afterwards."""
    history.keep(OF_ONE, own_words=SENTINEL)
    other = history.home / "other"
    os.link(history.file, other)
    assert history("delete", "--all", "--force").code == 0
    assert not [one for one in (SENTINEL.encode(), b"coccyx") if one in other.read_bytes()]


def test_a_number_is_never_given_twice(history: History) -> None:
    """What was deleted cannot be mistaken for what came later."""
    assert [history.keep(), history.keep()] == [1, 2]
    assert history("delete", "2", "--force").code == 0
    assert history.keep() == 3


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((), "delete_what"),
        (("1", "--all"), "delete_what"),
        (("1",), "delete_needs_force"),
        (("--all",), "delete_needs_force"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else str(one),
)
def test_deleting_needs_to_be_said_clearly(
    history: History, args: tuple[str, ...], code: str, language: Language
) -> None:
    """What, and without somebody to ask ``--force``; nothing is deleted otherwise."""
    history.keep()
    ran = history("delete", *args, "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert say(code, language) in flat(ran.err)
    assert history.numbers() == [1]


@pytest.mark.parametrize("what", ["1", "--all"])
@EACH_LANGUAGE
def test_deleting_asks_at_a_terminal(history: History, language: Language, what: str) -> None:
    """Enter and a word that is neither ask again; no keeps everything, yes deletes."""
    history.keep()
    yes, no = ("ja", "nej") if language == "da" else ("yes", "no")
    for typed, left in ((no, [1]), (yes, [])):
        with Terminal("history", "delete", what, "--lang", language, env=history.environment) as asked:
            assert flat(say("yes_or_no", language)) in asked.turn()
            assert flat(say("yes_or_no", language)) in asked.type("")
            assert flat(say("yes_or_no", language)) in asked.type("x")
            said = asked.type(typed)
            assert asked.ending().code == 0
        assert say("nothing_deleted" if left else "deleted", language) in said
        assert history.numbers() == left


@pytest.mark.parametrize(
    "look", [("show", "9"), ("compare", "1", "9"), ("delete", "9", "--force")], ids=" ".join
)
@EACH_LANGUAGE
def test_a_number_that_is_not_there(history: History, look: tuple[str, ...], language: Language) -> None:
    """Exit code 2 and a sentence, nothing shown and nothing changed."""
    history.keep()
    ran = history(*look, "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert say("no_such_check", language, number="9") in flat(ran.err)
    assert history.numbers() == [1]


# ---------------------------------------------------------------------------------- what is not ours


def other_database(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.executescript("PRAGMA application_id = 77; CREATE TABLE t (a); INSERT INTO t VALUES (1)")


def plain_database(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.executescript(
            "CREATE TABLE checks (id, day, result, own_words); INSERT INTO checks VALUES (1,2,3,4)"
        )


def link_to_ours(path: Path) -> None:
    """A link to a file that would be ours."""
    store.add(DAY, document(MILD))
    path.rename(path.with_name("real"))
    path.symlink_to(path.with_name("real"))


FOREIGN: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("my shopping list\n" * 100),
    "a short text": lambda path: path.write_text("x"),
    "only the magic": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another program's": other_database,
    "one without an application": plain_database,
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to ours": link_to_ours,
    "a link to nothing": lambda path: path.symlink_to(path.with_name("nothing")),
}
USES: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("trend",),
    ("export",),
    ("delete", "1", "--force"),
    ("delete", "--all", "--force"),
)


def state_of(folder: Path) -> dict[str, object]:
    """Names, kinds and contents; a change of any is seen."""
    found: dict[str, object] = {}
    for path in sorted(folder.iterdir()):
        info = path.lstat()
        regular = stat.S_ISREG(info.st_mode)
        found[path.name] = (info.st_mode, info.st_mtime_ns, path.read_bytes() if regular else info.st_ino)
    return found


def refused(history: History, code: str, look: tuple[str, ...] = ()) -> None:
    """Every use says the same, with exit code 2, and leaves everything as it is."""
    before = state_of(history.folder)
    for use in (look,) if look else USES:
        ran = history(*use)
        assert (ran.code, ran.out) == (2, ""), use
        assert flat(say(code, "da", path=str(history.file))) in flat(ran.err), use
    assert history.check().code == 2
    assert state_of(history.folder) == before


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_not_ours_is_not_touched(history: History, kind: str) -> None:
    """No use writes to it, follows it, waits for it or removes it."""
    history.folder.mkdir(parents=True)
    FOREIGN[kind](history.file)
    with within(20):
        refused(history, "history_foreign")


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """What waits for a pipe waits for ever."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@EACH_LANGUAGE
def test_a_foreign_file_does_not_hide_the_result(history: History, language: Language) -> None:
    """What was asked for comes first; then why it could not be kept."""
    history.folder.mkdir(parents=True)
    history.file.write_text("my shopping list\n")
    ran = history.check(MILD, "--lang", language)
    title = QUESTIONNAIRE.urgency_text(Urgency.SELF_CARE).title.to(language)
    assert title in ran.out
    assert flat(say("history_foreign", language, path=str(history.file))) in flat(ran.err)


def test_an_empty_file_is_room_for_the_first_check(history: History) -> None:
    """It is what a save leaves that was killed in its first moment."""
    history.folder.mkdir(parents=True)
    history.file.touch()
    assert history("list").code == 0
    assert history.check().code == 0
    assert history.numbers() == [1]


def with_version(path: Path, version: int) -> None:
    with contextlib.closing(sqlite3.connect(path)) as ours:
        ours.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", [len(store.MIGRATIONS) + 1, 999])
def test_a_newer_file_is_not_touched(history: History, version: int) -> None:
    """Its schema may mean something else."""
    history.keep()
    with_version(history.file, version)
    refused(history, "history_newer")


def test_an_older_file_is_taken_along(history: History) -> None:
    """Every check stays, with an empty line of her own; a new one comes beside them."""
    history.folder.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(history.file)) as old:
        old.execute(store.MIGRATIONS[0])
        rows = [("2026-10-01", document(MILD)), ("2026-10-20", document(SAME_DAY_AFTER_BIRTH))]
        old.executemany("INSERT INTO checks (day, result) VALUES (?, ?)", rows)
        old.execute(f"PRAGMA application_id = {store.APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.commit()
    assert [(one.day.isoformat(), one.result, one.own_words) for one in store.everything()] == [
        (day, result, "") for day, result in rows
    ]
    assert history.keep(own_words="ny", day=DAY) == 3
    assert [one.own_words for one in store.everything()] == ["", "", "ny"]
    with contextlib.closing(sqlite3.connect(history.file)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (len(store.MIGRATIONS),)


def junk_in_the_middle(raw: bytes) -> bytes:
    return raw[:4096] + bytes(range(256)) * ((len(raw) - 4096) // 256)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "pages of junk": junk_in_the_middle,
    "one page of junk": lambda raw: raw[:20480] + b"\x55" * 4096 + raw[24576:],
    "cut off": lambda raw: raw[: len(raw) // 2],
    "a head alone": lambda raw: raw[:100],
    "a schema of junk": lambda raw: raw[:100] + b"\xff" * 3996 + raw[4096:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_not_touched(history: History, damage: str) -> None:
    """It is said, and what can still be saved from it stays as it is."""
    for _ in range(20):
        history.keep()
    history.file.write_bytes(DAMAGES[damage](history.file.read_bytes()))
    refused(history, "history_damaged")


@pytest.mark.parametrize("result", ["", "{", "[]", "{}", '{"answers": []}', "null"])
def test_a_damaged_row_is_told(history: History, result: str) -> None:
    """A sentence, whatever stands where the result should be."""
    history.folder.mkdir(parents=True)
    store.add(DAY, result)
    for look in ((), ("show", "1"), ("trend",), ("export",), ("export", "--format", "csv")):
        ran = history(*look)
        assert ran.code == 2, look
        assert flat(say("history_damaged", "da", path=str(history.file))) in flat(ran.err), look


# ---------------------------------------------------------------------------------- two at once

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
"""


@contextlib.contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the file for itself, until it is sent a line."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_a_locked_file_is_told(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, not at once and not never; nothing is changed."""
    history.keep()
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    with held(history.file):
        for use in USES:
            ran = history(*use)
            assert (ran.code, ran.out) == (2, ""), use
            assert flat(say("history_locked", "da", path=str(history.file))) in flat(ran.err), use
        ran = history.check()
        assert (ran.code, "Du kan selv gøre noget nu." in ran.out) == (2, True)
    assert history.numbers() == [1]


def test_a_file_that_is_free_soon_is_waited_for(history: History) -> None:
    """The other program ends while this one waits."""
    history.keep()
    with held(history.file) as other:
        started = subprocess.Popen(
            [sys.executable, "-c", SAVES, "1"],
            env=clean_environment(history.environment),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert started.stdout is not None
        assert started.stdout.readline() == "begins\n"
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert started.wait(30) == 0
        started.stdout.close()
    assert history.numbers() == [1, 2]


SAVES = """
import datetime, sys
from baekken_cli import store
print("begins", flush=True)
for turn in range(int(sys.argv[1])):
    store.add(datetime.date(2026, 11, 1), '{"answers": {}}', str(turn))
"""


def test_two_programs_that_save_at_once(history: History) -> None:
    """Both begin without a file; every check of both is there, each under its own number."""
    command = [sys.executable, "-c", SAVES, "20"]
    env = clean_environment(history.environment)
    both = [subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    kept = store.everything()
    assert sorted(int(one.own_words) for one in kept) == sorted([*range(20)] * 2)
    assert sorted(one.number for one in kept) == [*range(1, 41)]
    assert stat.S_IMODE(history.file.stat().st_mode) == 0o600


# ---------------------------------------------------------------------------------- no room, no right


def child(history: History, *args: str, prepare: Callable[[], object]) -> Ran:
    """The program in a process of its own that ``prepare`` has taken something from."""
    done = subprocess.run(
        [sys.executable, "-m", "baekken_cli", *args],
        capture_output=True,
        text=True,
        env=clean_environment({"PYTHONDONTWRITEBYTECODE": "1", **history.environment}),
        cwd=ROOT,
        timeout=60,
        check=False,
        preexec_fn=prepare,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def no_more_than(size: int) -> Callable[[], object]:
    """No file may grow beyond this, as on a full disk."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


@pytest.mark.parametrize(("kept", "room"), [(0, 0), (0, 1000), (0, 8192), (1, 0), (5, 0)])
def test_a_full_disk_takes_nothing_away(history: History, saved: Saved, kept: int, room: int) -> None:
    """The result is shown, the fault is told, and the earlier checks are as they were."""
    for _ in range(kept):
        history.keep(own_words="w" * 3000)
    before = store.everything()
    limit = history.file.stat().st_size if kept else room
    args = ("check", "--answers", saved(everything("pregnant", 30)), "--no-input", "--save")
    ran = child(history, *args, prepare=no_more_than(limit))
    assert ran.code == 2
    assert "Ring 112" in ran.out
    assert flat(say("history_full", "da", path=str(history.file))) in flat(ran.err)
    assert store.everything() == before
    assert history("list").code == 0
    assert history.check().code == 0
    assert len(history.numbers()) == kept + 1


def test_a_disk_that_sqlite_finds_full(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own word for it, from a file that may have no more pages."""
    history.keep()
    connect = sqlite3.connect

    def limited(there: str, timeout: float, isolation_level: None, uri: bool) -> sqlite3.Connection:
        found = connect(there, timeout=timeout, isolation_level=isolation_level, uri=uri)
        found.execute("PRAGMA max_page_count = 1")  # SQLite takes what there is already
        return found

    monkeypatch.setattr(sqlite3, "connect", limited)
    ran = history.check(everything("pregnant", 30))
    assert ran.code == 2
    assert flat(say("history_full", "da", path=str(history.file))) in flat(ran.err)
    assert history.numbers() == [1]


def without_power() -> None:
    """Rights bind root as well: without the capabilities that go past them (PR_CAPBSET_DROP)."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class NoRight:
    """Rights of the folder and the file; whether the checks can still be read; what a save says."""

    folder: int
    file: int
    reads: bool
    code: str


NO_RIGHTS = {
    "a folder to read": NoRight(0o500, 0o600, True, "history_no_access"),
    "a file to read": NoRight(0o700, 0o400, True, "history_no_access"),
    "no folder": NoRight(0o000, 0o600, False, "cannot_write"),
    "no file": NoRight(0o700, 0o000, False, "cannot_write"),
}


@pytest.mark.parametrize("name", NO_RIGHTS)
def test_without_the_right_to_write(history: History, saved: Saved, name: str) -> None:
    """The result is shown, the fault is told in her language, and nothing is changed."""
    case = NO_RIGHTS[name]
    history.keep()
    before = history.file.read_bytes()
    history.file.chmod(case.file)
    history.folder.chmod(case.folder)
    looked = child(history, "history", prepare=without_power)
    args = ("check", "--answers", saved(), "--no-input", "--save")
    ran = child(history, *args, prepare=without_power)
    history.folder.chmod(0o700)
    history.file.chmod(0o600)
    assert (looked.code == 0) == case.reads
    assert (ran.code, "Du kan selv gøre noget nu." in ran.out) == (2, True)
    said = say(case.code, "da", path=str(history.file), reason="")
    assert flat(said).rstrip(". ") in flat(ran.err)
    assert "Permission" not in ran.err + looked.err
    assert history.file.read_bytes() == before
    assert history.files() == {"data/baekken/checks.sqlite3"}


def test_a_folder_in_which_nothing_can_be_made(history: History, saved: Saved) -> None:
    """No file is begun, and it is told."""
    history.folder.mkdir(parents=True)
    history.folder.chmod(0o500)
    args = ("check", "--answers", saved(), "--no-input", "--save")
    ran = child(history, *args, prepare=without_power)
    history.folder.chmod(0o700)
    assert (ran.code, "Du kan selv gøre noget nu." in ran.out) == (2, True)
    assert str(history.file) in ran.err.replace("\n", "")
    assert history.files() == set()


def test_a_file_in_the_place_of_the_folder(history: History) -> None:
    """It stays, and it is told."""
    history.folder.parent.mkdir()
    history.folder.write_text("mine")
    for look in (("list",), ("delete", "--all", "--force")):
        assert history(*look).code == 2
    assert history.check().code == 2
    assert history.folder.read_text() == "mine"


# ---------------------------------------------------------------------------------- killed in the middle

RESULT = document(MILD)
DOINGS: dict[str, Callable[[], object]] = {
    "add": lambda: store.add(DAY, RESULT, "new"),
    "forget": lambda: store.forget(1),
    "forget_all": store.forget_all,
}


def killed_at(line: int, doing: str) -> bool:
    """Does it in a child that is killed before a line of the store; False where it ended before that."""
    pid = os.fork()
    if pid == 0:
        left = [line]

        def trace(frame: FrameType, event: str, _: object) -> Any:
            if frame.f_code.co_filename != store.__file__:
                return None
            left[0] -= event == "line"
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        DOINGS[doing]()
        os._exit(0)
    return os.waitpid(pid, 0)[1] == signal.SIGKILL


def kill_everywhere(doing: str, before: int) -> None:
    """Prints, for a kill at each line, what is listed afterwards, and what after another check."""
    found = []
    for line in range(10_000):
        shutil.rmtree(store.folder(), ignore_errors=True)
        for number in range(before):
            store.add(DAY, RESULT, str(number))
        killed = killed_at(line, doing)
        listed = [one.own_words for one in store.everything()]
        store.add(DAY, RESULT, "later")
        found.append((listed, [one.own_words for one in store.everything()]))
        if not killed:
            break
    print(json.dumps(found))


AFTER: dict[tuple[str, int], list[list[str]]] = {
    ("add", 0): [[], ["new"]],
    ("add", 2): [["0", "1"], ["0", "1", "new"]],
    ("forget", 2): [["0", "1"], ["1"]],
    ("forget_all", 2): [["0", "1"], []],
}


@pytest.mark.parametrize(("doing", "before"), AFTER)
def test_killed_between_any_two_lines(history: History, doing: str, before: int) -> None:
    """All of it happened or nothing; never an error, never a check fewer, and the next save works."""
    code = f"from tests.test_history import kill_everywhere; kill_everywhere({doing!r}, {before})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=clean_environment(history.environment),
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 20
    assert {tuple(listed) for listed, _ in found} == set(map(tuple, AFTER[doing, before]))
    assert all(later == [*listed, "later"] for listed, later in found)


TORN = """
import os, signal, sqlite3, sys
torn = sqlite3.connect(sys.argv[1], isolation_level=None)
torn.execute("PRAGMA cache_size = 1")
torn.execute("BEGIN IMMEDIATE")
torn.execute("UPDATE checks SET result = zeroblob(20000), day = 'torn'")
torn.execute("INSERT INTO checks (day, result) VALUES ('torn', zeroblob(50000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("use", [("list",), ("export",), ("delete", "1", "--force")], ids=" ".join)
def test_a_torn_write_is_undone(history: History, use: tuple[str, ...]) -> None:
    """Killed while its pages were already in the file: the journal that it left brings them back."""
    for number in range(3):
        history.keep(own_words=str(number))
    whole, kept = history.file.read_bytes(), store.everything()
    torn = subprocess.run([sys.executable, "-c", TORN, str(history.file)], check=False)
    assert torn.returncode == -signal.SIGKILL
    assert b"torn" in history.file.read_bytes() != whole
    assert history.file.with_name("checks.sqlite3-journal").stat().st_size > 0
    assert history(*use).code == 0
    assert store.everything() == kept[1 if "delete" in use else 0 :]
    assert history.files() == {"data/baekken/checks.sqlite3"}


# ---------------------------------------------------------------------------------- looking


def bad_day(worst: int = 6) -> dict[str, Answer]:
    """A later day: more pain, and two things that are hard."""
    return {**MILD, "worst": worst, "usual": 3, "hard": ("walk", "stairs"), "hardly_possible": ("none",),
            "moves": "alone"}  # fmt: skip


@EACH_LANGUAGE
def test_the_list(history: History, language: Language) -> None:
    """Number, day and the advice of that day, the oldest day first, and where the file lies."""
    history.keep(SAME_DAY_AFTER_BIRTH, dt.date(2026, 11, 20))
    history.keep(MILD, dt.date(2026, 10, 1))
    shown = history("--lang", language).out
    mild, today = (QUESTIONNAIRE.urgency_text(one).title for one in (Urgency.SELF_CARE, Urgency.SAME_DAY))
    assert shown.splitlines()[:3] == [
        say("history_title", language, count=2),
        f"  2  2026-10-01: {mild.to(language)}",
        f"  1  2026-11-20: {today.to(language)}",
    ]
    assert str(history.file) in shown.replace("\n", "")
    assert history("list", "--lang", language).out == shown


@EACH_LANGUAGE
def test_the_advice_is_the_one_of_that_day(history: History, language: Language) -> None:
    """Not what today's rules would say to the same answers."""
    then = json.loads(document(MILD)) | {"urgency": "within_days"}
    store.add(DAY, json.dumps(then))
    advised = QUESTIONNAIRE.urgency_text(Urgency.WITHIN_DAYS).title.to(language)
    for look in (("list",), ("show", "1")):
        shown = history(*look, "--lang", language).out
        assert f"2026-11-01: {advised}" in shown
        assert QUESTIONNAIRE.urgency_text(Urgency.SELF_CARE).title.to(language) not in shown


@EACH_LANGUAGE
def test_one_check(history: History, language: Language) -> None:
    """Its day, its advice, its answers in words and a line of her own; nothing of the private screen."""
    history.keep({**OF_ONE, "wellbeing": ("self_harm",)}, own_words="Min egen linje")
    shown = flat(history("show", "1", "--lang", language).out)
    place = next(one for one in QUESTIONNAIRE.questions if one.id == "sites").option("coccyx")
    assert place is not None
    assert shown.startswith("2026-11-01: ")
    assert place.text.to(language) in shown
    assert say("own_words_line", language, words="Min egen linje") in shown
    assert say("not_shown", language) in shown
    thoughts = next(one for one in QUESTIONNAIRE.questions if one.id == "wellbeing").option("self_harm")
    assert thoughts is not None
    assert thoughts.text.to(language) not in shown


def test_an_answer_that_is_no_more_asked_is_left_out(history: History) -> None:
    """A check of older content is still listed, shown, compared and drawn."""
    old = json.loads(document(MILD))
    old["answers"] |= {"shoe_size": 41, "trend": "sideways"}
    store.add(DAY, json.dumps(old))
    history.keep(bad_day(), dt.date(2026, 11, 9))
    for look in ((), ("show", "1"), ("compare",), ("trend",)):
        ran = history(*look)
        assert ran.code == 0
        assert "shoe_size" not in ran.out
        assert "sideways" not in ran.out


@EACH_LANGUAGE
@pytest.mark.parametrize("numbers", [(), ("1", "3"), ("3", "1")], ids=" ".join)
def test_comparing(history: History, language: Language, numbers: tuple[str, ...]) -> None:
    """From the older to the newer, whichever is named first; without numbers the two newest."""
    history.keep(bad_day(10), dt.date(2026, 9, 1))
    history.keep(bad_day(6), dt.date(2026, 10, 1))
    history.keep(MILD, dt.date(2026, 11, 1))
    ran = history("compare", *numbers, "--lang", language)
    shown = flat(ran.out)
    worst = next(one for one in QUESTIONNAIRE.questions if one.id == "worst")
    assert worst.short is not None
    before = 10 if numbers else 6
    name = worded(worst.short, language, {})
    assert shown.startswith(f"{'2026-09-01' if numbers else '2026-10-01'} - 2026-11-01 ")
    assert say("was_and_is", language, name=name, now=2, before=before) in shown
    assert say("better", language, changes="")[:6] in shown
    assert say("worse", language, changes="")[:6] not in shown


@pytest.mark.parametrize("numbers", [(), ("1",), ("1", "1", "1")], ids=" ".join)
@EACH_LANGUAGE
def test_comparing_takes_two(history: History, numbers: tuple[str, ...], language: Language) -> None:
    """Exit code 2 and an example."""
    history.keep()
    ran = history("compare", *numbers, "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert say("two_checks_needed", language) in flat(ran.err)


VERDICTS = ("trend_better", "trend_worse", "trend_same")


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        (5, 3, "trend_better"),
        (5, 4, "trend_same"),
        (5, 5, "trend_same"),
        (5, 6, "trend_same"),
        (5, 7, "trend_worse"),
    ],
)
def test_the_trend_says_better_or_worse_from_two_points_on(
    history: History, language: Language, then: int, now: int, verdict: str
) -> None:
    """Less than the change that matters is about the same."""
    history.keep(bad_day(then), dt.date(2026, 10, 1))
    history.keep(bad_day(now), dt.date(2026, 11, 1))
    shown = flat(history("trend", "--lang", language).out)
    said = {code for code in VERDICTS if say(code, language, points=2, sources="PTJ19") in shown}
    assert said == {verdict}
    assert f"{then} (2026-10-01){say('and_then', language)}{now} (2026-11-01)" in shown


def test_the_trend_drawn_and_in_lines(history: History) -> None:
    """Bars for eyes; dated lines for ears and files; the words are the same in both."""
    history.keep(bad_day(3), dt.date(2026, 10, 1))
    history.keep(bad_day(9), dt.date(2026, 11, 1))
    rich = history("trend", "--no-color", env={"FORCE_COLOR": "1"})
    drawn = history("trend", env={"FORCE_COLOR": "1"}).out
    plain = history("trend", "--plain", env={"FORCE_COLOR": "1"}).out
    assert rich.out == plain  # --no-color takes the force from FORCE_COLOR
    assert "█" not in plain
    assert "2026-10-01: 3\n2026-11-01: 9\n" in plain
    short, long = (next(line for line in drawn.splitlines() if line.startswith(day) and "█" in line)
                   for day in ("2026-10-01", "2026-11-01"))  # fmt: skip
    assert 3 * short.count("█") == long.count("█")
    assert long.rstrip().endswith(" 9")
    assert flat(plain).split(" Værst, 0 til 10:")[0] == unstyled(drawn).split(" Værst, 0 til 10:")[0]


def unstyled(text: str) -> str:
    return flat(re.sub(r"\x1b\[[0-9;]*m", "", text))


RECOVERY = [(2, "2 uger", "2 weeks"), (6, "6 uger", "6 weeks"), (30, "halvt år", "half a year")]


@EACH_LANGUAGE
@pytest.mark.parametrize(("weeks", "danish", "english"), RECOVERY)
def test_after_a_birth_others_stand_beside_her(
    history: History, language: Language, weeks: int, danish: str, english: str
) -> None:
    """What studies found about then, roughly, and no word on how it will go for her."""
    history.keep({**SAME_DAY_AFTER_BIRTH, "weeks_since": weeks})
    shown = flat(history("trend", "--lang", language).out)
    about = f"Omkring {danish}" if language == "da" else f"About {english}"
    assert (about if about in shown else about.replace(danish, f"et {danish}")) in shown
    assert shown.endswith(say("no_prediction", language))
    assert not re.search(r"\bdu vil\b|\bbliver du\b|you will|will be gone", shown)


@pytest.mark.parametrize(
    "answers", [MILD, {**SAME_DAY_AFTER_BIRTH, "stage": "loss", "signs_birth": ("none",)}]
)
def test_no_recovery_without_a_birth(history: History, answers: Answers) -> None:
    """Neither in pregnancy nor after a loss."""
    history.keep(answers)
    shown = flat(history("trend").out)
    assert say("no_prediction", "da") not in shown
    assert "Omkring" not in shown
    assert "GAUSEL20" not in shown


# ---------------------------------------------------------------------------------- giving out

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    " =cmd|' /C calc'!A0",
    "\x1b[31mred\x1b]0;t\x07",
    "\x9b2J",
    "<script>alert(1)</script>",
    "[bold]x[/bold]",
    "a\r\n> typed",
    "\u202egnorw\u2066",
    '"; DROP TABLE checks; --',
)
ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("words", HOSTILE)
def test_her_words_act_on_nothing(history: History, words: str) -> None:
    """Neither on the terminal nor in a spreadsheet; with colours or without."""
    history.keep(own_words=words)
    for look in ((), ("show", "1"), ("trend",), ("export", "--format", "csv")):
        for env in ({}, {"FORCE_COLOR": "1"}):
            shown = unstyled(history(*look, env=env).out)
            assert not ACTS.search(shown), look
    [_, row] = csv.reader(io.StringIO(history("export", "--format", "csv").out))
    assert not re.match(r"\s*[-+=@]", row[4])
    assert history.numbers() == [1]


@pytest.mark.parametrize("words", HOSTILE)
def test_her_words_come_out_as_they_were(history: History, words: str) -> None:
    """In JSON, which programs read: nothing is lost, and no control character stands there as such."""
    history.keep(own_words=words)
    text = history("export").out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert json.loads(text)["checks"][0]["own_words"] == words


@pytest.mark.parametrize("answer", ["=1+1", "+1", "-1", "@x", "\t1"])
def test_no_answer_is_a_formula(history: History, answer: str) -> None:
    """Also what came into the file in some other way."""
    kept = {"urgency": answer, "classification": answer, "answers": {"stage": answer, "sites": [answer]}}
    store.add(DAY, json.dumps(kept), answer)
    [_, row] = csv.reader(io.StringIO(history("export", "--format", "csv").out))
    assert len(row) == 7
    assert not [cell for cell in row[2:] if re.match(r"\s*[-+=@]", cell)]


def test_everything_as_csv(history: History) -> None:
    """A row for each check, a column for each answer, empty where it was not asked."""
    history.keep(MILD, own_words="ord")
    history.keep(SAME_DAY_AFTER_BIRTH)
    rows = list(csv.DictReader(io.StringIO(history("export", "--format", "csv").out)))
    assert [(one["number"], one["day"], one["urgency"]) for one in rows] == [
        ("1", "2026-11-01", "self_care"),
        ("2", "2026-11-01", "same_day"),
    ]
    assert (rows[0]["own_words"], rows[0]["weeks_pregnant"], rows[0]["weeks_since"]) == ("ord", "20", "")
    assert (rows[1]["sites"], rows[1]["weeks_since"]) == ("sp_front; si_right", "3")


RESULT_KEYS = ["schema", "program_version", "content", "language", "stage", "classification", "urgency",
               "red_flags", "rules", "contacts", "tips", "answers"]  # fmt: skip


def test_everything_as_json(history: History) -> None:
    """Every check with its day and its result, which has the shape of the contract and can be fed back."""
    history.keep(MILD, own_words="ord")
    history.keep(SAME_DAY_AFTER_BIRTH)
    out = json.loads(history("export").out)
    assert out["schema"] == "baekken/history/1"
    assert [sorted(one) for one in out["checks"]] == [["day", "number", "own_words", "result"]] * 2
    for one, answers in zip(out["checks"], (MILD, SAME_DAY_AFTER_BIRTH), strict=True):
        assert list(one["result"]) == RESULT_KEYS
        assert one["result"] == json.loads(document(answers))
        given = history.home / "answers.yaml"
        given.write_text(json.dumps(one["result"]), "utf-8")
        again = history.baekken("check", "--answers", str(given), "--no-input", "--json")
        assert json.loads(again.out) == one["result"]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_file_is_what_would_be_printed(history: History, kind: str) -> None:
    """For the owner only, and never over another without ``--force``."""
    history.keep(own_words="ord")
    target = history.home / "out"
    printed = history("export", "--format", kind)
    args = ("export", "--format", kind, "--output", str(target))
    assert history(*args).code == 0
    assert target.read_text("utf-8") == printed.out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    history.keep()
    assert history(*args).code == 2
    assert target.read_text("utf-8") == printed.out
    assert history(*args, "--force").code == 0
    assert target.read_text("utf-8") != printed.out


@pytest.mark.parametrize("name", ["txt", "html", "JSON", ""])
def test_an_unknown_format_is_refused(history: History, name: str) -> None:
    """Nothing is written."""
    history.keep()
    target = history.home / "out"
    ran = history("export", "--format", name, "--output", str(target))
    assert (ran.code, ran.out, target.exists()) == (2, "", False)
    assert flat(say("unknown_history_format", "da", name=name)) in flat(ran.err)


def test_nothing_kept_is_given_out_as_nothing(history: History) -> None:
    """An empty list, and a head without rows."""
    assert json.loads(history("export").out)["checks"] == []
    assert history("export", "--format", "csv").out == "number,day,urgency,classification,own_words\n"


# ---------------------------------------------------------------------------------- since last time


@EACH_LANGUAGE
def test_since_last_takes_the_newest_check(history: History, saved: Saved, language: Language) -> None:
    """By its day, not by its number."""
    history.keep(bad_day(8), dt.date.today() - dt.timedelta(days=3))
    history.keep(bad_day(6), dt.date.today() - dt.timedelta(days=30))
    args = ("check", "--answers", saved(), "--no-input", "--lang", language)
    shown = flat(history.baekken(*args, "--since", "last").out)
    assert say("since_last", language, days=3) in shown
    worst = next(one for one in QUESTIONNAIRE.questions if one.id == "worst")
    assert worst.short is not None
    name = worded(worst.short, language, {})
    assert say("was_and_is", language, name=name, now=2, before=8) in shown


@EACH_LANGUAGE
def test_since_last_where_nothing_is_kept(history: History, saved: Saved, language: Language) -> None:
    """Exit code 2, how to keep a check, and no place for one is made."""
    args = ("check", "--answers", saved(), "--no-input", "--since", "last", "--lang", language)
    ran = history.baekken(*args)
    assert (ran.code, ran.out) == (2, "")
    assert say("nothing_kept", language) in flat(ran.err)
    assert history.files() == set()


def test_since_last_is_refused_before_anything_is_asked(history: History) -> None:
    """She does not answer for nothing."""
    with Terminal("check", "--since", "last", "--lang", "da", env=history.environment) as terminal:
        said = terminal.turn()
        assert terminal.ending().code == 2
    assert say("nothing_kept", "da") in said
    assert "Jeg er gravid" not in said


def test_since_last_at_a_terminal(history: History) -> None:
    """Her answers are shown, and the calendar moves the week on."""
    history.keep(MILD, dt.date.today() - dt.timedelta(days=15))
    with Terminal("check", "--since", "last", "--lang", "da", env=history.environment) as terminal:
        assert "Jeg er gravid" in terminal.turn()
        assert say("week_n", "da", weeks=22) in terminal.type("1")


# ---------------------------------------------------------------------------------- she keeps it herself


@EACH_LANGUAGE
def test_keeping_from_the_menu(history: History, language: Language) -> None:
    """With a line of her own, once; it is found again, and only there."""
    with Check(language, env=history.environment) as check:
        check.walk(AFTER_BIRTH, READ_BACK)
        check.choose("menu_keep")
        said = check.type(SENTINEL)
        assert check.say("kept_check", number=1) in said
        assert "menu_keep" not in check.menu()
        system = Path(f"/proc/{check.child.pid}")
        for name in ("cmdline", "environ"):
            assert SENTINEL.encode() not in (system / name).read_bytes()
        check.choose("menu_end")
    assert history.files() == {"data/baekken/checks.sqlite3"}
    assert [one.own_words for one in store.everything()] == [SENTINEL]
    assert say("own_words_line", language, words=SENTINEL) in history("show", "1", "--lang", language).out


def squeezed(text: str) -> str:
    """Without any space: a long path is broken where the line ends."""
    return "".join(text.split())


@EACH_LANGUAGE
def test_keeping_from_the_menu_where_it_fails(history: History, language: Language) -> None:
    """It says why, the result stands, and the menu goes on."""
    history.folder.mkdir(parents=True)
    history.file.write_text("my shopping list\n")
    with Check(language, env=history.environment) as check:
        check.walk(AFTER_BIRTH, READ_BACK)
        check.choose("menu_keep")
        said = check.type(SENTINEL)
        assert squeezed(check.say("history_foreign", path=history.file)) in squeezed(said)
        assert check.say("not_kept") in said
        assert "menu_keep" in check.menu()
    assert history.file.read_text() == "my shopping list\n"


# ---------------------------------------------------------------------------------- nothing leaks


def sentinel_kept(history: History) -> None:
    history.keep({**MILD, "sites": ("coccyx",)}, own_words=SENTINEL)


def bad_result(_: History) -> None:
    store.add(DAY, f'{{"answers": "{SENTINEL} coccyx"}}', SENTINEL)


def junk(history: History) -> None:
    for _ in range(20):
        sentinel_kept(history)
    history.file.write_bytes(junk_in_the_middle(history.file.read_bytes()))


def newer(history: History) -> None:
    with_version(history.file, 99)


FAULTS: dict[str, Callable[[History], None]] = {
    "none": lambda _: None,
    "a bad result": bad_result,
    "junk": junk,
    "newer": newer,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_tells_what_was_kept(history: History, fault: str) -> None:
    """Neither her words nor her answer are in an error or in any other file of her home."""
    sentinel_kept(history)
    FAULTS[fault](history)
    for use in (*USES[:4], ("show", "77"), ("compare", "1", "77"), ("export", "--format", "x"), ("bogus",)):
        ran = history(*use)
        assert SENTINEL not in ran.err
        assert "coccyx" not in ran.err
        assert ran.code in (0, 2), ran.err
    assert history.files() <= {"data/baekken/checks.sqlite3"}


def test_a_kept_check_leaves_no_other_file(history: History) -> None:
    """Of a whole life of it: kept, looked at, given out, deleted."""
    ran = history.check({**MILD, "sites": ("coccyx",)}, apart=True)
    assert ran.code == 0
    target = history.home / "out.csv"
    args = (("list",), ("show", "1"), ("trend",), ("export", "--format", "csv", "--output", str(target)))
    for use in (*args, ("delete", "1", "--force")):
        ran = run_cli("history", *use, env=history.environment)
        assert (ran.code, ran.err) == (0, "")
    assert history.files() == {"data/baekken/checks.sqlite3", "out.csv"}
    assert b"coccyx" not in history.file.read_bytes()
    assert run_cli("history", "delete", "--all", "--force", env=history.environment).code == 0
    assert history.files() == {"out.csv"}


def test_an_unusable_store_is_an_error_with_a_code(history: History) -> None:
    """For callers in Python: a code and the place, not a sentence."""
    history.folder.mkdir(parents=True)
    history.file.write_text("x")
    with pytest.raises(UsageProblem) as caught:
        store.everything()
    assert caught.value.code == "history_foreign"
    assert caught.value.params == {"path": str(history.file)}


# ---------------------------------------------------------------------------------- what others leave behind


def test_a_newer_file_beside_a_leftover_journal_is_not_touched(history: History) -> None:
    """The journal of nothing opens no door."""
    history.keep()
    with_version(history.file, 9)
    history.file.with_name("checks.sqlite3-journal").touch()
    refused(history, "history_newer")


def test_another_programs_torn_write_is_not_undone(history: History) -> None:
    """That is for the other program to do."""
    history.folder.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(history.file)) as other:
        other.executescript("PRAGMA application_id = 77; CREATE TABLE checks (day, result)")
        other.execute("INSERT INTO checks VALUES ('a', zeroblob(20000))")
        other.commit()
    subprocess.run([sys.executable, "-c", TORN, str(history.file)], check=False)
    refused(history, "history_foreign")


def test_a_page_is_written_although_the_check_cannot_be_kept(history: History) -> None:
    """One fault does not take the other file."""
    history.folder.mkdir(parents=True)
    history.file.write_text("x")
    target = history.home / "page.txt"
    assert history.check(MILD, "--export", str(target)).code == 2
    assert target.exists()


@pytest.mark.parametrize("key", ["eof", "q"])
def test_leaving_the_question_deletes_nothing(history: History, key: str) -> None:
    """Ended input and q are a no, not a fault."""
    history.keep()
    with Terminal("history", "delete", "1", "--lang", "da", env=history.environment) as asked:
        asked.turn()
        said = asked.end_input() if key == "eof" else asked.type("q")
        assert asked.ending().code == 0
        assert say("nothing_deleted", "da") in said
    assert history.numbers() == [1]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day", "yesterday"),
        ("result", "[" * 100_000),
        ("own_words", b"\xff\x00"),
        ("result", '{"answers": {"worst": true}}'),
    ],
)
def test_a_row_of_another_kind_is_no_fault(history: History, column: str, value: object) -> None:
    """A sentence or a row without it; never exit code 70."""
    history.keep()
    with contextlib.closing(sqlite3.connect(history.file)) as ours:
        ours.execute(f"UPDATE checks SET {column} = ?", (value,))
        ours.commit()
    for look in ((), ("show", "1"), ("trend",), ("export",), ("export", "--format", "csv")):
        ran = history(*look)
        assert ran.code in (0, 2), look
        assert "True" not in (ran.out if look[:1] in ((), ("show",), ("trend",)) else "")


@pytest.mark.parametrize("words", ["\u202egnorw", "\u2066a", "\u200bhidden"])
def test_json_turns_no_terminal(history: History, words: str) -> None:
    """Escaped, and the same again when read."""
    history.keep(own_words=words)
    text = history("export").out
    assert words not in text
    assert json.loads(text)["checks"][0]["own_words"] == words


def test_no_better_beside_an_alarm(history: History) -> None:
    """Less pain and a numb saddle is not better."""
    history.keep(bad_day(8), dt.date(2026, 10, 1))
    history.keep({**bad_day(3), "signs_now": ("numb",)}, dt.date(2026, 11, 1))
    assert say("trend_better", "da", points=2, sources="PTJ19") not in flat(history("trend").out)


def test_comparing_gives_the_advice_of_that_day(history: History) -> None:
    """As the list does."""
    store.add(DAY, json.dumps(json.loads(document(MILD)) | {"urgency": "within_days"}))
    history.keep()
    advised = QUESTIONNAIRE.urgency_text(Urgency.WITHIN_DAYS).title.da
    assert say("advice_then", "da", urgency=advised) in flat(history("compare").out)


def test_loose_rights_are_tightened(history: History) -> None:
    """Else "only you can read the file" is not true."""
    history.keep()
    history.folder.chmod(0o755)
    history.file.chmod(0o644)
    assert history.check().code == 0
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (history.folder, history.file)]
    assert modes == [0o700, 0o600]


def test_folders_above_are_hers_alone(history: History) -> None:
    """What had to be made on the way is not left open to others, whatever the umask."""
    before = os.umask(0)
    try:
        history.keep()
    finally:
        os.umask(before)
    made = [one for one in (history.folder, *history.folder.parents) if history.home in one.parents]
    assert made
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o700}


def test_a_file_that_cannot_be_used_is_told_before_anything_is_asked(history: History) -> None:
    """Nobody answers twenty questions to hear that the check cannot be kept."""
    history.folder.mkdir(parents=True)
    history.file.write_text("x")
    ran = history.baekken("check", "--save", input="1\n20\n")
    assert ran.code == 2
    assert ran.out == ""
