"""Plan days, clock times and calendar arithmetic.

A ``day`` is the plan's day. A time before the day boundary (03:00) stands on
the clock on the day after: day 5 January, time 00:40 means 6 January 00:40.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

ONE_DAY = timedelta(days=1)
_OFFSET = re.compile(r"([+-])(\d{2}):([0-5]\d)", re.ASCII)
_FURTHEST = timedelta(hours=14)


def study_day(first_dose: date, day: date) -> int:
    """Study day of ``day``: 1 on the day of the first dose, -1 the day before, no day 0 (CDISC)."""
    distance = (day - first_dose).days
    return distance + 1 if distance >= 0 else distance


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` calendar months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def plan_day(local: datetime, boundary: time) -> date:
    """The plan's day that a clock reading falls on."""
    return local.date() - ONE_DAY if local.time() < boundary else local.date()


def clock_date(day: date, at: time, boundary: time) -> date:
    """The calendar date on which ``at`` of the plan's ``day`` stands on the clock."""
    return day + ONE_DAY if at < boundary else day


def parse_offset(text: str) -> timezone:
    """A fixed offset from ``+08:00``; raises :class:`DoesNotFit` for anything else."""
    match = _OFFSET.fullmatch(text)
    size = timedelta(hours=int(match[2]), minutes=int(match[3])) if match else None
    if match is None or size is None or size > _FURTHEST:
        raise DoesNotFit(N_("The offset {offset} is not one: write it like +08:00."), offset=repr(text))
    return timezone(-size if match[1] == "-" else size)


def find_zone(name: str) -> ZoneInfo:
    """The time zone with an IANA name; raises :class:`DoesNotFit` for an unknown one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise DoesNotFit(
            N_("The time zone {zone} is not known: write it like Asia/Shanghai."), zone=repr(name)
        ) from None


def instant(day: date, at: time, boundary: time, zone: ZoneInfo, offset: timezone | None) -> datetime:
    """The aware local instant of ``at`` on the plan's ``day``.

    With an ``offset`` that decides. Without, the zone does: a time that does
    not exist (clocks put forward) is refused, one that exists twice is the
    first of the two.
    """
    naive = datetime.combine(clock_date(day, at, boundary), at)
    if offset is not None:
        return naive.replace(tzinfo=offset)
    local = naive.replace(tzinfo=zone, fold=0)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise DoesNotFit(
            N_("{time} did not exist on {day} in {zone}: the clocks were put forward. Give another time."),
            time=at.strftime("%H:%M"),
            day=naive.date().isoformat(),
            zone=zone.key,
        )
    return local


def is_after(local: datetime, day: date, limit: time) -> bool:
    """Whether a local instant is after ``limit`` on the plan's ``day`` (on the clock of the instant)."""
    return local.replace(tzinfo=None) > datetime.combine(day, limit)


def offset_of(local: datetime) -> str:
    """The offset of an aware time as ``+08:00``."""
    text = local.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def local_text(local: datetime) -> str:
    """An aware local time as the log writes it: ``2026-01-06T00:40:00+08:00``."""
    return local.replace(microsecond=0).isoformat()
