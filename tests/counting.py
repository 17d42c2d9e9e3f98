"""How many answer sets an interview can produce, counted along the interview itself.

One question after the other: all beginnings that later questions cannot tell apart are one group, with one
of them to ask on with. Only the real ``ask_when``, the real options and the real conditions are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from baekken_cli.conditions import all_tests, fits, holds
from baekken_cli.interview import decide, shown_options, with_answer
from baekken_cli.model import Answer, Condition, Facts, Option, Question, Questionnaire, Test, Ticked

Groups = dict[tuple[bool, ...], tuple[Facts, int]]
"""What later questions look at, to one beginning of that kind and how many there are."""


def counted(questionnaire: Questionnaire) -> int:
    """The number of complete answer sets."""
    start = decide(questionnaire.decisions, {})
    groups: Groups = {(): (start, 1)}
    for at, question in enumerate(questionnaire.questions):
        later = looked_at(questionnaire, questionnaire.questions[at + 1 :])
        groups = _after(questionnaire, question, groups, later)
    return sum(number for _, number in groups.values())


def looked_at(questionnaire: Questionnaire, later: Sequence[Question]) -> list[Condition]:
    """Every test on a question that decides, directly or through decisions, how these are asked; each as a
    condition of its own."""
    decisions = {one.id: one for one in questionnaire.decisions}
    waiting = [one for question in later for one in _asked_by(question)]
    found: dict[Test, None] = {}
    done: set[str] = set()
    while waiting:
        for test in all_tests(waiting.pop()):
            decision = decisions.get(test.key)
            if decision is None:
                found[test] = None
            elif test.key not in done:
                done.add(test.key)
                waiting += [decision.only_when, *(line.condition for line in decision.lines)]
    return [Condition((test,)) for test in found]


def _asked_by(question: Question) -> list[Condition]:
    return [question.ask_when, *(one.ask_when for one in question.options)]


def _after(
    questionnaire: Questionnaire, question: Question, groups: Groups, later: Sequence[Condition]
) -> Groups:
    """The groups after one more question; where it is not asked, they stay."""
    mine = [test for one in later for test in one.when if test.key == question.id]
    taken: dict[tuple[str, ...], list[tuple[Answer, int]]] = {}
    found: Groups = {}
    for facts, number in groups.values():
        if fits(question.ask_when, facts):
            shown = shown_options(question, facts)
            ids = tuple(one.id for one in shown)
            if ids not in taken:
                taken[ids] = list(_answers(question, shown, mine))
            for answer, ways in taken[ids]:
                then = with_answer(questionnaire, facts, question.id, answer)
                _add(found, then, number * ways, later)
        else:
            _add(found, facts, number, later)
    return found


def _add(groups: Groups, facts: Facts, number: int, later: Sequence[Condition]) -> None:
    key = tuple(fits(one, facts) for one in later)
    kept, before = groups.get(key, (facts, 0))
    groups[key] = (kept, before + number)


def _answers(
    question: Question, shown: Sequence[Option], mine: Sequence[Test]
) -> Iterator[tuple[Answer, int]]:
    """Answers that these tests tell apart, and how many there are like each."""
    single: Iterable[Answer] = (one.id for one in shown)
    if question.kind == "number":
        single = chain(range(question.low, question.high + 1), single)
    if question.kind == "ticks":
        single = ((one.id,) for one in shown if one.alone)
        yield from _subsets([one for one in shown if not one.alone], mine)
    like: dict[tuple[bool, ...], list[Answer]] = {}
    for answer in single:
        like.setdefault(tuple(holds(test, {question.id: answer}) for test in mine), []).append(answer)
    yield from ((answers[0], len(answers)) for answers in like.values())


def _subsets(options: Sequence[Option], mine: Sequence[Test]) -> Iterator[tuple[Answer, int]]:
    """Ticks that can stand together: one line after the other is ticked or left."""
    tests = [one for one in mine if isinstance(one, Ticked)]
    parts = [frozenset(part) for one in tests for part in (one.any_of, one.none_of)]
    wholes = [one.all_of for one in tests]
    groups: dict[tuple[object, ...], tuple[tuple[str, ...], int]] = {_seen((), parts, wholes): ((), 1)}
    for option in options:
        found = dict(groups)
        for ticks, number in groups.values():
            more = (*ticks, option.id)
            key = _seen(more, parts, wholes)
            kept, before = found.get(key, (more, 0))
            found[key] = (kept, before + number)
        groups = found
    yield from ((ticks, number) for ticks, number in groups.values() if ticks)


def _seen(
    ticks: tuple[str, ...], parts: Sequence[frozenset[str]], wholes: Sequence[frozenset[str]]
) -> tuple[object, ...]:
    """What decides these tests now and after more ticks: parts that were touched, and what wholes hold."""
    touched = tuple(not part.isdisjoint(ticks) for part in parts)
    return bool(ticks), touched, tuple(whole & set(ticks) for whole in wholes)
