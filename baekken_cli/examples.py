"""Examples for findings: a whole set of answers, and which of them matter. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baekken_cli.errors import Finding
from baekken_cli.ground import Ground
from baekken_cli.logic import Claim, Node
from baekken_cli.model import Answer

FILE = "questions.yaml"


def found_at(
    ground: Ground,
    line: int,
    code: str,
    values: Sequence[int] | None,
    about: Iterable[str] = (),
    **params: str,
) -> Finding:
    """A finding with the answers of a solution as its example, replayed through the program."""
    example: dict[str, Answer] = {}
    if values is not None:
        example = ground.answers(values)
        ground.replayed(example)
    return Finding(ground.file, line, code, params, example, tuple(about))


def minimal(
    ground: Ground, values: Sequence[int], fault: Sequence[Claim]
) -> tuple[tuple[str, ...], list[Claim]]:
    """The questions whose answers in ``values`` already force all of ``fault``, and those answers.

    A question is left out where the fault stays without its answer.
    """
    kept = {
        question.id: [(one, values[one]) for one in ground.world.field(question.id).variables]
        for question in ground.questionnaire.questions
    }
    broken = ground.logic.no(ground.logic.every(fault))
    for name in reversed(list(kept)):
        rest = [one for other, literals in kept.items() if other != name for one in literals]
        if ground.find([*rest, broken]) is None:
            del kept[name]
    return tuple(kept), [one for literals in kept.values() for one in literals]


def widened(ground: Ground, literals: Sequence[Claim], fault: Sequence[Claim]) -> list[Claim]:
    """The same answers, each widened by all that leaves the fault forced: the whole kind of answers."""
    broken = ground.logic.no(ground.logic.every(fault))
    found = list(literals)
    for at, literal in enumerate(literals):
        if isinstance(literal, Node):
            continue
        variable, mask = literal
        for bit in range(ground.solver.full[variable].bit_length()):
            wider = (variable, mask | 1 << bit)
            if (
                wider != (variable, mask)
                and ground.find([*found[:at], wider, *found[at + 1 :], broken]) is None
            ):
                variable, mask = found[at] = wider
    return found
