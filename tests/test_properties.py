"""Properties of the shipped rules, on answer sets drawn from the real interview.

``tests/oracle.py`` is an independent second reading of the evidence. "Never milder" compares the
place in the list of urgencies; :func:`~tests.strategies.changed` says what happens to the other
answers when one is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from baekken_cli.classify import classify
from baekken_cli.conditions import worded
from baekken_cli.interview import missing, next_question, path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.model import (
    NONE,
    UNSURE,
    Answer,
    Answers,
    Assessment,
    Facts,
    Language,
    Question,
    Text,
    Urgency,
)
from tests.oracle import Judged, flags_asked, judge
from tests.strategies import (
    NO_MATTER,
    NUMBERS,
    SIGNS,
    all_valid,
    changed,
    complete_answers,
    completed,
    mildly_completed,
    partial_answers,
    ticked_too,
)

CONTENT = load_content()
ANSWERS = complete_answers(CONTENT)
CALM = complete_answers(CONTENT, moods=("calm", "quiet"))
LANGUAGES: tuple[Language, ...] = ("da", "en")

Property = Callable[..., None]


def examples(count: int) -> Callable[[Property], Property]:
    """So many examples; nothing is kept on disk, so a failure prints what reproduces it."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def assess(answers: Answers) -> Assessment:
    return classify(CONTENT, answers)


def said(assessment: Assessment) -> Judged:
    """The two results in the words of the oracle."""
    urgency, classification = assessment.urgency, assessment.classification
    return (urgency and urgency.value, classification and classification.value)


def rank(answers: Answers) -> int:
    """0 is an emergency. Only for answers that are in scope."""
    urgency = assess(answers).urgency
    assert urgency is not None
    return urgency.rank


def in_scope(answers: Answers) -> bool:
    return "signs_now" in answers


def questions_of(answers: Answers) -> Iterator[tuple[Question, Facts]]:
    yield from path(CONTENT.questionnaire, answers)


# ---------------------------------------------------------------- the second opinion
@examples(1500)
@given(ANSWERS)
def test_agrees_with_oracle(answers: Answers) -> None:
    """The program and the independent reading of the evidence agree on urgency and class."""
    assert said(assess(answers)) == judge(answers)


PREGNANT_20: Answers = {"stage": "pregnant", "weeks_pregnant": 20, "pain": "current"}
TERM: Answers = {**PREGNANT_20, "weeks_pregnant": 38}
DAY_3: Answers = {"stage": "postpartum", "weeks_since": 0, "pain": "current"}
YEAR_HALF: Answers = {**DAY_3, "weeks_since": 30}

