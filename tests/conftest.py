"""Fixtures of all tests."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from baekken_cli import loader
from baekken_cli.cli import main
from baekken_cli.model import Answers, Content
from tests.builders import MILD, Ran, as_yaml

Baekken = Callable[..., Ran]
# What a person may have set, and what changes how the program speaks.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "TERM", "COLUMNS")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the golden files anew; read the diff before you keep it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped content."""
    return loader.load_content()


@pytest.fixture
def baekken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: Content) -> Baekken:
    """The program in this process: ``baekken("tips", "søvn")``; input ended, Danish, no terminal."""
    # The shipped files are read once for all tests; tests.builders.run_cli reads them every time.
    read = loader.load_content

    def load_content(*, questions: Path | None = None) -> Content:
        return content if questions is None else read(questions=questions)

    monkeypatch.setattr(loader, "load_content", load_content)

    def call(*args: str, input: str = "", env: Mapping[str, str] | None = None) -> Ran:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"LANG": "da_DK.UTF-8", "COLUMNS": "80", **(env or {})}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO(input))
        capsys.readouterr()
        code = main(list(args))
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., str]:
    """Saves answers (or raw text or bytes) in a file and gives its name."""

    def save(written: Answers | str | bytes = MILD, name: str = "answers.yaml") -> str:
        path = tmp_path / name
        text = written if isinstance(written, str | bytes) else as_yaml(written)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return save
