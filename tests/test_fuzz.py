"""Made-up inputs: more than a hundred thousand in each run, and proof that the fuzzing sees a fault.

``python -m benchmarks.fuzz`` tries the same targets for as long as one likes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baekken_cli import answers, looking_back, store, understand, wording
from baekken_cli.answers import AnswersFile, load_answers
from baekken_cli.errors import MOST, AnswersProblem, UsageProblem
from baekken_cli.export import RENDERERS, to_json
from baekken_cli.loader import FILES, content_folder, inspect
from baekken_cli.model import Language
from baekken_cli.report import Block, Report
from baekken_cli.screen import PlainScreen
from baekken_cli.vocabulary import Vocabulary
from baekken_cli.wording import broken, finding_line, inert, printable
from benchmarks import fuzz, fuzz_material, fuzz_targets, fuzz_typing
from benchmarks.fuzz import Work, do, portions, report, run, shares
from benchmarks.fuzz_material import NASTY, TURNS, Dice
from benchmarks.fuzz_targets import TARGETS, Target, case, fault_of
from tests.builders import LANGUAGES, MILD, ROOT, as_yaml, places, run_cli
from tests.conftest import Baekken

SEED = 2026
# Name of the target, first case, how many: about as long each, so that the processes share them.
PORTIONS = [
    *[("words", 11_000 * part, 11_000) for part in range(3)],
    *[("tree", 28_000 * part, 28_000) for part in range(2)],
    *[("answers", 2_500 * part, 2_500) for part in range(3)],
    ("prompt", 0, 2_500),
    ("pages", 0, 400),
    ("database", 0, 700),
    ("content", 0, 300),
    ("arguments", 0, 250),
    ("surroundings", 0, 150),
    ("keys", 0, 80),
    ("shipped", 0, 12),
    ("process", 0, 6),
]


# ------------------------------------------------------------------------------ the cases


@pytest.mark.parametrize(("name", "first", "cases"), PORTIONS)
def test_no_case_is_a_fault(name: str, first: int, cases: int) -> None:
    """No traceback, no hang, no wrong result, no answer in an error: what each target says."""
    done = do(Work(name, SEED, first, cases))
    assert done.faults == ()


def test_there_are_a_hundred_thousand() -> None:
    """In all, over every target, and none of them twice."""
    tried = {(name, number) for name, first, cases in PORTIONS for number in range(first, first + cases)}
    assert len(tried) == sum(cases for _, _, cases in PORTIONS) >= 100_000
    assert {name for name, _ in tried} == set(TARGETS)


BYTES = st.binary(max_size=60)
SHRUNK = settings(
    max_examples=300, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@SHRUNK
@given(name=st.sampled_from(["words", "tree", "answers"]), data=BYTES)
def test_no_short_case_is_a_fault(name: str, data: bytes) -> None:
    """The same targets with bytes that Hypothesis chooses and makes shorter."""
    TARGETS[name].tries(data)


# ------------------------------------------------------------------------------ the fuzzing itself

Plant = Callable[[pytest.MonkeyPatch], None]


def first_line_for_what_is_unknown(patch: pytest.MonkeyPatch) -> None:
    """A number that no line has counts as the first line."""
    at = understand._Reads.at
    patch.setattr(understand._Reads, "at", lambda self, number: at(self, number) or self.options[0])


def typed_text_as_it_is(patch: pytest.MonkeyPatch) -> None:
    for module in ("prompts", "asking", "summary"):
        patch.setattr(f"baekken_cli.{module}.inert", lambda text, *_: text)
    patch.setattr(wording, "printable", str)
    for module in ("screen", "page", "export"):
        patch.setattr(f"baekken_cli.{module}.printable", str)


def refused_answer_in_the_exception(patch: pytest.MonkeyPatch) -> None:
    def load(file: Path, *_: object) -> AnswersFile:
        raise ValueError(file.read_text("utf-8"))

    patch.setattr("benchmarks.fuzz_files.load_answers", load)


def every_tick_is_none(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers._File, "ticks", lambda *_: ("none",))


def crash_where_looked_back(patch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyError("urgency")

    patch.setattr(looking_back, "show_list", crash)


def looking_writes(patch: pytest.MonkeyPatch) -> None:
    def everything() -> list[store.Kept]:
        store.kept_at().write_bytes(b"x" * 40)
        return []

    patch.setattr(store, "everything", everything)


PLANTED: dict[str, tuple[str, int, Plant]] = {
    "a line that was not chosen": ("words", 500, first_line_for_what_is_unknown),
    "typed codes on the screen": ("prompt", 200, typed_text_as_it_is),
    "her words on the page": ("pages", 60, typed_text_as_it_is),
    "an answer in an exception": ("answers", 20, refused_answer_in_the_exception),
    "a sign that is not read": ("answers", 100, every_tick_is_none),
    "a crash": ("database", 40, crash_where_looked_back),
    "a file that is written to": ("database", 40, looking_writes),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fuzzing can fail: a few cases see each of these."""
    target, cases, plant = PLANTED[name]
    plant(monkeypatch)
    assert do(Work(target, SEED, 0, cases)).faults


