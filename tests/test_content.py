"""The shipped content: readable, complete in both languages, sourced, and short enough to be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from baekken_cli.conditions import fits
from baekken_cli.interview import path, shown_options
from baekken_cli.loader import load_content
from baekken_cli.model import NONE, SKIP, UNSURE, Answer, Answers, Content, Question, Text, Urgency, Wording
from baekken_cli.readability import flesch_kincaid, lix, words

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire


class Both(NamedTuple):
    """One text in both languages, and where it stands."""

    place: str
    da: str
    en: str


def texts_in(part: object, place: str = "") -> Iterator[Both]:
    """Every text that a person may read, the other wordings included."""
    if isinstance(part, Text | Wording):
        yield Both(place, part.da, part.en)
    if isinstance(part, tuple) and hasattr(part, "_fields"):
        here = f"{place}/{getattr(part, 'id', type(part).__name__)}"
        for name, one in zip(part._fields, part, strict=True):
            yield from texts_in(one, f"{here}.{name}")
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_in(one, place)
    elif isinstance(part, Mapping):
        for key, one in part.items():
            yield from texts_in(one, f"{place}/{key}")


TEXTS = [*texts_in(QUESTIONNAIRE), *texts_in(CONTENT.tips)]


def test_every_text_was_found() -> None:
    """The tests below speak of hundreds of texts, not of none."""
    assert len(TEXTS) > 800
    assert {place.split("/")[1].split(".")[0] for place, _, _ in TEXTS} >= {
        "Questionnaire",
        "sleep",
        "relaxin",
    }


# ---------------------------------------------------------------------------------- readability


def test_danish_is_easy_to_read() -> None:
    """LIX of everything together."""
    assert lix("\n".join(text.da for text in TEXTS)) <= 34


def test_english_is_easy_to_read() -> None:
    """Flesch-Kincaid grade of everything together."""
    assert flesch_kincaid("\n".join(text.en for text in TEXTS)) <= 8


def test_no_single_danish_text_is_hard() -> None:
    """LIX of each text of forty words or more."""
    long = [text for text in TEXTS if len(words(text.da)) >= 40]
    assert len(long) > 10
    assert [(text.place, round(lix(text.da))) for text in long if lix(text.da) > 45] == []


def test_questions_and_tips_are_easy_each_by_themselves() -> None:
    """The one does not make up for the other."""
    for part in (texts_in(QUESTIONNAIRE), texts_in(CONTENT.tips)):
        danish = "\n".join(text.da for text in part)
        assert lix(danish) <= 34


# Pictures of a body out of place increase the fear of moving [PALSSON19] [SMERTEV] [CUH].
FORBIDDEN = {
    "da": re.compile(
        r"forskudt|forskyd|forskub|fejlstil|\w*låst|fastlås|skævvrid|skævhed|\brevet\b|\bitu\b|overrev|afrev|ustabil"
        r"|fibersprængning|gået af led|af led|ude af (plads|stilling)|fald\w* fra hinanden|gå fra hinanden",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"misalign|malalign|\block(ed|s|ing)?\b|\bshift(ed|s|ing)?\b|\btorn\b|\bunstable|instabilit"
        r"|fall\w* apart|out of place|out of line|out of alignment|dislocat|subluxat|displaced|twisted",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize(
    "text", ["Bækkenet er låst.", "leddene er fejlstillede", "en skævvridning", "ustabilt"]
)
def test_the_forbidden_danish_words_are_recognised(text: str) -> None:
    """In every form of the word."""
    assert FORBIDDEN["da"].search(text)


@pytest.mark.parametrize("text", ["a misaligned pelvis", "it is locked", "falling apart", "torn fibres"])
def test_the_forbidden_english_words_are_recognised(text: str) -> None:
    """In every form of the word."""
    assert FORBIDDEN["en"].search(text)


def test_no_text_makes_a_picture_of_a_broken_pelvis() -> None:
    """Not in a question, not in a rule, not in a tip."""
    assert [text for text in TEXTS if FORBIDDEN["da"].search(text.da)] == []
    assert [text for text in TEXTS if FORBIDDEN["en"].search(text.en)] == []


# ---------------------------------------------------------------------------------- both languages


def test_no_text_is_left_untranslated() -> None:
    """Two texts of more than three words are never the same."""
    assert [text.place for text in TEXTS if text.da == text.en and len(words(text.da)) > 3] == []


def test_no_language_is_mixed_up() -> None:
    """Danish under `da`, English under `en`: long texts are told by their small words."""
    danish = re.compile(r"\b(og|ikke|det|eller|når|hvis|du|er|til|med|som|af|på|har|kan)\b", re.IGNORECASE)
    english = re.compile(r"\b(and|not|the|or|when|if|you|is|to|with|which|of|on|has|can)\b", re.IGNORECASE)
    for text in (text for text in TEXTS if len(words(text.da)) > 6 and len(words(text.en)) > 6):
        assert len(danish.findall(text.da)) >= len(english.findall(text.da)), text
        assert len(english.findall(text.en)) >= len(danish.findall(text.en)), text


def test_every_text_is_tidy() -> None:
    """Written in both languages, on one line, without stray spaces or characters that do not print."""
    for text in TEXTS:
        for one in (text.da, text.en):
            assert one
            assert one == " ".join(one.split())
            assert one.isprintable()


def test_figures_are_the_same_in_both_languages() -> None:
    """A dose, a week or a number of hours is not changed by translating."""

    def figures(text: str) -> list[str]:
        in_words = re.sub(r"24 (hours|timer)", "a day", text)  # Danish says et døgn
        return sorted(re.findall(r"\d+", in_words))

    assert [text for text in TEXTS if figures(text.da) != figures(text.en)] == []


# ---------------------------------------------------------------------------------- sources


def test_every_rule_has_sources() -> None:
    """Rules, signs, contacts, advice, alarm signs and ways out name entries of the bibliography."""
    questionnaire = QUESTIONNAIRE
    cited = [(rule.id, rule.sources) for rule in questionnaire.rules]
    cited += [(flag.id, flag.sources) for flag in questionnaire.red_flags]
    cited += [(contact.id, contact.sources) for contact in questionnaire.contacts]
    cited += [(advice.id, advice.sources) for advice in questionnaire.advice]
    cited += [(sign.id, sign.sources) for sign in questionnaire.alarm_signs]
    cited += [(way_out.id, way_out.sources) for way_out in questionnaire.exits]
    for name, sources in cited:
        assert sources, name
        assert set(sources) <= set(CONTENT.sources), name


def test_every_tip_has_sources_and_strength() -> None:
    """And every source a title, a kind, and how much of it was read."""
    for topic in CONTENT.tips:
        assert topic.tips, topic.id
        for tip in topic.tips:
            assert tip.sources, tip.id
            assert set(tip.sources) <= set(CONTENT.sources), tip.id
            assert tip.strength in ("strong", "some", "experience")
    for source in CONTENT.sources.values():
        assert source.title
        assert source.kind
        assert source.read


# What readers ask about, by the word they type.
ASKED_FOR = (
    "bækkenløsning",
    "relaxin",
    "årsager",
    "symptomer",
    "gener",
    "forstuvet",
    "forløb",
    "bækkendysfunktion",
    "ny-graviditet",
    "foreningen",
    "psyke",
    "kontakt",
    "arbejde",
    "sex",
    "hverdag",
    "søvn",
    "trapper",
    "løft",
    "træning",
    "vand",
    "bælte",
    "varme",
    "medicin",
    "behandling",
    "fødsel",
    "amning",
    "efter-fødslen",
)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_topic_that_readers_ask_about_is_there(name: str) -> None:
    """Under that Danish word, with at least four tips."""
    found = [topic for topic in CONTENT.tips if topic.name.da == name]
    assert len(found) == 1
    assert len(found[0].tips) >= 4


def test_after_a_loss_no_tip_speaks_of_a_baby() -> None:
    """Tips for everybody are for those who lost a pregnancy too."""
    baby = re.compile(
        r"\b(baby|babies|barn|barnet|barnets|børn|child|children|nyfødt\w*|newborn|amme\w*|amning\w*"
        r"|breastfeed\w*|fosteret?|fetus)\b",
        re.IGNORECASE,
    )
    for topic in CONTENT.tips:
        for tip in topic.tips:
            if not tip.stages or "loss" in tip.stages:
                assert not baby.search(f"{tip.text.da} {tip.text.en}"), (topic.id, tip.id)


# ---------------------------------------------------------------------------------- questions

STEPS = {
    question.id: [option.id for option in question.options]
    for question in QUESTIONNAIRE.questions
    if question.id in ("weeks_pregnant", "weeks_since")
}
WHEN: list[Answers] = [
    *({"stage": "pregnant", "weeks_pregnant": week} for week in (*range(44), *STEPS["weeks_pregnant"])),
    *(
        {"stage": stage, "weeks_since": week}
        for stage in ("postpartum", "loss")
        for week in (*range(110), 2600, *STEPS["weeks_since"])
    ),
    {"stage": "neither"},
]


def screens(start: Answers) -> dict[str, list[str]]:
    """The screens of signs in this week, each with the ids of the lines it shows."""
    found: dict[str, list[str]] = {}
    answers: dict[str, Answer] = dict(start)
    for question, facts in path(QUESTIONNAIRE, answers):
        if question.topic == "signs":
            found[question.id] = [option.id for option in shown_options(question, facts)]
            answers[question.id] = (NONE,)
    return found


def test_a_screen_is_short_in_every_week_and_stage() -> None:
    """At most seven lines beside none, don't know and skip, so that it is read to its end."""
    for start in WHEN:
        for name, shown in screens(start).items():
            lines = [one for one in shown if one not in (NONE, UNSURE, SKIP)]
            assert 1 <= len(lines) <= 7, (start, name, lines)


