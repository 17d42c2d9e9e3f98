"""The summary to take along: its formats, what is left out of it, and how its file is written."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from baekken_cli import export
from baekken_cli.classify import classify
from baekken_cli.contacts import Reader
from baekken_cli.draw import draw
from baekken_cli.errors import UsageProblem
from baekken_cli.figures import drawn, trend_svg
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content, Language, Option, Question, RedFlag, Text, UrgencyText
from baekken_cli.page import to_page
from baekken_cli.report import Block, BlockKind, Report, build_own_page, build_report
from baekken_cli.saving import page_text
from baekken_cli.screen import PlainScreen
from baekken_cli.summary import build_summary, shareable
from baekken_cli.wishes import Wishes
from tests.builders import (
    EMERGENCY,
    LANGUAGES,
    MILD,
    ROOT,
    SAME_DAY_AFTER_BIRTH,
    as_yaml,
    clean_environment,
    flat,
)
from tests.conftest import Baekken
from tests.test_page import OWN_WORDS, everything

Saved = Callable[..., str]
GOLDEN = Path(__file__).parent / "golden"
MONDAY_MORNING = dt.datetime(2026, 11, 23, 10, 0)
CASES: dict[str, Answers] = {
    "mild_pregnant": MILD,
    "same_day_after_birth": SAME_DAY_AFTER_BIRTH,
    "emergency_ended_early": EMERGENCY,
    "everything_ticked": everything("pregnant", 30),
}
FORMATS = ("txt", "md", "html", "json")
READERS = ("clinician", "self")
KINDS = (*FORMATS, *(f"self.{kind}" for kind in FORMATS if kind != "json"), "screen")
"""The result as JSON is the same whoever reads it."""
PAIN = ((dt.date(2026, 9, 1), 3), (dt.date(2026, 10, 13), 6), (MONDAY_MORNING.date(), 10))


# ---------------------------------------------------------------------------------- golden files


def summary(content: Content, answers: Answers, language: Language, own_words: str = "") -> Report:
    return build_summary(content, shareable(content, answers), language, MONDAY_MORNING.date(), own_words)


def own_page(content: Content, answers: Answers, language: Language) -> Report:
    return build_own_page(
        content, shareable(content, answers), Reader(language, MONDAY_MORNING, "midtjylland")
    )


def figures(content: Content, answers: Answers, language: Language) -> tuple[str, ...]:
    """What stands below a summary: where it hurts, and the pain over time."""
    return (*drawn(content, shareable(content, answers), language), trend_svg(PAIN, language))


def rendered(content: Content, answers: Answers, language: Language, kind: str, own_words: str = "") -> str:
    """A page in one format, or the result as it stands on a plain screen; always the same day."""
    if kind == "screen":
        return on_screen(content, answers, language)
    if kind == "json":
        return export.to_json(export.result_document(content, shareable(content, answers), language))
    if kind.startswith("self."):
        return export.RENDERERS[kind.removeprefix("self.")](own_page(content, answers, language), ())
    report = summary(content, answers, language, own_words)
    return export.RENDERERS[kind](report, figures(content, answers, language))


def on_screen(content: Content, answers: Answers, language: Language) -> str:
    out = io.StringIO()
    reader = Reader(language, MONDAY_MORNING, "midtjylland")
    draw(build_report(content, classify(content, answers), reader), PlainScreen(out, io.StringIO(), 79))
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_golden(
    content: Content, request: pytest.FixtureRequest, case: str, language: Language, kind: str
) -> None:
    """Every format, both readers and the screen, letter by letter; `--update-golden` writes them anew."""
    golden = GOLDEN / f"{case}.{language}.{kind}"
    text = rendered(content, CASES[case], language, kind, OWN_WORDS if case == "everything_ticked" else "")
    if request.config.getoption("--update-golden"):
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    """A file for each case, language, format and reader, and none that nothing compares."""
    expected = {f"{case}.{language}.{kind}" for case in CASES for language in LANGUAGES for kind in KINDS}
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} == expected


@pytest.mark.parametrize("make", [summary, own_page])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_formats_say_the_same(
    content: Content, case: str, language: Language, make: Callable[..., Report]
) -> None:
    """Every line of a page stands in the text, the Markdown and the HTML."""
    report = make(content, CASES[case], language)
    text, page = flat(to_page(report)).casefold(), Page.read(export.to_html(report))
    markdown = Page.read(MarkdownIt().render(export.to_markdown(report)))
    for line in (report.title, *(line for block in report.blocks for line in (block.heading, *block.lines))):
        assert flat(line).casefold() in text  # a dense page has its headings in capitals
        assert flat(line) in page.text
        assert flat(line) in markdown.text


@pytest.mark.parametrize("make", [summary, own_page])
@pytest.mark.parametrize("case", CASES)
def test_text_is_narrow(content: Content, case: str, make: Callable[..., Report]) -> None:
    """It can be printed and mailed as it is."""
    for language in LANGUAGES:
        lines = to_page(make(content, CASES[case], language)).splitlines()
        assert max(map(len, lines)) <= 78


# ---------------------------------------------------------------------------------- who reads it


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("answered", LANGUAGES)
@pytest.mark.parametrize("named", [(), ("--lang", "da"), ("--lang", "en")], ids=["-", "da", "en"])
def test_the_language_of_a_page(
    baekken: Baekken, saved: Saved, named: tuple[str, ...], answered: Language, kind: str
) -> None:
    """For a clinician in Danish unless the command line names one; for herself as she answered."""
    answers = saved(f"language: {answered}\n{as_yaml(MILD)}")
    chosen = named[-1] if named else None
    args = ("export", answers, "--format", kind, *named)
    page, own = baekken(*args).out, baekken(*args, "--for", "self").out
    assert languages_in(own, kind) == {chosen or answered}
    assert languages_in(page, kind) == {chosen or (answered if kind == "json" else "da")}


def languages_in(page: str, kind: str) -> set[str]:
    """By its title and its last heading, which stand in every page."""
    if kind == "json":
        return {json.loads(page)["language"]}
    shown = page.casefold()
    titles = {
        one for one in LANGUAGES for code in ("summary", "own_page") if say(code, one).casefold() in shown
    }
    return titles | {one for one in LANGUAGES if say("limits", one).casefold() in shown}


def test_the_locale_names_no_language_of_a_page(baekken: Baekken, saved: Saved) -> None:
    """An English system does not make the midwife read English."""
    english = {"LANG": "en_GB.UTF-8"}
    page = baekken("export", saved(), env=english).out
    own = baekken("export", saved(), "--for", "self", env=english).out
    assert (languages_in(page, "txt"), languages_in(own, "txt")) == ({"da"}, {"en"})


@pytest.mark.parametrize("command", ["check", "export"])
def test_the_default_reader_is_a_clinician(
    baekken: Baekken, saved: Saved, tmp_path: Path, command: str
) -> None:
    """Both commands write the same page for the same reader."""
    pages: list[str] = []
    for more in ((), ("--for", "clinician"), ("--for", "self")):
        target = tmp_path / f"{len(pages)}.txt"
        given = ("check", "--answers", saved(), "--no-input", "--export", str(target))
        args = given if command == "check" else ("export", saved(), "--output", str(target))
        assert baekken(*args, *more).code == 0
        pages.append(target.read_text("utf-8"))
    assert pages[0] == pages[1]
    assert pages[0].splitlines()[0].casefold() == say("summary", "da").casefold()
    assert pages[2].splitlines()[0].casefold() == say("own_page", "da").casefold()


@pytest.mark.parametrize("command", ["check", "export"])
def test_an_unknown_reader_is_refused(baekken: Baekken, saved: Saved, command: str) -> None:
    """By name, with those that there are."""
    args = ("check", "--answers", saved(), "--no-input") if command == "check" else ("export", saved())
    ran = baekken(*args, "--for", "mother")
    assert (ran.code, ran.out) == (2, "")
    assert say("unknown_reader", "da", name="mother") in flat(ran.err)


@pytest.mark.parametrize("case", CASES)
def test_the_page_for_herself_is_for_doing(content: Content, case: str) -> None:
    """What to do first and when to call, without rules, sources of rules and red flags by state."""
    report = own_page(content, CASES[case], "da")
    headings = [block.heading for block in report.blocks]
    urgency = shareable(content, CASES[case]).urgency
    assert urgency is not None
    assert headings[0] == content.questionnaire.urgency_text(urgency).title.da
    assert {say("alarm", "da"), say("check_again", "da"), say("limits", "da")} <= set(headings)
    assert (say("say_on_phone", "da") in headings) == (case != "mild_pregnant")
    assert (say("tips", "da") in headings) == (not urgency.hides_class)
    assert say("why", "da") not in headings


# ---------------------------------------------------------------------------------- pages and markup


class Page(HTMLParser):
    """The tags, attributes and words of a page; every tag must be closed in its turn."""

    VOID = ("meta", "br", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []

    @classmethod
    def read(cls, source: str) -> Page:
        page = cls()
        page.feed(source)
        page.close()
        assert page.open == []
        return page

    @property
    def text(self) -> str:
        return flat(" ".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


FIGURE_TAGS = {"figcaption", "figure", "svg", "g", "path", "circle", "text", "title"}
FIGURE_ATTRIBUTES = {
    "viewbox", "width", "role", "aria-label", "fill", "stroke", "stroke-width", "font-size", "text-anchor",
    "d", "cx", "cy", "r", "x", "y",
}  # fmt: skip
OWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "section", "ul", "li", "div", "p",
    "blockquote",
}  # fmt: skip
MARKDOWN_TAGS = {"h1", "h2", "p", "ul", "li", "blockquote"}
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "![picture](https://example.org/x.png)",
    "<https://example.org>",
    "**bold** _slanted_ ~~gone~~ `code`",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "| a | b |",
    "&lt;b&gt; &amp;",
    "back\\slash \\<b>",
    "---",
    "===",
    "</p></main><p>",
)
ESCAPES = "\x1b[31mred\x1b]0;title\x07 \x9b2J"


def hostile_content(content: Content, text: str) -> Content:
    """The shipped content, every text that a summary can hold replaced by ``text``."""
    words = Text(text, text)
    questionnaire = content.questionnaire

    def question(one: Question) -> Question:
        return one._replace(short=words, options=tuple(map(option, one.options)))

    def option(one: Option) -> Option:
        return one._replace(text=words)

    def flag(one: RedFlag) -> RedFlag:
        return one._replace(title=words, short=words)

    def urgency(one: UrgencyText) -> UrgencyText:
        return one._replace(title=words, how_soon=words, request=words, check_again=words)

    return content._replace(
        questionnaire=questionnaire._replace(
            version=text,
            questions=tuple(map(question, questionnaire.questions)),
            red_flags=tuple(map(flag, questionnaire.red_flags)),
            urgencies=tuple(map(urgency, questionnaire.urgencies)),
            classifications=dict.fromkeys(questionnaire.classifications, words),
        ),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_acts_as_markup_in_a_page(content: Content, text: str) -> None:
    """The page holds its own tags and no others; the text stands there to be read."""
    hostile = hostile_content(content, text)
    shown = figures(hostile, MILD, "da")
    assert len(shown) == 2
    page = Page.read(export.to_html(summary(hostile, MILD, "da", text), shown))
    assert page.tags == OWN_TAGS - {"blockquote"} | FIGURE_TAGS
    assert page.attributes == {"lang", "charset", "name", "content"} | FIGURE_ATTRIBUTES
    assert flat(text) in page.text


@pytest.mark.parametrize("kind", ["lines", "list", "quote"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_acts_as_markup_on_any_page(text: str, kind: BlockKind) -> None:
    """Whatever a page is built of: as a title, a heading or a line."""
    report = Report("da", text, None, (Block(text, (text, text), kind),))
    plain = Report("da", "words", None, (Block("words", ("words", "words"), kind),))
    assert Page.read(export.to_html(report)).tags <= OWN_TAGS
    source = export.to_markdown(report)
    assert shape(source) == shape(export.to_markdown(plain))
    assert Page.read(MarkdownIt().render(source)).tags <= MARKDOWN_TAGS


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "text", [*HOSTILE, "\x1b[31mred\x07", "\u202egnorw", "\u200bhidden\u2066", "a\nb\tc"]
)
def test_own_words_are_inert(content: Content, text: str, kind: str) -> None:
    """No markup, no escape, no mark that turns the reading direction; the letters stand there."""
    page = rendered(content, MILD, "da", kind, text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", page)
    if kind == "html":
        assert Page.read(page).tags == OWN_TAGS - {"blockquote"} | FIGURE_TAGS
    if kind == "md":
        assert shape(page) == shape(rendered(content, MILD, "da", kind, "words"))
    if kind != "json":
        assert all(word in page for word in re.findall("[a-z]+", text.split("\x1b", maxsplit=1)[0]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_acts_as_markup_in_markdown(content: Content, text: str) -> None:
    """Read as Markdown, there are headings, lists and paragraphs; no link, picture, bold text or HTML."""
    source = export.to_markdown(summary(hostile_content(content, text), MILD, "da", text))
    plain = export.to_markdown(summary(hostile_content(content, "words"), MILD, "da"))
    page = Page.read(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))
    assert page.tags <= MARKDOWN_TAGS
    assert shape(source) == shape(plain)
    assert flat(text) in page.text


def shape(source: str) -> list[str]:
    """The blocks of a Markdown text, without their words."""
    return [token.type for token in MarkdownIt("commonmark").parse(source)]


@pytest.mark.parametrize("kind", FORMATS)
def test_no_text_acts_on_a_terminal(content: Content, kind: str) -> None:
    """No escape sequence reaches a file or, on its way there, the screen."""
    text = rendered(hostile_content(content, ESCAPES), MILD, "da", kind)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


def test_a_page_stands_alone(content: Content) -> None:
    """Nothing is fetched and nothing runs; it names its language and letters."""
    for language in LANGUAGES:
        source = rendered(content, MILD, language, "html")
        assert source.startswith(f'<!doctype html>\n<html lang="{language}">')
        assert '<meta charset="utf-8">' in source
        assert not re.search(r"https?:|src=|href=|url\(|@import|<script|<link", source)


# ---------------------------------------------------------------------------------- what is left out

PRIVATE: dict[str, Answers] = {
    "afraid": {**MILD, "wellbeing": ("afraid",)},
    "in danger": {**MILD, "wellbeing": ("danger_now",)},
    "both": {**MILD, "wellbeing": ("afraid", "danger_now")},
    "beside thoughts": {**MILD, "wellbeing": ("self_harm", "afraid")},
    "beside don't know": {**MILD, "wellbeing": ("afraid", "unsure")},
    "ended there": {key: MILD[key] for key in list(MILD)[:6]} | {"wellbeing": ("danger_now",)},
}


def private_words(content: Content) -> set[str]:
    """Every id and text that would tell: of the private lines, their flags, the line to call."""
    questionnaire = content.questionnaire
    options = [one for question in questionnaire.questions for one in question.options if one.private]
    flags = [one for one in questionnaire.red_flags if one.private]
    texts = [text for one in options for text in (one.id, one.text.da, one.text.en)]
    texts += [text for one in flags for text in (one.id, one.title.da, one.title.en)]
    texts += [text for one in flags for text in (one.short.da, one.short.en)]
    return {flat(text) for text in texts} | {"violence_line", "1888", "Lev Uden Vold"}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PRIVATE)
def test_private_answers_are_in_no_format(content: Content, name: str, language: Language, kind: str) -> None:
    """No id, no text, no contact that tells; without a result there is no summary at all."""
    assert len(private_words(content)) >= 12
    text = page_text(content, PRIVATE[name], Wishes(language, True), kind, OWN_WORDS) or ""
    assert not [word for word in private_words(content) if word in flat(text)]
    assert bool(text) == (name != "ended there")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_no_to_the_private_lines_is_not_told_either(content: Content, kind: str) -> None:
    """Else a summary without the no would tell the yes."""
    for wishes in (Wishes("da"), Wishes("da", for_herself=True)):
        said = {
            page_text(content, {**MILD, "wellbeing": ticks}, wishes, kind)
            for ticks in (("afraid",), ("danger_now",), ("afraid", "danger_now"), ("skip",))
        }
        assert len(said) == 1
    no = page_text(content, {**MILD, "wellbeing": ("none",)}, Wishes("da"), kind)
    assert no is not None
    assert not [word for word in private_words(content) if word in flat(no)]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["both", "beside thoughts", "ended there"])
def test_private_answers_are_in_no_file(
    baekken: Baekken, saved: Saved, content: Content, tmp_path: Path, name: str, kind: str
) -> None:
    """The same through both commands that write a file."""
    answers, target = saved(PRIVATE[name]), tmp_path / f"out.{kind}"
    for args in (
        ("check", "--answers", answers, "--no-input", "--export", str(target), "--force"),
        ("export", answers, "--output", str(target), "--force"),
        ("export", answers, "--format", kind),
    ):
        ran = baekken(*args)
        written = target.read_text("utf-8") if target.exists() else ""
        shown = ran.out if args[0] == "export" else ""
        assert not [word for word in private_words(content) if word in flat(written + shown)]


def test_what_is_left_out_is_said_to_everybody(baekken: Baekken, saved: Saved, tmp_path: Path) -> None:
    """On the screen, never in the file, and in the same words whether a private line was ticked or not."""
    target = tmp_path / "out.txt"
    said = set()
    for answers in (MILD, PRIVATE["afraid"], {**MILD, "wellbeing": ("skip",)}):
        ran = baekken("export", saved(answers), "--output", str(target), "--force")
        assert ran.code == 0
        assert say("private_left_out", "da") in flat(ran.err + ran.out)
        assert "tryghed derhjemme" not in target.read_text("utf-8")
        said.add((ran.out, ran.err))
    assert len(said) == 1


def test_without_enough_to_share_nothing_is_written(baekken: Baekken, saved: Saved, tmp_path: Path) -> None:
    """Where only a private line gave the result, a file would tell that there was one."""
    target = tmp_path / "out.txt"
    answers = saved(PRIVATE["ended there"])
    ran = baekken("check", "--answers", answers, "--no-input", "--export", str(target))
    assert ran.code == 0
    assert "Ring nu. Vent ikke." in ran.out
    assert not target.exists()
    assert baekken("export", answers).code == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*CASES, *(name for name in PRIVATE if name != "ended there")])
def test_an_exported_document_fed_back_is_the_same(
    baekken: Baekken, saved: Saved, tmp_path: Path, name: str, language: str
) -> None:
    """Byte by byte."""
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    answers = saved({**CASES, **PRIVATE}[name])
    for source, target in ((answers, first), (str(first), again)):
        ran = baekken("check", "--answers", source, "--no-input", "--export", str(target), "--lang", language)
        assert ran.code == 0
    assert again.read_bytes() == first.read_bytes()


# ---------------------------------------------------------------------------------- formats

STARTS = {
    "txt": "Opsummering fra baekken\n====",
    "md": "# Opsummering fra baekken\n",
    "html": "<!doctype html>\n",
    "json": '{\n  "schema": "baekken/result/1"',
}


@pytest.mark.parametrize(
    ("name", "named", "kind"),
    [
        ("a.txt", None, "txt"),
        ("a.md", None, "md"),
        ("a.html", None, "html"),
        ("a.json", None, "json"),
        ("a.HTML", None, "html"),
        ("summary", None, "txt"),
        ("min.opsummering.md", None, "md"),
        ("a.txt", "md", "md"),
        ("a.txt", "json", "json"),
        ("a.pdf", "html", "html"),
        ("a", "txt", "txt"),
        ("bæk ken.md", None, "md"),
    ],
)
def test_the_format_by_ending_or_by_name(
    baekken: Baekken, saved: Saved, tmp_path: Path, name: str, named: str | None, kind: str
) -> None:
    """The ending decides unless `--format` does."""
    target = tmp_path / name
    more = ("--format", named) if named else ()
    ran = baekken("export", saved(), "--output", str(target), *more)
    assert ran.code == 0
    assert target.read_text("utf-8").startswith(STARTS[kind])
    assert f"Gemt i {target}" in flat(ran.err + ran.out) or str(target) in (ran.err + ran.out).replace(
        "\n", ""
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_the_format_on_stdout(baekken: Baekken, saved: Saved, kind: str) -> None:
    """`baekken export ANSWERS --format F` prints it, and nothing else."""
    ran = baekken("export", saved(), "--format", kind)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(STARTS[kind])
    assert ran.out.endswith("\n")


def test_the_file_is_what_would_be_printed(baekken: Baekken, saved: Saved, tmp_path: Path) -> None:
    """An output file and a redirect cannot differ."""
    for kind in FORMATS:
        target = tmp_path / f"a.{kind}"
        assert baekken("export", saved(), "--output", str(target)).code == 0
        assert target.read_text("utf-8") == baekken("export", saved(), "--format", kind).out


@pytest.mark.parametrize("ending", ["pdf", "docx", "yaml", "text.bak"])
def test_an_unknown_ending_is_refused(baekken: Baekken, saved: Saved, tmp_path: Path, ending: str) -> None:
    """Nothing is written in a format that the name does not promise."""
    target = tmp_path / f"a.{ending}"
    ran = baekken("export", saved(), "--output", str(target))
    assert ran.code == 2
    assert not target.exists()


def test_the_summary_is_dated(baekken: Baekken, saved: Saved) -> None:
    """With the day on which it was made."""
    before = dt.date.today()
    shown = flat(baekken("export", saved()).out)
    assert any(f"Programmets råd {day.isoformat()}:" in shown for day in (before, dt.date.today()))


def test_missing_answers_give_no_summary(baekken: Baekken, saved: Saved, tmp_path: Path) -> None:
    """Exit code 3, the questions by name, and no file."""
    target = tmp_path / "a.txt"
    ran = baekken("export", saved({"stage": "pregnant"}), "--output", str(target))
    assert (ran.code, ran.out) == (3, "")
    assert "weeks_pregnant" in ran.err
    assert not target.exists()


# ---------------------------------------------------------------------------------- the file


def alone(folder: Path, *names: str) -> bool:
    """True where the folder holds these files and no half ones."""
    return sorted(path.name for path in folder.iterdir()) == sorted(names)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for what is written."""
    place = tmp_path / "out"
    place.mkdir()
    return place


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_can_read_it(folder: Path, umask: int) -> None:
    """Mode 0600, whatever the umask."""
    before = os.umask(umask)
    try:
        export.write_private(folder / "a.txt", "mine\n", force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "a.txt").stat().st_mode) == 0o600
    assert alone(folder, "a.txt")


