"""Fixtures of all tests."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from baekken_cli import loader
from baekken_cli.cli import main
from baekken_cli.model import Answers, Content
from tests.builders import DATA, MILD, Ran, as_yaml

Baekken = Callable[..., Ran]
# What a person may have set, and what changes how the program speaks.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "TERM", "COLUMNS")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NODE_MODULES = Path(__file__).parent / "browser" / "node_modules"
LEFT_OUT = pytest.StashKey[int]()
"""How many tests are left out for want of a browser."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the golden files anew; read the diff before you keep it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


def browser() -> str | None:
    """The Chromium that the tests of the pages need; None where it, node or what node needs is missing."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found if shutil.which("node") and NODE_MODULES.is_dir() else None


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser the tests of the pages are left out, and the end of the run says so."""
    left_out = [one for one in items if one.get_closest_marker("browser")] if browser() is None else []
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [one for one in items if one not in left_out]
    config.stash[LEFT_OUT] = len(left_out)
    getattr(config, "workeroutput", {})["left_out"] = len(left_out)  # to the process that reports


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # a worker of pytest-xdist, which has no types
    """Every worker collects all tests, so each leaves out the same."""
    left_out = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[LEFT_OUT] = max(node.config.stash[LEFT_OUT], left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    count = terminalreporter.config.stash[LEFT_OUT]
    if count:
        terminalreporter.write_line(
            f"NOT RUN: {count} tests of the HTML pages in a browser. "
            "They need Chromium and node; on Debian: .ci/browser",
            yellow=True,
        )


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
    monkeypatch.setenv("XDG_DATA_HOME", DATA.name)

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
