"""What the open window does by itself for safekeeping, while the person does nothing.

Backups are made on the store's thread, but only in a pause: nobody who writes
something down waits for one. In a large store, where one takes long, it is a
pause in which the person has as a rule gone away. The second place is written
to on a thread of its own. What goes wrong is told as a note on Today and never
ends anything.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from shiboken6 import isValid

from diary_app.common.errors import NotSaved
from diary_app.ui.aside import Aside
from diary_app.ui.idle import IdleWatch
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.services.backups import Keeping
    from diary_app.services.safekeeping import Finding
    from diary_app.services.second_place import SecondCopy, SecondPlace

PAUSE = 3_000  # ms without a key or a press before anything is done
LONG_PAUSE = 3  # minutes, where what is done then takes long
AGAIN = 10 * 60_000  # ms between two looks, as long as all goes well
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet banner on Today. ``key``: a later one of the same takes its place; ``page``: more is there."""

    key: str
    kind: str
    icon: str
    title: str
    text: str
    detail: str = ""
    page: str = ""


class Housekeeper(QObject):
    """Makes due backups, copies them to the second place, checks the diary weekly, warns once."""

    noted = Signal(object)
    settled = Signal(str)
    kept = Signal()
    """What the Settings and Share pages say about backups is to be looked at anew."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__()
        self._kit, self._runner, self._session = kit, runner, session
        self._said: set[str] = set()
        self._since = QElapsedTimer()
        self._copying = False
        self._stopped = False
        self._pause = IdleWatch(PAUSE)
        self._pause.idle.connect(self.look)

    # -- beginning and end ---------------------------------------------------

    def start(self) -> None:
        """Say what opening the diary found, and wait for a pause."""
        self._warn_of_place()
        self._runner.run(self._session.store.safekeeping.at_start, self._say_findings, self._note_fault)
        self._pause.start()
        self._runner.run(self._session.store.backups.takes_long, self._take_patience, self._note_fault)

    def _take_patience(self, takes_long: bool) -> None:
        if takes_long and not self._stopped:
            self._pause.set_minutes(LONG_PAUSE)

    def stop(self) -> None:
        """The diary is about to be closed."""
        self._stopped = True
        self._pause.stop()

    # -- in a pause ----------------------------------------------------------

    def look(self) -> None:
        """Do what is due, unless something waits or it was looked after a while ago."""
        if self._stopped or (self._since.isValid() and self._since.elapsed() < AGAIN):
            return
        if self._runner.busy:  # nothing goes before what a person waits for
            self._pause.again()
            return
        self._since.start()
        backups = self._session.store.backups

        def make() -> Keeping:
            backups.make_due()
            return backups.keeping()

        self._runner.run(make, self._made, self._not_made)

    def _made(self, keeping: Keeping) -> None:
        if self._stopped:
            return
        self._settle("backup")
        self.kept.emit()
        self._copy_due(keeping)
        self._check_due()

    def _not_made(self, error: Exception) -> None:
        if self._stopped:
            return
        tr = self._kit.tr
        if isinstance(error, NotSaved):
            told = tr("What you wrote is saved. Please make some room on this computer; it is tried again.")
        else:
            told = tr("What you wrote is saved. Please show this to your clinic.")
        title = tr("The automatic backup was not made.")
        self._note(Note("backup", "due", "circle-alert", title, told, sentence_for(self._kit, error)))
        self._check_due()

    # -- the weekly check ----------------------------------------------------

    def _check_due(self) -> None:
        safekeeping = self._session.store.safekeeping

        def check() -> Sequence[Finding]:
            return safekeeping.verify().findings if safekeeping.verify_due() else ()

        self._runner.run(check, self._say_findings, self._note_fault)

    def say_findings(self, findings: Sequence[Finding]) -> None:
        """What a check found, also one that the person asked for."""
        self._say_findings(findings)

    def _say_findings(self, findings: Sequence[Finding]) -> None:
        if not findings or self._stopped:
            return
        tr = self._kit.tr
        title = tr("Something in your diary does not fit together.")
        text = tr("Please show this to your clinic. Go on writing; nothing is deleted.")
        self._note(Note("findings", "due", "triangle-alert", title, text, finding_line(self._kit, findings)))

    # -- the second place ----------------------------------------------------

    def _copy_due(self, keeping: Keeping) -> None:
        """Copy the newest automatic backup where the second place is there and does not have it."""
        chosen = self._kit.commands.settings.second_backup
        newest = keeping.newest
        if not chosen or newest is None or self._copying:
            return

        def copy() -> SecondCopy | None:
            from diary_app.services.second_place import PlaceState, has_copy, keep_copy, look

            folder, away = Path(chosen), look(chosen, keeping.store).state is not PlaceState.THERE
            if away or has_copy(newest, folder, keeping.zone):
                return None
            return keep_copy(newest, folder, keeping.zone)

        def failed(error: Exception) -> None:
            title = self._kit.tr("The second copy of your diary was not made.")
            text = self._kit.tr("Your diary itself is saved. More is under Settings.")
            detail = sentence_for(self._kit, error)
            self._note(Note("second", "due", "circle-alert", title, text, detail, "settings"))

        self._beside(copy, lambda _: self._settle("second"), failed)

    def copy_now(
        self, folder: Path, done: Callable[[SecondCopy], None], failed: Callable[[Exception], None]
    ) -> None:
        """Bring a second copy up to date: a backup of all that is written, then its copy in ``folder``."""
        from diary_app.services.second_place import keep_copy

        backups = self._session.store.backups

        def made(result: tuple[Any, Keeping]) -> None:
            newest, keeping = result
            self._beside(lambda: keep_copy(newest, folder, keeping.zone), done, failed)

        self._runner.run(lambda: (backups.up_to_date(), backups.keeping()), made, failed)

    def second_place(
        self, done: Callable[[tuple[Keeping, SecondPlace]], None], failed: Callable[[Exception], None]
    ) -> None:
        """How it stands with backups and the second place; a stick is looked at aside."""
        from diary_app.services.second_place import look

        chosen = self._kit.commands.settings.second_backup

        def asked(keeping: Keeping) -> None:
            self.aside(lambda: (keeping, look(chosen, keeping.store)), done, failed)

        self._runner.run(self._session.store.backups.keeping, asked, failed)

    def aside(
        self, call: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """Ask something that may take a while; once the diary is being closed nobody hears the answer."""

        def unless_closed(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda value: None if self._stopped else tell(value)

        Aside(unless_closed(done), unless_closed(failed)).run(call)

    def _beside(
        self, call: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        self._copying = True

        def ended() -> bool:
            here = isValid(self)
            if here:
                self._copying = False
            return here and not self._stopped

        def good(value: Any) -> None:
            if ended():
                done(value)
                self.kept.emit()

        def bad(error: Exception) -> None:
            if ended():
                failed(error)
            else:
                _log.warning("the second copy failed after the diary was closed", exc_info=error)

        Aside(good, bad).run(call)

    # -- the place of the diary ----------------------------------------------

    def _warn_of_place(self) -> None:
        """Once and never again: the diary lies in a synced folder or on a drive that can be unplugged."""
        from diary_app.services.whereabouts import risky_place

        if self._kit.commands.settings.synced_warned:
            return
        risk = risky_place(self._session.store.opened.store.folder)
        if risk is None:
            return
        title, text = place_words(self._kit, risk.danger.value, risk.who)
        self._note(Note("place", "due", "folder-open", title, text, page="settings"))
        self._kit.commands.setting_requested.emit("synced_warned", True)

    # -- notes ---------------------------------------------------------------

    def _note(self, note: Note) -> None:
        if note.key not in self._said:
            self._said.add(note.key)
            self.noted.emit(note)

    def _settle(self, key: str) -> None:
        self._said.discard(key)
        self.settled.emit(key)

    def _note_fault(self, error: Exception) -> None:
        sentence_for(self._kit, error)  # into the program's log; the next opening checks again


def close_session(session: Session) -> Exception | None:
    """Close the diary, after a backup if one is due; what kept that backup from being made.

    On the store's thread. The next opening says it if it still cannot be made.
    """
    problem: Exception | None = None
    try:
        session.store.backups.make_due()
    except Exception as error:  # whatever it was, the diary must be closed
        problem = error
    finally:
        session.store.close()
    return problem


def place_words(kit: Kit, danger: str, who: str) -> tuple[str, str]:
    """Title and text about a risky place."""
    tr = kit.tr
    if danger == "synced":
        title = tr("Your diary lies in a folder that {name} copies.", name=who)
        text = tr(
            "Such a program can damage an open diary. Please let somebody who knows computers move it to "
            "a folder of this computer alone."
        )
        return title, text
    if danger == "removable":
        title = tr("Your diary lies on a drive that can be pulled out.")
        text = tr("Please leave it in while the diary is open. On this computer itself it would lie safer.")
        return title, text
    title = tr("Your diary lies on a drive of another computer.")
    text = tr("If the connection breaks, it can be damaged. On this computer itself it would lie safer.")
    return title, text


def finding_line(kit: Kit, findings: Sequence[Finding]) -> str:
    """For those who help: the first thing found, and how many there are."""
    first = findings[0]
    where = f"{first.chain.chain} {first.seq}" if first.chain is not None and first.seq is not None else ""
    what = " ".join(part for part in (first.kind.value, where, first.detail) if part)
    more = len(findings) - 1
    told = kit.tr("Found: {what}.", what=what)
    return kit.sentences(told, kit.tr.plural("{n} more.", "{n} more.", more) if more else "")
