"""Alerts to review: a row each until the clinic writes what was done, and those that were reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.alerts import Alert
from diary_app.domain.calls import answers
from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.clinic.patient_row_alerts import met
from diary_app.domain.clinic.review import DONE, Raised, alert_of, all_raised, to_review
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
_ABOUT_ALERTS = (Kind.ALERT_ANSWERED, Kind.REVIEWED)


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

    def rows(
        self, participant: str | None = None, show: str = WAITING, limit: int | None = None
    ) -> list[ReviewRow]:
        """Alerts, the most urgent first, then by day; of one participant, else of all.

        ``show``: ``waiting`` for an answer, ``reviewed`` (the newest day
        first, ``limit`` of them at most) or ``all``. Of everybody, those that
        wait are told from the summaries that the patients list keeps.
        """
        if participant is not None:
            found = self._of(self._opened.participant(participant), show)
        elif show == WAITING:
            self._patients.rows()  # what is not summarised yet is read first
            found = self.known_waiting()
        else:
            found = [*(self.rows() if show == EVERY else ()), *self.reviewed(limit)]
        if show == REVIEWED:
            return sorted(found, key=_newest, reverse=True)
        return sorted(found, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))

    def known_waiting(self) -> list[ReviewRow]:
        """Those that wait, of the participants who are summarised already; at once."""
        parts = self._opened.parts(_ABOUT_ALERTS)
        found = [
            waiting
            for row in self._patients.known_rows()
            for alert in row.alerts
            if (waiting := _waiting(parts[row.participant], alert)) is not None
        ]
        return sorted(found, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))

    def reviewed(self, limit: int | None = None) -> list[ReviewRow]:
        """Those that were reviewed and do not wait again, the newest day first; at most ``limit``."""
        wanted = self._reviews()[:limit]
        diaries = {whose: self._opened.look_at(whose) for whose in {whose for whose, _ in wanted}}
        found = (_reviewed(diaries[whose], review) for whose, review in wanted)
        return [row for row in found if row is not None]

    def counts(self) -> tuple[int, int]:
        """How many wait, as far as it is known at once, and how many are reviewed."""
        return self.count(), len(self._reviews())

    def _reviews(self) -> list[tuple[str, Reviewed]]:
        """The review that stands for each alert that does not wait, the newest day first."""
        waiting = {
            (row.participant, alert.rule, alert.day)
            for row in self._patients.known_rows()
            for alert in row.alerts
        }
        last: dict[tuple[str, str, date], Reviewed] = {}
        for whose, part in self._opened.parts(_ABOUT_ALERTS).items():
            last |= {(whose, each.rule, each.day): each for each in part.all(Reviewed)}
        standing = [(key[0], review) for key, review in last.items() if key not in waiting]
        return sorted(standing, key=lambda one: (one[1].day, one[0], one[1].rule), reverse=True)

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

    def _of(self, participant: str, show: str) -> list[ReviewRow]:
        diary = self._opened.look_at(participant)
        raised = to_review(diary) if show == WAITING else all_raised(diary)
        wanted = [one for one in raised if show != REVIEWED or one.reviewed is not None]
        return [_row(diary, one) for one in wanted]


def _newest(row: ReviewRow) -> tuple[date, str, str]:
    return row.day, row.participant, row.rule.code


def _waiting(part: Diary, alert: RowAlert) -> ReviewRow | None:
    """An alert of a summary; ``part`` holds what was said and reviewed."""
    plan = part.protocol_on(alert.day)
    rule = plan.alert_rule(alert.rule)
    if rule is None:
        return None
    before = [one for one in part.on_day(Reviewed, alert.day) if one.rule == alert.rule]
    return ReviewRow(
        id=row_id(part.participant, alert.rule, alert.day),
        participant=part.participant,
        rule=rule,
        level=alert.level,
        day=alert.day,
        code=alert.code,
        values=alert.values,
        said=tuple(_said(answer) for answer in answers(part, rule, alert.day)),
        protocol=plan,
        reviewed=None,
        again=bool(before),
    )


def _reviewed(diary: Diary, review: Reviewed) -> ReviewRow | None:
    """A review and its alert, as it stands now; one whose reading was taken back since says so."""
    found = alert_of(diary, review.rule, review.day)
    rule = diary.protocol_on(review.day).alert_rule(review.rule)
    if found is None and rule is not None:
        found = Raised(rule, review.day, tuple(answers(diary, rule, review.day)), True, review, ())
    return None if found is None else replace(_row(diary, found), reviewed=_review(review), again=False)


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
