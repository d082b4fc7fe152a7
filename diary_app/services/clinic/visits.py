"""The clinic's decisions and visits: each act one record line, so what fits is said in one place.

A delay has no entry of its own: a start that was told and has no capsule yet is
moved by a correction, else the later start is told. A hold is ended by a correction too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.decisions import (
    higher_levels,
    holds_to_end,
    lower_levels,
    planned_start,
    start_to_move,
)
from diary_app.domain.cycle import Calendar
from diary_app.domain.diary import Diary
from diary_app.domain.facts import Fact, Stop
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import LONGEST_REASON, Fields, decimal_text
from diary_app.services.clinic.visit_story import VisitsView, story
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

NOT_CHANGED = "not_changed"
_TO_COME = N_(
    "The day {day} has not come yet. The level of the next cycle is said with its start: "
    '"Cycle start", or cycle start --date {day} --mg {mg}.'
)
_NOT_LOWER = N_("{mg} mg is no lower level than the {now} mg in force; lower ones: {fits}.")
_NOT_HIGHER = N_("{mg} mg is no higher level than the {now} mg in force; higher ones: {fits}.")


class Once(TypedDict, total=False):
    """Who writes, and a key under which it is written only once."""

    writer: Writer
    key: str | None


class Noted(Once, total=False):
    """The same with a free text beside the record."""

    note: str | None


class VisitsService:
    """One method a decision or record; each answers with the new entry's id, durably written.

    ``participant`` may be ``None`` where the store holds one; what each takes
    besides is told by :class:`Noted`. All raise :class:`DoesNotFit` in one
    sentence, and :class:`NotSaved`; then nothing was written.
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
        **more: Unpack[Noted],
    ) -> str:
        """The start of a cycle, also on a day to come; no ``mg``: at the level in force."""
        return self._write(participant, Kind.CYCLE_START, {"day": day, "mg": mg, "reason": reason}, more)

    def delay_cycle(
        self,
        participant: str | None,
        day: date,
        reason: str,
        *,
        mg: Decimal | None = None,
        **more: Unpack[Noted],
    ) -> str:
        """The next cycle starts on ``day``, later than told or planned."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if done := self._written(more):
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
            return self.start_cycle(whose, day, mg, reason=why, **more)
        changed = {"day": day, "mg": mg, "reason": why, "note": more.get("note")}
        return self._correct(whose, told, changed, why, more)

    def hold(
        self,
        participant: str | None,
        first: date,
        last: date | None,
        reason: str,
        **more: Unpack[Noted],
    ) -> str:
        """A pause from ``first`` to ``last``, both inside; no ``last``: until further notice."""
        return self._write(
            participant, Kind.HOLD, {"from": first, "to": last, "reason": _needed(reason)}, more
        )

    def end_hold(self, participant: str | None, resumes: date, reason: str, **more: Unpack[Once]) -> str:
        """The pause ends, and every other over that day: ``resumes`` is the first day with capsules again."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if done := self._written(more):
            return done
        holds = holds_to_end(self._opened.diary(whose), resumes)
        if not holds:
            raise DoesNotFit(N_("The capsules are not held on {day}."), day=resumes.isoformat())
        last = resumes - timedelta(days=1)
        for held in holds:
            if last < held.day:
                raise DoesNotFit(
                    N_("The hold begins on {first}; to take it back altogether, undo {id}."),
                    first=held.day.isoformat(),
                    id=held.record.id,
                )
        *others, newest = holds
        for held in others:  # the one with the key last: cut off in between, the same call goes on
            self._correct(whose, held, {"to": last}, why, {"writer": more.get("writer", ANYBODY)})
        return self._correct(whose, newest, {"to": last}, why, more)

    def reduce(
        self, participant: str | None, day: date, mg: Decimal, reason: str, **more: Unpack[Noted]
    ) -> str:
        """A lower level of the plan from ``day`` on."""
        return self._level(lower_levels, _NOT_LOWER, participant, day, mg, reason, more)

    def re_escalate(
        self, participant: str | None, day: date, mg: Decimal, reason: str, **more: Unpack[Noted]
    ) -> str:
        """A higher level of the plan from ``day`` on; the plan does not foresee it, so a reason is needed."""
        return self._level(higher_levels, _NOT_HIGHER, participant, day, mg, reason, more)

    def stop(self, participant: str | None, day: date, reason: str, **more: Unpack[Noted]) -> str:
        """Treatment ends for good; ``day`` is the first one without it."""
        why = _needed(reason)
        whose = self._opened.participant(participant)
        if done := self._written(more):
            return done
        for other in self._opened.diary(whose).all(Stop):
            raise DoesNotFit(
                N_("Treatment was stopped on {day} already ({id}); correct that one instead."),
                day=other.day.isoformat(),
                id=other.record.latest,
            )
        return self._write(whose, Kind.STOP, {"day": day, "reason": why}, more)

    def add_visit(
        self, participant: str | None, day: date, values: Mapping[str, Any], **more: Unpack[Noted]
    ) -> str:
        """A visit and what was recorded, by the names of a record line; a changed dose needs a reason."""
        if values.get("decision") not in (None, NOT_CHANGED):
            _needed(values.get("reason"))
        return self._write(participant, Kind.VISIT, {**values, "day": day}, more)

    def add_response(self, participant: str | None, day: date, response: str, **more: Unpack[Noted]) -> str:
        """The tumour response alone (CR, PR, SD, PD, NE after RECIST 1.1), as a visit of that day."""
        return self.add_visit(participant, day, {"response": response}, **more)

    def add_adverse_event(
        self, participant: str | None, day: date, values: Mapping[str, Any], **more: Unpack[Noted]
    ) -> str:
        """An adverse event that began on ``day``, by the names of a record line."""
        return self._write(participant, Kind.ADVERSE_EVENT, {**values, "day": day}, more)

    def add_medication(
        self, participant: str | None, day: date, values: Mapping[str, Any], **more: Unpack[Noted]
    ) -> str:
        """Another medicine from ``day`` on, by the names of a record line."""
        return self._write(participant, Kind.MEDICATION, {**values, "day": day}, more)

    def dispense(
        self, participant: str | None, day: date, mg: Decimal, capsules: int, **more: Unpack[Noted]
    ) -> str:
        """Capsules of one strength handed out."""
        return self._write(participant, Kind.DISPENSE, {"day": day, "mg": mg, "capsules": capsules}, more)

    def take_back(
        self,
        participant: str | None,
        day: date,
        mg: Decimal,
        capsules: int,
        *,
        lost: int = 0,
        **more: Unpack[Noted],
    ) -> str:
        """Capsules of one strength brought back, and those reported lost."""
        counted = {"day": day, "mg": mg, "capsules": capsules, "lost": lost}
        return self._write(participant, Kind.RETURN, counted, more)

    def _level(
        self,
        levels: Callable[[Diary, date], tuple[Decimal, ...]],
        sentence: str,
        participant: str | None,
        day: date,
        mg: Decimal,
        reason: str,
        more: Noted,
    ) -> str:
        """A level out of those that ``levels`` offers on ``day``; ``sentence`` refuses any other."""
        whose = self._opened.participant(participant)
        if done := self._written(more):
            return done
        diary = self._opened.diary(whose)
        if day > self._opened.today(whose):
            raise DoesNotFit(_TO_COME, day=day.isoformat(), mg=decimal_text(mg))
        fits = levels(diary, day)
        if mg not in fits:
            now = Calendar(diary).level_on(day)
            raise DoesNotFit(
                sentence,
                mg=decimal_text(mg) if isinstance(mg, Decimal) else mg,
                now=decimal_text(now) if now is not None else "-",
                fits=", ".join(map(decimal_text, fits)) or "-",
            )
        return self._write(whose, Kind.DOSE_LEVEL, {"day": day, "mg": mg, "reason": _needed(reason)}, more)

    def _written(self, more: Once) -> str | None:
        """The entry that was written under the key before, if any."""
        key = more.get("key")
        return None if key is None else self._opened.store.journal.find_key(key)

    def _correct(self, whose: str, fact: Fact, changed: Mapping[str, Any], why: str, more: Once) -> str:
        once: Noted = {"writer": more.get("writer", ANYBODY), "key": more.get("key")}
        line = {"id": fact.record.latest, "fields": _plain(changed), "reason": why}
        return self._write(whose, Kind.CORRECT, line, once)

    def _write(self, participant: str | None, kind: Kind, line: Mapping[str, Any], more: Noted) -> str:
        given = {**line, "kind": kind.value, "note": more.get("note"), "key": more.get("key")}
        writer = more.get("writer", ANYBODY)
        return self._diary.write(_plain(given), participant=participant, writer=writer)


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
