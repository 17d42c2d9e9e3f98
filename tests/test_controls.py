"""What she can do at any question: help, why, back, overview, keep, stop, and come back another day."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest

from baekken_cli.classify import classify
from baekken_cli.conditions import worded
from baekken_cli.interview import path, shown_options
from baekken_cli.messages import say
from baekken_cli.model import NONE, Answer, Answers, Contact, Facts, Language, Question, Urgency
from baekken_cli.reasons import answer_text
from tests.builders import LANGUAGES, ROOT, as_yaml, flat
from tests.terminal import (
    AFTER_BIRTH,
    BREATHLESS,
    CONTENT,
    MILD,
    PLACES,
    PROMPT,
    QUESTIONNAIRE,
    READ_BACK,
    Check,
    Place,
    as_bytes,
    asked_at,
    ending,
    lines_for,
    piped,
    reach,
    results_in,
    script,
    terminal_environment,
    title_of,
    without_codes,
)

BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)
WIPE = "\x1b[H\x1b[2J\x1b[3J"
WORDS: dict[Language, dict[str, tuple[str, ...]]] = {
    "da": {
        "help": ("?", "h", "hjælp"),
        "why": ("v", "hvorfor"),
        "back": ("<", "tilbage"),
        "overview": ("o", "oversigt"),
        "keep": ("=", "behold"),
    },
    "en": {
        "help": ("?", "h", "help"),
        "why": ("w", "why"),
        "back": ("<", "back"),
        "overview": ("o", "overview"),
        "keep": ("=", "keep"),
    },
}

# ------------------------------------------------------------------------------ 1: every control, everywhere

# After birth, the private lines opened and denied; "5,5" and "3 måneder" are read back.
WALKED: dict[str, Answer] = {**AFTER_BIRTH, "wellbeing": (NONE,), "worst": 6}
UNREADABLE = "bananmad"


class Spot(NamedTuple):
    """Where the program waits within a question.

    ``typed`` leads there from the question, ``arrives`` is read on the way; after help, or after what is
    not understood, the last thing read is ``again``. ``inner``: back leads to the question itself.
    """

    question: Question
    facts: Facts
    arrives: str
    again: str
    typed: tuple[str, ...] = ()
    inner: bool = False


class Tried:
    """Somebody who tries every control wherever she is asked something; every line must fit."""

    def __init__(self, check: Check, answers: Answers) -> None:
        self.check = check
        self.answers = answers
        self.asked = list(path(QUESTIONNAIRE, answers))
        self.tried: set[object] = set()
        self.turns = {name: itertools.cycle(words) for name, words in WORDS[check.language].items()}

    def type(self, line: str) -> str:
        shown = self.check.type(line)
        assert [line for line in self.check.lines[1:] if len(line) >= self.check.columns] == []
        return shown

    def press(self, command: str) -> str:
        """The command in one of its words; each time in another."""
        return self.type(next(self.turns[command]))

    def spots(self, question: Question, facts: Facts) -> Iterator[Spot]:
        """The question itself, and what it can lead to before it has an answer."""
        check, keys = self.check, self.check.keys
        full, how = check.in_full(question, facts), f"{check.hint(question, facts)}. {keys}"
        yes_or_no = f"{check.say('yes_or_no')} {keys}"
        if question.gate:
            gate = flat(question.gate.to(check.language))
            yield Spot(question, facts, gate, f"{check.say('yes_or_skip')} {keys}")
            yield Spot(question, facts, full, keys, ("ja",))
            return
        yield Spot(question, facts, full, keys)
        if question.unit in ("pregnancy_week", "time_since"):
            yield Spot(question, facts, check.say("about_when"), keys, ("ved ikke",), inner=True)
            typed = "31+4" if question.unit == "pregnancy_week" else "3 måneder"
            read_back = check.say(f"read_back_{question.unit}", answer="@").partition("@")[2]
            yield Spot(question, facts, read_back, yes_or_no, (typed,), inner=True)
        elif question.kind == "number" and question.high == 10:
            yield Spot(question, facts, check.say("read_back_score", answer=6), yes_or_no, ("5,5",), True)
        assert how in check.shown

    def come(self, spot: Spot) -> None:
        for line in spot.typed:
            self.type(line)
        assert spot.arrives in self.check.shown, self.check.shown

    def explains(self, spot: Spot) -> None:
        """Help and why: the explanation, and then the keys alone, not the whole question again."""
        for command, text in (("help", spot.question.help), ("why", spot.question.why)):
            wanted = self.check.say(f"{command}_title", text=worded(text, self.check.language, spot.facts))
            shown = self.press(command)
            assert wanted in shown
            assert shown.endswith(spot.again)
            assert self.check.in_full(spot.question, spot.facts) not in shown

    def refuses(self, spot: Spot) -> None:
        """What is not understood is no answer, nor is keeping where there is nothing to keep."""
        shown = self.type(UNREADABLE)
        asks_for_words = not spot.again.startswith(self.check.say("yes_or_no")) and not self.at_gate(spot)
        if asks_for_words:
            assert shown.count(UNREADABLE) == 2  # as typed, and in the reply
        else:  # there is no list to pick from, so none is spoken of
            assert shown == f"{UNREADABLE} {spot.again}"
        assert shown.endswith(spot.again)
        assert self.check.in_full(spot.question, spot.facts) not in shown
        shown = self.press("keep")
        assert shown.endswith(spot.again)
        if not spot.inner and not self.at_gate(spot):
            assert self.check.say("nothing_to_keep") in shown

    def at_gate(self, spot: Spot) -> bool:
        return bool(spot.question.gate) and not spot.typed

    def is_asked_again(self, spot: Spot) -> None:
        """An empty line: the whole question, or where she was in it."""
        shown = self.type("")
        assert shown.endswith(spot.again)
        if not spot.inner and not self.at_gate(spot):
            assert self.check.stands_in_full(spot.question, spot.facts)

    def looks(self, spot: Spot) -> None:
        """The overview has a row for each answer; = goes on, and so does keeping the answer jumped to."""
        given = [(one, facts) for one, facts in self.asked[: self.at(spot)] if one.id in self.answers]
        shown = self.press("overview")
        if not given:
            assert self.check.say("overview_empty") in shown
            self.come_again(spot)
            return
        assert [row for row in self.rows(given) if row not in shown] == []
        assert shown.endswith(self.check.say("overview_keys", count=len(given)))
        self.press("keep")
        self.come_again(spot)
        self.press("overview")
        self.type("1")
        self.keeps(*given[0])
        self.come_again(spot)

    def goes_back(self, spot: Spot) -> None:
        """One back, the old answer is shown and kept, and she is where she was."""
        self.press("back")
        if spot.inner:
            assert self.check.hint(spot.question, spot.facts) in self.check.shown
        elif self.at(spot) == 0:
            assert self.check.say("at_the_start") in self.check.shown
            assert self.check.stands_in_full(spot.question, spot.facts)
        else:
            self.keeps(*self.asked[self.at(spot) - 1])
        if spot.inner or spot.typed:
            self.come(spot)

    def keeps(self, question: Question, facts: Facts) -> None:
        """The question she came back to shows her answer, and = keeps it."""
        gate = question.gate.to(self.check.language) if question.gate else ""
        text = answer_text(question, self.answers[question.id], self.check.language, facts)
        text = self.check.say("not_shown") if gate else text
        assert self.check.say("answer_old", answer=text) in self.check.shown
        assert gate in self.check.shown
        assert gate or self.check.stands_in_full(question, facts)
        assert flat(text) in self.press("keep")

    def come_again(self, spot: Spot) -> None:
        """Where the question is asked once more; then to the spot within it."""
        assert self.check.is_at(spot.question, spot.facts), self.check.shown
        self.come(spot)

    def at(self, spot: Spot) -> int:
        return [question.id for question, _ in self.asked].index(spot.question.id)

    def rows(self, given: list[tuple[Question, Facts]]) -> Iterator[str]:
        """The rows of the overview; what a private question got is not among them."""
        for number, (question, facts) in enumerate(given, 1):
            assert question.short
            shown = answer_text(question, self.answers[question.id], self.check.language, facts)
            text = self.check.say("not_shown") if question.gate else shown
            yield flat(f"{number} {worded(question.short, self.check.language, facts)}: {text}")

    def everything(self, question: Question, facts: Facts) -> None:
        """Every control at the first question of a kind; at the others what depends on the question."""
        kind = (question.kind, question.unit, question.high, question.gate)
        for spot in self.spots(question, facts):
            self.come(spot)
            self.explains(spot)
            if kind not in self.tried:
                self.refuses(spot)
                self.is_asked_again(spot)
                self.looks(spot)
            self.goes_back(spot)
            if spot.typed:  # back to the question itself
                self.press("overview")
                self.press("keep")
        self.tried.add(kind)

    def at_the_end(self) -> None:
        """The overview before the result: nothing but =, yes or a number leads on."""
        check = self.check
        assert [row for row in self.rows(self.asked) if row not in check.shown] == []
        last = check.say("overview_last", count=len(self.asked))
        for line in ("", UNREADABLE, "?", "hvorfor", "0", "99", "nej", "-1"):
            assert self.type(line).endswith(last), line
            assert results_in(check.shown, check.language) == []
        for line, at in (("<", -1), ("1", 0), (str(len(self.asked)), -1), ("9", 8)):
            self.type(line)
            self.keeps(*self.asked[at])
            assert check.shown.endswith(last)
        self.press("keep")
        assert results_in(check.shown, check.language) != []


EVERY_SCREEN = pytest.mark.parametrize(
    ("language", "plain", "columns"), list(itertools.product(LANGUAGES, (False, True), (40, 80, 120)))
)


@EVERY_SCREEN
def test_every_control_at_every_question(language: Language, plain: bool, columns: int) -> None:
    """Help, why, back, overview, keep, empty lines and nonsense everywhere: none is ever an answer."""
    options = ("--plain",) if plain else ()
    with Check(language, *options, columns=columns) as check:
        check.type("1")
        Tried(check, MILD).everything(*asked_at(PLACES["a week"]))
        check.type("<")
        tried = Tried(check, WALKED)
        for question, facts in tried.asked:
            if question.id != "stage":
                tried.everything(question, facts)
            for line in READ_BACK.get(question.id, lines_for(question, facts, WALKED[question.id])):
                tried.type(line)
        tried.at_the_end()


@BOTH_LANGUAGES
def test_every_control_at_the_first_question(language: Language) -> None:
    """Before the first answer there is nothing to go back to, to look at or to keep; it says so."""
    with Check(language) as check:
        first = asked_at(PLACES["a choice"])
        assert check.stands_in_full(*first)
        assert check.shown.startswith(check.say("welcome_emergency"))
        Tried(check, MILD).everything(*first)


# What nobody can mean at a kind of question. ("1.5" on a scale is read back, and no answer either.)
NONSENSE = (
    "-1",
    "1.5",
    "1 og banan",
    "0x1",
    "1e1",
    "æøå",
    "٣",
    "\t",
    "   ",
    "0,0,0",
    "9 8 99",
    "%s {answer}",
)
TOO_MUCH = {"weeks_pregnant": "44", "weeks_since": "2601", "worst": "11"}
QUESTIONS = ("a choice", "several", "a number", "a week", "a week in steps", "a time since", "private lines")


@pytest.mark.parametrize("name", QUESTIONS)
def test_nonsense_is_never_an_answer(name: str) -> None:
    """Other words, and numbers that are not there: nothing is taken as an answer, and it still asks."""
    place = PLACES[name]
    with reach(place) as check:
        for line in (*NONSENSE, TOO_MUCH.get(place.question, "99")):
            check.type(line)
            if check.say("read_back_score", answer=2) in check.shown:
                check.type("nej")
            assert check.say("answered", answer="") not in check.shown, f"{line!r}: {check.shown}"
            assert check.shown.endswith(check.keys)
            assert not check.over
        check.type("o")
        assert check.shown.endswith(check.say("overview_keys", count=len(check.answers))) or not check.answers


# What "don't know" leads to: an answer, steps, or nothing where it is no answer.
DONT_KNOW = {
    "a choice": "nothing",
    "several": "answer",
    "a number": "answer",
    "a week": "steps",
    "a week in steps": "answer",
    "a time since": "steps",
    "the private gate": "nothing",
    "private lines": "private answer",
}


@pytest.mark.parametrize("name", DONT_KNOW)
def test_dont_know(name: str) -> None:
    """``ved ikke`` is an answer where it is offered, leads to steps for weeks, and is refused elsewhere."""
    with reach(PLACES[name]) as check:
        check.type("ved ikke")
        said = {
            "answer": check.say("answered", answer="Ved ikke"),
            "steps": check.say("about_when"),
            "private answer": check.say("answered", answer=say("not_shown", "da")),
        }
        found = [what for what, words in said.items() if words in check.shown]
    assert found == [one for one in [DONT_KNOW[name]] if one != "nothing"]


# ------------------------------------------------------------------------------ 2: how far it is


def questions_left(check: Check) -> int:
    """How many questions may come at most, by the last line that tells it."""
    before, _, after = (
        check.say("where", number=0, total=5, title="@", left=77).partition("@")[2].partition("77")
    )
    return int(check.shown.rpartition(before)[2].partition(after)[0])


def test_questions_left_only_falls() -> None:
    """Where she is stands above each question; the number of questions left falls with every answer."""
    with Check().walk(MILD, until="stage") as check:
        counts = [questions_left(check)]
        for question, facts in list(path(QUESTIONNAIRE, MILD))[:-1]:
            for line in lines_for(question, facts, MILD[question.id]):
                check.type(line)
            last = check.say("where_last", number=5, total=5, title="@").partition("@")[2]
            counts.append(1 if last in check.shown else questions_left(check))
    assert counts == sorted(set(counts), reverse=True)
    assert counts[-1] == 1


# ------------------------------------------------------------------------------ 3: stopping

HOWS: tuple[tuple[Language, tuple[str, ...], int], ...] = (
    ("da", (), 100),
    ("en", ("--plain",), 40),
    ("en", (), 40),
    ("da", ("--plain",), 80),
)
NO_YES: dict[str, tuple[str, ...]] = {
    "no": ("nej",),
    "Ctrl-C": ("^C",),
    "Ctrl-D": ("^D",),
    "back": ("<",),
    "q": ("q",),
    "empty, then no": ("", "n"),
    "yes, then Ctrl-C": ("ja", "^C"),
    "yes, then Ctrl-D": ("ja", "^D"),
    "yes, then q": ("ja", "q"),
    "yes, then back": ("ja", "<"),
    "yes, no name, Ctrl-C": ("yes", "", "=", "?", "^C"),
}
STOPPED = pytest.mark.parametrize(
    ("place", "how", "no"),
    [
        pytest.param(place, how, no, id=f"{name}, {word}")
        for (name, place), how, (word, no) in zip(
            PLACES.items(), itertools.cycle(HOWS), itertools.cycle(NO_YES.items()), strict=False
        )
    ],
)


def say_no(check: Check, typed: tuple[str, ...]) -> None:
    """What she does where the answers may be kept; she is asked until it is a no."""
    for one in typed:
        assert not check.over, check.shown
        if one == "^C":
            check.interrupt()
        elif one == "^D":
            check.end_input()
        else:
            check.type(one)


def stopped(check: Check, code: int, no: tuple[str, ...], folder: Path) -> None:
    """With an answer she is asked once whether to keep it; without a yes nothing is, and no result."""
    if check.answers:
        assert check.say("stopped_here", count=len(check.answers)) in check.shown
        assert f"{check.say('offer_to_keep')} {check.say('yes_or_no')}" in check.shown
        say_no(check, no)
    text = ending(check, code).text
    assert check.say("interrupted") in text
    assert check.say("in_doubt") in text
    assert results_in(without_codes(check.log.getvalue()), check.language) == []
    assert list(folder.iterdir()) == []


How = tuple[Language, tuple[str, ...], int]


def reach_so(place: Place, how: How, folder: Path) -> Check:
    """The program at a place, in one of its modes, in an empty folder."""
    language, options, columns = how
    return reach(place, language, *options, columns=columns, cwd=folder)


@STOPPED
def test_interrupt_anywhere(place: Place, how: How, no: tuple[str, ...], tmp_path: Path) -> None:
    """Ctrl-C at any question: exit code 130; nothing is kept without a yes; no result."""
    with reach_so(place, how, tmp_path) as check:
        check.interrupt()
        stopped(check, 130, no, tmp_path)


@STOPPED
def test_q_anywhere(place: Place, how: How, no: tuple[str, ...], tmp_path: Path) -> None:
    """q at any question: the same, with exit code 3."""
    with reach_so(place, how, tmp_path) as check:
        check.type("stop" if no[0] == "ja" else "q")
        stopped(check, 3, no, tmp_path)


@STOPPED
def test_ended_input_anywhere(place: Place, how: How, no: tuple[str, ...], tmp_path: Path) -> None:  # noqa: ARG001
    """Ctrl-D at any question is no answer: exit code 3, nothing is offered, it says so, no result."""
    with reach_so(place, how, tmp_path) as check:
        check.end_input()
        text = ending(check, 3).text
        assert check.say("ended") in text
        assert check.say("offer_to_keep") not in text
        assert results_in(without_codes(check.log.getvalue()), check.language) == []
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------ 4: leaving and coming back

# Somebody with private answers that must never be in a file.
AFRAID: dict[str, Answer] = {**MILD, "wellbeing": ("afraid",)}
SAVED = "svar.yaml"


def leave(folder: Path, until: str, stop: str, code: int) -> str:
    """Answers up to a question, stops, keeps the answers under a name; what the program said last."""
    with Check(cwd=folder).walk(AFRAID, until=until) as check:
        check.interrupt() if stop == "^C" else check.type(stop)
        check.type("ja")
        check.type("")
        assert check.say("answers_name") in check.shown
        check.type(SAVED)
        return ending(check, code).text


@pytest.mark.parametrize(("stop", "code"), [("^C", 130), ("q", 3)])
def test_leaving_and_coming_back(stop: str, code: int, tmp_path: Path) -> None:
    """Kept answers are hers alone; the private question is asked again, then what is missing; same result."""
    text = leave(tmp_path, "hard", stop, code)
    assert say("interrupted_kept", "da") in text
    assert say("go_on_with", "da", command=f"baekken check --answers {SAVED}") in text
    [written] = tmp_path.iterdir()
    assert (written.name, stat.S_IMODE(written.stat().st_mode)) == (SAVED, 0o600)
    kept = [line.partition(":")[0] for line in written.read_text(encoding="utf-8").splitlines()]
    given = [question.id for question, _ in path(QUESTIONNAIRE, AFRAID)]
    assert kept[3:] == [one for one in given[: given.index("hard")] if one != "wellbeing"]
    assert come_back(tmp_path) == straight_through(AFRAID)


def come_back(folder: Path) -> object:
    """The result, as JSON, of who goes on with the kept answers at a terminal."""
    with Check("da", "--answers", SAVED, "--json", cwd=folder) as check:
        assert check.is_at(*next(one for one in path(QUESTIONNAIRE, AFRAID) if one[0].id == "wellbeing"))
        kept = (folder / SAVED).read_text(encoding="utf-8")
        check.answers = {key: answer for key, answer in AFRAID.items() if f"\n{key}:" in kept}
        check.walk(AFRAID)
        raw = check.raw
        ending(check, 0)
    return json.loads(without_codes(raw[raw.index("{") :]))


def straight_through(answers: Answers) -> object:
    return json.loads(piped("check", "--json", "--lang", "da", typed=as_bytes(script(answers))).out)


def test_private_answers_are_never_kept(tmp_path: Path) -> None:
    """Not in the file, not in words, whatever was ticked; nor is that anything was."""
    leave(tmp_path, "hard", "q", 3)
    private = QUESTIONNAIRE.question("wellbeing")
    assert private
    written = (tmp_path / SAVED).read_text(encoding="utf-8")
    assert [
        one for one in ("wellbeing", *(option.id for option in private.options[:4])) if one in written
    ] == []


def test_name_that_is_taken(tmp_path: Path) -> None:
    """Answers never replace a file: the name is asked for again, and the old file stays."""
    (tmp_path / "gammel.yaml").write_text("mine egne ord", encoding="utf-8")
    with Check(cwd=tmp_path).walk(MILD, until="signs_now") as check:
        check.interrupt()
        check.type("ja")
        assert check.type("gammel.yaml").endswith(check.say("answers_name"))
        check.type("ny.yaml")
        ending(check, 130)
    assert (tmp_path / "gammel.yaml").read_text(encoding="utf-8") == "mine egne ord"
    assert {one.name for one in tmp_path.iterdir()} == {"gammel.yaml", "ny.yaml"}


# ------------------------------------------------------------------------------ 5: going back


def asked_after(check: Check, answers: Answers) -> list[str]:
    """Walks on to the overview; the questions that were asked on the way."""
    asked = []
    for question, facts in path(QUESTIONNAIRE, answers):
        if (
            check.is_at(question, facts)
            and check.say("answer_old", answer="@").partition("@")[0] not in check.shown
        ):
            asked.append(question.id)
            for line in lines_for(question, facts, answers[question.id]):
                check.type(line)
    return asked


def lines_shown(answers: Answers, question_id: str) -> list[str]:
    """What a question and its lines say to somebody with these answers."""
    found = next((one for one in path(QUESTIONNAIRE, answers) if one[0].id == question_id), None)
    if found is None:
        return []
    question, facts = found
    shown = [worded(one.text, "da", facts) for one in shown_options(question, facts)]
    return [worded(question.text, "da", facts), *shown]


def looks_new(before: Answers, after: Answers) -> list[str]:
    """The questions after the weeks that say something else now."""
    order = [one.id for one, _ in path(QUESTIONNAIRE, after)]
    return [one for one in order[2:] if lines_shown(before, one) != lines_shown(after, one)]


# From one week to another, and the screen whose new lines nobody has denied yet; another looks the same.
WEEKS_CHANGED = [
    (20, 30, "signs_pregnancy", "signs_now"),
    (8, 20, "signs_now", "signs_days"),
    (30, 38, "signs_pregnancy", "signs_body"),
    (20, 22, "", "signs_pregnancy"),
]


@pytest.mark.parametrize(("before", "after", "again", "kept"), WEEKS_CHANGED)
def test_changed_week_asks_new_lines(before: int, after: int, again: str, kept: str) -> None:
    """An old none never answers a line that she has not seen; what looks the same is not asked again."""
    old, new = {**MILD, "weeks_pregnant": before}, {**MILD, "weeks_pregnant": after}
    with Check().walk(old, until="wellbeing") as check:
        for line in ("o", "2", str(after)):
            check.type(line)
        asked = asked_after(check, new)
        assert check.say("overview_last", count=len(new)) in check.shown
    assert not again or again in asked
    assert kept not in asked
    seen = list(old)[: list(old).index("wellbeing")]
    assert asked == [one for one in new if one in looks_new(old, new) or one not in (*seen, "weeks_pregnant")]


def test_new_line_can_raise_an_alarm() -> None:
    """In week 8 she denied all; the week was 30, and the baby moves less: the alarm comes at once."""
    with Check().walk({**MILD, "weeks_pregnant": 8}, until="signs_body") as check:
        for line in ("<", "<", "<"):
            check.type(line)
        assert check.say("answer_old", answer=check.say("week_n", weeks=8)) in check.shown
        check.type("30")
        check.answers = {key: MILD[key] for key in ("stage", "signs_now")}
        less: dict[str, Answer] = {**MILD, "weeks_pregnant": 30, "signs_pregnancy": ("baby_less",)}
        check.answers = {"stage": "pregnant", "weeks_pregnant": 30}
        check.walk(less)
        assert list(check.answers)[2:] == ["signs_now", "signs_pregnancy"]
        assert check.shown.count(title_of(Urgency.EMERGENCY, "da")) == 2


def test_other_sites_keep_what_still_applies() -> None:
    """One place changed to two of the same side: only the side is asked; the rest of the answers holds."""
    two: dict[str, Answer] = {**MILD, "sites": ("si_left", "groin"), "side": "left"}
    with Check().walk(MILD, until="hard") as check:
        at = list(MILD).index("sites") + 1
        question, facts = next(one for one in path(QUESTIONNAIRE, two) if one[0].id == "sites")
        for line in ("o", str(at), *lines_for(question, facts, two["sites"])):
            check.type(line)
        assert asked_after(check, two) == ["side", *list(MILD)[list(MILD).index("hard") :]]


def test_same_answer_again_changes_nothing() -> None:
    """Typing the old answer again is the same as keeping it: nothing after it is asked again."""
    with Check().walk(MILD, until="wellbeing") as check:
        for line in ("o", "2", "20"):
            check.type(line)
        assert check.is_at(*asked_at(PLACES["the private gate"]))


# ------------------------------------------------------------------------------ 6: the alarm at a terminal

ALARMS: dict[str, tuple[Language, tuple[str, ...], Answers]] = {
    "112": ("da", (), BREATHLESS),
    "112 in English": ("en", ("--plain",), BREATHLESS),
    "the unit or the doctor": ("da", (), {**MILD, "signs_pregnancy": ("bleeding",)}),
    "every number in the country": ("en", (), {**MILD, "weeks_pregnant": 8, "signs_now": ("numb",)}),
    "her own region": ("da", ("--region", "fyn"), {**MILD, "weeks_pregnant": 8, "signs_now": ("leg_weak",)}),
    "thoughts of harm": ("da", ("--plain",), {**MILD, "wellbeing": ("self_harm",)}),
    "danger at home": ("en", (), {**MILD, "wellbeing": ("danger_now", "self_harm")}),
    "many at once": ("da", (), {**MILD, "signs_now": ("breath", "very_ill", "numb", "headache")}),
}
EVERY_ALARM = pytest.mark.parametrize(("language", "options", "person"), ALARMS.values(), ids=ALARMS.keys())


def filled(rows: list[str]) -> list[str]:
    return [row for row in rows if row]


def card_of(check: Check) -> list[str]:
    """The rows on the screen from the alarm's title to the prompt; nothing may have scrolled away."""
    rows = filled(check.visible())
    title = title_of(Urgency.EMERGENCY, check.language)
    assert rows[-1] == ">"
    first = rows.index(title)
    return rows[first:-1]