def test_a_fault_is_told_with_what_repeats_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its bytes in the report, the fault again from them, and exit code 1."""

    def tries(data: bytes) -> None:
        assert data[0] != 7, "seven"

    monkeypatch.setitem(TARGETS, "sevens", Target(tries, 1, 0))
    assert fuzz.main(["sevens", "--cases", "2000"]) == 1
    assert "AssertionError: seven" in (told := capsys.readouterr().out)
    assert "--again sevens 07" in told
    with pytest.raises(AssertionError, match="seven"):
        fuzz.main(["--again", "sevens", "07"])
    assert fuzz.main(["--again", "sevens", "08"]) == 0


def test_what_never_ends_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hang is stopped and told."""

    def tries(_: bytes) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setitem(TARGETS, "endless", Target(tries, 1, 0))
    monkeypatch.setattr(fuzz_targets, "HANGS_AFTER", 0.05)
    assert str(fault_of("endless", b"")).startswith("Hangs")


def test_cases_are_shared_out_and_none_is_lost() -> None:
    """Every target that has a share gets its part, in portions that follow each other."""
    works = list(portions(list(TARGETS), 5000, 3))
    tried = sorted((one.name, number) for one in works for number in range(one.first, one.first + one.cases))
    wanted = shares(list(TARGETS), 5000)
    assert tried == sorted((name, number) for name, cases in wanted.items() for number in range(cases))
    assert set(wanted) == {name for name, one in TARGETS.items() if one.share}
    assert shares(["shipped", "process"], 10) == {"shipped": 5, "process": 5}


def test_all_of_it_is_counted() -> None:
    """What several processes tried is added up in the table."""
    sums = run(portions(["tree", "words"], 3000, 1), None)
    assert sum(one.cases for one in sums.values()) == sum(shares(["tree", "words"], 3000).values())
    assert report(sums, 1)[-1].startswith(f"| all | {sum(one.cases for one in sums.values()):,} |")


def test_the_same_seed_gives_the_same_cases() -> None:
    assert case("tree", 1, 5) == case("tree", 1, 5)
    assert len({case("tree", seed, number) for seed in (1, 2) for number in range(50)}) == 100


def test_decisions_end_with_the_bytes() -> None:
    """Used up, every decision is the first, so that what is found can be made shorter."""
    dice = Dice(b"\x05")
    assert [dice.below(10), dice.below(10), dice.below(300)] == [5, 0, 0]
    assert dice.pick("ab") == "a"
    assert not dice.chance(9)


