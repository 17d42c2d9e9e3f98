"""The screens as a person sees them, as text: every change of words or layout is read as a diff.

``tests/golden/screens/GROUP.LANGUAGE.MODE.txt`` holds a few scenes each; ``> `` stands before what is typed.
``--update-golden -n 0`` writes them anew.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from baekken_cli import checking, results, saving
from baekken_cli.answers import answers_text
from baekken_cli.errors import BaekkenError
from baekken_cli.explain import error_lines
from baekken_cli.messages import MESSAGES
from baekken_cli.model import Answers, Content, Language
from baekken_cli.prompts import start
from baekken_cli.screen import Ended, PlainScreen, RichScreen
from baekken_cli.wishes import Wishes
from tests.builders import LANGUAGES, MILD, SAME_DAY_AFTER_BIRTH

GOLDEN = Path(__file__).parent / "golden" / "screens"
NOON = dt.datetime(2026, 11, 23, 12, 0)
TODAY = NOON.date()
COLUMNS = {"rich": 80, "plain": 40}


@dataclass(frozen=True, slots=True)
class Scene:
    """Answers that she has given, and what she types then; ``ja|yes`` is Danish|English.

    ``@menu_end`` is the number that stands before this line of the menu.
    ``whole``: the command ``check`` from its first line; else single questions until all is typed.
    ``since``: answers of an earlier day; ``days`` ago, None where their file has no day.
    """

    title: str
    given: Answers
    typed: tuple[str, ...]
    whole: bool = False
    since: Answers | None = None
    days: int | None = None


def before(question: str, answers: Answers = MILD) -> Answers:
    """The answers up to a question."""
    asked = list(answers)
    return {key: answers[key] for key in asked[: asked.index(question)]}


LATE: Answers = {**MILD, "weeks_pregnant": 38}
LAST_TIME: Answers = {**SAME_DAY_AFTER_BIRTH, "signs_body": ("none",)}
BAD_WEEK: Answers = {
    **MILD,
    "sites": ("si_left", "buttock"),
    "side": "left",
    "worst": 6,
    "usual": 3,
    "hard": ("walk", "stairs"),
    "hardly_possible": ("none",),
    "moves": "alone",
    "nights": "nights_4_7",
}
OWN_WORDS = "Det er værst om aftenen|It is worst in the evening"
# Week 23 now: red flags anew, less pain, one thing fewer that is hard, fewer bad nights; the rest as it was.
BETTER = (
    "8",
    "7",
    "8",
    "6",
    "s",
    *["="] * 3,
    "2",
    "=",
    "=",
    "4",
    "=",
    "3",
    "1",
    "=",
    "=",
    "2",
    "ja|yes",
    *["="] * 6,
    "q",
)

GROUPS: dict[str, tuple[Scene, ...]] = {
    "kinds": (
        Scene("one answer", {}, ("1",)),
        Scene("one answer, in words", before("pain"), ("ja|yes",)),
        Scene("several answers", before("signs_days"), ("1 3",)),
        Scene("a number", before("worst"), ("2",)),
        Scene("a number between two", before("worst"), ("6-7", "ja|yes")),
        Scene("a number, not known", before("worst"), ("ved ikke|don't know",)),
        Scene("urgent signs, week 38", before("signs_now", LATE), ("8",)),
    ),
    "weeks": (
        Scene("the week", before("weeks_pregnant"), ("31",)),
        Scene("the week, read back", before("weeks_pregnant"), ("31+4", "ja|yes")),
        Scene(
            "due date, no, in steps", before("weeks_pregnant"), ("3.2.2027", "n", "ved ikke|don't know", "4")
        ),
        Scene("steps, and back", before("weeks_pregnant"), ("ved ikke|don't know", "9", "<", "31")),
        Scene("time since", before("weeks_since", LAST_TIME), ("3 uger|3 weeks",)),
        Scene("time since, a date", before("weeks_since", LAST_TIME), ("1.11.2026", "ja|yes")),
        Scene("time since a loss", {"stage": "loss"}, ("ved ikke|don't know", "1")),
    ),
    "private": (
        Scene("skipped", before("wellbeing"), ("s",)),
        Scene("seen, and none", before("wellbeing"), ("ja|yes", "5")),
        Scene("neither yes nor no", before("wellbeing"), ("måske|maybe", "?", "v|w", "nej|no")),
    ),
    "help": (
        Scene("help", before("constant"), ("?", "2")),
        Scene("why", before("constant"), ("v|w", "2")),
        Scene("help at a yes or no", before("weeks_pregnant"), ("31+4", "?", "ja|yes")),
    ),
    "misunderstood": (
        Scene("not_understood", {}, ("hest|horse", "1")),
        Scene("not_quite", {}, ("gravdi|pregnent", "1")),
        Scene("several_fit", before("pain"), ("nej|no", "3")),
        Scene("only_one", {}, ("1 2", "1")),
        Scene("partly_understood", before("provoked_by"), ("trapper, hest|stairs, horse", "2")),
        Scene("alone", before("signs_days"), ("1 6", "6")),
        Scene("no_such_number", {}, ("12", "1")),
        Scene("number_not_understood", before("worst"), ("meget|very", "2")),
        Scene("empty", before("nights"), ("", "1")),
        Scene("nothing to keep", before("nights"), ("=", "1")),
        Scene("do not know, no such line", before("pain"), ("ved ikke|don't know", "1")),
        Scene("week_too_many", before("weeks_pregnant"), ("50", "20")),
        Scene("week not_understood", before("weeks_pregnant"), ("forår|spring", "20")),
        Scene("time_future", before("weeks_since", LAST_TIME), ("1.12.2026", "3")),
        Scene("time_date_unclear", before("weeks_since", LAST_TIME), ("31.2.2026", "3")),
        Scene("time_too_many", before("weeks_since", LAST_TIME), ("3000", "3")),
        Scene("time not_understood", before("weeks_since", LAST_TIME), ("længe|long", "3")),
    ),
    "back": (
        Scene("at the first question", {}, ("<", "1")),
        Scene("back and kept", before("signs_now"), ("<", "=", "8")),
        Scene("back and changed", before("duration"), ("<", "1", "1")),
        Scene("back to the private lines", before("pain"), ("<", "s")),
    ),
    "overview": (
        Scene("nothing answered yet", {}, ("o", "1")),
        Scene("in the middle, and on", before("onset"), ("o", "=", "2")),
        Scene("in the middle, one changed", before("duration"), ("o", "10", "3", "1")),
        Scene("before the result", MILD, ("hest|horse", "=")),
        Scene("a week changed, asked anew", MILD, ("2", "38", "8", "8", "7", "2", "=")),
    ),
    "places": (
        Scene("pregnant", before("sites"), ("1 2",)),
        Scene("after the birth", before("sites", LAST_TIME), ("2 3 4",)),
    ),
    "alarm": (
        Scene("card and its keys", before("signs_now"), ("1", "hvad|what", "q"), whole=True),
        Scene("more, and the menu", before("signs_now"), ("1", "m", "q"), whole=True),
        Scene("early week, bleeding", {**before("signs_pregnancy"), "weeks_pregnant": 9}, ("1", "q"), True),
        Scene("thoughts of harm", before("wellbeing"), ("ja|yes", "1", "q"), whole=True),
    ),
    "menu": (
        Scene(
            "kept in a file",
            before("tried"),
            ("9", "=", "@menu_save", OWN_WORDS, "?", "a.txt", "@menu_end"),
            whole=True,
        ),
        Scene(
            "looked at, nothing changed", {}, ("4", "=", "@menu_change", "=", "hest|horse", "q"), whole=True
        ),
        Scene("changed", {}, ("4", "=", "@menu_change", "1", "1", "q"), whole=True),
        Scene("clear the screen", {}, ("4", "=", "@menu_clear"), whole=True),
    ),
    "leaving": (
        Scene("the first lines, out at once", {}, ("q",), whole=True),
        Scene(
            "answers kept", before("signs_pregnancy"), ("q", "måske|maybe", "ja|yes", "a.yaml"), whole=True
        ),
        Scene("answers not kept", before("signs_pregnancy"), ("q", "nej|no"), whole=True),
        Scene("the input ends", before("signs_pregnancy"), (), whole=True),
    ),
    "again": (
        Scene("three weeks later", {}, ("=", "=", *BETTER), True, BAD_WEEK, 21),
        Scene("not pregnant any more", {}, ("2", "1", "q", "n"), True, BAD_WEEK, 21),
        Scene("a file without a day", {}, ("hest|horse", "3 uger|3 weeks", "=", "q", "n"), True, BAD_WEEK),
    ),
}
CASES = [(group, language, mode) for group in GROUPS for language in LANGUAGES for mode in COLUMNS]


# ---------------------------------------------------------------------------------- a scripted screen


class Script:
    """The lines that are typed, and everything that is on the screen."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.seen = io.StringIO()

    def read(self) -> str:
        """The next line, as it is seen when it is typed."""
        if not self.lines:
            raise Ended
        line = self.numbered(self.lines.pop(0))
        self.seen.write(f"> {line}".rstrip() + "\n")
        return line

    def numbered(self, line: str) -> str:
        """The number before a line of the menu that stands on the screen, for its code."""
        if not line.startswith("@"):
            return line
        rows = [row for row in self.seen.getvalue().splitlines() if row[:3].strip().isdigit()]
        return next(
            row[:3].strip()
            for row in reversed(rows)
            if any(text.startswith(row[5:]) for text in MESSAGES[line[1:]])
        )

    def wipe(self) -> bool:
        self.seen.write("(screen cleared)\n")
        return True


