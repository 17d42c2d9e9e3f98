"""How many small faults of the Python code are noticed: ``python -m benchmarks.core_mutants [MODULE ...]``.

mutmut changes one thing in one function of the pure core and runs the tests of that module which call the
function. Where they all pass, and pass again in a process of their own, the mutant is a survivor: a test is
missing, or core_survivors.yaml says why the change does no harm. A survivor that is not explained there
makes the command fail, and so does an explanation without its survivor where every mutant was tried.

What stands outside of functions (tables, sentences, types) is not changed, nor what has a decorator.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.markdown import dated, table

ROOT = Path(__file__).parent.parent
SURVIVORS = Path(__file__).parent / "core_survivors.yaml"
PLUGIN = Path(__file__).parent / "few_examples.py"
PACKAGE = "baekken_cli"
COPIED = (PACKAGE, "tests", "questions.yaml", "tips.yaml", "sources.yaml")

TESTS: dict[str, tuple[str, ...]] = {
    "alarm": ("alarm", "phone"),
    "answers": (
        "answers_file::test_a_good_file_is_read_as_it_is_meant",
        "answers_file::test_a_file_with_a_hole_asks_for_what_is_missing",
        "answers_file::test_a_bad_file_is_refused_with_its_line",
        "answers_file::test_a_misspelt_question_is_met_with_the_right_one",
        "answers_file::test_a_misspelt_option_is_met_with_the_right_one",
        "answers_file::test_ticks_come_in_the_order_of_the_options",
        "answers_file::test_what_the_file_says_of_itself",
        "answers_file::test_what_a_result_says_of_itself",
        "answers_file::test_a_line_that_was_not_shown_is_told_with_its_question",
        "answers_file::test_answers_of_a_result_as_far_as_they_are_taken",
        "answers_file::test_five_faults_of_one_kind_are_five_lines",
        "answers_file::test_five_wrong_answers_are_five_lines",
        "recheck::test_words_that_others_misread_are_quoted",
        "recheck::test_answers_kept_are_answers_read",
    ),
    "classify": ("classify",),
    "conditions": ("conditions",),
    "contacts": (
        "cli::test_the_gp_by_day_and_the_out_of_hours_doctor_else",
        "cli::test_a_gp_without_hours_is_always_open",
        "cli::test_the_number_of_the_region",
        "cli::test_all_numbers_where_the_region_is_not_known",
        "cli::test_a_number_that_may_have_changed_says_so",
        "cli::test_the_first_contact_comes_with_its_number",
        "cli::test_contacts_as_they_are_read",
        "cli::test_a_region_is_found_by_every_name",
        "alarm",
    ),
    "course": (
        "course::test_another_week_asks_again_what_looks_different",
        "course::test_none_of_these_never_speaks_of_new_lines",
        "course::test_from_pregnant_to_after_birth_and_back",
        "course::test_answers_from_a_file_stay_though_one_is_missing",
        "course::test_answers_from_a_file_must_stand_a_change_too",
        "course::test_what_waits_for_an_answer_is_not_counted",
        "course::test_what_waits_is_not_counted_though_it_looks_the_same",
        "course::test_back_at_the_first_question_is_nowhere",
        "course::test_back_step_by_step_leaves_every_answer",
        "course::test_hardly_possible_goes_with_what_is_hard",
        "course::test_nothing_can_be_answered_where_nothing_is_asked",
        "course::test_what_waited_through_a_change_is_asked",
        "course::test_back_goes_to_an_answer",
    ),
    "flags": ("classify",),
    "gather": ("classify",),
    "interview": ("interview",),
    "phone": ("phone",),
    "progress": ("progress",),
    "reasons": ("reasons", "phone"),
    "recheck": (
        "recheck::test_the_calendar_moves_the_weeks",
        "recheck::test_without_weeks_nothing_moves",
        "recheck::test_what_changed",
        "recheck::test_what_changed_as_it_is_read",
        "recheck::test_the_advice_that_was_kept_is_told",
        "recheck::test_without_a_stated_difference_every_change_counts",
        "recheck::test_nothing_new_beside_an_alarm_is_nothing_at_all",
        "recheck::test_nothing_that_can_be_compared_is_said",
        "recheck::test_after_a_loss_the_words_are_hers",
        "recheck::test_beside_an_alarm_only_what_is_worse",
        "recheck::test_what_changed_never_names_what_is_private",
    ),
    "summary": ("page", "recheck"),
    "timespan": ("timespan",),
    "trend": ("trend",),
    "understand": ("understand",),
}
"""What should notice a change of a module, in seconds: files of tests without ``test_``, or tests in them."""

Name = tuple[str, str, str, str]
"""Module, function, what was there, what is there now."""

LONGEST = 120
"""Seconds that the tests of a module may take in a process of their own; a change that hangs is noticed."""

KILLED = {"killed", "timeout", "segfault"}
SURVIVED = {"survived", "no tests"}

SETTINGS = """\
[tool.pytest.ini_options]
addopts = "--strict-markers -p no:cacheprovider -p no:xdist -p few_examples -m 'not browser'"
markers = ["browser: not run here"]

