"""A fault at every step of every write: errors, kills, and a world that changes in between.

What is tried stands in ``benchmarks/faults.py``, which does all of it; here every step meets one error of six
and a kill. See its docstring for the promises.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import termios
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from baekken_cli import store
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Language
from baekken_cli.wording import reason
from benchmarks import faults, inject, writers
from benchmarks.faults import Tried
from benchmarks.inject import Fault
from benchmarks.races import RACES
from benchmarks.writers import NEW, PAGE, WRITERS
from tests.builders import LANGUAGES, MILD, ROOT, as_yaml, clean_environment, flat
from tests.conftest import Baekken
from tests.terminal import AFTER_BIRTH, COMMAND, READ_BACK, Check
from tests.test_system import PROGRAM, home, run

TRACES = inject.can_trace()
if not TRACES:
    warnings.warn("NOT RUN: faults at system calls (strace is missing); those at events are.", stacklevel=1)
BEST = "strace" if TRACES else "audit"
Saved = Callable[..., str]


def tried(code: str, tmp_path: Path) -> list[Tried]:
    """What Python code that prints tries found, in a process of its own, which forks."""
    environment = clean_environment({"TMPDIR": str(tmp_path)})
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, cwd=ROOT, timeout=300, check=False
    )
    assert done.stdout, done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
    return [Tried(*one) for one in json.loads(done.stdout)]


def swept(instrument: str, tmp_path: Path, *names: str) -> list[Tried]:
    """The quick sweep over these names."""
    options = ["--quick", "--json", *(["--audit"] if instrument == "audit" else [])]
    return tried(f"from benchmarks.faults import main; main({[*options, *names]!r})", tmp_path)


def held(found: list[Tried]) -> None:
    assert [one for one in found if one.broken] == []


# ------------------------------------------------------------------------------ errors and kills

STEPS = {
    "a page": ("write", "fsync") if TRACES else ("open", "os.link"),
    "the first check": ("pwrite64", "fdatasync") if TRACES else ("os.mkdir",),
    "deleting all": ("pwrite64", "unlink") if TRACES else ("os.remove",),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_fault_at_every_step(name: str, tmp_path: Path) -> None:
    """One error at each system call, and a kill before it: all the promises hold."""
    found = swept(BEST, tmp_path, name)
    held(found)
    assert {one.step for one in found} >= {*STEPS.get(name, ())}
    assert [one.what for one in found[1::2]] == ["kill"] * (len(found) // 2)
    assert {one.how for one in found} >= {"told", "killed"}


def test_a_fault_at_every_event(tmp_path: Path) -> None:
    """The same for all of them where Python itself tells of a step, which needs nothing but Python."""
    found = swept("audit", tmp_path, *WRITERS)
    held(found)
    assert {one.name for one in found} == {*WRITERS}
    assert {one.step for one in found} == {*inject.EVENTS} - {"os.chmod"}


def in_place() -> None:
    with os.fdopen(os.open(PAGE, os.O_CREAT | os.O_WRONLY, 0o600), "w") as page:
        page.write(NEW)


def not_told() -> None:
    with contextlib.suppress(OSError, UsageProblem):
        writers.write_page()


def for_all_to_read() -> None:
    writers.write_page()
    PAGE.chmod(0o644)


def half_left() -> None:
    half = PAGE.with_name(".half")
    half.touch(0o600)
    half.write_text(NEW)
    half.rename(PAGE)


BAD: dict[str, tuple[Callable[[], object], str]] = {
    "in place": (in_place, "neither old nor new"),
    "not told": (not_told, "done, it said"),
    "for all to read": (for_all_to_read, "open to others"),
    "half left": (half_left, "left over"),
    "another exception": (in_place, "escaped"),
}


def bad(name: str, instrument: str) -> None:
    """Prints what the tries say of a bad writer of pages."""
    os.environ["XDG_DATA_HOME"] = str(writers.HOME)
    writer = WRITERS["a page"]._replace(work=BAD[name][0])
    which = faults.AUDIT if instrument == "audit" else faults.STRACE
    print(json.dumps([*faults.tries(name, writer, which, quick=True)]))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_writer_is_found_out(name: str, tmp_path: Path) -> None:
    """The tries can fail: each of these breaks another promise."""
    found = tried(f"from tests.test_faults import bad; bad({name!r}, {BEST!r})", tmp_path)
    assert [one for one in found if one.broken.startswith(BAD[name][1])], found


# ------------------------------------------------------------------------------ a world that changes

OF_PAGES = [name for name, one in RACES.items() if one.writer.things is writers.pages]
OF_DELETING = [name for name in RACES if name not in OF_PAGES and "deleting all" in name]


def test_the_name_is_taken_between_two_steps(tmp_path: Path) -> None:
    """Nobody else's file is written to or replaced, through no link and in no other folder."""
    found = swept(BEST, tmp_path, *OF_PAGES)
    held(found)
    assert {one.name for one in found} == {*OF_PAGES}
    assert {one.how for one in found} == {"done", "told"}


@pytest.mark.parametrize("name", OF_DELETING)
def test_another_program_at_the_kept_checks(name: str, tmp_path: Path) -> None:
    """What each was told it did is what is there: nothing that was saved goes with what is deleted."""
    found = swept(BEST, tmp_path, name)
    held(found)
    assert len(found) > (40 if TRACES else 2)


LINK = "a link to another's file"


def careless() -> None:
    """Looks whether the name is free, and then writes."""
    if not PAGE.exists():
        PAGE.write_text(NEW)


