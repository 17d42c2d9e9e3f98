"""The content files: a small good set, and well over a hundred that hold one fault each.

``questionnaires/good/`` is a whole content folder. A file in ``questionnaires/bad/`` is named after its
fault: ``replace`` stands once in small.yaml (or in the ``file`` it names), ``with`` goes in its place, and
``expect`` lists every finding that must come out, by line and code.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
import shutil
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from baekken_cli.errors import ContentProblem, Finding
from baekken_cli.loader import examine, load_content, load_questionnaire
from baekken_cli.messages import FINDINGS, MESSAGES, say
from baekken_cli.model import Content, Language
from baekken_cli.wording import finding_line
from tests.builders import FINDING_LINE, LANGUAGES, ROOT, places
from tests.conftest import Baekken
from tests.proved import SEEN_ELSEWHERE, SLIPS
from tests.test_answers_file import BAD as BAD_ANSWERS
from tests.test_answers_file import PLACES

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
GOOD = QUESTIONNAIRES / "good"
FILES = ("small.yaml", "tips.yaml", "sources.yaml")
TODAY = dt.date(2026, 11, 23)
# Findings that leave the content in use.
LINT = {
    "contacts_old",
    "date_ahead",
    "duplicate_text",
    "hard_file",
    "hard_text",
    "never_print",
    "number_expired",
    "review_old",
    "unused_source",
}
WARNINGS = {"contacts_old", "number_expired", "review_old"}


@dataclass(frozen=True, slots=True)
class Patch:
    """One file of ``bad/``. A misspelt key makes its construction fail."""

    name: str
    replace: str
    put: str
    expect: list[dict[str, object]]
    file: str = "small.yaml"

    def places(self) -> list[tuple[int, str]]:
        return sorted((int(str(one["line"])), str(one["code"])) for one in self.expect)


def read_patch(path: Path) -> Patch:
    written = yaml.safe_load(path.read_text("utf-8"))
    return Patch(path.stem, put=written.pop("with"), **written)


PATCHES = [read_patch(path) for path in sorted((QUESTIONNAIRES / "bad").glob("*.yaml"))]


def folder_with(tmp_path: Path, patch: Patch) -> Path:
    """The good files, one of them with the patch; it must fit exactly once."""
    for name in FILES:
        shutil.copy(GOOD / name, tmp_path / name)
    file = tmp_path / patch.file
    text = file.read_text("utf-8")
    assert text.count(patch.replace) == 1, f"{patch.name}: 'replace' must stand once in {patch.file}"
    file.write_text(text.replace(patch.replace, patch.put), "utf-8")
    return tmp_path


def examined(folder: Path) -> tuple[Content | None, tuple[Finding, ...]]:
    """As `content check` does it on the day after the numbers were compared."""
    return examine(*(folder / name for name in FILES), today=TODAY)


# ---------------------------------------------------------------------------------- good


def test_the_small_content_has_no_findings() -> None:
    """What every bad file is one fault away from."""
    content, findings = examined(GOOD)
    assert findings == ()
    assert content is not None
    assert [question.id for question in content.questionnaire.questions] == [
        "stage",
        "weeks",
        "signs",
        "walking",
    ]


def test_the_small_content_holds_every_section() -> None:
    """No part of the format goes untested: nothing that can be filled is empty."""
    content, _ = examined(GOOD)
    assert content is not None
    questionnaire = content.questionnaire
    empty = [one for one in questionnaire._fields if not getattr(questionnaire, one)]
    assert empty == ["last_review"]


def test_the_shipped_content_loads(content: Content) -> None:
    """In the same way through both functions of the Python interface."""
    assert load_content() == content
    assert load_questionnaire() == content.questionnaire


def test_a_list_of_options_is_written_once_and_used(content: Content) -> None:
    """A named list and more options after it become one list."""
    hard = content.questionnaire.question("hard")
    assert hard is not None
    assert [option.id for option in hard.options[-2:]] == ["none", "unsure"]
    assert "walk" in [option.id for option in hard.options]


# ---------------------------------------------------------------------------------- bad


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_a_fault_is_found_where_it_stands(tmp_path: Path, patch: Patch) -> None:
    """Every finding by line and code: none missing, none too many; no content unless all are lint."""
    content, findings = examined(folder_with(tmp_path, patch))
    assert sorted(places(findings)) == patch.places()
    assert findings
    codes = {finding.code for finding in findings}
    assert codes <= LINT if content else not codes & LINT
    assert {finding.code for finding in findings if finding.warning} == codes & WARNINGS


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_lint_is_only_looked_for_when_asked(tmp_path: Path, patch: Patch) -> None:
    """Without a day, the same content and no lint: a start does not wait for it."""
    folder = folder_with(tmp_path, patch)
    content, findings = examined(folder)
    assert examine(*(folder / name for name in FILES)) == (content, () if content else findings)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_a_finding_is_one_readable_line(tmp_path: Path, patch: Patch) -> None:
    """`file:line kind: text` in both languages, with nothing that a terminal would obey."""
    _, findings = examined(folder_with(tmp_path, patch))
    for finding in findings:
        for language in LANGUAGES:
            line = finding_line(finding, language)
            assert FINDING_LINE.fullmatch(line)
            assert line.isprintable()
        assert finding.file in FILES


def test_a_finding_names_the_file_it_is_in(tmp_path: Path) -> None:
    """A fault of tips.yaml is not told as one of questions.yaml."""
    for patch in PATCHES:
        if patch.name in ("tips_unknown_strength", "sources_unused", "unknown_urgency"):
            _, findings = examined(folder_with(tmp_path, patch))
            assert {finding.file for finding in findings} == {patch.file}


def test_two_faults_are_two_findings(tmp_path: Path) -> None:
    """The second is not hidden by the first, and faults of all three files come together."""
    for name in FILES:
        text = (GOOD / name).read_text("utf-8")
        text = text.replace("urgency: emergency", "urgency: urgent").replace("kind: guideline", "kind: book")
        (tmp_path / name).write_text(text.replace("strength: some", "strength: much"), "utf-8")
    _, findings = examined(tmp_path)
    assert {finding.file for finding in findings} == set(FILES)
    assert {finding.code for finding in findings} == {"unknown_name"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_misspelt_name_is_met_with_the_right_one(tmp_path: Path, language: Language) -> None:
    """Did you mean."""
    patch = next(one for one in PATCHES if one.name == "unknown_urgency")
    _, findings = examined(folder_with(tmp_path, patch))
    said = {"da": "Mente du emergency?", "en": "Did you mean emergency?"}
    assert finding_line(findings[0], language).endswith(said[language])


# ---------------------------------------------------------------------------------- whole files

WHOLE: dict[str, tuple[bytes, tuple[int, str]]] = {
    "empty": (b"", (0, "empty_file")),
    "only a comment": (b"# nothing here\n", (0, "empty_file")),
    "Latin-1": ("# first\nversion: bækken\n".encode("latin-1"), (2, "not_utf8")),
    "UTF-16": ("version: 1\n".encode("utf-16"), (1, "not_utf8")),
    "binary": (bytes(range(256)), (2, "not_utf8")),
    "huge": (b"a: b\n" * 500_000, (0, "too_large")),
}
# Codes for files that are not there at all; seen on the command line.
NOT_THERE = {"a file that is not there": "no_such_file", "a folder": "no_such_file"}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path, name: str, file: str) -> None:
    """Its own fault, and not a finding for everything that now is missing in the others."""
    for one in FILES:
        shutil.copy(GOOD / one, tmp_path / one)
    raw, expected = WHOLE[name]
    (tmp_path / file).write_bytes(raw)
    content, findings = examined(tmp_path)
    assert content is None
    assert [(finding.file, finding.line, finding.code) for finding in findings] == [(file, *expected)]


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_one_finding(tmp_path: Path, file: str) -> None:
    """The same where it is not there."""
    for one in FILES:
        shutil.copy(GOOD / one, tmp_path / one)
    (tmp_path / file).unlink()
    _, findings = examined(tmp_path)
    assert [(finding.file, finding.line, finding.code) for finding in findings] == [(file, 0, "cannot_open")]


@pytest.mark.parametrize("name", WHOLE)
def test_content_check_of_an_unreadable_file(baekken: Baekken, tmp_path: Path, name: str) -> None:
    """Exit code 1 and exactly its one finding."""
    raw, (line, code) = WHOLE[name]
    (tmp_path / "mine.yaml").write_bytes(raw)
    ran = baekken("content", "check", str(tmp_path / "mine.yaml"))
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == finding_line(Finding("mine.yaml", line, code, {"limit": "2000000"}), "da") + "\n"


@pytest.mark.parametrize("name", NOT_THERE)
def test_content_check_of_what_is_no_file(baekken: Baekken, tmp_path: Path, name: str) -> None:
    """Exit code 5, as there is nothing to check."""
    path = tmp_path if name == "a folder" else tmp_path / "none.yaml"
    ran = baekken("content", "check", str(path))
    assert (ran.code, ran.out) == (5, "")
    assert finding_line(Finding(path.name, 0, NOT_THERE[name]), "da") in ran.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_content_check_of_a_changed_copy(baekken: Baekken, tmp_path: Path, language: Language) -> None:
    """The midwife's way: a copy with one misspelt urgency, one finding on its line."""
    text = (ROOT / "questions.yaml").read_text("utf-8")
    changed = text.replace("    urgency: same_day\n", "    urgency: sameday\n", 1)
    (tmp_path / "mine.yaml").write_text(changed, "utf-8")
    line = changed[: changed.index("urgency: sameday")].count("\n") + 1
    ran = baekken("content", "check", str(tmp_path / "mine.yaml"), "--lang", language)
    assert ran.code == 1
    assert ran.out.startswith(f"mine.yaml:{line} unknown: sameday ")
    assert "same_day?" in ran.out
    assert ran.out.count("\n") == 1


