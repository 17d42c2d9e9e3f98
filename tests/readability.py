"""Readability of texts: LIX (Danish) and Flesch-Kincaid grade (English)."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)|\n{1,}")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> int:
    return max(1, sum(1 for part in _SENTENCE_END.split(text) if words(part)))


def lix(text: str) -> float:
    """Words per sentence plus the percentage of words longer than six letters."""
    found = words(text)
    if not found:
        return 0.0
    long_words = sum(len(word) > 6 for word in found)
    return len(found) / sentences(text) + 100 * long_words / len(found)


def syllables(word: str) -> int:
    """Vowel groups, a silent final e not counted: a slightly strict estimate for English."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)


def flesch_kincaid(text: str) -> float:
    found = words(text)
    if not found:
        return 0.0
    return 0.39 * len(found) / sentences(text) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
