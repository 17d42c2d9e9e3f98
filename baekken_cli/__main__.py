"""``python -m baekken_cli`` is the same program."""

from baekken_cli.cli import run

if __name__ == "__main__":
    run()
