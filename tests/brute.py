"""What the prover should find, by looking at every answer set there is.

Written from what the checks promise, not from how they search: it walks the real interview and asks the
real conditions, red flags and rules, and shares nothing with the prover's space, solver or ground.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from baekken_cli.conditions import all_tests, fits
from baekken_cli.flags import flag_facts
from baekken_cli.interview import Refused, check_answer, decide, shown_options, with_answer
from baekken_cli.model import (
    ALWAYS,
    NONE,
    RAISED,
    SKIP,
    UNSURE,
    Answer,
    Answers,
    Classification,
    Condition,
    Content,
    Decision,
    Exit,
    Facts,
    OneOf,
    Question,
    Questionnaire,
    RedFlag,
    Rule,
    Test,
    Ticked,
    Urgency,
)
from tests.plain import contacts_for, fitting_rules, most_urgent

Fault = tuple[str, int | str, str]
"""A code, the line it stands on, and what tells two of one line apart.

A contact that is missing has the urgency instead of a line: any rule of that urgency may be named.
"""
Key = tuple[tuple[str, Answer], ...]
Walked = tuple[dict[str, Answer], Facts]
Choose = Callable[[Question, Facts], Sequence[Answer]]


@dataclass(frozen=True, slots=True)
class Point:
    """One complete answer set and what the rules say of it; ``rules`` is empty where there is a way out.

    ``named`` are the classes that rules other than the net name.
    """

    answers: dict[str, Answer]
    facts: Facts
    way_out: Exit | None
    rules: tuple[Rule, ...]
    urgency: Urgency | None
    named: frozenset[Classification]

    @property
    def covered(self) -> bool:
        """The rules cover it: no way out fits."""
        return self.way_out is None

    @property
    def rank(self) -> int:
        return rank(self.urgency)

    @property
    def decided(self) -> bool:
        """A rule other than the net gives the urgency."""
        return any(one.urgency and not one.otherwise for one in self.rules)

    @property
    def region(self) -> str:
        """The way out, or the first of the most urgent rules."""
        if self.way_out:
            return self.way_out.id
        return next((one.id for one in self.rules if one.urgency is self.urgency), "")


def rank(urgency: Urgency | None) -> int:
    """0 is the most urgent; none comes last."""
    return urgency.rank if urgency else len(Urgency)


def key_of(answers: Answers) -> Key:
    """Answers as something to look up."""
    return tuple(answers.items())


@dataclass(slots=True)
class Truth:
    """Every complete answer set of a content. ``stuck``: where a question has no line to choose."""

    content: Content
    points: list[Point] = field(default_factory=list)
    at: dict[Key, Point] = field(default_factory=dict)
    stuck: dict[str, list[Facts]] = field(default_factory=dict)
    taken: dict[tuple[str, tuple[str, ...]], list[Answer]] = field(default_factory=dict)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.content.questionnaire

    def walk(self, choose: Choose, start: Answers | None = None, at: int = 0) -> Iterator[Walked]:
        """Every complete answer set that begins with ``start`` and goes on, from question number ``at``, with
        what ``choose`` gives; each with the facts at its end."""
        answers = dict(start or {})
        yield from self._from(at, answers, decide(self.questionnaire.decisions, answers), choose)

    def _from(self, at: int, answers: dict[str, Answer], facts: Facts, choose: Choose) -> Iterator[Walked]:
        questions = self.questionnaire.questions
        while at < len(questions) and not fits(questions[at].ask_when, facts):
            at += 1
        if at == len(questions):
            yield answers, facts
            return
        question = questions[at]
        for answer in choose(question, facts):
            then = with_answer(self.questionnaire, facts, question.id, answer)
            yield from self._from(at + 1, {**answers, question.id: answer}, then, choose)

    def every_answer(self, question: Question, facts: Facts) -> list[Answer]:
        """All answers that a question takes here."""
        shown = _shown(question, facts)
        if (question.id, shown) not in self.taken:
            found = [one for one in _thinkable(question) if _takes(question, one, facts)]
            self.taken[question.id, shown] = found
        return self.taken[question.id, shown]

    def point(self, answers: dict[str, Answer], facts: Facts) -> Point:
        """What the program's own rules say of a complete answer set."""
        known = {**facts, **flag_facts(self.questionnaire, answers, facts)}
        way_out = next((one for one in self.questionnaire.exits if fits(one.condition, known)), None)
        rules = () if way_out else fitting_rules(self.questionnaire, known, complete=True)
        named = frozenset(one.classification for one in rules if one.classification and not one.otherwise)
        return Point(answers, known, way_out, rules, most_urgent(rules), named)


