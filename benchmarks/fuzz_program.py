"""Fuzzing of the whole program: its command line, its surroundings and the file of kept checks.

Each target takes bytes and gives nothing. It raises AssertionError where the program ends in another way
than its contract says, tells an answer on the error stream, writes what acts on a terminal, or gives another
result than that of the answers.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from baekken_cli import looking_back, store
from baekken_cli.answers import answers_file
from baekken_cli.classify import classify
from baekken_cli.cli import main
from baekken_cli.errors import UsageProblem
from baekken_cli.export import result_document, to_json
from baekken_cli.model import Answers, Content
from baekken_cli.screen import PlainScreen
from benchmarks.fuzz_files import scratch
from benchmarks.fuzz_material import CONTENT, NASTY, Dice, interview, is_inert, needs

CODES = frozenset({0, 1, 2, 3, 4, 5, 130})
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ROOT = Path(__file__).resolve().parents[1]
WAIT_SECONDS = 60
# Words of every command. None of them writes outside the folder in which it runs, and none is `content
# check`, which takes seconds; the targets `content` and `shipped` try what it reads.
COMMANDS = (
    "check",
    "export",
    "tips",
    "about",
    "history",
    "content",
    "list",
    "show",
    "compare",
    "trend",
    "delete",
)
SHORT = (
    ["--version"], ["--help"], ["tips"], ["tips", "søvn"], ["about"], ["history"], ["history", "trend"],
    ["export", "good.yaml"], ["export", "good.yaml", "--format", "md"], ["content", "table"],
    ["check", "--answers", "good.yaml", "--no-input"], ["check", "--answers", "bad.yaml", "--no-input"],
    ["check", "--answers", "good.yaml", "--no-input", "--json"], ["check", "--region", "capital"], ["nix"],
)  # fmt: skip
OPTIONS = (
    "--answers", "--no-input", "--json", "--export", "--format", "--force", "--region", "--since", "--clear",
    "--save", "--for", "--lang", "--plain", "--no-color", "--help", "--version", "--output", "--sources",
    "--all", "--show-completion", "--", "-h", "-", "--answer", "--langg", "--lang=en", "--json=1",
)  # fmt: skip
VALUES = (
    "da", "en", "sv", "good.yaml", "bad.yaml", "none.yaml", ".", "x.json", "x.html", "x.md", "x.txt", "x.pdf",
    "json", "html", "csv", "capital", "nordjylland", "last", "self", "clinician", "søvn", "sleep", "bælte",
    "1", "0", "-1", "99999999999999999999", "graph", "table", "diff", "questions", "mermaid",
)  # fmt: skip
WORLD = {
    "LANG": ("da_DK.UTF-8", "en_GB.UTF-8", "C", "POSIX", "tr_TR", "xx", "en", "\x1b[31m", "a" * 999, ""),
    "LC_ALL": ("", "C", "en_US.ISO-8859-1", "ar_EG.UTF-8", "zz_ZZ"),
    "TERM": ("xterm-256color", "dumb", "", "nosuch", "linux", "\x1b"),
    "COLUMNS": ("80", "0", "1", "-5", "999999999999", "x", "", "٣", "20", "40"),
    "LINES": ("24", "0", "x"),
    "TZ": ("Europe/Copenhagen", "UTC", "Pacific/Kiritimati", ":nowhere", "XXX-99:99", "\x01", ""),
    "NO_COLOR": ("", "1"),
    "FORCE_COLOR": ("", "0", "1", "x"),
    "ACCESSIBLE": ("", "0", "1", "false", "\udcff"),
    "PYTHONIOENCODING": ("utf-8", "ascii", "latin-1", "cp1252", "utf-16", "ascii:ignore"),
    "PYTHONUTF8": ("0", "1"),
    "XDG_DATA_HOME": ("data", "", "\x1b[2J", "good.yaml"),
}  # fmt: skip


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


# ---------------------------------------------------------------- a run in this process


@contextlib.contextmanager
def world(more: Mapping[str, str]) -> Iterator[Path]:
    """A folder that is the whole world of a run, with a bad answers file; ``more`` is its environment."""
    folder = scratch() / "world"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "bad.yaml").write_text("stage: pregnent\nwellbeing: [self_harm]\n", "utf-8")
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "PATH": os.environ["PATH"]}
    shown = {key: value for key, value in more.items() if "\0" not in value}
    with contextlib.chdir(folder), patch.dict(os.environ, {**places, **shown}, clear=True):
        yield folder


def run(arguments: Sequence[str], typed: str = "", encoding: str = "utf-8") -> Ran:
    """The program in this process, with streams of that encoding."""
    out_bytes, err_bytes = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(one, encoding, newline="\n") for one in (out_bytes, err_bytes))
    streams = patch.multiple(sys, stdin=io.StringIO(typed), stdout=out, stderr=err)
    read_once = patch("baekken_cli.loader.load_content", _content)
    with streams, read_once:
        try:
            code = main(list(arguments))
        except SystemExit as left:  # Typer's own way out, after the words for completion
            code = int(left.code or 0)
        out.flush()
        err.flush()
    return Ran(code, *(one.getvalue().decode(encoding, "replace") for one in (out_bytes, err_bytes)))


def _content(folder: Path | None = None, *, questions: Path | None = None) -> Content:
    """The shipped content, which each process reads once."""
    return CONTENT if folder is None and questions is None else _read(folder, questions=questions)


from baekken_cli.loader import load_content as _read  # noqa: E402 - before it is patched


def look(ran: Ran, why: object, colour: bool = False) -> None:
    """An exit code of the contract, no traceback, nothing that acts on a terminal, no answer in an error."""
    needs(ran.code in CODES, "exit code", ran.code, why, ran.err)
    needs("Traceback" not in ran.err, why, ran.err)
    needs(is_inert(ran.err), "an error acts on the terminal", why, ran.err)
    needs(
        is_inert(COLOUR.sub("", ran.out) if colour else ran.out), "a line acts on the terminal", why, ran.out
    )
    needs("self_harm" not in ran.err, "an answer in an error", why, ran.err)


def _good_answers(dice: Dice, folder: Path) -> Answers:
    answers, _ = interview(dice)
    (folder / "good.yaml").write_text(answers_file(answers), "utf-8")
    return answers


def _same_result(ran: Ran, answers: Answers) -> None:
    """The JSON is the result of the answers; the language and versions aside."""
    wanted = json.loads(to_json(result_document(CONTENT, classify(CONTENT, answers), "da")))
    given = json.loads(ran.out)
    for key in ("stage", "classification", "urgency", "red_flags", "rules", "contacts", "tips", "answers"):
        needs(given[key] == wanted[key], "another result", key, given[key], wanted[key])


def arguments(data: bytes) -> None:
    """A command line of known words, near misses and junk ends with a code of the contract."""
    dice = Dice(data)
    with world({"LANG": dice.pick(WORLD["LANG"][:3])}) as folder:
        _good_answers(dice, folder)
        words = [dice.pick(COMMANDS)] if dice.chance(8) else []
        words += dice.some(7, lambda: _word(dice))
        typed = "".join(dice.some(5, lambda: f"{dice.pick(NASTY[:40])}\n"))
        look(run(words, typed), words, colour="--show-completion" in words)


def _word(dice: Dice) -> str:
    """A word of a command line, at times with a slip; never one that leads out of the folder."""
    word = dice.pick(dice.pick((OPTIONS, VALUES, VALUES, NASTY[:40])))
    if dice.chance(2):
        at = dice.below(len(word) + 1)
        word = word[:at] + dice.pick("-=aæ\x1b\u202e\n") + word[at + 1 :]
    word = word.replace("\0", "").replace("/", "").replace("..", "").replace("install", "")
    return word if _can_be_sent(word) else "?"


def _can_be_sent(word: str) -> bool:
    """True for what a command line can hold: on Linux any bytes, but not half a pair of UTF-16."""
    try:
        os.fsencode(word)
    except UnicodeEncodeError:
        return False
    return True


def surroundings(data: bytes) -> None:
    """Whatever locale, terminal, width, time zone and encoding: a code of the contract, the same result."""
    dice = Dice(data)
    more = {name: dice.pick(values) for name, values in WORLD.items() if dice.chance(6)}
    words = [*dice.pick(SHORT), *dice.pick(([], [], ["--plain"], ["--lang", "en"]))]
    encoding = dice.pick(("utf-8", "ascii", "latin-1", "cp1252", "cp850"))
    with world({key: value for key, value in more.items() if key != "PYTHONUTF8"}) as folder:
        answers = _good_answers(dice, folder)
        time.tzset()
        try:
            ran = run(words, "1\n2\n", encoding)
        finally:
            os.environ.pop("TZ", None)
            time.tzset()
        look(ran, (words, more, encoding), colour=True)
        if ran.code == 0 and "--json" in words:
            _same_result(ran, answers)


def process(data: bytes) -> None:
    """The same in a process of its own, as the system starts it."""
    dice = Dice(data)
    more = {name: dice.pick(values) for name, values in WORLD.items() if dice.chance(6)}
    words = [*dice.pick(SHORT), *dice.some(2, lambda: _word(dice))]
    with world({**more, "PYTHONPATH": str(ROOT)}) as folder:
        answers = _good_answers(dice, folder)
        command = [sys.executable, "-m", "baekken_cli", *words]
        done = subprocess.run(
            command, input=b"1\n2\n", capture_output=True, timeout=WAIT_SECONDS, check=False
        )
    wide = more.get("PYTHONIOENCODING") == "utf-16"
    out, err = (one.decode("utf-16" if wide else "latin-1", "replace") for one in (done.stdout, done.stderr))
    needs(done.returncode in CODES, "exit code", done.returncode, words, more, err)
    needs("Traceback" not in err and "self_harm" not in err, words, more, err)
    needs(not re.search(r"[\0-\x09\x0b-\x1f\x7f]", COLOUR.sub("", out + err)), "acts", words, more, out + err)
    if done.returncode == 0 and words == ["check", "--answers", "good.yaml", "--no-input", "--json"]:
        _same_result(Ran(0, done.stdout.decode("utf-16" if wide else "utf-8"), ""), answers)


# ---------------------------------------------------------------- the file of kept checks


@functools.cache
def _kept_file() -> bytes:
    """A file with three checks."""
    with _kept_in(scratch() / "made") as file:
        for number in range(3):
            answers, _ = interview(Dice(bytes(range(7 * number, 250))))
            document = to_json(result_document(CONTENT, classify(CONTENT, answers), "da"))
            store.add(dt.date(2026, 11, 1 + number), document, "mine egne ord")
        return file.read_bytes()


@contextlib.contextmanager
def _kept_in(folder: Path) -> Iterator[Path]:
    with patch.object(store, "folder", lambda: folder):
        yield folder / store.NAME


def database(data: bytes) -> None:
    """A damaged file of kept checks is read or refused, and looking at it changes no byte of it."""
    dice = Dice(data)
    raw = _damaged(dice, _kept_file())
    with _kept_in(scratch() / "kept") as file:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        for one in file.parent.iterdir():
            one.unlink()
        file.write_bytes(raw)
        _look_back(dice)
        empty_before_ours = not any(raw[:16])  # a first write that was cut: made anew when it is opened
        needs(file.read_bytes() == raw or empty_before_ours, "looking changed the file")
        with contextlib.suppress(UsageProblem):
            store.forget(2)


def _damaged(dice: Dice, raw: bytes) -> bytes:
    """Bits turned over, a part missing or overwritten, or slips in what is written there."""
    found = bytearray(raw)
    for _ in range(1 + dice.below(4)):
        at = dice.below(len(raw)) if dice.chance(7) else dice.below(100)
        match dice.below(4):
            case 0:
                found[at : at + 1] = bytes([raw[at] ^ 1 << dice.below(8)])
            case 1:
                del found[at if dice.chance(5) else at - at % 512 :]
            case 2:
                found[at : at + 16] = bytes(16)
            case _:
                found = found.replace(b'"stage"', dice.pick((b'"stagf"', b'{stage"', b'"st\xffge"')))
    return bytes(found)


def _look_back(dice: Dice) -> None:
    out = io.StringIO()
    screen = PlainScreen(out, io.StringIO(), 78)
    with contextlib.suppress(UsageProblem), contextlib.redirect_stdout(out):
        looks: tuple[Callable[[], None], ...] = (
            lambda: looking_back.show_list(CONTENT, screen, "da"),
            lambda: looking_back.show_one(1 + dice.below(3), CONTENT, screen, "en"),
            lambda: looking_back.compare([], CONTENT, screen, "da"),
            lambda: looking_back.show_trend(CONTENT, screen, "en"),
            lambda: looking_back.give_out("json", None, False, "da", screen),
        )
        dice.pick(looks)()
    needs(is_inert(out.getvalue()), "a line acts on the terminal", out.getvalue())