def test_there_are_few_screens() -> None:
    """At most six in every week and stage; none where the rules do not apply."""
    counts = {len(screens(start)) for start in WHEN}
    assert max(counts) <= 6
    assert screens({"stage": "neither"}) == {}
    assert screens({"stage": "postpartum", "weeks_since": 2600}) == {}


def test_every_screen_can_be_answered_by_everybody() -> None:
    """`none` and `unsure` stand on each of them, at the end."""
    for start in WHEN:
        for name, shown in screens(start).items():
            assert NONE in shown, (start, name)
            assert UNSURE in shown, (start, name)
            assert set(shown[-3:]) & {NONE, UNSURE, SKIP} >= {NONE, UNSURE}


def test_no_line_is_shown_never() -> None:
    """Every line of every screen stands in some week of some stage."""
    seen: dict[str, set[str]] = {}
    for start in WHEN:
        for name, shown in screens(start).items():
            seen.setdefault(name, set()).update(shown)
    for question in QUESTIONNAIRE.questions:
        if question.topic == "signs":
            assert seen[question.id] == {option.id for option in question.options}


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_every_question_has_help_and_why(question: Question) -> None:
    """Two sentences that can be asked for at any time, and a short name for the summary."""
    for text in (question.text, question.help, question.why, question.short):
        assert text is not None
        assert len(text.da.strip()) > 1
        assert len(text.en.strip()) > 1


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_every_question_takes_a_dont_know_or_needs_none(question: Question) -> None:
    """Nobody is made to guess, except about what everybody knows."""
    known_by_everybody = ("stage", "weeks_since", "pain", "side", "support", "worries", "tried")
    assert question.option(UNSURE) or question.id in known_by_everybody


