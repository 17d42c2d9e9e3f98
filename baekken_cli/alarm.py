"""An emergency on one small screen: what to do first and last, and between it what helps to do it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baekken_cli.contacts import Reader, first_contact, ordered
from baekken_cli.messages import say
from baekken_cli.model import Assessment, Content, Urgency
from baekken_cli.phone import phone_script
from baekken_cli.reasons import deciding_rules
from baekken_cli.wording import broken

ROWS = 10
"""Rows of the card; with the line of keys below it, an alarm takes at most 12."""


class _Part(NamedTuple):
    """A line of the card, a shorter one where it does not fit, and its place among those that must."""

    rank: int
    text: str
    short: str = ""


def alarm_card(content: Content, assessment: Assessment, reader: Reader, columns: int) -> list[str]:
    """The lines of the card, to be broken at ``columns``; the first and the last say what to do.

    What does not fit into :data:`ROWS` rows is left out, the least important first.
    """
    parts = list(_parts(content, assessment, reader, columns))
    kept: dict[int, str] = {}
    for part in sorted(parts, key=lambda one: one.rank):
        left = ROWS - sum(_rows(text, columns) for text in kept.values())
        fitting = [one for one in (part.text, part.short) if one and _rows(one, columns) <= left]
        if fitting:
            kept[parts.index(part)] = fitting[0]
    return [kept[at] for at in sorted(kept)]


def _rows(text: str, columns: int) -> int:
    return len(broken(text, columns))


def _parts(content: Content, assessment: Assessment, reader: Reader, columns: int) -> Iterator[_Part]:
    """Title, whom to call, what to know, what to say, and the title again."""
    questionnaire, language = content.questionnaire, reader.language
    words = questionnaire.urgency_text(Urgency.EMERGENCY)
    title = words.title.to(language)
    whom = ordered(questionnaire, assessment.contacts, reader.now)
    yield _Part(0, title)
    for rank, contact in zip((2, 4, 6, 8), whom, strict=False):
        in_full = first_contact(questionnaire, (contact.id,), reader)
        yield _Part(rank, in_full, f"{contact.name.to(language)}.")
    for rule in deciding_rules(assessment):
        if rule.do:
            yield _Part(3, rule.do.to(language))
    yield _Part(5, words.how_soon.to(language))
    spoken = phone_script(content, assessment, language)[:-2]
    yield _Part(7, say("say_this", language, words=" ".join(spoken)))
    if language != "da":
        in_danish = phone_script(content, assessment, "da")[:-2]
        yield _Part(9, say("say_this_danish", language, words=" ".join(in_danish)))
    again = f"{title} {whom[0].name.to(language)}." if whom else title
    yield _Part(1, again if _rows(again, columns) <= 2 else title)