def truth(content: Content) -> Truth:
    """Every complete answer set of ``content``, looked at."""
    found = Truth(content)

    def choose(question: Question, facts: Facts) -> list[Answer]:
        taken = found.every_answer(question, facts)
        if not taken:
            found.stuck.setdefault(question.id, []).append(facts)
        return taken

    for answers, facts in found.walk(choose):
        point = found.point(answers, facts)
        found.points.append(point)
        found.at[key_of(answers)] = point
    return found


def _thinkable(question: Question) -> Iterator[Answer]:
    ids = [one.id for one in question.options]
    if question.kind == "ticks":
        yield from chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))
        return
    if question.kind == "number":
        yield from range(question.low, question.high + 1)
    yield from ids


def _shown(question: Question, facts: Facts) -> tuple[str, ...]:
    """The options that are shown; for most questions there is nothing to look at."""
    options = shown_options(question, facts) if _varies(question) else question.options
    return tuple(one.id for one in options)


def _varies(question: Question) -> bool:
    return any(one.ask_when is not ALWAYS for one in question.options)


def _takes(question: Question, answer: Answer, facts: Facts) -> bool:
    try:
        return check_answer(question, answer, facts) == answer
    except Refused:
        return False


# ---------------------------------------------------------------- all faults


def faults(found: Truth) -> set[Fault]:
    """Everything that is wrong with a content; a gap is there or not, wherever it lies.

    Where somebody can be asked what she cannot answer, that is all there is to say.
    """
    stuck = set(no_line(found))
    if stuck:
        return stuck
    checks = (
        gaps, conflicts, dead_and_idle, unreachable, never_raised, never_fits, unused, floors,
        contacts, alarm_signs, lowered, back_to_normal,
    )  # fmt: skip
    return {fault for check in checks for fault in check(found)}


def no_line(found: Truth) -> Iterator[Fault]:
    """Questions that can be asked without a line to choose."""
    for question in found.questionnaire.questions:
        if question.id in found.stuck:
            yield "no_line_to_choose", question.line, ""


def is_gap(code: str, point: Point) -> bool:
    """Only the net decides, or no rule but the net gives a class."""
    return point.covered and not (point.decided if code == "gap" else point.named)


def gaps(found: Truth) -> Iterator[Fault]:
    net = next(one for one in found.questionnaire.rules if one.otherwise)
    for code in ("gap", "gap_class"):
        if any(is_gap(code, point) for point in found.points):
            yield code, net.line, ""


def agree(found: Truth, one: Answers, other: Answers, about: Iterable[str]) -> bool:
    """The same answers to these questions; numbers that no condition tells apart count as the same."""
    return all(_same(found, key, one.get(key), other.get(key)) for key in about)


def _same(found: Truth, key: str, one: Answer | None, other: Answer | None) -> bool:
    if not isinstance(one, int) or not isinstance(other, int):
        return one == other
    conditions = [Condition((test,)) for test in _tests(found.questionnaire) if test.key == key]
    return all(fits(each, {key: one}) == fits(each, {key: other}) for each in conditions)


def conflicts(found: Truth) -> Iterator[Fault]:
    """Pairs of rules that name different classes for one answer set."""
    for point in found.points:
        naming = [one for one in point.rules if one.classification and not one.otherwise]
        for first, second in combinations(naming, 2):
            if first.classification is not second.classification:
                yield "conflict", second.line, first.id