class PlainScript(Script, PlainScreen):
    """Plain, without a terminal."""

    def __init__(self, lines: list[str], width: int) -> None:
        Script.__init__(self, lines)
        PlainScreen.__init__(self, self.seen, io.StringIO(), width)


class RichScript(Script, RichScreen):
    """Rich, which writes no codes where there is no terminal."""

    def __init__(self, lines: list[str], width: int) -> None:
        Script.__init__(self, lines)
        RichScreen.__init__(self, self.seen, io.StringIO(), width, colour=False)


def screen_for(scene: Scene, language: Language, mode: str) -> PlainScript | RichScript:
    """A screen on a terminal of so many columns; the last one stays free, as in the program."""
    lines = [line.split("|")[-1 if language == "en" else 0] for line in scene.typed]
    made = RichScript if mode == "rich" else PlainScript
    return made(lines, COLUMNS[mode] - 1)


def shown(content: Content, folder: Path, group: str, language: Language, mode: str) -> str:
    """Every scene of a group under its title."""
    found = []
    for number, scene in enumerate(GROUPS[group]):
        screen = screen_for(scene, language, mode)
        if scene.whole:
            play_whole(content, scene, screen, language, folder / str(number))
        else:
            play_questions(content, scene, screen, language)
        assert screen.lines == [], f"{scene.title}: not typed: {screen.lines}"
        found.append(f"== {scene.title}\n{screen.seen.getvalue()}")
    return "\n".join(found)


