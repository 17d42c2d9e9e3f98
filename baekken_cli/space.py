"""Every set of answers that the interview can produce, as variables and nogoods for the solver. Pure.

A question that is not asked has the value 0. Numbers that no condition tells apart share a value. A
question with ticks has one variable for how it is answered (not asked, ticked, or the id of an answer that
stands alone) and one for each line that can be ticked. Named decisions, red flags and rules follow from
the answers, so they add no solutions: the number of solutions is the number of answer sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from baekken_cli.conditions import all_tests
from baekken_cli.logic import Claim, Logic, Node
from baekken_cli.model import (
    DENIED,
    NONE,
    RAISED,
    SKIP,
    UNSURE,
    Answer,
    Condition,
    Decision,
    InRange,
    Question,
    Questionnaire,
    RedFlag,
    Rule,
    Test,
    Ticked,
)
from baekken_cli.solver import Literal

Part = Question | Decision | RedFlag
ABSENT, TICKED = "", "*"
Cell = str | tuple[int, int]
"""An option id, ABSENT, TICKED, or the first and last of the numbers that share a value."""
Borders = dict[str, set[int]]
Lines = Sequence[tuple[str, Claim]]
"""(value, what must hold) in order: the first that holds gives the value."""


class Field:
    """What a question, decision or red flag can be: a claim for each value.

    The rest is for questions: ``ticks`` and ``shown`` by option, ``asked``, and ``stuck`` where it is asked
    without a line to choose.
    """

    __slots__ = ("asked", "shown", "stuck", "ticks", "values", "variables")

    def __init__(
        self,
        values: dict[Cell, Claim],
        ticks: dict[str, Claim] | None = None,
        shown: dict[str, Claim] | None = None,
        asked: Claim = (0, 1),
        variables: tuple[int, ...] = (),
    ) -> None:
        self.values = values
        self.ticks = ticks or {}
        self.shown = shown or {}
        self.asked = asked
        self.stuck: Claim = (0, 0)
        self.variables = variables

    def atom(self, cell: Cell) -> Literal:
        """The literal of a question's own value or tick."""
        found = self.ticks[cell] if cell in self.ticks else self.values[cell]
        assert not isinstance(found, Node)
        return found


def keep(logic: Logic, one: Field, two: Field) -> None:
    """The answer to a question in two worlds: asked in both it stays, wherever it can still be given.

    Of ticks those stay that are still shown; where none of them is, the answer is free.
    """
    if one is two or one.variables == two.variables:
        return
    forbid, no = logic.forbid, logic.no
    absent = two.values[ABSENT]
    for cell, literal in one.values.items():
        if cell in two.values and cell not in (ABSENT, TICKED):
            shown = two.shown.get(cell, logic.true) if isinstance(cell, str) else logic.true
            forbid([literal, shown, no(logic.some([two.values[cell], absent]))])
    asked = [no(one.values[ABSENT]), no(absent)]
    common = [key for key in one.ticks if key in two.ticks]
    kept = logic.some(logic.every([one.ticks[key], two.shown[key]]) for key in common)
    for key in common:
        first, then = one.ticks[key], two.ticks[key]
        both = [*asked, one.shown[key], two.shown[key]]
        forbid([*both, first, no(then)])
        forbid([*both, kept, no(first), then])


