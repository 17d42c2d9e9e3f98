"""The names a condition may use, and reading a condition with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from baekken_cli.model import Box, Condition, InRange, OneOf, Test, Ticked
from baekken_cli.reading import Reader
from baekken_cli.yamltree import Mapping, Node, Sequence

_TICK_KEYS = ("any", "all", "none")


@dataclass(slots=True)
class Vocabulary:
    """``questions`` maps id to kind; ``values`` maps questions, decisions and red flags to what they can be.

    The order of ``values`` is the order of the file: a condition may only look back.
    """

    questions: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    def allowed(self, key: str) -> list[str]:
        return [*self.ranges.get(key, {}), *self.values[key]]

    def before(self, name: str | None) -> list[str]:
        """Names that stand before ``name``; questions may also use decisions, which stand after them.

        Red flags are settled last, so only what has no ``name`` (rules, advice ...) may use them.
        """
        known = [one for one in self.values if name is None or one not in self.flags or one == name]
        if name is None or name not in self.values:
            return known
        if name in self.questions:
            later = frozenset(known[known.index(name) :])
            return [one for one in known if one not in later or one not in self.questions]
        return known[: known.index(name)]

    def ticked(self, key: str, options: Iterable[str]) -> Condition:
        test = Ticked(key, frozenset(options), frozenset(), frozenset())
        return Condition((test,))


def read_condition(reader: Reader, node: Node, what: str, known: Vocabulary, upto: str | None) -> Condition:
    """``key: value`` pairs that must all fit, and under ``any_of`` boxes of which one must."""
    if not isinstance(node, Mapping):
        reader.fault(node.line, "not_a_mapping", what=what)
        return Condition()
    written = node
    boxes = reader.each(written.entries.get("any_of"), what)
    when = _box(reader, written, what, known, upto)
    if not written.entries:
        reader.fault(node.line, "empty_condition", what=what)
    if "any_of" in written.entries and not boxes:
        reader.fault(written.key_lines["any_of"], "empty_list", what=what)
    for box in boxes:
        if "any_of" in box.entries:
            reader.fault(box.key_lines["any_of"], "nested_any_of", what=what)
    return Condition(when, tuple(_box(reader, box, what, known, upto) for box in boxes))


def _box(reader: Reader, node: Mapping, what: str, known: Vocabulary, upto: str | None) -> Box:
    tests = []
    for key, value in node.entries.items():
        if key == "any_of":
            continue
        if key not in known.before(upto):
            _unknown(reader, node.key_lines[key], key, what, known, upto)
            continue
        tests.append(_test(reader, key, value, what, known))
    return tuple(tests)


def _unknown(reader: Reader, line: int, key: str, what: str, known: Vocabulary, upto: str | None) -> None:
    if key in known.flags:
        reader.fault(line, "flag_too_early", key=key, what=what)
    elif key in known.values:
        reader.fault(line, "looks_ahead", key=key, what=what)
    else:
        near = reader.nearest(key, known.before(upto))
        reader.fault(line, "unknown_name", name=key, what=what, nearest=near)


def _test(reader: Reader, key: str, value: Node, what: str, known: Vocabulary) -> Test:
    kind = known.questions.get(key)
    if kind == "ticks":
        return _ticked(reader, key, value, known)
    if not isinstance(value, Sequence) and isinstance(value, Mapping):
        reader.fault(value.line, "not_a_list", what=f"{what} {key}")
    words = reader.words(value, key, known.allowed(key)) if not isinstance(value, Mapping) else ()
    if kind != "number":
        return OneOf(key, frozenset(words))
    named = known.ranges.get(key, {})
    ranges = tuple(named[word] for word in words if word in named)
    return InRange(key, ranges, frozenset(word for word in words if word not in named))


def _ticked(reader: Reader, key: str, value: Node, known: Vocabulary) -> Ticked:
    if not isinstance(value, Mapping):
        return Ticked(key, frozenset(reader.words(value, key, known.values[key])), frozenset(), frozenset())
    reader.keys(value, key, (), _TICK_KEYS)
    parts = (frozenset(reader.words(value.entries.get(one), key, known.values[key])) for one in _TICK_KEYS)
    return Ticked(key, *parts)
