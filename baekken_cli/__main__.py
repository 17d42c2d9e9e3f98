"""``python -m baekken_cli`` is the same program. ``--version`` alone is answered without loading Typer."""

import os
import sys

from baekken_cli import __version__


def run() -> None:
    """The console script."""
    if sys.argv[1:] == ["--version"] and _told():
        return
    from baekken_cli.cli import main

    sys.exit(main())


def _told() -> bool:
    """False where the version cannot be printed: then the program says so, as for every command.

    Past the buffer of standard output, which would keep what could not be written.
    """
    if sys.stdout is None:
        return False
    try:
        os.write(1, f"baekken {__version__}\n".encode())
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run()
