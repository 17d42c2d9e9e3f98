"""What is wrong with the words of content that loads. Pure.

None of it is a reason to refuse the content: only ``content check`` looks, so a date that passes stops
nobody from using the program.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from baekken_cli.errors import Finding
from baekken_cli.model import Language, NeverPrint, Questionnaire, Written
from baekken_cli.readability import MEASURES, enough

_ONE_OF_A_KIND = frozenset(
    {
        "advice", "alarm sign", "because", "classification", "contact", "exit", "meaning", "question",
        "red flag", "region", "tip", "title", "topic", "topic of tips",
    }
)  # fmt: skip
_MAY_AGREE = frozenset({"do", "instead", "say", "short"})
_LONG = 12
_BETWEEN = r"[\s‐–—-]+"
_PARTS = re.compile(r"[\W*]+")
_OLD_AFTER = {"last_review": (730, "review_old"), "contacts_last_checked": (180, "contacts_old")}


def word_findings(
    questionnaire: Questionnaire,
    written: Iterable[Written],
    lines: Mapping[str, int],
    file: str,
    today: dt.date,
) -> list[Finding]:
    """Every finding about texts and dates, in the order of the lines; those about age are warnings.

    ``written`` is every text of both files, ``lines`` where the sections of the questionnaire's ``file``
    begin.
    """
    written = sorted(written, key=lambda one: (one.file != file, one.line))
    once = list({(one.file, one.line, one.language, one.text): one for one in written}.values())
    found = [
        *_duplicates(written),
        *_never_printed(once, questionnaire.never_print, file),
        *_hard_texts(once),
        *_hard_files(once),
        *_dates(questionnaire, lines, file, today),
        *_phones(questionnaire, file, today),
    ]
    return sorted(found, key=lambda one: (one.file != file, one.line))


@cache
def plain(text: str) -> str:
    """The text as it is compared: small composed letters, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# ---- the same text twice


def _duplicates(written: Iterable[Written]) -> Iterator[Finding]:
    """A text that says what another already says, where each should say something of its own.

    That is: two of a kind (questions, the options of one question, reasons, tips ...), however short; and
    anywhere a text of twelve words or more. What to do, what to say on the phone, short names and the
    ``instead`` wordings may agree. A shared list counts once.
    """
    first: dict[tuple[str, Language, str], Written] = {}
    told: set[tuple[str, int, Language]] = set()
    for one in written:
        seen = [first.setdefault((group, one.language, _said(one)), one) for group in _groups(one)]
        other = next((found for found in seen if _elsewhere(found, one)), None)
        if other and (one.file, one.line, one.language) not in told:
            told.add((one.file, one.line, one.language))
            where = f"{other.file}:{other.line}"
            params = {"language": one.language, "what": one.what, "other": other.what, "where": where}
            yield Finding(one.file, one.line, "duplicate_text", params)


def _groups(one: Written) -> list[str]:
    """Among which texts it must be the only one: those of its kind, and all long ones."""
    if one.kind in _MAY_AGREE:
        return []
    own = [one.kind] if one.kind in _ONE_OF_A_KIND or one.kind.startswith("option of ") else []
    return own + ([""] if len(one.text.split()) >= _LONG else [])


def _said(one: Written) -> str:
    return plain(one.text).rstrip(" .!?")


def _elsewhere(found: Written, one: Written) -> bool:
    if found.kind == one.kind:
        return (found.file, found.line, found.what) != (one.file, one.line, one.what)
    return (found.file, found.line) != (one.file, one.line)


# ---- words that no text may hold


def _never_printed(written: Iterable[Written], never: Iterable[NeverPrint], file: str) -> Iterator[Finding]:
    """``file`` is the one that holds the list."""
    written = list(written)
    phrases = {language: list(_phrases(never, language, written)) for language in MEASURES}
    for one in written:
        text = plain(one.text)
        found: dict[str, tuple[str, int]] = {}
        for parts, phrase, line in phrases[one.language]:
            if all(part in text for part in parts):
                for match in phrase_pattern(phrase).finditer(text):
                    found.setdefault(match[0], (phrase, line))
        for said, (phrase, line) in found.items():
            params = {"said": said, "what": one.what, "phrase": phrase, "where": f"{file}:{line}"}
            yield Finding(one.file, one.line, "never_print", params)


def _phrases(
    never: Iterable[NeverPrint], language: Language, written: Iterable[Written]
) -> Iterator[tuple[list[str], str, int]]:
    """The phrases that can be in one of these texts, with their parts in front: each is in some text."""
    whole = "\n".join(plain(one.text) for one in written if one.language == language)
    for one in never:
        for phrase in one.to(language):
            parts = _PARTS.split(plain(phrase))
            if all(part in whole for part in parts):
                yield parts, phrase, one.line


@cache
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Matches the phrase in :func:`plain` text: whole words, with spaces or dashes between them.

    A ``*`` at the beginning or end of a word stands for any letters there, or none.
    """
    parts = re.split(_BETWEEN, plain(phrase))
    joined = _BETWEEN.join(re.escape(part).replace(r"\*", r"\w*") for part in parts)
    return re.compile(rf"(?<!\w){joined}(?!\w)")


# ---- readability


def _hard_texts(written: Iterable[Written]) -> Iterator[Finding]:
    for one in written:
        limit = MEASURES[one.language].text_limit
        if found := _too_hard(one.text, one.language, limit):
            yield Finding(one.file, one.line, "hard_text", {"what": one.what, **found})


def _hard_files(written: Iterable[Written]) -> Iterator[Finding]:
    """All texts of a file in one language, measured as one text."""
    together: dict[tuple[str, Language], list[str]] = {}
    for one in written:
        together.setdefault((one.file, one.language), []).append(one.text)
    for (file, language), texts in together.items():
        if found := _too_hard("\n".join(texts), language, MEASURES[language].file_limit):
            yield Finding(file, 0, "hard_file", {"language": language, **found})


def _too_hard(text: str, language: Language, limit: int) -> dict[str, str]:
    """What it measures and what it may; nothing where it is within the limit or too short to tell."""
    measure = MEASURES[language]
    value = measure.of(text) if enough(text) else 0.0
    if value <= limit:
        return {}
    return {"measure": measure.name, "value": str(math.ceil(value)), "limit": str(limit)}


# ---- dates


def _dates(
    questionnaire: Questionnaire, lines: Mapping[str, int], file: str, today: dt.date
) -> Iterator[Finding]:
    """A day of review or comparison that has not come is a fault; one that is long ago, a warning."""
    for key, (days, old) in _OLD_AFTER.items():
        written = getattr(questionnaire, key)
        if written is None:
            continue
        age = (today - dt.date.fromisoformat(written)).days
        if age < 0:
            yield Finding(file, lines[key], "date_ahead", {"what": key, "name": written})
        elif age > days:
            yield Finding(file, lines[key], old, {"name": written, "days": str(days)}, warning=True)


def _phones(questionnaire: Questionnaire, file: str, today: dt.date) -> Iterator[Finding]:
    for contact in questionnaire.contacts:
        for phone in contact.phones:
            if phone.valid_until and dt.date.fromisoformat(phone.valid_until) < today:
                params = {"what": contact.id, "number": phone.number, "name": phone.valid_until}
                yield Finding(file, phone.line, "number_expired", params, warning=True)