CORNERS: dict[str, Answers] = {
    "bad nights, pain not known": {**PREGNANT_20, "worst": "unsure", "nights": "nights_4_7"},
    "bad nights, pain 4": {**PREGNANT_20, "worst": 4, "nights": "nights_4_7"},
    "side of the back, burning not known": {
        **PREGNANT_20,
        "sites": ("flank",),
        "signs_days": ("unsure",),
    },
    "side of the back, burning": {**PREGNANT_20, "sites": ("flank",), "signs_days": ("burning",)},
    "side of the back and bladder": {**PREGNANT_20, "sites": ("flank", "bladder")},
    "side of the back alone": {**PREGNANT_20, "sites": ("flank",)},
    "clear water and fever": {
        **TERM,
        "signs_pregnancy": ("waters_clear",),
        "signs_body": ("fever_pain",),
    },
    "clear water, fever not known": {
        **TERM,
        "signs_pregnancy": ("waters_clear",),
        "signs_body": ("unsure",),
    },
    "belly at 38, strong and constant": {
        **TERM,
        "sites": ("belly_constant",),
        "worst": 7,
        "constant": "yes",
    },
    "belly at 38, strong": {**TERM, "sites": ("belly_constant",), "worst": 7},
    "belly at 38, constant": {**TERM, "sites": ("belly_constant",), "worst": 6, "constant": "yes"},
    "belly at 36": {**PREGNANT_20, "weeks_pregnant": 36, "sites": ("belly_constant",)},
    "belly after birth": {**DAY_3, "sites": ("belly_constant",), "worst": 9, "constant": "yes"},
    "lump, seen as loose": {**PREGNANT_20, "sites": ("groin_lump",)},
    "lump, not known": {**PREGNANT_20, "sites": ("groin_lump",), "signs_now": ("unsure",)},
    "upper belly at 19": {**PREGNANT_20, "weeks_pregnant": 19, "sites": ("upper_belly",)},
    "upper belly, step 13-19": {
        **PREGNANT_20,
        "weeks_pregnant": "about_13_19",
        "sites": ("upper_belly",),
    },
    "upper belly a year after": {**YEAR_HALF, "sites": ("upper_belly",)},
    "one side, step 0-12": {
        **PREGNANT_20,
        "weeks_pregnant": "about_0_12",
        "sites": ("belly_one_side_early",),
    },
    "one side, week not known": {
        **PREGNANT_20,
        "weeks_pregnant": "unsure",
        "sites": ("belly_one_side_early",),
    },
    "cancer and fever": {**PREGNANT_20, "signs_days": ("illness",), "signs_body": ("fever_pain",)},
    "front, cannot walk, day 3": {
        **DAY_3,
        "sites": ("sp_front",),
        "worst": 8,
        "hard": ("walk",),
        "hardly_possible": ("walk",),
    },
    "front, cannot walk, week 12": {
        **DAY_3,
        "weeks_since": 12,
        "sites": ("sp_front",),
        "worst": 8,
        "hard": ("walk",),
        "hardly_possible": ("walk",),
    },
    "front, cannot move, step 6 weeks to 3 months": {
        **DAY_3,
        "weeks_since": "weeks_6_to_months_3",
        "sites": ("sp_front", "low_back"),
        "worst": 7,
        "moves": "not_at_all",
    },
    "hip, walking hardly possible": {
        **PREGNANT_20,
        "sites": ("groin", "hip_side", "low_back"),
        "hard": ("walk",),
        "hardly_possible": ("walk",),
    },
    "hip and buttock, walking hardly possible": {
        **PREGNANT_20,
        "sites": ("groin", "buttock"),
        "hard": ("walk",),
        "hardly_possible": ("walk",),
    },
    "cannot move since not known": {
        **PREGNANT_20,
        "worst": 5,
        "moves": "not_at_all",
        "moves_since": "unsure",
    },
    "three joints, moderate": {
        **PREGNANT_20,
        "sites": ("sp_front", "si_left", "si_right"),
        "worst": 4,
    },
    "first pain in week 30, moderate": {
        **YEAR_HALF,
        "onset": "after_birth",
        "worst": 5,
        "trend": "same",
    },
    "first pain at about 3 months, moderate": {
        **DAY_3,
        "weeks_since": "weeks_6_to_months_3",
        "onset": "after_birth",
        "worst": 5,
    },
    "elsewhere alone": {**PREGNANT_20, "sites": ("elsewhere",)},
    "elsewhere and a girdle place": {**PREGNANT_20, "sites": ("si_left", "elsewhere")},
    "elsewhere and the groin": {**PREGNANT_20, "sites": ("groin", "elsewhere")},
    "tear in week 2": {**DAY_3, "weeks_since": 2, "signs_birth": ("tear",), "pain": "never"},
    "tear in week 3": {**DAY_3, "weeks_since": 3, "signs_birth": ("tear",), "pain": "never"},
    "tear, step under 6 weeks": {
        **DAY_3,
        "weeks_since": "under_6_weeks",
        "signs_birth": ("tear",),
        "pain": "never",
    },
    "tear, numbness not known": {
        **DAY_3,
        "signs_now": ("unsure",),
        "signs_birth": ("tear",),
        "pain": "never",
    },
    "cannot pee, numbness not known": {
        **DAY_3,
        "signs_now": ("unsure",),
        "signs_birth": ("cannot_pee",),
        "pain": "never",
    },
    "spotting and pain": {**PREGNANT_20, "weeks_pregnant": 8, "signs_pregnancy": ("spotting",)},
    "spotting at 19": {
        **PREGNANT_20,
        "weeks_pregnant": 19,
        "signs_pregnancy": ("spotting",),
        "pain": "never",
    },
    "spotting, week not known": {
        **PREGNANT_20,
        "weeks_pregnant": "unsure",
        "signs_pregnancy": ("spotting",),
        "pain": "never",
    },
}


