"""The proof as an author meets it: an example that is proved, and more than a hundred slips in it.

``questionnaires/proved`` holds both; :mod:`tests.proved` says how a slip is written. With ``--update-golden``
the slips are written anew with what is found now; read the diff before you keep it.
"""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from baekken_cli import proving
from baekken_cli.classify import RulesDisagree, classify
from baekken_cli.errors import Finding
from baekken_cli.interview import path, shown_options
from baekken_cli.loader import inspect
from baekken_cli.messages import FINDINGS
from baekken_cli.model import Assessment, Content, Language, Rule, Urgency
from baekken_cli.prove import CHECKS, prove
from baekken_cli.wording import finding_line
from tests.builders import FINDING_LINE, LANGUAGES, ROOT, Ran
from tests.conftest import Baekken
from tests.proved import (
    FILES,
    GOOD,
    PROOF_CODES,
    SEEN_ELSEWHERE,
    SLIPS,
    TODAY,
    Slip,
    counted,
    findings_of,
    found_in,
    rewrite,
)
from tests.test_loader import GOOD as SMALL

EXAMPLE = (GOOD / FILES[0]).read_text("utf-8")
ONE_OF_EACH = list({slip.main.code: slip for slip in reversed(SLIPS)}.values())
"""A slip for each kind of finding: the first of its name."""


def by_name(slip: Slip) -> str:
    return slip.name


# ---------------------------------------------------------------------------------- good


def test_the_example_is_proved() -> None:
    """No finding, neither in its words nor in its rules; its answer sets are counted, its regions found."""
    read, proof = found_in(EXAMPLE)
    assert read.content is not None
    assert (read.findings, proof.findings) == ((), ())
    assert proof.answer_sets is not None
    assert proof.answer_sets > 10**9
    deciding = {rule.id for rule in read.content.questionnaire.rules if rule.urgency and not rule.only_words}
    # The net is there for nobody, and turning in bed only adds a contact to what another rule decides.
    deciding -= {"a22_net", "a14_turning_in_bed"}
    assert {region.name for region in proof.regions} == deciding | {"out_of_scope"}


def test_the_example_holds_what_a_fault_can_sit_in() -> None:
    """Nothing that can be filled is empty, and the kinds of questions, floors and rules are all there."""
    content = found_in(EXAMPLE)[0].content
    assert content is not None
    questionnaire = content.questionnaire
    empty = [one for one in questionnaire._fields if not getattr(questionnaire, one)]
    assert empty == ["last_review"]
    assert {one.kind for one in questionnaire.questions} == {"choice", "ticks", "number"}
    assert {one.kind for one in questionnaire.questions if one.more_is_worse} == {"choice", "ticks", "number"}
    assert {one.unit for one in questionnaire.questions} == {"score", "time_since", "pregnancy_week"}
    assert {rule.urgency for rule in questionnaire.rules} == {None, *Urgency}
    assert any(len(flag.at_least) > 1 for flag in questionnaire.red_flags)
    assert any(flag.raised_by for flag in questionnaire.red_flags)
    assert any(rule.only_words for rule in questionnaire.rules)


def test_the_smallest_file_is_read_and_not_proved() -> None:
    """``good/small.yaml`` holds every section, but no rule for each answer and no class for each pain."""
    read = inspect(SMALL / "small.yaml", SMALL / "tips.yaml", SMALL / "sources.yaml", today=TODAY)
    assert read.rules is not None
    assert {one.code for one in prove(read.rules).findings} == {"gap", "gap_class", "no_alarm_sign"}


# ---------------------------------------------------------------------------------- bad


@pytest.mark.parametrize("slip", SLIPS, ids=by_name)
def test_a_slip_is_found_where_it_is(request: pytest.FixtureRequest, slip: Slip) -> None:
    """Every finding by line and code: none missing, none too many."""
    findings = findings_of(slip.text())
    if request.config.getoption("--update-golden"):
        rewrite(slip, findings)
        return
    assert counted(findings) == slip.places()
    assert not any(one.warning for one in findings)


@pytest.mark.parametrize("slip", SLIPS, ids=by_name)
def test_a_slip_is_said_in_these_words(slip: Slip) -> None:
    """What the file is about, as it is printed in English."""
    here = [
        one for one in findings_of(slip.text()) if (one.line, one.code) == (slip.main.line, slip.main.code)
    ]
    assert finding_line(here[0], "en") == slip.main.message


