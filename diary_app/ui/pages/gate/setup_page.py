"""The pages of a set-up file in the first run: its code, and then what it says and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout

from diary_app.common.errors import WrongPassphrase
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.setup_parts import FingerprintCard, SaysCard, setup_code_field
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from diary_app.services.transfer.setup_told import SetupSays

_BELOW = 14  # px below what was refused


class SetupCodePage(GatePage):
    """``typed`` carries the code; ``other_wanted`` asks for another file."""

    typed = Signal(str)
    other_wanted = Signal()
    left = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 3))
        self.add_size_button()
        self.add_titles(
            tr("Open the set-up file"), tr("The code stands on the sheet that your clinic gave you with it.")
        )
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        card = self.add_card(620)
        self.file = Label(kit, name, "small-title")
        card.column.addWidget(self.file)
        self.other_button = Button(kit, tr("Another file…"), size="small", icon="folder-open")
        self.other_button.clicked.connect(self.other_wanted)
        card.column.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.code = setup_code_field(kit)
        card.column.addWidget(self.code)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Open it"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)
        self.code.control.returnPressed.connect(self._go_on)
        self.code.control.textChanged.connect(self._check)
        self._check()

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.code.control.setFocus()

    def stand_as(self, old: SetupCodePage) -> None:
        """What was typed on the same page in another language comes along."""
        self.code.control.setText(old.code.control.text())

    def wipe(self) -> None:
        """Forget the code."""
        self.code.control.clear()

    def set_waiting(self, waiting: bool) -> None:
        """While the file is being opened nothing can be pressed twice."""
        self.let_change_language(not waiting)
        self.note.setText(self.kit.tr("One moment…") if waiting else "")
        if waiting:
            self.problem.hide()
            self.code.show_error("")
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self.back_button, self.next_button, self.other_button, self.code.control):
            part.setEnabled(not waiting)

    def refuse(self, error: Exception) -> None:
        """It did not open: a code that is wrong is said at the field, all else above."""
        self.set_waiting(False)
        sentence = sentence_for(self.kit, error)
        if isinstance(error, WrongPassphrase):
            self._complain(sentence)
        else:
            self.problem.say(self.kit.tr("This file does not fit."), sentence)
            self.problem.show()
            self.other_button.setFocus()
        a11y.announce(self, sentence)

    def _complain(self, sentence: str) -> None:
        self.code.show_error(sentence)
        self.code.control.setFocus()
        self._first = self.title  # the page no longer begins at its top: what was refused counts now
        error = self.code.error
        QTimer.singleShot(0, error, lambda: self._scroller.ensureWidgetVisible(error, 0, _BELOW))

    def _missing(self) -> str:
        return "" if self.code.control.text().strip() else self.kit.tr("Type the code first.")

    def _check(self) -> None:
        self.next_button.rest(self._missing())
        self.code.show_error("")

    def _go_on(self) -> None:
        if self._missing():
            self._complain(self._missing())
            return
        self.set_waiting(True)
        self.typed.emit(self.code.control.text())


class SetupSaysPage(GatePage):
    """What the file says, and the fingerprint to compare; ``finished`` fires when that was done."""

    finished = Signal()
    left = Signal()

    def __init__(self, kit: Kit, said: SetupSays, fingerprint: str) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 3))
        self.add_size_button()
        self.add_titles(
            tr("Is this your treatment?"), tr("If something is not right, do not go on and call your clinic.")
        )
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(24)
        self.says = SaysCard(kit, tr("What the file says"), said)
        self.compare = FingerprintCard(kit, fingerprint)
        self._pair.addWidget(self.says, 1)
        self._pair.addWidget(self.compare, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(self._pair)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Continue"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)
        self.compare.changed.connect(self._check)
        kit.appearance.changed.connect(self._arrange)
        self._arrange()
        self._check()

    def open_page(self) -> None:
        """The fingerprint is what is to be looked at."""
        self.compare.fingerprint.setFocus()

    def stand_as(self, old: SetupSaysPage) -> None:
        """What was ticked in another language stays ticked."""
        self.compare.same.setChecked(old.compare.same.isChecked())

    def _arrange(self) -> None:
        """At large text the cards stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if self.kit.look.large else across)

    def _check(self) -> None:
        self.next_button.rest(self.compare.missing)

    def _go_on(self) -> None:
        if self.compare.missing:
            self.compare.same.setFocus()
            a11y.announce(self, self.compare.missing)
        else:
            self.finished.emit()
