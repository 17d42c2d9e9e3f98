"""Which red flags are raised, not known or denied. Pure."""

from __future__ import annotations

from baekken_cli.conditions import fits
from baekken_cli.model import (
    DENIED,
    NONE,
    RAISED,
    SKIP,
    UNSURE,
    Answers,
    Facts,
    FlagStates,
    Question,
    Questionnaire,
)


def flag_facts(questionnaire: Questionnaire, answers: Answers, facts: Facts) -> dict[str, str]:
    """The state of every red flag that was asked about or raised by another answer.

    ``answers`` are those on the path, ``facts`` hold the named decisions as well. A flag is raised
    before it is unsure before it is denied; a skipped screen says nothing of its flags.
    """
    ticked: dict[str, set[str]] = {}
    for question in questionnaire.questions:
        if question.kind == "ticks" and question.id in answers:
            for flag_id, state in _screen(question, answers, facts):
                ticked.setdefault(flag_id, set()).add(state)
    states = {}
    for flag in questionnaire.red_flags:
        seen = ticked.get(flag.id, set())
        if RAISED in seen or (flag.raised_by and fits(flag.raised_by, facts)):
            states[flag.id] = RAISED
        elif UNSURE in seen or (flag.unsure_by and fits(flag.unsure_by, facts)):
            states[flag.id] = UNSURE
        elif DENIED in seen:
            states[flag.id] = DENIED
    return states


def _screen(question: Question, answers: Answers, facts: Facts) -> list[tuple[str, str]]:
    """(flag, state) for each line of a screen that was shown."""
    raising = [option for option in question.options if option.raises]
    if not raising:
        return []
    ticks = answers[question.id]
    ticks = ticks if isinstance(ticks, tuple) else ()
    unticked = state_of_unticked(question, ticks)
    found = []
    for option in raising:
        state = RAISED if option.id in ticks else unticked
        if state and fits(option.ask_when, facts):
            found += [(flag, state) for flag in option.raises]
    return found


def state_of_unticked(question: Question, ticks: tuple[str, ...]) -> str:
    """Where skipping is possible, only "none of these" denies: a line left open is not a no."""
    if UNSURE in ticks:
        return UNSURE
    if question.option(SKIP) and NONE not in ticks:
        return ""
    return DENIED


def flag_states(states: dict[str, str]) -> FlagStates:
    """The states as three lists, in the order of the file."""
    by_state = {
        state: tuple(flag for flag, found in states.items() if found == state)
        for state in (RAISED, UNSURE, DENIED)
    }
    return FlagStates(by_state[RAISED], by_state[UNSURE], by_state[DENIED])


def listed(questionnaire: Questionnaire, flags: FlagStates) -> FlagStates:
    """The states that may be listed: a private red flag only where it is raised.

    That it was asked about and not raised tells something too.
    """
    private = {flag.id for flag in questionnaire.red_flags if flag.private}
    return FlagStates(
        flags.raised,
        tuple(one for one in flags.unsure if one not in private),
        tuple(one for one in flags.denied if one not in private),
    )
