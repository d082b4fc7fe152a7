"""A measurements page that was left before saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was left before saving."""

    day: date
    values: Mapping[str, str]
    late: str = ""  # why a past day is written down only now

    def as_json(self) -> dict[str, Any]:
        """As the encrypted draft holds it."""
        return {"day": self.day.isoformat(), "values": dict(self.values), "late": self.late}

    @classmethod
    def read(cls, page: Mapping[str, Any]) -> Kept:
        """What ``as_json`` gave."""
        return cls(date.fromisoformat(page["day"]), dict(page["values"]), page.get("late", ""))
