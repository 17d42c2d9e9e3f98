"""The pictures of the content: what is asked when, and what leads to each result or to any one name. Pure."""

from __future__ import annotations

from collections.abc import Callable

from baekken_cli.conditions import keys_of
from baekken_cli.graph import Drawing, Graph, kind_of, lines_of, shortened, ways_of
from baekken_cli.in_words import clauses, name_of, question_name
from baekken_cli.model import (
    RAISED,
    UNSURE,
    Box,
    Classification,
    Condition,
    Exit,
    Language,
    OneOf,
    Question,
    Questionnaire,
    RedFlag,
    Rule,
    Topic,
    Urgency,
)

OUTCOMES = (*Urgency, *Classification)


def build_graph(questionnaire: Questionnaire, part: str, language: Language) -> Graph | None:
    """One of :data:`PARTS`, or all that leads to a name of the file; None where there is no such name."""
    if part in PARTS:
        drawing = Drawing(questionnaire, language)
        PARTS[part](drawing)
        return drawing.graph(drawing.say(f"graph_{part}"), sideways=part != "questions")
    drawing = Drawing(questionnaire, language, deep=True)
    _leading_to(drawing, part)
    title = drawing.say("graph_to", name=_called(drawing, part))
    return drawing.graph(title) if drawing.nodes else None


def names(questionnaire: Questionnaire) -> list[str]:
    """Every name that a picture can lead to."""
    file = questionnaire
    asked = [*(one.id for one in file.questions), *(one.id for one in file.decisions)]
    found = [*(one.id for one in file.red_flags), *(one.id for one in file.rules)]
    return [*OUTCOMES, *asked, *found, *(one.id for one in file.exits)]


def _leading_to(drawing: Drawing, name: str) -> None:
    """Everything of this name, led back to answers."""
    file = drawing.questionnaire
    if name in OUTCOMES:
        _outcome(drawing, name)
    for rule in file.rules:
        if rule.id == name:
            _rule(drawing, rule)
    for decision in file.decisions:
        if decision.id == name:
            lines_of(drawing, decision, decision.values)
    for flag in file.red_flags:
        if flag.id == name:
            _flag(drawing, flag)
    for way_out in file.exits:
        if way_out.id == name:
            _exit(drawing, way_out)
    for question in file.questions:
        if question.id == name:
            drawing.all_into(_question(drawing, question), question.ask_when)


def _called(drawing: Drawing, name: str) -> str:
    """A name and, where it has some, its words."""
    words = (
        _title(drawing, name) if name in OUTCOMES else name_of(drawing.questionnaire, name, drawing.language)
    )
    return words if words.startswith(name) else f"{name} ({words})"


def _title(drawing: Drawing, outcome: str) -> str:
    """An urgency or a classification in words."""
    if outcome in list(Urgency):
        return drawing.questionnaire.urgency_text(Urgency(outcome)).title.to(drawing.language)
    return drawing.questionnaire.classifications[Classification(outcome)].to(drawing.language)


# ---------------------------------------------------------------- what leads to a result


def _rules(drawing: Drawing) -> None:
    """Each urgency, classification and way out in a group of its own, with its rules."""
    for outcome in OUTCOMES:
        drawing.group(f"to_{outcome}", _title(drawing, outcome))
        _outcome(drawing, outcome)
    for way_out in drawing.questionnaire.exits:
        drawing.group(f"to_{way_out.id}", way_out.id)
        _exit(drawing, way_out)


def _decisions(drawing: Drawing) -> None:
    """Each named decision in a group of its own."""
    for decision in drawing.questionnaire.decisions:
        drawing.group(f"decision_{decision.id}", decision.id)
        lines_of(drawing, decision, decision.values)


def _flags(drawing: Drawing) -> None:
    """What raises each red flag, in a group of its own."""
    for flag in drawing.questionnaire.red_flags:
        drawing.group(f"flag_{flag.id}", flag.title.to(drawing.language))
        _flag(drawing, flag)


def _outcome(drawing: Drawing, outcome: str) -> None:
    """An urgency or a classification with all the rules that give it; nothing where none does."""
    rules = [one for one in drawing.questionnaire.rules if outcome in (one.urgency, one.classification)]
    for rule in rules:
        result = drawing.node(f"result_{outcome}", "outcome", f"{_title(drawing, outcome)}\n{outcome}")
        drawing.edge(_rule(drawing, rule), result)


