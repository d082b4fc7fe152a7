"""Buttons at the right of something, or in lines below it where both do not fit side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.themed import Themed

_GAP = 8
ICONS_ONLY_BELOW = 1180  # px of the window


class Tail(QWidget):
    """What stands together at the end of the lines of a flow."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_GAP, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.hide()

    def hold(self, parts: Sequence[QWidget]) -> None:
        """Other parts; those before have been taken by somebody else."""
        for part in parts:
            self._row.addWidget(part)
            part.show()
        self.setVisible(bool(parts))


class Beside(Themed, QWidget):
    """``lead`` keeps its own width beside ``parts``, else these stand below it.

    At the largest text in a narrow window buttons show their icons alone, and stay beside it. A lead that
    goes on in lines of its own takes them in at the end of its last line: ``ending``.
    """

    def __init__(
        self, kit: Kit, lead: QWidget, parts: Sequence[QWidget] = (), ending: Flow | None = None
    ) -> None:
        super().__init__()
        self._lead, self._parts = lead, list(parts)
        self._below: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        row.addWidget(lead, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(_GAP)
        row.addLayout(self._row)
        self._flow = Flow([], _GAP)
        self._ending = ending
        if ending is None:
            column.addWidget(self._flow)
        else:
            self._tail = Tail()
            ending.set_parts([*ending.parts, self._tail])
        self.follow(kit)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Other buttons; those before are hidden."""
        for each in self._parts:
            if each not in parts:
                each.hide()
        self._parts, self._below = list(parts), None
        self.arrange()

    def restyle(self) -> None:
        """Bend with the text."""
        self._below = None
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Bend also where a part has become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def arrange(self) -> None:
        """Put the buttons where they fit."""
        icons = self.kit.look.stacked and self.window().width() < ICONS_ONLY_BELOW
        for part in self._parts:
            if isinstance(part, Button) and part.icon_alone != icons:
                part.set_icon_only(icons)
        lead = self._lead.sizeHint().width()
        wide = lead + sum(each.sizeHint().width() + _GAP for each in self._parts) + _GAP
        below = wide > self.width() and (self._ending is not None or not icons)
        if below == self._below:
            return
        self._below = below
        for part in self._parts:
            self._row.removeWidget(part)
        self._put_below(self._parts if below else [])
        if not below:
            for part in self._parts:
                self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
                part.show()

    def _put_below(self, parts: Sequence[QWidget]) -> None:
        if self._ending is None:
            self._flow.set_parts(parts)
            self._flow.setVisible(bool(parts))
        else:
            self._tail.hold(parts)
            self._ending.arrange()
            self._ending.updateGeometry()
