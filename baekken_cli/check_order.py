"""The safety theorems that compare two answer sets: one answer gets worse, all others stay. Pure.

Two answer sets are compared when they differ in one question, in a way that must never lower the urgency,
and in what hangs on it: a question that is asked in both keeps its answer wherever that can still be given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from baekken_cli.conditions import all_tests
from baekken_cli.errors import Finding
from baekken_cli.ground import Ground, whole
from baekken_cli.logic import Claim
from baekken_cli.model import (
    NONE,
    SKIP,
    UNSURE,
    Assessment,
    Box,
    Classification,
    Condition,
    OneOf,
    Question,
    Rule,
    Ticked,
    Urgency,
)
from baekken_cli.solver import Literal
from baekken_cli.space import ABSENT, TICKED, Cell, Field, World, keep


def orders(ground: Ground) -> Iterator[Finding]:
    """Another sign, "don't know" for "no", more pain or more that is hard never lowers the urgency."""
    for question in ground.questionnaire.questions:
        steps = worse(ground, question)
        rules = _in_danger(ground, question, steps) if steps else []
        if rules:
            with ground.apart():
                yield from _lowered(ground, question, _copy(ground, question, steps), rules)


def time_passing(ground: Ground) -> Iterator[Finding]:
    """A longer time since the birth never turns possible dysfunction back to normal."""
    for question in ground.questionnaire.questions:
        if question.unit == "time_since" and question.kind == "number":
            with ground.apart():
                world = _copy(ground, question, _later(ground, question))
                lasting, normal = Classification.POSSIBLE_DYSFUNCTION, Classification.NORMAL_LOOSENING
                before = [ground.named(lasting), ground.logic.no(ground.named(normal))]
                after = [
                    ground.named(normal, world=world),
                    ground.logic.no(ground.named(lasting, world=world)),
                ]
                yield from _found(ground, question, world, [*before, *after], "back_to_normal")


def _in_danger(ground: Ground, question: Question, steps: Steps) -> list[Rule]:
    """The rules that look at something that a worse answer may make false; the net where it can fit."""
    moves = _moves(ground, question, steps)
    rules = [one for one in ground.deciding if question.id in ground.space.rule_rests(one)]
    if ground.possible(_fits(ground, ground.net, ground.world)):
        rules.append(ground.net)
    return [
        one for one in rules if not _stays(moves, ground.logic.literals(_fits(ground, one, ground.world)))
    ]


def _lowered(ground: Ground, question: Question, world: World, rules: Sequence[Rule]) -> Iterator[Finding]:
    """One finding for each urgency that is lost. A rule that still fits afterwards can lose nothing."""
    for urgency in Urgency:
        here = [one for one in rules if one.urgency is urgency]
        lost = [one for one in here if _can_be_lost(ground, question, one, world)]
        if not lost:
            continue
        before, after = ground.at_least(urgency), ground.at_least(urgency, world)
        fits = ground.logic.some(_fits(ground, one, ground.world) for one in lost)
        literals = [
            fits,
            before,
            world.covered(),
            ground.logic.no(after),
            ground.logic.no(ground.above(urgency)),
        ]
        yield from _found(ground, question, world, literals, "lowered")


def _can_be_lost(ground: Ground, question: Question, rule: Rule, world: World) -> bool:
    """True where a rule fits the first answer set and not the second."""
    one = _fits(ground, rule, ground.world)
    names = None if rule.otherwise else ground.space.rule_rests(rule) | {question.id}
    two = _fits(ground, rule, world)
    return ground.find([one, ground.logic.no(two)], names, ground.world, world) is not None


def _fits(ground: Ground, rule: Rule, world: World) -> Claim:
    if not rule.otherwise:
        return world.rule(rule)
    return ground.logic.every([world.covered(), ground.logic.no(ground.decided(world))])


def _found(
    ground: Ground, question: Question, world: World, literals: Sequence[Claim], code: str
) -> Iterator[Finding]:
    values = ground.find(literals, None, ground.world, world)
    if values is None:
        return

    def counts(rule: Rule, result: Assessment) -> bool:
        return rule.urgency is result.urgency if code == "lowered" else bool(rule.classification)

    first = ground.answers(values)
    settled = ground.space.answers(values, world)
    then = whole(ground.questionnaire, {**first, **settled})
    one, two = ground.replayed(first), ground.replayed(then)
    lost = [rule for rule in one.rules if rule not in two.rules and counts(rule, one)]
    params = {
        "rules": ", ".join(rule.id for rule in lost),
        "what": question.id,
        "before": str(one.urgency if code == "lowered" else one.classification),
        "after": str(two.urgency if code == "lowered" else two.classification),
    }
    looks_at = ground.space.directly(*(rule.condition for rule in lost))
    about = tuple(key for key in first if key in looks_at and first[key] == then.get(key))
    yield Finding(ground.file, question.line, code, params, first, about, then)


# ---------------------------------------------------------------- which answers are worse


Steps = dict[Cell, list[Cell]]
"""For each value of a question's variable: what it may become besides itself. Ticks that may be added are
listed under TICKED."""


def worse(ground: Ground, question: Question) -> Steps:
    """How the answer to a question can get worse; empty where it cannot."""
    return _more_ticks(ground, question) if question.kind == "ticks" else _more(ground, question)


def _raising(ground: Ground, question: Question) -> set[str]:
    """The options that raise a red flag."""
    found = {option.id for option in question.options if option.raises}
    for flag in ground.questionnaire.red_flags:
        for test in all_tests(flag.raised_by) if flag.raised_by else ():
            if test.key == question.id and isinstance(test, Ticked):
                found |= test.any_of | test.all_of
        for box in _boxes(flag.raised_by):
            if len(box) == 1 and box[0].key == question.id and isinstance(box[0], OneOf):
                found |= box[0].values
    return found


def _boxes(condition: Condition | None) -> list[Box]:
    """The boxes of a condition, each a way for it to fit."""
    if condition is None:
        return []
    return [(*condition.when, *box) for box in condition.any_of] or [condition.when]


def _more_ticks(ground: Ground, question: Question) -> Steps:
    ids = [option.id for option in question.options]
    alone = {option.id for option in question.options if option.alone}
    wanted = set(ids) if question.more_is_worse else _raising(ground, question)
    added = [one for one in ids if one not in alone and (one in wanted or one == UNSURE)]
    steps: Steps = {TICKED: [*added]} if added else {}
    for option_id in (one for one in (NONE, SKIP) if one in alone):
        become: list[Cell] = [TICKED] if added else []
        if option_id == NONE and UNSURE in alone:
            become.append(UNSURE)
        if become:
            steps[option_id] = become
    return steps


def _more(ground: Ground, question: Question) -> Steps:
    """For a choice or a number: no to don't know, anything to a sign, and upwards where more is worse."""
    options = [option.id for option in question.options]
    cells = [one for one in ground.space.cells(question) if one != ABSENT]
    raising = [one for one in options if one in _raising(ground, question)]
    steps: Steps = _upwards(question, cells) if question.more_is_worse else {}
    for cell in cells:
        become = [*steps.get(cell, []), *raising, *([UNSURE] if cell == "no" and UNSURE in options else [])]
        if become:
            steps[cell] = become
    return steps


