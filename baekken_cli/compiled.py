"""The checked content, written down at installation and taken up again in a moment.

Reading, checking and building the content takes longer than all else in a short command, so the build
(``hatch_build.py``) keeps the outcome beside the package. It counts only while the three content files and
the code that reads them are those that it was made from; otherwise the files are read.
Nothing is ever written here while the program runs. Why: docs/adr/0016-a-fast-start.md.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from baekken_cli import model
from baekken_cli.model import Content, TipTopic

PACKAGE = Path(__file__).resolve().parent
FILE = PACKAGE / "content.json"
READERS = (
    "compiled", "conditions", "errors", "files", "interview", "loader", "messages", "model", "read_questions",
    "read_sources", "read_tips", "reading", "vocabulary", "wording", "yamltree",
)  # fmt: skip
"""The modules that make content of the files: what they make may change when one of them does."""


def mark(files: Iterable[Path]) -> str:
    """What each content file is, and each module that reads them."""
    marked = (*files, *(PACKAGE / f"{name}.py" for name in READERS))
    return " ".join(_mark(file.read_bytes()) for file in marked)


def _mark(written: bytes) -> str:
    """Length and CRC-32: enough to notice an edit. A stronger hash would load OpenSSL, and 4 MiB with it."""
    return f"{len(written)}-{zlib.crc32(written):08x}"


def written(content: Content, files: Iterable[Path]) -> bytes:
    """Four lines: the marks of the files and of the other three lines, which are JSON, one a file."""
    parts = [json.dumps(_plain(one), ensure_ascii=False, separators=(",", ":")) for one in content]
    lines = "\n".join(parts).encode()
    return f"{mark(files)} {_mark(lines)}\n".encode() + lines


class Compiled(NamedTuple):
    """The lines of the compiled content, each built when it is asked for."""

    lines: tuple[bytes, bytes, bytes]

    def content(self) -> Content:
        return Content(*map(_built, map(json.loads, self.lines)))

    def tips(self) -> tuple[TipTopic, ...]:
        topics: tuple[TipTopic, ...] = _built(json.loads(self.lines[1]))
        return topics


def find_compiled(files: Sequence[Path]) -> Compiled | None:
    """What was compiled from exactly these files by exactly this code, else None."""
    if not all(file.is_file() for file in files):  # a pipe is not waited for
        return None
    try:
        first, _, lines = FILE.read_bytes().partition(b"\n")
        if first.decode() != f"{mark(files)} {_mark(lines)}":
            return None
    except (OSError, UnicodeDecodeError):
        return None
    questionnaire, tips, sources = lines.split(b"\n")
    return Compiled((questionnaire, tips, sources))


# Anything but text, a number, a truth value or None is a list: what it is, then its parts.
_KINDS: dict[str, Callable[..., Any]] = {
    "tuple": lambda *parts: parts,
    "set": lambda *parts: frozenset(parts),
    "dict": lambda *pairs: dict(pairs),
    **{name: kind for name, kind in vars(model).items() if isinstance(kind, type)},
}


def _built(plain: list[Any]) -> Any:
    kind, *parts = plain
    return _KINDS[kind](*[_built(one) if type(one) is list else one for one in parts])


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if hasattr(value, "_fields"):
        return [type(value).__name__, *map(_plain, _without_defaults(value))]
    if isinstance(value, tuple):
        return ["tuple", *map(_plain, value)]
    if isinstance(value, frozenset):
        return ["set", *sorted(value)]
    if isinstance(value, Mapping):
        return ["dict", *map(_plain, value.items())]
    return value


def _without_defaults(value: Any) -> tuple[Any, ...]:
    """The parts up to the last one that is not what it is anyway."""
    defaults = value._field_defaults
    parts = list(zip(value._fields, value, strict=True))
    while parts and parts[-1][0] in defaults and parts[-1][1] == defaults[parts[-1][0]]:
        parts.pop()
    return tuple(part for _, part in parts)
