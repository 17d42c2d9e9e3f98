"""Which question is next: the path is replayed from the answers, so going back leaves nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from baekken_cli.conditions import all_tests, fits, keys_of
from baekken_cli.model import (
    Answer,
    Answers,
    Condition,
    Decision,
    Facts,
    Option,
    Question,
    Questionnaire,
)


def decide(decisions: tuple[Decision, ...], answers: Answers) -> dict[str, Answer]:
    """The answers and the value of every named decision that has one."""
    facts: dict[str, Answer] = dict(answers)
    add_decisions(decisions, facts)
    return facts


def add_decisions(decisions: tuple[Decision, ...], facts: dict[str, Answer]) -> None:
    for decision in decisions:
        facts.pop(decision.id, None)
        if fits(decision.only_when, facts):
            for line in decision.lines:
                if fits(line.condition, facts):
                    facts[decision.id] = line.value
                    break
            else:
                if decision.otherwise is not None:
                    facts[decision.id] = decision.otherwise


def with_answer(questionnaire: Questionnaire, facts: Facts, question_id: str, answer: Answer) -> Facts:
    """The facts after one more answer: only the decisions that rest on it are made again."""
    found = {**facts, question_id: answer}
    add_decisions(_resting(questionnaire, question_id), found)
    return found


def _resting(questionnaire: Questionnaire, question_id: str) -> tuple[Decision, ...]:
    """The decisions that rest on a question, directly or through others, in order."""
    if question_id not in questionnaire.resting:
        names, found = {question_id}, []
        for decision in questionnaire.decisions:
            conditions = (decision.only_when, *(line.condition for line in decision.lines))
            if any(test.key in names for one in conditions for test in all_tests(one)):
                names.add(decision.id)
                found.append(decision)
        questionnaire.resting[question_id] = tuple(found)
    return questionnaire.resting[question_id]


Step = tuple[Question, Facts, Answer | None]


def replay(
    questionnaire: Questionnaire, answer_to: Callable[[Question, Facts], Answer | None]
) -> Iterator[Step]:
    """The questions that the given answers lead to, in order, with the facts before each and its answer.

    An answer that its question does not take here counts as none; what hangs on an unanswered question
    is not on the path.
    """
    facts: Facts = decide(questionnaire.decisions, {})
    for question in questionnaire.questions:
        if not fits(question.ask_when, facts):
            continue
        answer = _taken(question, answer_to(question, facts), facts)
        yield question, facts, answer
        if answer is not None:
            facts = with_answer(questionnaire, facts, question.id, answer)


def facts_after(questionnaire: Questionnaire, steps: list[Step]) -> Facts:
    """The facts at the end of a path."""
    if not steps:
        return decide(questionnaire.decisions, {})
    question, facts, answer = steps[-1]
    return facts if answer is None else with_answer(questionnaire, facts, question.id, answer)


def _taken(question: Question, answer: Answer | None, facts: Facts) -> Answer | None:
    try:
        return None if answer is None else check_answer(question, answer, facts)
    except Refused:
        return None


def walk(questionnaire: Questionnaire, answers: Answers) -> Iterator[Step]:
    """The path that ``answers`` lead to; see :func:`replay`."""
    return replay(questionnaire, lambda question, _: answers.get(question.id))


def path(questionnaire: Questionnaire, answers: Answers) -> Iterator[tuple[Question, Facts]]:
    """The questions on the path, in order, each with the facts known before it."""
    for question, facts, _ in walk(questionnaire, answers):
        yield question, facts


def on_path(questionnaire: Questionnaire, answers: Answers) -> dict[str, Answer]:
    """The answers on the current path, in canonical form; all others are dropped."""
    steps = walk(questionnaire, answers)
    return {question.id: answer for question, _, answer in steps if answer is not None}


def missing(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """Ids of the questions on the path that have no answer, in order."""
    return tuple(one.id for one, _, answer in walk(questionnaire, answers) if answer is None)


def next_question(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, Facts] | None:
    """The first question on the path without an answer, with the facts known before it; None at the end."""
    for question, facts, answer in walk(questionnaire, answers):
        if answer is None:
            return question, facts
    return None


def shown_options(question: Question, facts: Facts) -> tuple[Option, ...]:
    """The options of a question that these facts allow."""
    return tuple(option for option in question.options if fits(option.ask_when, facts))


class Refused(ValueError):
    """An answer that this question does not take. ``code`` says why, ``name`` which part."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.name = name


def check_answer(question: Question, answer: Answer, facts: Facts | None) -> Answer:
    """The answer in its canonical form (ticks in the order of the options).

    Without ``facts``: as if every option was shown.
    Raises :class:`Refused` with ``wrong_kind``, ``unknown_option``, ``not_asked``, ``out_of_range``,
    ``nothing_ticked`` or ``alone``.
    """
    if question.kind == "ticks":
        return _check_ticks(question, answer, facts)
    if isinstance(answer, tuple):
        raise Refused("wrong_kind")
    if isinstance(answer, int):
        return _check_number(question, answer)
    _check_option(question, answer, facts)
    return answer


def _check_number(question: Question, number: int) -> int:
    if question.kind != "number":
        raise Refused("wrong_kind")
    if not question.low <= number <= question.high:
        raise Refused("out_of_range", str(number))
    return number


def _check_option(question: Question, option_id: str, facts: Facts | None) -> None:
    option = question.option(option_id)
    if option is None:
        raise Refused("unknown_option", option_id)
    if facts is not None and not fits(option.ask_when, facts):
        raise Refused("not_asked", option_id)


def _check_ticks(question: Question, answer: Answer, facts: Facts | None) -> tuple[str, ...]:
    if not isinstance(answer, tuple):
        raise Refused("wrong_kind")
    if not answer:
        raise Refused("nothing_ticked")
    for option_id in answer:
        _check_option(question, option_id, facts)
    ticked = tuple(option for option in question.options if option.id in answer)
    if len(ticked) > 1 and any(option.alone for option in ticked):
        raise Refused("alone", next(option.id for option in ticked if option.alone))
    return tuple(option.id for option in ticked)


def rests_on(questionnaire: Questionnaire, condition: Condition, through: bool = True) -> frozenset[str]:
    """Ids of the questions that decide, directly or through decisions, whether a condition fits.

    With ``through`` also those that decide whether one of these is asked at all.
    """
    waiting = list(keys_of(condition))
    if not waiting:
        return frozenset()
    conditions: dict[str, list[Condition]] = {
        one.id: [one.only_when, *(line.condition for line in one.lines)] for one in questionnaire.decisions
    }
    if through:
        conditions |= {one.id: [one.ask_when] for one in questionnaire.questions}
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [name for one in conditions.get(key, ()) for name in keys_of(one)]
    return frozenset(found & {one.id for one in questionnaire.questions})
