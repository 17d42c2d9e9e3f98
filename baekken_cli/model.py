"""What a questionnaire is: frozen types without behaviour beyond look-up.

The names follow FHIR Questionnaire, DMN and SNOMED usage where such a name exists. Why named tuples:
docs/adr/0016-a-fast-start.md.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

Language = Literal["da", "en"]
Answer = str | int | tuple[str, ...]
"""An option id, a whole number, or the ticked option ids in the order of the file."""
Answers = Mapping[str, Answer]
Facts = Mapping[str, Answer]
"""Answers on the current path, named decisions and red-flag states, by id."""

NONE, UNSURE, SKIP = "none", "unsure", "skip"
RAISED, DENIED = "raised", "denied"


class Urgency(StrEnum):
    """How soon, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    WITHIN_DAYS = "within_days"
    ROUTINE = "routine"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return _RANKS[self]

    @property
    def hides_class(self) -> bool:
        """No classification is shown as a headline beside these."""
        return self in (Urgency.EMERGENCY, Urgency.SAME_DAY)


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


class Classification(StrEnum):
    """What the answers point to; never a diagnosis."""

    NO_PELVIC_PAIN = "no_pelvic_pain"
    NORMAL_LOOSENING = "normal_loosening"
    PAINFUL_LOOSENING = "painful_loosening"
    POSSIBLE_DYSFUNCTION = "possible_dysfunction"
    OTHER_PATTERN = "other_pattern"

    @property
    def reassures(self) -> bool:
        """Never shown beside an alarm."""
        return self in (Classification.NO_PELVIC_PAIN, Classification.NORMAL_LOOSENING)


class OneOf(NamedTuple):
    """True when the fact ``key`` has one of ``values`` (a choice, a decision, a red flag)."""

    key: str
    values: frozenset[str]


class InRange(NamedTuple):
    """True when the number ``key`` lies in one of ``ranges`` (both ends included) or is one of ``values``."""

    key: str
    ranges: tuple[tuple[int, int], ...]
    values: frozenset[str]


class Ticked(NamedTuple):
    """True when one of ``any_of``, all of ``all_of`` and none of ``none_of`` are ticked in ``key``.

    An empty ``any_of`` asks nothing.
    """

    key: str
    any_of: frozenset[str]
    all_of: frozenset[str]
    none_of: frozenset[str]


Test = OneOf | InRange | Ticked
Box = tuple[Test, ...]
"""Tests that must all be true."""


class _Condition(NamedTuple):
    when: Box = ()
    any_of: tuple[Box, ...] = ()


class Condition(_Condition):
    """True when every test of ``when`` is true and, if ``any_of`` has boxes, one of them is."""

    compiled: Callable[[Facts], bool] | None = None
    """Set by :mod:`baekken_cli.conditions` at the first use; no part of what a condition is."""


ALWAYS = Condition()


class Wording(NamedTuple):
    """Words to use instead where ``condition`` fits (after a loss, for example)."""

    condition: Condition
    da: str
    en: str


class Text(NamedTuple):
    """One text in both languages."""

    da: str
    en: str
    instead: tuple[Wording, ...] = ()

    def to(self, language: Language) -> str:
        return self.da if language == "da" else self.en


class Written(NamedTuple):
    """A text that a person reads, and where it stands; ``kind`` is what it is beside others."""

    file: str
    line: int
    what: str
    language: Language
    text: str
    kind: str = ""


class Option(NamedTuple):
    """One answer to choose. ``alone``: never beside other ticks. ``private``: never leaves the screen.

    ``say`` names what a line that raises several red flags is about.
    """

    id: str
    text: Text
    ask_when: Condition = ALWAYS
    raises: tuple[str, ...] = ()
    alone: bool = False
    private: bool = False
    say: Text | None = None
    line: int = 0


QuestionKind = Literal["choice", "ticks", "number"]
NumberUnit = Literal["pregnancy_week", "time_since", "score"]


class Question(NamedTuple):
    """One question. ``low``/``high`` bound a number; ``gate`` is asked before a private question is shown.

    ``more_is_worse``: a higher number, a later option or more ticks must never lower the urgency.
    ``again``: on a later day the answer is ``kept``, or asked ``anew`` without showing the old one;
    None: asked, and the old one can be kept. ``picture``: what is drawn beside it.
    """

    id: str
    topic: str
    kind: QuestionKind
    text: Text
    help: Text
    why: Text
    options: tuple[Option, ...] = ()
    ask_when: Condition = ALWAYS
    unit: NumberUnit = "score"
    low: int = 0
    high: int = 0
    gate: Text | None = None
    short: Text | None = None
    more_is_worse: bool = False
    again: Literal["kept", "anew"] | None = None
    picture: str | None = None
    line: int = 0

    @property
    def by_calendar(self) -> bool:
        """Its answer is another one every week."""
        return self.unit in ("pregnancy_week", "time_since")

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Topic(NamedTuple):
    """A part of the interview."""

    id: str
    title: Text
    intro: Text | None = None


