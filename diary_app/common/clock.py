"""The one source of the present moment, handed in so that tests can set it."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

_LATEST = datetime(9998, 12, 31, tzinfo=UTC)
"""A clock set to the calendar's end is read as this: zones and plans reach beyond the present day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the clocks.

    ``utc``: wall clock, aware, in UTC, whole milliseconds. ``zone``: IANA name
    of the computer's time zone. ``monotonic``: milliseconds since some point
    of this boot, sleep included. ``boot``: text that differs from boot to boot.
    """

    utc: datetime
    zone: str
    monotonic: int
    boot: str

    @property
    def local(self) -> datetime:
        """The wall clock in the computer's zone."""
        return self.utc.astimezone(ZoneInfo(self.zone))


class Clock(Protocol):
    """Anything that can tell the present moment."""

    def now(self) -> Moment:
        """Read all clocks at once."""
        ...


@lru_cache(maxsize=1)
def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:  # not Linux: this process stands for its boot
        return str(uuid4())


def _since_boot() -> int:
    """Milliseconds of a clock that goes on while the computer sleeps.

    ``time.monotonic`` stops there on Linux and macOS, and every morning would
    look like a clock put forward.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC" if sys.platform == "darwin" else ""):
        clock = getattr(time, name, None) if name else None
        if clock is not None:
            return time.clock_gettime_ns(clock) // 1_000_000
    return time.monotonic_ns() // 1_000_000


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> Moment:
        """Read wall clock, zone and monotonic clock."""
        from tzlocal import get_localzone_name

        instant = min(datetime.now(UTC), _LATEST)
        whole = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
        return Moment(whole, get_localzone_name() or "UTC", _since_boot(), _boot_id())
