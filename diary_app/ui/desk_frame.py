"""What the patient's desk and the clinic's have in common: a rail, pages beside it, help and a way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.desk_parts import HelpBase, Pages, Place, SampleBar
from diary_app.ui.housekeeping import Housekeeper, Note
from diary_app.ui.idle import PAUSE, IdleWatch
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import LanguageButton, LanguageChoice
from diary_app.ui.widgets.rail import Rail

_ROUNDS = 3  # a page loads in one or two


def _nothing() -> None:
    """Done once all that was asked before is done."""


class DeskFrame(QWidget):
    """Opens pages by name. A desk tells its pages (``makers``), its rail, its first page and its badges.

    ``home``: the page it opens with; ``help_key``: what F1 opens.
    """

    home = ""
    help_key = ""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        super().__init__()
        self.kit, self.runner, self.session, self.at = kit, runner, session, at
        self.housekeeper = Housekeeper(kit, runner, session)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._sample = SampleBar(kit, visiting=session.visit, signs_with=session.signs_with)
        right.addWidget(self._sample)
        self._stack = QStackedWidget()
        right.addWidget(self._stack, 1)
        self.pages = Pages(self._stack, self.makers(), kit.appearance.dress)
        self.rail = self.make_rail()
        self.rail.opened.connect(self.open_page)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        for part in (self.rail, self._sample):
            kit.appearance.dress(part)
        kit.commands.page_requested.connect(self.open_page)
        kit.commands.diary_changed.connect(self.refresh)
        self._pause = IdleWatch(PAUSE)
        self._pause.idle.connect(self._keep_unfinished)

    # -- what a desk tells ---------------------------------------------------

    def makers(self) -> dict[str, Callable[[], Page]]:
        """Every page by its name."""
        raise NotImplementedError

    def make_rail(self) -> Rail:
        """The rail, with whatever stands on it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Learn what is open, for the badges and the sample bar."""
        raise NotImplementedError

    def rail_key(self, key: str) -> str:
        """The item of the rail that stands for a page."""
        return key

    def return_to_place(self, place: Place) -> None:
        """A page, where the person was on it."""
        self.show_page(place.key).return_to(place.on_page)

    def find_patient(self) -> None:
        """Find somebody (Ctrl+F); a patient's diary holds nobody else."""

    # -- beginning and end ---------------------------------------------------

    @property
    def leave_button(self) -> QWidget:
        """Leaves the made-up data."""
        return self._sample.leave_button

    def begin(self, place: Place | None) -> None:
        """Open the first page; or ``place``, in another language."""
        if place is None:
            self._open(self.home)
        else:
            self.return_to_place(place)
        self.refresh()
        if not self.session.visit:  # what is made up needs no keeping
            self.housekeeper.start()
        self._pause.start()
        if place is not None and place.spoken:
            self._focus_language(place.by_choice, _ROUNDS)

    def stand_aside(self) -> Place:
        """Another desk takes over: keep what is not saved; where the person is."""
        chosen = any(each.holds_focus() for each in self.page.findChildren(LanguageChoice))
        place = self._place(chosen)
        self.leave()
        return place

    def tell(self, title: str, text: str, good: bool) -> None:
        """What came of an act whose page was left: a note on the first page."""
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

    # -- where the person is -------------------------------------------------

    @property
    def page(self) -> Page:
        """The page in view."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

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
            self.runner.run(_nothing, lambda _: again(), lambda _: again())

    def _keep_unfinished(self) -> None:
        if self.runner.busy:  # perhaps with saving just that
            self._pause.again()
        else:
            self.page.keep_unfinished()

    # -- opening pages -------------------------------------------------------

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

    def open_place(self, place: int) -> None:
        """Open the rail's item at ``place``, from 0."""
        if place < len(self.rail.places):
            self.open_page(self.rail.places[place])

    def open_help(self) -> None:
        """Help for the page in view (F1); Alt+Left goes back to it."""
        came_from, target = self._place(False), self.pages[self.help_key]
        if target is not self.page and isinstance(target, HelpBase):
            self.page.leave_page()
            self.show_page(self.help_key)
            target.open_for(came_from.key)
            self._came_to_help(came_from)

    def _came_to_help(self, came_from: Place) -> None:
        if isinstance(self.page, HelpBase):
            self.page.remember(came_from)

    def leave_help(self) -> None:
        """Back to where the person was."""
        came_from = self.page.came_from if isinstance(self.page, HelpBase) else None
        if isinstance(came_from, Place):
            self.page.leave_page()
            self.return_to_place(came_from)

    def _open(self, key: str) -> None:
        page = self.show_page(key)
        a11y.announce(page, self._title_of(key, page))
        page.open_page()

    def _title_of(self, key: str, page: Page) -> str:
        """What a page is called: as on the rail, else by its title."""
        if key in self.rail.items:
            return self.rail.items[key].text()
        header = getattr(page, "header", None)
        return header.title.text() if header is not None else ""

    def show_page(self, key: str) -> Page:
        """Bring a page into view; whoever does opens it."""
        target = self.pages[key]
        self.kit.appearance.changed.catch_up()
        self._stack.setCurrentWidget(target)
        self.rail.set_current(self.rail_key(key))
        return target

    # -- for desks -----------------------------------------------------------

    def show_sample(self, sample: bool) -> None:
        """Whether the data are made up."""
        self._sample.setVisible(sample)

    def say_failure(self, error: Exception) -> None:
        """Say it on the page in view."""
        self.page.say_failure(error)
