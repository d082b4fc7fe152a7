"""The codes of the clinic's records in words."""

from __future__ import annotations

from collections.abc import Iterable

from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.ui.kit import Kit

DECISIONS = {
    "not_changed": N_("Dose not changed"),
    "reduced": N_("Dose reduced"),
    "interrupted": N_("Interrupted"),
    "withdrawn": N_("Stopped for good"),
}
RESPONSES = {
    "CR": N_("CR: complete response"),
    "PR": N_("PR: partial response"),
    "SD": N_("SD: stable disease"),
    "PD": N_("PD: progressive disease"),
    "NE": N_("NE: not evaluable"),
}
RELATIONS = {
    "not_related": N_("Not related"),
    "unlikely": N_("Unlikely related"),
    "possible": N_("Possibly related"),
    "related": N_("Related"),
}
ACTIONS = {
    "not_changed": N_("Dose not changed"),
    "reduced": N_("Dose reduced"),
    "interrupted": N_("Interrupted"),
    "withdrawn": N_("Stopped for good"),
    "increased": N_("Dose increased"),
    "not_applicable": N_("Not applicable"),
    "unknown": N_("Not known"),
}
OUTCOMES = {
    "recovered": N_("Recovered"),
    "recovered_sequelae": N_("Recovered, with lasting effects"),
    "recovering": N_("Recovering"),
    "not_recovered": N_("Not recovered"),
    "fatal": N_("Fatal"),
    "unknown": N_("Not known"),
}
SERIOUS = {"yes": N_("Yes"), "no": N_("No")}
CRITERIA = {
    "death": N_("It ended in death"),
    "life_threatening": N_("It threatened life at the time"),
    "hospitalisation": N_("Hospital, or a longer stay there"),
    "disability": N_("Lasting disability"),
    "congenital_anomaly": N_("Congenital anomaly"),
    "medically_important": N_("Medically important otherwise"),
}
GRADES = {
    "1": N_("1: mild"),
    "2": N_("2: moderate"),
    "3": N_("3: severe"),
    "4": N_("4: life-threatening"),
    "5": N_("5: death"),
}
ECOG = {
    "0": N_("0: fully active"),
    "1": N_("1: light work"),
    "2": N_("2: looks after themselves, no work"),
    "3": N_("3: in bed or chair over half the day"),
    "4": N_("4: wholly in bed or chair"),
    "5": N_("5: dead"),
}
REVIEWED = {
    "called": N_("Called the participant"),
    "seen": N_("Seen at the clinic"),
    "dose_decision": N_("Decided about the dose"),
    "hospital": N_("Sent to hospital"),
    "nothing_needed": N_("Looked at, nothing needed"),
    "other": N_("Something else (say what in the note)"),
}
SAID = {
    "called": N_("said they called"),
    "called_emergency": N_("said they called the emergency number"),
    "measured_again": N_("measured again, no longer over the limit"),
    "measuring_again": N_("set out to measure again"),
}
KINDS = {
    Kind.CYCLE_START.value: N_("Cycle start"),
    Kind.HOLD.value: N_("Hold"),
    Kind.DOSE_LEVEL.value: N_("Dose level"),
    Kind.STOP.value: N_("Stop"),
    Kind.VISIT.value: N_("Visit"),
    Kind.ADVERSE_EVENT.value: N_("Adverse event"),
    Kind.MEDICATION.value: N_("Medicine"),
    Kind.DISPENSE.value: N_("Capsules handed out"),
    Kind.RETURN.value: N_("Capsules brought back"),
}


def options(
    kit: Kit, words: dict[str, str], only: Iterable[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Codes with their words, for a choice."""
    return tuple((code, kit.tr(words[code])) for code in (words if only is None else only))
