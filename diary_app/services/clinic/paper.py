"""Paper forms at the clinic's desk: two passes, each blind to the other, settled into one form.

``waiting`` feeds the rail's badge and the list; ``view`` tells how one paper
stands; ``typing``, ``save_typing`` and ``finish`` are the passes; ``settle``
keeps one settled difference; ``write`` makes the form, or the diary's lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import refuse_reader
from diary_app.domain.clinic.paper import Cells, PaperKind, PaperRef, Typing, refuse_unfinished
from diary_app.domain.clinic.paper_compare import (
    Settlement,
    differences,
    refuse_strangers,
    settled_cells,
    settlement_json,
)
from diary_app.domain.clinic.paper_sheet import REASON, SIGNS, Left, LeftOut, columns, sheet_lines
from diary_app.domain.cycle import Calendar
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.draft import refuse_day_before_study
from diary_app.domain.writing.fields import LONGEST_REASON, Fields, named
from diary_app.domain.writing.paper import FIRST, PAPER, SECOND, SETTLED
from diary_app.services.clinic.paper_state import (
    PaperState,
    PaperView,
    Step,
    settlement_row,
    settling_draft,
    typing_draft,
)
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

NOTHING_TYPED = Typing(cells={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A pass that is in the log. ``number``: 1 or 2; ``same_person``: who typed the first typed it too."""

    entry: str
    number: int
    same_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a paper became: the entries, and what of a diary sheet was left out."""

    entries: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


class PaperService:
    """Typing paper forms in, in a clinic's store."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary
        self._state = PaperState(opened)

    def waiting(self) -> list[PaperView]:
        """The papers with a draft, a pass or a difference open, by date and participant."""
        return [self._state.view(ref) for ref in self._state.waiting()]

    def view(self, ref: PaperRef) -> PaperView:
        """How a paper stands; refuses a patient's store, an unknown participant and a day to come.

        A paper that nobody has typed yet is refused, too, where its day lies before the study.
        """
        self._refuse_misfit(ref)
        view = self._state.view(ref)
        if view.step is Step.FIRST:
            diary = self._opened.diary(ref.participant)
            refuse_day_before_study(ref.day, diary, Calendar(diary).first_dose)
        return view

    def typing(self, ref: PaperRef, writer: Writer = ANYBODY) -> Typing:
        """The writer's own unfinished pass; of anybody else's nothing is told."""
        view = self.view(ref)
        draft = self._opened.store.drafts.get(typing_draft(ref, self._actor(ref, writer)))
        if isinstance(draft, dict):
            return Typing(**draft)
        days = view.days or (self._days(ref) if ref.kind is PaperKind.DIARY else None)
        return replace(NOTHING_TYPED, time=view.time, zone=view.zone, days=days)

    def save_typing(self, ref: PaperRef, typing: Typing, writer: Writer = ANYBODY) -> None:
        """Keep an unfinished pass, encrypted and outside the log; one without a cell is dropped."""
        refuse_reader(self._opened.account)
        name = typing_draft(ref, self._actor(ref, writer))
        if not typing.cells:
            self._opened.store.drafts.delete(name)
            return
        told = {"cells": dict(typing.cells), "time": typing.time, "zone": typing.zone, "days": typing.days}
        self._opened.store.drafts.put(name, told)

    def finish(
        self, ref: PaperRef, typing: Typing, *, second: bool | None = None, writer: Writer = ANYBODY
    ) -> Finished:
        """Write a pass in which every cell is typed into the log.

        ``second``: which pass it is meant to be, where the caller knows. Raises
        ``DoesNotFit`` for a cell not typed, one that does not fit, and a pass too many.
        """
        view = self.view(ref)
        _refuse_pass(view, second)
        header = typing if not view.passes else replace(
            typing, time=view.time, zone=view.zone, days=view.days
        )  # fmt: skip
        if view.passes:
            _refuse_other_cells(view, header)
        actor = self._actor(ref, writer)
        line = self._line(ref, header, SECOND if view.passes else FIRST)
        drafts = [typing_draft(ref, actor)]
        entry = self._diary.write(line, participant=ref.participant, writer=writer, drop_drafts=drafts)
        same = bool(view.passes) and view.passes[0].by == actor
        return Finished(entry=entry, number=len(view.passes) + 1, same_person=same)

    def settle(self, ref: PaperRef, settled: Iterable[Settlement], writer: Writer = ANYBODY) -> PaperView:
        """Keep how differences were settled, beside those settled before; a new word replaces an old one."""
        refuse_reader(self._opened.account)
        view = self.view(ref)
        if view.step is not Step.COMPARE:
            raise DoesNotFit(N_("There is nothing to settle: both passes must be finished first."))
        actor = self._actor(ref, writer)
        new = [self._checked(view, replace(each, by=actor)) for each in settled]
        by_cell = {each.cell: each for each in (*view.settled, *new)}
        rows = [settlement_row(each) for each in by_cell.values()]
        passes = [each.entry for each in view.passes]
        self._opened.store.drafts.put(settling_draft(ref), {"passes": passes, "settled": rows})
        return self._state.view(ref)

    def write(self, ref: PaperRef, *, single: bool = False, writer: Writer = ANYBODY) -> Written:
        """Write the settled form (or the sheet's lines) in one transaction, and drop the drafts.

        ``single``: one pass is to do, confirmed by whoever writes; refused
        where the plan asks for double entry.
        """
        view = self.view(ref)
        cells = self._settled_cells(view, single)
        told = {
            "passes": [each.entry for each in view.passes],
            "same_person": view.same_person,
            "settled": [settlement_json(*each) for each in _settled_pairs(view)],
        }
        lines, left = self._lines(view, cells, told)
        names = self._opened.store.drafts.names(f"paper:{ref.participant}:{ref.kind}:{ref.day.isoformat()}:")
        entries = self._diary.write_together(
            lines, participant=ref.participant, writer=writer, drop_drafts=names
        )
        return Written(entries=tuple(entries), left_out=left)

    def written_cells(self, view: PaperView) -> Cells:
        """What now holds of a form that was written: its answers, and what was left blank."""
        record = self._opened.store.records.record(view.written[0])
        held = record.payload if record else {}
        blank: dict[str, Any] = {str(cell): None for cell in held.get("blank", ())}
        return {**held.get("answers", {}), **blank}

    def columns(self, view: PaperView, language: str) -> tuple[tuple[str, str], ...]:
        """What a row of a diary sheet asks: codes, and the symptoms' words.

        A column that the first pass found no cell of is not there for the second.
        """
        protocol = self._opened.diary(view.ref.participant).protocol_on(view.ref.day)
        words = {each.code: each.label.in_language(language) for each in protocol.symptoms}
        there = {cell.partition(".")[2] for cell in view.cells} if view.passes else set(columns(protocol))
        return tuple((code, words.get(code, "")) for code in columns(protocol) if code in there)

    def choices(self, ref: PaperRef, language: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """The plan's reasons and signs for a sheet's columns of that name: codes with their words."""
        protocol = self._opened.diary(ref.participant).protocol_on(ref.day)
        return {
            REASON: tuple((one.code, one.label.in_language(language)) for one in protocol.not_taken_reasons),
            SIGNS: tuple((one.code, one.label.in_language(language)) for one in protocol.signs),
        }

    def left_out(self, view: PaperView) -> tuple[LeftOut, ...]:
        """What of a written diary sheet did not become an entry."""
        record = self._opened.store.records.record(view.written[0]) if view.written else None
        rows = record.payload[PAPER].get("left_out", ()) if record else ()
        return tuple(LeftOut(date.fromisoformat(row["day"]), row["what"], Left(row["why"])) for row in rows)

    def _settled_cells(self, view: PaperView, single: bool) -> Cells:
        if view.step is Step.COMPARE:
            return settled_cells(view.pairs, view.settled)
        if view.step is not Step.SECOND:
            raise DoesNotFit(N_("No pass over this paper is finished yet."))
        if view.twice:
            raise DoesNotFit(N_("The study plan asks for a second pass over this paper."))
        if not single:
            raise DoesNotFit(N_("There is one pass only; confirm that it is to do, or type a second one."))
        return self._state.pass_cells(view.passes[0].entry).cells

    def _lines(
        self, view: PaperView, cells: Cells, told: dict[str, Any]
    ) -> tuple[list[dict[str, Any]], tuple[LeftOut, ...]]:
        final = Typing(cells=cells, time=view.time, zone=view.zone, days=view.days)
        if view.ref.kind is PaperKind.QLQ:
            basis = self._header(view.ref, final)
            form = {"kind": Kind.QLQ.value, "mode": PAPER, "answers": final.answers, PAPER: told}
            return [{**basis, **form, "blank": [int(cell) for cell in final.blank]}], ()
        diary = self._opened.diary(view.ref.participant)
        sheet = sheet_lines(view.ref.day, view.days or 0, cells, diary, view.zone)
        left = [
            {"day": one.day.isoformat(), "what": one.what, "why": one.why.value} for one in sheet.left_out
        ]
        settled = {**self._line(view.ref, final, SETTLED), PAPER: {**told, "left_out": left}}
        return [settled, *sheet.lines], sheet.left_out

    def _checked(self, view: PaperView, settlement: Settlement) -> Settlement:
        """A settlement of a real difference, with a reason, whose answer can stand in its cell."""
        refuse_strangers(view.pairs, [settlement.cell])
        reason = Fields({"reason": settlement.reason}).optional_text("reason", LONGEST_REASON)
        if reason is None:
            raise DoesNotFit(N_("Settling {cell} needs a reason."), cell=settlement.cell)
        if settlement.value is not None:
            others = {cell: None for cell in view.cells if cell != settlement.cell}
            typed = Typing(cells={**others, settlement.cell: settlement.value}, days=view.days)
            self._diary.check(self._line(view.ref, typed, SETTLED), view.ref.participant)
        return replace(settlement, reason=reason)

    def _line(self, ref: PaperRef, typing: Typing, step: str) -> dict[str, Any]:
        line = {"kind": Kind.PAPER_ENTRY.value, "form": ref.kind.value, "step": step}
        line |= self._header(ref, typing) | {"answers": typing.answers, "blank": typing.blank}
        return line | ({"days": typing.days} if typing.days is not None else {})

    def _header(self, ref: PaperRef, typing: Typing) -> dict[str, Any]:
        told = {"day": ref.day.isoformat(), "time": typing.time, "zone": typing.zone}
        return {name: value for name, value in told.items() if value}

    def _days(self, ref: PaperRef) -> int:
        """How many days a sheet has: a cycle's, or those up to today."""
        length = self._opened.diary(ref.participant).protocol_on(ref.day).regimen.cycle_length
        return max(1, min(length, (self._opened.today(ref.participant) - ref.day) // timedelta(days=1) + 1))

    def _actor(self, ref: PaperRef, writer: Writer) -> str:
        return self._diary.author(ref.participant, writer).actor

    def _refuse_misfit(self, ref: PaperRef) -> None:
        if not self._opened.staff:
            raise DoesNotFit(N_("Paper forms are typed in a clinic's diary, not in a patient's."))
        self._opened.participant(ref.participant)
        _refuse_future(ref.day, self._opened.today(ref.participant))


def _settled_pairs(view: PaperView) -> list[tuple[Any, Settlement]]:
    """The differences with their settlements, in the order of the paper."""
    by_cell = {each.cell: each for each in view.settled}
    return [(pair, by_cell[pair.cell]) for pair in differences(view.pairs)]


def _refuse_pass(view: PaperView, second: bool | None) -> None:
    if view.step is Step.DONE:
        raise DoesNotFit(
            N_("This paper is written down already, as {id}; correct that one."), id=view.written[0]
        )
    if view.step is Step.COMPARE:
        raise DoesNotFit(N_("Both passes over this paper are finished; compare them."))
    if second is True and view.step is Step.FIRST:
        raise DoesNotFit(N_("There is no first pass over this paper yet."))
    if second is False and view.step is Step.SECOND:
        raise DoesNotFit(N_("A first pass over this paper is finished; say that this is the second one."))


def _refuse_other_cells(view: PaperView, typing: Typing) -> None:
    """The second pass is over the same paper: it has the columns that the first pass found."""
    for cell in typing.cells:
        if cell not in view.cells:
            raise DoesNotFit(N_('There is no "{cell}" on this paper.'), cell=named(cell))
    refuse_unfinished(view.cells, typing.cells)


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise DoesNotFit(N_("The day {day} has not come yet."), day=day.isoformat())
