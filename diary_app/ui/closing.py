"""Closing the window: what was typed is kept, the diary closed, and the program may stay in the tray."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from diary_app.services.presence import holds_diary
from diary_app.ui.stage import Stage
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.stage import AnyDesk


def _nothing() -> None:
    """Done once all that was asked before is done."""


def dismiss_dialogs() -> None:
    """Nothing stays open in front of a closed diary: it may show what is written there."""
    for _ in range(5):  # one may stand on another
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            break
        dialog.reject()


class Closing(QObject):
    """How ``window`` goes. ``leaving`` fires when it does, ``finished`` when everything is closed.

    ``close_session`` keeps and closes the open diary, then does what it is
    given. ``stays`` says whether closing the window only hides it, locked;
    ``stayed`` fires when it was hidden so.
    """

    leaving = Signal()
    finished = Signal()
    stayed = Signal()

    def __init__(
        self,
        window: QWidget,
        stage: Stage,
        runner: TaskRunner,
        close_session: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._runner, self._close_session = window, stage, runner, close_session
        self.stays: Callable[[], bool] = lambda: False
        self.under_way = False
        self._quitting = False  # whatever ``stays`` says
        self._forgoing = False  # what the disk refuses, for the person said so

    def quit(self) -> None:
        """End the program for good: as closing the window, and nothing stays in the tray."""
        self._quitting = True
        if self._stage.session is not None:
            self._window.close()
        elif not self.under_way:  # else it goes once the diary is closed
            self.under_way = True
            self._window.hide()
            self._end()

    def end_with_session(self) -> None:
        """The computer is being shut down or its person logs out: nothing stays."""
        self._quitting = True

    def take(self, event: QCloseEvent) -> None:
        """Close the diary first; the window goes at once, the program when all is kept."""
        if not self.under_way and self._stage.session is None and self._hides():
            event.ignore()
            self._window.hide()
            self.stayed.emit()
        elif self.under_way or self._stage.session is None:
            self.under_way = True
            event.accept()
            self._end()
        else:
            event.ignore()
            self._begin()

    def _begin(self) -> None:
        self.under_way = True
        self._window.hide()
        desk = self._stage.open_desk
        if desk is None or self._stage.visiting() or self._forgoing:
            self._leave()
        else:
            self._keep_first(desk)

    def _hides(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        real = not self._stage.visiting() and holds_diary(self._stage.at.folder)
        return not self._quitting and real and self.stays()

    def _end(self) -> None:
        self.leaving.emit()
        self.finished.emit()

    def _keep_first(self, desk: AnyDesk) -> None:
        """Keep what was typed; where the disk refuses it, the window stays."""
        unkept = self._stage.kit.commands.unkept
        dismiss_dialogs()
        desk.keep_again()

        def tried(_: object) -> None:
            if any(value is not None for value in unkept.values()):
                self._ask_to_stay(desk)
            else:
                self._leave()

        self._runner.run(_nothing, tried, tried)

    def _ask_to_stay(self, desk: AnyDesk) -> None:
        from diary_app.ui.dialogs.confirm import Confirm

        kit, self.under_way, self._quitting = self._stage.kit, False, False
        tr = kit.tr
        self._window.show()
        self._window.activateWindow()
        desk.page.open_page()
        title = tr("What you typed is not kept")
        text = tr(
            "The disk did not take it. Please make some room on this computer, then close the diary again. "
            "If you close it now, what you typed and did not save is lost."
        )
        sure = Confirm(kit, self._window, title, text, tr("Go back"), tr("Close anyway")).exec()
        if sure and self._stage.session is not None:
            self._forgoing = True
            self._window.close()

    def _leave(self) -> None:
        self._window.hide()
        if self._hides():
            self._close_session(self._stay)
            return
        self.leaving.emit()
        self._close_session(self.finished.emit)

    def _stay(self) -> None:
        """The diary is closed, the window hidden; it is still there to remind."""
        self.under_way = False
        if self._quitting:
            self._end()
            return
        self._stage.gate.show_unlock()
        if self._window.isHidden():
            self.stayed.emit()
