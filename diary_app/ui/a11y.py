"""What a screen reader is told: names, descriptions, announcements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def name(widget: QWidget, text: str, description: str = "") -> None:
    """Give a control its accessible name and, if any, its description."""
    widget.setAccessibleName(text)
    widget.setAccessibleDescription(description)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text`` without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tab_order(parts: Sequence[QWidget]) -> None:
    """Let the Tab key walk through ``parts`` in this order, and through each in the order it was built."""
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    inside = [child for child in part.findChildren(QWidget) if child.window() is part.window()]  # no pop-ups
    return [child for child in inside if child.focusPolicy() != Qt.FocusPolicy.NoFocus]
