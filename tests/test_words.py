"""The words of the content: said once, no wrong picture, easy to read; and dates that are not too old."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from baekken_cli.errors import Finding
from baekken_cli.loader import FILES, examine
from baekken_cli.model import Language, NeverPrint, Phone, Questionnaire, Written
from baekken_cli.readability import ENOUGH, flesch_kincaid, lix, words
from baekken_cli.words import phrase_pattern, plain, word_findings
from tests.builders import LANGUAGES, ROOT, clean_environment
from tests.conftest import Baekken
from tests.test_content import FORBIDDEN, QUESTIONNAIRE, TEXTS

CHECKED = dt.date.fromisoformat(QUESTIONNAIRE.contacts_last_checked)
QUIET = QUESTIONNAIRE._replace(never_print=(), contacts=(), last_review=None)
LINES = {"last_review": 3, "contacts_last_checked": 4}


def found_in(
    *written: Written, questionnaire: Questionnaire = QUIET, today: dt.date = CHECKED
) -> list[Finding]:
    return word_findings(questionnaire, written, LINES, "q.yaml", today)


def text(
    said: str,
    line: int = 1,
    kind: str = "",
    what: str = "",
    language: Language = "da",
    file: str = "q.yaml",
) -> Written:
    """A text; its name is its line unless ``what`` is given."""
    return Written(file, line, what or f"name{line}", language, said, kind)


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# ---------------------------------------------------------------------------------- the shipped files


def shipped(today: dt.date) -> tuple[Finding, ...]:
    content, findings = examine(*(ROOT / name for name in FILES), today=today)
    assert content
    return findings


def test_the_shipped_files_have_no_finding() -> None:
    """None on the day after the numbers were compared, and never more than warnings of age."""
    assert shipped(CHECKED + dt.timedelta(days=1)) == ()
    assert [finding for finding in shipped(dt.date.today()) if not finding.warning] == []


def test_the_shipped_numbers_grow_old() -> None:
    """Some years on, the check warns of every number that has run out and of the day of comparing."""
    findings = shipped(CHECKED.replace(year=CHECKED.year + 3))
    assert {finding.code for finding in findings} == {"contacts_old", "number_expired"}
    assert all(finding.warning for finding in findings)


def test_a_start_does_not_look_at_the_words() -> None:
    """Loading the content does not even load the check."""
    code = (
        "import sys; from baekken_cli.loader import load_content; load_content()\n"
        "assert not {'baekken_cli.words', 'baekken_cli.readability'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=clean_environment(), timeout=60)


def changed(folder: Path, old: str, new: str) -> str:
    """The name of a copy of questions.yaml with one change."""
    whole = (ROOT / "questions.yaml").read_text("utf-8")
    assert whole.count(old) == 1
    (folder / "mine.yaml").write_text(whole.replace(old, new), "utf-8")
    return str(folder / "mine.yaml")


CHECKED_LINE = f"contacts_last_checked: {CHECKED}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_is_printed_and_does_not_fail(baekken: Baekken, tmp_path: Path, language: Language) -> None:
    """Exit code 0 with the warning before the line that all is well."""
    mine = changed(tmp_path, CHECKED_LINE, "contacts_last_checked: 2020-01-01")
    ran = baekken("content", "check", mine, "--lang", language)
    assert ran.code == 0
    warning, *_, last = ran.out.splitlines()
    assert warning.startswith("mine.yaml:")
    assert " warning: " in warning
    assert "2020-01-01" in warning
    assert last.startswith(("Bevist: ", "Proved: "))


def test_a_fault_of_the_words_fails_the_check(baekken: Baekken, tmp_path: Path) -> None:
    """Exit code 1, at the line of the text."""
    whole = (ROOT / "questions.yaml").read_text("utf-8")
    mine = changed(tmp_path, "    da: Hvor gør det ondt?\n", "    da: Hvor er bækkenet låst?\n")
    line = whole[: whole.index("da: Hvor gør det ondt?")].count("\n") + 1
    ran = baekken("content", "check", mine)
    assert ran.code == 1
    assert f"mine.yaml:{line} wording: sites siger låst, " in ran.out
    assert "Bevist" not in ran.out


# ---------------------------------------------------------------------------------- never printed

NEVER = QUESTIONNAIRE.never_print
LETTERS = "abcdeghijæøåéü"
WORDS = st.text(st.sampled_from(LETTERS + LETTERS.upper()), min_size=1, max_size=6)
GAPS = st.sampled_from(
    [" ", "  ", "\n", "\n      ", "-", "\N{NO-BREAK SPACE}", " – ", "\N{NON-BREAKING HYPHEN}"]
)

FORMS: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(["NFC", "NFD"])


def never(*phrases: str, language: Language = "da") -> Questionnaire:
    entry = NeverPrint(phrases, (), ("A",), 9) if language == "da" else NeverPrint((), phrases, ("A",), 9)
    return QUIET._replace(never_print=(entry,))


def holds(said: str, phrase: str) -> bool:
    return bool(phrase_pattern(phrase).search(plain(said)))


@given(st.lists(WORDS, min_size=1, max_size=3), st.data())
def test_a_phrase_is_found_however_it_is_written(parts: list[str], data: st.DataObject) -> None:
    """In capitals, over a line break, with hyphens, with decomposed letters, between other words."""
    gaps = [data.draw(GAPS) for _ in parts[1:]]
    said = parts[0] + "".join(gap + part for gap, part in zip(gaps, parts[1:], strict=True))
    said = data.draw(st.sampled_from([said, said.upper(), said.lower(), said.title()]))
    said = unicodedata.normalize(data.draw(FORMS), said)
    phrase = unicodedata.normalize(data.draw(FORMS), " ".join(parts))
    assert holds(f"før {said}, efter", phrase)
    assert holds(said, phrase)


@given(WORDS, WORDS, WORDS)
def test_a_phrase_inside_a_word_is_another_word(phrase: str, before: str, after: str) -> None:
    """Unless a star says that the rest of the word does not matter, on that side."""
    longer = {before + phrase, phrase + after, before + phrase + after}
    for said in longer:
        assert not holds(said, phrase)
        assert holds(said, f"*{phrase}*")
    assert holds(phrase + after, f"{phrase}*")
    assert holds(before + phrase, f"*{phrase}")
    assume(not before.casefold().startswith(phrase.casefold()))
    assert not holds(before + phrase, f"{phrase}*")


@given(WORDS)
def test_a_star_may_stand_for_nothing(word: str) -> None:
    """The bare word is found too."""
    assert all(holds(word, phrase) for phrase in (f"{word}*", f"*{word}", f"*{word}*"))


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("låst", "blåstået"),
        ("torn", "tornado"),
        ("lock", "a block of flats"),
        ("falder fra", "falder ofte fra"),
        ("falder fra", "falder. Fra"),
        ("fald* fra", "faldefra"),
        ("a.b", "axb"),
    ],
)
def test_what_is_not_the_phrase_is_left_alone(phrase: str, said: str) -> None:
    """Part of a word, words between, another sentence, a character that means something elsewhere."""
    assert not holds(said, phrase)


def test_a_finding_names_what_is_said_and_the_phrase() -> None:
    """Both, so that a star is no riddle, and where the list has it."""
    (finding,) = found_in(text("Leddet er FASTLÅST.", 7), questionnaire=never("*låst"))
    assert (finding.file, finding.line, finding.code) == ("q.yaml", 7, "never_print")
    assert finding.params == {
        "said": "fastlåst",
        "what": "name7",
        "phrase": "*låst",
        "where": "q.yaml:9",
    }
    assert not finding.warning


def test_one_word_is_one_finding() -> None:
    """Whatever number of phrases it fits, and however often it stands there; two words are two."""
    assert codes(found_in(text("låst, Låst"), questionnaire=never("*låst*", "lås*"))) == ["never_print"]
    assert len(found_in(text("låst og revet"), questionnaire=never("låst", "revet"))) == 2


def test_a_phrase_of_the_other_language_does_not_count() -> None:
    """Each language has a list of its own."""
    assert found_in(text("locked", language="da"), questionnaire=never("locked", language="en")) == []
    assert found_in(text("locked", language="en"), questionnaire=never("locked", language="en"))


def test_a_shared_text_is_one_finding() -> None:
    """An option of a list that two questions use."""
    options = [text("låst", 5, f"option of {name}", f"{name} a") for name in ("one", "two")]
    assert len(found_in(*options, questionnaire=never("låst"))) == 1


def forms() -> Iterator[tuple[Language, str]]:
    """What a person may write, and what must never be printed."""
    danish = (
        "forskudt", "Leddene forskyder sig", "ledforskydning", "forskubbet", "fejlstillede", "fejlstilling",
        "låst", "Låste led", "fastlåst", "aflåst", "fastlåsning", "skævvredet er skævvridning", "en skævhed",
        "bækkenskævhed", "et skævt bækken", "revet over", "gået itu", "overrevet", "afrevne", "ustabilt",
        "bækkenustabilitet", "instabilitet", "fibersprængninger", "gået af led", "ude af led", "af leddet",
        "ude af plads", "ude af stilling", "falder fra hinanden", "faldt fra hinanden", "gå fra hinanden",
        "går fra hinanden",
    )  # fmt: skip
    english = (
        "misaligned", "misalignment", "malaligned", "lock", "locks", "locked", "locking", "shift", "shifts",
        "shifted", "shifting", "torn", "unstable", "instability", "fall apart", "falls apart",
        "falling apart", "fallen apart", "fell apart", "out of place", "out-of-place", "out of line",
        "out of alignment", "dislocated", "dislocation", "subluxation", "displaced", "twisted",
    )  # fmt: skip
    yield from (("da", one) for one in danish)
    yield from (("en", one) for one in english)


@pytest.mark.parametrize(("language", "said"), list(forms()))
def test_the_shipped_list_knows_the_forms_of_its_words(language: Language, said: str) -> None:
    """Inflected, compounded, with a hyphen."""
    questionnaire = QUIET._replace(never_print=NEVER)
    assert "never_print" in codes(found_in(text(said, language=language), questionnaire=questionnaire))


@given(st.sampled_from(list(forms())), WORDS, WORDS)
def test_the_shipped_list_is_as_strict_as_the_tests(
    form: tuple[Language, str], before: str, after: str
) -> None:
    """What the patterns of test_content find among other words, the list finds as well."""
    language, said = form
    whole = f"{before} {said} {after}"
    if FORBIDDEN[language].search(whole):
        phrases = [phrase for entry in NEVER for phrase in entry.to(language)]
        assert any(holds(whole, phrase) for phrase in phrases)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "en del af leden"),
        ("da", "Slap af, ledsaget af en ven"),
        ("da", "Læg dig skævt i stolen"),
        ("da", "på en låge, blås til"),
        ("en", "a blocked nose, clockwise, unlocked doors"),
        ("en", "a thorny return"),
    ],
)
def test_the_shipped_list_leaves_ordinary_words_alone(language: Language, said: str) -> None:
    """Only `af led*` is wider than its sense: better a word too many on the list."""
    hits = found_in(text(said, language=language), questionnaire=QUIET._replace(never_print=NEVER))
    assert [finding.params["said"] for finding in hits] == (["af leden"] if "leden" in said else [])


def test_every_phrase_of_the_shipped_list_can_be_found() -> None:
    """Its own words, the stars left out, are a hit; and every entry is cited."""
    for entry in NEVER:
        assert entry.sources
        for language in LANGUAGES:
            assert entry.to(language)
            assert all(holds(phrase.replace("*", ""), phrase) for phrase in entry.to(language))


# ---------------------------------------------------------------------------------- said twice

LONG = "Tolv ord eller flere er en lang tekst, som hun kun skal læse én gang."
KINDS = (
    "advice",
    "alarm sign",
    "because",
    "classification",
    "contact",
    "exit",
    "meaning",
    "option of hard",
    "question",
    "red flag",
    "region",
    "tip",
    "title",
    "topic",
    "topic of tips",
)


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_a_kind_never_say_the_same(kind: str) -> None:
    """However short; the later one is told, and where the other stands."""
    (finding,) = found_in(text("Nej", 20, kind), text("Nej", 10, kind))
    assert (finding.line, finding.code) == (20, "duplicate_text")
    assert finding.params == {"language": "da", "what": "name20", "other": "name10", "where": "q.yaml:10"}
    assert not finding.warning


@pytest.mark.parametrize(
    "again", ["ring  nu", "RING NU.", "Ring\nnu!", unicodedata.normalize("NFD", "Ring nu")]
)
def test_case_space_and_the_last_mark_do_not_make_a_text_another(again: str) -> None:
    """She reads the same."""
    assert codes(found_in(text("Ring nu", 1, "tip"), text(again, 2, "tip"))) == ["duplicate_text"]


def test_decomposed_letters_are_the_same_letters() -> None:
    """`å` typed as a and a ring."""
    one = unicodedata.normalize("NFC", "På én gang, også nu")
    other = unicodedata.normalize("NFD", one)
    assert one != other
    assert codes(found_in(text(one, 1, "tip"), text(other, 2, "tip"))) == ["duplicate_text"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text("Nej", 1, "option of hard"), text("Nej", 2, "option of pain")),
        (text("Trapper", 1, "option of hard"), text("Trapper", 2, "topic of tips")),
        (text("Gang", 1, "question"), text("Gang", 2, "short")),
        (text("Gang", 1, "red flag"), text("Gang", 2, "short")),
        (text("Om 2 uger.", 1, "how_soon"), text("Om 2 uger.", 2, "check_again")),
        (text(LONG, 1, "do"), text(LONG, 2, "do")),
        (text(LONG, 1, "say"), text(LONG, 2, "say")),
        (text(LONG, 1, "question"), text(LONG, 2, "instead")),
        (text(LONG, 1, "red flag"), text(LONG, 2, "short")),
        (text("Ring nu", 1, "tip"), text("Ring nu", 2, "tip", language="en")),
        (text(LONG, 5, "option of hard", "hard a"), text(LONG, 5, "option of pain", "pain a")),
        (text("Ring. Nu", 1, "tip"), text("Ring nu", 2, "tip")),
    ],
)
def test_what_may_be_said_twice(one: Written, other: Written) -> None:
    """Other kinds, other languages, a shared list, what to do, and what to say on the phone."""
    assert found_in(one, other) == []


def test_a_long_text_stands_nowhere_twice() -> None:
    """Not in two kinds, not in two files."""
    tip = text(LONG, 3, "tip", file="tips.yaml")
    (finding,) = found_in(tip, text(LONG, 7, "advice"))
    assert (finding.file, finding.line, finding.params["where"]) == ("tips.yaml", 3, "q.yaml:7")
    shorter = " ".join(LONG.split()[:11])
    assert found_in(tip._replace(text=shorter), text(shorter, 7, "advice")) == []


def test_two_options_on_one_line_are_two() -> None:
    """A list in brackets."""
    options = [text("Nej", 5, "option of hard", name) for name in ("hard a", "hard b")]
    assert codes(found_in(*options)) == ["duplicate_text"]


def test_three_times_the_same_are_two_findings() -> None:
    """Each names the first."""
    findings = found_in(*(text("Nej", line, "tip") for line in (1, 2, 3)))
    assert [(finding.line, finding.params["other"]) for finding in findings] == [(2, "name1"), (3, "name1")]


def test_a_list_used_by_two_questions_is_told_once() -> None:
    """Its two options of one text."""
    lines = [text("Nej", line, f"option of {name}", f"{name} {line}") for name in "ab" for line in (1, 2)]
    assert [finding.line for finding in found_in(*lines)] == [2]


# ---------------------------------------------------------------------------------- readability

HARD = {
    "da": "Bækkenleddenes almindelige belastning nedsættes sædvanligvis efterhånden",
    "en": "Musculoskeletal deterioration necessitates individually calibrated exercises",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_text_may_be_hard(language: Language) -> None:
    """A few words measure nothing; from forty on they do."""
    word = HARD[language].split()[0]
    short, enough = (" ".join([word] * number) for number in (ENOUGH - 1, ENOUGH))
    assert found_in(text(short, language=language)) == []
    assert codes(found_in(text(enough, 5, language=language))) == ["hard_file", "hard_text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_texts_together_are_measured_too(language: Language) -> None:
    """None long enough by itself, and a shared text counts once."""
    lines = [text(f"{HARD[language]}. Nej.", line, language=language) for line in range(10)]
    (finding,) = found_in(*lines)
    assert (finding.line, finding.code, finding.params["language"]) == (0, "hard_file", language)
    assert int(finding.params["value"]) > int(finding.params["limit"])
    assert found_in(*(one._replace(line=1) for one in lines)) == []


def test_each_file_is_measured_by_itself() -> None:
    """Easy questions do not make up for hard tips."""
    easy = [text("Gå en tur. Hvil dig lidt. Sov godt.", line) for line in range(99)]
    hard = [text(HARD["da"], line, file="tips.yaml") for line in range(10)]
    assert [finding.file for finding in found_in(*easy, *hard)] == ["tips.yaml"]


@pytest.mark.parametrize(
    ("one", "expected"),
    [("", 0), ("Gå nu.", 2), ("Bækkenet gør ondt. Hvil dig.", 2.5 + 20), ("112!", 0)],
)
def test_lix_by_hand(one: str, expected: float) -> None:
    """Words for each sentence, and the share of words of seven letters or more."""
    assert lix(one) == expected
    assert lix(unicodedata.normalize("NFD", one)) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [("", 0), ("Rest now.", 0.39 * 2 + 11.8 - 15.59), ("She rested.", 0.39 * 2 + 11.8 * 1.5 - 15.59)],
)
def test_flesch_kincaid_by_hand(one: str, expected: float) -> None:
    """Words for each sentence, syllables for each word."""
    assert flesch_kincaid(one) == pytest.approx(expected)


def test_no_single_english_text_is_hard() -> None:
    """As test_content asks of the Danish ones."""
    assert max(flesch_kincaid(one.en) for one in TEXTS if len(words(one.en)) >= ENOUGH) <= 10


# ---------------------------------------------------------------------------------- dates

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("key", "written", "expected"),
    [
        ("last_review", None, []),
        ("last_review", "2026-11-23", []),
        ("last_review", "2026-11-24", ["date_ahead"]),
        ("last_review", "2024-11-23", []),
        ("last_review", "2024-11-22", ["review_old"]),
        ("contacts_last_checked", "2026-11-23", []),
        ("contacts_last_checked", "2026-11-24", ["date_ahead"]),
        ("contacts_last_checked", "2026-05-27", []),
        ("contacts_last_checked", "2026-05-26", ["contacts_old"]),
    ],
)
def test_a_date_is_neither_ahead_nor_too_old(key: str, written: str | None, expected: list[str]) -> None:
    """Both ends of each limit; age alone is a warning, and nobody having reviewed is said plainly."""
    dates: dict[str, str | None] = {"last_review": None, "contacts_last_checked": "2026-11-22", key: written}
    findings = found_in(questionnaire=QUIET._replace(**dates), today=TODAY)  # type: ignore[arg-type]
    assert codes(findings) == expected
    assert [finding.warning for finding in findings] == [code != "date_ahead" for code in expected]
    assert [finding.line for finding in findings] == [LINES[key]] * len(expected)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(None, []), ("2026-11-23", []), ("2026-11-22", ["number_expired"]), ("2030-01-01", [])],
)
def test_a_number_is_valid_to_the_end_of_its_last_day(until: str | None, expected: list[str]) -> None:
    """Afterwards it is a warning at its own line."""
    contact = QUESTIONNAIRE.contacts[0]._replace(phones=(Phone("112", None, until, 77),))
    findings = found_in(questionnaire=QUIET._replace(contacts=(contact,)), today=TODAY)
    assert codes(findings) == expected
    assert all(finding.warning and finding.line == 77 for finding in findings)
