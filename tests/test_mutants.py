"""The mutants are what they say, a fixed part of them is noticed, and the command can fail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from unittest.mock import patch

import pytest

from baekken_cli.conditions import all_tests
from baekken_cli.model import Condition, InRange, Ticked
from baekken_cli.model import Test as OneTest
from benchmarks import mutants
from benchmarks.mutants import Verdict, failing_case, judge, proved, report
from benchmarks.mutate import GROUPS, KINDS, Mutant, Shipped, all_mutants
from tests import test_cases, test_told

SHIPPED = Shipped()
WHOLE = SHIPPED.content.questionnaire
ALL = all_mutants(SHIPPED)
COUNTS = Counter(one.kind for one in ALL)


def of_kind(kind: str) -> list[Mutant]:
    return [one for one in ALL if one.kind == kind]


# ---------------------------------------------------------------------------------- how many there are


def conditions() -> Iterator[tuple[str, Condition]]:
    """(group, condition) for every condition of the shipped file that can change what happens."""
    for rule in WHOLE.rules:
        yield "rules", rule.condition
    for decision in WHOLE.decisions:
        yield from (
            ("decisions", one) for one in (decision.only_when, *(x.condition for x in decision.lines))
        )
    for flag in WHOLE.red_flags:
        yield from (("red flags", one) for one in (flag.raised_by, flag.unsure_by) if one)
    for question in WHOLE.questions:
        yield "questions", question.ask_when
        if question.id != "hardly_possible":  # its lines are shown where they were ticked as hard
            yield from (("questions", one.ask_when) for one in question.options)
    for route in WHOLE.routes:
        yield from (("routes and exits", one.condition) for one in route.lines)
    yield from (("routes and exits", one.condition) for one in WHOLE.exits)
    for part in (WHOLE.advice, WHOLE.alarm_signs):
        yield from (("advice and alarm signs", one.condition) for one in part)


CONDITIONS = list(conditions())


def lists(test: OneTest) -> list[int]:
    """How many values each list of a test holds."""
    if isinstance(test, Ticked):
        return [len(one) for one in (test.any_of, test.all_of, test.none_of)]
    return [len(test.values) + len(test.ranges) if isinstance(test, InRange) else len(test.values)]


def negations(test: OneTest) -> int:
    """``any`` and ``none`` are turned round as one, ``all`` tick by tick."""
    if isinstance(test, Ticked):
        return bool(test.any_of) + len(test.all_of) + bool(test.none_of)
    return 1


def by_group(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = dict.fromkeys(GROUPS.values(), 0)
    for group, count in counted:
        found[group] += count
    return found


def made(operator: str) -> dict[str, int]:
    return {group: COUNTS[f"{operator}: {group}"] for group in dict.fromkeys(GROUPS.values())}


def test_every_test_is_negated_and_loses_each_value() -> None:
    """Counted once more, on the loaded model and not on the tree of the file."""
    tests = [(group, test) for group, condition in CONDITIONS for test in all_tests(condition)]
    assert made("negated") == by_group((group, negations(test)) for group, test in tests)
    dropped = ((group, count) for group, test in tests for count in lists(test) if count > 1)
    assert made("value dropped") == by_group(dropped)


def test_every_box_and_every_second_test_is_dropped() -> None:
    """A box where there are others, a test where others stay or where the question is then always asked."""
    boxes = [(group, len(one.any_of)) for group, one in CONDITIONS if len(one.any_of) > 1]
    assert made("box dropped") == by_group(boxes)
    several = by_group(
        (group, len(tests))
        for group, one in CONDITIONS
        for tests in (one.when, *one.any_of)
        if len(tests) + (tests is one.when and bool(one.any_of)) > 1
    )
    alone = [one.only_when for one in WHOLE.decisions]
    asked = [one for one in conditions() if one[0] == "questions"]
    several["decisions"] += sum(len(one.when) == 1 and not one.any_of for one in alone)
    several["questions"] += sum(len(one.when) == 1 and not one.any_of for _, one in asked)
    assert made("test dropped") == several


def test_every_rule_urgency_sign_and_contact_has_its_mutants() -> None:
    """One for each rule but the net, two for each urgency but the outermost, one for each word of a list."""
    ranks = [one.urgency.rank for one in WHOLE.rules if one.urgency]
    assert COUNTS["rule removed"] == len(WHOLE.rules) - 1
    assert COUNTS["flag rule milder"] + COUNTS["other rule milder"] == sum(one < 4 for one in ranks)
    assert COUNTS["flag rule more urgent"] + COUNTS["other rule more urgent"] == sum(one > 0 for one in ranks)
    raising = [flag for one in WHOLE.questions for option in one.options for flag in option.raises]
    assert COUNTS["sign dropped"] == len(raising)
    given = [one.contacts for one in WHOLE.rules] + [one.contacts for one in WHOLE.exits]
    given += [line.contacts for one in WHOLE.routes for line in one.lines]
    assert COUNTS["contact dropped"] == sum(len(one) for one in given if len(one) > 1)


def test_every_range_that_is_used_is_moved_at_both_ends() -> None:
    """Up and down, where it stays a range and does not begin below nothing."""
    tests = [test for _, condition in CONDITIONS for test in all_tests(condition)]
    used = {(one.key, ends) for one in tests if isinstance(one, InRange) for ends in one.ranges}
    assert COUNTS["threshold moved"] == sum((low > 0) + 2 * (low < high) + 1 for _, (low, high) in used)


def test_every_mutant_is_another_file_with_a_name_of_its_own() -> None:
    """None is the shipped file; those that are read are another questionnaire."""
    assert set(COUNTS) == {one for one in KINDS if COUNTS[one]}
    assert len({one.name for one in ALL}) == len(ALL)
    assert [one.name for one in ALL if one.tree == SHIPPED.tree] == []
    read = [SHIPPED.read(one)[0] for one in ALL[::40]]
    assert len([one for one in read if one]) > 25
    assert not any(one.questionnaire == WHOLE for one in read if one)


# ---------------------------------------------------------------------------------- who notices


def unnoticed(some: Iterable[Mutant]) -> list[str]:
    """The names of those that nobody notices; people with the changed rule are asked first."""
    found = []
    for mutant in some:
        rule = mutant.name.split(":", 1)[0].removeprefix("rules ")
        people = sorted(test_cases.ALL, key=lambda one, rule=rule: rule not in one.result.rules)  # type: ignore[misc]
        content, _ = SHIPPED.read(mutant)
        with patch.object(test_cases, "ALL", people):
            if content and not failing_case(content) and not proved(content):
                found.append(mutant.name)
    return found


def test_every_rule_that_is_removed_is_missed() -> None:
    assert unnoticed(of_kind("rule removed")) == []


def test_every_flag_rule_that_is_made_milder_is_noticed() -> None:
    """But the one whose words only ever stand beside a rule that is as urgent."""
    assert unnoticed(of_kind("flag rule milder")) == ["rules rf19_back: same_day is within_days"]


def test_a_flag_that_falls_below_its_floor_breaks_a_theorem() -> None:
    """Where the named people look away, the proof does not."""
    found = [one for one in of_kind("flag rule milder") if "rf01_numb" in one.name]
    content, _ = SHIPPED.read(found[0])
    assert content
    assert "floor" in proved(content)


# ---------------------------------------------------------------------------------- the command


NOBODY = "advice tips_sex when provoked_by: negated"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The named people are sent away."""
    monkeypatch.setattr(test_cases, "ALL", ())
    monkeypatch.setattr(test_told, "PEOPLE", ())


