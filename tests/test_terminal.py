"""The program in a real terminal and in a pipe: what a person types, and what she then sees."""

from __future__ import annotations

import itertools
import json
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from baekken_cli.classify import classify, is_emergency
from baekken_cli.conditions import keys_of, worded
from baekken_cli.interview import next_question, path, shown_options
from baekken_cli.messages import say
from baekken_cli.model import (
    NONE,
    RAISED,
    Answer,
    Answers,
    Language,
    OneOf,
    Option,
    Question,
    Rule,
    Test,
    Ticked,
    Urgency,
)
from tests.builders import LANGUAGES, as_yaml, flat
from tests.terminal import (
    AFTER_BIRTH,
    BREATHLESS,
    CONTENT,
    MILD,
    PLACES,
    QUESTIONNAIRE,
    READ_BACK,
    Bytes,
    Check,
    Place,
    as_bytes,
    asked_at,
    ending,
    has_colour,
    piped,
    reach,
    results_in,
    script,
    title_of,
    without_codes,
)

# What is asked once the result stands on the screen.
LATER: dict[str, tuple[str, ...]] = {
    "the alarm": (),
    "the menu": ("m",),
    "a question after the alarm": ("m", "menu_rest"),
    "the overview after the alarm": ("m", "menu_change"),
    "a line of her own words": ("m", "menu_save"),
    "the name of the file": ("m", "menu_save", ""),
}
EVERY_LATER = pytest.mark.parametrize("typed", LATER.values(), ids=LATER.keys())
BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)


def reach_later(typed: tuple[str, ...], cwd: Path, language: Language = "da") -> Check:
    """The program after an emergency, with ``typed`` said to what it asks then."""
    check = Check(language, cwd=cwd).walk(BREATHLESS)
    for line in typed:
        check.choose(line) if line.startswith("menu_") else check.type(line)
    return check


# ------------------------------------------------------------------------------ 1: a whole check


@BOTH_LANGUAGES
def test_whole_check_speaks_one_language(language: Language, tmp_path: Path) -> None:
    """An ordinary mild case: every question, the overview and the result in one language, exit code 0."""
    other: Language = "en" if language == "da" else "da"
    with Check(language, cwd=tmp_path).walk(MILD) as check:
        assert title_of(Urgency.ROUTINE, language) in check.lines
        assert check.say("menu") in check.shown
        check.type("q")
        ending(check, 0)
        seen = flat(without_codes(check.log.getvalue()))
    foreign = [worded(question.text, other, facts) for question, facts in path(QUESTIONNAIRE, MILD)]
    foreign += [say(code, other) for code in ("menu", "overview", "menu_end", "yes_or_skip", "keys")]
    assert [text for text in foreign if text in seen] == []
    assert title_of(Urgency.ROUTINE, other) not in seen
    assert list(tmp_path.iterdir()) == []


def test_mild_case_is_short() -> None:
    """An ordinary mild case takes at most 22 answers."""
    assert len(list(path(QUESTIONNAIRE, MILD))) == len(MILD) <= 22


# ------------------------------------------------------------------------------ 1: emergencies come early

SIGNS = [question for question in QUESTIONNAIRE.questions if question.topic == "signs"]
STAGES_AND_WEEKS = [
    *({"stage": "pregnant", "weeks_pregnant": weeks} for weeks in (8, 19, 21, 30, 38)),
    *({"stage": stage, "weeks_since": weeks} for stage in ("postpartum", "loss") for weeks in (1, 8, 30)),
]
Line = tuple[Question, Option]


def ticking(test: Test) -> list[Line]:
    """The lines of the screens that make a test of a rule true."""
    if isinstance(test, Ticked):
        wanted = [(test.key, option_id) for option_id in test.any_of]
        return [(one, option) for one in SIGNS for option in one.options if (one.id, option.id) in wanted]
    if isinstance(test, OneOf) and RAISED in test.values:
        return [(one, option) for one in SIGNS for option in one.options if test.key in option.raises]
    return []


