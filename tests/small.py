"""Small questionnaires for the prover's tests, built from the model without a file.

All are such as the reader takes: conditions only look back, ids exist, there is one net. Nothing makes
them good: gaps, conflicts, dead rules and lines that nobody sees are common, files without a fault as well.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from baekken_cli.model import (
    ALWAYS,
    DENIED,
    NONE,
    RAISED,
    SKIP,
    UNSURE,
    Advice,
    AlarmSign,
    Box,
    Classification,
    Condition,
    Contact,
    Content,
    Decision,
    DecisionLine,
    Exit,
    Floor,
    InRange,
    NumberUnit,
    OneOf,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    RedFlag,
    Route,
    RouteLine,
    Rule,
    Test,
    Text,
    Ticked,
    Topic,
    Urgency,
    UrgencyText,
)

TEXT = Text("ord", "word")
URGENCIES, CLASSES = tuple(Urgency), tuple(Classification)
UNITS: tuple[NumberUnit, ...] = ("score", "pregnancy_week", "time_since")
CHOICES = (
    ("a", "b"),
    ("yes", "no"),
    ("a", "b", "c"),
    ("no", "yes", UNSURE),
    ("yes", "no", UNSURE),
    (UNSURE, "no", "a"),
    ("a", "b", "c", "d"),
)
CONTACTS = ("c1", "c2", "c3")
SIZES = (100, 100, 400, 400, 400, 400, 1_000, 1_000, 4_000, 20_000)
"""How many answer sets a questionnaire may have at most."""


Property = Callable[..., None]


def examples(number: int) -> Callable[[Property], Property]:
    """So many examples, the same in every run: a change of texts must not meet a new corner here."""
    return settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# ---------------------------------------------------------------- parts by hand


def one_of(key: str, *values: str) -> Condition:
    """The choice, decision or red flag ``key`` has one of these values."""
    return Condition((OneOf(key, frozenset(values)),))


def in_range(key: str, *ranges: tuple[int, int], values: Sequence[str] = ()) -> Condition:
    """The number ``key`` lies in one of these ranges, or is one of these options."""
    return Condition((InRange(key, ranges, frozenset(values)),))


def ticked(key: str, *any_of: str, all_of: Sequence[str] = (), none_of: Sequence[str] = ()) -> Condition:
    """One of ``any_of``, all of ``all_of`` and none of ``none_of`` are ticked in ``key``."""
    return Condition((Ticked(key, frozenset(any_of), frozenset(all_of), frozenset(none_of)),))


def both(*conditions: Condition) -> Condition:
    """All of these conditions, which have no boxes."""
    return Condition(tuple(test for one in conditions for test in one.when))


def either(*conditions: Condition) -> Condition:
    """One of these conditions, which have no boxes."""
    return Condition((), tuple(one.when for one in conditions))


def option(
    option_id: str, ask_when: Condition = ALWAYS, raises: Sequence[str] = (), alone: bool = False
) -> Option:
    """An option; "none" and "skip" always stand alone."""
    return Option(option_id, TEXT, ask_when, tuple(raises), alone or option_id in (NONE, SKIP))


def question(
    question_id: str,
    kind: QuestionKind,
    *options: str | Option,
    ask_when: Condition = ALWAYS,
    unit: NumberUnit = "score",
    high: int = 0,
    more_is_worse: bool = False,
) -> Question:
    """A question; an option without anything special is only named."""
    found = tuple(option(one) if isinstance(one, str) else one for one in options)
    return Question(
        question_id, "signs", kind, TEXT, TEXT, TEXT, found, ask_when, unit, 0, high,
        more_is_worse=more_is_worse,
    )  # fmt: skip


def decision(
    decision_id: str,
    *lines: tuple[str, Condition],
    otherwise: str | None = None,
    only_when: Condition = ALWAYS,
) -> Decision:
    """A decision from (value, condition) lines."""
    found = tuple(DecisionLine(value, condition) for value, condition in lines)
    return Decision(decision_id, found, otherwise, only_when)


def flag(
    flag_id: str, *at_least: Floor, raised_by: Condition | None = None, unsure_by: Condition | None = None
) -> RedFlag:
    return RedFlag(flag_id, TEXT, TEXT, (), at_least, raised_by, unsure_by)


def rule(
    rule_id: str,
    condition: Condition,
    urgency: Urgency | None = None,
    classification: Classification | None = None,
    *,
    contacts: Sequence[str] = ("c1",),
    otherwise: bool = False,
    only_words: bool = False,
) -> Rule:
    """A rule; contacts count only where it names an urgency."""
    return Rule(
        rule_id, condition, (), TEXT, None, urgency, classification, tuple(contacts) if urgency else (),
        otherwise=otherwise, only_words=only_words,
    )  # fmt: skip


def net(urgency: Urgency | None = Urgency.ROUTINE, classification: Classification | None = None) -> Rule:
    """The rule that fits where no other gives an urgency."""
    return rule("net", ALWAYS, urgency, classification, otherwise=True)


def content_of(
    questions: Sequence[Question],
    rules: Sequence[Rule],
    *,
    decisions: Sequence[Decision] = (),
    red_flags: Sequence[RedFlag] = (),
    exits: Sequence[Exit] = (),
    routes: Sequence[Route] = (),
    advice: Sequence[Advice] = (),
    alarm_signs: Sequence[AlarmSign] = (AlarmSign("s1", ALWAYS, TEXT, ()),),
) -> Content:
    """A whole content of these parts, each with a line of its own."""
    lines = _Lines()
    return Content(
        Questionnaire(
            version="1",
            last_review=None,
            contacts_last_checked="2026-11-22",
            topics=tuple(Topic(one, TEXT) for one in ("who", "signs", "pain", "background")),
            questions=tuple(lines.question(one) for one in questions),
            decisions=tuple(lines.decision(one) for one in decisions),
            red_flags=tuple(lines.flag(one) for one in red_flags),
            rules=tuple(lines.of(one) for one in rules),
            exits=tuple(lines.of(one) for one in exits),
            regions=(),
            contacts=tuple(Contact(one, TEXT, ()) for one in CONTACTS),
            routes=tuple(Route(one.id, tuple(map(lines.of, one.lines))) for one in routes),
            advice=tuple(lines.of(one) for one in advice),
            alarm_signs=tuple(lines.of(one) for one in alarm_signs),
            urgencies=tuple(UrgencyText(one, TEXT, TEXT, TEXT, TEXT) for one in Urgency),
            classifications={one: Text(f"<{one}>", f"<{one}>") for one in Classification},
        ),
        (),
        {},
    )


Part = TypeVar("Part", Option, DecisionLine, Floor, Rule, Exit, RouteLine, Advice, AlarmSign)


class _Lines:
    """Gives every part the next line, so that a finding names its part."""

    def __init__(self) -> None:
        self.next = itertools.count(1)

    def of(self, part: Part) -> Part:
        return part._replace(line=next(self.next))

    def question(self, part: Question) -> Question:
        return part._replace(line=next(self.next), options=tuple(self.of(one) for one in part.options))

    def decision(self, part: Decision) -> Decision:
        return part._replace(line=next(self.next), lines=tuple(self.of(one) for one in part.lines))

    def flag(self, part: RedFlag) -> RedFlag:
        return part._replace(line=next(self.next), at_least=tuple(self.of(one) for one in part.at_least))


# ---------------------------------------------------------------- parts at random


class Dice(Protocol):
    """Where the choices come from; the lower number is the simpler one."""

    def below(self, number: int) -> int:
        """A whole number from 0 up to ``number``, not included."""


class Seeded:
    """Dice of a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def below(self, number: int) -> int:
        return self.random.randrange(number)


