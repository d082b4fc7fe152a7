"""How hard a passphrase is to guess, asked on the worker while it is typed; and the bar that shows it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.themed import antialiased


class Verdict(NamedTuple):
    """``level``: 0 to 4, for the bar; ``enough``: it may be chosen."""

    level: int
    enough: bool


_NOTHING = Verdict(0, False)


class Estimate(QObject):
    """The strength of what was typed last. One question is under way at a time; the latest text counts.

    ``came`` fires when ``known`` is there; ``failed`` carries the error of an estimate that broke.
    """

    came = Signal()
    failed = Signal(object)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._wanted, self._answered = "", ""
        self._strength = _NOTHING
        self._asking = False

    @property
    def known(self) -> Verdict | None:
        """The strength of the text asked about last, once it is known."""
        return self._strength if self._answered == self._wanted else None

    def ask(self, passphrase: str) -> None:
        """Estimate this one; an empty one is known at once and nothing is kept of the others."""
        self._wanted = passphrase
        if not passphrase:
            self._answered, self._strength = "", _NOTHING
        elif self.known is None and not self._asking:
            self._start()

    def _start(self) -> None:
        text, self._asking = self._wanted, True
        self._runner.run(lambda: _estimate(text), lambda found: self._came(text, found), self._broke)

    def _came(self, text: str, found: Verdict) -> None:
        self._asking = False
        if text != self._wanted:
            if self._wanted:
                self._start()
            return
        self._answered, self._strength = text, found
        self.came.emit()

    def _broke(self, error: Exception) -> None:
        self._asking = False
        self.failed.emit(error)


def _estimate(passphrase: str) -> Verdict:
    from diary_app.services.ways_in import strength

    found = strength(passphrase)
    return Verdict(found.level, found.enough)


class StrengthBar(QWidget):
    """Four short bars, filled up to the strength."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit, self._strength = kit, 0
        self.setFixedSize(151, 8)

    def set_strength(self, value: int) -> None:
        """Show a strength of 0 to 4."""
        self._strength = value
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = antialiased(self)
        for place in range(4):
            painter.setBrush(self._kit.colour("accent" if place < self._strength else "line"))
            painter.drawRoundedRect(QRectF(place * 39, 0, 35, 8), 4, 4)
        painter.end()
