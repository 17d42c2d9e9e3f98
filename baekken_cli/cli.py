"""The commands. Parse, call, exit code: nothing else."""

# No `from __future__ import annotations`: Typer would compile the annotation of every option.

import copy
import errno
import os
import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from baekken_cli import __version__
from baekken_cli.errors import (
    BaekkenError,
    FindingsFound,
    Interrupted,
    UsageProblem,
)
from baekken_cli.messages import say
from baekken_cli.screen import Screen, make_screen, prepare_streams, terminal_width
from baekken_cli.typer_words import COMMANDS, give_words, translated
from baekken_cli.wording import reason

if TYPE_CHECKING:  # loading the model takes longer than all the rest of a short command
    from baekken_cli.model import Content, Language

OK, USAGE, FAULT = 0, 2, 70

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
content_app = typer.Typer(rich_markup_mode=None)
history_app = typer.Typer(rich_markup_mode=None)
app.add_typer(content_app, name="content")
app.add_typer(history_app, name="history")

Lang = Annotated[str | None, typer.Option("--lang", metavar="da|en")]
Plain = Annotated[bool, typer.Option("--plain")]
NoColor = Annotated[bool, typer.Option("--no-color")]
Region = Annotated[str | None, typer.Option("--region", metavar="REGION")]
Format = Annotated[str | None, typer.Option("--format", metavar="txt|md|html|json")]
Force = Annotated[bool, typer.Option("--force")]
PageFor = Annotated[str, typer.Option("--for", metavar="clinician|self")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"baekken {__version__}")
        raise typer.Exit(OK)


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,  # noqa: ARG001
    lang: Lang = None,
) -> None:
    """The words come from typer_words. A language named here holds for the command."""
    context.obj = None if lang is None else language_of(lang, context)