@pytest.mark.parametrize("slip", SLIPS, ids=by_name)
def test_a_finding_is_one_readable_line(slip: Slip) -> None:
    """`file:line kind: text` in both languages, on a line that the file has."""
    lines = slip.text().count("\n")
    for finding in findings_of(slip.text()):
        assert finding.file == FILES[0]
        assert 0 <= finding.line <= lines
        for language in LANGUAGES:
            line = finding_line(finding, language)
            assert FINDING_LINE.fullmatch(line)
            assert line.isprintable()


def test_there_are_enough_slips() -> None:
    """At least sixty, each another change to the example."""
    assert len(SLIPS) >= 60
    assert len({slip.text() for slip in SLIPS}) == len(SLIPS)


def test_every_kind_of_finding_of_the_prover_is_there() -> None:
    """As what a file is about, but for those that no slip of an author makes."""
    assert {slip.main.code for slip in SLIPS} | SEEN_ELSEWHERE == PROOF_CODES


SEVERAL = [
    ["never_shown_wrong_stage", "unused_question_after_a_change", "floor_demand_raised"],
    [
        "class_gap_moderate_forgotten",
        "idle_same_contacts",
        "lowered_from_no_to_dont_know",
        "never_fits_advice",
    ],
    [
        "normal_again_after_half_a_year",
        "floor_urgency_lowered",
        "gap_skipped_screen",
        "dead_mild_and_sleepless",
    ],
]


@pytest.mark.parametrize("names", SEVERAL, ids="+".join)
def test_one_slip_does_not_hide_another(names: list[str]) -> None:
    """Several in one file, none of which moves a line: all are found in one run."""
    slips = [next(slip for slip in SLIPS if slip.name == name) for name in names]
    text = EXAMPLE
    for slip in slips:
        text = slip.text(text)
    assert text.count("\n") == EXAMPLE.count("\n")
    assert counted(findings_of(text)) == sum((slip.places() for slip in slips), Counter())


def test_a_fault_in_the_words_does_not_hide_one_in_the_rules(tmp_path: Path) -> None:
    """A text without its translation, and a rule that cannot fit."""
    slip = next(one for one in SLIPS if one.name == "dead_three_joints_elsewhere")
    gone = "      en: It is going the wrong way.\n"
    text = slip.text().replace(gone, "")
    (tmp_path / FILES[0]).write_text(text, "utf-8")
    read = inspect(tmp_path / FILES[0], GOOD / FILES[1], GOOD / FILES[2], today=TODAY)
    assert [one.code for one in read.findings] == ["missing_translation"]
    assert read.content is None
    assert read.rules is not None
    assert counted(prove(read.rules).findings) == slip.places()


# ---------------------------------------------------------------------------------- examples


@pytest.mark.parametrize("slip", SLIPS, ids=by_name)
def test_an_example_shows_the_fault(slip: Slip) -> None:
    """Replayed through the program: a whole set of answers, of which the finding is true."""
    content = found_in(slip.text())[0].rules
    assert content is not None
    for finding in findings_of(slip.text()):
        assert bool(finding.example) == (finding.code in SHOWN)
        assert bool(finding.then) == (finding.code in ("lowered", "back_to_normal"))
        assert set(finding.about) <= set(finding.example) | set(finding.then) | unasked(content, finding)
        if finding.code in SHOWN:
            assert SHOWN[finding.code](content, finding), finding_line(finding, "en")


def unasked(content: Content, finding: Finding) -> set[str]:
    """Questions that an example has no answer to, as they are not asked of her."""
    asked = {question.id for question, _ in path(content.questionnaire, finding.example)}
    return {question.id for question in content.questionnaire.questions} - asked


def whole(content: Content, finding: Finding) -> Assessment:
    """What the program says of the example, which the interview must be able to produce."""
    found = classify(content, finding.example, agree=False)
    assert found.complete
    assert found.answers == finding.example
    return found


def afterwards(content: Content, finding: Finding) -> Assessment:
    """The same for the second set of answers."""
    return whole(content, finding._replace(example=finding.then))


