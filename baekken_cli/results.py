"""What follows the answers: the result, what she can still do with it, and the files that were asked for."""

from __future__ import annotations

import datetime as dt
import sys
from typing import NamedTuple

from baekken_cli import export
from baekken_cli.afterwards import Afterwards
from baekken_cli.alarm import alarm_card
from baekken_cli.classify import classify
from baekken_cli.contacts import Reader
from baekken_cli.draw import draw, draw_alarm, draw_block
from baekken_cli.errors import Incomplete, Interrupted
from baekken_cli.model import Assessment, Content, Urgency
from baekken_cli.prompts import Interviewer
from baekken_cli.recheck import LastTime, since_block
from baekken_cli.report import Block, build_report
from baekken_cli.saving import keep_so_far, save_or_print
from baekken_cli.screen import Ended, Screen, can_ask
from baekken_cli.wishes import Wishes


def conclude(
    interviewer: Interviewer, wishes: Wishes, screen: Screen, last: LastTime | None, asks: bool
) -> bool:
    """Shows the result and writes what was asked for; True where she asked for a clean screen at its end.

    ``asks``: questions were asked, so an alarm comes alone first and the menu follows.
    """
    result = Result(interviewer.content, wishes, screen, last)
    assessment = classify(interviewer.content, interviewer.answers)
    alarm = asks and can_ask() and assessment.urgency is Urgency.EMERGENCY
    if alarm:
        result.card(assessment, interviewer.screen)
    if wishes.as_json or not alarm:
        result.show(assessment)
    if wishes.as_json:
        result.tell_what_changed(assessment, interviewer.screen)
    try:
        return asks and can_ask() and not wishes.as_json and _afterwards(interviewer, result)
    finally:
        _write_what_was_asked(interviewer, wishes, screen)


class Result(NamedTuple):
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


def _afterwards(interviewer: Interviewer, result: Result) -> bool:
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
        if not classify(interviewer.content, interviewer.answers).is_conclusive:
            raise Incomplete((), keep_so_far(interviewer)) from None
    return menu.clears


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