def _upwards(question: Question, cells: Sequence[Cell]) -> Steps:
    """Each number to every higher one, or each option to every later one; don't know stays."""
    numbers = question.kind == "number"
    ordered = [one for one in cells if (isinstance(one, tuple) if numbers else one != UNSURE)]
    return {one: ordered[at + 1 :] for at, one in enumerate(ordered[:-1])}


def _later(ground: Ground, question: Question) -> Steps:
    """A longer time: among the numbers, and among the options in the order of the file."""
    cells = [one for one in ground.space.cells(question) if one != ABSENT]
    numbers: list[Cell] = [one for one in cells if isinstance(one, tuple)]
    names: list[Cell] = [one for one in cells if not isinstance(one, tuple) and one != UNSURE]
    return {one: row[at + 1 :] for row in (numbers, names) for at, one in enumerate(row)}


# ---------------------------------------------------------------- what a step leaves as it is


Moves = dict[int, dict[int, int]]
"""For each variable that may change: what each of its values may become; all values where none stands."""


def _moves(ground: Ground, question: Question, steps: Steps) -> Moves:
    """What becomes of the question itself; whatever hangs on it may change in any way."""
    moves: Moves = {}
    for other in ground.questionnaire.questions:
        if question.id in ground.space.rests[other.id]:
            moves.update((variable, {}) for variable in ground.world.field(other.id).variables)
    known = ground.world.field(question.id)
    for cell in known.values:
        become = [] if cell == TICKED else steps.get(cell, [])
        variable, mask = known.atom(cell)
        moves[variable][mask] = sum(known.atom(other)[1] for other in {cell, *become})
    for option_id in known.ticks:
        variable, _ = known.atom(option_id)
        moves[variable] = {1: 3 if option_id in steps.get(TICKED, ()) else 1, 2: 2}
    return moves


def _stays(moves: Moves, literals: Iterable[Literal]) -> bool:
    """True where each of these stays true whatever moves; then so does a claim that is made of them."""
    return all(
        not moves[variable].get(bit, ~mask) & ~mask
        for variable, mask in literals
        if variable in moves
        for bit in _bits(mask)
    )


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


# ---------------------------------------------------------------- the second world


def _copy(ground: Ground, question: Question, steps: Steps) -> World:
    world = World(ground.space, ground.world, frozenset([question.id]))
    _step(ground, ground.world.field(question.id), world.field(question.id), steps)
    for other in ground.questionnaire.questions:
        if other.id != question.id and question.id in ground.space.rests[other.id]:
            keep(ground.logic, ground.world.field(other.id), world.field(other.id))
    return world


def _step(ground: Ground, one: Field, two: Field, steps: Steps) -> None:
    """The answer stays, or takes one of the steps."""
    forbid, no = ground.logic.forbid, ground.logic.no
    for cell, literal in one.values.items():
        become = [] if cell == TICKED else steps.get(cell, [])
        forbid([literal, no(ground.logic.some(two.values[other] for other in (cell, *become)))])
    for option_id, literal in one.ticks.items():
        forbid([literal, no(two.ticks[option_id])])
        if option_id not in steps.get(TICKED, ()):
            forbid([no(literal), two.ticks[option_id]])
