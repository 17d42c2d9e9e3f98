"""``baekken tips`` and ``baekken about`` as lines on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from baekken_cli import __version__
from baekken_cli.errors import UsageProblem
from baekken_cli.messages import say
from baekken_cli.model import Content, Language, Tip, TipTopic
from baekken_cli.screen import Screen
from baekken_cli.wording import inert


def names_of(topic: TipTopic) -> list[str]:
    """Every word that finds a topic."""
    return [topic.id, topic.name.da.casefold(), topic.name.en.casefold(), *topic.aliases]


def find_topic(topics: Sequence[TipTopic], name: str) -> TipTopic:
    """The topic of an id, a name or an alias. Raises :class:`UsageProblem` with the nearest name."""
    title, wanted = _bare(name), "-".join(name.casefold().split())
    for topic in topics:
        if wanted in names_of(topic) or title in (_bare(topic.title.da), _bare(topic.title.en)):
            return topic
    from baekken_cli.reading import nearest  # loads much that a known name does without

    near = nearest(wanted, [one for topic in topics for one in names_of(topic)])
    raise UsageProblem("no_such_topic", name=inert(name), nearest=near)


def _bare(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip("?")


def show_topics(topics: Sequence[TipTopic], screen: Screen, language: Language) -> None:
    """Every topic: the word to type and its title."""
    screen.write(say("tips_list", language), "heading")
    screen.write()
    widest = max(len(topic.name.to(language)) for topic in topics)
    for topic in topics:
        screen.write(topic.title.to(language), indent=f"{topic.name.to(language):<{widest}}  ")


def show_topic(topic: TipTopic, screen: Screen, language: Language) -> None:
    """One topic: its tips, each with its strength in words and its sources."""
    screen.write(topic.title.to(language), "heading")
    for tip in topic.tips:
        screen.write()
        screen.write(tip.text.to(language), indent="- ")
        screen.write(_below(tip, language), "faint", indent="  ")
    screen.write()
    screen.write(say("tips_limits", language), "faint")


def _below(tip: Tip, language: Language) -> str:
    parts = [
        say(f"strength_{tip.strength}", language),
        say("sources", language, sources=", ".join(tip.sources)),
    ]
    if tip.stages:
        stages = ", ".join(say(f"stage_{stage}", language) for stage in tip.stages)
        parts.append(say("tips_for", language, stages=stages))
    return ". ".join(parts) + "."


def show_about(content: Content, screen: Screen, language: Language, with_sources: bool) -> None:
    """Intended use, limits, versions, review, counts and, if asked for, the bibliography."""
    questionnaire = content.questionnaire
    review = questionnaire.last_review
    screen.write(say("about_title", language), "heading")
    _part(screen, say("about_use", language), say("about_what", language))
    _part(screen, say("about_limits", language), say("about_not", language))
    _part(screen, say("about_who_not", language), say("about_not_for", language))
    _part(screen, say("about_privacy", language), say("about_data", language))
    _part(
        screen,
        say("about_state", language),
        say("about_versions", language, program=__version__, content=questionnaire.version),
        say("about_reviewed", language, date=review) if review else say("about_not_reviewed", language),
        say("numbers_checked", language, date=questionnaire.contacts_last_checked),
        say("about_counts", language, **content.counts()),
    )
    if with_sources:
        _part(
            screen,
            say("about_sources", language),
            *(_source(content, key) for key in content.sources),
        )


def _part(screen: Screen, heading: str, *lines: str) -> None:
    screen.write()
    screen.write(heading, "heading")
    for line in lines:
        screen.write(line)


def _source(content: Content, key: str) -> str:
    source = content.sources[key]
    parts = [f"{key}: {source.title}", f"doi:{source.doi}" if source.doi else "", source.url or ""]
    return " ".join(part for part in parts if part)