def comes_from_screens(rule: Rule) -> bool:
    """Its condition looks at signs and weeks only, not at the pain or the day."""
    asked = (QUESTIONNAIRE.question(key) for key in keys_of(rule.condition))
    return all(question is None or question.topic in ("who", "signs") for question in asked)


def ways_to_tick(rule: Rule) -> Iterator[tuple[Line, ...]]:
    """The lines to tick, one for each test that asks for one."""
    for box in rule.condition.any_of or ((),):
        lines = [ticking(test) for test in (*rule.condition.when, *box)]
        yield from itertools.product(*(found for found in lines if found))


def answered_until_emergency(start: Answers, ticks: tuple[Line, ...]) -> Answers:
    """The answers of who ticks these lines and no other, up to the end or the last screen."""
    answers: dict[str, Answer] = {}
    while not is_emergency(CONTENT, answers):
        found = next_question(QUESTIONNAIRE, answers)
        if found is None or found[0].topic not in ("who", "signs"):
            break
        question, facts = found
        shown = {option.id for option in shown_options(question, facts)}
        ticked = tuple(option.id for asked, option in ticks if asked is question and option.id in shown)
        answers[question.id] = start.get(question.id, ticked or (NONE,))
    return answers


EMERGENCIES = [
    rule
    for rule in QUESTIONNAIRE.rules
    if rule.urgency is Urgency.EMERGENCY and comes_from_screens(rule) and not rule.otherwise
]


@pytest.mark.parametrize("rule", EMERGENCIES, ids=[rule.id for rule in EMERGENCIES])
def test_emergency_takes_few_answers(rule: Rule) -> None:
    """Whoever ticks the line of an emergency is told so after fewer than 8 answers, in any week."""
    runs = (answered_until_emergency(one, ticks) for one in STAGES_AND_WEEKS for ticks in ways_to_tick(rule))
    counts = [len(run) for run in runs if rule in classify(CONTENT, run).rules]
    assert counts
    assert max(counts) < 8


# ------------------------------------------------------------------------------ 2: stopping after the result


@EVERY_LATER
def test_interrupt_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """Ctrl-C after the result: exit code 130, the result is not shown again and not denied, no file."""
    with reach_later(typed, tmp_path) as check:
        check.interrupt()
        text = ending(check, 130).text
    assert say("interrupted_after", "da") in text
    assert results_in(text, "da") == []
    assert list(tmp_path.iterdir()) == []


@EVERY_LATER
def test_ended_input_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """Ctrl-D after the result: the result stands, nothing more is asked, exit code 0, no file."""
    with reach_later(typed, tmp_path) as check:
        check.end_input()
        assert results_in(ending(check, 0).text, "da") == []
    assert list(tmp_path.iterdir()) == []


@EVERY_LATER
def test_q_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """q after the result ends at once: exit code 0, the result is not shown again, no file."""
    with reach_later(typed, tmp_path) as check:
        check.type("q")
        assert results_in(ending(check, 0).text, "da") == []
    assert list(tmp_path.iterdir()) == []


def test_ended_input_is_told_on_a_line_of_its_own() -> None:
    """Ctrl-D leaves the mark of the prompt behind; what is said then starts a line, and fits it."""
    with reach(PLACES["several"], columns=40) as check:
        check.end_input()
        ending(check, 3)
        drawn = check.drawn()
    assert any(line and say("ended", "da").startswith(line) for line in drawn)
    assert split_words(check.log.getvalue()) == split_words("\n".join(drawn))


# Weeks read back, steps for what is not known, and the private lines skipped: every kind of line.
LINES = script(AFTER_BIRTH, READ_BACK)


def gives_no_result(done: Bytes, language: Language) -> bool:
    """Exit code 3, the message that there is no assessment, and nothing that looks like one."""
    told = say("ended", language) in flat(done.err.decode())
    return done.code == 3 and told and not results_in((done.out + done.err).decode(), language)


@pytest.mark.parametrize("kept", range(len(LINES)))
def test_cut_input_gives_no_result(kept: int) -> None:
    """Lines from a pipe that stop too early: exit code 3, no assessment, never a result."""
    done = piped("check", "--lang", "en", typed=as_bytes(LINES[:kept]))
    assert gives_no_result(done, "en"), done