@pytest.mark.parametrize("corner", CORNERS)
def test_agrees_in_corners(corner: str) -> None:
    """The same where chance seldom leads: one special place each, all other answers mild."""
    answers = mildly_completed(CONTENT, CORNERS[corner])
    assert all_valid(CONTENT, answers)
    assert said(assess(answers)) == judge(answers)


def options_of(answers: Answers) -> Iterator[tuple[str, Answer]]:
    """(question, answer) for each option shown on the path, and for each number at a limit."""
    for question, facts in questions_of(answers):
        for option in shown_options(question, facts):
            yield question.id, (option.id,) if question.kind == "ticks" else option.id
        if question.kind == "number":
            yield from ((question.id, number) for number in NUMBERS[question.id])


PAIN_AT: list[Answers] = [
    {"stage": "pregnant", "weeks_pregnant": 30},
    {"stage": "postpartum", "weeks_since": 1},
    {"stage": "postpartum", "weeks_since": 8},
    {"stage": "loss", "weeks_since": 20},
]


@pytest.mark.parametrize("moment", PAIN_AT, ids=str)
def test_agrees_on_each_answer(moment: Answers) -> None:
    """The same for mild pain with one answer changed, for every answer there is."""
    mild = mildly_completed(CONTENT, {**moment, "pain": "current"})
    wrong = {}
    for question_id, answer in options_of(mild):
        if question_id not in ("stage", *NO_MATTER):
            answers = changed(CONTENT, mild, question_id, answer)
            if said(assess(answers)) != judge(answers):
                wrong[question_id, answer] = (said(assess(answers)), judge(answers))
    assert not wrong


SIGNS_AT: list[Answers] = [
    *({"stage": "pregnant", "weeks_pregnant": week} for week in (8, 13, 19, 22, 38)),
    *({"stage": "pregnant", "weeks_pregnant": step} for step in ("about_13_19", "unsure")),
    {"stage": "postpartum", "weeks_since": 3},
    {"stage": "postpartum", "weeks_since": "weeks_6_to_months_3"},
    {"stage": "postpartum", "weeks_since": 30},
    {"stage": "loss", "weeks_since": 1},
]


@pytest.mark.parametrize("moment", SIGNS_AT, ids=str)
def test_agrees_on_each_sign(moment: Answers) -> None:
    """The same for each red-flag line alone, without pain."""
    mild = mildly_completed(CONTENT, moment)
    wrong = {}
    for question_id, answer in options_of(mild):
        if question_id in SIGNS:
            answers = {**mild, question_id: answer}
            if said(assess(answers)) != judge(answers):
                wrong[question_id, answer] = (said(assess(answers)), judge(answers))
    assert not wrong


STEPS = {
    name: [option.id for option in question.options]
    for name in ("weeks_pregnant", "weeks_since")
    if (question := CONTENT.questionnaire.question(name))
}
WEEKS = {"pregnant": "weeks_pregnant", "postpartum": "weeks_since", "loss": "weeks_since"}


def moments() -> Iterator[Answers]:
    """Every stage with every limit and step of its weeks."""
    for stage, name in WEEKS.items():
        whens: list[Answer] = [*NUMBERS[name], *STEPS[name]]
        yield from ({"stage": stage, name: when} for when in whens)


def test_asks_every_flag_that_applies() -> None:
    """At each stage and week exactly those red flags are asked about that the evidence names."""
    wrong = {}
    for moment in moments():
        answers = mildly_completed(CONTENT, moment)
        asked = set(assess(answers).red_flags.denied)
        if asked != flags_asked(answers):
            wrong[tuple(moment.values())] = asked ^ flags_asked(answers)
    assert not wrong


# ---------------------------------------------------------------- one result, always
@examples(80)
@given(ANSWERS)
def test_one_result(answers: Answers) -> None:
    """A whole interview ends in an urgency and a class, or the way out; rules never disagree."""
    assert next_question(CONTENT.questionnaire, answers) is None
    assert all_valid(CONTENT, answers)
    found = assess(answers)
    assert found.complete
    if found.exit:
        assert said(found) == (None, None)
    else:
        assert None not in said(found)


