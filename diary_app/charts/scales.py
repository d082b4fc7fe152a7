"""From a value or a day to a place on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps ``low..high`` of the data on ``start..end`` points (``start`` may be the larger)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of ``value``; an empty range maps on its middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class DayScale:
    """Maps the days ``first..last`` on ``start..end`` points with true spacing in time."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """The place of ``day``."""
        whole = Linear(0, (self.last - self.first).days, self.start, self.end)
        return whole((day - self.first).days)


def round_down(value: float, step: float) -> float:
    """The largest multiple of ``step`` that is not above ``value``."""
    return math.floor(value / step) * step


def round_up(value: float, step: float) -> float:
    """The smallest multiple of ``step`` that is not below ``value``."""
    return math.ceil(value / step) * step
