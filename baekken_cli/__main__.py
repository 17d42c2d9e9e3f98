"""``python -m baekken_cli`` is the same program. ``--version`` alone is answered without loading Typer."""

import sys

from baekken_cli import __version__


def run() -> None:
    """The console script."""
    if sys.argv[1:] == ["--version"] and _told():
        return
    from baekken_cli.cli import main

    sys.exit(main())


def _told() -> bool:
    """False where the version cannot be printed: then the program says so, as for every command."""
    try:
        print(f"baekken {__version__}", flush=True)
    except OSError:
        return False
    return sys.stdout is not None


if __name__ == "__main__":
    run()