def rule_of(content: Content, finding: Finding) -> Rule:
    return next(one for one in content.questionnaire.rules if one.id == finding.params["rule"])


def without(content: Content, rule: Rule) -> Content:
    rules = tuple(one for one in content.questionnaire.rules if one is not rule)
    return content._replace(questionnaire=content.questionnaire._replace(rules=rules))


def result(found: Assessment) -> tuple[object, ...]:
    """What a rule can change; to fall into the net is a change as well."""
    return found.urgency, found.classification, found.contacts, any(one.otherwise for one in found.rules)


def shows_gap(content: Content, finding: Finding) -> bool:
    return any(one.otherwise for one in whole(content, finding).rules)


def shows_gap_class(content: Content, finding: Finding) -> bool:
    return whole(content, finding).classification is None


def shows_conflict(content: Content, finding: Finding) -> bool:
    with pytest.raises(RulesDisagree) as caught:
        classify(content, finding.example)
    return {finding.params["rule"], finding.params["other"]} <= set(caught.value.rules)


def shows_idle(content: Content, finding: Finding) -> bool:
    """The rule fits, with the others that are named; without it nothing is different."""
    rule, found = rule_of(content, finding), whole(content, finding)
    fitting = {one.id for one in found.rules}
    named = {rule.id, *finding.params["others"].split(", ")}
    return named <= fitting and result(found) == result(
        classify(without(content, rule), finding.example, agree=False)
    )


def shows_a_difference(content: Content, finding: Finding) -> bool:
    """The rule fits, and without it something is different."""
    rule, found = rule_of(content, finding), whole(content, finding)
    return rule in found.rules and result(found) != result(
        classify(without(content, rule), finding.example, agree=False)
    )


def shows_no_line(content: Content, finding: Finding) -> bool:
    """Her answers so far lead to the question, and no line of it is shown."""
    asked = {
        question.id: (question, facts) for question, facts in path(content.questionnaire, finding.example)
    }
    return finding.params["what"] in asked and not shown_options(*asked[finding.params["what"]])


def shows_floor(content: Content, finding: Finding) -> bool:
    found = whole(content, finding)
    wanted = Urgency(finding.params["wanted"])
    return (
        finding.params["flag"] in found.red_flags.raised
        and found.urgency == finding.params["given"]
        and found.urgency is not None
        and found.urgency.rank > wanted.rank
    )


def shows_lowered(content: Content, finding: Finding) -> bool:
    before, after = whole(content, finding).urgency, afterwards(content, finding).urgency
    assert before is not None
    assert after is not None
    told = (finding.params["before"], finding.params["after"])
    return (before, after) == told and before.rank < after.rank and differs_in(finding)


def shows_back_to_normal(content: Content, finding: Finding) -> bool:
    before, after = whole(content, finding).classification, afterwards(content, finding).classification
    return (before, after) == ("possible_dysfunction", "normal_loosening") and differs_in(finding)


def differs_in(finding: Finding) -> bool:
    """The two sets differ in the question that is named."""
    what = finding.params["what"]
    return finding.example[what] != finding.then[what]


def shows_reassurance(content: Content, finding: Finding) -> bool:
    found = whole(content, finding)
    return (found.urgency, found.classification) == (finding.params["given"], finding.params["named"])


def shows_no_contact(content: Content, finding: Finding) -> bool:
    found = whole(content, finding)
    return rule_of(content, finding) in found.rules and not found.contacts


def shows_no_alarm_sign(content: Content, finding: Finding) -> bool:
    return not whole(content, finding).alarm_signs


SHOWN: dict[str, Callable[[Content, Finding], bool]] = {
    "gap": shows_gap,
    "gap_class": shows_gap_class,
    "conflict": shows_conflict,
    "idle_rule": shows_idle,
    "not_only_words": shows_a_difference,
    "no_line_to_choose": shows_no_line,
    "floor": shows_floor,
    "lowered": shows_lowered,
    "back_to_normal": shows_back_to_normal,
    "reassures_in_alarm": shows_reassurance,
    "no_contact": shows_no_contact,
    "no_alarm_sign": shows_no_alarm_sign,
}
"""Findings that come with an example, and how it is seen to be one."""


