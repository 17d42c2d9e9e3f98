"""A report as text, Markdown or HTML, an assessment as JSON, and writing files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import html
import json
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from baekken_cli import __version__
from baekken_cli.errors import UsageProblem
from baekken_cli.flags import listed
from baekken_cli.model import Assessment, Content, Language
from baekken_cli.page import to_page
from baekken_cli.report import Block, Report
from baekken_cli.wording import printable

SCHEMA = "baekken/result/1"
FORMATS = ("txt", "md", "html", "json")


def to_markdown(report: Report) -> str:
    """Markdown in which no text can act as markup."""
    parts = [f"# {_escaped(report.title)}"]
    for block in report.blocks:
        mark = {"list": "- ", "quote": "> ", "lines": ""}[block.kind]
        gap = "\n" if block.kind == "list" else "\n>\n" if block.kind == "quote" else "\n\n"
        lines = gap.join(f"{mark}{_escaped(line)}" for line in block.lines)
        parts.append(f"## {_escaped(block.heading)}\n\n{lines}")
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    """Text on which Markdown does not act: neither its characters nor the beginning of a list or rule."""
    plain = "".join(f"\\{char}" if char in "\\`*_[]<>#|~&" else char for char in printable(text))
    plain = re.sub(r"^(\s*)([-+=])", r"\1\\\2", plain)
    return re.sub(r"^(\s*\d+)([.)])", r"\1\\\2", plain)


_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.45 system-ui, sans-serif; max-width: 42rem; margin: 1rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.4rem; }} h2 {{ font-size: 1.05rem; margin: 1rem 0 .2rem; }}
p, ul, blockquote {{ margin: .2rem 0; }} blockquote {{ padding-left: .8rem; border-left: 3px solid; }}
figure {{ margin: 1rem 0; }} svg {{ max-width: 100%; height: auto; }}
@media print {{
  @page {{ size: A4; margin: 12mm; }}
  body {{ font-size: 9pt; line-height: 1.25; max-width: none; margin: 0; padding: 0; }}
  h1 {{ font-size: 13pt; margin: 0; }} h2 {{ font-size: 10pt; margin: .4rem 0 0; }}
  p, ul, blockquote {{ margin: 0; }}
  figure {{ display: inline-block; width: 62mm; margin: .3rem 8mm 0 0; break-inside: avoid; }}
  figcaption {{ font-size: 8pt; }}
}}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def to_html(report: Report, figures: Sequence[str] = ()) -> str:
    """One HTML file: no script, nothing from outside, headings and lists as such.

    ``figures`` are elements of our own, which stand at the end of the page.
    """
    body = "\n".join(_html_block(block) for block in report.blocks)
    if figures:
        body += "\n" + "\n".join(figures)
    return _PAGE.format(lang=report.language, title=_html(report.title), body=body)


def _html_block(block: Block) -> str:
    inner = "li" if block.kind == "list" else "p"
    outer = {"list": "ul", "quote": "blockquote", "lines": "div"}[block.kind]
    lines = "\n".join(f"<{inner}>{_html(line)}</{inner}>" for line in block.lines)
    return f"<section>\n<h2>{_html(block.heading)}</h2>\n<{outer}>\n{lines}\n</{outer}>\n</section>"


def _html(text: str) -> str:
    return html.escape(printable(text))


def result_document(content: Content, assessment: Assessment, language: Language) -> dict[str, object]:
    """The result as the contract names it (``baekken/result/1``)."""
    questionnaire = content.questionnaire
    flags = listed(questionnaire, assessment.red_flags)
    return {
        "schema": SCHEMA,
        "program_version": __version__,
        "content": {"version": questionnaire.version, "last_review": questionnaire.last_review},
        "language": language,
        "stage": assessment.stage,
        "classification": assessment.classification,
        "urgency": assessment.urgency,
        "red_flags": {"raised": flags.raised, "unsure": flags.unsure, "denied": flags.denied},
        "rules": [
            {
                "id": rule.id,
                "classification": rule.classification,
                "urgency": rule.urgency,
                "sources": rule.sources,
            }
            for rule in assessment.rules
        ],
        "contacts": assessment.contacts,
        "tips": assessment.tips,
        "answers": assessment.answers,
    }


def to_json(document: dict[str, object]) -> str:
    """JSON in which letters stay letters, and what could act on a terminal or is not seen is escaped."""
    written = json.dumps(document, ensure_ascii=False, indent=2)
    return re.sub("[^\0-~]", _shown_or_escaped, written) + "\n"


def _shown_or_escaped(found: re.Match[str]) -> str:
    return found[0] if printable(found[0]) == found[0] else json.dumps(found[0])[1:-1]


RENDERERS: dict[str, Callable[[Report, Sequence[str]], str]] = {
    "txt": lambda report, _: to_page(report),
    "md": lambda report, _: to_markdown(report),
    "html": to_html,
}


def format_of(path: Path | None, named: str | None) -> str:
    """The format by name, else by the ending of the file, else text. Raises :class:`UsageProblem`."""
    name = (named or (path.suffix[1:] if path else "") or "txt").lower()
    name = {"text": "txt", "markdown": "md", "htm": "html"}.get(name, name)
    if name not in FORMATS:
        raise UsageProblem("unknown_format", name=name)
    return name


def refuse_target(path: Path, force: bool) -> None:
    """Raises :class:`UsageProblem` where ``path`` cannot be written: no such folder, no file, or taken."""
    try:
        folder, there, ordinary = path.parent.is_dir(), path.exists(), path.is_file()
        taken = there or path.is_symlink()
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    if not folder:
        raise UsageProblem("no_folder", path=str(path.parent))
    if there and not ordinary:
        raise UsageProblem("not_a_file", path=str(path))
    if taken and not force:
        raise UsageProblem("file_exists", path=str(path))


def _refused(path: Path, error: OSError | ValueError) -> UsageProblem:
    if isinstance(error, FileExistsError):
        return UsageProblem("file_exists", path=str(path))
    if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
        return UsageProblem("not_a_name", path=str(path))
    return UsageProblem("cannot_write", path=str(path), reason=str(error.errno))


def write_private(path: Path, text: str, force: bool) -> None:
    """Writes the whole file or nothing, mode 0600, never over another without ``force``.

    Raises :class:`UsageProblem`, also where the system refuses.
    """
    refuse_target(path, force)
    try:
        _write_whole(path, text, force)
    except OSError as error:
        raise _refused(path, error) from None


def _write_whole(path: Path, text: str, force: bool) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".baekken-")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode("utf-8", "replace"))
            stream.flush()
            os.fsync(stream.fileno())
        _put(temporary, path, force)
    finally:
        with contextlib.suppress(OSError):  # gone already where it was renamed
            Path(temporary).unlink()


def _put(temporary: str, path: Path, force: bool) -> None:
    """``link`` fails where the name is taken, also when it was taken a moment ago."""
    if force:
        Path(temporary).replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        _put_without_links(temporary, path)


def _put_without_links(temporary: str, path: Path) -> None:
    """For a memory stick: takes the name with an empty file first, so that nobody else's is replaced."""
    taken = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.close(taken)
        Path(temporary).replace(path)
    except BaseException:
        path.unlink()
        raise
