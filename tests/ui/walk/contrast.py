"""Whether texts can be read: the colour each has against what was painted behind it (WCAG 2.x)."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from diary_app.ui.widgets.labels import Label
from tests.ui.walk.seen import Pixel, Seen, describe

BODY, CAPTION, GRAPHICS = 7.0, 4.5, 3.0
"""What is asked of body text; of captions, chips, large words and words on controls; of graphics."""

_CAPTIONS = ("caption", "caption-strong", "tiny", "tiny-strong")
_LARGE, _LARGE_BOLD, _BOLD = 24, 19, 600  # WCAG's 18 and 14 points


def luminance(colour: Pixel) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: Pixel, other: Pixel) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pixel_of(colour: QColor) -> Pixel:
    """A colour as the pixels tell it."""
    return colour.red(), colour.green(), colour.blue()


def behind(seen: Seen, widget: QWidget, part: QRect, ink: Pixel) -> Pixel | None:
    """The colour most of a part has; nothing where it was not painted."""
    counts = seen.pixels(widget, part)
    counts.pop(ink, None)
    return counts.most_common(1)[0][0] if counts else None


def least_of(label: QLabel) -> float:
    """What is asked of a label's declared role."""
    if not isinstance(label, Label) or label._role in _CAPTIONS or label.property("tone") == "chip":
        return CAPTION
    return CAPTION if is_large(label.font().pixelSize(), int(label.font().weight())) else BODY


def is_large(size: int, weight: int) -> bool:
    """Whether a text counts as large."""
    return size >= _LARGE or (size >= _LARGE_BOLD and weight >= _BOLD)


def pale(seen: Seen) -> list[str]:
    """Texts too close to the colour behind them."""
    faults = []
    for widget in seen.widgets:
        if isinstance(widget, QLabel) and widget.text().strip() and widget.isEnabled():
            ink = pixel_of(widget.palette().color(widget.foregroundRole()))
            faults += _faint(seen, widget, widget.rect(), ink, least_of(widget), widget.text())
        elif isinstance(widget, QLineEdit | QComboBox):
            ink = pixel_of(widget.palette().color(widget.foregroundRole()))
            faults += _faint(seen, widget, widget.rect(), ink, CAPTION, describe(widget))
    for one in seen.drawn:
        box = one.box.toAlignedRect()
        part = box.intersected(one.widget.rect())
        if 2 * part.width() < box.width():
            continue  # a table that scrolls by itself: what lies beside its edge has another ground
        faults += _faint(seen, one.widget, part, pixel_of(one.colour), CAPTION, one.text)
    return faults


def _faint(seen: Seen, widget: QWidget, part: QRect, ink: Pixel, least: float, text: str) -> list[str]:
    ground = behind(seen, widget, part, ink)
    if ground is None:
        return [f"not painted: {describe(widget)}"]
    found = ratio(ink, ground)
    if found >= least:
        return []
    words = " ".join(text.split())[:50]
    return [f"contrast {found:.1f} of {least} ({ink} on {ground}): {words!r} in {describe(widget)}"]
