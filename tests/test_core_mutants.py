"""A mutant that no test notices is told, and the command fails until somebody says why it may live."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import core_mutants
from benchmarks.core_mutants import (
    ROOT,
    TESTS,
    Judged,
    Mutant,
    explanations,
    node_ids,
    passes_alone,
    report,
)

ALIVE = Mutant("small", "Reader.speaks", 4, "return wants and may", "return wants or may", True)
KILLED = [
    Mutant("small", "months", 8, "return 12 * years", "return 12 / years", False),
    Mutant("small", "months", 8, "return 12 * years", "return 13 * years", False),
]
SMALL = Judged("small", 3, [ALIVE, *KILLED])


def test_what_hangs_in_a_process_of_its_own_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests go on without an end, so they do not pass."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mutants" / "tests"
    folder.mkdir(parents=True)
    (folder / "test_small.py").write_text(
        "def test_waits() -> None:\n    while True:\n        pass\n", "utf-8"
    )
    assert not passes_alone("any", ["small"], longest=1)


def test_a_survivor_is_told_and_makes_the_command_fail(capsys: pytest.CaptureFixture[str]) -> None:
    """Until it is explained."""
    assert report([SMALL], {}) == 1
    out = capsys.readouterr().out
    assert "| small | 3 | 3 | 2 | 1 | 0 | 66.7 % |" in out
    assert "baekken_cli/small.py:4 survivor in Reader.speaks" in out
    assert "- return wants and may\n+ return wants or may\n  NOT EXPLAINED" in out
    assert report([SMALL], {ALIVE.name: "Nobody may without wanting to."}) == 0
    out = capsys.readouterr().out
    assert "| all | 3 | 3 | 2 | 1 | 1 | 66.7 % |" in out
    assert "+ return wants or may\n  Nobody may without wanting to." in out


def test_an_explanation_without_its_survivor_makes_the_command_fail() -> None:
    """Where it was killed; and where it is gone, if every mutant was tried."""
    killed = Judged("small", 2, KILLED)
    gone = ("small", "months", "return 11 * years", "return 12 * years")
    assert report([killed], {}) == 0
    assert report([killed], {KILLED[0].name: "A month is short."}) == 1
    assert report([killed], {gone: "A month is short."}) == 1
    assert report([Judged("small", 3, KILLED)], {gone: "A month is short."}) == 0
    assert report([killed], {("other", *gone[1:]): "A month is short."}) == 0


def test_a_module_without_tests_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Its mutants would all live."""
    with pytest.raises(SystemExit) as caught:
        core_mutants.main(["cli"])
    assert caught.value.code == 2
    assert "no tests are named for: cli" in capsys.readouterr().err


@pytest.mark.parametrize("module", TESTS)
def test_modules_and_their_tests_are_there(module: str) -> None:
    """Each has a file, and so has each of its tests."""
    assert (ROOT / "baekken_cli" / f"{module}.py").is_file()
    for file, _, test in (one.partition("::") for one in node_ids(TESTS[module])):
        assert f"def {test}" in (ROOT / file).read_text("utf-8")


def test_every_explanation_is_of_such_a_module() -> None:
    """And says something."""
    assert {name[0] for name in explanations()} <= TESTS.keys()
    assert all(why.strip() for why in explanations().values())
