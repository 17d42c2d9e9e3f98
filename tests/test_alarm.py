"""The alarm on one small screen: for every emergency, day and night, every region and several widths."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from baekken_cli.alarm import alarm_card
from baekken_cli.classify import classify, is_emergency
from baekken_cli.contacts import Reader, first_contact, ordered
from baekken_cli.interview import replay, shown_options, walk
from baekken_cli.loader import load_content
from baekken_cli.messages import say
from baekken_cli.model import NONE, Answer, Answers, Assessment, Facts, Language, Question, Urgency
from baekken_cli.phone import phone_script
from baekken_cli.reasons import deciding_rules
from tests import test_cases
from tests.builders import LANGUAGES

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
BY_DAY = dt.datetime(2026, 11, 25, 10, 0)
AT_NIGHT = dt.datetime(2026, 11, 25, 2, 0)
REGIONS = (None, *(one.id for one in QUESTIONNAIRE.regions))
COLUMNS = (39, 59, 79, 87)
NARROW, MIDDLING, WIDE, VERY_WIDE = 24, 59, 79, 400
MOST_ROWS = 10
WEEKS: dict[str, tuple[Answer, ...]] = {
    "pregnant": (8, 19, 21, 30, 38, "unsure"),
    "postpartum": (1, 30),
    "loss": (1, 30),
}
EMERGENCIES = [one.id for one in QUESTIONNAIRE.rules if one.urgency is Urgency.EMERGENCY]

EACH_READER = pytest.mark.parametrize(
    "reader",
    [
        pytest.param(Reader(language, now, region), id=f"{language} {now:%H:%M} {region}")
        for language in LANGUAGES
        for now in (BY_DAY, AT_NIGHT)
        for region in REGIONS
    ],
)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


# ---------------------------------------------------------------------------------- who gets an alarm


def told(answers: Answers) -> Assessment:
    """What the answers give as far as she is asked: an emergency ends the questions."""
    found: dict[str, Answer] = {}
    for question, _, answer in walk(QUESTIONNAIRE, answers):
        if answer is None:
            break
        found[question.id] = answer
        if answer != (NONE,) and is_emergency(CONTENT, found):
            break
    return classify(CONTENT, found)


def starts() -> Iterator[Answers]:
    """Every stage, in weeks that change the lines or whom to call."""
    for stage, weeks in WEEKS.items():
        key = "weeks_pregnant" if stage == "pregnant" else "weeks_since"
        yield from ({"stage": stage, key: week} for week in weeks)


def ticking(start: Answers, lines: frozenset[str]) -> Answers:
    """Whoever ticks these lines wherever she sees them and none else, up to the last screen of signs."""
    found: dict[str, Answer] = {}

    def answer_to(question: Question, facts: Facts) -> Answer:
        shown = [option.id for option in shown_options(question, facts)]
        return start.get(question.id) or tuple(one for one in shown if one in lines) or (NONE,)

    for question, _, answer in replay(QUESTIONNAIRE, answer_to):
        if question.topic not in ("who", "signs") or answer is None:
            break
        found[question.id] = answer
    return found


def lines_of(question: Question) -> Iterator[frozenset[str]]:
    """Every sign of a screen alone, and all at once."""
    signs = [option.id for option in question.options if option.raises]
    for count in (1, len(signs)):
        yield from map(frozenset, itertools.combinations(signs, count))


@functools.cache
def alarms() -> tuple[Assessment, ...]:
    """The alarms of the named people and of whoever ticks one or all lines of a screen.

    Those that rest on the same rules and lead to the same contacts stand here once for each start.
    """
    screens = [one for one in QUESTIONNAIRE.questions if one.topic == "signs"]
    ticks = [lines for screen in screens for lines in lines_of(screen)]
    answered = [one.answers for one in test_cases.ALL if one.result.urgency == Urgency.EMERGENCY]
    answered += [ticking(start, lines) for start in starts() for lines in ticks]
    found: dict[tuple[object, ...], Assessment] = {}
    for answers in answered:
        one = told(answers)
        if one.urgency is Urgency.EMERGENCY:
            rules = tuple(rule.id for rule in deciding_rules(one))
            found.setdefault((rules, one.contacts, one.answers["stage"]), one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Card:
    """A card, what it is about, and how wide the screen is."""

    about: Assessment
    columns: int
    lines: list[str]


@functools.cache
def cards(reader: Reader) -> tuple[Card, ...]:
    """Every alarm at every width; the region only matters where a number is a region's."""
    found = []
    for one in alarms():
        phones = [phone for name in one.contacts for phone in QUESTIONNAIRE.contact(name).phones]
        if reader.region is None or any(phone.region for phone in phones):
            found += [Card(one, wide, alarm_card(CONTENT, one, reader, wide)) for wide in COLUMNS]
    return tuple(found)


