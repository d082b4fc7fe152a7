"""The clinic's decisions and visits: each act one record line, so what fits is said in one place.

A delay has no entry of its own: a start that was told and has no capsule yet is
moved by a correction, else the later start is told. A hold is ended by a correction too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.decisions import (
    higher_levels,
    hold_to_end,
    lower_levels,
    planned_start,
    start_to_move,
)
from diary_app.domain.cycle import Calendar
from diary_app.domain.facts import Stop
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import LONGEST_REASON, Fields, decimal_text
from diary_app.services.clinic.visit_story import VisitsView, story
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

NOT_CHANGED = "not_changed"
_NOT_LOWER = N_("{mg} mg is no lower level than the {now} mg in force; lower ones: {fits}.")
_NOT_HIGHER = N_("{mg} mg is no higher level than the {now} mg in force; higher ones: {fits}.")


class VisitsService:
    """One method a decision or record; each answers with the new entry's id, durably written.

    ``participant`` may be ``None`` where the store holds one. ``note``: free
    text; ``key``: written only once under it. All raise :class:`DoesNotFit` in
    one sentence, and :class:`NotSaved`; then nothing was written.
    """

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def story(self, participant: str | None = None) -> VisitsView:
        """All that the Visits tab shows of a participant."""
        whose = self._opened.participant(participant)
        return story(self._opened.diary(whose), self._opened.today(whose))

    def start_cycle(
        self,
        participant: str | None,
        day: date,
        mg: Decimal | None = None,
        *,
        reason: str | None = None,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """The start of a cycle, also on a day to come; no ``mg``: at the level in force."""
        line = {"kind": Kind.CYCLE_START.value, "day": day, "mg": mg, "reason": reason, "note": note}
        return self._write(participant, line, writer, key)

    def delay_cycle(
        self,
        participant: str | None,
        day: date,
        reason: str,
        *,
        mg: Decimal | None = None,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """The next cycle starts on ``day``, later than told or planned."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if key is not None and (done := self._opened.store.journal.find_key(key)):
            return done
        diary, today = self._opened.diary(whose), self._opened.today(whose)
        told = start_to_move(diary)
        before = told.day if told else planned_start(diary, today)
        if before is None:
            raise DoesNotFit(N_("No cycle has begun yet, so none can be delayed."))
        if day <= before:
            raise DoesNotFit(
                N_("{day} is no delay: the cycle is to start on {planned}."),
                day=day.isoformat(),
                planned=before.isoformat(),
            )
        if told is None:
            return self.start_cycle(whose, day, mg, reason=why, note=note, writer=writer, key=key)
        changed = {"day": day, "mg": mg, "reason": why, "note": note}
        line = {"kind": Kind.CORRECT.value, "id": told.record.latest, "fields": _plain(changed)}
        return self._write(whose, {**line, "reason": why}, writer, key)

    def hold(
        self,
        participant: str | None,
        first: date,
        last: date | None,
        reason: str,
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """A pause from ``first`` to ``last``, both inside; no ``last``: until further notice."""
        line = {"kind": Kind.HOLD.value, "from": first, "to": last, "reason": _needed(reason), "note": note}
        return self._write(participant, line, writer, key)

    def end_hold(
        self,
        participant: str | None,
        resumes: date,
        reason: str,
        *,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """The pause ends: ``resumes`` is the first day with capsules again."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if key is not None and (done := self._opened.store.journal.find_key(key)):
            return done
        held = hold_to_end(self._opened.diary(whose), resumes)
        if held is None:
            raise DoesNotFit(N_("The capsules are not held on {day}."), day=resumes.isoformat())
        last = resumes - timedelta(days=1)
        if last < held.day:
            raise DoesNotFit(
                N_("The hold begins on {first}; to take it back altogether, undo {id}."),
                first=held.day.isoformat(),
                id=held.record.id,
            )
        line = {"kind": Kind.CORRECT.value, "id": held.record.latest, "fields": {"to": last.isoformat()}}
        return self._write(whose, {**line, "reason": why}, writer, key)

    def reduce(
        self,
        participant: str | None,
        day: date,
        mg: Decimal,
        reason: str,
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """A lower level of the plan from ``day`` on."""
        whose = self._opened.participant(participant)
        fits = lower_levels(self._opened.diary(whose), day)
        if mg not in fits:
            self._refuse_level(_NOT_LOWER, whose, day, mg, fits)
        return self._level(whose, day, mg, _needed(reason), note, writer, key)

    def re_escalate(
        self,
        participant: str | None,
        day: date,
        mg: Decimal,
        reason: str,
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """A higher level of the plan from ``day`` on; the plan does not foresee it, so a reason is needed."""
        whose = self._opened.participant(participant)
        fits = higher_levels(self._opened.diary(whose), day)
        if mg not in fits:
            self._refuse_level(_NOT_HIGHER, whose, day, mg, fits)
        return self._level(whose, day, mg, _needed(reason), note, writer, key)

    def stop(
        self,
        participant: str | None,
        day: date,
        reason: str,
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """Treatment ends for good; ``day`` is the first one without it."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if key is not None and (done := self._opened.store.journal.find_key(key)):
            return done
        for other in self._opened.diary(whose).all(Stop):
            raise DoesNotFit(
                N_("Treatment was stopped on {day} already ({id}); correct that one instead."),
                day=other.day.isoformat(),
                id=other.record.latest,
            )
        line = {"kind": Kind.STOP.value, "day": day, "reason": why, "note": note}
        return self._write(whose, line, writer, key)

    def add_visit(
        self,
        participant: str | None,
        day: date,
        values: Mapping[str, Any],
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """A visit and what was recorded, by the names of a record line; a changed dose needs a reason."""
        if values.get("decision") not in (None, NOT_CHANGED):
            _needed(values.get("reason"))
        line = {**values, "kind": Kind.VISIT.value, "day": day, "note": note}
        return self._write(participant, line, writer, key)

    def add_response(
        self, participant: str | None, day: date, response: str, *, writer: Writer = ANYBODY
    ) -> str:
        """The tumour response alone (CR, PR, SD, PD, NE after RECIST 1.1), as a visit of that day."""
        return self.add_visit(participant, day, {"response": response}, writer=writer)

    def add_adverse_event(
        self,
        participant: str | None,
        day: date,
        values: Mapping[str, Any],
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """An adverse event that began on ``day``, by the names of a record line."""
        line = {**values, "kind": Kind.ADVERSE_EVENT.value, "day": day, "note": note}
        return self._write(participant, line, writer, key)

    def add_medication(
        self,
        participant: str | None,
        day: date,
        values: Mapping[str, Any],
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """Another medicine from ``day`` on, by the names of a record line."""
        line = {**values, "kind": Kind.MEDICATION.value, "day": day, "note": note}
        return self._write(participant, line, writer, key)

    def dispense(
        self,
        participant: str | None,
        day: date,
        mg: Decimal,
        capsules: int,
        *,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """Capsules of one strength handed out."""
        line = {"kind": Kind.DISPENSE.value, "day": day, "mg": mg, "capsules": capsules, "note": note}
        return self._write(participant, line, writer, key)

    def take_back(
        self,
        participant: str | None,
        day: date,
        mg: Decimal,
        capsules: int,
        *,
        lost: int = 0,
        note: str | None = None,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """Capsules of one strength brought back, and those reported lost."""
        line = {"kind": Kind.RETURN.value, "day": day, "mg": mg, "capsules": capsules, "lost": lost}
        return self._write(participant, {**line, "note": note}, writer, key)

    def _level(
        self,
        whose: str,
        day: date,
        mg: Decimal,
        reason: str,
        note: str | None,
        writer: Writer,
        key: str | None,
    ) -> str:
        line = {"kind": Kind.DOSE_LEVEL.value, "day": day, "mg": mg, "reason": reason, "note": note}
        return self._write(whose, line, writer, key)

    def _refuse_level(self, sentence: str, whose: str, day: date, mg: Any, fits: tuple[Decimal, ...]) -> None:
        now = Calendar(self._opened.diary(whose)).level_on(day)
        raise DoesNotFit(
            sentence,
            mg=decimal_text(mg) if isinstance(mg, Decimal) else mg,
            now=decimal_text(now) if now is not None else "-",
            fits=", ".join(map(decimal_text, fits)) or "-",
        )

    def _write(
        self, participant: str | None, line: Mapping[str, Any], writer: Writer, key: str | None
    ) -> str:
        given = _plain({**line, "key": key})
        return self._diary.write(given, participant=participant, writer=writer)


def _plain(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line as it would be typed: dates as texts, what was not given left out."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in line.items()
        if value is not None
    }


def _needed(reason: Any) -> str:
    why = Fields({"reason": reason}).optional_text("reason", LONGEST_REASON)
    if why is None:
        raise DoesNotFit(N_("Say why: this decision needs a reason."))
    return why
