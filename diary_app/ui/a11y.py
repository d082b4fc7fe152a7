"""What a screen reader is told: names, descriptions, announcements."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_AT_ONCE = 0.3  # s; a field and its page may tell the same


class _Said:
    """What was said last, and when."""

    def __init__(self) -> None:
        self._text, self._at = "", 0.0

    def is_new(self, text: str) -> bool:
        """Whether it was not said this very moment; remembers it."""
        now = time.monotonic()
        new = text != self._text or now - self._at > _AT_ONCE
        self._text, self._at = text, now
        return new


_said = _Said()


def name(widget: QWidget, text: str, description: str = "") -> None:
    """Give a control its accessible name and, if any, its description."""
    widget.setAccessibleName(text)
    widget.setAccessibleDescription(description)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text`` when it has finished, without moving the focus."""
    _say(widget, text, QAccessible.AnnouncementPoliteness.Polite)


def alarm(widget: QWidget, text: str) -> None:
    """Let a screen reader say at once what is wrong; said of the same thing twice, it is heard once."""
    _say(widget, text, QAccessible.AnnouncementPoliteness.Assertive)


def _say(widget: QWidget, text: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
    if text and _said.is_new(text):
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)


def tab_order(parts: Sequence[QWidget]) -> None:
    """Let the Tab key walk through ``parts`` in this order, and through each in the order it was built."""
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    inside = [child for child in part.findChildren(QWidget) if child.window() is part.window()]  # no pop-ups
    return [child for child in inside if child.focusPolicy() != Qt.FocusPolicy.NoFocus]
