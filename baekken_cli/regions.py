"""The regions of the answer space: the answers that one rule decides, each with a witness. Pure.

A region holds the answer sets for which one rule is the first that fits, the most urgent rules first and
then in the order of the file; the ways out and the net have theirs. Between them they hold every answer set
once. A witness is an answer set of its region, replayed through the interview and the classifier.
"""

from __future__ import annotations

from typing import NamedTuple

from baekken_cli.ground import Disagreement, Ground, rank
from baekken_cli.logic import Claim
from baekken_cli.model import Answers, Assessment, Rule


class Region(NamedTuple):
    """``name`` is the id of the rule or way out that decides."""

    name: str
    witness: Answers


def regions(ground: Ground) -> list[Region]:
    """Every region that holds an answer set. Raises :class:`Disagreement`."""
    found = []
    covered = ground.world.covered()
    ways = [ground.world.holds(one.condition) for one in ground.questionnaire.exits]
    for way_out, first in zip(ground.questionnaire.exits, ground.logic.first(ways), strict=True):
        found.append(_region(ground, way_out.id, first))
    firsts = ground.logic.first([ground.world.rule(one) for one in ground.deciding])
    for rule, first in zip(ground.deciding, firsts, strict=True):
        found.append(_decided_by(ground, rule) or _region(ground, rule.id, first))
    left = ground.logic.every([covered, ground.logic.no(ground.decided())])
    found.append(_region(ground, ground.net.id, left))
    return [one for one in found if one]


def _region(ground: Ground, name: str, literal: Claim) -> Region | None:
    values = ground.find([literal])
    if values is None:
        return None
    answers = ground.answers(values)
    if _first(ground.replayed(answers)) != name:
        raise Disagreement(f"{name} does not decide its own witness")
    return Region(name, answers)


def _decided_by(ground: Ground, rule: Rule) -> Region | None:
    """A region whose witness was met before."""
    for assessment in ground.met.get(rule.id, ()):
        if _first(assessment) == rule.id:
            return Region(rule.id, assessment.answers)
    return None


def _first(assessment: Assessment) -> str:
    """The rule or way out that decides an assessment."""
    if assessment.exit:
        return assessment.exit.id
    deciding = sorted((one for one in assessment.rules if one.urgency), key=rank)
    return deciding[0].id
