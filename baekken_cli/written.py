"""A questionnaire written out as one Python function, for whoever asks about many answer sets. Pure.

The function does what :func:`baekken_cli.gather.gather` does, with each fact in a variable and each condition
as an expression: docs/adr/0017-deciding-fast.md. No text of the content gets into the source: each value has
a number there, and stands among ``names``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baekken_cli.conditions import all_tests, keys_of
from baekken_cli.flags import state_of_unticked
from baekken_cli.gather import Gather, Gathered, named_by
from baekken_cli.interview import Refused, check_answer
from baekken_cli.model import (
    DENIED,
    RAISED,
    UNSURE,
    Advice,
    AlarmSign,
    Answer,
    Answers,
    Condition,
    Decision,
    FlagStates,
    InRange,
    OneOf,
    Option,
    Question,
    Questionnaire,
    RedFlag,
    Rule,
    Test,
    Ticked,
)

MOST_NUMBERS = 10_000
"""Numbers are written as sets; for a question with more of them nothing is written."""
MOST_KEPT = 1000
"""How many different answers to a question with ticks are kept."""
UNHASHED = (
    "except TypeError:",
    " taken = hashed(answers)",
    " if len(taken) == len(answers): raise",
    " return gather(taken)",
)
"""An answer that cannot be hashed, such as a list, is none; any other error is a fault of the function."""


class NotWritable(Exception):
    """There is something in the questionnaire that is not written out."""


def written_out(questionnaire: Questionnaire) -> Gather | None:
    """The questionnaire as a function, or None where it holds what cannot be written."""
    try:
        return _Writer(questionnaire).write()
    except NotWritable:
        return None


class _Ticks(dict[object, tuple[Answer | None, int]]):
    """Answers to a question with ticks: the answer in canonical form, and a bit for each option.

    Two more bits say that the lines left open are unsure, and that they are denied. An answer that the
    question never takes has None and no bits.
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.bits = {option.id: 1 << place for place, option in enumerate(question.options)}
        self.unsure, self.denied = 1 << len(self.bits), 2 << len(self.bits)

    def __missing__(self, answer: Answer) -> tuple[Answer | None, int]:
        if len(self) >= MOST_KEPT:
            self.clear()
        self[answer] = found = self._read(answer)
        return found

    def _read(self, answer: Answer) -> tuple[Answer | None, int]:
        try:
            ticks = check_answer(self.question, answer, None)
        except Refused:
            return None, 0
        assert isinstance(ticks, tuple)
        state = state_of_unticked(self.question, ticks)
        bits = {UNSURE: self.unsure, DENIED: self.denied}.get(state, 0)
        return ticks, bits | sum(self.bits[one] for one in ticks)


