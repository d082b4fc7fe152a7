"""Set-up files, as window and command line call them: made by a clinic, opened by a participant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_, Translator
from diary_app.common.outputs import PDF, Kind, checked_output
from diary_app.security.argon import KdfCost
from diary_app.security.clinic_keys import PublicKeys
from diary_app.security.setup_code import SetupCode
from diary_app.security.setup_sealing import COST, is_setup_file, refuse_unfit
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.transfer.clinic_keys import public_keys
from diary_app.services.transfer.pinning import Pinned, pinned
from diary_app.services.transfer.setup import SetupFile, make_setup, told_phone
from diary_app.services.transfer.setup_opening import OpenedSetup, open_setup
from diary_app.services.transfer.setup_taking import LookedAt, SetupTakenIn, look_at_setup, take_in_setup

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

SUFFIX = ".setup"
SETUP = Kind(is_setup_file, N_("{file} is there and is no set-up file; choose another name."))


def read_setup(content: bytes, typed: str) -> OpenedSetup:
    """A set-up file under the code that somebody typed; no diary is needed. Raises as ``open_setup``.

    What is wrong with the file itself is said before anything of its code. Takes a second.
    """
    refuse_unfit(content)
    return open_setup(content, SetupCode.typed(typed))


class SetupService:
    """Set-up files of one opened store."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def keys(self) -> PublicKeys:
        """The clinic's public keys; made when they are first asked for. Raises ``DoesNotFit``."""
        return public_keys(self._opened)

    def make(
        self,
        participant: str | None,
        *,
        phone: str | None = None,
        writer: Writer = ANYBODY,
        cost: KdfCost | None = None,
    ) -> SetupFile:
        """A new set-up file with a code of its own; see :func:`make_setup`."""
        whose = self._opened.participant(participant)
        author = self._diary.author(whose, writer)
        return make_setup(self._opened, whose, author, phone=phone, cost=cost or COST)

    def phone(self, participant: str) -> str | None:
        """The clinic's number as the participant was told it last."""
        return told_phone(self._opened, self._opened.participant(participant))

    def save(self, file: SetupFile, out: Path) -> None:
        """Write it, whole or not at all; only another set-up file is replaced."""
        from diary_app.reports.render import save_whole

        save_whole(file.content, checked_output(out, SETUP))

    def save_sheet(self, file: SetupFile, out: Path, tr: Translator) -> None:
        """The sheet that is handed over on paper, beside the file: code and fingerprint, as a PDF."""
        from diary_app.reports.render import save_whole
        from diary_app.reports.setup_sheet import setup_sheet_pdf

        save_whole(setup_sheet_pdf(self._sheet(file), tr), checked_output(out, PDF))

    def check_outputs(self, out: Path, sheet: Path | None) -> None:
        """Refuse places that cannot be written, before anything is made."""
        checked_output(out, SETUP)
        if sheet is not None:
            checked_output(sheet, PDF)
            if sheet == out:
                raise DoesNotFit(N_("The sheet and the set-up file need names of their own."))

    def sheet(self, file: SetupFile, tr: Translator) -> bytes:
        """The same sheet as bytes, for a printer."""
        from diary_app.reports.setup_sheet import setup_sheet_pdf

        return setup_sheet_pdf(self._sheet(file), tr)

    def pinned(self, participant: str | None = None) -> Pinned | None:
        """The clinic that this participant's diary belongs to, if it knows one."""
        return pinned(self._opened, self._opened.participant(participant))

    def look(self, setup: OpenedSetup) -> LookedAt:
        """What a set-up file would bring to this diary; raises as ``look_at_setup``."""
        return look_at_setup(self._opened, setup)

    def take_in(
        self, looked: LookedAt, *, compared: PublicKeys | None = None, writer: Writer = ANYBODY
    ) -> SetupTakenIn:
        """Take it in; ``compared``: the keys whose fingerprint a person compared, for the first one."""
        author = self._diary.author(looked.setup.participant, writer)
        return take_in_setup(self._opened, looked, author, compared=compared)

    def _sheet(self, file: SetupFile) -> SetupSheet:
        from diary_app.reports.setup_sheet import SetupSheet

        return SetupSheet(
            participant=file.participant,
            code=file.code.shown(),
            fingerprint=file.fingerprint,
            made=file.made_at.astimezone(self._opened.zone).date(),
        )


if TYPE_CHECKING:
    from diary_app.reports.setup_sheet import SetupSheet
