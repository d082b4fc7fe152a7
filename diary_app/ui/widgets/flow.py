"""Things side by side that go on in the next line where the width ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_COMES_OR_GOES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Flow(QWidget):
    """Lays its parts out in lines, each at its own width; none wider than the flow itself."""

    def __init__(self, parts: Sequence[QWidget], gap: int = 8) -> None:
        super().__init__()
        self._parts, self._gap = list(parts), gap
        for part in self._parts:
            part.setParent(self)
            part.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What it lays out now, in order."""
        return tuple(self._parts)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Other parts; those before are let go of by whoever takes them."""
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
            part.installEventFilter(self)
            part.show()
        self.arrange()
        self.updateGeometry()

    def set_gap(self, gap: int) -> None:
        """Another gap between the parts, in px."""
        self._gap = gap
        self.arrange()
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        """Where each part stands at ``width`` pixels."""
        places: list[QRect] = []
        left, top, line = 0, 0, 0
        for part in self._parts:
            if part.isHidden():  # takes no room, and none beside it
                places.append(QRect(left, top, 0, 0))
                continue
            hint = part.sizeHint()
            wide = min(hint.width(), width)
            high = max(part.heightForWidth(wide), part.minimumHeight(), 0) or hint.height()
            if left and left + wide > width:
                left, top, line = 0, top + line + self._gap, 0
            places.append(QRect(left, top, wide, high))
            left, line = left + wide + self._gap, max(line, high)
        return places

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """As high as the width at hand needs."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """The widest part at its narrowest."""
        return QSize(max((part.minimumSizeHint().width() for part in self._parts), default=0), 0)

    def arrange(self) -> None:
        """Put every part in its place."""
        for part, place in zip(self._parts, self._places(self.width()), strict=True):
            part.setGeometry(place)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Also where a part has gone or come back: the flow has no layout that would tell it."""
        if event.type() in _COMES_OR_GOES and watched in self._parts:
            self.arrange()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Also where a part has become larger or smaller."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines at another width."""
        super().resizeEvent(event)
        self.arrange()
