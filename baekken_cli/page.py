"""A report on one page of text: as airy as fits, as dense as needed. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from baekken_cli.report import Block, Report
from baekken_cli.wording import broken, printable

WIDTH, ROWS = 78, 55


def to_page(report: Report, width: int = WIDTH, rows: int = ROWS) -> str:
    """At most ``rows`` lines where possible: fewer underlines and blank lines, at last lists joined."""
    for layout in (_airy, _spaced, _close, _joined):
        lines = list(layout(report, width))
        if len(lines) <= rows:
            break
    return "\n".join(lines) + "\n"


def fits(report: Report, width: int = WIDTH, rows: int = ROWS) -> bool:
    """True where the densest layout takes one page."""
    return len(list(_joined(report, width))) <= rows


def _airy(report: Report, width: int) -> Iterable[str]:
    """Underlined headings, a blank line before each."""
    yield from (printable(report.title), "=" * len(report.title))
    for block in report.blocks:
        yield from ("", printable(block.heading), "-" * len(block.heading))
        yield from _lines(block, block.lines, width)


def _spaced(report: Report, width: int) -> Iterable[str]:
    """Headings in capitals, a blank line before each."""
    return _capitals(report, width, gap=("",))


def _close(report: Report, width: int) -> Iterable[str]:
    """Headings in capitals, no blank lines."""
    return _capitals(report, width)


def _joined(report: Report, width: int) -> Iterable[str]:
    """The same with the lines of a list joined into one paragraph."""
    return _capitals(report, width, joined=True)


def _capitals(report: Report, width: int, gap: tuple[str, ...] = (), joined: bool = False) -> Iterable[str]:
    yield printable(report.title).upper()
    for block in report.blocks:
        yield from (*gap, printable(block.heading).upper())
        yield from _lines(block, (_together(block),) if joined else block.lines, width)


def _together(block: Block) -> str:
    return " | ".join(block.lines) if block.kind == "list" else _sentences(block.lines)


def _sentences(lines: Iterable[str]) -> str:
    return " ".join(line if line.endswith((".", "!", "?", "_")) else f"{line}." for line in lines)


def _lines(block: Block, lines: Iterable[str], width: int) -> Iterable[str]:
    first, rest = {"list": ("- ", "  "), "quote": ("  ", "  "), "lines": ("", "")}[block.kind]
    for line in lines:
        yield from broken(line, width, first, rest)