@BOTH_LANGUAGES
def test_whole_input_gives_result(language: Language) -> None:
    """All lines from a pipe: a result, exit code 0, nothing on the error stream."""
    done = piped("check", "--lang", language, typed=as_bytes(LINES))
    assert (done.code, done.err) == (0, b"")
    assert results_in(done.out.decode(), language)


@BOTH_LANGUAGES
def test_no_input_at_all(language: Language) -> None:
    """With /dev/null as input: exit code 3, no assessment."""
    done = piped("check", "--lang", language)
    assert gives_no_result(done, language), done


def test_closed_input() -> None:
    """Input that is closed altogether, as under some schedulers: exit code 3, no assessment."""
    done = piped("check", "--lang", "da", closed=True)
    assert gives_no_result(done, "da"), done.err.decode()


def test_emergency_from_a_pipe() -> None:
    """An emergency ends the lines of a pipe too: the input may stop there, and the result stands."""
    done = piped("check", "--lang", "da", typed=as_bytes(script(BREATHLESS)))
    assert (done.code, done.err) == (0, b"")
    assert title_of(Urgency.EMERGENCY, "da") in flat(done.out.decode())


# ------------------------------------------------------------------------------ 6: weeks read back

READ_BACKS: dict[str, tuple[Language, str, str, str, str, str]] = {
    "months": ("da", "a time since", "3 måneder", "13 uger siden. Rigtigt forstået?", "nej", "ja"),
    "months in English": ("en", "a time since", "3 months", "13 weeks ago. Is that right?", "no", "yes"),
    "days": ("da", "a time since", "10 dage", "1 uge siden. Rigtigt forstået?", "n", "j"),
    "few days": ("en", "a time since", "4 days", "less than 1 week ago. Is that right?", "<", "y"),
    "week and days": ("da", "a week", "31+4", "Gravid i uge 31. Rigtigt forstået?", "nej", "jo"),
    "a half": ("da", "a number", "6,5", "Altså 7. Rigtigt forstået?", "nej", "ja"),
    "from to": ("en", "a number", "6-7", "So 7. Is that right?", "n", "yes"),
}


@pytest.mark.parametrize("name", READ_BACKS)
def test_what_was_understood_is_read_back(name: str) -> None:
    """No asks again without an answer; anything but yes or no does neither; yes is the answer."""
    language, place, typed, words, no, yes = READ_BACKS[name]
    with reach(PLACES[place], language) as check:
        question, facts = asked_at(PLACES[place])
        assert words in check.type(typed)
        assert check.type("bananmad").endswith(f"{check.say('yes_or_no')} {check.keys}")
        assert check.type(no) == flat(f"{no} {check.hint(question, facts)}. {check.keys}")
        assert words in check.type(typed)
        assert check.say("answered", answer="") in check.type(yes)
        assert not check.is_at(question, facts)


@pytest.mark.parametrize("name", ["a week", "a time since"])
def test_plain_weeks_are_not_read_back(name: str) -> None:
    """A number alone is weeks: the next question follows."""
    with reach(PLACES[name]) as check:
        assert check.say("answered", answer="") in check.type("12")
        assert check.is_at(*asked_at(Place("signs_now")))


# ------------------------------------------------------------------------------ 7: width and colour


def split_words(text: str) -> list[str]:
    return without_codes(text).split()


WIDE = 1000  # nothing is wrapped by a terminal of this width


@pytest.fixture(scope="module")
def plain_words() -> dict[Language, list[str]]:
    """Every word of a whole check with all help, in plain mode, in each language."""
    found: dict[Language, list[str]] = {}
    for language in LANGUAGES:
        with Check(language, "--plain", columns=WIDE).walk(MILD, before=("?", "hvorfor")) as check:
            check.end_input()
            found[language] = split_words(check.log.getvalue())
    return found


