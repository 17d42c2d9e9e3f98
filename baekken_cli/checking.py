"""``baekken check`` and ``baekken export``: from answers to a result on the screen and in a file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys

from baekken_cli import export
from baekken_cli.answers import AnswersFile, load_answers
from baekken_cli.classify import classify
from baekken_cli.contacts import Reader
from baekken_cli.draw import draw
from baekken_cli.errors import Incomplete, Interrupted, UsageProblem
from baekken_cli.interview import missing
from baekken_cli.messages import say
from baekken_cli.model import Answer, Answers, Assessment, Content, Urgency
from baekken_cli.prompts import Interviewer, Quit, start
from baekken_cli.report import build_report
from baekken_cli.saving import offer, save_or_print, summary_text
from baekken_cli.screen import Ended, Screen
from baekken_cli.summary import is_conclusive, shareable, without_private
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert


def check(content: Content, wishes: Wishes, screen: Screen, talk: Screen) -> None:
    """Asks what is missing, shows the result on ``screen`` and writes what was asked for.

    Questions and notes go to ``talk``. Raises the errors of :mod:`baekken_cli.errors`.
    """
    if wishes.no_input and wishes.answers is None:
        raise UsageProblem("no_input_needs_answers")
    loaded = _given(content, wishes)
    given, wishes = loaded.answers, _in_language_of(loaded, wishes)
    export.format_of(wishes.target, wishes.format_name)  # refused before anything is asked
    asks = not wishes.no_input and not _conclusive(content, given)
    if asks and wishes.target:
        export.refuse_target(wishes.target, wishes.force)  # before anything is answered
    interviewer = start(content, talk, wishes.language, dt.date.today(), given)
    answers = _ask(interviewer) if asks else dict(given)
    assessment = classify(content, answers)
    _show(content, assessment, wishes, screen)
    try:
        _afterwards(interviewer, assessment, wishes, screen, asks)
    except KeyboardInterrupt:
        raise Interrupted("interrupted_after") from None


def _afterwards(
    interviewer: Interviewer,
    assessment: Assessment,
    wishes: Wishes,
    screen: Screen,
    asks: bool,
) -> None:
    """With the result on the screen: the rest of the questions, the file, or the offer of one."""
    content, answers = interviewer.content, dict(assessment.answers)
    shares = asks and not wishes.as_json and is_conclusive(shareable(content, answers))
    try:
        if shares and assessment.urgency is Urgency.EMERGENCY and not assessment.complete:
            answers = _rest(interviewer, content, answers, wishes, screen)
    except Ended:
        shares = False
    if wishes.target:
        save_or_print(content, answers, wishes, wishes.target, screen, interviewer.screen)
    elif shares:
        offer(content, answers, wishes, screen)


def _given(content: Content, wishes: Wishes) -> AnswersFile:
    """The answers of the file; stops where some are missing and none may be asked."""
    if wishes.answers is None:
        return AnswersFile({})
    loaded = load_answers(wishes.answers, content.questionnaire)
    _note_version(loaded, content, wishes)
    if wishes.no_input and not _conclusive(content, loaded.answers):
        raise Incomplete(missing(content.questionnaire, loaded.answers))
    return loaded


def _in_language_of(loaded: AnswersFile, wishes: Wishes) -> Wishes:
    """The language that the file names, unless the command line names one."""
    if wishes.language_named or loaded.language is None:
        return wishes
    return dataclasses.replace(wishes, language=loaded.language)


def _note_version(loaded: AnswersFile, content: Content, wishes: Wishes) -> None:
    ours = content.questionnaire.version
    if loaded.version and loaded.version != ours:
        theirs = inert(loaded.version)
        sys.stderr.write(say("other_version", wishes.language, theirs=theirs, ours=ours) + "\n")


def _conclusive(content: Content, answers: Answers) -> bool:
    return is_conclusive(classify(content, answers)) if answers else False


def _ask(interviewer: Interviewer) -> dict[str, Answer]:
    """The interview. Raises :class:`Incomplete` where the input ends before there is a result."""
    for code in ("welcome_emergency", "welcome"):
        interviewer.screen.write(interviewer.say(code))
    try:
        return interviewer.run()
    except KeyboardInterrupt:
        raise Interrupted from None
    except Quit:
        raise Incomplete((), "interrupted") from None
    except Ended:
        raise Incomplete(()) from None


def _show(content: Content, assessment: Assessment, wishes: Wishes, screen: Screen) -> None:
    if wishes.as_json:
        document = export.result_document(content, assessment, wishes.language)
        sys.stdout.write(export.to_json(document))
        return
    reader = Reader(wishes.language, dt.datetime.now(), wishes.region)
    draw(build_report(content, assessment, reader), screen)


def _rest(
    interviewer: Interviewer,
    content: Content,
    answers: dict[str, Answer],
    wishes: Wishes,
    screen: Screen,
) -> dict[str, Answer]:
    """After an emergency, the remaining questions if she wants them; the advice cannot change."""
    screen.write()
    screen.write(say("go_on_for_summary", wishes.language), "heading")
    if not interviewer.confirm():
        return answers
    interviewer.asked.clear()  # what led to the advice can no longer be changed
    answers = interviewer.run(past_emergency=True)
    _show(content, classify(content, answers), wishes, screen)
    return answers


def export_command(content: Content, wishes: Wishes, screen: Screen, talk: Screen) -> None:
    """A summary from saved answers, to a file or to standard output. Raises as :func:`check`."""
    loaded = _given(content, wishes)
    answers, wishes = loaded.answers, _in_language_of(loaded, wishes)
    if not _conclusive(content, answers):
        raise Incomplete(missing(content.questionnaire, answers))
    format_name = export.format_of(wishes.target, wishes.format_name)
    if wishes.target:
        save_or_print(content, answers, wishes, wishes.target, screen, talk)
        return
    text = summary_text(content, answers, wishes.language, format_name)
    if text is None:
        raise Incomplete(missing(content.questionnaire, without_private(content.questionnaire, answers)))
    sys.stdout.write(text)