# ---------------------------------------------------------------------------------- not proved


@pytest.mark.parametrize("budget", [1, 20])
def test_a_search_that_is_too_long_is_a_finding(budget: int) -> None:
    """Of the whole file, for each check that was given up; never a proof that is not one."""
    content = found_in(EXAMPLE)[0].rules
    assert content is not None
    proof = prove(content, budget=budget)
    checks = {check.__name__ for check in CHECKS} | {"regions"}
    assert {(one.line, one.code) for one in proof.findings} == {(0, "not_proved")}
    assert {one.params["what"] for one in proof.findings} <= checks
    assert {one.params["budget"] for one in proof.findings} == {str(budget)}


def test_what_was_found_before_the_search_was_given_up_is_said() -> None:
    """A dead rule that is seen at once stays a finding."""
    slip = next(one for one in SLIPS if one.name == "unused_question_after_a_change")
    content = found_in(slip.text())[0].rules
    assert content is not None
    codes = {one.code for one in prove(content, budget=1).findings}
    assert codes == {"not_proved", "unused_question"}


# ---------------------------------------------------------------------------------- the command line


Check = Callable[..., Ran]


@pytest.fixture
def check(baekken: Baekken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """``check(text, "--json")``: `content check` of a file beside the tips and sources of the example."""
    monkeypatch.setattr(proving, "content_folder", lambda: GOOD)
    monkeypatch.setattr(proving, "beside", lambda _: GOOD)
    clock = SimpleNamespace(date=SimpleNamespace(today=lambda: TODAY))
    monkeypatch.setattr(proving, "dt", clock)

    def run(text: str, *args: str) -> Ran:
        (tmp_path / FILES[0]).write_text(text, "utf-8")
        return baekken("content", "check", str(tmp_path / FILES[0]), *args)

    return run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slip", ONE_OF_EACH, ids=by_name)
def test_content_check_prints_the_findings(check: Check, slip: Slip, language: Language) -> None:
    """A line each, nothing else, and exit code 1."""
    ran = check(slip.text(), "--lang", language)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [finding_line(one, language) for one in findings_of(slip.text())]


@pytest.mark.parametrize("slip", ONE_OF_EACH, ids=by_name)
def test_content_check_as_json(check: Check, slip: Slip) -> None:
    """The same findings as one document, with everything that an editor needs to show them."""
    ran = check(slip.text(), "--json", "--lang", "en")
    assert (ran.code, ran.err) == (1, "")
    document = json.loads(ran.out)
    assert document["schema"] == "baekken/content-check/1"
    assert document["findings"] == [as_entry(one) for one in findings_of(slip.text())]
    assert document["checks"] == [check.__name__ for check in CHECKS]


def as_entry(finding: Finding) -> dict[str, Any]:
    entry = {
        "file": FILES[0],
        "line": finding.line,
        "kind": FINDINGS[finding.code][0],
        "code": finding.code,
        "severity": "error",
        "message": finding_line(finding, "en"),
        "example": finding.example or None,
        "about": finding.about,
        "then": finding.then or None,
    }
    plain: dict[str, Any] = json.loads(json.dumps(entry))
    return plain


def test_content_check_of_the_example(check: Check) -> None:
    """One line that says what was proved, and over how much."""
    proof = found_in(EXAMPLE)[1]
    said = check(EXAMPLE, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Proved: ")
    assert said.out.count("\n") == 1
    document = json.loads(check(EXAMPLE, "--json").out)
    assert document["findings"] == []
    assert (document["answer_sets"], document["regions"]) == (str(proof.answer_sets), len(proof.regions))


def test_a_warning_alone_is_not_a_failure(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers that were compared long ago: said, and exit code 0; the proof is said as well."""
    late = SimpleNamespace(date=SimpleNamespace(today=lambda: TODAY + dt.timedelta(days=200)))
    monkeypatch.setattr(proving, "dt", late)
    ran = check(EXAMPLE, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    warning, said = ran.out.splitlines()
    assert " warning: " in warning
    assert said.startswith("Proved: ")
    (entry,) = json.loads(check(EXAMPLE, "--json").out)["findings"]
    assert (entry["severity"], entry["code"]) == ("warning", "contacts_old")


def test_a_file_that_is_not_there_is_no_finding(baekken: Baekken, tmp_path: Path) -> None:
    """Exit code 5, and nothing on standard output, as JSON neither."""
    for more in ((), ("--json",)):
        ran = baekken("content", "check", str(tmp_path / "none.yaml"), *more)
        assert (ran.code, ran.out) == (5, "")
        assert "none.yaml" in ran.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spent_budget_on_the_command_line(check: Check, language: Language) -> None:
    """Exit code 1, as nothing was proved; what to do names the option."""
    ran = check(EXAMPLE, "--budget", "1", "--lang", language)
    assert ran.code == 1
    for line in ran.out.splitlines():
        assert line.startswith("questions.yaml unproved: ")
        assert "--budget" in line


# ---------------------------------------------------------------------------------- witnesses


@pytest.fixture(scope="module")
def witnesses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``--witness`` fills for the shipped file."""
    folder = tmp_path_factory.mktemp("shipped") / "witnesses"
    proving.check_content(None, "da", as_json=True, witnesses=folder)
    return folder


def test_a_witness_for_each_region(witnesses: Path) -> None:
    """One file for each rule that decides and each way out, for nobody else to read."""
    content = inspect(*(ROOT / name for name in FILES)).rules
    assert content is not None
    names = [region.name for region in prove(content).regions]
    files = sorted(witnesses.iterdir())
    assert [file.stem.partition("-")[2] for file in files] == names
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(witnesses.stat().st_mode) == 0o700


def test_a_witness_is_accepted_and_decided_by_its_rule(baekken: Baekken, witnesses: Path) -> None:
    """`baekken check --answers` gives a result for every one, by the rule that the file is named after."""
    for file in sorted(witnesses.iterdir()):
        ran = baekken("check", "--answers", str(file), "--no-input", "--json")
        assert (ran.code, ran.err) == (0, ""), file.name
        document = json.loads(ran.out)
        fitting = {one["id"] for one in document["rules"]}
        assert file.stem.partition("-")[2] in (fitting or {"out_of_scope"}), file.name


def test_witnesses_never_replace_a_file(check: Check, tmp_path: Path) -> None:
    """Not one of them, unless ``--force`` is given."""
    folder = tmp_path / "witnesses"
    folder.mkdir()
    mine = folder / "002-a01_numb.yaml"
    mine.write_text("mine\n", "utf-8")
    ran = check(EXAMPLE, "--witness", str(folder), "--lang", "en")
    assert ran.code == 2
    assert str(mine) in ran.err
    assert "--force" in ran.err
    assert [(file.name, file.read_text("utf-8")) for file in folder.iterdir()] == [(mine.name, "mine\n")]
    assert check(EXAMPLE, "--witness", str(folder), "--force").code == 0
    assert mine.read_text("utf-8") != "mine\n"
    assert len(list(folder.iterdir())) == len(found_in(EXAMPLE)[1].regions)


def test_witnesses_and_json(check: Check, tmp_path: Path) -> None:
    """Nothing but the document on standard output."""
    ran = check(EXAMPLE, "--json", "--witness", str(tmp_path / "witnesses"))
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["regions"] == len(list((tmp_path / "witnesses").iterdir()))


def test_witnesses_of_a_file_with_findings(check: Check, tmp_path: Path) -> None:
    """They are written too, and the exit code still says that something was found."""
    slip = next(one for one in SLIPS if one.name == "floor_urgency_lowered")
    assert check(slip.text(), "--witness", str(tmp_path / "witnesses")).code == 1
    assert list((tmp_path / "witnesses").iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", ["file.txt/witnesses", "none/witnesses", "file.txt", "\N{SNOWMAN}" * 200])
def test_a_folder_that_cannot_be_made(check: Check, tmp_path: Path, where: str, language: Language) -> None:
    """Said in words, and exit code 2."""
    (tmp_path / "file.txt").write_text("mine\n", "utf-8")
    ran = check(EXAMPLE, "--witness", str(tmp_path / where), "--lang", language)
    assert ran.code == 2
    assert str(tmp_path / where)[:40] in ran.err
    assert {"da": "fejl ", "en": "error "}[language] not in ran.err
    assert (tmp_path / "file.txt").read_text("utf-8") == "mine\n"
