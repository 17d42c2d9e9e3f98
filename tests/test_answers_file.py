"""Answers from a file: what is taken, and what is refused with its line and what to do."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from baekken_cli.answers import AnswersFile, answers_of, load_answers
from baekken_cli.checking import check
from baekken_cli.classify import classify
from baekken_cli.errors import AnswersProblem, BaekkenError, Finding
from baekken_cli.export import result_document, to_json
from baekken_cli.interview import missing
from baekken_cli.loader import load_content
from baekken_cli.model import Answer, Answers, Language
from baekken_cli.screen import PlainScreen
from baekken_cli.wishes import Wishes
from baekken_cli.wording import finding_line
from tests.builders import (
    EMERGENCY,
    FINDING_LINE,
    LANGUAGES,
    MILD,
    SAME_DAY_AFTER_BIRTH,
    as_yaml,
    places,
)
from tests.conftest import Baekken
from tests.strategies import complete_answers

Saved = Callable[..., str]
CONTENT = load_content()
IDS = [question.id for question in CONTENT.questionnaire.questions]
OPTIONS = sorted({option.id for question in CONTENT.questionnaire.questions for option in question.options})


def load(path: str | Path) -> AnswersFile:
    return load_answers(Path(path), CONTENT.questionnaire)


def findings_of(path: str | Path) -> tuple[Finding, ...]:
    with pytest.raises(AnswersProblem) as caught:
        load(path)
    return caught.value.findings


# ---------------------------------------------------------------------------------- good files

TWO = "stage: pregnant\nweeks_pregnant: 20\n"
AS_TWO: dict[str, Answer] = {"stage": "pregnant", "weeks_pregnant": 20}

GOOD: dict[str, tuple[str | bytes, Answers]] = {
    "yaml": (TWO, AS_TWO),
    "in another order": ("weeks_pregnant: 20\nstage: pregnant\n", AS_TWO),
    "json": ('{"stage": "pregnant", "weeks_pregnant": 20}', AS_TWO),
    "json with tabs": ('{\n\t"stage": "pregnant",\n\t"weeks_pregnant": 20\n}\n', AS_TWO),
    "comments": ("# mine\nstage: pregnant  # yes\nweeks_pregnant: 20\n", AS_TWO),
    "byte order mark": (b"\xef\xbb\xbf" + TWO.encode(), AS_TWO),
    "windows line ends": (TWO.replace("\n", "\r\n"), AS_TWO),
    "old line ends": (TWO.replace("\n", "\r"), AS_TWO),
    "no line end": (TWO.rstrip(), AS_TWO),
    "one document with ---": (f"---\n{TWO}", AS_TWO),
    "quoted": ('"stage": \'pregnant\'\nweeks_pregnant: "20"\n', AS_TWO),
    "zero before the number": ("stage: pregnant\nweeks_pregnant: 020\n", AS_TWO),
    "with its version": (f'questionnaire_version: "2026.11.1"\n{TWO}', AS_TWO),
    "with its language": (f"language: en\n{TWO}", AS_TWO),
    "ticks over several lines": (f"{TWO}signs_now:\n  - none\n", {**AS_TWO, "signs_now": ("none",)}),
    "a step instead of weeks": (
        "stage: pregnant\nweeks_pregnant: about_13_19\n",
        {"stage": "pregnant", "weeks_pregnant": "about_13_19"},
    ),
    "don't know": (
        "stage: pregnant\nweeks_pregnant: unsure\nsigns_now: [unsure]\n",
        {"stage": "pregnant", "weeks_pregnant": "unsure", "signs_now": ("unsure",)},
    ),
    "a sign and don't know": (
        f"{TWO}signs_now: [lump, unsure]\n",
        {**AS_TWO, "signs_now": ("lump", "unsure")},
    ),
    "yes and no without quotes": (as_yaml(MILD), MILD),
    "yes without quotes": (as_yaml({**MILD, "constant": "yes"}), {**MILD, "constant": "yes"}),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_read_as_it_is_meant(saved: Saved, name: str) -> None:
    """Exactly the answers that stand in the file."""
    raw, answers = GOOD[name]
    assert load(saved(raw)).answers == answers


def test_ticks_come_in_the_order_of_the_options(saved: Saved) -> None:
    """However they were written, so that the same answers are the same."""
    file = saved(f"{TWO}signs_now: [lump, breath]\n")
    assert load(file).answers["signs_now"] == ("breath", "lump")


def test_what_the_file_says_of_itself(saved: Saved) -> None:
    """Version and language are read beside the answers."""
    found = load(saved(f'questionnaire_version: "1.2"\nlanguage: da\n{TWO}'))
    assert (found.version, found.language) == ("1.2", "da")
    assert load(saved(TWO)).version is None
    assert load(saved(f"answered_on: 2026-11-02\n{TWO}")).answered_on == dt.date(2026, 11, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_result_says_of_itself(saved: Saved, language: Language) -> None:
    """Its version and language, and the day where it was added."""
    document = result_document(CONTENT, classify(CONTENT, MILD), language)
    found = load(saved(to_json(document)))
    assert found == AnswersFile(MILD, CONTENT.questionnaire.version, language, None)
    dated = load(saved(to_json({**document, "answered_on": "2026-11-02"})))
    assert dated == found._replace(answered_on=dt.date(2026, 11, 2))


def test_answers_of_a_result_as_far_as_they_are_taken() -> None:
    """What has another form, or is not on the path, counts as not given."""
    written: dict[str, object] = {
        key: list(one) if isinstance(one, tuple) else one for key, one in MILD.items()
    }
    assert answers_of(CONTENT.questionnaire, written) == MILD
    spoiled = {**written, "tried": [1], "worries": True, "weeks_since": 3, "nothing": "x"}
    assert answers_of(CONTENT.questionnaire, spoiled) == {
        key: one for key, one in MILD.items() if key not in ("tried", "worries")
    }


@pytest.mark.parametrize("key", MILD)
def test_a_file_with_a_hole_asks_for_what_is_missing(saved: Saved, key: str) -> None:
    """One answer left out: the others are kept, as the missing one may lead to them."""
    answers = {other: answer for other, answer in MILD.items() if other != key}
    found = load(saved(answers)).answers
    assert found == answers
    assert missing(CONTENT.questionnaire, found)[0] == key


@pytest.mark.parametrize("answers", [MILD, SAME_DAY_AFTER_BIRTH, EMERGENCY], ids=["mild", "leg", "breath"])
def test_a_result_fed_back_gives_the_same_result(baekken: Baekken, saved: Saved, answers: Answers) -> None:
    """What `--export x.json` writes is an answers file."""
    target = str(Path(saved(answers)).with_name("out.json"))
    assert baekken("check", "--answers", saved(answers), "--no-input", "--export", target).code == 0
    first = baekken("check", "--answers", saved(answers), "--no-input", "--json")
    again = baekken("check", "--answers", target, "--no-input", "--json")
    assert first.code == again.code == 0
    assert json.loads(first.out) == json.loads(again.out)
    assert again.err == ""


# ---------------------------------------------------------------------------------- bad files

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nstage: *c\n"

BAD: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    # the file itself
    "empty": ("", [(0, "empty_file")]),
    "only white space": ("\n \n", [(0, "empty_file")]),
    "only a comment": ("# nothing\n", [(0, "empty_file")]),
    "a list": ("- stage\n- pregnant\n", [(1, "not_a_mapping")]),
    "a word": ("pregnant\n", [(1, "not_a_mapping")]),
    "a number": ("20\n", [(1, "not_a_mapping")]),
    "null": ("null\n", [(1, "not_a_mapping")]),
    "a JSON list": ('["stage", "pregnant"]', [(1, "not_a_mapping")]),
    "binary": (bytes(range(256)), [(2, "not_utf8")]),
    "Latin-1": (f"{TWO}# bækken\n".encode("latin-1"), [(3, "not_utf8")]),
    "UTF-16": (TWO.encode("utf-16"), [(1, "not_utf8")]),
    "UTF-16 without a mark": (TWO.encode("utf-16-le"), [(1, "bad_character")]),
    "half a letter": (f"{TWO}# b\xc3".encode("latin-1"), [(3, "not_utf8")]),
    "a lone surrogate": (b"stage: \xed\xa0\x80\n", [(1, "not_utf8")]),
    "NUL": (f"{TWO}pain: cur\0rent\n", [(3, "bad_character")]),
    "ten megabytes": (b"# x\n" * 2_500_000, [(0, "too_large")]),
    "ten megabytes in one line": (b"a" * 10_000_000, [(0, "too_large")]),
    # YAML
    "a tab as indent": ("stage: pregnant\n\tweeks_pregnant: 20\n", [(2, "bad_yaml")]),
    "a tab before a dash": (f"{TWO}signs_now:\n\t- none\n", [(4, "bad_yaml")]),
    "an open quote": ('stage: "pregnant\nweeks_pregnant: 20\n', [(3, "bad_yaml")]),
    "an open bracket": (f"{TWO}signs_now: [none\n", [(4, "bad_yaml")]),
    "no colon": ("stage pregnant\nweeks_pregnant: 20\n", [(2, "bad_yaml")]),
    "half a JSON file": ('{"stage": "pregnant",\n"weeks_pregnant":\n', [(3, "bad_yaml")]),
    "an unknown directive": (f"%FOO\n---\n{TWO}", [(1, "bad_yaml")]),
    "a repeated key": (f"{TWO}stage: postpartum\n", [(3, "repeated_key")]),
    "a repeated key, the same answer": (f"{TWO}stage: pregnant\n", [(3, "repeated_key")]),
    "an anchor": ("stage: &here pregnant\n", [(1, "anchor")]),
    "an alias": (f"{TWO}pain: *here\n", [(3, "anchor")]),
    "a billion laughs": (LAUGHS, [(1, "anchor")]),
    "a Python tag": (f"{TWO}pain: !!python/object:os.system ls\n", [(3, "tag")]),
    "a harmless tag": ("stage: !!str pregnant\n", [(1, "tag")]),
    "a tag of one's own": ("stage: !mine pregnant\n", [(1, "tag")]),
    "a merge key": (f"{TWO}<<: {{pain: current}}\n", [(3, "unknown_question")]),
    "a merge key with an alias": (f"{TWO}<<: *here\n", [(3, "anchor")]),
    "two documents": (f"{TWO}---\n{TWO}", [(3, "second_document")]),
    "lists in lists": (f"{TWO}signs_now: {'[' * 5000}{']' * 5000}\n", [(3, "too_deep")]),
    "names in names": (f"stage: {'{a: ' * 3000}b{'}' * 3000}\n", [(1, "too_deep")]),
    "a list as a name": ("[stage, pain]: pregnant\n", [(1, "key_not_text")]),
    "names as a name": ("? {stage: pregnant}\n: 20\n", [(1, "key_not_text")]),
    "a very long name": (f"{TWO}{'a' * 5000}: 1\n", [(3, "bad_yaml")]),
    "a very long name, spelt out": (f"{TWO}? {'a' * 5000}\n: 1\n", [(3, "unknown_question")]),
    # questions
    "an unknown question": (f"{TWO}sign_now: [none]\n", [(3, "unknown_question")]),
    "a question in capitals": ("STAGE: pregnant\n", [(1, "unknown_question")]),
    "an empty name": (f"{TWO}'': 1\n", [(3, "unknown_question")]),
    "more faults than are told": (
        "".join(f"a{number}: 1\n" for number in range(203)),
        [*((line, "unknown_question") for line in range(1, 201)), (0, "more_findings")],
    ),
    "a question of the other stage": (f"{TWO}signs_birth: [none]\n", [(3, "answer_not_asked")]),
    "weeks since a birth in a pregnancy": (f"{TWO}weeks_since: 3\n", [(3, "answer_not_asked")]),
    "details of pain that is not there": (
        as_yaml({**{key: MILD[key] for key in list(MILD)[:7]}, "pain": "never", "worst": 3}),
        [(9, "answer_not_asked")],
    ),
    "signs for somebody out of scope": ("stage: neither\nsigns_now: [none]\n", [(2, "answer_not_asked")]),
    # one answer
    "an unknown option": ("stage: pregnent\n", [(1, "answer_unknown_option")]),
    "an option in capitals": ("stage: Pregnant\n", [(1, "answer_unknown_option")]),
    "a number for a choice": ("stage: 1\n", [(1, "answer_unknown_option")]),
    "a list for a choice": ("stage: [pregnant]\n", [(1, "answer_wrong_kind")]),
    "names for a choice": ("stage: {is: pregnant}\n", [(1, "answer_wrong_kind")]),
    "nothing for a choice": ("stage:\n", [(1, "answer_unknown_option")]),
    "null for a choice": ("stage: null\n", [(1, "answer_unknown_option")]),
    "true for a choice": ("stage: true\n", [(1, "answer_unknown_option")]),
    "text for a number": ("stage: pregnant\nweeks_pregnant: twenty\n", [(2, "answer_unknown_option")]),
    "a unit with a number": ("stage: pregnant\nweeks_pregnant: 20 weeks\n", [(2, "answer_unknown_option")]),
    "half a week": ("stage: pregnant\nweeks_pregnant: 20.5\n", [(2, "answer_unknown_option")]),
    "a negative number": ("stage: pregnant\nweeks_pregnant: -1\n", [(2, "answer_out_of_range")]),
    "too many weeks": ("stage: pregnant\nweeks_pregnant: 44\n", [(2, "answer_out_of_range")]),
    "a week with underscores": ("stage: pregnant\nweeks_pregnant: 1_0\n", [(2, "answer_unknown_option")]),
    "a hexadecimal week": ("stage: pregnant\nweeks_pregnant: 0x10\n", [(2, "answer_unknown_option")]),
    "a time for a number": ("stage: pregnant\nweeks_pregnant: 24:30\n", [(2, "answer_unknown_option")]),
    "an exponent": ("stage: pregnant\nweeks_pregnant: 1e1\n", [(2, "answer_unknown_option")]),
    "a plus": ("stage: pregnant\nweeks_pregnant: +20\n", [(2, "answer_unknown_option")]),
    "full-width digits": (
        "stage: pregnant\nweeks_pregnant: \uff12\uff10\n",
        [(2, "answer_unknown_option")],
    ),
    "a number without end": (
        f"stage: pregnant\nweeks_pregnant: {'9' * 5000}\n",
        [(2, "answer_unknown_option")],
    ),
    "a list for a number": ("stage: pregnant\nweeks_pregnant: [20]\n", [(2, "answer_wrong_kind")]),
    "null for a number": ("stage: pregnant\nweeks_pregnant: null\n", [(2, "answer_unknown_option")]),
    "false for a number": ("stage: pregnant\nweeks_pregnant: false\n", [(2, "answer_unknown_option")]),
    # ticks
    "one word for ticks": (f"{TWO}signs_now: none\n", [(3, "answer_wrong_kind")]),
    "words with a comma for ticks": (f"{TWO}signs_now: breath, lump\n", [(3, "answer_wrong_kind")]),
    "nothing for ticks": (f"{TWO}signs_now:\n", [(3, "answer_wrong_kind")]),
    "an empty list": (f"{TWO}signs_now: []\n", [(3, "answer_nothing_ticked")]),
    "none beside another tick": (f"{TWO}signs_now: [none, breath]\n", [(3, "answer_alone")]),
    "none beside don't know": (f"{TWO}signs_now: [none, unsure]\n", [(3, "answer_alone")]),
    "a repeated tick": (f"{TWO}signs_now: [breath, breath]\n", [(3, "answer_repeated")]),
    "a list in a list": (f"{TWO}signs_now: [[breath]]\n", [(3, "answer_wrong_kind")]),
    "names in a list": (f"{TWO}signs_now: [{{breath: 1}}]\n", [(3, "answer_wrong_kind")]),
    "null in a list": (f"{TWO}signs_now: [null]\n", [(3, "answer_unknown_option")]),
    "an unknown tick": (f"{TWO}signs_now: [breth]\n", [(3, "answer_unknown_option")]),
    "an unknown tick on a line of its own": (
        f"{TWO}signs_now:\n  - breath\n  - lmp\n",
        [(5, "answer_unknown_option")],
    ),
    "a repeated tick on a line of its own": (
        f"{TWO}signs_now:\n  - breath\n  - breath\n",
        [(5, "answer_repeated")],
    ),
    "a line that this week does not show": (
        f"{TWO}signs_now: [none]\nsigns_pregnancy: [baby_less]\n",
        [(4, "answer_not_asked_option")],
    ),
    "a line that this stage does not show": (
        "stage: postpartum\nweeks_since: 3\nsigns_now: [none]\nsigns_birth: [after_loss]\n",
        [(4, "answer_not_asked_option")],
    ),
    "part of the pregnancy that has not come": (
        as_yaml({**MILD, "onset": "pregnancy_late"}),
        [(10, "answer_not_asked_option")],
    ),
    # what the file says of itself
    "an unknown schema": ("schema: baekken/result/2\nanswers: {stage: pregnant}\n", [(1, "unknown_schema")]),
    "an unknown language": (f"language: sv\n{TWO}", [(1, "unknown_language")]),
    "a list as language": (f"language: [da]\n{TWO}", [(1, "not_a_text")]),
    "a list as version": (f"questionnaire_version: [1]\n{TWO}", [(1, "not_a_text")]),
    "answers as a list": ("schema: baekken/result/1\nanswers: [stage]\n", [(2, "not_a_mapping")]),
    # what a terminal would obey
    "an escape sequence as name": (f'{TWO}"\\e[31mpain": x\n', [(3, "unknown_question")]),
    "an escape sequence as answer": ('stage: "\\e[2J\\e]0;me\\apregnant"\n', [(1, "answer_unknown_option")]),
    "an escape sequence as it is": ("stage: \x1b[31mpregnant\n", [(1, "bad_character")]),
    "text turned around": ('stage: "\u202epregnant"\n', [(1, "answer_unknown_option")]),
    "a carriage return as answer": ('stage: "x\\rpregnant"\n', [(1, "answer_unknown_option")]),
    "an escape sequence as language": (f'language: "\\e[31m"\n{TWO}', [(1, "unknown_language")]),
    "an escape sequence twice": (
        '"\\e[1m": 1\n"\\e[1m": 2\n',
        [(1, "unknown_question"), (2, "repeated_key")],
    ),
}

# Faults of the place, not of what stands in it.
PLACES = {"not there": [(0, "cannot_open")], "a folder": [(0, "cannot_open")]}

# What to do, in the words of the messages.
TO_DO = {
    "da": re.compile(
        r"\b(Skriv|Slet|Brug|Ret|Gem|Se efter|Sæt|Mente du|Er det|Her bruges|skal være)\b|uden for \d"
    ),
    "en": re.compile(
        r"\b(Write|Delete|Use|Mend|Save|Check|Put|Did you mean|Is it|This is|should be)\b|outside \d"
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_line(saved: Saved, name: str) -> None:
    """The exact line and kind of every fault."""
    raw, expected = BAD[name]
    assert places(findings_of(saved(raw))) == expected


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_exit_code_4(baekken: Baekken, saved: Saved, name: str) -> None:
    """Nothing on stdout; on stderr a heading, then one inert line for each fault."""
    raw, expected = BAD[name]
    ran = baekken("check", "--answers", saved(raw), "--no-input")
    heading, *lines = ran.err.splitlines()
    assert (ran.code, ran.out, heading) == (4, "", "Svarene kan ikke bruges:")
    assert len(lines) == len(expected)
    for line, (number, _) in zip(lines, expected, strict=True):
        match = FINDING_LINE.fullmatch(line)
        assert match
        assert (match["file"], match["line"]) == ("answers.yaml", str(number) if number else None)
        assert line.isprintable()
        assert len(line) < 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_says_what_to_do(saved: Saved, language: Language) -> None:
    """Not only what is wrong."""
    silent = [
        (name, line)
        for name, (raw, _) in BAD.items()
        for line in (finding_line(finding, language) for finding in findings_of(saved(raw)))
        if not TO_DO[language].search(line)
    ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fault_is_without_a_subject(saved: Saved, language: Language) -> None:
    """An empty answer is called that; no sentence begins with nothing."""
    shown = {name: finding_line(findings_of(saved(raw))[0], language) for name, (raw, _) in BAD.items()}
    assert [name for name, line in shown.items() if ":  " in line] == []


def test_a_file_that_is_not_there(baekken: Baekken, tmp_path: Path) -> None:
    """Named as the user named it."""
    assert places(findings_of(tmp_path / "none.yaml")) == PLACES["not there"]
    ran = baekken("check", "--answers", str(tmp_path / "none.yaml"))
    assert (ran.code, ran.out) == (4, "")


def test_a_folder_is_no_answers_file(baekken: Baekken, tmp_path: Path) -> None:
    """A folder cannot be opened."""
    assert places(findings_of(tmp_path)) == PLACES["a folder"]
    assert baekken("check", "--answers", str(tmp_path)).code == 4


@pytest.mark.parametrize("command", ["check", "export"])
def test_a_name_that_no_system_takes(baekken: Baekken, tmp_path: Path, command: str) -> None:
    """Too long a name is a file that cannot be opened."""
    name = str(tmp_path / ("a" * 400))
    ran = baekken(command, *(["--answers", name] if command == "check" else [name]))
    assert (ran.code, ran.out) == (4, "")


def test_a_file_name_is_shown_inert(baekken: Baekken, saved: Saved) -> None:
    """A name may hold an escape sequence too."""
    ran = baekken("check", "--answers", saved("stage: x\n", "\x1b[31mmine\n.yaml"))
    assert ran.code == 4
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()) == 2


def test_a_misspelt_question_is_met_with_the_right_one(saved: Saved) -> None:
    """Did you mean."""
    finding = findings_of(saved(f"{TWO}sign_now: [none]\n"))[0]
    assert finding_line(finding, "en").endswith("sign_now is not a question. Did you mean signs_now?")
    assert finding_line(finding, "da").endswith("sign_now er ikke et spørgsmål. Mente du signs_now?")


def test_a_misspelt_option_is_met_with_the_right_one(saved: Saved) -> None:
    """Did you mean."""
    finding = findings_of(saved("stage: pregnent\n"))[0]
    assert finding_line(finding, "en").endswith("Did you mean pregnant?")


def test_a_line_that_was_not_shown_is_told_with_its_question(saved: Saved) -> None:
    """Both names stand in the file."""
    [finding] = findings_of(saved(as_yaml({**MILD, "onset": "pregnancy_late"})))
    assert (finding.params["name"], finding.params["what"]) == ("pregnancy_late", "onset")


def test_all_faults_come_in_one_run(baekken: Baekken, saved: Saved) -> None:
    """Five faults of five kinds: five lines, in the order of the file."""
    text = (
        "stage: pregnant\n"
        "weeks_pregnant: 44\n"
        "signs_now: none\n"
        "sign_body: [none]\n"
        "signs_days: [burnig]\n"
        "wellbeing: [none, self_harm]\n"
    )
    ran = baekken("check", "--answers", saved(text), "--no-input")
    lines = [line.split()[0] for line in ran.err.splitlines()[1:]]
    assert ran.code == 4
    assert lines == [f"answers.yaml:{number}" for number in (2, 3, 4, 5, 6)]


def test_five_faults_of_one_kind_are_five_lines(saved: Saved) -> None:
    """Every unknown question, not only the first."""
    text = "a: 1\nb: 2\nstage: pregnant\nc: 3\nd: 4\ne: 5\n"
    assert places(findings_of(saved(text))) == [(line, "unknown_question") for line in (1, 2, 4, 5, 6)]


def test_five_wrong_answers_are_five_lines(saved: Saved) -> None:
    """Every answer that its question does not take."""
    wrong: dict[str, Answer] = {
        "worst": 11,
        "nights": "all",
        "trend": "bad",
        "hard": ("run",),
        "tried": ("x",),
    }
    text = as_yaml({**MILD, **wrong})
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.split(":")[0] in wrong]
    assert [finding.line for finding in findings_of(saved(text))] == lines


@pytest.mark.parametrize("command", ["check", "export"])
def test_both_commands_refuse_the_same_file(baekken: Baekken, saved: Saved, command: str) -> None:
    """`check --answers` and `export` read answers in one way."""
    file = saved("stage: pregnent\n")
    ran = baekken(command, *(["--answers", file] if command == "check" else [file]))
    assert (ran.code, ran.out) == (4, "")
    assert "answers.yaml:1 answer: pregnent" in ran.err


# ---------------------------------------------------------------------------------- any file at all

QUIET = settings(max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.one_of(
    st.sampled_from([*IDS, *OPTIONS, "schema", "language", "questionnaire_version", "answers", "<<"]),
    st.text(max_size=8),
)
PLAIN = st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates())
TREES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples."""
    return tmp_path_factory.mktemp("answers")