# ------------------------------------------------------------------------------ what fuzzing found, mended


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    """It is an empty answers file; one that somebody writes to is read to its end."""
    os.mkfifo(tmp_path / "answers.yaml")
    alone = run_cli("check", "--no-input", "--answers", str(tmp_path / "answers.yaml"))
    assert (alone.code, alone.out) == (4, "")
    assert "answers.yaml file: " in alone.err
    written = run_cli("check", "--no-input", "--json", "--answers", "/dev/stdin", input=as_yaml(MILD))
    assert json.loads(written.out)["answers"]["weeks_pregnant"] == MILD["weeks_pregnant"]


def findings_of(file: Path) -> list[str]:
    with pytest.raises(AnswersProblem) as caught:
        load_answers(file, fuzz_material.CONTENT.questionnaire)
    return [finding_line(one, "en") for one in caught.value.findings]


def test_of_many_findings_the_first_are_told(tmp_path: Path) -> None:
    """Two hundred of a file, and a last line that counts the rest; each file has its own."""
    file = tmp_path / "answers.yaml"
    file.write_text("".join(f"signs_now{number}: 1\n" for number in range(5000)), "utf-8")
    *first, last = findings_of(file)
    assert len(first) == MOST == 200
    assert first[-1].startswith(
        "answers.yaml:200 answer: signs_now199 is not a question. Did you mean signs_now?"
    )
    assert last.startswith("answers.yaml more: and 4800 more in this file.")
    for name in FILES:
        text = (content_folder() / name).read_text("utf-8")
        (tmp_path / name).write_text(
            text + "".join(f"nothing{number}: 1\n" for number in range(300)), "utf-8"
        )
    found = inspect(*(tmp_path / name for name in FILES)).findings
    counted = [(one.file, one.params["count"]) for one in found if one.code == "more_findings"]
    assert dict(counted).keys() == set(FILES)
    assert len(found) == 3 * (MOST + 1)


