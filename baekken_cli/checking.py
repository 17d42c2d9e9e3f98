"""``baekken check``: asks what is missing, and leads to the result.

What follows an answer is loaded when there is one: the first question stands on the screen before.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from baekken_cli.asking import Quit
from baekken_cli.classify import classify
from baekken_cli.errors import Incomplete, Interrupted, UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content
from baekken_cli.prompts import Interviewer, start
from baekken_cli.screen import Ended, Screen, can_ask
from baekken_cli.wishes import Wishes

if TYPE_CHECKING:
    from baekken_cli.answers import AnswersFile
    from baekken_cli.recheck import LastTime


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
    given, wishes = _given(content, wishes)
    asks = not wishes.no_input and not (given and classify(content, given).is_conclusive)
    _refuse_early(wishes, asks)
    interviewer = start(content, talk, wishes.language, dt.date.today(), given)
    earlier = _earlier(content, wishes)
    last = _ask(interviewer, earlier) if asks else _last_time(interviewer, earlier)
    from baekken_cli.results import conclude

    return conclude(interviewer, wishes, screen, last, asks)


def _given(content: Content, wishes: Wishes) -> tuple[Answers, Wishes]:
    """The answers of the file, where one is named, and the wishes in its language."""
    if wishes.answers is None:
        return {}, wishes
    from baekken_cli.given import given_answers

    return given_answers(content, wishes, wishes.answers)


def _refuse_early(wishes: Wishes, asks: bool) -> None:
    """What could not be written is told of before anything is answered."""
    if wishes.target or wishes.format_name:
        from baekken_cli import export

        export.format_of(wishes.target, wishes.format_name)
        if asks and wishes.target:
            export.refuse_target(wishes.target, wishes.force)
    if asks and wishes.keep:
        from baekken_cli import store

        store.everything()


def _earlier(content: Content, wishes: Wishes) -> AnswersFile | LastTime | None:
    """What ``--since`` names, read before anything is asked."""
    if wishes.since is None:
        return None
    from baekken_cli.rechecking import earlier_answers

    return earlier_answers(content, wishes, dt.date.today())


def _ask(interviewer: Interviewer, earlier: AnswersFile | LastTime | None) -> LastTime | None:
    """The interview. Raises :class:`Incomplete` where the input ends before there is a result."""
    for code in ("welcome_emergency", "welcome"):
        interviewer.screen.write(interviewer.say(code))
    try:
        last = _last_time(interviewer, earlier)
        interviewer.run()
        return last
    except KeyboardInterrupt:
        raise Interrupted(_kept(interviewer)) from None
    except Quit:
        raise Incomplete((), _kept(interviewer)) from None
    except Ended:
        raise Incomplete(()) from None


def _last_time(interviewer: Interviewer, earlier: AnswersFile | LastTime | None) -> LastTime | None:
    """The answers of last time, which are then shown beside the questions."""
    if earlier is None:
        return None
    from baekken_cli.recheck import moved_on
    from baekken_cli.rechecking import last_time

    last = last_time(earlier, interviewer.asker)
    if last is not None:
        interviewer.last_time = moved_on(interviewer.content.questionnaire, last)
    return last


def _kept(interviewer: Interviewer) -> str:
    from baekken_cli.saving import keep_so_far

    return keep_so_far(interviewer)
