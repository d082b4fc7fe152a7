"""The step "A file from your clinic": the file, its code, what changes, and then it is taken in.

A receipt needs no code: it says what the clinic has, and is taken in as it is.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from diary_app.common.errors import WrongPassphrase
from diary_app.services.transfer.preview import FileKind
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.gate.setup_parts import FingerprintCard, setup_code_field
from diary_app.ui.pages.settings.setup_look import LookStep, Read
from diary_app.ui.pages.settings.step import Step
from diary_app.ui.places import documents
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from diary_app.services.transfer.preview import Incoming, TakenInReport
    from diary_app.services.transfer.setup_taking import SetupTakenIn


class SetupStep(QStackedWidget):
    """``done`` carries what came of it; ``refused`` title and text, when the step was left before."""

    left = Signal()
    done = Signal(str)
    refused = Signal(str, str)
    left_behind = False

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        super().__init__()
        self.kit, self._runner, self._session, self._at = kit, runner, session, at
        self._file: Path | None = None
        self._receipt: Incoming | None = None
        self._read: Read | None = None
        self.compare: FingerprintCard | None = None
        self.open_step = self._asking()
        self.look_step: LookStep | None = None
        self.addWidget(self.open_step)

    def _asking(self) -> Step:
        kit, tr = self.kit, self.kit.tr
        line = tr(
            "A set-up file brings what was decided: another dose, the next cycle, the next visit. "
            "A receipt says what your clinic has of your diary."
        )
        step = Step(kit, tr("Open a file from your clinic"), line, tr("Open it"), "arrow-right")
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(14)
        self.file = Label(kit, tr("No file chosen yet."), "small-title")
        card.column.addWidget(self.file)
        self.file_button = Button(kit, tr("Choose the file…"), size="small", icon="folder-open")
        self.file_button.clicked.connect(self.choose)
        card.column.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.code = setup_code_field(kit)
        card.column.addWidget(self.code)
        step.body.addWidget(card)
        step.body.addStretch(1)
        step.left.connect(self.left)
        step.acted.connect(self._open)
        self.code.control.returnPressed.connect(self._open)
        self.code.control.textChanged.connect(lambda _: self._check(step))
        self._check(step)
        return step

    # -- what the page asks --------------------------------------------------

    def begin(self) -> None:
        """The file comes first."""
        self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waiting(self) -> bool:
        """For what comes of an act."""
        return self.open_step.waiting or (self.look_step is not None and self.look_step.waiting)

    def wipe(self) -> None:
        """Forget the code."""
        self.code.control.clear()

    # -- the file and its code -----------------------------------------------

    def choose(self) -> None:
        """Point at the file."""
        tr = self.kit.tr
        theirs, everything = tr("Files from a clinic"), tr("All files")
        kinds = f"{theirs} (*.setup *.receipt);;{everything} (*)"
        title = tr("Where is the file from your clinic?")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(documents()), kinds)
        if chosen and still_open(self):
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """This file, once it is known what it is; its code comes next."""
        self._file = self._receipt = None
        look = self._session.store.transfer.look_at_file
        self.open_step.set_waiting(self.kit.tr("One moment…"))
        self._runner.run(lambda: look(file), partial(self._known, file), self._not_opened)

    def _known(self, file: Path, incoming: Incoming) -> None:
        if self.left_behind:
            self.deleteLater()
            return
        self.open_step.set_waiting("")
        self.file.setText(file.name)
        self.file_button.set_text(self.kit.tr("Another file…"))
        if incoming.problem is not None:
            self._check(self.open_step)
            self._not_opened(incoming.problem)
            return
        self._file = file
        self._receipt = incoming if incoming.kind is FileKind.RECEIPT else None
        self.code.setVisible(self._receipt is None)
        self._check(self.open_step)
        first = self.code.control if self._receipt is None else self.open_step.act_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_receipt(self, receipt: Incoming) -> None:
        transfer = self._session.store.transfer
        self.open_step.set_waiting(self.kit.tr("Taking it in…"))
        self._runner.run(lambda: transfer.take_in(receipt), self._confirmed, self._not_taken)

    def _confirmed(self, report: TakenInReport) -> None:
        self.open_step.set_waiting("")
        known = self.kit.tr("This receipt says nothing that your diary did not know.")
        said = self.kit.tr("Your clinic has confirmed what it has of your diary. Share shows it.")
        self.done.emit(said if report.new else known)

    def _missing(self) -> str:
        if self._file is None:
            return self.kit.tr("Choose the file first.")
        if self._receipt is not None or self.code.control.text().strip():
            return ""
        return self.kit.tr("Type the code first.")

    def _check(self, step: Step) -> None:
        step.act_button.rest(self._missing())
        self.code.show_error("")

    def _open(self) -> None:
        file, step = self._file, self.open_step
        if file is None or self._missing():
            a11y.announce(self, self._missing())
            (self.file_button if file is None else self.code.control).setFocus()
            return
        if self._receipt is not None:
            self._take_receipt(self._receipt)
            return
        typed, setup, tr = self.code.control.text(), self._session.store.setup, self.kit.tr

        def read() -> Read:
            from diary_app.services.transfer.files import read_file
            from diary_app.services.transfer.setup_service import read_setup
            from diary_app.services.transfer.setup_told import sentences

            looked = setup.look(read_setup(read_file(file), typed))
            return Read(looked, sentences(looked.changes, tr))

        step.set_waiting(tr("Opening the file…"))
        self._runner.run(read, self._opened, self._not_opened)

    def _not_opened(self, error: Exception) -> None:
        if self.left_behind:  # nobody waits to be told of a file that was only looked at
            self.deleteLater()
            return
        self.open_step.set_waiting("")
        sentence = sentence_for(self.kit, error)
        if isinstance(error, WrongPassphrase):
            self.code.show_error(sentence)
            self.code.control.setFocus(Qt.FocusReason.OtherFocusReason)
            a11y.announce(self, sentence)
        else:
            self.open_step.result.say(sentence, "bad")
            self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what it changes -----------------------------------------------------

    def _opened(self, read: Read) -> None:
        if self.left_behind:
            self.deleteLater()
            return
        self.open_step.set_waiting("")
        self._read = read
        if self.look_step is not None:
            self.removeWidget(self.look_step)
            self.look_step.deleteLater()
        self.look_step = step = self._looking(read)
        self.addWidget(step)
        self.setCurrentWidget(step)
        if read.looked.remark is not None:
            step.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.compare is not None:
            self.compare.fingerprint.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            step.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self, " ".join([step.title.text(), step.line.text(), *read.sentences]))

    def _looking(self, read: Read) -> LookStep:
        step = LookStep(self.kit, read)
        self.compare = step.compare
        step.left.connect(self._to_file)
        step.acted.connect(self._act)
        return step

    def _to_file(self) -> None:
        self.setCurrentWidget(self.open_step)
        self.code.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self) -> None:
        read, step = self._read, self.look_step
        if read is None or step is None or not step.act_button.isEnabled():
            return
        if self.compare is not None and self.compare.missing:
            a11y.announce(self, self.compare.missing)
            self.compare.same.setFocus()
            return
        looked, setup = read.looked, self._session.store.setup
        compared = looked.setup.keys if self.compare is not None else None
        step.set_waiting(self.kit.tr("Taking it in…"))
        self._runner.run(lambda: setup.take_in(looked, compared=compared), self._taken, self._not_taken)

    def _taken(self, taken: SetupTakenIn) -> None:
        if self.look_step is not None:
            self.look_step.set_waiting("")
        self.wipe()
        said = self.kit.tr("What your clinic decided is now in your diary. Today shows what holds.")
        self.done.emit(self.kit.tr(taken.remark.template) if taken.remark else said)
        self.kit.commands.diary_changed.emit()
        self.kit.commands.plan_changed.emit()

    def _not_taken(self, error: Exception) -> None:
        sentence = sentence_for(self.kit, error)
        step = self.look_step or self.open_step
        step.set_waiting("")
        if self.left_behind:
            self.refused.emit(self.kit.tr("The file from your clinic was not taken in."), sentence)
        else:
            step.result.say(sentence, "bad")
            step.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
