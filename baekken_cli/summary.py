"""The page to take along, in the order clinicians use (SBAR), without what is private. Pure."""

from __future__ import annotations

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
from baekken_cli.page import fits
from baekken_cli.phone import matters_named, when_line
from baekken_cli.reasons import answer_line, flag_words
from baekken_cli.report import Block, Report
from baekken_cli.wording import inert

BACKGROUND, ASSESSMENT = ("background",), ("pain", "day")
"""The parts of the interview whose answers the summary lists."""
SINCE = ("onset", "duration")
"""The questions that tell since when, for the situation."""
_TICKS_SHOWN = (100, 8, 5, 3, 2)
OWN_WORDS = 200
"""Characters of a line of her own; more would push the rest off the page."""


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
    return assessment._replace(red_flags=listed(content.questionnaire, assessment.red_flags))


def build_summary(
    content: Content, assessment: Assessment, language: Language, today: dt.date, own_words: str = ""
) -> Report:
    """Situation, background, assessment with what was asked and denied, request (SBAR), and a footer.

    Where everything is too much for one page, long lists of ticks are cut and say how many are left out;
    what was asked and raised, not known or denied never is.
    """
    for most in _TICKS_SHOWN:
        blocks = [
            _situation(content, assessment, language, today),
            *_background(content, assessment, language, most),
            *_assessed(content, assessment, language, most),
            *_request(content, assessment, language, own_words),
            Block(say("limits", language), (_footer(content, language),)),
        ]
        report = Report(language, say("summary", language), None, tuple(blocks))
        if fits(report):
            break
    return report


def _situation(content: Content, assessment: Assessment, language: Language, today: dt.date) -> Block:
    """Stage and week, the main problem, since when, and what the program advised."""
    date = today.isoformat()
    if assessment.urgency is None:
        return Block(say("situation", language), (say("advised_none", language, date=date),))
    words = content.questionnaire.urgency_text(assessment.urgency)
    lines = [when_line(content, assessment, language)]
    if named := matters_named(content, assessment, language):
        lines.append(say("main_problem", language, matters="; ".join(named)))
    if since := _answers(content, assessment, language, ids=SINCE):
        lines.append("; ".join(since))
    lines.append(say("advised", language, date=date, urgency=words.title.to(language)))
    if assessment.classification and not assessment.urgency.hides_class:
        name = content.questionnaire.classifications[assessment.classification].to(language)
        lines.append(say("points_to", language, classification=name))
    return Block(say("situation", language), tuple(lines))


def _answers(
    content: Content,
    assessment: Assessment,
    language: Language,
    topics: tuple[str, ...] = (),
    ids: tuple[str, ...] = (),
    most: int = 100,
) -> list[str]:
    """The answers of these parts or questions, a line each, of long lists the first ticks."""
    return [
        answer_line(question, assessment, language, most)
        for question in content.questionnaire.questions
        if (question.topic in topics or question.id in ids) and question.id in assessment.answers
    ]


def _background(content: Content, assessment: Assessment, language: Language, most: int) -> Iterable[Block]:
    if lines := _answers(content, assessment, language, topics=BACKGROUND, most=most):
        yield Block(say("background", language), tuple(lines), "list")


def _assessed(content: Content, assessment: Assessment, language: Language, most: int) -> Iterable[Block]:
    """Red flags raised and not known first, then the pain and the day, then those asked about and denied."""
    since = _answers(content, assessment, language, ids=SINCE)
    answers = _answers(content, assessment, language, topics=ASSESSMENT, most=most)
    flags = _flags(content, assessment, language, in_short=most < _TICKS_SHOWN[0])
    more = () if assessment.complete or assessment.exit else (say("stopped_early", language),)
    if lines := [*more, *flags[:-1], *(one for one in answers if one not in since), *flags[-1:]]:
        yield Block(say("assessment", language), tuple(lines), "list")


def _flags(content: Content, assessment: Assessment, language: Language, in_short: bool) -> list[str]:
    if assessment.exit is not None:
        return []
    questionnaire = content.questionnaire
    titles = {
        flag.id: flag_words(questionnaire, flag, assessment).to(language) for flag in questionnaire.red_flags
    }
    shorts = {flag.id: flag.short.to(language) for flag in questionnaire.red_flags}
    titles = shorts if in_short else titles
    flags = assessment.red_flags
    lines = [say("flags_raised", language, flags=_named(flags.raised, titles, language))]
    if flags.unsure:
        lines.append(say("flags_unsure", language, flags=_named(flags.unsure, titles, language)))
    return [*lines, say("flags_denied", language, flags=_named(flags.denied, shorts, language))]


def _named(ids: tuple[str, ...], titles: dict[str, str], language: Language) -> str:
    return "; ".join(dict.fromkeys(titles[one] for one in ids)) or say("no_flags", language)


def _request(content: Content, assessment: Assessment, language: Language, own_words: str) -> Iterable[Block]:
    if assessment.urgency is None:
        return
    words = content.questionnaire.urgency_text(assessment.urgency)
    own = inert(" ".join(own_words.split()), OWN_WORDS)
    line = say("own_words", language, words=own) if own else say("room_for_own_words", language)
    yield Block(say("request", language), (words.request.to(language), line))


def _footer(content: Content, language: Language) -> str:
    return say("footer", language, program=__version__, content=content.questionnaire.version)
