"""Does a condition fit the facts? A fact that is not there makes every test on it false."""

from __future__ import annotations

from collections.abc import Callable

from baekken_cli.model import Condition, Facts, InRange, Language, OneOf, Test, Text, Ticked

Holds = Callable[[Facts], bool]


def fits(condition: Condition, facts: Facts) -> bool:
    """True when all of ``when`` fit and, if there are boxes under ``any_of``, one of them does."""
    return compiled(condition)(facts)


def compiled(condition: Condition) -> Holds:
    """The condition as a function of the facts."""
    if condition.compiled is None:
        condition.compiled = _compile(condition)
    return condition.compiled


def _compile(condition: Condition) -> Holds:
    """A condition as one function: it is asked some thousand times, and read once."""
    parts = [_test(test) for test in condition.when]
    if condition.any_of:
        parts.append(_some([_every([_test(test) for test in box]) for box in condition.any_of]))
    return _every(parts)


def _every(parts: list[Holds]) -> Holds:
    if len(parts) < 2:
        return parts[0] if parts else _always

    def every(facts: Facts) -> bool:
        for part in parts:  # noqa: SIM110 - all() over a generator takes twice as long
            if not part(facts):
                return False
        return True

    return every


def _always(_: Facts) -> bool:
    return True


def _some(boxes: list[Holds]) -> Holds:
    def some(facts: Facts) -> bool:
        for box in boxes:  # noqa: SIM110 - the same
            if box(facts):
                return True
        return False

    return some


def holds(test: Test, facts: Facts) -> bool:
    """One test against the facts."""
    return _test(test)(facts)


def _test(test: Test) -> Holds:
    if isinstance(test, OneOf):
        return _one_of(test)
    return _in_range(test) if isinstance(test, InRange) else _ticked(test)


def _one_of(test: OneOf) -> Holds:
    key, values = test.key, test.values
    return lambda facts: facts.get(key) in values


def _in_range(test: InRange) -> Holds:
    key, values, ranges = test.key, test.values, test.ranges

    def holds(facts: Facts) -> bool:
        value = facts.get(key)
        if isinstance(value, int):
            return any(low <= value <= high for low, high in ranges)
        return value in values

    return holds


def _ticked(test: Ticked) -> Holds:
    key, any_of, all_of, none_of = test.key, test.any_of, test.all_of, test.none_of

    def holds(facts: Facts) -> bool:
        value = facts.get(key)
        if not isinstance(value, tuple):
            return False
        return (
            (not any_of or not any_of.isdisjoint(value))
            and all_of.issubset(value)
            and none_of.isdisjoint(value)
        )

    return holds


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
