"""What Today shows, as one load gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.call_state import CallState
from diary_app.ui.pages.today.due_card import DueState
from diary_app.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows: the day, and what was begun and not finished."""

    view: TodayView
    questionnaire_begun: bool
    symptoms_kept: bool
    left: Mapping[str, Any] | None
    calls: CallState


def signature(view: TodayView, due: DueState) -> object:
    """What the cards show; the clock alone does not rebuild them."""
    doses = tuple(dose.record.latest for dose in view.doses_today)
    alerts = tuple((alert.rule.code, alert.day) for alert in view.alerts)
    state = view.status.day_state
    return (
        view.day,
        view.strip,
        doses,
        alerts,
        view.again,
        state.status,
        view.status.awaiting_start,
        view.next_start,
        view.next_visit,
        due,
        bool(view.symptoms) and any(view.symptoms.values()),
        bool(view.symptoms),
    )


class Opening(Label):
    """One calm line until the first day has come; it holds the focus meanwhile, without a ring."""

    without_ring = True

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, kit.tr("Opening your diary…"), "small-title", "ink-2")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