class World:
    """One answer set and all that follows from it.

    A world made from another with ``changed`` has its own answers to those questions and shares
    everything that does not rest on them.
    """

    def __init__(
        self, space: Space, origin: World | None = None, changed: frozenset[str] = frozenset()
    ) -> None:
        self.space = space
        self.logic = space.logic
        self.origin = origin
        self.changed = changed
        self._fields: dict[str, Field] = {}
        self._rules: dict[str, Claim] = {}
        self._covered: Claim | None = None

    # ---- conditions

    def holds(self, condition: Condition) -> Claim:
        """True where the condition fits."""
        return self.logic.every(self.needs(condition))

    def needs(self, condition: Condition) -> list[Claim]:
        """Claims that are all true exactly where the condition fits."""
        found = self._box(condition.when)
        if condition.any_of:
            boxes = [self.logic.every(self._box(box)) for box in condition.any_of]
            found.append(self.logic.some(boxes))
        return found

    def _box(self, box: Iterable[Test]) -> list[Claim]:
        return [literal for test in box for literal in self._test(test)]

    def _test(self, test: Test) -> list[Claim]:
        known = self.field(test.key)
        if isinstance(test, Ticked):
            return self._ticked(test, known)
        if isinstance(test, InRange):
            inside = [
                literal
                for cell, literal in known.values.items()
                if cell in test.values
                or (isinstance(cell, tuple) and any(low <= cell[0] <= high for low, high in test.ranges))
            ]
            return [self.logic.some(inside)]
        return [self.logic.some(known.values[one] for one in test.values if one in known.values)]

    def _ticked(self, test: Ticked, known: Field) -> list[Claim]:
        found = [self.tick(known, one) for one in sorted(test.all_of)]
        found += [self.logic.no(self.tick(known, one)) for one in sorted(test.none_of)]
        if test.any_of:
            found.append(self.logic.some(self.tick(known, one) for one in sorted(test.any_of)))
        return [*found, self.logic.no(known.values[ABSENT])]

    def tick(self, known: Field, option_id: str) -> Claim:
        """True where this line is ticked, or is the answer that stands alone."""
        return known.ticks.get(option_id) or known.values[option_id]

    # ---- questions, decisions, red flags, rules

    def field(self, key: str) -> Field:
        """The field of a question, decision or red flag."""
        if key not in self._fields:
            if self.origin and not self.space.rests[key] & self.changed:
                return self.origin.field(key)
            self._fields[key] = self._make(self.space.parts[key])
        return self._fields[key]

    def _make(self, part: Part) -> Field:
        if isinstance(part, Question):
            return self._question(part)
        lines = self.decision_lines(part) if isinstance(part, Decision) else self.flag_lines(part)
        return self.first_of(part.id, lines)

    def rule(self, rule: Rule) -> Claim:
        """True where a rule fits (the net apart), for those whom the rules cover."""
        if rule.id not in self._rules:
            if self.origin and not self.space.rule_rests(rule) & self.changed:
                return self.origin.rule(rule)
            self._rules[rule.id] = self.logic.every([*self.needs(rule.condition), self.covered()])
        return self._rules[rule.id]

    def covered(self) -> Claim:
        """True where no way out fits."""
        if self._covered is None:
            ways = [self.holds(one.condition) for one in self.space.questionnaire.exits]
            self._covered = self.logic.no(self.logic.some(ways))
        return self._covered

    def decision_lines(self, decision: Decision) -> list[tuple[str, Claim]]:
        """What gives each value, in order; nothing where ``only_when`` does not fit."""
        lines: list[tuple[str, Claim]] = []
        allowed = self.holds(decision.only_when)
        if allowed != self.logic.true:
            lines.append((ABSENT, self.logic.no(allowed)))
        lines += [(one.value, self.holds(one.condition)) for one in decision.lines]
        if decision.otherwise is not None:
            lines.append((decision.otherwise, self.logic.true))
        return lines

    def flag_lines(self, flag: RedFlag) -> list[tuple[str, Claim]]:
        """A flag is raised before it is unsure before it is denied."""
        raised = [self.holds(flag.raised_by)] if flag.raised_by else []
        unsure = [self.holds(flag.unsure_by)] if flag.unsure_by else []
        denied = []
        for question, option_id in self.space.raisers.get(flag.id, ()):
            known = self.field(question.id)
            raised.append(self.tick(known, option_id))
            here = [known.shown[option_id], self.logic.no(known.values[ABSENT])]
            if question.option(UNSURE):
                unsure.append(self.logic.every([*here, self.tick(known, UNSURE)]))
            if question.option(SKIP):
                here += [self.tick(known, NONE)] if question.option(NONE) else [self.logic.false]
            denied.append(self.logic.every(here))
        states = ((RAISED, raised), (UNSURE, unsure), (DENIED, denied))
        return [(state, self.logic.some(found)) for state, found in states]

    def first_of(self, name: str, lines: Lines) -> Field:
        """The value of the first line that holds, ABSENT when none does."""
        found: dict[Cell, list[Claim]] = {ABSENT: []}
        for (value, _), fires in zip(lines, self.logic.first([one for _, one in lines]), strict=True):
            found.setdefault(value, []).append(fires)
        found[ABSENT].append(self.logic.no(self.logic.some(one for _, one in lines)))
        values = {value: self.logic.some(fires) for value, fires in found.items()}
        if self.logic.exact and any(isinstance(one, Node) for one in values.values()):
            return self._of_its_own(name, list(values), lines)
        return Field(values)

    def _of_its_own(self, name: str, cells: Sequence[Cell], lines: Lines) -> Field:
        """In an exact logic: a variable with these values, so that less hangs together."""
        variable, new = self.logic.shared((name, tuple(lines)), len(cells))
        values: dict[Cell, Claim] = {cell: (variable, 1 << at) for at, cell in enumerate(cells)}
        earlier: list[Claim] = []
        for value, claim in [*lines, (ABSENT, self.logic.true)] if new else []:
            self.logic.forbid([*earlier, claim, self.logic.no(values[value])])
            earlier.append(self.logic.no(claim))
        return Field(values)

    def _question(self, question: Question) -> Field:
        asked = self.holds(question.ask_when)
        shown = {one.id: self.holds(one.ask_when) for one in question.options}
        own = question.id if question.id in self.changed else ""
        key = (question.id, own and id(self), asked, tuple(shown.items()))
        return (
            self._ticks(question, asked, shown, key)
            if question.kind == "ticks"
            else self._one(question, asked, shown, key)
        )

    def _one(self, question: Question, asked: Claim, shown: dict[str, Claim], key: object) -> Field:
        cells = self.space.cells(question)
        variable, new = self.logic.shared((key, tuple(cells)), len(cells))
        values: dict[Cell, Claim] = {cell: (variable, 1 << at) for at, cell in enumerate(cells)}
        found = Field(values, {}, shown, asked, variables=(variable,))
        if new:
            self._asked(found)
            for option_id, claim in shown.items():
                self.logic.forbid([values[option_id], self.logic.no(claim)])
        return found

    def _ticks(self, question: Question, asked: Claim, shown: dict[str, Claim], key: object) -> Field:
        alone = [one.id for one in question.options if one.alone]
        cells = [ABSENT, *alone, TICKED] if len(alone) < len(question.options) else [ABSENT, *alone]
        variable, new = self.logic.shared((key, tuple(cells)), len(cells))
        values: dict[Cell, Claim] = {cell: (variable, 1 << at) for at, cell in enumerate(cells)}
        lines = [one.id for one in question.options if not one.alone]
        marks = [self.logic.shared((key, option_id), 2)[0] for option_id in lines]
        ticks: dict[str, Claim] = {one: (mark, 2) for one, mark in zip(lines, marks, strict=True)}
        found = Field(values, ticks, shown, asked, variables=(variable, *marks))
        if new:
            self._asked(found)
            self._ticks_fit(found)
        return found

    def _asked(self, known: Field) -> None:
        """Asked and answered, or neither; a question without a line to choose has no answer."""
        absent, forbid = known.values[ABSENT], self.logic.forbid
        forbid([self.logic.no(known.asked), self.logic.no(absent)])
        lines = [self.logic.no(one) for one in known.shown.values()]
        if not any(isinstance(cell, tuple) for cell in known.values):
            known.stuck = self.logic.every([known.asked, *lines])
        forbid([known.asked, absent, self.logic.no(known.stuck)])

    def _ticks_fit(self, known: Field) -> None:
        """At least one tick, each on a line that is shown, and none beside an answer that stands alone."""
        forbid, no = self.logic.forbid, self.logic.no
        for option_id, literal in known.shown.items():
            forbid([self.tick(known, option_id), no(literal)])
        if TICKED in known.values:
            ticked = known.values[TICKED]
            forbid([ticked, *(no(one) for one in known.ticks.values())])
            for one in known.ticks.values():
                forbid([one, no(ticked)])