@examples(80)
@given(ANSWERS, st.randoms())
def test_order_of_rules(answers: Answers, chance: Random) -> None:
    """Rules in any order give the same urgency, class, rules and contacts."""
    rules = list(CONTENT.questionnaire.rules)
    chance.shuffle(rules)
    shuffled = CONTENT._replace(questionnaire=CONTENT.questionnaire._replace(rules=tuple(rules)))
    one, other = assess(answers), classify(shuffled, answers)
    assert said(one) == said(other)
    assert {rule.id for rule in one.rules} == {rule.id for rule in other.rules}
    assert one.contacts == other.contacts


@examples(80)
@given(ANSWERS, st.data())
def test_off_path(answers: Answers, data: st.DataObject) -> None:
    """Answers to questions that are not on the path change nothing at all."""
    asked = {question.id for question, _ in questions_of(answers)}
    extra: dict[str, Answer] = {}
    for question in CONTENT.questionnaire.questions:
        if question.id not in asked and data.draw(st.booleans()):
            option = data.draw(st.sampled_from(question.options)).id
            extra[question.id] = (option,) if question.kind == "ticks" else option
    assert assess({**extra, **answers}) == assess(answers)


# ---------------------------------------------------------------- never milder
def screens(answers: Answers) -> list[tuple[Question, Facts]]:
    """The tick questions on the path that can say "don't know" beside other ticks."""
    return [
        (question, facts)
        for question, facts in questions_of(answers)
        if (option := question.option(UNSURE)) and question.kind == "ticks" and not option.alone
    ]


def unticked_signs(answers: Answers) -> list[tuple[str, str]]:
    """(screen, line) for each red-flag line that was shown and not ticked."""
    return [
        (question.id, option.id)
        for question, facts in questions_of(answers)
        if question.id in SIGNS
        for option in shown_options(question, facts)
        if option.raises and option.id not in _ticks(answers, question.id)
    ]


def _ticks(answers: Answers, question_id: str) -> tuple[str, ...]:
    found = answers.get(question_id, ())
    return found if isinstance(found, tuple) else ()


def with_tick(answers: Answers, question_id: str, line: str) -> Answers:
    return changed(CONTENT, answers, question_id, ticked_too(answers.get(question_id, ()), line))


@examples(80)
@given(ANSWERS.filter(in_scope), st.data())
def test_one_more_flag(answers: Answers, data: st.DataObject) -> None:
    """One more red flag never makes the urgency milder."""
    screen, line = data.draw(st.sampled_from(unticked_signs(answers)))
    assert rank(with_tick(answers, screen, line)) <= rank(answers)


@examples(80)
@given(ANSWERS.filter(in_scope), st.data())
def test_doubt_on_a_screen(answers: Answers, data: st.DataObject) -> None:
    """Doubt beside ticks, or instead of `none`, never makes the urgency milder."""
    question, _ = data.draw(st.sampled_from(screens(answers)))
    assert rank(with_tick(answers, question.id, UNSURE)) <= rank(answers)


@examples(80)
@given(CALM.filter(in_scope), st.data())
def test_two_flags(calm: Answers, data: st.DataObject) -> None:
    """Two red flags, or one with strong pain, are never milder than one of the two."""
    lines = st.sampled_from(unticked_signs(calm))
    first = data.draw(lines)
    second = data.draw(lines)
    one = with_tick(calm, *first)
    if calm["pain"] == "current" and data.draw(st.booleans()):
        other = changed(CONTENT, calm, "worst", 8)
        both = changed(CONTENT, one, "worst", 8)
    else:
        other = with_tick(calm, *second)
        both = with_tick(one, *second)
    assert rank(both) <= min(rank(one), rank(other))


