"""`baekken content graph`: the pictures are whole, sound and read as they are meant by both formats."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from baekken_cli.conditions import all_tests
from baekken_cli.diagram import WRITERS, to_dot, to_mermaid
from baekken_cli.flow import OUTCOMES, PARTS, build_graph, names
from baekken_cli.graph import Edge, Graph, Kind, Node, Style
from baekken_cli.in_words import clauses, name_of, question_name
from baekken_cli.messages import say
from baekken_cli.model import Condition, Content, Language, OneOf, Questionnaire
from tests.builders import LANGUAGES, flat, run_cli
from tests.conftest import Baekken
from tests.test_table import GOLDEN, small, with_condition, with_texts

DRAWN = (*PARTS, "hard_to_walk", "emergency")


def drawn(questionnaire: Questionnaire, part: str, language: Language = "da") -> Graph:
    graph = build_graph(questionnaire, part, language)
    assert graph is not None, part
    return graph


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", DRAWN)
@pytest.mark.parametrize("kind", WRITERS)
def test_golden(request: pytest.FixtureRequest, kind: str, part: str, language: Language) -> None:
    """The pictures of the small questionnaire, letter by letter; `--update-golden` writes them anew."""
    golden = GOLDEN / f"{part}.{language}.{kind}"
    text = WRITERS[kind](drawn(small(), part, language))
    if request.config.getoption("--update-golden"):
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    """A file for each format, language and part, and for each format of the table."""
    graphs = {f"{part}.{language}.{kind}" for part in DRAWN for language in LANGUAGES for kind in WRITERS}
    tables = {f"table.{language}.{kind}" for language in LANGUAGES for kind in ("txt", "md", "csv")}
    assert {path.name for path in GOLDEN.iterdir()} == graphs | tables


# ---------------------------------------------------------------------------------- what is in a picture


def texts(graph: Graph, kind: str) -> list[str]:
    return [node.text for node in graph.nodes if node.kind == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_all_there_in_their_topics(content: Content, language: Language) -> None:
    """Each once, numbered in the order asked, and each one that has a condition hangs on something."""
    file = content.questionnaire
    graph = drawn(file, "questions", language)
    nodes = {node.id: node for node in graph.nodes}
    led_to = {edge.end for edge in graph.edges}
    for number, question in enumerate(file.questions, 1):
        node = nodes[f"question_{question.id}"]
        assert (node.text, node.group) == (
            f"{number} {question_name(question, language)}",
            f"topic_{question.topic}",
        )
        assert (node.id in led_to) == bool(all_tests(question.ask_when))
    assert [group.title for group in graph.groups] == [topic.title.to(language) for topic in file.topics]
    assert texts(graph, "outcome") == [one.title.to(language) for one in file.exits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_arrows_into_questions_say_the_answer(content: Content, language: Language) -> None:
    """An arrow for each test of a condition, unless the question above has the very same one."""
    file = content.questionnaire
    labels = {(edge.start, edge.end): edge.label for edge in drawn(file, "questions", language).edges}
    for before, question in zip((None, *file.questions), file.questions, strict=False):
        target = f"question_{question.id}"
        if (
            before
            and (f"question_{before.id}", target) in labels
            and labels[f"question_{before.id}", target] == ""
        ):
            assert (before.topic, before.ask_when) == (question.topic, question.ask_when)
            continue
        for test in question.ask_when.when:
            source = next(one for one in labels if one[1] == target and one[0].endswith(f"_{test.key}"))
            first = clauses(file, test, language)[0].values[0]
            assert first in labels[source], question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_are_all_there(content: Content, language: Language) -> None:
    """Every rule leads to its urgency and to its classification, with all that it rests on."""
    file = content.questionnaire
    graph = drawn(file, "rules", language)
    ends = {node.id: node for node in graph.nodes}
    led = {(ends[edge.start].text, edge.end) for edge in graph.edges}
    for rule in file.rules:
        for outcome in filter(None, (rule.urgency, rule.classification)):
            assert (rule.id, f"result_{outcome}") in led
    assert Counter(texts(graph, "rule")) == Counter(
        rule.id for rule in file.rules for outcome in (rule.urgency, rule.classification) if outcome
    )
    assert len(texts(graph, "outcome")) == len(OUTCOMES) + len(file.exits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_test_of_a_rule_is_in_the_picture_of_the_rules(content: Content, language: Language) -> None:
    """By its name and its first value; a long list is cut, with the number of those left out."""
    file = content.questionnaire
    shown = {flat(node.text) for node in drawn(file, "rules", language).nodes}
    for rule in file.rules:
        for test in all_tests(rule.condition):
            for clause in clauses(file, test, language):
                start = flat(clause.text(language).split(";")[0])
                assert any(start in text for text in shown), (rule.id, start)


@pytest.mark.parametrize("language", LANGUAGES)
def test_decisions_and_red_flags_are_all_there(content: Content, language: Language) -> None:
    """Every line of a decision in its group, every red flag in its own."""
    file = content.questionnaire
    lines = texts(drawn(file, "decisions", language), "decision")
    for decision in file.decisions:
        for number, line in enumerate(decision.lines, 1):
            words = say("graph_line", language, name=decision.id, number=number, value=line.value)
            assert lines.count(words) == 1
    graph = drawn(file, "flags", language)
    assert [group.title for group in graph.groups] == [flag.title.to(language) for flag in file.red_flags]
    raised = {edge.end for edge in graph.edges}
    for flag in file.red_flags:
        group = [node for node in graph.nodes if node.group == f"flag_{flag.id}" and node.id in raised]
        assert any(node.text.startswith(name_of(file, flag.id, language)) for node in group)


def test_any_name_is_led_back_to_answers(content: Content) -> None:
    """Nothing stands at the beginning of a picture but answers, `otherwise` lines and the net."""
    file = content.questionnaire
    otherwise = {say("graph_otherwise", "en", name=one.id, value=one.otherwise) for one in file.decisions}
    for name in names(file):
        graph = build_graph(file, name, "en")
        if graph is None:
            assert name in OUTCOMES
            continue
        led_to = {edge.end for edge in graph.edges}
        first = [node for node in graph.nodes if node.id not in led_to]
        assert [
            node for node in first if node.kind not in ("question", "note") and node.text not in otherwise
        ] == []
        assert name in graph.title


def test_a_name_that_nothing_bears_has_no_picture(content: Content) -> None:
    """Neither an id of an option nor a word that is not there."""
    assert build_graph(content.questionnaire, "no_such_name", "da") is None
    assert build_graph(content.questionnaire, "", "da") is None


def test_alternatives_come_through_gates() -> None:
    """A box of several tests through AND, the boxes through OR, the rest straight."""
    walks, numb, unsafe = (
        OneOf("walking", frozenset({"yes"})),
        OneOf("RF01", frozenset({"denied"})),
        OneOf("RF02", frozenset({"denied"})),
    )
    condition = Condition((walks,), ((numb, unsafe), (unsafe,)))
    graph = drawn(with_condition(small(), condition), "numb", "en")
    text = {node.id: node.text for node in graph.nodes}
    assert {(text[edge.start], text[edge.end]) for edge in graph.edges} == {
        ("Walking: Yes", "numb"),
        ("OR", "numb"),
        ("AND", "OR"),
        ("RF02 unsafe: no", "OR"),
        ("RF01 numbness: no", "AND"),
        ("RF02 unsafe: no", "AND"),
    }


def test_alternatives_in_the_picture_of_the_questions() -> None:
    """The same gates, with the answers on the arrows: two answers to one question are two arrows."""
    one, other = OneOf("stage", frozenset({"pregnant"})), OneOf("stage", frozenset({"postpartum"}))
    late = OneOf("window", frozenset({"late"}))
    asked = Condition((), ((one,), (other,), (one, late)))
    graph = drawn(with_question(small(), asked), "questions", "en")
    text = {node.id: node.text for node in graph.nodes}
    found = {(text[edge.start], text[edge.end], edge.label) for edge in graph.edges}
    assert found >= {
        ("1 Situation", "OR", "Pregnant"),
        ("1 Situation", "OR", "Gave birth"),
        ("AND", "OR", ""),
        ("1 Situation", "AND", "Pregnant"),
        ("window", "AND", "late"),
        ("OR", "4 Walking", ""),
        ("2 Week", "window", ""),
    }


def with_question(questionnaire: Questionnaire, asked: Condition) -> Questionnaire:
    """The small questionnaire, its last question asked under this condition."""
    *others, last = questionnaire.questions
    return questionnaire._replace(questions=(*others, last._replace(ask_when=asked)))


# ---------------------------------------------------------------------------------- sound in both formats


def every_graph(questionnaire: Questionnaire, language: Language) -> list[Graph]:
    """Each part, and some pictures that lead to a name."""
    some = ("emergency", "painful_loosening", "a10_new_late", "severity", "RF13", "moves", "out_of_scope")
    return [drawn(questionnaire, part, language) for part in (*PARTS, *some)]


def assert_sound(graph: Graph) -> None:
    ids = [node.id for node in graph.nodes]
    groups = [group.id for group in graph.groups]
    assert len(set(ids)) == len(ids)
    assert {node.group for node in graph.nodes} - {""} == set(groups)
    assert len(set(groups)) == len(groups)
    assert all(edge.start in ids and edge.end in ids for edge in graph.edges)
    assert len(set(graph.edges)) == len(graph.edges)
    assert all(re.fullmatch(r"[a-z]+_\w+", one) for one in (*ids, *groups))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_sound(content: Content, language: Language) -> None:
    """Ids are unique and safe, and every arrow has both its ends."""
    for graph in every_graph(content.questionnaire, language):
        assert_sound(graph)


class Read(NamedTuple):
    """A picture, read again from what was written."""

    title: str
    nodes: dict[str, str]
    edges: Counter[tuple[str, str, str]]
    groups: dict[str, str]
    inside: dict[str, str]


def expected(graph: Graph) -> Read:
    """The graph as a reader of either format should find it, the spaces in its texts aside."""
    return Read(
        flat(graph.title),
        {node.id: flat(node.text) for node in graph.nodes},
        Counter((one.start, one.end, flat(one.label)) for one in graph.edges),
        {group.id: flat(group.title) for group in graph.groups},
        {node.id: node.group for node in graph.nodes},
    )


_QUOTED = r'"(?P<text>(?:[^"\\]|\\.)*)"'
_DOT_NODE = re.compile(rf'(?P<id>\w+) \[label={_QUOTED}, shape=\w+(?:, \w+=(?:[\w.]+|"[\w,]+"))*\];')
_DOT_EDGE = re.compile(rf"(?P<start>\w+) -> (?P<end>\w+)(?: \[(?:label={_QUOTED})?(?:(?:, )?\w+=\w+)*\])?;")
_DOT_LABEL = re.compile(rf"label={_QUOTED};")
_DOT_GROUP = re.compile(r"subgraph cluster_(?P<id>\w+) \{")
_DOT_SETTING = re.compile(
    r'(?:(?:node|edge) \[[^\]]*\]|(?:rankdir|labelloc|fontname|bgcolor)=(?:\w+|"[\w-]+"));'
)


def unescaped_dot(text: str) -> str:
    """As Graphviz reads it: its escapes, and HTML's entities."""
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
    return flat(html.unescape(plain))


