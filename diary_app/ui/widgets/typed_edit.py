"""What a field for a day and one for a time have in common: they take what people type, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent, QValidator
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
        line = self.lineEdit()
        line.cursorPositionChanged.disconnect()  # Qt works over the part that the cursor leaves
        line.textEdited.connect(self._typed)

    def fits(self, text: str) -> bool:
        """Whether ``text`` names a value that fits."""
        raise NotImplementedError

    def take_typed(self, text: str) -> None:
        """What somebody began to type elsewhere: it counts where it fits, and stays where it does not."""
        if self.fits(text):
            self.setDateTime(self.dateTimeFromText(text))
        else:
            self.lineEdit().setText(text)
            self._not_understood()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; only what fits can stay."""
        state = QValidator.State.Acceptable if self.fits(text) else QValidator.State.Intermediate
        return state, text, place

    def showEvent(self, event: QShowEvent) -> None:
        """A page that comes into view again shows what was typed there, also where it did not fit."""
        typed = self.lineEdit().text()
        super().showEvent(event)
        if self.unread:
            self.lineEdit().setText(typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is chosen, to be typed over; what did not fit is there again as it was typed."""
        typed = self.lineEdit().text()
        super().focusInEvent(event)
        if not self.fits(typed):
            self.lineEdit().setText(typed)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)  # the press puts the cursor somewhere first
        else:
            self.selectAll()

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
