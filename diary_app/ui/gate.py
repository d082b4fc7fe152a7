"""From a closed diary to an open one: which page is shown, and where each of them leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from diary_app.common.errors import (
    Damaged,
    InUse,
    NewerVersion,
    NoDiaryHere,
    NotSaved,
    PlainError,
    WrongPassphrase,
)
from diary_app.services.presence import opens_without_asking, staff_of
from diary_app.ui import a11y
from diary_app.ui import session as sessions
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.clinic_making import ClinicMaking
from diary_app.ui.pages.gate.forgetting import Forgetting
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.help_page import GateHelpPage
from diary_app.ui.pages.gate.making import Making
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.pages.gate.restoring import Restoring
from diary_app.ui.pages.gate.unlock import UnlockPage
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.ui.pages.gate.acts import Typed


class Gate(QStackedWidget):
    """``opened`` carries the session. A diary that is there is never answered with a welcome.

    What a person typed to open the diary is kept here until it is known
    whether it opened, and longer only while a backup is offered in its place.
    """

    opened = Signal(object)
    visit_wanted = Signal(bool)
    visit_given_up = Signal()
    closed = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, at: Surroundings, there: bool) -> None:
        super().__init__()
        self.kit, self.runner, self.at = kit, runner, at
        self.unlock = UnlockPage(kit)
        self.unlock.unlock_requested.connect(self._open)
        self.unlock.open_requested.connect(self._open_without_asking)
        self.unlock.forgotten.connect(self._forgotten)
        self.addWidget(self.unlock)
        self.problem = ProblemPage(kit)
        self.problem.retried.connect(self._retry)
        self.problem.closed.connect(self.closed)
        self.addWidget(self.problem)
        self.restoring = Restoring(self, self.problem)
        self.forgetting = Forgetting(self)
        self.making: Making | None = None
        self.clinic_making: ClinicMaking | None = None
        self.help: GateHelpPage | None = None
        self._held_focus: QWidget | None = None  # while help is in view
        self._by_itself = False  # the last try asked for nothing
        self._fault: Exception | None = None  # what the page of the problem speaks of
        if there:
            self._begin_closed()
        else:
            self.making = Making(self)
            self.making.welcome.visit_wanted.connect(self.visit_wanted)
            self.making.welcome.visit_given_up.connect(self.visit_given_up)
            self.clinic_making = ClinicMaking(self, self.making.welcome)
            self.making.begin()

    @property
    def page(self) -> GatePage:
        """The page in view."""
        shown = self.currentWidget()
        assert isinstance(shown, GatePage)
        return shown

    # -- help ------------------------------------------------------------------------

    def open_help(self) -> None:
        """Help for the page in view (F1)."""
        if self.help is None:
            about = self.page
            self._held_focus = about.focusWidget()
            self.help = GateHelpPage(self.kit, about)
            self.help.left.connect(self.leave_help)
            self.show_page(self.help)

    def leave_help(self) -> None:
        """Back to the page it was about, which stands as it stood."""
        page, focus = self.help, self._held_focus
        if page is not None:
            self.setCurrentWidget(page.about)
            self._drop_help()
            if focus is not None and isValid(focus):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_help(self) -> None:
        page, self.help, self._held_focus = self.help, None, None
        self.drop_page(page)

    def show_unlock(self, by_hand: bool = True) -> None:
        """The diary was locked. By hand: ask for the passphrase; else one press may be enough."""
        self.unlock.offer_names(staff_of(self.at.folder))
        if by_hand:
            self.unlock.name.put("")  # somebody else may be the next
        if not by_hand and opens_without_asking(self.at.folder):
            self.unlock.ask_press()
        else:
            self.unlock.ask_passphrase()
        self.show_page(self.unlock)

    def stand_as(self, old: Gate) -> None:
        """Go on where the gate in another language stood, with all that was typed there."""
        shown = old.page if old.help is None else old.help.about
        if shown is old.unlock:
            self.unlock.stand_as(old.unlock)
            self.show_page(self.unlock)
        elif old.isVisible():
            self._stand_on(old, shown)
        if old.help is not None:
            self.open_help()

    def _stand_on(self, old: Gate, shown: GatePage) -> None:
        if old.making is not None and self.making is not None:
            self.making.stand_as(old.making, shown)
        if old.clinic_making is not None and self.clinic_making is not None:
            self.clinic_making.stand_as(old.clinic_making, shown)
        before = old.restoring
        if old._fault is not None and (shown is old.problem or before.comes_from_problem(shown)):
            self.meet(old._fault, before.secret)
        self.forgetting.stand_as(old.forgetting, shown)
        welcome = self.making.welcome if self.making is not None else None
        begun_at = self.problem if welcome is None or before.comes_from_problem(shown) else welcome
        self.restoring.stand_as(before, shown, begun_at)

    def _begin_closed(self) -> None:
        self.unlock.offer_names(staff_of(self.at.folder))
        self.unlock.ask_passphrase()
        if opens_without_asking(self.at.folder):
            self.unlock.open_by_itself()
        self.show_page(self.unlock)

    # -- what the paths ask (pages.gate.stage.Stage) ---------------------------------

    def show_page(self, page: GatePage) -> None:
        """Bring a page into view."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        if page is not self.help:
            self._drop_help()  # something happened behind it
        if page.title is not None and self.isVisible():
            a11y.announce(page, page.title.text())
        page.open_page()

    def drop_page(self, page: GatePage | None) -> None:
        """Let go of a page for good."""
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()

    def hand_over(self, session: Session) -> None:
        """The diary is open."""
        self.unlock.set_waiting(False)
        self.unlock.tell("")
        self._drop_help()
        self.opened.emit(session)

    def back(self) -> None:
        """To the unlock page, or to the welcome where there is no diary."""
        if self.making is not None and self.page is not self.unlock and not self._is_there():
            self.making.begin()
        else:
            self.show_unlock()

    def _is_there(self) -> bool:
        from diary_app.services.presence import holds_diary

        return holds_diary(self.at.folder)

    def choose_backup(self) -> None:
        """Let a person without a diary point at a backup file."""
        assert self.making is not None
        self.restoring.choose_file(self.making.welcome)

    def choose_passphrase(self, code: RecoveryCode) -> None:
        """Choose a new passphrase, then open the diary with its code."""
        self.forgetting.choose_passphrase(code)

    # -- opening -----------------------------------------------------------------------

    def _open(self, passphrase: str) -> None:
        at, self._by_itself, whom = self.at, False, self.unlock.who or None
        self.runner.run(
            lambda: sessions.open_session(at, passphrase, whom),
            self.hand_over,
            lambda error: self.meet(error, passphrase),
        )

    def _open_without_asking(self) -> None:
        at, self._by_itself = self.at, True
        self.runner.run(
            lambda: sessions.open_session_without_asking(at), self.hand_over, self._keychain_did_not_open
        )

    def _keychain_did_not_open(self, error: Exception) -> None:
        """The passphrase may open it all the same; where it cannot, the page with the problem says why."""
        if isinstance(error, InUse | Damaged | NewerVersion | NotSaved | NoDiaryHere):
            self.meet(error)
            return
        if not isinstance(error, WrongPassphrase):
            sentence_for(self.kit, error)  # into the program's log
        why = self.kit.tr("This computer did not open the diary by itself.")
        self.unlock.ask_passphrase(why)
        self.show_page(self.unlock)

    def _forgotten(self) -> None:
        self.forgetting.whom = self.unlock.who
        self.forgetting.begin()

    def _retry(self) -> None:
        """Whatever kept it from opening may be gone; what opened by itself tries that again."""
        self.restoring.forget()
        if self._by_itself:
            self.unlock.open_by_itself()
            self.show_page(self.unlock)
        else:
            self.show_unlock()

    # -- when it does not open ------------------------------------------------------------

    def meet(self, error: Exception, secret: Typed | None = None) -> None:
        """The diary is there and did not open: say so where the person is; ``secret`` is what was tried."""
        self.unlock.set_waiting(False)
        if isinstance(error, WrongPassphrase):
            words = self.kit.tr("That did not match. Please try again, or use your recovery code.")
            self.unlock.ask_passphrase()
            self.show_page(self.unlock)
            self.unlock.refuse(words)
            return
        self._fault = error
        self.problem.say(
            self._what_happened(error), self._advice(error), str(self.at.folder), self._details(error)
        )
        self.show_page(self.problem)
        if isinstance(error, Damaged):
            self.restoring.damaged(secret)

    def _what_happened(self, error: Exception) -> str:
        if isinstance(error, InUse):
            return self.kit.tr("The diary is open in another window or in use by another program.")
        if isinstance(error, Damaged):
            return self.kit.tr("A file of your diary is damaged.")
        return sentence_for(self.kit, error) if isinstance(error, PlainError) else self._unknown(error)

    def _advice(self, error: Exception) -> str:
        tr = self.kit.tr
        if isinstance(error, NewerVersion):
            return tr("This program is older than the diary. Please install the newest one, then try again.")
        if isinstance(error, NoDiaryHere):
            return tr("If the diary lies on a drive that can be taken out, please connect it and try again.")
        if isinstance(error, NotSaved):
            return tr(
                "The diary must be able to write in its folder. Please look whether the disk is full or the "
                "folder is locked for you, then try again."
            )
        return tr(
            "Close other windows of the diary and try again. "
            "If it still does not open, ask your clinic for help and show them this page."
        )

    def _details(self, error: Exception) -> str:
        """Which file is damaged, or who holds the diary: for those who help, not in the first line."""
        if isinstance(error, Damaged):
            inner = error.values.get("damage")  # without the command that would bring the backup back
            return sentence_for(self.kit, inner if isinstance(inner, PlainError) else error)
        if not isinstance(error, InUse) or "pid" not in error.values:
            return ""
        values = {name: error.values[name] for name in ("pid", "since")}
        return self.kit.tr("It is held by process {pid}, since {since}.", **values)

    def _unknown(self, error: Exception) -> str:
        sentence_for(self.kit, error)  # into the program's log
        return self.kit.tr("Something went wrong in the program while opening the diary.")
