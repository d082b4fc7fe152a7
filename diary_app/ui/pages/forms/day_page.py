"""A page about today, or about a past day that the Diary asked for: it says so, and leads back there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout

from diary_app.common.errors import DoesNotFit
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, PastDay, sentence_for
from diary_app.ui.pages.forms.late import LateReasons
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.chips import Chip

T = TypeVar("T")


class AboutDay(QFrame):
    """The chip that says which past day the page is about."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.chip = Chip(kit, "", "due", "calendar-days", "second-strong")
        self._row.addWidget(self.chip)
        self._row.addStretch(1)
        self.hide()

    def pad(self, left: int, top: int, right: int, bottom: int) -> None:
        """Room around it, in pixels."""
        self._row.setContentsMargins(left, top, right, bottom)

    def show_day(self, about: PastDay | None) -> None:
        """Say which day it is; nothing about today."""
        self.setVisible(about is not None)
        if about is not None:
            ago = self._kit.tr.plural("{n} day ago", "{n} days ago", about.days_ago)
            day = self._kit.long_date(about.day)
            text = self._kit.tr("About {date}, {when}", date=day, when=ago)
            self.chip.label.setText(text)
            self.chip.setAccessibleName(text)


class DayPage(Page):
    """What the pages that write about a day have in common; ``about``: the past day, none for today."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        self.about: PastDay | None = None
        self._turn = 0  # one more each time the page is opened or left
        self.about_day = AboutDay(kit)
        question = kit.tr("Why are you writing it down only now?")
        self.late = LateReasons(kit, session.protocol.late_reasons, question)
        self.late.hide()

    def open_page(self) -> None:
        """Show today, or what was left unsaved."""
        self._begin(None)

    def open_about(self, about: PastDay) -> None:
        """Show a past day."""
        self._begin(about)

    def place(self) -> object:
        """The past day, if it is about one."""
        return self.about

    def return_to(self, place: object) -> None:
        """The same day again."""
        self._begin(place if isinstance(place, PastDay) else None)

    def _begin(self, about: PastDay | None) -> None:
        self._turn += 1
        self.forget_day()
        self.about = about
        self.about_day.show_day(about)
        self.late.put("")
        self.late.setVisible(about is not None and bool(self.late.buttons))
        self.setEnabled(not self.runner.busy)  # what is typed before the day has come would be lost
        self.show_day()

    def leave_page(self) -> None:
        """Keep what is not saved."""
        self.keep_unfinished()
        self._turn += 1

    def forget_day(self) -> None:
        """Another day is to come: until it has, what still stands here belongs to no day."""
        raise NotImplementedError

    def show_day(self) -> None:
        """Load the day and show it."""
        raise NotImplementedError

    def load_day(self, load: Callable[[], T], show: Callable[[T], None]) -> None:
        """Load the day, then show it; the page rests where that has to wait for something else."""

        def shown(loaded: T) -> None:
            self.setEnabled(True)
            show(loaded)

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self.say_failure(error)

        self.runner.run(load, shown, failed)

    def until_left(self) -> Callable[[], bool]:
        """Tells later whether the page has stayed open about the same day since now."""
        turn = self._turn
        return lambda: turn == self._turn

    def tell_failure(self, error: Exception) -> None:
        """Say that an act failed whose page was left meanwhile; what it was about is kept as a draft.

        Perhaps on the locked window: what does not fit would tell there what was typed.
        """
        why = "" if isinstance(error, DoesNotFit) else sentence_for(self.kit, error)
        self.kit.commands.told.emit(self.tr_("This did not work."), why, False)

    @property
    def past_day(self) -> date | None:
        """The past day it is about."""
        return self.about.day if self.about is not None else None

    def day_words(self, day: date) -> str:
        """A day inside a title; short at the largest text."""
        return self.kit.short_date(day) if self.kit.look.stacked else self.kit.day_and_month(day)

    @property
    def late_reason(self) -> str | None:
        """Why it is written down only now, where that was said."""
        return self.late.code if self.about is not None else None

    def draft_of_day(self, name: str) -> str:
        """The name under which what is unsaved waits in memory: each past day has its own."""
        return name if self.about is None else f"{name}:{self.about.day.isoformat()}"

    def go_home(self) -> None:
        """Where the page was opened from: Today, or the past day in the Diary."""
        self.kit.commands.page_requested.emit("today" if self.about is None else "diary")