def says_what_to_do(card: list[str], check: Check) -> bool:
    """Call now and whom stand first; call now stands last, with whom where the name is short; then keys."""
    keys, title = check.say("alarm_keys"), title_of(Urgency.EMERGENCY, check.language)
    text = flat(" ".join(card))
    first, _, last = text.removesuffix(keys).rpartition(title)
    whom = [flat(one.name.to(check.language)) for one in contacts_of(check)]
    at_the_top = flat(" ".join(card[1:4]))
    return (
        text.endswith(keys)
        and first.startswith(title)
        and any(at_the_top.startswith(one) for one in whom)
        and (not last.strip() or any(last.strip().startswith(one) for one in whom))
    )


def contacts_of(check: Check) -> list[Contact]:
    return [QUESTIONNAIRE.contact(one) for one in classify(CONTENT, check.answers).contacts]


@EVERY_ALARM
def test_alarm_on_a_small_screen(language: Language, options: tuple[str, ...], person: Answers) -> None:
    """40 columns, 24 rows: the whole card and a number stand on at most 12 rows, also after q."""
    with Check(language, *options, columns=40, rows=24).walk(person) as check:
        card = card_of(check)
        assert len(card) <= 12
        assert says_what_to_do(card, check)
        numbers = {(phone.number, phone.region) for one in contacts_of(check) for phone in one.phones}
        found = {number for number, _ in numbers if number in flat(" ".join(card))}
        assert found or "112" in " ".join(card)
        if "--region" in options:
            assert found == {number for number, region in numbers if region == "syddanmark"}
        check.type("q")
        ending(check, 0)
        assert "\n".join(card) in "\n".join(filled(check.visible()))


