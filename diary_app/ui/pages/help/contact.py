"""The card at the top: the clinic's number, large; the emergency number; who reads the diary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.settings.section import Result
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from diary_app.services.calls import Contact

_LONGEST = 40


class WriteDown(Protocol):
    """How the page writes down what is unfinished on it (``Page.write_down``)."""

    def __call__(
        self,
        call: Callable[[], str],
        load: Callable[[str], Contact | None],
        done: Callable[[Contact | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``call``, then show what ``load`` gives."""


class ContactCard(Themed, Card):
    """Shows the number; without one it asks for it.

    ``begun`` fires when it is to be typed, ``ended`` when it was saved or given up.
    """

    begun = Signal()
    ended = Signal()

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, emergency: str, write: WriteDown
    ) -> None:
        super().__init__("dominant", (26, 20, 26, 20))
        self._runner, self._session, self._write = runner, session, write
        self.contact: Contact | None = None
        self.column.setSpacing(8)
        self.title = Label(kit, kit.tr("Your clinic's number"), "card-title")
        self.number = Label(kit, "", "hero", "ink")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line = Label(kit, "", "second", "ink-2")
        for part in (self.title, self.number, self.line):
            self.column.addWidget(part)
        self.change_button = Button(kit, " ", size="small", icon="pencil")
        self.change_button.clicked.connect(self.begin)
        self.column.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = self._form(kit)
        self.column.addWidget(self.form)
        self.result = Result(kit)
        self.column.addWidget(self.result)
        self._add_what_holds(kit, emergency)
        self.follow(kit)
        self._show(None)

    def _form(self, kit: Kit) -> QWidget:
        tr = kit.tr
        form = _Form()
        form.escaped.connect(self._leave)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.field = text_field(kit, tr("Phone number"), tr("As you would dial it."), _LONGEST)
        self.field.narrow(640)
        self.field.control.textEdited.connect(lambda _: self.field.show_error(""))
        self.field.control.returnPressed.connect(self._save)
        self.save_button = Button(kit, tr("Save"), "primary", icon="check")
        self.save_button.setAccessibleName(tr("Save the phone number"))
        self.save_button.clicked.connect(self._save)
        self.back_button = Button(kit, tr("Back"))
        self.back_button.setAccessibleName(tr("Back, the number stays as it is"))
        self.back_button.clicked.connect(self._leave)
        column.addWidget(self.field)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.save_button)
        self._buttons.addWidget(self.back_button)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        form.hide()
        return form

    def _add_what_holds(self, kit: Kit, emergency: str) -> None:
        tr = kit.tr
        if emergency:
            said = tr("Emergency services: {number}", number=emergency)
            self.emergency = Label(kit, said, "card-title", "urgent")
            self.column.addSpacing(4)
            self.column.addWidget(self.emergency)
        self.column.addSpacing(4)
        nobody = tr("Nobody reads this diary between visits. If you are worried, call.")
        self.nobody = Label(kit, nobody, "body-strong")
        self.column.addWidget(self.nobody)

    # -- loading ---------------------------------------------------------------

    def load(self, done: Callable[[], None]) -> None:
        """Learn the number, then go on."""

        def learned(contact: Contact | None) -> None:
            self._show(contact)
            done()

        self.result.say("")
        self._runner.run(self._session.store.calls.contact, learned, self._failed)

    def _show(self, contact: Contact | None) -> None:
        tr = self.kit.tr
        self.contact = contact
        self.number.setText(contact.phone if contact else tr("Not written down yet"))
        self.number.set_role("hero" if contact else "body")
        self.number.set_tone("ink" if contact else "ink-2")
        by_clinic = contact is not None and contact.by_clinic
        line = tr("Your clinic gave this number.") if by_clinic else ""
        self.line.setText(line or ("" if contact else tr("It stands in your study papers.")))
        self.line.setVisible(bool(self.line.text()))
        self.change_button.set_text(
            tr.within("button", "Change") if contact else tr("Write down the number…")
        )
        name = tr("Change your clinic's number") if contact else tr("Write down your clinic's number")
        a11y.name(self.change_button, name, self._spoken())
        self.change_button.setVisible(not by_clinic and self.form.isHidden())

    def _spoken(self) -> str:
        """The card as it is read out where the focus is on its button."""
        return self.kit.sentences(f"{self.title.text()}: {self.number.text()}.", self.nobody.text())

    # -- writing it down -------------------------------------------------------

    def begin(self) -> None:
        """The field in place of the button."""
        self.result.say("")
        self.field.control.setText(self.contact.phone if self.contact else "")
        self.field.show_error("")
        self.change_button.hide()
        self.form.show()
        self.field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.control.selectAll()
        self.begun.emit()

    @property
    def typed(self) -> str | None:
        """What stands in the field and is not the number that is written down; none where nothing does."""
        text = self.field.control.text().strip()
        written = self.contact.phone if self.contact else ""
        return text if not self.form.isHidden() and text not in ("", written) else None

    def put_back(self, typed: str) -> None:
        """The field with what was typed and not saved; the focus goes there from the button alone."""
        focus = QApplication.focusWidget()
        self.begin()
        self.field.control.setText(typed)
        if focus is not None and focus is not self.change_button:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing is being typed any more."""
        self.form.hide()
        self._show(self.contact)

    def _leave(self) -> None:
        self.leave()
        self.ended.emit()
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        typed = self.field.control.text().strip()
        if not typed:
            self._complain(self.kit.tr("Type the phone number first."))
            return
        calls = self._session.store.calls
        self._wait(True)
        self._write(lambda: calls.write_phone(typed), lambda _: calls.contact(), self._saved, self._refused)

    def _saved(self, contact: Contact | None) -> None:
        self._wait(False)
        self.form.hide()
        self._show(contact)
        self.ended.emit()
        self.result.say(self.kit.tr("The number is saved."))
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: Exception) -> None:
        self._wait(False)
        if isinstance(error, DoesNotFit):
            self._complain(sentence_for(self.kit, error))
        else:
            self._failed(error)
            self.field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, sentence: str) -> None:
        self.field.show_error(sentence)
        self.field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self, sentence)

    def _failed(self, error: Exception) -> None:
        self.result.say(sentence_for(self.kit, error), "bad")

    def _wait(self, waiting: bool) -> None:
        self.form.setEnabled(not waiting)  # the field too: a second Enter writes nothing

    def restyle(self) -> None:
        """At the largest text the buttons stand below one another."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(down if self.kit.look.stacked else across)


class _Form(QWidget):
    """Escape leaves it."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