def test_content_check_of_a_source_no_longer_cited(baekken: Baekken, tmp_path: Path) -> None:
    """A finding, and exit code 1, though it is no reason to refuse the content."""
    text = (ROOT / "questions.yaml").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(
        text.replace("OEST]", "BT22]").replace(", BT22, BT22]", ", BT22]"), "utf-8"
    )
    ran = baekken("content", "check", str(tmp_path / "mine.yaml"))
    assert ran.code == 1
    *warnings, last = ran.out.splitlines()
    assert re.match(r"sources\.yaml:\d+ source: .*OEST", last)
    assert all(" warning: " in line for line in warnings)


def test_content_check_of_a_good_copy(baekken: Baekken, tmp_path: Path) -> None:
    """A copy under another name has no findings either."""
    shutil.copy(ROOT / "questions.yaml", tmp_path / "mine.yaml")
    assert baekken("content", "check", str(tmp_path / "mine.yaml")).code == 0


def test_loading_raises_with_every_finding(tmp_path: Path) -> None:
    """The Python interface: all findings in one error."""
    shutil.copy(GOOD / "tips.yaml", tmp_path)
    shutil.copy(GOOD / "sources.yaml", tmp_path)
    text = (GOOD / "small.yaml").read_text("utf-8")
    wrong = text.replace("urgency: emergency", "urgency: now").replace("urgency: routine", "urgency: soon")
    (tmp_path / "questions.yaml").write_text(wrong, "utf-8")
    with pytest.raises(ContentProblem) as caught:
        load_content(tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["unknown_name", "unknown_name"]
    assert caught.value.exit_code == 5


# ---------------------------------------------------------------------------------- every message


def test_every_kind_of_finding_is_shown_by_some_test() -> None:
    """A bad content file or a bad answers file for each code, and no code that is not known."""
    codes = {code for patch in PATCHES for _, code in patch.places()}
    codes |= {code for _, expected in BAD_ANSWERS.values() for _, code in expected}
    codes |= {code for expected in PLACES.values() for _, code in expected}
    codes |= {code for _, (_, code) in WHOLE.values()} | set(NOT_THERE.values())
    codes |= {one.code for slip in SLIPS for one in slip.expect} | SEEN_ELSEWHERE
    assert codes == set(FINDINGS)


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_has_the_same_places_in_both_languages(code: str) -> None:
    """`{name}` in Danish is `{name}` in English."""
    kind, danish, english = FINDINGS[code]
    assert re.fullmatch(r"[a-z]+", kind)
    assert places_in(danish) == places_in(english)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_has_the_same_places_in_both_languages(code: str) -> None:
    """The same for every sentence of the program, and both are written."""
    danish, english = MESSAGES[code]
    assert places_in(danish) == places_in(english)
    assert danish.strip()
    assert english.strip()


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


TO_DO = {
    "da": re.compile(
        r"\b(Skriv|Slet|Brug|Ret|Gem|Se efter|Sæt|Slå|Tilføj|Flyt|Giv|Gør|Vælg|Er det|Her bruges|skal)\b"
        r"|: ret reglerne|fejl i programmet|uden for \d"
    ),
    "en": re.compile(
        r"\b(Write|Delete|Use|Mend|Merge|Save|Check|Put|Add|Give|Make|Move|Rename|Choose|Is it|This is|should"
        r"|must|belongs)\b|: mend the rules|fault of the program|outside \d"
    ),
}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_says_what_to_do(code: str) -> None:
    """Also where no nearest name can be offered."""
    named = places_in(FINDINGS[code][1]) - {"mean"}
    finding = Finding("file.yaml", 1, code, dict.fromkeys(named, "1"))
    assert TO_DO["da"].search(finding_line(finding, "da"))
    assert TO_DO["en"].search(finding_line(finding, "en"))


# Called with a code as its first or second argument: where, and in which catalogue the code stands.
MAKERS = {"say": 0, "UsageProblem": 0}
FINDERS = {"fault": 1, "Finding": 2}


@dataclass(slots=True)
class Used:
    """What the source of the package says."""

    said: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    patterns: list[re.Pattern[str]] = field(default_factory=list)


def used_in_the_package() -> Used:
    used = Used()
    for path in sorted((ROOT / "baekken_cli").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                used.said |= codes_in(node, MAKERS)
                used.found |= codes_in(node, FINDERS)
            elif (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "messages.py"
            ):
                used.words.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := pattern_of(node)):
                used.patterns.append(pattern)
    return used


def codes_in(call: ast.Call, wanted: dict[str, int]) -> set[str]:
    """Codes written in the argument where this function takes its code, both arms of an if."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in wanted or len(call.args) <= wanted[name]:
        return set()
    return set(texts_of(call.args[wanted[name]]))


def texts_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


def pattern_of(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """`f"stage_{stage}"` as a pattern for the codes it may make."""
    written = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    if not any(isinstance(part, str) and re.fullmatch(r"_?[a-z]+(_[a-z]*)*", part) for part in written):
        return None
    if any(isinstance(part, str) and not re.fullmatch(r"[a-z_]+", part) for part in written):
        return None
    return re.compile("".join("[a-z_]+" if part is None else str(part) for part in written))


USED = used_in_the_package()


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_used(code: str) -> None:
    """A sentence that nothing says is a promise that nobody keeps."""
    assert code in USED.words or any(pattern.fullmatch(code) for pattern in USED.patterns)


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_is_used(code: str) -> None:
    """The same for findings."""
    assert code in USED.words


def test_every_code_that_is_said_exists() -> None:
    """No KeyError waits behind a rare mistake."""
    assert len(USED.said) > 50
    assert USED.said - set(MESSAGES) == set()
    assert len(USED.found) > 20
    assert USED.found - set(FINDINGS) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_filled(language: Language) -> None:
    """With a value for each place, no place is left."""
    for code, sentences in MESSAGES.items():
        shown = say(code, language, **dict.fromkeys(places_in(sentences[0]), "x"))
        assert "{" not in shown
        assert "}" not in shown


def test_a_patch_that_does_not_fit_fails(tmp_path: Path) -> None:
    """The test of the tests: a fault that is no longer put into the file is not silently passed."""
    check: Callable[[str], Path] = lambda text: folder_with(tmp_path, Patch("none", text, "x", []))  # noqa: E731
    with pytest.raises(AssertionError, match="must stand once"):
        check("this stands nowhere")
    with pytest.raises(AssertionError, match="must stand once"):
        check("sources: [ONE]")
