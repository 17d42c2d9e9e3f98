"""With the result on the screen: more of it, a correction, a file, a clean screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baekken_cli import understand
from baekken_cli.classify import classify
from baekken_cli.errors import UsageProblem
from baekken_cli.explain import error_lines
from baekken_cli.messages import say
from baekken_cli.model import Assessment, Urgency
from baekken_cli.prompts import Interviewer
from baekken_cli.saving import asked_own_words, save_page
from baekken_cli.summary import shareable
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert

Show = Callable[[Assessment], None]


@dataclass(slots=True)
class Afterwards:
    """What she can still do. ``card`` shows an alarm, ``report`` the whole result.

    An alarm stays on the screen alone until she asks for more.
    """

    interviewer: Interviewer
    card: Show
    report: Show
    wishes: Wishes
    kept: bool = False
    clears: bool = False

    def run(self) -> None:
        """Until she ends it. Raises :class:`baekken_cli.screen.Ended` and KeyboardInterrupt."""
        alarm_alone = self.assessment.urgency is Urgency.EMERGENCY
        while True:
            if alarm_alone:
                if not self.wants_more():
                    return
                self.report(self.assessment)
                alarm_alone = False
            choice = self.choose(list(self.choices()))
            if choice in ("menu_end", "menu_clear"):
                self.clears = choice == "menu_clear"
                return
            alarm_alone = self.do(choice)

    @property
    def assessment(self) -> Assessment:
        return classify(self.interviewer.content, self.interviewer.answers)

    def wants_more(self) -> bool:
        """The one line of keys below an alarm."""
        while True:
            asker = self.interviewer.asker
            self.write("alarm_keys", more=asker.key("more"), stop=asker.key("quit"))
            decided = understand.command(self.interviewer.screen.read())
            if decided in ("more", "quit"):
                return decided == "more"

    def choices(self) -> Iterator[str]:
        assessment, content = self.assessment, self.interviewer.content
        if assessment.urgency is Urgency.EMERGENCY and not assessment.complete:
            yield "menu_rest"
        yield "menu_change"
        if shareable(content, assessment.answers).is_conclusive:
            yield from ("menu_save", "menu_save_self")
            if not self.kept:
                yield "menu_keep"
        yield from ("menu_clear", "menu_end")

    def choose(self, codes: list[str]) -> str:
        screen, language = self.interviewer.screen, self.interviewer.asker.language
        screen.write()
        screen.write(say("menu", language), "heading")
        while True:
            for number, code in enumerate(codes, 1):
                screen.write(say(code, language), indent=f"{number:>3}  ")
            screen.write(f"{say('choose_one', language, count=len(codes))}.", "faint")
            typed = screen.read()
            number_typed = understand.whole_number(typed)
            if understand.command(typed) == "quit":
                return "menu_end"
            if number_typed is not None and 1 <= number_typed <= len(codes):
                return codes[number_typed - 1]
            if typed.strip():
                self.write("not_understood", answer=inert(typed), count=len(codes))

    def do(self, choice: str) -> bool:
        """Does it; True where an alarm then stands on the screen alone."""
        if choice == "menu_keep":
            self.kept = self.keep_check()
        elif choice in ("menu_save", "menu_save_self"):
            self.save(for_herself=choice == "menu_save_self")
        else:
            return self.go_on(choice == "menu_rest")
        return False

    def save(self, for_herself: bool) -> None:
        """A page; a professional reads Danish, whatever she answered in."""
        wishes = self.wishes._replace(for_herself=for_herself, language_named=False)
        save_page(self.interviewer.content, self.interviewer.answers, wishes, self.interviewer.asker)

    def go_on(self, rest: bool) -> bool:
        """The ``rest`` of the questions, or one answer changed; the new result where something changed."""
        interviewer = self.interviewer
        before = interviewer.answers
        interviewer.told = interviewer.emergencies()
        if rest:
            interviewer.run()
        else:
            interviewer.change()
        if interviewer.answers == before:
            return False
        self.kept = self.wishes.keep  # what was kept were the old answers
        now = self.assessment
        alarm = now.urgency is Urgency.EMERGENCY and not (rest and now.complete)
        (self.card if alarm else self.report)(now)
        return alarm

    def keep_check(self) -> bool:
        """Keeps the check for looking back; where that fails, it says why and all the rest goes on."""
        from baekken_cli.keeping import keep_result

        language, screen = self.interviewer.asker.language, self.interviewer.screen
        own_words = asked_own_words(self.interviewer.asker)
        try:
            keep_result(self.interviewer.content, self.interviewer.answers, language, screen, own_words)
        except UsageProblem as problem:
            for line in error_lines(problem, language):
                screen.write(line)
            screen.write(say("not_kept", language))
            return False
        return True

    def write(self, code: str, **params: object) -> None:
        self.interviewer.screen.write(say(code, self.interviewer.asker.language, **params), "faint")
