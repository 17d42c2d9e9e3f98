"""Small faults, each put by itself into the shipped questions.yaml.

A mutant is the tree of the whole file with one place changed, read by the same reader as the file itself.
So it is a file that an author could have written by mistake. Words and ``at_least`` are never changed: the
first decide nothing, the second is what the rules are held to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from unittest.mock import patch

from baekken_cli import read_questions
from baekken_cli.errors import Finding
from baekken_cli.files import read_file
from baekken_cli.loader import FILES, content_folder, load_content
from baekken_cli.model import Content, Urgency
from baekken_cli.read_questions import QuestionsReader
from baekken_cli.vocabulary import Vocabulary
from baekken_cli.yamltree import Mapping as Branch
from baekken_cli.yamltree import Node, Scalar, Sequence

Step = str | int
Path = tuple[Step, ...]
"""Keys and positions from the top of the tree."""

CONDITIONS = ("when", "ask_when", "only_when", "raised_by", "unsure_by")
LEFT_ALONE = ("instead", "at_least")
GROUPS = {
    "rules": "rules",
    "decisions": "decisions",
    "red_flags": "red flags",
    "questions": "questions",
    "routes": "routes and exits",
    "exits": "routes and exits",
    "advice": "advice and alarm signs",
    "alarm_signs": "advice and alarm signs",
}
"""Where conditions stand, and the name under which mutants of them are counted."""

OPERATORS = ("negated", "test dropped", "box dropped", "value dropped")
KINDS = (
    "rule removed",
    "threshold moved",
    "flag rule milder",
    "flag rule more urgent",
    "other rule milder",
    "other rule more urgent",
    "sign dropped",
    "contact dropped",
    *(f"{one}: {group}" for one in OPERATORS for group in dict.fromkeys(GROUPS.values())),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """``name`` says what was changed and is the mutant's own; ``line`` is that of the changed place."""

    kind: str
    name: str
    line: int
    tree: Branch


class Shipped:
    """The shipped files: the tree of questions.yaml, and what reading a mutant of it needs."""

    def __init__(self) -> None:
        self.content: Content = load_content()
        tree = read_file(content_folder() / FILES[0], [])
        assert isinstance(tree, Branch)
        self.tree = tree
        reader = self._reader([])
        reader.root = tree
        reader.lists = reader.mapping(tree.entries["option_lists"], "option_lists").entries
        self.vocabulary: Vocabulary = reader.words_known(tree)

    def _reader(self, findings: list[Finding]) -> QuestionsReader:
        file = content_folder() / FILES[0]
        return QuestionsReader(file, findings, self.content.sources, self.content.tips)

    def read(self, mutant: Mutant) -> tuple[Content | None, tuple[Finding, ...]]:
        """The content with the mutant in place of questions.yaml, or what the reader finds in it."""
        findings: list[Finding] = []
        with patch.object(read_questions, "read_file", lambda *_: mutant.tree):
            questionnaire = self._reader(findings).load()
        if findings or questionnaire is None:
            return None, tuple(findings)
        return Content(questionnaire, self.content.tips, self.content.sources), ()


def all_mutants(shipped: Shipped) -> list[Mutant]:
    """Every mutant, in the order of the kinds and then of the file."""
    makers = (
        rules_removed,
        thresholds_moved,
        urgencies_moved,
        signs_dropped,
        contacts_dropped,
        tests_changed,
        boxes_dropped,
    )
    found = [mutant for make in makers for mutant in make(shipped)]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.line))


# ---------------------------------------------------------------- the tree


def at(tree: Node, path: Path) -> Node:
    """The node at ``path``."""
    for step in path:
        tree = _child(tree, step)
    return tree


def branch_at(tree: Node, path: Path) -> Branch:
    """The mapping at ``path``."""
    found = at(tree, path)
    assert isinstance(found, Branch)
    return found


def _child(node: Node, step: Step) -> Node:
    if isinstance(node, Sequence):
        assert isinstance(step, int)
        return node.items[step]
    assert isinstance(node, Branch)
    assert isinstance(step, str)
    return node.entries[step]


