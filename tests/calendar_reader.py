"""A strict reader of calendar files, written after RFC 5545 and sharing nothing with the writer.

It refuses what the standard forbids, reads a time by the VTIMEZONE in the file
and never by the computer's own, and expands the daily rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
_ONCE = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}  # what each part must have exactly once


@dataclass
class Part:
    """A component: its properties (name to parameters and raw value) and the parts in it."""

    kind: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def value(self, name: str) -> str:
        [(_, _, value)] = [line for line in self.lines if line[0] == name]
        return value

    def has(self, name: str) -> bool:
        return any(line[0] == name for line in self.lines)

    def of(self, *kinds: str) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]


def read_calendar(data: bytes) -> Part:
    """The one calendar in ``data``; an ``AssertionError`` says what the standard forbids."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    raw = data[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in raw)
    for line in raw:
        line.decode("utf-8")  # a fold inside a character would fail here
    text = data.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")
    root, open_parts = Part("FILE"), [Part("FILE")]
    root = open_parts[0]
    for line in text[:-2].split("\r\n"):
        match = _LINE.fullmatch(line)
        assert match, line
        name, value = match[1], match[3]
        given = dict(each.split("=", 1) for each in match[2].split(";")[1:])
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            _check(open_parts.pop(), value)
        else:
            open_parts[-1].lines.append((name, given, value))
    assert open_parts == [root]
    [calendar] = root.parts
    assert calendar.kind == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.parts, "a calendar without a component"
    uids = [event.value("UID") for event in calendar.of("VEVENT")]
    assert len(uids) == len(set(uids))
    return calendar


def _check(part: Part, ended: str) -> None:
    assert part.kind == ended
    names = [line[0] for line in part.lines]
    for name in _ONCE[part.kind]:
        assert names.count(name) == 1, (part.kind, name)
    if part.kind == "VEVENT":
        assert re.fullmatch(r"\d{8}T\d{6}Z", part.value("DTSTAMP"))
        assert int(part.value("SEQUENCE")) >= 0
    if part.kind == "VTIMEZONE":
        assert part.of("STANDARD", "DAYLIGHT")


def text_of(event: Part) -> str:
    """The title, unescaped."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], event.value("SUMMARY"))


def starts(event: Part) -> list[datetime | date]:
    """All starts of an event: the daily rule expanded, the exceptions taken out."""
    [(_, given, value)] = [line for line in event.lines if line[0] == "DTSTART"]
    first: datetime | date
    if given.get("VALUE") == "DATE":
        first = date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    else:
        first = datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    count = 1
    if event.has("RRULE"):
        match = re.fullmatch(r"FREQ=DAILY;COUNT=(\d+)", event.value("RRULE"))
        assert match
        count = int(match[1])
    without = set()
    if event.has("EXDATE"):
        without = {
            datetime.strptime(each, "%Y%m%dT%H%M%S")  # noqa: DTZ007
            for each in event.value("EXDATE").split(",")
        }
    every = [first + timedelta(days=n) for n in range(count)]
    assert without <= set(every), "an exception that is no start"
    return [each for each in every if each not in without]


def instant(calendar: Part, event: Part, local: datetime) -> datetime:
    """A local start in UTC, by the file's own VTIMEZONE (sections 3.3.5 and 3.6.5)."""
    [(_, given, _)] = [line for line in event.lines if line[0] == "DTSTART"]
    [zone] = [part for part in calendar.of("VTIMEZONE") if part.value("TZID") == given["TZID"]]
    onsets = sorted(
        (datetime.strptime(part.value("DTSTART"), "%Y%m%dT%H%M%S"), part)  # noqa: DTZ007
        for part in zone.of("STANDARD", "DAYLIGHT")
    )
    [*_, (onset, rule)] = [(onset, part) for onset, part in onsets if onset <= local]
    before, after = _offset(rule.value("TZOFFSETFROM")), _offset(rule.value("TZOFFSETTO"))
    # a time in the gap is read by the offset before it
    used = before if onset <= local < onset + (after - before) else after
    # a time that comes twice is the first of them: the later rule has its onset an hour ahead
    return (local - used).replace(tzinfo=UTC)


def _offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def alarm(event: Part) -> timedelta:
    """When an event rings after its start."""
    [found] = event.of("VALARM")
    match = re.fullmatch(r"PT(\d+)M", found.value("TRIGGER"))
    assert match
    return timedelta(minutes=int(match[1]))