[tool.mutmut]
source_paths = ["{package}"]
only_mutate = ["{package}/{module}.py"]
also_copy = {beside}
pytest_add_cli_args_test_selection = {tests}
track_dependencies = false
use_git_change_detection = false
timeout_multiplier = 10.0
"""


class Mutant(NamedTuple):
    """One change: ``function`` of ``module``, at ``line``, where ``was`` became ``now``."""

    module: str
    function: str
    line: int
    was: str
    now: str
    survives: bool

    @property
    def name(self) -> Name:
        """What it is known by in core_survivors.yaml; a line number would not last."""
        return self.module, self.function, self.was, self.now


class Judged(NamedTuple):
    """The mutants of a module that were tried, of ``total``."""

    module: str
    total: int
    mutants: list[Mutant]

    @property
    def survivors(self) -> list[Mutant]:
        return [one for one in self.mutants if one.survives]


# ---------------------------------------------------------------- the tool


def judge(module: str, tests: Sequence[str], sample: int = 0, seed: int = 0, root: Path = ROOT) -> Judged:
    """The mutants of a module, or a ``sample`` of them, as the test files judge them."""
    from mutmut.configuration import reset_config
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.mutation.file_mutation import mutate_file_contents

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(_copy(root, Path(folder), module, tests)):
        reset_config()
        file = Path(PACKAGE, f"{module}.py")
        source = file.read_text("utf-8")
        names = [f"{PACKAGE}.{module}.{one}" for one in mutate_file_contents(str(file), source).mutant_names]
        chosen = random.Random(seed).sample(names, sample) if 0 < sample < len(names) else names
        alive = _survivors(module, chosen, tests)
        diffs = {one: get_diff_for_mutant(one, path=file) for one in chosen}
        mutants = [_mutant(module, source, one, diffs[one], one in alive) for one in chosen]
        return Judged(module, len(names), sorted(mutants, key=lambda one: one.line))


def _copy(root: Path, folder: Path, module: str, tests: Sequence[str]) -> Path:
    """What is mutated and what it needs, in a folder of its own, with the settings of both tools."""
    left_out = shutil.ignore_patterns("__pycache__", "node_modules")
    for one in (root / name for name in COPIED if (root / name).exists()):
        if one.is_dir():
            shutil.copytree(one, folder / one.name, ignore=left_out)
        else:
            shutil.copy(one, folder)
    shutil.copy(PLUGIN, folder)
    beside = [PLUGIN.name, *(one for one in COPIED if one.endswith(".yaml"))]
    settings = SETTINGS.format(package=PACKAGE, module=module, beside=beside, tests=node_ids(tests))
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    return folder


def node_ids(tests: Sequence[str]) -> list[str]:
    """The names that pytest has for them: ``cli::test_help`` is ``tests/test_cli.py::test_help``."""
    split = [one.partition("::") for one in tests]
    return [f"tests/test_{file}.py{mark}{test}" for file, mark, test in split]


def _survivors(module: str, names: Sequence[str], tests: Sequence[str]) -> set[str]:
    """The names that no test notices.

    mutmut forks, and what was worked out before the fork may hide a change: those that it lets live are tried
    once more from the start.
    """
    from mutmut.stats import status_by_exit_code

    _run("-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "1", *names)
    codes = json.loads(Path("mutants", PACKAGE, f"{module}.py.meta").read_text("utf-8"))["exit_code_by_key"]
    found = {name: status_by_exit_code[codes[name]] for name in names}
    strange = {name: status for name, status in found.items() if status not in KILLED | SURVIVED}
    if strange:
        raise SystemExit(f"mutmut gave no verdict: {strange}")
    return {name for name, status in found.items() if status in SURVIVED and passes_alone(name, tests)}


def _run(*arguments: str) -> None:
    ran = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"mutmut failed:\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}")


def passes_alone(name: str, tests: Sequence[str], longest: float = LONGEST) -> bool:
    """Do all tests pass with this mutant, in a new process, within ``longest`` seconds?"""
    here = Path("mutants").resolve()
    environment = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(here)}
    command = [sys.executable, "-m", "pytest", "-q", "-x", *node_ids(tests)]
    try:
        ran = subprocess.run(
            command, cwd=here, env=environment, capture_output=True, check=False, timeout=longest
        )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def _mutant(module: str, source: str, name: str, diff: str, survives: bool) -> Mutant:
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    function, cls = orig_function_and_class_names_from_key(name)
    lines = diff.splitlines()[2:]
    was, now = (" ".join(one[1:].strip() for one in lines if one.startswith(sign)) for sign in "-+")
    line = _first_line(source, function, cls) + _changed_line(lines) - 1
    return Mutant(module, f"{cls}.{function}" if cls else function, line, was, now, survives)


def _first_line(source: str, function: str, cls: str | None) -> int:
    """Where a function begins, with the comments above it, as mutmut shows it."""
    body = ast.parse(source).body
    if cls:
        body = next(one for one in body if isinstance(one, ast.ClassDef) and one.name == cls).body
    found = next(one for one in body if isinstance(one, ast.FunctionDef) and one.name == function)
    above = source.splitlines()[: found.lineno - 1]
    comments = takewhile(lambda line: line.lstrip().startswith("#"), reversed(above))
    return found.lineno - len(list(comments))


def _changed_line(diff: Sequence[str]) -> int:
    """Which line of the function is the first one that changed, from 1."""
    start = int(diff[0].split()[1].split(",")[0].removeprefix("-"))
    return start + sum(1 for _ in takewhile(lambda line: line.startswith(" "), diff[1:]))


PLANTED = {
    f"{PACKAGE}/__init__.py": "",
    f"{PACKAGE}/small.py": "def speaks(wants: bool, may: bool) -> bool:\n    return wants and may\n"
    "\n\ndef months(years: int) -> int:\n    return 12 * years\n",
    "tests/__init__.py": "",
    "tests/test_small.py": f"from {PACKAGE}.small import months, speaks\n"
    "\n\ndef test_speaks() -> None:\n    assert speaks(True, True) and not speaks(False, False)\n"
    "\n\ndef test_months() -> None:\n    assert months(2) == 24\n",
}
"""Nobody tries one without the other; a month too many is noticed."""
SEEN = {
    ("return wants and may", "return wants or may", True),
    ("return 12 * years", "return 12 / years", False),
    ("return 12 * years", "return 13 * years", False),
}


def look_at_planted() -> None:
    """Stops where a survivor that is known is not seen: then nothing that follows would mean anything."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in PLANTED.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(text, "utf-8")
        found = judge("small", ["small"], root=Path(folder))
    if {(one.was, one.now, one.survives) for one in found.mutants} != SEEN:
        raise SystemExit(f"mutmut does not tell what is known of a small module: {found}")


