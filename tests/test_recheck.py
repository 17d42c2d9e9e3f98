"""Answering again: what the calendar moves on, what is better or worse, and ``check --since`` as it runs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baekken_cli.answers import answers_text, load_answers
from baekken_cli.classify import classify
from baekken_cli.errors import AnswersProblem
from baekken_cli.export import result_document, to_json
from baekken_cli.interview import path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import NONE, SKIP, Answer, Answers, Facts, Language, Question, Urgency
from baekken_cli.recheck import LastTime, moved_on, since_block
from baekken_cli.report import Block
from baekken_cli.summary import shareable
from tests.builders import LANGUAGES, MILD, SAME_DAY_AFTER_BIRTH, as_yaml, flat, places, run_cli
from tests.conftest import Baekken
from tests.strategies import complete_answers, filled, mildest

Saved = Callable[..., str]
CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
PRIVATE = next(one.id for one in QUESTIONNAIRE.questions if one.gate)
BASE: Answers = {"stage": "pregnant", "weeks_pregnant": 30, "pain": "current"}
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def person(differs: Answers) -> Answers:
    """Week 30 with pain that is as mild as can be, but for what differs."""
    return filled(CONTENT, {**BASE, **differs}, mildest)


# ---------------------------------------------------------------------------------- the calendar

# The stage, its weeks then, days since, and the weeks now; None: not exact, or past what is asked.
MOVED: list[tuple[str, Answer, int, int | None]] = [
    ("pregnant", 20, 0, 20),
    ("pregnant", 20, 6, 20),
    ("pregnant", 20, 7, 21),
    ("pregnant", 20, 21, 23),
    ("pregnant", 40, 27, 43),
    ("pregnant", 40, 28, None),
    ("pregnant", 43, 7, None),
    ("pregnant", "about_13_19", 7, None),
    ("pregnant", "unsure", 7, None),
    ("postpartum", 3, 13, 4),
    ("postpartum", 0, 14, 2),
    ("postpartum", 2600, 7, None),
    ("postpartum", "under_6_weeks", 7, None),
    ("loss", 5, 70, 15),
]


@pytest.mark.parametrize(("stage", "weeks", "days", "now"), MOVED)
def test_the_calendar_moves_the_weeks(stage: str, weeks: Answer, days: int, now: int | None) -> None:
    """Whole weeks only; nothing where they were not exact, or would be more than can be answered."""
    key = "weeks_pregnant" if stage == "pregnant" else "weeks_since"
    moved = moved_on(QUESTIONNAIRE, LastTime({"stage": stage, key: weeks}, days))
    assert moved == ({"stage": stage} if now is None else {"stage": stage, key: now})


@pytest.mark.parametrize("answers", [{}, {"stage": "pregnant"}, {"stage": "neither"}])
def test_without_weeks_nothing_moves(answers: Answers) -> None:
    """A file that stops before the weeks, and who is out of scope."""
    assert moved_on(QUESTIONNAIRE, LastTime(answers, 7)) == answers


def test_only_the_onset_is_kept() -> None:
    """When the pain began is the one thing that no later day changes; how long it has lasted always does."""
    assert [one.id for one in QUESTIONNAIRE.questions if one.again == "kept"] == ["onset"]
    assert {"duration", "moves_since"} <= {one.id for one in QUESTIONNAIRE.questions if one.again == "anew"}


# ---------------------------------------------------------------------------------- better and worse


@dataclass(frozen=True, slots=True)
class Change:
    """What differed then and now from mild pain in week 30, and what she is told, Danish and English.

    Empty: nothing of that kind is told. ``same`` is one of the things about the same; "" is not looked at.
    """

    then: Answers
    now: Answers
    worse: tuple[str, str] = ("", "")
    better: tuple[str, str] = ("", "")
    same: tuple[str, str] = ("", "")


CHANGES: dict[str, Change] = {
    "pain 5, then 3": Change(
        {"worst": 5, "usual": 2},
        {"worst": 3},
        better=("Værste smerte, 0-10: 3, sidst 5", "Worst pain, 0-10: 3, last time 5"),
    ),
    "pain 5, then 4: too little to call": Change(
        {"worst": 5, "usual": 2},
        {"worst": 4, "usual": 2},
        same=("Værste smerte, 0-10: 4, sidst 5", "Worst pain, 0-10: 4, last time 5"),
    ),
    "pain 4, then 5: too little to call": Change(
        {"worst": 4, "usual": 2},
        {"worst": 5, "usual": 2},
        same=("Værste smerte, 0-10: 5, sidst 4", "Worst pain, 0-10: 5, last time 4"),
    ),
    "pain 3, then 6": Change(
        {"worst": 3},
        {"worst": 6, "usual": 2},
        worse=("Værste smerte, 0-10: 6, sidst 3", "Worst pain, 0-10: 6, last time 3"),
    ),
    "usual pain 6, then 4": Change(
        {"worst": 7, "usual": 6},
        {"worst": 7, "usual": 4},
        better=("For det meste, 0-10: 4, sidst 6", "Most of the time, 0-10: 4, last time 6"),
    ),
    "one bad night more is a step": Change(
        {"nights": "nights_0"},
        {"nights": "nights_1_3"},
        worse=(
            "Vågnet af smerten: 1 til 3 nætter, sidst Ingen nætter",
            "Woken by the pain: 1 to 3 nights, last time No nights",
        ),
    ),
    "fewer bad nights": Change(
        {"nights": "nights_4_7"},
        {"nights": "nights_1_3"},
        better=(
            "Vågnet af smerten: 1 til 3 nætter, sidst 4 til 7 nætter",
            "Woken by the pain: 1 to 3 nights, last time 4 to 7 nights",
        ),
    ),
    "nights not known": Change({"nights": "nights_4_7"}, {"nights": "unsure"}),
    "nothing hard, then stairs": Change(
        {"hard": ("none",)}, {"hard": ("stairs",)}, worse=("Svært, nyt: Gå på trapper", "Hard, new: Stairs")
    ),
    "stairs, then nothing hard": Change(
        {"hard": ("stairs",)},
        {"hard": ("none",)},
        better=("Svært, ikke længere: Gå på trapper", "Hard, no longer: Stairs"),
    ),
    "one thing for another": Change(
        {"hard": ("walk", "stairs")},
        {"hard": ("walk", "turn_in_bed")},
        worse=("Svært, nyt: Vende mig i sengen", "Hard, new: Turning in bed"),
        better=("Svært, ikke længere: Gå på trapper", "Hard, no longer: Stairs"),
    ),
    "hard, not sure": Change({"hard": ("stairs",)}, {"hard": ("walk", "unsure")}),
    "stairs hardly possible": Change(
        {"hard": ("stairs",)},
        {"hard": ("stairs",), "hardly_possible": ("stairs",)},
        worse=("Næsten umuligt, nyt: Gå på trapper", "Hardly possible, new: Stairs"),
    ),
    "with support": Change(
        {"hard": ("walk",)},
        {"hard": ("walk",), "moves": "with_support"},
        worse=(
            "Går: Kun med støtte, sidst Ja, uden hjælp",
            "Moving about: Only with support, last time Yes, without help",
        ),
    ),
    "without support": Change(
        {"hard": ("walk",), "moves": "with_support"},
        {"hard": ("walk",)},
        better=(
            "Går: Ja, uden hjælp, sidst Kun med støtte",
            "Moving about: Yes, without help, last time Only with support",
        ),
    ),
    "moving not asked any more": Change(
        {"hard": ("walk",), "moves": "with_support"},
        {"worst": 0},
        better=("Svært, ikke længere: Gå 15-20 minutter", "Hard, no longer: Walking for 15-20 minutes"),
    ),
    "a new sign": Change(
        {},
        {"signs_days": ("burning",)},
        worse=("nyt tegn: svie ved vandladning", "new sign: burning when peeing"),
    ),
    "the sign is gone": Change(
        {"signs_days": ("burning",)},
        {},
        better=("ikke længere: svie ved vandladning", "no longer: burning when peeing"),
    ),
    "the sign is still there": Change({"signs_days": ("burning",)}, {"signs_days": ("burning",)}),
    "the sign, not sure now": Change({"signs_days": ("burning",)}, {"signs_days": ("unsure",)}),
    "a sign that was not sure": Change({"signs_days": ("unsure",)}, {}),
    "afraid at home": Change({}, {"wellbeing": ("afraid",)}),
    "not afraid any more": Change({"wellbeing": ("afraid",)}, {}),
    "less pain beside a new sign: today": Change(
        {"worst": 6, "usual": 2},
        {"worst": 2, "signs_body": ("one_leg",)},
        worse=("nyt tegn: hævet eller ømt ben på én side", "new sign: one swollen or sore leg"),
    ),
    "less pain beside a new sign: now": Change(
        {"worst": 6, "usual": 2, "hard": ("walk",)},
        {"worst": 2, "signs_now": ("breath",)},
        worse=(
            "nyt tegn: åndenød, brystsmerter, besvimelse",
            "new sign: breathlessness, chest pain, fainting",
        ),
    ),
}
ALARMS = [
    name
    for name, one in CHANGES.items()
    if classify(CONTENT, person(one.now)).urgency in ("same_day", "emergency")
]


def lines_since(then: Answers, now: Answers, language: Language) -> tuple[str, ...]:
    block = since_block(CONTENT, LastTime(then, 21), classify(CONTENT, now), language)
    return block.lines if block else ()


def told(lines: tuple[str, ...], verdict: str, language: Language) -> str:
    """What is told of this verdict; empty where nothing is."""
    start = say(verdict, language, changes="")
    return next((line.removeprefix(start) for line in lines if line.startswith(start)), "")


@EACH_LANGUAGE
@pytest.mark.parametrize("name", CHANGES)
def test_what_changed(name: str, language: Language) -> None:
    """Exactly this is worse and this better; "about the same" holds what is named."""
    case, place = CHANGES[name], LANGUAGES.index(language)
    lines = lines_since(person(case.then), person(case.now), language)
    assert told(lines, "worse", language) == case.worse[place]
    assert told(lines, "better", language) == case.better[place]
    assert case.same[place] in told(lines, "same", language)


WHOLE_BLOCK: Mapping[Language, Block] = {
    "da": Block(
        "Siden sidst (antal dage: 21)",
        (
            "Værre: Svært, nyt: Sidde en halv til en hel time",
            "Bedre: Værste smerte, 0-10: 2, sidst 6",
            "Omtrent som sidst: Næsten umuligt: Jeg kan det hele, selv om det er svært; Går: Ja, uden hjælp;"
            " Vågnet af smerten: Ingen nætter",
            "Rådet sidst: Tal med en fagperson inden for 1-2 uger.",
            "Smerte fra 0 til 10 kaldes kun bedre eller værre, når forskellen er mindst 2."
            " Der er ingen grænse, som alle er enige om. [PTJ19]",
        ),
        "list",
    ),
    "en": Block(
        "Since last time (days: 21)",
        (
            "Worse: Hard, new: Sitting for half an hour to an hour",
            "Better: Worst pain, 0-10: 2, last time 6",
            "About as last time: Hardly possible: I can do it all, though it is hard;"
            " Moving about: Yes, without help; Woken by the pain: No nights",
            "The advice last time: Talk to a professional within 1-2 weeks.",
            "Pain from 0 to 10 is only called better or worse when the difference is at least 2."
            " There is no limit that all agree on. [PTJ19]",
        ),
        "list",
    ),
}


@EACH_LANGUAGE
def test_what_changed_as_it_is_read(language: Language) -> None:
    """Heading and lines, word for word."""
    then = person({"worst": 6, "usual": 2, "hard": ("walk",)})
    now = classify(CONTENT, person({"worst": 2, "usual": 2, "hard": ("walk", "sit")}))
    assert since_block(CONTENT, LastTime(then, 21), now, language) == WHOLE_BLOCK[language]


@EACH_LANGUAGE
def test_the_advice_that_was_kept_is_told(language: Language) -> None:
    """And not what the rules would say now of the answers then."""
    last = LastTime(person({"worst": 6, "usual": 2}), 21, Urgency.WITHIN_DAYS)
    block = since_block(CONTENT, last, classify(CONTENT, person({"worst": 2})), language)
    title = CONTENT.questionnaire.urgency_text(Urgency.WITHIN_DAYS).title.to(language)
    assert block is not None
    assert say("advice_then", language, urgency=title) in block.lines


@pytest.mark.parametrize(("now", "verdict"), [(5, "same"), (4, "better"), (6, "worse")])
def test_without_a_stated_difference_every_change_counts(now: int, verdict: str) -> None:
    """And no difference is stated."""
    stated = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(change=None))
    last = LastTime(person({"worst": 5, "usual": 2}), 21)
    block = since_block(stated, last, classify(CONTENT, person({"worst": now, "usual": 2})), "en")
    assert block is not None
    assert "Worst pain" in told(block.lines, verdict, "en")
    assert block.lines[-1].startswith("The advice last time")


def test_nothing_new_beside_an_alarm_is_nothing_at_all() -> None:
    """Not even a heading."""
    leg = person({"signs_body": ("one_leg",)})
    assert since_block(CONTENT, LastTime(leg, 21), classify(CONTENT, leg), "en") is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("da", "Ingen af svarene kan sammenlignes med sidst."),
        ("en", "None of the answers can be compared with last time."),
    ],
)
def test_nothing_that_can_be_compared_is_said(language: Language, line: str) -> None:
    """Where the pain is over, say."""
    over = filled(CONTENT, {"stage": "loss", "weeks_since": 12}, mildest)
    block = since_block(CONTENT, LastTime(over, 21), classify(CONTENT, over), language)
    assert block is not None
    assert block.lines[0] == line


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Svært: Klare det derhjemme;"), ("en", "Hard: Managing things at home;")],
)
def test_after_a_loss_the_words_are_hers(language: Language, words: str) -> None:
    """As they were when she was asked."""
    hard = {**SAME_DAY_AFTER_BIRTH, "stage": "loss", "signs_body": ("none",), "hard": ("home_care",)}
    loss = {**hard, "background": ("none",)}
    block = since_block(CONTENT, LastTime(loss, 21), classify(CONTENT, loss), language)
    assert block is not None
    assert words in told(block.lines, "same", language)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ALARMS)
def test_beside_an_alarm_only_what_is_worse(name: str, language: Language) -> None:
    """Neither better, nor the same, nor the milder advice of last time stands beside "today" and "now"."""
    lines = lines_since(person(CHANGES[name].then), person(CHANGES[name].now), language)
    worse = say("worse", language, changes="")
    assert [line for line in lines if not line.startswith(worse)] == []


def test_there_are_alarms_of_both_kinds() -> None:
    """So that the test above holds for today and for now."""
    found = {classify(CONTENT, person(CHANGES[name].now)).urgency for name in ALARMS}
    assert found == {"same_day", "emergency"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(complete_answers(CONTENT), complete_answers(CONTENT))
def test_what_changed_never_names_what_is_private(then: Answers, now: Answers) -> None:
    """Whatever was ticked there, then or now."""
    private = [one for one in QUESTIONNAIRE.red_flags if one.private]
    assert private
    for language in LANGUAGES:
        shown = " ".join(lines_since(then, now, language))
        words = [text.to(language) for one in private for text in (one.short, one.title)]
        assert [one for one in words if one in shown] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(complete_answers(CONTENT))
def test_the_same_answers_are_neither_better_nor_worse(answers: Answers) -> None:
    """Compared with themselves."""
    for language in LANGUAGES:
        lines = lines_since(answers, answers, language)
        assert told(lines, "worse", language) == told(lines, "better", language) == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(complete_answers(CONTENT, moods=["quiet"]), complete_answers(CONTENT, moods=["quiet"]))
def test_worse_one_way_is_better_the_other(then: Answers, now: Answers) -> None:
    """A number or a step that is worse from then to now is better from now to then."""
    there, back = lines_since(then, now, "da"), lines_since(now, then, "da")
    if not any(alarming(one) for one in (then, now)):
        assert compared(there, "worse") == compared(back, "better")
        assert compared(there, "better") == compared(back, "worse")


def alarming(answers: Answers) -> bool:
    found = classify(CONTENT, answers)
    return found.urgency is None or found.urgency.hides_class


def compared(lines: tuple[str, ...], verdict: str) -> set[str]:
    """Names of the numbers and steps, without ticks and signs."""
    parts = told(lines, verdict, "da").split("; ")
    return {part.split(": ")[0] for part in parts if ", sidst " in part}


# ---------------------------------------------------------------------------------- check --since

TODAY = dt.date.today()
LAST: Answers = person(
    {
        "weeks_pregnant": 20,
        "sites": ("si_left", "buttock"),
        "side": "left",
        "onset": "pregnancy_early",
        "worst": 6,
        "usual": 3,
        "hard": ("walk", "stairs"),
        "nights": "nights_4_7",
    }
)
# Week 23: less pain and fewer bad nights.
NOW: Answers = {**LAST, "weeks_pregnant": 23, "worst": 4, "nights": "nights_1_3"}
TAKEN = ("onset",)
AS_LAST_TIME = {"stage": "=", "weeks_pregnant": "="}
TO_THE_RESULT = "="


def kept(answers: Answers, days: int | None = 21) -> str:
    """An answers file of so many days ago, or one that does not tell."""
    day = "" if days is None else f"answered_on: {(TODAY - dt.timedelta(days)).isoformat()}\n"
    return day + as_yaml(answers)


def one_line(question: Question, facts: Facts, answer: Answer) -> str:
    """What gives this answer: numbers from the list, or the number itself."""
    if isinstance(answer, int):
        return str(answer)
    if question.gate:
        return "s"
    shown = [option.id for option in shown_options(question, facts)]
    return " ".join(str(shown.index(one) + 1) for one in (answer if isinstance(answer, tuple) else (answer,)))


def typed(answers: Answers, *, without: tuple[str, ...] = TAKEN, keep: Mapping[str, str] = {}) -> list[str]:
    """A line for every question that is asked, up to the result; ``keep`` says what to type instead."""
    asked = [(one, facts) for one, facts in path(QUESTIONNAIRE, answers) if one.id not in without]
    keep = {**AS_LAST_TIME, **keep} if without == TAKEN else keep
    lines = [keep.get(one.id) or one_line(one, facts, answers[one.id]) for one, facts in asked]
    return [*lines, TO_THE_RESULT]


def as_input(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def answers_in(out: str) -> dict[str, Answer]:
    """The answers of a result as JSON."""
    found: dict[str, Answer] = json.loads(out)["answers"]
    return {key: tuple(one) if isinstance(one, list) else one for key, one in found.items()}


def skipped(answers: Answers) -> dict[str, Answer]:
    """With the private lines left closed, as :func:`typed` does."""
    return {**answers, PRIVATE: (SKIP,)}


def test_stage_week_and_onset_are_taken_over(baekken: Baekken, saved: Saved) -> None:
    """Stage and week by a key each, the onset unasked; the result is that of the new answers."""
    ran = baekken("check", "--since", saved(kept(LAST)), "--json", input=as_input(*typed(NOW)))
    assert ran.code == 0, ran.err
    assert answers_in(ran.out) == skipped(NOW)
    assert say("answer_calendar", "da", answer="uge 23", keep="behold") in flat(ran.err)
    assert QUESTIONNAIRE.question("onset").text.da not in flat(ran.err)  # type: ignore[union-attr]


@EACH_LANGUAGE
def test_the_result_tells_what_changed(baekken: Baekken, saved: Saved, language: Language) -> None:
    """Above what usually happens next, with the days in between."""
    file = saved(kept(LAST))
    ran = baekken("check", "--since", file, "--lang", language, input=as_input(*typed(NOW)))
    assert ran.code == 0, ran.err
    block = flat(ran.out).split(say("since_last", language, days=21))[1].split(say("next", language))[0]
    better = next(line for line in lines_since(LAST, NOW, language) if told((line,), "better", language))
    assert better in block


def test_a_process_of_its_own(saved: Saved) -> None:
    """As a user runs it, with everything typed ahead."""
    ran = run_cli("check", "--since", saved(kept(LAST)), input=as_input(*typed(NOW)))
    assert ran.code == 0, ran.err
    assert say("since_last", "da", days=21) in ran.out


@pytest.mark.parametrize(
    "said", ["3 uger", "21 dage", "3 weeks ago", "for 3 uger siden", f"{TODAY - dt.timedelta(21):%-d.%-m.%Y}"]
)
@pytest.mark.parametrize("days", [None, -1], ids=["no day", "a day to come"])
def test_the_day_is_asked_where_the_file_does_not_tell(
    baekken: Baekken, saved: Saved, said: str, days: int | None
) -> None:
    """In weeks, days or as a date; nonsense is refused, and then it is asked again."""
    lines = ("hest", "", said, *typed(NOW))
    ran = baekken("check", "--since", saved(kept(LAST, days)), input=as_input(*lines))
    assert ran.code == 0, ran.err
    assert flat(ran.out).count(say("when_last", "da")) == 3
    assert flat(ran.out).count(say("when_last_example", "da")) == 2
    assert say("since_last", "da", days=21) in ran.out


def test_the_day_is_not_asked_where_the_file_tells(baekken: Baekken, saved: Saved) -> None:
    """Not even where it is today."""
    for days in (0, 21):
        ran = baekken("check", "--since", saved(kept(LAST, days)), input="=\n")
        assert ran.code == 3
        assert say("answer_calendar", "da", answer=f"uge {20 + days // 7}", keep="behold") in flat(ran.out)
        assert say("when_last", "da") not in flat(ran.out)


@EACH_LANGUAGE
def test_two_files_are_compared(baekken: Baekken, saved: Saved, language: Language) -> None:
    """`--answers NEW --since OLD --no-input`: nothing is asked."""
    new, old = saved(NOW, "new.yaml"), saved(kept(LAST), "old.yaml")
    ran = baekken("check", "--answers", new, "--since", old, "--no-input", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    for line in lines_since(LAST, NOW, language):
        assert line in flat(ran.out)


@EACH_LANGUAGE
@pytest.mark.parametrize("days", [None, -1])
def test_two_files_need_a_day(baekken: Baekken, saved: Saved, language: Language, days: int | None) -> None:
    """Without a day in the old file, and nobody to ask: exit code 2, and what is missing."""
    new, old = saved(NOW, "new.yaml"), saved(kept(LAST, days), "old.yaml")
    ran = baekken("check", "--answers", new, "--since", old, "--no-input", "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert say("since_needs_day", language) in flat(ran.err)


def test_what_changed_stands_beside_the_json(baekken: Baekken, saved: Saved) -> None:
    """The result has no place for it, so it is told on the other stream."""
    new, old = saved(NOW, "new.yaml"), saved(kept(LAST), "old.yaml")
    ran = baekken("check", "--answers", new, "--since", old, "--no-input", "--json")
    assert answers_in(ran.out) == NOW
    for line in lines_since(LAST, NOW, "da"):
        assert line in flat(ran.err)


def test_an_exported_result_is_an_old_file_too(baekken: Baekken, saved: Saved) -> None:
    """It does not tell its day, so that is asked."""
    old = saved(to_json(result_document(CONTENT, shareable(CONTENT, LAST), "da")), "old.json")
    ran = baekken("check", "--since", old, input=as_input("3 uger", *typed(NOW)))
    assert ran.code == 0, ran.err
    for line in lines_since(LAST, NOW, "da"):
        assert line in flat(ran.out)


BROKEN = {
    "no file of answers": "hello\n",
    "an unknown question": "stag: pregnant\n",
    "an impossible week": "stage: pregnant\nweeks_pregnant: 99\n",
    "an impossible day": "answered_on: 2026-02-31\nstage: pregnant\n",
    "empty": "",
}


@pytest.mark.parametrize("no_input", [(), ("--no-input",)])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_old_file_is_refused(
    baekken: Baekken, saved: Saved, name: str, no_input: tuple[str, ...]
) -> None:
    """Exit code 4 before a single question."""
    new, old = saved(NOW, "new.yaml"), saved(BROKEN[name], "old.yaml")
    given = ("--answers", new) if no_input else ()
    ran = baekken("check", *given, "--since", old, *no_input, input=as_input("ja"))
    assert ran.code == 4
    assert "old.yaml" in ran.err
    assert say("yes_or_no", "da") not in ran.out


def test_an_old_file_that_is_not_there_is_told_first(baekken: Baekken) -> None:
    """Exit code 4 without a word of the interview."""
    ran = baekken("check", "--since", "ingen-fil.yaml", input=as_input(*typed(NOW)))
    assert (ran.code, ran.out) == (4, "")


def test_another_stage_keeps_nothing(baekken: Baekken, saved: Saved) -> None:
    """She has given birth: stage and weeks are asked, and so is when it began."""
    now: Answers = {**SAME_DAY_AFTER_BIRTH, "sites": ("sp_front", "si_right"), "signs_body": (NONE,)}
    lines = typed(now, without=())
    ran = baekken("check", "--since", saved(kept(LAST)), "--json", input=as_input(*lines))
    assert ran.code == 0, ran.err
    assert answers_in(ran.out) == skipped(now)


def test_weeks_that_were_not_exact_are_asked(baekken: Baekken, saved: Saved) -> None:
    """The calendar cannot move steps; the stage can be kept all the same."""
    old = saved(kept({**LAST, "weeks_pregnant": "about_20_23"}))
    lines = typed(NOW, keep={"weeks_pregnant": "23"})
    ran = baekken("check", "--since", old, "--json", input=as_input(*lines))
    assert ran.code == 0, ran.err
    assert answers_in(ran.out) == skipped(NOW)


SIGNS = [one.id for one, _ in path(QUESTIONNAIRE, NOW) if one.topic == "signs" and not one.gate]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_red_flag_is_always_asked_anew(baekken: Baekken, saved: Saved, sign: str) -> None:
    """Its old answer is neither shown nor kept with "=": she has to answer."""
    lines = typed(NOW)
    at = [one.id for one, _ in path(QUESTIONNAIRE, NOW) if one.id not in TAKEN].index(sign)
    ran = baekken(
        "check", "--since", saved(kept(LAST)), "--json", input=as_input(*lines[:at], "=", *lines[at:])
    )
    assert ran.code == 0, ran.err
    assert answers_in(ran.out) == skipped(NOW)
    before = flat(ran.err).split(say("nothing_to_keep", "da"))
    assert len(before) == 2
    assert (
        "Sidst svarede du"
        not in before[0].split(say("answer_calendar", "da", answer="uge 23", keep="behold"))[1]
    )


def test_what_is_not_a_red_flag_can_be_kept(baekken: Baekken, saved: Saved) -> None:
    """With "=" at every other question that she answered last time, the answers are the old ones."""
    topics = ("pain", "day", "background")
    others = [one.id for one, _ in path(QUESTIONNAIRE, LAST) if one.topic in topics and one.again is None]
    lines = typed({**LAST, "weeks_pregnant": 23}, keep=dict.fromkeys(others, "="))
    ran = baekken("check", "--since", saved(kept(LAST)), "--json", input=as_input(*lines))
    assert ran.code == 0, ran.err
    assert answers_in(ran.out) == skipped({**LAST, "weeks_pregnant": 23})
    assert say("nothing_to_keep", "da") not in flat(ran.err)


def test_the_private_lines_are_asked_anew(baekken: Baekken, saved: Saved) -> None:
    """What was ticked there last time is neither shown nor kept, and "=" opens nothing."""
    old = saved(kept({**LAST, PRIVATE: ("afraid",)}))
    lines = typed(NOW, keep={PRIVATE: "=\ns"})
    ran = baekken("check", "--since", old, "--json", input=as_input(*lines))
    assert ran.code == 0, ran.err
    assert answers_in(ran.out)[PRIVATE] == (SKIP,)
    question = QUESTIONNAIRE.question(PRIVATE)
    assert question is not None
    assert [one.text.da for one in question.options if one.private and one.text.da in flat(ran.err)] == []


# ---------------------------------------------------------------------------------- the file of answers


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-02", dt.date(2026, 11, 2)),
        ('"2026-11-02"', dt.date(2026, 11, 2)),
        ("2024-02-29", dt.date(2024, 2, 29)),
    ],
)
def test_the_day_is_read(saved: Saved, written: str, day: dt.date) -> None:
    """As it is written, with or without quotes."""
    file = saved(f"stage: pregnant\nanswered_on: {written}\n")
    assert load_answers(Path(file), QUESTIONNAIRE).answered_on == day


@pytest.mark.parametrize(
    "written", ["2026-02-31", "2.11.2026", "20261102", "2026-W45-1", "yesterday", "2026-11-02T10:00", "''"]
)
def test_a_wrong_day_is_found(saved: Saved, written: str) -> None:
    """With its line, whatever else the file says."""
    file = saved(f"stage: pregnant\nanswered_on: {written}\nweeks_pregnant: 20\n")
    with pytest.raises(AnswersProblem) as caught:
        load_answers(Path(file), QUESTIONNAIRE)
    assert [line for line, _ in places(caught.value.findings)] == [2]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=complete_answers(CONTENT), language=st.sampled_from(LANGUAGES), days=st.integers(0, 9999))
def test_answers_kept_are_answers_read(
    tmp_path_factory: pytest.TempPathFactory, answers: Answers, language: Language, days: int
) -> None:
    """The same answers, day and language come back, but for what is private."""
    day = TODAY - dt.timedelta(days)
    file = tmp_path_factory.mktemp("kept") / "a.yaml"
    file.write_text(answers_text(QUESTIONNAIRE, answers, language, day), "utf-8")
    found = load_answers(file, QUESTIONNAIRE)
    assert found.answers == {key: one for key, one in answers.items() if key != PRIVATE}
    assert (found.answered_on, found.language, found.version) == (day, language, QUESTIONNAIRE.version)


def test_words_that_others_misread_are_quoted() -> None:
    """YAML elsewhere reads a bare yes and no as true and false."""
    text = answers_text(QUESTIONNAIRE, {**MILD, "constant": "yes"}, "da", TODAY)
    assert 'constant: "yes"\n' in text
    assert "pain: current\n" in text
    assert f"signs_now: [{NONE}]\n" in text
    assert 'constant: "no"\n' in answers_text(QUESTIONNAIRE, MILD, "da", TODAY)


@pytest.mark.parametrize("ticks", [("none",), ("skip",), ("afraid",), ("self_harm", "danger_now")])
def test_the_file_tells_nothing_of_the_private_lines(ticks: tuple[str, ...]) -> None:
    """Letter by letter the same, whatever was ticked."""
    without = {key: one for key, one in MILD.items() if key != PRIVATE}
    text = answers_text(QUESTIONNAIRE, {**MILD, PRIVATE: ticks}, "da", TODAY)
    assert text == answers_text(QUESTIONNAIRE, without, "da", TODAY)