@pytest.mark.usefixtures("alone")
def test_a_survivor_is_told_and_makes_the_command_fail(capsys: pytest.CaptureFixture[str]) -> None:
    """Until it is explained. A tip is no matter of the proofs."""
    survivor = judge(SHIPPED, next(one for one in ALL if one.name == NOBODY))
    assert survivor.survives
    assert report([survivor], {}) == 1
    out = capsys.readouterr().out
    assert f"survivor: {NOBODY}" in out
    assert "Advice tips_sex" in out
    assert "NOT EXPLAINED" in out
    assert "| all | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0.0 % |" in out
    assert report([survivor], {NOBODY: "It is only a tip."}) == 0
    assert "It is only a tip." in capsys.readouterr().out


def test_an_explanation_without_its_survivor_makes_the_command_fail() -> None:
    killed = Verdict("rule removed", "one", 1, case="Mette")
    assert report([killed], {}) == 0
    assert report([killed], {"one": "It was hard to notice."}) == 1
    assert report([killed], {"gone": "It was hard to notice."}) == 1


@pytest.mark.usefixtures("alone")
def test_what_says_the_same_to_everybody_is_no_survivor() -> None:
    """Nobody is more than 43 weeks pregnant."""
    name = "thresholds weeks_pregnant from_37: 37-43 is 37-44"
    found = judge(SHIPPED, next(one for one in ALL if one.name == name))
    assert (found.same, found.killed, found.survives) == (True, False, False)
    assert report([found], {}) == 0


def test_the_list_judges_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a mutant, with its place in the file."""
    assert mutants.main(["--list", "--kind", "flag rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == COUNTS["flag rule milder"] + COUNTS["flag rule more urgent"]
    assert all(
        re.fullmatch(r"questions\.yaml:\d+ flag rule [a-z ]+: rules \w+: \w+ is \w+", one) for one in lines
    )


def test_every_explanation_is_of_a_mutant() -> None:
    assert mutants.explanations().keys() <= {one.name for one in ALL}
