"""Kept checks over time: pain and function in words, day by day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from baekken_cli.conditions import worded
from baekken_cli.messages import say
from baekken_cli.model import NONE, UNSURE, Content, Language, Urgency
from baekken_cli.reasons import weeks_text

PAIN, FUNCTION = "worst", "hard"
"""The questions that are followed: how bad at worst, and how many things are hard."""
_SINCE = "weeks_since"


class Point(NamedTuple):
    """One check: its day, pain 0-10 at worst, how many things were hard, completed weeks since a birth.

    ``alarm``: she was told to call that day, so nothing is called better.
    """

    day: dt.date
    pain: int | None
    hard: int | None
    weeks: int | None
    alarm: bool = False


def point(day: dt.date, answers: Mapping[str, object], urgency: Urgency | None = None) -> Point:
    """What one check adds. None where she did not know or was not asked."""
    pain, hard, weeks = (answers.get(key) for key in (PAIN, FUNCTION, _SINCE))
    counted = None
    if isinstance(hard, list | tuple) and UNSURE not in hard:
        counted = len([one for one in hard if one != NONE])
    since = _number(weeks) if answers.get("stage") == "postpartum" else None
    return Point(day, _number(pain), counted, since, urgency is not None and urgency.hides_class)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def trend_lines(points: Sequence[Point], content: Content, language: Language) -> list[str]:
    """Pain and function in words; "better" and "worse" only from the stated difference on."""
    judged = bool(points) and not points[-1].alarm
    lines = [
        *_line(content, PAIN, [(one.day, one.pain) for one in points], language, judged),
        *_line(content, FUNCTION, [(one.day, one.hard) for one in points], language, judged),
    ]
    return lines or [say("trend_nothing", language)]


def _line(
    content: Content,
    key: str,
    values: Sequence[tuple[dt.date, int | None]],
    language: Language,
    judged: bool,
) -> list[str]:
    known = [(day, value) for day, value in values if value is not None]
    if not known:
        return []
    question = content.questionnaire.question(key)
    name = worded(question.short, language, {}) if question and question.short else key
    shown = say("and_then", language).join(f"{value} ({day.isoformat()})" for day, value in known)
    text = say("trend_line" if key == PAIN else "trend_count", language, name=name, values=shown)
    verdict = _verdict(content, key, known[0][1], known[-1][1], language) if judged and len(known) > 1 else ""
    return [f"{text} {verdict}".strip()]


def _verdict(content: Content, key: str, first: int, last: int, language: Language) -> str:
    """Only of pain, and only where the content states from when on a change counts."""
    change = content.questionnaire.change
    if key != PAIN or change is None:
        return ""
    step = change.step(first, last)
    code = "trend_same" if step == 0 else "trend_worse" if step > 0 else "trend_better"
    sources = ", ".join(change.sources)
    return say(code, language, points=change.points, sources=sources)


def recovery_lines(points: Sequence[Point], content: Content, language: Language) -> list[str]:
    """Her own line after a birth, and beside it what studies found about then."""
    lines = []
    for one in points:
        if one.weeks is None or one.pain is None:
            continue
        own = say("own_weeks", language, weeks=weeks_text(one.weeks, language), pain=one.pain)
        lines.append(" ".join((own, *_found_then(content, one.weeks, language))))
    return [*lines, say("no_prediction", language)] if lines else []


def _found_then(content: Content, weeks: int, language: Language) -> list[str]:
    return [
        f"{one.text.to(language)} [{', '.join(one.sources)}]"
        for one in content.questionnaire.recovery
        if one.weeks[0] <= weeks <= one.weeks[1]
    ]
