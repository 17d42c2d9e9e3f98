"""The program in a real terminal and in a pipe: what a person types, and what she then sees."""

from __future__ import annotations

import itertools
import json
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

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
    Facts,
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
    CONTENT,
    QUESTIONNAIRE,
    Bytes,
    Check,
    Ending,
    Terminal,
    as_bytes,
    has_colour,
    piped,
    results_in,
    script,
    title_of,
    without_codes,
)

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
}
# What is asked once the result stands on the screen.
LATER: dict[str, tuple[str, ...]] = {
    "going on": (),
    "a question after the emergency": ("ja",),
    "the offer of a summary": ("nej",),
    "the name of the file": ("nej", "ja"),
}
EVERY_PLACE = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
EVERY_LATER = pytest.mark.parametrize("typed", LATER.values(), ids=LATER.keys())
BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)


def reach(place: Place, language: Language = "da", columns: int = 100) -> Check:
    """The program as it waits for an answer at ``place``."""
    check = Check(language, columns=columns).walk(place.person, until=place.question)
    for line in place.typed:
        check.type(line)
    return check


def reach_later(typed: tuple[str, ...], cwd: Path, language: Language = "da") -> Check:
    """The program after an emergency, with ``typed`` said to what it asks then."""
    check = Check(language, cwd=cwd).walk(BREATHLESS)
    for line in typed:
        check.type(line)
    return check


def asked_at(place: Place) -> tuple[Question, Facts]:
    """The question of a place and the facts known there."""
    return next(found for found in path(QUESTIONNAIRE, place.person) if found[0].id == place.question)


def below(lines: list[str], line: str, count: int) -> list[str]:
    """The lines that are not empty after the first that is ``line``."""
    return [one.strip() for one in lines[lines.index(line) + 1 :] if one.strip()][:count]


# ------------------------------------------------------------------------------ 1: a whole check


@BOTH_LANGUAGES
def test_whole_check_speaks_one_language(language: Language, tmp_path: Path) -> None:
    """An ordinary mild case: every question and the result in the language asked for, and exit code 0."""
    other: Language = "en" if language == "da" else "da"
    with Check(language, cwd=tmp_path).walk(MILD) as check:
        assert title_of(Urgency.ROUTINE, language) in check.lines
        assert say("offer_summary", language) in check.shown
        check.type("nej")
        ending(check, 0)
        seen = flat(without_codes(check.log.getvalue()))
    foreign = [worded(question.text, other, facts) for question, facts in path(QUESTIONNAIRE, MILD)]
    assert [text for text in foreign if text in seen] == []
    assert title_of(Urgency.ROUTINE, other) not in seen
    assert list(tmp_path.iterdir()) == []


def ending(terminal: Terminal, code: int) -> Ending:
    """The program has ended by itself with this code, and the terminal is as it was before."""
    found = terminal.ending()
    assert found.code == code, found.text
    assert terminal.is_as_before()
    return found


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


# ------------------------------------------------------------------------------ 2: a red flag


@BOTH_LANGUAGES
def test_red_flag_stops_at_once(language: Language) -> None:
    """Short of breath on the first screen: 112 first and last, nothing more is asked, and no ends it."""
    title = title_of(Urgency.EMERGENCY, language)
    with Check(language).walk(BREATHLESS) as check:
        assert list(check.answers) == ["stage", "weeks_pregnant", "signs_now"]
        assert "112" in " ".join(below(check.lines, title, 2))
        last = below(check.lines, say("once_more", language), 3)
        assert last[0] == title
        assert "112" in last[1]
        assert say("go_on_for_summary", language).startswith(last[2])
        assert say("offer_summary", language) in check.type("nej")
        check.type("nej")
        ending(check, 0)


def test_going_on_after_red_flag_keeps_urgency() -> None:
    """With a yes the rest is asked, and the result comes again with the same urgency."""
    title = title_of(Urgency.EMERGENCY, "da")
    with Check().walk(BREATHLESS) as check:
        check.type("ja")
        check.walk(BREATHLESS)
        assert check.answers == BREATHLESS
        assert results_in(check.shown, "da") == [title, *results_in(check.shown, "da")[1:]]
        assert below(check.lines, say("once_more", "da"), 1) == [title]
        check.type("nej")
        ending(check, 0)


