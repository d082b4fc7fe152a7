"""The program's own codes in words."""

from __future__ import annotations

from collections.abc import Mapping

from diary_app.common.i18n import N_

MARKS = ("off_plan", "long", "skips_level", "late", "late_entry", "duplicate", "conflict", "undone")
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
    "overdue": N_("overdue"),
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
    "replaced": N_("replaced"),
    # signatures
    "signature_holds": N_("holds"),
    "signature_broken": N_("no longer holds: changed afterwards"),
    "long": N_("longer than the plan foresees"),
    "skips_level": N_("a level was left out"),
    # the clinic's decisions
    "start": N_("cycle start"),
    "delay": N_("cycle start, delayed"),
    "hold": N_("hold"),
    "reduce": N_("reduced"),
    "re_escalate": N_("raised again"),
    "level": N_("dose level"),
    "stop": N_("stopped"),
    "cycle_start": N_("cycle start, another one counts"),
    "dose_level": N_("dose level"),
    # a visit's dose decision, and what was done about an event
    "not_changed": N_("dose not changed"),
    "reduced": N_("dose reduced"),
    "interrupted": N_("interrupted"),
    "withdrawn": N_("withdrawn"),
    "increased": N_("dose increased"),
    "not_applicable": N_("not applicable"),
    "not_related": N_("not related"),
    "unlikely": N_("unlikely"),
    "possible": N_("possible"),
    "related": N_("related"),
    "recovered": N_("recovered"),
    "recovered_sequelae": N_("recovered, with lasting effects"),
    "recovering": N_("recovering"),
    "not_recovered": N_("not recovered"),
    "fatal": N_("fatal"),
    # why an adverse event is serious
    "death": N_("death"),
    "life_threatening": N_("life-threatening"),
    "hospitalisation": N_("hospital"),
    "disability": N_("lasting disability"),
    "congenital_anomaly": N_("congenital anomaly"),
    "medically_important": N_("medically important"),
    # capsules
    "dispense": N_("handed out"),
    "return": N_("brought back"),
    # what the clinic did about an alert
    "called": N_("called"),
    "called_emergency": N_("called the emergency services"),
    "measuring_again": N_("measures again"),
    "measured_again": N_("measured again"),
    "seen": N_("seen at the clinic"),
    "dose_decision": N_("dose decision"),
    "hospital": N_("sent to hospital"),
    "nothing_needed": N_("nothing needed"),
    "other": N_("other, see note"),
    # calls
    "emergency": N_("EMERGENCY"),
    "call_today": N_("call today"),
    "call_soon": N_("call in 1-2 days"),
}
