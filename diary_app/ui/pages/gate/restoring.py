"""The path back from a damaged diary, or onto a fresh computer: a backup, its secret, the diary."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from diary_app.common.errors import Damaged, PlainError, WrongPassphrase
from diary_app.ui import session as sessions
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate import acts
from diary_app.ui.pages.gate.acts import BroughtBack, Typed
from diary_app.ui.pages.gate.backup_page import BackupPage, BroughtBackPage
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.places import documents

if TYPE_CHECKING:
    from diary_app.services.way_out import WayOut

Start = WelcomePage | ProblemPage


class Restoring(QObject):
    """Keeps a secret for one act only: it is dropped when the diary is open or the page is left."""

    def __init__(self, stage: Stage, problem: ProblemPage) -> None:
        super().__init__()
        self._stage = stage
        self._secret: Typed | None = None
        self._way: WayOut | None = None
        self._from: Start = problem
        self.problem = problem
        self.backup: BackupPage | None = None
        self.done: BroughtBackPage | None = None
        problem.backup_wanted.connect(self._bring_back_newest)
        problem.file_wanted.connect(lambda: self.choose_file(problem, self._secret))

    def forget(self) -> None:
        """The person turned to something else: what was typed is kept no longer."""
        self._secret = None

    def stand_as(self, old: Restoring, shown: GatePage, start: Start) -> None:
        """Go on where the path in another language stood; ``start`` is where the person came from."""
        self._secret, self._way, self._from = old._secret, old._way, start
        if old.backup is not None and shown is old.backup and old._way is not None:
            self._ask(old._way, start)
            assert self.backup is not None
            self.backup.stand_as(old.backup)
        elif old.done is not None and shown is old.done:
            self._show_done(old.done.brought)

    def comes_from_problem(self, shown: GatePage) -> bool:
        """Whether ``shown`` asks for a backup's secret and leads back to the page of the problem."""
        return shown is self.backup and self._from is self.problem

    @property
    def secret(self) -> Typed | None:
        """What was tried to open the diary and may open its backup."""
        return self._secret

    # -- a damaged diary ----------------------------------------------------------

    def damaged(self, secret: Typed | None) -> None:
        """Look for the newest good backup and offer it; ``secret`` is what was tried and may open it."""
        self._secret = secret
        self.problem.look_for_backup()
        at, second = self._stage.at, self._stage.kit.commands.settings.second_backup
        self._stage.runner.run(lambda: acts.newest_backup(at, second), self._found, self._not_found)

    def _found(self, way: WayOut | None) -> None:
        self._way = way
        self.problem.offer(way, self._when(way) if way else "")

    def _not_found(self, error: Exception) -> None:
        sentence_for(self._stage.kit, error)  # into the program's log
        self._found(None)

    def _bring_back_newest(self) -> None:
        assert self._way is not None
        if self._secret is None:
            self._ask(self._way, self.problem)
        else:
            self._from = self.problem
            self.problem.bring_back()
            self._restore(self._way, self._secret)

    # -- a file that a person points at ----------------------------------------------

    def choose_file(self, start: Start, secret: Typed | None = None) -> None:
        """Let a person choose a backup; what does not fit is said in place."""
        self._secret = secret
        tr = self._stage.kit.tr
        kinds = ";;".join((tr("Backups of the diary (*.diary-backup)"), tr("All files (*)")))
        chosen, _ = QFileDialog.getOpenFileName(start, tr("Which backup?"), str(documents()), kinds)
        if chosen:
            self._stage.runner.run(
                lambda: acts.backup_in(Path(chosen)),
                lambda way: self._ask(way, start),
                lambda error: self._unfit(start, error),
            )

    def _unfit(self, start: Start, error: Exception) -> None:
        start.refuse(sentence_for(self._stage.kit, error))

    def _ask(self, way: WayOut, start: Start) -> None:
        """The secret of a backup; the one that was tried is not asked for again."""
        self._way, self._from = way, start
        self.backup = BackupPage(self._stage.kit, way, self._when(way))
        self.backup.given.connect(partial(self._restore, way))
        self.backup.left.connect(self._leave)
        self._stage.show_page(self.backup)

    def _leave(self) -> None:
        self._drop_backup()
        self._stage.show_page(self._from)

    # -- bringing back ----------------------------------------------------------------

    def _restore(self, way: WayOut, secret: Typed) -> None:
        at = self._stage.at
        self._stage.runner.run(
            lambda: acts.bring_back(at, way, secret), partial(self._restored, secret), self._not_restored
        )

    def _restored(self, secret: Typed, done: BroughtBack) -> None:
        self._drop_backup()
        self._secret = secret
        self._show_done(done)

    def _show_done(self, done: BroughtBack) -> None:
        self.done = BroughtBackPage(self._stage.kit, done, self._when(done.way))
        self.done.opened.connect(self._open)
        self._stage.show_page(self.done)

    def _not_restored(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self._secret = None
            self._ask_again()
        elif self.backup is not None:
            self.backup.refuse(self._sentence(error))
        else:
            self.problem.offer(self._way, self._when(self._way) if self._way else "")
            self.problem.refuse(self._sentence(error))

    def _ask_again(self) -> None:
        tr = self._stage.kit.tr
        if self.backup is None:
            assert self._way is not None
            self._found(self._way)  # the page behind takes presses again
            self._ask(self._way, self._from)
            assert self.backup is not None
        older = tr("Perhaps you had another passphrase when it was made.")
        self.backup.refuse(tr("This does not open the backup."), older)

    def _sentence(self, error: Exception) -> str:
        inner = error.values.get("damage") if isinstance(error, Damaged) else None
        return sentence_for(self._stage.kit, inner if isinstance(inner, PlainError) else error)

    def _open(self) -> None:
        """With a code a new passphrase is chosen first; the one the backup had may be forgotten."""
        secret, self._secret = self._secret, None
        at, stage = self._stage.at, self._stage
        assert secret is not None
        if not isinstance(secret, str):
            stage.choose_passphrase(secret)
            self._drop_done()
            return
        stage.runner.run(
            lambda: sessions.open_session(at, secret), self._opened, lambda error: stage.meet(error, secret)
        )

    def _opened(self, session: sessions.Session) -> None:
        self._drop_done()
        self._stage.hand_over(session)

    def _drop_done(self) -> None:
        self._stage.drop_page(self.done)
        self.done = None

    def _drop_backup(self) -> None:
        if self.backup is not None:
            self.backup.wipe()
            self._stage.drop_page(self.backup)
            self.backup = None

    def _when(self, way: WayOut) -> str:
        kit = self._stage.kit
        local = way.made_at.astimezone(ZoneInfo(self._stage.at.clock.now().zone))
        day, time = kit.long_date(local.date()), kit.clock_time(local.time())
        return kit.tr("{day}, {time}", day=day, time=time)