class _Writer:
    """Writes the lines of the function, in the order in which facts come to be known."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.lines: list[str] = []
        self.names: dict[str, object] = {
            "Gathered": Gathered,
            "FlagStates": FlagStates,
            "gathered": tuple.__new__,
            "hashed": _hashed,
        }
        self.constants: dict[str | int | frozenset[str | int], str] = {}
        self.questions = {one.id: one for one in questionnaire.questions}
        self.ticks = {one.id: _Ticks(one) for one in questionnaire.questions if one.kind == "ticks"}
        self.told = _states_told_apart(questionnaire)
        self.stale: dict[str, Decision] = {one.id: one for one in questionnaire.decisions}
        """The decisions to make anew before they are looked at."""
        self.variables = {one.id: f"q{place}" for place, one in enumerate(questionnaire.questions)}
        self.variables |= {one.id: f"d{place}" for place, one in enumerate(questionnaire.decisions)}
        """What holds each fact; a condition sees only those that are there already."""

    def write(self) -> Gather:
        self._begin()
        for question in self.questionnaire.questions:
            self._ask(question)
        self._decide(self.questionnaire.decisions)
        self._facts()
        self._flags()
        self._parts()
        body = [f" {line}" for line in self.lines]
        source = "\n ".join(["def gather(answers):", "try:", *body, *UNHASHED])
        exec(compile(source, "<questionnaire>", "exec"), self.names)
        found: Gather = self.names["gather"]  # type: ignore[assignment]
        return found

    def _name(self, value: object) -> str:
        """A name in the source for something of the content."""
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def _constant(self, value: str | int | frozenset[str | int]) -> str:
        """A name for a value; the same for equal ones, so that equal conditions look the same."""
        if value not in self.constants:
            self.constants[value] = self._name(value)
        return self.constants[value]

    def _begin(self) -> None:
        self.lines += [
            "get = answers.get",
            "known = {}",
            "complete = True",
        ]
        self._nothing(self.variables.values())
        if self.ticks:
            self.lines.append(" = ".join(self._bits(one) for one in self.ticks) + " = 0")

    def _nothing(self, variables: Iterable[str]) -> None:
        """No value as long as none is given."""
        if variables:
            self.lines.append(f"{' = '.join(variables)} = None")

    def _bits(self, question_id: str) -> str:
        return f"b{self.variables[question_id]}"

    # ---------------------------------------------------------------- questions

    def _ask(self, question: Question) -> None:
        self._decide_for([question.ask_when, *(one.ask_when for one in question.options)])
        key, variable = self._constant(question.id), self.variables[question.id]
        asked = self._condition(question.ask_when)
        lines = [f"a = get({key})"]
        if question.kind == "ticks":
            bits = self._bits(question.id)
            lines.append(
                f"a, {bits} = {self._name(self.ticks[question.id])}[a] if a is not None else (None, 0)"
            )
            good, spoil = "a is not None", f"{bits} = 0"
            hidden = self._hidden(question)
            if hidden:
                good += f" and not ({hidden})"
        else:
            good, spoil = self._good(question), ""
        lines += [f"if {good}:", f" {variable} = known[{key}] = a", "else:", " complete = False"]
        if spoil:
            lines.append(f" {spoil}")
        self.lines += [f"if {asked}:", *(f" {line}" for line in lines)]
        self._make_stale(question.id)

    def _good(self, question: Question) -> str:
        """A choice or a number that the question takes here."""
        always = frozenset(one.id for one in question.options if self._condition(one.ask_when) == "True")
        numbers = _numbers(question.low, question.high) if question.kind == "number" else frozenset()
        found = [f"a in {self._constant(always | numbers)}"]
        if numbers:
            found = [f"{found[0]} and a.__class__ is not float"]  # 1.0 is in a set that holds 1
        for option in question.options:
            if option.id not in always:
                found.append(f"a == {self._constant(option.id)} and {self._condition(option.ask_when)}")
        return " or ".join(found)

    def _hidden(self, question: Question) -> str:
        """Whether something is ticked that is not shown here; empty where everything always is."""
        ticks = self.ticks[question.id].bits
        bits = self._bits(question.id)
        found = {one.id: self._condition(one.ask_when) for one in question.options}
        some = {one: shown for one, shown in found.items() if shown != "True"}
        if not some:
            return ""
        each = " or ".join(f"{bits} & {ticks[one]} and not {shown}" for one, shown in some.items())
        return f"{bits} & {sum(ticks[one] for one in some)} and ({each})"

    # ---------------------------------------------------------------- decisions

    def _make_stale(self, question_id: str) -> None:
        """The decisions that rest on a question are made anew when they are looked at next."""
        changed = {question_id}
        for one in self.questionnaire.decisions:
            if changed & _looks_at(one):
                changed.add(one.id)
                self.stale[one.id] = one

    def _decide_for(self, conditions: Iterable[Condition]) -> None:
        wanted = {key for one in conditions for key in keys_of(one)}
        for one in reversed(self.questionnaire.decisions):
            if one.id in wanted:
                wanted |= _looks_at(one)
        self._decide(one for one in self.questionnaire.decisions if one.id in wanted)

    def _decide(self, decisions: Iterable[Decision]) -> None:
        for one in decisions:
            if self.stale.pop(one.id, None):
                self._decision(one)

    def _decision(self, decision: Decision) -> None:
        """The first line that fits; no value where ``only_when`` does not fit."""
        variable, word = self.variables[decision.id], "if"
        if self._condition(decision.only_when) != "True":
            self.lines += [f"if not {self._condition(decision.only_when)}:", f" {variable} = None"]
            word = "elif"
        for line in decision.lines:
            self.lines += [
                f"{word} {self._condition(line.condition)}:",
                f" {variable} = {self._constant(line.value)}",
            ]
            word = "elif"
        last = "None" if decision.otherwise is None else self._constant(decision.otherwise)
        self.lines += ["else:", f" {variable} = {last}"] if word == "elif" else [f"{variable} = {last}"]

    # ---------------------------------------------------------------- facts and flags

    def _facts(self) -> None:
        self.lines.append("facts = known.copy()")
        for one in self.questionnaire.decisions:
            variable = self.variables[one.id]
            self.lines += [f"if {variable} is not None:", f" facts[{self._constant(one.id)}] = {variable}"]

    def _flags(self) -> None:
        """Raised before unsure before denied; see :func:`baekken_cli.flags.flag_facts`."""
        flags = {one.id: f"f{place}" for place, one in enumerate(self.questionnaire.red_flags)}
        self.lines.append("raised, unsure, denied = [], [], []")
        self._nothing(flags.values())
        for flag in self.questionnaire.red_flags:
            word, key, variable = "if", self._constant(flag.id), flags[flag.id]
            for state, claims in self._claims(flag).items():
                if claims:
                    self.lines += [f"{word} {' or '.join(dict.fromkeys(claims))}:", f" {state}.append({key})"]
                    if (flag.id, state) in self.told:
                        self.lines.append(f" {variable} = {self._constant(state)}")
                    word = "elif"
        for state in (RAISED, UNSURE, DENIED):
            self.lines += [f"if {state}:", f" facts.update(dict.fromkeys({state}, {self._constant(state)}))"]
        self.variables |= flags

    def _claims(self, flag: RedFlag) -> dict[str, list[str]]:
        """For each state what brings a flag into it."""
        found: dict[str, list[str]] = {RAISED: [], UNSURE: [], DENIED: []}
        for question, option in self._raising(flag.id):
            ticks = self.ticks[question.id]
            found[RAISED].append(self._line(question, option, ticks.bits[option.id]))
            found[UNSURE].append(self._line(question, option, ticks.unsure))
            found[DENIED].append(self._line(question, option, ticks.denied))
        if flag.raised_by:
            found[RAISED].append(self._condition(flag.raised_by))
        if flag.unsure_by:
            found[UNSURE].append(self._condition(flag.unsure_by))
        return found

    def _raising(self, flag_id: str) -> Iterator[tuple[Question, Option]]:
        for question in self.questionnaire.questions:
            for option in question.options if question.kind == "ticks" else ():
                if flag_id in option.raises:
                    yield question, option

    def _line(self, question: Question, option: Option, bit: int) -> str:
        """A bit of an answer, where the line is shown."""
        shown = self._condition(option.ask_when)
        return f"{self._bits(question.id)} & {bit}" + ("" if shown == "True" else f" and {shown}")

    # ---------------------------------------------------------------- what fits

    def _parts(self) -> None:
        whole = self.questionnaire
        self.lines.append("rules, advice, signs, named = [], [], [], 0")
        for rule in whole.rules:
            if not rule.otherwise:
                self._fitting(rule, "rules", f"named |= {named_by([rule])}")
        for one in whole.advice:
            self._fitting(one, "advice")
        for sign in whole.alarm_signs:
            self._fitting(sign, "signs")
        self._routes()
        self.lines.append("way_out = None")
        word = "if"
        for way_out in whole.exits:
            self.lines += [
                f"{word} {self._condition(way_out.condition)}:",
                f" way_out = {self._name(way_out)}",
            ]
            word = "elif"
        self.lines += [
            "flags = FlagStates(tuple(raised), tuple(unsure), tuple(denied))",
            "fits = tuple(rules), named, tuple(advice), tuple(signs), routes",
            "return gathered(Gathered, (known, facts, flags, complete, way_out, *fits))",
        ]

    def _fitting(self, thing: Rule | Advice | AlarmSign, place: str, *more: str) -> None:
        lines = [f"{place}.append({self._name(thing)})", *more]
        condition = self._condition(thing.condition)
        self.lines += lines if condition == "True" else [f"if {condition}:", *(f" {line}" for line in lines)]

    def _routes(self) -> None:
        """The contacts of every route: the first line that fits."""
        found = []
        for route in self.questionnaire.routes:
            lines = [
                f"{self._name(one.contacts)} if {self._condition(one.condition)} else " for one in route.lines
            ]
            found.append(f"{self._constant(route.id)}: {''.join(lines)}()")
        self.lines.append(f"routes = {{{', '.join(found)}}}")

    # ---------------------------------------------------------------- conditions

    def _condition(self, condition: Condition) -> str:
        parts = [self._test(test) for test in condition.when]
        if condition.any_of:
            parts.append(f"({' or '.join(_every(map(self._test, box)) for box in condition.any_of)})")
        return _every(parts)

    def _test(self, test: Test) -> str:
        variable = self.variables.get(test.key)
        if variable is None:
            return "False"  # there is no such fact, or not yet
        question = self.questions.get(test.key)
        kind = question.kind if question else "choice"
        if isinstance(test, OneOf) and kind != "ticks":
            return self._among(variable, frozenset(test.values))
        if isinstance(test, InRange) and question and kind == "number":
            low, high = question.low, question.high
            numbers = (_numbers(max(low, one[0]), min(high, one[1])) for one in test.ranges)
            return self._among(variable, frozenset[str | int](test.values).union(*numbers))
        if isinstance(test, Ticked) and kind == "ticks":
            return self._ticked(test)
        raise NotWritable

    def _among(self, variable: str, values: frozenset[str | int]) -> str:
        if len(values) == 1:
            return f"{variable} == {self._constant(next(iter(values)))}"
        return f"{variable} in {self._constant(values)}"

    def _ticked(self, test: Ticked) -> str:
        ticks, bits = self.ticks[test.key].bits, self._bits(test.key)
        if not test.all_of <= ticks.keys():
            return "False"
        parts = (test.any_of, test.all_of, test.none_of)
        some, every, none = (sum(ticks.get(one, 0) for one in part) for part in parts)
        found = [] if test.any_of else [bits]
        if test.any_of:
            found.append(f"{bits} & {some}")
        if test.all_of:
            found.append(f"{bits} & {every} == {every}")
        if test.none_of:
            found.append(f"not {bits} & {none}")
        return _every(found)


def _hashed(answers: Answers) -> Answers:
    """The answers that can be looked up."""
    return {key: one for key, one in answers.items() if _has_hash(one)}


def _has_hash(answer: object) -> bool:
    try:
        hash(answer)
    except TypeError:
        return False
    return True


def _every(parts: Iterable[str]) -> str:
    left = [one for one in parts if one != "True"]
    return f"({' and '.join(left)})" if len(left) > 1 else left[0] if left else "True"


def _numbers(low: int, high: int) -> frozenset[int]:
    if high - low > MOST_NUMBERS:
        raise NotWritable
    return frozenset(range(low, high + 1))


def _looks_at(decision: Decision) -> set[str]:
    conditions = (decision.only_when, *(line.condition for line in decision.lines))
    return {key for one in conditions for key in keys_of(one)}


def _states_told_apart(questionnaire: Questionnaire) -> set[tuple[str, str]]:
    """The states of red flags that a condition looks at."""
    conditions = [
        *(one.condition for one in questionnaire.rules),
        *(one.condition for one in questionnaire.exits),
        *(one.condition for one in questionnaire.advice),
        *(one.condition for one in questionnaire.alarm_signs),
        *(line.condition for one in questionnaire.routes for line in one.lines),
    ]
    tests = [test for one in conditions for test in all_tests(one)]
    return {(test.key, value) for test in tests if isinstance(test, OneOf) for value in test.values}
