"""The places that hurt and the pain over time as inline SVG, each with a title that says the same. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape

from baekken_cli.messages import say
from baekken_cli.model import Assessment, Content, Language
from baekken_cli.picture import DRAWINGS, PLACES

_CELL_X, _CELL_Y, _GAP = 7, 13, 210
_OUTLINE = ((8, 0), (8, 2), (6, 4), (4, 6), (4, 8), (4, 11), (5, 13), (6, 15))
_LEG = ((13, 11), (12, 12), (11, 13), (11, 15))
_INNER = (
    ((5, 6), (8, 8), (11, 9), (13, 11)),  # front: down to the joint in the middle
    ((9, 5), (11, 8), (13, 10)),  # back: the bone between the dimples
)
_MIDDLE = 13.5


def drawn(content: Content, assessment: Assessment, language: Language) -> tuple[str, ...]:
    """The drawing of the places she ticked, where some were."""
    for question in content.questionnaire.questions:
        ticked = assessment.answers.get(question.id, ())
        if question.picture and isinstance(ticked, tuple) and set(ticked) & set(PLACES.values()):
            return (captioned(body_svg(ticked, language), say("body_title", language)),)
    return ()


def captioned(drawing: str, caption: str) -> str:
    """A drawing with its title below, for those who see it."""
    return f"<figure>\n{drawing}\n<figcaption>{escape(caption)}</figcaption>\n</figure>"


def body_svg(ticked: Sequence[str], language: Language) -> str:
    """The pelvis from the front and from behind; a full dot where it hurts, a small ring elsewhere."""
    parts = [
        _opening(225, say("body_title", language)),
        '<g fill="none" stroke="currentColor" stroke-width="1.5">',
    ]
    for index, drawing in enumerate(DRAWINGS):
        left = index * _GAP
        parts += [_path(points, left) for points in (_OUTLINE, _LEG, _INNER[index])]
        parts += list(_dots(drawing, ticked, left))
    right, her_left = say("body_right", language), say("body_left", language)
    sides = (("from_the_front", right, her_left), ("from_behind", her_left, right))
    parts.append('</g><g fill="currentColor" stroke="none" font-size="11" text-anchor="middle">')
    for index, (code, one, other) in enumerate(sides):
        parts.append(_words(say(code, language), index * _GAP + _MIDDLE * _CELL_X, 11))
        parts.append(_words(one, index * _GAP + 4 * _CELL_X, 221))
        parts.append(_words(other, index * _GAP + 23 * _CELL_X, 221))
    return "\n".join((*parts, "</g></svg>"))


def _opening(height: int, title: str) -> str:
    """The beginning of a figure that says what it is."""
    return (
        f'<svg viewBox="0 0 400 {height}" width="400" role="img" aria-label="{escape(title)}">\n'
        f"<title>{escape(title)}</title>"
    )


def _words(text: str, x: float, y: float) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'


def _path(points: Sequence[tuple[float, float]], left: int) -> str:
    """One line and its mirror image."""
    lines = []
    for mirrored in (False, True):
        steps = [
            f"{left + (2 * _MIDDLE - x if mirrored else x) * _CELL_X:.0f} {17 + y * _CELL_Y:.0f}"
            for x, y in points
        ]
        lines.append(f"M{' L'.join(steps)}")
    return f'<path d="{" ".join(lines)}"/>'


def _dots(drawing: str, ticked: Sequence[str], left: int) -> Iterator[str]:
    for row, line in enumerate(drawing.strip("\n").split("\n")):
        for letter, option_id in PLACES.items():
            column = line.find(letter * 2)
            while column >= 0:
                x, y = left + (column + 0.5) * _CELL_X, 17 + (row + 0.5) * _CELL_Y
                hurts = option_id in ticked
                look = 'r="6" fill="currentColor"' if hurts else 'r="2.5" stroke-width="0.7"'
                yield f'<circle cx="{x:.0f}" cy="{y:.0f}" {look}/>'
                column = line.find(letter * 2, column + 2)


def trend_svg(points: Sequence[tuple[dt.date, int]], language: Language) -> str:
    """Pain 0-10 by day, as a line with dots; nothing for fewer than two."""
    if len(points) < 2:
        return ""
    first, last = points[0][0], points[-1][0]
    span = max(1, (last - first).days)
    places = [(30 + 340 * (day - first).days / span, 95 - 8 * value) for day, value in points]
    line = " L".join(f"{x:.0f} {y:.0f}" for x, y in places)
    return "\n".join(
        (
            _opening(120, say("trend_caption", language)),
            '<g fill="none" stroke="currentColor">',
            '<path d="M30 15 V95 H375" stroke-width="0.7"/>',
            f'<path d="M{line}" stroke-width="2"/>',
            *(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="currentColor"/>' for x, y in places),
            '</g><g fill="currentColor" stroke="none" font-size="11">',
            '<text x="10" y="19">10</text><text x="16" y="98">0</text>',
            f'<text x="30" y="112">{first.isoformat()}</text>',
            f'<text x="375" y="112" text-anchor="end">{last.isoformat()}</text>',
            "</g></svg>",
        )
    )
