"""The page to take along, in the order clinicians use (SBAR), without what is private. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from baekken_cli import __version__
from baekken_cli.classify import classify
from baekken_cli.flags import listed
from baekken_cli.messages import say
from baekken_cli.model import (
    SKIP,
    Answer,
    Answers,
    Assessment,
    Content,
    Language,
    Questionnaire,
)
from baekken_cli.phone import when_line
from baekken_cli.reasons import answer_line, flag_words
from baekken_cli.report import Block, Report

BACKGROUND, ASSESSMENT = ("background",), ("pain", "day")
"""The parts of the interview whose answers the summary lists."""


def without_private(questionnaire: Questionnaire, answers: Answers) -> dict[str, Answer]:
    """The answers without private ticks; a screen of which nothing is left counts as skipped.

    Privacy of RF21: nothing that leaves the screen tells that it was ticked.
    """
    kept = dict(answers)
    for question in questionnaire.questions:
        ticks = answers.get(question.id)
        private = {option.id for option in question.options if option.private}
        if isinstance(ticks, tuple) and private & set(ticks):
            kept[question.id] = tuple(one for one in ticks if one not in private) or (SKIP,)
    return kept


def shareable(content: Content, answers: Answers) -> Assessment:
    """The assessment of the answers without the private ones, so that it names no private red flag."""
    assessment = classify(content, without_private(content.questionnaire, answers))
    return dataclasses.replace(assessment, red_flags=listed(content.questionnaire, assessment.red_flags))


def is_conclusive(assessment: Assessment) -> bool:
    """True where there is a result: complete answers, a way out, or an emergency."""
    return assessment.complete or assessment.exit is not None or assessment.urgency is not None


def build_summary(content: Content, assessment: Assessment, language: Language, today: dt.date) -> Report:
    """Situation, background, assessment, request; then what was asked about and denied, and a footer."""
    blocks = [
        _situation(content, assessment, language, today),
        *_answers(content, assessment, "background", BACKGROUND, language),
        *_answers(content, assessment, "assessment", ASSESSMENT, language),
        *_flags(content, assessment, language),
        *_request(content, assessment, language),
        Block(say("limits", language), (_footer(content, language),)),
    ]
    return Report(language, say("summary", language), None, tuple(blocks))


def _situation(content: Content, assessment: Assessment, language: Language, today: dt.date) -> Block:
    date = today.isoformat()
    if assessment.urgency is None:
        return Block(say("situation", language), (say("advised_none", language, date=date),))
    words = content.questionnaire.urgency_text(assessment.urgency)
    lines = [
        when_line(content, assessment, language),
        say("advised", language, date=date, urgency=words.title.to(language)),
    ]
    if assessment.classification and not assessment.urgency.hides_class:
        name = content.questionnaire.classifications[assessment.classification].to(language)
        lines.append(say("points_to", language, classification=name))
    return Block(say("situation", language), tuple(lines))


def _answers(
    content: Content,
    assessment: Assessment,
    heading: str,
    topics: tuple[str, ...],
    language: Language,
) -> Iterable[Block]:
    """Every answer of these parts, a line each."""
    lines = [
        answer_line(question, assessment, language)
        for question in content.questionnaire.questions
        if question.topic in topics and question.id in assessment.answers
    ]
    if lines:
        yield Block(say(heading, language), tuple(lines), "list")


def _flags(content: Content, assessment: Assessment, language: Language) -> Iterable[Block]:
    if assessment.exit is not None:
        return
    questionnaire = content.questionnaire
    titles = {
        flag.id: flag_words(questionnaire, flag, assessment).to(language) for flag in questionnaire.red_flags
    }
    shorts = {flag.id: flag.short.to(language) for flag in questionnaire.red_flags}
    flags = assessment.red_flags
    lines = [say("flags_raised", language, flags=_named(flags.raised, titles, language))]
    if flags.unsure:
        lines.append(say("flags_unsure", language, flags=_named(flags.unsure, titles, language)))
    lines.append(say("flags_denied", language, flags=_named(flags.denied, shorts, language)))
    yield Block(say("flags", language), tuple(lines), "list")


def _named(ids: tuple[str, ...], titles: dict[str, str], language: Language) -> str:
    return "; ".join(dict.fromkeys(titles[one] for one in ids)) or say("no_flags", language)


def _request(content: Content, assessment: Assessment, language: Language) -> Iterable[Block]:
    if assessment.urgency is None:
        return
    words = content.questionnaire.urgency_text(assessment.urgency)
    lines = (words.request.to(language), say("room_for_own_words", language))
    yield Block(say("request", language), lines)


def _footer(content: Content, language: Language) -> str:
    return say("footer", language, program=__version__, content=content.questionnaire.version)
