"""The first steps of any first run: a passphrase with its recovery code, and the code typed back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.passphrase import PassphrasePage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.pages.gate.typed_back import TypedBackPage


class FirstSteps(QObject):
    """One code is made for one diary: however often somebody goes back, what was printed stays right.

    A path tells where it came from (``step_before``), where it goes on
    (``step_after``) and its ``pages`` in order. ``for_clinic``: the pages speak
    to a clinic.
    """

    for_clinic = False

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._code: RecoveryCode | None = None
        self._passphrase = ""
        self.passphrase: PassphrasePage | None = None
        self.typed_back: TypedBackPage | None = None

    def step_before(self) -> None:
        """Back from the passphrase."""
        raise NotImplementedError

    def step_after(self) -> None:
        """On from the code that was typed back."""
        raise NotImplementedError

    @property
    def pages(self) -> tuple[GatePage | None, ...]:
        """The pages of the path, as far as they were opened."""
        raise NotImplementedError

    def to_passphrase(self) -> None:
        """Choose a passphrase, keep the code."""
        if self.passphrase is None:
            stage = self._stage
            self.passphrase = PassphrasePage(
                stage.kit, stage.runner, stage.at.clock, self._one_code(), clinic=self.for_clinic
            )
            self.passphrase.chosen.connect(self._chosen)
            self.passphrase.left.connect(self.step_before)
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
            self.typed_back = TypedBackPage(self._stage.kit, self._one_code(), clinic=self.for_clinic)
            self.typed_back.finished.connect(self.step_after)
            self.typed_back.left.connect(self.to_passphrase)
        self._stage.show_page(self.typed_back)

    def _forget_secrets(self) -> None:
        """The diary is made: nothing secret stays behind."""
        self._passphrase, self._code = "", None
        for page in (self.passphrase, self.typed_back):
            if page is not None:
                page.wipe()
            self._stage.drop_page(page)
        self.passphrase = self.typed_back = None

    # -- in another language -----------------------------------------------------------

    def _open_as(self, old: FirstSteps) -> None:
        """Know what the path in another language knew, and open the pages that it had open."""
        self._code, self._passphrase = old._code, old._passphrase
        if old.passphrase is not None:
            self.to_passphrase()
        if old.typed_back is not None:
            self._to_typed_back()

    def _show_as(self, old: FirstSteps, shown: GatePage) -> None:
        """The page that was in view is; pages that were left by Back keep what was typed there too."""
        for page, was in zip(self.pages, old.pages, strict=True):
            if page is not None and was is shown:
                self._stage.show_page(page)
        if self.passphrase is not None and old.passphrase is not None:
            self.passphrase.stand_as(old.passphrase)
        if self.typed_back is not None and old.typed_back is not None:
            self.typed_back.stand_as(old.typed_back)
