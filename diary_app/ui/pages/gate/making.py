"""The path of a first run: welcome, passphrase and code, the code typed back, treatment, reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.autostart import Autostart
from diary_app.ui import session as sessions
from diary_app.ui.aside import Aside
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate import acts
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.passphrase import PassphrasePage
from diary_app.ui.pages.gate.remind import RemindPage
from diary_app.ui.pages.gate.setup_path import SetupPath
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.treatment import TreatmentPage
from diary_app.ui.pages.gate.typed_back import TypedBackPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.session import Beginning, Session


class Making(QObject):
    """One code is made for one diary: however often somebody goes back, what was printed stays right."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._code: RecoveryCode | None = None
        self._passphrase = ""
        self.passphrase: PassphrasePage | None = None
        self.typed_back: TypedBackPage | None = None
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

    def stand_as(self, old: Making, shown: GatePage) -> None:
        """Go on where the path in another language stood; ``shown`` is its page in view.

        Pages that were left by Back keep what was typed there too.
        """
        self._code, self._passphrase, self._told = old._code, old._passphrase, old._told
        if old.passphrase is not None:
            self.to_passphrase()
        if old.typed_back is not None:
            self._to_typed_back()
        if old.treatment is not None:
            self.to_treatment()
        self.setup.stand_as(old.setup)
        if old.remind is not None:
            self.to_remind()
        mine, before = self._pages, old._pages
        for page, was in zip(mine, before, strict=True):
            if page is not None and was is shown:
                self._stage.show_page(page)
        self._take_typed(old)

    @property
    def _pages(self) -> tuple[GatePage | None, ...]:
        first = (self.welcome, self.passphrase, self.typed_back, self.treatment)
        return (*first, *self.setup.pages, self.remind)

    def _take_typed(self, old: Making) -> None:
        if self.passphrase is not None and old.passphrase is not None:
            self.passphrase.stand_as(old.passphrase)
        if self.typed_back is not None and old.typed_back is not None:
            self.typed_back.stand_as(old.typed_back)
        if self.treatment is not None and old.treatment is not None:
            self.treatment.stand_as(old.treatment)
        if self.remind is not None and old.remind is not None:
            self.remind.stand_as(old.remind)

    def to_passphrase(self) -> None:
        """Choose a passphrase, keep the code."""
        if self.passphrase is None:
            stage = self._stage
            self.passphrase = PassphrasePage(stage.kit, stage.runner, stage.at.clock, self._one_code())
            self.passphrase.chosen.connect(self._chosen)
            self.passphrase.left.connect(self.begin)
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
            self.typed_back = TypedBackPage(self._stage.kit, self._one_code())
            self.typed_back.finished.connect(self.to_treatment)
            self.typed_back.left.connect(self.to_passphrase)
        self._stage.show_page(self.typed_back)

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
        """Nothing secret stays behind; what was chosen about reminders is in force with the diary."""
        assert self.remind is not None
        starts = self.remind.starts_with_computer
        self._passphrase, self._code, self._told = "", None, None
        for page in (self.passphrase, self.typed_back, self.treatment, self.remind):
            if isinstance(page, PassphrasePage | TypedBackPage):
                page.wipe()
            self._stage.drop_page(page)
        self.passphrase = self.typed_back = self.treatment = self.remind = None
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