def dead_and_idle(found: Truth) -> Iterator[Fault]:
    for rule in found.questionnaire.rules:
        if rule.otherwise:
            continue
        fitting = [point for point in found.points if rule in point.rules]
        if not fitting:
            yield "dead_rule", rule.line, ""
            continue
        changes = any(changed_by(found, rule, point) for point in fitting)
        if changes is rule.only_words:
            yield "not_only_words" if changes else "idle_rule", rule.line, ""


def changed_by(found: Truth, rule: Rule, point: Point) -> bool:
    """The result is another without the rule; others that are there for their words alone do not count."""
    others = [one for one in point.rules if one is not rule and not one.only_words and not one.otherwise]
    return _result(found, point, [*others, rule]) != _result(found, point, others)


def _result(found: Truth, point: Point, rules: Sequence[Rule]) -> object:
    """Urgency (None: the net's), classes and contacts that these rules give."""
    urgency = most_urgent(rules)
    names = [name for one in rules if one.urgency and one.urgency is urgency for name in one.contacts]
    classes = {one.classification for one in rules if one.classification}
    return urgency, classes, contacts_for(found.questionnaire, names, point.facts)


# ---------------------------------------------------------------- what nobody sees


def unreachable(found: Truth) -> Iterator[Fault]:
    """Questions never asked, and options that nobody who is asked can choose."""
    for question in found.questionnaire.questions:
        given = [point.answers[question.id] for point in found.points if question.id in point.answers]
        if not given:
            yield "never_asked", question.line, ""
            continue
        chosen = set(chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in given))
        for option in question.options:
            if option.id not in chosen:
                yield "never_shown", option.line, ""


def never_raised(found: Truth) -> Iterator[Fault]:
    for flag in found.questionnaire.red_flags:
        if not any(point.facts.get(flag.id) == RAISED for point in found.points):
            yield "never_raised", flag.line, ""


def never_fits(found: Truth) -> Iterator[Fault]:
    """Lines that never count: of decisions, routes and ways out only the first that fits does. A way out
    takes the advice with it, but not the alarm signs."""
    whole = found.questionnaire
    used = {_line_of(one, point.facts) for one in whole.decisions for point in found.points}
    for decision in whole.decisions:
        places = [one.line for one in decision.lines]
        places += [decision.line] if decision.otherwise is not None else []
        yield from (("never_fits", line, "") for line in places if line not in used)
    for route in whole.routes:
        firsts = {_first(point.facts, [line.condition for line in route.lines]) for point in found.points}
        yield from (("never_fits", line.line, "") for at, line in enumerate(route.lines) if at not in firsts)
    ways = {point.way_out.id for point in found.points if point.way_out}
    yield from (("never_fits", one.line, "") for one in whole.exits if one.id not in ways)
    covered = [point for point in found.points if point.covered]
    for advice in whole.advice:
        if not any(fits(advice.condition, point.facts) for point in covered):
            yield "never_fits", advice.line, ""
    for sign in whole.alarm_signs:
        if not any(fits(sign.condition, point.facts) for point in found.points):
            yield "never_fits", sign.line, ""


def _line_of(decision: Decision, facts: Facts) -> int | None:
    """The line that gives a decision its value; its own where that is ``otherwise``."""
    if not fits(decision.only_when, facts):
        return None
    at = _first(facts, [one.condition for one in decision.lines])
    return decision.line if at is None else decision.lines[at].line


def _first(facts: Facts, conditions: Sequence[Condition]) -> int | None:
    return next((at for at, one in enumerate(conditions) if fits(one, facts)), None)


def unused(found: Truth) -> Iterator[Fault]:
    """Questions that nothing looks at, tells or raises a sign from; decisions that nothing looks at."""
    used = {test.key for test in _tests(found.questionnaire)}
    for question in found.questionnaire.questions:
        told = question.topic in ("background", "pain", "day") or question.unit != "score"
        if question.id not in used and not told and not any(one.raises for one in question.options):
            yield "unused_question", question.line, ""
    for decision in found.questionnaire.decisions:
        if decision.id not in used:
            yield "unused_decision", decision.line, ""


