"""Where each paper form stands: its passes as the log holds them, its drafts, the form it became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic import paper_sheet
from diary_app.domain.clinic.paper import QLQ_CELLS, PaperKind, PaperRef, Typing, twice_by_plan, typing_of
from diary_app.domain.clinic.paper_compare import (
    How,
    Match,
    Pair,
    Settlement,
    compare,
    differences,
    unsettled,
)
from diary_app.domain.log.entry import Kind
from diary_app.domain.record import Record
from diary_app.domain.writing.paper import PAPER, SETTLED
from diary_app.services.opened import Opened


class Step(StrEnum):
    """What is to be done next with a paper form."""

    FIRST = "first"
    SECOND = "second"
    COMPARE = "compare"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A finished pass, without what was typed in it. ``at``: aware, in the store's zone."""

    entry: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A paper form. ``pairs`` only once both passes are finished: the second is typed blind.

    ``written``: the ids of the entries it became. ``twice``: the plan asks for
    both passes. ``days``, ``time``, ``zone``: as the first pass told them.
    """

    ref: PaperRef
    step: Step
    cells: tuple[str, ...]
    passes: tuple[Pass, ...] = ()
    pairs: tuple[Pair, ...] = ()
    settled: tuple[Settlement, ...] = ()
    written: tuple[str, ...] = ()
    twice: bool = True
    days: int | None = None
    time: str | None = None
    zone: str | None = None

    @property
    def differ(self) -> tuple[Pair, ...]:
        """The cells in which the passes differ."""
        return differences(self.pairs)

    @property
    def unsettled(self) -> tuple[Pair, ...]:
        """Those that nobody has settled yet."""
        return unsettled(self.pairs, self.settled)

    @property
    def same(self) -> int:
        """How many cells are the same in both."""
        return sum(pair.match is Match.SAME for pair in self.pairs)

    @property
    def same_person(self) -> bool:
        """Whether one person typed both passes."""
        return len(self.passes) == 2 and self.passes[0].by == self.passes[1].by


class PaperState:
    """Reads the passes and drafts of one opened store."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def waiting(self) -> list[PaperRef]:
        """The papers with a draft, a pass or a difference open, by date and participant."""
        every = self._opened.store.records.records(kind=Kind.PAPER_ENTRY)
        live = [record for record in every if not record.void and record.participant]
        used = self._used(every, self._forms(None)) if live else set()
        refs = {ref_of(one) for one in live if one.id not in used and not _is_settled(one)}
        refs |= {ref for ref in map(_ref_of_draft, self._opened.store.drafts.names("paper:")) if ref}
        return sorted(refs, key=lambda ref: (ref.day, ref.participant, ref.kind))

    def view(self, ref: PaperRef) -> PaperView:
        """How a paper stands."""
        records = self._opened.store.records.records(participant=ref.participant, kind=Kind.PAPER_ENTRY)
        own = [record for record in records if not record.void and ref_of(record) == ref]
        forms = self._forms(ref.participant)
        used = self._used(records, forms)
        passes = [one for one in own if not (_is_settled(one) or one.id in used)][:2]
        written = tuple(self._written(ref, own, forms)) if not passes else ()
        protocol = self._opened.diary(ref.participant).protocol_on(ref.day)
        kept = self._kept(written[0]) if written else None
        shown = kept[0] if kept else passes
        first = self.typing_of(shown[0]) if shown else None
        days = first.days if first else None
        cells = QLQ_CELLS if ref.kind is PaperKind.QLQ else paper_sheet.cells(
            protocol, days or 0, first.cells if first else None
        )  # fmt: skip
        both = [self.typing_of(each).cells for each in shown] if len(shown) == 2 else []
        pairs = compare(cells, *both) if both else ()
        return PaperView(
            ref=ref,
            step=_step(len(passes), written),
            cells=cells,
            passes=tuple(map(self._pass, shown)),
            pairs=pairs,
            settled=kept[1] if kept else self._settled(ref, [each.id for each in passes], pairs),
            written=written,
            twice=twice_by_plan(ref.kind, protocol),
            days=days,
            time=first.time if first else None,
            zone=first.zone if first else None,
        )

    def typing_of(self, record: Record) -> Typing:
        """What a finished pass holds."""
        return typing_of(record.payload, record.about)

    def pass_cells(self, entry: str) -> Typing:
        """What the finished pass of this id holds; for whoever writes the form, never for a page."""
        record = self._opened.store.records.record(entry)
        if record is None:
            raise KeyError(entry)
        return self.typing_of(record)

    def _pass(self, record: Record) -> Pass:
        return Pass(entry=record.id, by=record.actor, at=record.entered_at.astimezone(self._opened.zone))

    def _kept(self, written: str) -> tuple[list[Record], tuple[Settlement, ...]]:
        """The passes that a form was written from, and how they were settled."""
        form = self._opened.store.records.record(written)
        told = form.payload[PAPER] if form else {"passes": (), "settled": ()}
        found = [self._opened.store.records.record(entry) for entry in told["passes"]]
        return [one for one in found if one], tuple(map(_settlement, told["settled"]))

    def _forms(self, participant: str | None) -> list[Record]:
        found = self._opened.store.records.records(participant=participant, kind=Kind.QLQ)
        return [record for record in found if PAPER in record.payload]

    def _used(self, records: Iterable[Record], forms: Iterable[Record]) -> set[str]:
        """The passes that a form was written from, also one that was undone since."""
        every = [*forms, *(record for record in records if _is_settled(record))]
        return {entry for one in every for entry in one.payload.get(PAPER, {}).get("passes", ())}

    def _written(self, ref: PaperRef, own: Iterable[Record], forms: Iterable[Record]) -> list[str]:
        if ref.kind is PaperKind.QLQ:
            return [one.id for one in forms if one.day == ref.day and not one.void]
        return [one.id for one in own if _is_settled(one) and not one.void]

    def _settled(self, ref: PaperRef, passes: list[str], pairs: tuple[Pair, ...]) -> tuple[Settlement, ...]:
        """What was settled of these very passes; of others (one was typed anew) nothing counts."""
        draft = self._opened.store.drafts.get(settling_draft(ref))
        if not isinstance(draft, dict) or draft.get("passes") != passes:
            return ()
        differ = {pair.cell for pair in differences(pairs)}
        rows = [row for row in draft["settled"] if isinstance(row, dict) and row["cell"] in differ]
        return tuple(map(_settlement, rows))


