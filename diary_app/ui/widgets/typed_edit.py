"""What a field for a day and one for a time have in common: they take what people type, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QDateTimeEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_KEYS = (*_ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4)

if TYPE_CHECKING:
    _Edit = QDateTimeEdit
else:
    _Edit = object  # a mixin: the field itself is a QDateEdit or a QTimeEdit


class TypedEdit(_Edit):
    """Qt's own fields take a day or a time only part by part, and pass silently over what does not fit.

    ``unread``: what was typed last names nothing that fits; it stays there to
    be mended, and ``read`` (of the field) tells so. ``entered``: Enter was
    pressed, the form can go on.
    """

    unread = False
    read: Any
    entered: Any

    def begin(self) -> None:
        """Listen to what is typed; called once by the field."""
        self.lineEdit().textEdited.connect(self._typed)

    def fits(self, text: str) -> bool:
        """Whether ``text`` names a value that fits."""
        raise NotImplementedError

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; only what fits can stay."""
        state = QValidator.State.Acceptable if self.fits(text) else QValidator.State.Intermediate
        return state, text, place

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back to what did not fit finds it as it was typed, chosen to be typed over."""
        typed = self.lineEdit().text()
        super().focusInEvent(event)
        if not self.fits(typed):
            self.lineEdit().setText(typed)
            self.lineEdit().selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The person leaves: what does not fit is said, and stays as it was typed."""
        typed, fits = self.lineEdit().text(), self.hasAcceptableInput()
        if not fits:
            self._not_understood()
        super().focusOutEvent(event)
        if not fits:
            self.lineEdit().setText(typed)  # Qt has put the value before it in its place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed and goes on; what does not fit stays to be mended."""
        if event.key() not in _OWN_KEYS or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.lineEdit().event(event)
            return
        entering = event.key() in _ENTER
        if entering and not self.hasAcceptableInput():
            self._not_understood()
            event.accept()
            return
        if entering:
            self._understood()
        super().keyPressEvent(event)
        if entering and not event.isAutoRepeat():
            event.accept()
            self.entered.emit()

    def _typed(self) -> None:
        if self.hasAcceptableInput():
            self._understood()

    def _not_understood(self) -> None:
        self.unread = True
        self.read.emit(False)

    def _understood(self) -> None:
        self.unread = False
        self.read.emit(True)
