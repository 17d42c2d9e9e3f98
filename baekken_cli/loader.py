"""The three content files to a checked :class:`Content`; all findings of a file come out together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from baekken_cli.errors import ContentProblem, Finding
from baekken_cli.model import Content, Questionnaire
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


def examine(
    questions: Path, tips: Path, sources: Path, *, today: dt.date | None = None
) -> tuple[Content | None, tuple[Finding, ...]]:
    """The content, or None where it cannot be used, and every finding of the three files.

    With ``today``, content that can be used is looked at more closely: a source that nothing cites, words
    and dates are findings, but no reason to refuse the content.
    """
    findings: list[Finding] = []
    bibliography = SourcesReader(sources, findings).load()
    tips_reader = TipsReader(tips, findings, bibliography)
    topics = tips_reader.load()
    reader = QuestionsReader(questions, findings, bibliography, topics if tips_reader.was_read else None)
    questionnaire = reader.load()
    if findings or questionnaire is None:
        return None, tuple(findings)
    known = {key: source for key, (source, _) in bibliography.items()}
    content = Content(questionnaire, topics, known)
    if today is None:
        return content, ()
    cited = reader.cited | tips_reader.cited
    unused = [
        Finding(sources.name, line, "unused_source", {"key": key})
        for key, (_, line) in bibliography.items()
        if key not in cited
    ]
    return content, (*_words(reader, tips_reader, questionnaire, today), *unused)


def _words(
    reader: QuestionsReader, tips: TipsReader, questionnaire: Questionnaire, today: dt.date
) -> list[Finding]:
    from baekken_cli.words import word_findings

    written = [*reader.written, *tips.written]
    return word_findings(questionnaire, written, reader.root.key_lines, reader.file, today)
