"""The open diary: the rail and the pages beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.domain.schedule import AdministrationState
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
        self.pages: dict[str, Page] = {
            navigation.TODAY: TodayPage(kit, runner, session),
            navigation.SYMPTOMS: SymptomsPage(kit, runner, session),
            navigation.QUESTIONS: QuestionsPage(kit, runner, session),
            navigation.SHARE: SharePage(kit, runner, session),
        }
        for page in self.pages.values():
            self._stack.addWidget(page)
        self.rail = Rail(kit, navigation.rail_entries(kit))
        self.rail.opened.connect(self.open_page)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setTabOrder(self._stack, self.rail)
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
        self.refresh()
        self._open(today)

    @property
    def page(self) -> Page:
        """The page in view."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def open_page(self, key: str) -> None:
        """Open a page by its name."""
        target = self.pages[key]
        if target is not self.page:
            self.page.leave_page()
        self._open(target)

    def open_place(self, place: int) -> None:
        """Open the rail's item at ``place``, from 0."""
        keys = list(self.rail.items)
        if place < len(keys):
            self.open_page(keys[place])

    def _open(self, target: Page) -> None:
        key = next(name for name, page in self.pages.items() if page is target)
        self._stack.setCurrentWidget(target)
        self.rail.set_current(navigation.RAIL_OF.get(key, key))
        target.open_page()

    def refresh(self) -> None:
        """Learn what is open, for the badge and the sample bar."""
        view = self.session.store.today.view
        self._runner.run(view, self._refreshed, lambda error: self.page.say_failure(error))

    def _refreshed(self, view: object) -> None:
        from diary_app.services.today import TodayView

        assert isinstance(view, TodayView)
        open_now = view.questionnaire.state == AdministrationState.OPEN
        self.rail.items[navigation.QUESTIONS].set_badge(1 if open_now else 0)
        self._sample.setVisible(view.sample)

    def leave(self) -> None:
        """Let the page in view keep what is not saved."""
        self.page.leave_page()
