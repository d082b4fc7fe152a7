"""What every page is made of: title, the buttons at the top right, a scrolling body, key caps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from diary_app.common.i18n import LANGUAGES
from diary_app.ui.kit import Kit
from diary_app.ui.language import NAMES, SHORT, other
from diary_app.ui.theme.tokens import text_sizes
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.who_writes import WhoWrites

_BETWEEN = 12  # px
_SHORT = 20  # a line up to so many times its letters' size stays whole
_CORNER = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
_ICONS_ONLY_BELOW = 1180  # px of the window; with text from 175 %


class TextSizeButton(Button):
    """Opens the list of text sizes."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, kit.tr("Text size"), size="small", icon="a-large-small")
        self.clicked.connect(self.show_sizes)

    def show_sizes(self) -> None:
        """Offer the text sizes below the button."""
        self.menu_of_sizes().popup(self.mapToGlobal(QPoint(0, self.height() + 6)))

    def menu_of_sizes(self) -> QMenu:
        """The list itself; the size in force is marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for size in text_sizes():
            action = menu.addAction(self.kit.tr("{n} %", n=size))
            action.setCheckable(True)
            action.setChecked(size == self.kit.look.text)
            action.triggered.connect(
                lambda _=False, size=size: self.kit.commands.text_size_requested.emit(size)
            )
        return menu


class LanguageButton(Button):
    """Changes to the other language; it says that language's own name."""

    def __init__(self, kit: Kit) -> None:
        self._to = other(kit.tr.language)
        super().__init__(kit, SHORT[self._to], size="small", icon="languages")
        self.setAccessibleName(kit.tr("Change the language to {name}", name=NAMES[self._to]))
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.kit.commands.language_requested.emit(self._to)


class LanguageChoice(Segments):
    """Every language under its own name; the one in force is marked."""

    tint, tone = "accent", "on-accent"

    def __init__(self, kit: Kit) -> None:
        names = [(place, NAMES[language]) for place, language in enumerate(LANGUAGES)]
        super().__init__(kit, kit.tr("Language"), names)
        self._show_in_force()
        self.setFocusProxy(self.choices[LANGUAGES.index(kit.tr.language)])
        self.chosen.connect(self._ask)

    def _show_in_force(self) -> None:
        self.set_value(LANGUAGES.index(self.kit.tr.language))

    def holds_focus(self) -> bool:
        """Whether one of the languages has the focus."""
        return any(choice.hasFocus() for choice in self.choices)

    def _ask(self, place: int | None) -> None:
        self._show_in_force()  # the window is made anew once the other language is there
        if place is not None:
            self.kit.commands.language_requested.emit(LANGUAGES[place])


class TopButtons(Themed, QWidget):
    """Text size, language and Lock."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.size_button = TextSizeButton(kit)
        self.lock_button = Button(kit, kit.tr("Lock"), size="small", icon="lock")
        self.lock_button.clicked.connect(kit.commands.lock_requested)
        self.language_button = LanguageButton(kit)
        row.addWidget(self.size_button)
        row.addWidget(self.language_button)
        row.addWidget(self.lock_button)
        if kit.look.mode == "clinic":  # there Lock stands on the rail
            self.lock_button.hide()
        self.follow(kit)

    def restyle(self) -> None:
        """Icons alone where words would not fit."""
        window = self.window()
        alone = self.kit.look.stacked and window.width() < _ICONS_ONLY_BELOW
        for button in (self.size_button, self.language_button, self.lock_button):
            button.set_icon_only(alone)


class PageHeader(QWidget):
    """Title, a line below it, and the top buttons; ``writes``: with who writes beside or below them."""

    def __init__(self, kit: Kit, title: str = "", subtitle: str = "", *, writes: bool = False) -> None:
        super().__init__()
        self.kit = kit
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = Label(kit, title, "page-title")
        self.subtitle = Label(kit, subtitle, "body", "ink-2")
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._arranging = False
        self.who = WhoWrites(kit) if writes else None
        self.buttons = TopButtons(kit)
        self._right = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        self._right.setSpacing(_BETWEEN)
        self._right.addWidget(self.buttons, 0, _CORNER)
        if self.who is not None:
            self._right.addWidget(self.who, 0, _CORNER)
        row.addLayout(self._right)
        self._arrange()
        kit.appearance.changed.connect(self._arrange)

    def say(self, title: str, subtitle: str) -> None:
        """What stands there now."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self.buttons.restyle()
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Bend also where a part has become larger or smaller."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Bend; what shows or hides a part resizes the header, which must not turn that around midway."""
        if self._arranging:
            QTimer.singleShot(0, self, self._arrange)
            return
        self._arranging = True
        self._place_who()
        self._arranging = False

    def _place_who(self) -> None:
        """Who writes stands beside the buttons where the words keep their room, else below them."""
        if self.who is None:
            return
        look, words = self.kit.look, self._words_width() + 2 * _BETWEEN + self.buttons.sizeHint().width()
        lead, hands = self.who.widths()
        beside = look.stacked or self.width() >= words + hands
        if self.who.lead.isHidden() and self.who.lead.isVisible():
            self.who.lead.show()  # it was to be hidden in the midst of being shown, and Qt did half of it
        self.who.lead.setVisible(not look.stacked and (not beside or self.width() >= words + lead))
        across, down = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom
        if self._right.direction() != (across if beside else down):
            self._right.setDirection(across if beside else down)
            self._right.setSpacing(_BETWEEN if beside else 8)

    def _words_width(self) -> int:
        """What the title and a short line below it need, each on one line; a long one may take two."""
        title, line = (
            label.fontMetrics().horizontalAdvance(label.text()) for label in (self.title, self.subtitle)
        )
        short = line <= _SHORT * self.subtitle.font().pixelSize()
        return max(title, line if short else round(line * 0.6)) + 4


class Scroller(QScrollArea):
    """A body that scrolls upwards and downwards only; filled through ``body``."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setObjectName("scrolled")
        self.setWidget(self.body)
        self.viewport().setAutoFillBackground(False)


class KeyCap(QFrame):
    """A key as it looks on the keyboard."""

    def __init__(self, kit: Kit, text: str) -> None:
        super().__init__()
        self.setProperty("panel", "key")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.addWidget(Label(kit, text, "tiny-strong", wrap=False))


def key_hint(kit: Kit, parts: list[tuple[str, bool]]) -> QWidget:
    """A line of words and keys; each part is (text, whether it is a key)."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    for text, is_key in parts:
        row.addWidget(KeyCap(kit, text) if is_key else Label(kit, text, "second", "ink-2", wrap=False))
    row.addStretch()
    return line