def put(tree: Branch, path: Path, node: Node | None) -> Branch:
    """The tree with another node at ``path``, or without the one that stands there."""
    changed = _put(tree, path, node)
    assert isinstance(changed, Branch)
    return changed


def _put(tree: Node, path: Path, node: Node | None) -> Node | None:
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(tree, Sequence):
        new = _put(_child(tree, step), rest, node)
        items = [new if place == step else one for place, one in enumerate(tree.items)]
        return Sequence(tuple(one for one in items if one is not None), tree.line)
    assert isinstance(tree, Branch)
    assert isinstance(step, str)
    new = _put(tree.entries[step], rest, node) if step in tree.entries else node
    entries = {key: one for key, one in {**tree.entries, step: new}.items() if one is not None}
    return Branch(entries, {key: tree.key_lines.get(key, tree.line) for key in entries}, tree.line)


def named(tree: Node, path: Path) -> str:
    """A path in words that stay the same when lines move: a position is told by the id that stands there."""
    words = []
    for step in path:
        tree = _child(tree, step)
        words.append(step if isinstance(step, str) else _id(tree, step))
    return " ".join(words)


def _id(node: Node, place: int) -> str:
    own = node.entries.get("id") if isinstance(node, Branch) else None
    return own.text if isinstance(own, Scalar) else str(place + 1)


def texts(node: Node) -> list[str]:
    """The words of a list, or the one that stands alone."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return [one.text for one in nodes if isinstance(one, Scalar)]


def listed(words: Iterable[str], line: int) -> Sequence:
    """A list of words, all in quotes."""
    return Sequence(tuple(Scalar(word, line, quoted=True) for word in words), line)


# ---------------------------------------------------------------- rules, thresholds, signs, contacts


def rules_removed(shipped: Shipped) -> Iterator[Mutant]:
    """Each rule but the net: without one the file is refused at once."""
    for rule in shipped.content.questionnaire.rules:
        if not rule.otherwise:
            tree = put(shipped.tree, ("rules", rule.id), None)
            yield Mutant("rule removed", f"rules {rule.id}: removed", rule.line, tree)


def thresholds_moved(shipped: Shipped) -> Iterator[Mutant]:
    """Each end of each range that a condition names, one down and one up where that is still a range."""
    used = {(path[-1], word) for path, test in each_test(shipped.tree) for word in texts(test)}
    for key, ranges in shipped.vocabulary.ranges.items():
        for name, (low, high) in ranges.items():
            for first, last in ((low - 1, high), (low + 1, high), (low, high - 1), (low, high + 1)):
                if (key, name) in used and 0 <= first <= last:
                    path = ("thresholds", key, name)
                    line = at(shipped.tree, path).line
                    tree = put(shipped.tree, path, Scalar(f"{first}-{last}", line))
                    told = f"thresholds {key} {name}: {low}-{high} is {first}-{last}"
                    yield Mutant("threshold moved", told, line, tree)


def urgencies_moved(shipped: Shipped) -> Iterator[Mutant]:
    """Each rule's urgency, one step milder and one step more urgent."""
    steps = list(Urgency)
    for rule in shipped.content.questionnaire.rules:
        whose = "flag rule" if rests_on_flag(shipped, rule.id) else "other rule"
        for by, how in ((1, "milder"), (-1, "more urgent")):
            if rule.urgency and 0 <= rule.urgency.rank + by < len(steps):
                new = steps[rule.urgency.rank + by]
                path = ("rules", rule.id, "urgency")
                line = at(shipped.tree, path).line
                tree = put(shipped.tree, path, Scalar(new, line))
                yield Mutant(f"{whose} {how}", f"rules {rule.id}: {rule.urgency} is {new}", line, tree)


def rests_on_flag(shipped: Shipped, rule_id: str) -> bool:
    """True where a rule names a red flag, or a line that raises one."""
    whole = shipped.content.questionnaire
    raising = {(one.id, option.id) for one in whole.questions for option in one.options if option.raises}
    flags = {flag.id for flag in whole.red_flags}
    return any(
        path[-1] in flags
        or any((path[-1], word) in raising for words in parts(test).values() for word in words)
        for path, test in each_test(shipped.tree, ("rules", rule_id))
    )