@BOTH_LANGUAGES
def test_alarm_stays_until_more_is_wanted(language: Language) -> None:
    """Empty lines and other words leave the card and its keys; m shows the whole report and the menu."""
    with Check(language, columns=40, rows=24).walk(BREATHLESS) as check:
        for line in ("", UNREADABLE, "?", "1"):
            assert check.type(line) == flat(f"{line} {check.say('alarm_keys')}")
        more = check.type("m")
        title = title_of(Urgency.EMERGENCY, language)
        assert f"{check.say('once_more')} {title}" in more
        assert check.menu()[:2] == ["menu_rest", "menu_change"]
        assert check.menu()[-2:] == ["menu_clear", "menu_end"]
        check.choose("menu_end")
        ending(check, 0)


def test_the_rest_after_an_alarm() -> None:
    """She answers the rest, sees her answers, and gets the whole report: as urgent as before."""
    with Check().walk(BREATHLESS) as check:
        check.type("m")
        check.choose("menu_rest")
        check.walk(BREATHLESS)
        assert check.answers == BREATHLESS
        assert f"{check.say('once_more')} {title_of(Urgency.EMERGENCY, 'da')}" in check.shown
        assert "menu_rest" not in check.menu()
        check.choose("menu_end")
        ending(check, 0)


def test_a_second_alarm_interrupts_the_rest() -> None:
    """Bleeding first, and in the rest she is in danger now: the alarm comes again at once, and names 112."""
    bleeding = {**MILD, "signs_pregnancy": ("bleeding",), "wellbeing": ("danger_now",)}
    with Check(rows=24, columns=40).walk(bleeding) as check:
        assert "Ring 112." not in check.shown
        check.type("m")
        check.choose("menu_rest")
        check.walk(bleeding, until="wellbeing")
        check.type("ja")
        check.type("4")
        assert "Ring 112." in check.shown
        assert check.shown.endswith(check.say("alarm_keys"))


