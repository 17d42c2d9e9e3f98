"""A person at a real terminal, who knows which question should come next and types its answer."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pexpect
import pyte
import pytest

from baekken_cli.classify import is_emergency
from baekken_cli.conditions import worded
from baekken_cli.interview import path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import MESSAGES, say
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Answers, Facts, Language, Question, Urgency
from tests.builders import ROOT, clean_environment, flat

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
WAIT = 30
COMMAND = ("-m", "baekken_cli")
PROMPT = "\r\n> "
KEYS_NEED = 56
KEYS_AS_WORDS: dict[Language, dict[str, str]] = {
    "da": {"keep": "behold", "back": "tilbage", "more": "mere", "stop": "stop"},
    "en": {"keep": "keep", "back": "back", "more": "more", "stop": "quit"},
}
_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")

Said = Mapping[str, tuple[str, ...]]
"""Question id to the lines that somebody types there, in words of their own."""


def nowhere() -> dict[str, str]:
    """What is kept on the machine goes to a place of this process' own, never to somebody's checks."""
    return {"XDG_DATA_HOME": str(Path(tempfile.gettempdir()) / f"baekken-tests-{os.getpid()}")}


def terminal_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An ordinary terminal; its width is what the terminal says, not a variable."""
    env = clean_environment({"LANG": "C.UTF-8", "TERM": "xterm-256color", **nowhere(), **(more or {})})
    return {name: value for name, value in env.items() if name != "COLUMNS"}


