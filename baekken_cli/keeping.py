"""A check into the store, and the newest one out of it again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from baekken_cli import export, store
from baekken_cli.answers import answers_of
from baekken_cli.errors import UsageProblem
from baekken_cli.figures import captioned, trend_svg
from baekken_cli.messages import say
from baekken_cli.model import Answer, Answers, Content, Language, Urgency
from baekken_cli.recheck import LastTime
from baekken_cli.screen import Screen
from baekken_cli.store import Kept
from baekken_cli.summary import shareable
from baekken_cli.trend import Point, point


def keep_result(
    content: Content, answers: Answers, language: Language, screen: Screen, own_words: str = ""
) -> None:
    """Keeps the result without what is private, and says under which number. Raises :class:`UsageProblem`."""
    assessment = shareable(content, answers)
    if not assessment.is_conclusive:
        screen.write(say("no_summary_private", language))
        return
    result = export.to_json(export.result_document(content, assessment, language))
    number = store.add(dt.date.today(), result, own_words)
    screen.write()
    screen.write(say("kept_check", language, number=number), "good")
    screen.write(say("private_left_out", language))


def document_of(kept: Kept) -> dict[str, Any]:
    """The stored result. Raises :class:`UsageProblem` where it is not one of ours."""
    try:
        found = json.loads(kept.result)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("answers"), dict):
        raise UsageProblem("history_damaged", path=str(store.kept_at()))
    return found


def answers_in(kept: Kept, content: Content) -> dict[str, Answer]:
    """The stored answers as far as today's questions take them."""
    return answers_of(content.questionnaire, document_of(kept)["answers"])


def advised(kept: Kept) -> Urgency | None:
    """The urgency of that day; None for a way out."""
    urgency = document_of(kept).get("urgency")
    return Urgency(urgency) if urgency in list(Urgency) else None


def last_time_of(kept: Kept, content: Content, day: dt.date) -> LastTime:
    """A kept check as the earlier one of a comparison on ``day``."""
    return LastTime(answers_in(kept, content), max(0, (day - kept.day).days), advised(kept))


def kept_points(kept: Sequence[Kept]) -> list[Point]:
    """What each kept check adds to the trend."""
    return [point(one.day, document_of(one)["answers"], advised(one)) for one in kept]


def trend_drawn(language: Language) -> tuple[str, ...]:
    """Pain over time as a figure, where at least two checks are kept."""
    known = [(one.day, one.pain) for one in kept_points(store.everything()) if one.pain is not None]
    drawing = trend_svg(known, language)
    return (captioned(drawing, say("trend_caption", language)),) if drawing else ()


def last_kept(content: Content, today: dt.date) -> LastTime:
    """The newest check, to answer again from. Raises :class:`UsageProblem` where none was kept."""
    kept = store.everything()
    if not kept:
        raise UsageProblem("nothing_kept")
    return last_time_of(kept[-1], content, today)
