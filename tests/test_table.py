"""`baekken content table`, and conditions and answers in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from baekken_cli.conditions import all_tests, keys_of
from baekken_cli.in_words import (
    answer_words,
    box_text,
    clauses,
    condition_lines,
    condition_text,
    name_of,
    number_words,
)
from baekken_cli.loader import examine
from baekken_cli.model import (
    ALWAYS,
    Condition,
    Content,
    InRange,
    Language,
    OneOf,
    Questionnaire,
    Rule,
    Test,
    Text,
    Ticked,
    Urgency,
)
from baekken_cli.screen import PlainScreen, RichScreen
from baekken_cli.table import Table, table_lines
from baekken_cli.table_files import to_csv, to_markdown
from tests.builders import LANGUAGES, flat, run_cli
from tests.conftest import Baekken

GOOD = Path(__file__).parent / "questionnaires" / "good"
GOLDEN = Path(__file__).parent / "golden" / "content"
FORMATS = ("txt", "md", "csv")


def small() -> Questionnaire:
    """The smallest questionnaire that holds everything."""
    content, _ = examine(GOOD / "small.yaml", GOOD / "tips.yaml", GOOD / "sources.yaml")
    assert content is not None
    return content.questionnaire


def on_screen(questionnaire: Questionnaire, language: Language, width: int = 79) -> str:
    out = io.StringIO()
    screen = PlainScreen(out, io.StringIO(), width)
    for line in table_lines(questionnaire, language):
        screen.write(line.text, line.style, line.indent)
    return out.getvalue()


def rendered(questionnaire: Questionnaire, kind: str, language: Language) -> str:
    writers = {"txt": on_screen, "md": to_markdown, "csv": to_csv}
    return writers[kind](questionnaire, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMATS)
def test_golden(request: pytest.FixtureRequest, kind: str, language: Language) -> None:
    """The table of the small questionnaire, letter by letter; `--update-golden` writes it anew."""
    golden = GOLDEN / f"table.{language}.{kind}"
    text = rendered(small(), kind, language)
    if request.config.getoption("--update-golden"):
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


# ---------------------------------------------------------------------------------- conditions in words


def conditions(questionnaire: Questionnaire) -> dict[str, Condition]:
    """Every condition of a file, by where it stands."""
    found = {f"rule {one.id}": one.condition for one in questionnaire.rules}
    found |= {f"question {one.id}": one.ask_when for one in questionnaire.questions}
    for decision in questionnaire.decisions:
        lines = enumerate(decision.lines)
        found |= {f"decision {decision.id} {number}": line.condition for number, line in lines}
    for flag in questionnaire.red_flags:
        found |= {f"flag {flag.id}": one for one in (flag.raised_by, flag.unsure_by) if one}
    return found


def changed_sets(values: frozenset[str], known: list[str]) -> Iterator[frozenset[str]]:
    """One value more, and one less where more than one is left."""
    yield from (values | {one} for one in known if one not in values)
    yield from (values - {one} for one in values if len(values) > 1)


def changed_tests(questionnaire: Questionnaire, test: Test) -> Iterator[Test]:
    """The test with one thing changed."""
    known = values_of(questionnaire, test.key)
    if isinstance(test, Ticked):
        yield from (test._replace(any_of=one) for one in changed_sets(test.any_of, known))
        yield from (test._replace(all_of=one) for one in changed_sets(test.all_of, known))
        yield from (test._replace(none_of=one) for one in changed_sets(test.none_of, known))
        return
    for values in changed_sets(test.values, known):
        yield test._replace(values=values)
    if isinstance(test, InRange):
        for low, high in test.ranges:
            yield test._replace(ranges=((low, high + 1),))
            yield test._replace(ranges=((low + 1, high + 1),))


def values_of(questionnaire: Questionnaire, key: str) -> list[str]:
    question = questionnaire.question(key)
    if question is not None:
        return [option.id for option in question.options]
    decision = next((one for one in questionnaire.decisions if one.id == key), None)
    return list(decision.values) if decision else ["raised", "unsure", "denied"]


def changed(questionnaire: Questionnaire, condition: Condition) -> Iterator[Condition]:
    """The condition with one test changed, or with one box less."""
    boxes = (condition.when, *condition.any_of)
    for at, box in enumerate(boxes):
        for number, test in enumerate(box):
            for other in changed_tests(questionnaire, test):
                new = list(boxes)
                new[at] = (*box[:number], other, *box[number + 1 :])
                yield Condition(new[0], tuple(new[1:]))
    for at in range(len(condition.any_of)):
        yield Condition(condition.when, condition.any_of[:at] + condition.any_of[at + 1 :])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_condition_has_other_words(content: Content, language: Language) -> None:
    """Nothing that a condition asks is left out: change one value, and the words change."""
    file, tried = content.questionnaire, 0
    for where, condition in conditions(file).items():
        words, lines = condition_text(file, condition, language), condition_lines(file, condition, language)
        for other in changed(file, condition):
            tried += 1
            assert condition_text(file, other, language) != words, (where, other)
            assert condition_lines(file, other, language) != lines, (where, other)
    assert tried > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_different_tests_have_different_words(content: Content, language: Language) -> None:
    """No two tests of the shipped file read the same."""
    file = content.questionnaire
    tests = {test for one in conditions(file).values() for test in all_tests(one)}
    words = {tuple(clause.text(language) for clause in clauses(file, test, language)) for test in tests}
    assert len(words) == len(tests)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_test_is_in_the_words_of_its_condition(content: Content, language: Language) -> None:
    """By its short title or its name, with every value in words."""
    file = content.questionnaire
    for where, condition in conditions(file).items():
        text = condition_text(file, condition, language)
        lines = " ".join(condition_lines(file, condition, language))
        for test in all_tests(condition):
            for clause in clauses(file, test, language):
                assert clause.text(language) in text, where
                assert clause.text(language) in lines, where


def box(*tests: Test) -> Condition:
    return Condition(tests)


def test_words_of_a_condition() -> None:
    """Options, numbers, decisions and red flags, alone and together."""
    file = small()
    ticks = Ticked("signs", frozenset({"numb", "fever"}), frozenset(), frozenset({"none"}))
    cases: dict[Condition, tuple[str, str]] = {
        ALWAYS: ("altid", "always"),
        box(OneOf("stage", frozenset({"pregnant"}))): ("Situation: Gravid", "Situation: Pregnant"),
        box(OneOf("walking", frozenset({"no", "unsure"}))): (
            "Gang, en af: Nej; Ved ikke",
            "Walking, one of: No; Don't know",
        ),
        box(InRange("weeks", ((13, 43),), frozenset())): ("Uge: uge 13-43", "Week: week 13-43"),
        box(InRange("weeks", ((0, 12),), frozenset({"unsure"}))): (
            "Uge, en af: uge 0-12; Ved ikke",
            "Week, one of: week 0-12; Don't know",
        ),
        box(ticks): (
            "Tegn, en af: Følelsesløs; Feber OG Tegn, ingen af: Ingen",
            "Signs, one of: Numb; Fever AND Signs, none of: None",
        ),
        box(Ticked("signs", frozenset(), frozenset({"numb", "fever"}), frozenset())): (
            "Tegn, alle af: Følelsesløs; Feber",
            "Signs, all of: Numb; Fever",
        ),
        box(Ticked("signs", frozenset(), frozenset(), frozenset())): ("Tegn, besvaret", "Signs, answered"),
        box(OneOf("window", frozenset({"late"}))): ("window: late", "window: late"),
        box(OneOf("RF01", frozenset({"raised", "unsure"}))): (
            "RF01 følelsesløs, en af: ja; ved ikke",
            "RF01 numbness, one of: yes; don't know",
        ),
        box(OneOf("RF02", frozenset({"denied"}))): ("RF02 utryg: nej", "RF02 unsafe: no"),
    }
    for condition, (danish, english) in cases.items():
        assert condition_text(file, condition, "da") == danish
        assert condition_text(file, condition, "en") == english
        assert condition_lines(file, condition, "en") == english.split(" AND ")


def test_words_of_alternatives() -> None:
    """The boxes of any_of are numbered, on one line and on several."""
    numb, walks = OneOf("RF01", frozenset({"raised"})), OneOf("walking", frozenset({"yes"}))
    condition = Condition((walks,), ((numb, walks), (numb,)))
    assert condition_text(small(), condition, "en") == (
        "Walking: Yes AND at least one of: (1) RF01 numbness: yes AND Walking: Yes OR (2) RF01 numbness: yes"
    )
    assert condition_lines(small(), condition, "da") == [
        "Gang: Ja",
        "mindst ét af disse:",
        "(1) RF01 følelsesløs: ja OG Gang: Ja",
        "(2) RF01 følelsesløs: ja",
    ]
    assert (
        condition_text(small(), Condition((), ((numb,),)), "en") == "at least one of: (1) RF01 numbness: yes"
    )
    assert box_text(small(), (numb, walks), "da") == "RF01 følelsesløs: ja OG Gang: Ja"


@pytest.mark.parametrize(
    ("question", "answer", "danish", "english"),
    [
        ("weeks_pregnant", 20, "Graviditetsuge: uge 20", "Week of pregnancy: week 20"),
        ("weeks_pregnant", "unsure", "Graviditetsuge: Ved ikke", "Week of pregnancy: Don't know"),
        ("weeks_since", 0, "Tid siden: under 1 uge", "Time since: less than 1 week"),
        ("weeks_since", 1, "Tid siden: 1 uge", "Time since: 1 week"),
        ("weeks_since", 12, "Tid siden: 12 uger", "Time since: 12 weeks"),
        ("worst", 7, "Værste smerte, 0-10: 7", "Worst pain, 0-10: 7"),
        ("sites", ("buttock", "groin"), "Hvor: Balden; Lysken", "Where: Buttock; Groin"),
        ("pain", "current", "Smerter nu: Ja", "Pain now: Yes"),
        ("pain", "no_such_id", "Smerter nu: no_such_id", "Pain now: no_such_id"),
    ],
)
def test_words_of_an_answer(
    content: Content, question: str, answer: str | int | tuple[str, ...], danish: str, english: str
) -> None:
    """The short title and the answer, with the unit of a number."""
    asked = content.questionnaire.question(question)
    assert asked is not None
    assert answer_words(asked, answer, "da") == danish
    assert answer_words(asked, answer, "en") == english


def test_words_of_an_answer_after_a_loss(content: Content) -> None:
    """With the other answers known, the words are those that she reads."""
    onset = content.questionnaire.question("onset")
    assert onset is not None
    assert "fødslen" in answer_words(onset, "at_birth", "da")
    assert "fødslen" not in answer_words(onset, "at_birth", "da", {"stage": "loss"})


def test_words_of_a_range(content: Content) -> None:
    """A range of weeks has its unit, a range of scores has none."""
    ranges = {"weeks_pregnant": "week 3-4", "weeks_since": "3-4 weeks", "worst": "3-4"}
    for name, words in ranges.items():
        question = content.questionnaire.question(name)
        assert question is not None
        assert number_words(question, 3, 4, "en") == words


# ---------------------------------------------------------------------------------- the table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_rule_is_there_with_all_it_says(content: Content, kind: str, language: Language) -> None:
    """Once each, in every format, with its condition, urgency, classification, contacts and sources."""
    file = content.questionnaire
    table, text = Table(file, language), flat(rendered(file, kind, language)).replace("\\", "")
    for rule in file.rules:
        row = table.row(rule)
        for column in ("urgency", "points_to", "contacts", "sources", "line"):
            assert row[column] in text, (rule.id, column)
        for test in all_tests(rule.condition):
            for clause in clauses(file, test, language):
                words = clause.says(language) if kind == "csv" else clause.text(language)
                assert flat(words) in text, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_most_urgent_stand_first_and_the_net_last(content: Content, language: Language) -> None:
    """By urgency, then those that only classify, then the net; within each in the order of the file."""
    groups = Table(content.questionnaire, language).groups()
    rules = [rule for group in groups for rule in group.rules]

    def place(rule: Rule) -> tuple[bool, int, int]:
        return (rule.otherwise, rule.urgency.rank if rule.urgency else len(Urgency), rule.line)

    assert rules == sorted(rules, key=place)
    assert sorted(rule.id for rule in rules) == sorted(rule.id for rule in content.questionnaire.rules)
    assert [group.title.rpartition(": ")[2] for group in groups] == [
        str(len(group.rules)) for group in groups
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["txt", "md"])
def test_all_that_rules_call_by_a_name_is_explained(content: Content, kind: str, language: Language) -> None:
    """Every decision, red flag, route and way out stands below, with every condition of its own."""
    file = content.questionnaire
    text = flat(rendered(file, kind, language)).replace("\\", "")
    for decision in file.decisions:
        for line in decision.lines:
            assert flat(condition_text(file, line.condition, language)) in text, decision.id
    for flag in file.red_flags:
        assert f"{flag.id} {flag.title.to(language)}" in text
        for condition in (flag.raised_by, flag.unsure_by, *(floor.condition for floor in flag.at_least)):
            assert (
                condition is None or condition == ALWAYS or condition_text(file, condition, language) in text
            )
    for route in file.routes:
        for way in route.lines:
            assert flat(condition_text(file, way.condition, language)) in text, route.id
    for way_out in file.exits:
        assert f"{way_out.title.to(language)}" in text


@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_the_terminal(baekken: Baekken, language: Language, columns: int) -> None:
    """No line is wider than the terminal, in plain mode too, and nothing is lost."""
    ran = baekken("content", "table", "--lang", language, "--plain", env={"COLUMNS": str(columns)})
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) < columns
    wide = baekken("content", "table", "--lang", language, env={"COLUMNS": "80"})
    assert flat(ran.out) == flat(wide.out)


# ---------------------------------------------------------------------------------- CSV


def sheet(questionnaire: Questionnaire, language: Language) -> tuple[list[str], list[dict[str, str]]]:
    rows = list(csv.reader(io.StringIO(to_csv(questionnaire, language), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_has_a_row_for_each_rule_and_a_column_for_all_they_look_at(
    content: Content, language: Language
) -> None:
    """A cell is filled where the rule looks at that question, decision or red flag, and only there."""
    file = content.questionnaire
    head, rows = sheet(file, language)
    assert len(set(head)) == len(head)
    assert len(rows) == len(file.rules)
    rules = {rule.id: rule for rule in file.rules}
    used = {key for rule in file.rules for key in keys_of(rule.condition)}
    columns = {key: column(file, head, key, language) for key in used}
    assert len(head) == len(columns) + 8
    for row in rows:
        looked_at = keys_of(rules[row[head[0]]].condition)
        assert {key for key, name in columns.items() if row[name]} == set(looked_at)


def column(file: Questionnaire, head: list[str], key: str, language: Language) -> str:
    name = name_of(file, key, language)
    return next(one for one in head if one in (name, f"{name} ({key})"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_cells_say_every_test(content: Content, language: Language) -> None:
    """In the column of what it looks at; an alternative with its number."""
    file = content.questionnaire
    head, rows = sheet(file, language)
    for rule, row in zip(
        (one for group in Table(file, language).groups() for one in group.rules), rows, strict=True
    ):
        for number, box in enumerate((rule.condition.when, *rule.condition.any_of)):
            for test in box:
                cell = row[column(file, head, test.key, language)]
                for clause in clauses(file, test, language):
                    assert clause.says(language) in cell
                assert not number or f"({number}) " in cell


def test_csv_of_alternatives_on_the_same_question() -> None:
    """What must be so stands before the alternatives; those are joined by OR."""
    walks = {one: OneOf("walking", frozenset({one})) for one in ("yes", "no", "unsure")}
    condition = Condition((walks["yes"],), ((walks["no"],), (walks["unsure"],)))
    _, rows = sheet(with_condition(small(), condition), "en")
    assert rows[0]["Walking (walking)"] == "Yes AND (1) No OR (2) Don't know"


def with_condition(questionnaire: Questionnaire, condition: Condition) -> Questionnaire:
    first, *others = questionnaire.rules
    rules = (first._replace(condition=condition), *others)
    return questionnaire._replace(rules=rules)


def with_texts(thing: Any, text: str) -> Any:
    """The thing with every text in it replaced."""
    if isinstance(thing, Text):
        return Text(text, text)
    if hasattr(thing, "_fields"):
        return thing._make(with_texts(one, text) for one in thing)
    if isinstance(thing, tuple):
        return tuple(with_texts(one, text) for one in thing)
    if isinstance(thing, dict):
        return {key: with_texts(one, text) for key, one in thing.items()}
    return thing


@pytest.mark.parametrize(
    "text", ["=1+1", "+45 12", "-2", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever stands in the content, a spreadsheet shows it as text."""
    head, rows = sheet(with_texts(small(), text), "da")
    cells = [*head, *(cell for row in rows for cell in row.values())]
    assert any(text.strip() in cell for cell in cells)
    assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝＋－＠")[: len(cell)]] == []


