"""Whether the focus can be seen: the Tab key is pressed all around a page, and the ring is looked at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.ui.theme.tokens import Look
from diary_app.ui.widgets.focus_ring import FocusRing
from tests.ui.walk.checks import controls
from tests.ui.walk.contrast import GRAPHICS, pixel_of, ratio
from tests.ui.walk.seen import Seen, describe

_MOST = 120  # stops of Tab on one page
_GAP, _LINE = 2, 3


def unseen_focus(seen: Seen, look: Look, *, pixels: bool = False) -> list[str]:
    """Stops of Tab without a ring in view, and controls that Tab never comes to."""
    window, start = seen.window, QApplication.focusWidget()
    faults: list[str] = []
    stops = [control for control in controls(seen) if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
    come_to: list[QWidget] = []
    stays = 0
    if start is None:
        QTest.keyClick(window, Qt.Key.Key_Tab)
    else:  # a press of the mouse shows no ring
        start.clearFocus()
        start.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
    for _ in range(_MOST):
        focus = QApplication.focusWidget()
        if focus is None or (focus in come_to and (focus is not come_to[-1] or stays > 3)):
            break
        stays = stays + 1 if come_to and focus is come_to[-1] else 0  # from the hours to the minutes
        come_to.append(focus)
        if not getattr(focus, "without_ring", False):
            faults += ring_faults(window, focus, look, pixels=pixels)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()  # pages bring what has the focus into view in the next round
    faults += [f"Tab never comes to {describe(stop)}" for stop in stops if stop not in come_to]
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
    return faults


def ring_faults(window: QWidget, focus: QWidget, look: Look, *, pixels: bool) -> list[str]:
    """What is wrong about the ring of the control that has the focus."""
    shown = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    if len(shown) != 1:
        return [f"{len(shown)} rings: {describe(focus)}"]
    ring, target = shown[0], getattr(focus, "ring_target", focus)
    place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
    wanted = place.adjusted(-_GAP - _LINE, -_GAP - _LINE, _GAP + _LINE, _GAP + _LINE)
    drawn = QRect(ring.mapTo(window, QPoint(0, 0)), ring.size())
    if not drawn.contains(wanted):
        return [f"the ring is elsewhere: {describe(focus)}"]
    in_view = ring.visibleRegion().boundingRect().translated(ring.mapTo(window, QPoint(0, 0)))
    if not in_view.contains(wanted):
        missing = (
            wanted.height() - in_view.intersected(wanted).height(),
            wanted.width() - in_view.intersected(wanted).width(),
        )
        return [f"the ring is cut by {missing}: {describe(focus)}"]
    return faint_ring(window, focus, wanted, look) if pixels else []


def faint_ring(window: QWidget, focus: QWidget, ring: QRect, look: Look) -> list[str]:
    """A ring that was painted over, or is too close to the colours beside it."""
    ink = pixel_of(QColor(look.colour("ink")))
    around = ring.adjusted(-4, -4, 4, 4).intersected(window.rect())
    image = window.grab(around).toImage()
    faults = []
    for name, out in (
        ("left", QPoint(-1, 0)),
        ("top", QPoint(0, -1)),
        ("right", QPoint(1, 0)),
        ("foot", QPoint(0, 1)),
    ):
        places = [place - around.topLeft() for place in _edge(ring, out)]
        if all(_at(image, place) != ink for place in places):
            faults.append(f"no ring at the {name}: {describe(focus)}")
        beside = [_at(image, place + out * step) for place in places for step in (-3, 3)]
        if max(ratio(ink, side) for side in beside if side) < GRAPHICS:
            faults.append(f"the ring is too pale at the {name} (beside {beside}): {describe(focus)}")
    return faults


def _edge(ring: QRect, out: QPoint) -> list[QPoint]:
    """Three places in the middle of the line at one side."""
    half = QPoint(out.x() * (ring.width() // 2 - 1), out.y() * (ring.height() // 2 - 1))
    along = QPoint(out.y() * ring.width() // 4, out.x() * ring.height() // 4)
    return [ring.center() + half + along * step for step in (-1, 0, 1)]


def _at(image: QImage, place: QPoint) -> tuple[int, int, int]:
    if not image.rect().contains(place):
        return ()  # type: ignore[return-value]
    return pixel_of(image.pixelColor(place))
