"""Conditions and answers in words, so that nobody has to read ids. Pure.

Questions, options and red flags are called by their words. Named decisions have none in the file: they and
their values are called by their names. Two conditions that differ never read the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from baekken_cli.conditions import worded
from baekken_cli.messages import say
from baekken_cli.model import (
    DENIED,
    RAISED,
    UNSURE,
    Answer,
    Box,
    Condition,
    Facts,
    InRange,
    Language,
    Question,
    Questionnaire,
    Test,
    Ticked,
)

How = Literal["is", "one_of", "all_of", "none_of", "answered"]


class Clause(NamedTuple):
    """A part of a test: ``name`` is, is one of, has all of or has none of ``values``, all in words.

    ``answered`` asks no more than that there is an answer.
    """

    key: str
    name: str
    how: How
    values: tuple[str, ...]

    def says(self, language: Language) -> str:
        """What the clause asks of its name: ``one of: walking; stairs``."""
        values = "; ".join(self.values)
        return values if self.how == "is" else say(f"in_{self.how}", language, values=values)

    def text(self, language: Language) -> str:
        """The whole clause: ``Worse from, one of: walking; stairs``."""
        return f"{self.name}{': ' if self.how == 'is' else ', '}{self.says(language)}"


def condition_lines(questionnaire: Questionnaire, condition: Condition, language: Language) -> list[str]:
    """A line for each thing that must be so; after a line that says so the boxes of ``any_of``, numbered.

    A condition that asks nothing is one line that says so.
    """
    lines = [one.text(language) for one in box_clauses(questionnaire, condition.when, language)]
    if condition.any_of:
        lines.append(say("in_any_box", language))
        lines += _numbered(questionnaire, condition.any_of, language)
    return lines or [say("in_always", language)]


def condition_text(questionnaire: Questionnaire, condition: Condition, language: Language) -> str:
    """The same on one line, with AND and OR."""
    parts = [box_text(questionnaire, condition.when, language)] if condition.when else []
    if condition.any_of:
        boxes = _numbered(questionnaire, condition.any_of, language)
        parts.append(say("in_either", language, boxes=f" {say('in_or', language)} ".join(boxes)))
    return _joined(parts, language) or say("in_always", language)


def box_text(questionnaire: Questionnaire, box: Box, language: Language) -> str:
    """Tests that must all be true, on one line."""
    return _joined((one.text(language) for one in box_clauses(questionnaire, box, language)), language)


def box_clauses(questionnaire: Questionnaire, box: Iterable[Test], language: Language) -> list[Clause]:
    """Every test of a box in words, in the order of the file."""
    return [clause for test in box for clause in clauses(questionnaire, test, language)]


def clauses(questionnaire: Questionnaire, test: Test, language: Language) -> tuple[Clause, ...]:
    """One test in words; more than one clause where ticks must be there and others must not."""
    name = name_of(questionnaire, test.key, language)
    if not isinstance(test, Ticked):
        return (_one_of(test.key, name, _values(questionnaire, test, language)),)
    question = questionnaire.question(test.key)
    asked: dict[How, frozenset[str]] = {
        "all_of": test.all_of,
        "one_of": test.any_of,
        "none_of": test.none_of,
    }
    texts = {how: _texts(question, ids, language) for how, ids in asked.items() if ids}
    found = (Clause(test.key, name, how, values) for how, values in texts.items())
    return tuple(map(_plain, found)) or (Clause(test.key, name, "answered", ()),)


def name_of(questionnaire: Questionnaire, key: str, language: Language) -> str:
    """A question by its short title, a red flag by its number and its short words, a decision by its name."""
    question = questionnaire.question(key)
    if question is not None:
        return question_name(question, language)
    flag = next((one for one in questionnaire.red_flags if one.id == key), None)
    return key if flag is None else f"{key} {flag.short.to(language)}"


def question_name(question: Question, language: Language, facts: Facts | None = None) -> str:
    """The short title of a question, as it is for ``facts`` (after a loss, for example)."""
    return worded(question.short or question.text, language, facts or {})


def answer_words(question: Question, answer: Answer, language: Language, facts: Facts | None = None) -> str:
    """A question and the answer to it: ``Where: Buttock; Groin``, ``Week of pregnancy: week 20``."""
    ids = answer if isinstance(answer, tuple) else (answer,)
    texts = (_answer_text(question, one, language, facts or {}) for one in ids)
    return f"{question_name(question, language, facts)}: {'; '.join(texts)}"


def number_words(question: Question, low: int, high: int, language: Language) -> str:
    """A number or a range of them with its unit: ``week 20-43``, ``1 week``, ``4-10``."""
    numbers = str(low) if low == high else f"{low}-{high}"
    if question.unit == "pregnancy_week":
        return say("week_n", language, weeks=numbers)
    if question.unit == "time_since":
        code = "weeks_n" if low != high else {0: "weeks_0", 1: "weeks_1"}.get(low, "weeks_n")
        return say(code, language, weeks=numbers)
    return numbers


def _joined(parts: Iterable[str], language: Language) -> str:
    return f" {say('in_and', language)} ".join(parts)


def _numbered(questionnaire: Questionnaire, boxes: tuple[Box, ...], language: Language) -> Iterator[str]:
    for number, box in enumerate(boxes, 1):
        yield f"({number}) {box_text(questionnaire, box, language)}"


def _one_of(key: str, name: str, values: tuple[str, ...]) -> Clause:
    return Clause(key, name, "is" if len(values) == 1 else "one_of", values)


def _plain(clause: Clause) -> Clause:
    """One of one is that one."""
    return _one_of(clause.key, clause.name, clause.values) if clause.how == "one_of" else clause


def _values(questionnaire: Questionnaire, test: Test, language: Language) -> tuple[str, ...]:
    """The values of a choice, a number, a decision or a red flag, in the order of the file."""
    question = questionnaire.question(test.key)
    if isinstance(test, InRange) and question is not None:
        ranges = tuple(number_words(question, low, high, language) for low, high in test.ranges)
        return ranges + _texts(question, test.values, language)
    values = frozenset() if isinstance(test, Ticked) else test.values
    if question is not None:
        return _texts(question, values, language)
    decision = next((one for one in questionnaire.decisions if one.id == test.key), None)
    if decision is not None:
        return tuple(value for value in decision.values if value in values)
    return tuple(say(f"in_{state}", language) for state in (RAISED, UNSURE, DENIED) if state in values)


def _texts(question: Question | None, ids: frozenset[str], language: Language) -> tuple[str, ...]:
    options = question.options if question else ()
    return tuple(option.text.to(language) for option in options if option.id in ids)


def _answer_text(question: Question, one: str | int, language: Language, facts: Facts) -> str:
    option = question.option(str(one))
    if option is not None:
        return worded(option.text, language, facts)
    return number_words(question, one, one, language) if isinstance(one, int) else one
