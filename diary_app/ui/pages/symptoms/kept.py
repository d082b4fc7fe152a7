"""What the symptom page loads, and what it keeps when it is left before saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from diary_app.domain.protocol import Sign


@dataclass(frozen=True)
class Kept:
    """A page that was left before saving."""

    day: date
    severities: dict[str, int]
    note: str
    signs: dict[str, bool] = field(default_factory=dict)
    late: str = ""  # why a past day is written down only now

    def as_json(self) -> dict[str, Any]:
        """As the encrypted draft holds it."""
        kept = {"severities": self.severities, "note": self.note, "signs": self.signs, "late": self.late}
        return {"day": self.day.isoformat(), **kept}

    @classmethod
    def read(cls, page: Mapping[str, Any]) -> Kept:
        """What ``as_json`` gave."""
        day, signs = date.fromisoformat(page["day"]), dict(page.get("signs", {}))
        return cls(day, dict(page["severities"]), page["note"], signs, page.get("late", ""))


@dataclass(frozen=True)
class Loaded:
    """What is saved about a day, the signs to ask about, and the page that was left unsaved.

    ``today``: whether it is the plan's present day.
    """

    day: date
    today: bool
    severities: dict[str, int]
    answers: dict[str, bool]
    signs: tuple[Sign, ...]
    draft: Kept | None
