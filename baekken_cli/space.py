"""Every set of answers that the interview can produce, as variables and nogoods for the solver. Pure.

A question that is not asked has the value 0. Numbers that no condition tells apart share a value. A
question with ticks has one variable for how it is answered (not asked, ticked, or the id of an answer that
stands alone) and one for each line that can be ticked. Named decisions, red flags and rules follow from
the answers, so they add no solutions: the number of solutions is the number of answer sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baekken_cli.conditions import all_tests
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
from baekken_cli.solver import Literal, Solver

Part = Question | Decision | RedFlag
ABSENT, TICKED = "", "*"
Cell = str | tuple[int, int]
"""An option id, ABSENT, TICKED, or the first and last of the numbers that share a value."""
Lines = Sequence[tuple[str, Sequence[Literal]]]
"""(value, what must hold) in order: the first that holds gives the value."""


class Logic:
    """Truth functions over literals; each different one gets one variable, so that worlds can share it."""

    def __init__(self, solver: Solver) -> None:
        self.solver = solver
        self._made: dict[object, Literal] = {}
        always = solver.variable(1)
        self.true: Literal = (always, 1)
        self.false: Literal = (always, 0)

    def no(self, literal: Literal) -> Literal:
        variable, mask = literal
        return variable, self.solver.full[variable] & ~mask

    def every(self, literals: Iterable[Literal]) -> Literal:
        """True when all are."""
        return self.no(self.some(self.no(one) for one in literals))

    def some(self, literals: Iterable[Literal]) -> Literal:
        """True when one is."""
        masks: dict[int, int] = {}
        for variable, mask in literals:
            masks[variable] = masks.get(variable, 0) | mask
        parts = [one for one in masks.items() if one[1]]
        if any(mask == self.solver.full[variable] for variable, mask in parts):
            return self.true
        if len(parts) < 2:
            return parts[0] if parts else self.false
        key = frozenset(parts)
        if key not in self._made:
            self._made[key] = self._either(parts)
        return self._made[key]

    def _either(self, parts: Sequence[Literal]) -> Literal:
        found = (self.solver.variable(2), 2)
        self.solver.forbid([found, *(self.no(one) for one in parts)])
        for one in parts:
            self.solver.forbid([self.no(found), one])
        return found

    def size(self) -> tuple[int, tuple[int, int, int]]:
        """How much there is, for :meth:`forget_after`."""
        return len(self._made), self.solver.size()

    def forget_after(self, made: int, size: tuple[int, int, int]) -> None:
        """Takes back all that was made since."""
        while len(self._made) > made:
            self._made.popitem()
        self.solver.forget_after(*size)

    def shared(self, key: object, size: int) -> tuple[int, bool]:
        """The variable known by ``key``, and whether it is new."""
        new = key not in self._made
        if new:
            self._made[key] = (self.solver.variable(size), 0)
        return self._made[key][0], new


@dataclass(slots=True)
class Field:
    """What a question, decision or red flag can be: a literal for each value.

    The rest is for questions: ``ticks`` and ``shown`` by option, ``asked``, and ``stuck`` where it is asked
    without a line to choose.
    """

    values: dict[Cell, Literal]
    ticks: dict[str, Literal] = field(default_factory=dict)
    shown: dict[str, Literal] = field(default_factory=dict)
    asked: Literal = (0, 1)
    stuck: Literal = (0, 0)
    variables: tuple[int, ...] = ()


def keep(logic: Logic, one: Field, two: Field) -> None:
    """The answer to a question in two worlds: asked in both it stays, wherever it can still be given."""
    if one is two or one.variables == two.variables:
        return
    forbid, no = logic.solver.forbid, logic.no
    absent = two.values[ABSENT]
    for cell, literal in one.values.items():
        if cell in two.values and cell not in (ABSENT, TICKED):
            shown = two.shown.get(cell, logic.true) if isinstance(cell, str) else logic.true
            forbid([literal, shown, no(logic.some([two.values[cell], absent]))])
    asked = [no(one.values[ABSENT]), no(absent)]
    for option_id in one.ticks.keys() & two.ticks.keys():
        first, then = one.ticks[option_id], two.ticks[option_id]
        both = [*asked, one.shown[option_id], two.shown[option_id]]
        forbid([*both, first, no(then)])
        forbid([*both, no(first), then])


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
        self._rules: dict[str, Literal] = {}

    # ---- conditions

    def holds(self, condition: Condition) -> Literal:
        """True where the condition fits."""
        return self.logic.every(self.needs(condition))

    def needs(self, condition: Condition) -> list[Literal]:
        """Literals that are all true exactly where the condition fits."""
        found = self._box(condition.when)
        if condition.any_of:
            boxes = [self.logic.every(self._box(box)) for box in condition.any_of]
            found.append(self.logic.some(boxes))
        return found

    def _box(self, box: Iterable[Test]) -> list[Literal]:
        return [literal for test in box for literal in self._test(test)]

    def _test(self, test: Test) -> list[Literal]:
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

    def _ticked(self, test: Ticked, known: Field) -> list[Literal]:
        found = [self.tick(known, one) for one in sorted(test.all_of)]
        found += [self.logic.no(self.tick(known, one)) for one in sorted(test.none_of)]
        if test.any_of:
            found.append(self.logic.some(self.tick(known, one) for one in sorted(test.any_of)))
        return [*found, self.logic.no(known.values[ABSENT])]

    def tick(self, known: Field, option_id: str) -> Literal:
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

    def rule(self, rule: Rule) -> Literal:
        """True where a rule fits (the net apart), for those whom the rules cover."""
        if rule.id not in self._rules:
            if self.origin and not self.space.rests[rule.id] & self.changed:
                return self.origin.rule(rule)
            self._rules[rule.id] = self.logic.every([*self.needs(rule.condition), self.covered()])
        return self._rules[rule.id]

    def covered(self) -> Literal:
        """True where no way out fits."""
        ways = [self.holds(one.condition) for one in self.space.questionnaire.exits]
        return self.logic.no(self.logic.some(ways))

    def decision_lines(self, decision: Decision) -> list[tuple[str, list[Literal]]]:
        """What gives each value, in order; nothing where ``only_when`` does not fit."""
        lines: list[tuple[str, list[Literal]]] = []
        allowed = self.holds(decision.only_when)
        if allowed != self.logic.true:
            lines.append((ABSENT, [self.logic.no(allowed)]))
        lines += [(one.value, self.needs(one.condition)) for one in decision.lines]
        if decision.otherwise is not None:
            lines.append((decision.otherwise, []))
        return lines

    def flag_lines(self, flag: RedFlag) -> list[tuple[str, list[Literal]]]:
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
        return [(state, [self.logic.some(found)]) for state, found in states]

    def first_of(self, name: str, lines: Lines) -> Field:
        """The value of the first line that holds, ABSENT when none does."""
        lines = [(value, [self.logic.every(needed)]) for value, needed in lines]
        inline = self._on_one_variable(lines)
        if inline is not None:
            return Field(inline)
        names = list(dict.fromkeys([ABSENT, *(value for value, _ in lines)]))
        key = (name, tuple((value, tuple(needed)) for value, needed in lines))
        variable, new = self.logic.shared(key, len(names))
        values: dict[Cell, Literal] = {one: (variable, 1 << at) for at, one in enumerate(names)}
        if new:
            self._define(values, lines)
        return Field(values)

    def _define(self, values: Mapping[Cell, Literal], lines: Lines) -> None:
        earlier: list[Literal] = []
        for value, needed in [*lines, (ABSENT, [])]:
            self.space.solver.forbid([*earlier, *needed, self.logic.no(values[value])])
            earlier.append(self.logic.no(self.logic.every(needed)))

    def _on_one_variable(self, lines: Lines) -> dict[Cell, Literal] | None:
        """Values as masks of the one variable that decides them, where there is just one."""
        literals = [needed[0] for _, needed in lines if needed[0][0] != self.logic.true[0]]
        variables = {variable for variable, _ in literals}
        if len(variables) != 1:
            return None
        variable = variables.pop()
        left = self.space.solver.full[variable]
        masks: dict[Cell, int] = {ABSENT: 0}
        for value, needed in lines:
            mask = needed[0][1] if needed[0][0] == variable else (left if needed[0] == self.logic.true else 0)
            masks[value] = masks.get(value, 0) | (left & mask)
            left &= ~mask
        masks[ABSENT] |= left
        return {value: (variable, mask) for value, mask in masks.items()}

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

    def _one(self, question: Question, asked: Literal, shown: dict[str, Literal], key: object) -> Field:
        cells = self.space.cells(question)
        variable, new = self.logic.shared((key, tuple(cells)), len(cells))
        values = {cell: (variable, 1 << at) for at, cell in enumerate(cells)}
        found = Field(values, {}, shown, asked, variables=(variable,))
        if new:
            self._asked(found)
            for option_id, literal in shown.items():
                self.space.solver.forbid([values[option_id], self.logic.no(literal)])
        return found

    def _ticks(self, question: Question, asked: Literal, shown: dict[str, Literal], key: object) -> Field:
        alone = [one.id for one in question.options if one.alone]
        cells = [ABSENT, *alone, TICKED] if len(alone) < len(question.options) else [ABSENT, *alone]
        variable, new = self.logic.shared((key, tuple(cells)), len(cells))
        values: dict[Cell, Literal] = {cell: (variable, 1 << at) for at, cell in enumerate(cells)}
        ticks = {
            one.id: (self.logic.shared((key, one.id), 2)[0], 2) for one in question.options if not one.alone
        }
        found = Field(values, ticks, shown, asked, variables=(variable, *(one for one, _ in ticks.values())))
        if new:
            self._asked(found)
            self._ticks_fit(found)
        return found

    def _asked(self, known: Field) -> None:
        """Asked and answered, or neither; a question without a line to choose has no answer."""
        absent, forbid = known.values[ABSENT], self.space.solver.forbid
        forbid([self.logic.no(known.asked), self.logic.no(absent)])
        lines = [self.logic.no(one) for one in known.shown.values()]
        if not any(isinstance(cell, tuple) for cell in known.values):
            known.stuck = self.logic.every([known.asked, *lines])
        forbid([known.asked, absent, self.logic.no(known.stuck)])

    def _ticks_fit(self, known: Field) -> None:
        """At least one tick, each on a line that is shown, and none beside an answer that stands alone."""
        forbid, no = self.space.solver.forbid, self.logic.no
        for option_id, literal in known.shown.items():
            forbid([self.tick(known, option_id), no(literal)])
        if TICKED in known.values:
            ticked = known.values[TICKED]
            forbid([ticked, *(no(one) for one in known.ticks.values())])
            for one in known.ticks.values():
                forbid([one, no(ticked)])


class Space:
    """The answer sets of a questionnaire. ``world`` is the one that all checks look at.

    Made beside another, it shares every variable for which both have the same question, and numbers are
    told apart where either does.
    """

    def __init__(self, questionnaire: Questionnaire, solver: Solver, beside: Space | None = None) -> None:
        self.questionnaire = questionnaire
        self.solver = solver
        self.logic: Logic = beside.logic if beside else Logic(solver)
        parts: list[Part] = [*questionnaire.questions, *questionnaire.decisions, *questionnaire.red_flags]
        self.parts = {one.id: one for one in parts}
        self.raisers: dict[str, list[tuple[Question, str]]] = {}
        for question in questionnaire.questions:
            for option in question.options:
                for flag in option.raises:
                    self.raisers.setdefault(flag, []).append((question, option.id))
        self.rests = self._resting(path=True)
        self.looks_at = self._resting(path=False)
        self.borders = self._all_borders()
        self.world = World(self)

    # ---- what rests on what

    def _resting(self, path: bool) -> dict[str, frozenset[str]]:
        """For each question, decision, red flag and rule: the questions that it rests on.

        With ``path`` also those that decide whether one of these is asked.
        """
        uses: dict[str, list[str]] = {}
        exits = [one.condition for one in self.questionnaire.exits] if path else []
        for key, part in self.parts.items():
            conditions = self._conditions(part) if path or not isinstance(part, Question) else ()
            uses[key] = [test.key for one in conditions for test in all_tests(one)]
        for flag, raisers in self.raisers.items():
            uses[flag] += [question.id for question, _ in raisers]
        for rule in self.questionnaire.rules:
            uses[rule.id] = [test.key for one in (rule.condition, *exits) for test in all_tests(one)]
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

    @staticmethod
    def _conditions(part: Part) -> list[Condition]:
        if isinstance(part, Question):
            return [part.ask_when, *(one.ask_when for one in part.options)]
        if isinstance(part, Decision):
            return [part.only_when, *(one.condition for one in part.lines)]
        return [one for one in (part.raised_by, part.unsure_by) if one]

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

    def _all_borders(self) -> dict[str, set[int]]:
        """For each number: where a condition begins or ends to fit."""
        borders: dict[str, set[int]] = {}
        for condition in self.all_conditions():
            for test in all_tests(condition):
                if isinstance(test, InRange):
                    for low, high in test.ranges:
                        borders.setdefault(test.key, set()).update((low, high + 1))
        return borders

    def all_conditions(self) -> Iterable[Condition]:
        """Every condition that can change what happens."""
        whole = self.questionnaire
        for part in self.parts.values():
            yield from self._conditions(part)
        for rule in whole.rules:
            yield rule.condition
        for flag in whole.red_flags:
            yield from (one.condition for one in flag.at_least)
        for route in whole.routes:
            yield from (one.condition for one in route.lines)
        for others in (whole.exits, whole.advice, whole.alarm_signs):
            yield from (one.condition for one in others)

    # ---- asking

    def variables(self, questions: Iterable[str], *worlds: World) -> list[int]:
        """The variables that stand for the answers to these questions, in the order of the interview."""
        wanted = frozenset(questions)
        closed = wanted.union(*(self.rests[one] for one in wanted))
        found: dict[int, None] = {}
        for question in self.questionnaire.questions:
            if question.id in closed:
                for world in worlds or (self.world,):
                    found.update(dict.fromkeys(world.field(question.id).variables))
        return list(found)

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
        cell = next(cell for cell, (_, mask) in known.values.items() if mask == here)
        if cell == TICKED:
            ticks = tuple(one for one, (at, mask) in known.ticks.items() if values[at] == mask)
            return ticks or None
        if cell == ABSENT:
            return None
        if isinstance(cell, tuple):
            return cell[0]
        return (cell,) if question.kind == "ticks" else cell
