"""YAML text to a tree of texts with line numbers; the only module that knows PyYAML.

Every plain value stays the text it was written as (PyYAML would make ``no`` False and ``24:30``
1470). Repeated keys, anchors, tags and deep nesting are faults, never silently accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from baekken_cli.errors import Finding, add_finding

# libyaml is about nine times faster; it takes a few texts that the pure loader refuses: {a: b?, c: d}.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
MAX_DEPTH = 12
_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on; it looks ahead, so it may see it before we do."""


class Scalar(NamedTuple):
    """``cut``: a comment follows on the same line, so the text may have been meant to go on."""

    text: str
    line: int
    quoted: bool = False
    cut: bool = False


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int


class Mapping(NamedTuple):
    """Keys in the order of the file; of a repeated key the first stands."""

    entries: dict[str, Node]
    key_lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


def decode(raw: bytes, file: str) -> str:
    """UTF-8 text of ``raw``; raises :class:`TreeFault` naming the line of the first foreign byte."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TreeFault(Finding(file, line, "not_utf8")) from None
    return text


class TreeFault(Exception):
    """The text is no YAML that can be read on; ``finding`` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_tree(text: str, file: str, findings: list[Finding]) -> Node:
    """The tree of one YAML document.

    Faults that leave a tree (a repeated key) are added to ``findings``; others raise :class:`TreeFault`.
    """
    try:
        return _Builder(text, file, findings).document()
    except yaml.reader.ReaderError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)  # libyaml counts bytes, so look again
        line = len(_LINE_BREAK.findall(text[: found.start()])) + 1 if found else 0
        raise TreeFault(Finding(file, line, "bad_character")) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        if error.problem == _TOO_DEEP:
            raise TreeFault(Finding(file, line, "too_deep")) from None
        raise TreeFault(Finding(file, line, "bad_yaml", {"problem": str(error.problem)})) from None
    except (ValueError, yaml.YAMLError):
        raise TreeFault(Finding(file, 0, "bad_yaml", {"problem": "?"})) from None


class _Builder:
    def __init__(self, text: str, file: str, findings: list[Finding]) -> None:
        self.lines = _LINE_BREAK.split(text)
        self.file = file
        self.findings = findings
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Node:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise TreeFault(Finding(self.file, 0, "empty_file"))
        node = self.node(next(self.events), 0)
        next(self.events)  # document end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.fault(event, "second_document")
        return node

    def node(self, event: Any, depth: int) -> Node:
        self.refuse_special(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def refuse_special(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.fault(event, "anchor")
        if event.tag:
            raise self.fault(event, "tag")
        if depth > MAX_DEPTH:
            raise self.fault(event, "too_deep")

    def scalar(self, event: Any) -> Scalar:
        plain = not event.style  # libyaml says "", the pure loader None
        line = event.end_mark.line
        rest = self.lines[line][event.end_mark.column :] if plain and line < len(self.lines) else ""
        return Scalar(
            event.value,
            event.start_mark.line + 1,
            quoted=event.style in ("'", '"'),
            cut=rest.lstrip().startswith("#"),
        )

    def sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), start.start_mark.line + 1)

    def mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise self.fault(event, "key_not_text")
            if key.text in entries:
                self.repeated(key, lines[key.text])
                continue
            entries[key.text], lines[key.text] = value, key.line
        return Mapping(entries, lines, start.start_mark.line + 1)

    def repeated(self, key: Scalar, first: int) -> None:
        params = {"key": key.text, "first": str(first)}
        add_finding(self.findings, Finding(self.file, key.line, "repeated_key", params))

    def fault(self, event: Any, code: str) -> TreeFault:
        return TreeFault(Finding(self.file, event.start_mark.line + 1, code))
