"""How a reminder is shown: by the system's own notification, or as a banner in the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from diary_app.common.resources import resource
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.themed import Themed

Act = Callable[[], None]


class Notifier(Protocol):
    """Shows one reminder at a time; a new one takes the place of the one before."""

    def show(self, kit: Kit, title: str, text: str) -> None:
        """Tell it."""
        ...

    def clear(self) -> None:
        """Take it away."""
        ...


class ReminderBanner(Themed, Banner):
    """Title, text, and two ways to be done with it."""

    def __init__(self, kit: Kit, title: str, text: str, snooze: Act, close: Act) -> None:
        super().__init__(kit, "info", "clock", title, text)
        self.foot = QWidget()
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self.snooze_button = Button(kit, kit.tr("In 10 minutes"), size="small", icon="clock")
        self.snooze_button.setAccessibleName(kit.tr("Remind me again in 10 minutes"))
        self.snooze_button.clicked.connect(snooze)
        self.close_button = Button(kit, kit.tr("Close"), size="small", icon="x")
        self.close_button.setAccessibleName(f"{kit.tr('Close')}: {title}")
        self.close_button.clicked.connect(close)
        self._buttons.addWidget(self.snooze_button)
        self._buttons.addWidget(self.close_button)
        self.row.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignVCenter)
        self.follow(kit)

    def restyle(self) -> None:
        """At large text it is one line and the buttons are icons, so that the page keeps its room."""
        large = self.kit.look.large
        self.text.setVisible(not large and bool(self.text.text()))
        self.column.setContentsMargins(22, 8 if large else 14, 20, 8 if large else 14)
        for button in (self.snooze_button, self.close_button):
            button.set_icon_only(large)


class InWindow:
    """The banner at the top of the window, over the open and the locked diary alike."""

    def __init__(self, window: QWidget, snooze: Act, close: Act) -> None:
        self._window, self._snooze, self._close = window, snooze, close
        self._place: QWidget | None = None
        self.banner: ReminderBanner | None = None

    def show(self, kit: Kit, title: str, text: str) -> None:
        """At the top; a screen reader hears it, the focus stays where it is."""
        self.clear()
        layout = self._window.layout()
        assert isinstance(layout, QVBoxLayout)
        self._place = QWidget()
        row = QHBoxLayout(self._place)
        row.setContentsMargins(32, 8, 32, 0)
        self.banner = ReminderBanner(kit, title, text, self._snooze, self._close)
        row.addWidget(self.banner)
        kit.appearance.dress(self._place)
        layout.insertWidget(0, self._place)
        self._place.show()
        a11y.announce(self.banner, f"{title} {text}")
        QApplication.alert(self._window)  # a window behind others asks to be looked at

    def clear(self) -> None:
        """Take it away."""
        place, self._place, self.banner = self._place, None, None
        if place is not None:
            place.hide()
            place.deleteLater()


def tray_there() -> bool:
    """Whether a program can stay in the tray without its window.

    macOS has the Dock for that, and a window that does not close would keep the computer on.
    """
    return sys.platform != "darwin" and QSystemTrayIcon.isSystemTrayAvailable()


class InTray:
    """The system's own notification, with an icon whose menu opens the diary, snoozes, or quits."""

    def __init__(self, open_diary: Act, snooze: Act, quit_program: Act) -> None:
        self._staying = False
        self._open_diary = open_diary
        self._menu = QMenu()
        self._open = self._menu.addAction("", open_diary)
        self._later = self._menu.addAction("", snooze)
        self._quit = self._menu.addAction("", quit_program)
        self.icon = QSystemTrayIcon(QIcon(str(resource("icons", "app.svg"))))
        self.icon.setContextMenu(self._menu)
        self.icon.messageClicked.connect(open_diary)
        self.icon.activated.connect(self._pressed)

    def show(self, kit: Kit, title: str, text: str) -> None:
        """One notification; the icon stays until it is answered."""
        self._speak(kit)
        self._later.setVisible(True)
        self.icon.show()
        self.icon.showMessage(title, text, self.icon.icon())

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Context:  # that one opens the menu
            self._open_diary()

    def _speak(self, kit: Kit) -> None:
        self._open.setText(kit.tr("Open the diary"))
        self._later.setText(kit.tr("Remind me again in 10 minutes"))
        self._quit.setText(kit.tr("Quit"))
        self.icon.setToolTip(kit.tr("Morning Diary"))

    def stay(self, kit: Kit, title: str, text: str) -> None:
        """The window is closed: the icon is the way back; an empty ``title`` says nothing."""
        self._staying = True
        self._speak(kit)
        self._later.setVisible(False)
        self.icon.show()
        if title:
            self.icon.showMessage(title, text, self.icon.icon())

    def leave(self) -> None:
        """The window is back, or the program ends."""
        self._staying = False
        self.icon.hide()

    def clear(self) -> None:
        """The notification was answered; the icon goes with it unless it is the way back."""
        self._later.setVisible(False)
        if not self._staying:
            self.icon.hide()
