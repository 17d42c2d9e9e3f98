"""``baekken content diff``: what a change of the rule file does to people, in words to sign off on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from baekken_cli import export
from baekken_cli.authoring import content_of
from baekken_cli.changes import NOTHING, WAY_OUT, Change, changes
from baekken_cli.errors import UsageProblem
from baekken_cli.in_words import answer_words, number_words, question_name
from baekken_cli.messages import say
from baekken_cli.model import Answers, Classification, Content, Language, Question, Urgency
from baekken_cli.prove import BUDGET
from baekken_cli.screen import Screen
from baekken_cli.solver import BudgetSpent
from baekken_cli.space import Cell

SCHEMA = "baekken/content-diff/1"
HEADINGS = {-1: "diff_down", 1: "diff_up", 0: "diff_other"}


def show_diff(
    old: Path, new: Path | None, screen: Screen, language: Language, as_json: bool, budget: int | None
) -> None:
    """Every change that somebody meets, less urgent first. ``new`` is the running file where it is None.

    Raises :class:`UsageProblem` where the search was too long, and ContentProblem.
    """
    before, after = content_of(old), content_of(new)
    try:
        found = changes(before, after, budget or BUDGET)
    except BudgetSpent:
        raise UsageProblem("diff_unproved") from None
    if as_json:
        print(export.to_json(_document(found)), end="")
        return
    if not found:
        screen.write(say("diff_none", language))
    heading = ""
    for change in found:
        if HEADINGS[change.direction] != heading:
            heading = HEADINGS[change.direction]
            screen.write(say(heading, language), "heading")
        for at, line in enumerate(change_lines(before, after, change, language)):
            screen.write(line, indent="- " if not at else "    ")


def _document(found: Sequence[Change]) -> dict[str, object]:
    entries = [
        {
            "what": one.what,
            "before": one.before,
            "after": one.after,
            "direction": {1: "up", -1: "down", 0: "other"}[one.direction],
            "always": {key: [_cell(cell) for cell in cells] for key, cells in one.always.items()},
            "about": one.about,
            "old": one.old,
            "new": one.new,
        }
        for one in found
    ]
    return {"schema": SCHEMA, "changes": entries}


def _cell(cell: Cell) -> str:
    return f"{cell[0]}-{cell[1]}" if isinstance(cell, tuple) else cell


# ---------------------------------------------------------------- in words


def change_lines(old: Content, new: Content, change: Change, language: Language) -> Iterator[str]:
    """What becomes what; what all whom it meets have answered; one of them."""
    before = _named(old, change, change.before, language)
    after = _named(new, change, change.after, language)
    yield say(f"diff_{change.what}", language, before=before, after=after)
    always = [
        _cells(question, change.always[question.id], language)
        for question in old.questionnaire.questions
        if question.id in change.always
    ]
    if always:
        yield say("diff_always", language, answers=" · ".join(always))
    same = {key: one for key, one in change.old.items() if key in change.about}
    yield say("diff_example", language, answers=_answers(old, same, language))
    differ = {key: one for key, one in change.new.items() if change.old.get(key) != one}
    if differ:
        yield say("diff_new_answers", language, answers=_answers(new, differ, language))


def _named(content: Content, change: Change, name: str, language: Language) -> str:
    if name in (WAY_OUT, NOTHING):
        return say("diff_way_out" if name == WAY_OUT else "diff_none_named", language)
    if change.what == "urgency":
        return content.questionnaire.urgency_text(Urgency(name)).title.to(language)
    if change.what == "classification":
        return content.questionnaire.classifications[Classification(name)].to(language)
    return content.questionnaire.contact(name).name.to(language)


def _cells(question: Question, cells: Sequence[Cell], language: Language) -> str:
    words = [
        number_words(question, *cell, language)
        if isinstance(cell, tuple)
        else _option(question, cell, language)
        for cell in cells
    ]
    return f"{question_name(question, language)}: {' / '.join(words)}"


def _option(question: Question, option_id: str, language: Language) -> str:
    option = question.option(option_id)
    return option.text.to(language) if option else option_id


def _answers(content: Content, answers: Answers, language: Language) -> str:
    questions: Mapping[str, Question] = {one.id: one for one in content.questionnaire.questions}
    return " · ".join(answer_words(questions[key], one, language) for key, one in answers.items())