class Drawn:
    """Dice that Hypothesis throws, and makes smaller where a test fails."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def below(self, number: int) -> int:
        return self.draw(st.integers(0, number - 1))


@st.composite
def dice(draw: st.DrawFn) -> Dice:
    """Dice that Hypothesis throws."""
    return Drawn(draw)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A small content."""
    return made(Drawn(draw))


def made(dice: Dice) -> Content:
    """The small content that these dice make."""
    return _Maker(dice).content()


T = TypeVar("T")
Says = tuple[Condition, Urgency | None, Classification | None]


class _Maker:
    """Makes one content, part by part, each from what stands before it."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.known: dict[str, Question | tuple[str, ...]] = {}
        """What a condition may look at now: questions, and the values of decisions and red flags."""
        self.flag_ids = [f"f{at}" for at in range(1, self.below(4) + 1)]
        self.questions: list[Question] = []
        self.decisions: list[Decision] = []
        self.room = self.pick(SIZES)
        self.tidy = self.chance(3)
        """Then it has little of what so often is at fault."""

    # ---- dice

    def below(self, number: int) -> int:
        return self.dice.below(number)

    def chance(self, one_in: int) -> bool:
        """True once in so many throws; False is the simpler one."""
        return self.below(one_in) == one_in - 1

    def pick(self, of: Sequence[T]) -> T:
        return of[self.below(len(of))]

    def some(self, of: Sequence[str]) -> list[str]:
        """One of them, or now and then more."""
        found = {self.pick(of)}
        if self.chance(2):
            found |= {one for one in of if self.chance(2)}
        return [one for one in of if one in found]

    # ---- conditions

    def condition(self, names: Sequence[str] = ()) -> Condition:
        """One or two tests, boxes, or both; on everything known, or on ``names`` alone."""
        if self.tidy or self.below(4) < 3:
            return Condition(self.box(names))
        when = self.box(names) if self.chance(2) else ()
        return Condition(when, tuple(self.box(names) for _ in range(2 + self.below(2))))

    def box(self, names: Sequence[str]) -> Box:
        keys = dict.fromkeys(
            self.pick(names or list(self.known)) for _ in range(1 + (not self.tidy and self.chance(3)))
        )
        return tuple(self.test(key) for key in keys)

    def test(self, key: str) -> Test:
        known = self.known[key]
        if not isinstance(known, Question):
            return OneOf(key, frozenset(self.some(known)))
        ids = [one.id for one in known.options]
        if known.kind == "ticks":
            return self.tick_test(key, ids)
        return OneOf(key, frozenset(self.some(ids))) if known.kind == "choice" else self.range_test(known)

    def tick_test(self, key: str, ids: Sequence[str]) -> Ticked:
        form = self.below(6)
        any_of = self.some(ids) if form < 4 else ()
        all_of = self.some(ids) if form == 4 else ()
        none_of = self.some(ids) if form in (3, 5) else ()
        return Ticked(key, frozenset(any_of), frozenset(all_of), frozenset(none_of))

    def range_test(self, known: Question) -> InRange:
        low = self.below(known.high + 1)
        ranges = [(low, low + self.below(known.high + 2 - low))]
        if self.chance(5):
            ranges.append((known.high, known.high + 3))
        ids = [one.id for one in known.options]
        values = frozenset(self.some(ids) if ids and self.chance(3) else ())
        return InRange(known.id, () if values and self.chance(3) else tuple(ranges), values)

    def always(self) -> Condition:
        """Fits every answer set, though it does not look so."""
        return Condition((_whole(self.questions[0]),))

    # ---- questions and decisions

    def ask(self) -> None:
        """Adds one more question, where there is room for its answers."""
        found = self.pick((self.choice, self.ticks, self.choice, self.ticks, self.number))()
        if self.questions and self.chance(2):
            found = found._replace(ask_when=self.condition())
        ways = _answers(found) + (found.ask_when is not ALWAYS)
        if ways > self.room:
            found, ways = question(found.id, "choice", "a", "b"), 2
        if ways <= self.room:
            self.room //= ways
            self.known[found.id] = found
            self.questions.append(found)

    def choice(self) -> Question:
        return self.with_options("choice", self.pick(CHOICES))

    def ticks(self) -> Question:
        ids = [
            *("abc"[: 1 + self.below(3)]),
            *(one for one in (NONE, UNSURE, SKIP, "other") if self.chance(2)),
        ]
        return self.with_options("ticks", ids if len(ids) > 1 else [*ids, NONE])

    def number(self) -> Question:
        ids = [one for one in (UNSURE, "few", "many") if self.chance(3)]
        found = self.with_options("number", ids)
        return found._replace(unit=self.pick(UNITS), high=1 + self.below(6))

    def with_options(self, kind: QuestionKind, ids: Sequence[str]) -> Question:
        """A question; mostly with an option that is always shown."""
        options = [self.option(kind, one) for one in ids]
        if kind != "number" and all(one.ask_when is not ALWAYS for one in options) and not self.chance(4):
            options[-1] = options[-1]._replace(ask_when=ALWAYS)
        found = question(f"q{len(self.questions) + 1}", kind, *options, more_is_worse=self.chance(3))
        return found._replace(
            topic=self.pick(("pain", "background") if self.tidy else ("who", "signs", "pain"))
        )

    def option(self, kind: QuestionKind, option_id: str) -> Option:
        sometimes = self.questions and not self.tidy and self.chance(4)
        shown = self.condition() if sometimes else ALWAYS
        plain = option_id in "abc"
        raises = self.flag_ids and kind == "ticks" and self.chance(2 if plain else 10)
        alone = not plain and kind == "ticks" and self.chance(2)
        return option(option_id, shown, self.some(self.flag_ids) if raises else (), alone)

    def decide(self) -> None:
        """Adds one more decision."""
        values = self.pick((("yes", "no"), ("low", "middle", "high")))
        number = 1 if self.tidy else 1 + self.below(3)
        found = decision(
            f"d{len(self.decisions) + 1}",
            *[(self.pick(values), self.condition()) for _ in range(number)],
            otherwise=None if self.chance(3) else self.pick(values[::-1]),
            only_when=ALWAYS if self.tidy or self.below(4) else self.condition(),
        )
        self.known[found.id] = found.values
        self.decisions.append(found)

    # ---- the rest

    def content(self) -> Content:
        for _ in range(2 + self.pick((0, 1, 2, 2, 3, 3))):
            self.ask()
            if len(self.decisions) < 3 and self.chance(3):
                self.decide()
        red_flags = [self.flag(one) for one in self.flag_ids]
        self.known |= dict.fromkeys(self.flag_ids, (RAISED, UNSURE, DENIED))
        red_flags = [one._replace(at_least=self.floors()) for one in red_flags]
        routes = [] if self.tidy else [self.route(f"w{at}") for at in range(1, self.below(3) + 1)]
        rules = self.rules(red_flags, [one.id for one in routes])
        return content_of(
            self.questions,
            rules,
            decisions=self.decisions,
            red_flags=red_flags,
            exits=[self.exit(f"e{at}") for at in range(1, self.pick((0, 0, 0, 1, 1, 2)) + 1)],
            routes=routes,
            advice=[*self.on_decisions(), *(self.advice(f"a{at}") for at in range(1, self.below(3) + 1))],
            alarm_signs=[self.alarm_sign(f"s{at}") for at in range(1, self.below(2) + 2)],
        )

    def exit(self, exit_id: str) -> Exit:
        return Exit(exit_id, self.condition(), TEXT, TEXT, ("c1",), (), ())

    def flag(self, flag_id: str) -> RedFlag:
        asked = any(flag_id in one.raises for question in self.questions for one in question.options)
        raised_by = self.condition() if self.chance(3) or (not asked and self.below(8)) else None
        return flag(flag_id, raised_by=raised_by, unsure_by=self.condition() if self.chance(4) else None)

    def floors(self) -> tuple[Floor, ...]:
        return tuple(
            Floor(self.pick(URGENCIES), ALWAYS if self.tidy or self.chance(2) else self.condition())
            for _ in range(self.below(3))
        )

    def route(self, route_id: str) -> Route:
        conditions = [self.condition() for _ in range(1 + self.below(2))]
        if self.chance(2):
            conditions.append(self.always())
        return Route(route_id, tuple(RouteLine(one, (self.pick(CONTACTS),)) for one in conditions))

    def advice(self, advice_id: str) -> Advice:
        condition = ALWAYS if self.tidy or self.chance(2) else self.condition()
        return Advice(advice_id, self.pick(("care", "next")), condition, (), TEXT)

    def on_decisions(self) -> list[Advice]:
        """Advice that looks at every decision."""
        if not self.tidy or not self.decisions:
            return []
        boxes = tuple((OneOf(one.id, frozenset(one.values)),) for one in self.decisions)
        return [Advice("a0", "care", Condition((), boxes), (), TEXT)]

    def alarm_sign(self, sign_id: str) -> AlarmSign:
        return AlarmSign(sign_id, ALWAYS if self.tidy or self.chance(2) else self.condition(), TEXT, ())

    # ---- rules

    def rules(self, red_flags: Sequence[RedFlag], routes: Sequence[str]) -> list[Rule]:
        """Some that cover everything or share it out, one for each red flag, some at random, and the net."""
        made: list[Says] = []
        if self.tidy or self.below(3):
            made.append((self.always(), self.pick((Urgency.ROUTINE, Urgency.SELF_CARE)), None))
        if self.tidy or self.below(3):
            made += [(one, None, self.pick(CLASSES)) for one in self.split()]
        made += [says for one in red_flags for says in self.for_flag(one)]
        made += [self.says() for _ in range(0 if self.tidy else max(2 - len(made), self.below(3)))]
        found = [
            rule(f"r{at}", *one, contacts=self.contacts(routes), only_words=not self.tidy and self.chance(8))
            for at, one in enumerate(made, 1)
        ]
        found.insert(self.below(len(found) + 1), net(self.pick(URGENCIES)))
        return found

    def contacts(self, routes: Sequence[str]) -> list[str]:
        """Contacts and routes; now and then routes alone, which may not cover everything."""
        return self.some(routes if routes and self.chance(3) else [*CONTACTS, *routes])

    def for_flag(self, flag: RedFlag) -> Iterator[Says]:
        """A red flag must be in some rule; often there is another where it is not known."""
        urgent = self.pick(URGENCIES[:3] if self.tidy else URGENCIES)
        wanted = min((one.urgency for one in flag.at_least), default=urgent, key=URGENCIES.index)
        yield one_of(flag.id, RAISED), wanted, None
        if self.chance(3):
            yield one_of(flag.id, self.pick((UNSURE, DENIED))), self.pick(URGENCIES), None

    def says(self) -> Says:
        """An urgency, a class, or both."""
        urgent = self.below(3) > 0
        classes = not urgent or self.chance(3)
        urgency = self.pick(URGENCIES) if urgent else None
        return self.condition(), urgency, self.pick(CLASSES) if classes else None

    def split(self) -> list[Condition]:
        """Conditions that share out all answers: by a decision that has a value for all, or the first."""
        whole = [one for one in self.decisions if one.otherwise and one.only_when is ALWAYS]
        if whole and self.chance(2):
            found = self.pick(whole)
            return [one_of(found.id, value) for value in found.values]
        first = self.questions[0]
        ids = [one.id for one in first.options]
        if first.kind == "choice":
            return [one_of(first.id, one) for one in ids]
        if first.kind == "ticks":
            return [ticked(first.id, ids[0]), ticked(first.id, none_of=ids[:1])]
        border = self.below(first.high)
        return [in_range(first.id, (0, border)), in_range(first.id, (border + 1, first.high), values=ids)]


def _whole(question: Question) -> Test:
    """Fits every answer of a question."""
    ids = frozenset(one.id for one in question.options)
    if question.kind == "choice":
        return OneOf(question.id, ids)
    if question.kind == "number":
        return InRange(question.id, ((question.low, question.high),), ids)
    return Ticked(question.id, ids, frozenset(), frozenset())


def _answers(question: Question) -> int:
    """How many answers a question takes where all its options are shown."""
    if question.kind == "choice":
        return len(question.options)
    if question.kind == "number":
        return question.high - question.low + 1 + len(question.options)
    alone = sum(one.alone for one in question.options)
    return alone + (1 << len(question.options) - alone) - 1
