"""Everything that is fuzzed, by name, and one try of it: a fault is told, never raised, and never hangs."""

from __future__ import annotations

import contextlib
import random
import signal
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks import fuzz_files, fuzz_program, fuzz_typing

HANGS_AFTER = 60
"""Seconds for one case, which takes a fraction of one: a net for what never ends, not a measure."""


class Target(NamedTuple):
    """``tries`` raises AssertionError. ``size``: how many bytes a case has. ``share``: of a thousand."""

    tries: Callable[[bytes], None]
    size: int
    share: int


TARGETS = {
    "words": Target(fuzz_typing.words, 24, 330),
    "tree": Target(fuzz_files.tree, 120, 550),
    "answers": Target(fuzz_files.answers, 220, 85),
    "prompt": Target(fuzz_typing.prompt, 120, 20),
    "pages": Target(fuzz_typing.pages, 240, 4),
    "database": Target(fuzz_program.database, 60, 4),
    "content": Target(fuzz_files.content, 200, 3),
    "arguments": Target(fuzz_program.arguments, 250, 2),
    "surroundings": Target(fuzz_program.surroundings, 250, 1),
    "keys": Target(fuzz_typing.keys, 700, 1),
    "shipped": Target(fuzz_files.shipped, 200, 0),
    "process": Target(fuzz_program.process, 250, 0),
}
"""A share of 0, as of what takes longest: only where it is named."""


class Hangs(Exception):
    """A case takes far too long."""


def case(name: str, seed: int, number: int) -> bytes:
    """The bytes of a case: the same for the same name, seed and number."""
    return random.Random(f"{name} {seed} {number}").randbytes(TARGETS[name].size)


def fault_of(name: str, data: bytes) -> str | None:
    """What is wrong with a case in words, or None."""
    try:
        with _bounded():
            TARGETS[name].tries(data)
    except (Exception, SystemExit) as fault:
        return f"{type(fault).__name__}: {fault}"[:2000]
    return None


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Raises :class:`Hangs` inside where it takes too long, on systems that can do that."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, HANGS_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(number: int, frame: object) -> None:  # noqa: ARG001 - the form of a signal handler
    raise Hangs(f"no end after {HANGS_AFTER} s")
