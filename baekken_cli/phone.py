"""What to say on the phone: who, what, what the program said, what is asked for. Pure."""

from __future__ import annotations

from baekken_cli.messages import say
from baekken_cli.model import Assessment, Content, Language, Urgency
from baekken_cli.reasons import deciding_rules, matters, weeks_text

MATTERS = 3


def phone_script(content: Content, assessment: Assessment, language: Language) -> tuple[str, ...]:
    """Three or four short sentences to read aloud."""
    questionnaire = content.questionnaire
    named = matters_named(content, assessment, language)
    request = questionnaire.urgency_text(assessment.urgency or Urgency.ROUTINE).request
    sentences = [when_line(content, assessment, language)]
    if named:
        joined = say("and_also", language).join(named)
        sentences.append(say("phone_matter", language, matters=joined))
    return (*sentences, say("phone_program", language), request.to(language))


def matters_named(content: Content, assessment: Assessment, language: Language) -> list[str]:
    """What it is about, in the words of the rules that decide; a few at most."""
    named = [
        text.to(language)
        for rule in deciding_rules(assessment)
        for text in matters(content.questionnaire, rule, assessment)
    ]
    return list(dict.fromkeys(named))[:MATTERS]


def when_line(content: Content, assessment: Assessment, language: Language) -> str:
    """One sentence that says the stage and the week."""
    stage = str(assessment.answers.get("stage"))
    key = "weeks_pregnant" if stage == "pregnant" else "weeks_since"
    weeks = assessment.answers.get(key)
    if isinstance(weeks, int):
        shown = str(weeks) if stage == "pregnant" else weeks_text(weeks, language)
        return say(f"phone_{stage}", language, weeks=shown)
    question = content.questionnaire.question(key)
    option = question.option(str(weeks)) if question else None
    if option is None or option.id == "unsure":
        return say("phone_pregnant_unsure", language)
    about = option.text.to(language)
    return say(f"phone_{stage}_about", language, weeks=about[0].lower() + about[1:])
