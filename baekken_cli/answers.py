"""Answers from a file, checked against the questions that they themselves lead to."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

from baekken_cli.errors import MORE, AnswersProblem, Finding
from baekken_cli.files import read_file
from baekken_cli.interview import Refused, check_answer, on_path, rests_on, walk
from baekken_cli.model import ALWAYS, Answer, Answers, Facts, Language, Question, Questionnaire
from baekken_cli.reading import AMBIGUOUS, Reader, is_date
from baekken_cli.yamltree import Mapping, Node, Scalar, Sequence

MAX_BYTES = 200_000
SCHEMA = "baekken/result/1"
_WHOLE = re.compile(r"-?[0-9]{1,6}\Z", re.ASCII)
_EXTRA = ("questionnaire_version", "language", "answered_on")


class AnswersFile(NamedTuple):
    """Answers, and what the file says of itself."""

    answers: Answers
    version: str | None = None
    language: Language | None = None
    answered_on: dt.date | None = None


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
        self.tick_lines: dict[tuple[str, str], int] = {}

    def read(self, tree: Node) -> AnswersFile:
        root = self.mapping(tree, "answers")
        if "schema" in root.entries:
            return self.result_document(root)
        language = self.language(root.entries.get("language"))
        version = self.word(root.entries.get("questionnaire_version"), "version") or None
        return AnswersFile(self.answers(root, _EXTRA), version, language, self.day(root))

    def result_document(self, root: Mapping) -> AnswersFile:
        """A result document: only its answers count; the result is worked out anew."""
        name = self.word(root.entries["schema"], "schema")
        if name != SCHEMA:
            self.fault(root.key_lines["schema"], "unknown_schema", name=name, wanted=SCHEMA)
        content = self.mapping(root.entries.get("content"), "content")
        version = self.word(content.entries.get("version"), "version") or None
        if "answers" not in root.entries:
            self.fault(root.line, "missing_key", key="answers", what=SCHEMA)
        answers = self.answers(self.mapping(root.entries.get("answers"), "answers"), ())
        return AnswersFile(answers, version, self.language(root.entries.get("language")), self.day(root))

    def day(self, root: Mapping) -> dt.date | None:
        """The day the answers were given, where the file tells it."""
        if "answered_on" not in root.entries:
            return None
        written = self.date(root.entries["answered_on"], "answered_on")
        return dt.date.fromisoformat(written) if is_date(written) else None

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
                self.fault(node.key_lines[key], "unknown_question", key=key, nearest=self.nearest(key, known))
        good = self.checked(found)
        self.findings.sort(key=lambda finding: (finding.code == MORE, finding.line))
        return found | good

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
            self.tick_lines[question.id, text] = one.line
        return tuple(ticked)

    def wrong_kind(self, question: Question, line: int) -> None:
        self.fault(line, "answer_wrong_kind", what=question.id, wanted=_wanted(question))

    def checked(self, answers: dict[str, Answer]) -> dict[str, Answer]:
        """The answers on the path in canonical form, and a finding for each that cannot be taken.

        What hangs on a question that is still to be asked may yet be right.
        """
        good: dict[str, Answer] = {}
        open_questions: set[str] = set()
        seen: set[str] = set()
        for question, facts, answer in walk(self.questionnaire, answers):
            seen.add(question.id)
            if answer is None:
                self.check_one(question, answers.get(question.id), facts, open_questions)
                open_questions.add(question.id)
            else:
                good[question.id] = answer
        for key, answer in answers.items():
            off = self.questionnaire.question(key) if key not in seen else None
            if off and rests_on(self.questionnaire, off.ask_when) & open_questions:
                self.check_one(_with_every_line(off), answer, {}, open_questions)
            elif off:
                self.fault(self.lines[key], "answer_not_asked", what=key)
        return good

    def check_one(
        self, question: Question, answer: Answer | None, facts: Facts, unanswered: set[str]
    ) -> None:
        try:
            if answer is not None:
                check_answer(_with_every_line(question), answer, facts)
                check_answer(question, answer, facts)
        except Refused as refused:
            option = question.option(refused.name) if refused.code == "not_asked" else None
            if not option or not rests_on(self.questionnaire, option.ask_when) & unanswered:
                self.refuse(question, refused)

    def refuse(self, question: Question, refused: Refused) -> None:
        line = self.tick_lines.get((question.id, refused.name), self.lines[question.id])
        options = [option.id for option in question.options]
        match refused.code:
            case "wrong_kind":
                self.wrong_kind(question, line)
            case "unknown_option":
                near = self.nearest(refused.name, options)
                params = {"what": question.id, "nearest": near, "wanted": _wanted(question)}
                self.fault(line, "answer_unknown_option", name=refused.name, **params)
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


def answers_of(questionnaire: Questionnaire, written: dict[str, object]) -> dict[str, Answer]:
    """The answers of a result document as far as these questions take them; the rest counts as not given."""
    found: dict[str, Answer] = {}
    for key, value in written.items():
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            found[key] = tuple(value)
        elif isinstance(value, str | int) and not isinstance(value, bool):
            found[key] = value
    return on_path(questionnaire, found)


def answers_text(questionnaire: Questionnaire, answers: Answers, language: Language, today: dt.date) -> str:
    """An answers file that :func:`load_answers` takes up again, without the private questions.

    A private question is left out whatever was answered, so that the file tells nothing of it.
    """
    lines = [
        f'questionnaire_version: "{questionnaire.version}"',
        f"language: {language}",
        f"answered_on: {today.isoformat()}",
    ]
    private = {question.id for question in questionnaire.questions if question.gate}
    told = {key: answer for key, answer in answers.items() if key not in private}
    return "\n".join(lines) + "\n" + answers_file(told)


def answers_file(answers: Answers) -> str:
    """Answers as a file that ``check --answers`` takes; ids that YAML could misread stand in quotes."""
    return "".join(f"{key}: {_written(answer)}\n" for key, answer in answers.items())


def _written(answer: Answer) -> str:
    if isinstance(answer, tuple):
        return f"[{', '.join(map(_written, answer))}]"
    return f'"{answer}"' if answer in AMBIGUOUS else str(answer)


def _with_every_line(question: Question) -> Question:
    """The question as it would be if all its lines were shown: an answer that even this refuses is wrong."""
    return question._replace(options=tuple(one._replace(ask_when=ALWAYS) for one in question.options))


def _wanted(question: Question) -> str:
    """What an answer to this question looks like."""
    options = [option.id for option in question.options]
    return {
        "choice": " | ".join(options),
        "ticks": f"[{', '.join(options[:3])}, ...]",
        "number": f"{question.low}-{question.high}",
    }[question.kind]
