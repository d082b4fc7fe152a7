"""One card of a call: why, the number, large, and what was done about it (TOKENS, "Alert cards")."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from diary_app.domain.protocol import AlertLevel
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.call_state import Told
from diary_app.ui.pages.today.call_words import CallWords
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card
from diary_app.ui.widgets.labels import IconLabel, Label, SpokenLabel
from diary_app.ui.widgets.themed import Themed

_LOOKS = {
    AlertLevel.EMERGENCY: ("emergency", "phone-call"),
    AlertLevel.CALL_TODAY: ("urgent", "phone-call"),
    AlertLevel.CALL_SOON: ("due", "phone"),
}
_NARROW = 860  # px of the card; with text over 100 % the buttons stand below the words
_FOOT = 290  # px; as wide as a number and two buttons beside each other need


class Number(Card):
    """A phone number to be read from across the table; nothing to press, for a computer does not call."""

    def __init__(self, kit: Kit, level: AlertLevel, phone: str) -> None:
        kind, tone, role = {
            AlertLevel.EMERGENCY: ("plain", "urgent", "hero"),
            AlertLevel.CALL_TODAY: ("emergency", "on-urgent", "card-title"),
            AlertLevel.CALL_SOON: ("due", "due", "card-title"),
        }[level]
        super().__init__(kind, (14, 8, 14, 8))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        row.addWidget(IconLabel(kit, "phone", tone, 24))
        self.label = Label(kit, phone, role, tone, wrap=False)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        whose = (
            kit.tr("Emergency number") if level == AlertLevel.EMERGENCY else kit.tr("Your clinic's number")
        )
        self.label.setAccessibleName(f"{whose}: {phone}")
        row.addWidget(self.label)
        row.addStretch()
        self.column.addLayout(row)


class CallCard(Themed, Banner):
    """A call, or "Please measure again"; what can be pressed is offered before it is shown.

    ``pressed`` names the act: ``called``, ``again``, ``signs`` or ``phone``.
    """

    pressed = Signal(str)

    def __init__(self, kit: Kit, look: tuple[str, str], title: str, text: str, detail: str = "") -> None:
        super().__init__(kit, *look, title, text)
        self.say(title, text, detail)
        self._narrow = False
        self.called_button: Button | None = None
        self.again_button: Button | None = None
        self.signs_button: Button | None = None
        self.phone_button: Button | None = None
        self.number: Number | None = None
        loud = look[0] == "emergency"
        self.foot = Card("plain", (12, 12, 12, 12)) if loud else Card("bare", (0, 0, 0, 0))
        self._stack: QVBoxLayout = self.foot.column
        self._stack.setSpacing(8)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(8)
        self.follow(kit)

    @classmethod
    def of(cls, kit: Kit, words: CallWords) -> CallCard:
        """The card of one or more calls of a level."""
        return cls(kit, _LOOKS[words.level], words.title, words.text, words.detail)

    def offer(
        self, level: AlertLevel | None, phone: str = "", *, ask_phone: bool = False, again: bool, signs: bool
    ) -> None:
        """Put the buttons there; ``level`` None: no call yet."""
        tr = self.kit.tr
        if phone and level is not None:
            self.number = Number(self.kit, level, phone)
            self._stack.addWidget(self.number)
        elif ask_phone:
            self.phone_button = self._button("phone", tr("Write down the number…"), "phone")
            self._stack.addWidget(self.phone_button)
        if level is not None:
            words = tr("I have called") if level == AlertLevel.EMERGENCY else tr("I called")
            self.called_button = self._button("called", words, "check")
            if self.number is not None:  # nothing to press is nothing that Tab reads out
                self.called_button.setAccessibleDescription(self.number.label.accessibleName())
            self._pair.addWidget(self.called_button, 1)
            self.title.leads_to = self.buttons[0]
        if again:
            self.again_button = self._button("again", tr("Measure again"), "heart-pulse")
            self._pair.addWidget(self.again_button, 1)
        self._stack.addLayout(self._pair)
        if signs:
            self.signs_button = self._button("signs", tr("Do you have any of this now?"), "circle-alert")
            self._stack.addWidget(self.signs_button)
        self.restyle()

    def _button(self, act: str, words: str, icon: str) -> Button:
        made = Button(self.kit, words, size="small", icon=icon)
        made.setAccessibleName(f"{words}: {self.title.text()} {self.text.text()}")
        made.clicked.connect(lambda: self.pressed.emit(act))
        return made

    @property
    def buttons(self) -> list[Button]:
        """What can be pressed, from the top."""
        every = (self.phone_button, self.called_button, self.again_button, self.signs_button)
        return [button for button in every if button is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room across, the words need it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def restyle(self) -> None:
        """At large text the buttons stand below the words, and at the largest below each other."""
        look = self.kit.look
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if look.stacked else across)
        if look.large or (look.text > 100 and self._narrow):
            self.column.setSpacing(12)
            self.foot.setMinimumWidth(0)
            self.column.addWidget(self.foot)
        else:
            self.foot.setMinimumWidth(_FOOT)
            self.row.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignVCenter)


class ToldLine(Themed, Card):
    """ "Written down: you called at 08:12." with its Undo, until the day ends; ``about`` what it was."""

    pressed = Signal(object)

    def __init__(self, kit: Kit, told: Told, about: str = "") -> None:
        super().__init__("bare", (22, 0, 12, 0))
        tr, time = kit.tr, kit.clock_time(told.at.time())
        self.told = told
        if told.emergency:
            words = tr("Written down: you called the emergency services at {time}.", time=time)
        else:
            words = tr("Written down: you called at {time}.", time=time)
        words = kit.sentences(words, about)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(IconLabel(kit, "check", "accent", 22))
        self.label = SpokenLabel(kit, words, "body")
        self._row.addWidget(self.label, 1)
        self.undo_button = Button(kit, tr("Undo"), size="small", icon="undo-2")
        self.undo_button.setAccessibleName(f"{tr('Undo')}: {words}")
        self.undo_button.clicked.connect(lambda: self.pressed.emit(self.told))
        self.label.leads_to = self.undo_button
        self._row.addWidget(self.undo_button)
        self.column.addLayout(self._row)
        self.follow(kit)
