"""The rest between two readings, counted down where it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.progress import Progress

_TICK = 250  # ms between looks at the clock
_STEPS = 6  # of the bar, as a screen reader tells each


class RestTimer(QWidget):
    """Counts a rest down and says when it is over; hidden while there is none."""

    over = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._whole = 0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.line = Label(kit, "", "body-strong", "accent")
        self.bar = Progress(kit, kit.tr("Rest between two readings"))
        column.addWidget(self.line)
        column.addWidget(self.bar)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether the rest is not over yet."""
        return self._timer.isActive()

    def start(self, milliseconds: int) -> None:
        """Begin a rest anew; none is over at once."""
        self._whole = max(1, milliseconds)
        self.bar.setRange(0, _STEPS)
        self.line.setAccessibleName(self.bar.accessibleName())  # the seconds are for the eye
        self._since.start()
        self._timer.start()
        self._tick()
        self.show()
        if self.running:
            a11y.announce(self, self.line.text())

    def stop(self) -> None:
        """There is nothing to wait for."""
        self._timer.stop()
        self.hide()

    def _show_part(self, part: float) -> None:
        step = int(part * _STEPS)
        if step != self.bar.value():
            self.bar.setValue(step)

    def _tick(self) -> None:
        left = self._whole - self._since.elapsed()
        self._show_part(1 - max(0, left) / self._whole)
        if left > 0:
            seconds = -(-left // 1000)
            self.line.setText(
                self.kit.tr.plural(
                    "Rest. The next reading in {n} second.", "Rest. The next reading in {n} seconds.", seconds
                )
            )
            return
        self._timer.stop()
        self.line.setText(self.kit.tr("The rest is over. Please measure again now."))
        self.line.setAccessibleName(self.line.text())
        a11y.announce(self, self.line.text())
        self.over.emit()