# ------------------------------------------------------------------------------ 3: Ctrl-C


@EVERY_PLACE
def test_interrupt_gives_no_result(place: Place) -> None:
    """Ctrl-C at any question: exit code 130, it says that there is no assessment, and nothing is shown."""
    with reach(place) as check:
        check.interrupt()
        assert say("interrupted", "da") in ending(check, 130).text
        assert results_in(without_codes(check.log.getvalue()), "da") == []


@EVERY_LATER
def test_interrupt_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """Ctrl-C after the result: exit code 130, the result is not shown again and not denied, no file."""
    with reach_later(typed, tmp_path) as check:
        check.interrupt()
        text = ending(check, 130).text
    assert say("interrupted_after", "da") in text
    assert results_in(text, "da") == []
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------ 4: the input ends


@BOTH_LANGUAGES
@EVERY_PLACE
def test_ended_input_gives_no_result(place: Place, language: Language) -> None:
    """Ctrl-D at any question is no answer: exit code 3, and it says that there is no assessment."""
    with reach(place, language) as check:
        check.end_input()
        assert say("ended", language) in ending(check, 3).text
        assert results_in(without_codes(check.log.getvalue()), language) == []


@EVERY_LATER
def test_ended_input_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """Ctrl-D after the result: the result stands, nothing more is asked, exit code 0, no file."""
    with reach_later(typed, tmp_path) as check:
        check.end_input()
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


# ------------------------------------------------------------------------------ 5: other than answers

QUESTIONS = {name: place for name, place in PLACES.items() if name != "weeks read back"}
EVERY_QUESTION = pytest.mark.parametrize("place", QUESTIONS.values(), ids=QUESTIONS.keys())


def asks_again(check: Check, place: Place) -> bool:
    """The question of the place is what is asked, and nothing was taken as its answer."""
    question, facts = asked_at(place)
    yes_or_no = bool(question.gate) and not place.typed
    wanted = say("yes_or_no", "da") if yes_or_no else check.text_of(question, facts)
    asked = wanted in check.shown or at_steps(check)
    return asked and not check.over and say("answered", "da", answer="") not in check.shown


def at_steps(check: Check) -> bool:
    """The weeks in steps are what is asked."""
    return say("about_when", "da") in check.shown


NONSENSE = ("", "   ", "bananmad", "-1", "1.5", "1 og banan", "0x1", "1e1", "æøå", "٣", "\t")
TOO_MUCH = {"weeks_pregnant": "44", "weeks_since": "2601", "worst": "11"}


@EVERY_QUESTION
def test_help_and_nonsense_are_never_an_answer(place: Place) -> None:
    """? and hvorfor explain; an empty line, other words and numbers that are not there ask again."""
    question, facts = asked_at(place)
    with reach(place) as check:
        for word, code, text in (("?", "help_title", question.help), ("hvorfor", "why_title", question.why)):
            assert say(code, "da", text=worded(text, "da", facts)) in check.type(word)
            assert say("answered", "da", answer="") not in check.shown
        for line in (*NONSENSE, TOO_MUCH.get(place.question, "99")):
            check.type(line)
            assert asks_again(check, place), f"{line!r}: {check.shown}"
            if place == PLACES["a week in steps"] and not at_steps(check):
                check.type(*place.typed)


@pytest.mark.parametrize("name", ["the private gate", "weeks read back"])
def test_yes_or_no_is_not_a_list(name: str) -> None:
    """Where yes or no is asked, an answer that is neither is not told to pick from a list."""
    with reach(PLACES[name]) as check:
        for line in ("bananmad", "", "2"):
            shown = check.type(line)
            assert say("yes_or_no", "da") in shown
            assert "listen" not in shown


