"""The answers that a command is given in a file: read, and their age and version told."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from baekken_cli.answers import AnswersFile, load_answers
from baekken_cli.classify import classify
from baekken_cli.errors import Incomplete
from baekken_cli.interview import missing
from baekken_cli.messages import say
from baekken_cli.model import Answers, Content
from baekken_cli.wishes import Wishes
from baekken_cli.wording import inert


def given_answers(content: Content, wishes: Wishes, file: Path) -> tuple[Answers, Wishes]:
    """The answers in ``file``, and the wishes in its language unless the command line names one.

    Raises as :func:`load_answers`, and :class:`Incomplete` where answers are missing and none may be asked.
    """
    loaded = load_answers(file, content.questionnaire)
    _note_age(loaded, content, wishes)
    if wishes.no_input and not (loaded.answers and classify(content, loaded.answers).is_conclusive):
        raise Incomplete(missing(content.questionnaire, loaded.answers))
    if wishes.language_named or loaded.language is None:
        return loaded.answers, wishes
    return loaded.answers, wishes._replace(language=loaded.language)


def _note_age(loaded: AnswersFile, content: Content, wishes: Wishes) -> None:
    today = dt.date.today()
    if loaded.answered_on and loaded.answered_on < today and not wishes.no_input:
        day = loaded.answered_on.isoformat()
        sys.stderr.write(say("older_answers", wishes.language, day=day) + "\n")
    ours = content.questionnaire.version
    if loaded.version and loaded.version != ours:
        theirs = inert(loaded.version)
        sys.stderr.write(say("other_version", wishes.language, theirs=theirs, ours=ours) + "\n")
