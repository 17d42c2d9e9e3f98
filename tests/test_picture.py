"""The pelvis in letters: each number stands where its place is, and nowhere else.

The drawing itself says where: its pairs of upper case letters, read here once more and on their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baekken_cli import picture
from baekken_cli.interview import shown_options
from baekken_cli.loader import load_content
from baekken_cli.model import Language, Option
from baekken_cli.picture import NEEDS, PLACES, pelvis
from tests.builders import LANGUAGES

QUESTIONNAIRE = load_content().questionnaire
WITH_PELVIS = [one for one in QUESTIONNAIRE.questions if one.picture == "pelvis"]
SITES = WITH_PELVIS[0].options
SUBSETS = st.sets(st.sampled_from(range(len(SITES)))).map(lambda some: [SITES[one] for one in sorted(some)])
WIDTH = 24  # of one of the two drawings, without the room between them
SECOND = 28  # where the drawing from behind begins
TITLES = 2  # rows above the drawings
FRONT, BACK = (
    [f"{row:<{WIDTH}}" for row in drawing.strip("\n").split("\n")]
    for drawing in (picture._FRONT, picture._BACK)
)
ONE_SIDED = {"si_left", "si_right"}
IN_THE_MIDDLE = {"upper_belly", "belly_constant", "bladder", "sp_front", "perineum", "low_back", "coccyx"}

Spot = tuple[int, int]
"""A row and a column of the whole picture."""


def spots() -> dict[Spot, str]:
    """Where a pair of letters stands, and which option it is for."""
    return {
        (row, offset + found.start()): PLACES.get(found[1], "")
        for offset, drawing in ((0, FRONT), (SECOND, BACK))
        for row, text in enumerate(drawing, TITLES)
        for found in re.finditer(r"([A-Z])\1", text)
    }


SPOTS = spots()


def numbers_in(rows: Sequence[str]) -> dict[Spot, str]:
    """Every pair of columns that holds a digit, by the spot that it should be at."""
    found = {}
    for row, text in enumerate(rows):
        for digits in re.finditer(r"\d+", text):
            at = next(
                (spot for spot in SPOTS if spot[0] == row and spot[1] <= digits.start() < spot[1] + 2), None
            )
            found[at or (row, digits.start())] = digits[0]
    return found


def drawn(options: Sequence[Option], language: Language = "da") -> list[str]:
    return pelvis(options, language)


# ---------------------------------------------------------------- places and options
def test_one_question_has_the_picture() -> None:
    assert [one.id for one in WITH_PELVIS] == ["sites"]


def test_every_letter_is_in_the_drawings_and_every_one_there_has_a_place() -> None:
    letters = set(re.findall(r"[A-Z]", "".join((*FRONT, *BACK))))
    assert letters == PLACES.keys()
    assert set(SPOTS.values()) == set(PLACES.values())
    assert len(set(PLACES.values())) == len(PLACES)


def test_every_place_is_an_option() -> None:
    assert set(PLACES.values()) <= {option.id for option in SITES}


def test_only_what_has_no_place_is_not_drawn() -> None:
    """An option added to the question must be drawn, or be one of these."""
    not_drawn = {option.id for option in SITES} - set(PLACES.values())
    assert not_drawn == {"other_joints", "elsewhere", "unsure"}


# ---------------------------------------------------------------- where the numbers stand
@given(SUBSETS, st.sampled_from(LANGUAGES))
def test_each_number_stands_exactly_at_its_place(options: list[Option], language: Language) -> None:
    """At every spot of its letter, as in the list; what is not in the list leaves nothing."""
    numbers = {option.id: str(number) for number, option in enumerate(options, 1)}
    wanted = {spot: numbers[name] for spot, name in SPOTS.items() if name in numbers}
    assert numbers_in(drawn(options, language)) == wanted


@given(SUBSETS)
def test_around_the_numbers_nothing_changes(options: list[Option]) -> None:
    """The lines of the body are the same with all numbers, with some and with none."""
    bare = [f"{row:<60}" for row in drawn([])[TITLES:]]
    for row, (text, empty) in enumerate(zip(drawn(options)[TITLES:], bare, strict=True), TITLES):
        for column, char in enumerate(f"{text:<60}"):
            if not {(row, column), (row, column - 1)} & SPOTS.keys():
                assert char == empty[column]


def test_places_that_are_not_asked_about_leave_the_bare_body() -> None:
    """No letters and no numbers; only the lines of the drawing."""
    body = "".join(drawn([])[TITLES:])
    assert set(body) <= set(" |/\\_()")
    assert sum(char != " " for char in body) > 100


def test_the_numbers_are_those_of_the_list_that_is_shown() -> None:
    """After a birth two lines are not shown, and all numbers after them are smaller."""
    shown = shown_options(WITH_PELVIS[0], {"stage": "postpartum", "pain": "current"})
    ids = [option.id for option in shown]
    assert "womb_sides" not in ids
    bladder = next(spot for spot, name in SPOTS.items() if name == "bladder")
    assert numbers_in(drawn(shown))[bladder] == str(ids.index("bladder") + 1)
    assert ids.index("bladder") < [option.id for option in SITES].index("bladder")


# ---------------------------------------------------------------- it fits and prints anywhere
@given(SUBSETS, st.sampled_from(LANGUAGES))
def test_rows_are_short_and_plain(options: list[Option], language: Language) -> None:
    """Fewer columns than are asked for; no character but ASCII below the words."""
    rows = drawn(options, language)
    assert max(len(row) for row in rows) < NEEDS
    assert len(rows) == TITLES + len(FRONT)
    assert all(row.isascii() and row.isprintable() for row in rows[TITLES:])
    assert all(row.isprintable() and row == row.rstrip() for row in rows)


# ---------------------------------------------------------------- left and right
@pytest.mark.parametrize(
    ("language", "titles", "right", "left"),
    [
        ("da", ("Forfra", "Bagfra"), "højre", "venstre"),
        ("en", ("From the front", "From behind"), "right", "left"),
    ],
)
def test_her_own_left_and_right(language: Language, titles: tuple[str, str], right: str, left: str) -> None:
    """Facing her, her right is on the left of the picture; seen from behind, on the right."""
    head, sides = drawn(SITES, language)[:TITLES]
    assert (head[:SECOND].strip(), head[SECOND:].strip()) == titles
    front, back = sides[:SECOND].lower(), sides[SECOND:].lower()
    assert front.index(right) < WIDTH // 2 < front.index(left)
    assert back.index(left) < WIDTH // 2 < back.index(right)


def test_the_one_sided_places_are_on_the_side_of_their_word() -> None:
    """Left and right at the back, as the words above the drawing say."""
    middle = SECOND + centre_of(BACK)
    at = {name: spot for spot, name in SPOTS.items() if name in ONE_SIDED}
    assert at["si_left"][1] < middle < at["si_right"][1]
    assert at["si_left"][0] == at["si_right"][0]


def centre_of(drawing: Sequence[str]) -> float:
    """The column in the middle of the body; a pair of letters around it begins half a column before."""
    body = [column for row in drawing for column, char in enumerate(row) if char != " "]
    return (min(body) + max(body)) / 2


@pytest.mark.parametrize(("offset", "drawing"), [(0, FRONT), (SECOND, BACK)], ids=["front", "back"])
def test_paired_places_are_symmetric(offset: int, drawing: list[str]) -> None:
    """Each stands as far from the middle on the other side; the rest is in the middle itself."""
    centre = offset + centre_of(drawing)
    here = {spot: name for spot, name in SPOTS.items() if (spot[1] >= SECOND) == (offset > 0)}
    for (row, column), name in here.items():
        mirrored = (row, int(2 * centre) - column - 1)
        if name not in ONE_SIDED:
            assert here.get(mirrored) == name
        assert ((row, column) == mirrored) == (name in IN_THE_MIDDLE)


@pytest.mark.parametrize("drawing", [FRONT, BACK], ids=["front", "back"])
def test_the_body_is_symmetric(drawing: list[str]) -> None:
    """Line by line the same on both sides, places left out."""
    twin = str.maketrans("/\\()", "\\/)(")
    bare = [re.sub(r"[A-Z]", " ", row) for row in drawing]
    centre = centre_of(drawing)
    for row, column in product(bare, range(WIDTH)):
        other = int(2 * centre) - column
        assert row[column] == (row[other].translate(twin) if 0 <= other < WIDTH else " ")