def rows(card: list[str], columns: int) -> list[str]:
    """The card as it is broken on the screen."""
    return [row for line in card for row in textwrap.wrap(line, columns, break_on_hyphens=False)]


def title(language: Language) -> str:
    return QUESTIONNAIRE.urgency_text(Urgency.EMERGENCY).title.to(language)


def to_do(assessment: Assessment, language: Language) -> list[str]:
    """What the deciding rules say to do while she calls."""
    return [rule.do.to(language) for rule in deciding_rules(assessment) if rule.do]


def calming(language: Language) -> list[str]:
    """Names of the classes, what rules mean, what may be expected, and the tips."""
    named = [one.to(language) for one in QUESTIONNAIRE.classifications.values()]
    means = [one.meaning.to(language) for one in QUESTIONNAIRE.rules if one.meaning]
    advice = [one.text.to(language) for one in QUESTIONNAIRE.advice if one.text]
    tips = [
        text.to(language) for topic in CONTENT.tips for text in (topic.title, *(t.text for t in topic.tips))
    ]
    return [*named, *means, *advice, *tips]


# ---------------------------------------------------------------------------------- the tests


def test_every_emergency_rule_is_tried() -> None:
    """What follows holds for all of them, alone and beside each other."""
    deciding = [[rule.id for rule in deciding_rules(one)] for one in alarms()]
    assert {name for names in deciding for name in names} == set(EMERGENCIES)
    assert max(map(len, deciding)) >= 5


@EACH_READER
def test_it_fits_on_a_small_screen(reader: Reader) -> None:
    """At most ten rows, however narrow."""
    for card in cards(reader):
        assert len(rows(card.lines, card.columns)) <= MOST_ROWS, card


@EACH_READER
def test_first_and_last_say_what_to_do(reader: Reader) -> None:
    """The first line is the title; the last is the title and whom to call now."""
    for card in cards(reader):
        whom = ordered(QUESTIONNAIRE, card.about.contacts, reader.now)[0].name.to(reader.language)
        assert card.lines[0] == title(reader.language)
        again = f"{title(reader.language)} {whom}."
        fits = len(textwrap.wrap(again, card.columns, break_on_hyphens=False)) <= 2
        assert card.lines[-1] == (again if fits else title(reader.language))


@EACH_LANGUAGE
def test_the_last_line_comes_before_the_numbers(language: Language) -> None:
    """At night all regions have their number; what to do stands on a narrow card twice all the same."""
    reader = Reader(language, AT_NIGHT)
    for one in alarms():
        card = alarm_card(CONTENT, one, reader, NARROW)
        assert card[0] == title(language)
        assert card[-1].startswith(title(language))
        assert len(card) > 1


@EACH_READER
def test_the_first_number_is_there(reader: Reader) -> None:
    """Whom to call first, with the number where there is one, right below the title."""
    for card in cards(reader):
        whom = ordered(QUESTIONNAIRE, card.about.contacts, reader.now)[0]
        assert card.lines[1] == first_contact(QUESTIONNAIRE, [whom.id], reader)


