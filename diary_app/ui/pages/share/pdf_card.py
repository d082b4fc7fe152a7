"""The PDF on the Share page: for the doctor's eye, and with the sealed file inside if that is ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, IconTile
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick


class PdfCard(Card):
    """``sealed_inside`` stands there once the diary belongs to a clinic."""

    def __init__(self, kit: Kit) -> None:
        super().__init__("dominant", (24, 22, 24, 22))
        self._kit, tr = kit, kit.tr
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(IconTile(kit, "file-text", "accent", 52), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.addWidget(Label(kit, tr("PDF to print"), "card-title"))
        words = tr("Two pages for your doctor. Anyone who has the file can read it.")
        texts.addWidget(Label(kit, words, "second", "ink-2"))
        texts.addStretch()
        head.addLayout(texts, 1)
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self.inside = Tick(kit, tr("The sealed file goes inside the PDF"))
        self.inside.hide()
        words = tr("One file for your doctor and the clinic's program. Only the clinic can open that part.")
        self.about = Label(kit, words, "second", "ink-2")
        self.about.hide()
        self.inside.toggled.connect(self._arrange_words)
        self.column.addWidget(self.inside)
        self.column.addWidget(self.about)
        self.column.addSpacing(14)
        self.look_button = Button(kit, tr("Look first"), size="footer", icon="eye")
        self.make_button = Button(kit, tr("Make a PDF"), "primary", "footer", "printer")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(12)
        self._buttons.addWidget(self.look_button, 2)
        self._buttons.addWidget(self.make_button, 3)
        self.column.addLayout(self._buttons)

    @property
    def sealed_inside(self) -> bool:
        """Whether the sealed file goes inside."""
        return self.inside.isVisibleTo(self) and self.inside.isChecked()

    def know_clinic(self, known: bool) -> None:
        """Whether there is a clinic that a file can be sealed for; it then leads, and this card follows."""
        self.inside.setVisible(known)
        self._arrange_words()
        self.set_kind("plain" if known else "dominant")
        self.make_button.set_kind("secondary" if known else "primary")

    def let_press(self, allowed: bool) -> None:
        """Nothing is pressed twice while a PDF is being made."""
        for button in (self.look_button, self.make_button):
            button.setEnabled(allowed)

    def arrange(self) -> None:
        """At large text the buttons stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(down if self._kit.look.stacked else across)

    def _arrange_words(self) -> None:
        self.about.setVisible(self.sealed_inside)
