"""What a change of the content does to people: who gets another urgency, class or contact. Exact, and pure.

The old and the new questionnaire are laid side by side. A person gives the same answers in both, wherever a
question is asked in both and the answer can still be given; what is only asked in one is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from typing import Literal as Either

from baekken_cli.ground import Ground, whole
from baekken_cli.logic import Claim, Logic
from baekken_cli.model import Answers, Classification, Content, Urgency
from baekken_cli.solver import Solver
from baekken_cli.space import ABSENT, TICKED, Cell, Field, borders_of, keep

What = Either["urgency", "classification", "contact"]
WAY_OUT, NOTHING = "way_out", "none"


class Change(NamedTuple):
    """Everybody who gets another result of one kind: ``before`` and ``after`` are ids.

    ``always`` holds what they all have in common: for a question that all of them are asked in the old
    questionnaire, the only answers that one of them can have given (for ticks: those that all have ticked).
    ``about`` names the questions whose answers in the example alone bring it about; ``old`` and ``new`` are
    whole answer sets, the same person in both questionnaires.
    """

    what: What
    before: str
    after: str
    always: Mapping[str, tuple[Cell, ...]]
    about: tuple[str, ...]
    old: Answers
    new: Answers

    @property
    def direction(self) -> int:
        """1 where it became more urgent, -1 where less, 0 where that cannot be said."""
        if self.what != "urgency" or WAY_OUT in (self.before, self.after):
            return 0
        return 1 if Urgency(self.after).rank < Urgency(self.before).rank else -1


def changes(old: Content, new: Content, budget: int) -> list[Change]:
    """Every change that somebody meets: less urgent first, then more urgent, classes, contacts.

    Raises :class:`~baekken_cli.solver.BudgetSpent`.
    """
    pair = _Pair(old, new, budget)
    urgencies = (pair.urgencies(pair.old), pair.urgencies(pair.new))
    classes = (pair.classes(pair.old), pair.classes(pair.new))
    found = [
        *pair.between("urgency", *urgencies),
        *pair.between("classification", *classes),
        *pair.contacts(),
    ]
    order = {"urgency": 0, "classification": 1, "contact": 2}
    return sorted(found, key=lambda one: (order[one.what], one.direction))


class _Pair:
    """Two questionnaires over the same answers."""

    def __init__(self, old: Content, new: Content, budget: int) -> None:
        logic = Logic(Solver(budget), exact=True)  # equal things are found equal faster
        borders = borders_of(old.questionnaire), borders_of(new.questionnaire)
        both = {
            name: borders[0].get(name, set()) | borders[1].get(name, set()) for one in borders for name in one
        }
        self.old, self.new = Ground(old, "", logic, both), Ground(new, "", logic, both)
        first, then = self.old.space, self.new.space
        for question in new.questionnaire.questions:
            if old.questionnaire.question(question.id):
                keep(self.old.logic, first.world.field(question.id), then.world.field(question.id))
        self.decide = list(dict.fromkeys([*self.old.everything, *self.new.everything]))
        self.same_path()
        self.covered = self.old.world.covered()
        self.usual: list[int] = []
        self.old.prefer_mild()
        self.new.prefer_mild()

    def same_path(self) -> None:
        """Teaches the solver, fact by fact, what must be equal for those who are asked the same.

        Nothing new is said: each line is proved from those before it. Without them every search finds out
        again.
        """
        logic = self.old.logic
        names = [one.id for one in self.new.questionnaire.questions if one.id in self.old.space.parts]
        fields = [(self.old.world.field(one), self.new.world.field(one)) for one in names]
        asked = [(one.asked, two.asked) for one, two in fields]
        shown = [
            (one.shown[key], two.shown[key]) for one, two in fields for key in one.shown if key in two.shown
        ]
        same = logic.every(self.equal(one, two) for one, two in (*asked, *shown))
        for one, two in fields:
            self.teach(same, one.values, two.values)
            self.teach(same, one.ticks, two.ticks)
        new = self.new.questionnaire
        for name in [one.id for one in new.decisions] + [one.id for one in new.red_flags]:
            if name in self.old.space.parts:
                self.teach(same, self.old.world.field(name).values, self.new.world.field(name).values)
        old = {one.id: self.old.world.rule(one) for one in self.old.rules}
        self.teach(same, old, {one.id: self.new.world.rule(one) for one in self.new.rules})
        levels = [{one: ground.at_least(one) for one in Urgency} for ground in (self.old, self.new)]
        self.teach(same, *levels)
        self.teach(same, self.classes(self.old), self.classes(self.new))
        self.teach(same, {"": self.old.world.covered()}, {"": self.new.world.covered()})

    def equal(self, one: Claim, two: Claim) -> Claim:
        logic = self.old.logic
        both, neither = logic.every([one, two]), logic.every([logic.no(one), logic.no(two)])
        return logic.some([both, neither])

    def teach(self, same: Claim, old: Mapping[Any, Claim], new: Mapping[Any, Claim]) -> None:
        """Where the two must agree on the same path, says so."""
        no = self.old.logic.no
        for key in (one for one in old if one in new):
            for one, two in ((old[key], no(new[key])), (no(old[key]), new[key])):
                if old[key] != new[key] and self.find([same, one, two]) is None:
                    self.old.logic.forbid([same, one, two])

    def urgencies(self, ground: Ground) -> dict[str, Claim]:
        """For each urgency, and the way out: where it is the result."""
        logic = ground.logic
        found = {
            str(one): logic.every([ground.at_least(one), logic.no(ground.above(one))]) for one in Urgency
        }
        return found | {WAY_OUT: logic.no(ground.world.covered())}

    def classes(self, ground: Ground) -> dict[str, Claim]:
        """For each classification, and none: where it is named."""
        found = {str(one): ground.named(one) for one in Classification}
        return found | {NOTHING: ground.logic.no(ground.named(*Classification))}

    def between(self, what: What, old: Mapping[str, Claim], new: Mapping[str, Claim]) -> Iterator[Change]:
        for before, first in old.items():
            for after, then in new.items():
                if before != after:
                    yield from self.kinds(what, before, after, [first, then])

    def contacts(self) -> Iterator[Change]:
        """At the same urgency, somebody to call who was not there, or is not any more."""
        one, two = self.urgencies(self.old), self.urgencies(self.new)
        same = self.old.logic.some(
            self.old.logic.every([one[str(urgency)], two[str(urgency)]]) for urgency in Urgency
        )
        ids = [contact.id for ground in (self.old, self.new) for contact in ground.questionnaire.contacts]
        for contact in dict.fromkeys(ids):
            first, then = self.old.named_contact(contact), self.new.named_contact(contact)
            no = self.old.logic.no
            yield from self.kinds("contact", contact, NOTHING, [same, first, no(then)])
            yield from self.kinds("contact", NOTHING, contact, [same, no(first), then])

    def kinds(self, what: What, before: str, after: str, literals: list[Claim]) -> Iterator[Change]:
        """The change, where somebody meets it."""
        values = self.find(literals)
        if values is not None:
            always = self.in_common(values, literals)
            yield self.change(what, before, after, always, self.minimal(values, literals), values)

    def in_common(self, values: list[int], literals: list[Claim]) -> dict[str, tuple[Cell, ...]]:
        """The answers that occur among all who meet the change, where that says something."""
        seen = self.all_seen(values, literals)
        if not self.usual:
            self.usual = self.all_seen(self.find([self.covered]) or values, [self.covered])
        found: dict[str, tuple[Cell, ...]] = {}
        for question in self.old.questionnaire.questions:
            known = self.old.world.field(question.id)
            cells = _always(known, seen)
            vague = not known.ticks and 2 * len(cells) > len(known.values) - 1
            if cells and not vague and cells != _always(known, self.usual):
                found[question.id] = cells
        return found

    def all_seen(self, values: list[int], literals: list[Claim]) -> list[int]:
        """For each variable of the old answers, every value that occurs in a solution."""
        solver, seen = self.old.solver, list(values)
        for variable in self.old.everything:
            while rest := solver.full[variable] & ~seen[variable]:
                for one in self.old.everything:
                    solver.phase[one] = solver.full[one] & ~seen[one]
                more = self.find([*literals, (variable, rest)])
                if more is None:
                    break
                seen = [one | here for one, here in zip(seen, more, strict=True)]
        self.old.prefer_mild()
        self.new.prefer_mild()
        return seen

    def find(self, literals: Sequence[Claim]) -> list[int] | None:
        asked = self.old.logic.asked(literals)
        return None if asked is None else self.old.solver.solve(asked, self.decide)

    def minimal(self, values: list[int], literals: list[Claim]) -> tuple[str, ...]:
        """The questions whose answers already force the change."""
        kept: dict[str, list[Claim]] = {}
        for ground in (self.old, self.new):
            for question in ground.questionnaire.questions:
                known = ground.world.field(question.id)
                if not values[known.variables[0]] & known.atom(ABSENT)[1]:
                    fixed = [(one, values[one]) for one in known.variables]
                    kept.setdefault(question.id, []).extend(fixed)
        broken = self.old.logic.no(self.old.logic.every(literals))
        for name in reversed(list(kept)):
            rest = [one for other, fixed in kept.items() if other != name for one in fixed]
            if self.find([*rest, broken]) is None:
                del kept[name]
        return tuple(kept)

    def change(
        self,
        what: What,
        before: str,
        after: str,
        always: Mapping[str, tuple[Cell, ...]],
        about: tuple[str, ...],
        values: list[int],
    ) -> Change:
        old = self.old.answers(values)
        new = whole(self.new.questionnaire, {**old, **self.new.space.answers(values)})
        self.old.replayed(old)
        self.new.replayed(new)
        return Change(what, before, after, always, about, old, new)


def _always(known: Field, seen: Sequence[int]) -> tuple[Cell, ...]:
    """The answers of a question that all are asked; of ticks, those that all have ticked."""

    def told(cell: Cell) -> bool:
        at, mask = known.atom(cell)
        return seen[at] == mask if known.ticks else bool(seen[at] & mask)

    if seen[known.variables[0]] & known.atom(ABSENT)[1]:
        return ()
    return tuple(
        cell for cell in (*known.ticks, *known.values) if cell not in (ABSENT, TICKED) and told(cell)
    )
