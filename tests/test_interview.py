"""Which answers a question takes, what rests on what, and decisions that rest on each other."""

from __future__ import annotations

import itertools

import pytest

from baekken_cli.interview import (
    Refused,
    check_answer,
    decide,
    facts_after,
    missing,
    next_question,
    on_path,
    path,
    replay,
    rests_on,
    shown_options,
    walk,
    with_answer,
)
from baekken_cli.model import Answer, Answers, Facts, Question
from tests.small import both, content_of, decision, either, in_range, net, one_of, option, question, ticked

STAGE = question("stage", "choice", "a", "b")
PAIN = question("pain", "number", "unsure", high=10)
SIGNS = question("signs", "ticks", "x", option("y", one_of("stage", "a")), "z", "none")
MORE = question("more", "choice", "yes", "no", ask_when=one_of("bad", "yes"))
LAST = question("last", "choice", "yes", "no", ask_when=either(one_of("more", "yes"), one_of("stage", "b")))
MOVES = question("moves", "choice", option("y", one_of("stage", "a")), "z")
BAD = decision("bad", ("yes", in_range("pain", (7, 10), values=["unsure"])), otherwise="no")
WORSE = decision(
    "worse", ("yes", both(one_of("bad", "yes"), ticked("signs", "x"))), only_when=one_of("stage", "a")
)
WHOLE = content_of([STAGE, PAIN, SIGNS, MORE, LAST], [net()], decisions=[BAD, WORSE]).questionnaire


@pytest.mark.parametrize(
    ("asked", "answer", "taken"),
    [
        (STAGE, "a", "a"),
        (MOVES, "y", "y"),
        (PAIN, 0, 0),
        (PAIN, 10, 10),
        (PAIN, "unsure", "unsure"),
        (SIGNS, ("y", "x"), ("x", "y")),
        (SIGNS, ("x", "x"), ("x",)),
        (SIGNS, ("none",), ("none",)),
    ],
)
def test_an_answer_is_taken(asked: Question, answer: Answer, taken: Answer) -> None:
    """Both ends of the numbers; ticks in the order of the lines, each once."""
    assert check_answer(asked, answer, {"stage": "a"}) == taken


@pytest.mark.parametrize(
    ("asked", "answer", "code", "name"),
    [
        (STAGE, "c", "unknown_option", "c"),
        (STAGE, 1, "wrong_kind", ""),
        (STAGE, ("a",), "wrong_kind", ""),
        (MOVES, "y", "not_asked", "y"),
        (PAIN, -1, "out_of_range", "-1"),
        (PAIN, 11, "out_of_range", "11"),
        (PAIN, ("unsure",), "wrong_kind", ""),
        (PAIN, "x", "unknown_option", "x"),
        (SIGNS, "x", "wrong_kind", ""),
        (SIGNS, 1, "wrong_kind", ""),
        (SIGNS, (), "nothing_ticked", ""),
        (SIGNS, ("x", "w"), "unknown_option", "w"),
        (SIGNS, ("x", "y"), "not_asked", "y"),
        (SIGNS, ("none", "z"), "alone", "none"),
    ],
)
def test_an_answer_is_refused(asked: Question, answer: Answer, code: str, name: str) -> None:
    """With what is wrong, and which part of it."""
    with pytest.raises(Refused) as caught:
        check_answer(asked, answer, {"stage": "b"})
    assert (caught.value.code, caught.value.name) == (code, name)
    assert caught.value.args == (code,)


def test_lines_are_shown_where_they_apply() -> None:
    """In their order."""
    assert [one.id for one in shown_options(SIGNS, {"stage": "a"})] == ["x", "y", "z", "none"]
    assert [one.id for one in shown_options(SIGNS, {"stage": "b"})] == ["x", "z", "none"]


PATHS: list[tuple[Answers, list[str], list[str], list[str]]] = [
    ({}, ["stage", "pain", "signs"], ["stage", "pain", "signs"], []),
    ({"stage": "a", "pain": 3}, ["stage", "pain", "signs"], ["signs"], ["stage", "pain"]),
    ({"stage": "a", "pain": 7}, ["stage", "pain", "signs", "more"], ["signs", "more"], ["stage", "pain"]),
    ({"stage": "b"}, ["stage", "pain", "signs", "last"], ["pain", "signs", "last"], ["stage"]),
    (
        {"stage": "b", "pain": 11, "signs": ("y",), "more": "yes"},  # none of the three is taken
        ["stage", "pain", "signs", "last"],
        ["pain", "signs", "last"],
        ["stage"],
    ),
    (
        {"stage": "a", "pain": "unsure", "signs": ("y",), "more": "yes", "last": "no"},
        ["stage", "pain", "signs", "more", "last"],
        [],
        ["stage", "pain", "signs", "more", "last"],
    ),
]


