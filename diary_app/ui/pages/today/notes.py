"""Quiet notes at the top of Today: a backup that failed, a place that is not safe, what a check found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.housekeeping import Note
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.themed import Themed


class NoteBanner(Themed, Banner):
    """One note; it stays until it is closed or has become untrue."""

    def __init__(self, kit: Kit, note: Note) -> None:
        super().__init__(kit, note.kind, note.icon, note.title, note.text)
        self.note = note
        self.say(note.title, note.text, note.detail)
        self.foot = QWidget()
        buttons = QHBoxLayout(self.foot)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        self.page_button: Button | None = None
        if note.page:
            self.page_button = Button(kit, kit.tr("Settings"), size="small")
            self.page_button.setAccessibleName(f"{kit.tr('Settings')}: {note.title}")
            self.page_button.clicked.connect(lambda: kit.commands.page_requested.emit(note.page))
            buttons.addWidget(self.page_button)
        self.close_button = Button(kit, kit.tr("Close"), size="small", icon="x")
        self.close_button.setAccessibleName(f"{kit.tr('Close')}: {note.title}")
        buttons.addWidget(self.close_button)
        self.follow(kit)

    def restyle(self) -> None:
        """At large text the buttons stand below the words."""
        if self.kit.look.large:
            self.column.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.row.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignVCenter)


class Notes(QWidget):
    """The notes in the order they came; no room is taken while there is none."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.banners: dict[str, NoteBanner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.hide()

    def show_note(self, note: Note) -> None:
        """Show a note in place of an earlier one of the same key."""
        self.take_away(note.key)
        banner = self.banners[note.key] = NoteBanner(self.kit, note)
        banner.close_button.clicked.connect(lambda: self._close(note.key))
        self._column.addWidget(banner)
        self.show()
        a11y.announce(self, banner.accessibleName())

    def take_away(self, key: str) -> None:
        """It is no longer so, or was read."""
        banner = self.banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self.banners))

    def _close(self, key: str) -> None:
        banner = self.banners[key]
        banner.focusNextChild()
        self.take_away(key)
