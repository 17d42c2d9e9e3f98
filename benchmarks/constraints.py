"""constraints.txt anew: what ``pip install '.[dev]'`` installs, the newest of each, all files with hashes.

One list for every system and every Python that the project allows. uv (the ``bench`` extra) looks it up and
installs nothing: ``.venv/bin/python -m benchmarks.constraints``, a few seconds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
OLDEST = "3.11"
HEADER = f"""\
# Every package that `pip install '.[dev]'` installs, and what builds the wheel: the versions that were tried
# together, with the sha256 of each of their files. For every system, CPython {OLDEST} and newer. Read by pip:
#
#     pip install --require-hashes -r constraints.txt
#
# Written by a program, never by hand: docs/adr/0018-pinned-versions.md. To make it anew:
#
#     .venv/bin/pip install '.[bench]' && .venv/bin/python -m benchmarks.constraints
"""


def resolve(oldest: str) -> str:
    """The newest versions that go together on every system, from this Python on, as pip reads them."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config", "pyproject.toml"]
    command += ["--extra", "dev", "--universal", "--python-version", oldest]
    command += ["--generate-hashes", "--no-header", "--no-annotate"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def main() -> None:
    """Writes the file."""
    found = resolve(OLDEST)
    FILE.write_text(HEADER + found, "utf-8")
    packages = sum(not line.startswith(" ") for line in found.splitlines())
    print(f"{FILE.name}: {packages} packages, {found.count('--hash=')} hashes")


if __name__ == "__main__":
    main()