@app.command()
def check(
    context: typer.Context,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE")] = None,
    no_input: Annotated[bool, typer.Option("--no-input")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE")] = None,
    format_name: Format = None,
    force: Force = False,
    region: Region = None,
    since: Annotated[Path | None, typer.Option("--since", metavar="ANSWERS")] = None,
    clear: Annotated[bool, typer.Option("--clear")] = False,
    keep: Annotated[bool, typer.Option("--save")] = False,
    page_for: PageFor = "clinician",
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.checking import check as run
    from baekken_cli.wishes import Wishes

    content = _content()
    language = language_of(lang, context)
    wishes = Wishes(
        language,
        _named(lang, context),
        answers,
        no_input,
        as_json,
        export,
        format_name,
        force,
        _region(content, region),
        since,
        clear,
        keep,
        _for_herself(page_for),
    )
    screen = _screen(plain, no_color)
    talk = _screen(plain, no_color, error=True) if as_json else screen
    run(content, wishes, screen, talk)


@app.command()
def export(
    context: typer.Context,
    answers_file: Annotated[Path, typer.Argument(metavar="ANSWERS")],
    format_name: Format = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE")] = None,
    force: Force = False,
    page_for: PageFor = "clinician",
    region: Region = None,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.exporting import export_page
    from baekken_cli.wishes import Wishes

    content = _content()
    wishes = Wishes(
        language_of(lang, context),
        _named(lang, context),
        answers_file,
        True,
        False,
        output,
        format_name,
        force,
        _region(content, region),
        for_herself=_for_herself(page_for),
    )
    export_page(content, answers_file, wishes, _screen(plain, no_color), _screen(plain, no_color, error=True))


@app.command()
def tips(
    context: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]")] = None,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.loader import load_tips
    from baekken_cli.showing import find_topic, show_topic, show_topics

    topics, language, screen = load_tips(), language_of(lang, context), _screen(plain, no_color)
    if not topic:
        show_topics(topics, screen, language)
    else:
        show_topic(find_topic(topics, " ".join(topic)), screen, language)


@app.command()
def about(
    context: typer.Context,
    sources: Annotated[bool, typer.Option("--sources")] = False,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.showing import show_about

    show_about(_content(), _screen(plain, no_color), language_of(lang, context), sources)


@content_app.command("check")
def content_check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    witness: Annotated[Path | None, typer.Option("--witness", metavar="FOLDER")] = None,
    budget: Annotated[int | None, typer.Option("--budget", metavar="N", min=1)] = None,
    force: Force = False,
    lang: Lang = None,
    plain: Plain = False,  # noqa: ARG001 - the output is always plain lines
    no_color: NoColor = False,  # noqa: ARG001
) -> None:
    from baekken_cli.proving import check_content

    language = language_of(lang, context)
    check_content(file, language, as_json=as_json, witnesses=witness, budget=budget, force=force)


@content_app.command("table")
def content_table(
    context: typer.Context,
    copy: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    table_format: Annotated[str, typer.Option("--format", metavar="txt|md|csv")] = "txt",
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.authoring import show_table

    show_table(copy, table_format, _screen(plain, no_color), language_of(lang, context))


@content_app.command("graph")
def content_graph(
    context: typer.Context,
    copy: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    graph_format: Annotated[str, typer.Option("--format", metavar="mermaid|dot")] = "mermaid",
    part: Annotated[str, typer.Option("--part", metavar="PART|NAME")] = "questions",
    lang: Lang = None,
    plain: Plain = False,  # noqa: ARG001 - the output is text for other programs
    no_color: NoColor = False,  # noqa: ARG001
) -> None:
    from baekken_cli.authoring import show_graph

    show_graph(copy, graph_format, part, language_of(lang, context))


@content_app.command("diff")
def content_diff(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path | None, typer.Argument(metavar="[NEW]")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    budget: Annotated[int | None, typer.Option("--budget", metavar="N", min=1)] = None,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.diffing import show_diff

    show_diff(old, new, _screen(plain, no_color), language_of(lang, context), as_json, budget)


@history_app.callback(invoke_without_command=True)
def history(
    context: typer.Context, lang: Lang = None, plain: Plain = False, no_color: NoColor = False
) -> None:
    if lang is not None:
        context.obj = language_of(lang, context)
    if context.invoked_subcommand is None:
        history_list(context, lang, plain, no_color)


@history_app.command("list")
def history_list(
    context: typer.Context, lang: Lang = None, plain: Plain = False, no_color: NoColor = False
) -> None:
    from baekken_cli.looking_back import show_list

    show_list(_content(), _screen(plain, no_color), language_of(lang, context))


@history_app.command("show")
def history_show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N")],
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.looking_back import show_one

    show_one(number, _content(), _screen(plain, no_color), language_of(lang, context))


@history_app.command("compare")
def history_compare(
    context: typer.Context,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="[N N]")] = None,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.looking_back import compare

    compare(numbers or [], _content(), _screen(plain, no_color), language_of(lang, context))


@history_app.command("trend")
def history_trend(
    context: typer.Context, lang: Lang = None, plain: Plain = False, no_color: NoColor = False
) -> None:
    from baekken_cli.looking_back import show_trend

    show_trend(_content(), _screen(plain, no_color), language_of(lang, context))


@history_app.command("export")
def history_export(
    context: typer.Context,
    history_format: Annotated[str, typer.Option("--format", metavar="json|csv")] = "json",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE")] = None,
    force: Force = False,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.looking_back import give_out

    give_out(history_format, output, force, language_of(lang, context), _screen(plain, no_color))


@history_app.command("delete")
def history_delete(
    context: typer.Context,
    one: Annotated[int | None, typer.Argument(metavar="[N]")] = None,
    everything: Annotated[bool, typer.Option("--all")] = False,
    force: Force = False,
    lang: Lang = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> None:
    from baekken_cli.looking_back import delete

    delete(one, everything, force, language_of(lang, context), _screen(plain, no_color))


# ---------------------------------------------------------------- what the commands share


def _for_herself(name: str) -> bool:
    """Whom the page is for. Raises :class:`UsageProblem` for another reader."""
    if name not in ("clinician", "self"):
        raise UsageProblem("unknown_reader", name=name)
    return name == "self"


def language_of(named: str | None, context: typer.Context) -> "Language":
    """``--lang`` of the command, else of the program, else the locale's, else Danish.

    Raises :class:`UsageProblem` for another language.
    """
    if named is None:
        return "en" if context.obj == "en" or (context.obj is None and locale_language() == "en") else "da"
    if named not in ("da", "en"):
        raise UsageProblem("unknown_lang", name=named)
    return "da" if named == "da" else "en"


def _named(lang: str | None, context: typer.Context) -> bool:
    """True where the command line names the language, before or after the command."""
    return lang is not None or context.obj is not None


def locale_language() -> "Language":
    """English where the locale says so, Danish everywhere else."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), "")
    return "en" if first.lower().startswith("en") else "da"


def wanted_language(arguments: list[str]) -> "Language":
    """The language before the command line is understood, for help and errors."""
    for here, after in pairwise([*arguments, ""]):
        named = after if here == "--lang" else here.removeprefix("--lang=") if "--lang=" in here else ""
        if named in ("da", "en"):
            return "da" if named == "da" else "en"
    return locale_language()


def _content() -> "Content":
    from baekken_cli.loader import load_content

    return load_content()


def _region(content: "Content", name: str | None) -> str | None:
    if name is None:
        return None
    from baekken_cli.contacts import find_region

    found = find_region(content.questionnaire, name)
    if found is None:
        known = ", ".join(region.id for region in content.questionnaire.regions)
        raise UsageProblem("unknown_region", name=name, known=known)
    return found.id


def _screen(plain: bool, no_color: bool, error: bool = False) -> Screen:
    """Plain by ``--plain``, ``ACCESSIBLE`` or ``TERM=dumb``; colour unless told not to."""
    accessible = os.environ.get("ACCESSIBLE", "0") not in ("", "0", "false")
    dumb = os.environ.get("TERM") == "dumb"
    colour = not (no_color or os.environ.get("NO_COLOR"))
    return make_screen(sys.stderr if error else sys.stdout, plain or accessible or dumb, colour)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code; the one place where an error becomes words."""
    prepare_streams()
    arguments = sys.argv[1:] if arguments is None else arguments
    language = wanted_language(arguments)
    try:
        if sys.stdout is None:  # closed: nothing could be shown
            raise OSError(errno.EBADF, "")
        code = _invoke(_with_help(arguments), language)
        sys.stdout.flush()
    except typer.TyperException as error:
        code = _usage(error, arguments, language)
    except FindingsFound as error:
        code = error.exit_code  # they have been printed
    except BaekkenError as error:
        from baekken_cli.explain import error_lines

        code = _say_and(error.exit_code, "\n".join(error_lines(error, language)))
    except (KeyboardInterrupt, typer.Abort):
        code = Interrupted.exit_code
    except BrokenPipeError:  # baekken tips | head -1
        _give_up(sys.stdout)
        code = OK
    except OSError as error:
        _give_up(sys.stdout)
        code = _say_and(USAGE, say("cannot_print", language, reason=reason(str(error.errno), language)))
    except Exception as fault:
        code = _say_and(FAULT, say("fault", language, where=_where(fault)))
    return code


def _give_up(stream: TextIO | None) -> None:
    """What is still to be written there goes nowhere, so that Python does not fail over it at the end."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _invoke(arguments: list[str], language: "Language") -> int:
    """The command itself; Typer's own main would turn a closed pipe and Ctrl-C into codes of its own."""
    completes = "_BAEKKEN_COMPLETE" in os.environ
    command = typer.main.get_command(app if completes else _needed(_words(arguments)))
    give_words(command, language)
    if completes:
        command.main(arguments, prog_name="baekken")
    try:
        with command.make_context("baekken", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as left:
        return USAGE if left.exit_code else OK
    return OK


def _where(fault: Exception) -> str:
    """Kind and place of a fault of the program, without any value: answers must not leak into it."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__}, {place}"


def _words(arguments: list[str]) -> list[str]:
    """The command line without a language named before the command."""
    words = [one for one in arguments if not one.startswith("--lang=")]
    return words[2:] if words[:1] == ["--lang"] else words


def _with_help(arguments: list[str]) -> list[str]:
    """A group alone shows its help."""
    return [*arguments, "--help"] if _words(arguments) in ([], ["content"]) else arguments


def _needed(words: list[str]) -> typer.Typer:
    """The program with the one command that comes first: Typer builds all that it is given, which takes
    longer than most commands run. Where none is named, for help and near misses, with the names alone."""
    commands = {_name_of(it): it for it in app.registered_commands}
    groups = {it.name: it for it in app.registered_groups}
    named = [it for it in words if it in commands or it in groups]
    if named and words[0] != named[0]:  # something stands before it that only Typer understands
        return app
    needed = copy.copy(app)
    if named:
        needed.registered_commands = [commands[it] for it in words[:1] if it in commands]
        needed.registered_groups = [groups[it] for it in words[:1] if it in groups]
    else:
        needed.registered_commands = [_name_alone(it) for it in app.registered_commands]
        needed.registered_groups = [_emptied(it) for it in app.registered_groups]
    return needed


def _name_alone(command: typer.models.CommandInfo) -> typer.models.CommandInfo:
    """A command without its options."""
    found = copy.copy(command)
    found.name, found.callback = _name_of(command), lambda: None
    return found


def _emptied(group: typer.models.TyperInfo) -> typer.models.TyperInfo:
    """A group without the commands in it."""
    found = copy.copy(group)
    found.typer_instance = copy.copy(group.typer_instance)
    if found.typer_instance:
        found.typer_instance.registered_commands = []
    return found


def _name_of(command: typer.models.CommandInfo) -> str:
    return command.name or (command.callback.__name__ if command.callback else "")


def _usage(error: typer.TyperException, arguments: list[str], language: "Language") -> int:
    text = say("error", language, text=translated(error.format_message(), language))
    groups = ("content", "history")
    words = [one for one in arguments if one in COMMANDS or any(f"{it} {one}" in COMMANDS for it in groups)]
    path = " ".join(["baekken", *words[: 2 if words[:1] and words[0] in groups else 1]])
    return _say_and(USAGE, f"{text}\n{say('try_help', language, command=path)}")


def _say_and(code: int, text: str) -> int:
    """Says something on stderr, wrapped where a person reads it; the code holds where nobody can hear it."""
    if sys.stderr is None:
        return code
    if sys.stderr.isatty():
        text = "\n".join(textwrap.fill(line, terminal_width(sys.stderr)) for line in text.split("\n"))
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _give_up(sys.stderr)
    return code