def test_another_alarm_after_a_slip_in_the_rest() -> None:
    """She takes back the first sign and ticks another later: the new alarm stands alone again."""
    with Check(rows=24, columns=40).walk(BREATHLESS) as check:
        check.type("m")
        check.choose("menu_rest")
        for line in ("o", "3", "8", "1"):
            check.type(line)
        assert len(card_of(check)) <= 12
        assert check.shown.endswith(check.say("alarm_keys"))


def test_alarm_that_was_a_slip() -> None:
    """She corrects the line that raised the alarm: the rest is asked, and the result is the ordinary one."""
    with Check().walk(BREATHLESS) as check:
        check.type("m")
        check.choose("menu_change")
        check.type("3")
        check.answers = {key: MILD[key] for key in ("stage", "weeks_pregnant")}
        check.walk(MILD)
        assert title_of(Urgency.ROUTINE, "da") in results_in(check.shown, "da")
        assert title_of(Urgency.EMERGENCY, "da") not in check.shown
        check.choose("menu_end")
        ending(check, 0)


def test_correction_that_raises_an_alarm() -> None:
    """After an ordinary result she corrects a sign: the alarm alone, with its one line of keys."""
    with Check(rows=24, columns=40).walk(MILD) as check:
        check.choose("menu_change")
        check.type("3")
        check.type("1")
        assert len(card_of(check)) <= 12
        assert check.shown.endswith(check.say("alarm_keys"))
        check.type("q")
        ending(check, 0)


