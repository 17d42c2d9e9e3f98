"""Conditions on facts, one by one and against a reading of their own; words that depend on facts."""

from __future__ import annotations

import itertools

import pytest

from baekken_cli.conditions import all_tests, fits, holds, keys_of, worded
from baekken_cli.model import ALWAYS, Answer, Condition, Text, Wording
from baekken_cli.model import Test as OneTest
from tests.small import both, either, in_range, one_of, ticked

[FEW] = one_of("weeks", "few", "many").when
[WEEKS] = in_range("weeks", (0, 5), (20, 22), values=["unsure"]).when
[ANY] = ticked("signs", "a", "b").when
[ALL] = ticked("signs", all_of=["a", "b"]).when
[NONE_OF] = ticked("signs", none_of=["a", "b"]).when
[MIXED] = ticked("signs", "a", all_of=["b"], none_of=["c"]).when


@pytest.mark.parametrize(
    ("test", "value", "wanted"),
    [
        (FEW, "few", True),
        (FEW, "some", False),
        (WEEKS, 0, True),
        (WEEKS, 5, True),
        (WEEKS, 6, False),
        (WEEKS, 19, False),
        (WEEKS, 20, True),
        (WEEKS, 22, True),
        (WEEKS, 23, False),
        (WEEKS, "unsure", True),
        (WEEKS, "few", False),
        (ANY, ("b", "c"), True),
        (ANY, ("c",), False),
        (ALL, ("a", "b", "c"), True),
        (ALL, ("a", "c"), False),
        (NONE_OF, ("c",), True),
        (NONE_OF, ("b", "c"), False),
        (MIXED, ("a", "b"), True),
        (MIXED, ("b",), False),
        (MIXED, ("a",), False),
        (MIXED, ("a", "b", "c"), False),
        (NONE_OF, "c", False),  # ticks are asked of what is no list
        (FEW, ("few",), False),
    ],
)
def test_one_test_on_one_fact(test: OneTest, value: Answer, wanted: bool) -> None:
    """At both ends of each range; by itself and as the whole of a condition."""
    facts = {test.key: value}
    assert holds(test, facts) is wanted
    assert fits(Condition((test,)), facts) is wanted


@pytest.mark.parametrize("test", [FEW, WEEKS, ANY, ALL, NONE_OF, MIXED])
def test_without_the_fact_every_test_is_false(test: OneTest) -> None:
    """Also "none of these": what was not asked was not denied."""
    assert not holds(test, {})
    assert not fits(Condition((test,)), {"other": "few"})


A, B, C, D = (one_of(key, "yes") for key in "abcd")
CONDITIONS = {
    "always": (ALWAYS, [""]),
    "one": (A, ["a"]),
    "all of four": (both(A, B, C, D), ["abcd"]),
    "one of three": (either(A, B, C), ["a", "b", "c"]),
    "one box": (either(both(A, B)), ["ab"]),
    "a box of two, or one": (either(both(A, B), C), ["ab", "c"]),
    "one, and one of two boxes": (Condition(A.when, (B.when, both(C, D).when)), ["ab", "acd"]),
}
"""Each with the ways to fit it: the answers that must all be yes."""


@pytest.mark.parametrize("name", CONDITIONS)
def test_all_that_is_required_and_one_of_the_boxes(name: str) -> None:
    """For every way to answer four questions, asked twice: the second time it may be known."""
    condition, ways = CONDITIONS[name]
    for given in [*itertools.product(("yes", "no"), repeat=4)] * 2:
        facts = dict(zip("abcd", given, strict=True))
        assert fits(condition, facts) is any(all(facts[key] == "yes" for key in way) for way in ways)


def test_what_a_condition_looks_at() -> None:
    """Every test, those of its boxes too; every name once, in its order."""
    condition = Condition(
        both(B, A).when, (both(C, A).when, in_range("n", (0, 1)).when, ticked("t", "x").when)
    )
    assert [test.key for test in all_tests(condition)] == ["b", "a", "c", "a", "n", "t"]
    assert keys_of(condition) == ("b", "a", "c", "n", "t")
    assert keys_of(ALWAYS) == ()


@pytest.mark.parametrize(
    ("a", "b", "da", "en"),
    [
        ("yes", "yes", "først", "first"),
        ("no", "yes", "så", "then"),
        ("no", "no", "her", "here"),
    ],
)
def test_the_first_other_wording_that_fits_is_taken(a: str, b: str, da: str, en: str) -> None:
    """Else the text's own words; each in its language."""
    text = Text("her", "here", (Wording(A, "først", "first"), Wording(B, "så", "then")))
    facts = {"a": a, "b": b}
    assert (worded(text, "da", facts), worded(text, "en", facts)) == (da, en)
