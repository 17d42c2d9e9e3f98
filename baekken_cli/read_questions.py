"""questions.yaml to a checked :class:`Questionnaire`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from pathlib import Path

from baekken_cli.conditions import all_tests
from baekken_cli.errors import Finding
from baekken_cli.files import read_file
from baekken_cli.interview import rests_on
from baekken_cli.model import (
    DENIED,
    NONE,
    RAISED,
    SKIP,
    UNSURE,
    Advice,
    AlarmSign,
    Change,
    Classification,
    Condition,
    Contact,
    Decision,
    DecisionLine,
    Exit,
    Floor,
    Hours,
    Language,
    NeverPrint,
    Option,
    Phone,
    Question,
    Questionnaire,
    Recovery,
    RedFlag,
    Region,
    Route,
    RouteLine,
    Rule,
    Text,
    Ticked,
    TipTopic,
    Topic,
    Urgency,
    UrgencyText,
    Wording,
)
from baekken_cli.read_sources import CitingReader
from baekken_cli.reading import LANGUAGES, Reader
from baekken_cli.vocabulary import Vocabulary, read_condition
from baekken_cli.yamltree import Mapping, Node, Scalar

_KINDS = {"one": "choice", "several": "ticks", "number": "number"}
_SECTIONS = (
    "version", "last_review", "contacts_last_checked", "thresholds", "topics", "option_lists", "questions",
    "decisions", "red_flags", "rules", "exits", "regions", "contacts", "routes", "urgencies",
    "classifications", "alarm_signs", "advice", "never_print",
)  # fmt: skip
_QUESTION_NEEDED = ("id", "topic", "da", "en", "help", "why", "short", "answer", "options")
_QUESTION_ALLOWED = (
    "ask_when",
    "instead",
    "unit",
    "range",
    "gate",
    "more_options",
    "only_if_ticked",
    "more_is_worse",
    "again",
    "picture",
)
_RULE_ALLOWED = (
    "when", "otherwise", "urgency", "classification", "contacts", "do", "say", "because", "meaning",
    "only_words",
)  # fmt: skip
AGAIN = ("kept", "anew")
PICTURES = ("pelvis",)
POINTS = tuple(str(number) for number in range(1, 11))
_UNITS = ("pregnancy_week", "time_since", "score")
_ADVICE = ("care", "meaning", "next", "support")
_PHRASE_WORD = re.compile(r"\*?\w+(?:[-'’]\w+)*\*?\Z")


class QuestionsReader(CitingReader):
    """questions.yaml"""

    def __init__(
        self,
        path: Path,
        findings: list[Finding],
        known: Iterable[str],
        tips: tuple[TipTopic, ...] | None,
    ) -> None:
        super().__init__(path, findings, known)
        self.tip_ids = None if tips is None else [topic.id for topic in tips]
        self.vocabulary = Vocabulary()
        self.raises: dict[tuple[str, str], tuple[str, ...]] = {}
        self.asked_at: dict[str, int] = {}

    def load(self) -> Questionnaire | None:
        tree = read_file(self.path, self.findings)
        if tree is None:
            return None
        root = self.mapping(tree, "questions.yaml")
        self.keys(root, "questions.yaml", _SECTIONS, ["change_that_matters", "recovery"])
        self.root = root
        self.lists = self.mapping(root.entries.get("option_lists"), "option_lists").entries
        self.vocabulary = self.words_known(root)
        return self.questionnaire()

    def words_known(self, root: Mapping) -> Vocabulary:
        """Every name a condition may use, collected before any condition is read."""
        known = Vocabulary()
        thresholds = self.section("thresholds")
        for key, node in thresholds.entries.items():
            named = self.mapping(node, key)
            known.ranges[key] = {name: self.range(one, key) for name, one in named.entries.items()}
        for node in self.each(root.entries.get("questions"), "questions"):
            key = self.word(node.entries.get("id"), "id")
            known.questions[key] = _KINDS.get(self.word(node.entries.get("answer"), "answer"), "choice")
            known.values[key] = self.option_ids(node)
            known.lines[key] = node.line
        for key in thresholds.entries:
            if known.questions.get(key) != "number":
                self.fault(
                    thresholds.key_lines[key],
                    "unknown_name",
                    name=key,
                    what="thresholds",
                    nearest="",
                )
        for key, node in self.section("decisions").entries.items():
            known.values[key] = self.decision_values(self.mapping(node, key))
        for key in self.section("red_flags").entries:
            known.values[key] = (RAISED, UNSURE, DENIED)
        known.flags = frozenset(self.section("red_flags").entries)
        return known

    def section(self, name: str) -> Mapping:
        return self.mapping(self.root.entries.get(name), name)

    def option_nodes(self, question: Mapping, reader: Reader) -> tuple[Mapping, ...]:
        """The options of a question, its own or those of a shared list; faults go to ``reader``."""
        written = question.entries.get("options")
        if isinstance(written, Scalar):
            name = reader.word(written, "options", self.lists)
            written = self.lists.get(name)
        more = reader.each(question.entries.get("more_options"), "more_options")
        return reader.each(written, "options") + more

    def option_ids(self, question: Mapping) -> tuple[str, ...]:
        silent = Reader(self.file, [])
        nodes = self.option_nodes(question, silent)
        return tuple(silent.word(node.entries.get("id"), "id") for node in nodes)

    def decision_values(self, node: Mapping) -> tuple[str, ...]:
        lines = self.each(node.entries.get("lines"), "lines")
        silent = Reader(self.file, [])
        values = [silent.word(line.entries.get("value"), "value") for line in lines]
        if "otherwise" in node.entries:
            values.append(silent.word(node.entries["otherwise"], "otherwise"))
        return tuple(dict.fromkeys(values))

    # ---- parts that many sections share

    def condition(self, node: Mapping, key: str, what: str, upto: str | None = None) -> Condition | None:
        """The condition under ``key``, or None where there is none. ``upto``: names only known before it."""
        written = node.entries.get(key)
        return None if written is None else read_condition(self, written, what, self.vocabulary, upto)

    def when(self, node: Mapping, what: str, upto: str | None = None) -> Condition:
        return self.condition(node, "when", what, upto) or Condition()

    def worded(self, node: Node | None, what: str, upto: str | None = None, kind: str = "") -> Text:
        """A text with its ``instead`` wordings."""
        text = self.both(node, what, kind)
        found = node if isinstance(node, Mapping) else Mapping({}, {}, 0)
        wordings = []
        for one in self.each(found.entries.get("instead"), what):
            self.keys(one, what, ["when", "da", "en"])
            other = self.both(one, what, "instead")
            wordings.append(Wording(self.when(one, what, upto), other.da, other.en))
        return Text(text.da, text.en, tuple(wordings))

    def only_worded(self, node: Node | None, what: str, upto: str) -> Text:
        """A mapping that holds nothing but a text and its ``instead`` wordings."""
        if isinstance(node, Mapping):
            self.keys(node, what, (), (*LANGUAGES, "instead"))
        return self.worded(node, what, upto)

    def optional(self, node: Mapping, key: str, what: str) -> Text | None:
        return self.text_of(node.entries[key], f"{what} {key}", key) if key in node.entries else None

    # ---- questions

    def questionnaire(self) -> Questionnaire:
        get = self.root.entries.get
        review = self.word(get("last_review"), "last_review")
        found = Questionnaire(
            version=self.word(get("version"), "version"),
            last_review=None if review == "none" else self.date(get("last_review"), "last_review"),
            contacts_last_checked=self.date(get("contacts_last_checked"), "contacts_last_checked"),
            topics=self.topics(),
            questions=self.questions(),
            decisions=self.decisions(),
            red_flags=self.red_flags(),
            regions=self.regions(),
            contacts=self.contacts(),
            routes=self.routes(),
            rules=self.rules(),
            exits=self.exits(),
            advice=self.advice(),
            alarm_signs=self.alarm_signs(),
            urgencies=self.urgencies(),
            classifications=self.classifications(),
            never_print=self.never_print(),
            change=self.change(),
            recovery=self.recovery(),
        )
        self.looks_ahead(found)
        return found

    def looks_ahead(self, found: Questionnaire) -> None:
        """A question must not hang, through a decision, on itself or on a question that comes later."""
        earlier: set[str] = set()
        for question in found.questions:
            asked = [question.ask_when, *(option.ask_when for option in question.options)]
            rests = frozenset().union(*(rests_on(found, one, through=False) for one in asked))
            not_yet = rests - earlier
            later = [one.id for one in found.questions if one.id in not_yet] if not_yet else []
            if later and not self.told_already(question.id):
                self.fault(
                    self.asked_at.get(question.id, question.line),
                    "looks_ahead",
                    key=later[0],
                    what=question.id,
                )
            earlier.add(question.id)

    def told_already(self, question_id: str) -> bool:
        return any(one.code == "looks_ahead" and one.params["what"] == question_id for one in self.findings)

    def topics(self) -> tuple[Topic, ...]:
        found: list[Topic] = []
        for node in self.each(self.root.entries.get("topics"), "topics"):
            topic_id = self.new_id(node.entries.get("id"), "topic", [one.id for one in found])
            self.keys(node, topic_id, ["id", "title"], ["intro"])
            title = self.text_of(node.entries.get("title"), topic_id, "topic")
            found.append(Topic(topic_id, title, self.optional(node, "intro", topic_id)))
        self.topic_ids = [one.id for one in found]
        return tuple(found)

    def questions(self) -> tuple[Question, ...]:
        found: list[Question] = []
        taken: set[str] = set()
        for node in self.each(self.root.entries.get("questions"), "questions"):
            found.append(self.question(node, taken))
            taken.add(found[-1].id)
        return tuple(found)

    def question(self, node: Mapping, taken: Container[str]) -> Question:
        get = node.entries.get
        key = self.new_id(get("id"), "question", taken)
        self.keys(node, key, _QUESTION_NEEDED, _QUESTION_ALLOWED)
        kind = _KINDS.get(self.word(get("answer"), key, _KINDS), "choice")
        low, high = self.number_range(node, key, kind)
        self.asked_at[key] = node.key_lines.get("ask_when", node.line)
        return Question(
            id=key,
            topic=self.word(get("topic"), key, self.topic_ids),
            kind=kind,  # type: ignore[arg-type]
            text=self.worded(node, key, key, "question"),
            help=self.only_worded(get("help"), f"{key} help", key),
            why=self.only_worded(get("why"), f"{key} why", key),
            short=self.only_worded(get("short"), f"{key} short", key),
            options=self.options(node, key, kind),
            ask_when=self.condition(node, "ask_when", key, key) or Condition(),
            unit=self.word(get("unit"), key, _UNITS) or "score",  # type: ignore[arg-type]
            low=low,
            high=high,
            gate=self.optional(node, "gate", key),
            more_is_worse=self.flag(get("more_is_worse"), key),
            again=self.word(get("again"), key, AGAIN) or None,  # type: ignore[arg-type]
            picture=self.word(get("picture"), key, PICTURES) or None,
            line=node.line,
        )

    def number_range(self, node: Mapping, key: str, kind: str) -> tuple[int, int]:
        for name in ("unit", "range"):
            if (name in node.entries) != (kind == "number"):
                self.fault(node.line, "number_keys", what=key, key=name)
        return self.range(node.entries.get("range"), key)

    def options(self, question: Mapping, key: str, kind: str) -> tuple[Option, ...]:
        parent = self.word(question.entries.get("only_if_ticked"), key, self.vocabulary.questions)
        found: list[Option] = []
        taken: set[str] = set()
        for node in self.option_nodes(question, self):
            found.append(self.option(node, key, taken, parent))
            taken.add(found[-1].id)
        if kind != "number" and len(found) < 2:
            self.fault(question.line, "few_options", what=key)
        return tuple(found)

    def option(self, node: Mapping, key: str, taken: Container[str], parent: str) -> Option:
        get = node.entries.get
        option_id = self.new_id(get("id"), f"option of {key}", taken)
        what = f"{key} {option_id}"
        self.keys(
            node, what, ["id", "da", "en"], ["ask_when", "raises", "say", "alone", "private", "instead"]
        )
        asked = self.condition(node, "ask_when", what, key)
        if parent and option_id not in (NONE, UNSURE, SKIP):
            asked = self.vocabulary.ticked(parent, (option_id, UNSURE))
        flags = self.section("red_flags").entries
        self.raises[key, option_id] = self.words(get("raises"), what, flags)
        if "raises" in node.entries and self.vocabulary.questions.get(key) != "ticks":
            self.fault(node.key_lines["raises"], "raises_without_ticks", what=what)
        return Option(
            option_id,
            self.worded(node, what, key, f"option of {key}"),
            asked or Condition(),
            self.raises[key, option_id],
            option_id in (NONE, SKIP) or self.flag(get("alone"), what),
            self.flag(get("private"), what),
            self.optional(node, "say", what),
            node.line,
        )

    # ---- decisions, flags, rules

    def decisions(self) -> tuple[Decision, ...]:
        return tuple(
            self.decision(key, self.mapping(node, key))
            for key, node in self.section("decisions").entries.items()
        )

    def decision(self, key: str, node: Mapping) -> Decision:
        self.keys(node, key, ["lines"], ["only_when", "otherwise"])
        lines = []
        for line in self.each(node.entries.get("lines"), key):
            self.keys(line, key, ["value", "when"])
            value = self.word(line.entries.get("value"), key)
            lines.append(DecisionLine(value, self.when(line, key, key), line.line))
        otherwise = self.word(node.entries.get("otherwise"), key) or None
        only_when = self.condition(node, "only_when", key, key) or Condition()
        return Decision(key, tuple(lines), otherwise, only_when, self.line_of("decisions", key))

    def red_flags(self) -> tuple[RedFlag, ...]:
        return tuple(
            self.red_flag(key, self.mapping(node, key))
            for key, node in self.section("red_flags").entries.items()
        )

    def red_flag(self, key: str, node: Mapping) -> RedFlag:
        self.keys(
            node, key, ["da", "en", "sources", "at_least"], ["short", "raised_by", "unsure_by", "private"]
        )
        title = self.both(node, key, "red flag")
        return RedFlag(
            key,
            title,
            self.optional(node, "short", key) or title,
            self.sources(node, key),
            self.at_least(node, key),
            self.condition(node, "raised_by", key, key),
            self.condition(node, "unsure_by", key, key),
            self.flag(node.entries.get("private"), key),
            self.line_of("red_flags", key),
        )

    def at_least(self, flag: Mapping, key: str) -> tuple[Floor, ...]:
        """One urgency, or a list of urgencies, each with a ``when`` of its own."""
        node = flag.entries.get("at_least")
        if node is None or isinstance(node, Scalar):
            urgency = self.word(node, key, list(Urgency))
            return (Floor(Urgency(urgency), line=node.line),) if node and urgency in list(Urgency) else ()
        found = []
        for one in self.each(node, key):
            self.keys(one, key, ["urgency"], ["when"])
            urgency = self.word(one.entries.get("urgency"), key, list(Urgency))
            if urgency in list(Urgency):
                found.append(Floor(Urgency(urgency), self.when(one, key), one.line))
        return tuple(found)

    def line_of(self, section: str, key: str) -> int:
        """The line where ``key`` is named; a mapping itself begins a line later."""
        return self.section(section).key_lines[key]

    def rules(self) -> tuple[Rule, ...]:
        found = tuple(
            self.rule(key, self.mapping(node, key)) for key, node in self.section("rules").entries.items()
        )
        if sum(rule.otherwise for rule in found) != 1:
            self.fault(self.section("rules").line, "one_otherwise")
        self.flags_without_rule(found)
        return found

    def flags_without_rule(self, rules: tuple[Rule, ...]) -> None:
        """Every red flag must be in some rule, by name or through a line that raises it."""
        used: set[str] = set()
        for rule in rules:
            for test in all_tests(rule.condition):
                used.update([test.key], *(self.raised_by_lines(test) if isinstance(test, Ticked) else ()))
        section = self.section("red_flags")
        for key in section.entries:
            if key not in used:
                self.fault(section.key_lines[key], "flag_without_rule", what=key)

    def raised_by_lines(self, test: Ticked) -> list[tuple[str, ...]]:
        return [self.raises.get((test.key, option), ()) for option in test.any_of | test.all_of]

    def rule(self, key: str, node: Mapping) -> Rule:
        get = node.entries.get
        otherwise = self.flag(get("otherwise"), key)
        self.keys(node, key, ["sources", "urgency" if otherwise else "when"], _RULE_ALLOWED)
        urgency = self.word(get("urgency"), key, list(Urgency)) if "urgency" in node.entries else ""
        named = (
            self.word(get("classification"), key, list(Classification))
            if "classification" in node.entries
            else ""
        )
        if not urgency and not named:
            self.fault(node.line, "rule_says_nothing", what=key)
        if urgency and "contacts" not in node.entries:
            self.fault(node.line, "rule_without_contacts", what=key)
        return Rule(
            id=key,
            condition=self.when(node, key),
            sources=self.sources(node, key),
            because=self.optional(node, "because", key),
            meaning=self.optional(node, "meaning", key),
            urgency=Urgency(urgency) if urgency in list(Urgency) else None,
            classification=Classification(named) if named in list(Classification) else None,
            contacts=self.words(get("contacts"), key, [*self.contact_ids, *self.route_ids]),
            do=self.optional(node, "do", key),
            say=self.optional(node, "say", key),
            otherwise=otherwise,
            only_words=self.flag(get("only_words"), key),
            line=self.line_of("rules", key),
        )

    def exits(self) -> tuple[Exit, ...]:
        return tuple(
            self.exit(key, self.mapping(node, key)) for key, node in self.section("exits").entries.items()
        )

    def exit(self, key: str, node: Mapping) -> Exit:
        self.keys(node, key, ["when", "title", "da", "en", "contacts", "tips", "sources"])
        return Exit(
            key,
            self.when(node, key),
            self.text_of(node.entries.get("title"), key, "exit"),
            self.both(node, key),
            self.words(node.entries.get("contacts"), key, self.contact_ids),
            self.words(node.entries.get("tips"), key, self.tip_ids),
            self.sources(node, key),
            self.line_of("exits", key),
        )

    # ---- contacts

    def regions(self) -> tuple[Region, ...]:
        found: list[Region] = []
        for node in self.each(self.root.entries.get("regions"), "regions"):
            key = self.new_id(node.entries.get("id"), "region", [one.id for one in found])
            self.keys(node, key, ["id", "da", "en"], ["aliases"])
            name = self.both(node, key, "region")
            found.append(Region(key, name, self.words(node.entries.get("aliases"), key)))
        self.region_ids = [one.id for one in found]
        return tuple(found)

    def contacts(self) -> tuple[Contact, ...]:
        found: list[Contact] = []
        for node in self.each(self.root.entries.get("contacts"), "contacts"):
            found.append(self.contact(node, [one.id for one in found]))
        self.contact_ids = [one.id for one in found]
        self.route_ids = list(self.section("routes").entries)
        return tuple(found)

    def contact(self, node: Mapping, taken: list[str]) -> Contact:
        get = node.entries.get
        key = self.new_id(get("id"), "contact", taken)
        self.keys(node, key, ["id", "da", "en", "sources"], ["how", "phones", "hours"])
        phones = tuple(self.phone(one, key) for one in self.each(get("phones"), key))
        hours = self.hours(self.mapping(get("hours"), key), key) if "hours" in node.entries else None
        how = self.optional(node, "how", key)
        return Contact(key, self.both(node, key, "contact"), self.sources(node, key), how, phones, hours)

    def phone(self, node: Mapping, key: str) -> Phone:
        self.keys(node, key, ["number"], ["region", "valid_until"])
        region = self.word(node.entries.get("region"), key, self.region_ids) or None
        until = self.date(node.entries.get("valid_until"), key) or None
        return Phone(self.text(node.entries.get("number"), key), region, until, node.line)

    def hours(self, node: Mapping, key: str) -> Hours:
        self.keys(node, key, ["days", "hours"])
        return Hours(self.range(node.entries.get("days"), key), self.range(node.entries.get("hours"), key))

    def routes(self) -> tuple[Route, ...]:
        found = []
        for key, node in self.section("routes").entries.items():
            lines = [self.route_line(line, key) for line in self.each(node, key)]
            found.append(Route(key, tuple(lines)))
        return tuple(found)

    def route_line(self, node: Mapping, key: str) -> RouteLine:
        self.keys(node, key, ["when", "contacts"])
        contacts = self.words(node.entries.get("contacts"), key, self.contact_ids)
        return RouteLine(self.when(node, key), contacts, node.line)

    # ---- words for the result

    def advice(self) -> tuple[Advice, ...]:
        found: list[Advice] = []
        for node in self.each(self.root.entries.get("advice"), "advice"):
            key = self.new_id(node.entries.get("id"), "advice", [one.id for one in found])
            self.keys(node, key, ["id", "section", "sources"], ["when", "da", "en", "tips"])
            has_text = any(language in node.entries for language in LANGUAGES)
            found.append(
                Advice(
                    key,
                    self.word(node.entries.get("section"), key, _ADVICE),  # type: ignore[arg-type]
                    self.when(node, key),
                    self.sources(node, key),
                    self.both(node, key, "advice") if has_text else None,
                    self.words(node.entries.get("tips"), key, self.tip_ids),
                    node.line,
                )
            )
        return tuple(found)

    def alarm_signs(self) -> tuple[AlarmSign, ...]:
        found: list[AlarmSign] = []
        for node in self.each(self.root.entries.get("alarm_signs"), "alarm_signs"):
            key = self.new_id(node.entries.get("id"), "alarm_signs", [one.id for one in found])
            self.keys(node, key, ["id", "da", "en", "sources"], ["when"])
            text = self.both(node, key, "alarm sign")
            found.append(AlarmSign(key, self.when(node, key), text, self.sources(node, key), node.line))
        return tuple(found)

    def urgencies(self) -> tuple[UrgencyText, ...]:
        section = self.section("urgencies")
        self.keys(section, "urgencies", list(Urgency))
        found = []
        names = ("title", "how_soon", "request", "check_again")
        for urgency in Urgency:
            node = self.mapping(section.entries.get(urgency), urgency)
            if urgency in section.entries:
                self.keys(node, urgency, names)
            texts = [self.text_of(node.entries.get(name), f"{urgency} {name}", name) for name in names]
            found.append(UrgencyText(urgency, *texts))
        return tuple(found)

    def classifications(self) -> dict[Classification, Text]:
        section = self.section("classifications")
        self.keys(section, "classifications", list(Classification))
        return {one: self.text_of(section.entries.get(one), one, "classification") for one in Classification}

    def change(self) -> Change | None:
        node = self.root.entries.get("change_that_matters")
        if node is None:
            return None
        what, found = "change_that_matters", self.mapping(node, "change_that_matters")
        self.keys(found, what, ["points", "sources"])
        points = self.word(found.entries.get("points"), what, POINTS)
        return Change(int(points) if points in POINTS else 1, self.sources(found, what))

    def recovery(self) -> tuple[Recovery, ...]:
        found = []
        for node in self.each(self.root.entries.get("recovery"), "recovery"):
            self.keys(node, "recovery", ["weeks", "da", "en", "sources"])
            weeks = self.range(node.entries.get("weeks"), "recovery")
            found.append(
                Recovery(weeks, self.both(node, "recovery", "advice"), self.sources(node, "recovery"))
            )
        return tuple(found)

    def never_print(self) -> tuple[NeverPrint, ...]:
        found = []
        for node in self.each(self.root.entries.get("never_print"), "never_print"):
            self.keys(node, "never_print", ["da", "en", "sources"])
            da, en = (self.phrases(node, language) for language in LANGUAGES)
            found.append(NeverPrint(da, en, self.sources(node, "never_print"), node.line))
        return tuple(found)

    def phrases(self, node: Mapping, language: Language) -> tuple[str, ...]:
        """Words with a space between them; a ``*`` may stand first or last in a word, never alone."""
        what = "never_print"
        if language not in node.entries:
            self.fault(node.line, "missing_translation", what=what, language=language)
        found = self.words(node.entries.get(language), what)
        for phrase in found:
            words = unicodedata.normalize("NFC", phrase).split()
            if not words or not all(_PHRASE_WORD.match(word) for word in words):
                self.fault(node.entries[language].line, "bad_phrase", name=phrase, what=what)
        return found
