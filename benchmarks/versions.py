"""The tests with the lowest and the newest dependencies that pyproject.toml allows, on every CPython found.

``.venv/bin/python -m benchmarks.versions`` prints a table; ``--quick`` runs the tests that lean most on the
dependencies, ``--python 3.12`` and ``--only lowest`` run a part. Each run has a folder and a virtual
environment of its own, with the source archive of this checkout unpacked in it, and removes both. "Lowest" is
the lower bound of every direct requirement, the tools included, and the newest of what these ask for.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
ENDS = ("lowest", "newest")
SHOWN = ("typer", "rich", "pyyaml", "platformdirs", "pytest", "hypothesis")
QUICK = ("answers_file", "cases", "cli", "history", "imports", "loader", "screens", "wheel", "words")
NOT_HERE = "tests/test_pins.py"
"""Looks at constraints.txt, which has no say here."""
ASK_VERSIONS = "import importlib.metadata as m, json; print(json.dumps([m.version(one) for one in {shown}]))"


class Count(NamedTuple):
    """What the test runner counted; ``passed`` is 0 where it counted nothing."""

    passed: int
    failed: int


def project() -> Mapping[str, Any]:
    told: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return told


def direct() -> list[Requirement]:
    """What the program and its development ask for."""
    told = project()
    return [Requirement(one) for one in told["dependencies"] + told["optional-dependencies"]["dev"]]


def lowest(asked: Sequence[Requirement]) -> list[str]:
    """For pip's ``--constraint``: each requirement with a lower bound, held to that bound."""
    return [
        f"{one.name}=={bound.version}" + (f" ; {one.marker}" if one.marker else "")
        for one in asked
        for bound in one.specifier
        if bound.operator == ">="
    ]


def pythons() -> Iterator[tuple[str, str]]:
    """Version (``3.12``) and path of every CPython that the project allows, on PATH or of pyenv."""
    allowed = SpecifierSet(project()["requires-python"])
    path = os.pathsep.join([*pyenv(), os.environ["PATH"]])
    for version in (f"3.{minor}" for minor in range(100)):
        found = shutil.which(f"python{version}", path=path)
        if found and version in allowed and runs(found):
            yield version, found


def pyenv() -> list[str]:
    """The folders of the Pythons that pyenv holds, the newest first; none without pyenv."""
    if shutil.which("pyenv") is None:
        return []
    root = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=True).stdout.strip()
    return [str(one) for one in sorted(Path(root).glob("versions/*/bin"), reverse=True)]


def runs(python: str) -> bool:
    """It starts and is CPython."""
    code = "import sys; sys.exit(sys.implementation.name != 'cpython')"
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def archive(target: Path) -> Path:
    """The source archive of this checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    (made,) = target.glob("*.tar.gz")
    return made


def unpack(source: Path, target: Path) -> Path:
    """The one folder that the archive holds."""
    with tarfile.open(source) as opened:
        opened.extractall(target, filter="data")
    (folder,) = target.iterdir()
    return folder


def install(python: str, folder: Path, end: str) -> str:
    """The unpacked project in an environment of its own; gives the path of its Python."""
    subprocess.run([python, "-m", "venv", str(folder / ".venv")], check=True)
    inside = str(folder / ".venv" / "bin" / "python")
    held = folder / "lowest.txt"
    held.write_text("\n".join(lowest(direct()) if end == "lowest" else []), "utf-8")
    command = [inside, "-m", "pip", "install", "--quiet", "--constraint", str(held), "--editable", ".[dev]"]
    subprocess.run(command, cwd=folder, check=True)
    return inside


def versions(python: str) -> list[str]:
    """The versions installed there of what the table shows."""
    done = subprocess.run(
        [python, "-c", ASK_VERSIONS.format(shown=SHOWN)], capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout)
    return found


def run_tests(python: str, folder: Path, quick: bool) -> Count:
    """What the test runner counted; what failed is shown on the error stream."""
    chosen = [f"tests/test_{name}.py" for name in QUICK] if quick else ["tests"]
    command = [python, "-m", "pytest", "--ignore", NOT_HERE, "--tb=short", *chosen]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return counted(done.stdout)


def counted(told: str) -> Count:
    """The last line of the test runner; an error counts as a failure."""
    last = told.rstrip().rpartition("\n")[2]
    found = {kind: int(number) for number, kind in re.findall(r"(\d+) (passed|failed|error)", last)}
    return Count(found.get("passed", 0), found.get("failed", 0) + found.get("error", 0))


def row(python: str, source: Path, end: str, quick: bool) -> tuple[list[str], Count]:
    """A line of the table, without the name of the Python."""
    with tempfile.TemporaryDirectory() as name:
        folder = unpack(source, Path(name))
        try:
            inside = install(python, folder, end)
        except subprocess.CalledProcessError:
            return [end, *["not installed"] * len(SHOWN), "0", "0"], Count(0, 0)
        count = run_tests(inside, folder, quick)
        return [end, *versions(inside), str(count.passed), str(count.failed)], count


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.versions", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--python", action="append", metavar="3.X")
    parser.add_argument("--only", choices=ENDS)
    return parser.parse_args()


def main() -> None:
    """Prints the table, line by line; ends with 1 when a test failed or none ran."""
    told = arguments()
    counts = []
    print("| Python | dependencies |", " | ".join(SHOWN), "| passed | failed |", flush=True)
    print("|---" * (len(SHOWN) + 4) + "|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        source = archive(Path(name))
        for version, python in pythons():
            for end in ENDS:
                if version in (told.python or [version]) and end in (told.only or end):
                    cells, count = row(python, source, end, told.quick)
                    counts.append(count)
                    print(f"| {version} |", " | ".join(cells), "|", flush=True)
    sys.exit(not counts or any(one.failed or not one.passed for one in counts))


if __name__ == "__main__":
    main()
