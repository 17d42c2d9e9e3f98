"""``baekken history``: the checks that she kept, listed, shown, compared, drawn, given out and deleted."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from baekken_cli import export, store
from baekken_cli.asking import Asker
from baekken_cli.classify import classify
from baekken_cli.errors import UsageProblem
from baekken_cli.interview import walk
from baekken_cli.keeping import advised, answers_in, document_of, kept_points, last_time_of
from baekken_cli.messages import say
from baekken_cli.model import Content, Language
from baekken_cli.overview import rows_of
from baekken_cli.recheck import since_block
from baekken_cli.screen import Ended, Screen
from baekken_cli.store import Kept
from baekken_cli.table_files import inert_cell
from baekken_cli.trend import recovery_lines, trend_lines
from baekken_cli.wording import inert

FORMATS = ("json", "csv")


def _wanted(number: int) -> Kept:
    found = next((one for one in store.everything() if one.number == number), None)
    if found is None:
        raise UsageProblem("no_such_check", number=str(number))
    return found


# ---- what is shown


def show_list(content: Content, screen: Screen, language: Language) -> None:
    """A line for each check, the oldest first, and where the file lies."""
    kept = store.everything()
    if not kept:
        screen.write(say("nothing_kept", language))
        return
    rows = [(one.number, f"{one.day.isoformat()}: {_advice(one, content, language)}") for one in kept]
    screen.write(say("history_title", language, count=len(kept)), "heading")
    for number, row in rows:
        screen.write(row, indent=f"{number:>3}  ")
    screen.write(say("history_place", language, path=inert(str(store.kept_at()), 200)))


def _advice(kept: Kept, content: Content, language: Language) -> str:
    """What the program advised that day."""
    urgency = advised(kept)
    if urgency is None:
        return say("no_advice", language)
    return content.questionnaire.urgency_text(urgency).title.to(language)


def show_one(number: int, content: Content, screen: Screen, language: Language) -> None:
    """One check: its day, the advice of that day, and the answers."""
    kept = _wanted(number)
    answers = answers_in(kept, content)
    screen.write(f"{kept.day.isoformat()}: {_advice(kept, content, language)}", "heading")
    for row in rows_of(content.questionnaire, list(walk(content.questionnaire, answers)), language):
        screen.write(row.text, indent="- ")
    if kept.own_words:
        screen.write(say("own_words_line", language, words=inert(kept.own_words, 400)))


def compare(numbers: Sequence[int], content: Content, screen: Screen, language: Language) -> None:
    """What changed from one check to another; the two newest where none is named."""
    kept = [_wanted(one) for one in dict.fromkeys(numbers)] or store.everything()[-2:]
    if len(kept) != 2:
        raise UsageProblem("two_checks_needed")
    old, new = sorted(kept, key=lambda one: (one.day, one.number))
    last = last_time_of(old, content, new.day)
    block = since_block(content, last, classify(content, answers_in(new, content)), language)
    screen.write(f"{old.day.isoformat()} - {new.day.isoformat()}", "heading")
    for line in block.lines if block else (_advice(new, content, language),):
        screen.write(line, indent="- ")


def show_trend(content: Content, screen: Screen, language: Language) -> None:
    """Pain and function over time: in words first, then as bars or dated lines."""
    points = kept_points(store.everything())
    if not points:
        screen.write(say("nothing_kept", language))
        return
    screen.write(say("trend_title", language), "heading")
    for line in trend_lines(points, content, language):
        screen.write(line, indent="- ")
    for code, values in (
        ("trend_pain", [(one.day, one.pain) for one in points]),
        ("trend_hard", [(one.day, one.hard) for one in points]),
    ):
        known = [(day.isoformat(), value) for day, value in values if value is not None]
        if known:
            screen.write()
            screen.write(say(code, language))
            screen.bars(known, 10)
    for line in recovery_lines(points, content, language):
        screen.write(line, indent="- ")


# ---- giving out and deleting


def give_out(format_name: str, target: Path | None, force: bool, language: Language, screen: Screen) -> None:
    """Everything as JSON or CSV, to a file or to standard output."""
    if format_name not in FORMATS:
        raise UsageProblem("unknown_history_format", name=format_name)
    text = _as_json(store.everything()) if format_name == "json" else _as_csv(store.everything())
    if target is None:
        sys.stdout.write(text)
        return
    export.write_private(target, text, force)
    screen.write(say("saved", language, path=inert(str(target), 200)), "good")


def _as_json(kept: Sequence[Kept]) -> str:
    return export.to_json(
        {
            "schema": "baekken/history/1",
            "checks": [
                {
                    "number": one.number,
                    "day": one.day.isoformat(),
                    "own_words": one.own_words,
                    "result": document_of(one),
                }
                for one in kept
            ],
        }
    )


def _as_csv(kept: Sequence[Kept]) -> str:
    """A row for each check; no cell that a spreadsheet takes for a formula."""
    keys = list(dict.fromkeys(key for one in kept for key in document_of(one)["answers"]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "day", "urgency", "classification", "own_words", *keys])
    for one in kept:
        document = document_of(one)
        told = [document.get("urgency") or "", document.get("classification") or "", one.own_words]
        cells = [_cell(document["answers"].get(key, "")) for key in keys]
        writer.writerow([one.number, one.day.isoformat(), *map(inert_cell, map(str, told)), *cells])
    return out.getvalue()


def _cell(answer: object) -> str:
    return inert_cell("; ".join(map(str, answer)) if isinstance(answer, list) else str(answer))


def delete(number: int | None, everything: bool, force: bool, language: Language, screen: Screen) -> None:
    """One check, or all and the file. Asks first unless ``force``; without somebody to ask it needs that."""
    if everything == (number is not None):
        raise UsageProblem("delete_what")
    if number is not None:
        _wanted(number)
    if not force and not _sure(number, language, screen):
        screen.write(say("nothing_deleted", language))
        return
    deleted = store.forget_all() if number is None else store.forget(number)
    screen.write(say("deleted" if deleted else "nothing_kept", language), "good")
    screen.write(say("deleting_cannot", language))


def _sure(number: int | None, language: Language, screen: Screen) -> bool:
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageProblem("delete_needs_force")
    screen.write(
        say("delete_all_sure" if number is None else "delete_sure", language, number=number), "heading"
    )
    try:
        return Asker(screen, language, dt.date.today()).confirm()
    except Ended:
        return False