def read_dot(source: str) -> Read:
    """Every line is of a form that DOT knows, and every brace is closed."""
    first, *lines, last = source.splitlines()
    assert (first, last) == ("digraph baekken {", "}")
    read, group = Read("", {}, Counter(), {}, {}), ""
    for line in map(str.strip, lines):
        if found := _DOT_NODE.fullmatch(line):
            assert found["id"] not in read.nodes
            read.nodes[found["id"]], read.inside[found["id"]] = unescaped_dot(found["text"]), group
        elif found := _DOT_EDGE.fullmatch(line):
            read.edges[found["start"], found["end"], unescaped_dot(found["text"] or "")] += 1
        elif found := _DOT_LABEL.fullmatch(line):
            if group:
                read.groups[group] = unescaped_dot(found["text"])
            else:
                read = read._replace(title=unescaped_dot(found["text"]))
        elif found := _DOT_GROUP.fullmatch(line):
            assert not group
            group = found["id"]
        elif line == "}":
            assert group
            group = ""
        else:
            assert _DOT_SETTING.fullmatch(line), line
    assert not group
    return read


_TEXT = r'"(?P<text>[^"]*)"'
_NODE = re.compile(
    rf"(?P<id>\w+)(?P<open>\[\[|\[/|\[|\{{\{{|>|\(\(|\(){_TEXT}(?P<close>\]\]|/\]|\]|\}}\}}|\)\)|\))"
)
_EDGE = re.compile(r'(?P<start>\w+) (?P<link>-->|---|-\.->)(?:\|"(?P<text>[^"]+)"\|)? (?P<end>\w+)')
_GROUP = re.compile(rf"subgraph (?P<id>\w+)\[{_TEXT}\]")
_CLOSED_BY = {"[[": "]]", "[/": "/]", "[": "]", "{{": "}}", ">": "]", "((": "))", "(": ")"}


