"""What the tests of several charts share: a measure, days, and checks of geometry."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import combinations

from diary_app.charts.days import PlanDay
from diary_app.charts.shapes import Picture, Shape, Text
from diary_app.common.i18n import translator

EN = translator("en")
FIRST = date(2026, 1, 1)


def measure(text: str, size: float, bold: bool) -> float:
    """A plain stand-in for fonts: Chinese is square, Latin a little over half as wide."""
    return sum(size if ord(c) > 0x2E80 else size * (0.6 if bold else 0.56) for c in text)


def cycle_days(count: int, start: date = FIRST, cycle: int = 1, length: int = 21) -> list[PlanDay]:
    """``count`` days in a row, in cycles of ``length`` days."""
    return [PlanDay(start + timedelta(days=n), cycle + n // length, n % length + 1) for n in range(count)]


def colourless(shape: Shape) -> Shape:
    """The shape as a grey printer that knows only black and white would tell it apart: by its form."""
    gone = {
        f.name: "x" for f in fields(shape) if f.name in ("fill", "stroke", "color") and getattr(shape, f.name)
    }
    return replace(shape, **gone)


def overlapping_texts(picture: Picture) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share room."""
    return [(a.text, b.text) for a, b in combinations(picture.texts, 2) if a.box.overlaps(b.box, slack=0.2)]


def outside(picture: Picture) -> list[Shape]:
    """Shapes that leave the picture's frame."""
    return [shape for shape in picture.shapes if not shape.box.inside(picture.box)]


def small(picture: Picture) -> list[Text]:
    """Texts under 8 points."""
    return [text for text in picture.texts if text.size < 8]


def assert_clean(picture: Picture) -> None:
    """Nothing clipped, nothing on top of other text, nothing too small to read."""
    assert outside(picture) == []
    assert overlapping_texts(picture) == []
    assert small(picture) == []
