"""What the Settings page is made of: a section is a card of rows, a row is words with what they lead to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.themed import Themed


def breakable(path: object) -> str:
    """A path as it is shown: it may wrap after every folder."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")


class Section(Card):
    """A title, and rows with a line between them."""

    def __init__(self, kit: Kit, title: str) -> None:
        super().__init__("plain", (26, 20, 26, 20))
        self.kit = kit
        self.title = Label(kit, title, "card-title")
        self.column.addWidget(self.title)
        self.column.addSpacing(8)

    def add_row(self, row: QWidget) -> None:
        """One more row."""
        if self.column.count() > 2:
            self.column.addWidget(divider())
        self.column.addWidget(row)


class Row(Themed, QWidget):
    """A small title, lines below it, and at the right (below, at large text) what it leads to."""

    def __init__(self, kit: Kit, title: str, text: str = "") -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 12, 0, 12)
        self._box.setSpacing(16)
        self.words = QVBoxLayout()
        self.words.setSpacing(3)
        self.name = Label(kit, title, "small-title")
        self.text = Label(kit, text, "second", "ink-2")
        self.words.addWidget(self.name)
        self._mark = IconLabel(kit, "circle-alert", "due", 20)
        self._mark.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        self.words.addLayout(line)
        self.result = Result(kit)
        self.words.addWidget(self.result)
        self._box.addLayout(self.words, 1)
        self.side = QWidget()
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.side)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self._box.addWidget(self.side, 0, Qt.AlignmentFlag.AlignVCenter)
        self.side.hide()
        self.say(text)
        self.follow(kit)

    def say(self, text: str) -> None:
        """What the lines say now; none take no room."""
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def mark(self, icon: str) -> None:
        """An icon before the lines, so that a colour never says it alone; none without a name."""
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.set_icon(icon, "due")

    def add_button(self, words: str, icon: str = "") -> Button:
        """A button at the right; a screen reader hears the row's title with it."""
        button = Button(self.kit, words, size="small", icon=icon)
        button.setAccessibleName(f"{words} {self.name.text()}")
        self._buttons.addWidget(button)
        self.side.show()
        return button

    def restyle(self) -> None:
        """At large text the buttons stand below the words, and below one another."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if self.kit.look.large else across)
        self._buttons.setDirection(down if self.kit.look.stacked else across)


class Result(QWidget):
    """What came of a press: one sentence with a mark, to the eye and to a screen reader."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._icon = IconLabel(kit, "check", "accent", 20)
        self.text = Label(kit, "", "second-strong", "accent")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str, kind: str = "good") -> None:
        """``kind``: good, bad or waiting; an empty sentence takes it away."""
        icon, tone = {"good": ("check", "accent"), "bad": ("circle-alert", "urgent")}.get(
            kind, ("clock", "ink-2")
        )
        self._icon.set_icon(icon, tone)
        self.text.set_tone(tone)
        self.text.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            a11y.announce(self, sentence.replace("\u200b", ""))