@BOTH_LANGUAGES
def test_every_word_fits(language: Language, plain_words: dict[Language, list[str]]) -> None:
    """At 40 columns no line is too wide, and every word of the plain output is drawn whole."""
    with Check(language, columns=40).walk(MILD, before=("?", "hvorfor")) as check:
        check.end_input()
        written = without_codes(check.log.getvalue()).split("\r\n")
        drawn = split_words("\n".join(check.drawn()))
    assert [line for line in written if len(line) >= 40] == []
    word = {"da": "behold", "en": "keep"}[language]  # plain mode has a word where others have a sign
    assert [one.replace("=", word) for one in drawn] == [
        one.replace("=", word) for one in plain_words[language]
    ]


@BOTH_LANGUAGES
@pytest.mark.parametrize("columns", [65, 100])
def test_nothing_is_broken_by_the_terminal(columns: int, language: Language) -> None:
    """Signs for keys and the drawing fit as well: the terminal draws every row as it was written."""
    with Check(language, columns=columns).walk(MILD, before=("?",)) as check:
        written = without_codes(check.log.getvalue()).replace("\r", "").split("\n")
        drawn = check.drawn()
    assert [line for line in written if len(line) >= columns] == []
    assert say("from_behind", language) in "".join(drawn)
    assert [row for row in drawn if row] == [line.rstrip() for line in written if line.strip()]


@BOTH_LANGUAGES
def test_every_word_of_an_emergency_fits(language: Language) -> None:
    """At 40 columns the report after an alarm is drawn whole, and has the same words as in plain mode."""
    with (
        Check(language, columns=40).walk(BREATHLESS) as narrow,
        Check(language, "--plain", columns=WIDE).walk(BREATHLESS) as plain,
    ):
        narrow.type("m")
        plain.type("m")
        assert split_words("\n".join(narrow.drawn())) == split_words(narrow.log.getvalue())
        assert split_words(narrow.raw) == split_words(plain.raw)


@BOTH_LANGUAGES
def test_example_of_numbers_stays_on_one_line(language: Language) -> None:
    """``1 3`` is an example of what to type; cut in two it reads as two lines to type."""
    hint = say("choose_several", language, count=9)
    [example] = re.findall(r"\d\s\d", hint)
    with reach(PLACES["several"], language, columns=40) as check:
        assert any(example.replace("\N{NO-BREAK SPACE}", " ") in line for line in check.lines)


NO_COLOUR: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "--no-color": (("--no-color",), {}),
    "--no-color over FORCE_COLOR": (("--no-color",), {"FORCE_COLOR": "1"}),
    "NO_COLOR": ((), {"NO_COLOR": "1"}),
}
PLAIN: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "--plain": (("--plain",), {}),
    "--plain over FORCE_COLOR": (("--plain",), {"FORCE_COLOR": "1"}),
    "ACCESSIBLE": ((), {"ACCESSIBLE": "1"}),
    "TERM=dumb": ((), {"TERM": "dumb"}),
}


def emergency_output(*options: str, env: dict[str, str] | None = None) -> str:
    """All that is written up to the result of an emergency and the question after it."""
    with Check("da", *options, env=env).walk(BREATHLESS) as check:
        return check.log.getvalue()


def test_colour_by_itself() -> None:
    """A terminal that can show colours gets them."""
    assert has_colour(emergency_output())


@pytest.mark.parametrize("name", NO_COLOUR)
def test_no_colour(name: str) -> None:
    """Where no colour is wished for, no code for a colour is written."""
    options, env = NO_COLOUR[name]
    assert not has_colour(emergency_output(*options, env=env))


@pytest.mark.parametrize("name", PLAIN)
def test_plain_is_lines_and_nothing_else(name: str) -> None:
    """No escape character, and no carriage return but that of the terminal's own line ends."""
    options, env = PLAIN[name]
    written = emergency_output(*options, env=env)
    assert "\x1b" not in written
    assert "\r" not in written.replace("\r\n", "\n")
    assert title_of(Urgency.EMERGENCY, "da") in written


# ------------------------------------------------------------------------------ 8: the summary


@pytest.fixture
def offered(tmp_path: Path) -> Iterator[Check]:
    """The program as it asks for the name of the file, in an empty folder of its own."""
    with reach_later(LATER["the name of the file"], tmp_path) as check:
        assert check.say("file_name") in check.shown
        yield check


