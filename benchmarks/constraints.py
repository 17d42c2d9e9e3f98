"""constraints.txt anew: what ``pip install '.[dev]'`` installs, and what builds the wheel, each with hashes.

Run it with the oldest Python that the project supports, as pip reads the conditions of a requirement by the
Python that runs it: ``.venv/bin/python -m benchmarks.constraints``. It asks pip what it would install for
each Python and platform below, and installs nothing; that takes about a minute.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = (
    "manylinux2014_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux_2_24_x86_64",
    "manylinux_2_28_x86_64",
)
"""From the oldest to the newest."""
HEADER = f"""\
# Every package that `pip install '.[dev]'` installs, and what builds the wheel: the versions that were tried
# together, with the sha256 of their files. Read by no one but pip:
#
#     pip install --require-hashes -r constraints.txt && pip install --no-deps --editable .
#
# Covers CPython {", ".join(PYTHONS)} on Linux x86_64 with glibc 2.28 or newer; for another Python or system
# install without it. Written by a program; make it anew with Python {PYTHONS[0]}:
#
#     .venv/bin/python -m benchmarks.constraints
"""

Hashes = dict[str, set[str]]
"""``name==version`` to the sha256 of its files."""


def asked() -> list[str]:
    """What pip is asked for: the project with its dev extra, and what builds it."""
    built_by = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    return [f"{ROOT}[dev]", *built_by]


def would_install(python: str, platforms: Sequence[str], pins: Path) -> list[Mapping[str, Any]]:
    """What pip would install there, without a thing installed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        command += ["--report", "-", "--only-binary=:all:", "--target", folder, "--constraint", str(pins)]
        command += ["--implementation", "cp", "--python-version", python]
        command += [part for one in platforms for part in ("--platform", one)]
        done = subprocess.run([*command, *asked()], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    installed: list[Mapping[str, Any]] = json.loads(done.stdout)["install"]
    return installed


def hashed(installed: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each package but the project itself, as ``name==version``, and the sha256 of the file pip chose."""
    for one in installed:
        archive = one["download_info"].get("archive_info")
        if archive is not None:
            name = canonicalize_name(one["metadata"]["name"])
            yield f"{name}=={one['metadata']['version']}", archive["hashes"]["sha256"]


def collect() -> Hashes:
    """All packages: the first look decides the versions, the others add files of the same versions."""
    found: Hashes = {}
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        for python in PYTHONS:
            for platforms in (PLATFORMS, PLATFORMS[::-1]):
                pins.write_text("\n".join(found), "utf-8")
                for package, digest in hashed(would_install(python, platforms, pins)):
                    found.setdefault(package, set()).add(digest)
    return found


def written(found: Hashes) -> str:
    """The file, in the format of pip."""
    blocks = [
        " \\\n".join([package, *(f"    --hash=sha256:{one}" for one in sorted(digests))])
        for package, digests in sorted(found.items(), key=lambda one: one[0].partition("=="))
    ]
    return HEADER + "\n".join(blocks) + "\n"


def main() -> None:
    """Writes the file."""
    if sys.version_info[:2] != tuple(map(int, PYTHONS[0].split("."))):
        raise SystemExit(f"Run it with Python {PYTHONS[0]}.")
    found = collect()
    FILE.write_text(written(found), "utf-8")
    print(f"{FILE.name}: {len(found)} packages, {sum(map(len, found.values()))} hashes")


if __name__ == "__main__":
    main()