def refuse_unseen(view: PaperView) -> None:
    """Refuse a look at a paper of which nothing can be shown yet, to whoever only looks. ``DoesNotFit``."""
    if view.step is Step.SECOND:
        raise DoesNotFit(
            N_("This paper form was typed once. What stands in it is shown after the second entry.")
        )
    if view.step is Step.FIRST:
        raise DoesNotFit(
            N_("No paper form of {id} with the date {day} was typed in."),
            id=view.ref.participant,
            day=view.ref.day.isoformat(),
        )


def _step(passes: int, written: tuple[str, ...]) -> Step:
    if written:
        return Step.DONE
    return (Step.FIRST, Step.SECOND, Step.COMPARE)[passes]


def _is_settled(record: Record) -> bool:
    return record.payload.get("step") == SETTLED


def ref_of(record: Record) -> PaperRef:
    """The paper that a pass belongs to."""
    return PaperRef(
        record.participant or "", PaperKind(record.payload["form"]), date.fromisoformat(record.about["day"])
    )


def typing_draft(ref: PaperRef, actor: str) -> str:
    """The name of somebody's unfinished pass: each one's own, so that nobody sees another's."""
    return f"paper:{ref.participant}:{ref.kind}:{ref.day.isoformat()}:typing:{actor}"


def settling_draft(ref: PaperRef) -> str:
    """The name of what is settled so far of a paper."""
    return f"paper:{ref.participant}:{ref.kind}:{ref.day.isoformat()}:settling"


def _ref_of_draft(name: str) -> PaperRef | None:
    parts = name.split(":")
    if len(parts) < 5:
        return None
    return PaperRef(parts[1], PaperKind(parts[2]), date.fromisoformat(parts[3]))


def settlement_row(each: Settlement) -> dict[str, Any]:
    """A settlement as its draft keeps it."""
    return {
        "cell": each.cell,
        "how": each.how.value,
        "value": each.value,
        "reason": each.reason,
        "by": each.by,
    }


def _settlement(row: Mapping[str, Any]) -> Settlement:
    return Settlement(
        cell=row["cell"], how=How(row["how"]), reason=row["reason"], value=row["value"], by=row["by"]
    )
