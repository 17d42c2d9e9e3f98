"""The three content files to a checked :class:`Content`; all findings of a file come out together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from baekken_cli.errors import ContentProblem, Finding
from baekken_cli.model import Content, Questionnaire, Source, TipTopic
from baekken_cli.read_questions import QuestionsReader
from baekken_cli.read_sources import SourcesReader
from baekken_cli.read_tips import TipsReader

FILES = ("questions.yaml", "tips.yaml", "sources.yaml")


def content_folder() -> Path:
    """Where the content lies: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent
    return package if (package / FILES[0]).is_file() else package.parent


def load_content(folder: Path | None = None) -> Content:
    """All three files of ``folder`` (default: the shipped ones), checked.

    Raises :class:`ContentProblem` with every finding, in the order of the files.
    """
    folder = folder or content_folder()
    content, findings = examine(*(folder / name for name in FILES))
    if content is None:
        raise ContentProblem(findings)
    return content


def load_questionnaire(path: Path | None = None) -> Questionnaire:
    """The questionnaire of ``path`` (default: the shipped one), checked against the other two files.

    Raises :class:`ContentProblem`.
    """
    folder = content_folder()
    content, findings = examine(path or folder / FILES[0], folder / FILES[1], folder / FILES[2])
    if content is None:
        raise ContentProblem(findings)
    return content.questionnaire


def examine(questions: Path, tips: Path, sources: Path) -> tuple[Content | None, tuple[Finding, ...]]:
    """The content and no findings, or None and every finding of the three files."""
    findings: list[Finding] = []
    bibliography = SourcesReader(sources, findings).load()
    topics = TipsReader(tips, findings, bibliography).load()
    loaded = QuestionsReader(questions, findings, bibliography, topics)
    questionnaire = loaded.load()
    _unused_sources(bibliography, loaded.cited | _cited(topics), sources, findings)
    if findings or questionnaire is None:
        return None, tuple(findings)
    return Content(questionnaire, topics, {key: source for key, (source, _) in bibliography.items()}), ()


def _cited(topics: Iterable[TipTopic]) -> set[str]:
    return {key for topic in topics for tip in topic.tips for key in tip.sources}


def _unused_sources(
    bibliography: dict[str, tuple[Source, int]],
    cited: set[str],
    path: Path,
    findings: list[Finding],
) -> None:
    if not cited:
        return
    for key, (_, line) in bibliography.items():
        if key not in cited:
            findings.append(Finding(path.name, line, "unused_source", {"key": key}))
