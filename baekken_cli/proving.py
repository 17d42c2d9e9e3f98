"""``baekken content check``: what is wrong with the content files, or what was proved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from baekken_cli.errors import ContentProblem, Finding, FindingsFound, UsageProblem
from baekken_cli.loader import FILES, beside, content_folder, inspect
from baekken_cli.messages import FINDINGS, say
from baekken_cli.model import Content, Language
from baekken_cli.prove import BUDGET, CHECKS, THEOREMS, Proof, prove
from baekken_cli.wording import finding_line, inert

SCHEMA = "baekken/content-check/1"


def check_content(
    file: Path | None,
    language: Language,
    *,
    as_json: bool = False,
    witnesses: Path | None = None,
    budget: int | None = None,
    force: bool = False,
) -> None:
    """Prints every finding, or one line that says what was proved.

    Raises :class:`FindingsFound`, and :class:`ContentProblem` where there is no such file.
    """
    if file is not None and not file.is_file():
        raise ContentProblem((Finding(file.name, 0, "no_such_file"),))
    folder = beside(file) if file else content_folder()
    if witnesses:
        _make(witnesses)
    read = inspect(file or folder / FILES[0], folder / FILES[1], folder / FILES[2], today=dt.date.today())
    proof = prove(read.rules, (file or Path(FILES[0])).name, budget or BUDGET) if read.rules else None
    findings = (*read.findings, *(proof.findings if proof else ()))
    if as_json:
        from baekken_cli import export

        print(export.to_json(_document(findings, proof, language)), end="")
    else:
        _print(findings, proof, read.rules, language)
    if proof and witnesses:
        _write_witnesses(proof, witnesses, force)
        if not as_json:
            print(
                say("witnesses_written", language, number=len(proof.regions), path=inert(str(witnesses), 200))
            )
    if not all(one.warning for one in findings):
        raise FindingsFound


def _print(
    findings: Iterable[Finding], proof: Proof | None, content: Content | None, language: Language
) -> None:
    for finding in findings:
        print(finding_line(finding, language))
    if content and proof and all(finding.warning for finding in findings):
        print(proved(proof, content, language))


def proved(proof: Proof, content: Content, language: Language) -> str:
    """The one line of a check that found nothing: what was proved, over how much, in what time."""
    return say(
        "proved" if proof.answer_sets is not None else "proved_uncounted",
        language,
        **content.counts(),
        theorems=len(THEOREMS),
        sets=in_threes(proof.answer_sets or 0),
        regions=len(proof.regions),
        seconds=f"{proof.seconds:.2f}".replace(".", "," if language == "da" else "."),
    )


def in_threes(number: int) -> str:
    """A long number in groups of three."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


# ---------------------------------------------------------------- for editors


def _document(findings: Iterable[Finding], proof: Proof | None, language: Language) -> dict[str, object]:
    """``answer_sets`` is a text: it has more digits than a number keeps in other languages."""
    found = list(findings)
    return {
        "schema": SCHEMA,
        "findings": [_entry(one, language) for one in found],
        "checks": [one.__name__ for one in CHECKS] if proof else [],
        "answer_sets": str(proof.answer_sets) if proof and proof.answer_sets is not None else None,
        "regions": len(proof.regions) if proof else None,
        "seconds": round(proof.seconds, 4) if proof else None,
    }


def _entry(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line,
        "kind": FINDINGS[finding.code][0],
        "code": finding.code,
        "severity": "warning" if finding.warning else "error",
        "message": finding_line(finding, language),
        "example": finding.example or None,
        "about": finding.about,
        "then": finding.then or None,
    }


# ---------------------------------------------------------------- witnesses


def _make(folder: Path) -> None:
    """The folder, for its owner only. Raises :class:`UsageProblem`."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UsageProblem("cannot_write", path=str(folder), reason=str(error.errno)) from None


def _write_witnesses(proof: Proof, folder: Path, force: bool) -> None:
    """One answers file for each region. Raises :class:`UsageProblem`."""
    from baekken_cli import export
    from baekken_cli.answers import answers_file

    names = [
        f"{at:03d}-{re.sub('[^A-Za-z0-9_]', '_', one.name)}.yaml" for at, one in enumerate(proof.regions, 1)
    ]
    for name in names:
        export.refuse_target(folder / name, force)
    for name, region in zip(names, proof.regions, strict=True):
        export.write_private(folder / name, answers_file(region.witness), force)
