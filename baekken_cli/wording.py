"""Findings and somebody else's text as lines that are safe to print. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from baekken_cli.messages import FINDINGS, MESSAGES, REASONS, say

if TYPE_CHECKING:
    from baekken_cli.errors import Finding
    from baekken_cli.model import Language

_NO_BREAK = "\N{NO-BREAK SPACE}"
_SECOND = "\0"
"""Stands for the second column of a letter that takes two; no printable text has it."""
_FAR = re.compile("[\u1100-\U0010ffff]")
"""Where letters of two columns are."""


def finding_line(finding: Finding, language: Language) -> str:
    """``file:line kind: what is wrong and what to do``, on one line."""
    kind, danish, english = FINDINGS[finding.code]
    params = {key: inert(value) for key, value in finding.params.items()}
    params = {key: value or ('""' if key != "nearest" else "") for key, value in params.items()}
    if "reason" in params:
        params["reason"] = reason(params["reason"], language)
    if finding.code == "not_proved":
        code = f"check_{params['what']}"
        params["what"] = say(code, language) if code in MESSAGES else params["what"]
    params["mean"] = " " + _what_to_do(params, language)
    params["example"] = inert(_answers(finding.example, finding.about), 400)
    params["change"] = inert(_change(finding), 400)
    text = (danish if language == "da" else english).format(**params)
    where = f"{inert(finding.file)}:{finding.line}" if finding.line else inert(finding.file)
    return f"{where} {kind}: {text}"


def _answers(example: Mapping[str, object], about: Iterable[str]) -> str:
    """The answers that matter, as they are written in an answers file."""
    wanted = [key for key in about if key in example] or list(example)[:1]
    return ", ".join(f"{key} = {_answer(example[key])}" for key in wanted)


def _answer(answer: object) -> str:
    return f"[{', '.join(answer)}]" if isinstance(answer, tuple) else str(answer)


def _change(finding: Finding) -> str:
    """How the second set of answers differs from the first: the first set's answers, an arrow, the others."""
    first, then = finding.example, finding.then
    keys = [key for key in dict.fromkeys([*first, *then]) if first.get(key) != then.get(key)]
    before = _answers(first, [key for key in keys if key in first] or finding.about)
    return f"{before} -> {_answers(then, [key for key in keys if key in then])}" if then else before


def _what_to_do(params: dict[str, str], language: Language) -> str:
    """For a name that is not known: the nearest one, what is wanted, or to mend it."""
    if params.get("nearest"):
        return say("did_you_mean", language, name=params["nearest"])
    if params.get("wanted"):
        return say("use_this", language, wanted=params["wanted"])
    return say("mend_or_delete", language)


def reason(number: str, language: Language) -> str:
    """The system's reason in words; its number where there are none."""
    danish, english = REASONS.get(
        int(number) if number.isdigit() else 0, (f"fejl {number}", f"error {number}")
    )
    return danish if language == "da" else english


def printable(text: str) -> str:
    """Text that cannot act on a terminal: no control characters, escapes or direction marks."""
    if text.isprintable():
        return text
    spaces = "\N{NO-BREAK SPACE}"
    return "".join(
        char if char.isprintable() or char in spaces else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def broken(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """The text as lines of at most ``columns``, never broken inside a number such as 70 11 07 07.

    ``first`` stands before the first line, ``rest`` before the others.
    """
    joined = re.sub(r"(?<=\d) (?=\d)", _NO_BREAK, printable(text))
    marked = joined if joined.isascii() else _FAR.sub(_marked, joined)
    wrapper = _Wrapper(columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ").replace(_SECOND, "") for line in wrapper.wrap(marked)]


def _marked(found: re.Match[str]) -> str:
    return found[0] + _SECOND * (east_asian_width(found[0]) in "WF")


class _Wrapper(textwrap.TextWrapper):
    """A line may also be broken beside a letter that takes two columns, and never within it."""

    wordsep_simple_re = re.compile(rf"([\t\n\v\f\r ]+|.{_SECOND})")


def inert(text: str, limit: int = 80) -> str:
    """Somebody's text made safe to print, and not too long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."
