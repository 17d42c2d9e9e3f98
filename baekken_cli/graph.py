"""Nodes and edges for a picture of the content, and how conditions become some. Pure; draws nothing.

Every arrow into a rule or into a line of a decision must hold; a gate says AND or OR; into all else one arrow
is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from baekken_cli.in_words import Clause, clauses
from baekken_cli.messages import say
from baekken_cli.model import (
    ALWAYS,
    RAISED,
    UNSURE,
    Box,
    Condition,
    Decision,
    Language,
    OneOf,
    Question,
    Questionnaire,
    RedFlag,
    Test,
    Ticked,
)

Kind = Literal["question", "decision", "flag", "gate", "rule", "outcome", "note"]
Style = Literal["arrow", "line", "faint"]
LONG = 100
"""Letters after which a list of values is cut in a picture; the table has it whole."""


class Node(NamedTuple):
    """``group`` is the id of the group it stands in, empty where it stands in none."""

    id: str
    kind: Kind
    text: str
    group: str = ""


class Edge(NamedTuple):
    """``line`` joins questions that are asked together; ``faint`` leads to what is only named."""

    start: str
    end: str
    label: str = ""
    style: Style = "arrow"


class Group(NamedTuple):
    id: str
    title: str


class Graph(NamedTuple):
    """Every edge joins two of the nodes; every group has a node. ``sideways``: read from left to right."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...] = ()
    sideways: bool = True


@dataclass(slots=True)
class Drawing:
    """A graph in the making. What is drawn in one group shares no node with the other groups.

    In a ``deep`` drawing every test on a decision or a red flag is led back to answers.
    """

    questionnaire: Questionnaire
    language: Language
    deep: bool = False
    scope: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[Edge, None] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    numbers: dict[tuple[str, str, object], str] = field(default_factory=dict)

    def graph(self, title: str, sideways: bool = True) -> Graph:
        """The finished graph."""
        used = {node.group for node in self.nodes.values()}
        groups = tuple(group for group in self.groups.values() if group.id in used)
        if any(kind == "line" for _, kind, _ in self.numbers):
            title = f"{title} {self.say('graph_first_line')}"
        return Graph(title, tuple(self.nodes.values()), tuple(self.edges), groups, sideways)

    def say(self, code: str, **params: object) -> str:
        return say(code, self.language, **params)

    def group(self, name: str, title: str) -> None:
        """What is drawn from now on stands in this group."""
        self.scope = name
        self.groups.setdefault(name, Group(name, title))

    def node(self, node_id: str, kind: Kind, text: str) -> str:
        """A node by its id, drawn if it was not there yet."""
        self.nodes.setdefault(node_id, Node(node_id, kind, text, self.scope))
        return node_id

    def edge(self, start: str, end: str, label: str = "", style: Style = "arrow") -> None:
        self.edges[Edge(start, end, label, style)] = None

    def numbered(self, kind: str, what: object) -> tuple[str, bool]:
        """The id of a thing in this group, and whether it is new."""
        key = (self.scope, kind, what)
        new = key not in self.numbers
        return self.numbers.setdefault(key, f"{kind}_{len(self.numbers) + 1}"), new

    # ---- conditions

    def all_into(self, target: str, condition: Condition) -> None:
        """Every test leads to ``target``, and the boxes of ``any_of`` do through a gate that says OR."""
        for test in condition.when:
            self.edge(self.test(test), target)
        if condition.any_of:
            self.edge(self.either(condition.any_of), target)

    def any_into(self, target: str, conditions: Iterable[Condition]) -> None:
        """Each condition is enough for ``target``."""
        for condition in conditions:
            self.edge(self.condition(condition), target)

    def condition(self, condition: Condition) -> str:
        """One node that stands for a whole condition."""
        if len(condition.when) == 1 and not condition.any_of:
            return self.test(condition.when[0])
        if condition.any_of and not condition.when:
            return self.either(condition.any_of)
        gate, new = self.numbered("gate", condition)
        if new:
            self.all_into(self.node(gate, "gate", self.say("in_and")), condition)
        return gate

    def either(self, boxes: tuple[Box, ...]) -> str:
        """A gate that says OR."""
        gate, new = self.numbered("gate", boxes)
        if new:
            self.any_into(self.node(gate, "gate", self.say("in_or")), (Condition(box) for box in boxes))
        return gate

    def test(self, test: Test) -> str:
        """The node of a test. In a deep drawing the one line of a decision that it asks for stands for it."""
        lines = lines_for(self, test) if self.deep else []
        if len(lines) == 1:
            return lines[0]
        node_id, new = self.numbered("test", test)
        if new:
            self.node(node_id, kind_of(self.questionnaire, test.key), test_text(self, test))
            for line in lines:
                self.edge(line, node_id)
            if self.deep:
                self.any_into(node_id, ways_to(self.questionnaire, test))
        return node_id


