"""From a rule that fits back to the answers it rests on. Pure."""

from __future__ import annotations

from baekken_cli.conditions import all_tests, fits, holds, keys_of, worded
from baekken_cli.messages import say
from baekken_cli.model import (
    Answer,
    Assessment,
    Condition,
    Facts,
    Language,
    Question,
    Questionnaire,
    RedFlag,
    Rule,
    Text,
)


def deciding_rules(assessment: Assessment) -> tuple[Rule, ...]:
    """The rules that give the result its urgency."""
    return tuple(rule for rule in assessment.rules if rule.urgency is assessment.urgency)


def flags_of(questionnaire: Questionnaire, rule: Rule, assessment: Assessment) -> tuple[RedFlag, ...]:
    """The raised red flags that a rule rests on, by name or through the lines it names."""
    names = set(keys_of(rule.condition))
    for test in all_tests(rule.condition):
        question = questionnaire.question(test.key)
        ticked = assessment.answers.get(test.key)
        for option in question.options if question and holds(test, assessment.facts) else ():
            if isinstance(ticked, tuple) and option.id in ticked:
                names.update(option.raises)
    raised = assessment.red_flags.raised
    return tuple(flag for flag in questionnaire.red_flags if flag.id in names and flag.id in raised)


def matters(questionnaire: Questionnaire, rule: Rule, assessment: Assessment) -> tuple[Text, ...]:
    """What a rule is about in a few words each, as said on the phone."""
    if rule.say:
        return (rule.say,)
    return tuple(
        flag_words(questionnaire, flag, assessment) for flag in flags_of(questionnaire, rule, assessment)
    )


def flag_words(questionnaire: Questionnaire, flag: RedFlag, assessment: Assessment) -> Text:
    """What raised a red flag: the words of the ticked line where it has some, else the flag's title."""
    for question in questionnaire.questions:
        ticked = assessment.answers.get(question.id)
        for option in question.options:
            if option.say and flag.id in option.raises and isinstance(ticked, tuple) and option.id in ticked:
                return option.say
    return flag.title


def answers_behind(questionnaire: Questionnaire, rule: Rule, assessment: Assessment) -> tuple[str, ...]:
    """Ids of the answered questions that made a rule fit, in the order asked."""
    found: set[str] = set()
    _collect(questionnaire, rule.condition, assessment, found)
    return tuple(one.id for one in questionnaire.questions if one.id in found)


def _collect(
    questionnaire: Questionnaire, condition: Condition, assessment: Assessment, found: set[str]
) -> None:
    facts = assessment.facts
    boxes = [box for box in condition.any_of if all(holds(test, facts) for test in box)]
    decisions = {one.id: one for one in questionnaire.decisions}
    for test in (*condition.when, *(test for box in boxes for test in box)):
        if test.key in assessment.answers:
            found.add(test.key)
        elif test.key in decisions:
            lines = decisions[test.key].lines
            line = next((one for one in lines if fits(one.condition, facts)), None)
            if line and line.value == facts.get(test.key):
                _collect(questionnaire, line.condition, assessment, found)


def answer_line(question: Question, assessment: Assessment, language: Language, most: int = 100) -> str:
    """The question in a word or two, and the answer: of many ticks the first ``most``, and how many more."""
    name = worded(question.short, language, assessment.facts) if question.short else question.id
    answer = assessment.answers[question.id]
    left_out = len(answer) - most if isinstance(answer, tuple) else 0
    if isinstance(answer, tuple):
        answer = answer[:most]
    text = answer_text(question, answer, language, assessment.facts)
    return f"{name}: {text}" + (f"; {say('and_more', language, count=left_out)}" if left_out > 0 else "")


def answer_text(question: Question, answer: Answer, language: Language, facts: Facts) -> str:
    """An answer in words."""
    ids = answer if isinstance(answer, tuple) else (answer,)
    return "; ".join(_one_text(question, one, language, facts) for one in ids)


def _one_text(question: Question, one: str | int, language: Language, facts: Facts) -> str:
    option = question.option(str(one))
    if option or question.unit == "score":
        return worded(option.text, language, facts) if option else str(one)
    if question.unit == "pregnancy_week":
        return say("week_n", language, weeks=one)
    return weeks_text(int(one), language)


def weeks_text(weeks: int, language: Language) -> str:
    """``12 uger``, ``1 week``, ``under 1 uge``."""
    code = "weeks_0" if weeks == 0 else "weeks_1" if weeks == 1 else "weeks_n"
    return say(code, language, weeks=weeks)
