"""A person at a real terminal, who knows which question should come next and types its answer."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pexpect
import pyte

from baekken_cli.classify import is_emergency
from baekken_cli.conditions import worded
from baekken_cli.interview import path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import SKIP, UNSURE, Answer, Answers, Facts, Language, Question, Urgency
from tests.builders import ROOT, clean_environment, flat

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
WAIT = 30
COMMAND = ("-m", "baekken_cli")
PROMPT = "\r\n> "
_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")

Said = Mapping[str, tuple[str, ...]]
"""Question id to the lines that somebody types there, in words of their own."""


def terminal_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An ordinary terminal; its width is what the terminal says, not a variable."""
    env = clean_environment({"LANG": "C.UTF-8", "TERM": "xterm-256color", **(more or {})})
    return {name: value for name, value in env.items() if name != "COLUMNS"}


def without_codes(text: str) -> str:
    return _CODE.sub("", text)


def has_colour(text: str) -> bool:
    return _COLOUR.search(text) is not None


def title_of(urgency: Urgency, language: Language) -> str:
    return QUESTIONNAIRE.urgency_text(urgency).title.to(language)


def results_in(text: str, language: Language) -> list[str]:
    """Every title of a result and every heading that only a result has."""
    ways_out = [one.title.to(language) for one in QUESTIONNAIRE.exits]
    headings = [say(code, language) for code in ("what_to_do", "once_more", "limits")]
    known = [*(title_of(one, language) for one in Urgency), *ways_out, *headings]
    return [one for one in known if one in flat(text)]


# ------------------------------------------------------------------------------ what to type


def lines_for(question: Question, facts: Facts, answer: Answer) -> tuple[str, ...]:
    """The lines that give ``answer``: numbers from the list as it is shown."""
    if isinstance(answer, int):
        return (str(answer),)
    ids = answer if isinstance(answer, tuple) else (answer,)
    shown = [option.id for option in shown_options(question, facts)]
    numbers = " ".join(str(shown.index(one) + 1) for one in ids)
    if question.gate:
        return ("s",) if ids == (SKIP,) else ("ja", numbers)
    if question.kind != "number":
        return (numbers,)
    return ("ved ikke",) if ids == (UNSURE,) and question.unit == "score" else ("ved ikke", numbers)


def script(answers: Answers, said: Said | None = None) -> list[str]:
    """Every line of a whole interview; an emergency ends it."""
    found: list[str] = []
    for question, facts, lines in _steps(answers, said or {}):
        found += lines
        if is_emergency(CONTENT, {**_known(facts), question.id: answers[question.id]}):
            break
    return found


def _steps(answers: Answers, said: Said) -> Iterator[tuple[Question, Facts, tuple[str, ...]]]:
    for question, facts in path(QUESTIONNAIRE, answers):
        yield question, facts, said.get(question.id) or lines_for(question, facts, answers[question.id])


def _known(facts: Facts) -> dict[str, Answer]:
    """The answers among the facts."""
    return {key: value for key, value in facts.items() if QUESTIONNAIRE.question(key)}


# ------------------------------------------------------------------------------ a terminal


class Ending(NamedTuple):
    """How the program ended: its exit code and what it wrote since the last prompt."""

    code: int | None
    text: str


