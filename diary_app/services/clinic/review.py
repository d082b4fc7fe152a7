"""Alerts to review: a row each until the clinic writes what was done, and those that were reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.alerts import Alert
from diary_app.domain.clinic.patient_row_alerts import met
from diary_app.domain.clinic.review import DONE, Raised, all_raised, to_review
from diary_app.domain.diary import Diary
from diary_app.domain.facts import AlertAnswer, Reviewed
from diary_app.domain.log.entry import Kind
from diary_app.domain.protocol import AlertRule, Protocol
from diary_app.domain.writing.fields import named
from diary_app.services.clinic.patients import PatientsService
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

OTHER = "other"
WAITING, EVERY, REVIEWED = "waiting", "all", "reviewed"
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody at home said they did; ``done``: a code of ``domain.calls.Done``, ``by``: whose hand."""

    done: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the clinic wrote; ``entry``: the id to undo it by."""

    entry: str
    actor: str
    at: datetime
    done: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """An alert of one participant. ``id``: for :meth:`ReviewService.answer`.

    ``code`` and ``values``: what met the rule (``domain.clinic.patient_row_alerts.met``).
    ``again``: it was reviewed, and something new met the rule since.
    """

    id: str
    participant: str
    rule: AlertRule
    level: str
    day: date
    code: str
    values: Mapping[str, str]
    said: tuple[Said, ...]
    protocol: Protocol
    reviewed: Review | None
    again: bool


class ReviewService:
    """Every alert raised in a diary, and what the clinic did about it."""

    def __init__(self, opened: Opened, diary: DiaryService, patients: PatientsService) -> None:
        self._opened = opened
        self._diary = diary
        self._patients = patients

    def rows(self, participant: str | None = None, show: str = WAITING) -> list[ReviewRow]:
        """Alerts, the most urgent first, then by day; of one participant, else of all.

        ``show``: ``waiting`` for an answer, ``reviewed`` (the newest day
        first) or ``all``.
        """
        whose = self._whose(show) if participant is None else [self._opened.participant(participant)]
        found = [row for each in whose for row in self._of(each, show)]
        if show == REVIEWED:
            return sorted(found, key=lambda row: (row.day, row.participant, row.rule.code), reverse=True)
        return sorted(found, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))

    def count(self) -> int:
        """How many wait, from the summaries that are at hand."""
        return sum(row.to_review for row in self._patients.known_rows())

    def answer(
        self,
        row_id: str,
        done: str,
        note: str | None = None,
        *,
        writer: Writer = ANYBODY,
        key: str | None = None,
    ) -> str:
        """Write what was done about an alert (one of ``domain.clinic.review.DONE``); the entry's id.

        Raises :class:`DoesNotFit` for an id that is none, and where ``other``
        comes without a note.
        """
        participant, rule, day = _parts(row_id)
        if done == OTHER and not (note or "").strip():
            raise DoesNotFit(N_("Say in the note what was done."))
        line = {"kind": Kind.REVIEWED.value, "day": day, "rule": rule, "done": done, "note": note, "key": key}
        given = {name: value for name, value in line.items() if value is not None}
        return self._diary.write(given, participant=participant, writer=writer)

    def _whose(self, show: str) -> Iterable[str]:
        if show == WAITING:
            return [row.participant for row in self._patients.rows() if row.to_review]
        if show == REVIEWED:
            written = self._opened.store.records.records(kind=Kind.REVIEWED.value)
            return sorted({one.participant for one in written if one.participant and not one.void})
        return self._opened.participants()

    def _of(self, participant: str, show: str) -> list[ReviewRow]:
        diary = self._opened.look_at(participant)
        raised = to_review(diary) if show == WAITING else all_raised(diary)
        wanted = [one for one in raised if show != REVIEWED or one.reviewed is not None]
        return [_row(diary, one) for one in wanted]


def row_id(participant: str, rule: str, day: date) -> str:
    """How an alert is named: whose it is, its rule and its day."""
    return f"{participant}/{rule}/{day.isoformat()}"


def _parts(text: str) -> list[str]:
    parts = text.rsplit("/", _PARTS - 1)
    if len(parts) != _PARTS:
        raise DoesNotFit(N_("{id} names no alert; diary-app review list names them."), id=named(text))
    return parts


def _row(diary: Diary, one: Raised) -> ReviewRow:
    code, values = met(diary, one)
    return ReviewRow(
        id=row_id(diary.participant, one.rule.code, one.day),
        participant=diary.participant,
        rule=one.rule,
        level=one.rule.level.value,
        day=one.day,
        code=code,
        values=values,
        said=tuple(_said(answer) for answer in one.answered),
        protocol=diary.protocol_on(one.day),
        reviewed=_review(one.reviewed) if one.reviewed else None,
        again=one.reviewed is None and bool(one.before),
    )


def _said(answer: AlertAnswer) -> Said:
    return Said(done=answer.done, by=answer.record.by, at=answer.record.entered_at)


def _review(review: Reviewed) -> Review:
    record = review.record
    return Review(
        entry=record.id, actor=record.actor, at=record.entered_at, done=review.done, note=record.note
    )


__all__ = ["DONE", "EVERY", "OTHER", "REVIEWED", "WAITING", "Review", "ReviewRow", "ReviewService", "Said"]
