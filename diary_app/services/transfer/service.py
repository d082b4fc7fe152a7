"""The hand-over between clinic and patient, as window and command line call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, PlainError
from diary_app.common.i18n import N_
from diary_app.common.outputs import Kind, checked_output
from diary_app.domain.clinic.account import refuse_reader
from diary_app.exchange.transfer import receipt, sealed
from diary_app.security.setup_sealing import is_setup_file
from diary_app.services.diary import ANYBODY, Writer
from diary_app.services.transfer.files import attached, is_pdf, read_file
from diary_app.services.transfer.in_summary import share_in_summary
from diary_app.services.transfer.preview import ClinicHas, FileKind, Incoming, TakenInReport
from diary_app.services.transfer.receipts import (
    clinic_has,
    given_receipt,
    look_at_receipt,
    make_receipt,
    take_in_receipt,
)
from diary_app.services.transfer.sealing import Shared, log_act, seal
from diary_app.services.transfer.taking_in import look_at_sealed, take_in_sealed
from diary_app.services.transfer.waiting import WaitingFiles

if TYPE_CHECKING:
    from diary_app.domain.log.act import Act
    from diary_app.services.diary import DiaryService
    from diary_app.services.opened import Opened
    from diary_app.services.reporting import ReportingService
    from diary_app.services.summary.scope import SummaryRequest

SEALED = Kind(sealed.is_sealed, N_("{file} is there and is no sealed diary; choose another name."))
RECEIPT = Kind(receipt.is_receipt, N_("{file} is there and is no receipt; choose another name."))


class TransferService:
    """Sealed files and receipts of one opened store; ``waiting``: which files of a folder it has not got."""

    def __init__(self, opened: Opened, diary: DiaryService, reporting: ReportingService) -> None:
        self._opened = opened
        self._diary = diary
        self._reporting = reporting
        self.waiting = WaitingFiles(opened)

    def look(self, content: bytes, name: str, *, participant: str | None = None) -> Incoming:
        """What a file is and what it would bring; nothing is written and nothing is raised for it.

        ``name``: of the file; ``participant``: who is expected. What keeps it
        out stands in ``problem``.
        """
        try:
            return self._look(content, name, participant)
        except PlainError as problem:
            return Incoming(name=name, content=content, kind=_kind_of(content), problem=problem)

    def look_at_file(self, file: Path, *, participant: str | None = None) -> Incoming:
        """:meth:`look` at a file on the disk; one that cannot be read is told like any other."""
        try:
            content = read_file(file)
        except PlainError as problem:
            return Incoming(name=file.name, content=b"", problem=problem)
        return self.look(content, file.name, participant=participant)

    def take_in(self, incoming: Incoming, *, writer: Writer = ANYBODY) -> TakenInReport:
        """Take in a file that was looked at, all of it or nothing; once more changes nothing.

        Raises the problem of a file that cannot be taken in, or ``NotSaved``.
        A set-up file needs its code: ``SetupService`` takes it in.
        """
        if incoming.problem is not None:
            raise incoming.problem
        if incoming.kind is FileKind.RECEIPT:
            return take_in_receipt(self._opened, incoming)
        if incoming.kind is not FileKind.SEALED or incoming.participant is None:
            raise DoesNotFit(N_("A set-up file is opened with its code."))
        author = self._diary.author(incoming.participant, writer)
        return take_in_sealed(self._opened, incoming, author)

    def take_in_all(
        self, files: Iterable[Incoming], *, writer: Writer = ANYBODY
    ) -> list[TakenInReport | Incoming]:
        """Each file on its own; one that does not fit comes back with its ``problem`` and holds up none.

        In whatever order they are given: one that came too early is tried again after the others.
        """
        came = [self._tried(each, writer) for each in files]
        waiting = _too_early(came)
        while waiting:
            for place in waiting:
                early = came[place]
                assert isinstance(early, Incoming)
                came[place] = self._tried(self.look(early.content, early.name), writer)
            still = _too_early(came)
            waiting = still if len(still) < len(waiting) else []
        return came

    def _tried(self, incoming: Incoming, writer: Writer) -> TakenInReport | Incoming:
        try:
            return self.take_in(incoming, writer=writer)
        except PlainError as problem:  # one that fitted when it was looked at may not after another one
            return replace(incoming, problem=problem)

    def share(
        self,
        participant: str | None = None,
        *,
        notes: bool = False,
        everything: bool = False,
        writer: Writer = ANYBODY,
        out: Path | None = None,
    ) -> Shared:
        """The sealed file of a patient's diary, and an entry that it was made.

        What the clinic has by its receipts is left out unless ``everything``
        is wished; ``notes``: with what was typed as notes. ``out``: where it is
        written, whole or not at all, in place of a sealed file alone. Raises
        ``DoesNotFit`` without a clinic or for that place, ``Tampered``,
        ``Damaged`` or ``NotSaved``.
        """
        real = None if out is None else checked_output(out, SEALED)
        shared = seal(self._opened, self._opened.participant(participant), notes=notes, everything=everything)
        act = log_act(shared, self._diary.author(shared.participant, writer))
        self._give(shared.content, act, real)
        return shared

    def share_in_summary(
        self,
        request: SummaryRequest,
        out: Path,
        *,
        everything: bool = False,
        writer: Writer = ANYBODY,
    ) -> Shared:
        """:meth:`share` as a visit summary that carries the sealed diary; see ``in_summary``."""
        return share_in_summary(
            self._opened, self._diary, self._reporting, request, out, everything=everything, writer=writer
        )

    def make_receipt(
        self, participant: str | None = None, *, writer: Writer = ANYBODY, out: Path | None = None
    ) -> bytes:
        """What this clinic has of a participant's diary, signed, for their diary; and an entry of it.

        ``out``: where it is written, in place of a receipt alone. Raises ``DoesNotFit``, for a
        monitor too, or ``NotSaved``.
        """
        real = None if out is None else checked_output(out, RECEIPT)
        whose = self._opened.participant(participant)
        author = self._diary.author(whose, writer)
        refuse_reader(self._opened.account)
        content = make_receipt(self._opened, whose)
        self._give(content, given_receipt(whose, content, author), real)
        return content

    def clinic_has(self, participant: str | None = None) -> ClinicHas | None:
        """How far the clinic's copy of this patient's diary goes; ``None`` where it never said."""
        return clinic_has(self._opened, self._opened.participant(participant))

    def _give(self, content: bytes, act: Act, out: Path | None) -> None:
        """Write a file that goes out; ``act`` is written down once its bytes are on the disk."""
        if out is None:
            self._log(act)
        else:
            from diary_app.reports.render import save_whole

            save_whole(content, out, lambda: self._log(act))

    def _log(self, act: Act) -> None:
        self._opened.store.journal.append([act])

    def _look(self, content: bytes, name: str, participant: str | None) -> Incoming:
        if is_pdf(content):
            content = attached(content)
            if not content:
                raise DoesNotFit(N_("The PDF carries no sealed diary; ask for the diary's own file."))
        if sealed.is_sealed(content):
            self._refuse_patients()
            return look_at_sealed(self._opened, content, name, participant)
        if receipt.is_receipt(content):
            return look_at_receipt(self._opened, content, name)
        if is_setup_file(content):
            self._refuse_clinics()
            return Incoming(name=name, content=content, kind=FileKind.SETUP)
        raise DoesNotFit(N_("{file} is none of the files that clinic and diary exchange."), file=name)

    def _refuse_clinics(self) -> None:
        if self._opened.staff:
            raise DoesNotFit(N_("A set-up file is for a participant's diary; this is a clinic's store."))

    def _refuse_patients(self) -> None:
        if not self._opened.staff:
            raise DoesNotFit(N_("A sealed diary is taken in by a clinic's store; this is a patient's diary."))


def _too_early(came: Sequence[TakenInReport | Incoming]) -> list[int]:
    """The places of files that lack entries before theirs."""
    from diary_app.storage.union import Gap

    return [
        place
        for place, each in enumerate(came)
        if isinstance(each, Incoming) and isinstance(each.problem, Gap)
    ]


def _kind_of(content: bytes) -> FileKind | None:
    if sealed.is_sealed(content) or is_pdf(content):
        return FileKind.SEALED
    if is_setup_file(content):
        return FileKind.SETUP
    return FileKind.RECEIPT if receipt.is_receipt(content) else None
