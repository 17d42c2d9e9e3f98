"""Fuzzing of what is read: YAML, answers files and content files. Each target takes bytes and gives nothing.

It raises AssertionError where the promise is broken: a tree, answers or content, or findings that can be
shown; never anything else, and the same the second time.
"""

from __future__ import annotations

import functools
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from baekken_cli import yamltree
from baekken_cli.answers import AnswersFile, answers_file, load_answers
from baekken_cli.classify import RulesDisagree, classify
from baekken_cli.errors import MOST, AnswersProblem, Finding
from baekken_cli.export import result_document, to_json
from baekken_cli.interview import missing, on_path, replay
from baekken_cli.loader import FILES, content_folder, inspect
from baekken_cli.model import Answer, Answers, Content
from baekken_cli.wording import finding_line
from baekken_cli.yamltree import Mapping, Node, Scalar, TreeFault, decode, read_tree
from benchmarks.fuzz_material import (
    CONTENT,
    NASTY,
    SECRET,
    Dice,
    any_answer,
    interview,
    is_inert,
    needs,
    slipped,
)
from tests.oracle import judge

QUESTIONNAIRE = CONTENT.questionnaire
IDS = [question.id for question in QUESTIONNAIRE.questions]
OPTIONS = sorted({option.id for question in QUESTIONNAIRE.questions for option in question.options})
WORDS = [word.encode() for word in (*IDS, *OPTIONS)]
SOUP = (
    *"\n:-[]{},#&*!|>%@?'\"~ \t",
    "\n", ": ", "- ", "stage: pregnant\n", "weeks_pregnant: 20\n", "signs_now: [none]\n", "schema", "<<: ",
    "answers: ", "language: da\n", "answered_on: ", "2026-11-22", "&a ", "*a", "!!str ", "--- \n", "...\n",
    "? ", "|\n", ">-\n", "null", "yes", "0x10", "1e3", "\ufeff",
)  # fmt: skip
SMALL = Path(__file__).resolve().parents[1] / "tests" / "questionnaires" / "good"
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
WORD = re.compile(rb"[a-z_]{3,}")


@functools.cache
def _scratch(_: int) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="baekken-fuzz-")


def scratch() -> Path:
    """A folder of this process for the files that are tried; it goes when the process ends."""
    return Path(_scratch(os.getpid()).name)


# ---------------------------------------------------------------- YAML


def tree(data: bytes) -> None:
    """Any text is a tree or a fault with its line, and both loaders of PyYAML give the same tree."""
    dice = Dice(data)
    text = "".join(dice.some(40, lambda: dice.pick(SOUP if dice.chance(8) else NASTY)))
    try:
        fast = _read(text.encode("utf-8", "surrogatepass"))
    except UnicodeError:
        return
    if fast is None or len(text) > 1000 or "\ufeff" in text:  # which libyaml takes for the start of a file
        return
    slow = _with_the_other_loader(text)
    needs(slow is None or _texts(slow) == _texts(fast), "two loaders, two trees", text)


