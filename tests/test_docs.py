"""What the documents show can be typed, and where they point there is something."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.builders import ROOT, flat, run_cli
from tests.conftest import Baekken

FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
PROGRAM = re.compile(
    r"(?:^|&&|\||\$)\s*(?:\S*/)?(?:baekken|python3? -m baekken_cli)(?= |$)(?P<rest>[^|&;#]*)"
)
COMMANDS = (
    "check", "export", "tips", "about", "content check", "content table", "content graph", "content diff",
    "content", "history", "history list", "history show", "history compare", "history trend",
    "history export", "history delete",
)  # fmt: skip


def documents() -> list[Path]:
    """The documents at the top, below docs/, and what else there is to read."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    return [*(path for path in found if path.name == "README.md" or path.exists()), *docs()]


def docs() -> list[Path]:
    return sorted((ROOT / "docs").rglob("*.md"))


def command_lines(path: Path) -> list[str]:
    """Every `baekken ...` in a block of a document, without its comment; in a session what follows a $."""
    found = []
    for kind, block in FENCE.findall(path.read_text("utf-8")):
        for line in block.splitlines():
            if kind != "text" or line.startswith("$ "):
                found += [match["rest"].strip() for match in PROGRAM.finditer(line)]
    return found


SHOWN = [
    (path.relative_to(ROOT).as_posix(), line)
    for path in documents()
    if path.exists()
    for line in command_lines(path)
]


def test_the_readme_shows_every_command() -> None:
    """Each command stands in a block of README.md."""
    shown = [line for name, line in SHOWN if name == "README.md"]
    for command in ("check", "export", "tips", "about", "content check"):
        assert any(line == command or line.startswith(f"{command} ") for line in shown), command


@pytest.mark.parametrize(("name", "line"), SHOWN, ids=[f"{name}: {line}" for name, line in SHOWN])
def test_every_command_line_in_the_documents_parses(baekken: Baekken, name: str, line: str) -> None:
    """The command exists, and its help names each option that the line uses."""
    words = shlex.split(line)
    command = next((one for one in COMMANDS if words[: len(one.split())] == one.split()), "")
    page = baekken(*command.split(), "--help")
    assert page.code == 0
    assert command or all(word.startswith("-") for word in words), f"{name}: no such command in {line!r}"
    for word in words:
        if word.startswith("--"):
            option = word.split("=")[0]
            assert re.search(rf"^  {re.escape(option)}\b", page.out, re.MULTILINE), f"{name}: {option}"


# What is typed in the session of README.md, the parts that it leaves out included.
TYPED = (
    "1", "31", "none", "none", "none", "none", "no",  # pregnant, week 31, no signs
    "1", "1 2", "1", "2", "2", "1 3", "5", "3", "2",  # pain in front and left, walking and turning
    "1 3", "none", "1", "2", "none", "2", "1", "none",  # walking and turning are hard, afraid to move
    "keep",  # the overview is right
)  # fmt: skip


def test_the_session_in_the_readme_is_what_the_program_says() -> None:
    """Word for word, but for the parts in brackets and whether the GP is open just now."""
    readme = (ROOT / "README.md").read_text("utf-8")
    session = next(block for kind, block in FENCE.findall(readme) if kind == "text")
    command, _, shown = session.partition("\n")
    ran = run_cli(*shlex.split(command)[2:], input="".join(f"{line}\n" for line in TYPED))
    said = any_hour(ran.out)
    without_typing = re.sub(r"^> .*$", ">", shown, flags=re.MULTILINE)
    parts = re.split(r"^ *\[\.\.\..*\]$", without_typing, flags=re.MULTILINE)
    assert len(parts) > 3
    assert [part for part in parts if any_hour(part) not in said] == []


def any_hour(text: str) -> str:
    hours = re.compile(r"\((closed now; open weekdays|open now, weekdays) 8-16\)")
    return hours.sub("(8-16)", flat(text))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    """To a file or a folder of the repository, and to a heading that is there."""
    for match in LINK.finditer(without_blocks(path.read_text("utf-8"))):
        target = unquote(match[1] or match[2])
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        place = (path.parent / name).resolve() if name else path
        assert place.exists(), f"{path.name} points to {target}"
        assert place.is_relative_to(ROOT), f"{path.name} points outside: {target}"
        if heading:
            assert heading in headings(place), f"{path.name}: no heading {target}"


def without_blocks(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def headings(path: Path) -> set[str]:
    """The names by which a document's headings can be linked to."""
    found = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


def test_every_document_is_reached_from_the_readme() -> None:
    """Nobody has to guess that a document is there."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        for match in LINK.finditer(without_blocks(path.read_text("utf-8"))):
            target = (path.parent / unquote(match[1] or match[2]).partition("#")[0]).resolve()
            waiting += (
                [target] if target.is_file() else sorted(target.glob("*.md")) if target.is_dir() else []
            )
    assert [path for path in docs() if path not in reached] == []


def text_files() -> list[Path]:
    """The files that belong to the project: tracked ones and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if listed.returncode:  # a source archive without its history
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if not hidden(path)]
    else:
        names = listed.stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def hidden(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part.startswith(".") or part in ("__pycache__", "build", "dist") for part in parts)


def test_no_file_names_a_package_registry() -> None:
    """Where packages come from is the user's business; no host name of a registry stands in any file."""
    hosts = re.compile("|".join((r"pypi\." + "org", "python" + "hosted", "npm" + "js", r"debian\." + "org")))
    files = text_files()
    assert len(files) > 50
    assert [path.name for path in files if hosts.search(path.read_bytes().decode("utf-8", "replace"))] == []


def test_no_file_is_a_lock_file_of_a_tool_that_writes_addresses() -> None:
    """The one list of versions is constraints.txt."""
    lock = re.compile(r".*\.lockb?|.*-lock\.(json|ya?ml)|pylock.*\.toml|npm-shrinkwrap\.json", re.IGNORECASE)
    assert [path.name for path in text_files() if lock.fullmatch(path.name)] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    """The project can be anywhere."""
    places = re.compile(
        "|".join(("/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "/ro" + "ot/", r"C:\\" + "Users"))
    )
    assert [
        path.name for path in text_files() if places.search(path.read_bytes().decode("utf-8", "replace"))
    ] == []


def test_the_python_example_runs() -> None:
    """The example of docs/architecture.md gives what it says."""
    result = doctest.testfile(str(ROOT / "docs" / "architecture.md"), module_relative=False)
    assert result.attempted > 8
    assert result.failed == 0
