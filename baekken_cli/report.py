"""An assessment in words: what to do first and last, and why between. Built before it is drawn. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from baekken_cli import __version__
from baekken_cli.contacts import Reader, contact_lines, first_contact
from baekken_cli.messages import say
from baekken_cli.model import (
    Advice,
    Assessment,
    Content,
    Language,
    Rule,
    TipTopic,
    Urgency,
)
from baekken_cli.phone import phone_script
from baekken_cli.reasons import answer_line, answers_behind, deciding_rules, matters

BlockKind = Literal["lines", "list", "quote"]
TOPICS_SHOWN = 3
TIPS_A_TOPIC = 2
ANSWERS_A_REASON = 3


class Block(NamedTuple):
    """A heading and lines: sentences, a list, or words to say aloud."""

    heading: str
    lines: tuple[str, ...]
    kind: BlockKind = "lines"


class Report(NamedTuple):
    """What is drawn, in order. ``urgency`` is None for a way out and for a summary page."""

    language: Language
    title: str
    urgency: Urgency | None
    blocks: tuple[Block, ...]


def build_report(
    content: Content, assessment: Assessment, reader: Reader, since: Block | None = None
) -> Report:
    """The report for the person who answered; ``since`` tells what changed since an earlier day.

    Beside an emergency or same-day urgency it holds no meaning, outlook or tips: nothing that reassures.
    """
    if assessment.exit is not None:
        return _way_out(content, assessment, reader)
    if assessment.urgency is None:
        raise ValueError("no result without an urgency or a way out")
    words = content.questionnaire.urgency_text(assessment.urgency)
    language = reader.language
    blocks = [
        _to_do(content, assessment, reader),
        *_phone(content, assessment, reader),
        *_meaning(content, assessment, language),
        _why(content, assessment, language),
        *((since,) if since else ()),
        *_advice(assessment, ("next",), "next", language),
        *_advice(assessment, ("care", "support"), "support", language),
        *_tips(content, assessment, language),
        Block(say("check_again", language), (words.check_again.to(language),)),
        _alarm(assessment, language),
        _limits(content, language),
        _last(content, assessment, reader),
    ]
    return Report(language, words.title.to(language), assessment.urgency, tuple(blocks))


def build_own_page(content: Content, assessment: Assessment, reader: Reader, short: bool = False) -> Report:
    """A page for herself: what to do, what to say, tips that fit and when to call, without the reasons.

    ``short`` leaves out when to answer again, for where the rest fills the page.
    """
    if assessment.urgency is None:
        return build_report(content, assessment, reader)
    language, words = reader.language, content.questionnaire.urgency_text(assessment.urgency)
    blocks = [
        Block(words.title.to(language), _to_do(content, assessment, reader).lines, "list"),
        *_phone(content, assessment, reader),
        *_meaning(content, assessment, language),
        *_tips(content, assessment, language, 1),
        *(() if short else (Block(say("check_again", language), (words.check_again.to(language),)),)),
        _alarm(assessment, language),
        Block(say("limits", language), (*_limits(content, language).lines, _own_footer(content, reader))),
    ]
    return Report(language, say("own_page", language), assessment.urgency, tuple(blocks))


def _own_footer(content: Content, reader: Reader) -> str:
    version, date = content.questionnaire.version, reader.now.date().isoformat()
    return say("own_footer", reader.language, program=__version__, content=version, date=date)


def _to_do(content: Content, assessment: Assessment, reader: Reader) -> Block:
    """Whom, how soon, and what to know while acting."""
    words = content.questionnaire.urgency_text(_urgency(assessment))
    doing = [rule.do.to(reader.language) for rule in deciding_rules(assessment) if rule.do]
    lines = [
        *contact_lines(content.questionnaire, assessment.contacts, reader),
        f"{say('how_soon', reader.language)}: {words.how_soon.to(reader.language)}",
        *dict.fromkeys(doing),
    ]
    return Block(say("what_to_do", reader.language), tuple(lines), "list")


def _urgency(assessment: Assessment) -> Urgency:
    return assessment.urgency or Urgency.ROUTINE


def _phone(content: Content, assessment: Assessment, reader: Reader) -> Iterable[Block]:
    """Sentences to read aloud; for English readers in Danish as well."""
    if assessment.urgency is Urgency.SELF_CARE:
        return
    language = reader.language
    yield Block(say("say_on_phone", language), phone_script(content, assessment, language), "quote")
    if language != "da":
        yield Block(say("say_in_danish", language), phone_script(content, assessment, "da"), "quote")


def _meaning(content: Content, assessment: Assessment, language: Language) -> Iterable[Block]:
    if _urgency(assessment).hides_class or assessment.classification is None:
        return
    name = content.questionnaire.classifications[assessment.classification].to(language)
    said = [rule.meaning.to(language) for rule in assessment.rules if rule.meaning]
    more = [one.text.to(language) for one in assessment.advice if one.section == "meaning" and one.text]
    yield Block(say("meaning", language), (f"{name}.", *_clearing_first(assessment, said, more)))


def _clearing_first(assessment: Assessment, said: list[str], more: list[str]) -> list[str]:
    """Pain on its way out is told as that before it gets its name."""
    return [*more, *said] if assessment.facts.get("tone") == "clearing" else [*said, *more]


def _why(content: Content, assessment: Assessment, language: Language) -> Block:
    """Each reason from answers to rule to sources, most urgent first; nothing mild beside an alarm."""
    rules = sorted(_reasons_shown(assessment), key=lambda rule: rule.urgency.rank if rule.urgency else 9)
    return Block(
        say("why", language),
        tuple(_reason(content, rule, assessment, language) for rule in rules),
        "list",
    )


def _reasons_shown(assessment: Assessment) -> list[Rule]:
    urgency = _urgency(assessment)
    if urgency.hides_class:
        return [rule for rule in assessment.rules if rule.urgency and rule.urgency.rank <= 2]
    mild = urgency is not Urgency.SELF_CARE
    return [rule for rule in assessment.rules if not (mild and rule.urgency is Urgency.SELF_CARE)]


def _reason(content: Content, rule: Rule, assessment: Assessment, language: Language) -> str:
    trace = say("rule_and_sources", language, rule=rule.id, sources=", ".join(rule.sources))
    return f"{_because(content, rule, assessment, language)} {trace}"


def _because(content: Content, rule: Rule, assessment: Assessment, language: Language) -> str:
    if rule.because is None:
        named = matters(content.questionnaire, rule, assessment)
        title = "; ".join(text.to(language) for text in named)
        return say("you_ticked", language, title=title)
    behind = _behind(content, rule, assessment, language)
    said = rule.because.to(language)
    return f"{said} {say('your_answers', language, answers=behind)}." if behind else said


def _behind(content: Content, rule: Rule, assessment: Assessment, language: Language) -> str:
    """The answers behind a reason, at most a few; the stage is known to the reader."""
    behind = answers_behind(content.questionnaire, rule, assessment)
    shown = [
        answer_line(question, assessment, language)
        for question in content.questionnaire.questions
        if question.id in behind and question.topic not in ("who", "signs")
    ]
    return "; ".join(shown[:ANSWERS_A_REASON])


def _advice(
    assessment: Assessment, sections: tuple[str, ...], heading: str, language: Language
) -> Iterable[Block]:
    found = [one for one in assessment.advice if one.section in sections and one.text]
    if found:
        yield Block(say(heading, language), tuple(_advice_line(one, language) for one in found), "list")


def _advice_line(advice: Advice, language: Language) -> str:
    text = advice.text.to(language) if advice.text else ""
    return f"{text} [{', '.join(advice.sources)}]"


def _tips(
    content: Content, assessment: Assessment, language: Language, most: int = TIPS_A_TOPIC
) -> Iterable[Block]:
    """A few tips from the topics that fit, of each at most ``most``; the rest by name."""
    topics = [content.topic(topic_id) for topic_id in assessment.tips]
    lines = [_topic_line(topic, assessment, language, most) for topic in topics[:TOPICS_SHOWN]]
    if not topics:
        return
    names = ", ".join(topic.name.to(language) for topic in topics)
    yield Block(say("tips", language), (*lines, say("more_tips", language, topics=names)), "list")


def _topic_line(topic: TipTopic, assessment: Assessment, language: Language, most: int) -> str:
    shown = topic.tips_for(assessment.answers.get("stage"))[:most]
    texts = [f"{tip.text.to(language)} [{', '.join(tip.sources)}]" for tip in shown]
    return f"{topic.title.to(language)}: {' '.join(texts)}"


def _alarm(assessment: Assessment, language: Language) -> Block:
    signs = tuple(sign.text.to(language) for sign in assessment.alarm_signs)
    return Block(say("alarm", language), signs, "list")


def _limits(content: Content, language: Language) -> Block:
    """What it is not, said once, and how old the numbers are."""
    date = content.questionnaire.contacts_last_checked
    lines = (say("limits_text", language), say("numbers_checked", language, date=date))
    return Block(say("limits", language), lines)


def _last(content: Content, assessment: Assessment, reader: Reader) -> Block:
    """The first thing once more, because the last lines are the ones still on the screen."""
    words = content.questionnaire.urgency_text(_urgency(assessment))
    whom = first_contact(content.questionnaire, assessment.contacts, reader)
    lines = (words.title.to(reader.language), *((whom,) if whom else ()))
    return Block(say("once_more", reader.language), lines)


def _way_out(content: Content, assessment: Assessment, reader: Reader) -> Report:
    """For those the rules do not cover: whom to see, the tips, and the general list of signs."""
    way_out, language = assessment.exit, reader.language
    if way_out is None:
        raise ValueError("no way out")
    contacts = contact_lines(content.questionnaire, way_out.contacts, reader)
    names = ", ".join(content.topic(one).name.to(language) for one in way_out.tips)
    blocks = (
        Block(say("what_to_do", language), (way_out.text.to(language), *contacts)),
        Block(say("tips", language), (say("more_tips", language, topics=names),)),
        _alarm(assessment, language),
        _limits(content, language),
    )
    return Report(language, way_out.title.to(language), None, blocks)
