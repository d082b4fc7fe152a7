"""The program's own codes in words."""

from __future__ import annotations

from collections.abc import Mapping

from diary_app.common.i18n import N_

MARKS = ("off_plan", "late", "late_entry", "duplicate", "conflict", "undone")
CODES: Mapping[str, str] = {
    # dose status of a record and of a day
    "taken": N_("taken"),
    "not_taken": N_("not taken"),
    "due": N_("due"),
    "not_recorded": N_("not recorded"),
    "not_due": N_("no capsule due"),
    "held": N_("held by the clinic"),
    # stomach
    "yes": N_("yes"),
    "no": N_("no"),
    "unknown": N_("unknown"),
    # vitals
    "bp": N_("blood pressure"),
    "weight": N_("weight (kg)"),
    "temperature": N_("temperature (°C)"),
    # questionnaires
    "early": N_("early"),
    "in_window": N_("in its window"),
    "unscheduled": N_("not planned"),
    "not_yet": N_("not yet open"),
    "open": N_("open"),
    "done": N_("done"),
    "missed": N_("missed"),
    "none": N_("none planned"),
    # who told of a cycle's start
    "clinic": N_("clinic"),
    "participant, told by clinic": N_("participant, told by clinic"),
    # marks
    "off_plan": N_("off plan"),
    "late": N_("late"),
    "late_entry": N_("entered later"),
    "duplicate": N_("another one counts"),
    "conflict": N_("corrected twice"),
    "undone": N_("undone"),
    # calls
    "emergency": N_("EMERGENCY"),
    "call_today": N_("call today"),
    "call_soon": N_("call in 1-2 days"),
}
