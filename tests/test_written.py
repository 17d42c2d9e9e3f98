"""Walked or written out, a questionnaire says the same of all answers, in every field of the assessment."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baekken_cli.classify import PLAIN_USES, RulesDisagree, classify
from baekken_cli.gather import Gather, gather
from baekken_cli.loader import load_content
from baekken_cli.model import Answer, Answers, Assessment, Content, Question, Questionnaire, Urgency
from baekken_cli.written import MOST_KEPT, MOST_NUMBERS, written_out
from tests import plain
from tests.brute import truth
from tests.small import (
    Seeded,
    content_of,
    decision,
    examples,
    flag,
    in_range,
    made,
    net,
    one_of,
    option,
    question,
    rule,
    ticked,
)
from tests.strategies import complete_answers, partial_answers

CONTENT = load_content()
FILES = 60


def outcome(content: Content, answers: Answers, agree: bool = True) -> Assessment | tuple[str, ...]:
    """What ``classify`` returns, or the rules that disagree."""
    try:
        return classify(content, answers, agree=agree)
    except RulesDisagree as found:
        return found.rules


def expected(content: Content, answers: Answers, agree: bool = True) -> Assessment | tuple[str, ...]:
    try:
        return plain.classify(content, answers, agree=agree)
    except RulesDisagree as found:
        return found.rules


def writing(questionnaire: Questionnaire) -> Gather:
    """The function that is written out."""
    found = written_out(questionnaire)
    assert found is not None
    return found


SHIPPED = writing(CONTENT.questionnaire)


def same(written: Gather, questionnaire: Questionnaire, answers: Answers) -> bool:
    """It gathers what walking does, with the answers in the same order."""
    found, walked = written(answers), gather(questionnaire, answers)
    return found == walked and list(found.answers) == list(walked.answers)


# ---------------------------------------------------------------- the shipped file


@st.composite
def wrong_answer(draw: st.DrawFn, asked: Question) -> Answer:
    """Something that the question takes nowhere, takes elsewhere, or takes in another form."""
    ids = [one.id for one in asked.options]
    some = st.sampled_from([*ids, "none", "unsure", "skip", "yes", "no such option", ""])
    ticks = st.lists(some, max_size=4).map(tuple)
    return draw(st.one_of(some, ticks, st.integers(-2, 3000)))


@st.composite
def spoiled_answers(draw: st.DrawFn) -> Answers:
    """An interview, whole or not, with some answers changed or added at random, in any order."""
    answers = dict(draw(st.one_of(complete_answers(CONTENT), partial_answers(CONTENT))))
    for one in draw(st.lists(st.sampled_from(CONTENT.questionnaire.questions), max_size=4)):
        answers[one.id] = draw(wrong_answer(one))
    return dict(draw(st.permutations(list(answers.items()))))


@examples(150)
@given(answers=complete_answers(CONTENT))
def test_whole_interviews(answers: Answers) -> None:
    """Every field of the assessment, by both ways."""
    assert same(SHIPPED, CONTENT.questionnaire, answers)
    assert outcome(CONTENT, answers) == expected(CONTENT, answers)


@examples(150)
@given(answers=partial_answers(CONTENT))
def test_unfinished_interviews(answers: Answers) -> None:
    """Answers are missing at the end, and some in the middle."""
    assert same(SHIPPED, CONTENT.questionnaire, answers)
    assert outcome(CONTENT, answers) == expected(CONTENT, answers)


@examples(250)
@given(answers=spoiled_answers())
def test_answers_off_the_path_and_wrong_ones(answers: Answers) -> None:
    """What is not asked or not taken counts for nothing, by both ways."""
    assert same(SHIPPED, CONTENT.questionnaire, answers)
    assert outcome(CONTENT, answers) == expected(CONTENT, answers)


@pytest.mark.parametrize("value", [1.0, ["none"], (["none"],), {"none"}, None, b"none"])
def test_values_of_no_kind(value: object) -> None:
    """What no answer can be counts for nothing, before and after the content is written out."""
    content = load_content()
    answers: dict[str, object] = {"stage": "pregnant", "weeks_pregnant": value, "signs_now": value}
    wanted = plain.classify(content, answers)  # type: ignore[arg-type]
    for _ in range(PLAIN_USES + 2):
        assert classify(content, answers) == wanted  # type: ignore[arg-type]


def test_a_fault_is_not_taken_for_an_answer_without_a_hash() -> None:
    """Any other TypeError is raised, whatever the answers."""

    class Faulty(dict[str, Answer]):
        def get(self, *_: object) -> Answer:
            raise TypeError("a fault")

    with pytest.raises(TypeError, match="a fault"):
        SHIPPED(Faulty(stage="pregnant"))


# ---------------------------------------------------------------- generated files


def answer_sets(content: Content, dice: random.Random) -> Iterator[Answers]:
    """Complete answer sets, some without some answers, some with an answer from another set."""
    points = list(islice(iter(truth(content).points), 400))
    for point in dice.sample(points, min(len(points), 25)):
        answers = dict(point.answers)
        yield answers
        yield {key: value for key, value in answers.items() if dice.random() < 0.7}
        yield answers | dict(list(dice.choice(points).answers.items())[dice.randint(0, 3) :])


@pytest.mark.parametrize("first", range(0, FILES, 20))
def test_small_files(first: int) -> None:
    """Questionnaires with all that a file can hold, the same in every run, and past the switch."""
    for seed in range(first, first + 20):
        content, dice = made(Seeded(seed)), random.Random(seed)
        written = writing(content.questionnaire)
        for answers in answer_sets(content, dice):
            assert same(written, content.questionnaire, answers), seed
            for agree in (True, False):
                assert outcome(content, answers, agree) == expected(content, answers, agree), seed


def test_a_question_that_hangs_on_later_answers() -> None:
    """A decision is looked at before all that it rests on is answered: its value of that moment counts."""
    content = content_of(
        [
            question("one", "choice", "a", "b"),
            question("two", "choice", "a", "b", ask_when=one_of("early", "yes")),
            question("three", "choice", "a", "b"),
        ],
        [rule("r", one_of("two", "a")), net()],
        decisions=[decision("early", ("no", one_of("three", "b")), otherwise="yes")],
    )
    answers = {"one": "a", "two": "a", "three": "b"}
    assert same(writing(content.questionnaire), content.questionnaire, answers)
    assert [one.id for one in classify(content, answers).rules] == ["r", "net"]


def test_text_of_a_file_is_never_code() -> None:
    """Ids that would do something as Python are only names."""
    name = '\'); raise SystemExit(\'\n#""" {x}'
    content = content_of(
        [
            question(name, "choice", "a", name),
            question("signs", "ticks", option("sign", one_of(name, name), raises=["a flag"]), "none"),
        ],
        [rule(name, one_of("a flag", "raised"), Urgency.EMERGENCY), net()],
        decisions=[decision("a decision", (name, one_of(name, "a")), otherwise="other")],
        red_flags=[flag("a flag")],
    )
    answers: Answers = {name: name, "signs": ("sign",)}
    assert same(writing(content.questionnaire), content.questionnaire, answers)
    assert writing(content.questionnaire)(answers).facts == {
        **answers,
        "a decision": "other",
        "a flag": "raised",
    }


