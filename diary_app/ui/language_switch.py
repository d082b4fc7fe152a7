"""Another language, or another plan, for the whole window at once, with nothing that was typed lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from diary_app.ui import a11y
from diary_app.ui.language import speak
from diary_app.ui.session import Session
from diary_app.ui.settings_in_force import SettingsInForce
from diary_app.ui.stage import Stage
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.fonts import load_fonts

if TYPE_CHECKING:
    from diary_app.ui.desk_parts import Place


def _nothing() -> None:
    """There is no open diary to take along."""


class LanguageSwitch(QObject):
    """What is typed is kept first, and all that waits is done first. ``under_way`` until then.

    ``spoken`` fires when texts, fonts and dates are the other language's;
    ``failed`` carries what kept it from being spoken.
    """

    spoken = Signal()
    failed = Signal(object)

    def __init__(self, stage: Stage, runner: TaskRunner, settings: SettingsInForce) -> None:
        super().__init__(stage)
        self._stage, self._runner, self._settings = stage, runner, settings
        self.under_way = False

    def to(self, language: str) -> None:
        """Speak ``language``."""
        stage = self._stage
        if self.under_way or language == stage.kit.tr.language:
            return
        self.under_way = True
        session, desk = stage.session, stage.open_desk
        place = desk.stand_aside() if desk is not None else None
        stage.setEnabled(False)
        renew = partial(session.in_language, language) if session is not None else _nothing
        self._runner.run(renew, partial(self._renewed, language, place), self._not_renewed)

    def to_plan(self) -> None:
        """Every page by the plan and the wording that now hold, where they are others than before."""
        stage, session = self._stage, self._stage.session
        if session is None or self.under_way:
            return

        def came(fresh: Session) -> None:
            desk = stage.open_desk
            if fresh != session and stage.session is session and desk is not None and not self.under_way:
                stage.renew_desk(fresh, replace(desk.stand_aside(), spoken=False))

        self._runner.run(session.as_it_stands, came, self.failed.emit)

    def _renewed(self, language: str, place: Place | None, session: Session | None) -> None:
        self._over()
        self._speak(language)
        if self._stage.session is not None and session is not None:
            self._stage.renew_desk(session, place)
            self._say()

    def _not_renewed(self, error: Exception) -> None:
        self._over()
        self.failed.emit(error)

    def _over(self) -> None:
        self.under_way = False
        self._stage.setEnabled(True)

    def _speak(self, language: str) -> None:
        """Texts, fonts, dates and Qt's own words, from the gate on."""
        load_fonts(language)
        speak(language)
        self._stage.speak(language)
        self._stage.kit.appearance.set_language(language)
        self.spoken.emit()
        self._settings.set("language", language)
        if self._stage.renew_gate():
            self._say()
            self._stage.gate.page.focus_language()

    def _say(self) -> None:
        # i18n: name the language of the translation
        a11y.announce(self._stage.window(), self._stage.kit.tr("The window now speaks English."))