# What "don't know" leads to: an answer, steps, or the question again where it is no answer.
DONT_KNOW = {
    "a choice": "again",
    "several": "answer",
    "a number": "answer",
    "a week": "steps",
    "a week in steps": "answer",
    "a time since": "steps",
    "the private gate": "again",
    "private lines": "answer",
}


@pytest.mark.parametrize("name", DONT_KNOW)
def test_dont_know(name: str) -> None:
    """``ved ikke`` is an answer where it is offered, leads to steps for weeks, and is refused elsewhere."""
    place = PLACES[name]
    with reach(place) as check:
        shown = check.type("ved ikke")
        found = {
            "again": asks_again(check, place),
            "answer": say("answered", "da", answer="Ved ikke") in shown,
            "steps": at_steps(check),
        }
    assert found[DONT_KNOW[name]]
    assert found["answer"] is (DONT_KNOW[name] == "answer")


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ("a choice", "a week in steps")])
def test_back_asks_question_before(name: str) -> None:
    """< asks the question before once more."""
    place = PLACES[name]
    asked = list(path(QUESTIONNAIRE, place.person))
    before, facts = asked[asked.index(asked_at(place)) - 1]
    with reach(place) as check:
        assert check.text_of(before, facts) in check.type("<")
        assert say("answered", "da", answer="") not in check.shown


def test_back_at_the_first_question() -> None:
    """There is nothing before the first question: it says so and asks it again."""
    with reach(PLACES["a choice"]) as check:
        assert say("at_the_start", "da") in check.type("<")
        assert asks_again(check, PLACES["a choice"])


def test_changed_answer_drops_what_hung_on_it() -> None:
    """Pregnant in week 20, back twice, and after birth instead: the time since is asked, then her signs."""
    with Check().walk(MILD, until="signs_now") as check:
        check.type("<")
        check.type("<")
        check.answers.clear()
        check.walk(AFTER_BIRTH, READ_BACK)
        assert check.answers == AFTER_BIRTH
        check.type("nej")
        ending(check, 0)


def test_changed_answer_is_not_in_the_result() -> None:
    """The week of a pregnancy that was taken back is not among the answers of the result."""
    lines = [*script(MILD)[:2], "<", "tilbage", *script(AFTER_BIRTH, READ_BACK)]
    assert result_of(as_bytes(lines)) == result_of(as_bytes(script(AFTER_BIRTH, READ_BACK)))


@EVERY_PLACE
def test_q_stops(place: Place) -> None:
    """q at any question: no assessment, exit code 3, and no result."""
    with reach(place) as check:
        check.type("q")
        assert say("interrupted", "da") in ending(check, 3).text
        assert results_in(without_codes(check.log.getvalue()), "da") == []


@EVERY_LATER
def test_q_after_result(typed: tuple[str, ...], tmp_path: Path) -> None:
    """q after the result: at most the summary is still offered; exit code 0, no file."""
    with reach_later(typed, tmp_path) as check:
        if say("offer_summary", "da") in check.type("q"):
            check.type("q")
        ending(check, 0)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------ 6: weeks read back

READ_BACKS: dict[str, tuple[Language, str, str, str, str]] = {
    "months": ("da", "3 måneder", "13 uger siden. Rigtigt forstået?", "nej", "ja"),
    "months in English": ("en", "3 months", "13 weeks ago. Is that right?", "no", "yes"),
    "days": ("da", "10 dage", "1 uge siden. Rigtigt forstået?", "n", "j"),
    "few days": ("en", "4 days", "less than 1 week ago. Is that right?", "n", "y"),
}


@pytest.mark.parametrize("name", READ_BACKS)
def test_time_is_read_back(name: str) -> None:
    """What is not typed as plain weeks is read back; no asks again, anything but yes or no does neither."""
    language, typed, words, no, yes = READ_BACKS[name]
    with reach(PLACES["a time since"], language) as check:
        question, facts = asked_at(PLACES["a time since"])
        assert words in check.type(typed)
        assert say("yes_or_no", language) in check.type("bananmad")
        assert check.text_of(question, facts) in check.type(no)
        assert words in check.type(typed)
        assert say("answered", language, answer="") in check.type(yes)
        assert check.is_at(*asked_at(Place("signs_now", person=AFTER_BIRTH)))


