"""The section "Language and text": what the window looks like and which language it speaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from diary_app.common.settings import Settings
from diary_app.ui.kit import Kit
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.theme.tokens import text_sizes
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.page_parts import LanguageChoice

_THEMES = ("system", "light", "dark")  # as the setting names them


class LookSection(Section):
    """Every choice is in force at once and kept."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, kit.tr("Language and text"))
        tr = kit.tr
        self.language = LanguageChoice(kit)
        self._add(tr("Language"), tr("What you wrote stays as you wrote it."), self.language)
        sizes = [(size, tr("{n} %", n=size)) for size in text_sizes()]
        self.text_size = Segments(kit, tr("Text size"), sizes)
        self.text_size.chosen.connect(self._size_chosen)
        self._add(tr("Text size"), tr("Ctrl and + make it larger, Ctrl and − smaller."), self.text_size)
        words = (tr("As the computer"), tr("Light"), tr("Dark"))
        self.theme = Segments(kit, tr("Light or dark"), list(enumerate(words)))
        self.theme.chosen.connect(self._theme_chosen)
        self._add(tr("Light or dark"), tr("Printed pages are always light."), self.theme)
        self._show(kit.commands.settings)
        kit.commands.settings_changed.connect(self._show)
        kit.appearance.changed.connect(self._show_size)

    def _add(self, title: str, text: str, choice: QWidget) -> None:
        row = Row(self.kit, title, text)
        row.words.insertSpacing(2, 6)
        row.words.insertWidget(3, choice)
        self.add_row(row)

    def _show(self, settings: Settings) -> None:
        self.theme.set_value(_THEMES.index(settings.theme))
        self._show_size()

    def _show_size(self) -> None:
        self.text_size.set_value(self.kit.look.text)

    def _size_chosen(self, size: int | None) -> None:
        if size is None:  # one of them always stands
            self._show_size()
        else:
            self.kit.commands.text_size_requested.emit(size)

    def _theme_chosen(self, place: int | None) -> None:
        if place is None:
            self._show(self.kit.commands.settings)
        else:
            self.kit.commands.setting_requested.emit("theme", _THEMES[place])

    def choices(self) -> Sequence[Segments]:
        """The choices from top to bottom."""
        return (self.language, self.text_size, self.theme)