def test_near_names_are_looked_for_only_where_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look takes long: there are as many as findings, however many keys a file has."""
    looks: list[str] = []

    def nearest(word: str, _: object) -> str:
        looks.append(word)
        return ""

    monkeypatch.setattr("baekken_cli.reading.nearest", nearest)
    (tmp_path / "a.yaml").write_text("".join(f"signs_now{number}: 1\n" for number in range(3000)), "utf-8")
    findings_of(tmp_path / "a.yaml")
    assert MOST <= len(looks) <= MOST + 1


WRONG_BEFORE_ITS_TURN: dict[str, tuple[str, str]] = {
    "an option": ("worst: dreadful\n", "answer_unknown_option"),
    "a tick": ("sites: [si_left, nowhere]\n", "answer_unknown_option"),
    "a tick after one that waits": ("signs_pregnancy: [baby_less, nothing]\n", "answer_unknown_option"),
    "a number": ("worst: 11\n", "answer_out_of_range"),
    "no tick": ("hard: []\n", "answer_nothing_ticked"),
    "none and another": ("hard: [none, walk]\n", "answer_alone"),
    "a kind": ("worst: [3]\n", "answer_wrong_kind"),
}


@pytest.mark.parametrize("name", WRONG_BEFORE_ITS_TURN)
@pytest.mark.parametrize("start", ["", "stage: pregnant\n"])
def test_a_wrong_answer_is_refused_before_its_turn(tmp_path: Path, start: str, name: str) -> None:
    """What no path can make right is refused although an earlier question has no answer."""
    text, code = WRONG_BEFORE_ITS_TURN[name]
    (tmp_path / "a.yaml").write_text(start + text, "utf-8")
    with pytest.raises(AnswersProblem) as caught:
        load_answers(tmp_path / "a.yaml", fuzz_material.CONTENT.questionnaire)
    assert places(caught.value.findings) == [(len(start.splitlines()) + 1, code)]


@pytest.mark.parametrize("text", ["worst: 3\n", "signs_pregnancy: [baby_less]\n", "onset: pregnancy_late\n"])
def test_an_answer_that_may_be_right_waits(tmp_path: Path, text: str) -> None:
    """Nothing is refused for want of an earlier answer."""
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert load_answers(tmp_path / "a.yaml", fuzz_material.CONTENT.questionnaire).answers


def columns_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@given(text=st.text(st.sampled_from("漢字、ａab. é👩12"), max_size=120), columns=st.integers(4, 80))
@SHRUNK
def test_wide_letters_count_twice(text: str, columns: int) -> None:
    """No line is too wide for the terminal, and no letter is lost."""
    lines = broken(text, columns, "- ", "  ")
    assert all(columns_of(line) <= columns for line in lines)
    assert "".join("".join(lines).removeprefix("- ").split()) == "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", [*TURNS, *NASTY[2:13]])
def test_what_turns_or_hides_is_inert_everywhere(sign: str, language: Language) -> None:
    """On the screen, in a finding, in text, Markdown, HTML and JSON."""
    said = f"left{sign}right"
    page = Report(language, said, None, (Block(said, (said,)),))
    out = io.StringIO()
    PlainScreen(out, io.StringIO(), 60).write(said)
    shown = [render(page, ()) for render in RENDERERS.values()]
    shown += [out.getvalue(), inert(said), printable(said), to_json({said: said})]
    assert [one for one in shown if not fuzz_material.is_inert(one)] == []
    assert json.loads(to_json({said: said})) == {said: said}


@pytest.mark.parametrize("word", ["--sav\u202ee", "--x\x1b[31m", "a\nb"])
def test_a_command_line_is_shown_inert(baekken: Baekken, word: str) -> None:
    """Also in the words that come from Typer."""
    ran = baekken("check", word)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 2
    assert fuzz_material.is_inert(ran.err)


def test_the_name_of_a_folder_is_shown_inert(tmp_path: Path) -> None:
    """Where witnesses were written."""
    folder = tmp_path / "a\n\x1b[31mb"
    small = ROOT / "tests" / "questionnaires" / "good" / "small.yaml"
    ran = run_cli("content", "check", str(small), "--witness", str(folder))
    assert folder.is_dir()
    assert fuzz_material.is_inert(ran.out)
    assert folder.name.split("\n")[0] in ran.out


@pytest.mark.parametrize("typed", ["\u200b31", "31\u202e", "3\u00ad1+4"])
def test_unseen_letters_beside_a_week_do_not_count(typed: str) -> None:
    """A week that was copied is read like any other answer."""
    asked = next(one for one in fuzz_typing.steps() if one.question.id == "weeks_pregnant")
    found = understand.answer(asked.question, asked.question.options, typed, asked.facts, fuzz_typing.TODAY)
    assert found.answer == 31


@pytest.mark.parametrize("start", ["[" * 5000, "{a: " * 3000, "- " * 3000], ids=["lists", "names", "dashes"])
def test_deep_nesting_is_called_that(tmp_path: Path, start: str) -> None:
    """Whether we or libyaml see it first."""
    (tmp_path / "a.yaml").write_text(start, "utf-8")
    assert ["nested too deeply" in line for line in findings_of(tmp_path / "a.yaml")] == [True]


class Counted(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_many_names_are_not_compared_with_each_other() -> None:
    """What a condition may use is found in a few steps for each name, however many there are."""
    names = [Counted(f"question{number}") for number in range(1000)]
    known = Vocabulary(dict.fromkeys(names, "choice"), dict.fromkeys(names, ("a",)))
    Counted.compared = 0
    assert known.before(names[500]) == names[:500]
    assert Counted.compared < 5 * len(names)


def test_damage_that_sqlite_cannot_name_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken letter in the name of a column stands in SQLite's own sentence, which Python cannot read."""
    monkeypatch.setattr(store, "folder", lambda: tmp_path)
    store.add(dt.date(2026, 11, 22), "{}")
    file = store.kept_at()
    raw = file.read_bytes()
    assert raw.count(b"day TEXT") == 1
    file.write_bytes(raw.replace(b"day TEXT", b"\xcc(y TEXT"))
    with pytest.raises(UsageProblem) as caught:
        store.everything()
    assert caught.value.code == "history_damaged"
