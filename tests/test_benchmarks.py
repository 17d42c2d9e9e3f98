"""The measured content is what it says: the same each time, whole, with its planted defects; small sizes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from baekken_cli.conditions import all_tests
from baekken_cli.gather import gather
from baekken_cli.interview import missing, on_path
from baekken_cli.loader import content_folder, load_content, load_questionnaire
from baekken_cli.model import Content
from baekken_cli.prove import Proof, prove
from benchmarks import growth, tables
from benchmarks.engines import closures, flat, json_logic, there
from benchmarks.generated import generate
from benchmarks.people import people

SIZES = ((8, 10), (12, 30), (25, 80))


@functools.cache
def proof_of(questions: int, rules: int) -> Proof:
    return prove(generate(questions, rules).content)


@pytest.mark.parametrize("topical", [True, False])
def test_the_same_seed_gives_the_same_content(topical: bool) -> None:
    one, two, other = (generate(25, 80, seed, topical) for seed in (1, 1, 2))
    assert one == two
    assert one.content.questionnaire.rules != other.content.questionnaire.rules


@pytest.mark.parametrize("topical", [True, False])
@pytest.mark.parametrize(("questions", "rules"), [*SIZES, (100, 300)])
def test_sizes_and_shares(questions: int, rules: int, topical: bool) -> None:
    made = generate(questions, rules, 1, topical).content.questionnaire
    kinds = [one.kind for one in made.questions]
    assert (len(made.questions), len(made.rules)) == (questions, rules)
    assert kinds.count("choice") == round(questions * 0.40)
    assert kinds.count("ticks") == round(questions * 0.25)
    assert sum(one.otherwise for one in made.rules) == 1


def test_rules_refer_to_what_there_is() -> None:
    content = generate(25, 80).content
    known = names(content)
    for rule in content.questionnaire.rules:
        assert {test.key for test in all_tests(rule.condition)} <= known
        assert set(rule.contacts) <= known


def test_no_two_parts_have_one_name() -> None:
    made = generate(25, 80).content.questionnaire
    ids = [one.id for part in (made.questions, made.decisions, made.red_flags, made.rules) for one in part]
    assert len(set(ids)) == len(ids)


def names(content: Content) -> set[str]:
    """The ids that a rule may use."""
    made = content.questionnaire
    return {
        one.id
        for part in (made.questions, made.decisions, made.red_flags, made.contacts, made.routes)
        for one in part
    }


@pytest.mark.parametrize(("questions", "rules"), SIZES)
def test_planted_defects_are_found(questions: int, rules: int) -> None:
    found = proof_of(questions, rules).findings
    for code, planted in generate(questions, rules).planted.items():
        assert planted in {name for one in found if one.code == code for name in one.params.values()}


@pytest.mark.parametrize(("questions", "rules"), SIZES)
def test_every_question_can_be_asked_and_conflicts_are_few(questions: int, rules: int) -> None:
    codes = [one.code for one in proof_of(questions, rules).findings]
    assert not {"never_asked", "no_line_to_choose", "not_proved"} & set(codes)
    assert codes.count("conflict") < 10


@pytest.mark.parametrize("seed", range(8))
def test_a_flat_table_has_the_faults_that_trying_every_input_shows(seed: int) -> None:
    made = tables.table(20, 2, seed, numbers=40, texts=8)
    assert tables.proved(made, prove(tables.as_content(made))) == tables.tried(made)


def test_flat_tables_have_faults_of_all_kinds() -> None:
    tried = [tables.tried(tables.table(20, 2, seed, numbers=40, texts=8)) for seed in range(8)]
    assert any(one.shadowed for one in tried)
    assert any(one.overlaps for one in tried)
    assert any(one.gap for one in tried)


def test_another_solver_gives_the_same_verdicts() -> None:
    from benchmarks.others import Pysat, answer, record

    for content in (generate(12, 30).content, tables.as_content(tables.table(20, 2))):
        for session in record(content):
            found = answer(session, Pysat())
            assert found.questions == len(session.asked) > 10
            assert found.different == 0


def test_people_are_the_same_each_time_and_answer_everything(content: Content) -> None:
    """The same seed gives the same people; nothing is missing, and what they answer is on their path."""
    sets = people(content, 20)
    assert sets == people(content, 20)
    assert sets != people(content, 20, "other")
    for answers in sets:
        assert missing(content.questionnaire, answers) == ()
        assert on_path(content.questionnaire, answers) == answers


def test_engines_are_asked_for_the_shipped_rules(content: Content) -> None:
    """Closures, and the rules as JSON logic read by a few lines of our own, find what ``classify`` finds."""
    rules = [one for one in content.questionnaire.rules if not one.otherwise]
    fitting = closures(rules)
    logic = [json_logic(one.condition) for one in rules]
    for answers in people(content, 40):
        found = gather(content.questionnaire, answers)
        facts = there(flat(rules, found.facts))
        assert tuple(fitting(found.facts)) == found.rules
        assert tuple(rule for rule, one in zip(rules, logic, strict=True) if holds(one, facts)) == found.rules


WORDS: dict[str, Callable[..., Any]] = {
    "and": lambda *values: all(values),
    "or": lambda *values: any(values),
    "!": lambda value: not value,
    "!==": lambda one, other: one is not other,
    "in": lambda one, several: one in (several or ()),
    ">": lambda one, other: (one or 0) > other,
    "<=": lambda low, one, high: low <= (one or 0) <= high,
}


def holds(logic: Any, facts: dict[str, Any]) -> Any:
    """What a piece of JSON logic gives, as far as conditions use it."""
    if not isinstance(logic, dict):
        return logic
    ((word, parts),) = logic.items()
    if word == "var":
        return facts.get(parts)
    return WORDS[word](*(holds(one, facts) for one in (parts if isinstance(parts, list) else [parts])))


def test_a_bigger_file_is_bigger_by_the_factor_and_can_be_loaded(tmp_path: Path) -> None:
    """Copies of the questions and rules, and longer texts, are content as before."""
    tree = yaml.load((content_folder() / "questions.yaml").read_text("utf-8"), yaml.CBaseLoader)
    file = tmp_path / "questions.yaml"
    growth.write(growth.lengthened(growth.copied(tree, 2), 3), file)
    plain, grown = load_content().questionnaire, load_questionnaire(file)
    assert len(grown.questions) == 2 * len(plain.questions)
    assert len(grown.rules) == 2 * len(plain.rules) - 1  # one net
    assert grown.questions[0].text.da == " ".join([plain.questions[0].text.da] * 3)


def test_the_plot_is_a_picture_with_a_line_for_each_curve() -> None:
    """It is well-formed, has every point, and names the curves."""
    curves = [growth.Curve("a", (1, 2, 4), (5.0, 10.0, 20.0)), growth.Curve("b", (1, 2), (3.0, 3.0))]
    picture = ElementTree.fromstring(growth.plot(curves))
    lines = [one for one in picture.iter() if one.tag.endswith("polyline")]
    assert [len(one.attrib["points"].split()) for one in lines] == [3, 2]
    names = [one.text for one in picture.iter() if one.tag.endswith("text")]
    assert {"a", "b"} <= set(names)
