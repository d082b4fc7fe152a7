"""The focus ring: 3 px in ink with a clear gap of 2 px, round like the control it is about.

It is in view: where the focus goes, and where the page grows or bends around
it, the page is scrolled as far as the ring needs. Who scrolls away from it is
left in peace.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from diary_app.ui.kit import Kit
from diary_app.ui.theme.tokens import focus_gap, focus_line
from diary_app.ui.widgets.themed import antialiased

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
_OUT = 6  # room around the control for gap, line and smooth edge


class FocusRing(QWidget):
    """Follows the focus inside one window; drawn above everything, deaf to the mouse."""

    def __init__(self, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QObject] = []
        self._scrolled_away = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or new.window() is not self._window or getattr(new, "without_ring", False):
            return
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not by_mouse or isinstance(new, QLineEdit | QPlainTextEdit):
            self._follow(getattr(new, "ring_target", new))

    def _leave(self) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self._target = None
        if not isValid(self):
            return
        self.hide()
        if isValid(self._window):  # at the very end it goes first
            self.setParent(self._window)  # what the ring stood in may be about to go

    def _follow(self, target: QWidget) -> None:
        self._target = target
        frame = self._frame_of(target)
        self.setParent(frame)
        walker: QWidget | None = target
        while walker is not None and walker is not frame:
            walker.installEventFilter(self)
            self._watched.append(walker)
            walker = walker.parentWidget()
        frame.installEventFilter(self)
        self._watched.append(frame)
        self._place()
        self._scrolled_away = False
        self._reveal_soon()

    @property
    def _area(self) -> QScrollArea | None:
        """What scrolls it, if anything does."""
        frame = self.parentWidget()
        area = frame.parentWidget() if frame is not None else None
        return area if isinstance(area, QScrollArea) and area.viewport() is frame else None

    def _reveal_soon(self) -> None:
        QTimer.singleShot(0, self, self._reveal)  # once the page has its layout

    def _reveal(self) -> None:
        """Scroll as little as shows all of the ring; its upper end where there is no room for all."""
        area = self._area
        if area is None or self._target is None or self._scrolled_away:
            return
        self._place()
        bar, place = area.verticalScrollBar(), self.geometry()
        top = bar.value() + place.top()
        bar.setValue(min(max(bar.value(), top + place.height() - area.viewport().height()), top))

    def _frame_of(self, target: QWidget) -> QWidget:
        walker = target
        while not walker.isWindow():
            parent = walker.parentWidget()
            if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
                return parent or walker
            walker = parent
        return walker

    def _place(self) -> None:
        target, frame = self._target, self.parentWidget()
        if target is None or frame is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        corner = target.mapTo(frame, QPoint(0, 0))
        self.setGeometry(
            corner.x() - _OUT, corner.y() - _OUT, target.width() + 2 * _OUT, target.height() + 2 * _OUT
        )
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the control and its parents."""
        if watched in self._watched and event.type() in _MOVES:
            self._place()
            area = self._area
            if area is not None and watched is area.widget() and event.type() == QEvent.Type.Move:
                self._scrolled_away = not area.viewport().rect().intersects(self.geometry())
            else:
                self._reveal_soon()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = antialiased(self)
        line, gap = focus_line(), focus_gap()
        inset = _OUT - gap - line / 2
        radius = getattr(self._target, "ring_radius", self._kit.look.radius("control")) + gap + line / 2
        painter.setPen(QPen(self._kit.colour("ink"), line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
