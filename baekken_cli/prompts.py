"""Asks the questions, one after the other. No default answers; the input's end is never an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from baekken_cli import understand
from baekken_cli.classify import is_emergency
from baekken_cli.conditions import worded
from baekken_cli.interview import next_question, on_path, shown_options
from baekken_cli.messages import say
from baekken_cli.model import (
    SKIP,
    Answer,
    Answers,
    Content,
    Facts,
    Language,
    Option,
    Question,
)
from baekken_cli.reasons import answer_text, weeks_text
from baekken_cli.screen import Ended, Screen
from baekken_cli.wording import inert


class Quit(Ended):
    """She wants to stop."""


class _Back(Exception):
    """She wants to see the question before."""


@dataclass(slots=True)
class Interviewer:
    """Asks what is missing on ``screen``; the answers given so far stay in ``answers``."""

    content: Content
    screen: Screen
    language: Language
    today: dt.date
    answers: dict[str, Answer]
    asked: list[str]

    def run(self, past_emergency: bool = False) -> dict[str, Answer]:
        """Asks until nothing is missing or, unless ``past_emergency``, an emergency rule fits.

        Raises :class:`baekken_cli.screen.Ended` (:class:`Quit` where she said so) or KeyboardInterrupt.
        """
        questionnaire = self.content.questionnaire
        while past_emergency or not is_emergency(self.content, self.answers):
            found = next_question(questionnaire, self.answers)
            if found is None:
                break
            self.step(*found)
        return on_path(questionnaire, self.answers)

    def step(self, question: Question, facts: Facts) -> None:
        """One question: an answer is kept; going back drops the answer before it."""
        self.topic(question)
        try:
            self.answers[question.id] = self.ask(question, facts)
        except _Back:
            self.go_back()
            return
        self.asked.append(question.id)

    def go_back(self) -> None:
        if not self.asked:
            self.screen.write(self.say("at_the_start"))
            return
        last = self.asked.pop()
        self.answers = {key: value for key, value in self.answers.items() if key != last}
        self.answers = on_path(self.content.questionnaire, self.answers)

    def topic(self, question: Question) -> None:
        """The name of a part, when its first question comes."""
        topics = self.content.questionnaire.topics
        known = {self.content.questionnaire.question(one) for one in self.answers}
        if any(one and one.topic == question.topic for one in known):
            return
        number = next(index for index, one in enumerate(topics, 1) if one.id == question.topic)
        topic = topics[number - 1]
        self.screen.write()
        title = topic.title.to(self.language)
        self.screen.write(self.say("part", number=number, total=len(topics), title=title), "heading")
        if topic.intro:
            self.screen.write(topic.intro.to(self.language))

    # ---- one question

    def ask(self, question: Question, facts: Facts) -> Answer:
        if question.gate and not self.gate_opens(question, facts):
            return (SKIP,)
        options = shown_options(question, facts)
        while True:
            self.show(question, options, facts)
            answer = self.one_answer(question, options, facts)
            if answer is not None:
                self.repeat(question, answer, facts)
                return answer

    def gate_opens(self, question: Question, facts: Facts) -> bool:
        """Asks before private lines are shown; anything but a clear yes keeps them hidden."""
        self.screen.write()
        self.screen.write(question.gate.to(self.language) if question.gate else "")
        self.screen.write(self.say("keys_private"), "faint")
        while True:
            self.screen.write(self.say("yes_or_no"), "faint")
            typed = self.line(question, facts)
            if typed is None:
                continue
            if understand.wants_skip(typed) or understand.yes_or_no(typed) is False:
                return False
            if understand.yes_or_no(typed):
                return True

    def show(self, question: Question, options: Sequence[Option], facts: Facts) -> None:
        self.screen.write()
        self.screen.write(worded(question.text, self.language, facts), "heading")
        if question.kind != "number":
            self.list_options(options, facts)
        code = {
            "choice": "choose_one",
            "ticks": "choose_several",
            "number": {"pregnancy_week": "type_week", "time_since": "type_time"}.get(
                question.unit, "type_number"
            ),
        }[question.kind]
        self.hint(code, low=question.low, high=question.high)

    def hint(self, code: str, **params: object) -> None:
        """How to answer, and the keys."""
        self.screen.write(f"{self.say(code, **params)}.", "faint")
        self.screen.write(self.say("keys"), "faint")

    def list_options(self, options: Sequence[Option], facts: Facts) -> None:
        for number, option in enumerate(options, 1):
            self.screen.write(worded(option.text, self.language, facts), indent=f"{number:>3}  ")

    def line(self, question: Question, facts: Facts) -> str | None:
        """A typed answer, or None after help was given. Raises :class:`Quit` or going back."""
        typed = self.screen.read()
        match understand.command(typed):
            case "help":
                self.screen.write(self.say("help_title", text=worded(question.help, self.language, facts)))
            case "why":
                self.screen.write(self.say("why_title", text=worded(question.why, self.language, facts)))
            case "back":
                raise _Back
            case "quit":
                raise Quit
            case _:
                return typed
        return None

    def one_answer(self, question: Question, options: Sequence[Option], facts: Facts) -> Answer | None:
        """An answer, or None where it must be asked again."""
        while (typed := self.line(question, facts)) is None:
            pass
        if not typed.strip():
            self.screen.write(self.say("empty_answer"))
            return None
        try:
            if question.unit != "score" and understand.wants_unsure(typed):
                return self.about_when(question, options, facts)
            understood = understand.answer(question, options, typed, facts, self.today)
        except understand.NotUnderstood as error:
            self.explain(question, error, typed, facts)
            return None
        if understood.read_back and not self.read_back(question, understood.answer):
            return None
        return understood.answer

    def about_when(self, question: Question, options: Sequence[Option], facts: Facts) -> Answer | None:
        """The weeks in steps, for who does not know them; going back leads to the question itself."""
        while True:
            self.screen.write(self.say("about_when"), "heading")
            self.list_options(options, facts)
            self.hint("choose_one")
            try:
                typed = self.line(question, facts)
                if typed is not None:
                    return understand.pick(options, typed, facts).id
            except _Back:
                return None
            except understand.NotUnderstood as error:
                self.screen.write(self.say(error.code, answer=inert(error.part or (typed or ""))))

    def read_back(self, question: Question, answer: Answer) -> bool:
        weeks = answer if isinstance(answer, int) else 0
        shown = weeks_text(weeks, self.language) if question.unit == "time_since" else str(weeks)
        self.screen.write(self.say(f"read_back_{question.unit}", weeks=shown), "heading")
        return self.confirm()

    def confirm(self) -> bool:
        """A clear yes or no."""
        while True:
            self.screen.write(self.say("yes_or_no"), "faint")
            typed = self.screen.read()
            decided = understand.yes_or_no(typed)
            if decided is not None:
                return decided
            if understand.command(typed) == "quit":
                raise Quit
            if understand.command(typed) == "back":
                return False

    def repeat(self, question: Question, answer: Answer, facts: Facts) -> None:
        """The answer in words, so that a slip is seen."""
        text = answer_text(question, answer, self.language, facts)
        self.screen.write(self.say("answered", answer=text), "good")

    def explain(self, question: Question, error: understand.NotUnderstood, typed: str, facts: Facts) -> None:
        """What was wrong with what was typed, and what to type instead."""
        shown = inert(error.part or typed)
        option = question.option(error.part)
        code = error.code
        if code == "time_too_many" and question.unit == "pregnancy_week":
            code = "week_too_many"
        example = "31+4" if question.unit == "pregnancy_week" else self.say("weeks_n", weeks=12)
        name = worded(option.text, self.language, facts) if option else shown
        params = {"low": question.low, "high": question.high, "example": example}
        self.screen.write(self.say(code, answer=shown, option=name, **params))

    def say(self, code: str, **params: object) -> str:
        return say(code, self.language, **params)


def start(
    content: Content, screen: Screen, language: Language, today: dt.date, answers: Answers
) -> Interviewer:
    """An interviewer that takes up the given answers."""
    return Interviewer(content, screen, language, today, dict(answers), [])