def test_looking_without_changing_shows_the_menu_again() -> None:
    """Whoever only looks at her answers gets the menu again, not the whole result once more."""
    with Check().walk(MILD) as check:
        check.choose("menu_change")
        check.type("=")
        assert "menu_change" in check.menu()
        assert results_in(check.shown, "da") == []


@BOTH_LANGUAGES
def test_json_at_a_terminal(language: Language) -> None:
    """With --json the card, then the JSON, no menu and no keys."""
    with Check(language, "--json").walk(BREATHLESS) as check:
        title = title_of(Urgency.EMERGENCY, language)
        before, brace, document = without_codes(check.raw).partition("{")
        assert flat(before).count(title) == 2
        assert check.say("alarm_keys") not in check.shown
        assert json.loads(brace + document)["urgency"] == "emergency"
        ending(check, 0)


# ------------------------------------------------------------------------------ 7: a clean screen


def after_wipe(check: Check) -> str:
    """What was written after the last wipe; before it there must be something."""
    before, wipe, after = check.log.getvalue().rpartition(WIPE)
    assert wipe
    assert flat(before)
    return flat(without_codes(after))


@BOTH_LANGUAGES
@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_clear_waits_and_wipes(language: Language, options: tuple[str, ...]) -> None:
    """--clear: the result stands until Enter, then the screen and what scrolled off it are wiped."""
    with Check(language, "--clear", *options).walk(MILD) as check:
        check.choose("menu_end")
        assert check.shown.endswith(check.say("enter_clears"))
        assert "\x1b[2J" not in check.log.getvalue()
        check.type("")
        assert check.ending().code == 0
        assert after_wipe(check) == check.say("cleared")
        assert filled(check.drawn()) == filled(check.visible())
        assert flat(" ".join(check.visible())) == check.say("cleared")