def test_private_lines_stand_behind_a_question_of_their_own() -> None:
    """Nothing private is shown before she says that she is alone, and it can be skipped."""
    for question in QUESTIONNAIRE.questions:
        if any(option.private for option in question.options):
            assert question.gate
            assert question.option(SKIP)


def test_every_flag_on_a_screen_has_a_rule() -> None:
    """A tick that counts for nothing would be a false comfort."""
    for start in WHEN:
        for question, facts in path(QUESTIONNAIRE, start):
            for option in shown_options(question, facts):
                assert set(option.raises) <= {flag.id for flag in QUESTIONNAIRE.red_flags}
                if question.topic == "signs" and option.id not in (NONE, UNSURE, SKIP):
                    assert option.raises, (question.id, option.id)


# ---------------------------------------------------------------------------------- the result


@pytest.mark.parametrize("urgency", Urgency)
def test_every_urgency_has_rules_and_words(urgency: Urgency) -> None:
    """None that no answers can lead to, and none without a title."""
    assert any(rule.urgency is urgency for rule in QUESTIONNAIRE.rules)
    assert QUESTIONNAIRE.urgency_text(urgency).title.da


def test_every_rule_with_an_urgency_names_a_contact() -> None:
    """Whom to call is never left open."""
    assert [rule.id for rule in QUESTIONNAIRE.rules if rule.urgency and not rule.contacts] == []


def test_the_net_is_cautious() -> None:
    """What no rule fits is never the mildest."""
    net = [rule for rule in QUESTIONNAIRE.rules if rule.otherwise]
    assert len(net) == 1
    assert net[0].urgency is not None
    assert net[0].urgency is not Urgency.SELF_CARE


def test_alarm_signs_are_listed_for_everybody() -> None:
    """In every stage at least the four that everybody should know."""
    for stage in ("pregnant", "postpartum", "loss", "neither"):
        shown = [sign for sign in QUESTIONNAIRE.alarm_signs if fits(sign.condition, {"stage": stage})]
        assert {"call_112", "nerves", "fever", "leg"} <= {sign.id for sign in shown}


def test_nobody_has_reviewed_the_content_yet(content: Content) -> None:
    """Until a clinician has, the file says so, and with it the program."""
    assert content.questionnaire.last_review is None
