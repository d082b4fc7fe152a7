"""From a closed diary to an open one: welcome, passphrase, treatment, unlock, problem."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from diary_app.common.errors import InUse, PlainError, WrongPassphrase
from diary_app.ui import session as sessions
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.passphrase import PassphrasePage
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.pages.gate.treatment import TreatmentPage
from diary_app.ui.pages.gate.unlock import UnlockPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner


class Gate(QStackedWidget):
    """``opened`` carries the session. A diary that is there is never answered with a welcome."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, at: Surroundings, there: bool) -> None:
        super().__init__()
        self._kit, self._runner, self._at = kit, runner, at
        self._passphrase = ""
        self.unlock = UnlockPage(kit)
        self.unlock.unlock_requested.connect(self._open)
        self.addWidget(self.unlock)
        self.welcome: WelcomePage | None = None
        self.passphrase: PassphrasePage | None = None
        self.treatment: TreatmentPage | None = None
        self.problem: ProblemPage | None = None
        if there:
            self._show(self.unlock)
        else:
            self.welcome = WelcomePage(kit)
            self.welcome.started.connect(self._to_passphrase)
            self.addWidget(self.welcome)
            self._show(self.welcome)

    @property
    def page(self) -> GatePage:
        """The page in view."""
        shown = self.currentWidget()
        assert isinstance(shown, GatePage)
        return shown

    def show_unlock(self, by_hand: bool = True) -> None:  # noqa: ARG002 - the page says the same for both
        """The diary was locked, ``by_hand`` or after a time without use: ask for the passphrase."""
        self.unlock.set_waiting(False)
        self._show(self.unlock)

    def _show(self, page: GatePage) -> None:
        self.setCurrentWidget(page)
        page.open_page()

    # -- making a diary ------------------------------------------------------

    def _to_passphrase(self) -> None:
        if self.passphrase is None:
            self.passphrase = PassphrasePage(self._kit)
            self.passphrase.chosen.connect(self._to_treatment)
            self.passphrase.left.connect(self._to_welcome)
            self.addWidget(self.passphrase)
        self._show(self.passphrase)

    def _to_welcome(self) -> None:
        assert self.welcome is not None
        self._show(self.welcome)

    def _to_treatment(self, passphrase: str) -> None:
        self._passphrase = passphrase
        if self.treatment is None:
            self.treatment = TreatmentPage(self._kit, self._at.clock.now().local.date())
            self.treatment.finished.connect(self._make)
            self.treatment.left.connect(self._to_passphrase)
            self.addWidget(self.treatment)
        self._show(self.treatment)

    def _make(self, participant: str, first_dose: object) -> None:
        from datetime import date

        assert isinstance(first_dose, date)
        at, passphrase, day = self._at, self._passphrase, first_dose
        self._runner.run(
            lambda: sessions.create_session(at, passphrase, participant, day), self._made, self._was_not_made
        )

    def _made(self, session: Session) -> None:
        self._passphrase = ""
        assert self.passphrase is not None
        assert self.treatment is not None
        self.passphrase.wipe()
        self.treatment.set_waiting(False)
        self.opened.emit(session)

    def _was_not_made(self, error: Exception) -> None:
        assert self.treatment is not None
        self.treatment.say_problem(sentence_for(self._kit, error))

    # -- opening a diary -----------------------------------------------------

    def _open(self, passphrase: str) -> None:
        at = self._at
        self._runner.run(lambda: sessions.open_session(at, passphrase), self._opened, self._was_not_opened)

    def _opened(self, session: Session) -> None:
        self.unlock.set_waiting(False)
        self.opened.emit(session)

    def _was_not_opened(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self.unlock.refuse(self._kit.tr("That did not match. Please try again."))
            return
        self.unlock.set_waiting(False)
        if self.problem is None:
            self.problem = ProblemPage(self._kit)
            self.problem.retried.connect(self.show_unlock)
            self.problem.closed.connect(self.closed)
            self.addWidget(self.problem)
        self.problem.say(self._what_happened(error), str(self._at.folder), self._details(error))
        self._show(self.problem)

    def _what_happened(self, error: Exception) -> str:
        if isinstance(error, InUse):
            return self._kit.tr("The diary is open in another window or in use by another program.")
        return sentence_for(self._kit, error) if isinstance(error, PlainError) else self._unknown(error)

    def _details(self, error: Exception) -> str:
        """Who holds the diary: for those who help, not in the first line."""
        if not isinstance(error, InUse) or "pid" not in error.values:
            return ""
        values = {name: error.values[name] for name in ("pid", "since")}
        return self._kit.tr("It is held by process {pid}, since {since}.", **values)

    def _unknown(self, error: Exception) -> str:
        sentence_for(self._kit, error)  # into the program's log
        return self._kit.tr("Something went wrong in the program while opening the diary.")