class DecisionLine(NamedTuple):
    value: str
    condition: Condition
    line: int = 0


class Decision(NamedTuple):
    """A named intermediate decision (DMN sub-decision): the first line that fits, else ``otherwise``.

    Has no value at all where ``only_when`` does not fit.
    """

    id: str
    lines: tuple[DecisionLine, ...]
    otherwise: str | None = None
    only_when: Condition = ALWAYS
    line: int = 0

    @property
    def values(self) -> tuple[str, ...]:
        found = [line.value for line in self.lines]
        if self.otherwise is not None:
            found.append(self.otherwise)
        return tuple(dict.fromkeys(found))


class Floor(NamedTuple):
    """What a raised red flag must force: at least this urgency, wherever the condition fits."""

    urgency: Urgency
    condition: Condition = ALWAYS
    line: int = 0


class RedFlag(NamedTuple):
    """A sign that must not wait. A line of a question raises it, or ``raised_by`` does.

    ``title`` is said in reasons and on the phone, ``short`` listed where it was denied. ``at_least``
    decides nothing: it is what ``content check`` holds the rules to.
    """

    id: str
    title: Text
    short: Text
    sources: tuple[str, ...]
    at_least: tuple[Floor, ...] = ()
    raised_by: Condition | None = None
    unsure_by: Condition | None = None
    private: bool = False
    line: int = 0


class Rule(NamedTuple):
    """Names an urgency, a classification, or both, for the answers that fit.

    ``because`` is the reason in words (None: the titles of the red flags in the condition), ``meaning``
    what a classification means to her, ``do`` what to know when acting, ``say`` the matter as said on
    the phone. ``otherwise`` marks the net that fits when no other rule gives an urgency. ``only_words``
    says that the rule is there for its reason alone: others always say at least as much.
    """

    id: str
    condition: Condition
    sources: tuple[str, ...]
    because: Text | None = None
    meaning: Text | None = None
    urgency: Urgency | None = None
    classification: Classification | None = None
    contacts: tuple[str, ...] = ()
    do: Text | None = None
    say: Text | None = None
    otherwise: bool = False
    only_words: bool = False
    line: int = 0


class Hours(NamedTuple):
    """Weekdays (Monday is 0) and whole hours, the last one not included."""

    days: tuple[int, int]
    hours: tuple[int, int]


class Phone(NamedTuple):
    """A number; for one region where ``region`` is given. Not to be relied on after ``valid_until``."""

    number: str
    region: str | None = None
    valid_until: str | None = None
    line: int = 0


class Contact(NamedTuple):
    """Whom to call or see."""

    id: str
    name: Text
    sources: tuple[str, ...]
    how: Text | None = None
    phones: tuple[Phone, ...] = ()
    hours: Hours | None = None


class Region(NamedTuple):
    id: str
    name: Text
    aliases: tuple[str, ...]


class RouteLine(NamedTuple):
    condition: Condition
    contacts: tuple[str, ...]
    line: int = 0


class Route(NamedTuple):
    """Contacts by stage and week: the first line that fits."""

    id: str
    lines: tuple[RouteLine, ...]


AdviceSection = Literal["care", "meaning", "next", "support"]
"""``care`` is always shown; the others not beside an alarm."""


class Advice(NamedTuple):
    """A text, tips, or both, for the answers that fit. Never changes urgency or classification."""

    id: str
    section: AdviceSection
    condition: Condition
    sources: tuple[str, ...]
    text: Text | None = None
    tips: tuple[str, ...] = ()
    line: int = 0


class AlarmSign(NamedTuple):
    """A sign that should make her call at once, listed in every result it applies to."""

    id: str
    condition: Condition
    text: Text
    sources: tuple[str, ...]
    line: int = 0


class UrgencyText(NamedTuple):
    """What an urgency means to the reader: headline, how soon, what to ask for, when to check again."""

    id: Urgency
    title: Text
    how_soon: Text
    request: Text
    check_again: Text


class NeverPrint(NamedTuple):
    """Phrases that no text may hold. ``*`` stands for the rest of a word."""

    da: tuple[str, ...]
    en: tuple[str, ...]
    sources: tuple[str, ...]
    line: int = 0

    def to(self, language: Language) -> tuple[str, ...]:
        return self.da if language == "da" else self.en