def test_what_is_kept_of_ticks_has_an_end() -> None:
    """More different answers than are kept: the last and the first are still right."""
    options = [f"o{place}" for place in range(12)]
    content = content_of([question("q", "ticks", *options)], [rule("r", ticked("q", "o3")), net()])
    written = writing(content.questionnaire)
    several = [ticks for size in (3, 4, 5) for ticks in combinations(options, size)]
    assert len(several) > MOST_KEPT
    for ticks in [*several, several[0]]:
        assert [one.id for one in written({"q": ticks}).rules] == ["r"] * ("o3" in ticks)


def test_a_file_that_cannot_be_written_is_walked() -> None:
    """A number with too many values to list: the result is there all the same."""
    wide = question("q", "number", high=MOST_NUMBERS + 1)
    content = content_of([wide], [rule("r", in_range("q", (5, 9))), net()])
    assert written_out(content.questionnaire) is None
    for _ in range(PLAIN_USES + 2):
        assert [one.id for one in classify(content, {"q": 7}).rules] == ["r", "net"]


def test_each_content_keeps_its_own_tips() -> None:
    """Two contents with one questionnaire and other tips do not mix."""
    asked = ("signs_now", "signs_pregnancy", "signs_body", "signs_days")
    answers: Answers = {"stage": "pregnant", "weeks_pregnant": 20, "wellbeing": ("skip",), "pain": "never"}
    answers = {**answers, **dict.fromkeys(asked, ("none",))}
    few = CONTENT._replace(tips=tuple(topic._replace(tips=()) for topic in CONTENT.tips))
    assert classify(CONTENT, answers).tips
    assert classify(few, answers).tips == ()
    assert classify(CONTENT, answers) == plain.classify(CONTENT, answers)