def _texts(node: Node) -> object:
    """The tree without lines: the loaders differ about where nothing stands."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: _texts(value) for key, value in node.entries.items()}
    return [_texts(one) for one in node.items]


def _read(raw: bytes) -> Node | None:
    findings: list[Finding] = []
    try:
        found = read_tree(decode(raw, "a.yaml"), "a.yaml", findings)
    except TreeFault as fault:
        findings.append(fault.finding)
        found = None
    _look_at(findings, {"a.yaml": raw})
    needs(found is not None or findings, "nothing, and no reason")
    return found


def _with_the_other_loader(text: str) -> Node | None:
    fast, yamltree._LOADER = yamltree._LOADER, yaml.SafeLoader
    try:
        return _read(text.encode("utf-8", "surrogatepass"))
    finally:
        yamltree._LOADER = fast


def _look_at(findings: Sequence[Finding], files: dict[str, bytes]) -> None:
    """Each names a file and a line of it, and makes one short line in both languages."""
    for finding in findings:
        raw = files[finding.file]
        needs(0 <= finding.line <= 2 + len(LINE_BREAK.findall(raw.decode("utf-8", "replace"))), finding)
        for language in ("da", "en"):
            line = finding_line(finding, language)
            needs(is_inert(line) and "\n" not in line and len(line) < 1200, line)
    for file in files:
        needs(sum(one.file == file for one in findings) <= MOST + 1, "more findings than are told")


# ---------------------------------------------------------------- answers files


def answers(data: bytes) -> None:
    """Any file is answers or findings; answers are the same the second time, and so is the result."""
    dice = Dice(data)
    kind = dice.below(8)
    if kind == 0:
        return _secret_file(dice)
    if kind > 2:
        return _written(dice)
    found = _load(_soup(dice) if kind == 1 else _structure(dice))
    if isinstance(found, AnswersFile):
        _same_again(found)
    return None


def _load(raw: bytes) -> AnswersFile | list[str]:
    """What the file gives, or its findings in words."""
    file = scratch() / "answers.yaml"
    file.write_bytes(raw)
    try:
        return load_answers(file, QUESTIONNAIRE)
    except AnswersProblem as problem:
        needs(SECRET not in f"{problem!s} {problem!r}", "an answer in an exception")
        needs(problem.findings, "refused without a reason")
        _look_at(problem.findings, {file.name: raw})
        return [finding_line(one, "da") for one in problem.findings]


def _same_again(found: AnswersFile) -> None:
    written = answers_file(found.answers).encode()
    needs(not written or _load(written) == AnswersFile(found.answers), "other answers", found)
    if not missing(QUESTIONNAIRE, found.answers):
        _same_result(found.answers)


def _same_result(answers: Answers) -> None:
    """The oracle, and the result fed back, say the same."""
    assessment = classify(CONTENT, answers)
    urgency, named = assessment.urgency, assessment.classification
    needs((urgency and urgency.value, named and named.value) == judge(answers), "the oracle differs", answers)
    document = to_json(result_document(CONTENT, assessment, "da"))
    again = _load(document.encode())
    needs(isinstance(again, AnswersFile) and again.answers == on_path(QUESTIONNAIRE, answers), document)


def _written(dice: Dice) -> None:
    """A whole interview as a person or the program writes it, some with holes, and some with slips."""
    answers, _ = interview(dice)
    form = dice.below(3)
    written = to_json(result_document(CONTENT, classify(CONTENT, answers), "en"))
    if form < 2:
        for _ in range(dice.below(3)):
            answers.pop(dice.pick(IDS), None)
        written = json.dumps(answers) if form else answers_file(answers)
    raw = written.encode()
    slips = dice.below(3)
    for _ in range(slips):
        raw = slipped(dice, raw, WORDS)
    found = _load(raw)
    needs(slips or not answers or isinstance(found, AnswersFile), "a good file is refused", found)
    if isinstance(found, AnswersFile):
        needs(slips or found.answers == answers, "other answers than were written", found, answers)
        _same_again(found)


def _soup(dice: Dice) -> bytes:
    pieces = dice.some(30, lambda: dice.pick(dice.pick((SOUP, IDS, OPTIONS, NASTY))))
    return "".join(pieces).encode("utf-8", "surrogatepass") + dice.rest()


def _structure(dice: Dice) -> bytes:
    """JSON of real questions with answers of any kind."""
    answers = {dice.pick(IDS): _value(dice, 3) for _ in range(1 + dice.below(6))}
    written = json.dumps({"stage": dice.pick(OPTIONS), **answers}, ensure_ascii=dice.chance(5))
    return written.encode("utf-8", "surrogatepass")


def _value(dice: Dice, depth: int) -> object:
    kind = dice.below(7 if depth else 5)
    if kind == 5:
        return dice.some(4, lambda: _value(dice, depth - 1))
    if kind == 6:
        return {dice.pick(OPTIONS): _value(dice, depth - 1) for _ in range(dice.below(3))}
    plain: list[Any] = [
        dice.pick(OPTIONS),
        dice.below(60),
        dice.pick(NASTY),
        dice.pick((None, True, 0.5)),
        -1,
    ]
    return plain[kind]


def _secret_file(dice: Dice) -> None:
    """What is wrong with an answer is told without the answers that stand beside it."""
    answers, _ = interview(dice)
    lines = answers_file(answers).encode().splitlines(keepends=True)
    places = (f"# {SECRET}", f"my_own_key: {SECRET}", f"stage: [{SECRET}]", f"signs_now: {{a: {SECRET}}}")
    lines.insert(dice.below(len(lines) + 1), f"{dice.pick(places)}\n".encode())
    if dice.chance(5):
        lines.append(b"worst: 99\n")
    found = _load(b"".join(lines))
    needs(SECRET not in str(found), "an answer is told", found)


# ---------------------------------------------------------------- content files


@functools.cache
def _good_content() -> tuple[tuple[bytes, ...], ...]:
    """The three files: a small set, and the shipped one."""
    small = [(SMALL / name).read_bytes() for name in ("small.yaml", *FILES[1:])]
    shipped = [(content_folder() / name).read_bytes() for name in FILES]
    return tuple(small), tuple(shipped)


@functools.cache
def _words_of(raw: bytes) -> list[bytes]:
    return sorted(set(WORD.findall(raw)))


def content(data: bytes) -> None:
    """Content files with a few slips give content or findings, and content can be asked and sorted."""
    dice = Dice(data)
    _content(dice, list(_good_content()[0]))


def shipped(data: bytes) -> None:
    """The same for the shipped files, which are long."""
    _content(Dice(data), list(_good_content()[1]))


def _content(dice: Dice, files: list[bytes]) -> None:
    for _ in range(1 + dice.below(3)):
        at = dice.pick((0, 0, 0, 1, 2))
        files[at] = slipped(dice, files[at], _words_of(_good_content()[0][at]))
    paths = [scratch() / name for name in FILES]
    for path, raw in zip(paths, files, strict=True):
        path.write_bytes(raw)
    read = inspect(*paths)
    _look_at(read.findings, dict(zip(FILES, files, strict=True)))
    needs((read.content is None) == bool(read.findings), "neither content nor findings", read.findings)
    if read.content:
        _ask_all(dice, read.content)


def _ask_all(dice: Dice, content: Content) -> None:
    """Random answers to all that is asked; rules that disagree are a fault of the content, and named."""
    answers: dict[str, Answer] = {}

    def answer_to(question: Any, facts: Any) -> Answer:
        answers[question.id] = any_answer(dice, question, facts)
        return answers[question.id]

    for _ in replay(content.questionnaire, answer_to):
        pass
    try:
        classify(content, answers)
    except RulesDisagree as error:
        needs(error.rules, "no rules are named")