def conditions_of(part: Part) -> list[Condition]:
    """The conditions of a question and its options, a decision or a red flag."""
    if isinstance(part, Question):
        return [part.ask_when, *(one.ask_when for one in part.options)]
    if isinstance(part, Decision):
        return [part.only_when, *(one.condition for one in part.lines)]
    return [one for one in (part.raised_by, part.unsure_by) if one]


def all_conditions(whole: Questionnaire) -> Iterable[Condition]:
    """Every condition that can change what happens."""
    parts: list[Part] = [*whole.questions, *whole.decisions, *whole.red_flags]
    for part in parts:
        yield from conditions_of(part)
    for rule in whole.rules:
        yield rule.condition
    for flag in whole.red_flags:
        yield from (one.condition for one in flag.at_least)
    for route in whole.routes:
        yield from (one.condition for one in route.lines)
    for others in (whole.exits, whole.advice, whole.alarm_signs):
        yield from (one.condition for one in others)


def borders_of(questionnaire: Questionnaire) -> Borders:
    """For each number: where a condition begins or ends to fit."""
    borders: Borders = {}
    for condition in all_conditions(questionnaire):
        for test in all_tests(condition):
            if isinstance(test, InRange):
                for low, high in test.ranges:
                    borders.setdefault(test.key, set()).update((low, high + 1))
    return borders


