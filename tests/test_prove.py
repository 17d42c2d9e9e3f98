"""What the prover finds is what is there: looking at every answer set, one by one, finds the same.

``tests/brute.py`` does the looking, on small questionnaires from ``tests/small.py``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baekken_cli.classify import classify
from baekken_cli.errors import Finding
from baekken_cli.loader import inspect
from baekken_cli.model import (
    NONE,
    RAISED,
    UNSURE,
    Classification,
    Content,
    Exit,
    Floor,
    Route,
    RouteLine,
    Rule,
    Text,
    Urgency,
)
from baekken_cli.prove import Proof, prove
from tests import brute
from tests.brute import Fault, truth
from tests.counting import counted
from tests.shown import gaps_differ, replay, shows
from tests.small import (
    TEXT,
    both,
    content_of,
    contents,
    decision,
    either,
    examples,
    flag,
    in_range,
    net,
    one_of,
    option,
    question,
    rule,
    ticked,
)

GOOD = Path(__file__).parent / "questionnaires" / "good"


# ---------------------------------------------------------------- corners that were once wrong

YES_NO = question("q1", "choice", "yes", "no")
COVERED = rule("all", one_of("q1", "yes", "no"), Urgency.ROUTINE, Classification.OTHER_PATTERN)


def two_classes() -> Content:
    """Two rules that disagree: what classifies refuses such answers, and what proves must not stumble."""
    other = rule("other", one_of("q1", "yes"), None, Classification.NO_PELVIC_PAIN)
    return content_of([YES_NO], [COVERED, other, net()])


def two_classes_in_a_gap() -> Content:
    """The example of one fault has another fault as well."""
    return content_of(
        [YES_NO],
        [
            rule("one", one_of("q1", "yes", "no"), None, Classification.OTHER_PATTERN),
            rule("other", one_of("q1", "yes"), None, Classification.NO_PELVIC_PAIN),
            rule("urgent", one_of("q1", "no"), Urgency.ROUTINE),
            net(),
        ],
    )


def class_of_the_net() -> Content:
    """The net names a class as well, and another rule names another."""
    other = rule("other", one_of("q1", "no"), None, Classification.NO_PELVIC_PAIN)
    one = rule("one", one_of("q1", "yes"), Urgency.ROUTINE, Classification.OTHER_PATTERN)
    return content_of([YES_NO], [one, other, net(Urgency.ROUTINE, Classification.OTHER_PATTERN)])


def nothing_can_be_kept() -> Content:
    """The "none" cannot be kept after the worse answer, and no other line is new: the rest is open again."""
    return content_of(
        [
            question("q1", "choice", "a", "b", more_is_worse=True),
            question("q2", "ticks", "a", option(NONE, one_of("q1", "a"))),
        ],
        [
            rule("all", one_of("q1", "a", "b"), Urgency.ROUTINE, Classification.OTHER_PATTERN),
            rule("none", ticked("q2", NONE), Urgency.SAME_DAY),
            net(),
        ],
    )


def nothing_ticked_can_be_kept() -> Content:
    """The only tick is gone after the worse answer, and the other line was not ticked."""
    return content_of(
        [
            question("q1", "choice", "a", "b", more_is_worse=True),
            question("q2", "ticks", option("a", one_of("q1", "a")), "b"),
        ],
        [
            rule("all", one_of("q1", "a", "b"), Urgency.ROUTINE, Classification.OTHER_PATTERN),
            rule("a", ticked("q2", "a", none_of=["b"]), Urgency.SAME_DAY),
            net(),
        ],
    )


def no_line_after_the_worse_answer() -> Content:
    """A worse answer leads to a question without a line to choose: nothing to compare with."""
    return content_of(
        [
            question("q1", "choice", "a", "b", "c", more_is_worse=True),
            question("q2", "choice", option("a", one_of("q1", "a")), option("b", one_of("q1", "a", "b"))),
        ],
        [
            rule("all", one_of("q1", "a", "b", "c"), Urgency.ROUTINE, Classification.OTHER_PATTERN),
            rule("one", one_of("q2", "b"), Urgency.SAME_DAY),
            net(),
        ],
    )


def no_line_and_what_follows() -> Content:
    """Nobody comes past a question without a line to choose: what follows there is never asked."""
    shown = one_of("q1", "yes")
    return content_of(
        [
            YES_NO,
            question("q2", "choice", option("a", shown), option("b", shown)),
            question("q3", "choice", "a", "b", ask_when=one_of("q1", "no")),
        ],
        [COVERED, rule("later", one_of("q3", "a"), Urgency.SAME_DAY), net()],
    )


def longer_time_in_two_ways() -> Content:
    """More is worse, and later is later: two comparisons of one question that are not the same."""
    before = in_range("q1", (0, 2), values=["few"])
    return content_of(
        [question("q1", "number", "few", "many", unit="time_since", high=2, more_is_worse=True)],
        [
            rule("before", before, Urgency.ROUTINE, Classification.POSSIBLE_DYSFUNCTION),
            rule("after", in_range("q1", values=["many"]), Urgency.ROUTINE, Classification.NORMAL_LOOSENING),
            net(),
        ],
    )


def both_classes_at_once() -> Content:
    """Two classes for the same answers are a conflict, but no time has passed."""
    always = in_range("q1", (0, 1), values=["few"])
    return content_of(
        [question("q1", "number", "few", unit="time_since", high=1)],
        [
            rule("all", always, Urgency.ROUTINE, Classification.NORMAL_LOOSENING),
            rule("one", in_range("q1", (1, 1)), Urgency.ROUTINE, Classification.POSSIBLE_DYSFUNCTION),
            net(),
        ],
    )


def no_alarm_signs() -> Content:
    return content_of([YES_NO], [COVERED, net()], alarm_signs=())


def without_a_fault() -> Content:
    return content_of([YES_NO], [COVERED, net()])


def decision_without_a_value() -> Content:
    """A decision that has no value for some answers makes every test on it false."""
    some = decision("d1", ("low", one_of("q1", "a")), ("high", one_of("q1", "b")))
    return content_of(
        [
            question("q1", "choice", "a", "b", "c"),
            question("q2", "choice", "a", "b", ask_when=one_of("d1", "low")),
        ],
        [
            rule("all", one_of("q1", "a", "b", "c"), Urgency.ROUTINE, Classification.OTHER_PATTERN),
            rule("high", one_of("d1", "high"), Urgency.SAME_DAY),
            rule("asked", one_of("q2", "a"), Urgency.WITHIN_DAYS),
            net(),
        ],
        decisions=[some],
    )


def floor_broken() -> Content:
    """A sign is raised, and nothing urgent follows for one of two answers."""
    screen = question("q2", "ticks", option("a", raises=["f1"]), NONE)
    urgent = both(one_of("f1", RAISED), one_of("q1", "yes"))
    return content_of(
        [YES_NO, screen],
        [COVERED, rule("sign", urgent, Urgency.EMERGENCY), net()],
        red_flags=[flag("f1", Floor(Urgency.SAME_DAY), Floor(Urgency.EMERGENCY, one_of("q1", "yes")))],
    )


def way_out_between() -> Content:
    """One step worse there is a way out, two steps worse it is less urgent."""
    way_out = Exit("e1", one_of("q1", "b"), TEXT, TEXT, ("c1",), (), ())
    return content_of(
        [question("q1", "choice", "a", "b", "c", more_is_worse=True)],
        [
            rule("all", one_of("q1", "a", "b", "c"), Urgency.ROUTINE, Classification.OTHER_PATTERN),
            rule("first", one_of("q1", "a"), Urgency.SAME_DAY),
            net(),
        ],
        exits=[way_out],
    )


def route_that_ends() -> Content:
    """For one of two answers the route names nobody."""
    route = Route("w1", (RouteLine(one_of("q1", "yes"), ("c1",)),))
    all_of_them = one_of("q1", "yes", "no")
    routed = rule("all", all_of_them, Urgency.ROUTINE, Classification.OTHER_PATTERN, contacts=["w1"])
    return content_of([YES_NO], [routed, net()], routes=[route])


def unsure_of_what_was_not_shown() -> Content:
    """A "don't know" says something of the lines that were shown, and of no other."""
    screen = question(
        "q2", "ticks", option("a", one_of("q1", "yes"), ["f1"]), option("b", raises=["f2"]), "unsure", NONE
    )
    return content_of(
        [YES_NO, screen],
        [
            COVERED,
            rule("raised", one_of("f1", RAISED), Urgency.EMERGENCY),
            rule("unsure", both(one_of("f1", UNSURE), one_of("q1", "no")), Urgency.SAME_DAY),
            rule("other", one_of("f2", RAISED, UNSURE), Urgency.SAME_DAY),
            net(),
        ],
        red_flags=[flag("f1"), flag("f2")],
    )


def one_of_three_lines() -> Content:
    """One line is always shown, but not always the same one."""
    lines = [
        option("a", either(both(ticked("q1", "a"), ticked("q2", "a")), ticked("q1", "b"))),
        option("b", either(both(ticked("q1", "c"), ticked("q2", "c")), ticked("q2", "b"))),
        option("c", either(ticked("q1", none_of="c"), ticked("q2", none_of="c"))),
    ]
    return content_of(
        [
            question("q1", "ticks", "a", "b", "c"),
            question("q2", "ticks", "a", "b", "c"),
            question("q3", "choice", *lines),
        ],
        [rule("all", ticked("q1", "a", "b", "c"), Urgency.ROUTINE, Classification.OTHER_PATTERN), net()],
    )


def faults_of(proof: Proof, content: Content) -> Counter[Fault]:
    """The findings of a proof, as brute force names them; examples of one kind of gap count once."""
    faults = Counter(fault_of(content, one) for one in proof.findings)
    return Counter({one: 1 if one[0].startswith("gap") else number for one, number in faults.items()})


def fault_of(content: Content, finding: Finding) -> Fault:
    if finding.code == "no_contact":
        return finding.code, str(rule_at(content, finding.line).urgency), ""
    told = {"conflict": "other", "lowered": "before"}
    return finding.code, finding.line, finding.params.get(told.get(finding.code, ""), "")


def rule_at(content: Content, line: int) -> Rule:
    return next(one for one in content.questionnaire.rules if one.line == line)


CORNERS = (
    without_a_fault, no_alarm_signs, decision_without_a_value, floor_broken, two_classes,
    two_classes_in_a_gap, class_of_the_net, nothing_can_be_kept,
    nothing_ticked_can_be_kept, no_line_after_the_worse_answer,
    no_line_and_what_follows, longer_time_in_two_ways, both_classes_at_once,
    one_of_three_lines, way_out_between, route_that_ends, unsure_of_what_was_not_shown,
)  # fmt: skip
EACH = pytest.mark.parametrize("content", [one() for one in CORNERS], ids=[one.__name__ for one in CORNERS])


# ---------------------------------------------------------------- the same findings, the same counts


@EACH
def test_corner_has_the_same_findings(content: Content) -> None:
    """Prover and brute force find the same."""
    assert faults_of(prove(content), content) == Counter(brute.faults(truth(content)))


@EACH
def test_corner_has_the_same_counts(content: Content) -> None:
    """Prover and brute force count the same answer sets and name the same regions."""
    same_counts(content)


@EACH
def test_corner_has_true_examples(content: Content) -> None:
    """Every example shows its fault."""
    true_examples(content)


@examples(400)
@given(contents())
def test_the_same_findings(content: Content) -> None:
    """Prover and brute force find the same, each thing once."""
    assert faults_of(prove(content), content) == Counter(brute.faults(truth(content)))


@examples(100)
@given(contents())
def test_the_same_counts(content: Content) -> None:
    """Prover and brute force count the same answer sets, and name the same regions."""
    same_counts(content)


@examples(100)
@given(contents())
def test_true_examples(content: Content) -> None:
    """Every example is an answer set that the program classifies so that the fault shows."""
    true_examples(content)


def same_counts(content: Content) -> None:
    proof, all_of_it = prove(content), truth(content)
    assert proof.answer_sets == len(all_of_it.points)
    assert proof.answer_sets == counted(content.questionnaire)
    regions = set() if all_of_it.stuck else {one.region for one in all_of_it.points}
    assert sorted(one.name for one in proof.regions) == sorted(regions)
    for region in proof.regions:
        assert replay(all_of_it, region.witness).region == region.name


def true_examples(content: Content) -> None:
    proof, all_of_it = prove(content), truth(content)
    for finding in proof.findings:
        assert shows(all_of_it, finding), finding
    for code in ("gap", "gap_class"):
        assert gaps_differ(all_of_it, [one for one in proof.findings if one.code == code])


# ---------------------------------------------------------------- what the reader takes


class Change(NamedTuple):
    """One place of the small file, and what stands there instead."""

    old: str
    new: str


AFRAID = Change("        raises: [RF02]\n", "")
PRIVATE = '    private: "yes"\n    at_least: same_day\n'
NET = '    otherwise: "yes"\n    urgency: within_days\n    contacts: [doctor]\n'
CLASS_ONLY = NET.replace("urgency: within_days\n    contacts: [doctor]", "classification: other_pattern")
TAKEN: dict[str, list[Change]] = {
    "as it is": [],
    "a choice raises a sign": [
        AFRAID,
        Change('    - id: "yes"\n', '    - id: "yes"\n      raises: [RF02]\n'),
    ],
    "an option of a number raises a sign": [
        AFRAID,
        Change("      - id: unsure\n        da", "      - id: unsure\n        raises: [RF02]\n        da"),
    ],
    "a sign raises another": [AFRAID, Change(PRIVATE, f"{PRIVATE}    raised_by: {{RF01: raised}}\n")],
    "a sign makes another unsure": [Change(PRIVATE, f"{PRIVATE}    unsure_by: {{RF01: raised}}\n")],
    "a question hangs on a later sign": [
        Change("{stage: pregnant}\n    da: Hv", "{RF01: raised}\n    da: Hv")
    ],
    "an option hangs on its own sign": [Change("ask_when: {window: early}", "ask_when: {RF01: raised}")],
    "a question hangs on an earlier sign": [
        Change(
            "    topic: pain\n    da: Er det", "    topic: pain\n    ask_when: {RF01: denied}\n    da: Er det"
        ),
        Change("    raised_by: {walking: unsure}\n", ""),
    ],
    "the net names no urgency": [Change(NET, CLASS_ONLY)],
    "the net names a class too": [Change(NET, f"{NET}    classification: other_pattern\n")],
    "the net has a condition": [Change(NET, f'{NET}    when: {{walking: "yes"}}\n')],
    "the net is only words": [Change(NET, f'{NET}    only_words: "yes"\n')],
    "ticks of no kind": [Change("signs: {none: [numb]}", "signs: {}")],
    "a range outside the question": [Change("late: 13-43", "late: 40-99")],
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_the_reader_takes_is_proved(name: str, tmp_path: Path) -> None:
    """A file is refused when it is read, or the prover finds in it what brute force finds."""
    text = (GOOD / "small.yaml").read_text("utf-8")
    for change in TAKEN[name]:
        assert change.old in text
        text = text.replace(*change, 1)
    file = tmp_path / "questions.yaml"
    file.write_text(text, "utf-8")
    read = inspect(file, GOOD / "tips.yaml", GOOD / "sources.yaml").rules
    if read is not None:
        assert faults_of(prove(read), read) == Counter(brute.faults(truth(read)))


# ---------------------------------------------------------------- what small files do not show


def test_a_class_beside_an_alarm_is_found() -> None:
    """A text that says a reassuring class beside an alarm is a finding; without it there is none."""
    reassured = rule("calm", one_of("q1", "yes", "no"), None, Classification.NORMAL_LOOSENING)
    alarm = rule("alarm", one_of("q1", "yes", "no"), Urgency.SAME_DAY)
    silent = content_of([YES_NO], [alarm, reassured, net()])
    assert prove(silent).findings == ()
    title = silent.questionnaire.classifications[Classification.NORMAL_LOOSENING].da
    texts = [
        one._replace(how_soon=Text(f"I dag. {title}", "Today.")) for one in silent.questionnaire.urgencies
    ]
    said = silent.questionnaire._replace(urgencies=tuple(texts))
    (finding,) = prove(silent._replace(questionnaire=said)).findings
    assert finding.code == "reassures_in_alarm"
    assert finding.params == {"named": "normal_loosening", "given": "same_day"}


# ---------------------------------------------------------------- the budget


@examples(100)
@given(contents(), st.sampled_from((0, 0, 1, 2, 5)))
def test_a_small_budget_is_never_a_pass(content: Content, budget: int) -> None:
    """What was not proved says so: then a fault may be missing, but nothing is made up."""
    whole, part = prove(content), prove(content, budget=budget)
    known = {one for one in faults_of(part, content) if one[0] != "not_proved"}
    assert known <= {*faults_of(whole, content)}
    if any(one.code == "not_proved" for one in part.findings):
        return
    assert faults_of(part, content) == faults_of(whole, content)
    assert [one.name for one in part.regions] == [one.name for one in whole.regions]


@pytest.mark.parametrize("budget", range(5))
def test_a_small_budget_for_a_line_to_choose(budget: int) -> None:
    """That one of three lines is always shown takes a search as well; a short one says so too."""
    codes = {one.code for one in prove(one_of_three_lines(), budget=budget).findings}
    assert codes <= {"not_proved", "unused_question"}
    assert codes & {"not_proved"} or budget


@pytest.mark.parametrize("budget", [0, 1, 3])
def test_the_shipped_file_needs_a_budget(content: Content, budget: int) -> None:
    """It has no fault, but without a search that is not known."""
    findings = prove(content, budget=budget).findings
    assert {one.code for one in findings} == {"not_proved"}
    assert {one.params["budget"] for one in findings} == {str(budget)}


def test_what_cannot_be_counted_is_proved_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no number then, and everything else is as it was."""
    faulty = two_classes()
    counted_one = prove(faulty)
    monkeypatch.setattr("baekken_cli.count.TRIES", (1,))
    other = prove(faulty)
    assert other.answer_sets is None
    assert (other.findings, other.regions) == (counted_one.findings, counted_one.regions)


# ---------------------------------------------------------------- the shipped file


@pytest.fixture(scope="module")
def proof(content: Content) -> Proof:
    """What is proved of the shipped file."""
    return prove(content)


def test_the_shipped_file_has_no_fault(proof: Proof) -> None:
    """Not one, and everything was proved."""
    assert proof.findings == ()


def test_the_shipped_file_has_so_many_answer_sets(proof: Proof, content: Content) -> None:
    """As many as the interview itself, question by question, can produce."""
    assert proof.answer_sets == counted(content.questionnaire)


def test_the_witnesses_of_the_shipped_file(proof: Proof, content: Content) -> None:
    """Each region has one, and it is classified by the rule or way out that the region is named after."""
    names = [region.name for region in proof.regions]
    assert len(names) == len(set(names))
    for region in proof.regions:
        said = classify(content, region.witness)
        deciding = [
            one.id for one in content.questionnaire.rules if one.urgency and one.urgency is said.urgency
        ]
        fitting = {one.id for one in said.rules}
        first = said.exit.id if said.exit else next(one for one in deciding if one in fitting)
        assert said.complete
        assert (first, said.answers) == (region.name, region.witness)
