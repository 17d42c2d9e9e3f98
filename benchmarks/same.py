"""Do two contents say the same to everybody? Answered by the prover's own solver, over every answer set.

The two are laid side by side. Question by question it is asked whether there are equal answers so far after
which the one asks, or shows a line, and the other does not; then both must have the same answer to this one
too. At the end all that is decided from the answers is compared: urgency, class, the rules that fit,
contacts, advice, signs. The urgency that stands at a rule which never decides is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baekken_cli.classify import classify
from baekken_cli.ground import Ground
from baekken_cli.logic import Claim, Logic
from baekken_cli.model import Advice, AlarmSign, Answers, Classification, Content, Exit, Question, Urgency
from baekken_cli.prove import BUDGET
from baekken_cli.solver import Solver
from baekken_cli.space import borders_of

Difference = tuple[str, Answers]
"""What differs, and answers for which it does."""


def difference(one: Content, other: Content, people: Iterable[Answers]) -> Difference | None:
    """Something that two contents do not say alike, or None: then they are the same for everybody.

    That is proved for complete answers. What is said while answers are still missing is only compared for
    every beginning of the answers of ``people``. Raises :class:`~baekken_cli.solver.BudgetSpent`.
    """
    return Pair(one, other).difference() or _cut_short(one, other, people)


class Pair:
    """Two contents over one solver; numbers are told apart where one of the two does."""

    def __init__(self, one: Content, other: Content) -> None:
        self.logic = Logic(Solver(BUDGET), exact=True)  # equal things are found equal faster
        ours, theirs = borders_of(one.questionnaire), borders_of(other.questionnaire)
        both = {name: ours.get(name, set()) | theirs.get(name, set()) for name in (*ours, *theirs)}
        self.one, self.other = Ground(one, "", self.logic, both), Ground(other, "", self.logic, both)
        self.variables: list[int] = []

    def difference(self) -> Difference | None:
        """Something that the two do not say alike, or None."""
        for question in self.one.questionnaire.questions:
            found = self._first_apart(self._path(question))
            if found:
                return found
            self._join(question)
        ours, theirs = said(self.one), said(self.other)
        if ours.keys() != theirs.keys():
            return f"only in one of them: {', '.join(sorted(ours.keys() ^ theirs.keys()))}", {}
        return self._first_apart((name, ours[name], theirs[name]) for name in ours)

    def _path(self, question: Question) -> Iterator[tuple[str, Claim, Claim]]:
        """Whether it is asked, and which of its lines are shown where it is."""
        ours, theirs = (ground.world.field(question.id) for ground in (self.one, self.other))
        yield f"{question.id} asked", ours.asked, theirs.asked
        for option, shown in ours.shown.items():
            one = self.logic.every([ours.asked, shown])
            other = self.logic.every([ours.asked, theirs.shown[option]])
            yield f"{question.id} {option} shown", one, other

    def _join(self, question: Question) -> None:
        """From now on this question has the same answer in both."""
        ours, theirs = (ground.world.field(question.id) for ground in (self.one, self.other))
        self.variables += dict.fromkeys([*ours.variables, *theirs.variables])
        for cell in (*ours.values, *ours.ticks):
            one, other = ours.atom(cell), theirs.atom(cell)
            if one != other:
                self.logic.forbid([one, self.logic.no(other)])
                self.logic.forbid([self.logic.no(one), other])

    def _first_apart(self, pairs: Iterable[tuple[str, Claim, Claim]]) -> Difference | None:
        """The first of these claims that holds in one for some answers and not in the other."""
        for name, one, other in pairs:
            for claims in ([one, self.logic.no(other)], [self.logic.no(one), other]):
                asked = None if one == other else self.logic.asked(claims)
                values = None if asked is None else self.logic.solver.solve(asked, self.variables)
                if values is not None:
                    return name, self.one.space.answers(values)
        return None


def said(ground: Ground) -> dict[str, Claim]:
    """Everything that is decided from the answers, by name."""
    whole, world = ground.questionnaire, ground.world
    found = {f"rule {one.id}": world.rule(one) for one in ground.rules}
    found |= {f"at least {one}": ground.at_least(one) for one in Urgency}
    found |= {f"classification {one}": ground.named(one) for one in Classification}
    found |= {f"contact {one.id}": ground.named_contact(one.id) for one in whole.contacts}
    for flag in whole.red_flags:
        found |= {f"{flag.id} {state}": claim for state, claim in world.field(flag.id).values.items()}
    found |= {f"exit {one.id} to {one.contacts}": world.holds(one.condition) for one in whole.exits}
    shown: list[Exit | Advice | AlarmSign] = [*whole.exits, *whole.advice, *whole.alarm_signs]
    found |= {f"{type(one).__name__} {one.id}": world.holds(one.condition) for one in shown}
    for question in whole.questions:
        texts = {"": question.text} | {one.id: one.text for one in question.options}
        for name, text in texts.items():
            for at, other in enumerate(text.instead, 1):
                found[f"other words {at} of {question.id} {name}"] = world.holds(other.condition)
    return found


def _cut_short(one: Content, other: Content, people: Iterable[Answers]) -> Difference | None:
    for answers in people:
        for count in range(len(answers)):
            some = dict(list(answers.items())[:count])
            ours, theirs = (
                (found.urgency, [rule.id for rule in found.rules], found.contacts)
                for found in (classify(one, some), classify(other, some))
            )
            if ours != theirs:
                return f"{ours} is {theirs}", some
    return None
