"""Valid answer sets of the real interview, drawn at random; the same seed gives the same ones."""

from __future__ import annotations

import random
from collections.abc import Mapping

from baekken_cli.interview import check_answer, replay, shown_options
from baekken_cli.model import Answer, Answers, Content, Facts, Question

FAVOURED: Mapping[str, Mapping[str, float]] = {
    "stage": {"pregnant": 9, "postpartum": 8, "loss": 2, "neither": 0},
    "pain": {"current": 8},
}
"""How often options are chosen; what is not named counts 1. Most have pain, and all have a stage."""
HIGHEST = 104
"""The highest number that is answered: a time since birth that is still in scope."""


def people(content: Content, count: int, seed: object = 1) -> list[Answers]:
    """So many complete answer sets; half of them have signs on few screens, half on most."""
    dice = random.Random(str(seed))
    return [_one(content, dice, 0.9 if place % 2 else 0.4) for place in range(count)]


def _one(content: Content, dice: random.Random, calm: float) -> Answers:
    answers: dict[str, Answer] = {}

    def answer_to(question: Question, facts: Facts) -> Answer:
        answers[question.id] = _answer(question, facts, dice, calm)
        return answers[question.id]

    for _ in replay(content.questionnaire, answer_to):
        pass
    return answers


def _answer(question: Question, facts: Facts, dice: random.Random, calm: float) -> Answer:
    shown = shown_options(question, facts)
    names = [one.id for one in shown]
    if question.kind == "number" and (not shown or dice.random() < 0.8):
        return dice.randint(question.low, min(question.high, HIGHEST))
    if question.kind != "ticks":
        favoured = FAVOURED.get(question.id, {})
        return dice.choices(names, [favoured.get(one, 1) for one in names])[0]
    alone, beside = [one.id for one in shown if one.alone], [one.id for one in shown if not one.alone]
    if alone and (not beside or dice.random() < calm):
        return (dice.choice(alone),)
    ticks = tuple(dice.sample(beside, min(len(beside), dice.randint(1, 3))))
    return check_answer(question, ticks, facts)
