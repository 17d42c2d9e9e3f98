"""``baekken content table`` and ``baekken content graph``: the content for those who edit or review it."""

from __future__ import annotations

import sys
from pathlib import Path

from baekken_cli import loader
from baekken_cli.errors import ContentProblem, Finding, UsageProblem
from baekken_cli.model import Content, Language, Questionnaire
from baekken_cli.reading import nearest
from baekken_cli.screen import Screen

TABLE_FORMATS = ("txt", "md", "csv")


def content_of(file: Path | None) -> Content:
    """The content with ``file`` as its questions, else the one that runs. Raises :class:`ContentProblem`."""
    if file is None:
        return loader.load_content()
    if not file.is_file():
        raise ContentProblem((Finding(file.name, 0, "no_such_file"),))
    return loader.load_content(questions=file)


def questionnaire_of(file: Path | None) -> Questionnaire:
    """The questionnaire of ``file``, else the one that runs. Raises :class:`ContentProblem`."""
    return content_of(file).questionnaire


def show_table(file: Path | None, format_name: str, screen: Screen, language: Language) -> None:
    """The decision table: lines on ``screen``, or a file of another format on standard output.

    Raises :class:`UsageProblem` and :class:`ContentProblem`.
    """
    from baekken_cli.table import table_lines
    from baekken_cli.table_files import to_csv, to_markdown

    refuse_other(format_name, TABLE_FORMATS)
    questionnaire = questionnaire_of(file)
    if format_name == "txt":
        for line in table_lines(questionnaire, language):
            screen.write(line.text, line.style, line.indent)
    else:
        print_file((to_csv if format_name == "csv" else to_markdown)(questionnaire, language))


def show_graph(file: Path | None, format_name: str, part: str, language: Language) -> None:
    """A picture of the content as text for a program that draws, on standard output.

    Raises :class:`UsageProblem` and :class:`ContentProblem`.
    """
    from baekken_cli.diagram import WRITERS
    from baekken_cli.flow import PARTS, build_graph, names

    refuse_other(format_name, tuple(WRITERS))
    questionnaire = questionnaire_of(file)
    graph = build_graph(questionnaire, part, language)
    if graph is None:
        near = nearest(part, [*PARTS, *names(questionnaire)])
        raise UsageProblem("no_such_part", name=part, known=", ".join(PARTS), nearest=near)
    print_file(WRITERS[format_name](graph))


def refuse_other(name: str, known: tuple[str, ...]) -> None:
    """Raises :class:`UsageProblem` where a format is none of ``known``."""
    if name not in known:
        raise UsageProblem("no_such_format", name=name, known=", ".join(known))


def print_file(text: str) -> None:
    """Text for other programs: in UTF-8 wherever it does not go to a terminal."""
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
