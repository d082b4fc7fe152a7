"""The settings in force in the window, and keeping them beside the diary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings, save_settings
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.theme.system import SystemTheme

_OF_THE_WINDOW = ("language", "text_size", "theme")


def settings_of(folder: Path) -> Settings:
    """What is kept beside the diary; a file that does not fit never keeps a person from the diary."""
    try:
        return read_settings(plain_file(folder))
    except (DoesNotFit, OSError):
        return Settings()


class SettingsInForce(QObject):
    """Puts settings in force at once and keeps them in ``folder`` as soon as there is a diary.

    ``visiting`` says whether the open diary is a made-up one: what is set for
    it goes with it. ``system`` is what the computer is set to.
    """

    def __init__(self, kit: Kit, folder: Path, visiting: Callable[[], bool], system: SystemTheme) -> None:
        super().__init__()
        self._kit, self._folder, self._visiting, self._system = kit, folder, visiting, system
        self._theme = kit.commands.settings.theme
        self._chosen: dict[str, Any] = {}  # not kept beside the diary yet
        kit.commands.text_size_requested.connect(self.set_text)
        kit.commands.setting_requested.connect(self.set)
        system.changed.connect(self._follow_system)

    def step_text(self, steps: int) -> None:
        """A larger or smaller text, by steps."""
        self.set_text(self._kit.look.stepped(steps).text)

    def set_text(self, size: int) -> None:
        """Another text size, in percent."""
        self._kit.appearance.set_look(self._kit.look.with_text(size))
        self.set("text_size", size)

    def set(self, name: str, value: object) -> None:
        """Put a setting in force at once and keep it beside the diary; what is set for a made-up one goes."""
        if not self._visiting() or name in _OF_THE_WINDOW:
            self._chosen[name] = value
        self._put_in_force(replace(self._kit.commands.settings, **{**self._chosen, name: value}))

    def take(self) -> None:
        """A diary just made or restored brings its own; what was chosen before there was one stays."""
        self._put_in_force(replace(settings_of(self._folder), **self._chosen))

    def _follow_system(self) -> None:
        """Light or dark as chosen, or as the computer now is."""
        look = replace(self._kit.look, theme=self._system.of(self._theme))
        self._kit.appearance.set_look(look)

    def _put_in_force(self, settings: Settings) -> None:
        self._kit.commands.settings = settings
        if settings.theme != self._theme:
            self._theme = settings.theme
            self._follow_system()
        if self._chosen and not self._visiting() and self._folder.is_dir():
            self._keep(settings)
        self._kit.commands.settings_changed.emit(settings)

    def _keep(self, settings: Settings) -> None:
        try:
            save_settings(plain_file(self._folder), settings)
            self._chosen.clear()
        except NotSaved as error:  # they are in force; only keeping them did not work
            sentence_for(self._kit, error)
