"""With the result on the screen: more of it, a correction, a file, a clean screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baekken_cli import understand
from baekken_cli.classify import classify
from baekken_cli.messages import say
from baekken_cli.model import Assessment, Urgency
from baekken_cli.prompts import Interviewer
from baekken_cli.saving import save_summary
from baekken_cli.summary import is_conclusive, shareable

Show = Callable[[Assessment], None]
_MORE = frozenset({"m", "mere", "more"})


@dataclass(slots=True)
class Afterwards:
    """What she can still do. ``card`` shows an alarm, ``report`` the whole result.

    An alarm stays on the screen alone until she asks for more.
    """

    interviewer: Interviewer
    card: Show
    report: Show
    saves: bool
    cleared: bool = False

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
                self.cleared = choice == "menu_clear" and self.interviewer.screen.wipe()
                return
            alarm_alone = self.do(choice)

    @property
    def assessment(self) -> Assessment:
        return classify(self.interviewer.content, self.interviewer.answers)

    def wants_more(self) -> bool:
        """The one line of keys below an alarm."""
        while True:
            self.write("alarm_keys")
            typed = self.interviewer.screen.read()
            if understand.tidy(typed) in _MORE:
                return True
            if understand.command(typed) == "quit":
                return False

    def choices(self) -> Iterator[str]:
        assessment, content = self.assessment, self.interviewer.content
        if assessment.urgency is Urgency.EMERGENCY and not assessment.complete:
            yield "menu_rest"
        yield "menu_change"
        if self.saves and is_conclusive(shareable(content, assessment.answers)):
            yield "menu_save"
        yield from ("menu_clear", "menu_end")

    def choose(self, codes: list[str]) -> str:
        screen = self.interviewer.screen
        screen.write()
        self.write("menu", heading=True)
        while True:
            for number, code in enumerate(codes, 1):
                screen.write(say(code, self.interviewer.asker.language), indent=f"{number:>3}  ")
            self.write("choose_one", count=len(codes))
            typed = screen.read()
            number_typed = understand.whole_number(typed)
            if understand.command(typed) == "quit":
                return "menu_end"
            if number_typed is not None and 1 <= number_typed <= len(codes):
                return codes[number_typed - 1]

    def do(self, choice: str) -> bool:
        """Does it; True where an alarm then stands on the screen alone."""
        interviewer = self.interviewer
        if choice == "menu_save":
            self.saves = save_summary(interviewer.content, interviewer.answers, interviewer.asker) is None
            return False
        before = interviewer.answers
        interviewer.past_emergency = self.assessment.urgency is Urgency.EMERGENCY
        if choice == "menu_rest":
            interviewer.run()
        else:
            interviewer.change()
        if interviewer.answers == before:
            return False
        alarm = self.assessment.urgency is Urgency.EMERGENCY and choice != "menu_rest"
        (self.card if alarm else self.report)(self.assessment)
        return alarm

    def write(self, code: str, heading: bool = False, **params: object) -> None:
        text = say(code, self.interviewer.asker.language, **params)
        if code == "choose_one":
            text += "."
        self.interviewer.screen.write(text, "heading" if heading else "faint")
