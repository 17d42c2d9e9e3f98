"""Files that she asks for: the summary, and the answers so far, to go on with later."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

from baekken_cli import export, understand
from baekken_cli.answers import answers_text
from baekken_cli.asking import Asker, Quit
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content, Language
from baekken_cli.screen import Ended, Screen
from baekken_cli.summary import build_summary, is_conclusive, shareable
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert

_NO_NAMES = ("?", "<", "=", "")


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


def save_summary(content: Content, answers: Answers, asker: Asker) -> Path | None:
    """A summary under a name that she types; None where the input ends or she will not."""

    def text(target: Path) -> str:
        return summary_text(content, answers, asker.language, export.format_of(target, None)) or ""

    return _under_a_name(asker, "file_name", text)


def keep_answers(content: Content, answers: Answers, asker: Asker) -> Path | None:
    """The answers so far, if she says yes and gives a name: the file, or None."""
    if not answers or not can_ask():
        return None
    asker.screen.write()
    asker.screen.write(say("stopped_here", asker.language, count=len(answers)))
    asker.screen.write(say("offer_to_keep", asker.language), "heading")
    try:
        if not asker.confirm():
            return None
        text = answers_text(content.questionnaire, answers, asker.language, asker.today)
        return _under_a_name(asker, "answers_name", lambda _: text)
    except (Ended, KeyboardInterrupt):
        return None


def can_ask() -> bool:
    """True where somebody sits at the other end of the input."""
    return bool(sys.stdin) and sys.stdin.isatty()


def _under_a_name(asker: Asker, question: str, text: Callable[[Path], str]) -> Path | None:
    """Asks for a name until the file is written. Raises :class:`Ended`; None where she goes back."""
    while True:
        asker.screen.write(say(question, asker.language))
        typed = asker.screen.read().strip()
        if understand.command(typed) == "quit":
            raise Quit
        if understand.command(typed) == "back":
            return None
        try:
            if typed in _NO_NAMES:
                raise UsageProblem("not_a_name", path=typed)
            target = Path(typed).expanduser()
            _write(target, text(target), False, asker.language, asker.screen)
            return target
        except (UsageProblem, RuntimeError) as error:  # RuntimeError: ~nobody
            code, params = ("not_a_name", {"path": typed})
            if isinstance(error, UsageProblem):
                code = "name_taken_here" if error.code == "file_exists" else error.code
                params = error.params
            shown = {key: inert(value) for key, value in params.items()}
            asker.screen.write(say(code, asker.language, **shown))


def _write(target: Path, text: str, force: bool, language: Language, talk: Screen) -> None:
    export.write_private(target, text, force)
    talk.write()
    talk.write(say("saved", language, path=inert(str(target), 200)), "good")
    talk.write(say("private_left_out", language))
