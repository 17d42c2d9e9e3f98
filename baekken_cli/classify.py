"""Answers to an assessment: the most urgent rule decides, and all classifications must agree. Pure."""

from __future__ import annotations

from baekken_cli.errors import BaekkenError
from baekken_cli.gather import CLASSES, URGENCIES, Gather, Gathered, gather, named_by
from baekken_cli.model import (
    Advice,
    Answers,
    Assessment,
    Classification,
    Content,
    Exit,
    FlagStates,
    Rule,
    Urgency,
)

LOSS, POSTPARTUM, NEITHER = "loss", "postpartum", "neither"
PLAIN_USES = 100
"""So often a content is used before it is written out, which takes about as long as all of these together."""

_MOST_URGENT = tuple(
    next((one for one, bit in URGENCIES.items() if bits & bit), None) for bits in range(1 << len(Urgency))
)
_ANY_URGENCY = len(_MOST_URGENT) - 1
_AGREED = {0: None} | {bit: one for one, bit in CLASSES.items()}
_HIDING = frozenset(one for one in Urgency if one.hides_class)


class RulesDisagree(BaekkenError):
    """Two fitting rules name different classifications: a fault of the file, not of the answers."""

    exit_code = 5

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__("rules_disagree")
        self.rules = rules


def classify(content: Content, answers: Answers, *, agree: bool = True) -> Assessment:
    """What the rules say of ``answers``; answers that are not on the path count for nothing.

    With answers missing, only emergency rules can fit, and ``complete`` is False. Raises
    :class:`RulesDisagree`; without ``agree``, for the proof that looks for such rules, the first one counts.
    """
    caches = content.questionnaire.caches
    made = caches.get("classify")
    if not isinstance(made, _Classifier) or made.content.tips is not content.tips:
        made = caches["classify"] = _Classifier(content)
    return made.classify(answers, agree)


class _Classifier:
    """A content and what is looked up in it again and again."""

    def __init__(self, content: Content) -> None:
        questionnaire = content.questionnaire
        self.content = content
        self.gather: Gather = self._gather_plainly
        self.uses = 0
        self.net = tuple(one for one in questionnaire.rules if one.otherwise)
        self.places = {one.id: place for place, one in enumerate(questionnaire.contacts)}
        self.topics: dict[object, set[str]] = {}
        """For each stage the topics that hold a tip for it."""

    def _gather_plainly(self, answers: Answers) -> Gathered:
        """The plain way, as long as there is nothing faster."""
        self.uses += 1
        if self.uses == PLAIN_USES:
            from baekken_cli.written import written_out

            self.gather = written_out(self.content.questionnaire) or self.gather
        return gather(self.content.questionnaire, answers)

    def classify(self, answers: Answers, agree: bool) -> Assessment:
        """See :func:`classify`."""
        found = self.gather(answers)
        known, facts, flags, complete, way_out, rules, named, advice, alarm_signs, routes = found
        if way_out:
            return _out_of_scope(way_out, found)
        if not complete or not named & _ANY_URGENCY:
            rules = self._counting(rules, complete)
            named = named_by(rules)
        urgency = _MOST_URGENT[named & _ANY_URGENCY]
        classes = named & ~_ANY_URGENCY
        classification = _AGREED[classes] if classes in _AGREED else _disputed(rules, agree)
        hides = urgency in _HIDING
        if hides or not complete:
            advice = tuple([one for one in advice if complete and one.section == "care"])
        deciding = [name for rule in rules if rule.urgency is urgency for name in rule.contacts]
        return Assessment(
            stage_of(known),
            urgency,
            classification if complete else None,
            flags,
            rules,
            self._contacts(deciding, routes),
            () if hides else self._tips(advice, known),
            advice,
            alarm_signs,
            facts,
            known,
            None,
            complete,
        )

    def _counting(self, rules: tuple[Rule, ...], complete: bool) -> tuple[Rule, ...]:
        """With the net where no other rule gives an urgency.

        While answers are missing, only emergency rules count: they rest on what was said, never on what
        was not, so that no later answer can undo them.
        """
        return (
            rules + self.net if complete else tuple(one for one in rules if one.urgency is Urgency.EMERGENCY)
        )

    def _contacts(self, names: list[str], routes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Contact ids for contacts and routes, in the order of the file's contacts."""
        found: set[str] = set()
        for name in names:
            if name in routes:
                found.update(routes[name])
            else:
                found.add(name)
        return tuple(sorted(found, key=self.places.__getitem__)) if len(found) > 1 else tuple(found)

    def _tips(self, advice: tuple[Advice, ...], answers: Answers) -> tuple[str, ...]:
        """Topic ids that hold a tip for this stage, each once."""
        if not advice:
            return ()
        stage = answers.get("stage")
        if stage not in self.topics:
            self.topics[stage] = {one.id for one in self.content.tips if one.tips_for(stage)}
        topics = dict.fromkeys([topic for one in advice for topic in one.tips])
        return tuple([one for one in topics if one in self.topics[stage]])


def _disputed(rules: tuple[Rule, ...], agree: bool) -> Classification | None:
    """The first of several classifications. With ``agree``, raises :class:`RulesDisagree`."""
    naming = [rule for rule in rules if rule.classification]
    if agree:
        raise RulesDisagree(tuple(rule.id for rule in naming))
    return naming[0].classification


def is_emergency(content: Content, answers: Answers) -> bool:
    """True as soon as the answers so far fit an emergency rule."""
    return classify(content, answers).urgency is Urgency.EMERGENCY


def stage_of(answers: Answers) -> str | None:
    """The stage by the contract: a loss counts as postpartum; neither has none."""
    stage = answers.get("stage")
    if stage in (None, NEITHER):
        return None
    return POSTPARTUM if stage == LOSS else str(stage)


def _out_of_scope(way_out: Exit, found: Gathered) -> Assessment:
    return Assessment(
        stage=stage_of(found.answers),
        urgency=None,
        classification=None,
        red_flags=FlagStates(),
        rules=(),
        contacts=way_out.contacts,
        tips=way_out.tips,
        advice=(),
        alarm_signs=found.alarm_signs,
        facts=found.facts,
        answers=found.answers,
        exit=way_out,
    )