def _tests(questionnaire: Questionnaire) -> Iterator[Test]:
    for condition in _conditions(questionnaire):
        yield from all_tests(condition)


def _conditions(part: object) -> Iterator[Condition]:
    """Every condition in a part and in its parts."""
    if isinstance(part, Condition):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _conditions(one)


# ---------------------------------------------------------------- safety of one answer set


def floors(found: Truth) -> Iterator[Fault]:
    """Signs that force too little, and floors of signs that are never raised where they apply."""
    for flag in found.questionnaire.red_flags:
        raised = any(one.facts.get(flag.id) == RAISED for one in found.points)
        for floor in flag.at_least:
            here = [one for one in found.points if floored(flag, floor.condition, one)]
            if raised and not here:
                yield "never_fits", floor.line, ""
            if any(point.rank > floor.urgency.rank for point in here):
                yield "floor", floor.line, ""


def floored(flag: RedFlag, condition: Condition, point: Point) -> bool:
    """The sign is raised where its floor applies."""
    return point.covered and point.facts.get(flag.id) == RAISED and fits(condition, point.facts)


def contacts(found: Truth) -> Iterator[Fault]:
    """Urgencies with a result that names nobody; self-care has a text of its own."""
    for point in found.points:
        if point.urgency not in (None, Urgency.SELF_CARE) and not contacts_of(found, point):
            yield "no_contact", str(point.urgency), ""


def contacts_of(found: Truth, point: Point) -> tuple[str, ...]:
    """The contacts of the rules that decide."""
    names = [name for one in point.rules if one.urgency is point.urgency for name in one.contacts]
    return contacts_for(found.questionnaire, names, point.facts)


def alarm_signs(found: Truth) -> Iterator[Fault]:
    if any(is_silent(found, point) for point in found.points):
        yield "no_alarm_sign", next((one.line for one in found.questionnaire.alarm_signs), 0), ""


def is_silent(found: Truth, point: Point) -> bool:
    """No alarm sign is listed."""
    return not any(fits(one.condition, point.facts) for one in found.questionnaire.alarm_signs)


# ---------------------------------------------------------------- safety of two answer sets


Worse = Callable[[Answer], Iterable[Answer]]
"""Other answers to the same question that must not make it better; they may not be possible here."""


def lowered(found: Truth) -> Iterator[Fault]:
    """A question and an urgency, where a worse answer to the one lowers the other."""
    mildest = max((point.rank for point in found.points), default=0)
    for question in found.questionnaire.questions:
        worse = worse_answers(found, question)
        urgencies: set[Urgency | None] = set()
        for point in found.points:
            if point.rank == mildest or point.urgency in urgencies:
                continue
            if any(lowers(point, then) for then in others(found, point, question, worse)):
                urgencies.add(point.urgency)
        yield from (("lowered", question.line, str(one)) for one in urgencies)


def lowers(point: Point, then: Point) -> bool:
    """The second is less urgent; what a way out takes from the rules is not compared."""
    return point.covered and then.covered and then.rank > point.rank


def back_to_normal(found: Truth) -> Iterator[Fault]:
    """A longer time since the birth turns possible dysfunction into normal loosening."""
    for question in found.questionnaire.questions:
        if question.kind == "number" and question.unit == "time_since":
            later = later_answers(question)
            before = [one for one in found.points if Classification.POSSIBLE_DYSFUNCTION in one.named]
            if any(turns_normal(one, then) for one in before for then in others(found, one, question, later)):
                yield "back_to_normal", question.line, ""


def turns_normal(point: Point, then: Point) -> bool:
    """Where both are named there is a conflict, and nothing has turned."""
    lasting, normal = Classification.POSSIBLE_DYSFUNCTION, Classification.NORMAL_LOOSENING
    both = {lasting, normal}
    return point.named & both == {lasting} and then.named & both == {normal}


