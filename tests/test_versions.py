"""The lowest and newest dependencies that are tried are those of pyproject.toml, and a failure is counted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from benchmarks import versions
from benchmarks.versions import Count


def test_the_lowest_is_the_lower_bound_of_each_range() -> None:
    """An exact version and a missing bound need no hand."""
    asked = [Requirement(one) for one in ("a>=1.2,<3", "b==2", "c", "d<4,>=3 ; python_version < '4'")]
    assert versions.lowest(asked) == ["a==1.2", 'd==3 ; python_version < "4"']


@pytest.mark.parametrize("asked", versions.project()["dependencies"])
def test_every_dependency_of_the_program_has_a_lower_bound(asked: str) -> None:
    """Else there is no lowest version to try."""
    assert len(versions.lowest([Requirement(asked)])) == 1


def test_a_python_is_found_by_name_if_it_is_new_enough_and_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One name is too old, one is a program that only fails, as a shim of pyenv may."""
    for name in ("python3.10", "python3.11"):
        (tmp_path / name).symlink_to(sys.executable)
    (tmp_path / "python3.12").write_text("#!/bin/sh\nexit 127\n", "utf-8")
    (tmp_path / "python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(versions.pythons()) == [("3.11", str(tmp_path / "python3.11"))]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("....\n10 passed in 1.00s\n", Count(10, 0)),
        ("3 passed\n\n1 failed, 9 passed, 2 warnings in 1.00s (0:00:01)", Count(9, 1)),
        ("2 failed, 1 passed, 3 errors in 1.00s", Count(1, 5)),
        ("no tests ran in 0.01s", Count(0, 0)),
        ("", Count(0, 0)),
    ],
)
def test_the_count_is_that_of_the_last_line(told: str, count: Count) -> None:
    """Errors count as failures, and a run without a count has passed nothing."""
    assert versions.counted(told) == count
