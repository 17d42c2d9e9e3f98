"""``baekken check`` and ``baekken export``: from answers to a result on the screen and in a file."""

from __future__ import annotations

import contextlib
import datetime as dt
import shlex
import sys
from typing import NamedTuple

from baekken_cli import export
from baekken_cli.afterwards import Afterwards
from baekken_cli.alarm import alarm_card
from baekken_cli.answers import AnswersFile, load_answers
from baekken_cli.asking import Quit
from baekken_cli.classify import classify
from baekken_cli.contacts import Reader
from baekken_cli.draw import draw, draw_alarm, draw_block
from baekken_cli.errors import Incomplete, Interrupted, UsageProblem
from baekken_cli.interview import missing
from baekken_cli.messages import say
from baekken_cli.model import Answers, Assessment, Content, Urgency
from baekken_cli.prompts import Interviewer, start
from baekken_cli.recheck import LastTime, moved_on, since_block
from baekken_cli.rechecking import earlier_answers, last_time
from baekken_cli.report import Block, build_report
from baekken_cli.saving import can_ask, keep_answers, page_text, save_or_print
from baekken_cli.screen import Ended, Screen
from baekken_cli.summary import is_conclusive, without_private
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert


def check(content: Content, wishes: Wishes, screen: Screen, talk: Screen) -> None:
    """Asks what is missing, shows the result on ``screen`` and writes what was asked for.

    Questions and notes go to ``talk``. Raises the errors of :mod:`baekken_cli.errors`.
    """
    clears = wishes.clear
    try:
        if _check(content, wishes, screen, talk):
            clears = True
        elif clears and can_ask():
            _wait(talk, wishes)
    finally:
        if clears:
            wiped = talk.wipe() or screen.wipe()
            talk.write(say("cleared" if wiped else "cannot_clear", wishes.language))


def _wait(talk: Screen, wishes: Wishes) -> None:
    talk.write()
    talk.write(say("enter_clears", wishes.language), "heading")
    with contextlib.suppress(Ended, KeyboardInterrupt):
        talk.read()


def _check(content: Content, wishes: Wishes, screen: Screen, talk: Screen) -> bool:
    """The whole check; True where she asked for a clean screen at its end."""
    if wishes.no_input and wishes.answers is None:
        raise UsageProblem("no_input_needs_answers")
    loaded = _given(content, wishes)
    given, wishes = dict(loaded.answers), _in_language_of(loaded, wishes)
    asks = not wishes.no_input and not _conclusive(content, given)
    _refuse_early(wishes, asks)
    interviewer = start(content, talk, wishes.language, dt.date.today(), given)
    earlier = earlier_answers(content, wishes, dt.date.today())
    last = _ask(interviewer, earlier) if asks else last_time(earlier, interviewer.asker)
    result = _Result(content, wishes, screen, last)
    assessment = classify(content, interviewer.answers)
    alarm = asks and can_ask() and assessment.urgency is Urgency.EMERGENCY
    if alarm:
        result.card(assessment, talk)
    if wishes.as_json or not alarm:
        result.show(assessment)
    if wishes.as_json:
        result.tell_what_changed(assessment, talk)
    try:
        return asks and can_ask() and not wishes.as_json and _afterwards(interviewer, result)
    finally:
        _write_what_was_asked(interviewer, wishes, screen)


def _refuse_early(wishes: Wishes, asks: bool) -> None:
    """What could not be written is told of before anything is answered."""
    export.format_of(wishes.target, wishes.format_name)
    if asks and wishes.target:
        export.refuse_target(wishes.target, wishes.force)
    if asks and wishes.keep:
        from baekken_cli import store

        store.everything()


def _write_what_was_asked(interviewer: Interviewer, wishes: Wishes, screen: Screen) -> None:
    """The page and the kept check of the command line, also where she stops with Ctrl-C after the result."""
    content, answers, talk = interviewer.content, interviewer.answers, interviewer.screen
    try:
        if wishes.target:
            save_or_print(content, answers, wishes, wishes.target, screen, talk)
    finally:  # one that cannot be written does not take the other with it
        if wishes.keep:
            from baekken_cli.keeping import keep_result

            keep_result(content, answers, wishes.language, talk)


