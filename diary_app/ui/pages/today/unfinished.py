"""What somebody began to fill in on Today: kept encrypted when the page is left, there again later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from diary_app.services.today import TodayView
from diary_app.ui.pages.today.acts import CapsuleActs
from diary_app.ui.pages.today.cards import DayCard
from diary_app.ui.pages.today.due_card import DueCard
from diary_app.ui.pages.today.forms import CardForm, Origin, put_fasting
from diary_app.ui.pages.today.past_day import PAST_REASON, PAST_TIME, PastDays

_DUE = "due"  # the stomach question, answered before the capsule was written down
_NEXT_DAY = {"earlier": PAST_TIME, "not_taken": PAST_REASON}  # what a form of a day is from the next day on


class Host(Protocol):
    """What this needs of the page."""

    view: TodayView | None
    card: DayCard | None


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

    def on(self, day: str) -> Unfinished:
        """What it is on another day: a form about its own day has become one about a past day."""
        past = _NEXT_DAY.get(self.origin.name)
        if day == self.day or past is None:
            return self
        return Unfinished(self.day, Origin(past, self.day), self.values)


def unfinished_on(host: Host) -> Unfinished | None:
    """What is on the page and was not written down; nothing where nobody filled in anything."""
    view, card = host.view, host.card
    if view is None:
        return None
    day = view.day.isoformat()
    if isinstance(card, CardForm) and card.origin.name and card.touched:
        return Unfinished(day, card.origin, card.values())
    if isinstance(card, DueCard) and card.stomach.fasting != "unknown":
        return Unfinished(day, Origin(_DUE), {"fasting": card.stomach.fasting})
    return None


def open_again(left: Unfinished, host: Host, acts: CapsuleActs, past_days: PastDays) -> bool:
    """Put what was left back where it stood; whether a form was opened.

    What no longer fits (its capsule was written down meanwhile) is passed over.
    """
    if host.view is None or isinstance(host.card, CardForm):
        return False
    today = host.view.day.isoformat()
    if left.origin.name == _DUE:
        if isinstance(host.card, DueCard) and left.day == today:
            put_fasting(host.card.stomach, left.values.get("fasting", ""))
        return False
    left = left.on(today)
    acts.open_again(left.origin)
    past_days.open_again(left.origin)
    form = host.card
    if not isinstance(form, CardForm) or form.origin != left.origin:
        return False
    form.put_values(left.values)
    return True
