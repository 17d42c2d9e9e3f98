"""What the command line asks of a check."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from baekken_cli.model import Language


class Wishes(NamedTuple):
    """The options of ``check`` and ``export``. ``language_named``: it was given, not guessed."""

    language: Language
    language_named: bool = False
    answers: Path | None = None
    no_input: bool = False
    as_json: bool = False
    target: Path | None = None
    format_name: str | None = None
    force: bool = False
    region: str | None = None
    since: Path | None = None
    clear: bool = False
    keep: bool = False
    for_herself: bool = False

    @property
    def page_language(self) -> Language:
        """Of the page to take along: the one named, else Danish for a professional in Denmark."""
        return self.language if self.for_herself or self.language_named else "da"
