"""The HTML pages in a browser: for assistive technology, on a phone, on paper, and without a network."""

from __future__ import annotations

import fcntl
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import LANGUAGES
from tests.conftest import browser
from tests.test_export import CASES, GOLDEN, READERS

pytestmark = pytest.mark.browser
LOOK = Path(__file__).parent / "browser" / "look.mjs"
PHONE = 390
PAGES = {
    f"{case}.{language}.{'self.' if reader == 'self' else ''}html": reader
    for case in CASES
    for language in LANGUAGES
    for reader in READERS
}
EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser found on one page."""

    violations: list[str]
    checked: int
    widest: int
    pages: int
    asked: list[str]


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, Seen]:
    """Every golden page, looked at once in one browser, whichever test process asks first."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder if worker_id == "master" else folder.parent
    with (shared / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared / "pages.json"
        if not kept.exists():
            kept.write_text(looked_at([GOLDEN / name for name in PAGES]))
    found = json.loads(kept.read_text())
    return {Path(path).name: Seen(**one) for path, one in found.items()}


def looked_at(pages: list[Path]) -> str:
    chromium = browser()
    assert chromium is not None
    done = subprocess.run(
        ["node", str(LOOK), chromium, *map(str, pages)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=LOOK.parent,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@EVERY_PAGE
def test_everybody_can_read_it(seen: dict[str, Seen], name: str) -> None:
    """axe finds nothing, and it did look; more of its rules apply where there are figures."""
    assert seen[name].violations == []
    assert seen[name].checked > (20 if PAGES[name] == "clinician" else 15)


@EVERY_PAGE
def test_it_fits_a_phone(seen: dict[str, Seen], name: str) -> None:
    """Nothing is wider than the screen."""
    assert 0 < seen[name].widest <= PHONE


@EVERY_PAGE
def test_it_fits_on_paper(seen: dict[str, Seen], name: str) -> None:
    """One sheet of A4 for a clinician, whatever was ticked; for herself at most both sides of one."""
    assert 1 <= seen[name].pages <= (1 if PAGES[name] == "clinician" else 2)


@EVERY_PAGE
def test_it_asks_for_nothing(seen: dict[str, Seen], name: str) -> None:
    """No address is asked for, of any kind."""
    assert seen[name].asked == []
