"""What is loaded when, and which part knows which: by looking at a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ROOT, clean_environment


def loaded_after(code: str) -> set[str]:
    """The top-level modules of a fresh process that has run ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('LOADED', *sorted(sys.modules))"],
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    line = done.stdout.splitlines()[-1]
    assert line.startswith("LOADED ")
    return {name.split(".")[0] for name in line.split()[1:]}


def run(*args: str) -> str:
    return f"from baekken_cli.cli import main\nassert main({list(args)!r}) == 0"


PURE = (
    "alarm",
    "changes",
    "classify",
    "conditions",
    "contacts",
    "course",
    "diagram",
    "errors",
    "flags",
    "interview",
    "messages",
    "model",
    "overview",
    "phone",
    "picture",
    "progress",
    "prove",
    "readability",
    "reasons",
    "recheck",
    "report",
    "summary",
    "table_files",
    "timespan",
    "understand",
    "words",
)


def test_the_core_loads_no_terminal_and_no_yaml() -> None:
    """Classifying and wording can be used without Rich, Typer and PyYAML."""
    loaded = loaded_after("import baekken_cli.classify, baekken_cli.report, baekken_cli.summary")
    assert "baekken_cli" in loaded
    assert loaded & {"rich", "typer", "yaml"} == set()


@pytest.mark.parametrize("name", PURE)
def test_each_pure_module_stands_on_its_own(name: str) -> None:
    """Imported alone, each loads nothing from outside the standard library."""
    loaded = loaded_after(f"import baekken_cli.{name}")
    assert loaded & {"rich", "typer", "yaml", "click", "pygments", "shellingham"} == set()


HEAVY = {"pydantic", "prompt_toolkit", "pygments", "markdown_it"}


@pytest.mark.parametrize(
    "args", [("--version",), ("tips",), ("tips", "søvn"), ("about",), ("--help",), ("check", "--help")]
)
def test_a_short_command_loads_nothing_heavy(args: tuple[str, ...]) -> None:
    """A fast start, on every machine."""
    loaded = loaded_after(run(*args))
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def test_a_check_that_is_not_kept_loads_no_database(tmp_path: Path) -> None:
    """SQLite is there for kept checks only."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("stage: neither\n", "utf-8")
    loaded = loaded_after(run("check", "--answers", str(answers), "--no-input"))
    assert "yaml" in loaded
    assert loaded & {"sqlite3", "platformdirs"} == set()


def test_version_and_help_load_no_content() -> None:
    """They say nothing about the content, so they read none of it, and need no types for it."""
    for args in (("--version",), ("--help",)):
        loaded = loaded_after(f"{run(*args)}\nimport sys\nassert 'baekken_cli.model' not in sys.modules")
        assert "yaml" not in loaded


@pytest.mark.parametrize("args", [("tips",), ("about", "--sources"), ("content", "check")])
def test_nothing_that_could_reach_the_network_is_loaded(args: tuple[str, ...]) -> None:
    """Nothing leaves the machine: not even the means are there."""
    loaded = loaded_after(run(*args))
    assert loaded & {"http", "ssl", "ftplib", "smtplib", "requests", "httpx", "urllib3"} == set()


def test_the_import_rules_hold() -> None:
    """The layers and the forbidden imports of pyproject.toml."""
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [sys.executable, str(script), "--no-cache"],
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_only_one_module_knows_pyyaml() -> None:
    """All others see a tree of texts with line numbers."""
    modules = sorted((ROOT / "baekken_cli").glob("*.py"))
    assert [path.stem for path in modules if "import yaml" in path.read_text("utf-8")] == ["yamltree"]


def test_no_test_is_left_out() -> None:
    """Nothing is skipped or expected to fail."""
    words = (
        "mark." + "skip",
        "mark." + "xfail",
        "pytest." + "skip(",
        "pytest." + "xfail(",
        "importor" + "skip",
    )
    for path in sorted((ROOT / "tests").glob("*.py")):
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text], path.name
