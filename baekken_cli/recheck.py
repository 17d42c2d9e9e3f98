"""Answering again on a later day: what still holds, and what is better or worse than last time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from baekken_cli.classify import classify
from baekken_cli.conditions import worded
from baekken_cli.messages import say
from baekken_cli.model import (
    NONE,
    SKIP,
    UNSURE,
    Answer,
    Answers,
    Assessment,
    Content,
    Facts,
    Language,
    Question,
    Questionnaire,
    Urgency,
)
from baekken_cli.reasons import answer_text
from baekken_cli.report import Block
from baekken_cli.summary import without_private

_SCALE = 10
Verdict = Literal["worse", "better", "same"]
VERDICTS: tuple[Verdict, ...] = ("worse", "better", "same")


class LastTime(NamedTuple):
    """An earlier check: its answers, and how many days ago they were given."""

    answers: Answers
    days: int
    urgency: Urgency | None = None
    """What the program advised then, where that was kept; else it is worked out anew."""


def moved_on(questionnaire: Questionnaire, last: LastTime) -> dict[str, Answer]:
    """Her answers with the weeks as the calendar moves them on; inexact ones and ones past the range go."""
    found = dict(last.answers)
    for question in questionnaire.questions:
        if question.id in found and question.by_calendar:
            weeks = found.pop(question.id)
            if isinstance(weeks, int) and weeks + last.days // 7 <= question.high:
                found[question.id] = weeks + last.days // 7
    return found


# ---- what is better or worse


def since_block(content: Content, last: LastTime, now: Assessment, language: Language) -> Block | None:
    """What changed since last time. Beside an alarm only what became worse, and nothing where nothing did."""
    before = _before(content, last)
    found = list(_changes(content, before, now, language))
    alarm = now.urgency is None or now.urgency.hides_class
    lines = [
        say(verdict, language, changes="; ".join(text for one, text in found if one == verdict))
        for verdict in (VERDICTS[:1] if alarm else VERDICTS)
        if any(one == verdict for one, _ in found)
    ]
    if not alarm:
        lines = lines or [say("nothing_to_compare", language)]
        lines += [
            *_advice_then(content, last.urgency or before.urgency, language),
            *_limit(content, before, now, language),
        ]
    return Block(say("since_last", language, days=last.days), tuple(lines), "list") if lines else None


def _before(content: Content, last: LastTime) -> Assessment:
    """The earlier check without private answers, as if the private questions had been skipped."""
    answers = without_private(content.questionnaire, last.answers)
    private = [question.id for question in content.questionnaire.questions if question.gate]
    return classify(content, {**answers, **{one: (SKIP,) for one in private if one not in answers}})


def _advice_then(content: Content, urgency: Urgency | None, language: Language) -> list[str]:
    if urgency is None:
        return []
    title = content.questionnaire.urgency_text(urgency).title.to(language)
    return [say("advice_then", language, urgency=title)]


def _limit(content: Content, before: Assessment, now: Assessment, language: Language) -> list[str]:
    """From when on a change of pain counts, where pain was compared."""
    change = content.questionnaire.change
    compared = [
        one.id
        for one in content.questionnaire.questions
        if one.high == _SCALE and all(isinstance(it.answers.get(one.id), int) for it in (before, now))
    ]
    if change is None or not compared:
        return []
    sources = ", ".join(change.sources)
    return [say("change_limit", language, points=change.points, sources=sources)]


def _changes(
    content: Content, before: Assessment, now: Assessment, language: Language
) -> Iterator[tuple[Verdict, str]]:
    """Every comparable answer, with its verdict and the words for it; red flags first."""
    for flag in content.questionnaire.red_flags:
        if flag.private:
            continue
        if flag.id in now.red_flags.raised and flag.id in before.red_flags.denied:
            yield "worse", say("new_sign", language, sign=flag.short.to(language))
        if flag.id in before.red_flags.raised and flag.id in now.red_flags.denied:
            yield "better", say("sign_gone", language, sign=flag.short.to(language))
    for question in content.questionnaire.questions:
        old, new = before.answers.get(question.id), now.answers.get(question.id)
        if question.more_is_worse and old is not None and new is not None:
            yield from _change(content, question, old, new, now.facts, language)


def _change(
    content: Content, question: Question, old: Answer, new: Answer, facts: Facts, language: Language
) -> Iterator[tuple[Verdict, str]]:
    if UNSURE in (old, new) or any(isinstance(one, tuple) and UNSURE in one for one in (old, new)):
        return
    name = worded(question.short, language, facts) if question.short else question.id
    if isinstance(old, tuple) and isinstance(new, tuple):
        lists: tuple[tuple[Verdict, tuple[str, ...]], ...] = (
            ("worse", _beyond(new, old)),
            ("better", _beyond(old, new)),
        )
        for verdict, ticks in lists:
            if ticks:
                shown = answer_text(question, ticks, language, facts)
                yield verdict, say(f"{verdict}_ticks", language, name=name, ticks=shown)
        if old == new:
            yield "same", f"{name}: {answer_text(question, new, language, facts)}"
        return
    before, now = (answer_text(question, one, language, facts) for one in (old, new))
    if old == new:
        yield "same", f"{name}: {now}"
        return
    yield (
        _verdict(_step(content, question, old, new)),
        say("was_and_is", language, name=name, before=before, now=now),
    )


def _beyond(ticks: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in ticks if one not in others and one != NONE)


def _verdict(step: int) -> Verdict:
    return "same" if step == 0 else "worse" if step > 0 else "better"


def _step(content: Content, question: Question, old: Answer, new: Answer) -> int:
    """More than 0 is worse, less is better; a smaller change of a number than matters is none."""
    if isinstance(old, int) and isinstance(new, int):
        change = content.questionnaire.change
        return change.step(old, new) if change and question.high == _SCALE else new - old
    order = [option.id for option in question.options]
    return order.index(str(new)) - order.index(str(old))
