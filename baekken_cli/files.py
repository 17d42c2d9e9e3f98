"""Files to trees: bounded in size, and every way a file can be unreadable is one finding."""

from __future__ import annotations

import os
from pathlib import Path

from baekken_cli.errors import Finding
from baekken_cli.yamltree import Node, TreeFault, decode, read_tree

MAX_BYTES = 2_000_000


def read_file(path: Path, findings: list[Finding], limit: int = MAX_BYTES) -> Node | None:
    """The tree of a file, or None and a finding when it cannot be read at all."""
    name = path.name
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        findings.append(Finding(name, 0, "cannot_open", {"reason": str(error.errno)}))
        return None
    if len(raw) > limit:
        findings.append(Finding(name, 0, "too_large", {"limit": str(limit)}))
        return None
    try:
        return read_tree(decode(raw, name), name, findings)
    except TreeFault as fault:
        findings.append(fault.finding)
        return None


def _without_waiting(name: str, flags: int) -> int:
    """Opens a file; a pipe that nobody has opened for writing is an empty one, not one to wait for."""
    if not hasattr(os, "O_NONBLOCK"):
        return os.open(name, flags)
    descriptor = os.open(name, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)  # a writer that is there may take its time
    return descriptor
