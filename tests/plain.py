"""What ``classify`` should say, the plain way: the path is walked, and every condition is tried by itself."""

from __future__ import annotations

from collections.abc import Iterable

from baekken_cli.classify import RulesDisagree, stage_of
from baekken_cli.conditions import fits
from baekken_cli.flags import flag_facts, flag_states
from baekken_cli.interview import facts_after, walk
from baekken_cli.model import (
    Answer,
    Answers,
    Assessment,
    Classification,
    Content,
    Exit,
    Facts,
    FlagStates,
    Questionnaire,
    Rule,
    Urgency,
)


def classify(content: Content, answers: Answers, *, agree: bool = True) -> Assessment:
    """See :func:`baekken_cli.classify.classify`."""
    questionnaire = content.questionnaire
    steps = list(walk(questionnaire, answers))
    known = {question.id: answer for question, _, answer in steps if answer is not None}
    facts: dict[str, Answer] = dict(facts_after(questionnaire, steps))
    states = flag_facts(questionnaire, known, facts)
    facts.update(states)
    complete = len(known) == len(steps)
    way_out = next((one for one in questionnaire.exits if fits(one.condition, facts)), None)
    if way_out:
        return _out_of_scope(questionnaire, way_out, known, facts)
    rules = fitting_rules(questionnaire, facts, complete)
    urgency = most_urgent(rules)
    named = (
        agreed_class(rules)
        if agree
        else next((one.classification for one in rules if one.classification), None)
    )
    return _assessment(content, known, facts, flag_states(states), rules, urgency, complete, named)


def fitting_rules(questionnaire: Questionnaire, facts: Facts, complete: bool) -> tuple[Rule, ...]:
    """Every rule that fits; the net only where no other gives an urgency.

    While answers are missing, only emergency rules count: they rest on what was said, never on what
    was not, so that no later answer can undo them.
    """
    candidates = [one for one in questionnaire.rules if not one.otherwise]
    if not complete:
        candidates = [one for one in candidates if one.urgency is Urgency.EMERGENCY]
    fitting = [one for one in candidates if fits(one.condition, facts)]
    if complete and most_urgent(fitting) is None:
        fitting += [one for one in questionnaire.rules if one.otherwise]
    return tuple(fitting)


def most_urgent(rules: Iterable[Rule]) -> Urgency | None:
    """The most urgent of the urgencies that the rules name."""
    named = [rule.urgency for rule in rules if rule.urgency]
    return min(named, key=lambda urgency: urgency.rank, default=None)


def agreed_class(rules: Iterable[Rule]) -> Classification | None:
    """The classification that all rules that name one agree on. Raises :class:`RulesDisagree`."""
    naming = [rule for rule in rules if rule.classification]
    if len({rule.classification for rule in naming}) > 1:
        raise RulesDisagree(tuple(rule.id for rule in naming))
    return naming[0].classification if naming else None


def contacts_for(questionnaire: Questionnaire, names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Contact ids for contacts and routes, in the order of the file's contacts."""
    routes = {route.id: route for route in questionnaire.routes}
    found: set[str] = set()
    for name in names:
        if name not in routes:
            found.add(name)
            continue
        line = next((one for one in routes[name].lines if fits(one.condition, facts)), None)
        found.update(line.contacts if line else ())
    return tuple(one.id for one in questionnaire.contacts if one.id in found)


def _assessment(
    content: Content,
    known: Answers,
    facts: Facts,
    flags: FlagStates,
    rules: tuple[Rule, ...],
    urgency: Urgency | None,
    complete: bool,
    named: Classification | None,
) -> Assessment:
    questionnaire = content.questionnaire
    hides = urgency is not None and urgency.hides_class
    advice = tuple(
        one
        for one in questionnaire.advice
        if complete and fits(one.condition, facts) and (one.section == "care" or not hides)
    )
    deciding = [name for rule in rules if rule.urgency is urgency for name in rule.contacts]
    return Assessment(
        stage=stage_of(known),
        urgency=urgency,
        classification=named if complete else None,
        red_flags=flags,
        rules=rules,
        contacts=contacts_for(questionnaire, deciding, facts),
        tips=() if hides else _tips(content, (topic for one in advice for topic in one.tips), known),
        advice=advice,
        alarm_signs=tuple(one for one in questionnaire.alarm_signs if fits(one.condition, facts)),
        facts=facts,
        answers=known,
        complete=complete,
    )


def _tips(content: Content, topics: Iterable[str], answers: Answers) -> tuple[str, ...]:
    """Topic ids that hold a tip for this stage, each once."""
    known = {topic.id: topic for topic in content.tips}
    stage = answers.get("stage")
    return tuple(one for one in dict.fromkeys(topics) if known[one].tips_for(stage))


def _out_of_scope(questionnaire: Questionnaire, way_out: Exit, known: Answers, facts: Facts) -> Assessment:
    return Assessment(
        stage=stage_of(known),
        urgency=None,
        classification=None,
        red_flags=FlagStates(),
        rules=(),
        contacts=way_out.contacts,
        tips=way_out.tips,
        advice=(),
        alarm_signs=tuple(one for one in questionnaire.alarm_signs if fits(one.condition, facts)),
        facts=facts,
        answers=known,
        exit=way_out,
    )
