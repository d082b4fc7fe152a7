"""Blood pressure sessions: readings of one day that belong together, and when to measure again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.facts import Pressure
from diary_app.domain.protocol import AlertLevel, AlertRule, PressureAtLeast, Protocol

Reading = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Session:
    """Readings that follow each other closely, in order (systolic, diastolic, mmHg).

    ``last_at``: when the last was taken (aware); ``None`` where no time was told.
    ``written``: place in the log of the newest record that is part of it;
    ``last_record``: id of the record in which the last reading stands.
    """

    day: date
    readings: tuple[Reading, ...]
    last_at: datetime | None = None
    written: LogPlace = (0, "")
    last_record: str = ""

    @property
    def mean(self) -> tuple[Fraction, Fraction]:
        """Mean systolic and diastolic, unrounded."""
        count = len(self.readings)
        return (
            Fraction(sum(high for high, _ in self.readings), count),
            Fraction(sum(low for _, low in self.readings), count),
        )

    @property
    def last(self) -> Reading:
        """The reading that decides about a call."""
        return self.readings[-1]


def sessions(diary: Diary, day: date, until: LogPlace | None = None) -> list[Session]:
    """The sessions of a day. A reading without a time is a session of its own.

    ``until``: as they stood at that entry.
    """
    gap = timedelta(minutes=diary.protocol_on(day).vitals.measuring.again_within_minutes)
    facts = diary.on_day(Pressure, day, until)
    timed = sorted(
        (fact for fact in facts if fact.measured_at is not None),
        key=lambda fact: (fact.measured_at, fact.order),
    )
    groups: list[list[Pressure]] = []
    for fact in timed:
        if groups and _follows(groups[-1][-1], fact, gap):
            groups[-1].append(fact)
        else:
            groups.append([fact])
    groups += [[fact] for fact in facts if fact.measured_at is None]
    return [
        Session(
            day,
            tuple(r for fact in group for r in fact.readings),
            group[-1].measured_at,
            max(fact.order for fact in group),
            group[-1].record.id,
        )
        for group in groups
    ]


def _follows(before: Pressure, after: Pressure, gap: timedelta) -> bool:
    if before.measured_at is None or after.measured_at is None:
        return False
    return after.measured_at - before.measured_at <= gap


def mean_of(readings: tuple[Reading, ...]) -> tuple[float, float]:
    """Mean of some readings as floats, unrounded."""
    high, low = Session(date.min, readings).mean
    return float(high), float(low)


@dataclass(frozen=True, slots=True)
class Again:
    """A reading over a call limit that waits for another one.

    ``limit``: the lowest one reached (mmHg). ``at``: when it was taken;
    ``until``: the call is raised if none has followed by then (both aware).
    ``rules``: codes of the rules whose call waits.
    """

    reading: Reading
    limit: Reading
    at: datetime
    until: datetime
    rules: tuple[str, ...]


def call_rules(protocol: Protocol) -> list[tuple[AlertRule, PressureAtLeast]]:
    """The rules that ask for a call the same day by one session alone, whatever else is felt."""
    return [
        (rule, rule.condition)
        for rule in protocol.alerts
        if rule.level == AlertLevel.CALL_TODAY
        and isinstance(rule.condition, PressureAtLeast)
        and rule.condition.days_running == 1
        and not rule.condition.any_sign
    ]


def reaches(reading: Reading, limit: PressureAtLeast) -> bool:
    """Systolic **or** diastolic at or over the limit."""
    return reading[0] >= limit.systolic or reading[1] >= limit.diastolic


def over_call_limit(reading: Reading, protocol: Protocol) -> bool:
    """Whether a reading asks for a call the same day."""
    return any(reaches(reading, limit) for _, limit in call_rules(protocol))


def again_wanted(readings: Sequence[Reading], protocol: Protocol) -> bool:
    """Whether the last of a session's readings is over a call limit and the first of them that is.

    A reading over the limit that follows another one is still over: that is the call itself.
    """
    over = [over_call_limit(reading, protocol) for reading in readings]
    return bool(over) and over[-1] and not any(over[:-1])


def waiting(diary: Diary, day: date, now: datetime) -> Again | None:
    """The reading of ``day`` that waits for another one at ``now`` (aware), if the call has not to stand.

    It has to where another session of the day ends over the limit too, and
    where the time to measure again is up.
    """
    protocol = diary.protocol_on(day)
    found = sessions(diary, day)
    over = [session for session in found if over_call_limit(session.last, protocol)]
    if len(over) != 1 or over[0].last_at is None or not again_wanted(over[0].readings, protocol):
        return None
    [session] = over
    assert session.last_at is not None
    until = session.last_at + timedelta(minutes=protocol.vitals.measuring.again_within_minutes)
    if not session.last_at - timedelta(minutes=1) <= now <= until:
        return None
    reached = [(rule, limit) for rule, limit in call_rules(protocol) if reaches(session.last, limit)]
    lowest = min((limit for _, limit in reached), key=lambda limit: limit.systolic)
    return Again(
        reading=session.last,
        limit=(int(lowest.systolic), int(lowest.diastolic)),
        at=session.last_at,
        until=until,
        rules=tuple(rule.code for rule, _ in reached),
    )
