"""A calendar file for a phone, after RFC 5545: events at local times of one zone, and all-day ones.

What it says is handed in; nothing here knows a diary. Lines are folded at 75
octets and end in CR LF, text is escaped, and the zone is written out (section
3.6.5) for the time the events span, so that no phone has to know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

FOLD_AT = 75
"""Octets of a line without its end (RFC 5545, section 3.1)."""
_LOCAL = "%Y%m%dT%H%M%S"
_DAY = "%Y%m%d"
_LASTS = "PT15M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event, perhaps on several days running.

    ``start``: a naive local time, or a date for an all-day event. ``count``:
    days running from it, ``without``: those left out, written like ``start``.
    ``alarm``: when to ring, counted from the start (from midnight for an
    all-day event). ``sequence`` rises with every change of the same ``uid``.
    """

    uid: str
    title: str
    start: datetime | date
    count: int = 1
    without: tuple[datetime, ...] = ()
    alarm: timedelta = timedelta(0)
    sequence: int = 0
    cancelled: bool = False

    @property
    def last(self) -> date:
        """The last day of it on the calendar."""
        first = self.start.date() if isinstance(self.start, datetime) else self.start
        return first + timedelta(days=self.count - 1)


def calendar_file(events: Sequence[Event], zone: ZoneInfo, *, name: str, made_at: datetime) -> bytes:
    """The calendar of ``events`` (at least one), named ``name``, as made at ``made_at`` (aware)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Morning Diary//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    if any(isinstance(event.start, datetime) for event in events):
        lines += _zone_lines(zone, events)
    stamp = made_at.astimezone(UTC).strftime(_LOCAL) + "Z"
    for event in events:
        lines += _event_lines(event, zone, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A text value (RFC 5545, section 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> bytes:
    """A content line with its end, cut into pieces of at most 75 octets and never inside a character."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > FOLD_AT:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _event_lines(event: Event, zone: ZoneInfo, stamp: str) -> Iterator[str]:
    title = escaped(event.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield _when("DTSTART", [event.start], zone)
    if isinstance(event.start, datetime):
        yield f"DURATION:{_LASTS}"
    if event.count > 1:
        yield f"RRULE:FREQ=DAILY;COUNT={event.count}"
    if event.without:
        yield _when("EXDATE", event.without, zone)
    yield f"SUMMARY:{title}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if not event.cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{title}"
        yield f"TRIGGER:{_duration(event.alarm)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _when(name: str, moments: Sequence[datetime | date], zone: ZoneInfo) -> str:
    if isinstance(moments[0], datetime):
        return f"{name};TZID={zone.key}:" + ",".join(moment.strftime(_LOCAL) for moment in moments)
    return f"{name};VALUE=DATE:" + ",".join(moment.strftime(_DAY) for moment in moments)


def _duration(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    return f"PT{minutes}M"


# -- the zone -----------------------------------------------------------------


def _zone_lines(zone: ZoneInfo, events: Iterable[Event]) -> Iterator[str]:
    """Every change of the clocks from before the first event to after the last, each written out."""
    days = [(event.start, event.last) for event in events if isinstance(event.start, datetime)]
    first = min(start for start, _ in days) - timedelta(days=2)
    last = max(last for _, last in days) + timedelta(days=2)
    begin = first.replace(tzinfo=UTC, minute=0)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    yield from _observance(datetime(1970, 1, 1, tzinfo=UTC), begin.astimezone(zone), begin.astimezone(zone))
    for before, after in _changes(zone, begin, end):
        offset = before.utcoffset()
        assert offset is not None
        onset = (after.astimezone(UTC) + offset).replace(tzinfo=None)  # as the clock before it shows it
        yield from _observance(onset, before, after)
    yield "END:VTIMEZONE"


def _observance(onset: datetime, before: datetime, after: datetime) -> Iterator[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset.strftime(_LOCAL)}"
    yield f"TZOFFSETFROM:{before.strftime('%z')}"
    yield f"TZOFFSETTO:{after.strftime('%z')}"
    yield f"TZNAME:{after.tzname()}"
    yield f"END:{kind}"


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The last minute before each change of the zone's offset and the first one after, local."""
    at = begin
    while at < end:
        later = at + timedelta(days=1)
        if _offset(at, zone) != _offset(later, zone):
            low, high = at, later
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (low, middle) if _offset(middle, zone) != _offset(at, zone) else (middle, high)
            yield low.astimezone(zone), high.astimezone(zone)
        at = later


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()
