"""The frame of the pages before the diary is open."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from diary_app.common.i18n import N_
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.labels import IconLabel, Label, SpokenLabel
from diary_app.ui.widgets.logo import Logo
from diary_app.ui.widgets.page_parts import LanguageButton, LanguageChoice, Scroller, TextSizeButton
from diary_app.ui.widgets.themed import Themed

_WIDEST = 1056  # px of content
_LEAST_MARGIN = 40
_AROUND = 60  # px above and below what has the focus
_AIR = 36  # px between the head and the title; less where the text needs the room
_BELOW = 14  # px below what has the focus, for its ring
_ICON_ONLY_BELOW = 1180  # px of the page
_ANY_WIDTH = 16_777_215  # QWIDGETSIZE_MAX

PRIVACY = N_("Everything you write stays on this computer. Nothing is sent over the internet.")


class GatePage(Themed, QWidget):
    """Logo and name at the top, the content in the middle, a line or buttons at the foot."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setAccessibleName(kit.tr("Morning Diary"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroller = self._scroller = Scroller()
        outer.addWidget(scroller, 1)
        self._below = QHBoxLayout()  # in view whatever is scrolled
        self._below.setSpacing(12)
        outer.addLayout(self._below)
        self._outer = QVBoxLayout(scroller.body)
        self._outer.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addWidget(Logo(kit, 48))
        self._name = Label(kit, kit.tr("Morning Diary"), "card-title", wrap=False)
        self._head.addWidget(self._name)
        self._head.addStretch()
        self._outer.addLayout(self._head)
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self._air = QSpacerItem(0, _AIR)
        self._outer.addItem(self._air)
        self._outer.addLayout(self.content, 1)
        self._outer.addSpacing(16)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self._outer.addLayout(self.foot)
        self._has_steps = False
        self.size_button: TextSizeButton | None = None
        self.language_choice: LanguageChoice | LanguageButton | None = None
        self._cards: list[tuple[Card, int]] = []
        self.title: Label | None = None
        self._first: QWidget | None = None  # what had the focus when the page came into view
        self._stood = 0  # where the page was scrolled to, unless the person scrolls it
        self._fit()
        self.follow(kit)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        scroller.verticalScrollBar().rangeChanged.connect(self._grown)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Where the focus goes is in view, with its label, also when the program moves it."""
        if new is not None and self._scroller.body.isAncestorOf(new):
            QTimer.singleShot(0, self, self._reveal)  # once the page has its layout

    def _reveal(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self._scroller.body.isAncestorOf(focus):
            return
        if self._first is None:
            self._first = focus
        if focus is self._first:
            self._begin_at_top(focus)
        else:
            self._scroller.ensureWidgetVisible(focus, 0, _AROUND)
        self._stood = self._scroller.verticalScrollBar().value()

    def _grown(self) -> None:
        """Wrapped texts find their height late: the page still begins where it should."""
        unmoved = self._scroller.verticalScrollBar().value() in (self._stood, 0)
        if unmoved and QApplication.focusWidget() is self._first:
            QTimer.singleShot(0, self, self._reveal)

    def _begin_at_top(self, focus: QWidget) -> None:
        """The page begins at its top, or at its title; where ``focus`` is too far below, the title has it."""
        scroller, title = self._scroller, self.title
        high = scroller.viewport().height()
        last = focus.mapTo(scroller.body, QPoint(0, focus.height())).y() + _BELOW
        top = title.mapTo(scroller.body, QPoint(0, 0)).y() - _BELOW if title is not None else 0
        if last <= high:
            scroller.verticalScrollBar().setValue(0)
        elif last - top <= high:
            scroller.verticalScrollBar().setValue(top)
        elif isinstance(title, SpokenLabel):
            scroller.verticalScrollBar().setValue(0)
            self._first, title.leads_to = title, focus
            title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            scroller.ensureWidgetVisible(focus, 0, _AROUND)

    def showEvent(self, event: QShowEvent) -> None:
        """What takes the focus next is where the page begins."""
        super().showEvent(event)
        self._first = None

    def restyle(self) -> None:
        """At large text the name wraps and the button of the text size shows its icon alone."""
        self._name.setWordWrap(self.kit.look.large)
        self._air.changeSize(0, _AIR // 3 if self.kit.look.large else _AIR)
        self._outer.invalidate()
        self._bend_head()
        for card, wide in self._cards:
            self._set_width(card, wide)

    def _bend_head(self) -> None:
        """Where the steps need the room the text size is an icon; the language keeps its name longest."""
        narrow = self._has_steps and self.width() < _ICON_ONLY_BELOW
        if self.size_button is not None:
            self.size_button.set_icon_only(self.kit.look.stacked or narrow)
        if isinstance(self.language_choice, LanguageButton):
            self.language_choice.set_icon_only(self.kit.look.stacked)

    def add_size_button(self) -> None:
        """The text size can be chosen before anything else; so can the language, on every page."""
        self.size_button = TextSizeButton(self.kit)
        self._head.addWidget(self.size_button)
        if self.language_choice is None:
            self.language_choice = LanguageButton(self.kit)
            self._head.addWidget(self.language_choice)
        self.restyle()

    def add_language_choice(self) -> None:
        """The language can be chosen here by its name, before the text size."""
        self.language_choice = LanguageChoice(self.kit)
        self._head.addWidget(self.language_choice)

    def let_change_language(self, allowed: bool) -> None:
        """Nobody changes the language while something is under way: its result would find no page."""
        if self.language_choice is not None:
            self.language_choice.setEnabled(allowed)

    def focus_language(self) -> None:
        """The focus goes back to where the language was chosen."""
        if self.language_choice is not None:
            self.language_choice.setFocus()

    def add_to_head(self, widget: QWidget) -> None:
        """Put the steps of the way at the right of the head."""
        self._head.addWidget(widget)
        self._has_steps = True

    def add_titles(self, title: str, subtitle: str) -> None:
        """The page's title and the line below it."""
        self.title = SpokenLabel(self.kit, title, "page-title")
        self.content.addWidget(self.title)
        self.subtitle = Label(self.kit, subtitle, "body", "ink-2")
        if subtitle:
            self.content.addSpacing(-10)
            self.content.addWidget(self.subtitle)

    def add_card(self, wide: int = 620, card: Card | None = None) -> Card:
        """A card at the left, ``wide`` px while the text is small enough for that."""
        if card is None:
            card = Card("plain", (28, 26, 28, 26))
            card.column.setSpacing(18)
        row = QHBoxLayout()  # a card of fixed width learns its height only in a row
        row.addWidget(card, 100)
        row.addStretch(1)
        self.content.addLayout(row)
        self._cards.append((card, wide))
        self._set_width(card, wide)
        return card

    def _set_width(self, card: Card, wide: int) -> None:
        card.setMinimumWidth(0 if self.kit.look.large else wide)
        card.setMaximumWidth(_ANY_WIDTH if self.kit.look.large else wide)

    def add_foot(
        self, back: str, on: str, icon: str = "arrow-right", note: str = ""
    ) -> tuple[Button, Button]:
        """Below the page: a way back (none without words), a quiet note, the way on at the right."""
        back_button = Button(self.kit, back, size="footer", icon="arrow-left")
        on_button = Button(self.kit, on, "primary", "footer", icon, icon_after=icon == "arrow-right")
        on_button.setMinimumWidth(200)
        self.note = SpokenLabel(self.kit, note, "second", "ink-2")
        if not back:
            back_button.hide()
        self._below.addWidget(back_button)
        self._below.addStretch(1)
        self._below.addWidget(self.note, 4 if note else 0)
        self._below.addWidget(on_button)
        self._fit()
        return back_button, on_button

    def add_promise(self) -> None:
        """Say at the foot where the data stay."""
        self._outer.insertWidget(self._outer.count() - 1, divider())
        self._outer.insertSpacing(self._outer.count() - 1, 14)
        self.foot.addWidget(IconLabel(self.kit, "shield-check", "accent", 24))
        self.foot.addWidget(Label(self.kit, self.kit.tr(PRIVACY), "body", "ink-2"), 1)

    def open_page(self) -> None:
        """The page comes into view."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content in the middle."""
        super().resizeEvent(event)
        self._bend_head()
        self._fit()

    def _fit(self) -> None:
        side = max(_LEAST_MARGIN, (self.width() - _WIDEST) // 2)
        stays = self._below.count() > 0
        self._outer.setContentsMargins(side, 32, side, 8 if stays else 28)
        if stays:
            self._below.setContentsMargins(side, 12, side, 20)


def centred(widget: QWidget) -> QHBoxLayout:
    """A widget in the middle of its row."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row