def hear_signals() -> None:
    """For a child: what runs in a shell's background has Ctrl-C switched off, and under nohup SIGHUP too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


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


# ------------------------------------------------------------------------------ people

# Week 20, mild pain at one place for more than two weeks, nothing hard: mention it at the next visit.
MILD: dict[str, Answer] = {
    "stage": "pregnant",
    "weeks_pregnant": 20,
    "signs_now": (NONE,),
    "signs_pregnancy": (NONE,),
    "signs_body": (NONE,),
    "signs_days": (NONE,),
    "wellbeing": (NONE,),
    "pain": "current",
    "sites": ("si_left",),
    "onset": "pregnancy_middle",
    "duration": "weeks_2_up",
    "constant": "no",
    "provoked_by": ("walking",),
    "worst": 2,
    "trend": "same",
    "hard": (NONE,),
    "nights": "nights_0",
    "support": (NONE,),
    "background": (NONE,),
    "worries": (NONE,),
    "tried": (NONE,),
}

# Three months after the birth, two places, some of the day is hard; the private lines are skipped.
AFTER_BIRTH: dict[str, Answer] = {
    "stage": "postpartum",
    "weeks_since": 13,
    "signs_now": (NONE,),
    "signs_birth": (NONE,),
    "signs_body": (NONE,),
    "signs_days": (NONE,),
    "wellbeing": ("skip",),
    "pain": "current",
    "sites": ("si_left", "groin"),
    "side": "left",
    "onset": "pregnancy_late",
    "duration": "weeks_2_up",
    "constant": "no",
    "provoked_by": ("walking", "stairs"),
    "worst": "unsure",
    "usual": 3,
    "trend": "same",
    "hard": ("walk", "stairs"),
    "hardly_possible": (NONE,),
    "moves": "alone",
    "nights": "nights_1_3",
    "support": (NONE,),
    "background": (NONE,),
    "worries": (NONE,),
    "tried": (NONE,),
}
READ_BACK = {"weeks_since": ("3 måneder", "ja")}

# The same person as MILD, but suddenly short of breath.
BREATHLESS: dict[str, Answer] = {**MILD, "signs_now": ("breath",)}


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
    """Every line of a whole interview, and ``=`` below the overview; an emergency ends it."""
    found: list[str] = []
    for question, facts, lines in _steps(answers, said or {}):
        found += lines
        if is_emergency(CONTENT, {**_known(facts), question.id: answers[question.id]}):
            return found
    return [*found, "="]


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
        self,
        *args: str,
        columns: int = 100,
        rows: int = 50,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.log = io.StringIO()
        self.raw = ""
        self.over = False
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            [*COMMAND, *args],
            env=terminal_environment(env),
            cwd=str(cwd),
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=WAIT,
            preexec_fn=hear_signals,
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

    def resize(self, columns: int, rows: int = 50) -> None:
        """Somebody pulls at the corner of the window; what was drawn before counts no more."""
        self.columns, self.rows = columns, rows
        self.log.seek(0)
        self.log.truncate()
        self.child.setwinsize(rows, columns)

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
        screen = self._screen()
        scrolled = ["".join(row[at].data for at in range(self.columns)) for row in screen.history.top]
        return [line.rstrip() for line in [*scrolled, *screen.display]]

    def visible(self) -> list[str]:
        """The rows that stand on the screen now, without what scrolled away."""
        return [line.rstrip() for line in self._screen().display]

    def _screen(self) -> pyte.HistoryScreen:
        screen = pyte.HistoryScreen(self.columns, self.rows, history=100_000)
        pyte.Stream(screen).feed(self.log.getvalue())
        return screen

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
        rows: int = 50,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        super().__init__("check", "--lang", language, *options, columns=columns, rows=rows, env=env, cwd=cwd)
        self.language: Language = language
        self.plain = "--plain" in options or (env or {}).get("TERM") == "dumb"
        self.answers: dict[str, Answer] = {}
        self.turn()

    def say(self, code: str, **params: object) -> str:
        """A sentence of the program as it stands in ``shown``."""
        signs = {"keep": "=", "back": "<", "more": "m", "stop": "q"}
        named = KEYS_AS_WORDS[self.language] if self.plain else signs
        return flat(say(code, self.language, **{**named, **params}))

    @property
    def keys(self) -> str:
        """The line that ends every question: signs where there is room and sight, else words."""
        return self.say("keys_in_words" if self.plain or self.columns < KEYS_NEED else "keys")

    def is_at(self, question: Question, facts: Facts) -> bool:
        """Its text, or what is asked before its private lines are shown, is the last thing asked."""
        text = question.gate.to(self.language) if question.gate else self.text_of(question, facts)
        return text in self.shown

    def text_of(self, question: Question, facts: Facts) -> str:
        return worded(question.text, self.language, facts)

    def menu(self) -> list[str]:
        """The choices with the result on the screen, as codes in the order of their numbers."""
        before, _, menu = self.shown.rpartition(self.say("menu"))
        places = {code: menu.find(f" {self.say(code)} ") for code in MESSAGES if code.startswith("menu_")}
        found = sorted((code for code, at in places.items() if at >= 0), key=lambda code: places[code])
        listed = " ".join(f"{number} {self.say(code)}" for number, code in enumerate(found, 1))
        assert menu == f" {listed} {self.say('choose_one', count=len(found))}.", menu or before
        return found

    def choose(self, code: str) -> str:
        """Types the number that a choice of the menu has."""
        return self.type(str(self.menu().index(code) + 1))

    def in_full(self, question: Question, facts: Facts) -> str:
        """The question and every line of its list, numbered."""
        options = shown_options(question, facts) if question.kind != "number" else ()
        listed = [
            f"{number} {worded(one.text, self.language, facts)}" for number, one in enumerate(options, 1)
        ]
        return flat(" ".join([self.text_of(question, facts), *listed]))

    def hint(self, question: Question, facts: Facts) -> str:
        """How to answer, as it stands below the question."""
        if question.kind != "number":
            code = "choose_one" if question.kind == "choice" else "choose_several"
            return self.say(code, count=len(shown_options(question, facts)))
        if question.unit == "score":
            return self.say("type_number", low=question.low, high=question.high)
        return self.say("type_week" if question.unit == "pregnancy_week" else "type_time")

    def stands_in_full(self, question: Question, facts: Facts) -> bool:
        """The whole question is shown, and how to answer it is what she reads last."""
        last = f"{self.hint(question, facts)}. {self.keys}"
        return self.in_full(question, facts) in self.shown and self.shown.endswith(last)

    def walk(
        self, answers: Answers, said: Said | None = None, until: str = "", *, before: tuple[str, ...] = ()
    ) -> Self:
        """Answers what is asked, up to the question ``until``, the overview or the result.

        ``before`` is typed first at every question.
        """
        was_emergency = is_emergency(CONTENT, self.answers)
        for question, facts, lines in _steps(answers, said or {}):
            if question.id in self.answers:
                continue
            assert self.is_at(question, facts), f"{question.id} is not what is asked: {self.shown}"
            if question.id == until:
                return self
            for line in (*before, *lines):
                self.type(line)
            self.answers[question.id] = answers[question.id]
            if is_emergency(CONTENT, self.answers) and not was_emergency:
                return self
        assert self.say("overview_last", count=len(self.answers)) in self.shown, self.shown
        if until != "overview":
            self.type("=")
        return self


class Place(NamedTuple):
    """Where in the interview: the question that is asked, and what is typed there first."""

    question: str
    typed: tuple[str, ...] = ()
    person: Answers = MILD


# Every kind of question that comes before the result.
PLACES: dict[str, Place] = {
    "a choice": Place("stage"),
    "several": Place("signs_now"),
    "a number": Place("worst"),
    "a week": Place("weeks_pregnant"),
    "a week in steps": Place("weeks_pregnant", ("ved ikke",)),
    "a time since": Place("weeks_since", person=AFTER_BIRTH),
    "weeks read back": Place("weeks_since", ("3 måneder",), AFTER_BIRTH),
    "the private gate": Place("wellbeing"),
    "private lines": Place("wellbeing", ("ja",)),
    "a number read back": Place("worst", ("6-7",)),
    "the overview in between": Place("signs_now", ("o",)),
    "the overview at the end": Place("overview"),
}
EVERY_PLACE = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())


def reach(
    place: Place, language: Language = "da", *options: str, columns: int = 100, cwd: Path = ROOT
) -> Check:
    """The program as it waits for an answer at ``place``."""
    check = Check(language, *options, columns=columns, cwd=cwd).walk(place.person, until=place.question)
    for line in place.typed:
        check.type(line)
    return check


def asked_at(place: Place) -> tuple[Question, Facts]:
    """The question of a place and the facts known there."""
    return next(found for found in path(QUESTIONNAIRE, place.person) if found[0].id == place.question)


def ending(terminal: Terminal, code: int) -> Ending:
    """The program has ended by itself with this code, and the terminal is as it was before."""
    found = terminal.ending()
    assert found.code == code, found.text
    assert terminal.is_as_before()
    return found


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
        env=clean_environment({"LANG": "C.UTF-8", **nowhere(), **(env or {})}),
        cwd=ROOT,
    ) as process:
        try:
            out, err = process.communicate(typed, timeout=WAIT)
        finally:
            process.kill()
    return Bytes(process.returncode, out, err)


def as_bytes(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
