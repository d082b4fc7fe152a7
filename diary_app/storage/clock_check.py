"""Whether the wall clock can be believed, from the entries written before."""

from __future__ import annotations

from datetime import timedelta

from diary_app.common.clock import Moment
from diary_app.domain.log.entry import Entry

MOST_JUMP = timedelta(minutes=2)


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
    wall = now.utc - same_boot.entered_at
    steady = timedelta(milliseconds=now.monotonic - same_boot.monotonic)
    return abs(wall - steady) > MOST_JUMP