class Space:
    """The answer sets of a questionnaire. ``world`` is the one that all checks look at.

    Two spaces with one logic and the same ``borders`` (where numbers are told apart) share every variable
    for which both have the same question.
    """

    def __init__(self, questionnaire: Questionnaire, logic: Logic, borders: Borders | None = None) -> None:
        self.questionnaire = questionnaire
        self.logic = logic
        self.solver = logic.solver
        parts: list[Part] = [*questionnaire.questions, *questionnaire.decisions, *questionnaire.red_flags]
        self.parts = {one.id: one for one in parts}
        self.raisers: dict[str, list[tuple[Question, str]]] = {}
        for question in questionnaire.questions:
            for option in question.options:
                for flag in option.raises:
                    self.raisers.setdefault(flag, []).append((question, option.id))
        self._rule_rests: dict[str, frozenset[str]] = {}
        self.rests = self._resting(path=True)
        self.looks_at = self._resting(path=False)
        self.borders = borders_of(questionnaire) if borders is None else borders
        self.world = World(self)

    # ---- what rests on what

    def _resting(self, path: bool) -> dict[str, frozenset[str]]:
        """For each question, decision and red flag: the questions that it rests on.

        With ``path`` also those that decide whether one of these is asked.
        """
        uses: dict[str, list[str]] = {}
        for key, part in self.parts.items():
            conditions = conditions_of(part) if path or not isinstance(part, Question) else ()
            uses[key] = [test.key for one in conditions for test in all_tests(one)]
        for flag, raisers in self.raisers.items():
            uses[flag] += [question.id for question, _ in raisers]
        found: dict[str, frozenset[str]] = {}
        for key in uses:
            self._rest(key, uses, found)
        return found

    def _rest(
        self, key: str, uses: Mapping[str, list[str]], found: dict[str, frozenset[str]]
    ) -> frozenset[str]:
        if key not in found:
            found[key] = frozenset()  # a circle was refused when the file was read
            below = [self._rest(one, uses, found) for one in dict.fromkeys(uses[key])]
            own = frozenset([key]) if isinstance(self.parts.get(key), Question) else frozenset()
            found[key] = own.union(*below)
        return found[key]

    def rule_rests(self, rule: Rule) -> frozenset[str]:
        """The questions that decide whether a rule fits, the way out included."""
        if rule.id not in self._rule_rests:
            exits = [one.condition for one in self.questionnaire.exits]
            self._rule_rests[rule.id] = self.resting(rule.condition, *exits)
        return self._rule_rests[rule.id]

    def resting(self, *conditions: Condition) -> frozenset[str]:
        """The questions that decide whether these conditions fit, the path to them included."""
        keys = {test.key for condition in conditions for test in all_tests(condition)}
        return frozenset().union(*(self.rests[key] for key in keys))

    def directly(self, *conditions: Condition) -> tuple[str, ...]:
        """The questions that these conditions look at, themselves or through decisions and red flags."""
        keys = {test.key for condition in conditions for test in all_tests(condition)}
        found = frozenset().union(*(self.looks_at[key] for key in keys))
        return tuple(one.id for one in self.questionnaire.questions if one.id in found)

    # ---- numbers

    def cells(self, question: Question) -> list[Cell]:
        """ABSENT, the numbers in runs that no condition tells apart, and the options."""
        options = [one.id for one in question.options]
        if question.kind != "number":
            return [ABSENT, *options]
        starts = sorted(
            {
                question.low,
                *(at for at in self.borders.get(question.id, ()) if question.low < at <= question.high),
            }
        )
        ends = [at - 1 for at in starts[1:]] + [question.high]
        return [ABSENT, *zip(starts, ends, strict=True), *options]

    # ---- asking

    def variables(self, questions: Iterable[str], *worlds: World) -> list[int]:
        """The variables that stand for the answers to these questions, in the order of the interview."""
        wanted = frozenset(questions)
        closed = wanted.union(*(self.rests[one] for one in wanted))
        found: list[int] = []
        for question in self.questionnaire.questions:
            if question.id in closed:
                for world in worlds or (self.world,):
                    found += world.field(question.id).variables
        return list(dict.fromkeys(found))

    def answers(self, values: Sequence[int], world: World | None = None) -> dict[str, Answer]:
        """The answers that a solution settles; a number is the first of those that share its value."""
        found: dict[str, Answer] = {}
        for question in self.questionnaire.questions:
            answer = self._answer(question, values, world or self.world)
            if answer is not None:
                found[question.id] = answer
        return found

    def _answer(self, question: Question, values: Sequence[int], world: World) -> Answer | None:
        known = world.field(question.id)
        here = values[known.variables[0]]
        if here & (here - 1):
            return None
        cell = list(known.values)[here.bit_length() - 1]
        if cell == TICKED:
            ticks = tuple(one for one in known.ticks if values[known.atom(one)[0]] == 2)
            return ticks or None
        if cell == ABSENT:
            return None
        if isinstance(cell, tuple):
            return cell[0]
        return (cell,) if question.kind == "ticks" else cell
