"""``baekken export``: a page from saved answers, without asking."""

from __future__ import annotations

import sys
from pathlib import Path

from baekken_cli import export
from baekken_cli.errors import Incomplete
from baekken_cli.given import given_answers
from baekken_cli.interview import missing
from baekken_cli.model import Content
from baekken_cli.saving import page_text, save_or_print
from baekken_cli.screen import Screen
from baekken_cli.summary import without_private
from baekken_cli.wishes import Wishes


def export_page(content: Content, file: Path, wishes: Wishes, screen: Screen, talk: Screen) -> None:
    """A summary of the answers in ``file``, to a file or to standard output. Raises as ``given_answers``."""
    answers, wishes = given_answers(content, wishes, file)
    format_name = export.format_of(wishes.target, wishes.format_name)
    if wishes.target:
        save_or_print(content, answers, wishes, wishes.target, screen, talk)
        return
    text = page_text(content, answers, wishes, format_name)
    if text is None:
        raise Incomplete(missing(content.questionnaire, without_private(content.questionnaire, answers)))
    sys.stdout.write(text)
