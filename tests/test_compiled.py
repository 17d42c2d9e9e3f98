"""The compiled content says what the files say, or it is not used; and each command loads what it needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from baekken_cli import compiled
from baekken_cli.loader import FILES
from tests.builders import ROOT, clean_environment

COMPILE = "from baekken_cli.loader import compile_content; assert compile_content()"
READ = """
import json, sys
from baekken_cli import loader
known = loader._compiled()
assert known is not None
content, findings = loader.examine(*loader.shipped_files())
print(json.dumps([known.content() == content, known.tips() == content.tips, findings == ()]))
"""
USED = "from baekken_cli import loader; loader.load_content(); print(loader._compiled() is not None)"


def compiled_in(folder: Path) -> Path:
    """A checkout in ``folder`` with its content compiled."""
    shutil.copytree(ROOT / "baekken_cli", folder / "baekken_cli", ignore=shutil.ignore_patterns("*.pyc"))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    python(folder, COMPILE)
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout to be changed."""
    return compiled_in(tmp_path)


def python(folder: Path, code: str, *args: str, **more: str) -> str:
    """What a fresh process prints that runs ``code`` on the program in ``folder``."""
    env = clean_environment({"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **more})
    command = [sys.executable, "-c", code, *args]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_compiled_content_is_what_the_files_say(copy: Path) -> None:
    """Equal to the content that is read, as a whole and the tips alone."""
    assert json.loads(python(copy, READ)) == [True, True, True]


def test_compiling_twice_gives_the_same_bytes(copy: Path) -> None:
    """Whatever order a set happens to have."""
    first = (copy / "baekken_cli" / compiled.FILE.name).read_bytes()
    python(copy, COMPILE, PYTHONHASHSEED="7")
    assert (copy / "baekken_cli" / compiled.FILE.name).read_bytes() == first


def one_letter(file: Path) -> None:
    """One letter is another one; the length stays."""
    text = file.read_text("utf-8")
    file.write_text(text.replace("a", "e", 1), "utf-8")


CODE = ("model.py", "read_questions.py", "yamltree.py")
CHANGES: dict[str, Callable[[Path], object]] = {
    "one letter": one_letter,
    "half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "nothing": lambda file: os.truncate(file, 0),
    "gone": Path.unlink,
}
"""What is left of what was compiled."""


@pytest.mark.parametrize("name", [*FILES, *(f"baekken_cli/{one}" for one in CODE)])
def test_after_a_change_the_files_are_read(name: str, copy: Path) -> None:
    """One letter of the content or of the code is enough; what was compiled is not looked at again."""
    assert python(copy, USED) == "True\n"
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("#\n")
    assert python(copy, USED) == "False\n"


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_damaged_is_not_used(change: str, copy: Path) -> None:
    """The files are read instead, and nobody notices."""
    CHANGES[change](copy / "baekken_cli" / compiled.FILE.name)
    assert python(copy, USED) == "False\n"


def test_a_change_is_seen_at_once(copy: Path) -> None:
    """A midwife changes a sentence, and the next command says it."""
    file = copy / "tips.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Læg dig til at sove på siden", "Sov på siden", 1), "utf-8")
    shown = python(copy, "from baekken_cli.__main__ import run; run()", "tips", "søvn")
    assert "Sov på siden" in shown
    assert "Læg dig" not in shown.split("\n\n")[1]


def test_a_fault_is_not_compiled(copy: Path) -> None:
    """What was compiled before goes, so that the fault is told of."""
    with (copy / "questions.yaml").open("a", encoding="utf-8") as file:
        file.write("no_such_section: {}\n")
    assert (
        python(copy, "from baekken_cli.loader import compile_content; print(compile_content())") == "None\n"
    )
    assert not (copy / "baekken_cli" / compiled.FILE.name).exists()


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(copy: Path) -> None:
    """What was compiled counts only beside ordinary files."""
    (copy / "tips.yaml").unlink()
    os.mkfifo(copy / "tips.yaml")
    assert python(copy, "from baekken_cli import loader; print(loader._compiled())") == "None\n"


def test_all_that_makes_the_content_is_marked(copy: Path) -> None:
    """A module that is loaded to read the files could change what they make."""
    code = (
        "import sys; from baekken_cli import loader; loader.examine(*loader.shipped_files());"
        "print(*sorted(one.split('.')[1] for one in sys.modules if one.startswith('baekken_cli.')))"
    )
    assert tuple(python(copy, code).split()) == tuple(sorted(compiled.READERS))


# ------------------------------------------------------------------------- what each command loads

# The command runs in a terminal, with colour; at the first question it tells what is loaded, and ends.
TELLING = """
import os, sys
class Input:
    encoding = "utf-8"
    def isatty(self): return True
    def reconfigure(self, **_): pass
    def readline(self): tell(); os._exit(0)
def tell():
    print(*sorted(name for name in sys.modules), file=sys.stderr, flush=True)
sys.stdin = Input()
from baekken_cli.__main__ import run
try:
    run()
finally:
    tell()
"""
OTHERS = {"typer", "rich", "yaml", "platformdirs", "sqlite3", "hashlib", "tempfile", "fractions", "html"}
WORDS = "cli errors messages screen typer_words wording"
CONTENT = f"{WORDS} compiled loader model"
ASKING = (
    f"{CONTENT} asking checking classify conditions course flags gather interview overview picture progress"
    " prompts reasons understand wishes"
)
LOADED: dict[str, tuple[str, str]] = {
    "--version": ("", ""),
    "--help": (WORDS, "typer"),
    "tips søvn": (f"{CONTENT} showing", "typer"),
    "about": (f"{CONTENT} showing", "typer"),
    "check": (ASKING, "typer"),
    "check --answers answers.yaml --no-input --json": (
        f"{ASKING} afterwards alarm answers contacts draw explain export figures files given page phone"
        " reading recheck report results saving summary yamltree",
        "html tempfile typer yaml",
    ),
}
"""For each command the modules of the program, and which of OTHERS: those that take time."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that stays as it is."""
    return compiled_in(tmp_path_factory.mktemp("checkout"))


@pytest.mark.parametrize("command", LOADED)
def test_a_command_loads_what_it_needs(command: str, checkout: Path) -> None:
    """Nothing that only a later step needs: Rich, YAML and dates wait until there is something for them."""
    (checkout / "answers.yaml").write_text("stage: pregnant\nweeks_pregnant: 30\nsigns_now: [breath]\n")
    env = clean_environment({"PYTHONPATH": str(checkout), "FORCE_COLOR": "1"})
    done = subprocess.run(
        [sys.executable, "-c", TELLING, *command.split()],
        env=env, cwd=checkout, capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = done.stderr.splitlines()[-1].split()
    ours = {one.split(".")[1] for one in names if one.startswith("baekken_cli.")} - {"__main__"}
    wanted, others = LOADED[command]
    assert ours == set(wanted.split())
    assert OTHERS & set(names) == set(others.split())