@pytest.mark.parametrize("stop", ["^C", "^D"])
def test_clear_wipes_what_was_stopped(stop: str) -> None:
    """--clear also wipes questions that she leaves; what is said afterwards holds no answer."""
    with Check("da", "--clear").walk(MILD, until="signs_body") as check:
        say_no(check, (stop, "nej") if stop == "^C" else (stop,))
        check.ending()
        told = check.say("interrupted" if stop == "^C" else "ended")
        assert f"{check.say('cleared')} {told}" in after_wipe(check)
        assert "uge 20" not in " ".join(check.drawn())


def test_clear_from_the_menu() -> None:
    """The choice in the menu wipes at once and ends."""
    with Check().walk(MILD) as check:
        check.choose("menu_clear")
        assert check.ending().code == 0
        assert after_wipe(check) == check.say("cleared")


def test_clear_from_the_menu_where_it_cannot() -> None:
    """Where the terminal cannot be wiped, the choice in the menu says so."""
    with Check(env={"TERM": "dumb"}).walk(MILD) as check:
        check.choose("menu_clear")
        assert check.say("cannot_clear") in check.ending().text


def test_clear_twice_is_clear_once() -> None:
    """With --clear and the choice in the menu, nothing more is asked after the wipe."""
    with Check("da", "--clear").walk(MILD) as check:
        check.choose("menu_clear")
        assert after_wipe(check) == check.say("cleared")


