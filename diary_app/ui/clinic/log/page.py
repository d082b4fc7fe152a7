"""The page "Log" (picture 17b): every entry, by who, what and when; nothing of it can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.domain.log.entry import Kind, Role
from diary_app.services.clinic.log_view import Life, LogFilter, LogPage, LogRow
from diary_app.ui import a11y
from diary_app.ui.clinic.header import ClinicHeader
from diary_app.ui.clinic.log.asking import Asking
from diary_app.ui.clinic.log.life import LifeView
from diary_app.ui.clinic.log.listing import log_table
from diary_app.ui.clinic.log.whole_line import WholeLine
from diary_app.ui.clinic.log.words import cells, heads
from diary_app.ui.clinic.signatures import SignaturesPanel
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, still_open
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller

if TYPE_CHECKING:
    from diary_app.reports.log_sheet import LogSheet
    from diary_app.ui.clinic.desk import ClinicDesk


@dataclass(frozen=True, slots=True)
class _Begun:
    participants: list[str]
    checked: datetime | None
    today: date
    sample: bool


def _scrolling(view: QWidget) -> Scroller:
    scroller = Scroller()
    column = QVBoxLayout(scroller.body)
    column.setContentsMargins(0, 0, 6, 0)
    column.addWidget(view)
    return scroller


class LogPageView(Page):
    """Loads a page of entries at a time; Enter on one shows its value's whole life."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        del desk  # it leads nowhere else
        self._session, self._store = session, session.store
        self._rows: list[LogRow] = []
        self._shown = ""  # the record whose life is in view
        self._asked: LogFilter | None = None  # the filter whose entries are in view or on their way
        self._last: LogPage | None = None  # None while a page is on its way
        self._now: _Begun | None = None
        self._people: list[tuple[str, Role]] = []
        tr = self.tr_
        self.column.setContentsMargins(24, 18, 24, 14)
        self.column.setSpacing(10)
        self.header = ClinicHeader(kit, tr("Log"))
        self.check_button = Button(kit, tr("Check the record now"), size="head", icon="shield-check")
        self.check_button.clicked.connect(self._check)
        self.print_button = Button(kit, tr("Print…"), size="head", icon="printer")
        self.print_button.clicked.connect(self.print_page)
        for button in (self.check_button, self.print_button):
            self.header.add_button(button)
        self.stack = QStackedWidget()
        for part in (self.header, self.notice):
            self.column.addWidget(part)
        self.column.addWidget(self.stack, 1)
        self.asking = Asking(kit)
        self.table = log_table(kit, session.protocol)
        self.stack.addWidget(self._list_view())
        self.life = LifeView(kit, session.protocol)
        self.signatures = SignaturesPanel(kit, runner, session)
        self.signatures.signed.connect(self._life_anew)
        self.life.add_part(self.signatures)
        self.stack.addWidget(_scrolling(self.life))
        self.asking.changed.connect(self._ask)
        self.table.opened.connect(lambda row: self._open_life(row.id))
        self.life.back.clicked.connect(self.go_back)

    def _list_view(self) -> QWidget:
        tr, kit = self.tr_, self.kit
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.whole = WholeLine(kit)
        self.more_button = Button(kit, tr("Show older entries"), size="small")
        self.more_button.clicked.connect(self._more)
        self.count = Label(kit, "", "caption", "ink-2")
        self.foot = Label(kit, "", "caption", "ink-2")
        for part in (self.whole, self.asking):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.more_button)
        column.addLayout(below)
        column.addWidget(self.foot)
        return _scrolling(view)

    # -- showing -------------------------------------------------------------

    def open_page(self) -> None:
        """Read the newest entries."""
        self.clear_notice()
        self._show_list()
        self.act(self._begin, self._begun)

    def _show_list(self) -> None:
        self.stack.setCurrentIndex(0)
        self.header.show_buttons(True)

    def _begin(self) -> _Begun:
        opened = self._store.opened
        self._store.staff.note_log_read()
        return _Begun(
            opened.participants(),
            self._store.log.checked_at(),
            opened.local_now().date(),
            opened.nature.sample,
        )

    def _begun(self, begun: _Begun) -> None:
        self._now = begun
        self.asking.fill(self._people, begun.participants)
        self._say_checked(begun.checked)
        self._ask()
        if not self._people:  # seconds of a large log: the entries come first
            self.act(self._store.log.people, self._fill_people)

    def _fill_people(self, people: list[tuple[str, Role]]) -> None:
        self._people = people
        if self._now is not None:
            self.asking.fill(people, self._now.participants)

    def _ask(self) -> None:
        if self._now is None:
            return
        asked = self._asked = self.asking.filter(self._now.today)
        self._last = None  # what is older is asked for once this has come
        self.act(lambda: self._store.log.page(asked), partial(self._show, asked))

    def _show(self, asked: LogFilter, page: LogPage) -> None:
        if asked is self._asked:
            self._rows = []
            self._add(asked, page)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _more(self) -> None:
        last, asked = self._last, self._asked
        if last is None or asked is None:
            return
        self._last = None
        self.runner.run(
            lambda: self._store.log.page(asked, last.next),
            partial(self._add, asked),
            partial(self._no_more, last),
        )

    def _no_more(self, last: LogPage, error: Exception) -> None:
        self._last = last  # to be asked once more
        self.say_failure(error)

    def _add(self, asked: LogFilter, page: LogPage) -> None:
        if asked is not self._asked:  # another filter was chosen meanwhile
            return
        self._last = page
        self._rows += page.rows
        self.table.set_items(self._rows)
        self.table.measure()
        tr = self.tr_
        told = tr.plural("{n} entry shown", "{n} entries shown", len(self._rows))
        self.count.setText(told)
        self.more_button.setVisible(page.more)
        self.foot.setText(self.kit.sentences(
            tr("Entries can be added. They can never be edited or removed."),
            tr("The log holds {n} entries.", n=page.entries),
        ))  # fmt: skip
        a11y.announce(self.table.view, told)

    # -- the record as a whole -----------------------------------------------

    def _say_checked(self, at: datetime | None) -> None:
        tr = self.tr_
        if at is None:
            self.whole.say(tr("The whole record has not been checked here yet."), "")
            return
        self.whole.say(
            tr("The record is whole."),
            tr("Checked {when}: nothing was changed, nothing is missing.", when=f"{at:%Y-%m-%d %H:%M}"),
        )

    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self.runner.run(self._verified, self._checked, self._not_checked)

    def _verified(self) -> datetime | None:
        """When it was checked, if it is whole."""
        return self._store.log.checked_at() if self._store.safekeeping.verify().whole else None

    def _checked(self, at: datetime | None) -> None:
        self.check_button.setEnabled(True)
        if at is not None:
            self._say_checked(at)
            a11y.announce(self.whole, self.tr_("The record is whole."))
            return
        self.say_notice(
            self.tr_("The record is not as it was written."),
            self.tr_("diary-app verify says what was found. Please tell whoever looks after this computer."),
        )

    def _not_checked(self, error: Exception) -> None:
        self.check_button.setEnabled(True)
        self.say_failure(error)

    # -- one value -----------------------------------------------------------

    def _open_life(self, entry_id: str) -> None:
        self.act(lambda: self._store.log.life(entry_id), self._show_life)

    def _life_anew(self) -> None:
        self._open_life(self._shown)

    def _show_life(self, life: Life) -> None:
        self._shown = life.record
        self.life.show_life(life)
        self.header.show_buttons(False)
        of_participant = life.rows[0].chain == life.participant and life.kind != Kind.SIGNED
        record, what = life.record if of_participant else "", self.life.title.text()
        self.signatures.load(record, what, signable=life.holds is not None)
        self.stack.setCurrentIndex(1)
        self.life.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self.life, self.life.title.text())

    def go_back(self) -> None:
        """From one value's life back to the list, where it was."""
        if self.stack.currentIndex() == 1:
            self._show_list()
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- printing ------------------------------------------------------------

    def print_page(self) -> None:
        """What the filter shows as a PDF, where the person chooses."""
        tr = self.tr_
        if self._now is None:
            return
        name = f"log-{self._now.today.isoformat()}.pdf"
        title, kinds = tr("Where should the PDF go?"), tr("PDF files (*.pdf)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(documents() / name), kinds)
        if chosen and not still_open(self):
            self.kit.commands.told.emit(
                tr("The PDF was not made."), tr("The diary was locked while you chose the place."), False
            )
        elif chosen:
            self.make_sheet(Path(chosen))

    def make_sheet(self, out: Path) -> None:
        """Write everything that the filter has to ``out``."""
        if self._now is None:
            return
        asked, words = self.asking.filter(self._now.today), self.asking.words()
        sample = self._now.sample
        self.act(lambda: self._made(asked, words, out, sample), lambda rows: self._told(out, rows))

    def _made(self, asked: LogFilter, words: str, out: Path, sample: bool) -> int:
        sheet = self._sheet(asked, words, sample)
        self._store.log.print_sheet(sheet, out, self.tr_.language)
        return len(sheet.rows)

    def _sheet(self, asked: LogFilter, words: str, sample: bool) -> LogSheet:
        from diary_app.reports.log_sheet import MOST_ROWS, LogSheet

        page = self._store.log.page(asked, limit=MOST_ROWS + 1)
        plan, kit = self._session.protocol, self.kit
        newest = page.rows[0] if page.rows else None
        head = self.tr_("Entry {seq} of the chain {chain}, seal {digest}", seq=newest.seq, chain=newest.chain,
                        digest=newest.hash[:12]) if newest else ""  # fmt: skip
        return LogSheet(
            title=self.tr_("Log"),
            asked=words,
            heads=heads(kit),
            rows=[cells(kit, row, plan).texts() for row in page.rows],
            head=head,
            sample=sample,
        )

    def _told(self, out: Path, rows: int) -> None:
        tr = self.tr_
        self.say_notice(
            tr("The PDF is made."), tr.plural("{n} entry: {file}", "{n} entries: {file}", rows, file=out)
        )
