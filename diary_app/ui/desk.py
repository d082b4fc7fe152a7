"""The open diary of a patient: the rail and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from diary_app.domain.log.entry import By
from diary_app.domain.schedule import AdministrationState
from diary_app.services.today_view import TodayView
from diary_app.ui import navigation
from diary_app.ui.desk_frame import DeskFrame
from diary_app.ui.desk_parts import Place
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, PastDay
from diary_app.ui.pages.help.page import HelpPage
from diary_app.ui.pages.history.page import HistoryPage
from diary_app.ui.pages.questions.page import QuestionsPage
from diary_app.ui.pages.results.page import ResultsPage
from diary_app.ui.pages.settings.page import SettingsPage
from diary_app.ui.pages.share.page import SharePage
from diary_app.ui.pages.symptoms.page import SymptomsPage
from diary_app.ui.pages.today.page import TodayPage
from diary_app.ui.pages.vitals.page import VitalsPage
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.rail import Rail


def _done(_: object) -> None:
    """There is nothing to show."""


class Desk(DeskFrame):
    """Opens pages by name, keeps the badge right, and says when the data are made up."""

    home, help_key = navigation.TODAY, navigation.HELP

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        super().__init__(kit, runner, session, at)
        kit.commands.past_day_requested.connect(self.open_about)
        kit.commands.helped_changed.connect(self._take_hand)

    def makers(self) -> dict[str, Callable[[], Page]]:
        """The patient's pages."""
        kit, runner, session, keeper = self.kit, self.runner, self.session, self.housekeeper
        return {
            navigation.TODAY: lambda: TodayPage(kit, runner, session),
            navigation.DIARY: lambda: HistoryPage(kit, runner, session),
            navigation.SYMPTOMS: lambda: SymptomsPage(kit, runner, session),
            navigation.VITALS: lambda: VitalsPage(kit, runner, session),
            navigation.QUESTIONS: lambda: QuestionsPage(kit, runner, session),
            navigation.RESULTS: lambda: ResultsPage(kit, runner, session),
            navigation.SHARE: lambda: SharePage(kit, runner, session, keeper),
            navigation.HELP: lambda: HelpPage(kit, runner, session, self.leave_help),
            navigation.SETTINGS: lambda: SettingsPage(kit, runner, session, self.at, keeper),
        }

    def make_rail(self) -> Rail:
        """Results only where patients may see them."""
        scores = self.session.protocol.questionnaire.participant_sees_scores
        return Rail(
            self.kit, navigation.rail_entries(self.kit, scores=scores), navigation.foot_entries(self.kit)
        )

    def rail_key(self, key: str) -> str:
        """Symptoms and measurements belong to Today."""
        return navigation.RAIL_OF.get(key, key)

    def start(self, place: Place | None = None) -> None:
        """Open Today, whose main button waits for a fresh press; or ``place``, in another language."""
        today = self.pages[navigation.TODAY]
        assert isinstance(today, TodayPage)
        if place is None:
            today.wait_for_fresh_press()
        self.housekeeper.noted.connect(today.notes.show_note)
        self.housekeeper.settled.connect(today.notes.take_away)
        self.begin(place)

    def return_to_place(self, place: Place) -> None:
        """A page, where the person was on it; about a past day it belongs to the Diary."""
        super().return_to_place(place)
        if isinstance(place.on_page, PastDay):
            diary = self.pages[navigation.DIARY]
            assert isinstance(diary, HistoryPage)
            diary.look_at(place.on_page.day)
            self.rail.set_current(navigation.DIARY)

    def open_about(self, key: str, about: PastDay) -> None:
        """Open a page to write about a past day; it belongs to the Diary then."""
        self.page.leave_page()
        self.show_page(key).open_about(about)
        self.rail.set_current(navigation.DIARY)

    def refresh(self) -> None:
        """Learn what is open, for the badge and the sample bar."""
        self.runner.run(self.session.store.today.view, self._refreshed, self.say_failure)

    def _refreshed(self, view: TodayView) -> None:
        open_now = view.questionnaire.state == AdministrationState.OPEN
        self.rail.items[navigation.QUESTIONS].set_badge(1 if open_now else 0)
        self.show_sample(view.sample)

    def _take_hand(self, helped: bool) -> None:
        """Whose hand stands with what is written down from now on."""
        by = By.HELPER if helped else By.SELF
        self.runner.run(partial(self.session.store.diary.hand_is, by), _done, self.say_failure)
