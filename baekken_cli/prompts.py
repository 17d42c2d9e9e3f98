"""The interview on a screen: question by question, back, to the overview, and on to the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from baekken_cli import understand
from baekken_cli.asking import Asker, Back, Look, Quit
from baekken_cli.classify import classify
from baekken_cli.course import Course
from baekken_cli.interview import Refused, check_answer
from baekken_cli.messages import say
from baekken_cli.model import Answer, Answers, Content, Facts, Language, Question, Urgency
from baekken_cli.overview import Row, rows_of
from baekken_cli.progress import at_most_left
from baekken_cli.screen import Screen
from baekken_cli.wording import inert

STAGE, FLAGS_TOPIC = "stage", "signs"
"""What is kept hangs on the stage; answers about red flags are never offered again on a later day."""


@dataclass(slots=True)
class Interviewer:
    """Asks what is missing; ``course`` holds the answers given so far.

    ``last_time`` are the answers of an earlier day, shown beside the questions. ``told`` names the
    emergency rules that she was told of; she answers the rest all the same.
    """

    content: Content
    asker: Asker
    course: Course
    last_time: Answers = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    introduced: set[str] = field(default_factory=set)

    @property
    def screen(self) -> Screen:
        return self.asker.screen

    @property
    def answers(self) -> dict[str, Answer]:
        return self.course.answers

    def run(self) -> dict[str, Answer]:
        """Asks until nothing is missing and she has seen her answers, or until an emergency rule fits.

        Raises :class:`baekken_cli.screen.Ended` (:class:`Quit` where she said so) or KeyboardInterrupt.
        """
        while not self.must_call_now() and not self.turn():
            pass
        return self.answers

    def turn(self) -> bool:
        """One question, or the overview where none is left; True where she goes on from there."""
        step = self.course.now()
        try:
            if step is None:
                return self.look(at_the_end=True)
            self.step(*step)
        except Back:
            self.go_back()
        except Look:
            self.look()
        return False

    def change(self) -> None:
        """One answer that she chooses, and what then has to be asked; an alarm that stays ends it."""
        if self.look(at_the_end=True):
            return
        while self.course.visiting is not None:
            self.turn()
        if not self.emergencies():
            self.run()

    def must_call_now(self) -> bool:
        """An emergency that she has not been told of yet, also beside one that she has."""
        found = self.emergencies()
        self.told &= found
        return bool(found - self.told)

    def emergencies(self) -> frozenset[str]:
        """Ids of the emergency rules that fit."""
        rules = classify(self.content, self.answers).rules
        return frozenset(rule.id for rule in rules if rule.urgency is Urgency.EMERGENCY)

    def step(self, question: Question, facts: Facts, answer: Answer | None) -> None:
        """One question; an answer that she came back to, or gave last time, can be kept."""
        last = None if answer is not None else self.from_last_time(question, facts)
        if last is not None and question.again == "kept":
            self.course = self.course.answered(last)
            return
        self.where(question, facts, answer)
        said = "old" if answer is not None else "calendar" if question.by_calendar else "last_time"
        old = answer if answer is not None else last
        self.course = self.course.answered(self.asker.ask(question, facts, old, said))

    def from_last_time(self, question: Question, facts: Facts) -> Answer | None:
        """Her answer of last time where this question takes it; red flags and private lines start anew."""
        new = question.topic == FLAGS_TOPIC or question.gate or question.again == "anew"
        kept = question.again == "kept" and self.answers.get(STAGE) != self.last_time.get(STAGE)
        if new or kept or question.id not in self.last_time:
            return None
        try:
            return check_answer(question, self.last_time[question.id], facts)
        except Refused:
            return None

    def where(self, question: Question, facts: Facts, answer: Answer | None) -> None:
        """Which part, and how many questions may come at most."""
        topics = self.content.questionnaire.topics
        number, topic = next(found for found in enumerate(topics, 1) if found[1].id == question.topic)
        self.screen.write()
        if answer is not None:
            self.screen.write(self.say("where_again", title=topic.title.to(self.asker.language)), "faint")
            return
        left = at_most_left(self.content.questionnaire, question, facts, self.answers)
        title = topic.title.to(self.asker.language)
        code = "where_last" if left == 1 else "where"
        self.screen.write(self.say(code, number=number, total=len(topics), title=title, left=left), "faint")
        if topic.intro and topic.id not in self.introduced:
            self.screen.write(topic.intro.to(self.asker.language))
        self.introduced.add(topic.id)

    def go_back(self) -> None:
        before = self.course.before()
        if before is None:
            self.screen.write(self.say("at_the_start"))
        else:
            self.course = before

    # ---- the overview

    def look(self, at_the_end: bool = False) -> bool:
        """All answers; she goes on (True) or to one that she wants to change (False)."""
        rows = rows_of(self.content.questionnaire, self.course.steps(), self.asker.language)
        self.list_answers(rows)
        if not rows:
            return True
        chosen = self.choose(rows, at_the_end)
        self.course = self.course.onward() if chosen is None else self.course.at(chosen)
        return chosen is None

    def list_answers(self, rows: list[Row]) -> None:
        """All answers under the names of their parts."""
        self.screen.write()
        self.screen.write(self.say("overview" if rows else "overview_empty"), "heading")
        part = ""
        for number, row in enumerate(rows, 1):
            if row.part != part:
                self.screen.write(row.part)
            self.screen.write(row.text, indent=f"{number:>3}  ")
            part = row.part

    def choose(self, rows: list[Row], at_the_end: bool) -> str | None:
        """The question to go back to, or None to go on."""
        ids = [row.question_id for row in rows]
        how = self.say("overview_last" if at_the_end else "overview_keys", keep=self.asker.key("keep"))
        while True:
            self.screen.write(how, "faint")
            typed = self.screen.read()
            match understand.command(typed):
                case "keep":
                    return None
                case "overview":
                    self.list_answers(rows)
                case "back":
                    return ids[-1] if at_the_end else None
                case "quit":
                    raise Quit
            if understand.yes_or_no(typed):
                return None
            number = understand.whole_number(typed)
            if number is not None and 1 <= number <= len(ids):
                return ids[number - 1]
            if typed.strip() and understand.command(typed) is None:
                self.screen.write(self.say("not_understood", answer=inert(typed), count=len(ids)))

    def say(self, code: str, **params: object) -> str:
        return say(code, self.asker.language, **params)


def start(
    content: Content, screen: Screen, language: Language, today: dt.date, answers: Answers
) -> Interviewer:
    """An interviewer that takes up the given answers."""
    course = Course(content.questionnaire, dict(answers))
    return Interviewer(content, Asker(screen, language, today), course)