@EACH_LANGUAGE
def test_the_second_is_named_where_the_number_does_not_fit(language: Language) -> None:
    """Whom to call else is there on a middling screen, in full or by name."""
    reader, shortened = Reader(language, BY_DAY), 0
    for one in alarms():
        card = alarm_card(CONTENT, one, reader, MIDDLING)
        for second in ordered(QUESTIONNAIRE, one.contacts, reader.now)[1:2]:
            in_full = first_contact(QUESTIONNAIRE, [second.id], reader) in card
            assert in_full or f"{second.name.to(language)}." in card
            shortened += not in_full
    assert shortened


@EACH_READER
def test_what_to_do_meanwhile_is_there(reader: Reader) -> None:
    """A rule that says what to do says it on the card, where only one does and there is room."""
    tried = 0
    for card in cards(reader):
        doing = to_do(card.about, reader.language)
        if len(doing) == 1 and card.columns >= WIDE:
            assert doing[0] in card.lines
            tried += 1
    assert tried > 20


@EACH_READER
def test_nothing_on_it_calms(reader: Reader) -> None:
    """No class, no meaning, no outlook, no tip."""
    words = calming(reader.language)
    for card in cards(reader):
        shown = "\n".join(card.lines)
        assert [one for one in words if one in shown] == []


@EACH_LANGUAGE
def test_words_to_say_name_the_matter(language: Language) -> None:
    """On a wide screen she can read aloud why she calls, not only her week."""
    start, because = (
        say("say_this", language, words=""),
        say("phone_matter", language, matters="").rstrip("."),
    )
    wide = [card for card in cards(Reader(language, BY_DAY)) if card.columns == max(COLUMNS)]
    said = [line for card in wide for line in card.lines]
    spoken = [line for line in said if line.startswith(start)]
    assert len(spoken) > len(wide) / 2
    assert [line for line in spoken if because not in line] == []


@EACH_LANGUAGE
def test_with_room_she_can_read_aloud_every_word(language: Language) -> None:
    """In her language, and below it in Danish where that is another one."""
    short = [one for one in alarms() if len(one.contacts) <= 2 and len(to_do(one, language)) <= 2]
    assert short
    for one in short:
        card = alarm_card(CONTENT, one, Reader(language, BY_DAY), VERY_WIDE)
        words, danish = (" ".join(phone_script(CONTENT, one, to)[:-2]) for to in (language, "da"))
        said = [say("say_this", language, words=words)]
        if language != "da":
            said.append(say("say_this_danish", language, words=danish))
        assert card[-1 - len(said) : -1] == said


@EACH_LANGUAGE
def test_words_to_say_come_before_a_fourth_contact(language: Language) -> None:
    """Where there are that many, not all fits on the screen."""
    many = [one for one in alarms() if len(one.contacts) >= 4 and len(to_do(one, language)) == 1]
    assert many
    for one in many:
        words = " ".join(phone_script(CONTENT, one, language)[:-2])
        card = alarm_card(CONTENT, one, Reader(language, BY_DAY), 100)
        assert say("say_this", language, words=words) in card


@EACH_LANGUAGE
def test_at_night_the_out_of_hours_doctor_comes_first(language: Language) -> None:
    """While the own doctor is closed, the card begins and ends with who answers."""
    [gp, night] = [QUESTIONNAIRE.contact(one).name.to(language) for one in ("own_gp", "out_of_hours")]
    both = [one for one in alarms() if one.contacts == ("own_gp", "out_of_hours")]
    assert both
    for one in both:
        by_day, at_night = (
            alarm_card(CONTENT, one, Reader(language, now), WIDE) for now in (BY_DAY, AT_NIGHT)
        )
        assert (gp in by_day[1], gp in by_day[-1]) == (True, True)
        assert (night in at_night[1], night in at_night[-1]) == (True, True)
