"""The decision table in words: the rules by urgency, and after them what they build on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from baekken_cli.in_words import condition_lines, condition_text, question_name
from baekken_cli.messages import say
from baekken_cli.model import (
    ALWAYS,
    Condition,
    Decision,
    Floor,
    Language,
    Questionnaire,
    RedFlag,
    Route,
    Rule,
    Text,
    Urgency,
)


class Line(NamedTuple):
    """A line on a screen; ``indent`` stands before it, as many spaces before what is wrapped."""

    text: str = ""
    indent: str = ""
    style: Literal["normal", "heading"] = "normal"


class Group(NamedTuple):
    """Rules that are read together, under a title."""

    title: str
    rules: tuple[Rule, ...]


class Legend(NamedTuple):
    """What rules call by a name: the ways out, the named decisions, the red flags or the routes."""

    title: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]


class Table(NamedTuple):
    """What all formats of the table show, in words."""

    questionnaire: Questionnaire
    language: Language

    def say(self, code: str, **params: object) -> str:
        return say(code, self.language, **params)

    @property
    def title(self) -> str:
        return self.say("table_title", rules=len(self.questionnaire.rules))

    def groups(self) -> list[Group]:
        """By urgency, the most urgent first, then the rules that only classify, then the net."""
        rules = [rule for rule in self.questionnaire.rules if not rule.otherwise]
        parted = [(self.urgency(one), [rule for rule in rules if rule.urgency is one]) for one in Urgency]
        parted.append((self.say("table_classify"), [rule for rule in rules if rule.urgency is None]))
        parted.append((self.say("table_net"), [rule for rule in self.questionnaire.rules if rule.otherwise]))
        counted = ((self.say("table_group", title=title, count=len(found)), found) for title, found in parted)
        return [Group(title, tuple(found)) for title, found in counted if found]

    def row(self, rule: Rule) -> dict[str, str]:
        """A rule by column; what it does not say is empty."""
        return {
            "rule": rule.id,
            "urgency": self.urgency(rule.urgency),
            "points_to": self.points_to(rule),
            "when": self.say("table_no_other") if rule.otherwise else self.text(rule.condition),
            "contacts": self.contacts(rule.contacts),
            "sources": ", ".join(rule.sources),
            "only_words": self.say("table_only_words") if rule.only_words else "",
            "line": str(rule.line),
        }

    def text(self, condition: Condition) -> str:
        return condition_text(self.questionnaire, condition, self.language)

    def urgency(self, urgency: Urgency | None) -> str:
        """An urgency by its words and its name."""
        return self.called(self.questionnaire.urgency_text(urgency).title, urgency) if urgency else ""

    def points_to(self, rule: Rule) -> str:
        named = rule.classification
        return self.called(self.questionnaire.classifications[named], named) if named else ""

    def called(self, words: Text, name: str) -> str:
        return f"{words.to(self.language)} ({name})"

    def contacts(self, names: Iterable[str]) -> str:
        """Contacts by their words, routes by their names: those are spelled out below the rules."""
        known = {contact.id: contact.name.to(self.language) for contact in self.questionnaire.contacts}
        return "; ".join(known.get(name) or self.say("table_route", name=name) for name in names)

    def when(self, text: str, condition: Condition) -> str:
        """``text``, and when it holds."""
        return self.say("table_if", text=text, when=self.text(condition))

    def legends(self) -> list[Legend]:
        """All that the rules call by a name, and what comes before them."""
        file = self.questionnaire
        parts: dict[str, list[tuple[str, list[str]]]] = {
            "exits": [
                (one.id, [self.when(one.title.to(self.language), one.condition)]) for one in file.exits
            ],
            "decisions": [(one.id, _decision(self, one)) for one in file.decisions],
            "flags": [
                (f"{one.id} {one.title.to(self.language)}", _flag(self, one)) for one in file.red_flags
            ],
            "routes": [(one.id, _route(self, one)) for one in file.routes],
        }
        return [
            Legend(self.say(f"table_{code}"), tuple((name, tuple(lines)) for name, lines in entries))
            for code, entries in parts.items()
            if entries
        ]


def _decision(table: Table, decision: Decision) -> list[str]:
    lines = [table.when(one.value, one.condition) for one in decision.lines]
    if decision.only_when != ALWAYS:
        lines.insert(0, table.say("table_only_when", when=table.text(decision.only_when)))
    if decision.otherwise is not None:
        lines.append(table.say("table_otherwise", value=decision.otherwise))
    return lines


def _flag(table: Table, flag: RedFlag) -> list[str]:
    """The ticks and answers that raise a red flag, those that leave it open, and what it is held to."""
    ticks = [
        f"{question_name(question, table.language)}: {option.text.to(table.language)}"
        for question in table.questionnaire.questions
        for option in question.options
        if flag.id in option.raises
    ]
    lines = [table.say("table_if", text=table.say("in_raised"), when=tick) for tick in ticks]
    for state, condition in (("in_raised", flag.raised_by), ("in_unsure", flag.unsure_by)):
        lines += [table.when(table.say(state), condition)] if condition else []
    return [*lines, *(_floor(table, one) for one in flag.at_least)]


def _floor(table: Table, floor: Floor) -> str:
    text = table.say("table_at_least", urgency=floor.urgency)
    return text if floor.condition == ALWAYS else table.when(text, floor.condition)


def _route(table: Table, route: Route) -> list[str]:
    return [table.when(table.contacts(line.contacts), line.condition) for line in route.lines]


# ---------------------------------------------------------------- on a screen


def table_lines(questionnaire: Questionnaire, language: Language) -> Iterator[Line]:
    """The whole table in lines that can be wrapped at any width."""
    table = Table(questionnaire, language)
    yield Line(table.title, style="heading")
    yield Line(table.say("table_how"))
    for group in table.groups():
        yield from _headed(group.title)
        for rule in group.rules:
            yield from _rule(table, rule)
    for legend in table.legends():
        yield from _headed(legend.title)
        for name, lines in legend.entries:
            yield from (Line(), Line(name), *(Line(text, "  - ") for text in lines))


def _headed(title: str) -> Iterator[Line]:
    yield from (Line(), Line(), Line(title, style="heading"))


def _rule(table: Table, rule: Rule) -> Iterator[Line]:
    yield from (Line(), Line(table.say("table_rule", name=rule.id, line=rule.line)))
    row = table.row(rule)
    if rule.otherwise:
        yield Line(row["when"], f"  {table.say('table_when')} ")
    else:
        yield from _condition(table, rule.condition)
    for column in ("urgency", "points_to", "contacts", "sources", "only_words"):
        known = column == "urgency" and not rule.otherwise  # the title of the group says it
        if row[column] and not known:
            yield Line(f"{table.say(f'column_{column}')}: {row[column]}", "  ")


def _condition(table: Table, condition: Condition) -> Iterator[Line]:
    """A line for each thing that must be so, the alternatives further in."""
    lines = condition_lines(table.questionnaire, condition, table.language)
    first_box = len(lines) - len(condition.any_of)
    for index, text in enumerate(lines[:first_box]):
        yield Line(text, f"  {table.say('table_and' if index else 'table_when')} ")
    for text in lines[first_box:]:
        number, _, box = text.partition(" ")
        yield Line(box, f"      {number} ")
