"""The path of a clinic's first run: the first person's passphrase, the code typed back, the clinic."""

from __future__ import annotations

from diary_app.ui import session as sessions
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.clinic_page import ClinicPage
from diary_app.ui.pages.gate.first_steps import FirstSteps
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.session import ClinicBeginning, Session


class ClinicMaking(FirstSteps):
    """Begins at the welcome and ends in the open store."""

    for_clinic = True

    def __init__(self, stage: Stage, welcome: WelcomePage) -> None:
        super().__init__(stage)
        self._welcome = welcome
        self.clinic: ClinicPage | None = None
        welcome.clinic_started.connect(self.to_passphrase)

    def step_before(self) -> None:
        """The welcome."""
        self._stage.show_page(self._welcome)

    def step_after(self) -> None:
        """The clinic."""
        self.to_clinic()

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
        self._forget_secrets()
        self._stage.drop_page(self.clinic)
        self.clinic = None
        self._stage.hand_over(session)

    def _was_not_made(self, error: Exception) -> None:
        assert self.clinic is not None
        self.clinic.say_problem(sentence_for(self._stage.kit, error))

    # -- in another language -----------------------------------------------------------

    @property
    def pages(self) -> tuple[GatePage | None, ...]:
        """In their order."""
        return (self.passphrase, self.typed_back, self.clinic)

    def stand_as(self, old: ClinicMaking, shown: GatePage) -> None:
        """Go on where the path in another language stood; ``shown`` is its page in view."""
        if shown not in old.pages:
            return
        self._open_as(old)
        if old.clinic is not None:
            self.to_clinic()
        self._show_as(old, shown)
        if self.clinic is not None and old.clinic is not None:
            self.clinic.stand_as(old.clinic)
