"""How loading, starting, classifying and proving grow with questions, rules and the length of the texts.

Run it as ``python -m benchmarks.growth``; ``--plot FILE.svg`` draws it as well. Two tables, CPU milliseconds,
each the least of ``--runs``:

* generated questionnaires (:mod:`benchmarks.generated`): the start of the interview (the first question, and
  how many may come), one classification by walking and one as it is written out, the writing out, the proof;
* the shipped questions.yaml with its questions and rules in so many copies, and with texts so many times as
  long: reading and checking it.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from baekken_cli.gather import gather
from baekken_cli.interview import next_question
from baekken_cli.loader import content_folder, load_questionnaire
from baekken_cli.model import Content
from baekken_cli.progress import at_most_left
from baekken_cli.prove import prove
from baekken_cli.written import written_out
from benchmarks import markdown
from benchmarks.generated import generate
from benchmarks.people import people

SIZES = ((13, 40), (25, 80), (50, 160), (100, 320))
COPIES = LONGER = (1, 2, 4, 8)
PEOPLE = 50
RUNS = 3


class Curve(NamedTuple):
    """What was measured at each size, in milliseconds."""

    name: str
    sizes: Sequence[float]
    milliseconds: Sequence[float]


def cpu(work: Callable[[], object], runs: int) -> float:
    """CPU milliseconds of one run, the least of several."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1000 * min(taken)


def generated(runs: int) -> list[Curve]:
    """The curves over questions and rules."""
    found: dict[str, list[float]] = {}
    for questions, rules in SIZES:
        for name, taken in _of_one(generate(questions, rules).content, runs):
            found.setdefault(name, []).append(taken)
    return [Curve(name, [one[1] for one in SIZES], taken) for name, taken in found.items()]


def _of_one(content: Content, runs: int) -> Iterable[tuple[str, float]]:
    whole = content.questionnaire
    sets = people(content, PEOPLE)
    written = written_out(whole)
    assert written is not None

    def start() -> None:
        first = next_question(whole, {})
        assert first is not None
        at_most_left(whole, *first)

    yield "start", cpu(start, 10 * runs)
    yield "classify, walked", cpu(lambda: [gather(whole, one) for one in sets], runs) / PEOPLE
    yield "classify, written out", cpu(lambda: [written(one) for one in sets], 3 * runs) / PEOPLE
    yield "writing out", cpu(lambda: written_out(whole), runs)
    yield "proof", cpu(lambda: prove(content), 1)


# ---------------------------------------------------------------- the shipped file, made bigger


def loading(runs: int) -> list[Curve]:
    """The curves over copies of questions and rules, and over the length of the texts."""
    text = (content_folder() / "questions.yaml").read_text("utf-8")
    tree = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    with tempfile.TemporaryDirectory() as folder:
        more = [_load(copied(tree, times), Path(folder), runs) for times in COPIES]
        longer = [_load(lengthened(tree, times), Path(folder), runs) for times in LONGER]
    return [
        Curve("load, copies of questions and rules", COPIES, more),
        Curve("load, longer texts", LONGER, longer),
    ]


def copied(tree: dict[str, Any], times: int) -> dict[str, Any]:
    """Every question and rule so many times, each under a name of its own."""
    questions = [
        {**one, "id": f"{one['id']}_{at}" if at else one["id"]}
        for at in range(times)
        for one in tree["questions"]
    ]
    rules = {
        f"{name}_{at}" if at else name: rule
        for at in range(times)
        for name, rule in tree["rules"].items()
        if not at or "otherwise" not in rule
    }
    return {**tree, "questions": questions, "rules": rules}


def lengthened(tree: Any, times: int) -> Any:
    """Every text for a reader so many times over."""
    if isinstance(tree, list):
        return [lengthened(one, times) for one in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        key: " ".join([value] * times)
        if key in ("da", "en") and isinstance(value, str)
        else lengthened(value, times)
        for key, value in tree.items()
    }


class _Dumper(yaml.SafeDumper):
    """Without anchors, which a content file must not have."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def write(tree: dict[str, Any], file: Path) -> None:
    """A content file again."""
    file.write_text(yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False), "utf-8")


def _load(tree: dict[str, Any], folder: Path, runs: int) -> float:
    file = folder / "questions.yaml"
    write(tree, file)
    return cpu(lambda: load_questionnaire(file), runs)


# ---------------------------------------------------------------- shown


def table(head: Sequence[str], curves: Sequence[Curve]) -> None:
    """A row for each curve; the last column is its growth over the smallest size."""
    rows = (
        [
            one.name,
            *(f"{taken:.3g}" for taken in one.milliseconds),
            f"{one.milliseconds[-1] / one.milliseconds[0]:.1f}",
        ]
        for one in curves
    )
    print(f"\n{markdown.table(['CPU ms', *head, 'x'], rows)}")


COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f7f7f")
WIDTH, HEIGHT, LEFT, TOP = 640, 360, 50, 20


def plot(curves: Sequence[Curve]) -> str:
    """Time over size, both as multiples of the smallest and in doublings; a line at 45 degrees is in step."""
    highest = max(one.milliseconds[-1] / one.milliseconds[0] for one in curves)
    doublings = max(4, math.ceil(math.log2(highest)))

    def x(times: float) -> float:
        return LEFT + math.log2(times) * (WIDTH - LEFT - 20) / 3

    def y(times: float) -> float:
        return HEIGHT - 40 - math.log2(max(times, 0.5)) * (HEIGHT - 40 - TOP) / doublings

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 20 * len(curves)}">',
        "<style>text { font: 13px sans-serif; fill: #333 } .grid { stroke: #8884; fill: none }",
        "@media (prefers-color-scheme: dark) { text { fill: #ddd } }</style>",
    ]
    for at in range(doublings + 1):
        parts.append(f'<path class="grid" d="M{LEFT} {y(2**at):.0f}H{WIDTH - 20}"/>')
        parts.append(f'<text x="8" y="{y(2**at) + 4:.0f}">x {2**at}</text>')
    for at in range(4):
        parts.append(f'<text x="{x(2**at) - 8:.0f}" y="{HEIGHT - 15}">x {2**at}</text>')
    for at, (one, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        points = " ".join(
            f"{x(size / one.sizes[0]):.1f},{y(taken / one.milliseconds[0]):.1f}"
            for size, taken in zip(one.sizes, one.milliseconds, strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        place = HEIGHT + 20 * at
        parts.append(f'<path d="M{LEFT} {place}h24" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{LEFT + 32}" y="{place + 5}">{one.name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    asked = parser.parse_args()
    print(markdown.dated("processor time"))
    by_rules, by_length = generated(asked.runs), loading(asked.runs)
    table([f"{questions} questions, {rules} rules" for questions, rules in SIZES], by_rules)
    table([f"x {times}" for times in COPIES], by_length)
    if asked.plot:
        asked.plot.write_text(plot([*by_rules, *by_length]), "utf-8")


if __name__ == "__main__":
    main()
