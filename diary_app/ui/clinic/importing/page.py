"""The page "Import": sealed diaries come in by button or by drag and drop, are looked at, then taken in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from diary_app.services.transfer.preview import FileKind, Incoming, TakenInReport
from diary_app.ui import a11y
from diary_app.ui.clinic.importing.card import FileCard
from diary_app.ui.clinic.importing.words import told_of
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, still_open
from diary_app.ui.pages.settings.section import breakable
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk

Came = Incoming | TakenInReport


class ImportPage(Page):
    """Nothing is written before "Take in"; a file that does not fit holds up none."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._transfer, self._desk = session.store.transfer, desk
        self.looked: list[Incoming] = []
        self.reports: list[TakenInReport] = []
        self.cards: list[FileCard] = []
        self.setAcceptDrops(True)
        tr = self.tr_
        self.column.setContentsMargins(24, 18, 24, 14)
        self.column.setSpacing(10)
        self.header = PageHeader(kit, tr("Import"))
        self.hint = Banner(kit, "info", "download")
        for part in (self.header, self.notice, self.hint):
            self.column.addWidget(part)
        self.column.addWidget(self._buttons())
        scroller = Scroller()
        self._list = QVBoxLayout(scroller.body)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        self.column.addWidget(scroller, 1)
        self._show([], [])

    def _buttons(self) -> Flow:
        tr, kit = self.tr_, self.kit
        self.choose_button = Button(kit, tr("Choose files…"), icon="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.take_button = Button(kit, tr("Take in"), kind="primary", icon="download")
        self.take_button.clicked.connect(self.take_in)
        self.clear_button = Button(kit, tr("Put them aside"))
        self.clear_button.clicked.connect(self.put_aside)
        self.receipts_button = Button(kit, tr("Save receipts…"), icon="file-text")
        self.receipts_button.clicked.connect(self.choose_receipts)
        return Flow([self.choose_button, self.take_button, self.clear_button, self.receipts_button])

    # -- which files ---------------------------------------------------------

    def open_page(self) -> None:
        """The button takes the focus; what was looked at stays."""
        button = self.choose_button if self.take_button.isHidden() else self.take_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Let the person choose files."""
        tr = self.tr_
        names, _ = QFileDialog.getOpenFileNames(self, tr("Which files?"), str(documents()))
        if names and still_open(self):
            self.look([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.look(files)

    def look(self, files: Sequence[Path]) -> None:
        """Show what the files would bring; nothing is written."""
        self.clear_notice()
        self.act(lambda: [self._transfer.look_at_file(file) for file in files], self._add)

    def _add(self, looked: list[Incoming]) -> None:
        """Beside what was looked at and taken in before, each file once."""
        again = {(each.name, each.content) for each in looked}
        before = [each for each in self.looked if (each.name, each.content) not in again]
        self._show([*before, *looked], self.reports)

    def put_aside(self) -> None:
        """Nothing is on the page any more; no file is touched."""
        self._show([], [])
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- taking in -----------------------------------------------------------

    def take_in(self) -> None:
        """Take in every file that fits; the others stay with their sentence."""
        looked = list(self.looked)
        self.take_button.setEnabled(False)
        self.runner.run(lambda: self._transfer.take_in_all(looked), partial(self._took, looked), self._failed)

    def _took(self, asked: list[Incoming], came: list[Came]) -> None:
        reports = [each for each in came if isinstance(each, TakenInReport)]
        left = [each for each in came if isinstance(each, Incoming)]
        later = [each for each in self.looked if all(each is not known for known in asked)]
        self._show([*left, *later], [*reports, *self.reports])
        new, bad = sum(each.new for each in reports), len(left)
        tr = self.tr_
        words = tr.plural("{n} new entry was taken in.", "{n} new entries were taken in.", new)
        not_taken = (
            tr.plural("{n} file was not taken in.", "{n} files were not taken in.", bad) if bad else ""
        )
        self._tell(words, not_taken)
        self.kit.commands.diary_changed.emit()
        (self.receipts_button if reports else self.choose_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self._arrange()
        self.say_failure(error)

    # -- receipts ------------------------------------------------------------

    def choose_receipts(self) -> None:
        """Let the person choose the folder of the receipts."""
        title = self.tr_("In which folder should the receipts lie?")
        folder = QFileDialog.getExistingDirectory(self, title, str(documents()))
        if folder and still_open(self):
            self.save_receipts(Path(folder))

    def save_receipts(self, folder: Path) -> None:
        """One receipt for everybody whose file was taken in, named after them."""
        whose = sorted({each.participant for each in self.reports})

        def save() -> int:
            for participant in whose:
                self._transfer.make_receipt(participant, out=folder / f"{participant}.receipt")
            return len(whose)

        self.act(save, lambda count: self._saved(count, folder))

    def _saved(self, count: int, folder: Path) -> None:
        tr = self.tr_
        words = tr.plural("{n} receipt was saved.", "{n} receipts were saved.", count)
        where = tr("Saved in {folder}.", folder=breakable(folder))
        back = tr.plural("Give it back with the stick.", "Give them back with the stick.", count)
        self._tell(words, self.kit.sentences(where, back))

    # -- showing -------------------------------------------------------------

    def _invite(self) -> None:
        self.hint.say(
            self.tr_("Drop sealed diaries here, or choose them."),
            self.tr_("A visit summary that carries a sealed diary will do, too. You see what is in a file "
                     "before anything is taken in."),
        )  # fmt: skip

    def _tell(self, title: str, text: str) -> None:
        self.hint.say(title, text)
        a11y.announce(self.hint, f"{title} {text}")

    def _show(self, looked: Sequence[Incoming], reports: Sequence[TakenInReport]) -> None:
        """What can be taken in, then what was, then what cannot be."""
        self._invite()
        self.looked, self.reports = list(looked), list(reports)
        fits = [each for each in self.looked if each.problem is None]
        came: list[Came] = [*fits, *self.reports, *(each for each in self.looked if each.problem is not None)]
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(each) for each in came]
        for place, card in enumerate(self.cards):
            self._list.insertWidget(place, card)
            self.kit.appearance.dress(card)
        self._arrange()
        if came:
            a11y.announce(self, ". ".join(card.accessibleName() for card in self.cards))
            self.open_page()

    def _card(self, came: Came) -> FileCard:
        taken = isinstance(came, TakenInReport)
        whose = came.participant if taken and came.participant else ""
        card = FileCard(self.kit, told_of(self.kit, came), whose)
        if card.open_button is not None:
            card.open_button.clicked.connect(lambda: self._desk.open_patient(whose))
        return card

    def _arrange(self) -> None:
        """Which buttons there are now, and what is missing for the main one."""
        tr = self.tr_
        fits = [each for each in self.looked if each.problem is None and each.kind is FileKind.SEALED]
        new = [each for each in fits if each.new]
        self.take_button.setVisible(bool(fits) or (bool(self.looked) and not self.reports))
        self.take_button.setEnabled(bool(fits))
        self.take_button.set_text(tr.plural("Take in {n} file", "Take in {n} files", len(new or fits)))
        why = "" if fits else tr("None of these files can be taken in.")
        self.take_button.setToolTip(why)
        self.take_button.setAccessibleDescription(why)
        self.clear_button.setVisible(bool(self.cards))
        self.receipts_button.setVisible(bool(self.reports))