def _rule(drawing: Drawing, rule: Rule) -> str:
    node_id, new = drawing.numbered("rule", rule.id)
    if new:
        drawing.all_into(drawing.node(node_id, "rule", rule.id), rule.condition)
    if rule.otherwise:
        drawing.edge(drawing.node(f"{node_id}_net", "note", drawing.say("table_no_other")), node_id)
    return node_id


def _exit(drawing: Drawing, way_out: Exit) -> None:
    drawing.all_into(_way_out(drawing, way_out), way_out.condition)


def _flag(drawing: Drawing, flag: RedFlag) -> None:
    raised = OneOf(flag.id, frozenset({RAISED}))
    drawing.any_into(drawing.test(raised), ways_of(drawing.questionnaire, flag, raised.values))


def _question(drawing: Drawing, question: Question, number: str = "") -> str:
    text = f"{number} {question_name(question, drawing.language)}".strip()
    return drawing.node(f"question_{question.id}", "question", text)


def _way_out(drawing: Drawing, way_out: Exit) -> str:
    return drawing.node(f"exit_{way_out.id}", "outcome", way_out.title.to(drawing.language))


# ---------------------------------------------------------------- the questions


def _questions(drawing: Drawing) -> None:
    """The questions by topic, joined where they are asked together, and what makes each be asked."""
    for topic in drawing.questionnaire.topics:
        _topic(drawing, topic)
    drawing.scope = ""
    before: Question | None = None
    for question in drawing.questionnaire.questions:
        if before and (before.topic, before.ask_when) == (question.topic, question.ask_when):
            drawing.edge(f"question_{before.id}", f"question_{question.id}", style="line")
        else:
            _asked(drawing, f"question_{question.id}", question.ask_when)
        before = question
    for way_out in drawing.questionnaire.exits:
        _asked(drawing, _way_out(drawing, way_out), way_out.condition)


def _topic(drawing: Drawing, topic: Topic) -> None:
    drawing.group(f"topic_{topic.id}", topic.title.to(drawing.language))
    for number, question in enumerate(drawing.questionnaire.questions, 1):
        if question.topic == topic.id:
            _question(drawing, question, str(number))


def _asked(drawing: Drawing, target: str, condition: Condition) -> None:
    """Arrows from what a condition looks at, each with the answer in words; boxes go through gates."""
    _labelled(drawing, target, condition.when)
    if condition.any_of:
        gate = _gate(drawing, "in_or", target)
        for box in condition.any_of:
            _labelled(drawing, gate if len(box) == 1 else _gate(drawing, "in_and", gate), box)


def _gate(drawing: Drawing, code: str, target: str) -> str:
    """A new gate that leads to ``target``."""
    gate, _ = drawing.numbered("gate", (target, len(drawing.nodes)))
    drawing.edge(drawing.node(gate, "gate", drawing.say(code)), target)
    return gate


def _labelled(drawing: Drawing, target: str, box: Box) -> None:
    for test in box:
        found = clauses(drawing.questionnaire, test, drawing.language)
        label = f" {drawing.say('in_and')} ".join(shortened(one).says(drawing.language) for one in found)
        drawing.edge(_named(drawing, test.key), target, label)


def _named(drawing: Drawing, key: str) -> str:
    """The node of a question, a decision or a red flag; the latter two with what they rest on."""
    kind = kind_of(drawing.questionnaire, key)
    node_id = f"{kind}_{key}"
    if node_id not in drawing.nodes:
        drawing.node(node_id, kind, name_of(drawing.questionnaire, key, drawing.language))
        for below in _rests_on(drawing.questionnaire, key):
            drawing.edge(_named(drawing, below), node_id, style="faint")
    return node_id


def _rests_on(questionnaire: Questionnaire, key: str) -> tuple[str, ...]:
    """The names that a decision or a red flag looks at."""
    conditions: list[Condition] = []
    for decision in questionnaire.decisions:
        if decision.id == key:
            conditions += [decision.only_when, *(line.condition for line in decision.lines)]
    for flag in questionnaire.red_flags:
        if flag.id == key:
            conditions += ways_of(questionnaire, flag, frozenset({RAISED, UNSURE}))
    return tuple(dict.fromkeys(name for one in conditions for name in keys_of(one)))


PARTS: dict[str, Callable[[Drawing], None]] = {
    "questions": _questions,
    "decisions": _decisions,
    "flags": _flags,
    "rules": _rules,
}
"""The pictures of the whole file, by name."""
