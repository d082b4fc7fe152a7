"""What every page of the open diary has in common: acts through the runner, and a notice when one fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from diary_app.common.errors import PlainError
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Banner

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PastDay:
    """A past day that a page is asked to be about, and how many days ago it was."""

    day: date
    days_ago: int


class _Writing:
    """An act under way that writes down what is unfinished on a page; ``well`` once it did."""

    well = False


_log = logging.getLogger(__name__)


def sentence_for(kit: Kit, error: Exception) -> str:
    """What to tell a person about ``error``; a fault of the program goes to its log as well."""
    if isinstance(error, PlainError):
        return kit.tr.error(error)
    _log.error("an act in the window failed", exc_info=error)
    return kit.tr("Something went wrong in the program. What you saved before is safe.")


def _nothing(_: None) -> None:
    """There is nothing to show."""


def still_open(page: QWidget) -> bool:
    """Whether the diary is still open: it may have been locked while a dialog stood over ``page``."""
    return isValid(page) and page.isEnabled()


class Page(QWidget):
    """A page of the open diary."""

    def __init__(self, kit: Kit, runner: TaskRunner) -> None:
        super().__init__()
        self.kit, self.runner = kit, runner
        self.tr_ = kit.tr
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 24, 32, 24)
        self.column.setSpacing(16)
        self.notice = Banner(kit, "due", "circle-alert")
        self.notice.hide()
        self._keeping: dict[str, Callable[[Any], None]] = {}
        self._writing: _Writing | None = None

    @property
    def in_view(self) -> bool:
        """Whether the person would see what is said here."""
        return self.isVisible() and self.isEnabled()

    def act(self, call: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run a service call; a failure is said on the page and what was typed stays."""
        self.runner.run(call, done, self.say_failure)

    def write_down(
        self,
        call: Callable[[], S],
        load: Callable[[S], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run an act that writes down what is unfinished here, then ``load`` what is to be shown of it.

        A page that is left or locked meanwhile keeps a draft only if the act
        fails: what is written down would be offered as unsaved once more.
        """
        writing = self._writing = _Writing()

        def written() -> T:
            entry = call()
            writing.well = True
            return load(entry)

        def over() -> None:
            if self._writing is writing:
                self._writing = None

        def succeeded(result: T) -> None:
            over()
            done(result)

        def refused(error: Exception) -> None:
            over()
            failed(error)

        self.runner.run(written, succeeded, refused)

    def run_quietly(self, call: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Run a call of which nothing is shown."""
        self.runner.run(call, _nothing, failed)

    def say_failure(self, error: Exception) -> None:
        """Say what happened, at the top of the page and to a screen reader."""
        title, sentence = self.tr_("This did not work."), sentence_for(self.kit, error)
        a11y.alarm(self, f"{title} {sentence}")
        self.say_notice(title, sentence)

    def say_notice(self, title: str, text: str) -> None:
        """Show the notice."""
        self.notice.say(title, text)
        self.notice.show()
        a11y.announce(self, f"{title} {text}")

    def clear_notice(self) -> None:
        """Take the notice away."""
        self.notice.hide()

    def keep_draft(self, name: str, value: Any, keep: Callable[[Any], None]) -> None:
        """Keep something unfinished through ``keep``, encrypted; ``None`` drops it.

        Where the disk refuses it stays in memory, also behind the lock, and
        :meth:`draft` gives it back.
        """

        unkept, writing = self.kit.commands.unkept, self._writing
        unkept[name] = value
        self._keeping[name] = keep

        def unless_written() -> None:
            if writing is None or not writing.well:
                keep(value)

        def kept(_: object) -> None:
            if unkept.get(name) is value:
                unkept.pop(name, None)

        self.runner.run(unless_written, kept, self.say_failure)

    def keep_again(self) -> None:
        """Try once more what the disk refused."""
        for name, keep in list(self._keeping.items()):
            if name in self.kit.commands.unkept:
                self.keep_draft(name, self.kit.commands.unkept[name], keep)

    def draft(self, name: str, kept: Any) -> Any:
        """What was left unfinished: what the disk refused, else what was ``kept``."""
        return self.kit.commands.unkept.get(name, kept)

    # What the window asks of a page; pages answer where it makes sense.

    def open_page(self) -> None:
        """The page comes into view: load what it shows."""

    def open_about(self, about: PastDay) -> None:
        """The page comes into view to write about a past day; pages that cannot begin as always."""
        del about
        self.open_page()

    def keep_unfinished(self) -> None:
        """The person pauses: keep what is not saved yet, where it changed, for the program may be killed."""

    def leave_page(self) -> None:
        """The page goes out of view: keep what is not saved yet."""

    def place(self) -> object:
        """Where on the page the person is, as ``return_to`` takes it; asked before the page is left."""
        return None

    def return_to(self, place: object) -> None:
        """Come back to a place on the page, in another language."""
        del place  # most pages begin where they always begin
        self.open_page()

    def undo_last(self) -> None:
        """Undo the last entry of today (Ctrl+Z)."""

    def print_page(self) -> None:
        """Make a PDF of what is shown (Ctrl+P): it is made where one shares."""
        self.kit.commands.page_requested.emit("share")

    def go_back(self) -> None:
        """One step back (Alt+Left)."""
