"""What somebody began to fill in: kept encrypted when the page is left, there again later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diary_app.ui.pages.forms.card import Origin
from diary_app.ui.pages.forms.past_day import PAST_REASON, PAST_TIME

_NEXT_DAY = {"earlier": PAST_TIME, "not_taken": PAST_REASON}  # what a form of a day is from the next day on
_OF_THE_DAY = {*_NEXT_DAY, "another"}  # what they write down is of the day it is then


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form, or the open card, with what stood in it."""

    day: str
    origin: Origin
    values: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """As the encrypted draft holds it."""
        return {
            "day": self.day,
            "name": self.origin.name,
            "about": self.origin.about,
            "values": dict(self.values),
        }

    @classmethod
    def read(cls, draft: Mapping[str, Any]) -> Unfinished:
        """What ``as_json`` gave."""
        return cls(draft["day"], Origin(draft["name"], draft["about"]), draft["values"])

    @property
    def outlives_its_day(self) -> bool:
        """Whether the form that stands open means the same once another day has begun."""
        return self.origin.name not in _OF_THE_DAY

    def on(self, day: str) -> Unfinished:
        """What it is on another day: a form about its own day has become one about a past day."""
        past = _NEXT_DAY.get(self.origin.name)
        if day == self.day or past is None:
            return self
        return Unfinished(self.day, Origin(past, self.day), self.values)