@pytest.mark.parametrize(("answers", "asked", "open_", "counted"), PATHS)
def test_the_path(answers: Answers, asked: list[str], open_: list[str], counted: list[str]) -> None:
    """What is asked, what of it has no answer, and which answers count."""
    assert [question.id for question, _ in path(WHOLE, answers)] == asked
    assert list(missing(WHOLE, answers)) == open_
    assert list(on_path(WHOLE, answers)) == counted
    following = next_question(WHOLE, answers)
    assert (following[0].id if following else None) == next(iter(open_), None)


def test_the_facts_before_each_question() -> None:
    """The answers up to there, and the decisions that have a value."""
    answers: Answers = {"stage": "a", "pain": 8, "signs": ("x",)}
    assert {question.id: facts for question, facts in path(WHOLE, answers)} == {
        "stage": {"bad": "no"},
        "pain": {"stage": "a", "bad": "no"},
        "signs": {"stage": "a", "pain": 8, "bad": "yes"},
        "more": {"stage": "a", "pain": 8, "signs": ("x",), "bad": "yes", "worse": "yes"},
    }


def test_whoever_answers_is_told_the_facts() -> None:
    """Those before the question, which may decide what is answered."""
    answers: Answers = {"stage": "a", "pain": 8}
    told: dict[str, Facts] = {}

    def answer_to(asked: Question, facts: Facts) -> Answer | None:
        told[asked.id] = facts
        return answers.get(asked.id)

    steps = list(replay(WHOLE, answer_to))
    assert [(asked.id, answer) for asked, _, answer in steps[:3]] == [
        ("stage", "a"),
        ("pain", 8),
        ("signs", None),
    ]
    assert told == {asked.id: facts for asked, facts, _ in steps}
    assert told["signs"] == {**answers, "bad": "yes"}


def test_facts_at_the_end_of_a_path() -> None:
    """Also of an empty one, and where the last question has no answer."""
    assert facts_after(WHOLE, []) == {"bad": "no"}
    assert facts_after(WHOLE, list(walk(WHOLE, {"stage": "b"}))) == {"stage": "b", "bad": "no"}
    answered = list(walk(WHOLE, {"stage": "a", "pain": 8, "signs": ("x",), "more": "yes", "last": "no"}))
    assert facts_after(WHOLE, answered)["last"] == "no"


@pytest.mark.parametrize("order", list(itertools.permutations(("stage", "pain", "signs"))))
@pytest.mark.parametrize("stage", ["a", "b"])
@pytest.mark.parametrize("pain", [6, 7, "unsure"])
@pytest.mark.parametrize("signs", [("x",), ("z",)])
def test_one_more_answer_is_as_all_at_once(
    stage: str, pain: Answer, signs: Answer, order: tuple[str, ...]
) -> None:
    """Decisions that rest on it, directly or through others, are made again; a value that falls away goes."""
    answers: Answers = {"stage": stage, "pain": pain, "signs": signs}
    for before in (10, 0):
        facts: Facts = decide(WHOLE.decisions, {"stage": "a", "pain": before, "signs": ("x",)})
        for key in order:
            facts = with_answer(WHOLE, facts, key, answers[key])
        assert facts == decide(WHOLE.decisions, answers)


@pytest.mark.parametrize(
    ("asked", "all_of_them", "itself"),
    [
        (MORE, {"pain"}, {"pain"}),
        (LAST, {"stage", "pain", "more"}, {"stage", "more"}),
        (STAGE, set(), set()),
    ],
)
def test_what_a_question_rests_on(asked: Question, all_of_them: set[str], itself: set[str]) -> None:
    """Through decisions; and, unless only the condition itself is meant, through what is asked when."""
    assert rests_on(WHOLE, asked.ask_when) == all_of_them
    assert rests_on(WHOLE, asked.ask_when, through=False) == itself
