"""What was begun on Today and not finished: its forms, and the stomach question of the open card."""

from __future__ import annotations

from typing import Protocol

from diary_app.services.today_view import TodayView
from diary_app.ui.pages.forms.card import CardForm, Origin
from diary_app.ui.pages.forms.past_day import PastDays
from diary_app.ui.pages.forms.unfinished import Unfinished
from diary_app.ui.pages.forms.values import put_fasting
from diary_app.ui.pages.today.acts import CapsuleActs
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.due_card import DueCard

_DUE = "due"  # the stomach question, answered before the capsule was written down


class Host(Protocol):
    """What this needs of the page."""

    view: TodayView | None
    card: DayCard | None


def unfinished_card(host: Host) -> Unfinished | None:
    """The stomach question, answered on a card that is still due."""
    view, card = host.view, host.card
    if view is None or not isinstance(card, DueCard) or card.stomach.fasting == "unknown":
        return None
    return Unfinished(view.day.isoformat(), Origin(_DUE), {"fasting": card.stomach.fasting})


def open_again(left: Unfinished, host: Host, acts: CapsuleActs, past_days: PastDays) -> None:
    """Open what was left where it stood, as ``left`` of today.

    What no longer fits (its capsule was written down meanwhile) is passed over.
    """
    if host.view is None or isinstance(host.card, CardForm):
        return
    if left.origin.name != _DUE:
        acts.open_again(left.origin)
        past_days.open_again(left.origin)
    elif isinstance(host.card, DueCard) and left.day == host.view.day.isoformat():
        put_fasting(host.card.stomach, left.values.get("fasting", ""))