# What "don't know" stands for by the evidence: it is never milder than any of these. That is
# stronger than "not milder than the mildest answer", and the most that is true: not to know the
# worst pain, say, is rightly milder than 10. `constant` counts as "no", and as a doubt for RF24.
COUNTS_AS: dict[str, tuple[Answer, ...]] = {
    "onset": ("pregnancy_early",),
    "duration": ("under_2_weeks", "weeks_2_up"),
    "constant": ("no",),
    "worst": (0, 3, 4, 5, 6),
    "usual": (0, 5, 10),
    "trend": ("same", "up_and_down"),
    "moves": ("alone", "with_support"),
    "moves_since": ("under_48_hours", "longer"),
    "nights": ("nights_0", "nights_1_3", "nights_4_7"),
    "weeks_with_pain": (0, 2, 4),
    "weeks_pregnant": NUMBERS["weeks_pregnant"],
}
AFTER_BIRTH = {"onset": ("at_birth",)}


def counts_as(answers: Answers, question_id: str) -> tuple[Answer, ...]:
    if answers["stage"] != "pregnant" and question_id in AFTER_BIRTH:
        return AFTER_BIRTH[question_id]
    return COUNTS_AS[question_id]


def test_every_doubt_has_a_meaning() -> None:
    """Each question with one answer and a "don't know" says here what that counts as."""
    single = [one for one in CONTENT.questionnaire.questions if one.kind != "ticks"]
    with_doubt = {one.id for one in single if one.option(UNSURE)}
    assert with_doubt == set(COUNTS_AS)


# What must have been answered for the question to be asked at all.
NEEDED: dict[str, Answers] = {
    "usual": {"worst": 4},
    "moves": {"worst": 4},
    "moves_since": {"worst": 4, "moves": "not_at_all"},
    "weeks_with_pain": {"stage": "postpartum", "weeks_since": 20, "worst": 2, "trend": "same"},
}


@pytest.mark.parametrize("question_id", [one for one in COUNTS_AS if one != "weeks_pregnant"])
@examples(20)
@given(st.data())
def test_doubt_instead_of_an_answer(question_id: str, data: st.DataObject) -> None:
    """Not knowing is never milder than the answer that it counts as, whatever else was said.

    Both sides keep the other answers; what is newly asked is answered mildly.
    """
    start = {"pain": "current", **NEEDED.get(question_id, {})}
    answers = data.draw(complete_answers(CONTENT, moods=("quiet",), start=start).filter(in_scope))
    known = data.draw(st.sampled_from(counts_as(answers, question_id)))
    sure = changed(CONTENT, answers, question_id, known)
    doubt = changed(CONTENT, sure, question_id, UNSURE)
    assert rank(doubt) <= rank(sure)


PREGNANT = complete_answers(CONTENT, start={"stage": "pregnant"})


@examples(70)
@given(PREGNANT, st.sampled_from(NUMBERS["weeks_pregnant"]))
def test_doubt_about_the_week(answers: Answers, week: int) -> None:
    """A week of pregnancy that is not known is never milder than any week with the same signs."""
    sure = changed(CONTENT, answers, "weeks_pregnant", week)
    assert rank(changed(CONTENT, sure, "weeks_pregnant", UNSURE)) <= rank(sure)


@examples(90)
@given(ANSWERS.filter(in_scope), st.data())
def test_more_pain(answers: Answers, data: st.DataObject) -> None:
    """More pain, or one more activity that is hard or hardly possible, is never milder."""
    assume(answers["pain"] == "current")
    worst, hard = answers["worst"], _ticks(answers, "hard")
    activities = [name for name in _shown(answers, "hard") if name not in (NONE, UNSURE)]
    which = data.draw(st.sampled_from(("worst", "hard", "hardly_possible")))
    if which == "worst":
        assume(isinstance(worst, int) and worst < 10)
        assert isinstance(worst, int)
        more = changed(CONTENT, answers, "worst", worst + 1)
    else:
        activity = data.draw(st.sampled_from(activities))
        more = with_tick(answers, "hard", activity)
        if which == "hardly_possible":
            answers = more
            more = with_tick(answers, "hardly_possible", activity)
            assert activity in _ticks(more, "hardly_possible")
    assert set(hard) - {NONE} <= set(_ticks(more, "hard"))
    assert rank(more) <= rank(answers)


def _shown(answers: Answers, question_id: str) -> list[str]:
    return [
        option.id
        for question, facts in questions_of(answers)
        if question.id == question_id
        for option in shown_options(question, facts)
    ]


