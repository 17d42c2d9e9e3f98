"""Asks one question until it has an answer. No default answers; the input's end is never an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from baekken_cli import understand
from baekken_cli.conditions import worded
from baekken_cli.interview import shown_options
from baekken_cli.messages import say
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Facts, Language, Option, Question
from baekken_cli.picture import NEEDS, pelvis
from baekken_cli.reasons import answer_text
from baekken_cli.screen import Ended, Screen
from baekken_cli.wording import inert

KEYS_NEED = 55
"""Columns for the line of keys, on a terminal of one more; below, the words alone fit."""


class Quit(Ended):
    """She wants to stop."""


class Back(Exception):
    """She wants to see the question before."""


class Look(Exception):
    """She wants to see all her answers."""


class _Again(Exception):
    """Nothing was answered; the question still stands, and is shown again where ``whole``."""

    def __init__(self, whole: bool = False) -> None:
        super().__init__()
        self.whole = whole


@dataclass(slots=True)
class Asker:
    """Asks on ``screen``; what is typed is never kept here."""

    screen: Screen
    language: Language
    today: dt.date

    def ask(self, question: Question, facts: Facts, old: Answer | None = None, said: str = "old") -> Answer:
        """An answer that the question takes. ``old`` can be kept with a key; ``said`` tells whose it is.

        Raises :class:`Back`, :class:`Look`, :class:`Quit` or :class:`baekken_cli.screen.Ended`.
        """
        if question.gate and (closed := self.at_the_gate(question, facts, old)) is not None:
            self.repeat(question, closed, facts)
            return closed
        seen = None if question.gate else old  # what was private is not shown again
        self.show(question, facts, seen, said)
        while True:
            try:
                answer = self.one_answer(question, facts, old)
                self.repeat(question, answer, facts)
                return answer
            except _Again as again:
                if again.whole:
                    self.show(question, facts, seen, said)
                else:
                    self.keys()

    # ---- what is shown

    def show(self, question: Question, facts: Facts, old: Answer | None, said: str) -> None:
        """The question, its lines, the answer it had, and how to answer."""
        options = shown_options(question, facts)
        self.screen.write(worded(question.text, self.language, facts), "heading")
        if question.kind != "number":
            self.list_options(options, facts)
        if question.picture and not self.screen.plain and self.screen.columns() >= NEEDS:
            self.screen.draw(["", *pelvis(options, self.language), ""])
        if old is not None:
            shown = answer_text(question, old, self.language, facts)
            self.screen.write(self.say(f"answer_{said}", answer=shown, keep=self.key("keep")))
        self.screen.write(f"{self.how(question, options)}.", "faint")
        self.keys()

    def how(self, question: Question, options: Sequence[Option]) -> str:
        """How to answer this kind of question."""
        if question.kind != "number":
            code = "choose_one" if question.kind == "choice" else "choose_several"
            return self.say(code, count=len(options))
        if question.unit == "score":
            return self.say("type_number", low=question.low, high=question.high)
        return self.say("type_week" if question.unit == "pregnancy_week" else "type_time")

    def keys(self, code: str = "keys") -> None:
        """The way back, to help and out; words alone where there is little room, or no sight."""
        narrow = self.screen.plain or self.screen.columns() < KEYS_NEED
        self.screen.write(self.say(f"{code}_in_words" if narrow else code), "faint")

    def key(self, name: str) -> str:
        """The key of a command, or in plain mode its word, which a screen reader does not pass over."""
        words = understand.WORDS[name]
        return words[1 if self.language == "da" else -1] if self.screen.plain else words[0]

    def list_options(self, options: Sequence[Option], facts: Facts) -> None:
        for number, option in enumerate(options, 1):
            self.screen.write(worded(option.text, self.language, facts), indent=f"{number:>3}  ")

    def repeat(self, question: Question, answer: Answer, facts: Facts) -> None:
        """The answer in words, so that a slip is seen, and how many are ticked; not after private lines."""
        if question.gate:
            self.screen.write(self.say("answered", answer=self.say("not_shown")), "good")
            return
        text = answer_text(question, answer, self.language, facts)
        to_tick = [
            one for one in shown_options(question, facts) if not one.alone and one.id not in (NONE, UNSURE)
        ]
        ticked = [one for one in to_tick if isinstance(answer, tuple) and one.id in answer]
        if ticked:
            counts = {"count": len(ticked), "total": len(to_tick)}
            self.screen.write(self.say("ticked", answer=text, **counts), "good")
        else:
            self.screen.write(self.say("answered", answer=text), "good")

    # ---- what is typed

    def line(self, question: Question, facts: Facts) -> str:
        """A typed line that is no command but perhaps ``keep``. Raises what the commands ask for."""
        typed = self.screen.read()
        match understand.command(typed):
            case "help" | "why" as wanted:
                text = question.help if wanted == "help" else question.why
                shown = worded(text, self.language, facts)
                self.screen.write(self.say(f"{wanted}_title", text=shown))
                raise _Again
            case "back":
                raise Back
            case "overview":
                raise Look
            case "quit":
                raise Quit
        return typed

    def at_the_gate(self, question: Question, facts: Facts, old: Answer | None) -> Answer | None:
        """Asks before private lines are shown: None for a clear yes, else the answer without seeing them."""
        self.screen.write(question.gate.to(self.language) if question.gate else "")
        if old is not None:
            self.screen.write(self.say("answer_old", answer=self.say("not_shown"), keep=self.key("keep")))
        while True:
            self.screen.write(self.say("yes_or_skip"), "faint")
            self.keys()
            try:
                typed = self.line(question, facts)
            except _Again:
                continue
            if understand.wants_skip(typed) or understand.yes_or_no(typed) is False:
                return (SKIP,)
            if understand.yes_or_no(typed):
                return None
            if understand.command(typed) == "keep" and old is not None:
                return old

    def one_answer(self, question: Question, facts: Facts, old: Answer | None) -> Answer:
        """The answer that the next line gives. Raises :class:`_Again` where it gives none."""
        typed = self.line(question, facts)
        options = shown_options(question, facts)
        if understand.command(typed) == "keep":
            return self.kept(old)
        if not typed.strip():
            self.screen.write(self.say("empty_answer"))
            raise _Again(whole=True)
        try:
            if question.unit != "score" and understand.wants_unsure(typed):
                return self.about_when(question, options, facts)
            understood = understand.answer(question, options, typed, facts, self.today)
        except understand.NotUnderstood as error:
            self.explain(question, options, error, typed, facts)
            raise _Again from None
        if understood.read_back and not self.read_back(question, understood.answer, facts):
            self.screen.write(f"{self.how(question, options)}.", "faint")
            raise _Again
        return understood.answer

    def kept(self, old: Answer | None) -> Answer:
        if old is None:
            self.screen.write(self.say("nothing_to_keep"))
            raise _Again
        return old

    def about_when(self, question: Question, options: Sequence[Option], facts: Facts) -> Answer:
        """The weeks in steps, for who does not know them; going back leads to the question itself."""
        self.list_steps(options, facts)
        while True:
            self.keys()
            try:
                typed = self.line(question, facts)
                if typed.strip():
                    return understand.pick(options, typed, facts).id
                self.list_steps(options, facts)
            except _Again:
                continue
            except Back:
                raise _Again(whole=True) from None
            except understand.NotUnderstood as error:
                self.explain(question, options, error, "", facts)

    def list_steps(self, options: Sequence[Option], facts: Facts) -> None:
        self.screen.write(self.say("about_when"), "heading")
        self.list_options(options, facts)
        self.screen.write(f"{self.say('choose_one', count=len(options))}.", "faint")

    def read_back(self, question: Question, answer: Answer, facts: Facts) -> bool:
        """True where she says that this is what she meant; going back is a no."""
        shown = answer_text(question, answer, self.language, facts)
        if question.unit == "pregnancy_week":
            shown = str(answer)
        self.screen.write(self.say(f"read_back_{question.unit}", answer=shown), "heading")
        while True:
            self.screen.write(self.say("yes_or_no"), "faint")
            self.keys()
            try:
                decided = understand.yes_or_no(self.line(question, facts))
            except _Again:
                continue
            except Back:
                return False
            if decided is not None:
                return decided

    def confirm(self) -> bool:
        """A clear yes or no where no question is asked. Raises :class:`Quit`."""
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

    def explain(
        self,
        question: Question,
        options: Sequence[Option],
        error: understand.NotUnderstood,
        typed: str,
        facts: Facts,
    ) -> None:
        """What was understood of what was typed, what was not, and what to type instead."""
        option = question.option(error.part)
        names = {one: worded(one.text, self.language, facts) for one in (*error.understood, option) if one}
        numbered = [f"{options.index(one) + 1} {names[one]}" for one in dict.fromkeys(error.understood)]
        code = error.code
        if code == "time_too_many" and question.unit == "pregnancy_week":
            code = "week_too_many"
        params = {
            "answer": inert(error.part or typed) or '""',
            "option": names[option] if option else "",
            "options": "; ".join(numbered),
            "number": options.index(error.understood[0]) + 1 if error.understood else 0,
            "count": len(options),
            "keep": self.key("keep"),
            "low": question.low,
            "high": question.high,
            "example": "31+4" if question.unit == "pregnancy_week" else self.say("weeks_n", weeks=12),
        }
        self.screen.write(self.say(code, **params))

    def say(self, code: str, **params: object) -> str:
        return say(code, self.language, **params)
