"""The Help page: the clinic's number, what to do when, and how the program works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.desk_parts import HelpBase
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help import about_words, plan_words
from diary_app.ui.pages.help.about_words import about_parts
from diary_app.ui.pages.help.answer import Answer
from diary_app.ui.pages.help.contact import ContactCard
from diary_app.ui.pages.help.content import Part
from diary_app.ui.pages.help.plan_words import plan_parts, source
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

_PART_OF = {
    "today": plan_words.CAPSULE,
    "diary": about_words.WRITING,
    "symptoms": about_words.WRITING,
    "vitals": plan_words.MEASURING,
    "questions": about_words.FORM,
    "results": about_words.RESULTS,
    "share": about_words.SHARING,
    "settings": about_words.SAFE,
}
"""What F1 shows of each page: a part, opened at its first question."""
_QUESTION_OF = {"symptoms": "feel"}
"""And where another question is what the page is about."""
_DRAFT = "clinic_phone"


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """Which answers are open, and where the person came from."""

    opened: tuple[str, ...]
    came_from: object


class PartCard(Card):
    """The questions of one part."""

    def __init__(self, kit: Kit, part: Part) -> None:
        super().__init__("plain", (26, 18, 26, 18))
        self.part = part
        self.title = Label(kit, part.title, "card-title")
        self.column.addWidget(self.title)
        self.column.addSpacing(6)
        self.answers = [Answer(kit, question) for question in part.questions]
        for place, answer in enumerate(self.answers):
            if place:
                self.column.addWidget(divider())
            self.column.addWidget(answer)


class HelpPage(HelpBase):
    """``back`` goes to where the person came from, which ``came_from`` keeps for the desk."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, back: Callable[[], None]) -> None:
        super().__init__(kit, runner)
        self.came_from: object = None
        self._back, self._calls = back, session.store.calls
        self._kept: str | None = None  # of the number, as it was kept last
        tr, protocol = kit.tr, session.protocol
        self.header = PageHeader(kit, tr("Help"))
        self.column.addWidget(self.header)
        self.column.addWidget(self.notice)
        self.scroller = Scroller()
        self._inside = QVBoxLayout(self.scroller.body)
        self._inside.setContentsMargins(6, 6, 6, 6)
        self._inside.setSpacing(16)
        self.contact = ContactCard(kit, runner, session, protocol.emergency_number or "", self.write_down)
        self.contact.begun.connect(lambda: QTimer.singleShot(0, self, self._show_field))
        self.contact.ended.connect(self.keep_unfinished)
        self.contact.ended.connect(self.clear_notice)
        self._inside.addWidget(self.contact)
        self._inside.addLayout(self._buttons())
        self.cards: dict[str, PartCard] = {}
        self._add(tr("What to do when…"), plan_parts(kit, protocol), source(kit, protocol))
        self._add(tr("About the program"), about_parts(kit, protocol))
        self._inside.addStretch(1)
        self.column.addWidget(self.scroller, 1)
        self._show_all()
        kit.appearance.changed.connect(self._arrange)
        self._arrange()

    def _buttons(self) -> QBoxLayout:
        kit, tr = self.kit, self.tr_
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self.back_button = Button(kit, tr("Back to where I was"), size="small", icon="arrow-left")
        self.back_button.clicked.connect(self.go_back)
        self.back_button.hide()
        self.all_button = Button(kit, " ", size="small")
        self.all_button.clicked.connect(self._turn_all)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self.all_button)
        self._row.addStretch(1)
        return self._row

    def _add(self, title: str, parts: Sequence[Part], caption: str = "") -> None:
        self._inside.addSpacing(4)
        self._inside.addWidget(Label(self.kit, title, "page-title"))
        if caption:
            self._inside.addWidget(Label(self.kit, caption, "second", "ink-2"))
        for part in parts:
            card = self.cards[part.code] = PartCard(self.kit, part)
            self._inside.addWidget(card)
            for answer in card.answers:
                answer.turned.connect(self._show_all)

    def _arrange(self) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.kit.look.stacked else across)

    @property
    def answers(self) -> list[Answer]:
        """All questions from top to bottom."""
        return [answer for card in self.cards.values() for answer in card.answers]

    # -- all at once -------------------------------------------------------------

    def _turn_all(self) -> None:
        wanted = not all(answer.is_open for answer in self.answers)
        for answer in self.answers:
            answer.set_open(wanted)
        self._show_all()
        a11y.announce(self, self.tr_("All answers are open.") if wanted else self.tr_("All are closed."))

    def _show_all(self) -> None:
        whole = all(answer.is_open for answer in self.answers)
        self.all_button.set_text(self.tr_("Close all answers") if whole else self.tr_("Open all answers"))
        self.all_button.set_icon("chevron-up" if whole else "chevron-down")

    # -- what the window asks ------------------------------------------------------

    def open_page(self) -> None:
        """From the rail: at the top, the number first."""
        self.clear_notice()
        self.remember(None)
        self.contact.leave()
        self.contact.load(lambda: self.act(self._calls.kept_phone, self._put_back))
        self.scroller.verticalScrollBar().setValue(0)
        self.contact.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_for(self, key: str) -> None:
        """From a page with F1: its part at the top, its first answer open."""
        self.open_page()
        card = self.cards.get(_PART_OF.get(key, ""))
        if card is None:
            return
        asked = _QUESTION_OF.get(key, card.part.questions[0].code)
        answer = next(each for each in card.answers if each.question.code == asked)
        answer.set_open(True)
        self._show_all()
        answer.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        top = card if answer is card.answers[0] else answer
        QTimer.singleShot(0, self, partial(self._scroll_to, top))  # once the answer has its height

    def _show_field(self) -> None:
        """With its label, and the buttons below it where they fit."""
        for part in (self.contact.save_button, self.contact.field):
            self.scroller.ensureWidgetVisible(part, 0, 24)

    def _scroll_to(self, card: QWidget) -> None:
        top = card.mapTo(self.scroller.body, QPoint(0, 0)).y()
        self.scroller.verticalScrollBar().setValue(max(0, top - 6))

    def remember(self, came_from: object) -> None:
        """Where the person was before; there is a way back then."""
        self.came_from = came_from
        self.back_button.setVisible(came_from is not None)
        back = self.tr_("Alt and ← go back to where you were.") if came_from is not None else ""
        self.header.say(self.tr_("Help"), back)
        self.header.subtitle.setVisible(bool(back))

    def _put_back(self, kept: str | None) -> None:
        """A number that was typed and not saved is there again."""
        self._kept = self.draft(_DRAFT, kept)
        if self._kept is not None and self.contact.typed is None and self.in_view:
            self.contact.put_back(self._kept)
            told = self.tr_("What you filled in is here again.")
            self.say_notice(self.tr_("You left this page before saving."), told)

    def keep_unfinished(self) -> None:
        """Keep a number that is being typed, where it changed; drop what was saved or given up."""
        typed = self.contact.typed
        if typed != self._kept and self.isEnabled():  # else the diary is being closed
            self._kept = typed
            self.keep_draft(_DRAFT, typed, self._calls.keep_phone)

    def leave_page(self) -> None:
        """Keep a number that was being typed and not saved."""
        self.keep_unfinished()
        self.contact.leave()

    def place(self) -> object:
        """Which answers are open."""
        opened = tuple(answer.question.code for answer in self.answers if answer.is_open)
        return HelpPlace(opened, self.came_from)

    def return_to(self, place: object) -> None:
        """The same answers open."""
        self.open_page()
        if isinstance(place, HelpPlace):
            for answer in self.answers:
                answer.set_open(answer.question.code in place.opened)
            self._show_all()
            self.remember(place.came_from)

    def go_back(self) -> None:
        """To where the person was before."""
        self._back()
