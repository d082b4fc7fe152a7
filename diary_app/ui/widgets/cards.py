"""Cards: the frame of everything, the side card of Today, and the alert banners."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import IconLabel, Label, SpokenLabel
from diary_app.ui.widgets.themed import Themed


class Card(QFrame):
    """A frame of a kind: plain, dominant, done, info, due, urgent, emergency; filled through ``column``."""

    def __init__(self, kind: str = "plain", padding: tuple[int, int, int, int] = (24, 20, 24, 20)) -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*padding)
        self.column.setSpacing(0)

    def set_kind(self, kind: str) -> None:
        """Change the kind of the frame."""
        if self.property("card") != kind:
            self.setProperty("card", kind)
            self.style().unpolish(self)
            self.style().polish(self)


class IconTile(Themed, QFrame):
    """An icon on a quiet tile; both grow with the text."""

    def __init__(self, kit: Kit, icon: str, tone: str = "ink-2", size: int = 44) -> None:
        super().__init__()
        self.setProperty("panel", "sunken")
        self._size = size
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.icon = IconLabel(kit, icon, tone, round(size * 0.55))
        row.addStretch()
        row.addWidget(self.icon)
        row.addStretch()
        self.follow(kit)

    def restyle(self) -> None:
        """Take the size."""
        side = self.kit.look.grown(self._size)
        self.setFixedSize(side, side)


class SideCard(Card):
    """Icon tile, small title, one line of status, chips, and one small button if it leads somewhere."""

    def __init__(self, kit: Kit, icon: str, title: str, action: str = "") -> None:
        super().__init__("plain", (18, 12, 18, 12))
        self._kit = kit
        row = QHBoxLayout()
        row.setSpacing(16)
        self.column.addLayout(row, 1)
        row.addWidget(IconTile(kit, icon))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch()
        self.title = Label(kit, title, "small-title")
        self.status = Label(kit, "", "second", "ink-2")
        words.addWidget(self.title)
        words.addWidget(self.status)
        self._extras = QHBoxLayout()
        self._extras.setSpacing(6)
        words.addLayout(self._extras)
        words.addStretch()
        row.addLayout(words, 1)
        self.button = Button(kit, action or " ", size="small") if action else None
        if self.button is not None:
            self.button.setAccessibleName(f"{action}: {title}")
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_state(self, title: str, status: str, chips: list[Chip] | None = None) -> None:
        """What the card says now."""
        self.title.setText(title)
        self.status.setText(status)
        self.status.setVisible(bool(status))
        clear(self._extras)
        for chip in chips or []:
            self._extras.addWidget(chip)
        if chips:
            self._extras.addStretch()

    def show_action(self, words: str) -> None:
        """What the button says; hidden when there is nothing to do."""
        if self.button is not None:
            self.button.setVisible(bool(words))
            if words:
                self.button.set_text(words)
                self.button.setAccessibleName(f"{words}: {self.title.text()}")


class Banner(Card):
    """A full-width card with icon, title and text; info, due, urgent or emergency."""

    _TONES = {"info": "accent", "due": "due", "urgent": "urgent", "emergency": "on-urgent"}  # noqa: RUF012

    def __init__(self, kit: Kit, kind: str, icon: str, title: str = "", text: str = "") -> None:
        super().__init__(kind, (22, 14, 20, 14))
        self._kit = kit
        tone = self._TONES[kind]
        self.row = QHBoxLayout()
        self.row.setSpacing(18)
        self.column.addLayout(self.row)
        self.row.addWidget(IconLabel(kit, icon, tone, 30))
        words = QVBoxLayout()
        words.setSpacing(4)
        on_solid = kind == "emergency"
        loud = kind in ("urgent", "emergency")
        self.title = SpokenLabel(kit, title, "card-title" if loud else "small-title", tone if loud else "ink")
        self.text = Label(kit, text, "body", "on-urgent" if on_solid else "ink")
        self.detail = Label(kit, "", "second", "on-urgent" if on_solid else "ink")
        words.addStretch()
        for label in (self.title, self.text, self.detail):
            words.addWidget(label)
        words.addStretch()
        self.row.addLayout(words, 1)
        self.say(title, text)

    def say(self, title: str, text: str, detail: str = "") -> None:
        """What the banner says now; empty lines take no room."""
        for label, words in ((self.title, title), (self.text, text), (self.detail, detail)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(" ".join(part for part in (title, text, detail) if part))


def divider() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("panel", "divider")
    line.setFixedHeight(1)
    return line


def clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
