"""The command line as a user meets it: exit codes, languages, help, and what goes to which stream."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from baekken_cli import __version__
from baekken_cli.contacts import Reader, contact_lines, find_region, first_contact
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import FINDINGS, MESSAGES
from baekken_cli.model import Content, Language
from baekken_cli.screen import PlainScreen
from baekken_cli.showing import find_topic, names_of, show_about
from tests.builders import (
    EMERGENCY,
    FINDING_LINE,
    LANGUAGES,
    MILD,
    ROOT,
    SAME_DAY_AFTER_BIRTH,
    as_yaml,
    clean_environment,
    flat,
    run_cli,
)
from tests.conftest import Baekken
from tests.terminal import hear_signals

Saved = Callable[..., str]
COMMANDS = (
    "", "check", "export", "tips", "content", "content check", "content table", "content graph",
    "content diff", "about", "history", "history list", "history show", "history compare", "history trend",
    "history export", "history delete",
)  # fmt: skip
ENGLISH = {"LANG": "en_GB.UTF-8"}

# Typer's own English, and the words of its help pages.
TYPER_WORDS = re.compile(
    r"\b(Usage|Options?|Arguments?|Commands?|COMMAND|ARGS|OPTIONS|FILE|ANSWERS|TOPIC|Show this|exit"
    r"|Missing|No such|Got unexpected|requires|required|does not|Invalid|Possible|Did you mean|is not one"
    r"|default|Error|See the help|Aborted)\b"
)
DANISH_WORDS = re.compile(
    r"[æøåÆØÅ]|\b(Brug|Valg|VALG|Argumenter|Kommandoer|KOMMANDO|FIL|SVAR|EMNE|Vis|Sprog|Fil|Fejl|Mente|Valget)\b"
)


# ---------------------------------------------------------------------------------- exit codes


def test_a_mild_result_is_exit_code_0(saved: Saved) -> None:
    """A result was given."""
    ran = run_cli("check", "--answers", saved(), "--no-input")
    assert ran.code == 0
    assert ran.err == ""


def test_an_emergency_is_exit_code_0_too(saved: Saved) -> None:
    """The code says that there is a result, never what it says."""
    ran = run_cli("check", "--answers", saved(EMERGENCY), "--no-input")
    assert ran.code == 0
    assert "Ring nu. Vent ikke." in ran.out


def test_findings_are_exit_code_1(tmp_path: Path) -> None:
    """`content check` of a file with a misspelt key."""
    broken = tmp_path / "questions.yaml"
    text = (ROOT / "questions.yaml").read_text("utf-8")
    broken.write_text(text.replace("\nversion:", "\nversoin:", 1), "utf-8")
    ran = run_cli("content", "check", str(broken))
    assert ran.code == 1
    assert ran.out.startswith("questions.yaml:")


def test_an_unknown_command_is_exit_code_2() -> None:
    """Usage."""
    assert run_cli("chekc").code == 2


def test_ended_input_is_exit_code_3() -> None:
    """No answer at all, so no result."""
    ran = run_cli("check")
    assert ran.code == 3
    assert "Der er ingen vurdering." in ran.err


def test_missing_answers_are_exit_code_3_and_named(saved: Saved) -> None:
    """With `--no-input` the first missing questions are named by id, in order."""
    some = {key: MILD[key] for key in ("stage", "weeks_pregnant", "signs_now")}
    ran = run_cli("check", "--answers", saved(some), "--no-input")
    assert ran.code == 3
    assert "Der mangler svar på: signs_pregnancy, signs_body" in ran.err


def test_an_answers_file_that_is_not_there_is_exit_code_4(tmp_path: Path) -> None:
    """The answers file cannot be used."""
    ran = run_cli("check", "--answers", str(tmp_path / "none.yaml"), "--no-input")
    assert ran.code == 4
    assert "none.yaml" in ran.err


@pytest.mark.parametrize("command", [("check",), ("tips",), ("about",), ("export", "answers.yaml")])
@pytest.mark.parametrize("name", ["questions.yaml", "tips.yaml", "sources.yaml"])
def test_missing_content_is_exit_code_5(tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    """Each content file, for each command that needs it."""
    program = a_copy_of_the_program(tmp_path)
    (program / name).unlink()
    ran = run_copy(program, *command)
    assert ran.code == 5
    assert ran.out == ""
    assert ran.err.startswith("Indholdet kan ikke bruges:\n")
    assert name in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty", b""),
        ("only a comment", b"# nothing\n"),
        ("Latin-1", "version: bækken\n".encode("latin-1")),
        ("huge", b"a: b\n" * 500_000),
        ("binary", bytes(range(256))),
        ("half a file", (ROOT / "questions.yaml").read_bytes()[:2000]),
    ],
)
def test_broken_content_is_exit_code_5(tmp_path: Path, name: str, raw: bytes) -> None:
    """Whatever is wrong with questions.yaml, `check` stops before it asks anything."""
    program = a_copy_of_the_program(tmp_path)
    (program / "questions.yaml").write_bytes(raw)
    ran = run_copy(program, "check")
    assert (ran.code, ran.out) == (5, ""), name
    assert "questions.yaml" in ran.err
    assert "Traceback" not in ran.err


def a_copy_of_the_program(folder: Path) -> Path:
    """A checkout of its own, so that its content can be broken."""
    shutil.copytree(ROOT / "baekken_cli", folder / "copy" / "baekken_cli")
    for name in ("questions.yaml", "tips.yaml", "sources.yaml"):
        shutil.copy(ROOT / name, folder / "copy" / name)
    return folder / "copy"


def run_copy(program: Path, *args: str) -> Outcome:
    ran = run_cli(*args, env={"PYTHONPATH": str(program)}, cwd=program)
    return Outcome(ran.code, ran.out, ran.err)


class Outcome(NamedTuple):
    """A run of a copy of the program."""

    code: int
    out: str
    err: str


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "Stoppet. Der er ingen vurdering, og intet er gemt."),
        ("en", "Stopped. There is no assessment, and nothing is kept."),
    ],
)
def test_ctrl_c_is_exit_code_130(language: str, sentence: str) -> None:
    """Interrupted at the first question."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "baekken_cli", "check", "--lang", language],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
        cwd=ROOT,
        preexec_fn=hear_signals,  # noqa: PLW1509
    )
    assert process.stdout is not None
    seen = b""
    while not seen.endswith(b"\n> "):
        seen += process.stdout.read(1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert flat(err.decode()).startswith(sentence)
    assert "Traceback" not in err.decode()


@pytest.mark.parametrize("word", ["q", "stop", "quit"])
def test_the_word_for_stopping_stops(word: str) -> None:
    """The key that every question offers: no result, no traceback."""
    ran = run_cli("check", input=f"{word}\n")
    assert ran.code in (3, 130)
    assert "Der er ingen vurdering" in ran.err
    assert "Traceback" not in ran.err


def test_a_closed_pipe_is_no_error() -> None:
    """`baekken about --sources | head` has read enough."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "baekken_cli", "about", "--sources"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=clean_environment(),
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("language", "sentence"), [("da", "Der er en fejl i programmet"), ("en", "fault")])
def test_a_fault_of_the_program_is_told_without_any_answer(
    baekken: Baekken, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    """No traceback, no value that an answer could hide in, and none of the codes that promise something."""

    def broken(*_: object) -> None:
        raise RuntimeError("danger_now")

    monkeypatch.setattr("baekken_cli.showing.show_topics", broken)
    ran = baekken("tips", "--lang", language)
    assert ran.code not in (0, 1, 2, 3, 4, 5, 130)
    assert sentence in ran.err
    assert "RuntimeError" in ran.err
    assert "danger_now" not in ran.err
    assert "Traceback" not in ran.err


# ---------------------------------------------------------------------------------- errors in words


class Error(NamedTuple):
    """A command line that goes wrong, and its first words in each language."""

    args: tuple[str, ...]
    code: int
    da: str
    en: str


ERRORS = {
    "unknown command": Error(
        ("chekc",),
        2,
        "Fejl: Der er ikke nogen kommando, der hedder 'chekc'. Mente du 'check'? Se hjælpen: baekken --help",
        "Error: No such command 'chekc'. Did you mean 'check'? See the help: baekken --help",
    ),
    "unknown command, nothing near": Error(
        ("xyzzy",),
        2,
        "Fejl: Der er ikke nogen kommando, der hedder 'xyzzy'. Se hjælpen: baekken --help",
        "Error: No such command 'xyzzy'. See the help: baekken --help",
    ),
    "unknown command below content": Error(
        ("content", "chekc"),
        2,
        "Fejl: Der er ikke nogen kommando, der hedder 'chekc'. Mente du 'check'? "
        "Se hjælpen: baekken content --help",
        "Error: No such command 'chekc'. Did you mean 'check'? See the help: baekken content --help",
    ),
    "unknown option": Error(
        ("check", "--ansers", "x"),
        2,
        "Fejl: Der er ikke noget valg, der hedder --ansers. Mente du --answers?",
        "Error: No such option: --ansers",
    ),
    "unknown option, nothing near": Error(
        ("check", "--xyzzy"),
        2,
        "Fejl: Der er ikke noget valg, der hedder --xyzzy. Se hjælpen: baekken check --help",
        "Error: No such option: --xyzzy See the help: baekken check --help",
    ),
    "missing value": Error(
        ("check", "--answers"),
        2,
        "Fejl: Valget '--answers' skal have en værdi.",
        "Error: Option '--answers' requires an argument.",
    ),
    "missing argument": Error(
        ("export",), 2, "Fejl: Argumentet 'SVAR' mangler.", "Error: Missing argument 'ANSWERS'."
    ),
    "extra argument": Error(
        ("check", "now"),
        2,
        "Fejl: For mange argumenter: now.",
        "Error: Got unexpected extra argument(s) (now)",
    ),
    "two extra arguments": Error(
        ("about", "it", "all"),
        2,
        "Fejl: For mange argumenter: it all.",
        "Error: Got unexpected extra argument(s) (it all)",
    ),
    "a value for a switch": Error(
        ("check", "--plain=3"),
        2,
        "Fejl: Valget '--plain' skal ikke have en værdi.",
        "Error: Option '--plain' does not take a value.",
    ),
    "unknown format": Error(
        ("export", "{mild}", "--format", "pdf"),
        2,
        "Fejl: Ukendt format: pdf. Brug txt, md, html eller json.",
        "Error: Unknown format: pdf. Use txt, md, html or json.",
    ),
    "unknown ending": Error(
        ("export", "{mild}", "--output", "{folder}/a.pdf"),
        2,
        "Fejl: Ukendt format: pdf.",
        "Error: Unknown format: pdf.",
    ),
    "unknown region": Error(
        ("check", "--region", "jylland"),
        2,
        "Fejl: Ukendt region: jylland. Brug hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland.",
        "Error: Unknown region: jylland. Use hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland.",
    ),
    "no input and no answers": Error(
        ("check", "--no-input"),
        2,
        "Fejl: --no-input skal bruges sammen med --answers.",
        "Error: --no-input needs --answers.",
    ),
    "unknown topic": Error(
        ("tips", "sovn"),
        2,
        "Fejl: Der er ikke noget emne, der hedder sovn. Mente du søvn? Se alle emner med: baekken tips",
        "Error: There is no topic called sovn. Did you mean søvn? See all topics with: baekken tips",
    ),
    "unknown topic, nothing near": Error(
        ("tips", "xyzzy"),
        2,
        "Fejl: Der er ikke noget emne, der hedder xyzzy. Se alle emner med: baekken tips",
        "Error: There is no topic called xyzzy. See all topics with: baekken tips",
    ),
    "file exists": Error(
        ("export", "{mild}", "--output", "{mild}", "--format", "txt"),
        2,
        "findes allerede. Brug --force for at erstatte den.",
        "exists already. Use --force to replace it.",
    ),
    "no folder": Error(
        ("export", "{mild}", "--output", "{folder}/none/a.txt"), 2, "findes ikke.", "does not exist."
    ),
    "a folder as target": Error(
        ("export", "{mild}", "--output", "{folder}", "--format", "txt"),
        2,
        "er ikke en almindelig fil. Vælg et andet navn.",
        "is not an ordinary file. Choose another name.",
    ),
    "ended input": Error(
        ("check",),
        3,
        "Svarene stoppede, før der var nok. Der er ingen vurdering. Intet er gemt. "
        "Start baekken check i en terminal, eller brug --answers FIL.",
        "The answers ended before there were enough. There is no assessment. Nothing is kept. "
        "Start baekken check in a terminal, or use --answers FILE.",
    ),
    "no answers file": Error(
        ("check", "--answers", "{folder}/none.yaml"),
        4,
        "Svarene kan ikke bruges: none.yaml file: kan ikke åbnes:",
        "The answers cannot be used: none.yaml file: cannot be opened:",
    ),
    "no content file": Error(
        ("content", "check", "{folder}/none.yaml"),
        5,
        "Indholdet kan ikke bruges: none.yaml file: findes ikke eller er ikke en fil.",
        "The content cannot be used: none.yaml file: does not exist or is not a file.",
    ),
    "a folder as content file": Error(
        ("content", "check", "{folder}"), 5, "Indholdet kan ikke bruges:", "The content cannot be used:"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_says_what_to_do(
    baekken: Baekken, saved: Saved, tmp_path: Path, name: str, language: Language
) -> None:
    """The exit code, the words in the language of the locale, on stderr; nothing in another language."""
    error = ERRORS[name]
    places = {"mild": saved(), "folder": str(tmp_path)}
    ran = baekken(*(arg.format(**places) for arg in error.args), env={"LANG": language})
    assert ran.code == error.code
    assert (error.da if language == "da" else error.en) in flat(ran.err)
    strange = TYPER_WORDS if language == "da" else DANISH_WORDS
    assert not strange.search(ran.err.replace("søvn", ""))


@pytest.mark.parametrize("name", [name for name in ERRORS if name != "missing value"])
def test_an_error_in_the_language_asked_for(
    baekken: Baekken, saved: Saved, tmp_path: Path, name: str
) -> None:
    """`--lang` decides, also where the rest of the line is wrong."""
    error = ERRORS[name]
    places = {"mild": saved(), "folder": str(tmp_path)}
    ran = baekken(*(arg.format(**places) for arg in error.args), "--lang", "en")
    assert ran.code == error.code
    assert error.en in flat(ran.err)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_language_is_refused(baekken: Baekken, language: Language) -> None:
    """In the language of the locale, as the one asked for is not known."""
    ran = baekken("about", "--lang", "sv", env={"LANG": language})
    said = {
        "da": "Fejl: Ukendt sprog: sv. Brug da eller en.",
        "en": "Error: Unknown language: sv. Use da or en.",
    }
    assert (ran.code, ran.out, flat(ran.err)) == (2, "", said[language])


@pytest.mark.parametrize("args", [("--lang", "sv", "about"), ("--lang=sv", "tips", "sleep")])
def test_an_unknown_language_before_the_command_is_refused(baekken: Baekken, args: tuple[str, ...]) -> None:
    """The option stands in `baekken --help`, so it is not silently dropped."""
    assert baekken(*args).code == 2


@pytest.mark.parametrize(
    ("args", "command"),
    [
        (("check", "--answers"), "baekken check"),
        (("check", "--plain=3"), "baekken check"),
        (("tips", "--lang"), "baekken tips"),
        (("export",), "baekken export"),
        (("content", "check", "--lang"), "baekken content check"),
    ],
)
def test_an_error_points_to_the_right_help_page(
    baekken: Baekken, args: tuple[str, ...], command: str
) -> None:
    """The page that lists the option that went wrong."""
    assert f"Se hjælpen: {command} --help" in baekken(*args).err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nearest_option_is_asked_for_in_words(baekken: Baekken, language: Language) -> None:
    """A misspelt option is met with the right one."""
    ran = baekken("check", "--answer-file", "x", "--lang", language)
    near = baekken("check", "--no-inptu", "--lang", language)
    assert ran.code == near.code == 2
    assert "--no-input" in near.err


# ---------------------------------------------------------------------------------- two streams


def test_json_is_one_document_on_stdout(saved: Saved) -> None:
    """Nothing before it, nothing after it, nothing on stderr."""
    ran = run_cli("check", "--answers", saved(), "--no-input", "--json")
    document = json.loads(ran.out)
    assert document["schema"] == "baekken/result/1"
    assert document["answers"]["stage"] == "pregnant"
    assert (ran.code, ran.err) == (0, "")


def test_the_result_document_has_the_keys_of_the_contract(saved: Saved) -> None:
    """Exactly those, in that order."""
    document = json.loads(run_cli("check", "--answers", saved(), "--no-input", "--json").out)
    assert list(document) == [
        "schema",
        "program_version",
        "content",
        "language",
        "stage",
        "classification",
        "urgency",
        "red_flags",
        "rules",
        "contacts",
        "tips",
        "answers",
    ]
    assert list(document["content"]) == ["version", "last_review"]
    assert list(document["red_flags"]) == ["raised", "unsure", "denied"]
    assert all(list(rule) == ["id", "classification", "urgency", "sources"] for rule in document["rules"])


def test_json_keeps_the_questions_off_stdout() -> None:
    """A whole emergency interview by pipe: questions on stderr, the document on stdout."""
    ran = run_cli("check", "--json", input="1\n30\n1\n")
    assert json.loads(ran.out)["urgency"] == "emergency"
    assert json.loads(ran.out)["classification"] is None
    assert "Hvad passer på dig?" in ran.err
    assert ran.code == 0


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_without_a_result_stdout_holds_none(saved: Saved, more: tuple[str, ...]) -> None:
    """Missing answers and a broken file leave stdout empty, so that no script reads half a result."""
    some = saved({"stage": "pregnant"})
    broken = saved("stage: nobody\n", "broken.yaml")
    for file, code in ((some, 3), (broken, 4)):
        ran = run_cli("check", "--answers", file, "--no-input", *more)
        assert (ran.code, ran.out) == (code, "")
        assert ran.err


def test_a_note_goes_to_stderr(saved: Saved) -> None:
    """Answers from another version: a note, and still one document on stdout."""
    file = saved(f'questionnaire_version: "1999.1"\n{as_yaml(MILD)}')
    ran = run_cli("check", "--answers", file, "--no-input", "--json")
    assert json.loads(ran.out)["urgency"] == "self_care"
    assert "1999.1" in ran.err
    assert ran.code == 0


def test_saying_where_a_file_was_saved_does_not_disturb_json(saved: Saved, tmp_path: Path) -> None:
    """`--json` and `--export` together."""
    target = tmp_path / "summary.txt"
    ran = run_cli("check", "--answers", saved(), "--no-input", "--json", "--export", str(target))
    assert json.loads(ran.out)["urgency"] == "self_care"
    assert str(target) in flat(ran.err).replace(" ", "") or str(target) in flat(ran.err)
    assert target.is_file()


def test_export_without_a_file_prints_the_summary(saved: Saved) -> None:
    """The summary alone on stdout."""
    ran = run_cli("export", saved())
    assert ran.out.startswith("Opsummering fra baekken\n=======================\n")
    assert (ran.code, ran.err) == (0, "")


def test_findings_of_content_check_go_to_stdout(tmp_path: Path) -> None:
    """They are what was asked for: one a line, `file:line kind: text`."""
    broken = tmp_path / "mine.yaml"
    text = (ROOT / "questions.yaml").read_text("utf-8")
    broken.write_text(text.replace("answer: one", "answer: two", 2), "utf-8")
    ran = run_cli("content", "check", str(broken))
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (1, "")
    assert len(lines) == 2
    assert all(FINDING_LINE.fullmatch(line) for line in lines)
    assert all(line.startswith("mine.yaml:") for line in lines)


@pytest.mark.parametrize(("language", "start"), [("da", "Bevist: "), ("en", "Proved: ")])
def test_the_shipped_content_has_no_findings(baekken: Baekken, language: str, start: str) -> None:
    """Exit code 0 and one line that says so, after warnings of dates that have passed since."""
    ran = baekken("content", "check", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    *warnings, last = ran.out.splitlines()
    assert last.startswith(start)
    assert all(" warning: " in line for line in warnings)


def test_a_check_leaves_nothing_behind(tmp_path: Path, saved: Saved) -> None:
    """Nothing is written unless the user says so: not in the folder, not at home."""
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    env = {"HOME": str(home), "TMPDIR": str(here), "PYTHONDONTWRITEBYTECODE": "1"}
    for args in (("check", "--answers", saved(), "--no-input"), ("tips", "søvn"), ("about",), ("check",)):
        run_cli(*args, env=env, cwd=here)
    assert list(home.iterdir()) == []
    assert list(here.iterdir()) == []


def test_every_letter_can_be_printed(saved: Saved) -> None:
    """Where the terminal knows only ASCII, æ, ø and å become ae, oe and aa; nothing crashes."""
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = run_cli("check", "--answers", saved(), "--no-input", env=env)
    assert ran.code == 0
    assert ran.out.isascii()
    assert "Normal baekkenloesning." in ran.out


def test_every_letter_of_every_text_has_a_plain_twin() -> None:
    """No text loses a letter to a question mark where the terminal knows only ASCII."""
    sentences = [text for pair in MESSAGES.values() for text in pair]
    sentences += [text for _, *pair in FINDINGS.values() for text in pair]
    for name in ("questions.yaml", "tips.yaml"):
        sentences += re.sub(r"#.*", "", (ROOT / name).read_text("utf-8")).splitlines()
    lost = {text for text in sentences if text.encode("ascii", "baekken").count(b"?") != text.count("?")}
    assert {char for text in lost for char in text if char.encode("ascii", "baekken") == b"?"} - {
        "?"
    } == set()


# ---------------------------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("env", "title"),
    [
        ({"LANG": "da_DK.UTF-8"}, "Om baekken"),
        ({"LANG": "en_GB.UTF-8"}, "About baekken"),
        ({"LANG": "en_US"}, "About baekken"),
        ({"LANG": "C"}, "Om baekken"),
        ({"LANG": "C.UTF-8"}, "Om baekken"),
        ({"LANG": "POSIX"}, "Om baekken"),
        ({"LANG": "sv_SE.UTF-8"}, "Om baekken"),
        ({"LANG": ""}, "Om baekken"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "About baekken"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "da_DK.UTF-8"}, "Om baekken"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": ""}, "About baekken"),
        ({"LANG": "da_DK.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "About baekken"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "da_DK.UTF-8"}, "Om baekken"),
        ({"LC_ALL": "da_DK.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "Om baekken"),
    ],
)
def test_the_locale_gives_the_language(baekken: Baekken, env: dict[str, str], title: str) -> None:
    """LC_ALL before LC_MESSAGES before LANG; Danish for everything that is not English."""
    assert baekken("about", env=env).out.startswith(f"{title}\n")


@pytest.mark.parametrize(
    "args", [("about", "--lang", "en"), ("about", "--lang=en"), ("--lang", "en", "about")]
)
def test_the_option_comes_before_the_locale(baekken: Baekken, args: tuple[str, ...]) -> None:
    """English by `--lang`, wherever it stands, though everything around it is Danish."""
    env = {"LANG": "da_DK.UTF-8", "LC_ALL": "da_DK.UTF-8"}
    assert baekken(*args, env=env).out.startswith("About baekken\n")


def test_danish_by_option_in_an_english_locale(baekken: Baekken) -> None:
    """The other way round."""
    assert baekken("about", "--lang", "da", env=ENGLISH).out.startswith("Om baekken\n")


def test_no_locale_at_all_is_danish() -> None:
    """A process without a single variable about language."""
    env = {name: value for name, value in clean_environment().items() if name != "LANG"}
    done = subprocess.run(
        [sys.executable, "-m", "baekken_cli", "about"],
        capture_output=True,
        env=env,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith(b"Om baekken\n")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_result_says_the_same_in_both_languages(saved: Saved, lang: str) -> None:
    """Only the language differs in the document."""
    document = json.loads(run_cli("check", "--answers", saved(), "--no-input", "--json", "--lang", lang).out)
    assert document.pop("language") == lang
    other = "en" if lang == "da" else "da"
    twin = json.loads(run_cli("check", "--answers", saved(), "--no-input", "--json", "--lang", other).out)
    twin.pop("language")
    assert document == twin


# ---------------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_danish_help_is_danish(baekken: Baekken, command: str) -> None:
    """No word of Typer's own English."""
    ran = baekken(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Brug: {' '.join(('baekken', *command.split()))} [VALG]")
    assert not TYPER_WORDS.search(without_names(ran.out))


@pytest.mark.parametrize("command", COMMANDS)
def test_english_help_is_english(baekken: Baekken, command: str) -> None:
    """No Danish word."""
    ran = baekken(*command.split(), "--help", env=ENGLISH)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('baekken', *command.split()))} [OPTIONS]")
    assert not DANISH_WORDS.search(without_names(ran.out))