def exit_code(folder: Path, raw: bytes) -> int:
    """What `check --answers FILE --no-input` ends with; every finding must make a sentence."""
    file = folder / "any.yaml"
    file.write_bytes(raw)
    screen = PlainScreen(io.StringIO(), io.StringIO(), None)
    try:
        check(CONTENT, Wishes("da", answers=file, no_input=True), screen, screen)
    except BaekkenError as error:
        for finding in getattr(error, "findings", ()):
            assert finding_line(finding, "da").isprintable()
            assert finding_line(finding, "en").isprintable()
        return error.exit_code
    return 0


@QUIET
@given(raw=st.binary(max_size=200))
@example(raw=b"?")
@example(raw=b"\r(")
@example(raw="stage: pregnant\u2028".encode())
def test_any_bytes_are_a_result_or_a_refusal(folder: Path, raw: bytes) -> None:
    """Never a traceback, never another exit code."""
    assert exit_code(folder, raw) in (0, 3, 4)


@QUIET
@given(text=st.text("stage: pregnant\n-[]{}'\"&*!|>%#?,\t0é", max_size=80))
@example(text="{0")
@example(text="stage: pregnant\rweeks_pregnant")
def test_any_text_is_a_result_or_a_refusal(folder: Path, text: str) -> None:
    """The same for text made of what YAML is made of."""
    assert exit_code(folder, text.encode()) in (0, 3, 4)


