"""Does the example of a finding show the fault? The program itself classifies it, brute force judges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from baekken_cli.check_rules import MOST
from baekken_cli.classify import RulesDisagree, classify
from baekken_cli.errors import Finding
from baekken_cli.model import Answers, Assessment, Content, Question, Rule
from tests import brute
from tests.brute import Point, Truth, key_of


def replay(found: Truth, answers: Answers) -> Point:
    """What is known of an answer set that the interview can produce; the program must say the same of it."""
    point = found.at[key_of(answers)]
    classes = {one.classification for one in point.rules if one.classification}
    said = classified(found.content, answers)
    assert (said is None) == (len(classes) > 1)
    if said:
        assert said.complete
        assert said.exit is point.way_out
        assert said.urgency is point.urgency
        assert set(said.rules) == set(point.rules)
    return point


def classified(content: Content, answers: Answers) -> Assessment | None:
    """What the program says; None where two rules disagree."""
    try:
        return classify(content, answers)
    except RulesDisagree:
        return None


def shows(found: Truth, finding: Finding) -> bool:
    """The example has the fault; what is never so has no example."""
    if finding.code == "no_line_to_choose":
        return _stuck(found, finding)
    judge = getattr(_Example, finding.code, None)
    if judge is None:
        return not finding.example and not finding.then
    return bool(judge(_Example(found, finding, replay(found, finding.example))))


def _stuck(found: Truth, finding: Finding) -> bool:
    """Some answers that begin so lead to the question without a line."""
    wanted = finding.example.items()
    return any(wanted <= dict(facts).items() for facts in found.stuck[finding.params["what"]])


@dataclass(frozen=True, slots=True)
class _Example:
    """An example that is a whole answer set; one method for each code, true where it has the fault."""

    found: Truth
    finding: Finding
    point: Point

    @property
    def rule(self) -> Rule:
        return next(one for one in self.found.questionnaire.rules if one.line == self.finding.line)

    @property
    def question(self) -> Question:
        return next(one for one in self.found.questionnaire.questions if one.line == self.finding.line)

    def forces(self, fault: Callable[[Point], bool]) -> bool:
        """What it is about has the fault, whatever else is answered, and nothing of it could be left out."""
        about = self.finding.about
        return self._forced(fault, about) and not any(
            self._forced(fault, [one for one in about if one != left_out]) for left_out in about
        )

    def _forced(self, fault: Callable[[Point], bool], about: Sequence[str]) -> bool:
        return all(
            fault(one)
            for one in self.found.points
            if brute.agree(self.found, one.answers, self.point.answers, about)
        )

    def gap(self) -> bool:
        return self.forces(lambda point: brute.is_gap(self.finding.code, point))

    gap_class = gap

    def conflict(self) -> bool:
        told = self.finding.params
        named = {one.id: str(one.classification) for one in self.point.rules}
        return (named[told["rule"]], named[told["other"]]) == (told["named"], told["other_named"])

    def idle_rule(self) -> bool:
        """It fits and changes nothing; the others that are named fit as well."""
        named = {one for one in self.finding.params["others"].split(", ") if one}
        others = {one.id for one in self.point.rules if one is not self.rule}
        return self.fits_and_changes() is False and named <= others

    def not_only_words(self) -> bool:
        return self.fits_and_changes()

    def fits_and_changes(self) -> bool:
        assert self.rule in self.point.rules
        return brute.changed_by(self.found, self.rule, self.point)

    def floor(self) -> bool:
        flag, floor = next(
            (flag, floor)
            for flag in self.found.questionnaire.red_flags
            for floor in flag.at_least
            if floor.line == self.finding.line
        )

        def broken(point: Point) -> bool:
            return brute.floored(flag, floor.condition, point) and point.rank > floor.urgency.rank

        wanted = {"flag": flag.id, "wanted": str(floor.urgency), "given": str(self.point.urgency)}
        return self.finding.params == wanted and self.forces(broken)

    def no_contact(self) -> bool:
        urgency = self.rule.urgency

        def alone(point: Point) -> bool:
            return point.urgency is urgency and not brute.contacts_of(self.found, point)

        return self.rule in self.point.rules and self.forces(alone)

    def no_alarm_sign(self) -> bool:
        return self.forces(lambda point: brute.is_silent(self.found, point))

    def lowered(self) -> bool:
        then = replay(self.found, self.finding.then)
        worse = brute.worse_answers(self.found, self.question)
        told = (self.finding.params["before"], self.finding.params["after"])
        return (
            brute.lowers(self.point, then)
            and then in brute.others(self.found, self.point, self.question, worse)
            and told == (str(self.point.urgency), str(then.urgency))
        )

    def back_to_normal(self) -> bool:
        then = replay(self.found, self.finding.then)
        later = brute.others(self.found, self.point, self.question, brute.later_answers(self.question))
        return brute.turns_normal(self.point, then) and then in later


def gaps_differ(found: Truth, findings: Sequence[Finding]) -> bool:
    """Not too many, and no example is of the kind of an earlier one."""
    return len(findings) <= MOST and not any(
        brute.agree(found, one.example, other.example, one.about) for one, other in combinations(findings, 2)
    )
