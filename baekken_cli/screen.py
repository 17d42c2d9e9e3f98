"""Where lines go to and come from: with Rich on a terminal, plain everywhere else.

No text is ever Rich markup, and nothing crashes for want of a character in the output's encoding.
"""

from __future__ import annotations

import codecs
import functools
import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from baekken_cli.wording import broken, printable

if TYPE_CHECKING:
    from rich.console import Console

Style = Literal["normal", "heading", "alarm", "good", "faint", "quote"]
# Readable on light and dark backgrounds: no dim text, and colour only with a background of its own.
_RICH = {
    "heading": "bold",
    "alarm": "bold white on red",
    "good": "bold",
    "quote": "italic",
}
_WEIGHTS = {"heading": "1", "good": "1", "quote": "3"}
"""Bold and italic as every terminal knows them that knows any."""
_WIPE = "\x1b[H\x1b[2J\x1b[3J"
_TWINS = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{BULLET}": "-",
    "\N{MIDDLE DOT}": "-",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{NO-BREAK SPACE}": " ",
    "\N{SECTION SIGN}": "par.",
    **dict.fromkeys("█▉▊▋▌▍▎▏▐▕", "#"),
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa",
}  # fmt: skip
WIDEST = 88
FOLLOW = 0
NARROWEST = 20


class Ended(Exception):
    """The input ended: never an answer."""


class Screen(Protocol):
    """Writes lines and reads lines. ``plain``: for ears and for files, without drawings."""

    plain: bool

    def columns(self) -> int:
        """How many columns a line may have now."""

    def draw(self, rows: Sequence[str]) -> None:
        """Rows as they are, never broken."""

    def bars(self, rows: Sequence[tuple[str, int]], top: int) -> None:
        """A labelled value a line, drawn as bars of 0 to ``top`` where that helps."""

    def wipe(self) -> bool:
        """Clears the screen and what scrolled off it; False where the terminal cannot."""

    def write(self, text: str = "", style: Style = "normal", indent: str = "") -> None:
        """One paragraph; ``indent`` stands before its first line, as many spaces before the others."""

    def read(self) -> str:
        """One typed line. Raises :class:`Ended`."""


def twins(error: UnicodeError) -> tuple[str, int]:
    """An error handler for encoding: the nearest plain letters, else a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_twin(char) for char in missing), error.end


def _twin(char: str) -> str:
    """The nearest plain letters: from the table, else the letter without its accent."""
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
    return _TWINS.get(char) or bare or "?"


codecs.register_error("baekken", twins)


def prepare_streams() -> None:
    """Standard streams that never raise over a character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="baekken")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def read_line(source: TextIO) -> str:
    """A line without its end. Raises :class:`Ended` at the end of input, never an empty answer for it."""
    line = source.readline()
    if not line:
        raise Ended
    return line.rstrip("\r\n")


def can_ask() -> bool:
    """True where somebody sits at the other end of the input."""
    return bool(sys.stdin) and sys.stdin.isatty()


class PlainScreen:
    """Lines and nothing else: no colour, no boxes, no cursor movement."""

    plain = True

    def __init__(self, out: TextIO, source: TextIO, width: int | None = FOLLOW) -> None:
        """``width``: columns, None for lines that are never broken, FOLLOW to go with the terminal."""
        self.out = out
        self.source = source
        self.width = width

    def columns(self) -> int:
        return terminal_width(self.out) if self.width == FOLLOW else self.width or sys.maxsize

    def draw(self, rows: Sequence[str]) -> None:
        for row in rows:
            self.out.write(f"{printable(row)}\n")

    def bars(self, rows: Sequence[tuple[str, int]], top: int) -> None:  # noqa: ARG002
        for label, value in rows:
            self.write(f"{label}: {value}")

    def wipe(self) -> bool:
        can = self.out.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
        if can:
            self.out.write(_WIPE)
            self.out.flush()
        return can

    def write(self, text: str = "", style: Style = "normal", indent: str = "") -> None:  # noqa: ARG002
        self.out.write(self.wrapped(text, indent) + "\n")

    def wrapped(self, text: str, indent: str) -> str:
        return "\n".join(broken(text, self.columns(), indent, " " * len(indent))) or indent

    def read(self) -> str:
        self.out.write("> ")
        self.out.flush()
        try:
            return read_line(self.source)
        except Ended:
            self.out.write("\n")
            raise


class RichScreen(PlainScreen):
    """The same lines with weight and colour, which never carry meaning alone.

    Rich is loaded where there is colour, or a bar: weight alone is written here, as loading Rich would
    take a third of the time to the first question.
    """

    plain = False

    def __init__(self, out: TextIO, source: TextIO, width: int, colour: bool) -> None:
        super().__init__(out, source, width)
        self.colour = colour

    @functools.cached_property
    def takes_codes(self) -> bool:
        """True for the terminals that are alike in this; with all others Rich knows what to do."""
        terminal = self.out.isatty() or bool(os.environ.get("FORCE_COLOR"))
        return terminal and os.name != "nt" and os.environ.get("TERM") != "unknown"

    @functools.cached_property
    def console(self) -> Console:
        from rich.console import Console

        # "auto" would let FORCE_COLOR win over --no-color
        no_color = not self.colour
        return Console(
            file=self.out, width=WIDEST, no_color=no_color, highlight=False, markup=False, emoji=False
        )

    def write(self, text: str = "", style: Style = "normal", indent: str = "") -> None:
        lines = self.wrapped(text, indent)
        if style not in _RICH:
            self.out.write(f"{lines}\n")
        elif style in _WEIGHTS and self.takes_codes:
            self.out.write(f"{_weighted(lines, _WEIGHTS[style])}\n")
        else:
            from rich.text import Text

            self.console.print(Text(lines, style=_RICH[style]), soft_wrap=True)

    def bars(self, rows: Sequence[tuple[str, int]], top: int) -> None:
        from rich.bar import Bar
        from rich.table import Table

        grid = Table.grid(padding=(0, 1))
        for label, value in rows:
            grid.add_row(printable(label), Bar(top, 0, min(value, top), width=2 * top), str(value))
        self.console.print(grid)


def _weighted(lines: str, weight: str) -> str:
    """Each line with its weight, which ends where the line ends."""
    return "\n".join(f"\x1b[{weight}m{line}\x1b[0m" if line else "" for line in lines.split("\n"))


def terminal_width(out: TextIO) -> int:
    """Columns to use: those of COLUMNS or of the terminal that ``out`` is, not more than is good to read."""
    named = os.environ.get("COLUMNS", "")
    columns = int(named) if named.isascii() and named.isdigit() else 0
    if not columns:
        try:
            columns = os.get_terminal_size(out.fileno()).columns
        except (OSError, ValueError):
            columns = 0
    return max(NARROWEST, min(columns or WIDEST, WIDEST) - 1)


def make_screen(out: TextIO, plain: bool, colour: bool) -> Screen:
    """A rich screen for a terminal, or where colour is forced; a plain one otherwise or when asked for."""
    source = sys.stdin or io.StringIO()  # None where standard input is closed
    forced = colour and os.environ.get("FORCE_COLOR", "0") not in ("", "0")
    if plain or not (out.isatty() or forced):
        return PlainScreen(out, source)
    return RichScreen(out, source, FOLLOW, colour)