def test_summary_is_written_for_her_alone(offered: Check, tmp_path: Path) -> None:
    """A name: the whole summary in that file, mode 0600, and nothing beside it; then the menu again."""
    shown = offered.type("min side.txt")
    assert offered.say("saved", path="min side.txt") in shown
    assert offered.menu()[-1] == "menu_end"
    offered.type("q")
    ending(offered, 0)
    [written] = tmp_path.iterdir()
    assert (written.name, stat.S_IMODE(written.stat().st_mode)) == ("min side.txt", 0o600)
    assert say("summary", "da") in written.read_text(encoding="utf-8")


def test_summary_never_replaces_a_file(offered: Check, tmp_path: Path) -> None:
    """A name that is taken is refused and asked for again; the old file stays as it was."""
    (tmp_path / "gammel.txt").write_text("mine egne ord", encoding="utf-8")
    assert offered.type("gammel.txt").endswith(offered.say("file_name"))
    offered.type("ny.md")
    offered.type("q")
    ending(offered, 0)
    assert (tmp_path / "gammel.txt").read_text(encoding="utf-8") == "mine egne ord"
    assert {one.name for one in tmp_path.iterdir()} == {"gammel.txt", "ny.md"}


def test_summary_can_be_left(offered: Check, tmp_path: Path) -> None:
    """< at the name of the file leads to the menu, where it can still be saved."""
    offered.type("<")
    assert "menu_save" in offered.menu()
    assert list(tmp_path.iterdir()) == []


UNUSABLE = {
    "no name": "",
    "a folder": ".",
    "a folder that is not there": "ingen-mappe/side.txt",
    "an unknown format": "side.docx",
    "a home that is not there": "~ingen-der-hedder-det/side.txt",
    "a name too long": "x" * 300,
    "a question mark, which is help": "?",
    "a sign that keeps": "=",
}


def test_unusable_file_name_is_asked_again(offered: Check, tmp_path: Path) -> None:
    """A name that cannot be used writes nothing and loses nothing: she is asked once more."""
    for what, name in UNUSABLE.items():
        assert offered.type(name).endswith(offered.say("file_name")), what
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------ 9: how lines may look

WORDS = {
    "weeks_since": ("3 måneder", "ja"),
    "signs_now": ("ingen af dem",),
    "wellbeing": ("spring over",),
    "worst": ("ved ikke",),
}
Dress = Callable[[str], str]
DRESSES: dict[str, Dress] = {
    "CRLF": lambda line: f"{line}\r",
    "spaces around": lambda line: f"  {line}   ",
    "a tab after": lambda line: f"{line}\t",
    "non-breaking spaces": lambda line: f"\N{NO-BREAK SPACE}{line}\N{NO-BREAK SPACE}".replace(
        " ", "\N{NO-BREAK SPACE}"
    ),
    "decomposed letters": lambda line: unicodedata.normalize("NFD", line),
    "upper case": str.upper,
    "a full stop after": lambda line: f"{line}.",
}


def result_of(typed: bytes) -> object:
    """The result of a check from a pipe, as JSON."""
    done = piped("check", "--json", "--lang", "da", typed=typed)
    assert done.code == 0, done.err.decode()
    return json.loads(done.out)


@pytest.fixture(scope="module")
def tidy_result() -> object:
    return result_of(as_bytes(script(AFTER_BIRTH, WORDS)))


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_lines_in_any_dress(dress: Dress, tidy_result: object) -> None:
    """Line ends, spaces, composed letters and case do not matter: the same answers, the same result."""
    assert result_of(as_bytes([dress(line) for line in script(AFTER_BIRTH, WORDS)])) == tidy_result


def test_decomposed_letters_at_the_terminal() -> None:
    """An å typed as two characters is an å at the terminal as well."""
    with reach(PLACES["a time since"]) as check:
        shown = check.type(unicodedata.normalize("NFD", "3 MÅNEDER  "))
        assert say("read_back_time_since", "da", answer="13 uger") in shown


# ------------------------------------------------------------------------------ 10: encodings

