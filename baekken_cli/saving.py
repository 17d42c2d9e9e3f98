"""Files that she asks for: the summary, and the answers so far, to go on with later."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable
from pathlib import Path

from baekken_cli import export, understand
from baekken_cli.answers import answers_text
from baekken_cli.asking import Asker, Quit
from baekken_cli.contacts import Reader
from baekken_cli.errors import UsageProblem
from baekken_cli.figures import drawn
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content, Language
from baekken_cli.page import fits
from baekken_cli.prompts import Interviewer
from baekken_cli.report import build_own_page
from baekken_cli.screen import Ended, Screen, can_ask
from baekken_cli.summary import build_summary, shareable
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert, reason


def page_text(
    content: Content, answers: Answers, wishes: Wishes, format_name: str, own_words: str = ""
) -> str | None:
    """The page to take along, of the answers that may be shared; None where those give no result.

    For herself what to do and tips, otherwise the summary for a professional; as JSON the result itself.
    """
    assessment = shareable(content, answers)
    if not assessment.is_conclusive:
        return None
    if format_name == "json":
        return export.to_json(export.result_document(content, assessment, wishes.language))
    language = wishes.page_language
    if wishes.for_herself:
        reader = Reader(language, dt.datetime.now(), wishes.region)
        page = build_own_page(content, assessment, reader)
        if not fits(page):
            page = build_own_page(content, assessment, reader, short=True)
        return export.RENDERERS[format_name](page, ())
    figures: tuple[str, ...] = ()
    if format_name == "html":
        figures = (*drawn(content, assessment, language), *(_trend(language) if wishes.keep else ()))
    report = build_summary(content, assessment, language, dt.date.today(), own_words)
    return export.RENDERERS[format_name](report, figures)


def _trend(language: Language) -> tuple[str, ...]:
    from baekken_cli.keeping import trend_drawn  # SQLite is loaded only where checks are kept

    return trend_drawn(language)


def save_or_print(
    content: Content,
    answers: Answers,
    wishes: Wishes,
    target: Path,
    screen: Screen,
    talk: Screen,
) -> None:
    """Writes the page to ``target``; where that fails it is printed, so that nothing is lost.

    Raises :class:`UsageProblem` after printing. With ``--json`` the result has already been printed.
    """
    name = export.format_of(target, wishes.format_name)
    text = page_text(content, answers, wishes, name)
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


def save_page(content: Content, answers: Answers, wishes: Wishes, asker: Asker) -> Path | None:
    """A page under a name that she types; None where she will not. Raises :class:`Ended`."""
    own_words = "" if wishes.for_herself else asked_own_words(asker)

    def text(target: Path) -> str:
        return page_text(content, answers, wishes, export.format_of(target, None), own_words) or ""

    return _under_a_name(asker, "file_name", text)


def asked_own_words(asker: Asker) -> str:
    """A line of her own for the page, if she wants one."""
    asker.screen.write(say("add_own_words", asker.language))
    typed = asker.screen.read().strip()
    if understand.command(typed) == "quit":
        raise Quit
    return "" if typed in ("?", "<", "=") else typed


def keep_so_far(interviewer: Interviewer) -> str:
    """Offers to keep the answers given so far; the code of the message that tells what was kept."""
    target = _keep_answers(interviewer.content, interviewer.answers, interviewer.asker)
    if target is None:
        return "interrupted"
    command = f"baekken check --answers {shlex.quote(inert(str(target), 200))}"
    interviewer.screen.write(interviewer.say("go_on_with", command=command))
    return "interrupted_kept"


def _keep_answers(content: Content, answers: Answers, asker: Asker) -> Path | None:
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


def _under_a_name(asker: Asker, question: str, text: Callable[[Path], str]) -> Path | None:
    """Asks for a name until the file is written. Raises :class:`Ended`; None where she goes back."""
    while True:
        asker.screen.write(say(question, asker.language, back=asker.key("back")))
        typed = asker.screen.read().strip()
        if understand.command(typed) == "quit":
            raise Quit
        if understand.command(typed) == "back":
            return None
        try:
            if not typed or _is_a_word(typed):
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
            if "reason" in shown:
                shown["reason"] = reason(shown["reason"], asker.language)
            asker.screen.write(say(code, asker.language, **shown))


def _is_a_word(typed: str) -> bool:
    """An answer or a key typed by habit, which nobody means as a file's name."""
    return understand.yes_or_no(typed) is not None or understand.command(typed) is not None


def _write(target: Path, text: str, force: bool, language: Language, talk: Screen) -> None:
    export.write_private(target, text, force)
    talk.write()
    talk.write(say("saved", language, path=inert(str(target), 200)), "good")
    talk.write(say("private_left_out", language))