def test_both_commands_write_for_the_owner_only(baekken: Baekken, saved: Saved, folder: Path) -> None:
    """The same on the command line."""
    baekken("export", saved(), "--output", str(folder / "a.txt"))
    baekken("check", "--answers", saved(), "--no-input", "--export", str(folder / "b.json"))
    assert alone(folder, "a.txt", "b.json")
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_file_is_not_replaced(baekken: Baekken, saved: Saved, folder: Path) -> None:
    """Exit code 2, the file as it was, and the summary on stdout instead."""
    (folder / "a.txt").write_text("old\n")
    ran = baekken("export", saved(), "--output", str(folder / "a.txt"))
    assert ran.code == 2
    assert "--force" in ran.err
    assert (folder / "a.txt").read_text() == "old\n"
    assert alone(folder, "a.txt")


def test_a_file_is_replaced_with_force(baekken: Baekken, saved: Saved, folder: Path) -> None:
    """Whole, and for the owner only, whoever could read the old one."""
    (folder / "a.txt").write_text("old\n" * 10_000)
    (folder / "a.txt").chmod(0o644)
    assert baekken("export", saved(), "--output", str(folder / "a.txt"), "--force").code == 0
    assert (folder / "a.txt").read_text("utf-8") == baekken("export", saved()).out
    assert stat.S_IMODE((folder / "a.txt").stat().st_mode) == 0o600
    assert alone(folder, "a.txt")


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("target", ["none/a.txt", ".", "a.txt/b.txt"])
def test_a_target_that_cannot_be_a_file(
    baekken: Baekken, saved: Saved, folder: Path, target: str, force: tuple[str, ...]
) -> None:
    """A missing folder, a folder, a file as folder: exit code 2, with force as well, nothing touched."""
    (folder / "a.txt").write_text("old\n")
    ran = baekken("export", saved(), "--output", str(folder / target), "--format", "txt", *force)
    assert ran.code == 2
    assert "Fejl: " in ran.err
    assert (folder / "a.txt").read_text() == "old\n"
    assert alone(folder, "a.txt")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full"])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_device_is_not_replaced(
    baekken: Baekken, saved: Saved, device: str, force: tuple[str, ...]
) -> None:
    """Nobody wants a file in its place."""
    ran = baekken("export", saved(), "--output", device, "--format", "txt", *force)
    assert ran.code == 2
    assert stat.S_ISCHR(Path(device).stat().st_mode)


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_a_link_is_not_followed(baekken: Baekken, saved: Saved, folder: Path, there: bool) -> None:
    """Without force a link is a name that is taken; with force it is replaced itself."""
    other, link = folder / "other.txt", folder / "a.txt"
    if there:
        other.write_text("old\n")
    link.symlink_to(other)
    assert baekken("export", saved(), "--output", str(link)).code == 2
    assert link.is_symlink()
    assert baekken("export", saved(), "--output", str(link), "--force").code == 0
    assert not link.is_symlink()
    assert link.read_text("utf-8").startswith(STARTS["txt"])
    assert (other.read_text() if there else "old\n") == "old\n"
    assert other.exists() == there


