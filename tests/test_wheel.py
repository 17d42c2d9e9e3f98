"""The wheel: the same each time, holds what it should and nothing else, and works."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from baekken_cli import __version__, compiled
from baekken_cli.loader import FILES, examine, shipped_files
from tests.builders import ROOT, clean_environment, run_cli

BUILT_FROM = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", *FILES)
COMPILED = f"baekken_cli/{compiled.FILE.name}"
INFO = f"baekken-{__version__}.dist-info"
INFO_FILES = ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")


def build(source: Path, target: Path) -> Path:
    """The wheel of ``source``, built with what is installed: nothing is fetched."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=source,
        env=clean_environment({"SOURCE_DATE_EPOCH": "1577836800"}),
        capture_output=True,
        timeout=120,
        check=True,
    )
    (wheel,) = target.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def files(wheel: Path) -> dict[str, bytes]:
    """The files of the wheel by name."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel, installed, and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*command, "--target", str(target), str(wheel)], timeout=120, check=True)
    return target


def copied(target: Path) -> Path:
    """What the wheel is built from and nothing that was made of it, in another folder, younger by a day."""
    made = shutil.ignore_patterns("__pycache__", compiled.FILE.name)
    shutil.copytree(ROOT / "baekken_cli", target / "baekken_cli", ignore=made)
    for name in BUILT_FROM:
        shutil.copyfile(ROOT / name, target / name)
    for path in target.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return target


def test_two_builds_are_one_file(wheel: Path, tmp_path: Path) -> None:
    """The second from a copy elsewhere with other times."""
    other = build(copied(tmp_path), tmp_path / "out")
    assert other.name == wheel.name
    assert hashlib.sha256(other.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_it_holds_the_package_the_content_and_its_own_description(files: dict[str, bytes]) -> None:
    code = {one.relative_to(ROOT).as_posix() for one in (ROOT / "baekken_cli").rglob("*.py")}
    content = {f"baekken_cli/{name}" for name in FILES}
    info = {f"{INFO}/{name}" for name in INFO_FILES}
    assert set(files) == code | content | info | {"baekken_cli/py.typed", COMPILED}


def test_its_files_are_those_of_the_checkout(files: dict[str, bytes]) -> None:
    shipped = {f"baekken_cli/{name}": ROOT / name for name in FILES} | {
        name: ROOT / name for name in files if not name.endswith((".yaml", COMPILED, *INFO_FILES))
    }
    shipped[f"{INFO}/licenses/LICENSE"] = ROOT / "LICENSE"
    assert {name: files[name] for name in shipped} == {n: path.read_bytes() for n, path in shipped.items()}


def test_its_compiled_content_is_that_of_the_files(files: dict[str, bytes]) -> None:
    content, _ = examine(*shipped_files())
    assert content is not None
    assert files[COMPILED] == compiled.written(content, shipped_files())


def test_it_names_no_folder_of_this_machine_and_no_registry(files: dict[str, bytes]) -> None:
    """No address at all, but in the sources that the content cites."""
    here = {str(ROOT), sys.prefix, sys.base_prefix, str(Path.home())} - {"/"}
    told = [*here, "pypi", "index-url", "://"]
    found = {(name, one) for name, data in files.items() for one in told if one.encode() in data}
    assert found == {("baekken_cli/sources.yaml", "://"), (COMPILED, "://")}


def run_installed(installed: Path, cwd: Path, *args: str) -> str:
    """What a Python that knows the installed wheel and the dependencies alone (``-S``: no checkout) says."""
    path = os.pathsep.join([str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    done = subprocess.run(
        [sys.executable, "-S", *args],
        cwd=cwd,
        env=clean_environment({"PYTHONPATH": path}),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.mark.parametrize("args", [("--version",), ("tips",), ("tips", "søvn", "--plain")])
def test_installed_elsewhere_it_says_what_the_checkout_says(
    installed: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    assert run_installed(installed, tmp_path, "-m", "baekken_cli", *args) == run_cli(*args).out


def test_installed_it_reads_its_own_content(installed: Path, tmp_path: Path) -> None:
    """The three files there, and what was compiled of them."""
    code = "from baekken_cli import compiled as c, loader as l; files = l.shipped_files(); l.load_content()"
    code += "; print(*files, bool(c.find_compiled(files)), sep='\\n')"
    there = [str((installed / "baekken_cli" / name).resolve()) for name in FILES]
    assert run_installed(installed, tmp_path, "-c", code).splitlines() == [*there, "True"]
