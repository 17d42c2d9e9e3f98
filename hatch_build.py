"""What the build adds: the content compiled, so that a short command need not read and check it at its start.

Content that has a fault is not compiled: the program then reads the files, and tells what is wrong with them.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent


class CompiledContent(BuildHookInterface[Any]):
    """Writes ``baekken_cli/content.json`` for a wheel; an editable install also gets .pyc files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(HERE))
        from baekken_cli.loader import compile_content

        if compiled := compile_content():
            build_data["artifacts"].append(f"/baekken_cli/{compiled.name}")
        if version == "editable":
            compileall.compile_dir(HERE / "baekken_cli", quiet=2)