def test_a_full_disk_loses_nothing(saved: Saved, folder: Path) -> None:
    """No half file; exit code 2; the summary on stdout, so that the answers were not in vain."""
    ran = with_little_room("export", saved(), "--output", str(folder / "a.txt"))
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"Fejl: Kunne ikke skrive {folder / 'a.txt'}: ")
    assert "Opsummering fra baekken" in ran.stdout
    assert "Programmets råd" in ran.stdout
    assert alone(folder)


def test_a_full_disk_is_told_in_danish(saved: Saved, folder: Path) -> None:
    """The reason of the system is not pasted in as it comes, in English."""
    ran = with_little_room("export", saved(), "--output", str(folder / "a.txt"))
    assert "File too large" not in ran.stderr


def test_a_full_disk_leaves_the_old_file(saved: Saved, folder: Path) -> None:
    """With force the old summary stays until the new one is whole."""
    (folder / "a.txt").write_text("old\n")
    ran = with_little_room("export", saved(), "--output", str(folder / "a.txt"), "--force")
    assert ran.returncode == 2
    assert (folder / "a.txt").read_text() == "old\n"
    assert alone(folder, "a.txt")


def test_a_full_disk_does_not_disturb_json(saved: Saved, folder: Path) -> None:
    """The result is one document on stdout, and the file that failed is told on stderr."""
    args = ("--no-input", "--json", "--export", str(folder / "a.txt"))
    ran = with_little_room("check", "--answers", saved(), *args)
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["urgency"] == "self_care"
    assert "Opsummeringen står her i stedet" not in ran.stderr
    assert alone(folder)


