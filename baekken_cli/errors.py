"""Exceptions. They carry a code and data, never a sentence, and never print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Finding(NamedTuple):
    """One fault in a file.

    ``file`` is the name as the user knows it, ``line`` counts from 1 (0: the whole file), ``code`` is a
    key of :data:`baekken_cli.messages.FINDINGS`, ``params`` fills that sentence. ``example`` is a whole set
    of answers that shows the fault, ``about`` names the questions of it that matter; ``then`` is a second
    set where the fault lies between two. A warning does not make the check fail.
    """

    file: str
    line: int
    code: str
    params: Mapping[str, str] = MappingProxyType({})
    example: Mapping[str, str | int | tuple[str, ...]] = MappingProxyType({})
    about: tuple[str, ...] = ()
    then: Mapping[str, str | int | tuple[str, ...]] = MappingProxyType({})
    warning: bool = False


MOST = 200
"""So many findings of one file are told; whoever mends those sees the next."""
MORE = "more_findings"


def add_finding(findings: list[Finding], finding: Finding) -> None:
    """Adds a finding; where its file has :data:`MOST`, one stands for all the others and counts them."""
    if is_full(findings, finding.file):
        rest = findings.pop()
        findings.append(rest._replace(params={"count": str(int(rest.params["count"]) + 1)}))
    elif sum(one.file == finding.file for one in findings) < MOST:
        findings.append(finding)
    else:
        findings.append(Finding(finding.file, 0, MORE, {"count": "1"}))


def is_full(findings: Sequence[Finding], file: str) -> bool:
    """True where a further finding of this file is only counted."""
    return bool(findings) and findings[-1].code == MORE and findings[-1].file == file


class BaekkenError(Exception):
    """Anything a user can cause. Each subclass has one exit code."""

    exit_code = 2


class FileProblem(BaekkenError):
    """A file that cannot be used at all; ``findings`` says where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings[0].code if findings else "file")
        self.findings = findings


class AnswersProblem(FileProblem):
    """The answers file cannot be used."""

    exit_code = 4


class ContentProblem(FileProblem):
    """The content files cannot be used."""

    exit_code = 5


class Incomplete(BaekkenError):
    """No result: the input ended, she stopped, or answers are missing.

    ``missing`` names the questions, in order; ``code`` is the message that tells why.
    """

    exit_code = 3

    def __init__(self, missing: tuple[str, ...], code: str = "ended") -> None:
        super().__init__(code)
        self.missing = missing
        self.code = code


class FindingsFound(BaekkenError):
    """``content check`` has printed findings."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("findings")


class Interrupted(BaekkenError):
    """Ctrl-C; ``code`` is the message that tells what was and was not kept."""

    exit_code = 130

    def __init__(self, code: str = "interrupted") -> None:
        super().__init__(code)
        self.code = code


class UsageProblem(BaekkenError):
    """The command line cannot be carried out; ``code`` and ``params`` as in a message."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.printed = False
        """True where the summary that could not be saved was printed."""
