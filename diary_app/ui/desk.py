"""The open diary: the rail and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.domain.log.entry import By
from diary_app.domain.schedule import AdministrationState
from diary_app.services.today import TodayView
from diary_app.ui import a11y, navigation
from diary_app.ui.housekeeping import Housekeeper, Note
from diary_app.ui.idle import PAUSE, IdleWatch
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
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.page_parts import LanguageButton, LanguageChoice
from diary_app.ui.widgets.rail import Rail

_ROUNDS = 3  # a page loads in one or two


def _nothing() -> None:
    """Done once all that was asked before is done."""


def _done(_: object) -> None:
    """There is nothing to show."""


class _Pages(dict[str, Page]):
    """The pages by name, each made when it is first asked for, so that the diary opens at once."""

    def __init__(
        self, stack: QStackedWidget, makers: dict[str, Callable[[], Page]], dress: Callable[[QWidget], None]
    ) -> None:
        super().__init__()
        self._stack, self._makers, self._dress = stack, makers, dress

    def __missing__(self, key: str) -> Page:
        page = self[key] = self._makers[key]()
        self._stack.addWidget(page)
        self._dress(page)
        return page


@dataclass(frozen=True, slots=True)
class Place:
    """A page's name, where on it the person is, and whether the language was chosen in the page itself."""

    key: str
    on_page: object
    by_choice: bool


