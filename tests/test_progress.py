"""How many questions may come at most: never too few, and never more than it said before."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from baekken_cli.course import Course
from baekken_cli.interview import facts_after, next_question, path
from baekken_cli.loader import load_content
from baekken_cli.model import Answer, Answers, Facts, Question
from baekken_cli.progress import at_most_left
from tests.builders import MILD, SAME_DAY_AFTER_BIRTH
from tests.small import content_of, either, net, one_of, question
from tests.strategies import complete_answers, draw_answer

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
QUIET = settings(
    max_examples=60,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def counts(answers: Answers) -> list[int]:
    """What is said before each question of the path."""
    return [at_most_left(QUESTIONNAIRE, one, facts) for one, facts in path(QUESTIONNAIRE, answers)]


def left_at(answers: Answers, question_id: str) -> int:
    """What is said before one question of the path."""
    return next(
        at_most_left(QUESTIONNAIRE, one, facts)
        for one, facts in path(QUESTIONNAIRE, answers)
        if one.id == question_id
    )


@st.composite
def any_answer(draw: st.DrawFn, question: Question, facts: Facts) -> Answer:
    return draw_answer(draw, question, facts, 5)


@QUIET
@given(complete_answers(CONTENT))
def test_falls_with_each_answer_and_is_never_too_few(answers: Answers) -> None:
    """The question that was answered is not left any more; as many come as it says, or fewer."""
    said = counts(answers)
    assert all(after < before for before, after in pairwise(said))
    assert all(left >= len(said) - place for place, left in enumerate(said))


@QUIET
@given(complete_answers(CONTENT), st.data())
def test_is_never_less_whatever_she_answers_from_here(answers: Answers, data: st.DataObject) -> None:
    """The same where the rest is answered otherwise than it was, from any question on."""
    asked = [question.id for question, _ in path(QUESTIONNAIRE, answers)]
    here = data.draw(st.sampled_from(asked))
    known = {name: answers[name] for name in asked[: asked.index(here)]}
    left, came = left_at(known, here), 0
    while (step := next_question(QUESTIONNAIRE, known)) is not None:
        known[step[0].id] = data.draw(any_answer(*step))
        came += 1
    assert 1 <= came <= left


@QUIET
@given(complete_answers(CONTENT, start={"pain": "current"}).filter(lambda one: one["stage"] != "neither"))
def test_is_one_at_the_last_question_of_the_file(answers: Answers) -> None:
    """And before none else: where she reads "the last question", it is."""
    last, facts = list(path(QUESTIONNAIRE, answers))[-1]
    assume(last is QUESTIONNAIRE.questions[-1])
    assert at_most_left(QUESTIONNAIRE, last, facts) == 1
    assert 1 not in counts(answers)[:-1]


def test_all_questions_may_come_before_the_first_is_answered() -> None:
    assert left_at({}, "stage") == len(QUESTIONNAIRE.questions)


def test_each_answer_takes_away_what_it_rules_out() -> None:
    """Pregnant: not the two about the birth; nothing hard: not what she can hardly do, not how she moves."""
    every = [question.id for question in QUESTIONNAIRE.questions]
    assert left_at(MILD, "weeks_pregnant") == len(every) - 1 - len(["weeks_since", "signs_birth"])
    assert left_at(MILD, "nights") == left_at(MILD, "hard") - 1 - len(
        ["hardly_possible", "moves", "moves_since"]
    )
    assert left_at(SAME_DAY_AFTER_BIRTH, "nights") == left_at(SAME_DAY_AFTER_BIRTH, "moves") - 1 - len(
        ["moves_since"]
    )


BOXES = content_of(
    [
        question("first", "choice", "a", "b"),
        question("second", "choice", "a", "b"),
        question("third", "choice", "a", "b"),
        question("last", "choice", "a", "b", ask_when=either(one_of("first", "a"), one_of("second", "a"))),
    ],
    [net()],
).questionnaire


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [("a", "a", [4, 3, 2, 1]), ("a", "b", [4, 3, 2, 1]), ("b", "a", [4, 3, 2, 1]), ("b", "b", [4, 3, 1])],
)
def test_a_question_may_come_while_one_of_its_boxes_may_fit(first: str, second: str, left: list[int]) -> None:
    """The last one comes after "a", first or second; only the second answer can rule it out."""
    answers = {"first": first, "second": second}
    assert [at_most_left(BOXES, one, facts) for one, facts in path(BOXES, answers)] == left


def test_changing_to_neither_leaves_less_of_everything() -> None:
    """Nothing is asked any more; and wherever she stood, fewer questions could come."""
    neither = Course(QUESTIONNAIRE, MILD).at("stage").answered("neither")
    assert (neither.now(), neither.answers) == (None, {"stage": "neither"})
    after = facts_after(QUESTIONNAIRE, neither.steps())
    left = {
        one.id: (at_most_left(QUESTIONNAIRE, one, before), at_most_left(QUESTIONNAIRE, one, after))
        for one, before in path(QUESTIONNAIRE, MILD)
    }
    assert all(now <= then for then, now in left.values())
    assert left["signs_now"][1] < left["signs_now"][0]
    assert left["sites"][1] < left["sites"][0] // 2
