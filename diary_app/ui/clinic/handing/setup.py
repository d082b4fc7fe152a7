"""The set-up file: made with a code of its own; code and fingerprint go on a sheet of paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from diary_app.services.transfer.setup import SetupFile
from diary_app.ui import a11y
from diary_app.ui.clinic.saving import ask_where
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, sentence_for
from diary_app.ui.pages.gate import printing
from diary_app.ui.pages.gate.code_view import code_font
from diary_app.ui.pages.settings.section import Row, Section, breakable
from diary_app.ui.session import Session
from diary_app.ui.widgets.fields import text_field
from diary_app.ui.widgets.labels import Label

_SUFFIX = ".setup"


class SetupCard(Section):
    """Make the file, then hand over what stands here on paper; the code is shown once."""

    def __init__(self, page: Page, kit: Kit, session: Session) -> None:
        super().__init__(kit, kit.tr("Set-up file"))
        tr = kit.tr
        self._page, self._setup, self._participant = page, session.store.setup, ""
        self.made: SetupFile | None = None
        words = tr(
            "The study plan, this patient's doses and visits, and the clinic's key, sealed with a code."
        )
        self.row = Row(kit, tr("For the patient's program"), words)
        self.make_button = self.row.add_button(tr("Make a set-up file…"), "file-lock-2")
        self.make_button.clicked.connect(self._ask)
        self.phone = text_field(
            kit, tr("Clinic's phone number"), tr("Shown to the patient. May be left empty."), 40
        )
        self.phone.narrow(320)
        self.column.addWidget(self.phone)
        self.column.addWidget(self.row)
        self.told = self._told()
        self.column.addWidget(self.told)

    def _told(self) -> QWidget:
        """Code and fingerprint, with what to do with them."""
        kit, tr = self.kit, self.kit.tr
        part = QWidget()
        form = QFormLayout(part)
        form.setContentsMargins(0, 12, 0, 0)
        form.setHorizontalSpacing(24)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.code = Label(kit, "", "card-title")
        self.fingerprint = Label(kit, "", "body")
        for label in (self.code, self.fingerprint):
            label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            label.setContentsMargins(10, 4, 10, 4)  # the ring of the focus keeps clear of the text
        form.addRow(Label(kit, tr("Code"), "body-strong"), self.code)
        form.addRow(Label(kit, tr("Fingerprint of the clinic's key"), "body-strong"), self.fingerprint)
        words = tr(
            "Hand over code and fingerprint on paper, apart from the file. The code is not shown again."
        )
        self.sheet = Row(kit, tr("The sheet to hand over"), words)
        self.print_button = self.sheet.add_button(tr("Print…"), "printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = self.sheet.add_button(tr("Save as a PDF…"), "save")
        self.save_button.clicked.connect(self._save_sheet)
        form.addRow(self.sheet)
        return part

    # -- beginning and end -----------------------------------------------------

    def begin(self, participant: str) -> None:
        """About a patient."""
        self._participant = participant
        self.row.result.say("")
        self.phone.control.clear()
        self.phone.show_error("")
        self.wipe()
        self._page.act(partial(self._setup.phone, participant), partial(self._put_phone, participant))

    def _put_phone(self, whose: str, phone: str | None) -> None:
        """The number that the patient was told last stands there."""
        if phone and whose == self._participant and not self.phone.control.text():
            self.phone.control.setText(phone)

    def wipe(self) -> None:
        """Forget the code."""
        self.made = None
        self.code.setText("")
        self.fingerprint.setText("")
        self.sheet.result.say("")
        self.told.hide()

    # -- making ----------------------------------------------------------------

    def _ask(self) -> None:
        tr = self.kit.tr
        out = ask_where(
            self._page, self.kit, tr("Where should the set-up file go?"), f"{self._participant}{_SUFFIX}",
            tr("Set-up files (*.setup)"), tr("The set-up file was not made."),
        )  # fmt: skip
        if out is not None:
            self.make(out)

    def make(self, out: Path) -> None:
        """Make the file at ``out`` and show its code."""
        self.wipe()
        self.row.result.say(self.kit.tr("Making the set-up file…"), "waiting")
        self.make_button.setEnabled(False)
        setup, whose, phone = self._setup, self._participant, self.phone.control.text().strip() or None

        def write() -> SetupFile:
            setup.check_outputs(out, None)
            made = setup.make(whose, phone=phone)
            setup.save(made, out)
            return made

        self._page.runner.run(write, partial(self._made, whose, out), self._failed)

    def _made(self, whose: str, out: Path, made: SetupFile) -> None:
        self.make_button.setEnabled(True)
        if whose != self._participant or not self._page.in_view:
            self._tell(self.kit.tr("A set-up file was made and its code was not seen. Make another one."), "")
            return
        self.made = made
        self.row.result.say(self.kit.tr("Saved as {path}", path=breakable(out)))
        self.code.setText(made.code.shown())
        self.code.setFont(code_font(self.kit))
        self.fingerprint.setText(made.fingerprint)
        self.fingerprint.setFont(code_font(self.kit, "body"))
        for label, name in ((self.code, self.kit.tr("Code")), (self.fingerprint, self.kit.tr("Fingerprint"))):
            a11y.name(label, f"{name}: {' '.join(label.text())}")
        self.told.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, title: str, text: str) -> None:
        self.kit.commands.told.emit(title, text, False)

    def _failed(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        said = sentence_for(self.kit, error)
        self.row.result.say(said, "bad")
        if not self._page.in_view:
            self._tell(self.kit.tr("The set-up file was not made."), said)

    # -- the sheet ---------------------------------------------------------------

    def _print(self) -> None:
        if self.made is None:
            return
        printer = printing.ask_printer(self)
        if printer is not None:
            sheet = partial(self._setup.sheet, self.made, self.kit.tr)
            self._page.runner.run(sheet, lambda content: self._printed(printing.print_pdf(content, printer)),
                                  self._not_saved)  # fmt: skip

    def _printed(self, well: bool) -> None:
        tr = self.kit.tr
        if well:
            self.sheet.result.say(tr("The sheet was sent to the printer."))
        else:
            self.sheet.result.say(tr("The printer did not take the sheet."), "bad")

    def _save_sheet(self) -> None:
        tr, made = self.kit.tr, self.made
        if made is None:
            return
        name = f"{made.participant}-sheet.pdf"
        out = ask_where(
            self._page, self.kit, tr("Where should the sheet go?"), name,
            tr("PDF files (*.pdf)"), tr("The sheet was not made."),
        )  # fmt: skip
        if out is not None:
            save = partial(self._setup.save_sheet, made, out, tr)
            told = tr("Saved as {path}", path=breakable(out))
            self._page.runner.run(save, lambda _: self.sheet.result.say(told), self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        self.sheet.result.say(sentence_for(self.kit, error), "bad")
