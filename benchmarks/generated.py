"""Questionnaires of any size with the structure that people give them; the same seed gives the same one.

Single choice 40 %, ticks 25 %, numbers 35 %; 10 % of the questions are asked conditionally; topics of seven
questions, and nine of ten rules stay in their topic (``--random``: none does). A third of the numbers and of
the ticks must never lower the urgency as they grow, and are tested upwards only. One question says what kind
of trouble it is, and each classification belongs to one kind, so that classes conflict only where planted.
A screen raises red flags with floors. Three defects are planted: a dead, an idle and a conflicting rule.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baekken_cli.model import (
    ALWAYS,
    NONE,
    RAISED,
    UNSURE,
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
    OneOf,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    RedFlag,
    Route,
    RouteLine,
    Rule,
    Source,
    Test,
    Text,
    Ticked,
    Topic,
    Urgency,
    UrgencyText,
)

TOPIC = 7
SOURCES = ("source",)
CLASSES = tuple(Classification)
GIVEN: Mapping[Urgency, Sequence[tuple[str, ...]]] = {
    Urgency.EMERGENCY: (("ambulance",),),
    Urgency.SAME_DAY: (("ward",), ("by_stage",)),
    Urgency.WITHIN_DAYS: (("gp",), ("by_stage",)),
    Urgency.ROUTINE: (("gp",), ("physio",), ("gp", "physio")),
    Urgency.SELF_CARE: ((),),
}
"""The contacts that a rule of each urgency may give."""


@dataclass(frozen=True, slots=True)
class Generated:
    """``planted``: for each code of a finding the rule that must be found."""

    content: Content
    planted: Mapping[str, str]


def generate(questions: int, rules: int, seed: int = 1, topical: bool = True) -> Generated:
    """A questionnaire with that many questions (at least 8) and rules (at least 10)."""
    if questions < 8 or rules < 10:
        raise ValueError("at least 8 questions and 10 rules")
    return _Writer(questions, rules, seed, topical).write()


def words(name: str) -> Text:
    """A text that says its own name."""
    return Text(name, name)


def option(name: str, *raises: str, alone: bool = False) -> Option:
    """One line of a question; ``raises`` are red flags."""
    return Option(name, words(name), raises=raises, alone=alone)


def question(
    name: str, topic: str, kind: QuestionKind, options: Sequence[Option] = (), high: int = 0
) -> Question:
    """A question that everybody is asked; a number goes from 0 to ``high``."""
    return Question(
        name, topic, kind, words(name), words(""), words(""), tuple(options), high=high, short=words(name)
    )


def frame(
    questions: Sequence[Question],
    rules: Sequence[Rule],
    decisions: Sequence[Decision] = (),
    red_flags: Sequence[RedFlag] = (),
    exits: Sequence[Exit] = (),
    routes: Sequence[Route] = (),
) -> Content:
    """A whole content around these parts, with a line number for each rule."""
    names = dict.fromkeys(one.topic for one in questions)
    questionnaire = Questionnaire(
        version="0", last_review=None, contacts_last_checked="2000-01-01",
        topics=tuple(Topic(one, words(one)) for one in names),
        questions=tuple(questions), decisions=tuple(decisions), red_flags=tuple(red_flags),
        rules=tuple(rules), exits=tuple(exits), regions=(),
        contacts=tuple(Contact(one, words(one), SOURCES) for one in ("ambulance", "ward", "gp", "physio")),
        routes=tuple(routes), advice=(),
        alarm_signs=(AlarmSign("always", ALWAYS, words("call"), SOURCES),),
        urgencies=tuple(UrgencyText(one, *[words(one)] * 4) for one in Urgency),
        classifications={one: words(f"<{one}>") for one in Classification},
    )  # fmt: skip
    return Content(questionnaire, (), {"source": Source("source", "source", "guideline", "all")})


def net() -> Rule:
    """The rule that fits when no other gives an urgency."""
    return Rule(
        "net", ALWAYS, SOURCES, words("net"), urgency=Urgency.SELF_CARE, contacts=("gp",), otherwise=True
    )


class _Writer:
    def __init__(self, questions: int, rules: int, seed: int, topical: bool) -> None:
        self.random = random.Random(f"{questions} {rules} {seed} {topical}")
        self.number = questions
        self.size = rules
        self.topical = topical
        self.classes = CLASSES if rules >= 40 else CLASSES[:2]
        self.questions: list[Question] = []
        self.steps: dict[str, list[int]] = {}
        """The thresholds that rules use for a number."""
        self.decisions: list[Decision] = []
        self.flags: list[RedFlag] = []
        self.rules: list[Rule] = []

    def write(self) -> Generated:
        self._ask_all()
        self._decide()
        self._fixed_rules()
        planted = self._plant()
        while len(self.rules) < self.size - 1:
            self.rules.append(self._rule())
        self.random.shuffle(self.rules)
        rules = [*self.rules, net()]
        by_stage = Route(
            "by_stage",
            (
                RouteLine(Condition((OneOf("who", frozenset(["pregnant"])),)), ("ward",)),
                RouteLine(ALWAYS, ("gp",)),
            ),
        )
        way_out = Exit(
            "out",
            Condition((OneOf("who", frozenset(["neither"])),)),
            words("out"),
            words("out"),
            ("gp",),
            (),
            SOURCES,
        )
        content = frame(
            self.questions, [one._replace(line=at) for at, one in enumerate(rules, 1)],
            self.decisions, self.flags, [way_out], [by_stage],
        )  # fmt: skip
        return Generated(content, planted)

    # ---- questions

    def _ask_all(self) -> None:
        choices, ticks = round(self.number * 0.40), round(self.number * 0.25)
        kinds: list[QuestionKind] = ["choice"] * (choices - 2)
        kinds += ["ticks"] * (ticks - 1)
        kinds += ["number"] * (self.number - choices - ticks)
        self.random.shuffle(kinds)
        flags = [f"flag{at}" for at in range(min(6, 1 + self.number // 10))]
        signs = [option(f"sign{at}", flag) for at, flag in enumerate(flags)]
        kind = [option(one) for one in self.classes]
        self.questions = [
            question("who", "t00", "choice", [option(one) for one in ("pregnant", "after", "neither")]),
            question("kind", "t00", "choice", kind),
            question("signs", "t00", "ticks", [*signs, option(NONE, alone=True), option(UNSURE, alone=True)]),
        ]
        for at, one in enumerate(kinds, 3):
            self.questions.append(self._question(f"q{at:03d}", f"t{at // TOPIC:02d}", one))

    def _question(self, name: str, topic: str, kind: QuestionKind) -> Question:
        options = self._options(kind)
        more = kind != "choice" and self.random.random() < 1 / 3
        high = self.random.choice((10, 43, 100)) if kind == "number" else 0
        if high:
            self.steps[name] = sorted(self.random.sample(range(1, high), 6))
        earlier = [one for one in self.questions if one.topic == topic and one.id not in ("kind", "signs")]
        when = ALWAYS
        if earlier and self.random.random() < 0.1 * TOPIC / (TOPIC - 1):
            when = Condition((self._test(self.random.choice(earlier)),))
        made = question(name, topic, kind, options, high)
        return made._replace(ask_when=when, more_is_worse=more)

    def _options(self, kind: QuestionKind) -> list[Option]:
        if kind == "number":
            return []
        if kind == "choice" and self.random.random() < 0.4:
            return [option(one) for one in ("yes", "no", UNSURE)]
        lines = [option(f"o{at}") for at in range(self.random.randint(3, 7))]
        return [*lines, option(NONE, alone=True)] if kind == "ticks" else lines

    # ---- conditions

    def _test(self, about: Question) -> Test:
        """A test that some answer meets; upwards only where more is worse."""
        if about.kind == "number":
            return InRange(about.id, (self._range(about),), frozenset())
        lines = [one.id for one in about.options if not one.alone]
        if about.kind == "choice":
            return OneOf(about.id, frozenset(self._values(lines)))
        some = frozenset(self.random.sample(lines, self.random.randint(1, 3)))
        empty: frozenset[str] = frozenset()
        how = self.random.random()
        if how < 0.15 and not about.more_is_worse:
            return Ticked(about.id, empty, empty, some)
        return Ticked(about.id, empty, some, empty) if how < 0.3 else Ticked(about.id, some, empty, empty)

    def _values(self, lines: Sequence[str]) -> list[str]:
        if "yes" in lines:
            return self.random.choice((["yes"], ["yes", UNSURE]))
        return self.random.sample(lines, self.random.randint(1, max(1, len(lines) // 2)))

    def _range(self, about: Question) -> tuple[int, int]:
        steps = self.steps[about.id]
        how = self.random.random()
        if about.more_is_worse or how < 0.4:
            return self.random.choice(steps), about.high
        if how < 0.7:
            return about.low, self.random.choice(steps)
        low, high = sorted(self.random.sample(steps, 2))
        return low, high

    def _pool(self) -> list[Question]:
        """The questions of one topic, or now and then all."""
        free = self.questions[3:]
        if not self.topical or self.random.random() < 0.1:
            return free
        topic = self.random.choice(free).topic
        found = [one for one in free if one.topic == topic]
        return found if len(found) > 2 else free

    def _condition(self, first: Box = ()) -> Condition:
        """One to three tests that must hold, and often boxes of which one must."""
        pool = self._pool()
        parts = self.random.sample(pool, min(len(pool), self.random.randint(2, 5)))
        nested = len(parts) > 2 and self.random.random() < 0.5
        cut = self.random.randint(1, 2) if nested else min(3, len(parts))
        when = [*first, *self._about_topic(pool), *(self._test(one) for one in parts[:cut])]
        boxes: list[Box] = []
        for _ in range(self.random.randint(2, 3) if nested else 0):
            inside = parts[cut:]
            chosen = self.random.sample(inside, min(len(inside), self.random.randint(1, 2)))
            boxes.append(tuple(self._test(one) for one in chosen))
        return Condition(tuple(when), tuple(boxes))

    def _about_topic(self, pool: Sequence[Question]) -> list[Test]:
        found: list[Test] = []
        if self.random.random() < 0.3:
            found.append(OneOf("who", frozenset([self.random.choice(("pregnant", "after"))])))
        here = [one for one in self.decisions if one.id == f"severity_{pool[0].topic}"]
        if here and self.random.random() < 0.2:
            values = self.random.choice((["severe"], ["severe", "moderate"]))
            found.append(OneOf(here[0].id, frozenset(values)))
        return found

    # ---- decisions, red flags, rules

    def _decide(self) -> None:
        """A severity for each topic with a number that counts upwards."""
        for topic in dict.fromkeys(one.topic for one in self.questions):
            here = [one for one in self.questions[3:] if one.topic == topic]
            scores = [one for one in here if one.kind == "number" and one.more_is_worse]
            if scores:
                self.decisions.append(self._severity(topic, scores[0], self.random.choice(here)))

    def _severity(self, topic: str, score: Question, other: Question) -> Decision:
        steps = self.steps[score.id]
        high = InRange(score.id, ((steps[4], score.high),), frozenset())
        some = InRange(score.id, ((steps[1], score.high),), frozenset())
        lines = (
            DecisionLine("severe", Condition((high,))),
            DecisionLine("moderate", Condition((), ((some,), (self._test(other),)))),
        )
        return Decision(f"severity_{topic}", lines, "mild")

    def _fixed_rules(self) -> None:
        """A rule for each red flag, one for each class, and one that leaves the last kind to the others."""
        for at, line in enumerate(one for one in self.questions[2].options if one.raises):
            name, urgency = line.raises[0], (Urgency.EMERGENCY, Urgency.SAME_DAY)[at % 2]
            floors = (Floor(urgency), Floor(Urgency.SAME_DAY))[: 1 + at % 2]
            self.flags.append(RedFlag(name, words(name), words(name), SOURCES, floors))
            raised = Condition((OneOf(name, frozenset([RAISED])),))
            self._add(f"raised_{name}", raised, urgency, GIVEN[urgency][0])
        for one in self.classes:
            self._add(f"is_{one}", Condition((_kind(one),)), None, (), one)
        self._add("mild", Condition((_kind(*self.classes[:-1]),)), Urgency.SELF_CARE, ())

    def _rule(self) -> Rule:
        at = len(self.rules)
        urgency = self.random.choices(tuple(Urgency), (1, 2, 3, 3, 1))[0]
        named = self.random.choice(self.classes) if self.random.random() < 0.08 else None
        condition = self._condition((_kind(named),) if named else ())
        contacts = self.random.choice(GIVEN[urgency])
        return Rule(
            f"r{at:04d}", condition, SOURCES, words("r"), None, urgency, named, contacts, say=words("r")
        )

    def _plant(self) -> dict[str, str]:
        """A dead, an idle and a conflicting rule."""
        plain = [one for one in self.questions[3:] if one.ask_when is ALWAYS]
        score = next(one for one in plain if one.kind == "number")
        step = self.steps[score.id][2]
        low = InRange(score.id, ((score.low, step - 1),), frozenset())
        high = InRange(score.id, ((step, score.high),), frozenset())
        boxes = tuple((high, self._test(one)) for one in plain[:2])
        self._add("planted_dead", Condition((low,), boxes), Urgency.WITHIN_DAYS, ("gp",))
        flag = self.rules[0]
        narrow = Condition((*flag.condition.when, self._test(self.random.choice(plain))))
        self._add("planted_idle", narrow, flag.urgency, flag.contacts)
        other = Condition((_kind(self.classes[0]), self._test(plain[0])))
        self._add("planted_conflict", other, None, (), self.classes[1])
        return {"dead_rule": "planted_dead", "idle_rule": "planted_idle", "conflict": "planted_conflict"}

    def _add(
        self,
        name: str,
        condition: Condition,
        urgency: Urgency | None,
        contacts: tuple[str, ...],
        named: Classification | None = None,
    ) -> None:
        self.rules.append(
            Rule(name, condition, SOURCES, words(name), None, urgency, named, contacts, say=words(name))
        )


def _kind(*named: Classification) -> OneOf:
    return OneOf("kind", frozenset(str(one) for one in named))
