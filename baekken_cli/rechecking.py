"""``check --since``: the answers of last time, and how long ago that was."""

from __future__ import annotations

import datetime as dt

from baekken_cli import timespan, understand
from baekken_cli.answers import AnswersFile, load_answers
from baekken_cli.asking import Asker, Quit
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Content
from baekken_cli.recheck import LastTime
from baekken_cli.wishes import Wishes

_NEWEST = ("last", "sidst")


def earlier_answers(content: Content, wishes: Wishes, today: dt.date) -> AnswersFile | LastTime | None:
    """What ``--since`` names: a file, or ``last``, the newest check kept; read before anything is asked.

    Raises as :func:`load_answers` and :func:`last_kept`.
    """
    if wishes.since is None:
        return None
    if str(wishes.since) in _NEWEST and not wishes.since.exists():
        from baekken_cli.keeping import last_kept

        return last_kept(content, today)
    loaded = load_answers(wishes.since, content.questionnaire)
    if wishes.no_input and _days_since(loaded, today) is None:
        raise UsageProblem("since_needs_day")
    return loaded


def last_time(earlier: AnswersFile | LastTime | None, asker: Asker) -> LastTime | None:
    """The earlier answers and how long ago they were given, asked where they do not tell. Raises Ended."""
    if earlier is None or isinstance(earlier, LastTime):
        return earlier
    days = _days_since(earlier, asker.today)
    return LastTime(earlier.answers, _asked_days(asker) if days is None else days)


def _days_since(loaded: AnswersFile, today: dt.date) -> int | None:
    """From the file; None where it does not tell, or tells a day that has not come."""
    days = -1 if loaded.answered_on is None else (today - loaded.answered_on).days
    return days if days >= 0 else None


def _asked_days(asker: Asker) -> int:
    """Asked where the file does not tell: a day, or how long ago."""
    while True:
        asker.screen.write(say("when_last", asker.language), "heading")
        typed = asker.screen.read()
        if understand.command(typed) == "quit":
            raise Quit
        try:
            found = timespan.time_since(typed, asker.today)
            return found.weeks * 7 + found.days
        except timespan.NotUnderstood:
            asker.screen.write(say("when_last_example", asker.language))