def _afterwards(interviewer: Interviewer, result: _Result) -> bool:
    """The menu; True where she ends it with a clean screen.

    Where the input ends, the result stands, unless she was about to change it.
    """
    wishes, screen = result.wishes, interviewer.screen
    menu = Afterwards(interviewer, lambda one: result.card(one, screen), result.show, wishes, wishes.keep)
    try:
        menu.run()
    except KeyboardInterrupt:
        raise Interrupted("interrupted_after") from None
    except Ended:
        if not _conclusive(interviewer.content, interviewer.answers):
            raise Incomplete((), _kept(interviewer, "interrupted")) from None
    return menu.clears


class _Result(NamedTuple):
    """Shows a result, as JSON, in full, or an alarm on one small screen."""

    content: Content
    wishes: Wishes
    screen: Screen
    last: LastTime | None

    def show(self, assessment: Assessment) -> None:
        if self.wishes.as_json:
            document = export.result_document(self.content, assessment, self.wishes.language)
            sys.stdout.write(export.to_json(document))
            return
        draw(build_report(self.content, assessment, self.reader, self.since(assessment)), self.screen)

    def since(self, assessment: Assessment) -> Block | None:
        """What changed since last time, where there was one."""
        if self.last is None:
            return None
        return since_block(self.content, self.last, assessment, self.wishes.language)

    def tell_what_changed(self, assessment: Assessment, talk: Screen) -> None:
        """Beside the JSON, which has no place for it."""
        if block := self.since(assessment):
            draw_block(block, talk)

    def card(self, assessment: Assessment, screen: Screen) -> None:
        draw_alarm(alarm_card(self.content, assessment, self.reader, screen.columns()), screen)

    @property
    def reader(self) -> Reader:
        return Reader(self.wishes.language, dt.datetime.now(), self.wishes.region)


def _given(content: Content, wishes: Wishes) -> AnswersFile:
    """The answers of the file; stops where some are missing and none may be asked."""
    if wishes.answers is None:
        return AnswersFile({})
    loaded = load_answers(wishes.answers, content.questionnaire)
    _note_age(loaded, content, wishes)
    if wishes.no_input and not _conclusive(content, loaded.answers):
        raise Incomplete(missing(content.questionnaire, loaded.answers))
    return loaded


def _in_language_of(loaded: AnswersFile, wishes: Wishes) -> Wishes:
    """The language that the file names, unless the command line names one."""
    if wishes.language_named or loaded.language is None:
        return wishes
    return wishes._replace(language=loaded.language)


def _note_age(loaded: AnswersFile, content: Content, wishes: Wishes) -> None:
    today = dt.date.today()
    if loaded.answered_on and loaded.answered_on < today and not wishes.no_input:
        day = loaded.answered_on.isoformat()
        sys.stderr.write(say("older_answers", wishes.language, day=day) + "\n")
    ours = content.questionnaire.version
    if loaded.version and loaded.version != ours:
        theirs = inert(loaded.version)
        sys.stderr.write(say("other_version", wishes.language, theirs=theirs, ours=ours) + "\n")


def _conclusive(content: Content, answers: Answers) -> bool:
    return is_conclusive(classify(content, answers)) if answers else False


def _ask(interviewer: Interviewer, earlier: AnswersFile | LastTime | None) -> LastTime | None:
    """The interview. Raises :class:`Incomplete` where the input ends before there is a result."""
    for code in ("welcome_emergency", "welcome"):
        interviewer.screen.write(interviewer.say(code))
    try:
        last = last_time(earlier, interviewer.asker)
        if last is not None:
            interviewer.last_time = moved_on(interviewer.content.questionnaire, last)
        interviewer.run()
        return last
    except KeyboardInterrupt:
        raise Interrupted(_kept(interviewer, "interrupted")) from None
    except Quit:
        raise Incomplete((), _kept(interviewer, "interrupted")) from None
    except Ended:
        raise Incomplete(()) from None


def _kept(interviewer: Interviewer, code: str) -> str:
    """Offers to keep the answers so far; the message that tells what was kept."""
    target = keep_answers(interviewer.content, interviewer.answers, interviewer.asker)
    if target is None:
        return code
    command = f"baekken check --answers {shlex.quote(inert(str(target), 200))}"
    interviewer.screen.write(interviewer.say("go_on_with", command=command))
    return f"{code}_kept"


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
    text = page_text(content, answers, wishes, format_name)
    if text is None:
        raise Incomplete(missing(content.questionnaire, without_private(content.questionnaire, answers)))
    sys.stdout.write(text)
