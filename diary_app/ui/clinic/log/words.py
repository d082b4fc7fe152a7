"""What the log page says of one entry, as plain text: pure functions, no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from diary_app.common.i18n import N_
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.domain.protocol import Protocol
from diary_app.domain.writing.not_done import REASONS
from diary_app.services.clinic.log_view import LogRow
from diary_app.ui.clinic.log import people_words, store_words
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history.entry_words import (
    WORKED_OUT,
    fact_line,
    field_words,
    label_of,
    value_words,
)

ARROW = "\u2192"
_MOST = 3  # fields of an entry that has no words of its own
_DUE, _OK, _URGENT, _PLAIN = "due", "ok", "urgent", "plain"
ACTIONS: Mapping[str, tuple[str, str]] = {
    Kind.PROTOCOL_ADOPTED: (N_("Study plan"), _PLAIN),
    Kind.ENROLLED: (N_("Enrolled"), _PLAIN),
    Kind.DOSE: (N_("Capsule"), _PLAIN),
    Kind.SYMPTOMS: (N_("Symptoms"), _PLAIN),
    Kind.SIGN: (N_("Sign"), _PLAIN),
    Kind.BP: (N_("Blood pressure"), _PLAIN),
    Kind.WEIGHT: (N_("Weight"), _PLAIN),
    Kind.TEMPERATURE: (N_("Temperature"), _PLAIN),
    Kind.CYCLE_START: (N_("Cycle start"), _OK),
    Kind.HOLD: (N_("Pause"), _OK),
    Kind.DOSE_LEVEL: (N_("Dose level"), _OK),
    Kind.STOP: (N_("End of treatment"), _OK),
    Kind.VISIT: (N_("Visit"), _PLAIN),
    Kind.DISPENSE: (N_("Capsules handed out"), _PLAIN),
    Kind.RETURN: (N_("Capsules returned"), _PLAIN),
    Kind.ADVERSE_EVENT: (N_("Adverse event"), _PLAIN),
    Kind.MEDICATION: (N_("Other medicine"), _PLAIN),
    Kind.QLQ: (N_("Questionnaire"), _PLAIN),
    Kind.QLQ_NOT_DONE: (N_("Questionnaire not done"), _PLAIN),
    Kind.PAPER_ENTRY: (N_("Paper, one pass"), _PLAIN),
    Kind.CORRECT: (N_("Correction"), _DUE),
    Kind.UNDO: (N_("Undo"), _DUE),
    Kind.ALERT_SHOWN: (N_("Call shown"), _PLAIN),
    Kind.ALERT_ANSWERED: (N_("Call answered"), _PLAIN),
    Kind.REVIEWED: (N_("Reviewed"), _OK),
    Kind.SIGNED: (N_("Signed"), _OK),
    Kind.TAKEN_IN: (N_("Import"), _PLAIN),
    Kind.DEVICE: (N_("Key of a computer"), _PLAIN),
    Kind.SETTINGS: (N_("Settings"), _PLAIN),
    Kind.WORDING_INSTALLED: (N_("Wording of the questions"), _PLAIN),
    Kind.READ: (N_("Looked at"), _PLAIN),
    Kind.PRINTED: (N_("Printed"), _PLAIN),
    Kind.EXPORTED: (N_("Exported"), _PLAIN),
    Kind.SIGNED_IN: (N_("Sign-in"), _PLAIN),
    Kind.SIGN_IN_FAILED: (N_("Sign-in failed"), _URGENT),
    Kind.STAFF: (N_("People"), _PLAIN),
    Kind.KEYS: (N_("Who can open it"), _PLAIN),
    Kind.BACKUP: (N_("Backup"), _PLAIN),
    Kind.RESTORE: (N_("Restored"), _DUE),
    Kind.REBUILT: (N_("Tables made anew"), _PLAIN),
    Kind.CLOCK: (N_("Clock changed"), _DUE),
}
"""Kind to what it is called (untranslated) and the kind of its chip."""
_IN_WORDS = frozenset({Kind.CYCLE_START, Kind.HOLD, Kind.DOSE_LEVEL, Kind.STOP, Kind.VISIT})
"""Kinds whose own reason is in the words of whoever decided."""
_SECRETIVE = frozenset(
    {"nonce", "public_key", "sha256", "hash", "heads", "ranges", "text", "account", "slot"}
)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row. ``chip``: the kind of the action's chip."""

    time: str
    who: str
    action: str
    chip: str
    record: str
    changed: str
    reason: str

    def texts(self) -> tuple[str, ...]:
        """What stands in the columns, from left to right."""
        return (self.time, self.who, self.action, self.record, self.changed, self.reason)


