"""The three content files to a checked :class:`Content`; all findings of a file come out together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from baekken_cli import compiled
from baekken_cli.errors import ContentProblem, Finding
from baekken_cli.model import Content, Questionnaire, TipTopic

if TYPE_CHECKING:  # the readers are loaded only where there is something to read
    import datetime as dt

    from baekken_cli.read_questions import QuestionsReader
    from baekken_cli.read_tips import TipsReader

FILES = ("questions.yaml", "tips.yaml", "sources.yaml")
WORDS = frozenset({"help", "why", "short", "sources", "strength", "title"})
IN_WORDS_ALONE = frozenset({"missing_translation", "empty_text", "text_cut", "unknown_source", "bad_phrase"})
"""Findings that leave the rules as they are: the content is refused, but what it decides can be proved."""


def content_folder() -> Path:
    """Where the content lies: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent
    return package if (package / FILES[0]).is_file() else package.parent


def beside(file: Path) -> Path:
    """The folder whose tips and sources go with a questions file: its own where both are there."""
    own = file.resolve().parent
    return own if all((own / name).is_file() for name in FILES[1:]) else content_folder()


def load_content(folder: Path | None = None, *, questions: Path | None = None) -> Content:
    """The files of ``folder`` (default: the shipped ones), or ``questions`` with its neighbours, checked.

    Raises :class:`ContentProblem` with every finding, in the order of the files.
    """
    if folder is None and questions is None and (known := _compiled()):
        return known.content()
    folder = folder or (beside(questions) if questions else content_folder())
    content, findings = examine(questions or folder / FILES[0], folder / FILES[1], folder / FILES[2])
    if content is None:
        raise ContentProblem(findings)
    return content


def load_tips() -> tuple[TipTopic, ...]:
    """The shipped tips. Raises :class:`ContentProblem` where any of the shipped files has a fault."""
    known = _compiled()
    return known.tips() if known else load_content().tips


def _compiled() -> compiled.Compiled | None:
    """The shipped content as it was compiled, while the files are still what they were."""
    return compiled.find_compiled(shipped_files())


def shipped_files() -> tuple[Path, Path, Path]:
    """The questions, the tips and the sources."""
    questions, tips, sources = (content_folder() / name for name in FILES)
    return questions, tips, sources


def compile_content() -> Path | None:
    """Compiles the shipped content, for the build; the file, or None where the content has a fault."""
    files = shipped_files()
    content, _ = examine(*files)
    if content is None:
        compiled.FILE.unlink(missing_ok=True)
        return None
    beside = compiled.FILE.with_suffix(".new")
    beside.write_bytes(compiled.written(content, files))
    return beside.replace(compiled.FILE)  # whole or not at all, for who reads it meanwhile


def load_questionnaire(path: Path | None = None) -> Questionnaire:
    """The questionnaire of ``path`` (default: the shipped one), checked against the other two files.

    Raises :class:`ContentProblem`.
    """
    return load_content(questions=path).questionnaire


def examine(
    questions: Path, tips: Path, sources: Path, *, today: dt.date | None = None
) -> tuple[Content | None, tuple[Finding, ...]]:
    """The content, or None where it cannot be used, and every finding of the three files.

    With ``today``, content that can be used is looked at more closely: a source that nothing cites, words
    and dates are findings, but no reason to refuse the content.
    """
    read = inspect(questions, tips, sources, today=today)
    return read.content, read.findings


class Read(NamedTuple):
    """What reading gave. ``content`` is None where it cannot be used; ``rules`` is content whose rules can
    be proved, though its words may have faults."""

    content: Content | None
    rules: Content | None
    findings: tuple[Finding, ...]


def inspect(questions: Path, tips: Path, sources: Path, *, today: dt.date | None = None) -> Read:
    """As :func:`examine`, and what of the content can be proved."""
    from baekken_cli.read_questions import QuestionsReader
    from baekken_cli.read_sources import SourcesReader
    from baekken_cli.read_tips import TipsReader

    findings: list[Finding] = []
    bibliography = SourcesReader(sources, findings).load()
    tips_reader = TipsReader(tips, findings, bibliography)
    topics = tips_reader.load()
    reader = QuestionsReader(questions, findings, bibliography, topics if tips_reader.was_read else None)
    questionnaire = reader.load()
    if questionnaire is None:
        return Read(None, None, tuple(findings))
    known = {key: source for key, (source, _) in bibliography.items()}
    content = Content(questionnaire, topics, known)
    if findings:
        return Read(None, content if all(map(_in_words_alone, findings)) else None, tuple(findings))
    if today is None:
        return Read(content, content, ())
    cited = reader.cited | tips_reader.cited
    unused = [
        Finding(sources.name, line, "unused_source", {"key": key})
        for key, (_, line) in bibliography.items()
        if key not in cited
    ]
    return Read(content, content, (*_words(reader, tips_reader, questionnaire, today), *unused))


def _in_words_alone(finding: Finding) -> bool:
    missing = finding.code == "missing_key" and finding.params["key"] in WORDS
    return missing or finding.code in IN_WORDS_ALONE


def _words(
    reader: QuestionsReader, tips: TipsReader, questionnaire: Questionnaire, today: dt.date
) -> list[Finding]:
    from baekken_cli.words import word_findings

    written = [*reader.written, *tips.written]
    return word_findings(questionnaire, written, reader.root.key_lines, reader.file, today)
