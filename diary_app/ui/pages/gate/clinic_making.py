"""The path of a clinic's first run: the first person's passphrase, the code typed back, the clinic."""

from __future__ import annotations

from PySide6.QtCore import QObject

from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui import session as sessions
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.clinic_page import ClinicPage
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.passphrase import PassphrasePage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.typed_back import TypedBackPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.session import ClinicBeginning, Session


class ClinicMaking(QObject):
    """Begins at the welcome and ends in the open store; one code however often somebody goes back."""

    def __init__(self, stage: Stage, welcome: WelcomePage) -> None:
        super().__init__()
        self._stage, self._welcome = stage, welcome
        self._code: RecoveryCode | None = None
        self._passphrase = ""
        self.passphrase: PassphrasePage | None = None
        self.typed_back: TypedBackPage | None = None
        self.clinic: ClinicPage | None = None
        welcome.clinic_started.connect(self.to_passphrase)

    def to_passphrase(self) -> None:
        """Choose a passphrase, keep the code."""
        if self.passphrase is None:
            stage = self._stage
            self.passphrase = PassphrasePage(
                stage.kit, stage.runner, stage.at.clock, self._one_code(), clinic=True
            )
            self.passphrase.chosen.connect(self._chosen)
            self.passphrase.left.connect(lambda: stage.show_page(self._welcome))
        self._stage.show_page(self.passphrase)

    def _one_code(self) -> RecoveryCode:
        if self._code is None:
            self._code = RecoveryCode.new()
        return self._code

    def _chosen(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._to_typed_back()

    def _to_typed_back(self) -> None:
        if self.typed_back is None:
            self.typed_back = TypedBackPage(self._stage.kit, self._one_code(), clinic=True)
            self.typed_back.finished.connect(self.to_clinic)
            self.typed_back.left.connect(self.to_passphrase)
        self._stage.show_page(self.typed_back)

    def to_clinic(self) -> None:
        """The site, and who is its first person."""
        if self.clinic is None:
            self.clinic = ClinicPage(self._stage.kit)
            self.clinic.finished.connect(self._make)
            self.clinic.left.connect(self.to_passphrase)
        self._stage.show_page(self.clinic)

    def _make(self, site: str, name: str, role: str) -> None:
        at = self._stage.at
        chosen = ClinicBeginning(
            passphrase=self._passphrase, site=site, name=name, role=role, code=self._one_code()
        )
        self._stage.runner.run(
            lambda: sessions.create_clinic_session(at, chosen), self._made, self._was_not_made
        )

    def _made(self, session: Session) -> None:
        """Nothing secret stays behind."""
        self._passphrase, self._code = "", None
        if self.passphrase is not None:
            self.passphrase.wipe()
        if self.typed_back is not None:
            self.typed_back.wipe()
        for page in self._own:
            self._stage.drop_page(page)
        self.passphrase = self.typed_back = self.clinic = None
        self._stage.hand_over(session)

    def _was_not_made(self, error: Exception) -> None:
        assert self.clinic is not None
        self.clinic.say_problem(sentence_for(self._stage.kit, error))

    # -- in another language -----------------------------------------------------------

    @property
    def _own(self) -> tuple[GatePage | None, ...]:
        return (self.passphrase, self.typed_back, self.clinic)

    def stand_as(self, old: ClinicMaking, shown: GatePage) -> None:
        """Go on where the path in another language stood; ``shown`` is its page in view."""
        if shown not in old._own:
            return
        self._code, self._passphrase = old._code, old._passphrase
        if old.passphrase is not None:
            self.to_passphrase()
        if old.typed_back is not None:
            self._to_typed_back()
        if old.clinic is not None:
            self.to_clinic()
        for page, was in zip(self._own, old._own, strict=True):
            if page is not None and was is shown:
                self._stage.show_page(page)
        self._take_typed(old)

    def _take_typed(self, old: ClinicMaking) -> None:
        if self.passphrase is not None and old.passphrase is not None:
            self.passphrase.stand_as(old.passphrase)
        if self.typed_back is not None and old.typed_back is not None:
            self.typed_back.stand_as(old.typed_back)
        if self.clinic is not None and old.clinic is not None:
            self.clinic.stand_as(old.clinic)