def test_pregnancy_week_is_read_back() -> None:
    """A week with days is read back as its completed weeks."""
    with reach(PLACES["a week"]) as check:
        assert say("read_back_pregnancy_week", "da", weeks=31) in check.type("31+4")
        assert say("answered", "da", answer="") in check.type("ja")
        assert check.is_at(*asked_at(Place("signs_now")))


@pytest.mark.parametrize("name", ["a week", "a time since"])
def test_plain_weeks_are_not_read_back(name: str) -> None:
    """A number alone is weeks: the next question follows."""
    with reach(PLACES[name]) as check:
        check.type("12")
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
@pytest.mark.parametrize("columns", [40, 100])
def test_every_word_fits(columns: int, language: Language, plain_words: dict[Language, list[str]]) -> None:
    """No line is wider than the terminal, and every word of the plain output is drawn whole."""
    with Check(language, columns=columns).walk(MILD, before=("?", "hvorfor")) as check:
        check.end_input()
        written = without_codes(check.log.getvalue()).split("\r\n")
        drawn = split_words("\n".join(check.drawn()))
    assert [line for line in written if len(line) > columns] == []
    assert drawn == plain_words[language]


@BOTH_LANGUAGES
def test_every_word_of_an_emergency_fits(language: Language) -> None:
    """At 40 columns the result of an emergency has the same words as in plain mode."""
    with (
        Check(language, columns=40).walk(BREATHLESS) as narrow,
        Check(language, "--plain", columns=WIDE).walk(BREATHLESS) as plain,
    ):
        assert split_words("\n".join(narrow.drawn())) == split_words(plain.log.getvalue())


@BOTH_LANGUAGES
def test_example_of_numbers_stays_on_one_line(language: Language) -> None:
    """``1 3`` is an example of what to type; cut in two it reads as two lines to type."""
    hint = say("choose_several", language)
    [example] = re.findall(r"\d.*", hint)
    with reach(PLACES["several"], language, columns=40) as check:
        assert any(example in line for line in check.lines)


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
        yield check


def test_summary_is_written_for_her_alone(offered: Check, tmp_path: Path) -> None:
    """Yes and a name: the whole summary in that file, mode 0600, and nothing beside it."""
    shown = offered.type("min side.txt")
    ending(offered, 0)
    assert say("saved", "da", path="min side.txt") in shown
    [written] = tmp_path.iterdir()
    assert (written.name, stat.S_IMODE(written.stat().st_mode)) == ("min side.txt", 0o600)
    assert say("summary", "da") in written.read_text(encoding="utf-8")


def test_summary_never_replaces_a_file(offered: Check, tmp_path: Path) -> None:
    """A name that is taken is refused and asked for again; the old file stays as it was."""
    (tmp_path / "gammel.txt").write_text("mine egne ord", encoding="utf-8")
    assert say("offer_summary", "da") in offered.type("gammel.txt")
    offered.type("ja")
    offered.type("ny.md")
    ending(offered, 0)
    assert (tmp_path / "gammel.txt").read_text(encoding="utf-8") == "mine egne ord"
    assert {one.name for one in tmp_path.iterdir()} == {"gammel.txt", "ny.md"}


UNUSABLE = {
    "no name": "",
    "a folder": ".",
    "a folder that is not there": "ingen-mappe/side.txt",
    "an unknown format": "side.docx",
    "a home that is not there": "~ingen-der-hedder-det/side.txt",
    "a name too long": "x" * 300,
    "a question mark, which is help": "?",
    "a mark that goes back": "<",
}


@pytest.mark.parametrize("name", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_unusable_file_name_is_asked_again(name: str, offered: Check, tmp_path: Path) -> None:
    """A name that cannot be used writes nothing and loses nothing: she is asked once more."""
    offered.type(name)
    assert not offered.over, offered.shown
    assert say("offer_summary", "da") in offered.shown or say("file_name", "da") in offered.shown
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
        assert say("read_back_time_since", "da", weeks="13 uger") in shown


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
