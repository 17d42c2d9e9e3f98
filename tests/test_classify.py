"""From answers to an assessment, and what is said of red flags, on a content of four questions."""

from __future__ import annotations

import pytest

from baekken_cli.classify import (
    PLAIN_USES,
    RulesDisagree,
    classify,
    is_emergency,
    stage_of,
)
from baekken_cli.flags import listed
from baekken_cli.gather import Gathered, gather
from baekken_cli.model import (
    ALWAYS,
    Advice,
    AlarmSign,
    Answers,
    Classification,
    Exit,
    FlagStates,
    Questionnaire,
    Route,
    RouteLine,
    Tip,
    TipTopic,
    Urgency,
)
from baekken_cli.written import MOST_NUMBERS
from tests.small import (
    TEXT,
    both,
    content_of,
    decision,
    flag,
    in_range,
    net,
    one_of,
    option,
    question,
    rule,
)

HIGH, LOW = in_range("pain", (7, 10)), in_range("pain", (0, 3))
NORMAL, PAINFUL = Classification.NORMAL_LOOSENING, Classification.PAINFUL_LOOSENING
SMALL = content_of(
    [
        question("stage", "choice", "pregnant", "postpartum", "loss", "neither"),
        question(
            "pain", "number", "unsure", high=10, ask_when=one_of("stage", "pregnant", "postpartum", "loss")
        ),
        question(
            "signs",
            "ticks",
            option("fever", raises=["F1"]),
            option("fall", one_of("stage", "pregnant"), raises=["F2", "F3"]),
            "cold",
            "none",
            "unsure",
        ),
        question("more", "ticks", option("numb", raises=["F1", "F4"]), "none", "skip", "unsure"),
    ],
    [
        rule("now", one_of("F4", "raised"), Urgency.EMERGENCY, NORMAL, contacts=["c3", "c1", "c3"]),
        rule("today", one_of("F1", "raised"), Urgency.SAME_DAY, contacts=["route", "c2"]),
        rule("soon", HIGH, Urgency.WITHIN_DAYS, PAINFUL, contacts=["c2"]),
        rule("mild", LOW, Urgency.SELF_CARE, NORMAL),
        rule("words", one_of("F2", "unsure"), None, NORMAL),
        net(Urgency.ROUTINE),
    ],
    decisions=[decision("high", ("yes", HIGH), otherwise="no")],
    red_flags=[
        flag("F1", unsure_by=one_of("pain", "unsure")),
        flag("F2"),
        flag("F3", raised_by=in_range("pain", (10, 10))),
        flag("F4"),
    ],
    exits=[
        Exit("neither", one_of("stage", "neither"), TEXT, TEXT, ("c2",), ("warmth",), ()),
        Exit("no_pain", both(one_of("stage", "loss"), in_range("pain", (0, 0))), TEXT, TEXT, (), (), ()),
    ],
    routes=[Route("route", (RouteLine(one_of("stage", "pregnant"), ("c3", "c2")), RouteLine(HIGH, ("c1",))))],
    advice=[
        Advice("care", "care", ALWAYS, (), TEXT, ("walks",)),
        Advice("rest", "meaning", one_of("high", "no"), (), TEXT, ("warmth", "walks", "warmth")),
    ],
    alarm_signs=[AlarmSign("a1", one_of("stage", "pregnant"), TEXT, ()), AlarmSign("a2", ALWAYS, TEXT, ())],
)._replace(
    tips=(
        TipTopic("walks", TEXT, TEXT, (), (Tip("w1", TEXT, "some", (), ("pregnant",)),)),
        TipTopic("warmth", TEXT, TEXT, (), (Tip("w2", TEXT, "some", ()),)),
    )
)
SMALL = SMALL._replace(
    questionnaire=SMALL.questionnaire._replace(contacts=SMALL.questionnaire.contacts[::-1])  # not by name
)
CALM: Answers = {"stage": "pregnant", "pain": 5, "signs": ("none",), "more": ("none",)}


@pytest.fixture(autouse=True, params=["plain", "written out"])
def _way(request: pytest.FixtureRequest) -> None:
    """Both ways to classify: the plain one, and the one that is written out after many uses."""
    SMALL.questionnaire.caches.clear()
    if request.param == "written out":
        for _ in range(PLAIN_USES):
            classify(SMALL, CALM)


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[Questionnaire]:
    """The questionnaires that were walked, each as often as it was."""
    found: list[Questionnaire] = []

    def counting(questionnaire: Questionnaire, answers: Answers) -> Gathered:
        found.append(questionnaire)
        return gather(questionnaire, answers)

    monkeypatch.setattr("baekken_cli.classify.gather", counting)
    return found


