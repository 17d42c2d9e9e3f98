"""Gaps, conflicts, dead rules and idle rules. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baekken_cli.errors import Finding
from baekken_cli.examples import found_at, minimal, widened
from baekken_cli.ground import Ground, rank
from baekken_cli.logic import Claim
from baekken_cli.model import Answers, Assessment, Classification, Rule

MOST = 3
"""Kinds of answers told for one gap: more would hide the other findings."""


def gaps(ground: Ground) -> Iterator[Finding]:
    """Answer sets that only the net decides, and answer sets that no rule gives a class."""
    covered = ground.world.covered()
    yield from _gaps(ground, "gap", [covered, ground.logic.no(ground.decided())])
    yield from _gaps(ground, "gap_class", [covered, ground.logic.no(ground.named(*Classification))])


def _gaps(ground: Ground, code: str, fault: list[Claim]) -> Iterator[Finding]:
    """One example for each kind of answers that has the gap whatever else is answered."""
    fresh: list[Claim] = []
    while (values := ground.find([*fault, *fresh])) is not None:
        about, literals = minimal(ground, values, fault)
        yield found_at(ground, ground.net.line, code, values, about)
        if len(fresh) == MOST - 1:
            return
        fresh.append(ground.logic.no(ground.logic.every(widened(ground, literals, fault))))


def conflicts(ground: Ground) -> Iterator[Finding]:
    """Two rules that name different classes for one answer set."""
    for at, rule in enumerate(ground.naming):
        others = [one for one in ground.naming[at + 1 :] if one.classification != rule.classification]
        while others:
            some = ground.logic.some(ground.world.rule(one) for one in others)
            values = ground.find([ground.world.rule(rule), some])
            if values is None:
                break
            fitting = ground.replayed(ground.answers(values)).rules
            yield from (_conflict(ground, values, rule, one) for one in others if one in fitting)
            others = [one for one in others if one not in fitting]


def _conflict(ground: Ground, values: list[int], rule: Rule, other: Rule) -> Finding:
    about = ground.space.directly(rule.condition, other.condition)
    named, other_named = str(other.classification), str(rule.classification)
    return found_at(
        ground, other.line, "conflict", values, about,
        rule=other.id, other=rule.id, named=named, other_named=other_named,
    )  # fmt: skip


def dead_and_idle(ground: Ground) -> Iterator[Finding]:
    """Rules that never fit, and rules that fit but never change urgency, class or contacts."""
    for rule in ground.rules:
        if not rule.only_words and _met(ground, rule):
            continue
        values = ground.find([ground.world.rule(rule)], ground.space.rule_rests(rule))
        if values is None:
            yield found_at(ground, rule.line, "dead_rule", None, rule=rule.id)
            continue
        ground.replayed(ground.answers(values))
        about = ground.space.directly(rule.condition)
        change = matters(ground, rule)
        if change is None and not rule.only_words:
            others = ", ".join(_as_much(ground, rule, values))
            yield found_at(ground, rule.line, "idle_rule", values, about, rule=rule.id, others=others)
        elif change is not None and rule.only_words:
            yield Finding(ground.file, rule.line, "not_only_words", {"rule": rule.id}, dict(change), about)


def matters(ground: Ground, rule: Rule) -> Answers | None:
    """Answers that get another urgency, class or list of contacts without the rule; None if none do.

    Falling into the net is a change as well.
    """
    if met := _met(ground, rule):
        return met.answers
    values = _decides(ground, rule) or _names(ground, rule) or _adds_a_contact(ground, rule)
    return None if values is None else ground.replayed(ground.answers(values)).answers


def _met(ground: Ground, rule: Rule) -> Assessment | None:
    """An example replayed before that shows that a rule matters."""
    return next((one for one in ground.met.get(rule.id, ()) if not _shared(rule, one.rules)), None)


def _others(rule: Rule, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that can make this one idle: what is there for its words alone does not count."""
    return [one for one in rules if one is not rule and not one.only_words]


def _shared(rule: Rule, fitting: Iterable[Rule]) -> bool:
    """True where others among the fitting rules are as urgent and name the same class."""
    others = _others(rule, fitting)
    urgent = not rule.urgency or any(rank(one) <= rank(rule) for one in others)
    return urgent and (
        not rule.classification or any(one.classification is rule.classification for one in others)
    )


def _decides(ground: Ground, rule: Rule) -> list[int] | None:
    """It is the only rule that is so urgent."""
    if not rule.urgency:
        return None
    others = [one for one in _others(rule, ground.deciding) if rank(one) <= rank(rule)]
    higher = ground.logic.some(ground.world.rule(one) for one in others if rank(one) < rank(rule))
    same = [ground.logic.no(ground.world.rule(one)) for one in others if rank(one) == rank(rule)]
    return ground.find([ground.world.rule(rule), ground.logic.no(higher), *same])


def _names(ground: Ground, rule: Rule) -> list[int] | None:
    """It is the only rule that names its class."""
    if not rule.classification:
        return None
    others = [one for one in _others(rule, ground.naming) if one.classification is rule.classification]
    no_other = [ground.logic.no(ground.world.rule(one)) for one in others]
    return ground.find([ground.world.rule(rule), *no_other])


def _adds_a_contact(ground: Ground, rule: Rule) -> list[int] | None:
    """It is the only deciding rule that gives one of its contacts."""
    if not rule.urgency:
        return None
    others = _others(rule, ground.deciding)
    higher = ground.logic.some(ground.world.rule(one) for one in others if rank(one) < rank(rule))
    decides = [ground.world.rule(rule), ground.logic.no(higher)]
    others = [one for one in others if one.urgency is rule.urgency]
    for contact in ground.contacts_of(rule):
        given = [
            ground.logic.every([ground.world.rule(one), ground.gives(one, contact)])
            for one in others
            if contact in ground.contacts_of(one)
        ]
        no_other = [ground.logic.no(one) for one in given]
        values = ground.find([*decides, ground.gives(rule, contact), *no_other])
        if values is not None:
            return values
    return None


def _as_much(ground: Ground, rule: Rule, values: list[int]) -> list[str]:
    """The rules that say as much as this one in an example."""
    fitting = ground.replayed(ground.answers(values)).rules
    return [one.id for one in fitting if one is not rule and _shared(rule, [one])]
