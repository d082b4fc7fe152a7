"""Which pages there are, in which order, and which of them the rail shows."""

from __future__ import annotations

from diary_app.common.i18n import N_
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.rail import RailEntry

TODAY, SYMPTOMS, QUESTIONS, SHARE, SETTINGS = "today", "symptoms", "questions", "share", "settings"
DIARY = "diary"
VITALS = "vitals"
RESULTS = "results"
HELP = "help"

_ON_THE_RAIL = (
    (TODAY, "house", N_("Today")),
    (DIARY, "calendar-days", N_("Diary")),
    (QUESTIONS, "clipboard-list", N_("Questions")),
    (RESULTS, "chart-line", N_("Results")),
    (SHARE, "share-2", N_("Share")),
)
_AT_THE_FOOT = (
    (HELP, "circle-question-mark", N_("Help")),
    (SETTINGS, "settings", N_("Settings")),
)

RAIL_OF = {SYMPTOMS: TODAY, VITALS: TODAY}
"""Pages without a place of their own on the rail, and the item that stands for them."""


def rail_entries(kit: Kit, *, scores: bool) -> list[RailEntry]:
    """The items of the rail, in order; Ctrl+1 opens the first. ``scores``: patients may see them."""
    shown = [entry for entry in _ON_THE_RAIL if scores or entry[0] != RESULTS]
    return [RailEntry(key, icon, kit.tr(label)) for key, icon, label in shown]


def foot_entries(kit: Kit) -> list[RailEntry]:
    """The items at the foot of the rail."""
    return [RailEntry(key, icon, kit.tr(label)) for key, icon, label in _AT_THE_FOOT]
