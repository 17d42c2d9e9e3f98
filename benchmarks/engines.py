"""The rules of a content in the languages of rule engines, each as one function: facts to the rules that fit.

The engines get flat facts (:func:`flat`): every name is there, so that no expression has to ask for it first.
Where an engine can do with fewer, those that say nothing are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import compress
from typing import Any, NamedTuple

from baekken_cli.conditions import all_tests, compiled
from baekken_cli.model import Condition, Facts, InRange, OneOf, Rule, Test, Ticked

Flat = dict[str, Any]
Fitting = Callable[[Any], Sequence[Rule]]
NUMBER, TICKS = "_number", "_ticks"
"""What stands beside a fact that is tested for it: its number, -1 for none; how many lines are ticked."""


def tests_of(rules: Sequence[Rule]) -> list[Test]:
    """All that the rules test."""
    return [test for one in rules for test in all_tests(one.condition)]


def flat(rules: Sequence[Rule], facts: Facts) -> Flat:
    """The facts that the rules look at; a text is "" and a list [] where there is no such fact."""
    found: Flat = {}
    for test in tests_of(rules):
        value = facts.get(test.key)
        if isinstance(test, Ticked):
            ticks = list(value) if isinstance(value, tuple) else []
            found |= {test.key: ticks} | ({} if test.any_of else {test.key + TICKS: len(ticks)})
        else:
            found[test.key] = value if isinstance(value, str) else ""
        if isinstance(test, InRange):
            found[test.key + NUMBER] = value if isinstance(value, int) else -1
    return found


def there(facts: Flat) -> Flat:
    """Flat facts without those that say nothing."""
    return {name: value for name, value in facts.items() if value not in ("", [], -1)}


def closures(rules: Sequence[Rule]) -> Fitting:
    """One Python function for each rule, made of one for each test."""
    made = [(compiled(one.condition), one) for one in rules]
    return lambda facts: [one for holds, one in made if holds(facts)]


# ---------------------------------------------------------------- expressions in words


class Words(NamedTuple):
    """How a language says and, or, not."""

    both: str
    either: str
    negated: str


PYTHONIC = Words(" and ", " or ", "not ")
CEL = Words(" && ", " || ", "!")


def expression(condition: Condition, words: Words) -> str:
    """A condition as text; lists in brackets and ``in`` are the same in all of these languages."""
    parts = [_test(one, words) for one in condition.when]
    if condition.any_of:
        boxes = [_joined(words.both, [_test(one, words) for one in box]) for box in condition.any_of]
        parts.append(_joined(words.either, boxes))
    return _joined(words.both, parts)


def _joined(word: str, parts: Sequence[str]) -> str:
    return f"({word.join(parts)})" if parts else "true"


def _test(test: Test, words: Words) -> str:
    if isinstance(test, Ticked):
        every = [f'("{one}" in {test.key})' for one in sorted(test.all_of)]
        none = [f'{words.negated}("{one}" in {test.key})' for one in sorted(test.none_of)]
        some = [f'("{one}" in {test.key})' for one in sorted(test.any_of)]
        some = [_joined(words.either, some)] if some else [f"({test.key}{TICKS} > 0)"]
        return _joined(words.both, [*some, *every, *none])
    ranges = () if isinstance(test, OneOf) else test.ranges
    number = test.key + NUMBER
    parts = [f"({number} >= {low}{words.both}{number} <= {high})" for low, high in ranges]
    if test.values:
        values = ", ".join(f'"{one}"' for one in sorted(test.values))
        parts.append(f"({test.key} in [{values}])")
    return _joined(words.either, parts)


def zen(rules: Sequence[Rule]) -> Fitting:
    engine: Any = import_module("zen")
    conditions = ", ".join(expression(one.condition, PYTHONIC) for one in rules)
    made = engine.compile_expression(f"[{conditions}]")
    return lambda facts: list(compress(rules, made.evaluate(facts)))


def rust_cel(rules: Sequence[Rule]) -> Fitting:
    cel: Any = import_module("cel")
    made = cel.compile(f"[{', '.join(expression(one.condition, CEL) for one in rules)}]")
    return lambda facts: list(compress(rules, made.execute(facts)))


def python_cel(rules: Sequence[Rule]) -> Fitting:
    celpy: Any = import_module("celpy")
    environment = celpy.Environment()
    text = f"[{', '.join(expression(one.condition, CEL) for one in rules)}]"
    made = environment.program(environment.compile(text))
    return lambda facts: list(
        compress(rules, made.evaluate({name: celpy.json_to_cel(value) for name, value in facts.items()}))
    )


def rule_engine(rules: Sequence[Rule]) -> Fitting:
    engine: Any = import_module("rule_engine")
    made = [engine.Rule(expression(one.condition, PYTHONIC)) for one in rules]
    return lambda facts: [one for one, rule in zip(rules, made, strict=True) if rule.matches(facts)]


# ---------------------------------------------------------------- JSON logic


def json_logic(condition: Condition) -> Any:
    """A condition as JSON logic."""
    parts = [_json_test(one) for one in condition.when]
    if condition.any_of:
        parts.append(_json("or", [_json("and", map(_json_test, box)) for box in condition.any_of]))
    return _json("and", parts)


def _json(word: str, parts: Iterable[Any]) -> Any:
    found = list(parts)
    return found[0] if len(found) == 1 else {word: found} if found else True


def _json_test(test: Test) -> Any:
    fact = {"var": test.key}
    if isinstance(test, Ticked):
        some = [{"in": [one, fact]} for one in sorted(test.any_of)]
        every = [{"in": [one, fact]} for one in sorted(test.all_of)]
        none = [{"!": {"in": [one, fact]}} for one in sorted(test.none_of)]
        first = _json("or", some) if some else {">": [{"var": test.key + TICKS}, 0]}
        return _json("and", [first, *every, *none])
    ranges = () if isinstance(test, OneOf) else test.ranges
    number = {"var": test.key + NUMBER}
    parts: list[Any] = [
        {"and": [{"!==": [number, None]}, {"<=": [low, number, high]}]} for low, high in ranges
    ]
    if test.values:
        parts.append({"in": [fact, sorted(test.values)]})
    return _json("or", parts)


def python_json_logic(rules: Sequence[Rule]) -> Fitting:
    logic: Any = import_module("json_logic").jsonLogic
    made = [json_logic(one.condition) for one in rules]
    return lambda facts: [one for one, form in zip(rules, made, strict=True) if logic(form, facts)]


def datalogic(rules: Sequence[Rule]) -> Fitting:
    """All rules in one expression; one by one takes several times as long."""
    datalogic_py: Any = import_module("datalogic_py")
    engine = datalogic_py.Engine()
    made = engine.compile([json_logic(one.condition) for one in rules])
    evaluate = engine.session().evaluate
    return lambda facts: list(compress(rules, evaluate(made, facts)))


# ---------------------------------------------------------------- engines with a form of their own


def business_rules(rules: Sequence[Rule]) -> Fitting:
    """Every text is a list of one, since only lists can be compared with several values."""
    fits: Any = import_module("business_rules.engine").check_conditions_recursively
    kinds: Any = import_module("business_rules.variables")
    names = {test.key for test in tests_of(rules)}

    class Known(kinds.BaseVariables):  # type: ignore[misc]
        def __init__(self, facts: Flat) -> None:
            self.facts = facts

    def texts(name: str) -> Callable[[Any], list[str]]:
        return lambda self: self.facts[name] if isinstance(self.facts[name], list) else [self.facts[name]]

    def number(name: str) -> Callable[[Any], int]:
        return lambda self: int(self.facts[name])

    for name in names:
        setattr(Known, name, kinds.select_multiple_rule_variable()(texts(name)))
        for one in (name + NUMBER, name + TICKS):
            setattr(Known, one, kinds.numeric_rule_variable()(number(one)))
    made = [_business(one.condition) for one in rules]

    def fitting(facts: Flat) -> list[Rule]:
        known = Known(facts)
        return [one for one, form in zip(rules, made, strict=True) if fits(form, known)]

    return fitting


def _business(condition: Condition) -> Any:
    parts = [_business_test(one) for one in condition.when]
    if condition.any_of:
        parts.append({"any": [{"all": [_business_test(one) for one in box]} for box in condition.any_of]})
    return {"all": parts}


def _business_test(test: Test) -> Any:
    def asks(word: str, value: object, name: str = test.key) -> dict[str, object]:
        return {"name": name, "operator": word, "value": value}

    if isinstance(test, Ticked):
        found = [asks("shares_at_least_one_element_with", sorted(test.any_of))] if test.any_of else []
        found = found or [asks("greater_than", 0, test.key + TICKS)]
        found += [asks("contains_all", sorted(test.all_of))] if test.all_of else []
        found += [asks("shares_no_elements_with", sorted(test.none_of))] if test.none_of else []
        return {"all": found}
    number = test.key + NUMBER
    parts: list[Any] = [
        {"all": [asks("greater_than_or_equal_to", low, number), asks("less_than_or_equal_to", high, number)]}
        for low, high in (() if isinstance(test, OneOf) else test.ranges)
    ]
    if test.values:
        parts.append(asks("shares_at_least_one_element_with", sorted(test.values)))
    return {"any": parts}


def durable_rules(rules: Sequence[Rule]) -> Fitting:
    """A fact is asserted, and taken back again; every line that is ticked is a fact of its own."""
    durable: Any = import_module("durable.engine")
    found: list[int] = []

    def run(place: int) -> Callable[[object], None]:
        return lambda _: found.append(place)

    made = {
        f"r{place}": {"all": [{"m": _durable(one.condition)}], "run": run(place)}
        for place, one in enumerate(rules)
    }
    host, number = durable.Host({"rules": made}), 0

    def fitting(facts: Flat) -> list[Rule]:
        nonlocal number
        number += 1
        asserted = facts | {"id": number}
        found.clear()
        try:
            host.assert_fact("rules", asserted)
            host.retract_fact("rules", asserted)
        except durable.MessageNotHandledException:  # nothing fits
            return []
        return [rules[place] for place in sorted(set(found))]  # some fire twice

    return fitting


def ticked_apart(facts: Flat) -> Flat:
    """Flat facts with a fact for each line that is ticked, instead of lists."""
    plain = {name: value for name, value in facts.items() if not isinstance(value, list)}
    lists = {name: value for name, value in facts.items() if isinstance(value, list)}
    return plain | {f"{name}_{one}": 1 for name, value in lists.items() for one in value}


def _durable(condition: Condition) -> Any:
    parts = [_durable_test(one) for one in condition.when]
    if condition.any_of:
        parts.append(_json("$or", [_json("$and", map(_durable_test, box)) for box in condition.any_of]))
    return _json("$and", parts)


def _durable_test(test: Test) -> Any:
    if isinstance(test, Ticked):
        some = [{f"{test.key}_{one}": 1} for one in sorted(test.any_of)]
        every = [{f"{test.key}_{one}": 1} for one in sorted(test.all_of)]
        none = [{"$nex": {f"{test.key}_{one}": 1}} for one in sorted(test.none_of)]
        first = _json("$or", some) if some else {"$gt": {test.key + TICKS: 0}}
        return _json("$and", [first, *every, *none])
    number = test.key + NUMBER
    ranges = () if isinstance(test, OneOf) else test.ranges
    parts = [{"$and": [{"$gte": {number: low}}, {"$lte": {number: high}}]} for low, high in ranges]
    return _json("$or", [*parts, *({test.key: one} for one in sorted(test.values))])


class Engine(NamedTuple):
    """``package`` is its name on PyPI; ``ready`` gives it the flat facts in its own form."""

    package: str
    make: Callable[[Sequence[Rule]], Fitting]
    ready: Callable[[Flat], Flat] = dict


ENGINES = (
    Engine("datalogic-py", datalogic, there),
    Engine("common-expression-language", rust_cel),
    Engine("durable-rules", durable_rules, ticked_apart),
    Engine("zen-engine", zen),
    Engine("json-logic-qubit", python_json_logic, there),
    Engine("business-rules", business_rules),
    Engine("rule-engine", rule_engine),
    Engine("cel-python", python_cel),
)
