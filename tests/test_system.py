"""What the system sees: no connection, no file unasked for, signals, and files made to break the program."""

from __future__ import annotations

import functools
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest

from baekken_cli.messages import say
from tests.builders import MILD, ROOT, Ran, as_yaml, clean_environment
from tests.terminal import COMMAND, PLACES, PROMPT, reach, results_in, terminal_environment

# ------------------------------------------------------------------------------ 1: nothing sent or written

# Runs the program, and then tells on stderr what it did that a program that only looks would not do.
WATCHED = textwrap.dedent(
    """
    import atexit, json, os, sys

    ASKED = ("os.", "socket.", "sqlite3.connect", "shutil.", "tempfile.", "subprocess.", "pty.")
    OTHERS = ("os.listdir", "os.scandir", "os.getxattr", "os.listxattr", "os.walk", "sqlite3.connect/handle")
    WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    seen = []

    def hook(event, args):
        if event == "open" and not isinstance(args[0], int) and (args[2] or 0) & WRITES:
            seen.append(("open", os.fsdecode(args[0])))
        elif event.startswith(ASKED) and event not in OTHERS:
            names = [os.fsdecode(one) for one in args if isinstance(one, (str, bytes, os.PathLike))]
            seen.append((event, names[0] if names else ""))

    atexit.register(lambda: print("SEEN" + json.dumps(seen), file=sys.__stderr__))
    sys.addaudithook(hook)
    """
)
PROGRAM = "from baekken_cli.cli import main\nsys.exit(main(sys.argv[1:]))"
CALLS = (
    "network,open,openat,creat,truncate,ftruncate,?rename,renameat,renameat2,?unlink,unlinkat,?rmdir,"
    "?mkdir,mkdirat,?link,linkat,?symlink,symlinkat,?chmod,fchmod,fchmodat"
)
TRACE = ("strace", "-f", "--seccomp-bpf", "-e", f"trace={CALLS}")
NOWHERE = ("/dev/null", "/dev/tty")
_CALL = re.compile(r'(?P<call>\w+)\([^"\n]*(?:"(?P<name>[^"\n]*)")?(?P<rest>.*)')


class Done(NamedTuple):
    """Something that was done: the event or the system call, and the name it was done to."""

    what: str
    name: str


class Watched(NamedTuple):
    """A run, and what it did besides looking."""

    ran: Ran
    done: list[Done]


def home(tmp_path: Path) -> dict[str, str]:
    """The whole world of a run is one folder."""
    places = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "TMPDIR": str(tmp_path)}
    return clean_environment({**places, "PYTHONDONTWRITEBYTECODE": "1"})


