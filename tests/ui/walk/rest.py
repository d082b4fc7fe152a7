"""Whether a page that nobody touches lies still: one that lays itself out again and again takes a core."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.walk.seen import describe

_ROUNDS = 3


class _Requests(QObject):
    """Notes which widgets are asked to lay themselves out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[QWidget, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Lets every event through."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self.asked[watched] = self.asked.get(watched, 0) + 1
        return False


def restless(window: QWidget) -> list[str]:
    """Widgets in ``window`` that are laid out in every round of events, though nothing has happened."""
    application = QApplication.instance()
    assert application is not None
    requests = _Requests()
    application.installEventFilter(requests)
    for _ in range(_ROUNDS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()
    application.removeEventFilter(requests)
    asked = [widget for widget, times in requests.asked.items() if times >= _ROUNDS]
    return [f"laid out again and again: {describe(widget)}" for widget in asked if widget.window() is window]
