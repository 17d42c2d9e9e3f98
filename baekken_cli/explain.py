"""Our own errors in words: where, what, and what to do. Pure."""

from __future__ import annotations

from baekken_cli.classify import RulesDisagree
from baekken_cli.errors import (
    BaekkenError,
    ContentProblem,
    FileProblem,
    Incomplete,
    Interrupted,
    UsageProblem,
)
from baekken_cli.messages import say
from baekken_cli.model import Language
from baekken_cli.wording import finding_line, inert, reason


def error_lines(error: BaekkenError, language: Language) -> list[str]:
    """The lines that tell a person what went wrong; nothing typed by somebody acts on the terminal."""
    match error:
        case UsageProblem():
            return _usage(error, language)
        case FileProblem():
            broken = "content_broken" if isinstance(error, ContentProblem) else "answers_broken"
            return [say(broken, language), *(finding_line(one, language) for one in error.findings)]
        case Interrupted():
            return ["", say(error.code, language), say("in_doubt", language)]
        case Incomplete():
            return _incomplete(error, language)
        case RulesDisagree():
            return [say("rules_disagree", language, rules=", ".join(error.rules))]
    return [str(error)]


def _usage(error: UsageProblem, language: Language) -> list[str]:
    params = {key: inert(value, 200) for key, value in error.params.items()}
    if "reason" in params:
        params["reason"] = reason(params["reason"], language)
    lines = [say("error", language, text=say(error.code, language, **params))]
    if params.get("nearest"):
        lines.append(say("did_you_mean", language, name=params["nearest"]))
    if error.printed:
        lines.append(say("printed_instead", language))
    if error.code == "no_such_topic":
        lines.append(say("see_topics", language))
    return lines


def _incomplete(error: Incomplete, language: Language) -> list[str]:
    lines = [say(error.code, language)]
    if error.missing:
        lines.append(say("missing_answers", language, questions=", ".join(error.missing)))
    if error.code == "ended":
        lines.append(say("ended_hint", language))
    return [*lines, say("in_doubt", language)]