class Change(NamedTuple):
    """From how many points on, on a scale of 0-10, a change is called better or worse."""

    points: int
    sources: tuple[str, ...]

    def step(self, before: int, now: int) -> int:
        """More than 0 is worse, less is better, 0 where the difference is too small to count."""
        return now - before if abs(now - before) >= self.points else 0


class Recovery(NamedTuple):
    """What studies found so many completed weeks after a birth (both ends included).

    Said as "about", beside her own answers, never as a prediction.
    """

    weeks: tuple[int, int]
    text: Text
    sources: tuple[str, ...]


class Exit(NamedTuple):
    """A kind way out for those the rules do not cover: no urgency, no classification."""

    id: str
    condition: Condition
    title: Text
    text: Text
    contacts: tuple[str, ...]
    tips: tuple[str, ...]
    sources: tuple[str, ...]
    line: int = 0


class _Questionnaire(NamedTuple):
    version: str
    last_review: str | None
    contacts_last_checked: str
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    red_flags: tuple[RedFlag, ...]
    rules: tuple[Rule, ...]
    exits: tuple[Exit, ...]
    regions: tuple[Region, ...]
    contacts: tuple[Contact, ...]
    routes: tuple[Route, ...]
    advice: tuple[Advice, ...]
    alarm_signs: tuple[AlarmSign, ...]
    urgencies: tuple[UrgencyText, ...]
    classifications: Mapping[Classification, Text] = MappingProxyType({})
    never_print: tuple[NeverPrint, ...] = ()
    change: Change | None = None
    recovery: tuple[Recovery, ...] = ()


class Questionnaire(_Questionnaire):
    """All of questions.yaml, checked."""

    @cached_property
    def resting(self) -> dict[str, tuple[Decision, ...]]:
        """For each question the decisions that rest on it; filled by :mod:`baekken_cli.interview`."""
        return {}

    @cached_property
    def hanging(self) -> dict[str, frozenset[str]]:
        """For each question those that it hangs on; filled by :mod:`baekken_cli.course`."""
        return {}

    @cached_property
    def caches(self) -> dict[str, object]:
        """What modules above made ready for it, by their names."""
        return {}

    def question(self, question_id: str) -> Question | None:
        return next((one for one in self.questions if one.id == question_id), None)

    def contact(self, contact_id: str) -> Contact:
        return next(one for one in self.contacts if one.id == contact_id)

    def urgency_text(self, urgency: Urgency) -> UrgencyText:
        return next(one for one in self.urgencies if one.id == urgency)


TipStrength = Literal["strong", "some", "experience"]


class Tip(NamedTuple):
    """One piece of advice. ``stages`` is empty where it is for everybody."""

    id: str
    text: Text
    strength: TipStrength
    sources: tuple[str, ...]
    stages: tuple[str, ...] = ()


class TipTopic(NamedTuple):
    id: str
    name: Text
    title: Text
    aliases: tuple[str, ...]
    tips: tuple[Tip, ...]

    def tips_for(self, stage: object) -> list[Tip]:
        """The tips that are for everybody or for this stage."""
        return [tip for tip in self.tips if not tip.stages or stage in tip.stages]


class Source(NamedTuple):
    """An entry of the bibliography. ``read`` says how much of it was read."""

    id: str
    title: str
    kind: str
    read: str
    doi: str | None = None
    url: str | None = None


class Content(NamedTuple):
    """The three content files together."""

    questionnaire: Questionnaire
    tips: tuple[TipTopic, ...]
    sources: Mapping[str, Source]

    def counts(self) -> dict[str, int]:
        """How much there is of what, by name."""
        return {
            "questions": len(self.questionnaire.questions),
            "flags": len(self.questionnaire.red_flags),
            "rules": len(self.questionnaire.rules),
            "topics": len(self.tips),
            "tips": sum(len(topic.tips) for topic in self.tips),
            "sources": len(self.sources),
        }

    def topic(self, topic_id: str) -> TipTopic:
        return next(one for one in self.tips if one.id == topic_id)


class FlagStates(NamedTuple):
    """Ids of red flags: ticked or forced by another answer, not known, answered no."""

    raised: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


class Assessment(NamedTuple):
    """What the rules say of a set of answers. Both results are None for a way out."""

    stage: str | None
    urgency: Urgency | None
    classification: Classification | None
    red_flags: FlagStates
    rules: tuple[Rule, ...]
    contacts: tuple[str, ...]
    tips: tuple[str, ...]
    advice: tuple[Advice, ...]
    alarm_signs: tuple[AlarmSign, ...]
    facts: Facts
    answers: Answers
    exit: Exit | None = None
    complete: bool = True

    @property
    def is_conclusive(self) -> bool:
        """True where there is a result: complete answers, a way out, or an emergency."""
        return self.complete or self.exit is not None or self.urgency is not None
