"""The measured content is what it says: the same each time, whole, with its planted defects; small sizes."""

from __future__ import annotations

import functools

import pytest

from baekken_cli.conditions import all_tests
from baekken_cli.model import Content
from baekken_cli.prove import Proof, prove
from benchmarks import tables
from benchmarks.generated import generate

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
