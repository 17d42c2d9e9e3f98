"""Does a condition fit the facts? A fact that is not there makes every test on it false."""

from __future__ import annotations

from baekken_cli.model import Box, Condition, Facts, InRange, Language, OneOf, Test, Text


def fits(condition: Condition, facts: Facts) -> bool:
    """True when all of ``when`` fit and, if there are boxes under ``any_of``, one of them does."""
    if not _box_fits(condition.when, facts):
        return False
    return not condition.any_of or any(_box_fits(box, facts) for box in condition.any_of)


def _box_fits(box: Box, facts: Facts) -> bool:
    return all(holds(test, facts) for test in box)


def holds(test: Test, facts: Facts) -> bool:
    """One test against the facts."""
    value = facts.get(test.key)
    if value is None:
        return False
    if isinstance(test, OneOf):
        return value in test.values
    if isinstance(test, InRange):
        return _in_range(test, value)
    ticks = frozenset(value if isinstance(value, tuple) else ())
    return (
        (not test.any_of or bool(ticks & test.any_of)) and test.all_of <= ticks and not ticks & test.none_of
    )


def _in_range(test: InRange, value: object) -> bool:
    if isinstance(value, int):
        return any(low <= value <= high for low, high in test.ranges)
    return value in test.values


def keys_of(condition: Condition) -> tuple[str, ...]:
    """The names a condition looks at, each once, in its order."""
    return tuple(dict.fromkeys(test.key for test in all_tests(condition)))


def all_tests(condition: Condition) -> tuple[Test, ...]:
    """Every test of a condition, those of its boxes too."""
    return (*condition.when, *(test for box in condition.any_of for test in box))


def worded(text: Text, language: Language, facts: Facts) -> str:
    """The words of ``text`` for these facts: the first ``instead`` that fits, else its own."""
    for other in text.instead:
        if fits(other.condition, facts):
            return other.da if language == "da" else other.en
    return text.to(language)
