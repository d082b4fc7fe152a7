"""The open diary: the rail and the pages beside it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.domain.schedule import AdministrationState
from diary_app.services.today import TodayView
from diary_app.ui import navigation
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.pages.questions.page import QuestionsPage
from diary_app.ui.pages.share.page import SharePage
from diary_app.ui.pages.symptoms.page import SymptomsPage
from diary_app.ui.pages.today.page import TodayPage
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.rail import Rail


class _Pages(dict[str, Page]):
    """The pages by name, each made when it is first asked for, so that the diary opens at once."""

    _KINDS: ClassVar[
        dict[str, type[SymptomsPage] | type[QuestionsPage] | type[SharePage] | type[TodayPage]]
    ] = {
        navigation.TODAY: TodayPage,
        navigation.SYMPTOMS: SymptomsPage,
        navigation.QUESTIONS: QuestionsPage,
        navigation.SHARE: SharePage,
    }

    def __init__(self, stack: QStackedWidget, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__()
        self._stack, self._handed = stack, (kit, runner, session)

    def __missing__(self, key: str) -> Page:
        page = self[key] = self._KINDS[key](*self._handed)
        self._stack.addWidget(page)
        return page


class Desk(QWidget):
    """Opens pages by name, keeps the badge right, and says when the data are made up."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__()
        self.kit, self._runner, self.session = kit, runner, session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._sample = self._sample_bar()
        right.addWidget(self._sample)
        self._stack = QStackedWidget()
        right.addWidget(self._stack, 1)
        self.pages = _Pages(self._stack, kit, runner, session)
        self.rail = Rail(kit, navigation.rail_entries(kit))
        self.rail.opened.connect(self.open_page)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        kit.commands.page_requested.connect(self.open_page)
        kit.commands.diary_changed.connect(self.refresh)

    def _sample_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("panel", "warn")
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 8, 32, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(self.kit, "info", "due", 20))
        words = self.kit.tr("Sample data. These people are made up.")
        row.addWidget(Label(self.kit, words, "second-strong", "due"), 1)
        bar.hide()
        return bar

    def start(self) -> None:
        """Open Today; its main button waits for a fresh press."""
        today = self.pages[navigation.TODAY]
        assert isinstance(today, TodayPage)
        today.wait_for_fresh_press()
        self._open(navigation.TODAY)
        self.refresh()

    @property
    def page(self) -> Page:
        """The page in view."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def open_page(self, key: str) -> None:
        """Open a page by its name."""
        if self.pages[key] is not self.page:
            self.page.leave_page()
        self._open(key)

    def open_place(self, place: int) -> None:
        """Open the rail's item at ``place``, from 0."""
        keys = list(self.rail.items)
        if place < len(keys):
            self.open_page(keys[place])

    def _open(self, key: str) -> None:
        target = self.pages[key]
        self._stack.setCurrentWidget(target)
        self.rail.set_current(navigation.RAIL_OF.get(key, key))
        target.open_page()

    def refresh(self) -> None:
        """Learn what is open, for the badge and the sample bar."""
        self._runner.run(self.session.store.today.view, self._refreshed, self._not_refreshed)

    def _not_refreshed(self, error: Exception) -> None:
        self.page.say_failure(error)

    def _refreshed(self, view: TodayView) -> None:
        open_now = view.questionnaire.state == AdministrationState.OPEN
        self.rail.items[navigation.QUESTIONS].set_badge(1 if open_now else 0)
        self._sample.setVisible(view.sample)

    def leave(self) -> None:
        """Let the page in view keep what is not saved."""
        self.page.leave_page()