def heads(kit: Kit) -> tuple[str, ...]:
    """The heads of the columns."""
    tr = kit.tr
    return (tr("Time"), tr("Who"), tr("Action"), tr("Record"), tr("What changed"), tr("Reason or source"))


def cells(kit: Kit, row: LogRow, plan: Protocol) -> Cells:
    """One entry in words."""
    label, chip = ACTIONS.get(row.kind, (row.kind, _PLAIN))
    return Cells(
        time=moment(row.entered_at),
        who=who(kit, row),
        action=kit.tr(label),
        chip=chip,
        record=_record(kit, row),
        changed=changed(kit, row, plan),
        reason=_reason(kit, row, plan),
    )


def moment(at: datetime) -> str:
    """Date and time with seconds, as ISO 8601 writes them: two years of entries stand in one column."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def who(kit: Kit, row: LogRow) -> str:
    """The name as the log has it; a participant's helper is said."""
    tr = kit.tr
    if row.role == Role.SYSTEM:
        return tr("The program")
    if row.role != Role.PARTICIPANT:
        return row.actor
    return tr("Patient, with help") if row.by == By.HELPER else tr("Patient")


def _record(kit: Kit, row: LogRow) -> str:
    """Whose record, about which day, and of what kind where the action does not say it."""
    parts = [row.participant or ""]
    if row.day is not None:
        parts.append(row.day.isoformat())
    if row.of != row.kind:
        parts.append(kit.tr(ACTIONS.get(row.of, (row.of, _PLAIN))[0]))
    return kit.tr(", ").join(part for part in parts if part)


def changed(kit: Kit, row: LogRow, plan: Protocol) -> str:
    """Before and after of a correction; of another entry what it says."""
    tr = kit.tr
    if row.withheld:
        return tr("Not handed over; only its seal is here")
    if row.change is None:
        return _said(kit, row, plan)
    if row.change.undone:
        return tr("Does not count any more")
    told = [
        f"{field_words(kit, name, plan)} "
        f"{value_words(kit, name, old, plan)} {ARROW} {value_words(kit, name, new, plan)}"
        for name, old, new in row.change.fields
        if name not in WORKED_OUT
    ]
    return tr("; ").join(told)


def _said(kit: Kit, row: LogRow, plan: Protocol) -> str:
    """What a first entry says."""
    of_clinic = store_words.said(kit, row.kind, row.values)
    if of_clinic:
        return of_clinic
    if row.fact is not None:
        line = fact_line(kit, row.fact, plan)
        if line:
            return kit.tr("; ").join(line.split("\n"))
    tr, told = kit.tr, row.values
    if row.kind in (Kind.DISPENSE, Kind.RETURN):
        return tr("{n} capsules of {mg} mg", n=told.get("capsules"), mg=told.get("mg"))
    if row.kind == Kind.TAKEN_IN and "new" in told:
        return tr.plural("{n} new entry", "{n} new entries", told["new"])
    if row.kind == Kind.WORDING_INSTALLED:
        return tr("{id}, version {version}", id=told.get("id"), version=told.get("version"))
    if row.kind == Kind.QLQ_NOT_DONE:
        return tr(REASONS.get(told.get("reason", ""), "-"))
    return people_words.said(kit, row.kind, told) or _fields(kit, row, plan)


def _fields(kit: Kit, row: LogRow, plan: Protocol) -> str:
    """The first plain fields as they are written, without keys and hashes."""
    plain = [
        (name, value)
        for name, value in row.values.items()
        if isinstance(value, str | int) and value != "" and name not in _SECRETIVE | WORKED_OUT | {"day"}
    ]
    shown = [
        kit.tr("{what}: {answer}", what=field_words(kit, name, plan), answer=str(value))
        for name, value in plain[:_MOST]
    ]
    return kit.tr("; ").join(shown)


def _reason(kit: Kit, row: LogRow, plan: Protocol) -> str:
    tr = kit.tr
    parts = [label_of(kit, (*plan.correction_reasons, *plan.late_reasons), row.reason)]
    if row.kind in _IN_WORDS:
        parts.append(str(row.values.get("reason") or ""))
    if row.note:
        parts.append(row.note)
    if row.clock_suspect:
        parts.append(tr("The clock of that computer was in doubt"))
    return tr("; ").join(part for part in parts if part)