def signs_dropped(shipped: Shipped) -> Iterator[Mutant]:
    """Each line of a question without one of the red flags that it raises."""
    for path in _places(shipped.tree, ("questions",), "raises"):
        yield from _one_less(shipped, path, "sign dropped")


def contacts_dropped(shipped: Shipped) -> Iterator[Mutant]:
    """Each rule, route or way out without one of several contacts."""
    for section in ("rules", "routes", "exits"):
        for path in _places(shipped.tree, (section,), "contacts"):
            if len(texts(at(shipped.tree, path))) > 1:
                yield from _one_less(shipped, path, "contact dropped")


def _one_less(shipped: Shipped, path: Path, kind: str) -> Iterator[Mutant]:
    """Each word out of a list; the last one takes the list with it."""
    node = at(shipped.tree, path)
    for word in texts(node):
        left = [one for one in texts(node) if one != word]
        tree = put(shipped.tree, path, listed(left, node.line) if left else None)
        yield Mutant(kind, f"{named(shipped.tree, path)}: {word} dropped", node.line, tree)


# ---------------------------------------------------------------- conditions

Change = tuple[str, Branch]
"""What was done, and the whole tree after it."""


def _places(tree: Branch, below: Path, *keys: str) -> Iterator[Path]:
    """Where one of ``keys`` stands below a path, those of other wordings and of floors left out."""
    node = at(tree, below)
    if isinstance(node, Sequence):
        for place in range(len(node.items)):
            yield from _places(tree, (*below, place), *keys)
    if isinstance(node, Branch):
        for key in node.entries:
            if key in keys:
                yield (*below, key)
            elif key not in LEFT_ALONE:
                yield from _places(tree, (*below, key), *keys)


