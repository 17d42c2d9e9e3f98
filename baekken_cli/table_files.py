"""The decision table as Markdown and as CSV. No text of the content acts as markup or as a formula. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from baekken_cli.conditions import all_tests
from baekken_cli.in_words import box_clauses, name_of
from baekken_cli.model import Box, Condition, Language, Questionnaire
from baekken_cli.table import Group, Table
from baekken_cli.wording import printable

_ACTS = re.compile(r"\s*([-+=@\uff0b\uff0d\uff1d\uff20]|\d+-\d+\s*$)")
"""Signs that begin a formula, the wide ones of East Asian keyboards too."""


def to_markdown(questionnaire: Questionnaire, language: Language) -> str:
    """The rules as tables, what they build on as lists."""
    table = Table(questionnaire, language)
    parts = [f"# {_escaped(table.title)}", _escaped(table.say("table_how"))]
    for group in table.groups():
        parts += [f"## {_escaped(group.title)}", _markdown_table(table, group)]
    for legend in table.legends():
        parts.append(f"## {_escaped(legend.title)}")
        for name, lines in legend.entries:
            parts += [f"### {_escaped(name)}", "\n".join(f"- {_escaped(line)}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table, group: Group) -> str:
    """Without the columns in which no rule of the group says more than its title."""
    rows = [table.row(rule) for rule in group.rules]
    kept = [column for column in rows[0] if any(row[column] not in group.title for row in rows)]
    cells = [[table.say(f"column_{column}") for column in kept], ["---"] * len(kept)]
    cells += [[_escaped(row[column]) for column in kept] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _escaped(text: str) -> str:
    """Text on which Markdown does not act, in a cell or at the beginning of a line."""
    plain = re.sub(r"[\\`*_\[\]<>#|~&]", lambda found: f"\\{found[0]}", printable(text))
    return re.sub(r"^(\s*\d*)([-+=.)])", r"\1\\\2", plain)


def to_csv(questionnaire: Questionnaire, language: Language) -> str:
    """A row for each rule, a column for each question, decision and red flag that a rule looks at.

    A cell says what the rule asks there. Alternatives are numbered, as they are in the whole condition.
    """
    table = Table(questionnaire, language)
    keys = _keys(questionnaire)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(inert_cell, _head(table, keys)))
    for group in table.groups():
        for rule in group.rules:
            asked = _asked(table, rule.condition)
            writer.writerow(
                map(inert_cell, (*table.row(rule).values(), *(asked.get(key, "") for key in keys)))
            )
    return out.getvalue()


def _keys(questionnaire: Questionnaire) -> list[str]:
    """What the rules look at, in the order of the file."""
    used = {test.key for rule in questionnaire.rules for test in all_tests(rule.condition)}
    known = [one.id for one in questionnaire.questions]
    known += [one.id for one in questionnaire.decisions]
    known += [one.id for one in questionnaire.red_flags]
    return [key for key in known if key in used]


def _head(table: Table, keys: Iterable[str]) -> Iterator[str]:
    for column in table.row(table.questionnaire.rules[0]):
        yield table.say(f"column_{column}")
    for key in keys:
        name = name_of(table.questionnaire, key, table.language)
        yield name if name.startswith(key) else f"{name} ({key})"


def _asked(table: Table, condition: Condition) -> dict[str, str]:
    """What a condition asks, by the name of what it looks at."""
    found = _by_key(table, condition.when)
    boxes: dict[str, list[str]] = {}
    for number, box in enumerate(condition.any_of, 1):
        for key, text in _by_key(table, box).items():
            boxes.setdefault(key, []).append(f"({number}) {text}")
    for key, texts in boxes.items():
        either = f" {table.say('in_or')} ".join(texts)
        found[key] = f"{found[key]} {table.say('in_and')} {either}" if key in found else either
    return found


def _by_key(table: Table, box: Box) -> dict[str, str]:
    found: dict[str, str] = {}
    for clause in box_clauses(table.questionnaire, box, table.language):
        before = f"{found[clause.key]} {table.say('in_and')} " if clause.key in found else ""
        found[clause.key] = before + clause.says(table.language)
    return found


def inert_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, or (4-10) for a date."""
    text = printable(cell)
    return f"'{text}" if _ACTS.match(text) else text