# ---------------------------------------------------------------- the report

HEAD = ("module", "mutants", "tried", "killed", "survived", "explained", "kill rate")


def explanations(file: Path = SURVIVORS) -> dict[Name, str]:
    """Why a survivor may live, by its name."""
    written = yaml.safe_load(file.read_text("utf-8")) or []
    return {(one["module"], one["function"], one["was"], one["now"]): one["why"] for one in written}


def report(judged: Sequence[Judged], explained: Mapping[Name, str]) -> int:
    """Prints the table and the survivors; 1 where the explanations do not fit the survivors."""
    whole = Judged("all", sum(one.total for one in judged), [each for one in judged for each in one.mutants])
    print(table(HEAD, [_row(one, explained) for one in (*judged, whole)]))
    for one in whole.survivors:
        print(f"\n{PACKAGE}/{one.module}.py:{one.line} survivor in {one.function}")
        print(f"- {one.was}\n+ {one.now}\n  {explained.get(one.name, 'NOT EXPLAINED')}")
    alive = {one.name for one in whole.survivors}
    idle = [name for name in explained if name not in alive and _was_tried(name, judged)]
    for name in idle:
        print(f"\ncore_survivors.yaml: explained, but there is no such survivor: {' | '.join(name)}")
    return 1 if idle or alive - explained.keys() else 0


def _row(one: Judged, explained: Mapping[Name, str]) -> list[str]:
    tried, alive = len(one.mutants), len(one.survivors)
    known = sum(mutant.name in explained for mutant in one.survivors)
    share = f"{100 * (tried - alive) / tried:.1f} %" if tried else "-"
    return [one.module, *map(str, (one.total, tried, tried - alive, alive, known)), share]


def _was_tried(name: Name, judged: Sequence[Judged]) -> bool:
    """True for each mutant that was tried, and for each that a module does not have though all were tried."""
    return any(
        name in {each.name for each in one.mutants}
        or (name[0] == one.module and one.total == len(one.mutants))
        for one in judged
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Judges the mutants, module by module, and prints the table."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.core_mutants", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(TESTS)}; all when none")
    parser.add_argument("--sample", type=int, default=0, help="try so many mutants of each module")
    parser.add_argument("--seed", type=int, default=0, help="another seed is another sample (default: 0)")
    given = parser.parse_args(arguments)
    if unknown := set(given.modules) - TESTS.keys():
        parser.error(f"no tests are named for: {', '.join(sorted(unknown))}")
    how = f"at most {given.sample} of a module, seed {given.seed}" if given.sample else "all mutants"
    print(dated(how, "mutmut", "hypothesis") + "\n", flush=True)
    look_at_planted()
    judged = []
    for module in given.modules or TESTS:
        judged.append(judge(module, TESTS[module], given.sample, given.seed))
        print(f"{module}: {len(judged[-1].survivors)} of {len(judged[-1].mutants)} live", file=sys.stderr)
    return report(judged, explanations())


if __name__ == "__main__":
    sys.exit(main())
