"""The page of text: it fits on paper, keeps what matters, says it in order, and tells nothing private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from baekken_cli import __version__
from baekken_cli.contacts import Reader
from baekken_cli.interview import shown_options
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Answers, Assessment, Facts, Language, Question
from baekken_cli.page import ROWS, WIDTH, fits, to_page
from baekken_cli.phone import matters_named
from baekken_cli.reasons import answer_line, flag_words
from baekken_cli.report import Block, Report, build_own_page
from baekken_cli.summary import build_summary, shareable
from tests.builders import LANGUAGES, MILD, flat
from tests.strategies import complete_answers, draw_answer, filled, mildest

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
NOW = dt.datetime(2026, 11, 23, 10, 0)
OWN_WORDS = ("Jeg kan ikke løfte mit barn op i sengen mere, og jeg er bange for at miste mit job. " * 3)[:200]
BURNING: Answers = {**MILD, "signs_days": ("burning",)}
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Every stage in every week that asks for other signs.
STAGES: tuple[tuple[str, int], ...] = (
    ("pregnant", 10),
    ("pregnant", 13),
    ("pregnant", 21),
    ("pregnant", 30),
    ("pregnant", 38),
    ("postpartum", 2),
    ("postpartum", 8),
    ("postpartum", 60),
    ("loss", 3),
    ("loss", 60),
)


def everything(stage: str, weeks: int) -> Answers:
    """Every line ticked that can be, of one answer the longest, of numbers the worst."""

    def answer(question: Question, facts: Facts) -> Answer:
        options = shown_options(question, facts)
        if question.id in ("stage", "pain"):
            return stage if question.id == "stage" else "current"
        if question.kind == "number":
            return weeks if question.unit != "score" else question.high
        if question.kind == "choice":
            return max(options, key=lambda one: len(one.text.da)).id
        return tuple(one.id for one in options if not one.alone)

    return filled(CONTENT, {}, answer)


def clinician(answers: Answers, language: Language, own_words: str = "") -> Report:
    return build_summary(CONTENT, shareable(CONTENT, answers), language, NOW.date(), own_words)


def for_herself(answers: Answers, language: Language) -> Report:
    return build_own_page(CONTENT, shareable(CONTENT, answers), Reader(language, NOW))


@st.composite
def much_ticked(draw: st.DrawFn) -> Answers:
    """Nearly everything ticked: each screen whole, by half, not known, or as chance has it."""
    stage, weeks = draw(st.sampled_from(STAGES))
    whole = everything(stage, weeks)

    def answer(question: Question, facts: Facts) -> Answer:
        ticks = whole.get(question.id)
        how = draw(st.sampled_from(("whole", "whole", "half", "unsure", "chance")))
        if question.id in ("stage", "pain") or question.unit == "pregnancy_week":
            return whole[question.id]
        if how == "unsure" and question.option(UNSURE):
            return (UNSURE,) if question.kind == "ticks" else UNSURE
        if how in ("chance", "unsure") or ticks is None:
            return draw_answer(draw, question, facts, 3)
        return ticks[:: 1 if how == "whole" else 2] if isinstance(ticks, tuple) else ticks

    return filled(CONTENT, {}, answer)


ANY_ANSWERS = st.one_of(complete_answers(CONTENT), much_ticked())


# ---------------------------------------------------------------------------------- it fits on paper


def is_one_page(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) <= ROWS == 55 and max(map(len, lines)) <= WIDTH == 78


@given(answers=ANY_ANSWERS, language=st.sampled_from(LANGUAGES))
@FEW
def test_a_page_for_a_clinician_is_one_page(answers: Answers, language: Language) -> None:
    """55 lines of 78 columns, whatever was answered, with 200 characters of her own."""
    assert is_one_page(to_page(clinician(answers, language, OWN_WORDS)))


@EACH_LANGUAGE
@pytest.mark.parametrize(("stage", "weeks"), STAGES)
def test_everything_ticked_is_one_page(stage: str, weeks: int, language: Language) -> None:
    """The longest that can be answered; and it is told how much was left out."""
    report = clinician(everything(stage, weeks), language, OWN_WORDS)
    assert is_one_page(to_page(report))
    assert OWN_WORDS[:60] in flat(to_page(report))


def test_a_long_list_says_how_much_is_left_out() -> None:
    """`og N mere`, and what is shown and left out together are what was ticked."""
    answers = everything("pregnant", 30)
    [line] = [
        line
        for block in clinician(answers, "da", OWN_WORDS).blocks
        for line in block.lines
        if line.startswith("Hvor: ")
    ]
    *shown, more = line.removeprefix("Hvor: ").split("; ")
    left_out = int(more.removeprefix("og ").removesuffix(" mere"))
    ticked = answers["sites"]
    assert isinstance(ticked, tuple)
    assert len(shown) + left_out == len(ticked)


def test_the_background_is_cut_as_well() -> None:
    """Where everything was answered, its long list says how much is left out."""
    report = clinician(everything("pregnant", 30), "da", OWN_WORDS)
    assert any(line.endswith(" mere") for line in blocks(report)["background"])


@pytest.mark.parametrize("own_words", ["x" * 1000, "ord " * 300, "a\nb\n" * 200])
def test_own_words_push_nothing_off_the_page(own_words: str) -> None:
    """They are cut at 200 characters and stand in one line or paragraph."""
    page = to_page(clinician(everything("postpartum", 8), "da", own_words))
    assert is_one_page(page)
    assert page.rstrip().endswith("fagperson.")
    own = page.split("Egne ord: ")[1].split("\nHUSK\n")[0]
    assert 190 < len(own.replace("\n", " ")) <= 205  # with its line breaks


@pytest.mark.parametrize("own_words", ["", "  \n "])
def test_without_own_words_there_is_room_to_write(own_words: str) -> None:
    """A line to fill in by hand."""
    assert say("room_for_own_words", "da") in to_page(clinician(MILD, "da", own_words))


# ---------------------------------------------------------------------------------- what is never cut

STATES = ("raised", "unsure", "denied")


def named_in(page: str, state: str, language: Language) -> str:
    """What the page names after this state of red flags; nothing where it does not name the state."""
    labels = {one: flat(say(f"flags_{one}", language, flags="")) for one in STATES}
    _, label, after = flat(page).partition(labels[state])
    ends = [after.find(labels[one]) for one in STATES if labels[one] in after]
    return after[: min(ends, default=len(after))] if label else ""


def unnamed(page: str, assessment: Assessment, language: Language) -> Iterator[str]:
    """Every flag that the page does not name in its place, by title, in short or in the words ticked."""
    for state in STATES:
        text = named_in(page, state, language)
        for flag in QUESTIONNAIRE.red_flags:
            words = (flag.title, flag.short, flag_words(QUESTIONNAIRE, flag, assessment))
            asked = flag.id in getattr(assessment.red_flags, state)
            if asked and not any(one.to(language) in text for one in words):
                yield f"{flag.id} {state}"


@given(answers=ANY_ANSWERS, language=st.sampled_from(LANGUAGES))
@FEW
def test_no_red_flag_is_cut(answers: Answers, language: Language) -> None:
    """Raised, not known or denied: each stands there, however much else had to go."""
    assessment = shareable(CONTENT, answers)
    if assessment.exit is None:
        page = to_page(clinician(answers, language, OWN_WORDS))
        assert list(unnamed(page, assessment, language)) == []


@EACH_LANGUAGE
@pytest.mark.parametrize(("stage", "weeks"), STAGES)
def test_no_red_flag_is_cut_beside_everything(stage: str, weeks: int, language: Language) -> None:
    """The same for the longest page; on it many flags are raised."""
    answers = everything(stage, weeks)
    assessment = shareable(CONTENT, answers)
    assert len(assessment.red_flags.raised) > 10
    page = to_page(clinician(answers, language, OWN_WORDS))
    assert list(unnamed(page, assessment, language)) == []


# ---------------------------------------------------------------------------------- in order

SBAR = ("situation", "background", "assessment", "request", "limits")


@given(answers=ANY_ANSWERS, language=st.sampled_from(LANGUAGES))
@FEW
def test_the_order_is_sbar(answers: Answers, language: Language) -> None:
    """Situation, background, assessment, request, and then the footer."""
    shared = shareable(CONTENT, answers)
    assume(shared.is_conclusive)  # of others no page is made
    report = clinician(answers, language)
    headings = {say(code, language).upper(): code for code in SBAR}
    found = [headings[line.upper()] for line in to_page(report).splitlines()[1:] if line.upper() in headings]
    asked = [code for code in SBAR if code in found]
    assert found == asked
    assert len(found) == len(report.blocks)
    if shared.exit is None:
        assert {"situation", "assessment", "request", "limits"} <= set(found)


def blocks(report: Report) -> dict[str, list[str]]:
    """The lines under each heading, by its code."""
    headings = {say(code, report.language): code for code in SBAR}
    return {headings[block.heading]: list(block.lines) for block in report.blocks}


@EACH_LANGUAGE
def test_the_situation_in_a_few_lines(language: Language) -> None:
    """The week, the matter, since when and what was advised: nothing else, in one language."""
    assessment = shareable(CONTENT, BURNING)
    report = clinician(BURNING, language)
    assert report.language == language
    situation = blocks(report)["situation"]
    named = "; ".join(matters_named(CONTENT, assessment, language))
    since = [
        answer_line(one, assessment, language)
        for one in QUESTIONNAIRE.questions
        if one.id in ("onset", "duration")
    ]
    assert named
    assert since
    assert say("main_problem", language, matters=named) in situation
    assert "; ".join(since) in situation


@EACH_LANGUAGE
def test_without_an_urgency_only_that_is_the_situation(language: Language) -> None:
    """A way out was taken, so nothing was advised."""
    assert blocks(clinician({"stage": "neither"}, language))["situation"] == [
        say("advised_none", language, date=NOW.date().isoformat())
    ]


@EACH_LANGUAGE
def test_a_page_with_room_has_the_titles_of_red_flags(language: Language) -> None:
    """In short only where something has to go."""
    assessment = shareable(CONTENT, BURNING)
    titles = [
        flag_words(QUESTIONNAIRE, one, assessment).to(language)
        for one in QUESTIONNAIRE.red_flags
        if one.id in assessment.red_flags.raised
    ]
    lines = blocks(clinician(BURNING, language))["assessment"]
    assert titles
    assert say("flags_raised", language, flags="; ".join(dict.fromkeys(titles))) in lines


@given(answers=ANY_ANSWERS, language=st.sampled_from(LANGUAGES))
@FEW
def test_the_footer_says_who_answered(answers: Answers, language: Language) -> None:
    """Told by the patient, not examined; with which program and content."""
    page = to_page(clinician(answers, language, OWN_WORDS))
    patient_reported = {"da": "Besvaret af brugeren selv, ikke undersøgt", "en": "Answered by the user, not"}
    ending = flat(page.splitlines()[-2] + " " + page.splitlines()[-1])
    assert patient_reported[language] in flat(page)
    assert f"baekken {__version__}" in ending
    assert QUESTIONNAIRE.version in ending


@given(answers=ANY_ANSWERS, language=st.sampled_from(LANGUAGES))
@FEW
def test_no_classification_beside_an_alarm(answers: Answers, language: Language) -> None:
    """A name for the pain would reassure, and so would saying what it points to."""
    assessment = shareable(CONTENT, answers)
    names = [one.to(language) for one in QUESTIONNAIRE.classifications.values()]
    page = flat(to_page(clinician(answers, language)))
    shown = [name for name in names if say("points_to", language, classification=name) in page]
    alarmed = assessment.urgency is not None and assessment.urgency.hides_class
    if alarmed:
        assert [name for name in names if name in page] == []
    elif assessment.urgency is not None and assessment.classification is not None:
        assert shown == [QUESTIONNAIRE.classifications[assessment.classification].to(language)]


# ---------------------------------------------------------------------------------- nothing private

PRIVATE = tuple(
    (question, option.id)
    for question in QUESTIONNAIRE.questions
    for option in question.options
    if option.private
)


def private_words(language: Language) -> set[str]:
    """Everything that would tell: lines and red flags."""
    lines = {option.text.to(language) for question, _ in PRIVATE for option in question.options
             if option.private}  # fmt: skip
    flags = [flag for flag in QUESTIONNAIRE.red_flags if flag.private]
    return lines | {text.to(language) for flag in flags for text in (flag.title, flag.short)} | {"RF21"}


@given(
    answers=ANY_ANSWERS,
    private=st.sampled_from([("afraid",), ("danger_now",), ("afraid", "danger_now")]),
    language=st.sampled_from(LANGUAGES),
)
@FEW
def test_nothing_private_is_on_a_page(answers: Answers, private: tuple[str, ...], language: Language) -> None:
    """Neither page holds a word of it, and each is the same as if the screen had been skipped."""
    assume("wellbeing" in answers)
    ticked = {**answers, "wellbeing": private}
    skipped = {**answers, "wellbeing": (SKIP,)}
    assert to_page(clinician(ticked, language)) == to_page(clinician(skipped, language))
    assert to_page(for_herself(ticked, language)) == to_page(for_herself(skipped, language))
    for report in (clinician(ticked, language), for_herself(ticked, language)):
        assert not [word for word in private_words(language) if word in flat(to_page(report))]


def test_there_is_something_private() -> None:
    """Else the test above would hold for nothing."""
    assert {option_id for _, option_id in PRIVATE} == {"afraid", "danger_now"}
    assert len(private_words("da")) >= 4


# ---------------------------------------------------------------------------------- as airy as fits

WORDS = st.text("abcdefgh ", min_size=1, max_size=200).filter(str.strip)
BLOCKS = st.builds(
    Block,
    heading=st.text("abcdefgh", min_size=1, max_size=20),
    lines=st.lists(WORDS, min_size=1, max_size=5).map(tuple),
    kind=st.sampled_from(("lines", "list", "quote")),
)
REPORTS = st.builds(
    Report,
    language=st.just("da"),
    title=st.text("abcdefgh", min_size=1, max_size=20),
    urgency=st.none(),
    blocks=st.lists(BLOCKS, min_size=1, max_size=6).map(tuple),
)


@given(report=REPORTS)
@FEW
def test_the_airiest_page_that_fits_is_taken(report: Report) -> None:
    """A page gives way to a denser one only where it would be too long."""
    by_rows = {rows: to_page(report, WIDTH, rows) for rows in range(200)}
    lengths = sorted({len(page.splitlines()) for page in by_rows.values()})
    for rows, page in by_rows.items():
        fitting = [length for length in lengths if length <= rows]
        assert len(page.splitlines()) == (fitting[-1] if fitting else lengths[0])
        assert fits(report, WIDTH, rows) == (lengths[0] <= rows)


@given(report=REPORTS)
@FEW
def test_layouts_from_airy_to_dense(report: Report) -> None:
    """With room: underlined headings and blank lines. Without: neither; the words are the same."""
    airy, dense = to_page(report, WIDTH, 1000), to_page(report, WIDTH, 0)
    assert airy.splitlines()[1] == "=" * len(report.title)
    assert airy.count("\n\n") == len(report.blocks)
    assert "\n\n" not in dense
    assert dense.splitlines()[0] == report.title.upper()
    assert letters(airy) == letters(dense)


def letters(page: str) -> str:
    return "".join(char for char in page.lower() if char in "abcdefgh")


def test_a_small_page_is_airy() -> None:
    """Nobody's page is squeezed without need."""
    quiet = filled(CONTENT, {"stage": "pregnant", "weeks_pregnant": 20, "pain": "never"}, mildest)
    assert quiet["signs_now"] == (NONE,)
    assert to_page(clinician(quiet, "da")).splitlines()[1] == "=" * len(say("summary", "da"))
