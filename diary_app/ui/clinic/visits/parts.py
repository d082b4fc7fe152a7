"""The cards of the Visits tab: a title, its buttons, and rows that can be corrected and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.clinic.visits.rows import RowText
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, clear, divider
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.themed import Themed

_ONE_LINE = QRect(0, 0, 1 << 20, 1 << 10)
_FEW = 6  # rows until somebody asks for all


class EntryRow(Themed, QWidget):
    """One record in words and chips, with "Correct" and "Take back" at the right."""

    def __init__(self, kit: Kit, text: RowText) -> None:
        super().__init__()
        self.text = text
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 4, 0, 4)
        self._box.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Label(kit, text.title, "body-strong"))
        if text.chips:
            said.addWidget(Flow([Chip(kit, words, kind) for words, kind in text.chips], 6))
        if text.detail:
            said.addWidget(Label(kit, text.detail, "second", "ink-2"))
        self._box.addLayout(said, 1)
        tr = kit.tr
        self.correct_button = Button(kit, tr("Correct"), "link", "small")
        self.undo_button = Button(kit, tr("Take back"), "link", "small")
        # a title may come twice on the page: the first line below it tells the two apart
        about = f"{text.title}, {text.detail}" if text.detail else text.title
        self.correct_button.setAccessibleName(tr("Correct: {what}", what=about))
        self.undo_button.setAccessibleName(tr("Take back: {what}", what=about))
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        self.sign_button = Button(kit, tr("Sign it"), "link", "small")
        self.sign_button.setAccessibleName(tr("Sign: {what}", what=about))
        if not text.signing:
            self.sign_button.hide()
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.correct_button)
        buttons.addWidget(self.undo_button)
        buttons.addStretch(1)
        self._box.addLayout(buttons)
        self._box.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        self.follow(kit)

    def restyle(self) -> None:
        """The buttons below the words at large text."""
        large = self.kit.look.large
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        )


class Section(Card):
    """``wanted`` names the form of a button; ``correct``, ``take_back`` and ``sign`` carry a row."""

    wanted = Signal(str)
    correct = Signal(object)
    take_back = Signal(object)
    sign = Signal(object)

    def __init__(self, kit: Kit, title: str, nothing: str, buttons: Sequence[tuple[str, str]]) -> None:
        super().__init__("plain", (16, 12, 16, 12))
        self.kit, self._nothing = kit, nothing
        self.column.setSpacing(8)
        self.title = Label(kit, title, "small-title")
        self.column.addWidget(self.title)
        self.buttons: dict[str, Button] = {}
        for name, words in buttons:
            button = self.buttons[name] = Button(kit, words, size="small")
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        if self.buttons:
            self._flow = Flow(list(self.buttons.values()), 8)
            self.column.addWidget(self._flow)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.column.addLayout(self.rows)
        self._all = self._reads_only = False
        self.texts: Sequence[RowText] = ()

    def read_only(self) -> None:
        """For a monitor: nothing is added, corrected or taken back."""
        self._reads_only = True
        self.offer(())

    def offer(self, names: Sequence[str]) -> None:
        """Which of the buttons can be pressed now; the others are out of view."""
        for name, button in self.buttons.items():
            button.setVisible(name in names)
        if self.buttons:
            self._flow.arrange()

    def show_rows(self, texts: Sequence[RowText]) -> None:
        """Take other rows; the newest few, until somebody asks for all."""
        self.texts = texts
        clear(self.rows)
        if not texts:
            self.rows.addWidget(Label(self.kit, self._nothing, "body", "ink-2"))
        for text in texts if self._all else texts[:_FEW]:
            if self.rows.count():
                self.rows.addWidget(divider())
            row = EntryRow(self.kit, text)
            row.correct_button.clicked.connect(lambda _=False, text=text: self.correct.emit(text))
            row.sign_button.clicked.connect(lambda _=False, text=text: self.sign.emit(text))
            for button in (row.correct_button, row.undo_button):
                button.setHidden(self._reads_only)
            row.undo_button.clicked.connect(lambda _=False, text=text: self.take_back.emit(text))
            self.rows.addWidget(row)
        if not self._all and len(texts) > _FEW:
            more = Button(self.kit, self.kit.tr("Show all {n}", n=len(texts)), "link", "small")
            more.setAccessibleName(f"{self.title.text()}: {more.text()}")
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more)

    def _show_all(self) -> None:
        self._all = True
        self.show_rows(self.texts)
        first = self.entry_rows()[_FEW]
        first.correct_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def entry_rows(self) -> list[EntryRow]:
        """The rows in view."""
        found = (self.rows.itemAt(place) for place in range(self.rows.count()))
        return [item.widget() for item in found if item is not None and isinstance(item.widget(), EntryRow)]  # type: ignore[misc]


class _LineIcon(IconLabel):
    """An icon in the middle of the first line of a sentence, whichever of the two is higher."""

    def __init__(self, kit: Kit, icon: str, sentence: str) -> None:
        self._sentence = sentence
        super().__init__(kit, icon, "accent", 20)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def restyle(self) -> None:
        """As high as a line: Chinese ones are higher."""
        super().restyle()
        line = QFontMetrics(self.kit.font("body")).boundingRect(_ONE_LINE, 0, self._sentence).height()
        self.setFixedHeight(max(line, self.height()))


class NextCard(Card):
    """Where things stand and what comes next."""

    def __init__(self, kit: Kit) -> None:
        super().__init__("info", (16, 12, 16, 12))
        self.kit = kit
        self.column.setSpacing(6)
        self.column.addWidget(Label(kit, kit.tr("Next steps"), "small-title"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.column.addLayout(self._lines)
        self.said: list[str] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Take other sentences, each with its icon."""
        clear(self._lines)
        self.said = [sentence for _, sentence in lines]
        for icon, sentence in lines:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            row.addWidget(_LineIcon(self.kit, icon, sentence), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(self.kit, sentence, "body"), 1)
            self._lines.addWidget(line)
