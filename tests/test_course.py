"""Going on, back and to any answer: nobody is ever taken to have answered lines that she did not see.

A model of Hypothesis goes every way through the shipped questionnaire and keeps its own record of what
was shown; a typist answers the real interview at random.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from itertools import takewhile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from baekken_cli.classify import classify, is_emergency
from baekken_cli.conditions import all_tests, worded
from baekken_cli.course import Course
from baekken_cli.interview import missing, on_path, path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import MESSAGES
from baekken_cli.model import (
    NONE,
    Answer,
    Answers,
    Condition,
    Facts,
    Language,
    Question,
    Text,
)
from baekken_cli.prompts import Interviewer, start
from baekken_cli.screen import Ended, PlainScreen, Style
from tests.builders import LANGUAGES, MILD, SAME_DAY_AFTER_BIRTH
from tests.small import content_of, net, one_of, question
from tests.strategies import NUMBERS, complete_answers, draw_answer, mildest, partial_answers

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
TODAY = dt.date(2026, 11, 22)

Lines = tuple[tuple[str, ...], ...]


def unhurried(examples: int, steps: int = 50) -> settings:
    """So many examples; nothing is kept on disk, so a failure prints what reproduces it."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


# ---------------------------------------------------------------- the test's own record
def lines_of(question: Question, facts: Facts) -> Lines:
    """Everything that stands on the screen: the question, and each line's id, in both languages."""
    shown = [("", question.text), *((one.id, one.text) for one in shown_options(question, facts))]
    return tuple((name, *(worded(text, language, facts) for language in LANGUAGES)) for name, text in shown)


def screens_of(answers: Answers) -> dict[str, Lines]:
    """What each question on the path of these answers looks like."""
    return {question.id: lines_of(question, facts) for question, facts in path(QUESTIONNAIRE, answers)}


def asked_straight(answers: Answers) -> dict[str, Answer]:
    """The answers up to the first question that has none: so far she comes without going back."""
    ids = [question.id for question, _ in path(QUESTIONNAIRE, answers)]
    return {name: answers[name] for name in takewhile(answers.__contains__, ids)}


def conditions_of(question: Question) -> Iterator[Condition]:
    """All that decides whether a question is asked, which lines it has and how they are worded."""
    texts: list[Text] = [question.text, *(option.text for option in question.options)]
    yield question.ask_when
    yield from (option.ask_when for option in question.options)
    yield from (wording.condition for text in texts for wording in text.instead)


def names_in(conditions: Iterator[Condition]) -> set[str]:
    return {test.key for condition in conditions for test in all_tests(condition)}


def rests_directly() -> dict[str, set[str]]:
    """For each question and decision the names in its conditions."""
    found = {one.id: names_in(conditions_of(one)) for one in QUESTIONNAIRE.questions}
    for one in QUESTIONNAIRE.decisions:
        found[one.id] = names_in(iter([one.only_when, *(line.condition for line in one.lines)]))
    return found


def hanging_on_each() -> dict[str, set[str]]:
    """For each question and decision all that it hangs on, however far away."""
    found = rests_directly()
    while True:
        wider = {name: on.union(*(found[one] for one in on)) for name, on in found.items()}
        if wider == found:
            return found
        found = wider


HANGS = hanging_on_each()


def any_answer(question: Question, facts: Facts) -> st.SearchStrategy[Answer]:
    """Every answer that the question takes; none and numbers at limits more often than others."""
    options = shown_options(question, facts)
    ids = [option.id for option in options]
    if question.kind == "choice":
        return st.sampled_from(ids)
    if question.kind == "number":
        numbers = st.sampled_from(NUMBERS[question.id]) | st.integers(question.low, question.high)
        return numbers | st.sampled_from(ids)
    alone = st.sampled_from([(option.id,) for option in options if option.alone] or [(ids[-1],)])
    beside = [option.id for option in options if not option.alone]
    ticks = st.lists(st.sampled_from(beside), min_size=1, max_size=4, unique_by=lambda one: one)
    return alone | ticks.map(lambda some: tuple(one for one in beside if one in some))


