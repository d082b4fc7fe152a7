"""Putting kept or held values into the fields of a form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QTimeEdit

from diary_app.domain.protocol import Choice
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.parts import NO, YES, StomachPanel


def options(kit: Kit, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """The codes of a plan's short list with their words in the window's language."""
    return [(choice.code, choice.label.in_language(kit.tr.language)) for choice in choices]


def put_time(edit: QTimeEdit, text: str) -> None:
    """Put ``HH:MM`` into a field; what is no time changes nothing."""
    moment = QTime.fromString(text, "HH:mm")
    if moment.isValid():
        edit.setTime(moment)


def put_fasting(panel: StomachPanel, answer: str) -> None:
    """Show an answer to the stomach question; ``unknown`` is none."""
    panel.segments.set_value({"yes": YES, "no": NO}.get(answer))


def put_choice(box: QComboBox, code: str) -> None:
    """Choose by code; an unknown one changes nothing."""
    place = box.findData(code) if code else -1
    if place >= 0:
        box.setCurrentIndex(place)
