"""The pelvis from the front and from the back in letters, each place with its number. Pure.

Drawn as when she looks at somebody who faces her, and at somebody from behind; her own left and right
stand beside each.
"""

from __future__ import annotations

from collections.abc import Sequence

from baekken_cli.messages import say
from baekken_cli.model import Language, Option

NEEDS = 59
"""Columns for the drawing, on a terminal of one more; below, the list of places is easier to read."""

# Two upper case letters mark a place (see PLACES); all other characters are drawn as they stand.
_FRONT = r"""
        |    AA    |
        |          |
       BB    CC    BB
       /            \
      / DD        DD \
     /\              /\
    (  \     EE     /  )
   HH   \          /   HH
    |  FF\_  __  _/FF  |
    |  UU  \_GG_/  UU  |
    |       \KK/       |
    |   II   ||   II   |
     \      /  \      /
      |    |    |    |
      | TT |    | TT |
"""
_BACK = r"""
        |          |
        |LL      LL|
        |          |
       /     MM     \
      /  __  ||  __  \
     /  /  \ || /  \  \
    (  (   NN  OO   )  )
   HH   \    \/    /   HH
    |    \   PP   /    |
    |  QQ    ||    QQ  |
    |________/\________|
    |   RR   ||   RR   |
     \      /  \      /
      |    |    |    |
      | SS |    | SS |
"""
PLACES = {
    "A": "upper_belly",
    "B": "womb_sides",
    "C": "belly_constant",
    "D": "belly_one_side_early",
    "E": "bladder",
    "F": "groin",
    "G": "sp_front",
    "H": "hip_side",
    "I": "thigh_inner",
    "K": "perineum",
    "L": "flank",
    "M": "low_back",
    "N": "si_left",
    "O": "si_right",
    "P": "coccyx",
    "Q": "buttock",
    "R": "thigh_back",
    "S": "calf_one",
    "T": "leg_below_knee",
    "U": "groin_lump",
}
"""The letters of the drawing and the option that each stands for."""
DRAWINGS = (_FRONT, _BACK)
_HALF = 28


def pelvis(options: Sequence[Option], language: Language) -> list[str]:
    """The lines of the drawing, with the numbers that ``options`` have in the list."""
    numbers = {option.id: number for number, option in enumerate(options, 1)}
    right, left = say("right_side", language), say("left_side", language)
    front = _half(_FRONT, numbers, say("from_the_front", language), right, left)
    back = _half(_BACK, numbers, say("from_behind", language), left, right)
    return [f"{one:<{_HALF}}{other}".rstrip() for one, other in zip(front, back, strict=True)]


def _half(
    drawing: str, numbers: dict[str, int], title: str, on_the_left: str, on_the_right: str
) -> list[str]:
    rows = drawing.strip("\n").split("\n")
    sides = f"  {on_the_left:<11}{on_the_right:>11}"
    return [f"{title:^26}", sides, *(_numbered(row, numbers) for row in rows)]


def _numbered(row: str, numbers: dict[str, int]) -> str:
    """The row with numbers for letters; a place that is not asked about stays empty."""
    for letter, option_id in PLACES.items():
        row = row.replace(letter * 2, f"{numbers.get(option_id, ''):^2}")
    return row