def unescaped_mermaid(text: str) -> str:
    return flat(re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text.replace("<br>", "\n")))


def read_mermaid(source: str) -> Read:
    """Every line is of a form that Mermaid knows, and every group is closed."""
    first, title, last, kind, *lines = source.splitlines()
    assert (first, last) == ("---", "---")
    assert kind in ("flowchart TB", "flowchart LR")
    read = Read(flat(json.loads(title.removeprefix("title: "))), {}, Counter(), {}, {})
    group = ""
    for line in map(str.strip, lines):
        if found := _GROUP.fullmatch(line):
            assert not group
            group = found["id"]
            read.groups[group] = unescaped_mermaid(found["text"])
        elif found := _NODE.fullmatch(line):
            assert found["close"] == _CLOSED_BY[found["open"]]
            assert found["id"] not in read.nodes
            read.nodes[found["id"]] = unescaped_mermaid(found["text"])
            read.inside[found["id"]] = group
        elif found := _EDGE.fullmatch(line):
            read.edges[found["start"], found["end"], unescaped_mermaid(found["text"] or "")] += 1
        elif line == "end":
            group = ""
        else:
            assert line in ("direction TB", "direction LR"), line
    assert not group
    return read


def assert_nothing_acts(mermaid: str) -> None:
    """No text holds a character that Mermaid or its Markdown could take for its own."""
    for text in re.findall(r'[\[({>|/]"([^"]*)"', mermaid):
        for line in text.split("<br>"):
            left = re.sub(r"#\d+;", "x", line)
            assert not re.search(
                r'[#"&<>`*~$|\[\]{}\\]|(?<![^\W_])_|_(?![^\W_])|^[-+=:]|^\d[.)]|:\S', left
            ), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_formats_can_be_read_again(content: Content, language: Language) -> None:
    """Line by line: every quote, brace and group closed, and word for word what the graph says."""
    for graph in every_graph(content.questionnaire, language):
        assert read_dot(to_dot(graph)) == expected(graph)
        assert read_mermaid(to_mermaid(graph)) == expected(graph)
        assert_nothing_acts(to_mermaid(graph))


