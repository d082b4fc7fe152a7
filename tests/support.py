"""What many tests use: clocks that are set by hand, and how often they try."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from diary_app.common.clock import Moment

ZONE = "Asia/Shanghai"
_TIMES = int(os.environ.get("DIARY_TESTS_TIMES", "1"))


def often(count: int) -> int:
    """How much a test makes up: ``count`` in the suite, several times that in ``dev.py soak examples``."""
    return count * _TIMES


class FixedClock:
    """A clock that stands still until it is set or moved.

    ``local``: wall-clock time in ``zone``, for instance ``2026-01-05T07:10``.
    The monotonic clock moves with ``advance`` only, as a real one does when
    somebody sets the wall clock.
    """

    def __init__(self, local: str = "2026-01-05T07:10", zone: str = ZONE, boot: str = "boot-1") -> None:
        self.zone = zone
        self.boot = boot
        self.monotonic = 1_000
        self.set(local)

    def set(self, local: str) -> None:
        """Put the wall clock to ``local`` without time passing."""
        wall = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(self.zone))
        self.utc = wall.astimezone(UTC)

    def advance(self, **span: float) -> None:
        """Let time pass: ``clock.advance(minutes=5)``."""
        passed = timedelta(**span)
        self.utc += passed
        self.monotonic += round(passed / timedelta(milliseconds=1))

    def now(self) -> Moment:
        """The moment it is set to."""
        return Moment(self.utc, self.zone, self.monotonic, self.boot)


class TickingClock(FixedClock):
    """A clock that moves on by one step after every reading."""

    def __init__(self, local: str = "2026-01-05T07:10", zone: str = ZONE, **step: float) -> None:
        super().__init__(local, zone)
        self.step = step or {"seconds": 1}

    def now(self) -> Moment:
        """The moment it is set to; the next reading is one step later."""
        moment = super().now()
        self.advance(**self.step)
        return moment
