"""What the checks of the rules share: the space, what it says of urgency and class, and examples. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from baekken_cli.classify import classify
from baekken_cli.interview import replay, shown_options
from baekken_cli.logic import Claim, Logic
from baekken_cli.model import (
    NONE,
    Answer,
    Answers,
    Assessment,
    Classification,
    Content,
    Facts,
    Question,
    Questionnaire,
    Route,
    Rule,
    Urgency,
)
from baekken_cli.space import ABSENT, Borders, Space, World
from baekken_cli.witnesses import Witnesses

MILD = (NONE, "no", "never")
"""Answers that an example takes where it is free to: it then shows one thing and not many."""


class Disagreement(Exception):
    """What was proved is not what the program does: a fault of the program, never of the content."""


class Ground:
    """The space of a content with its rules laid out.

    ``deciding`` are the rules that name an urgency, most urgent first; ``naming`` those that name a class;
    the net is in neither.
    """

    def __init__(self, content: Content, file: str, logic: Logic, borders: Borders | None = None) -> None:
        self.content = content
        self.file = file
        self.questionnaire: Questionnaire = content.questionnaire
        self.space = Space(self.questionnaire, logic, borders)
        self.solver = logic.solver
        self.logic = logic
        self.world = self.space.world
        self.net = next(one for one in self.questionnaire.rules if one.otherwise)
        self.rules = [one for one in self.questionnaire.rules if not one.otherwise]
        self.deciding = sorted((one for one in self.rules if one.urgency), key=rank)
        self.naming = [one for one in self.rules if one.classification]
        self.everything = self.space.variables(one.id for one in self.questionnaire.questions)
        self._decided: dict[World, Claim] = {}
        self._levels: dict[tuple[World, Urgency], Claim] = {}
        self._routes: dict[str, list[Claim]] = {}
        self.witnesses = Witnesses(self.everything)
        self._refuted: set[Claim] = set()
        """What no solution can have: nothing that is added later makes it possible."""
        self.met: dict[str, list[Assessment]] = {}
        """For each rule the replayed examples that it fits."""

    # ---- what the rules say

    def decided(self, world: World | None = None) -> Claim:
        """True where a rule other than the net gives an urgency."""
        here = world or self.world
        if here not in self._decided:
            self._decided[here] = self.logic.some(here.rule(one) for one in self.deciding)
        return self._decided[here]

    def at_least(self, urgency: Urgency, world: World | None = None) -> Claim:
        """True where the result is this urgent or more."""
        here = world or self.world
        if (here, urgency) not in self._levels:
            found = [here.rule(one) for one in self.deciding if rank(one) <= urgency.rank]
            if rank(self.net) <= urgency.rank:
                found.append(self.logic.every([here.covered(), self.logic.no(self.decided(here))]))
            self._levels[here, urgency] = self.logic.some(found)
        return self._levels[here, urgency]

    def above(self, urgency: Urgency, world: World | None = None) -> Claim:
        """True where the result is more urgent than this."""
        higher = [one for one in Urgency if one.rank < urgency.rank]
        return self.at_least(higher[-1], world) if higher else self.logic.false

    def named(self, *classes: Classification, world: World | None = None) -> Claim:
        """True where a rule names one of these classes."""
        here = world or self.world
        return self.logic.some(here.rule(one) for one in self.naming if one.classification in classes)

    def contacts_of(self, rule: Rule) -> list[str]:
        """Every contact that a rule can give, itself or by a route."""
        routes = {
            one.id: [name for line in one.lines for name in line.contacts]
            for one in self.questionnaire.routes
        }
        return list(dict.fromkeys(one for name in rule.contacts for one in routes.get(name, [name])))

    def gives(self, rule: Rule, contact: str) -> Claim:
        """True where the contacts of a rule, if it fits, hold this one."""
        found = [self.logic.true] if contact in rule.contacts else []
        for route in self.questionnaire.routes:
            if route.id in rule.contacts:
                lines = self.route_lines(route)
                found += [
                    fires for line, fires in zip(route.lines, lines, strict=True) if contact in line.contacts
                ]
        return self.logic.some(found)

    def gives_somebody(self, rule: Rule) -> Claim:
        """True where a rule, if it fits, gives a contact."""
        routes = {one.id: one for one in self.questionnaire.routes}
        found: list[Claim] = []
        for name in rule.contacts:
            if name not in routes:
                return self.logic.true
            lines = routes[name].lines
            if all(one.contacts for one in lines):  # then it does not matter which of them is the first
                found += [self.world.holds(one.condition) for one in lines]
            else:
                fires = self.route_lines(routes[name])
                found += [one for line, one in zip(lines, fires, strict=True) if line.contacts]
        return self.logic.some(found)

    def named_contact(self, contact: str) -> Claim:
        """True where the result names this contact: a rule that decides gives it."""
        rules = [*self.deciding, self.net]
        found = []
        for rule in rules:
            if rule.urgency is None or contact not in self.contacts_of(rule):
                continue
            fits = self.world.rule(rule) if rule is not self.net else self.logic.no(self.decided())
            top = self.logic.no(self.above(rule.urgency))
            found.append(self.logic.every([fits, top, self.world.covered(), self.gives(rule, contact)]))
        return self.logic.some(found)

    def route_lines(self, route: Route) -> list[Claim]:
        """For each line of a route: true where it is the first that fits."""
        if route.id not in self._routes:
            fits = [self.world.holds(one.condition) for one in route.lines]
            self._routes[route.id] = self.logic.first(fits)
        return self._routes[route.id]

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is made inside is taken back at the end: a second world would slow down all later searches."""
        size, decided, levels = self.logic.size(), dict(self._decided), dict(self._levels)
        try:
            yield
        finally:
            self.logic.forget_after(*size)
            self._decided, self._levels = decided, levels

    # ---- asking

    def find(
        self, claims: Sequence[Claim], questions: Iterable[str] | None = None, *worlds: World
    ) -> list[int] | None:
        """A solution in which all of ``claims`` hold, or None where there is none.

        ``questions`` are those that the claims rest on (None: all), in the worlds that are asked about.
        """
        literals = self.logic.asked(claims)
        if literals is None:
            return None
        plain = questions is None and not worlds
        names = [one.id for one in self.questionnaire.questions] if questions is None else questions
        found = self.solver.solve(
            literals, self.everything if plain else self.space.variables(names, *worlds)
        )
        if found is not None and not worlds:
            self.witnesses.add(found)
        return found

    def possible(self, claim: Claim, questions: Iterable[str] | None = None) -> bool:
        """True where this can hold in the first world; what was shown or refuted before needs no search."""
        if claim in self._refuted:
            return False
        if self.witnesses.show(claim) or self.find([claim], questions) is not None:
            return True
        self._refuted.add(claim)
        return False

    def look_around(self) -> None:
        """Solutions that between them show as much as can be had cheaply."""
        seen = self.witnesses.values
        shown = -1
        while shown < (shown := sum(seen.values())):
            for variable in self.everything:
                self.solver.phase[variable] = self.solver.full[variable] & ~seen[variable]
            if self.find(()) is None:
                break
        self.prefer_mild()

    def prefer_mild(self) -> None:
        """From now on solutions take "none", "no" and the first option where they are free to."""
        for question in self.questionnaire.questions:
            known = self.world.field(question.id)
            for variable in known.variables:
                self.solver.phase[variable] = 0
            mild = next((known.atom(one) for one in MILD if one in known.values), None)
            if mild:
                self.solver.phase[mild[0]] = mild[1] | known.atom(ABSENT)[1]

    # ---- examples

    def answers(self, values: Sequence[int]) -> dict[str, Answer]:
        """A whole set of answers for a solution: what it leaves open is answered mildly."""
        return whole(self.questionnaire, self.space.answers(values))

    def replayed(self, answers: Answers) -> Assessment:
        """What the program itself says of a set of answers that the interview must be able to produce.

        Raises :class:`Disagreement`.
        """
        found = classify(self.content, answers, agree=False)
        if not found.complete or found.answers != answers:
            raise Disagreement("an answer set that the interview does not produce")
        for rule in found.rules:
            self.met.setdefault(rule.id, []).append(found)
        return found


def rank(rule: Rule) -> int:
    """The rank of a rule's urgency; after all others where it names none."""
    return rule.urgency.rank if rule.urgency else len(Urgency)


def whole(questionnaire: Questionnaire, some: Answers) -> dict[str, Answer]:
    """``some`` answers, taken up by the interview; every other question gets its mildest answer."""
    found: dict[str, Answer] = {}

    def answer_to(question: Question, facts: Facts) -> Answer | None:
        return some[question.id] if question.id in some else _mild(question, facts)

    for question, _, answer in replay(questionnaire, answer_to):
        if answer is not None:
            found[question.id] = answer
    return found


def _mild(question: Question, facts: Facts) -> Answer | None:
    if question.kind == "number":
        return question.low
    shown = [one.id for one in shown_options(question, facts)]
    chosen = next((one for one in MILD if one in shown), next(iter(shown), None))
    return (chosen,) if question.kind == "ticks" and chosen else chosen
