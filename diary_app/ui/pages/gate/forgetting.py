"""The path of a forgotten passphrase: the recovery code, a new passphrase, the open diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.presence import staff_of
from diary_app.ui import session as sessions
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate import acts
from diary_app.ui.pages.gate.forgotten_page import ForgottenPage, NewPassphrasePage, NoCodePage
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.session import Session

if TYPE_CHECKING:
    from diary_app.services.way_out import WaysIn


class Forgetting(QObject):
    """Made anew for every time somebody has forgotten; nothing typed outlives it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._code: RecoveryCode | None = None
        self._ways: WaysIn | None = None
        self.whom = ""  # who was about to sign in, in a clinic
        self.none: NoCodePage | None = None
        self.code_page: ForgottenPage | None = None
        self.new_page: NewPassphrasePage | None = None

    def begin(self) -> None:
        """Ask for the code, if the diary has one."""
        at = self._stage.at
        self._stage.runner.run(lambda: acts.ways_in(at), self._known, self._stage.meet)

    def stand_as(self, old: Forgetting, shown: GatePage) -> None:
        """Go on where the path in another language stood; ``shown`` is its page in view."""
        if old._ways is not None and shown in (old.none, old.code_page, old.new_page):
            self._known(old._ways)
        if shown is old.new_page and old._code is not None:
            self.choose_passphrase(old._code)
        if self.code_page is not None and old.code_page is not None:
            self.code_page.stand_as(old.code_page)
        if self.new_page is not None and old.new_page is not None:
            self.new_page.stand_as(old.new_page)

    def _known(self, ways: WaysIn) -> None:
        self._ways = ways
        if not ways.recovery_code:
            self.none = none = NoCodePage(self._stage.kit, ways.clinic)
            none.left.connect(self._stage.back)
            none.left.connect(lambda: self._stage.drop_page(none))
            self._stage.show_page(none)
            return
        if self.code_page is None:
            self.code_page = ForgottenPage(self._stage.kit)
            self.code_page.given.connect(self._check)
            self.code_page.left.connect(self._leave)
        self._stage.show_page(self.code_page)

    def _check(self, code: RecoveryCode) -> None:
        at, stage = self._stage.at, self._stage
        stage.runner.run(
            lambda: acts.check_code(at, code),
            lambda _: self.choose_passphrase(code),
            lambda error: self._refused(error, code),
        )

    def _refused(self, error: Exception, code: RecoveryCode) -> None:
        if isinstance(error, WrongPassphrase) and self.code_page is not None:
            self._stage.show_page(self.code_page)
            self.code_page.refuse()
            return
        self._forget()
        self._stage.meet(error, code)

    def choose_passphrase(self, code: RecoveryCode) -> None:
        """The code opens the diary; a passphrase comes next."""
        self._code = code
        if self.new_page is None:
            self.new_page = NewPassphrasePage(
                self._stage.kit, self._stage.runner, staff_of(self._stage.at.folder), self.whom
            )
            self.new_page.chosen.connect(self._open)
            self.new_page.left.connect(self._back_to_code)
        self._stage.show_page(self.new_page)

    def _back_to_code(self) -> None:
        if self.code_page is not None:
            self._stage.show_page(self.code_page)
        else:
            self._leave()

    def _open(self, passphrase: str) -> None:
        at, code = self._stage.at, self._code
        assert code is not None
        whom = self.new_page.who if self.new_page is not None else ""
        self._stage.runner.run(
            lambda: sessions.open_with_new_passphrase(at, code, passphrase, whom),
            self._opened,
            self._not_opened,
        )

    def _opened(self, session: Session) -> None:
        self._forget()
        self._stage.hand_over(session)

    def _not_opened(self, error: Exception) -> None:
        assert self._code is not None
        if isinstance(error, DoesNotFit) and self.new_page is not None:
            self.new_page.refuse(sentence_for(self._stage.kit, error))
            return
        if self.new_page is not None:
            self.new_page.set_waiting(False)
        self._refused(error, self._code)

    def _leave(self) -> None:
        self._forget()
        self._stage.back()

    def _forget(self) -> None:
        """Drop the pages with all that was typed."""
        self._code = self._ways = None
        for page in (self.code_page, self.new_page):
            if page is not None:
                page.wipe()
                self._stage.drop_page(page)
        self.code_page = self.new_page = None