def test_json_into_a_file_fits_the_terminal(tmp_path: Path) -> None:
    """With the JSON in a file the questions still fit the window."""
    command = f"{sys.executable} -m baekken_cli check --json --lang da > {tmp_path / 'out.json'}"
    child: pexpect.spawn[str] = pexpect.spawn(
        "sh",
        ["-c", command],
        env=terminal_environment(),
        cwd=str(ROOT),
        dimensions=(24, 40),
        encoding="utf-8",
    )
    child.expect_exact(PROMPT)
    child.close(force=True)
    assert max(len(line) for line in without_codes(child.before or "").split("\r\n")) < 40


def test_clear_where_the_terminal_cannot() -> None:
    """On a terminal without codes nothing is wiped, no code is written, and it says so."""
    with Check("da", "--clear", env={"TERM": "dumb"}).walk(MILD) as check:
        check.choose("menu_end")
        check.type("")
        assert check.say("cannot_clear") in check.ending().text
        assert "\x1b" not in check.log.getvalue()


def test_clear_without_a_terminal() -> None:
    """In a pipe --clear waits for nobody, writes no code, and says that it cannot."""
    done = piped("check", "--clear", "--lang", "da", typed=as_bytes(script(MILD)))
    assert (done.code, b"\x1b" in done.out) == (0, False)
    assert flat(done.out.decode()).endswith(flat(say("cannot_clear", "da")))


# ------------------------------------------------------------------------------ 8: brackets and codes

ACTING = ("[bold]", "[/]", "[red]x[/red]", "[link=https://example.org]x", ":smile:", "{answer}", "\\[b]")


@pytest.mark.parametrize("name", ["a choice", "several", "a number", "a week", "a time since"])
def test_brackets_are_shown_as_typed(name: str) -> None:
    """Square brackets and the like in an answer are shown as they are, never acted on."""
    with reach(PLACES[name]) as check:
        for typed in ACTING:
            check.type(typed)
            assert without_codes(check.raw).count(typed) == 2, check.shown  # as typed, and in the reply
            assert check.shown.endswith(check.keys)


def test_codes_in_an_answer_do_nothing() -> None:
    """An escape sequence pasted as an answer is refused without being sent to the terminal."""
    done = piped("check", "--lang", "da", typed=b"1\n\x1b[2J\x1b]0;x\x07\n")
    assert done.code == 3
    assert (b"\x1b" in done.out + done.err, b"\x07" in done.out + done.err) == (False, False)
    assert flat(done.out.decode()).count("\N{REPLACEMENT CHARACTER}") == 3


def test_brackets_in_names_of_files(tmp_path: Path) -> None:
    """A name in brackets is that name, when it cannot be used, when it is used, and in the command."""
    with Check(cwd=tmp_path).walk(MILD, until="signs_now") as check:
        check.interrupt()
        check.type("ja")
        assert check.type("[red]/[/red].yaml").startswith("[red]/[/red].yaml ")
        assert "[red]/[" in check.shown.removeprefix("[red]/[/red].yaml")
        check.type("[bold]svar[x].yaml")
        assert check.say("saved", path="[bold]svar[x].yaml") in check.shown
        assert check.say("go_on_with", command="baekken check --answers '[bold]svar[x].yaml'") in check.shown
        ending(check, 130)
    assert [one.name for one in tmp_path.iterdir()] == ["[bold]svar[x].yaml"]


