"""The items of a questionnaire in two columns, typed by keys alone: a digit moves on, minus is left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from diary_app.domain.clinic.paper import Value
from diary_app.ui import a11y
from diary_app.ui.clinic.paper.grid_paint import GridItem, PaintedGrid


class ItemGrid(PaintedGrid):
    """Shows one pass being typed, or two beside each other. One stop of the Tab key.

    ``typed`` tells (cell, answer or ``None`` for left blank); ``saved`` Enter on
    the last item; ``moved`` the item that is now the one to type or to settle.
    """

    typed = Signal(str, object)
    saved = Signal()
    moved = Signal(str)
    refused = Signal(str)

    # -- what is shown -------------------------------------------------------

    def show_cells(
        self,
        heads: Sequence[str],
        columns: Sequence[Mapping[str, Value | None]],
        marks: Mapping[str, bool] | None = None,
        unsettled: frozenset[str] = frozenset(),
        active: int | None = None,
    ) -> None:
        """Show passes; ``marks``: by cell whether both are the same; ``unsettled``: cells that stand out.

        ``active``: the column that is typed; the others are quiet then.
        """
        self._active = active
        self._heads, self._columns = list(heads), list(columns)
        self._marks, self._open = marks or {}, unsettled
        self._tell()
        self.update()

    @property
    def current(self) -> GridItem:
        """The item that the keys are about."""
        return self._items[self.place]

    def go_to(self, place: int) -> None:
        """Make another item the current one."""
        self.place = max(0, min(place, len(self._items) - 1))
        self._tell()
        self.update()
        self.moved.emit(self.current.cell)

    def go_to_cell(self, cell: str) -> None:
        """Make the item of a cell the current one."""
        self.go_to(next(index for index, item in enumerate(self._items) if item.cell == cell))

    def row_rect(self) -> QRect:
        """Where the current row lies, to scroll to."""
        return self._row(self.place).toRect()

    def _tell(self) -> None:
        said = [f"{self.current.cell}. {self.current.label}"]
        for head, column in zip(self._heads, self._columns, strict=True):
            held = column.get(self.current.cell, "")
            said.append(self.kit.told(head, self._spoken(held, self.current.cell in column)))
        self.setAccessibleDescription(self.kit.listed(said))
        if self.hasFocus():
            a11y.announce(self, self.kit.listed(said))

    def _spoken(self, value: Value | None, there: bool) -> str:
        if not there:
            return self.kit.tr("not typed yet")
        return self.kit.tr("left blank") if value is None else str(value)

    # -- keys and mouse ------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and minus type and move on; Backspace and the arrows move; Enter saves on the last item."""
        harmless = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ours = not event.modifiers() & ~harmless and (self._take_answer(event) or self._take_move(event))
        if not ours:
            super().keyPressEvent(event)

    def _take_answer(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not self.editable or event.isAutoRepeat():  # a held key never fills the form
            return self.editable and event.isAutoRepeat() and (text.isdigit() or text == "-")
        if text in ("-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{FULLWIDTH HYPHEN-MINUS}"):
            self.answer(None)
        elif text.isascii() and text.isdigit():
            self.answer(int(text))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def answer(self, value: int | None) -> None:
        """Type an answer into the current item and move on; one that does not fit is refused and said."""
        item = self.current
        if value is not None and not 1 <= value <= item.highest:
            self.refused.emit(
                self.kit.tr("Item {n} takes 1 to {highest}.", n=item.cell, highest=item.highest)
            )
            return
        self.typed.emit(item.cell, value)
        self.go_to(self.place + 1)  # after the last one it stays there, and its answer is told

    def _enter(self) -> None:
        if self.place == len(self._items) - 1:
            self.saved.emit()
        else:
            self.go_to(self.place + 1)

    def _take_move(self, event: QKeyEvent) -> bool:
        last = len(self._items) - 1
        steps = {
            Qt.Key.Key_Backspace: self.place - 1,
            Qt.Key.Key_Up: self.place - 1,
            Qt.Key.Key_Down: self.place + 1,
            Qt.Key.Key_Left: self.place - self._rows(),
            Qt.Key.Key_Right: self.place + self._rows(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key not in steps:
            return False
        if 0 <= steps[key] <= last:
            self.go_to(steps[key])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a row the current one."""
        for place in range(len(self._items)):
            if self._row(place).contains(event.position()):
                self.go_to(place)