@examples(110)
@given(partial_answers(CONTENT), st.data())
def test_emergency_stays(answers: Answers, data: st.DataObject) -> None:
    """Unfinished answers give an emergency or nothing; no later answer takes an emergency back."""
    early = assess(answers)
    if missing(CONTENT.questionnaire, answers):
        assert early.urgency in (None, Urgency.EMERGENCY)
        assert early.classification is None
    if early.urgency is Urgency.EMERGENCY:
        whole = data.draw(completed(CONTENT, early.answers))
        assume(all_valid(CONTENT, whole))
        assert assess(whole).urgency is Urgency.EMERGENCY


# ---------------------------------------------------------------- what is shown
@examples(80)
@given(ANSWERS)
def test_nothing_beside_an_alarm(answers: Answers) -> None:
    """Beside emergency and same_day there is no advice but that on what to do until then."""
    found = assess(answers)
    if found.urgency in (Urgency.EMERGENCY, Urgency.SAME_DAY):
        assert {one.section for one in found.advice} <= {"care"}


@examples(80)
@given(ANSWERS)
def test_says_whom_and_when(answers: Answers) -> None:
    """Every result has contacts or is self care, lists alarm signs, and says how soon."""
    found = assess(answers)
    assert found.alarm_signs
    assert found.contacts or found.urgency is Urgency.SELF_CARE
    if found.urgency:
        text = CONTENT.questionnaire.urgency_text(found.urgency)
        for part in (text.title, text.how_soon, text.request, text.check_again):
            assert part.da
            assert part.en
        assert found.rules


BABY = re.compile(r"\b(baby|babyen|barn|barnet)\b", re.IGNORECASE)


@examples(90)
@given(complete_answers(CONTENT, start={"stage": "loss"}))
def test_no_baby_after_a_loss(answers: Answers) -> None:
    """After a loss no text that is shown speaks of a baby, in either language."""
    shown = [*asked_texts(answers), *result_texts(assess(answers))]
    facts = assess(answers).facts
    found = {
        f"{where}: {words}"
        for where, text in shown
        for language in LANGUAGES
        if BABY.search(words := worded(text, language, facts))
    }
    assert not found


def asked_texts(answers: Answers) -> Iterator[tuple[str, Text]]:
    """What the questions show once the stage is known."""
    for question, facts in questions_of(answers):
        if question.id == "stage":
            continue
        parts: Iterable[Text | None] = (
            question.text,
            question.help,
            question.why,
            question.gate,
            question.short,
        )
        yield from ((question.id, part) for part in parts if part)
        yield from ((f"{question.id}.{one.id}", one.text) for one in shown_options(question, facts))


def result_texts(found: Assessment) -> Iterator[tuple[str, Text]]:
    """What the result shows: reasons, advice, tips of this stage, alarm signs, contacts."""
    one = CONTENT.questionnaire
    for rule in found.rules:
        parts = (rule.because, rule.meaning, rule.do, rule.say)
        yield from ((rule.id, part) for part in parts if part)
    seen = {*found.red_flags.raised, *found.red_flags.unsure}
    yield from ((flag.id, flag.title) for flag in one.red_flags if flag.id in seen)
    yield from ((advice.id, advice.text) for advice in found.advice if advice.text)
    yield from ((sign.id, sign.text) for sign in found.alarm_signs)
    for topic_id in found.tips:
        topic = CONTENT.topic(topic_id)
        yield from ((topic.id, part) for part in (topic.name, topic.title))
        tips = [tip for tip in topic.tips if not tip.stages or "loss" in tip.stages]
        yield from ((tip.id, tip.text) for tip in tips)
    for contact in (one.contact(contact_id) for contact_id in found.contacts):
        yield from ((contact.id, part) for part in (contact.name, contact.how) if part)
    if found.urgency:
        text = one.urgency_text(found.urgency)
        words = (text.title, text.how_soon, text.request, text.check_again)
        yield from ((text.id, part) for part in words)
    if found.classification:
        yield found.classification, one.classifications[found.classification]
    if found.exit:
        yield from ((found.exit.id, part) for part in (found.exit.title, found.exit.text))
