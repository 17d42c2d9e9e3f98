"""How hard a text is to read: LIX for Danish, Flesch-Kincaid grade for English. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import NamedTuple

from baekken_cli.model import Language

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)|\n{1,}")
_VOWELS = re.compile(r"[aeiouy]+")


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text))


def sentences(text: str) -> int:
    parts = (unicodedata.normalize("NFC", part) for part in _SENTENCE_END.split(text))
    return max(1, sum(1 for part in parts if _WORD.search(part)))


def lix(text: str) -> float:
    """Words per sentence plus the percentage of words longer than six letters."""
    found = words(text)
    if not found:
        return 0.0
    long_words = sum(len(word) > 6 for word in found)
    return len(found) / sentences(text) + 100 * long_words / len(found)


@cache
def syllables(word: str) -> int:
    """Vowel groups, a silent final e not counted: a slightly strict estimate for English."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)


def flesch_kincaid(text: str) -> float:
    """The school grade that can read it."""
    found = words(text)
    if not found:
        return 0.0
    return 0.39 * len(found) / sentences(text) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


class Measure(NamedTuple):
    """How a language is measured, and the most that one text and a whole file may have."""

    name: str
    of: Callable[[str], float]
    text_limit: int
    file_limit: int


MEASURES: dict[Language, Measure] = {
    "da": Measure("LIX", lix, 45, 34),
    "en": Measure("Flesch-Kincaid", flesch_kincaid, 10, 8),
}
ENOUGH = 40
"""Fewer words say nothing about how hard the rest is."""


def enough(text: str) -> bool:
    """True where a text has so many words; a word takes a letter and something before the next."""
    whole = unicodedata.normalize("NFC", text)
    if len(whole) < 2 * ENOUGH - 1:
        return False
    return sum(1 for _ in islice(_WORD.finditer(whole), ENOUGH)) == ENOUGH