class Terminal:
    """``baekken`` in a pseudo-terminal of its own; ``shown`` is what it wrote since the last prompt."""

    def __init__(
        self, *args: str, columns: int = 100, env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> None:
        self.columns = columns
        self.log = io.StringIO()
        self.raw = ""
        self.over = False
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            [*COMMAND, *args],
            env=terminal_environment(env),
            cwd=str(cwd),
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=WAIT,
        )
        # No pauses: every line is typed after its prompt, and a child that is left is killed.
        self.child.delaybeforesend = None
        self.child.delayafterclose = 0
        self.child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]
        self.child.logfile_read = self.log
        self.modes = termios.tcgetattr(self.child.child_fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
            self.child.wait()
        self.child.close()

    @property
    def shown(self) -> str:
        return flat(without_codes(self.raw))

    @property
    def lines(self) -> list[str]:
        return without_codes(self.raw).split("\r\n")

    def turn(self) -> str:
        """Waits for the next prompt, or for the end, and gives what was written before it."""
        self.over = self.child.expect_exact([PROMPT, pexpect.EOF]) == 1
        self.raw = self.child.before or ""
        return self.shown

    def type(self, text: str) -> str:
        """Types a line and Enter; gives what the program says to it."""
        self.child.send(f"{text}\r")
        return self.turn()

    def interrupt(self) -> str:
        self.child.sendintr()
        return self.turn()

    def end_input(self) -> str:
        self.child.sendeof()
        return self.turn()

    def ending(self) -> Ending:
        """The exit code; the program must have ended by itself, without a traceback."""
        assert self.over, f"it still asks: {self.shown}"
        self.child.wait()
        assert "Traceback" not in self.log.getvalue(), self.shown
        return Ending(self.child.exitstatus, self.shown)

    def drawn(self) -> list[str]:
        """Every line as the terminal draws it, with all that scrolled away."""
        screen = pyte.HistoryScreen(self.columns, 50, history=100_000)
        pyte.Stream(screen).feed(self.log.getvalue())
        scrolled = ["".join(row[at].data for at in range(self.columns)) for row in screen.history.top]
        return [line.rstrip() for line in [*scrolled, *screen.display]]

    def is_as_before(self) -> bool:
        """Nothing but style was switched, the last code ends it, and the line discipline is as it was."""
        codes = ["\x1b[0m", *_CODE.findall(self.log.getvalue())]
        styles = all(code.endswith("m") for code in codes) and codes[-1] == "\x1b[0m"
        return styles and termios.tcgetattr(self.child.child_fd) == self.modes


class Check(Terminal):
    """``baekken check``, followed question by question."""

    def __init__(
        self,
        language: Language = "da",
        *options: str,
        columns: int = 100,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        super().__init__("check", "--lang", language, *options, columns=columns, env=env, cwd=cwd)
        self.language: Language = language
        self.answers: dict[str, Answer] = {}
        self.turn()

    def is_at(self, question: Question, facts: Facts) -> bool:
        """Its text, or what is asked before its private lines are shown, is the last thing asked."""
        text = question.gate.to(self.language) if question.gate else self.text_of(question, facts)
        return text in self.shown

    def text_of(self, question: Question, facts: Facts) -> str:
        return worded(question.text, self.language, facts)

    def walk(
        self, answers: Answers, said: Said | None = None, until: str = "", *, before: tuple[str, ...] = ()
    ) -> Self:
        """Answers what is asked, up to the question ``until`` or the result; ``before`` is typed first."""
        was_emergency = is_emergency(CONTENT, self.answers)
        for question, facts, lines in _steps(answers, said or {}):
            if question.id in self.answers:
                continue
            assert self.is_at(question, facts), f"{question.id} is not what is asked: {self.shown}"
            if question.id == until:
                break
            for line in (*before, *lines):
                self.type(line)
            self.answers[question.id] = answers[question.id]
            if is_emergency(CONTENT, self.answers) and not was_emergency:
                break
        return self


class Bytes(NamedTuple):
    """What a run without a terminal left behind."""

    code: int
    out: bytes
    err: bytes


def piped(
    *args: str, typed: bytes | None = None, closed: bool = False, env: Mapping[str, str] | None = None
) -> Bytes:
    """``baekken`` without a terminal: ``typed`` through a pipe, or nothing from ``/dev/null``.

    ``closed``: without any standard input at all.
    """
    start = ("sh", "-c", 'exec "$@" <&-', "sh") if closed else ()
    with subprocess.Popen(
        [*start, sys.executable, *COMMAND, *args],
        stdin=subprocess.DEVNULL if typed is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment({"LANG": "C.UTF-8", **(env or {})}),
        cwd=ROOT,
    ) as process:
        try:
            out, err = process.communicate(typed, timeout=WAIT)
        finally:
            process.kill()
    return Bytes(process.returncode, out, err)


def as_bytes(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
