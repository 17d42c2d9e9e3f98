"""`content diff`: what a change of the rule file does to people, held against classifying everybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from baekken_cli.changes import Change, changes
from baekken_cli.classify import classify
from baekken_cli.loader import load_content
from baekken_cli.model import Content
from tests.builders import LANGUAGES, ROOT
from tests.conftest import Baekken

SHIPPED = ROOT / "questions.yaml"
Edited = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A copy of the shipped questions.yaml in which each old text stands once and becomes the new one."""

    def edit(*pairs: tuple[str, str]) -> Path:
        text = SHIPPED.read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "edited.yaml"
        path.write_text(text, "utf-8")
        return path

    return edit


def found(old: Content, new: Path) -> list[Change]:
    return changes(old, load_content(questions=new), 1_000_000)


def kinds(all_changes: list[Change], what: str) -> set[tuple[str, str]]:
    return {(one.before, one.after) for one in all_changes if one.what == what}


ONE_LEG = "  rf04_one_leg:\n    when: {RF04: raised}\n    urgency: same_day"


def test_nothing_changed_is_no_change(content: Content) -> None:
    """The same file twice."""
    assert changes(content, content, 1_000_000) == []


def test_new_words_change_nothing_for_people(content: Content, edited: Edited) -> None:
    """Texts are not rules."""
    assert found(content, edited(("en: Which of these fits you?", "en: Which one fits you?"))) == []


def test_a_sign_that_was_lowered_is_less_urgent(content: Content, edited: Edited) -> None:
    """Both directions are told from the old to the new file."""
    new = edited((ONE_LEG, ONE_LEG.replace("same_day", "within_days")))
    down = found(content, new)
    assert kinds(down, "urgency") == {("same_day", "within_days")}
    assert {one.direction for one in down if one.what == "urgency"} == {-1}
    up = changes(load_content(questions=new), content, 1_000_000)
    assert kinds(up, "urgency") == {("within_days", "same_day")}
    assert {one.direction for one in up if one.what == "urgency"} == {1}


def test_a_cut_off_that_moved_touches_that_number_alone(content: Content, edited: Edited) -> None:
    """Pain of 7 counted as severe and does not any more: all whom it meets answered 7."""
    moved = edited(("    moderate: 4-6\n    severe: 7-10", "    moderate: 4-7\n    severe: 8-10"))
    for change in found(content, moved):
        assert change.always["worst"] == ((7, 7),)
        assert change.old["worst"] == 7


def test_every_example_is_what_the_program_says(content: Content, edited: Edited) -> None:
    """Both answer sets are whole, the same where both ask the same, and get the two results."""
    path = edited(("    moderate: 4-6\n    severe: 7-10", "    moderate: 4-7\n    severe: 8-10"))
    new = load_content(questions=path)
    for change in changes(content, new, 1_000_000):
        before, after = classify(content, change.old), classify(new, change.new)
        assert before.complete
        assert after.complete
        if change.what == "urgency":
            assert (before.urgency, after.urgency) == (change.before, change.after)
        elif change.what == "classification":
            assert (before.classification, after.classification) == (change.before, change.after)
        else:
            assert before.urgency == after.urgency
            assert (change.before in before.contacts) or (change.after in after.contacts)
        assert {key: change.new[key] for key in change.old if key in change.new} == {
            key: change.old[key] for key in change.old if key in change.new
        }


def test_another_contact_is_told(content: Content, edited: Edited) -> None:
    """At the same urgency somebody else is to be called."""
    new = edited(
        ("contacts: [psychiatric_unit, out_of_hours, lifeline]", "contacts: [psychiatric_unit, out_of_hours]")
    )
    assert kinds(found(content, new), "contact") == {("lifeline", "none")}


def test_a_question_that_goes_leaves_its_people_comparable(content: Content, edited: Edited) -> None:
    """A rule that loses its only question: who answered it is told."""
    new = edited(
        ("    when: {pain: current, background: [twins, hypermobile, rheumatic, pelvic_fracture, bone_loss]}",
         "    when: {pain: current, background: [twins, hypermobile, rheumatic, pelvic_fracture]}"),
    )  # fmt: skip
    changed = [one for one in found(content, new) if one.what == "urgency"]
    assert kinds(changed, "urgency") == {("routine", "self_care")}
    assert changed[0].always["background"] == ("bone_loss",)


# ---------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_it_in_words(baekken: Baekken, edited: Edited, language: str) -> None:
    """No ids: what she is told before and after, and her answers as she reads them."""
    new = edited((ONE_LEG, ONE_LEG.replace("same_day", "within_days")))
    ran = baekken("content", "diff", str(SHIPPED), str(new), "--lang", language)
    assert ran.code == 0
    assert {"da": "Mindre akut end før", "en": "Less urgent than before"}[language] in ran.out
    assert "same_day" not in ran.out
    assert "calf_one" not in ran.out


def test_the_command_says_when_nobody_is_touched(baekken: Baekken) -> None:
    """One line, exit code 0; the running file stands in for a new one."""
    ran = baekken("content", "diff", str(SHIPPED), "--lang", "en")
    assert ran.code == 0
    assert ran.out.startswith("Nobody gets other advice")


def test_the_command_gives_json(baekken: Baekken, edited: Edited) -> None:
    """For those who build on it."""
    new = edited((ONE_LEG, ONE_LEG.replace("same_day", "within_days")))
    document = json.loads(baekken("content", "diff", str(SHIPPED), str(new), "--json").out)
    assert document["schema"] == "baekken/content-diff/1"
    first = document["changes"][0]
    assert (first["what"], first["before"], first["after"], first["direction"]) == (
        "urgency", "same_day", "within_days", "down",
    )  # fmt: skip


def test_a_file_that_cannot_be_used_is_told(baekken: Baekken, tmp_path: Path) -> None:
    """Exit code 5, with its findings."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("version: 1\n", "utf-8")
    assert baekken("content", "diff", str(SHIPPED), str(broken)).code == 5
    assert baekken("content", "diff", str(tmp_path / "none.yaml"), str(SHIPPED)).code == 5


def test_a_search_that_is_too_long_is_no_answer(baekken: Baekken, edited: Edited) -> None:
    """Never "nobody is touched" when that is not known."""
    new = edited((ONE_LEG, ONE_LEG.replace("same_day", "within_days")))
    ran = baekken("content", "diff", str(SHIPPED), str(new), "--budget", "1", "--lang", "en")
    assert ran.code == 2
    assert "Nobody" not in ran.out
    assert "--budget" in ran.err
