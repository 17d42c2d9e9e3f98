"""Tables that can be pasted into a document, and the line above them that says what was measured with."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
from collections.abc import Iterable, Sequence


def dated(how: str, *packages: str) -> str:
    """The day, the Python, the versions of ``packages``, and how it was measured."""
    versions = [f"{one} {importlib.metadata.version(one)}" for one in packages]
    return ", ".join([dt.date.today().isoformat(), f"Python {platform.python_version()}", *versions, how])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
