"""How many questions can still come, at most: a number that only falls as she answers. Pure."""

from __future__ import annotations

from baekken_cli.conditions import holds
from baekken_cli.interview import rests_on
from baekken_cli.model import Answers, Condition, Facts, Question, Questionnaire, Test


def at_most_left(
    questionnaire: Questionnaire, question: Question, facts: Facts, answered: Answers | None = None
) -> int:
    """How many questions may come from ``question`` on, itself counted, if ``facts`` stay as they are.

    Later ones that are ``answered`` already do not count.

    A question is left out only where a condition has failed for good: all that it rests on comes before
    ``question``. So no answer can make the number grow.
    """
    at = questionnaire.questions.index(question)
    later = questionnaire.questions[at + 1 :]
    waiting = [one for one in later if one.id not in (answered or {})]
    return 1 + sum(1 for one in waiting if _may_fit(questionnaire, one.ask_when, facts, at))


def _may_fit(questionnaire: Questionnaire, condition: Condition, facts: Facts, at: int) -> bool:
    def may(test: Test) -> bool:
        return not _settled(questionnaire, test, at) or holds(test, facts)

    boxes = condition.any_of or ((),)
    return all(may(test) for test in condition.when) and any(all(may(one) for one in box) for box in boxes)


def _settled(questionnaire: Questionnaire, test: Test, at: int) -> bool:
    """True where no question from ``at`` on can change what the test says."""
    rests = rests_on(questionnaire, Condition((test,)))
    return all(one.id not in rests for one in questionnaire.questions[at:])