def run(command: tuple[str, ...], tmp_path: Path, typed: str = "") -> Ran:
    """A process in that folder, with a limit of time."""
    env = home(tmp_path)
    done = subprocess.run(
        command, input=typed.encode(), capture_output=True, env=env, cwd=tmp_path, timeout=60, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def by_audit(args: tuple[str, ...], tmp_path: Path, typed: str = "", program: str = PROGRAM) -> Watched:
    """Python itself tells what is opened, made, renamed, removed and connected."""
    ran = run((sys.executable, "-c", WATCHED + program, *args), tmp_path, typed)
    err, _, seen = ran.err.rpartition("SEEN")
    done = [Done(*one) for one in json.loads(seen)]
    return Watched(ran._replace(err=err), [one for one in done if one.name not in NOWHERE])


def by_strace(
    args: tuple[str, ...], tmp_path: Path, typed: str = "", program: str = f"import sys\n{PROGRAM}"
) -> Watched:
    """The kernel tells it."""
    trace = tmp_path.parent / f"{tmp_path.name}.strace"
    ran = run((*TRACE, "-o", str(trace), sys.executable, "-c", program, *args), tmp_path, typed)
    calls = _CALL.finditer(trace.read_text(errors="replace"))
    return Watched(ran, [Done(one["call"], one["name"] or "") for one in calls if not only_looks(one)])


def only_looks(call: re.Match[str]) -> bool:
    """True where a file is opened for reading, or is one that keeps nothing."""
    reads = not re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", call["rest"])
    return call["call"].startswith("open") and (reads or call["name"] in NOWHERE)


@functools.cache
def can_trace() -> bool:
    """True where strace is installed and allowed to look."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*TRACE, "true"], capture_output=True, check=False).returncode == 0


Watch = Callable[..., Watched]
WATCHES: dict[str, Watch] = {"audit": by_audit, **({"strace": by_strace} if can_trace() else {})}
if "strace" not in WATCHES:
    warnings.warn("NOT RUN: what the kernel sees (strace is missing); the audit events are.", stacklevel=1)
EITHER_WATCH = pytest.mark.parametrize("watch", WATCHES.values(), ids=WATCHES.keys())

LOOKING: dict[str, tuple[tuple[str, ...], int]] = {
    "version": (("--version",), 0),
    "help": (("--help",), 0),
    "tips": (("tips",), 0),
    "tips on sleep": (("tips", "søvn"), 0),
    "about": (("about", "--sources"), 0),
    "check of a file": (("check", "--answers", "answers.yaml", "--no-input"), 0),
    "check as JSON": (("check", "--answers", "answers.yaml", "--no-input", "--json"), 0),
    "check cut short": (("check",), 3),
    "export": (("export", "answers.yaml"), 0),
    "history": (("history",), 0),
    "trend": (("history", "trend"), 0),
    "content check": (("content", "check"), 0),
    "content table": (("content", "table"), 0),
    "content graph": (("content", "graph"), 0),
}
# Every command of LOOKING in one process; its exit codes are the last line it prints.
ALL_OF_THEM = textwrap.dedent(
    """
    import json, sys
    from baekken_cli.cli import main
    print(json.dumps([main(words) for words in json.loads(sys.argv[1])]))
    """
)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with an answers file and nothing else."""
    found = tmp_path / "world"
    found.mkdir()
    (found / "answers.yaml").write_text(as_yaml(MILD))
    return found


def state_of(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file below: its rights, when it was written, and what is in it."""
    files = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {str(one): (one.stat().st_mode, one.stat().st_mtime_ns, one.read_bytes()) for one in files}


@pytest.mark.parametrize("name", LOOKING)
def test_looking_leaves_no_trace(name: str, world: Path) -> None:
    """No socket, no other program, nothing opened for writing, made, renamed or removed."""
    words, code = LOOKING[name]
    before = state_of(world)
    ran, done = by_audit(words, world, "1\n20\n")
    assert ran.code == code, ran.err
    assert done == []
    assert state_of(world) == before


def test_kernel_sees_no_trace(world: Path) -> None:
    """The same for all of them in one process, as the kernel sees it where strace can look."""
    watch = WATCHES.get("strace", by_audit)
    before = state_of(world)
    words = json.dumps([words for words, _ in LOOKING.values()])
    ran, done = watch((words,), world, "1\n20\n", ALL_OF_THEM)
    assert json.loads(ran.out.splitlines()[-1]) == [code for _, code in LOOKING.values()]
    assert done == []
    assert state_of(world) == before


FORBIDDEN = {
    "a socket": "import socket; socket.socket()",
    "a file": "open('x', 'w')",
    "a file added to": "open('answers.yaml', 'a')",
    "a folder": "import os; os.mkdir('folder')",
    "another name": "import os; os.rename('answers.yaml', 'y')",
    "a second name": "import os; os.link('y', 'z')",
    "a file removed": "import os; os.remove('z')",
}


@EITHER_WATCH
def test_watch_sees_what_is_done(watch: Watch, world: Path) -> None:
    """The proof can fail: each of these is seen."""
    program = "\n".join(FORBIDDEN.values())
    seen = {one.what.removeprefix("os.") for one in watch((), world, "", program).done}
    opened = "openat" if watch is by_strace else "open"
    made = "socket" if watch is by_strace else "socket.__new__"
    removed = "unlink" if watch is by_strace else "remove"
    assert seen >= {made, opened, "mkdir", "rename", "link", removed}


@EITHER_WATCH
def test_kept_check_is_written_where_it_is_named(watch: Watch, world: Path) -> None:
    """``--save`` writes below the folder of kept checks, and nowhere else; no socket even then."""
    ran, done = watch(("check", "--answers", "answers.yaml", "--no-input", "--save"), world)
    assert ran.code == 0, ran.err
    files = [world / "data", world / "data/baekken", world / "data/baekken/checks.sqlite3"]
    allowed = {*map(str, files), f"{files[-1]}-journal", f"{files[-1].as_uri()}?mode=rw"}
    assert str(files[-1]) in {one.name for one in done} <= allowed, done
    assert [one for one in world.rglob("*") if one.name != "answers.yaml"] == files


@EITHER_WATCH
def test_page_is_written_where_it_is_named(watch: Watch, world: Path) -> None:
    """``--output`` writes the file that it names, by way of a hidden one beside it, and nothing else."""
    ran, done = watch(("export", "answers.yaml", "--output", "page.html"), world)
    assert ran.code == 0, ran.err
    names = {Path(one.name).name for one in done if Path(one.name).parent in (Path(), world)}
    assert done
    assert all(re.fullmatch(r"page\.html|\.baekken-\w+|", name) for name in names), done
    assert len(names) == len({one.name for one in done}), done
    assert sorted(one.name for one in world.iterdir()) == ["answers.yaml", "page.html"]


def test_looking_back_changes_nothing(world: Path) -> None:
    """Once a check is kept, looking at it leaves every byte, right and time as it was."""
    keep = ("check", "--answers", "answers.yaml", "--no-input", "--save")
    assert run((sys.executable, *COMMAND, *keep), world).code == 0
    before = state_of(world)
    looks = [["history"], ["history", "show", "1"], ["history", "trend"], ["history", "export"]]
    done = run((sys.executable, "-c", ALL_OF_THEM, json.dumps(looks)), world)
    assert json.loads(done.out.splitlines()[-1]) == [0] * len(looks), done
    assert state_of(world) == before


# ------------------------------------------------------------------------------ 2: signals

KILLED = [(signal.SIGTERM, "private lines"), (signal.SIGHUP, "a choice")]


@pytest.mark.parametrize(("number", "place"), KILLED)
def test_killed_in_the_middle(number: signal.Signals, place: str, tmp_path: Path) -> None:
    """Ended by the signal: no result, no file, no traceback, and the terminal as it was."""
    with reach(PLACES[place], cwd=tmp_path) as check:
        check.child.kill(number)
        check.turn()
        found = check.ending()
        assert check.child.signalstatus == number, found
        assert check.is_as_before()
        assert results_in(found.text, "da") == []
    assert list(tmp_path.iterdir()) == []


def test_ctrl_z_and_fg() -> None:
    """Ctrl-Z in a shell gives the shell back; after ``fg`` the question can be answered."""
    shell = ("-mc", '"$@"; echo STOPPED; fg', "sh", sys.executable, *COMMAND, "check", "--lang", "da")
    child = pexpect.spawn("sh", list(shell), env=terminal_environment(), cwd=str(ROOT), encoding="utf-8")
    try:
        child.expect_exact(PROMPT)
        child.send("\x1a")
        child.expect_exact("STOPPED")
        child.send("1\r")
        child.expect_exact(PROMPT)
        assert say("answered", "da", answer="").strip() in str(child.before)
    finally:
        child.close(force=True)


HEADS = {
    "tips": "tips",
    "check": "check --answers answers.yaml --no-input",
    "help": "--help",
    "history export": "history export",
    "content table": "content table",
}


def pipeline(words: str, reader: str, world: Path) -> list[str]:
    """What stands on stderr, at its end the program's own exit code and that of the reader."""
    line = f'{{ "$0" -m baekken_cli {words}; echo "$?" >&2; }} | {reader}; echo "$?" >&2'
    return run(("sh", "-c", line, sys.executable), world).err.splitlines()


@pytest.mark.parametrize("name", HEADS)
def test_reader_that_has_enough(name: str, world: Path) -> None:
    """``| head -1``: nothing is said of it, exit code 0."""
    assert pipeline(HEADS[name], "head -1", world) == ["0", "0"]


def test_reader_that_is_gone() -> None:
    """The same where nobody reads from the start."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, *COMMAND, "about", "--sources"]
    env = clean_environment()
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=env, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


# ------------------------------------------------------------------------------ 3: files made to break it

LIMITED = ("sh", "-c", 'ulimit -v 1048576; exec "$@"', "sh", sys.executable)
"""One GiB of memory for all of it."""
LAUGHS = [
    f"{one}: &{one} [{', '.join([f'*{below}'] * 9)}]"
    for below, one in zip("abcdefgh", "bcdefghi", strict=True)
]
DEEP = 100_000

BOMBS: dict[str, tuple[str, bytes]] = {
    "aliases": ("a.yaml", "\n".join(["a: &a [x, x]", *LAUGHS]).encode()),
    "brackets": ("a.yaml", b"[" * DEEP),
    "a NUL": ("a.yaml", b"stage: preg\0nant\n"),
    "a lone surrogate": ("a.yaml", b"stage: \xed\xa0\x80\n"),
    "no UTF-8": ("a.yaml", b"stage: \xff\xfe\n"),
    "a name of two lines with codes": (os.fsdecode(b"a\n\x1b[31m\x07\xff.yaml"), b"stage: ["),
    "codes inside": ("a.yaml", b'stage: "\\e[31m\\u009b"\n'),
}


def tried(tmp_path: Path, *args: str) -> Ran:
    """The program with a limit of memory and ten seconds."""
    done = subprocess.run(
        [*LIMITED, *args], capture_output=True, stdin=subprocess.DEVNULL, env=home(tmp_path), cwd=tmp_path,
        timeout=10, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def refuses(file: str, tmp_path: Path) -> None:
    """The answers cannot be used: exit code 4 and a few lines for a person on stderr."""
    ran = tried(tmp_path, *COMMAND, "check", "--no-input", "--answers", file)
    assert (ran.code, ran.out) == (4, ""), ran
    assert_short(ran.err)


def assert_short(text: str) -> None:
    """At most a heading and what is wrong, nothing from Python, no codes."""
    assert 1 <= len(text.splitlines()) <= 2, text
    assert len(text) < 300, text
    assert "Traceback" not in text
    assert [one for one in text if not one.isprintable() and one != "\n"] == []


def refuses_content(tmp_path: Path, files: list[str], code: int) -> None:
    """None of the files can be used as questions: one line each (code 1), with a heading where unread (5)."""
    commands = [["content", "check", file] for file in files]
    ran = tried(tmp_path, "-c", ALL_OF_THEM, json.dumps(commands))
    *told, codes = ran.out.splitlines()
    assert (json.loads(codes), bool(ran.err)) == ([code] * len(files), code == 5), ran
    lines = [*told, *(line for line in ran.err.splitlines() if not line.endswith(":"))]
    assert len(lines) == len(files), ran
    for line in lines:
        assert_short(line)


@pytest.mark.parametrize("name", BOMBS)
def test_answers_made_to_break_it(name: str, tmp_path: Path) -> None:
    """Refused in a moment, in a few words."""
    file, written = BOMBS[name]
    (tmp_path / file).write_bytes(written)
    refuses(file, tmp_path)


def test_questions_made_to_break_it(tmp_path: Path) -> None:
    """The same for files of questions, one after the other within the same limits."""
    broken = [BOMBS[name] for name in BOMBS if name != "codes inside"]  # whole YAML, with many faults
    files = {f"{number}{file}": written for number, (file, written) in enumerate(broken)}
    for file, written in files.items():
        (tmp_path / file).write_bytes(written)
    refuses_content(tmp_path, list(files), 1)


def test_far_too_large(tmp_path: Path) -> None:
    """100 MB: only the beginning is read."""
    file = tmp_path / "a.yaml"
    with file.open("wb") as stream:
        for _ in range(100):
            stream.write(b"a" * 1_000_000)
    refuses("a.yaml", tmp_path)
    refuses_content(tmp_path, ["a.yaml"], 1)
    file.unlink()


def test_no_ordinary_file(tmp_path: Path) -> None:
    """A folder, and a device that never ends; for questions also a pipe that nobody writes to."""
    for file in (".", "/dev/zero"):
        refuses(file, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    refuses_content(tmp_path, [".", "/dev/zero", "pipe"], 5)


# The line for the shell, and the exit code that the program must keep.
NOBODY_LISTENS = {
    "the version, to a reader that is gone": ("( { @ --version; echo $? >&3; } | true ) 3>&1", 0),
    "the version, on a full disk": ("@ --version >/dev/full; echo $?", 2),
    "tips, with the output closed": ("@ tips >&-; echo $?", 2),
    "no such file, with errors to a full disk": ("@ check --answers /nix --no-input 2>/dev/full; echo $?", 4),
    "no such file, with errors closed": ("@ check --answers /nix --no-input 2>&-; echo $?", 4),
    "no such option, with errors closed": ("@ tips --nix 2>&-; echo $?", 2),
}


@pytest.mark.parametrize("name", NOBODY_LISTENS)
def test_the_exit_code_holds_where_nobody_listens(name: str) -> None:
    """A stream that is closed, full or gone changes nothing about the code, and Python says nothing."""
    line, code = NOBODY_LISTENS[name]
    command = line.replace("@", f"{shlex.quote(sys.executable)} -m baekken_cli")
    ran = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env=clean_environment(), cwd=ROOT, check=False
    )
    assert ran.stdout.split() == [str(code)]
    assert "Exception ignored" not in ran.stderr
    assert "Traceback" not in ran.stderr
