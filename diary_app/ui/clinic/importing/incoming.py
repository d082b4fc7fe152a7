"""The folder for incoming files: which of them wait, said on the list; nothing is taken in by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from diary_app.ui.housekeeping import Housekeeper, Note
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.services.transfer.waiting import Found, Waiting

NOTE = "incoming"
_SETTLED = 1_000  # ms after the last change: a file may still be on its way


class IncomingFolder(QObject):
    """``said`` carries what waits. The folder is read on a thread of its own: it may be slow or stuck.

    It is looked at when asked, and when the system tells that something changed there.
    """

    said = Signal(object)

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, keeper: Housekeeper) -> None:
        super().__init__()
        self._kit, self._runner, self._keeper = kit, runner, keeper
        self._waiting = session.store.transfer.waiting
        self.files: tuple[Path, ...] = ()
        self._before: dict[Path, Found] = {}
        self._looking = self._again = self._unreachable = False
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED)
        self._settle.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())

    @property
    def folder(self) -> str:
        """As it is set now; empty where there is none."""
        return self._kit.commands.settings.incoming

    def look(self) -> None:
        """Learn what waits."""
        if self._looking:
            self._again = True
            return
        folder = self.folder
        if not folder:
            self._forget()
            return
        self._looking = True
        before = dict(self._before)

        def scan() -> list[Found]:
            from diary_app.services.transfer.waiting import sealed_in

            return sealed_in(Path(folder), before)

        self._keeper.aside(scan, partial(self._found, folder), partial(self._not_reached, folder))

    def _found(self, folder: str, found: list[Found]) -> None:
        self._watch(folder)
        if self._unreachable:
            self._unreachable = False
            self._keeper.settled.emit(NOTE)
        self._runner.run(partial(self._waiting.of, found), self._told, self._failed)

    def _told(self, told: tuple[Waiting, list[Found]]) -> None:
        waiting, kept = told
        self._before = {each.file: each for each in kept}
        self._say(waiting)
        self._over()

    def _say(self, waiting: Waiting) -> None:
        self.files = waiting.files
        self.said.emit(waiting)

    def _not_reached(self, folder: str, error: Exception) -> None:
        """Once and plainly, until it can be reached again."""
        if folder == self.folder and not self._unreachable:
            self._unreachable = True
            tr = self._kit.tr
            title = tr("The folder for incoming files cannot be reached.")
            text = tr("Files can be chosen on the page Import meanwhile. The folder is set in Settings.")
            detail = sentence_for(self._kit, error)
            self._keeper.noted.emit(Note(NOTE, "due", "folder-open", title, text, detail, "settings"))
        self._forget()
        self._over()

    def _failed(self, error: Exception) -> None:
        sentence_for(self._kit, error)  # into the program's log; the next look asks again
        self._over()

    def _over(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()

    def _forget(self) -> None:
        from diary_app.services.transfer.waiting import Waiting

        self._before = {}
        self._watch("")
        self._say(Waiting((), ()))

    def _watch(self, folder: str) -> None:
        watched = self._watcher.directories()
        if watched and watched != [folder]:
            self._watcher.removePaths(watched)
        if folder and folder not in watched:
            self._watcher.addPath(folder)

    def stop(self) -> None:
        """The store is about to be closed."""
        self._settle.stop()
        self._watch("")
