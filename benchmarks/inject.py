"""A piece of work done in a child in which one step fails, kills it, or waits while the world changes.

Two instruments: strace, for every system call that touches files, and Python's own audit events, which need
nothing but Python and see fewer steps. The child is forked, so a try costs some milliseconds.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import json
import mmap
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from baekken_cli.errors import UsageProblem

Work = Callable[[], object]
CALLS = (
    "%file,read,write,pread64,pwrite64,lseek,ioctl,fcntl,fstat,fsync,fdatasync,ftruncate,fchmod,fchown,close"
)
EVENTS = ("open", "os.link", "os.rename", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect")
_CALL = re.compile(r"^(\w+)\(", re.MULTILINE)
_SEEN = {"kill": "killed by SIGKILL", "change": "--- SIGSTOP {"}
_ANYBODY = (0x59616D61, ctypes.c_ulong(-1 % 2**64))
"""PR_SET_PTRACER, PR_SET_PTRACER_ANY: strace is a sister of the child, not its parent."""


class Run(NamedTuple):
    """How it ended: ``done``, ``told`` (a code of ours), ``escaped`` (another exception) or ``killed``.

    ``what`` is what the work gave, the code, the kind of exception or the signal.
    """

    how: str
    what: str = ""
    params: Mapping[str, str] = MappingProxyType({})


class Fault(NamedTuple):
    """What befalls the ``nth`` step of a name: an error by its name, ``kill`` or ``change`` (it waits)."""

    step: str
    nth: int
    what: str


def nothing() -> None:
    """Meddles with nothing."""


# ---- strace


@functools.cache
def can_trace() -> bool:
    """True where strace is installed and may look into a child of ours."""
    if shutil.which("strace") is None:
        return False
    code = "from benchmarks.inject import calls, nothing; calls(nothing)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[1], check=False)
    return done.returncode == 0


def calls(work: Work, broken: str = "") -> list[str]:
    """The system calls that touch files, in order, by name."""
    return _CALL.findall(_traced(work, _never(broken), nothing)[1])


def _never(call: str) -> list[str]:
    """The rule by which a call never works."""
    return ["-e", f"inject={call}:error=EPERM"] if call else []


def by_strace(work: Work, fault: Fault, meddle: Work = nothing, broken: str = "") -> Run:
    """Does it with that fault; every call of the name ``broken`` fails as well."""
    kinds = {"kill": "signal=SIGKILL", "change": "signal=SIGSTOP"}
    rule = f"inject={fault.step}:{kinds.get(fault.what, f'error={fault.what}')}:when={fault.nth}"
    run, seen = _traced(work, [*_never(broken), "-e", rule], meddle)
    assert _SEEN.get(fault.what, "(INJECTED)") in seen, f"{fault} did not come: {seen}"
    return run


def _traced(work: Work, rules: Sequence[str], meddle: Work) -> tuple[Run, str]:
    """Where the child stops on the way, ``meddle`` is called; and what strace wrote."""
    with tempfile.NamedTemporaryFile(prefix="baekken-trace-") as trace:
        pid, said = _forked(work)
        command = ["strace", "-o", trace.name, "-p", str(pid), "-e", f"trace={CALLS}", *rules]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
            assert strace.stderr is not None
            attached = b"attached" in strace.stderr.readline()
            os.kill(pid, signal.SIGCONT if attached else signal.SIGKILL)
            status = _ended(pid, meddle)
        assert attached, "strace may not trace"
        return _run(said, status), Path(trace.name).read_text(errors="replace")


def _forked(work: Work) -> tuple[int, mmap.mmap]:
    """A child that stops, and works once it is continued. What came of it stands in memory that is shared."""
    said = mmap.mmap(-1, mmap.PAGESIZE)
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(*_ANYBODY)
        signal.raise_signal(signal.SIGSTOP)
        said.write(_outcome(work))  # no system call
        os._exit(0)
    os.waitpid(pid, os.WUNTRACED)
    return pid, said


def _outcome(work: Work) -> bytes:
    try:
        run = Run("done", str(work()))
    except UsageProblem as problem:
        run = Run("told", problem.code, problem.params)
    except BaseException as fault:
        run = Run("escaped", type(fault).__name__)
    return json.dumps([run.how, run.what, dict(run.params)]).encode()


def _ended(pid: int, meddle: Work) -> int:
    """Its status at the end; ``meddle`` is called wherever it stops."""
    while os.WIFSTOPPED(status := os.waitpid(pid, os.WUNTRACED)[1]):
        meddle()
        os.kill(pid, signal.SIGCONT)
    return status


def _run(said: mmap.mmap, status: int) -> Run:
    if os.WIFSIGNALED(status):
        return Run("killed", signal.Signals(os.WTERMSIG(status)).name)
    return Run(*json.loads(said[:].rstrip(b"\0")))


# ---- audit events


def events(work: Work, broken: str = "") -> list[str]:
    """The events of Python that writing raises, in order, by name."""
    seen: list[str] = []

    def hook(event: str, _: object) -> None:
        if event in EVENTS:
            seen.append(event)
        if event == f"os.{broken}":
            _strike("EPERM")

    def watched() -> str:
        sys.addaudithook(hook)
        work()
        return " ".join(seen)

    return _hooked(watched, nothing).what.split()


def by_audit(work: Work, fault: Fault, meddle: Work = nothing, broken: str = "") -> Run:
    """Does it with that fault at an event; every event of the name ``broken`` fails as well."""

    def watched() -> object:
        fails(fault, broken)
        return work()

    return _hooked(watched, meddle)


def fails(fault: Fault, broken: str = "") -> None:
    """From now on, in this process: a hook cannot be taken back."""
    left = fault.nth

    def hook(event: str, _: object) -> None:
        nonlocal left
        left -= event == fault.step
        if event == fault.step and left == 0:
            _strike(fault.what)
        elif event == f"os.{broken}":
            _strike("EPERM")

    sys.addaudithook(hook)


def _strike(what: str) -> None:
    kinds = {"kill": signal.SIGKILL, "change": signal.SIGSTOP}
    if what not in kinds:
        raise OSError(getattr(errno, what), "")
    signal.raise_signal(kinds[what])


def _hooked(work: Work, meddle: Work) -> Run:
    pid, said = _forked(work)
    os.kill(pid, signal.SIGCONT)
    return _run(said, _ended(pid, meddle))