def play_questions(
    content: Content, scene: Scene, screen: PlainScript | RichScript, language: Language
) -> None:
    """Question by question until all is typed; a line that is missing fails here."""
    interviewer = start(content, screen, language, TODAY, scene.given)
    while screen.lines:
        interviewer.turn()


def play_whole(
    content: Content, scene: Scene, screen: PlainScript | RichScript, language: Language, folder: Path
) -> None:
    """The command, and what its end says."""
    folder.mkdir()
    given = written(content, folder / "given.yaml", scene.given, 0)
    since = written(content, folder / "since.yaml", scene.since or {}, scene.days)
    wishes = Wishes(language, True, answers=given, since=since)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            checking.check(content, wishes, screen, screen)
    except BaekkenError as error:
        for line in error_lines(error, language):
            screen.write(line)


def written(content: Content, file: Path, answers: Answers, days: int | None) -> Path | None:
    """An answers file of so many days ago; None where there is nothing to write."""
    if not answers:
        return None
    text = answers_text(content.questionnaire, answers, "da", TODAY - dt.timedelta(days or 0))
    kept = [one for one in text.splitlines() if days is not None or "answered_on" not in one]
    private = [f"{key}: [{', '.join(answers[key])}]" for key in ("wellbeing",) if key in answers]  # type: ignore[arg-type]
    file.write_text("\n".join([*kept, *private]) + "\n", "utf-8")
    return file


class Day(dt.date):
    """A date that is always the same today."""

    @classmethod
    def today(cls) -> Day:
        return cls(TODAY.year, TODAY.month, TODAY.day)


class Moment(dt.datetime):
    """A moment that is always the same now."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Moment:
        return cls(NOON.year, NOON.month, NOON.day, NOON.hour, tzinfo=tz)


@pytest.fixture
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Always the same day at noon, and somebody sits at the keyboard."""
    clock = SimpleNamespace(date=Day, datetime=Moment)
    for module in (checking, results, saving):
        monkeypatch.setattr(module, "dt", clock)
        monkeypatch.setattr(module, "can_ask", lambda: True)


def golden(group: str, language: Language, mode: str) -> Path:
    return GOLDEN / f"{group}.{language}.{mode}.txt"


# ---------------------------------------------------------------------------------- the tests


@pytest.mark.usefixtures("one_day")
@pytest.mark.parametrize(("group", "language", "mode"), CASES)
def test_golden(
    content: Content,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    group: str,
    language: Language,
    mode: str,
) -> None:
    """Every screen, letter by letter; `--update-golden` writes them anew."""
    file = golden(group, language, mode)
    text = shown(content, tmp_path, group, language, mode)
    if request.config.getoption("--update-golden"):
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize(("group", "language", "mode"), CASES)
def test_no_line_is_too_wide(group: str, language: Language, mode: str) -> None:
    """A wider line would be broken by the terminal, anywhere."""
    lines = golden(group, language, mode).read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > COLUMNS[mode] - 1] == []


@pytest.mark.parametrize(("group", "language", "mode"), CASES)
def test_nothing_but_text(group: str, language: Language, mode: str) -> None:
    """No code of a terminal and no tab; plain also without drawing, for who listens."""
    for line in golden(group, language, mode).read_text("utf-8").splitlines():
        assert line.replace("\N{NO-BREAK SPACE}", " ").isprintable(), line
        if mode == "plain":
            assert not set(line) & set("·•│─|\\"), line


def test_no_golden_file_is_left_over() -> None:
    """A file for each group, language and mode, and none that nothing compares."""
    assert {file.name for file in GOLDEN.iterdir()} == {golden(*case).name for case in CASES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_rich_draws(language: Language) -> None:
    """Wide enough and for eyes: with the pelvis; plain: the list of places alone."""
    drawn = "/" + " " * 12 + "\\"
    assert drawn in golden("places", language, "rich").read_text("utf-8")
    assert drawn not in golden("places", language, "plain").read_text("utf-8")
