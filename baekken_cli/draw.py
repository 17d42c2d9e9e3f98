"""Draws a report on a screen: the same lines in rich and plain mode."""

from __future__ import annotations

from collections.abc import Sequence

from baekken_cli.model import Urgency
from baekken_cli.report import Block, Report
from baekken_cli.screen import Screen, Style

_STYLES: dict[Urgency | None, Style] = {Urgency.EMERGENCY: "alarm", Urgency.SAME_DAY: "alarm"}


def draw(report: Report, screen: Screen) -> None:
    """The title, then every block under its heading."""
    style = _STYLES.get(report.urgency, "heading")
    screen.write()
    screen.write(report.title, style)
    for block in report.blocks:
        draw_block(block, screen)


def draw_alarm(lines: Sequence[str], screen: Screen) -> None:
    """An alarm alone: its first and last line stand out."""
    screen.write()
    for line in lines:
        screen.write(line, "alarm" if line in (lines[0], lines[-1]) else "normal")


def draw_block(block: Block, screen: Screen) -> None:
    """The heading, and the lines below it."""
    screen.write()
    screen.write(block.heading, "heading")
    indent = {"list": "- ", "quote": "  ", "lines": ""}[block.kind]
    for line in block.lines:
        screen.write(line, "quote" if block.kind == "quote" else "normal", indent)
