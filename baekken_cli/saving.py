"""The summary to a file: on the command line's word, or on a yes at the end."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from baekken_cli import export, understand
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content, Language
from baekken_cli.prompts import start
from baekken_cli.screen import Ended, Screen
from baekken_cli.summary import build_summary, is_conclusive, shareable
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert


def summary_text(content: Content, answers: Answers, language: Language, format_name: str) -> str | None:
    """The summary of the answers that may be shared; None where those give no result."""
    assessment = shareable(content, answers)
    if not is_conclusive(assessment):
        return None
    if format_name == "json":
        return export.to_json(export.result_document(content, assessment, language))
    return export.RENDERERS[format_name](build_summary(content, assessment, language, dt.date.today()))


def save_or_print(
    content: Content, answers: Answers, wishes: Wishes, target: Path, screen: Screen, talk: Screen
) -> None:
    """Writes the summary to ``target``; where that fails it is printed, so that nothing is lost.

    Raises :class:`UsageProblem` after printing. With ``--json`` the result has already been printed.
    """
    name = export.format_of(target, wishes.format_name)
    text = summary_text(content, answers, wishes.language, name)
    if text is None:
        talk.write(say("no_summary_private", wishes.language))
        return
    try:
        _write(target, text, wishes.force, wishes.language, talk)
    except UsageProblem as problem:
        if wishes.as_json:
            raise
        screen.write()
        for line in text.splitlines():
            screen.write(line)
        problem.printed = True
        raise


def offer(content: Content, answers: Answers, wishes: Wishes, screen: Screen) -> None:
    """A summary to take along, if she says yes. Where the input ends, the result stands."""
    if not sys.stdin or not sys.stdin.isatty():
        return
    interviewer = start(content, screen, wishes.language, dt.date.today(), answers)
    try:
        while True:
            screen.write()
            screen.write(say("offer_summary", wishes.language), "heading")
            if not interviewer.confirm() or _saved_under_a_name(content, answers, wishes.language, screen):
                return
    except Ended:
        return


def _saved_under_a_name(content: Content, answers: Answers, language: Language, screen: Screen) -> bool:
    """Asks for a name and saves; False where that name cannot be used."""
    screen.write(say("file_name", language))
    typed = screen.read().strip()
    command = understand.command(typed)
    if command == "quit":
        raise Ended
    try:
        if command or not typed:
            raise UsageProblem("not_a_name", path=typed)
        target = Path(typed).expanduser()
        text = summary_text(content, answers, language, export.format_of(target, None))
        _write(target, text or "", False, language, screen)
    except (UsageProblem, RuntimeError) as error:  # RuntimeError: ~nobody
        code = error.code if isinstance(error, UsageProblem) else "not_a_name"
        code = "name_taken_here" if code == "file_exists" else code
        params = error.params if isinstance(error, UsageProblem) else {"path": typed}
        screen.write(say(code, language, **{key: inert(value) for key, value in params.items()}))
        return False
    return True


def _write(target: Path, text: str, force: bool, language: Language, talk: Screen) -> None:
    export.write_private(target, text, force)
    talk.write()
    talk.write(say("saved", language, path=inert(str(target), 200)), "good")
    talk.write(say("private_left_out", language))
