"""Where the questionnaire stands: open, begun, done, or not yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.schedule import AdministrationState
from diary_app.qlq_c30.administration import LAST, Administration
from diary_app.qlq_c30.wording import Wording
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.questions.item import notice_line
from diary_app.ui.pages.today import words
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, IconTile, clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label, SpokenLabel
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

_RING = 6  # px about what has the focus, also at the edge of what scrolls


class IntroView(QWidget):
    """One card; its button is there only when there is something to answer."""

    started = Signal()

    def __init__(self, kit: Kit, wording: Wording) -> None:
        super().__init__()
        self.kit = kit
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)  # and what the ring takes
        line = kit.tr("How you have been, in 30 short questions.")
        self.header = PageHeader(kit, kit.tr("Questionnaire"), line, writes=True)
        outer.addWidget(self.header)
        scroller = Scroller()
        outer.addWidget(scroller, 1)
        outer.addLayout(notice_line(kit, wording))
        column = QVBoxLayout(scroller.body)
        column.setContentsMargins(*[_RING] * 4)
        column.setSpacing(16)
        kit.appearance.changed.connect(self._restyle)
        self._restyle()
        self.card = Card("plain", (30, 28, 30, 28))
        self.card.setMaximumWidth(720)
        self._fill()
        row = QHBoxLayout()  # a card that is not as wide as the page learns its height only in a row
        row.addWidget(self.card, 1)
        row.addStretch(0)
        column.addLayout(row)
        column.addStretch(1)

    def _restyle(self) -> None:
        """At the largest text the card needs the room."""
        self.header.subtitle.setVisible(not self.kit.look.stacked)

    def _fill(self) -> None:
        kit = self.kit
        box = self.card.column
        head = QHBoxLayout()
        head.addWidget(IconTile(kit, "clipboard-list", "accent", 60))
        head.addStretch()
        self._chip_place = QVBoxLayout()
        head.addLayout(self._chip_place)
        box.addLayout(head)
        box.addSpacing(16)
        self.title = SpokenLabel(kit, "", "card-title")
        self.line = Label(kit, "", "body", "ink-2")
        box.addWidget(self.title)
        box.addSpacing(6)
        box.addWidget(self.line)
        box.addSpacing(20)
        self.button = Button(kit, kit.tr("Start"), "primary", "big", "arrow-right", icon_after=True)
        self.button.clicked.connect(self.started)
        box.addWidget(self.button)

    def show_view(self, view: TodayView, begun: Administration | None, *, again: bool = False) -> None:
        """Say where it stands; a form already begun can be finished even when it is late.

        ``again``: it was begun in a wording that is not there any more.
        """
        tr = self.kit.tr
        open_now = view.questionnaire.state == AdministrationState.OPEN
        self._show_chip(words.open_chip(self.kit, view.questionnaire, view.day))
        self.button.setVisible(open_now or begun is not None)
        self.card.set_kind("dominant" if self.button.isVisibleTo(self.card) else "plain")
        if begun is not None:
            self.title.setText(tr("You have begun"))
            self.line.setText(
                tr("{n} of {all} questions are done. Your answers are kept.", n=begun.finished, all=LAST)
            )
            self.button.set_text(tr("Go on"))
        elif open_now:
            self.title.setText(tr("Ready when you are"))
            about = tr("About 10 minutes. You can stop at any time and go on later.")
            changed = tr("The wording of the questions has changed since you began. Please begin again.")
            self.line.setText(changed if again else about)
            self.button.set_text(tr("Start"))
        else:
            self.title.setText(tr("Nothing to answer now"))
            self.line.setText(self._done_and_next(view))

    def say_done(self, view: TodayView) -> None:
        """After the form was sent: what comes next, and nothing that asks for it again."""
        self._show_chip("")
        self.button.hide()
        self.card.set_kind("done")
        self.title.setText(self.kit.tr("Thank you. Your answers are saved."))
        self.line.setText(self._next(view))
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chip(self, text: str) -> None:
        clear(self._chip_place)
        if text:
            self._chip_place.addWidget(Chip(self.kit, text, "due"), 0, Qt.AlignmentFlag.AlignTop)

    def _done_and_next(self, view: TodayView) -> str:
        return self.kit.sentences(self._last(view), self._next(view))

    def _last(self, view: TodayView) -> str:
        """What became of the one whose days are over or going on."""
        tr, asked = self.kit.tr, view.questionnaire
        if asked.state == AdministrationState.DONE and asked.form is not None:
            return tr("Done on {date}.", date=self.kit.short_date(asked.form.day))
        if asked.state != AdministrationState.MISSED or asked.target is None or view.sent_outside:
            return ""
        if asked.target.baseline:
            return tr("The first one was for the days before your first capsule.")
        return tr("The days for the last one ended on {date}.", date=self.kit.short_date(asked.target.closes))

    def _next(self, view: TodayView) -> str:
        target = view.next_questionnaire
        if target is None:
            return self.kit.tr("None planned")
        if target.opens <= view.day:
            return ""
        return self.kit.tr("Next from {date}.", date=self.kit.short_date(target.opens))