ENCODINGS = {"cp1252": "æøå", "cp850": "æøå", "latin-1": "æøå", "ascii": ""}


@pytest.fixture(scope="module")
def answers_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The answers of an ordinary check, in a file."""
    file = tmp_path_factory.mktemp("answers") / "answers.yaml"
    file.write_text(as_yaml(AFTER_BIRTH), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("command", ["tips", "check"])
def test_output_encoding(command: str, answers_file: str) -> None:
    """Letters that the encoding has come out as themselves, the others as near ones; never a traceback."""
    arguments = ("tips", "søvn") if command == "tips" else ("check", "--answers", answers_file)
    full = piped(*arguments, "--lang", "da", env={"PYTHONIOENCODING": "utf-8"}).out.decode()
    for encoding, letters in ENCODINGS.items():
        done = piped(*arguments, "--lang", "da", env={"PYTHONIOENCODING": encoding})
        assert (done.code, done.err) == (0, b""), encoding
        text = done.out.decode(encoding)
        assert [letter for letter in "æøå" if letter in text] == list(letters), encoding
        assert text.count("?") == full.count("?"), f"{encoding}: {re.findall(r'.*[?].*', text)}"


# "help", "skip" and "no" in the words of each language; the letters must survive the way in as well.
TYPED_WORDS = {
    **READ_BACK,
    "signs_now": ("hjælp", "nej"),
    "wellbeing": ("spring over",),
    "worst": ("ved ikke",),
}


@pytest.mark.parametrize("encoding", ["utf-8", *ENCODINGS])
def test_whole_check_in_any_encoding(encoding: str, tidy_result: object) -> None:
    """Typed and shown in the encoding: the same result, nothing crashes, letters stay where it has them."""
    lines = [line.replace("3 måneder", "13 uger") for line in script(AFTER_BIRTH, TYPED_WORDS)]
    letters = ENCODINGS.get(encoding, "æøå")
    if not letters:
        lines = [line.replace("æ", "ae") for line in lines]
    lines.remove("ja")  # plain weeks are not read back
    typed = "".join(f"{line}\n" for line in lines).encode(encoding)
    done = piped("check", "--json", "--lang", "da", typed=typed, env={"PYTHONIOENCODING": encoding})
    asked = done.err.decode(encoding)
    assert (done.code, json.loads(done.out.decode(encoding))) == (0, tidy_result)
    assert [letter for letter in "æøå" if letter in asked] == list(letters)
    question, facts = asked_at(Place("signs_now"))
    near = worded(question.help, "da", facts)
    for letter, twin in zip("æøåÆØÅ", ("ae", "oe", "aa", "Ae", "Oe", "Aa"), strict=True):
        near = near if letter.lower() in letters else near.replace(letter, twin)
    assert near in flat(asked)


# ------------------------------------------------------------------------------ 11: colour without a terminal

FORCED: dict[str, tuple[tuple[str, ...], dict[str, str], bool]] = {
    "nothing asked for": ((), {}, False),
    "FORCE_COLOR": ((), {"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR=0": ((), {"FORCE_COLOR": "0"}, False),
    "NO_COLOR wins": ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    "--no-color wins": (("--no-color",), {"FORCE_COLOR": "1"}, False),
    "--plain wins": (("--plain",), {"FORCE_COLOR": "1"}, False),
    "ACCESSIBLE wins": ((), {"FORCE_COLOR": "1", "ACCESSIBLE": "1"}, False),
    "TERM=dumb wins": ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
}


@pytest.mark.parametrize("name", FORCED)
def test_colour_in_a_pipe(name: str) -> None:
    """Output into a pipe has colour only where it is asked for and nobody says no; else not one code."""
    options, env, coloured = FORCED[name]
    done = piped("check", "--lang", "da", *options, typed=as_bytes(script(BREATHLESS)), env=env)
    text = done.out.decode()
    assert done.code == 0
    assert has_colour(text) is coloured
    assert ("\x1b" in text) is coloured
    assert flat(without_codes(text)).endswith("Ring nu. Vent ikke. Ring 112.")
