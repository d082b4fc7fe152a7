"""Choosing or typing the name of somebody who works at the clinic."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.fields import Field

_LONGEST = 80


class NameField(Field[QComboBox]):
    """A list one can also type into: whoever stands in no list types the name."""

    def __init__(self, kit: Kit, label: str, names: Sequence[str] = (), help_text: str = "") -> None:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        super().__init__(kit, label, box, help_text)
        line = box.lineEdit()
        assert line is not None
        self.line = line
        line.setMaxLength(_LONGEST)
        line.setAccessibleName(label)
        completer = box.completer()
        if isinstance(completer, QCompleter):
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offer(names)

    def offer(self, names: Sequence[str]) -> None:
        """The names in the list; what was typed stays."""
        typed = self.name
        self.control.clear()
        self.control.addItems(list(names))
        self.control.setCurrentIndex(-1)
        self.put(typed)

    def put(self, name: str) -> None:
        """Show a name."""
        self.control.setEditText(name)

    @property
    def name(self) -> str:
        """What was chosen or typed."""
        return self.control.currentText().strip()
