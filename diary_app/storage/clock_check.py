"""Whether the wall clock can be believed, from the entries written before, and what is logged of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from diary_app.common.clock import Moment
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import STORE_CHAIN, By, Entry, Kind, Role, instant_text

MOST_JUMP = timedelta(minutes=2)
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)


def is_suspect(now: Moment, newest: Entry | None, same_boot: Entry | None) -> bool:
    """Whether somebody or something set the clock since the store last wrote.

    ``newest``: the entry this store wrote last; a wall clock before it went
    backwards. ``same_boot``: the last one since the computer started; since
    then the wall clock must have moved as far as the monotonic one, within two
    minutes.
    """
    if newest is not None and now.utc < newest.entered_at:
        return True
    if same_boot is None:
        return False
    return abs(now.utc - _expected(now, same_boot)) > MOST_JUMP


def clock_acts(now: Moment, newest: Entry | None, same_boot: Entry | None) -> Iterator[Act]:
    """What is to be logged before an act, of the clock it is entered by.

    ``zone``: another time zone than that of the entry before, ``seconds`` how far
    its offset is from that entry's. ``jump``: the clock was set; ``from`` is what it
    should have said (after a restart: at the least), ``seconds`` how far it
    moved. Summer time begins and ends within one zone and is neither.
    """
    if newest is not None and newest.entered_zone != now.zone:
        yield _act("zone", newest.entered_zone, now.zone, _between_zones(now, newest))
    if is_suspect(now, newest, same_boot):
        before = _should_say(now, newest, same_boot)
        moved = round((now.utc - before).total_seconds())
        yield _act("jump", instant_text(before), instant_text(now.utc), moved)


def _should_say(now: Moment, newest: Entry | None, same_boot: Entry | None) -> datetime:
    if same_boot is not None:
        return _expected(now, same_boot)
    return now.utc if newest is None else newest.entered_at


def _expected(now: Moment, same_boot: Entry) -> datetime:
    """What the wall clock would say, had it run as the steady one did."""
    passed = timedelta(milliseconds=now.monotonic - same_boot.monotonic)
    try:
        return same_boot.entered_at + passed
    except OverflowError:  # a steady clock that leapt out of the calendar; writing goes on
        return _EARLIEST if passed < timedelta(0) else datetime.max.replace(tzinfo=UTC)


def _between_zones(now: Moment, newest: Entry) -> int:
    """Seconds from the offset of the entry before to the present one."""
    offset = now.local.utcoffset() or timedelta(0)
    sign = -1 if newest.entered_offset.startswith("-") else 1
    hours, minutes = int(newest.entered_offset[1:3]), int(newest.entered_offset[4:6])
    return round(offset.total_seconds()) - sign * (hours * 3600 + minutes * 60)


def _act(what: str, before: str, after: str, seconds: int) -> Act:
    payload = {"what": what, "from": before, "to": after, "seconds": seconds}
    return Act(kind=Kind.CLOCK, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)