@st.composite
def mostly_calm(draw: st.DrawFn, question: Question, facts: Facts, none_in_ten: int = 9) -> Answer:
    """An answer as in the other property tests, with few signs."""
    return draw_answer(draw, question, facts, none_in_ten)


def through(answers: Answers) -> Course:
    """A course on which each question got its answer, up to the first that has none."""
    course = Course(QUESTIONNAIRE)
    while (step := course.now()) and step[0].id in answers:
        course = course.answered(answers[step[0].id])
    return course


def asked_by(course: Course) -> str | None:
    step = course.now()
    return step[0].id if step else None


# ---------------------------------------------------------------- every way through the questions
class EveryWay(RuleBasedStateMachine):
    """She answers, changes, keeps, goes back, jumps and goes on, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.course = Course(QUESTIONNAIRE)
        self.answers = self.checked = self.course.answers
        self.seen: dict[str, tuple[Answer, Lines]] = {}

    def give(self, answer: Answer) -> None:
        """An answer to what is asked, written down beside what the screen said."""
        step = self.course.now()
        assert step is not None
        question, facts, old = step
        before = self.answers
        lines = next(lines_of(one, known) for one, known in path(QUESTIONNAIRE, before) if one is question)
        assert lines_of(question, facts) == lines
        self.seen[question.id] = (answer, lines)
        self.course = self.course.answered(answer)
        self.answers = after = self.course.answers
        assert after[question.id] == answer
        went = {name for name in before if name != question.id and after.get(name) != before[name]}
        changed = old is not None and old != answer
        assert went <= {name for name in HANGS if changed and question.id in HANGS[name]}

    def move(self, to: Course) -> None:
        """Going somewhere changes no answer."""
        assert to.answers == self.answers
        assert to.given == self.course.given
        self.course = to

    @initialize(answers=complete_answers(CONTENT), count=st.integers(0, 30))
    def has_answered_some(self, answers: Answers, count: int) -> None:
        """The first answers of an interview, given one by one."""
        for question_id in list(answers)[:count]:
            step = self.course.now()
            assert step is not None
            assert step[0].id == question_id
            self.give(answers[question_id])

    def is_asked(self) -> bool:
        return self.course.now() is not None

    def has_answers(self) -> bool:
        return bool(self.answers)

    @precondition(is_asked)
    @rule(data=st.data())
    def answers_it(self, data: st.DataObject) -> None:
        """What is asked now; a change where she came back to it."""
        step = self.course.now()
        assert step is not None
        self.give(data.draw(any_answer(step[0], step[1])))

    @precondition(is_asked)
    @rule(data=st.data(), count=st.integers(2, 12))
    def answers_some(self, data: st.DataObject, count: int) -> None:
        """Several in a row."""
        for _ in range(count):
            step = self.course.now()
            if step is None:
                return
            self.give(data.draw(mostly_calm(step[0], step[1], 6)))

    @precondition(has_answers)
    @rule(data=st.data())
    def changes_one(self, data: st.DataObject) -> None:
        """Jumps to an answer, sees it there, and gives any other; mostly one that others hang on."""
        ids = list(self.answers)
        chosen = data.draw(st.sampled_from(ids[:2] + ids))
        self.move(self.course.at(chosen))
        step = self.course.now()
        assert step is not None
        assert (step[0].id, step[2]) == (chosen, self.answers[chosen])
        self.give(data.draw(any_answer(step[0], step[1])))

    @precondition(has_answers)
    @rule(data=st.data())
    def jumps(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(list(self.answers)))
        self.move(self.course.at(chosen))

    @precondition(is_asked)
    @rule()
    def keeps_it(self) -> None:
        """The old answer once more, where there is one."""
        step = self.course.now()
        if step and step[2] is not None:
            answers = self.answers
            self.give(step[2])
            assert self.answers == answers

    @rule()
    def goes_back(self) -> None:
        """To the answered question that stands before this one on the path."""
        step, before = self.course.now(), self.course.before()
        ids = [one.id for one, _ in path(QUESTIONNAIRE, self.answers)]
        earlier = ids[: ids.index(step[0].id)] if step else ids
        answered = [one for one in earlier if one in self.answers]
        assert (before is None) == (not answered)
        if before is not None:
            self.move(before)
            now = self.course.now()
            assert now is not None
            assert now[0].id == answered[-1]

    @rule()
    def goes_onward(self) -> None:
        """To the first question without an answer."""
        self.move(self.course.onward())
        assert asked_by(self.course) == next(iter(missing(QUESTIONNAIRE, self.answers)), None)

    @rule()
    def might_have_come_straight(self) -> None:
        """Asked from the beginning, with the same answers, she comes to the same and is told the same."""
        fresh = through(self.answers)
        assert list(fresh.answers.items()) == list(asked_straight(self.answers).items())
        if fresh.now() is None:
            assert classify(CONTENT, fresh.given) == classify(CONTENT, self.answers)

    @invariant()
    def only_answers_to_what_she_saw(self) -> None:
        """They are on the path, each was given by her, and the screen would look the same today."""
        if self.answers is not self.checked:
            screens = screens_of(self.answers)
            assert on_path(QUESTIONNAIRE, self.answers) == self.answers
            assert {
                name: (one, screens[name]) for name, one in self.answers.items()
            }.items() <= self.seen.items()
            self.checked = self.answers

    @invariant()
    def asks_what_is_missing(self) -> None:
        """Nothing is asked exactly when nothing is missing; unless she went back, the first of it is."""
        asked, open_questions = asked_by(self.course), missing(QUESTIONNAIRE, self.answers)
        if self.course.visiting is None:
            assert asked == next(iter(open_questions), None)
        assert asked in open_questions or asked == self.course.visiting

    @invariant()
    def what_hangs_on_an_open_question_waits(self) -> None:
        open_questions = set(missing(QUESTIONNAIRE, self.answers))
        assert not [name for name in self.answers if HANGS[name] & open_questions]


TestEveryWay = EveryWay.TestCase
TestEveryWay.settings = unhurried(90)


# ---------------------------------------------------------------- the real interview, typed at random
class FakeScreen(PlainScreen):
    """A plain screen that keeps what was written since the last line was typed."""

    interviewer: Interviewer

    def __init__(self, language: Language) -> None:
        super().__init__(io.StringIO(), io.StringIO(), 80)
        self.language = language
        self.since: list[str] = []

    def write(self, text: str = "", style: Style = "normal", indent: str = "") -> None:  # noqa: ARG002
        self.since.append(text)

    def read(self) -> str:
        """One line; no emergency ever stands while something is asked."""
        assert not is_emergency(CONTENT, self.interviewer.answers)
        typed = self.typed()
        self.since.clear()
        return typed

    def typed(self) -> str:
        raise NotImplementedError

    def wants(self) -> str:
        """What the last lines on the screen ask for."""
        if self.says("overview_keys") or self.says("overview_last"):
            return "overview"
        if self.says("yes_or_no") or self.says("yes_or_skip"):
            return "yes"
        return "steps" if self.says("about_when") else "answer"

    def says(self, code: str) -> bool:
        """Whether one of the last lines is this message, whatever was filled in."""
        words = re.split(r"\{\w+\}", MESSAGES[code][LANGUAGES.index(self.language)])
        pattern = re.compile(".+".join(re.escape(one) for one in words))
        return any(pattern.fullmatch(line) for line in self.since)

    def asked(self) -> tuple[Question, Facts]:
        step = self.interviewer.course.now()
        assert step is not None
        return step[0], step[1]

    def in_numbers(self, question: Question, facts: Facts, answer: Answer) -> str:
        """The answer as the numbers of its lines; a number as it is."""
        if isinstance(answer, int):
            return str(answer)
        ids = [one.id for one in shown_options(question, facts)]
        if question.kind == "number" and self.wants() != "steps":
            return "ved ikke"
        return " ".join(str(ids.index(one) + 1) for one in ([answer] if isinstance(answer, str) else answer))


class Typist(FakeScreen):
    """Types what comes to mind; after some time she only answers, so that there is an end."""

    PATIENCE = 60
    THINGS = (
        *(
            "?",
            "v",
            "m",
            "<",
            "<",
            "<",
            "o",
            "o",
            "o",
            "=",
            "",
            " ",
            "hjælp",
            "hvorfor",
            "tilbage",
            "oversigt",
        ),
        *("1", "2", "3", "4", "5", "6", "7", "8", "20", "38", "99", "0", "1 3", "1-3", "3,5", "6-7", "31+4"),
        *("ja", "nej", "j", "n", "ved ikke", "ingen", "s", "trapper", "3 måneder", "banan", "1, banan"),
        *("\x00", "\u202e", "12\u200b", "\ud800", "22.6.2026", "stop"),
    )

    def __init__(self, data: st.DataObject, language: Language) -> None:
        super().__init__(language)
        self.data = data
        self.reads = 0

    def typed(self) -> str:
        """At most so many lines, and then as many as there are questions."""
        self.reads += 1
        assert self.reads < self.PATIENCE + 150, "the interview does not end"
        if self.reads > self.PATIENCE:
            return self.sensible(mildest)
        kind = self.data.draw(st.integers(0, 9))
        if kind < 6:
            return self.sensible(lambda *asked: self.data.draw(mostly_calm(*asked)))
        return self.data.draw(st.sampled_from(self.THINGS) if kind < 9 else st.text(max_size=8))

    def sensible(self, answer_to: Callable[[Question, Facts], Answer]) -> str:
        """A line that goes on, whatever is asked; 1 is a number and a line wherever there are weeks."""
        wants = self.wants()
        if wants in ("overview", "yes"):
            return "=" if wants == "overview" else "ja"
        question, facts = self.asked()
        if question.kind == "number" and self.reads > self.PATIENCE:
            return "1"
        return self.in_numbers(question, facts, answer_to(question, facts))


class Straight(FakeScreen):
    """Gives the answers that it has, by numbers; at the first question without one the input ends."""

    def __init__(self, answers: Answers, language: Language) -> None:
        super().__init__(language)
        self.answers = answers

    def typed(self) -> str:
        """Never the overview, never back."""
        wants = self.wants()
        if wants in ("overview", "yes"):
            return "=" if wants == "overview" else "ja"
        question, facts = self.asked()
        if question.id not in self.answers:
            raise Ended
        return self.in_numbers(question, facts, self.answers[question.id])


def interviewed(screen: FakeScreen, answers: Answers) -> dict[str, Answer]:
    """What an interview on this screen leaves, to its end or until she stops."""
    screen.interviewer = start(CONTENT, screen, screen.language, TODAY, answers)
    with contextlib.suppress(Ended):
        screen.interviewer.run()
    return screen.interviewer.answers


@unhurried(60)
@given(st.data(), st.permutations(LANGUAGES), partial_answers(CONTENT))
def test_typed_at_random_is_as_answered_straight(
    data: st.DataObject, languages: list[Language], from_file: Answers
) -> None:
    """Whatever was typed on the way, the answers say the same as typed straight in the other language."""
    answers = interviewed(Typist(data, languages[0]), from_file)
    straight = interviewed(Straight(answers, languages[1]), {})
    if is_emergency(CONTENT, answers):
        assert straight.items() <= answers.items()
        assert is_emergency(CONTENT, straight) or missing(QUESTIONNAIRE, answers)
    else:
        assert straight == asked_straight(answers)
    if straight.keys() == answers.keys():
        assert classify(CONTENT, straight) == classify(CONTENT, answers)


@unhurried(40)
@given(complete_answers(CONTENT), st.sampled_from(LANGUAGES))
def test_typed_in_numbers_is_what_was_meant(answers: Answers, language: Language) -> None:
    """Every answer, typed as the number of its line, comes out as it was; an emergency ends it."""
    found = interviewed(Straight(answers, language), {})
    assert found.items() <= answers.items()
    assert found == answers or is_emergency(CONTENT, found)
    assert is_emergency(CONTENT, found) == is_emergency(CONTENT, answers)


# ---------------------------------------------------------------- named ways
def changed(course: Course, question_id: str, answer: Answer) -> Course:
    return course.at(question_id).answered(answer)


def asked_again(course: Course, answers: Answers) -> list[str]:
    """What is asked until nothing is missing, with these answers."""
    found = []
    while (step := course.now()) is not None:
        found.append(step[0].id)
        course = course.answered(answers[step[0].id])
    return found


WEEK_8: Answers = {**MILD, "weeks_pregnant": 8, "onset": "pregnancy_early"}


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        (8, 30, ["signs_now", "signs_pregnancy", "signs_body", "signs_days", "onset"]),
        (13, 17, ["signs_pregnancy"]),  # the lines about a birth less than 12 weeks ago
        (24, 27, []),
        (36, 37, ["signs_pregnancy"]),  # the waters have colours now; signs_now is as it was
        (30, 30, []),
    ],
)
def test_another_week_asks_again_what_looks_different(before: int, after: int, again: list[str]) -> None:
    """And nothing else: what she was never shown is asked, what she was shown is not asked twice."""
    course = through({**WEEK_8, "weeks_pregnant": before})
    assert asked_by(course) is None
    assert asked_again(changed(course, "weeks_pregnant", after), WEEK_8) == again


def test_none_of_these_never_speaks_of_new_lines() -> None:
    """At week 8 nobody asked about movements; at week 30 the old "none of these" is gone."""
    course = changed(through(WEEK_8), "weeks_pregnant", 30)
    assert "signs_pregnancy" not in course.answers
    assert "RF10" not in classify(CONTENT, course.answers).red_flags.denied
    assert course.answers["wellbeing"] == (NONE,)


def test_from_pregnant_to_after_birth_and_back() -> None:
    """Nothing of the other stage is left; what looks the same in both is asked only once."""
    course = changed(through(MILD), "stage", "postpartum")
    assert (asked_by(course), course.answers) == ("weeks_since", {"stage": "postpartum"})
    course = changed(course.answered(3), "stage", "pregnant")
    assert asked_by(course) == "weeks_pregnant"
    assert course.answers["wellbeing"] == (NONE,)
    assert not {"weeks_since", "signs_birth", "signs_pregnancy"} & course.given.keys()
    assert asked_again(course, MILD)[:2] == ["weeks_pregnant", "signs_pregnancy"]
    assert "signs_now" not in asked_again(course, MILD)


def test_answers_from_a_file_stay_though_one_is_missing() -> None:
    """A hole in a file is asked; what stands after it counts, or waits where it cannot be taken yet."""
    from_file = {name: answer for name, answer in MILD.items() if name != "weeks_pregnant"}
    course = Course(QUESTIONNAIRE, from_file)
    waits = {"onset": MILD["onset"]}  # the middle of the pregnancy can be chosen from week 13 on
    assert (asked_by(course), {**course.answers, **waits}) == ("weeks_pregnant", from_file)
    assert "onset" not in course.answers
    filled = course.answered(20)
    assert (asked_by(filled), filled.answers) == (None, MILD)


def test_answers_from_a_file_must_stand_a_change_too() -> None:
    """Once she changes an answer, those from a file are asked again like her own."""
    from_file = Course(QUESTIONNAIRE, WEEK_8)
    assert asked_by(from_file) is None
    again = asked_again(changed(from_file, "weeks_pregnant", 30), WEEK_8)
    assert again == asked_again(changed(through(WEEK_8), "weeks_pregnant", 30), WEEK_8)


def test_what_waits_for_an_answer_is_not_counted() -> None:
    """Known to nobody until the weeks are there; then it holds where it looks the same."""
    course = changed(through(SAME_DAY_AFTER_BIRTH), "stage", "loss")
    assert (asked_by(course), course.answers) == ("weeks_since", {"stage": "loss"})
    assert {"pain", "signs_body", "worst"} <= course.given.keys()
    assert classify(CONTENT, course.answers).red_flags.raised == ()
    later = course.answered(3)
    assert later.answers["signs_now"] == (NONE,)
    assert (asked_by(later), later.answers["worst"]) == ("signs_birth", 5)


def test_what_waits_is_not_counted_though_it_looks_the_same() -> None:
    """Without a week the urgent signs look as in week 8; they count when the week is there again."""
    course = changed(changed(through(WEEK_8), "stage", "postpartum"), "stage", "pregnant")
    assert asked_by(course) == "weeks_pregnant"
    assert "signs_now" not in course.answers
    assert course.answered(8).answers["signs_now"] == (NONE,)
    assert asked_by(course.answered(30)) == "signs_now"


def test_back_at_the_first_question_is_nowhere() -> None:
    empty = Course(QUESTIONNAIRE)
    assert empty.before() is None
    assert through(MILD).at("stage").before() is None


def test_back_step_by_step_leaves_every_answer() -> None:
    """From the end to the first question through each of the answers, and nothing is lost."""
    course, seen = through(MILD), []
    while (before := course.before()) is not None:
        course = before
        seen.append(asked_by(course))
    assert seen == list(reversed(MILD))
    assert course.answers == MILD
    assert asked_by(course.onward()) is None


def test_hardly_possible_goes_with_what_is_hard() -> None:
    """Its lines come from what she ticked before; the answer after it stays."""
    course = through(SAME_DAY_AFTER_BIRTH)
    assert changed(course, "hard", ("walk",)) == course
    other = changed(course, "hard", ("walk", "stairs"))
    assert asked_by(other) == "hardly_possible"
    assert other.answers == {
        **{name: one for name, one in course.answers.items() if name != "hardly_possible"},
        "hard": ("walk", "stairs"),
    }
    gone = changed(course, "hard", (NONE,))
    assert (asked_by(gone), "hardly_possible" in gone.answers) == (None, False)
    assert asked_by(changed(gone, "hard", ("walk",))) == "hardly_possible"


def test_nothing_can_be_answered_where_nothing_is_asked() -> None:
    with pytest.raises(ValueError, match="nothing is asked"):
        through(MILD).answered("pregnant")


THREE = content_of(
    [
        question("first", "choice", "a", "b"),
        question("middle", "choice", "a", "b"),
        question("last", "choice", "a", "b", ask_when=one_of("middle", "a")),
        question("end", "choice", "a", "b"),
    ],
    [net()],
).questionnaire


def test_what_waited_through_a_change_is_asked() -> None:
    """She has never seen it as a question; without a change it holds as the file has it."""
    course = Course(THREE, {"first": "a", "last": "a"})
    unchanged = course.answered("a")
    assert unchanged.answers == {"first": "a", "middle": "a", "last": "a"}
    changed = course.at("first").answered("b").answered("a")
    assert changed.answers == {"first": "b", "middle": "a"}
    step = changed.now()
    assert step is not None
    assert step[0].id == "last"


def test_back_goes_to_an_answer() -> None:
    """Past a question that has none."""
    before = Course(THREE, {"first": "a", "end": "b"}).at("end").before()
    assert before is not None
    assert before.visiting == "first"
