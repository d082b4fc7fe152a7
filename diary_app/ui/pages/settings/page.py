"""The Settings page: sections one below the other, and steps in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.housekeeping import Housekeeper
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.pages.settings.clinic import ClinicSection
from diary_app.ui.pages.settings.look import LookSection
from diary_app.ui.pages.settings.reminders import RemindersSection
from diary_app.ui.pages.settings.safe import SafeSection
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.pages.settings.setup_step import SetupStep
from diary_app.ui.pages.settings.step import SettingStep
from diary_app.ui.pages.settings.steps import PassphraseStep, RecoveryStep, WithoutAskingStep
from diary_app.ui.pages.settings.wording import WordingSection
from diary_app.ui.pages.settings.wording_step import WordingStep
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

AnyStep = PassphraseStep | RecoveryStep | WithoutAskingStep | SetupStep | SettingStep


_ROUNDS = 3  # rows learn what they say in one or two


def _nothing() -> None:
    """Done once all that was asked before is done."""


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """What stands beside the files of the clinic or the wording (``of``), and in which language."""

    said: str
    language: str
    of: str = "setup"


class SettingsPage(Page):
    """``sections`` in order; ``step`` is what stands in their place, if anything."""

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings, keeper: Housekeeper
    ) -> None:
        super().__init__(kit, runner)
        self._handed = (kit, runner, session, at)
        self.safe = SafeSection(kit, runner, session, at, keeper)
        self.safe.step_wanted.connect(self.open_step)
        self._visit = session.visit  # what is made up needs no keeping
        self.look = LookSection(kit)
        self.wording = WordingSection(kit, runner, session)
        self.wording.step_wanted.connect(self.open_step)
        self._told = "setup"  # the row at which something was said last
        self.reminders: RemindersSection | None = None
        self.clinic: ClinicSection | None = None
        kept = self.make_sections(kit, runner, session)
        self.sections = [self.look] if self._visit else kept
        self.step: AnyStep | None = None
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack)
        self.stack.addWidget(self._list())

    def make_sections(self, kit: Kit, runner: TaskRunner, session: Session) -> list[Section]:
        """The sections of a diary that is kept, in order."""
        self.reminders = RemindersSection(kit, runner, session)
        self.clinic = ClinicSection(kit, runner, session)
        self.clinic.step_wanted.connect(self.open_step)
        return [self.safe, self.clinic, self.reminders, self.wording, self.look]

    def _list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(PageHeader(self.kit, self.tr_("Settings"), self._about()))
        column.addWidget(self.notice)
        self.scroller = Scroller()
        inside = QVBoxLayout(self.scroller.body)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(16)
        for section in self.sections:
            inside.addWidget(section)
        inside.addStretch(1)
        column.addWidget(self.scroller, 1)
        return page

    def _about(self) -> str:
        if self._visit:
            return self.tr_("Language and text.")
        return self.tr_("Keys, locking and backups; language and text.")

    # -- what the window asks ---------------------------------------------

    def open_page(self) -> None:
        """Show how everything stands."""
        self.clear_notice()
        self._close_step()
        if self._visit:
            self.look.language.setFocus()
            return
        self.load()
        self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_page(self) -> None:
        """Nothing that was typed here is kept but the time of the reminder: all else is secrets."""
        if self.reminders is not None:
            self.reminders.keep_time()
        self._close_step()

    def place(self) -> object:
        """What was said last of a file or a wording: it stays when that renews every page."""
        row, _ = self._telling(self._told)
        return SettingsPlace(row.result.text.text(), self.tr_.language, self._told)

    def return_to(self, place: object) -> None:
        """The sections, and what was said, unless in another language."""
        self.open_page()
        if not isinstance(place, SettingsPlace) or place.language != self.tr_.language:
            return
        if place.said and not self._visit:
            self._told = place.of
            row, button = self._telling(place.of)
            self._say_at(row, place.said)
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _telling(self, name: str) -> tuple[Row, QWidget]:
        """The row of a step that may renew every page, and what leads to the step."""
        if name == "setup" and self.clinic is not None:
            return self.clinic.file, self.clinic.file_button
        return self.wording.row, self.wording.button

    def go_back(self) -> None:
        """From a step to the sections."""
        self._close_step()

    # -- what differs in a clinic ----------------------------------------------

    def step_kinds(self) -> dict[str, Callable[..., AnyStep]]:
        """What makes a step, by its name."""
        pack = self.wording.candidate
        return {
            "passphrase": PassphraseStep,
            "recovery": partial(RecoveryStep, first=not self.safe.has_code),
            "without_asking": WithoutAskingStep,
            "setup": SetupStep,
            **({} if pack is None else {"wording": partial(WordingStep, pack=pack)}),
        }

    def first_stop(self, step: AnyStep | None = None) -> QWidget:
        """Where the focus begins, and comes back to after ``step``."""
        if isinstance(step, SetupStep) and self.clinic is not None:
            return self.clinic.file_button
        return self.wording.button if isinstance(step, WordingStep) else self.safe.passphrase_button

    def row_of(self, step: AnyStep) -> Row:
        """Where it is said what came of a step."""
        if isinstance(step, SetupStep) and self.clinic is not None:
            return self.clinic.file
        return self.wording.row if isinstance(step, WordingStep) else self.safe.ways

    def load(self) -> None:
        """Learn how everything stands."""
        self.safe.load()
        self.wording.load()
        if self.clinic is not None:
            self.clinic.load()

    # -- steps ---------------------------------------------------------------

    def open_step(self, name: str) -> None:
        """Put a step in the place of the sections."""
        kinds = self.step_kinds()
        self._close_step()
        step = kinds[name](*self._handed)
        step.left.connect(self._close_step)
        step.done.connect(partial(self._step_done, step))
        step.refused.connect(partial(self._refused_later, step))
        self.step = step
        self.stack.addWidget(step)
        self.stack.setCurrentWidget(step)
        step.begin()

    def _step_done(self, step: AnyStep, said: str) -> None:
        if step.left_behind:
            step.deleteLater()
            if not self.in_view:
                self.kit.commands.told.emit(said, "", True)
                return
        else:
            self._close_step()
        self.load()
        self._told = "wording" if isinstance(step, WordingStep) else "setup"
        self._say_at(self.row_of(step), said)
        a11y.announce(self, said)

    def _say_at(self, row: Row, said: str) -> None:
        row.result.say(said)
        self._reveal(row, _ROUNDS)

    def _reveal(self, row: Row, rounds: int) -> None:
        """In view once it has its height, and again once the rows above it say their lines."""
        QTimer.singleShot(0, row, lambda: self.scroller.ensureWidgetVisible(row))
        if rounds:
            self.runner.run(_nothing, lambda _: self._reveal(row, rounds - 1), self.say_failure)

    def _refused_later(self, step: AnyStep, title: str, text: str) -> None:
        step.deleteLater()
        if self.in_view:
            self.row_of(step).result.say(self.kit.sentences(title, text), "bad")
        else:
            self.kit.commands.told.emit(title, text, False)

    def _close_step(self) -> None:
        step, self.step = self.step, None
        if step is None:
            return
        self.stack.setCurrentIndex(0)
        self.stack.removeWidget(step)
        step.wipe()
        step.left_behind = step.waiting  # what comes of it is told, wherever the person then is
        if not step.left_behind:
            step.deleteLater()
        self.first_stop(step).setFocus(Qt.FocusReason.OtherFocusReason)
