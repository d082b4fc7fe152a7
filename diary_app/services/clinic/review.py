"""Alerts to review: a row each until the clinic writes what was done, and those that were reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.alerts import Alert
from diary_app.domain.clinic.review import DONE, all_raised, to_review
from diary_app.domain.log.entry import Kind
from diary_app.domain.protocol import AlertRule, Protocol
from diary_app.domain.writing.fields import named
from diary_app.services.clinic.cache import ALERTS
from diary_app.services.clinic.patients import PatientsService
from diary_app.services.clinic.review_kept import KeptAlert, Review, Said, as_kept
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

OTHER = "other"
WAITING, EVERY, REVIEWED = "waiting", "all", "reviewed"
_PARTS = 3
_Told = TypeVar("_Told", Said, Review)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """An alert of one participant. ``id``: for :meth:`ReviewService.answer`.

    ``code`` and ``values``: what met the rule (``domain.clinic.patient_row_alerts.met``).
    ``again``: it was reviewed, and something new met the rule since. ``others``:
    what the clinic wrote besides ``reviewed``, before it or in another store.
    Their moments are in the store's zone.
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
    others: tuple[Review, ...]
    again: bool


class ReviewService:
    """Every alert raised in a diary, and what the clinic did about it."""

    def __init__(self, opened: Opened, diary: DiaryService, patients: PatientsService) -> None:
        self._opened = opened
        self._diary = diary
        self._patients = patients
        self._plans: dict[str, Protocol] = {}

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
            self._patients.complete()
            found = self.known_waiting()
        else:
            self._patients.complete()
            found = [*(self.rows() if show == EVERY else ()), *self.reviewed(limit)]
        if show == REVIEWED:
            return sorted(found, key=_newest, reverse=True)
        return sorted(found, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))

    def known_waiting(self) -> list[ReviewRow]:
        """Those that wait, of the participants who are summarised already; at once."""
        found = (self._told(whose, alert) for whose, alert in self._kept() if alert.reviewed is None)
        return sorted(found, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))

    def reviewed(self, limit: int | None = None) -> list[ReviewRow]:
        """Those that were reviewed and do not wait again, the newest day first; at most ``limit``.

        Of the participants who are summarised already.
        """
        found = [(whose, alert) for whose, alert in self._kept() if alert.reviewed is not None]
        found.sort(key=lambda one: (one[1].day, one[0], one[1].rule), reverse=True)
        return [self._told(whose, alert) for whose, alert in found[:limit]]

    def counts(self) -> tuple[int, int]:
        """How many wait and how many are reviewed, as far as it is known at once."""
        every = [alert.reviewed is None for _, alert in self._kept()]
        return every.count(True), every.count(False)

    def count(self) -> int:
        """How many wait, from the summaries that are at hand."""
        return self.counts()[0]

    def _kept(self) -> Iterator[tuple[str, KeptAlert]]:
        """Every alert of everybody who is summarised, with whose it is."""
        for whose, alerts in self._patients.parts(ALERTS).items():
            yield from ((whose, alert) for alert in alerts)

    def _told(self, whose: str, alert: KeptAlert) -> ReviewRow:
        return _row(whose, alert, self._plan(whose, alert), self._opened.zone)

    def _plan(self, whose: str, alert: KeptAlert) -> Protocol:
        """The plan that was in force; read from one diary of all that are kept by it."""
        if alert.plan not in self._plans:
            self._plans[alert.plan] = self._opened.look_at(whose).protocol_on(alert.day)
        return self._plans[alert.plan]

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
        zone = self._opened.zone
        return [_row(participant, as_kept(diary, one), diary.protocol_on(one.day), zone) for one in wanted]


def _newest(row: ReviewRow) -> tuple[date, str, str]:
    return row.day, row.participant, row.rule.code


def row_id(participant: str, rule: str, day: date) -> str:
    """How an alert is named: whose it is, its rule and its day."""
    return f"{participant}/{rule}/{day.isoformat()}"


def _parts(text: str) -> list[str]:
    parts = text.rsplit("/", _PARTS - 1)
    if len(parts) != _PARTS:
        raise DoesNotFit(N_("{id} names no alert; diary-app review list names them."), id=named(text))
    return parts


def _local(told: _Told, zone: ZoneInfo) -> _Told:
    """By the clock of the store: a call before eight in China is not of the day before."""
    return replace(told, at=told.at.astimezone(zone))


def _row(participant: str, alert: KeptAlert, plan: Protocol, zone: ZoneInfo) -> ReviewRow:
    rule = plan.alert_rule(alert.rule)
    assert rule is not None, alert.rule  # the plan whose rule was met
    return ReviewRow(
        id=row_id(participant, alert.rule, alert.day),
        participant=participant,
        rule=rule,
        level=alert.level,
        day=alert.day,
        code=alert.code,
        values=alert.values,
        said=tuple(_local(each, zone) for each in alert.said),
        protocol=plan,
        reviewed=_local(alert.reviewed, zone) if alert.reviewed else None,
        others=tuple(_local(each, zone) for each in alert.others),
        again=alert.again,
    )


__all__ = ["DONE", "EVERY", "OTHER", "REVIEWED", "WAITING", "Review", "ReviewRow", "ReviewService", "Said"]
