"""The path of a first run: welcome, passphrase and code, the code typed back, treatment, reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from shiboken6 import isValid

from diary_app.services.autostart import Autostart
from diary_app.ui import session as sessions
from diary_app.ui.aside import Aside
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate import acts
from diary_app.ui.pages.gate.first_steps import FirstSteps
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.remind import RemindPage
from diary_app.ui.pages.gate.setup_path import SetupPath
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.treatment import TreatmentPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.session import Beginning, Session


class Making(FirstSteps):
    """Begins at the welcome and ends in the open diary."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.treatment: TreatmentPage | None = None
        self.remind: RemindPage | None = None
        self._told: tuple[str, date, str] | None = None  # number, first capsule, the clinic's number
        self.setup = SetupPath(stage)
        self.setup.left.connect(self.to_treatment)
        self.setup.finished.connect(self.to_remind)
        self.welcome = WelcomePage(stage.kit)
        self.welcome.started.connect(self.to_passphrase)
        self.welcome.backup_offered.connect(stage.choose_backup)

    def begin(self) -> None:
        """Show the welcome."""
        self._stage.show_page(self.welcome)

    def step_before(self) -> None:
        """The welcome."""
        self.begin()

    def step_after(self) -> None:
        """The treatment."""
        self.to_treatment()

    @property
    def pages(self) -> tuple[GatePage | None, ...]:
        """In their order, those of a set-up file among them."""
        first = (self.welcome, self.passphrase, self.typed_back, self.treatment)
        return (*first, *self.setup.pages, self.remind)

    def stand_as(self, old: Making, shown: GatePage) -> None:
        """Go on where the path in another language stood; ``shown`` is its page in view."""
        self._told = old._told
        self._open_as(old)
        if old.treatment is not None:
            self.to_treatment()
        self.setup.stand_as(old.setup)
        if old.remind is not None:
            self.to_remind()
        self._show_as(old, shown)
        if self.treatment is not None and old.treatment is not None:
            self.treatment.stand_as(old.treatment)
        if self.remind is not None and old.remind is not None:
            self.remind.stand_as(old.remind)

    def to_treatment(self) -> None:
        """The study number and the first day."""
        stage = self._stage
        if self.treatment is None:
            self.treatment = TreatmentPage(stage.kit, stage.at.clock.now().local.date())
            self.treatment.finished.connect(self._check)
            self.treatment.left.connect(self.to_passphrase)
            self.treatment.file_wanted.connect(partial(self.setup.choose, self.treatment))
            self._ask_for_keychain(self.treatment)
        stage.show_page(self.treatment)

    def _ask_for_keychain(self, page: TreatmentPage) -> None:
        """Aside: a keychain that lets one wait never keeps the diary from being made."""

        def found(keychain: object) -> None:
            if isValid(page):
                page.offer_without_asking(keychain is not None)

        def without(error: Exception) -> None:
            sentence_for(page.kit, error)  # into the log; the box stays away

        Aside(found, without).run(self._stage.at.look_for_keychain)

    def _check(self, participant: str, first_dose: date, phone: str) -> None:
        """What does not fit is said where it was typed; then the reminders are asked for."""
        self.setup.drop()  # what is typed now counts
        self._told = (participant, first_dose, phone)
        self._stage.runner.run(
            lambda: acts.check_participant(participant), lambda _: self.to_remind(), self._does_not_fit
        )

    def _does_not_fit(self, error: Exception) -> None:
        assert self.treatment is not None
        self.treatment.say_problem(sentence_for(self._stage.kit, error))

    def to_remind(self) -> None:
        """The last question."""
        assert self.treatment is not None
        self.treatment.set_waiting(False)
        if self.remind is None:
            self.remind = RemindPage(self._stage.kit)
            self.remind.chosen.connect(self._make)
            self.remind.left.connect(self._before_remind)
        self._stage.show_page(self.remind)

    def _before_remind(self) -> None:
        """Back to what was told last: typed in, or from a file."""
        if self.setup.chosen is not None:
            self.setup.show_last()
        else:
            self.to_treatment()

    def _make(self, reminder: str) -> None:
        at, chosen = self._stage.at, self._beginning()
        self._stage.runner.run(
            lambda: sessions.create_session(at, chosen), partial(self._made, reminder), self._was_not_made
        )

    def _beginning(self) -> Beginning:
        assert self.treatment is not None
        chosen = Beginning(
            passphrase=self._passphrase,
            code=self._one_code(),
            without_asking=self.treatment.without_asking,
        )
        read = self.setup.chosen
        if read is not None:
            return replace(chosen, participant=read.setup.participant, setup=read.setup)
        assert self._told is not None
        participant, first_dose, phone = self._told
        return replace(chosen, participant=participant, first_dose=first_dose, clinic_phone=phone)

    def _made(self, reminder: str, session: Session) -> None:
        """What was chosen about reminders is in force with the diary."""
        assert self.remind is not None
        starts = self.remind.starts_with_computer
        self._forget_secrets()
        for page in (self.treatment, self.remind):
            self._stage.drop_page(page)
        self._told = self.treatment = self.remind = None
        self.setup.drop()
        if reminder:
            wanted = self._stage.kit.commands.setting_requested
            wanted.emit("reminder_time", reminder)
            wanted.emit("reminders", True)
        self._stage.hand_over(session)
        if reminder and starts:
            self._stage.runner.run(partial(Autostart().ask_for, True), _nothing, self._does_not_start)

    def _does_not_start(self, error: Exception) -> None:
        kit = self._stage.kit
        title = kit.tr("The diary does not start with this computer.")
        kit.commands.told.emit(title, sentence_for(kit, error), False)

    def _was_not_made(self, error: Exception) -> None:
        assert self.remind is not None
        self.remind.say_problem(sentence_for(self._stage.kit, error))


def _nothing(_: object) -> None:
    """There is nothing to show."""
