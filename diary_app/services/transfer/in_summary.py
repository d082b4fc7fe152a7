"""A visit summary that carries the sealed diary: one file for the doctor's eye and the clinic's program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.outputs import PDF, checked_output
from diary_app.reports.attached import Attachment
from diary_app.services.diary import Writer
from diary_app.services.summary.scope import Part, SummaryRequest
from diary_app.services.transfer.sealing import Shared, log_act, seal

if TYPE_CHECKING:
    from diary_app.services.diary import DiaryService
    from diary_app.services.opened import Opened
    from diary_app.services.reporting import ReportingService

_NAME = "diary.diary"


def share_in_summary(
    opened: Opened,
    diary: DiaryService,
    reporting: ReportingService,
    request: SummaryRequest,
    out: Path,
    *,
    everything: bool,
    writer: Writer,
) -> Shared:
    """Seal the diary and write the visit summary that carries it to ``out``.

    Notes go into the sealed diary where they go into the summary. That it was
    printed and that it was sealed is one transaction, once the bytes are on
    the disk and before the file takes its name. Raises as ``seal`` and
    ``ReportingService.make_pdf``; nothing is written down then.
    """
    checked_output(out, PDF)
    notes = Part.NOTES in request.parts
    shared = seal(opened, request.participant, notes=notes, everything=everything)
    act = log_act(shared, diary.author(request.participant, writer))
    attachment = Attachment(_NAME, shared.content)
    reporting.make_pdf(request, out, writer=writer, attachment=attachment, also=[act])
    return shared
