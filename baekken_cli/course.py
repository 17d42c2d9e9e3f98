"""Where she is in the interview: going on, back, and to any answer to change it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from baekken_cli.conditions import worded
from baekken_cli.interview import Step, replay, rests_on, shown_options
from baekken_cli.model import Answer, Answers, Facts, Question, Questionnaire

Looks = tuple[str, ...]
"""What a question and the options it shows say, for some facts."""


class Course(NamedTuple):
    """The answers given so far, and which question is asked now.

    An answer holds as long as its question looks as it did when she gave it: when an earlier answer
    changes, "none of these" never comes to speak of lines that she has not seen. ``looks`` keeps that
    for each answer; one from a file has none, and holds as it stands. While a question has no answer,
    what hangs on it waits in ``given``: it is neither counted nor shown, and holds or goes afterwards.
    ``visiting`` is the answered question that she went back to.
    """

    questionnaire: Questionnaire
    given: Answers = MappingProxyType({})
    looks: Mapping[str, Looks] = MappingProxyType({})
    visiting: str | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers that count, in the order of the path."""
        return {question.id: answer for question, _, answer in self.steps() if answer is not None}

    def steps(self) -> list[Step]:
        """The path: questions, the facts before each, and its answer where it has one that counts."""
        found: list[Step] = []
        open_questions: set[str] = set()

        def counts(question: Question, facts: Facts) -> Answer | None:
            return self._counts(question, facts, open_questions)

        for step in replay(self.questionnaire, counts):
            found.append(step)
            if step[2] is None:
                open_questions.add(step[0].id)
        return found

    def _counts(self, question: Question, facts: Facts, open_questions: set[str]) -> Answer | None:
        looked = self.looks.get(question.id)
        if looked is not None:
            if hangs_on(self.questionnaire, question) & open_questions:
                return None
            if looked != looks_of(question, facts):
                return None
        return self.given.get(question.id)

    def now(self) -> Step | None:
        """The question to ask, with the facts before it and the old answer if she came back to it."""
        steps = self.steps()
        wanted = next((one for one in steps if one[0].id == self.visiting), None)
        return wanted or next((one for one in steps if one[2] is None), None)

    def answered(self, answer: Answer) -> Course:
        """After an answer to the question that is asked now; what hung on another answer goes."""
        step = self.now()
        if step is None:
            raise ValueError("nothing is asked")
        question, facts, old = step
        looks = dict(self.looks)
        if old is not None and old != answer:  # a change: answers from a file must stand the test too
            for one, before, _ in self.steps():
                looks.setdefault(one.id, looks_of(one, before))
            for key in self.given:  # waiting, and never seen as a question
                looks.setdefault(key, ())
        looks[question.id] = looks_of(question, facts)
        given = {**self.given, question.id: answer}
        return Course(self.questionnaire, given, looks)._without_stale()

    def _without_stale(self) -> Course:
        """Drops what no longer counts, unless it waits for a question that has no answer yet."""
        steps = self.steps()
        kept = {question.id for question, _, answer in steps if answer is not None}
        missing = {question.id for question, _, answer in steps if answer is None}
        for question_id in self.given:
            question = self.questionnaire.question(question_id)
            if question and hangs_on(self.questionnaire, question) & missing:
                kept.add(question_id)
        return self._replace(
            given={key: value for key, value in self.given.items() if key in kept},
            looks={key: value for key, value in self.looks.items() if key in kept},
        )

    def before(self) -> Course | None:
        """At the answered question before the one asked now; None at the first."""
        step = self.now()
        earlier: str | None = None
        for question, _, answer in self.steps():
            if step and question.id == step[0].id:
                break
            earlier = question.id if answer is not None else earlier
        return None if earlier is None else self.at(earlier)

    def at(self, question_id: str) -> Course:
        """At an answered question, to look at its answer or change it."""
        return self._replace(visiting=question_id)

    def onward(self) -> Course:
        """At the first question without an answer."""
        return self._replace(visiting=None)


def looks_of(question: Question, facts: Facts) -> Looks:
    """The question and its lines in words; conditions are the same in both languages."""
    options = (f"{one.id}: {worded(one.text, 'da', facts)}" for one in shown_options(question, facts))
    return (worded(question.text, "da", facts), *options)


def hangs_on(questionnaire: Questionnaire, question: Question) -> frozenset[str]:
    """Ids of the questions that decide whether this one is asked and what it says."""
    if question.id not in questionnaire.hanging:
        texts = (question.text, *(option.text for option in question.options))
        conditions = (
            question.ask_when,
            *(option.ask_when for option in question.options),
            *(wording.condition for text in texts for wording in text.instead),
        )
        found = (rests_on(questionnaire, one) for one in conditions)
        questionnaire.hanging[question.id] = frozenset().union(*found)
    return questionnaire.hanging[question.id]