def careless_race(change: str, instrument: str) -> None:
    """Prints what the tries say of it."""
    os.environ["XDG_DATA_HOME"] = str(writers.HOME)
    one = RACES[f"a page, then {change}"]
    one = one._replace(writer=one.writer._replace(work=careless))
    which = faults.AUDIT if instrument == "audit" else faults.STRACE
    print(json.dumps([*faults.race("careless", one, which)]))


def test_a_careless_writer_is_found_out(tmp_path: Path) -> None:
    """The races can be lost: the file behind a link that came in between is overwritten."""
    code = f"from tests.test_faults import careless_race; careless_race({LINK!r}, {BEST!r})"
    assert "somebody else's file was written to" in {one.broken for one in tried(code, tmp_path)}


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_pipe_is_no_target(baekken: Baekken, saved: Saved, tmp_path: Path, force: tuple[str, ...]) -> None:
    """Refused at once, not waited for, and still a pipe."""
    os.mkfifo(tmp_path / "pipe")
    ran = baekken("export", saved(), "--output", str(tmp_path / "pipe"), "--format", "txt", *force)
    assert ran.code == 2
    assert flat(say("not_a_file", "da", path=str(tmp_path / "pipe"))) in flat(ran.err)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


# ------------------------------------------------------------------------------ the whole program

CHECK = ("check", "--answers", "answers.yaml", "--no-input")
FAULTY = "import sys\nfrom benchmarks.inject import Fault, fails\nfails(Fault(*{fault!r}))\n" + PROGRAM


class Whole(NamedTuple):
    """A command, the fault by strace and by event, and the code and reason of what is said."""

    words: tuple[str, ...]
    call: Fault
    event: Fault
    code: str
    reason: str = ""


WHOLES = {
    "a page": Whole(
        (*CHECK, "--export", "page.txt"),
        Fault("fsync", 1, "ENOSPC"),
        Fault("tempfile.mkstemp", 1, "ENOSPC"),
        "cannot_write",
        "ENOSPC",
    ),
    "a kept check": Whole(
        (*CHECK, "--save"),
        Fault("fdatasync", 1, "EIO"),
        Fault("os.mkdir", 1, "EIO"),
        "history_full" if TRACES else "cannot_write",
        "" if TRACES else "EIO",
    ),
    "what is given out": Whole(
        ("history", "export", "--output", "out.json"),
        Fault("fsync", 1, "EDQUOT"),
        Fault("tempfile.mkstemp", 1, "EDQUOT"),
        "cannot_write",
        "EDQUOT",
    ),
}


@pytest.mark.parametrize("name", WHOLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_program_tells_it(name: str, language: Language, tmp_path: Path) -> None:
    """Exit code 2, a sentence in her language, no traceback, and no file."""
    whole = WHOLES[name]
    (tmp_path / "answers.yaml").write_text(as_yaml(MILD))
    ran = run(faulty(whole, ("--lang", language)), tmp_path)
    assert ran.code == 2
    said = say(whole.code, language, path="@", reason="@").split("@")
    assert all(flat(one) in flat(ran.err) for one in said), ran.err
    if whole.reason:
        assert reason(str(getattr(errno, whole.reason)), language) in flat(ran.err)
    assert "Traceback" not in ran.err
    assert [one.name for one in tmp_path.rglob("*") if one.stat().st_size and one.is_file()] == [
        "answers.yaml"
    ]


def faulty(whole: Whole, more: tuple[str, ...]) -> tuple[str, ...]:
    """The command with the fault in it."""
    if TRACES:
        rule = f"inject={whole.call.step}:error={whole.call.what}:when={whole.call.nth}"
        return ("strace", "-o", os.devnull, "-f", "-e", rule, sys.executable, *COMMAND, *whole.words, *more)
    program = FAULTY.format(fault=tuple(whole.event))
    return (sys.executable, "-c", program, *whole.words, *more)


# ------------------------------------------------------------------------------ a slow reader


def waits_for_a_reader(reading: int, size: int) -> None:
    """Until the pipe is full: the program is in the middle of writing."""
    while int.from_bytes(fcntl.ioctl(reading, termios.FIONREAD, bytes(4)), sys.byteorder) < size:
        time.sleep(0.005)


def test_signals_while_a_slow_reader_is_waited_for(tmp_path: Path) -> None:
    """Stopped, continued and its window resized in the middle of writing: every byte comes, once."""
    command = [sys.executable, *COMMAND, "content", "table", "--format", "csv"]
    environment = home(tmp_path)
    whole = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, check=True).stdout
    reading, writing = os.pipe()
    size = fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    assert len(whole) > 4 * size
    with subprocess.Popen(command, stdout=writing, env=environment, cwd=tmp_path) as program:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            waits_for_a_reader(reading, size)
            for one in (signal.SIGWINCH, signal.SIGSTOP, signal.SIGCONT, signal.SIGWINCH):
                program.send_signal(one)
            assert pipe.read() == whole
    assert program.returncode == 0


# ------------------------------------------------------------------------------ elsewhere


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_fails_is_told_in_words(language: Language) -> None:
    """At the question for a name: the reason of the system, not its number, and the question again."""
    with Check(language) as check:
        check.walk(AFTER_BIRTH, READ_BACK)
        check.choose("menu_save")
        check.type("")
        said = check.type("/proc/page.txt")
        assert check.say("cannot_write", path="/proc/page.txt", reason=reason("2", language)) in said
        assert check.say("file_name", back="<") in said


def test_deleting_all_where_open_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: the file goes once it is closed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(store, "REMOVES_OPEN_FILES", False)
    writers.two_checks()
    assert store.forget_all()
    assert [*store.folder().iterdir()] == []
    assert not store.forget_all()