HOSTILE = (
    'a "b" \'c\' `d`"]', "a --> b; c -.-> d %% e", "<script>alert(1)</script><b>", "[x]{y}(z)|p|>q]",
    "\\n \\N \\ \\\"",
    "1. item", "2) item", "- item", "+ item", "# h #35; #quot; &amp; &lt;", "**b** _i_ ~~s~~ $$x$$",
    "x\nend\nsubgraph y", "%%{init: {}}%%", "fa:fa-car", "style a fill:red;",
    "click a \"javascript:alert(1)\"",
    "---",
    "æøå ÆØÅ \N{EM DASH}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_content_acts(text: str) -> None:
    """Quotes, brackets, line ends and marks come out as they are written, in both formats."""
    file = with_texts(small(), text)
    for part in DRAWN:
        graph = drawn(file, part)
        assert any(flat(text) in flat(node.text) for node in graph.nodes) or part == "decisions"
        assert read_dot(to_dot(graph)) == expected(graph)
        assert read_mermaid(to_mermaid(graph)) == expected(graph)
        assert_nothing_acts(to_mermaid(graph))


def test_control_characters_are_shown_not_sent() -> None:
    """Escapes in a text cannot act on the terminal that the picture is printed on."""
    for part in DRAWN:
        for write in WRITERS.values():
            assert "\x1b" not in write(drawn(with_texts(small(), "\x1b[31mred\x9b2J"), part))


@pytest.mark.parametrize("part", PARTS)
def test_mermaid_takes_the_shipped_pictures(content: Content, part: str) -> None:
    """It refuses more than 50,000 letters or 500 arrows unless told otherwise."""
    for language in LANGUAGES:
        graph = drawn(content.questionnaire, part, language)
        assert len(to_mermaid(graph)) < 50_000
        assert len(graph.edges) < 500


def test_each_kind_has_a_shape_of_its_own() -> None:
    """Colour tells nothing; two kinds look alike in neither format."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    styles: tuple[Style, ...] = get_args(Style)
    for write in WRITERS.values():
        lines = [write(Graph("", (Node("a_1", kind, "x"),), ())) for kind in kinds]
        assert len(set(lines)) == len(kinds)
        nodes = (Node("a_1", "rule", "x"), Node("a_2", "rule", "y"))
        links = [write(Graph("", nodes, (Edge("a_1", "a_2", "", one),))) for one in styles]
        assert len(set(links)) == len(styles)


# ---------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", [*PARTS, "severity", "c09_persistent"])
@pytest.mark.parametrize("kind", WRITERS)
def test_the_command_prints_the_picture_alone(
    baekken: Baekken, content: Content, kind: str, part: str, language: Language
) -> None:
    """On standard output, nothing else, not wrapped, without colour."""
    ran = baekken("content", "graph", "--part", part, "--format", kind, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == WRITERS[kind](drawn(content.questionnaire, part, language))


def test_mermaid_and_the_questions_unless_told_otherwise(baekken: Baekken, content: Content) -> None:
    """The picture to begin with."""
    assert baekken("content", "graph").out == to_mermaid(drawn(content.questionnaire, "questions"))


@pytest.mark.parametrize(
    ("language", "words", "near"),
    [
        ("da", "Intet i filen hedder severty", "Mente du severity?"),
        ("en", "Nothing in the file", "Did you mean severity?"),
    ],
)
def test_an_unknown_part_is_refused(baekken: Baekken, language: str, words: str, near: str) -> None:
    """With the parts that there are, and the nearest name."""
    ran = baekken("content", "graph", "--part", "severty", "--lang", language)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert near in ran.err
    assert "questions, decisions, flags, rules" in ran.err


def test_a_picture_is_utf_8_everywhere(tmp_path: Path) -> None:
    """Also where the terminal's letters are others."""
    ran = run_cli("content", "graph", env={"PYTHONIOENCODING": "ascii"}, cwd=tmp_path)
    assert ran.code == 0
    assert "Værste smerte" in ran.out