def without_names(text: str) -> str:
    """Without options, commands and file names, which are the same in both languages."""
    return re.sub(r"--?[a-z-]+|\b[a-z]+\.yaml\b", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [command for command in COMMANDS if command])
def test_help_texts_stand_under_each_other(baekken: Baekken, command: str, language: Language) -> None:
    """One column for the names and one for the texts, also after the names were translated."""
    page = baekken(*command.split(), "--help", env={"LANG": language}).out
    starts = {match.start(1) for match in re.finditer(r"^  --\S.*?  +(\S)", page, re.MULTILINE)}
    columns = {page.rfind("\n", 0, start) - start for start in starts}
    assert len(columns) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_a_help_text(baekken: Baekken, command: str, language: Language) -> None:
    """A name without words helps nobody."""
    page = baekken(*command.split(), "--help", env={"LANG": language}).out
    names = re.findall(r"^  (--\S+)(.*)$", page, re.MULTILINE)
    assert "--help" in dict(names)
    assert all(re.search(r"  +\S", rest) for _, rest in names)


@pytest.mark.parametrize("command", [(), ("content",)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_shows_the_help(baekken: Baekken, command: tuple[str, ...], language: Language) -> None:
    """The page with the commands, not an error that quotes it."""
    ran = baekken(*command, env={"LANG": language})
    shown = ran.out + ran.err
    usage, wrong = ("Brug: baekken", "Fejl: Brug") if language == "da" else ("Usage: baekken", "Error: Usage")
    assert ran.code in (0, 2)
    assert usage in shown
    assert "check" in shown
    assert wrong not in shown


def test_no_command_at_all_in_a_process_of_its_own() -> None:
    """What a person types first."""
    ran = run_cli()
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err


def test_python_m_is_the_same_program(baekken: Baekken) -> None:
    """The same words on the same streams with the same code."""
    for args in (("--help",), ("tips",), ("tips", "søvn"), ("about", "--lang", "en"), ("chekc",)):
        assert tuple(run_cli(*args)) == tuple(baekken(*args))


def test_the_installed_command_is_the_same_program() -> None:
    """The console script and `python -m` both call one function."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"baekken": "baekken_cli.__main__:run"}
    assert "\n    run()\n" in (ROOT / "baekken_cli" / "__main__.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (("--",), ("tips",)),
        (("--lang", "en", "--lang", "da"), ("tips", "søvn")),
        (("--lang=en", "--lang", "da"), ("content", "table")),
        (("--lang", "da", "--"), ("history", "list")),
    ],
)
def test_a_command_is_the_same_whatever_stands_before_it(
    baekken: Baekken, before: tuple[str, ...], command: tuple[str, ...]
) -> None:
    """Only the command that is named is built; where that cannot be told at once, all of them are."""
    assert tuple(baekken(*before, *command)) == tuple(baekken(*command))
    assert baekken(*command).out


def test_version(baekken: Baekken) -> None:
    """One line: name and number."""
    assert tuple(baekken("--version")) == (0, f"baekken {__version__}\n", "")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


# ---------------------------------------------------------------------------------- completion


def test_completion_lines_for_a_known_shell() -> None:
    """Below bash, `--show-completion` prints what bash needs."""
    ran = below_shell("bash", "--show-completion")
    assert ran.returncode == 0
    assert "_BAEKKEN_COMPLETE=complete_bash" in ran.stdout
    assert ran.stderr == ""


def test_completion_for_an_unknown_shell_fails_cleanly(tmp_path: Path) -> None:
    """A shell that Typer knows nothing of: a sentence on stderr and the code for usage."""
    shutil.copy("/bin/sh", tmp_path / "sh")
    ran = below_shell(str(tmp_path / "sh"), "--show-completion")
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr
    assert "Traceback" not in ran.stderr


def below_shell(shell: str, *args: str) -> subprocess.CompletedProcess[str]:
    """The program as the child of ``shell``, as completion asks which shell it runs below."""
    line = f"'{sys.executable}' -m baekken_cli {' '.join(args)}; exit $?"
    return subprocess.run(
        [shell, "-c", line],
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("baekken ti", "tips"), ("baekken check --ans", "--answers"), ("baekken ", "about")],
)
def test_completion_completes(typed: str, offered: str) -> None:
    """What the shell calls when Tab is pressed."""
    env = {"_BAEKKEN_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    ran = run_cli(env=env)
    assert offered in ran.out.split()
    assert "Traceback" not in ran.err


# ---------------------------------------------------------------------------------- about


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "da",
            (
                "Det er ingen diagnose, intet medicinsk udstyr og ikke et afprøvet måleredskab.",
                "Det er ikke CE-mærket.",
                "Ingen læge, jordemoder eller fysioterapeut har gennemgået indholdet endnu.",
                "Alt sker på din egen maskine.",
                "ring 112",
            ),
        ),
        (
            "en",
            (
                "It is not a diagnosis, not a medical device and not a validated instrument.",
                "It is not CE-marked.",
                "No doctor, midwife or physiotherapist has reviewed the content yet.",
                "Everything happens on your own machine.",
                "call 112",
            ),
        ),
    ],
)
def test_about_says_what_it_is_not(baekken: Baekken, language: str, sentences: tuple[str, ...]) -> None:
    """Not reviewed, no diagnosis, no medical device; private; not for emergencies."""
    shown = flat(baekken("about", "--lang", language).out)
    assert all(sentence in shown for sentence in sentences)


def test_about_names_versions_and_dates(baekken: Baekken, content: Content) -> None:
    """Program, content and the day the numbers were compared."""
    shown = flat(baekken("about", "--lang", "en").out)
    assert f"Program {__version__}. Content {content.questionnaire.version}." in shown
    assert content.questionnaire.contacts_last_checked in shown
    assert f"{len(content.questionnaire.questions)} questions" in shown
    assert f"{len(content.sources)} sources" in shown


def test_about_lists_every_source_when_asked(baekken: Baekken, content: Content) -> None:
    """`about --sources`; without it, none."""
    with_sources, without = baekken("about", "--sources").out, baekken("about").out
    assert all(f"\n{key}: " in with_sources for key in content.sources)
    assert not any(f"\n{key}: " in without for key in content.sources)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "Indholdet er sidst gennemgået 2027-03-01."),
        ("en", "The content was last reviewed on 2027-03-01."),
    ],
)
def test_about_names_the_review_when_there_was_one(
    content: Content, language: Language, sentence: str
) -> None:
    """A date in the file changes the sentence, not the limits."""
    reviewed = content._replace(questionnaire=content.questionnaire._replace(last_review="2027-03-01"))
    out = io.StringIO()
    show_about(reviewed, PlainScreen(out, io.StringIO(), None), language, False)
    assert sentence in out.getvalue()
    assert "medicinsk udstyr" in out.getvalue() or "medical device" in out.getvalue()


# ---------------------------------------------------------------------------------- tips


@pytest.mark.parametrize("language", LANGUAGES)
def test_tips_lists_every_topic(baekken: Baekken, content: Content, language: Language) -> None:
    """The word to type and the title, a line each."""
    ran = baekken("tips", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    for topic in content.tips:
        name, title = topic.name.to(language), topic.title.to(language)
        assert re.search(rf"^{re.escape(name)} +{re.escape(title)}$", ran.out, re.MULTILINE)


def test_every_topic_is_found_by_every_name(content: Content) -> None:
    """By id, Danish name, English name and each alias, in any case."""
    for topic in content.tips:
        for name in (topic.id, topic.name.da, topic.name.en, *topic.aliases):
            assert find_topic(content.tips, name) is topic
            assert find_topic(content.tips, name.upper()) is topic
            assert find_topic(content.tips, f"  {name.replace('-', ' ')} ") is topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_found_by_its_title(content: Content, language: Language) -> None:
    """What the list shows can be typed as it stands."""
    for topic in content.tips:
        assert find_topic(content.tips, topic.title.to(language)) is topic


def test_no_two_topics_share_a_name(content: Content) -> None:
    """A word leads to one topic."""
    names = [name for topic in content.tips for name in set(names_of(topic))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_shows_each_tip_with_strength_and_sources(
    baekken: Baekken, content: Content, language: Language
) -> None:
    """Every sentence of the topic, how strong it is, and where it comes from."""
    topic = content.topic("sleep")
    shown = flat(baekken("tips", "sleep", "--lang", language).out)
    assert topic.title.to(language) in shown
    for tip in topic.tips:
        assert flat(tip.text.to(language)) in shown
        assert ", ".join(tip.sources) in shown


def test_a_topic_of_two_words_needs_no_quotes(baekken: Baekken) -> None:
    """`baekken tips efter fødslen` as it is spoken."""
    assert baekken("tips", "efter", "fødslen").out == baekken("tips", "after_birth").out


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("sovn", "sleep"),
        ("søvnn", "sleep"),
        ("slep", "sleep"),
        ("baelte", "belt"),
        ("traening", "exercise"),
        ("arbjede", "work"),
        ("relaksin", "relaxin"),
        ("medecine", "medicine"),
        ("foedsel", "birth"),
        ("loeft", "lifting"),
        ("amnign", "feeding"),
    ],
)
def test_a_near_miss_is_met_with_the_right_word(content: Content, typed: str, topic: str) -> None:
    """Nothing is chosen for the reader; the nearest name is offered, and it leads to the right topic."""
    with pytest.raises(UsageProblem) as caught:
        find_topic(content.tips, typed)
    assert find_topic(content.tips, caught.value.params["nearest"]).id == topic


@pytest.mark.parametrize("typed", ["", "  ", "xyzzy", "\x1b[31msøvn", "a" * 300])
def test_a_strange_topic_is_refused_and_shown_inert(baekken: Baekken, typed: str) -> None:
    """No escape sequence comes back, nothing endless, no traceback."""
    ran = baekken("tips", typed, "")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert max(map(len, ran.err.splitlines())) < 160


# ---------------------------------------------------------------------------------- whom to call

DOCTOR = ("own_gp", "out_of_hours")
MONDAY = dt.date(2026, 11, 23)
BY_DAY, BY_NIGHT = "Ring til din egen læge", "Ring til lægevagten i din region"


def lines_at(content: Content, when: dt.datetime, region: str | None = None) -> tuple[str, ...]:
    return contact_lines(content.questionnaire, DOCTOR, Reader("da", when, region))


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open"),
    [
        (0, 7, 59, False),
        (0, 8, 0, True),
        (0, 15, 59, True),
        (0, 16, 0, False),
        (4, 8, 0, True),
        (4, 15, 59, True),
        (4, 16, 0, False),
        (5, 12, 0, False),
        (6, 12, 0, False),
        (0, 0, 0, False),
        (0, 23, 59, False),
    ],
)
def test_the_gp_by_day_and_the_out_of_hours_doctor_else(
    content: Content, day: int, hour: int, minute: int, is_open: bool
) -> None:
    """Weekdays 8 to 16 the GP stands first; at all other times the doctor who answers then."""
    when = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour, minute))
    first, second = lines_at(content, when)
    if is_open:
        assert first.startswith(f"{BY_DAY} (har åbent nu på hverdage kl. 8-16).")
        assert second.startswith(BY_NIGHT)
    else:
        assert first.startswith(BY_NIGHT)
        assert second.startswith(f"{BY_DAY} (har lukket nu; åbent hverdage kl. 8-16).")


def test_a_gp_without_hours_is_always_open(content: Content) -> None:
    """And stands first at night too; nothing is said of hours."""
    contacts = tuple(one._replace(hours=None) for one in content.questionnaire.contacts)
    questionnaire = content.questionnaire._replace(contacts=contacts)
    night = Reader("da", dt.datetime.combine(MONDAY, dt.time(20)))
    assert contact_lines(questionnaire, DOCTOR, night)[0] == f"{BY_DAY}."


@pytest.mark.parametrize(
    ("region", "number"),
    [
        ("hovedstaden", "1813"),
        ("sjaelland", "1818"),
        ("syddanmark", "70 11 07 07"),
        ("midtjylland", "70 11 31 31"),
        ("nordjylland", "70 15 03 00"),
    ],
)
def test_the_number_of_the_region(content: Content, region: str, number: str) -> None:
    """Where the region is known, one number and no other."""
    night = dt.datetime.combine(MONDAY, dt.time(20))
    line = lines_at(content, night, region)[0]
    assert f"Telefon {number}." in line
    assert len(re.findall(r"\d[\d ]{3,}", line)) == 1


def test_all_numbers_where_the_region_is_not_known(content: Content) -> None:
    """Each with its region."""
    night = dt.datetime.combine(MONDAY, dt.time(20))
    assert (
        "Region Hovedstaden: 1813; Region Sjælland: 1818; Region Syddanmark: 70 11 07 07; "
        "Region Midtjylland: 70 11 31 31; Region Nordjylland: 70 15 03 00."
    ) in lines_at(content, night)[0]


@pytest.mark.parametrize(("region", "number"), [("hovedstaden", "1813"), ("sjaelland", "1818")])
def test_a_number_that_may_have_changed_says_so(content: Content, region: str, number: str) -> None:
    """The two regions become one at the end of 2026: fine on the last day, in doubt the day after."""
    last = dt.datetime(2026, 12, 31, 23, 59)
    after = dt.datetime(2027, 1, 1, 0, 0)
    assert f"Telefon {number}." in lines_at(content, last, region)[0]
    assert f"{number} (?)" not in lines_at(content, last)[0]
    outdated = f"Telefon {number} (var gyldigt til 2026-12-31; slå det op, hvis det ikke svarer)"
    assert outdated in lines_at(content, after, region)[0]
    assert f"{number} (?)" in lines_at(content, after)[0]


def test_other_numbers_do_not_grow_old(content: Content) -> None:
    """Only the two regions that join."""
    line = lines_at(content, dt.datetime(2027, 1, 1, 0, 0), "nordjylland")[0]
    assert "Telefon 70 15 03 00." in line


def test_the_first_contact_comes_with_its_number(content: Content) -> None:
    """What stands last on the screen is whom to call now."""
    night = Reader("da", dt.datetime.combine(MONDAY, dt.time(20)), "nordjylland")
    day = Reader("da", dt.datetime.combine(MONDAY, dt.time(10)), "nordjylland")
    questionnaire = content.questionnaire
    assert first_contact(questionnaire, DOCTOR, night) == f"{BY_NIGHT}. Telefon 70 15 03 00."
    assert first_contact(questionnaire, DOCTOR, day) == f"{BY_DAY}."
    assert first_contact(questionnaire, (), day) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_in_both_languages(content: Content, language: Language) -> None:
    """Every contact has a line in every language, at night and by day, in and out of date."""
    ids = [contact.id for contact in content.questionnaire.contacts]
    for when in (dt.datetime(2026, 11, 23, 10), dt.datetime(2027, 1, 3, 3)):
        lines = contact_lines(content.questionnaire, ids, Reader(language, when))
        assert len(lines) == len(ids)
        assert all(line.endswith(".") and ".." not in line for line in lines)


AS_READ: Mapping[Language, tuple[str, ...]] = {
    "da": (
        "Ring 112. Sig, hvor du er, og hvad der er sket.",
        "Ring til lægevagten i din region. Telefon 1813 (var gyldigt til 2026-12-31; slå det op, hvis det"
        " ikke svarer). Når din egen læge har lukket. I Region Hovedstaden skal du ringe, før du tager på"
        " akutmodtagelsen.",
        "Ring til din egen læge (har lukket nu; åbent hverdage kl. 8-16).",
    ),
    "en": (
        "Call 112. Say where you are and what has happened.",
        "Call the out-of-hours doctor in your region (lægevagten). Phone 1813 (was valid until 2026-12-31;"
        " look it up if nobody answers). When your own GP is closed. In the Capital Region you must call"
        " before you go to an emergency department.",
        "Call your own GP (egen læge) (closed now; open weekdays 8-16).",
    ),
}
EVERY_NUMBER: Mapping[Language, str] = {
    "da": "Region Hovedstaden: 1813 (?); Region Sjælland: 1818 (?); Region Syddanmark: 70 11 07 07; "
    "Region Midtjylland: 70 11 31 31; Region Nordjylland: 70 15 03 00.",
    "en": "Capital Region: 1813 (?); Region Zealand: 1818 (?); Southern Denmark: 70 11 07 07; "
    "Central Denmark: 70 11 31 31; North Denmark: 70 15 03 00.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_as_they_are_read(content: Content, language: Language) -> None:
    """Word for word, the night after the numbers may have changed."""
    night = dt.datetime(2027, 1, 2, 2)
    ids = ("emergency_112", *DOCTOR)
    known = Reader(language, night, "hovedstaden")
    assert contact_lines(content.questionnaire, ids, known) == AS_READ[language]
    assert EVERY_NUMBER[language] in contact_lines(content.questionnaire, ids, Reader(language, night))[1]


def test_a_region_is_found_by_every_name(content: Content) -> None:
    """By id, alias and name in both languages, in any case."""
    questionnaire = content.questionnaire
    for region in questionnaire.regions:
        for name in (region.id, region.name.da, region.name.en, *region.aliases):
            assert find_region(questionnaire, name) is region
            assert find_region(questionnaire, f" {name.upper()} ") is region


@pytest.mark.parametrize("name", ["syddanmark", "syd", "Fyn", "Region Syddanmark"])
def test_the_region_option_shows_its_number(baekken: Baekken, saved: Saved, name: str) -> None:
    """By id, alias and name on the command line."""
    file = saved(SAME_DAY_AFTER_BIRTH)
    ran = baekken("check", "--answers", file, "--no-input", "--region", name)
    assert ran.code == 0
    assert "70 11 07 07" in ran.out
    assert "70 15 03 00" not in ran.out


def test_a_wrong_region_is_refused_before_any_question(baekken: Baekken) -> None:
    """Nobody answers thirty questions to learn that an option was misspelt."""
    ran = baekken("check", "--region", "atlantis", input="1\n")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--format", "pdf"), "Ukendt format: pdf."),
        (("--export", "{folder}/none/a.txt"), "findes ikke."),
        (("--export", "{folder}"), "er ikke en almindelig fil."),
        (("--export", "{mild}", "--format", "txt"), "findes allerede."),
        (("--export", "{folder}/" + "a" * 300 + ".txt"), "Fejl:"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_any_question(
    saved: Saved, tmp_path: Path, more: tuple[str, ...], words: str
) -> None:
    """Every fault of the command line is told before the first question."""
    places = {"folder": str(tmp_path), "mild": saved()}
    ran = run_cli("check", *(arg.format(**places) for arg in more), input="1\n")
    assert (ran.code, ran.out) == (2, "")
    assert words in flat(ran.err)
    assert "Traceback" not in ran.err


def test_a_full_standard_output_is_told() -> None:
    """No traceback, no fault of the program: nothing more can be written there."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "baekken_cli", "tips", "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(),
            cwd=ROOT,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"Could not write here: there is no space left.\n")


@pytest.mark.parametrize(
    ("args", "danish"),
    [
        (("check",), False),
        (("--lang", "da", "check"), True),
        (("check", "--lang", "da"), True),
    ],
    ids=["the file decides", "named before the command", "named after it"],
)
def test_the_language_of_an_answers_file_gives_way(
    tmp_path: Path, args: tuple[str, ...], danish: bool
) -> None:
    """An answers file may name a language; the command line is stronger, wherever it says so."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("language: en\nstage: neither\n", "utf-8")
    ran = run_cli(*args, "--answers", str(answers), "--no-input")
    assert ran.code == 0
    assert ("Spørgsmålene" in ran.out) is danish
