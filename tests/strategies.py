"""Answer sets for property tests, from walking the real interview: all valid and on the path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from hypothesis import strategies as st

from baekken_cli.interview import Refused, check_answer, path, replay, shown_options
from baekken_cli.model import NONE, SKIP, Answer, Answers, Content, Facts, Question

SIGNS = ("signs_now", "signs_pregnancy", "signs_birth", "signs_body", "signs_days", "wellbeing")

# Questions that change texts only: answered at random in three interviews of ten, else mildly.
NO_MATTER = ("side", "usual", "weeks_with_pain", "worries", "tried")

# Numbers on both sides of every limit of the evidence, and one between them.
NUMBERS: dict[str, tuple[int, ...]] = {
    "weeks_pregnant": (
        0,
        8,
        12,
        13,
        14,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
        24,
        27,
        28,
        30,
        36,
        37,
        38,
        43,
    ),
    "weeks_since": (0, 2, 3, 5, 6, 9, 11, 12, 13, 18, 25, 26, 40, 104, 105, 2600),
    "worst": (0, 1, 2, 3, 4, 5, 6, 7, 8, 10),
    "usual": (0, 3, 4, 6, 7, 10),
    "weeks_with_pain": (0, 1, 2, 3, 4),
}

# How often, of ten; what is not named shares the rest.
FAVOURED: dict[str, tuple[tuple[str, int], ...]] = {
    "stage": (("pregnant", 4), ("postpartum", 4), ("loss", 1)),
    "pain": (("current", 8),),
    "constant": (("no", 6),),
    "moves": (("alone", 4),),
}

GIRDLE = (
    "sp_front",
    "si_left",
    "si_right",
    "buttock",
    "thigh_back",
    "groin",
    "thigh_inner",
    "hip_side",
)
TYPICAL = ("walking", "stairs", "turning_in_bed", "getting_up")

Draw = st.DrawFn
Answerer = Callable[[Question, Facts], Answer]


def filled(content: Content, start: Answers, answerer: Answerer) -> Answers:
    """``start`` with every question that it leaves open answered by ``answerer``.

    The same as asking for ``next_question`` until there is none, in one pass.
    """
    answers = dict(start)

    def answer_to(question: Question, facts: Facts) -> Answer:
        if question.id not in answers:
            answers[question.id] = answerer(question, facts)
        return answers[question.id]

    for _ in replay(content.questionnaire, answer_to):
        pass
    return answers


def chance(draw: Draw, tenths: int) -> bool:
    """True in about so many of ten cases; False is the simpler one."""
    return tenths > 0 and draw(st.integers(0, 9)) >= 10 - tenths


def draw_choice(draw: Draw, question: Question, facts: Facts) -> str:
    ids = [option.id for option in shown_options(question, facts)]
    favoured = FAVOURED.get(question.id, ())
    weighted = [name for name, tenths in favoured for _ in range(tenths)]
    others = [name for name in ids if name not in weighted]
    if not weighted:
        return draw(st.sampled_from(others))
    which = draw(st.integers(0, 9))
    return weighted[which] if which < len(weighted) else draw(st.sampled_from(others))


def draw_number(draw: Draw, question: Question, facts: Facts) -> Answer:
    """Mostly a number at a limit, sometimes any, sometimes a step or "don't know"."""
    steps = [option.id for option in shown_options(question, facts)]
    kind = draw(st.integers(0, 9))
    if kind < 6:
        return draw(st.sampled_from(NUMBERS[question.id]))
    if kind < 8:
        highest = min(question.high, 110)
        return draw(st.integers(question.low, highest))
    return draw(st.sampled_from(steps))


def draw_ticks(draw: Draw, question: Question, facts: Facts, none_in_ten: int) -> tuple[str, ...]:
    """`none` so often, else one line that stands alone or one to three that do not."""
    options = shown_options(question, facts)
    if question.option(NONE) and not chance(draw, 10 - none_in_ten):
        return (NONE,)
    alone = [option.id for option in options if option.alone and option.id != NONE]
    beside = [option.id for option in options if not option.alone]
    if alone and chance(draw, 1):
        return (draw(st.sampled_from(alone)),)
    if question.id in ("sites", "provoked_by") and not chance(draw, 3):
        usual = GIRDLE if question.id == "sites" else TYPICAL
        beside = [name for name in beside if name in usual]
    if question.id == "sites" and chance(draw, 1):
        return ("sp_front", "si_left", "si_right")
    most = 1 if question.id in SIGNS and not chance(draw, 3) else 3
    ticked = draw(st.lists(st.sampled_from(beside), min_size=1, max_size=most, unique=True))
    return tuple(ticked)


def draw_answer(draw: Draw, question: Question, facts: Facts, signs_none: int) -> Answer:
    """Any valid answer, in its canonical form."""
    if question.kind == "choice":
        found: Answer = draw_choice(draw, question, facts)
    elif question.kind == "number":
        found = draw_number(draw, question, facts)
    elif question.id in SIGNS:
        found = draw_ticks(draw, question, facts, signs_none)
    elif question.id in ("hard", "background", "support"):
        found = draw_ticks(draw, question, facts, 5)
    else:
        found = draw_ticks(draw, question, facts, 3)
    return check_answer(question, found, facts)


Mood = Literal["alarmed", "calm", "quiet"]
MOODS: tuple[Mood, ...] = ("alarmed", "calm", "quiet")


@st.composite
def complete_answers(
    draw: Draw, content: Content, *, moods: Sequence[Mood] = MOODS, start: Answers | None = None
) -> Answers:
    """A whole interview that begins with ``start``.

    Calm: no sign at all, so that the pain itself decides. Quiet: four of five answers are mild,
    so that a single one can decide. Alarmed: signs on most screens. In all, 70 % are `none`.
    """
    mood = draw(st.sampled_from(moods))
    none_in_ten = 10 if mood == "calm" else 3
    talks = chance(draw, 3)

    def answerer(question: Question, facts: Facts) -> Answer:
        if question.id in NO_MATTER and not talks:
            return mildest(question, facts)
        if mood == "quiet" and question.topic != "who" and not chance(draw, 2):
            return "current" if question.id == "pain" else mildest(question, facts)
        return draw_answer(draw, question, facts, none_in_ten)

    return filled(content, start or {}, answerer)


@st.composite
def partial_answers(draw: Draw, content: Content) -> Answers:
    """The first answers of an interview, as far as it got; some with a hole, as in a file."""
    answers = draw(complete_answers(content))
    asked = [question.id for question, _ in path(content.questionnaire, answers)]
    kept = asked[: draw(st.integers(0, len(asked)))]
    if kept and chance(draw, 3):
        kept.remove(draw(st.sampled_from(kept)))
    return {name: answers[name] for name in kept}


@st.composite
def completed(draw: Draw, content: Content, start: Answers) -> Answers:
    """``start`` with every question that it leaves open answered at random."""
    return filled(content, start, lambda question, facts: draw_answer(draw, question, facts, 7))


def all_valid(content: Content, answers: Answers) -> bool:
    """Every answer on the path is one that its question takes."""
    for question, facts in path(content.questionnaire, answers):
        if question.id in answers and not is_valid(question, answers[question.id], facts):
            return False
    return True


def is_valid(question: Question, answer: Answer, facts: Facts) -> bool:
    try:
        check_answer(question, answer, facts)
    except Refused:
        return False
    return True


# ---------------------------------------------------------------- changing one answer
MILDEST: dict[str, Answer] = {
    "pain": "never",
    "sites": ("si_left",),
    "side": "both",
    "onset": "pregnancy_early",
    "duration": "under_2_weeks",
    "constant": "no",
    "provoked_by": ("walking",),
    "worst": 0,
    "usual": 0,
    "trend": "better",
    "moves": "alone",
    "moves_since": "longer",
    "nights": "nights_0",
    "weeks_with_pain": 0,
}

# Lines that ask about the same sign in different weeks.
SAME_SIGN = (
    {"waves", "waves_term"},
    {"waters", "waters_clear", "waters_coloured"},
    {"baby_gone", "baby_less"},
    {"early_side", "sudden_side"},
    {"fall", "belly_blow", "fall_early"},
    {"no_weight", "no_weight_or_back"},
)


def mildest(question: Question, facts: Facts) -> Answer:
    """The answer that asks for the least; `none` where there are ticks."""
    return check_answer(question, MILDEST.get(question.id, (NONE,)), facts)


def mildly_completed(content: Content, start: Answers) -> Answers:
    """``start`` with every question that it leaves open answered as mildly as the form allows."""
    return filled(content, start, mildest)


def changed(content: Content, answers: Answers, question_id: str, answer: Answer) -> Answers:
    """Complete answers with one of them changed.

    What stays on the path stays as it was, a tick that this week asks in other words moves to those
    words, what is newly asked is answered as mildly as the form allows, and the rest is dropped.
    """
    wanted = {**answers, question_id: answer}

    def keep(question: Question, facts: Facts) -> Answer:
        old = wanted.get(question.id)
        if isinstance(old, tuple):
            old = as_asked_here(question, old, facts)
        if old is not None and is_valid(question, old, facts):
            return check_answer(question, old, facts)
        return mildest(question, facts)

    return filled(content, {}, keep)


def as_asked_here(question: Question, ticks: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """The ticks, each in the words that these facts allow; those that have none are dropped."""
    shown = [option.id for option in shown_options(question, facts)]
    found = set()
    for tick in ticks:
        same = next((group for group in SAME_SIGN if tick in group), {tick})
        found.update([tick] if tick in shown else [one for one in shown if one in same][:1])
    return tuple(one for one in shown if one in found)


def ticked_too(ticks: Answer, *more: str) -> tuple[str, ...]:
    """The ticks and more of them, without what says that there are none."""
    kept = ticks if isinstance(ticks, tuple) else ()
    return (*(one for one in kept if one not in (NONE, SKIP, *more)), *more)