def test_after_many_uses_it_is_walked_no_more(walked: list[Questionnaire]) -> None:
    """Then the written form of the same questionnaire is used, whatever the answers."""
    SMALL.questionnaire.caches.clear()
    for uses in range(1, PLAIN_USES + 3):
        assert classify(SMALL, {**CALM, "pain": 7}).urgency is Urgency.WITHIN_DAYS
        assert len(walked) == min(uses, PLAIN_USES)
    assert classify(SMALL, CALM).urgency is Urgency.ROUTINE
    assert classify(SMALL, CALM).facts == gather(SMALL.questionnaire, CALM).facts
    assert all(one is SMALL.questionnaire for one in walked)
    assert len(walked) == PLAIN_USES


def test_what_cannot_be_written_is_walked_always(walked: list[Questionnaire]) -> None:
    """The result is there all the same."""
    wide = question("q", "number", high=MOST_NUMBERS + 1)
    content = content_of([wide], [rule("r", in_range("q", (5, 9)), Urgency.ROUTINE), net(Urgency.SELF_CARE)])
    for _ in range(PLAIN_USES + 2):
        assert classify(content, {"q": 7}).urgency is Urgency.ROUTINE
    assert len(walked) == PLAIN_USES + 2


@pytest.mark.parametrize(
    ("change", "rules", "urgency", "classification"),
    [
        ({}, ["net"], Urgency.ROUTINE, None),
        ({"pain": 3}, ["mild"], Urgency.SELF_CARE, NORMAL),
        ({"pain": 7}, ["soon"], Urgency.WITHIN_DAYS, PAINFUL),
        ({"signs": ("fever",)}, ["today"], Urgency.SAME_DAY, None),
        ({"signs": ("fever",), "pain": 8}, ["today", "soon"], Urgency.SAME_DAY, PAINFUL),
        ({"more": ("numb",), "pain": 1}, ["now", "today", "mild"], Urgency.EMERGENCY, NORMAL),
        ({"signs": ("unsure",)}, ["words", "net"], Urgency.ROUTINE, NORMAL),
    ],
)
def test_every_rule_that_fits_and_the_most_urgent(
    change: Answers, rules: list[str], urgency: Urgency, classification: Classification | None
) -> None:
    """The net only where no other rule gives an urgency."""
    found = classify(SMALL, {**CALM, **change})
    assert ([one.id for one in found.rules], found.urgency) == (rules, urgency)
    assert (found.classification, found.complete, found.exit) == (classification, True, None)
    assert is_emergency(SMALL, {**CALM, **change}) is (urgency is Urgency.EMERGENCY)


def test_rules_that_disagree_are_a_fault_with_their_names() -> None:
    """Unless the first one is to count, for the proof."""
    answers = {**CALM, "pain": 9, "signs": ("unsure",)}
    with pytest.raises(RulesDisagree) as caught:
        classify(SMALL, answers)
    assert (caught.value.rules, caught.value.exit_code) == (("soon", "words"), 5)
    assert caught.value.args == ("rules_disagree",)
    assert classify(SMALL, answers, agree=False).classification is PAINFUL
    assert classify(SMALL, CALM, agree=False).classification is None


@pytest.mark.parametrize(
    ("answers", "rules", "urgency"),
    [
        ({}, [], None),
        ({"stage": "pregnant", "pain": 9}, [], None),
        ({"stage": "pregnant", "signs": ("fever",)}, [], None),
        ({"stage": "pregnant", "more": ("numb",)}, ["now"], Urgency.EMERGENCY),
    ],
)
def test_with_answers_missing_only_an_emergency_counts(
    answers: Answers, rules: list[str], urgency: Urgency | None
) -> None:
    """No class, and no advice, is given of it."""
    found = classify(SMALL, answers)
    assert ([one.id for one in found.rules], found.urgency) == (rules, urgency)
    assert (found.complete, found.classification, found.advice, found.tips) == (False, None, (), ())


def test_an_answer_that_is_a_list_is_none() -> None:
    """Ticks are tuples; from Python anything may come."""
    found = classify(SMALL, {**CALM, "more": ("numb",), "signs": ["fever"]})  # type: ignore[dict-item]
    assert (found.complete, found.urgency) == (False, Urgency.EMERGENCY)
    assert found.answers == {"stage": "pregnant", "pain": 5, "more": ("numb",)}


@pytest.mark.parametrize(
    ("change", "raised", "unsure", "denied"),
    [
        ({}, [], [], ["F1", "F2", "F3", "F4"]),
        ({"signs": ("fever",)}, ["F1"], [], ["F2", "F3", "F4"]),
        ({"signs": ("fever", "fall")}, ["F1", "F2", "F3"], [], ["F4"]),
        ({"signs": ("unsure",)}, [], ["F1", "F2", "F3"], ["F4"]),
        ({"signs": ("fever", "unsure")}, ["F1"], ["F2", "F3"], ["F4"]),
        ({"pain": 10}, ["F3"], [], ["F1", "F2", "F4"]),
        ({"pain": "unsure"}, [], ["F1"], ["F2", "F3", "F4"]),
        ({"pain": "unsure", "more": ("numb",)}, ["F1", "F4"], [], ["F2", "F3"]),
        ({"more": ("skip",)}, [], [], ["F1", "F2", "F3"]),  # what was skipped says nothing
        ({"more": ("skip",), "pain": "unsure"}, [], ["F1"], ["F2", "F3"]),
        ({"more": ("unsure",)}, [], ["F1", "F4"], ["F2", "F3"]),
        ({"stage": "postpartum"}, [], [], ["F1", "F4"]),  # the line of the fall is not shown
        ({"stage": "postpartum", "signs": ("cold",)}, [], [], ["F1", "F4"]),
    ],
)
def test_raised_before_not_known_before_denied(
    change: Answers, raised: list[str], unsure: list[str], denied: list[str]
) -> None:
    """From the lines that were shown, and from other answers; in the order of the file."""
    flags = classify(SMALL, {**CALM, **change}).red_flags
    assert (list(flags.raised), list(flags.unsure), list(flags.denied)) == (raised, unsure, denied)


