"""Typing a recovery code: one field a line, and each line is checked as soon as it is whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from diary_app.security.recovery_code import (
    LINE_LENGTH,
    LINES,
    MistypedCode,
    RecoveryCode,
    line_holds,
    symbols_of,
)
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.code_view import code_font
from diary_app.ui.pages.gate.secret_field import InsideField, Mark
from diary_app.ui.widgets.themed import Themed


class LineField(InsideField):
    """One line of the code; what is typed stays as it was typed."""

    def __init__(self, kit: Kit, place: int) -> None:
        super().__init__(kit, kit.tr("Line {n}", n=place + 1))
        self.place = place
        self.mark = Mark(kit, kit.tr("Fits"))
        self.put_inside(self.mark)

    @property
    def symbols(self) -> str:
        """The characters that count."""
        return symbols_of(self.control.text())

    def restyle(self) -> None:
        """Figures and capitals that cannot be taken for one another."""
        super().restyle()
        self.control.setFont(code_font(self.kit))

    def show_right(self, right: bool) -> None:
        """Mark the line as right; its complaint goes."""
        if self.mark.isHidden() == right:
            self.mark.setVisible(right)
            self.make_room()
        if right:
            self.show_error("")
            self.control.setAccessibleDescription(self.mark.words.text())


class CodeEntry(Themed, QWidget):
    """Four lines, in two columns while there is room.

    ``expected``: the code that is typed back; without it a line is checked by
    its own check character. ``changed`` fires at every change, ``entered``
    when Enter was pressed in the last line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, kit: Kit, expected: RecoveryCode | None = None) -> None:
        super().__init__()
        self._expected = expected
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(14)
        self.fields = [LineField(kit, place) for place in range(LINES)]
        for field in self.fields:
            field.control.textEdited.connect(lambda _text, field=field: self._edited(field))
            field.control.textChanged.connect(lambda _text, field=field: self._check(field))
            field.control.editingFinished.connect(lambda field=field: self._left(field))
            field.control.returnPressed.connect(lambda field=field: self._enter(field))
        self.follow(kit)

    def restyle(self) -> None:
        """One column where two have no room; the lines read downwards in both."""
        across = 1 if self.kit.look.large else 2
        down = LINES // across
        for field in self.fields:
            self._grid.removeWidget(field)
        for place, field in enumerate(self.fields):
            self._grid.addWidget(field, place % down, place // down, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, across - 1)

    # -- what a page asks --------------------------------------------------------

    def begin(self) -> None:
        """To the first line that is not right yet."""
        self._first_open().control.setFocus()

    def stand_as(self, old: CodeEntry) -> None:
        """The lines that were typed in another language."""
        for mine, before in zip(self.fields, old.fields, strict=True):
            mine.control.setText(before.take())

    def wipe(self) -> None:
        """Forget what was typed."""
        for field in self.fields:
            field.control.clear()
            field.show_error("")

    @property
    def whole(self) -> bool:
        """Whether every line is right."""
        return all(self._right(field) for field in self.fields)

    def code(self) -> RecoveryCode | None:
        """The code, once every line is right."""
        try:
            return RecoveryCode.typed("\n".join(field.symbols for field in self.fields))
        except MistypedCode:
            return None

    def complain(self) -> None:
        """Say which lines are not right, and go to the first of them."""
        wrong = [field for field in self.fields if not self._right(field)]
        for field in wrong:
            self._say_wrong(field)
        if wrong:
            wrong[0].control.setFocus()
            a11y.announce(self, wrong[0].error.text())

    # -- inside --------------------------------------------------------------------

    def _right(self, field: LineField) -> bool:
        if self._expected is not None:
            start = field.place * LINE_LENGTH
            return field.symbols == self._expected.symbols[start : start + LINE_LENGTH]
        return line_holds(field.symbols, field.place)

    def _first_open(self) -> LineField:
        return next((field for field in self.fields if not self._right(field)), self.fields[-1])

    def _check(self, field: LineField) -> None:
        right = self._right(field)
        field.show_right(right)
        if not right:
            if len(field.symbols) >= LINE_LENGTH:
                self._say_wrong(field)
            else:
                field.show_error("")
        self.changed.emit()

    def _edited(self, field: LineField) -> None:
        """What is typed or pasted beyond a line's end goes on in the next line."""
        at_end = field.control.cursorPosition() == len(field.control.text())
        if not at_end or len(field.symbols) <= LINE_LENGTH or field is self.fields[-1]:
            return
        lines = [
            field.symbols[start : start + LINE_LENGTH] for start in range(0, len(field.symbols), LINE_LENGTH)
        ]
        target = field
        for line, target in zip(lines, self.fields[field.place :], strict=False):
            target.control.setText(line)
        target.control.setFocus()

    def _left(self, field: LineField) -> None:
        if field.symbols and not self._right(field):
            self._say_wrong(field)

    def _enter(self, field: LineField) -> None:
        if field is self.fields[-1] or self.whole:
            self.entered.emit()
        else:
            self.fields[field.place + 1].control.setFocus()

    def _say_wrong(self, field: LineField) -> None:
        tr, n, found = self.kit.tr, field.place + 1, len(field.symbols)
        if not found:
            sentence = tr("Line {n} is missing.", n=n)
        elif found < LINE_LENGTH:
            sentence = tr("Line {n} has {needed} characters.", n=n, needed=LINE_LENGTH)
        else:
            sentence = tr("Line {n} does not fit. Please look at it again.", n=n)
        if field.error.text() != sentence:
            field.show_error(sentence)
