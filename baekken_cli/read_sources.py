"""sources.yaml to the bibliography, and what every file that cites it shares."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from baekken_cli.errors import Finding
from baekken_cli.files import read_file
from baekken_cli.model import Language, Source, Text, Written
from baekken_cli.reading import LANGUAGES, Reader
from baekken_cli.yamltree import Mapping, Node

KINDS = (
    "guideline",
    "study",
    "review",
    "patient_information",
    "public_service",
    "professional_text",
    "organisation",
    "news",
    "judgement",
)
READ = ("full", "abstract", "page", "summary", "none")


class SourcesReader(Reader):
    """sources.yaml"""

    def __init__(self, path: Path, findings: list[Finding]) -> None:
        super().__init__(path.name, findings)
        self.path = path

    def load(self) -> dict[str, tuple[Source, int]]:
        tree = read_file(self.path, self.findings)
        if tree is None:
            return {}
        root = self.mapping(tree, "sources.yaml")
        self.keys(root, "sources.yaml", ["sources"])
        entries = self.mapping(root.entries.get("sources"), "sources")
        return {
            key: (self.source(key, self.mapping(node, key)), entries.key_lines[key])
            for key, node in entries.entries.items()
        }

    def source(self, key: str, node: Mapping) -> Source:
        self.keys(node, key, ["title", "kind", "read"], ["doi", "url"])
        get = node.entries.get
        return Source(
            key,
            self.text(get("title"), "title"),
            self.word(get("kind"), "kind", KINDS),
            self.word(get("read"), "read", READ),
            self.text(get("doi"), "doi") or None,
            self.text(get("url"), "url") or None,
        )


class CitingReader(Reader):
    """What questions.yaml and tips.yaml share: texts in two languages and source keys."""

    def __init__(self, path: Path, findings: list[Finding], known: Iterable[str]) -> None:
        super().__init__(path.name, findings)
        self.path = path
        self.known_sources = set(known)
        self.cited: set[str] = set()
        self.written: list[Written] = []

    def both(self, node: Node | None, what: str, kind: str = "") -> Text:
        """``da:`` and ``en:`` of a mapping; other keys are the caller's business."""
        if node is not None and not isinstance(node, Mapping):
            self.fault(node.line, "not_a_mapping", what=what)
            return Text("", "")
        found = self.mapping(node, what)
        for language in LANGUAGES:
            if node is not None and language not in found.entries:
                self.fault(found.line, "missing_translation", what=what, language=language)
        da, en = (self.noted(found.entries.get(language), what, language, kind) for language in LANGUAGES)
        return Text(da, en)

    def noted(self, node: Node | None, what: str, language: Language, kind: str) -> str:
        """A text, remembered with its place for the check of the words."""
        text = self.text(node, what)
        if node is not None:
            self.written.append(Written(self.file, node.line, what, language, text, kind))
        return text

    def text_of(self, node: Node | None, what: str, kind: str = "") -> Text:
        """A mapping that holds nothing but ``da:`` and ``en:``."""
        if isinstance(node, Mapping):
            self.keys(node, what, (), LANGUAGES)
        return self.both(node, what, kind)

    def sources(self, node: Mapping, what: str) -> tuple[str, ...]:
        found = self.words(node.entries.get("sources"), what)
        for key in found:
            if key not in self.known_sources and self.known_sources:
                line = node.entries["sources"].line
                like = self.nearest(key, self.known_sources)
                self.fault(line, "unknown_source", key=key, what=what, nearest=like)
        self.cited.update(found)
        return found
