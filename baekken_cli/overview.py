"""All answers so far, numbered, to look at or to choose one to change. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from baekken_cli.conditions import worded
from baekken_cli.interview import Step
from baekken_cli.messages import say
from baekken_cli.model import Answer, Facts, Language, Question, Questionnaire
from baekken_cli.reasons import answer_text


class Row(NamedTuple):
    """One answer: the part it belongs to, the question's id, and a line of text."""

    part: str
    question_id: str
    text: str


def rows_of(questionnaire: Questionnaire, steps: Sequence[Step], language: Language) -> list[Row]:
    """A row for each answered question of the path, in order. What a private question got is not shown."""
    titles = {topic.id: topic.title.to(language) for topic in questionnaire.topics}
    return [
        Row(titles[question.topic], question.id, _line(question, answer, facts, language))
        for question, facts, answer in steps
        if answer is not None
    ]


def _line(question: Question, answer: Answer, facts: Facts, language: Language) -> str:
    name = worded(question.short, language, facts) if question.short else question.id
    if question.gate:
        return f"{name}: {say('not_shown', language)}"
    return f"{name}: {answer_text(question, answer, language, facts)}"