def test_text(drawing: Drawing, test: Test) -> str:
    """A test in words, long lists cut."""
    found = clauses(drawing.questionnaire, test, drawing.language)
    return "\n".join(shortened(one).text(drawing.language) for one in found)


def shortened(clause: Clause) -> Clause:
    """The clause, a long list of values cut, with the number of those left out."""
    kept: list[str] = []
    for value in clause.values:
        if kept and len("; ".join([*kept, value])) > LONG:
            break
        kept.append(value)
    left = len(clause.values) - len(kept)
    return clause._replace(values=(*kept, *([f"... (+{left})"] if left else [])))


def kind_of(questionnaire: Questionnaire, key: str) -> Kind:
    """What a name in a condition stands for."""
    if questionnaire.question(key) is not None:
        return "question"
    return "flag" if any(flag.id == key for flag in questionnaire.red_flags) else "decision"


def lines_for(drawing: Drawing, test: Test) -> list[str]:
    """The lines of a decision that make a test on it true."""
    found = (one for one in drawing.questionnaire.decisions if one.id == test.key)
    return [line for one in found if isinstance(test, OneOf) for line in lines_of(drawing, one, test.values)]


def lines_of(drawing: Drawing, decision: Decision, values: Iterable[str]) -> list[str]:
    """The lines of a decision that give one of ``values``, in the order in which they are tried."""
    written = [(line.value, line.condition) for line in decision.lines]
    if decision.otherwise is not None:
        written.append((decision.otherwise, ALWAYS))
    wanted = frozenset(values)
    return [
        _line(drawing, decision, number, value, condition)
        for number, (value, condition) in enumerate(written, 1)
        if value in wanted
    ]


def _line(drawing: Drawing, decision: Decision, number: int, value: str, condition: Condition) -> str:
    node_id, new = drawing.numbered("line", (decision.id, number))
    if new:
        code = "graph_otherwise" if number > len(decision.lines) else "graph_line"
        drawing.node(node_id, "decision", drawing.say(code, number=number, name=decision.id, value=value))
        drawing.all_into(node_id, decision.only_when)
        drawing.all_into(node_id, condition)
    return node_id


def ways_to(questionnaire: Questionnaire, test: Test) -> list[Condition]:
    """Each of the conditions that make a test on a red flag true; none for other tests."""
    found = (flag for flag in questionnaire.red_flags if flag.id == test.key)
    return [
        way for flag in found if isinstance(test, OneOf) for way in ways_of(questionnaire, flag, test.values)
    ]


def ways_of(questionnaire: Questionnaire, flag: RedFlag, states: frozenset[str]) -> list[Condition]:
    """What makes a red flag raised or not known: ticks, and the answers that it names."""
    found: list[Condition] = []
    for question in questionnaire.questions:
        lines = [option.id for option in question.options if flag.id in option.raises]
        if RAISED in states:
            found += [_ticked(question, line) for line in lines]
        if UNSURE in states and lines and question.option(UNSURE):
            found.append(_ticked(question, UNSURE))
    by_answers = ((RAISED, flag.raised_by), (UNSURE, flag.unsure_by))
    return [*found, *(one for state, one in by_answers if one and state in states)]


def _ticked(question: Question, line: str) -> Condition:
    return Condition((Ticked(question.id, frozenset({line}), frozenset(), frozenset()),))
