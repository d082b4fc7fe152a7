"""What a checked line becomes, and the setting it is checked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.cycle import Calendar
from diary_app.domain.days import (
    clock_date,
    find_zone,
    instant,
    local_text,
    offset_of,
    parse_offset,
    plan_day,
)
from diary_app.domain.diary import Diary
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import LONGEST_NOTE, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a line is checked against.

    ``now``: aware, in the store's ``zone``. ``staff``: written in a clinic
    store. ``wording``: id, version, language and sha256 of the pack in use.
    ``without``: id of the record being corrected, left out of comparisons.
    """

    diary: Diary
    now: datetime
    zone: str
    staff: bool
    wording: Mapping[str, Any]
    without: str | None = None

    @property
    def calendar(self) -> Calendar:
        """The cycles as they really began."""
        return Calendar(self.diary)

    def today(self) -> date:
        """The plan's present day."""
        return plan_day(self.now, self.diary.protocol.regimen.day_boundary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A checked line: ready to become an act."""

    kind: Kind
    about: dict[str, str]
    payload: dict[str, Any]
    note: str | None = None
    corrects: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day and clock time a line is about."""

    day: date
    time: time | None
    local: datetime | None
    about: dict[str, str] = field(default_factory=dict)

    @property
    def local_text(self) -> str | None:
        """The aware local time as the log writes it."""
        return None if self.local is None else local_text(self.local)


def read_when(fields: Fields, setting: Setting, *, future: bool = False, name: str = "day") -> When:
    """Day, time, offset and zone of a line; refuses a day that has not come unless ``future``."""
    day = fields.day(name)
    at = fields.optional_time()
    zone_name = fields.optional_text("zone")
    offset_text = fields.optional_text("offset")
    zone = find_zone(zone_name or setting.zone)
    offset = parse_offset(offset_text) if offset_text else None
    boundary = setting.diary.protocol_on(day).regimen.day_boundary
    # a time after midnight stands on the clock's next date, and that date must have come too
    on_clock = day if at is None else clock_date(day, at, boundary)
    if not future and on_clock > setting.now.astimezone(zone).date():
        raise DoesNotFit(N_("The day {day} has not come yet."), day=on_clock.isoformat())
    about = {"day": day.isoformat()}
    if at is None:
        about |= {key: text for key, text in (("offset", offset_text), ("zone", zone_name)) if text}
        return When(day, None, None, about)
    local = instant(day, at, boundary, zone, offset)
    about |= {"time": at.strftime("%H:%M"), "offset": offset_of(local)}
    if zone_name or not offset_text:
        about["zone"] = zone.key
    return When(day, at, _with_fixed_offset(local, zone), about)


def _with_fixed_offset(local: datetime, zone: ZoneInfo) -> datetime:
    return local.astimezone(parse_offset(offset_of(local))) if local.tzinfo is zone else local


def read_note(fields: Fields) -> str | None:
    """The free text of a line."""
    return fields.optional_text("note", LONGEST_NOTE)


def refuse_before_study(when: When, setting: Setting) -> None:
    """Refuse a day that lies further before study day 1 than the plan's screening days."""
    refuse_day_before_study(when.day, setting.diary, setting.calendar.first_dose)


def refuse_day_before_study(day: date, diary: Diary, first: date | None) -> None:
    """The same of a day alone; ``first``: the first dose, where one is known."""
    days = diary.protocol.screening_days
    if first is not None and (first - day).days > days:
        raise DoesNotFit(
            N_("The day {day} lies more than {days} days before the first dose ({first})."),
            day=day.isoformat(),
            days=days,
            first=first.isoformat(),
        )
