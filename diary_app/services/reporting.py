"""Making the visit summary, and logging that it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, Tampered
from diary_app.common.i18n import N_, translator
from diary_app.domain.facts import Dose, Form, Pressure, SymptomPage
from diary_app.domain.log.act import Act
from diary_app.domain.log.canonical import Json
from diary_app.domain.log.entry import ACCESS_CHAIN, Kind
from diary_app.domain.record import Record
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened
from diary_app.services.summary.scope import Part, Scope, SummaryRequest

if TYPE_CHECKING:
    from diary_app.reports.attached import Attachment
    from diary_app.reports.summary import VisitSummary

_CHOICES_DRAFT = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFacts:
    """What the Share page says: what lies in the period, and when a summary was last made.

    Counts: days with a dose record, days with symptoms, days with a blood
    pressure, forms, corrections, notes.
    """

    dose_days: int
    symptom_days: int
    pressure_days: int
    forms: int
    corrections: int
    notes: int
    last_shared: date | None


class ReportingService:
    """The visit summary as data and as a PDF."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def request(self, participant: str | None = None, **wishes: object) -> SummaryRequest:
        """A request for a participant of this store; ``wishes`` as in :class:`SummaryRequest`."""
        whose = self._opened.participant(participant)
        return SummaryRequest(participant=whose, **wishes)  # type: ignore[arg-type]

    def visit_summary(self, request: SummaryRequest) -> VisitSummary:
        """Everything the PDF prints, as data."""
        from diary_app.services.summary.build import build

        return build(Scope(self._opened, request))

    def preview(self, request: SummaryRequest) -> bytes:
        """The PDF's bytes to look at; nothing is saved and nothing is logged."""
        from io import BytesIO

        from diary_app.reports.render import render_visit_summary

        out = BytesIO()
        render_visit_summary(self.visit_summary(request), translator(request.language), out)
        return out.getvalue()

    def make_pdf(
        self,
        request: SummaryRequest,
        out: Path,
        *,
        writer: Writer = ANYBODY,
        attachment: Attachment | None = None,
        also: Sequence[Act] = (),
    ) -> VisitSummary:
        """Log that the visit summary is made, and write it to ``out``; what is not logged is not there.

        The diary is checked first, and the signed head of the participant's
        chain goes into the file, and the ``attachment``; ``also``: acts that are
        logged with it, in the same transaction. Raises :class:`Tampered` when it does not
        hold, naming the first bad entry, :class:`Damaged`, or
        :class:`NotSaved` when the file or the entry cannot be written.
        """
        from diary_app.reports.render import save_visit_summary

        self._refuse_broken(request.participant)
        summary = self._marked(self.visit_summary(request), request.participant)
        summary = replace(summary, attachment=attachment)
        save_visit_summary(
            summary,
            translator(request.language),
            out,
            log=lambda sha256: self._log(request, summary, sha256, writer, also),
        )
        return summary

    def _refuse_broken(self, participant: str) -> None:
        """All of a patient's diary is checked before it is shared; of a clinic's, the participant's log.

        What an end that is missing leaves is sound, and a backup that nobody
        signed says nothing of the diary: both are told where the diary is
        opened and by ``verify``, and it is shared all the same.
        """
        from diary_app.storage.findings import FindingKind

        integrity = self._opened.store.integrity
        found = integrity.check_chain(participant) if self._opened.staff else integrity.verify().findings
        others = (FindingKind.SHORTER, FindingKind.MARK, FindingKind.FILE)
        bad = [each for each in found if each.kind not in others]
        if not bad:
            return
        if bad[0].kind is FindingKind.DAMAGED_FILE:
            raise Damaged(N_("The diary's file is damaged; the visit summary was not made."))
        if bad[0].chain is not None:
            raise Tampered(
                N_("The log does not hold (entry {seq} of the chain {chain}: {kind}); "
                   "the visit summary was not made."),
                seq=bad[0].seq, chain=bad[0].chain.chain, kind=bad[0].kind.value,
            )  # fmt: skip
        raise Tampered(
            N_("The diary was altered ({kind}): {detail}; the visit summary was not made."),
            kind=bad[0].kind.value, detail=bad[0].detail,
        )  # fmt: skip

    def _marked(self, summary: VisitSummary, participant: str) -> VisitSummary:
        """The summary with its mark; it tells no instant, so that the same diary gives the same bytes."""
        from diary_app.domain.log.mark import encode

        mark = self._opened.store.marking.mark(made_at=None, chains=[participant])
        return replace(summary, footer=replace(summary.footer, mark=encode(mark)))

    def share_facts(
        self, since: date | None, last: date | None = None, participant: str | None = None
    ) -> ShareFacts:
        """What a period holds, ends inside (``None``: from the beginning, up to today)."""
        whose = self._opened.participant(participant)
        until = last or self._opened.today(whose)
        diary = self._opened.diary(whose).through(until)
        facts = [fact for fact in diary if since is None or fact.day >= since]
        return ShareFacts(
            dose_days=len({fact.day for fact in facts if isinstance(fact, Dose)}),
            symptom_days=len({fact.day for fact in facts if isinstance(fact, SymptomPage)}),
            pressure_days=len({fact.day for fact in facts if isinstance(fact, Pressure)}),
            forms=sum(isinstance(fact, Form) for fact in facts),
            corrections=sum(fact.record.changes > 0 for fact in facts if isinstance(fact, Dose)),
            notes=sum(fact.record.note is not None for fact in facts),
            last_shared=self.last_shared(whose),
        )

    def last_shared(self, participant: str | None = None) -> date | None:
        """The day up to which the last visit summary of this participant was made."""
        whose = self._opened.participant(participant)
        made = [r for r in self._printed() if r.participant == whose]
        return date.fromisoformat(made[-1].payload["on"]) if made else None

    def keep_choices(self, choices: Mapping[str, Json] | None) -> None:
        """Keep what was chosen on the Share page, encrypted like any draft; ``None`` drops it."""
        drafts = self._opened.store.drafts
        if choices is not None:
            drafts.put(_CHOICES_DRAFT, choices)
        elif drafts.get(_CHOICES_DRAFT) is not None:
            drafts.delete(_CHOICES_DRAFT)

    def kept_choices(self) -> Mapping[str, Json] | None:
        """What was chosen there last."""
        choices = self._opened.store.drafts.get(_CHOICES_DRAFT)
        return choices if isinstance(choices, Mapping) else None

    def _printed(self) -> list[Record]:
        return self._opened.store.records.records(kind=Kind.PRINTED.value)

    def _log(
        self,
        request: SummaryRequest,
        summary: VisitSummary,
        sha256: str,
        writer: Writer,
        also: Sequence[Act],
    ) -> None:
        """Prints go to the access chain, so that a report does not move the diary's head."""
        payload = {
            "what": "visit_summary",
            "on": summary.header.period_to.isoformat(),
            "since": request.since.isoformat() if request.since else None,
            "parts": sorted(part.value for part in request.parts),
            "sha256": sha256,
            "heads": [{"origin": h.origin, "seq": h.seq, "hash": h.digest} for h in summary.footer.heads],
        }
        act = Act(
            kind=Kind.PRINTED,
            chain=ACCESS_CHAIN,
            participant=request.participant,
            author=self._diary.author(request.participant, writer),
            payload=payload,
        )
        self._opened.store.journal.append([act, *also])


__all__ = ["Part", "ReportingService", "ShareFacts", "SummaryRequest"]
