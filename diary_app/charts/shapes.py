"""The few shapes that every chart is made of.

Coordinates are points: x grows to the right, y grows **downwards** from the
picture's top left corner. Colours are names of the design tokens (``ink``,
``accent``, ``sev-2``), never values, so that one layout serves light, dark and
paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Measure = Callable[[str, float, bool], float]
"""Width in points of a text: ``measure(text, size, bold)``. The painter's fonts answer."""

ASCENT, DESCENT = 0.76, 0.24
"""Parts of the type size above and below the baseline that a text's box takes."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: ``left <= right``, ``top <= bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre point."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the two share more than ``slack`` points both ways."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack

    def inside(self, other: Box, slack: float = 0.01) -> bool:
        """Whether this box lies within ``other``, give or take ``slack`` points."""
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def shrunk(self, by: float) -> Box:
        """The same box with ``by`` points taken off every side."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dash`` is on, off, ... in points, empty for solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: tuple[float, ...] = ()

    def moved(self, dx: float, dy: float) -> Line:
        """The same line elsewhere."""
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)

    @property
    def box(self) -> Box:
        """The box between both ends."""
        xs, ys = sorted((self.x1, self.x2)), sorted((self.y1, self.y2))
        return Box(xs[0], ys[0], xs[1], ys[1])


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with square corners; no fill or no stroke is ``None``."""

    box: Box
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle elsewhere."""
        return replace(self, box=self.box.moved(dx, dy))


@dataclass(frozen=True, slots=True)
class RoundRect:
    """A rectangle whose corners have ``radius`` points."""

    box: Box
    radius: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()

    def moved(self, dx: float, dy: float) -> RoundRect:
        """The same rectangle elsewhere."""
        return replace(self, box=self.box.moved(dx, dy))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around ``x``, ``y``."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0

    def moved(self, dx: float, dy: float) -> Circle:
        """The same circle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def box(self) -> Box:
        """The square around the circle."""
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


@dataclass(frozen=True, slots=True)
class Polyline:
    """Points joined in order; ``closed`` joins the last to the first."""

    points: tuple[tuple[float, float], ...]
    stroke: str | None
    width: float = 1.0
    fill: str | None = None
    closed: bool = False

    def moved(self, dx: float, dy: float) -> Polyline:
        """The same line elsewhere."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    @property
    def box(self) -> Box:
        """The box around all points."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its baseline, ``length`` its measured width."""

    x: float
    y: float
    text: str
    size: float
    length: float
    color: str = "ink"
    bold: bool = False
    anchor: Anchor = "start"

    def moved(self, dx: float, dy: float) -> Text:
        """The same text elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def left(self) -> float:
        """Where the text begins, whatever its anchor."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.length

    @property
    def box(self) -> Box:
        """The box of ascenders, descenders and measured width."""
        return Box(
            self.left, self.y - ASCENT * self.size, self.left + self.length, self.y + DESCENT * self.size
        )


Shape = Line | Rect | RoundRect | Circle | Polyline | Text


@dataclass(frozen=True, slots=True)
class Target:
    """A part of a picture that can be pointed at: its place, its key and its spoken name."""

    box: Box
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished layout: shapes in painting order, targets, and the chart in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    targets: tuple[Target, ...] = ()
    summary: str = ""

    @property
    def box(self) -> Box:
        """The picture's own frame."""
        return Box(0, 0, self.width, self.height)

    @property
    def texts(self) -> list[Text]:
        """All texts in painting order."""
        return [shape for shape in self.shapes if isinstance(shape, Text)]

    def moved(self, dx: float, dy: float) -> Picture:
        """The picture with its content shifted; the frame stays."""
        return replace(
            self,
            shapes=tuple(shape.moved(dx, dy) for shape in self.shapes),
            targets=tuple(replace(t, box=t.box.moved(dx, dy)) for t in self.targets),
        )


def stack(pictures: Sequence[Picture], gap: float = 0.0, summary: str = "") -> Picture:
    """Pictures below each other, ``gap`` points apart, as one picture."""
    shapes: list[Shape] = []
    targets: list[Target] = []
    top = 0.0
    for picture in pictures:
        placed = picture.moved(0, top)
        shapes += placed.shapes
        targets += placed.targets
        top += picture.height + gap
    width = max((picture.width for picture in pictures), default=0.0)
    height = max(top - gap, 0.0)
    return Picture(width, height, tuple(shapes), tuple(targets), summary)


def text_at(
    measure: Measure,
    at: tuple[float, float],
    text: str,
    size: float,
    *,
    color: str = "ink",
    bold: bool = False,
    anchor: Anchor = "start",
) -> Text:
    """A text shape that knows its width."""
    return Text(at[0], at[1], text, size, measure(text, size, bold), color, bold, anchor)


def first_free(
    candidates: Iterable[Text], taken: Sequence[Box], within: Box, gap: float = 2.0
) -> Text | None:
    """The first candidate that lies in ``within`` and keeps ``gap`` points from every taken box."""
    for text in candidates:
        box = text.box
        wide = Box(box.left - gap, box.top, box.right + gap, box.bottom)
        if box.inside(within) and not any(wide.overlaps(other) for other in taken):
            return text
    return None


def enlarged(picture: Picture, by: float) -> Picture:
    """The picture ``by`` times as large: places, lines, dashes and texts alike.

    Laid out with :func:`at_size`, its texts are as wide as they were taken to be.
    """
    return replace(
        picture,
        width=picture.width * by,
        height=picture.height * by,
        shapes=tuple(_enlarged(shape, by) for shape in picture.shapes),
        targets=tuple(replace(t, box=_larger(t.box, by)) for t in picture.targets),
    )


def at_size(measure: Measure, by: float) -> Measure:
    """A measure for a layout that is to be ``by`` times as large once it is painted."""
    return lambda text, size, bold: measure(text, size * by, bold) / by


def _larger(box: Box, by: float) -> Box:
    return Box(box.left * by, box.top * by, box.right * by, box.bottom * by)


_LENGTHS = ("x", "y", "x1", "y1", "x2", "y2", "radius", "width", "size", "length")


def _enlarged(shape: Shape, by: float) -> Shape:
    parts: dict[str, object] = {
        name: getattr(shape, name) * by for name in _LENGTHS if hasattr(type(shape), name)
    }
    if isinstance(shape, Line | Rect | RoundRect):
        parts["dash"] = tuple(part * by for part in shape.dash)
    if isinstance(shape, Rect | RoundRect):
        parts["box"] = _larger(shape.box, by)
    if isinstance(shape, Polyline):
        parts["points"] = tuple((x * by, y * by) for x, y in shape.points)
    return replace(shape, **parts)  # type: ignore[arg-type]