def with_little_room(*args: str) -> subprocess.CompletedProcess[str]:
    """The program where no file may grow beyond 100 bytes."""
    return subprocess.run(
        [sys.executable, "-m", "baekken_cli", *args],
        capture_output=True,
        text=True,
        env=clean_environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        cwd=ROOT,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )


def test_a_name_taken_at_the_last_moment_is_not_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody made the file after it was looked for: still not replaced, and no half file stays."""
    monkeypatch.setattr(export, "refuse_target", lambda *_: None)
    (folder / "a.txt").write_text("theirs\n")
    with pytest.raises(UsageProblem) as caught:
        export.write_private(folder / "a.txt", "mine\n", force=False)
    assert caught.value.code == "file_exists"
    assert (folder / "a.txt").read_text() == "theirs\n"
    assert alone(folder, "a.txt")


def test_a_file_system_without_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick: the file is written all the same, and one that is there is not replaced."""

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    export.write_private(folder / "a.txt", "mine\n", force=False)
    assert (folder / "a.txt").read_text() == "mine\n"
    with pytest.raises(UsageProblem):
        export.write_private(folder / "a.txt", "again\n", force=False)
    assert (folder / "a.txt").read_text() == "mine\n"
    assert alone(folder, "a.txt")


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing."""

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        export.write_private(folder / "a.txt", "mine\n", force=False)
    assert alone(folder)


@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "\x1b[31m.txt", "line\nbreak.txt", "-rf.txt", " .txt"])
def test_strange_names(saved: Saved, baekken: Baekken, folder: Path, name: str) -> None:
    """Written or refused, told in one inert sentence; no traceback."""
    ran = baekken("export", saved(), "--output", str(folder / name))
    assert ran.code == (2 if len(name) > 255 else 0)
    assert "\x1b" not in ran.out + ran.err
    assert alone(folder, *([] if ran.code else [name]))


WELLBEING = (["none"], ["skip"], ["unsure"], ["afraid"], ["self_harm", "danger_now"], ["afraid", "unsure"])


@pytest.mark.parametrize("ticks", WELLBEING, ids=" ".join)
def test_an_exported_result_fed_back_is_the_same_document(
    baekken: Baekken, tmp_path: Path, ticks: list[str]
) -> None:
    """To the letter, whatever the private screen held: what was left out leaves no trace."""
    answers = tmp_path / "answers.yaml"
    answers.write_text(as_yaml({**MILD, "wellbeing": tuple(ticks)}), "utf-8")
    exported = tmp_path / "result.json"
    assert baekken("export", str(answers), "--output", str(exported)).code == 0
    again = baekken("check", "--answers", str(exported), "--no-input", "--json")
    assert (again.code, again.out) == (0, exported.read_text("utf-8"))
    assert "RF21" not in again.out
