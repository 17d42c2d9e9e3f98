"""Findings and somebody else's text as lines that are safe to print. Pure."""

from __future__ import annotations

from baekken_cli.errors import Finding
from baekken_cli.messages import FINDINGS, REASONS, say
from baekken_cli.model import Language


def finding_line(finding: Finding, language: Language) -> str:
    """``file:line kind: what is wrong and what to do``, on one line."""
    kind, danish, english = FINDINGS[finding.code]
    params = {key: inert(value) for key, value in finding.params.items()}
    params = {key: value or ('""' if key != "nearest" else "") for key, value in params.items()}
    if "reason" in params:
        params["reason"] = reason(params["reason"], language)
    params["mean"] = " " + _what_to_do(params, language)
    text = (danish if language == "da" else english).format(**params)
    where = f"{inert(finding.file)}:{finding.line}" if finding.line else inert(finding.file)
    return f"{where} {kind}: {text}"


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
    spaces = "\N{NO-BREAK SPACE}"
    return "".join(
        char if char.isprintable() or char in spaces else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def inert(text: str, limit: int = 80) -> str:
    """Somebody's text made safe to print, and not too long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."
