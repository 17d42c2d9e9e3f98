"""Reading checked values out of a YAML tree; faults are collected, never raised one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable
from difflib import get_close_matches

from baekken_cli.errors import Finding, add_finding, is_full
from baekken_cli.model import Language
from baekken_cli.wording import printable
from baekken_cli.yamltree import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_RANGE = re.compile(r"(\d{1,4})-(\d{1,4})\Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
LANGUAGES: tuple[Language, ...] = ("da", "en")
AMBIGUOUS = frozenset({"yes", "no", "on", "off", "true", "false", "y", "n", "null", "~"})
"""Words that YAML 1.1 turns into something else; they must stand in quotes."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, or an empty text."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def is_date(text: str) -> bool:
    """True for a day that exists, as 2026-11-22."""
    try:
        return bool(_DATE.match(text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


class Reader:
    """Reads one file's tree: always a value of the wanted type, and a finding where it was invented."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        self.file = file
        self.findings = findings

    def fault(self, line: int, code: str, **params: str) -> None:
        add_finding(self.findings, Finding(self.file, line, code, params))

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """As :func:`nearest`; empty where the finding is only counted, as each look takes long."""
        return "" if is_full(self.findings, self.file) else nearest(word, known)

    def mapping(self, node: Node | None, what: str) -> Mapping:
        if isinstance(node, Mapping):
            return node
        line = node.line if node else 0
        if node is not None:
            self.fault(line, "not_a_mapping", what=what)
        return Mapping({}, {}, line)

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.fault(node.line, "not_a_list", what=what)
        return ()

    def keys(self, node: Mapping, what: str, needed: Iterable[str], allowed: Iterable[str] = ()) -> None:
        """A finding for each key that is missing and each that is not known."""
        known = [*needed, *allowed]
        for key, line in node.key_lines.items():
            if key not in known:
                self.fault(line, "unknown_key", key=key, what=what, nearest=self.nearest(key, known))
        for key in needed:
            if key not in node.entries and key not in LANGUAGES:  # a missing text has words of its own
                self.fault(node.line, "missing_key", key=key, what=what)

    def text(self, node: Node | None, what: str) -> str:
        """A text to be read by a person; empty ones and ones cut by a comment are faults."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.fault(node.line, "not_a_text", what=what)
            return ""
        if node.cut:
            self.fault(node.line, "text_cut", what=what)
        if not node.text.strip():
            self.fault(node.line, "empty_text", what=what)
        if printable(" ".join(node.text.split())) != " ".join(node.text.split()):
            self.fault(node.line, "bad_character", what=what)
        return " ".join(node.text.split())

    def word(self, node: Node | None, what: str, known: Iterable[str] | None = None) -> str:
        """An id; where ``known`` is given, one of those."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.fault(node.line, "not_a_text", what=what)
            return ""
        if node.text in AMBIGUOUS and not node.quoted:
            self.fault(node.line, "unquoted_word", word=node.text)
        if known is not None and node.text not in (known := list(known)):
            self.fault(
                node.line,
                "unknown_name",
                name=node.text,
                what=what,
                nearest=self.nearest(node.text, known),
            )
        return node.text

    def words(self, node: Node | None, what: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """One id or a list of ids; a repeated one is a fault."""
        if node is None:
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        found: list[str] = []
        for one in nodes:
            word = self.word(one, what, known)
            if word in found:
                self.fault(one.line, "repeated_name", name=word, what=what)
            found.append(word)
        if not found:
            self.fault(node.line, "empty_list", what=what)
        return tuple(found)

    def new_id(self, node: Node | None, what: str, taken: Container[str]) -> str:
        """An id being given: well formed and not used before."""
        found = self.word(node, what)
        if node is not None and not _ID.match(found):
            self.fault(node.line, "bad_id", name=found, what=what)
        if node is not None and found in taken:
            self.fault(node.line, "repeated_name", name=found, what=what)
        return found

    def flag(self, node: Node | None, what: str) -> bool:
        return node is not None and self.word(node, what, ("yes", "no")) == "yes"

    def range(self, node: Node | None, what: str) -> tuple[int, int]:
        """Two whole numbers ``low-high``, both included."""
        written = self.word(node, what)
        match = _RANGE.match(written)
        if node is None:
            return (0, 0)
        if not match or int(match[1]) > int(match[2]):
            self.fault(node.line, "bad_range", name=written, what=what)
            return (0, 0)
        return int(match[1]), int(match[2])

    def date(self, node: Node | None, what: str) -> str:
        written = self.word(node, what)
        if node is not None and not is_date(written):
            self.fault(node.line, "bad_date", name=written, what=what)
        return written

    def each(self, node: Node | None, what: str) -> tuple[Mapping, ...]:
        return tuple(self.mapping(item, what) for item in self.items(node, what))
