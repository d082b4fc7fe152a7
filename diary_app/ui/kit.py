"""What every widget is handed: texts, the look, the window's commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QLocale, QObject, QTime, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from diary_app.common.i18n import Translator
from diary_app.common.settings import Settings
from diary_app.ui import icons
from diary_app.ui.followers import Followers
from diary_app.ui.language import locale_of
from diary_app.ui.theme.fonts import font
from diary_app.ui.theme.images import SheetImages
from diary_app.ui.theme.sheet import build_palette, build_style_sheet
from diary_app.ui.theme.tokens import Look


class Appearance(QObject):
    """The look in force; sets style sheet, palette and font of the application."""

    def __init__(self, look: Look, language: str) -> None:
        super().__init__()
        self.changed = Followers()
        self.look = look
        self.language = language
        self._images = SheetImages()
        self._sheet = ""
        self._apply()

    def set_look(self, look: Look) -> None:
        """Take another look, at once and everywhere."""
        if look != self.look:
            self.look = look
            self._apply()
            self.changed.emit()

    def set_language(self, language: str) -> None:
        """Take the fonts of another language; what shows texts is made anew by the window."""
        if language != self.language:
            self.language = language
            self._apply()

    def dress(self, widget: QWidget) -> None:
        """Give ``widget`` and all in it the style sheet of the look in force, also after another is chosen.

        For whatever is put into a window as a whole: pages, the rail, dialogs.
        Not for the application: then Qt would work the sheet out anew for
        everything in a part each time that part is put into a larger one, and
        a change of theme would be worked out for pages out of view before the
        one in view is painted.
        """
        dressed = _Dressed(widget, self)
        self.changed.connect(dressed.renew)

    @property
    def sheet(self) -> str:
        """The style sheet of the look in force."""
        return self._sheet

    def _apply(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setFont(font(self.look, "body", self.language))
        sheet = build_style_sheet(self.look, self._images.paths(self.look))
        if sheet != self._sheet:
            self._sheet = sheet
            application.setPalette(build_palette(self.look))
            return
        for menu in [widget for widget in application.allWidgets() if isinstance(widget, QMenu)]:
            menu.style().unpolish(menu)  # a menu keeps the row height it had when it was first shown
            menu.style().polish(menu)


class _Dressed(QObject):
    """Gives a widget the style sheet in force."""

    def __init__(self, widget: QWidget, appearance: Appearance) -> None:
        super().__init__(widget)
        self._appearance = appearance
        self.renew()

    def renew(self) -> None:
        """Put on another sheet, if there is another."""
        widget, sheet = self.parent(), self._appearance.sheet
        if isinstance(widget, QWidget) and sheet != widget.styleSheet():
            # Taken off first: Qt works a sheet that replaces another out once for each widget and for
            # every parent of it, five times as long as a first one.
            widget.setStyleSheet("")
            widget.setStyleSheet(sheet)


class Commands(QObject):
    """What a page can ask of the window it stands in."""

    lock_requested = Signal()
    page_requested = Signal(str)
    past_day_requested = Signal(str, object)  # a page by its name, and the PastDay it is to be about
    text_size_requested = Signal(int)
    language_requested = Signal(str)
    quit_requested = Signal()  # end the program, also where closing the window would leave it in the tray
    sample_left = Signal()  # enough seen of the made-up diary
    diary_changed = Signal()
    plan_changed = Signal()  # the study plan or the wording may be others than when the diary was opened
    told = Signal(str, str, bool)  # what came of an act whose page was left: title, text, whether it is good
    setting_requested = Signal(str, object)  # the name of a field of Settings, and its new value
    settings_changed = Signal(object)  # the Settings now in force
    helped_changed = Signal(bool)  # whether somebody helps with writing, from now on

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()  # in force; the window alone puts others in their place
        self.unkept: dict[str, Any] = {}  # drafts that the disk may refuse: in memory until it has them
        self.helped = False  # somebody helps with writing; until the diary is locked


@dataclass(frozen=True)
class Kit:
    """Texts, look and commands, handed to every widget that shows something."""

    tr: Translator
    appearance: Appearance
    commands: Commands

    @property
    def look(self) -> Look:
        """The look in force."""
        return self.appearance.look

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The font of a role of text; ``tabular`` for figures that stand in columns."""
        return font(self.look, role, self.tr.language, tabular=tabular)

    def colour(self, name: str) -> QColor:
        """A colour token as Qt wants it."""
        return QColor(self.look.colour(name))

    def pixmap(self, name: str, colour: str, size: int, line: float = 2.0) -> QPixmap:
        """An icon in a colour token, sharp on any screen."""
        application = QApplication.instance()
        ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
        return icons.pixmap(name, self.look.colour(colour), size, ratio, line)

    def icon(self, name: str, colour: str) -> QIcon:
        """An icon for Qt's own widgets."""
        return icons.icon(name, self.look.colour(colour))

    @property
    def locale(self) -> QLocale:
        """Names of days and months."""
        return locale_of(self.tr.language)

    def sentences(self, *parts: str) -> str:
        """Sentences one after another: a space between them, none in Chinese; empty ones fall away."""
        return ("" if self.tr.language.startswith("zh") else " ").join(part for part in parts if part)

    def listed(self, parts: Iterable[str | None]) -> str:
        """Words after one another, set apart as the language does it; empty ones fall away."""
        return self.tr(", ").join(part for part in parts if part)

    def told(self, what: str, answer: str) -> str:
        """For instance "Name: Liu Yan"."""
        return self.tr("{what}: {answer}", what=what, answer=answer)

    def long_date(self, day: date) -> str:
        """For instance "Friday 19 June 2026"."""
        return self._format(day, self.tr("dddd d MMMM yyyy"))

    def day_and_month(self, day: date) -> str:
        """For instance "Monday 6 July"."""
        return self._format(day, self.tr("dddd d MMMM"))

    def short_date(self, day: date) -> str:
        """For instance "19 June"."""
        return self._format(day, self.tr("d MMMM"))

    def clock_time(self, moment: time) -> str:
        """Hours and minutes, 24 hours."""
        return QTime(moment.hour, moment.minute).toString("HH:mm")

    def _format(self, day: date, pattern: str) -> str:
        return self.locale.toString(QDate(day.year, day.month, day.day), pattern)