def each_test(tree: Branch, below: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every test of the conditions below a path, those in boxes too, with its place."""
    for condition in _places(tree, below, *CONDITIONS):
        for box in (condition, *boxes_of(tree, condition)):
            tests = branch_at(tree, box).entries
            yield from (((*box, key), test) for key, test in tests.items() if key != "any_of")


def boxes_of(tree: Branch, condition: Path) -> list[Path]:
    """Each box under ``any_of`` of a condition."""
    boxes = branch_at(tree, condition).entries.get("any_of")
    count = len(boxes.items) if isinstance(boxes, Sequence) else 0
    return [(*condition, "any_of", place) for place in range(count)]


def boxes_dropped(shipped: Shipped) -> Iterator[Mutant]:
    """Each box of several under an ``any_of``."""
    for condition in _places(shipped.tree, (), *CONDITIONS):
        boxes = boxes_of(shipped.tree, condition)
        for box in boxes if len(boxes) > 1 else ():
            line = at(shipped.tree, box).line
            yield _changed(shipped, "box dropped", box, line, ("dropped", put(shipped.tree, box, None)))


def tests_changed(shipped: Shipped) -> Iterator[Mutant]:
    """Each test negated, each left out, and each value out of each list of values."""
    operators: dict[str, Callable[[Shipped, Path, Node], Iterator[Change]]] = {
        "negated": negated,
        "test dropped": left_out,
        "value dropped": values_dropped,
    }
    for path, test in each_test(shipped.tree):
        for operator, changes in operators.items():
            for change in changes(shipped, path, test):
                yield _changed(shipped, operator, path, test.line, change)


def _changed(shipped: Shipped, operator: str, path: Path, line: int, change: Change) -> Mutant:
    told, tree = change
    return Mutant(f"{operator}: {GROUPS[str(path[0])]}", f"{named(shipped.tree, path)}: {told}", line, tree)


def left_out(shipped: Shipped, path: Path, _test: Node) -> Iterator[Change]:
    """A box without one of its tests; a line or question whose only test goes is always asked."""
    box = path[:-1]
    if len(branch_at(shipped.tree, box).entries) > 1:
        yield "left out", put(shipped.tree, path, None)
    elif box[-1] in ("ask_when", "only_when"):
        yield "left out", put(shipped.tree, box, None)


def values_dropped(shipped: Shipped, path: Path, test: Node) -> Iterator[Change]:
    """Each value out of each list of several."""
    lists = (
        {(*path, key): one for key, one in test.entries.items()} if isinstance(test, Branch) else {path: test}
    )
    for place, node in lists.items():
        words = texts(node)
        for word in words if len(words) > 1 else ():
            left = listed([one for one in words if one != word], node.line)
            part = f"{place[-1]} " if place != path else ""
            yield f"{part}{word} dropped", put(shipped.tree, place, left)


def negated(shipped: Shipped, path: Path, test: Node) -> Iterator[Change]:
    """The test turned round: any other answer, a number in no range, none of the ticks.

    Where there is no answer it stays untrue: the file has no words for that.
    """
    key = str(path[-1])
    kind = shipped.vocabulary.questions.get(key)
    if kind == "ticks":
        yield from _ticks_negated(shipped.tree, path, test)
        return
    others = [one for one in shipped.vocabulary.values[key] if one not in texts(test)]
    tree, ranges = _other_ranges(shipped, key, texts(test)) if kind == "number" else (shipped.tree, [])
    if others or ranges:
        yield "negated", put(tree, path, listed([*ranges, *others], test.line))


def _other_ranges(shipped: Shipped, key: str, words: list[str]) -> tuple[Branch, list[str]]:
    """The tree with new thresholds for the numbers that a test leaves out, and their names."""
    question = shipped.content.questionnaire.question(key)
    assert question is not None
    known = shipped.vocabulary.ranges.get(key, {})
    inside = [known[word] for word in words if word in known]
    outside = [
        number
        for number in range(question.low, question.high + 1)
        if not any(low <= number <= high for low, high in inside)
    ]
    tree, names = shipped.tree, []
    for _, run in groupby(enumerate(outside), lambda one: one[1] - one[0]):
        numbers = [number for _, number in run]
        names.append(f"other_{numbers[0]}")
        tree = put(tree, ("thresholds", key, names[-1]), Scalar(f"{numbers[0]}-{numbers[-1]}", 0))
    return tree, names


def _ticks_negated(tree: Branch, path: Path, test: Node) -> Iterator[Change]:
    """``any`` becomes ``none``; of ``all`` each in turn becomes ``none``; ``none`` becomes ``any``."""
    asked = parts(test)
    if asked["any"]:
        new = {**asked, "any": [], "none": asked["none"] + asked["any"]}
        yield "negated", put(tree, path, _ticks(new, test.line))
    for one in asked["all"]:
        left = [other for other in asked["all"] if other != one]
        new = {**asked, "all": left, "none": [*asked["none"], one]}
        yield f"{one} negated", put(tree, path, _ticks(new, test.line))
    if asked["none"]:
        yield "none negated", _some_instead(tree, path, asked, test.line)


def _some_instead(tree: Branch, path: Path, asked: Mapping[str, list[str]], line: int) -> Branch:
    """One of the ticks that must not be there, in a box of its own; the rest of the test stays."""
    condition, key = path[:-1], str(path[-1])
    assert not boxes_of(tree, condition)
    box = Branch({key: _ticks({"any": asked["none"]}, line)}, {key: line}, line)
    tree = put(tree, path, _ticks({**asked, "none": []}, line))
    return put(tree, (*condition, "any_of"), Sequence((box,), line))


def parts(test: Node) -> dict[str, list[str]]:
    """What a test asks, each part of it; a plain list is ``any``."""
    if not isinstance(test, Branch):
        return {"any": texts(test), "all": [], "none": []}
    return {one: texts(test.entries[one]) if one in test.entries else [] for one in ("any", "all", "none")}


def _ticks(asked: Mapping[str, list[str]], line: int) -> Branch:
    entries: dict[str, Node] = {key: listed(words, line) for key, words in asked.items() if words}
    return Branch(entries, dict.fromkeys(entries, line), line)