def others(found: Truth, point: Point, changed: Question, worse: Worse) -> Iterator[Point]:
    """The answer sets with a worse answer to one question, and all others kept."""
    if changed.id not in point.answers:
        return
    worse_ones = set(worse(point.answers[changed.id]))
    before = {}
    for key, answer in point.answers.items():
        if key == changed.id:
            break
        before[key] = answer

    def choose(question: Question, facts: Facts) -> list[Answer]:
        taken = found.every_answer(question, facts)
        if question.id == changed.id:
            return [one for one in taken if one in worse_ones]
        return kept(question, point, facts, taken)

    for answers, _ in found.walk(choose, before, found.questionnaire.questions.index(changed)):
        yield found.at[key_of(answers)]


def kept(question: Question, point: Point, facts: Facts, taken: list[Answer]) -> list[Answer]:
    """The answers that keep the one of ``point``, wherever that can still be given.

    Of ticks those stay that are still shown, and no other line is ticked that was shown before; where none
    of them is, the answer is free.
    """
    if question.id not in point.answers:
        return taken
    old = point.answers[question.id]
    if not isinstance(old, tuple):
        return [old] if old in taken else taken
    alone = {one.id for one in question.options if one.alone}
    if not _varies(question) or (alone & set(old) and old in taken):
        return [old]
    if not set(old) & {*_shown(question, facts)}:
        return taken
    shown = {*_shown(question, point.facts)} & {*_shown(question, facts)} - alone
    return [one for one in taken if isinstance(one, tuple) and shown & set(one) == shown & set(old)]


def worse_answers(found: Truth, question: Question) -> Worse:
    """Another sign, "don't know" for "no" or "none", and upwards where more is worse."""
    signs = raising(found.questionnaire, question)
    if question.kind == "ticks":
        wanted = {one.id for one in question.options} if question.more_is_worse else signs
        return lambda answer: _more_ticks(question, answer, wanted)
    return lambda answer: (
        {
            *(_upwards(question, answer) if question.more_is_worse else ()),
            *(one.id for one in question.options if one.id in signs),
            *([UNSURE] if answer == "no" else []),
        }
        - {answer}
    )


def _upwards(question: Question, answer: Answer) -> list[Answer]:
    """Every higher number, or every later option; "don't know" is no step of either."""
    if isinstance(answer, int):
        return list(range(answer + 1, question.high + 1))
    ids = [one.id for one in question.options if one.id != UNSURE]
    return [] if question.kind == "number" or answer == UNSURE else [*ids[ids.index(str(answer)) + 1 :]]


def later_answers(question: Question) -> Worse:
    """A longer time: a higher number, or a later option; neither for the other."""

    def later(answer: Answer) -> list[Answer]:
        if isinstance(answer, int):
            return list(range(answer + 1, question.high + 1))
        ids = [one.id for one in question.options if one.id != UNSURE]
        return [] if answer == UNSURE else [*ids[ids.index(str(answer)) + 1 :]]

    return later


def _more_ticks(question: Question, answer: Answer, wanted: Collection[str]) -> Iterator[Answer]:
    """One or more further ticks that are wanted, or "don't know"."""
    ids = [one.id for one in question.options]
    alone = {one.id for one in question.options if one.alone}
    ticks = set(answer) if isinstance(answer, tuple) else set()
    if ticks & alone:
        if not ticks & {NONE, SKIP}:
            return
        if NONE in ticks and UNSURE in alone:
            yield (UNSURE,)
        ticks = set()
    more = [one for one in ids if one not in alone and one not in ticks and (one in wanted or one == UNSURE)]
    for size in range(1, len(more) + 1):
        for added in combinations(more, size):
            yield tuple(one for one in ids if one in ticks or one in added)


def raising(questionnaire: Questionnaire, question: Question) -> set[str]:
    """The options that raise a sign: by themselves, as a tick that helps, or as a choice that suffices."""
    found = {one.id for one in question.options if one.raises}
    for condition in (one.raised_by for one in questionnaire.red_flags if one.raised_by):
        for test in all_tests(condition):
            if test.key == question.id and isinstance(test, Ticked):
                found |= test.any_of | test.all_of
        for box in [(*condition.when, *box) for box in condition.any_of] or [condition.when]:
            if len(box) == 1 and box[0].key == question.id and isinstance(box[0], OneOf):
                found |= box[0].values
    return found