@QUIET
@given(tree=TREES, flow=st.booleans())
def test_any_structure_is_a_result_or_a_refusal(folder: Path, tree: object, flow: bool) -> None:
    """The same for every small YAML document."""
    raw = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True).encode("utf-8", "surrogatepass")
    assert exit_code(folder, raw) in (0, 3, 4)


@QUIET
@given(answers=st.dictionaries(st.sampled_from(IDS), TREES, max_size=8), stage=st.sampled_from(OPTIONS))
def test_any_answer_to_a_real_question_is_a_result_or_a_refusal(
    folder: Path, answers: dict[str, object], stage: str
) -> None:
    """The same for real questions with answers of every kind, as JSON."""
    raw = json.dumps({"stage": stage, **answers}, default=str).encode()
    assert exit_code(folder, raw) in (0, 3, 4)


@QUIET
@given(answers=complete_answers(CONTENT))
def test_every_complete_interview_can_be_saved_and_read(folder: Path, answers: Answers) -> None:
    """Written by hand or exported: the same answers and the same result."""
    by_hand, exported = folder / "by_hand.yaml", folder / "exported.json"
    document = result_document(CONTENT, classify(CONTENT, answers), "da")
    by_hand.write_text(as_yaml(answers), "utf-8")
    exported.write_text(to_json(document), "utf-8")
    for file in (by_hand, exported):
        assert load(file).answers == answers
        assert result_document(CONTENT, classify(CONTENT, load(file).answers), "da") == document