def test_no_cell_is_a_date() -> None:
    """A range such as 4-10 is not read as a day in October."""
    weeks = Condition((InRange("weeks", ((4, 10),), frozenset()),))
    asked = tuple(one._replace(unit="score") for one in small().questions)
    file = with_condition(small(), weeks)._replace(questions=asked)
    assert sheet(file, "da")[1][0]["Uge (weeks)"] == "'4-10"


# ---------------------------------------------------------------------------------- Markdown and markup


def tables(markdown: str) -> list[list[list[str]]]:
    """The cells of every table, by row, as a reader shows them."""
    found: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for before, token in pairwise(tokens):
        if before.type == "table_open":
            found.append([])
        if before.type == "tr_open":
            found[-1].append([])
        if before.type in ("th_open", "td_open"):
            found[-1][-1].append(shown(token))
    return found


def shown(token: Token) -> str:
    children = token.children or []
    assert {child.type for child in children} <= {"text", "text_special"}, token.content
    return "".join(child.content for child in children)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_tables_hold_the_rows(content: Content, language: Language) -> None:
    """A table for each group, a row for each rule, word for word."""
    file = content.questionnaire
    table = Table(file, language)
    found = tables(to_markdown(file, language))
    assert len(found) == len(table.groups())
    for group, rows in zip(table.groups(), found, strict=True):
        for rule, cells in zip(group.rules, rows[1:], strict=True):
            assert len(cells) == len(rows[0])
            assert set(cells) <= set(table.row(rule).values())
            assert table.row(rule)["when"] in cells