def test_of_private_flags_only_raised_ones_are_listed() -> None:
    """Even that it was asked about tells something."""
    whole = SMALL.questionnaire
    private = tuple(one._replace(private=one.id in ("F1", "F4")) for one in whole.red_flags)
    states = FlagStates(("F1",), ("F2", "F4"), ("F3", "F4"))
    assert listed(whole._replace(red_flags=private), states) == FlagStates(("F1",), ("F2",), ("F3",))
    assert listed(whole, states) == states


@pytest.mark.parametrize(
    ("change", "contacts"),
    [
        ({}, ("c1",)),
        ({"pain": 8}, ("c2",)),
        ({"more": ("numb",)}, ("c3", "c1")),  # in the order of the file; not those of the milder rules
        ({"signs": ("fever",)}, ("c3", "c2")),
        ({"signs": ("fever",), "stage": "postpartum", "pain": 8}, ("c2", "c1")),
        ({"signs": ("fever",), "stage": "postpartum"}, ("c2",)),  # no line of the route fits
    ],
)
def test_contacts_of_the_rules_that_decide(change: Answers, contacts: tuple[str, ...]) -> None:
    """Through routes: the first line that fits."""
    assert classify(SMALL, {**CALM, **change}).contacts == contacts


@pytest.mark.parametrize(
    ("change", "advice", "tips", "signs"),
    [
        ({}, ["care", "rest"], ("walks", "warmth"), ["a1", "a2"]),
        ({"stage": "loss"}, ["care", "rest"], ("warmth",), ["a2"]),  # no tip of walks is for her
        ({"pain": 8}, ["care"], ("walks",), ["a1", "a2"]),
        ({"signs": ("fever",)}, ["care"], (), ["a1", "a2"]),  # beside an alarm only care, and no tips
    ],
)
def test_advice_tips_and_signs(
    change: Answers, advice: list[str], tips: tuple[str, ...], signs: list[str]
) -> None:
    """For these answers and this stage; each topic once."""
    found = classify(SMALL, {**CALM, **change})
    assert [one.id for one in found.advice] == advice
    assert found.tips == tips
    assert [one.id for one in found.alarm_signs] == signs


def test_the_way_out_has_no_urgency() -> None:
    """But contacts, tips and signs; answers that are not on the path count for nothing."""
    found = classify(SMALL, {**CALM, "stage": "neither", "pain": 9})
    assert found.exit is SMALL.questionnaire.exits[0]
    assert (found.stage, found.urgency, found.classification) == (None, None, None)
    assert (found.contacts, found.tips, found.rules, found.advice) == (("c2",), ("warmth",), (), ())
    assert [one.id for one in found.alarm_signs] == ["a2"]
    assert found.red_flags == FlagStates()
    assert "pain" not in found.answers
    assert found.answers["stage"] == found.facts["stage"] == "neither"


def test_another_way_out_keeps_the_stage() -> None:
    """The first that fits; after a loss without pain she is postpartum all the same."""
    found = classify(SMALL, {**CALM, "stage": "loss", "pain": 0})
    assert found.exit is SMALL.questionnaire.exits[1]
    assert (found.stage, found.contacts, found.tips) == ("postpartum", (), ())


def test_answers_and_facts_of_an_assessment() -> None:
    """The facts are the answers, the decisions and the states of the red flags."""
    found = classify(SMALL, {**CALM, "pain": 9, "nothing": "yes"})
    assert found.answers == {**CALM, "pain": 9}
    denied = dict.fromkeys(("F1", "F2", "F3", "F4"), "denied")
    assert found.facts == {**CALM, "pain": 9, "high": "yes", **denied}


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ({}, None),
        ({"stage": "neither"}, None),
        ({"stage": "pregnant"}, "pregnant"),
        ({"stage": "postpartum"}, "postpartum"),
        ({"stage": "loss"}, "postpartum"),
    ],
)
def test_the_stage_by_the_contract(answers: Answers, stage: str | None) -> None:
    """A loss counts as postpartum."""
    assert stage_of(answers) == stage
    assert classify(SMALL, answers).stage == stage
