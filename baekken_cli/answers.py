"""Answers from a file, checked against the questions that they themselves lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from baekken_cli.errors import AnswersProblem, Finding
from baekken_cli.files import read_file
from baekken_cli.interview import Refused, check_answer, depends_on, path
from baekken_cli.model import Answer, Answers, Language, Question, Questionnaire
from baekken_cli.reading import Reader, nearest
from baekken_cli.yamltree import Mapping, Node, Scalar, Sequence

MAX_BYTES = 200_000
SCHEMA = "baekken/result/1"
_WHOLE = re.compile(r"-?[0-9]{1,6}\Z", re.ASCII)
_EXTRA = ("questionnaire_version", "language")


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """Answers, and what the file says of itself."""

    answers: Answers
    version: str | None = None
    language: Language | None = None


def load_answers(file: Path, questionnaire: Questionnaire) -> AnswersFile:
    """The answers in a YAML or JSON file, or in a result that ``--export x.json`` wrote.

    Raises :class:`AnswersProblem` with every finding: unknown ids, values of the wrong kind, and answers
    to questions that these answers never lead to.
    """
    findings: list[Finding] = []
    tree = read_file(file, findings, MAX_BYTES)
    found = _File(file.name, findings, questionnaire).read(tree) if tree else None
    if findings or found is None:
        raise AnswersProblem(tuple(findings))
    return found


class _File(Reader):
    def __init__(self, file: str, findings: list[Finding], questionnaire: Questionnaire) -> None:
        super().__init__(file, findings)
        self.questionnaire = questionnaire
        self.lines: dict[str, int] = {}

    def read(self, tree: Node) -> AnswersFile:
        root = self.mapping(tree, "answers")
        if "schema" in root.entries:
            return self.result_document(root)
        language = self.language(root.entries.get("language"))
        version = self.word(root.entries.get("questionnaire_version"), "version") or None
        return AnswersFile(self.answers(root, _EXTRA), version, language)

    def result_document(self, root: Mapping) -> AnswersFile:
        """A result document: only its answers count; the result is worked out anew."""
        name = self.word(root.entries["schema"], "schema")
        if name != SCHEMA:
            self.fault(root.key_lines["schema"], "unknown_schema", name=name, wanted=SCHEMA)
        content = self.mapping(root.entries.get("content"), "content")
        version = self.word(content.entries.get("version"), "version") or None
        answers = self.answers(self.mapping(root.entries.get("answers"), "answers"), ())
        return AnswersFile(answers, version, self.language(root.entries.get("language")))

    def language(self, node: Node | None) -> Language | None:
        name = self.word(node, "language")
        if name not in ("", "da", "en"):
            self.fault(node.line if node else 0, "unknown_language", name=name)
        return "en" if name == "en" else "da" if name == "da" else None

    def answers(self, node: Mapping, extra: tuple[str, ...]) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        known = [question.id for question in self.questionnaire.questions]
        for key, value in node.entries.items():
            question = self.questionnaire.question(key)
            self.lines[key] = node.key_lines[key]
            if question is not None:
                self.take(found, question, value)
            elif key not in extra:
                self.fault(node.key_lines[key], "unknown_question", key=key, nearest=nearest(key, known))
        return found if self.findings else self.checked(found)

    def take(self, found: dict[str, Answer], question: Question, node: Node) -> None:
        """Adds the answer in the form that the kind of question asks for."""
        if question.kind == "ticks":
            wanted = isinstance(node, Sequence) and all(isinstance(one, Scalar) for one in node.items)
        else:
            wanted = isinstance(node, Scalar)
        if not wanted:
            self.wrong_kind(question, node.line)
        elif isinstance(node, Sequence):
            found[question.id] = self.ticks(question, node)
        elif isinstance(node, Scalar):
            number = question.kind == "number" and _WHOLE.match(node.text)
            found[question.id] = int(node.text) if number else node.text

    def ticks(self, question: Question, node: Sequence) -> tuple[str, ...]:
        ticked: list[str] = []
        for one in node.items:
            text = one.text if isinstance(one, Scalar) else ""
            if text in ticked:
                self.fault(one.line, "answer_repeated", name=text, what=question.id)
            ticked.append(text)
        return tuple(ticked)

    def wrong_kind(self, question: Question, line: int) -> None:
        options = [option.id for option in question.options]
        wanted = {
            "choice": " | ".join(options),
            "ticks": f"[{', '.join(options[:3])}, ...]",
            "number": f"{question.low}-{question.high}",
        }[question.kind]
        self.fault(line, "answer_wrong_kind", what=question.id, wanted=wanted)

    def checked(self, answers: dict[str, Answer]) -> dict[str, Answer]:
        """Every answer in canonical form, and a finding for each that the path does not take."""
        good: dict[str, Answer] = {}
        unanswered: set[str] = set()
        for question, facts in path(self.questionnaire, answers):
            if question.id not in answers:
                unanswered.add(question.id)
                continue
            try:
                good[question.id] = check_answer(question, answers[question.id], facts)
            except Refused as refused:
                self.refuse(question, refused)
                good[question.id] = answers[question.id]
        for key in answers:
            self.refuse_off_path(key, good, unanswered)
        return good | {key: value for key, value in answers.items() if key not in good}

    def refuse_off_path(self, key: str, good: Answers, unanswered: set[str]) -> None:
        """An answer off the path is refused, unless a question still to be asked may lead to it."""
        question = self.questionnaire.question(key)
        if question is None or key in good or depends_on(self.questionnaire, question) & unanswered:
            return
        self.fault(self.lines[key], "answer_not_asked", what=key)

    def refuse(self, question: Question, refused: Refused) -> None:
        line = self.lines[question.id]
        options = [option.id for option in question.options]
        match refused.code:
            case "wrong_kind":
                self.wrong_kind(question, line)
            case "unknown_option":
                near = nearest(refused.name, options)
                self.fault(line, "answer_unknown_option", name=refused.name, what=question.id, nearest=near)
            case "not_asked":
                self.fault(line, "answer_not_asked_option", name=refused.name, what=question.id)
            case "out_of_range":
                low, high = str(question.low), str(question.high)
                self.fault(
                    line,
                    "answer_out_of_range",
                    name=refused.name,
                    what=question.id,
                    low=low,
                    high=high,
                )
            case "nothing_ticked":
                self.fault(line, "answer_nothing_ticked", what=question.id)
            case _:
                self.fault(line, "answer_alone", name=refused.name, what=question.id)