# ------------------------------------------------------------------------------ 9: the window, the drawing


@BOTH_LANGUAGES
@pytest.mark.parametrize("plain", [False, True])
def test_window_made_narrow_and_wide(language: Language, plain: bool) -> None:
    """Pulled to 40 columns in the middle, and to 120: the question fits the window and is drawn whole."""
    options = ("--plain",) if plain else ()
    with Check(language, *options, columns=100).walk(MILD, until="signs_body") as check:
        question, facts = next(one for one in path(QUESTIONNAIRE, MILD) if one[0].id == "signs_body")
        for columns, least in ((40, 30), (120, 80), (62, 50)):
            check.resize(columns)
            check.type("")
            assert check.stands_in_full(question, facts)
            assert least <= max(len(line) for line in check.lines) < min(columns, 88)
            assert check.in_full(question, facts) in flat(" ".join(check.drawn()))


@pytest.mark.parametrize("plain", [False, True])
def test_the_drawing_needs_room_and_eyes(plain: bool) -> None:
    """The pelvis is drawn where there is room for it and nobody asked for plain lines; the list always."""
    options = ("--plain",) if plain else ()
    with Check("da", *options, columns=80).walk(MILD, until="sites") as check:
        question, facts = next(one for one in path(QUESTIONNAIRE, MILD) if one[0].id == "sites")
        for columns in (80, 59, 40, 62):
            check.resize(columns)
            check.type("")
            assert check.in_full(question, facts) in check.shown
            assert (check.say("from_behind") in check.shown) is (not plain and columns > 60)
            assert ("\\" in check.raw) is (not plain and columns > 60)


# ------------------------------------------------------------------------------ 10: on a later day


def last_time(folder: Path, day: bool = True, **more: Answer) -> str:
    """A file of answers that are three weeks old; without the day it does not say so."""
    then = dt.date.today() - dt.timedelta(days=21)
    written = as_yaml({**MILD, "weeks_pregnant": 17, "wellbeing": ("afraid",), **more})
    (folder / "sidst.yaml").write_text(written + (f"answered_on: {then}\n" if day else ""), encoding="utf-8")
    return "sidst.yaml"


def offered_again(check: Check) -> bool:
    """The answer of last time, or what the calendar makes of it, stands beside the question."""
    codes = ("answer_last_time", "answer_calendar")
    return any(check.say(code, answer="@").partition("@")[0] in check.shown for code in codes)


@BOTH_LANGUAGES
def test_since_asks_red_flags_anew(language: Language, tmp_path: Path) -> None:
    """The week is moved on and confirmed; signs and private lines start anew; other answers can be kept."""
    kept = []
    with Check(language, "--since", last_time(tmp_path), cwd=tmp_path) as check:
        for question, facts in path(QUESTIONNAIRE, MILD):
            if not check.is_at(question, facts):  # what stays is not asked again
                continue
            again = offered_again(check)
            assert question.gate or again or check.say("nothing_to_keep") in check.type("=")
            kept += [question.id] if again else []
            for line in ("=",) if again else lines_for(question, facts, MILD[question.id]):
                check.type(line)
        assert [one for one in kept if one.startswith("signs") or one == "wellbeing"] == []
        assert {"stage", "weeks_pregnant", "pain", "worst", "hard", "nights"} <= {*kept}
        assert check.say("week_n", weeks=20) in check.shown
        check.type("=")
        assert check.say("since_last", days=21) in check.shown


def test_since_when_it_no_longer_holds(tmp_path: Path) -> None:
    """Another stage than last time: its weeks are asked, and nothing of the calendar is offered for them."""
    with Check("da", "--since", last_time(tmp_path), cwd=tmp_path) as check:
        assert offered_again(check)
        check.type("2")
        assert check.is_at(*asked_at(PLACES["a time since"]))
        assert not offered_again(check)


def test_since_a_file_without_a_day(tmp_path: Path) -> None:
    """Where the file does not tell the day she is asked; what is no time is asked again."""
    with Check("da", "--since", last_time(tmp_path, day=False), cwd=tmp_path) as check:
        assert check.say("when_last") in check.shown
        for line in ("", UNREADABLE, "ved ikke"):
            assert check.type(line).endswith(f"{check.say('when_last_example')} {check.say('when_last')}")
        check.type("3 uger")
        week = check.say("week_n", weeks=20)
        assert check.say("answer_calendar", answer=week) in check.type("=")


@pytest.mark.parametrize(("day", "stop"), [(True, "q"), (False, "^D"), (True, "^C"), (False, "stop")])
def test_since_can_be_stopped(day: bool, stop: str, tmp_path: Path) -> None:
    """Stopping while last time is taken up: no result, nothing to keep yet, nothing written."""
    with Check("da", "--since", last_time(tmp_path, day=day), cwd=tmp_path) as check:
        say_no(check, (stop,))
        text = ending(check, 130 if stop == "^C" else 3).text
        assert check.say("ended" if stop == "^D" else "interrupted") in text
    assert [one.name for one in tmp_path.iterdir()] == ["sidst.yaml"]
