"""The Share page (picture 12): a sealed file for the clinic, a PDF to print."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.common.errors import NotSaved
from diary_app.services.reporting import Part, ShareFacts, SummaryRequest
from diary_app.services.today_view import TodayView
from diary_app.ui import a11y
from diary_app.ui.housekeeping import Housekeeper
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, sentence_for, still_open
from diary_app.ui.pages.share.choices import ShareChoices
from diary_app.ui.pages.share.pdf_card import PdfCard
from diary_app.ui.pages.share.sealed_card import SealedCard
from diary_app.ui.pages.share.second_copy import SecondCopyPanel
from diary_app.ui.pages.today import words
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Banner, Card, IconTile
from diary_app.ui.widgets.fields import refuse_unread
from diary_app.ui.widgets.labels import IconLabel, Label, SpokenLabel
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

Loaded = tuple[TodayView, ShareFacts, Mapping[str, Any] | None]
_NARROW = 860
_log = logging.getLogger(__name__)


class SharePage(Page):
    """Choose what goes in, look at it, save it."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, keeper: Housekeeper) -> None:
        super().__init__(kit, runner)
        from diary_app.ui.pages.share.viewer import PdfViewer

        tr = kit.tr
        self._session, self._store, self._keeper = session, session.store, keeper
        self._view: TodayView | None = None
        self._said = ""
        self._chosen: dict[str, Any] | None = None  # what stood there when the page was left or first shown
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        subtitle = tr("Make a file, then bring it or hand it over at your visit.")
        column.addWidget(PageHeader(kit, tr("Share with my clinic"), subtitle))
        column.addWidget(self.notice)
        scroller = Scroller()
        inside = QVBoxLayout(scroller.body)
        inside.setContentsMargins(0, 0, 0, 6)
        inside.setSpacing(20)
        self.visit = Banner(kit, "info", "calendar")
        inside.addWidget(self.visit)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        inside.addLayout(self._row, 1)
        self.choices = ShareChoices(kit, session.participant)
        self.choices.period_changed.connect(self._count)
        self._row.addWidget(self.choices, 56)
        self._row.addLayout(self._side(), 44)
        column.addWidget(scroller, 1)
        self.viewer = PdfViewer(kit)
        self.viewer.closed.connect(self._close_viewer)
        self.stack.addWidget(page)
        self.stack.addWidget(self.viewer)
        kit.appearance.changed.connect(self._arrange)

    def _side(self) -> QVBoxLayout:
        kit = self.kit
        column = self._cards = QVBoxLayout()
        self.sealed = SealedCard(kit, self.runner, self._session, lambda: Part.NOTES in self.choices.parts)
        self.sealed.known.connect(self._put_first)
        if self._session.visit:  # what is made up goes nowhere
            self.sealed.hide()
        self.pdf = PdfCard(kit)
        self.look_button, self.make_button = self.pdf.look_button, self.pdf.make_button
        self.look_button.clicked.connect(self.look)
        self.make_button.clicked.connect(self.print_page)
        column.addWidget(self.pdf)
        column.addWidget(self.sealed)
        column.addSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel(kit, "history", "ink-2", 20))
        self.last = SpokenLabel(kit, "", "second", "ink-2")
        line.addWidget(self.last, 1)
        column.addLayout(line)
        column.addSpacing(12)
        second = self._second_card()
        if self._session.visit:  # what is made up goes nowhere
            second.hide()
        column.addWidget(second)
        column.addStretch(1)
        return column

    def _put_first(self, sealed: bool) -> None:
        """A diary that belongs to a clinic is best handed over sealed; one that does not, as a PDF."""
        first, second = (self.sealed, self.pdf) if sealed else (self.pdf, self.sealed)
        for place, card in enumerate((first, second)):
            self._cards.removeWidget(card)
            self._cards.insertWidget(place, card)
        self.pdf.know_clinic(sealed)
        a11y.tab_order([first, second])
        if self.make_button.hasFocus() and sealed:
            self.sealed.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _second_card(self) -> Card:
        """A small card: sharing is a good moment to take a copy along."""
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (24, 18, 24, 18))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(IconTile(kit, "save"), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(Label(kit, tr("Keep a second copy of your diary"), "small-title"))
        self.second = SecondCopyPanel(kit, self._keeper, self._store.opened.store.folder)
        texts.addWidget(self.second)
        head.addLayout(texts, 1)
        card.column.addLayout(head)
        return card

    # -- what the window asks ---------------------------------------------

    def open_page(self) -> None:
        """Load what there is to share."""
        self.clear_notice()
        self._close_viewer()
        self.act(self._load, self._show)
        self.second.load()
        if not self._session.visit:
            self.sealed.load()

    def leave_page(self) -> None:
        """Let go of a document that was looked at, and keep what was chosen."""
        self._close_viewer()
        self.sealed.leave()
        chosen = self._as_json()
        if self._chosen is not None and chosen != self._chosen:
            self._chosen = chosen
            day = self._view.day.isoformat() if self._view is not None else ""
            kept = {"day": day, **chosen}
            self.act(lambda: self._store.reporting.keep_choices(kept), lambda _: None)

    def go_back(self) -> None:
        """From the document back to the choices."""
        self._close_viewer()

    def print_page(self) -> None:
        """Make a PDF where the person chooses, then show it."""
        if self._view is None or refuse_unread(self.choices):
            return
        name = f"{self._session.participant}-{self._view.day.isoformat()}.pdf"
        title = self.tr_("Where should the PDF go?")
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(documents() / name), self.tr_("PDF files (*.pdf)")
        )
        if chosen and not still_open(self):
            locked = self.tr_("The diary was locked while you chose the place.")
            self.kit.commands.told.emit(self.tr_("The PDF was not made."), locked, False)
        elif chosen:
            self.make(Path(chosen))

    # -- showing ------------------------------------------------------------

    def _load(self) -> Loaded:
        facts = self._store.reporting.share_facts(self.choices.since, self.choices.until)
        return self._store.today.view(), facts, self._store.reporting.kept_choices()

    def _show(self, loaded: Loaded) -> None:
        view, facts, kept = loaded
        self._view = view
        earliest = min((view.first_dose or view.day), view.day)
        self.choices.set_days(earliest, view.day, facts.last_shared)
        self.choices.say_counts(facts)
        if self._chosen is None:
            if kept is not None and kept["day"] == view.day.isoformat():
                self.choices.put(kept)
                self.pdf.inside.setChecked(bool(kept.get("inside")))
            self._chosen = self._as_json()
        self._say_visit(view)
        self._say_last(facts.last_shared)
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _as_json(self) -> dict[str, Any]:
        """What is chosen on the page, so that it can be kept behind the lock."""
        return {**self.choices.as_json(), "inside": self.pdf.inside.isChecked()}

    def _say_visit(self, view: TodayView) -> None:
        tr = self.tr_
        self.visit.setVisible(view.next_visit is not None)
        if view.next_visit is not None:
            date_words = self.kit.day_and_month(view.next_visit)
            when = words.in_days(self.kit, view.next_visit, view.day)
            self.visit.say(tr("Next visit: {date}, {when}.", date=date_words, when=when), "")

    def _say_last(self, day: date | None) -> None:
        tr = self.tr_
        said = tr("Last PDF made {date}.", date=self.kit.short_date(day)) if day else tr("No PDF made yet.")
        self.last.setText(said)

    def _count(self) -> None:
        since, until = self.choices.since, self.choices.until
        self.act(lambda: self._store.reporting.share_facts(since, until), self.choices.say_counts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        narrow = self.width() < _NARROW or self.kit.look.text > 125
        self._row.setDirection(down if narrow else across)
        self.pdf.arrange()

    # -- acting -------------------------------------------------------------

    def _request(self) -> SummaryRequest:
        """What was chosen."""
        return SummaryRequest(
            participant=self._session.participant,
            on=self.choices.until,
            since=self.choices.since,
            language=self.tr_.language,
            parts=self.choices.parts,
        )

    def look(self) -> None:
        """Show the PDF without saving it anywhere."""
        if refuse_unread(self.choices):
            return
        request = self._request()
        self._rest(True)
        self.runner.run(lambda: self._store.reporting.preview(request), self._look_done, self._failed)

    def make(self, out: Path) -> None:
        """Write the PDF to ``out`` and show the file that was written."""
        request, inside, whole = self._request(), self.pdf.sealed_inside, self.sealed.whole.isChecked()
        self._rest(True)

        def write() -> bytes:
            reporting = self._store.reporting
            if inside:
                self._store.transfer.share_in_summary(request, out, everything=whole)
            else:
                reporting.make_pdf(request, out)
            try:  # it is made: nothing after this may say that it was not
                reporting.keep_choices(None)
                return out.read_bytes()
            except (NotSaved, OSError) as problem:
                _log.warning("after the PDF was made: %s", type(problem).__name__)
                return reporting.preview(request)  # the same pages

        self.runner.run(write, lambda content: self._made(content, out, inside), self._failed)

    def _rest(self, resting: bool) -> None:
        self.clear_notice()
        if resting:
            self._said = self.last.text()
            self.last.setText(self.tr_("Making the PDF…"))
            self.last.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        else:
            self.last.setText(self._said)
        self.pdf.let_press(not resting)

    def _look_done(self, content: bytes) -> None:
        self._rest(False)
        self._open(content, self.tr_("This is what the PDF holds"), self.tr_("It is not saved yet."))

    def _made(self, content: bytes, out: Path, inside: bool) -> None:
        self._rest(False)
        line = self.tr_("Saved as {path}", path=out)
        if inside:
            line = self.tr_("Saved as {path}, with the sealed file for your clinic inside", path=out)
        self._open(content, self.tr_("The PDF is made"), line)

    def _open(self, content: bytes, title: str, line: str) -> None:
        self.viewer.show_pdf(content, title, line)
        self.stack.setCurrentWidget(self.viewer)
        self.viewer.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self, f"{title}. {line}")

    def _failed(self, error: Exception) -> None:
        self._rest(False)
        if not self.in_view:
            told = self.kit.commands.told
            told.emit(self.tr_("The PDF was not made."), sentence_for(self.kit, error), False)
            return
        self.say_failure(error)
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_viewer(self) -> None:
        if self.stack.currentWidget() is self.viewer:
            self.viewer.forget()
            self.stack.setCurrentIndex(0)
            self.act(self._load, self._show)