class Desk(QWidget):
    """Opens pages by name, keeps the badge right, and says when the data are made up."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        super().__init__()
        self.kit, self._runner, self.session, self._at = kit, runner, session, at
        self.housekeeper = Housekeeper(kit, runner, session)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._sample = self._sample_bar()
        right.addWidget(self._sample)
        self._stack = QStackedWidget()
        right.addWidget(self._stack, 1)
        self.pages = _Pages(self._stack, self._makers(), kit.appearance.dress)
        scores = session.protocol.questionnaire.participant_sees_scores
        self.rail = Rail(kit, navigation.rail_entries(kit, scores=scores), navigation.foot_entries(kit))
        self.rail.opened.connect(self.open_page)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        for part in (self.rail, self._sample):
            kit.appearance.dress(part)
        kit.commands.page_requested.connect(self.open_page)
        kit.commands.past_day_requested.connect(self.open_about)
        kit.commands.diary_changed.connect(self.refresh)
        kit.commands.helped_changed.connect(self._take_hand)
        self._pause = IdleWatch(PAUSE)
        self._pause.idle.connect(self._keep_unfinished)

    def _makers(self) -> dict[str, Callable[[], Page]]:
        kit, runner, session, keeper = self.kit, self._runner, self.session, self.housekeeper
        return {
            navigation.TODAY: lambda: TodayPage(kit, runner, session),
            navigation.DIARY: lambda: HistoryPage(kit, runner, session),
            navigation.SYMPTOMS: lambda: SymptomsPage(kit, runner, session),
            navigation.VITALS: lambda: VitalsPage(kit, runner, session),
            navigation.QUESTIONS: lambda: QuestionsPage(kit, runner, session),
            navigation.RESULTS: lambda: ResultsPage(kit, runner, session),
            navigation.SHARE: lambda: SharePage(kit, runner, session, keeper),
            navigation.HELP: lambda: HelpPage(kit, runner, session, self._leave_help),
            navigation.SETTINGS: lambda: SettingsPage(kit, runner, session, self._at, keeper),
        }

    def _sample_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("panel", "warn")
        row = QHBoxLayout(bar)
        around = 2 if self.session.visit else 8  # the button is high enough, and Today needs the room
        row.setContentsMargins(32, around, 32, around)
        row.setSpacing(10)
        row.addWidget(IconLabel(self.kit, "info", "due", 20))
        words = self.kit.tr("Sample data. These people are made up.")
        row.addWidget(Label(self.kit, words, "second-strong", "due"), 1)
        away = self.kit.tr("Leave sample data")
        self.leave_button = Button(self.kit, away, size="small", icon="arrow-left")
        self.leave_button.clicked.connect(self.kit.commands.sample_left)
        row.addWidget(self.leave_button)
        if not self.session.visit:  # nothing is shown before it has its place
            self.leave_button.hide()
            bar.hide()
        return bar

    def start(self, place: Place | None = None) -> None:
        """Open Today, whose main button waits for a fresh press; or ``place``, in another language."""
        today = self.pages[navigation.TODAY]
        assert isinstance(today, TodayPage)
        if place is None:
            today.wait_for_fresh_press()
        self.housekeeper.noted.connect(today.notes.show_note)
        self.housekeeper.settled.connect(today.notes.take_away)
        if place is None:
            self._open(navigation.TODAY)
        else:
            self._return_to(place)
        self.refresh()
        if not self.session.visit:  # what is made up needs no keeping
            self.housekeeper.start()
        self._pause.start()
        if place is not None:
            self._focus_language(place.by_choice, _ROUNDS)

    def stand_aside(self) -> Place:
        """Another desk takes over: keep what is not saved; where the person is."""
        chosen = any(each.holds_focus() for each in self.page.findChildren(LanguageChoice))
        place = self._place(chosen)
        self.leave()
        return place

    def _place(self, by_choice: bool) -> Place:
        key = next(key for key, page in self.pages.items() if page is self.page)
        return Place(key, self.page.place(), by_choice)

    def _focus_language(self, by_choice: bool, rounds: int) -> None:
        """The focus goes back to the button, also after the page has loaded and set its own."""
        kind = LanguageChoice if by_choice else LanguageButton
        for control in self.page.findChildren(kind):
            if control.isVisible():
                control.setFocus()
        if rounds > 0:
            again = partial(self._focus_language, by_choice, rounds - 1)
            self._runner.run(_nothing, lambda _: again(), lambda _: again())

    @property
    def page(self) -> Page:
        """The page in view."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def open_page(self, key: str) -> None:
        """Open a page by its name."""
        if self.pages[key] is not self.page:
            came_from = self._place(False)
            self.page.leave_page()
            self._open(key)
            self._came_to_help(came_from)
        else:
            self.page.keep_unfinished()
            self._open(key)

    def open_help(self) -> None:
        """Help for the page in view (F1); Alt+Left goes back to it."""
        came_from, target = self._place(False), self.pages[navigation.HELP]
        if target is not self.page and isinstance(target, HelpPage):
            self.page.leave_page()
            self._show(navigation.HELP)
            target.open_for(came_from.key)
            self._came_to_help(came_from)

    def _came_to_help(self, came_from: Place) -> None:
        if isinstance(self.page, HelpPage):
            self.page.remember(came_from)

    def _leave_help(self) -> None:
        """Back to where the person was."""
        came_from = self.page.came_from if isinstance(self.page, HelpPage) else None
        if isinstance(came_from, Place):
            self.page.leave_page()
            self._return_to(came_from)

    def _return_to(self, place: Place) -> None:
        """A page, where the person was on it; about a past day it belongs to the Diary."""
        self._show(place.key).return_to(place.on_page)
        if isinstance(place.on_page, PastDay):
            diary = self.pages[navigation.DIARY]
            assert isinstance(diary, HistoryPage)
            diary.look_at(place.on_page.day)
            self.rail.set_current(navigation.DIARY)

    def open_about(self, key: str, about: PastDay) -> None:
        """Open a page to write about a past day; it belongs to the Diary then."""
        self.page.leave_page()
        self._show(key).open_about(about)
        self.rail.set_current(navigation.DIARY)

    def open_place(self, place: int) -> None:
        """Open the rail's item at ``place``, from 0."""
        if place < len(self.rail.places):
            self.open_page(self.rail.places[place])

    def _open(self, key: str) -> None:
        page = self._show(key)
        a11y.announce(page, self._title_of(key, page))
        page.open_page()

    def _title_of(self, key: str, page: Page) -> str:
        """What a page is called: as on the rail, else by its title."""
        if key in self.rail.items:
            return self.rail.items[key].text()
        header = getattr(page, "header", None)
        return header.title.text() if header is not None else ""

    def _show(self, key: str) -> Page:
        target = self.pages[key]
        self.kit.appearance.changed.catch_up()
        self._stack.setCurrentWidget(target)
        self.rail.set_current(navigation.RAIL_OF.get(key, key))
        return target

    def refresh(self) -> None:
        """Learn what is open, for the badge and the sample bar."""
        self._runner.run(self.session.store.today.view, self._refreshed, self._not_refreshed)

    def _not_refreshed(self, error: Exception) -> None:
        self.page.say_failure(error)

    def _refreshed(self, view: TodayView) -> None:
        open_now = view.questionnaire.state == AdministrationState.OPEN
        self.rail.items[navigation.QUESTIONS].set_badge(1 if open_now else 0)
        self._sample.setVisible(view.sample)

    def _take_hand(self, helped: bool) -> None:
        """Whose hand stands with what is written down from now on."""
        by = By.HELPER if helped else By.SELF
        self._runner.run(partial(self.session.store.diary.hand_is, by), _done, self._not_refreshed)

    def _keep_unfinished(self) -> None:
        if self._runner.busy:  # perhaps with saving just that
            self._pause.again()
        else:
            self.page.keep_unfinished()

    def tell(self, title: str, text: str, good: bool) -> None:
        """What came of an act whose page was left: a note on Today."""
        kind, icon = ("info", "check") if good else ("due", "circle-alert")
        self.housekeeper.noted.emit(Note(title, kind, icon, title, text))

    def keep_again(self) -> None:
        """Keep what is not saved, also what the disk refused before."""
        for page in self.pages.values():
            page.keep_again()
        self.page.leave_page()

    def leave(self) -> None:
        """The diary is about to be closed: let the page in view keep what is not saved."""
        self.housekeeper.stop()
        self._pause.stop()
        self.page.leave_page()
