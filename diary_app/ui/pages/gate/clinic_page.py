"""The clinic and its first person: site, name and role, typed in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.cards import Banner, Card, SideCard
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.fields import Field, text_field
from diary_app.ui.widgets.labels import Label

_LONGEST_SITE = 80
_LONGEST_NAME = 80
_FIRST_ROLES = ("coordinator", "investigator")  # who may add the others


class ClinicPage(GatePage):
    """``finished`` carries site, name and role."""

    finished = Signal(str, str, str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 3, clinic=True))
        self.add_size_button()
        self.add_titles(
            tr("Your clinic, and you"),
            tr("Your name stands beside everything that you write down or sign."),
        )
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(24)
        self._pair.addWidget(self._card(), 6)
        self._pair.addWidget(self._others(), 4, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(self._pair)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Make the store"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._finish)
        for field in (self.site, self.name):
            field.control.textChanged.connect(self._check)
        self.site.control.returnPressed.connect(self.name.control.setFocus)
        self.name.control.returnPressed.connect(lambda: self.role.focus_place(0))
        self.role.chosen.connect(lambda _: self._check())
        kit.appearance.changed.connect(self._arrange)
        self._arrange()
        self._check()

    def _card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (28, 26, 28, 26))
        card.column.setSpacing(20)
        words = tr("Its number or name in the trial, for instance 07.")
        self.site = text_field(kit, tr("Site"), words, _LONGEST_SITE)
        self.name = text_field(kit, tr("Your name"), "", _LONGEST_NAME)
        card.column.addWidget(self.site)
        card.column.addWidget(self.name)
        card.column.addWidget(Label(kit, tr("Your role"), "second-strong"))
        options = [(1, tr("Coordinator")), (2, tr("Investigator"))]
        self.role = Segments(kit, tr("Your role"), options)
        card.column.addSpacing(-12)
        card.column.addWidget(self.role)
        return card

    def _others(self) -> Card:
        """That there is no place for colleagues here is no fault."""
        kit, tr = self.kit, self.kit.tr
        card = SideCard(kit, "users", tr("Your colleagues"))
        words = tr("You add them afterwards, in Settings: nurses, coordinators, investigators, and monitors, "
                   "who read only. Each of them gets a passphrase of their own.")  # fmt: skip
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        return card

    def _arrange(self) -> None:
        """At large text the cards stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if self.kit.look.large else across)

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.site.control.setFocus()

    def stand_as(self, old: ClinicPage) -> None:
        """What was typed on the same page in another language comes along."""
        for mine, before in ((self.site, old.site), (self.name, old.name)):
            mine.control.setText(before.control.text())
        self.role.set_value(old.role.value)
        self._check()

    def set_waiting(self, waiting: bool) -> None:
        """While the store is being made nothing can be pressed twice."""
        self.let_change_language(not waiting)
        self.note.setText(self.kit.tr("One moment…") if waiting else "")
        if waiting:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        self.back_button.setEnabled(not waiting)
        self.next_button.setEnabled(not waiting)
        if not waiting:
            self._check()

    def say_problem(self, sentence: str) -> None:
        """What did not fit; everything typed stays."""
        self.set_waiting(False)
        self.problem.say(self.kit.tr("This did not work."), sentence)
        self.problem.show()
        a11y.announce(self, sentence)
        self.name.control.setFocus()

    def _missing(self) -> tuple[Field[QLineEdit] | None, str]:
        """The first thing that is missing: its field (none for the role), and what to say."""
        tr = self.kit.tr
        if not self.site.control.text().strip():
            return self.site, tr("Type the name of the site first.")
        if not self.name.control.text().strip():
            return self.name, tr("Type your name first.")
        return None, "" if self.role.value else tr("Choose your role first.")

    def _check(self) -> None:
        _, words = self._missing()
        self.next_button.rest(words)
        for field in (self.site, self.name):
            if field.control.text().strip():
                field.show_error("")

    def _finish(self) -> None:
        field, words = self._missing()
        if words:
            if field is not None:
                field.show_error(words)
                field.control.setFocus()
            else:
                self.role.focus_place(0)
            a11y.announce(self, words)
            return
        self.problem.hide()
        self.set_waiting(True)
        role = _FIRST_ROLES[(self.role.value or 1) - 1]
        self.finished.emit(self.site.control.text().strip(), self.name.control.text().strip(), role)
