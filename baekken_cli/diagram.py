"""A graph as Mermaid or as DOT: plain text for programs that draw. No text in it acts as markup. Pure."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable

from baekken_cli.graph import Edge, Graph, Group, Kind, Node, Style
from baekken_cli.wording import printable

WIDTH = 30
_MERMAID_ACTS = re.compile(r'[#"&<>`*~$\\|\[\]{}]|(?<![^\W_])_|_(?![^\W_])|^[-+=:]|(?<=^\d)[.)]|:(?!\s)')
"""Signs of Mermaid, of HTML, and of Markdown where they mean something: within a word _ does not."""
_MERMAID_SHAPES: dict[Kind, tuple[str, str]] = {
    "question": ("[", "]"),
    "decision": ("{{", "}}"),
    "flag": (">", "]"),
    "gate": ("((", "))"),
    "rule": ("(", ")"),
    "outcome": ("[[", "]]"),
    "note": ("[/", "/]"),
}
_MERMAID_LINKS: dict[Style, str] = {"arrow": "-->", "line": "---", "faint": "-.->"}
_DOT_SHAPES: dict[Kind, str] = {
    "question": "shape=box",
    "decision": "shape=hexagon",
    "flag": "shape=octagon",
    "gate": "shape=circle, margin=0.03, fontsize=9",
    "rule": 'shape=box, style="rounded,filled"',
    "outcome": "shape=box, peripheries=2",
    "note": "shape=note",
}
_DOT_LINKS: dict[Style, str] = {"arrow": "", "line": "arrowhead=none", "faint": "style=dashed, color=gray50"}


def to_mermaid(graph: Graph) -> str:
    """A Mermaid flowchart."""
    title = json.dumps(printable(graph.title.replace("\n", " ")), ensure_ascii=False)
    lines = ["---", f"title: {title}", "---", f"flowchart {_direction(graph)}"]
    for group in _stacked(graph):
        lines += [f"  subgraph {group.id}[{_mermaid(group.title)}]", f"    direction {_direction(graph)}"]
        lines += [f"    {_mermaid_node(node)}" for node in graph.nodes if node.group == group.id]
        lines.append("  end")
    lines += [f"  {_mermaid_node(node)}" for node in graph.nodes if not node.group]
    lines += [f"  {_mermaid_edge(edge)}" for edge in graph.edges]
    return "\n".join(lines) + "\n"


def _direction(graph: Graph) -> str:
    return "LR" if graph.sideways else "TB"


def _stacked(graph: Graph) -> tuple[Group, ...]:
    """The groups in the order that puts the first on top: both programs stack them from below."""
    return graph.groups[::-1] if graph.sideways else graph.groups


def _mermaid_node(node: Node) -> str:
    before, after = _MERMAID_SHAPES[node.kind]
    return f"{node.id}{before}{_mermaid(node.text)}{after}"


def _mermaid_edge(edge: Edge) -> str:
    label = f"|{_mermaid(edge.label)}|" if edge.label else ""
    return f"{edge.start} {_MERMAID_LINKS[edge.style]}{label} {edge.end}"


def _mermaid(text: str) -> str:
    """Text in quotes; a character that Mermaid or its Markdown could act on stands as its number."""
    lines = (
        _MERMAID_ACTS.sub(lambda found: f"#{ord(found[0])};", printable(line)) for line in text.split("\n")
    )
    return '"' + "<br>".join(lines) + '"'


def to_dot(graph: Graph) -> str:
    """A DOT digraph."""
    lines = [
        "digraph baekken {",
        f"  rankdir={_direction(graph)};",
        f"  label={_dot(graph.title, 100)};",
        "  labelloc=t;",
        '  fontname="sans-serif";',
        '  node [fontname="sans-serif", fontsize=11, height=0.3, fillcolor=white, style=filled];',
        '  edge [fontname="sans-serif", fontsize=10];',
    ]
    for group in _stacked(graph):
        lines += [
            f"  subgraph cluster_{group.id} {{",
            f"    label={_dot(group.title)};",
            '    bgcolor="gray95";',
        ]
        lines += [f"    {_dot_node(node)}" for node in graph.nodes if node.group == group.id]
        lines.append("  }")
    lines += [f"  {_dot_node(node)}" for node in graph.nodes if not node.group]
    lines += [f"  {_dot_edge(edge)}" for edge in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _dot_node(node: Node) -> str:
    return f"{node.id} [label={_dot(node.text)}, {_DOT_SHAPES[node.kind]}];"


def _dot_edge(edge: Edge) -> str:
    label = f"label={_dot(edge.label)}" if edge.label else ""
    attributes = ", ".join(part for part in (label, _DOT_LINKS[edge.style]) if part)
    return f"{edge.start} -> {edge.end}{f' [{attributes}]' if attributes else ''};"


def _dot(text: str, width: int = WIDTH) -> str:
    """Text in quotes, in lines that a box holds well; Graphviz reads escapes and HTML's entities in it."""
    parts = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').split("\n")
    wrapped = (
        textwrap.wrap(printable(part), width, break_long_words=False, break_on_hyphens=False)
        for part in parts
    )
    return '"' + "\\n".join(line for lines in wrapped for line in lines) + '"'


WRITERS: dict[str, Callable[[Graph], str]] = {"mermaid": to_mermaid, "dot": to_dot}