HOSTILE = (
    "a | b || c", "[bold red]x[/] [link=https://example.org]y[/link]", "<script>alert(1)</script>",
    "[x](javascript:alert(1))", "**b** _i_ `c` ~~d~~", "| --- |", "# h", "- item", "1. item", "\\| \\",
    "&amp; &#35;",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_content_as_it_is(text: str) -> None:
    """Pipes, brackets and marks of the content break no table and mark nothing up."""
    file = with_texts(small(), text)
    found = tables(to_markdown(file, "da"))
    for group, rows in zip(Table(file, "da").groups(), found, strict=True):
        for rule, cells in zip(group.rules, rows[1:], strict=True):
            assert Table(file, "da").row(rule)["when"] in cells
    headings = MarkdownIt("commonmark").parse(to_markdown(file, "da"))
    assert {token.type for token in headings} <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_brackets_of_the_content_reach_the_screen(text: str) -> None:
    """Nothing is markup for the terminal."""
    out = io.StringIO()
    screen = RichScreen(out, io.StringIO(), 1000, False)
    for line in table_lines(with_texts(small(), text), "en"):
        screen.write(line.text, line.style, line.indent)
    assert f"{text}, one of: {text}; {text}" in out.getvalue() or f"{text}: {text}" in out.getvalue()


# ---------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["md", "csv"])
def test_other_formats_are_printed_alone(
    baekken: Baekken, content: Content, kind: str, language: Language
) -> None:
    """Nothing but the file on standard output, not wrapped."""
    ran = baekken("content", "table", "--format", kind, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == rendered(content.questionnaire, kind, language)


def test_csv_is_utf_8_everywhere() -> None:
    """Also where the terminal's letters are others."""
    ran = run_cli("content", "table", "--format", "csv", env={"PYTHONIOENCODING": "latin-1"})
    assert ran.code == 0
    assert "Værste smerte" in ran.out


def test_a_copy_can_be_shown(baekken: Baekken, tmp_path: Path) -> None:
    """Another file than the one that runs."""
    copy = tmp_path / "mine.yaml"
    text = (Path(__file__).parents[1] / "questions.yaml").read_text("utf-8")
    copy.write_text(text.replace("Ring nu. Vent ikke.", "Ring straks."), "utf-8")
    ran = baekken("content", "table", str(copy))
    assert ran.code == 0
    assert "Ring straks. (emergency)" in ran.out


@pytest.mark.parametrize("command", ["table", "graph"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_loaded(
    baekken: Baekken, tmp_path: Path, command: str, language: Language
) -> None:
    """Its findings, exit code 5 and no table: also where there is no such file."""
    broken = tmp_path / "mine.yaml"
    broken.write_text("version: [", "utf-8")
    for file, kind in ((broken, "mine.yaml:2 yaml: "), (tmp_path / "none.yaml", "none.yaml file: ")):
        ran = baekken("content", command, str(file), "--lang", language)
        assert (ran.code, ran.out) == (5, "")
        assert kind in ran.err


@pytest.mark.parametrize("command", ["table", "graph"])
def test_an_unknown_format_is_refused(baekken: Baekken, command: str) -> None:
    """With the formats that there are."""
    known = {"table": "txt, md, csv", "graph": "mermaid, dot"}[command]
    ran = baekken("content", command, "--format", "xls")
    assert (ran.code, ran.out) == (2, "")
    assert f"Ukendt format: xls. Brug {known}." in ran.err
    assert known in baekken("content", command, "--format", "xls", "--lang", "en").err
