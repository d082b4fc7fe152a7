"""Corrections: the corrected record is written anew as a line and checked like a new one.

So whatever fits as a record fits as a correction, and what follows from the
changed fields (offset, instant, capsules) is worked out afresh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.facts import NOT_TAKEN, TAKEN
from diary_app.domain.log.entry import Kind, Role
from diary_app.domain.record import NOTE, UNDOES, Record
from diary_app.domain.writing.draft import Draft, Setting
from diary_app.domain.writing.fields import LONGEST_REASON, Fields
from diary_app.domain.writing.lateness import LATE_REASON
from diary_app.domain.writing.lines import LINE_OF_KIND, WRITERS, read_line

# What the checks work out by themselves and a line never gives, and what is said once only.
_WORKED_OUT = frozenset(
    {"taken_at", "measured_at", "at", "target", "cycle_day", "dosing_day", "not_seen", LATE_REASON}
)
# Changing the first makes the others open questions again.
_DEPENDENT: Mapping[str, tuple[str, ...]] = {
    "time": ("offset",),
    "day": ("offset",),
    "from": ("offset",),
    "zone": ("offset",),
    "mg": ("capsules",),
    "serious": ("criteria",),
}
_ONLY_WHEN = {
    TAKEN: ("mg", "capsules", "fasting", "vomited", "time", "offset", "zone"),
    NOT_TAKEN: ("reason",),
}
NOTE_CHANGED = "changed"


def correction(record: Record, fields: Mapping[str, Any], reason: Any, setting: Setting) -> Draft:
    """A correction of ``record``; ``fields`` by their names on a record line.

    Raises :class:`DoesNotFit` for an undone record, a missing reason, a value
    that does not fit, and a correction that changes nothing.
    """
    why = Fields({"reason": reason}).optional_text("reason", LONGEST_REASON)
    if why is None:
        raise DoesNotFit(N_("A correction needs a reason."))
    refuse_uncorrectable(record)
    corrected = _corrected_draft(record, fields, replace(setting, without=record.id))
    changes = _changes(record.about, corrected.about) | _changes(record.payload, corrected.payload)
    note_changed = corrected.note != record.note
    if note_changed:
        changes[NOTE] = NOTE_CHANGED
    if not changes:
        raise DoesNotFit(N_("This correction of {id} changes nothing."), id=record.id)
    return Draft(
        kind=Kind.CORRECT,
        about=corrected.about,
        payload={"fields": changes},
        note=corrected.note if note_changed else None,
        corrects=record.latest,
        reason=why,
    )


def undo(history: Sequence[Record], entry_id: str, reason: Any, setting: Setting, *, same_day: bool) -> Draft:
    """An undo in a record, given every state it went through and the id it was asked for by.

    By the id of the first entry the record as a whole is undone; by any other
    id, and where the record is undone already, its latest entry is. The reason
    may be left out on the day of that entry. What the undo brings
    back is checked like a new line: another record may have taken its place.
    """
    record = history[-1]
    why = Fields({"reason": reason}).optional_text("reason", LONGEST_REASON)
    if why is None and not same_day:
        raise DoesNotFit(N_("An undo after the day of the entry needs a reason."))
    if record.kind not in _UNDOABLE:
        raise DoesNotFit(N_("The entry {id} cannot be undone."), id=record.id)
    whole = entry_id == record.id and not record.void and record.changes > 0
    restored = next((state for state in history if state.latest == record.corrects), None)
    as_line = record.kind in _CORRECTABLE and not whole
    if as_line and restored is not None and not restored.void:
        read_line(line_of(restored), replace(setting, without=record.id))
    return Draft(
        kind=Kind.UNDO,
        about=dict(record.about),
        payload={UNDOES: record.id} if whole else {},
        corrects=record.latest,
        reason=why,
    )


# A review says what it knew when it was written: it is undone and written again, not corrected.
_CORRECTABLE = frozenset({str(kind) for kind in WRITERS} - {"symptom", "reviewed"} | {Kind.SYMPTOMS.value})
_UNDOABLE = _CORRECTABLE | {
    Kind.ALERT_ANSWERED.value,  # "I called", pressed by mistake
    Kind.REVIEWED.value,
}


def refuse_uncorrectable(record: Record) -> None:
    """Refuse a record of a kind that is not corrected, and one that was undone."""
    if record.kind not in _CORRECTABLE:
        raise DoesNotFit(N_("The entry {id} cannot be corrected."), id=record.id)
    if record.void:
        raise DoesNotFit(N_("The record {id} was undone; undo that first."), id=record.id)


CLINICS = frozenset(
    kind.value
    for kind in (
        Kind.CYCLE_START, Kind.HOLD, Kind.DOSE_LEVEL, Kind.STOP, Kind.VISIT, Kind.DISPENSE, Kind.RETURN,
        Kind.QLQ_NOT_DONE,
    )
)  # fmt: skip
"""What is the clinic's to decide, and to change where the clinic wrote it down."""


def refuse_clinics_word(history: Sequence[Record], setting: Setting) -> None:
    """Refuse to change at home what the clinic decided: begun by the clinic, or corrected by it since.

    ``history``: every state of the record. What was seen and felt at home is the participant's to correct,
    whoever typed it.
    """
    if setting.staff or history[-1].kind not in CLINICS:
        return
    first = next(state for state in history if state.latest == state.id)
    if {first.role, history[-1].role} != {Role.PARTICIPANT}:
        raise DoesNotFit(N_("The clinic wrote this down, and the clinic alone changes it; call your clinic."))


def line_of(record: Record) -> dict[str, Any]:
    """The record line that would write ``record`` as it now stands."""
    line: dict[str, Any] = {"kind": LINE_OF_KIND.get(record.kind, record.kind)}
    line |= {name: value for name, value in record.payload.items() if name not in _WORKED_OUT}
    line |= dict(record.about)
    if record.kind == Kind.HOLD:
        line["from"] = line.pop("day")
    if record.note is not None:
        line[NOTE] = record.note
    return line


def _corrected_draft(record: Record, fields: Mapping[str, Any], setting: Setting) -> Draft:
    if "kind" in fields:
        raise DoesNotFit(N_("The kind of a record cannot be corrected; undo the record and write another."))
    if LATE_REASON in fields:
        raise DoesNotFit(N_("Why a record was written late cannot be corrected; undo it and write it again."))
    line = line_of(record)
    named = _renamed(record, fields)
    status = named.get("status", line.get("status"))
    dropped = {name for field in named for name in _DEPENDENT.get(field, ())}
    if record.kind != Kind.DOSE:  # how many were handed out or brought back was counted
        dropped.discard("capsules")
    if "zone" not in {*line, *named}:
        dropped.discard("offset")  # it was given by itself: no zone could say it again
    if status != line.get("status"):
        dropped |= {name for other, names in _ONLY_WHEN.items() if other != status for name in names}
    kept = {name: value for name, value in line.items() if name not in dropped}
    return _with_late_reason(record, read_line({**kept, **_merged(kept, named)}, setting))


def _with_late_reason(record: Record, draft: Draft) -> Draft:
    """Why the record was written late stays as it was said, whatever is corrected."""
    told = record.payload.get(LATE_REASON)
    return replace(draft, payload={**draft.payload, LATE_REASON: told}) if told else draft


def _renamed(record: Record, fields: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` in the words of the line: one severity of a page may be given by its term."""
    if record.kind != Kind.SYMPTOMS:
        return dict(fields)
    held = record.payload["severities"]
    named = dict(fields)
    if "severity" in named:
        named[_only_term(record, held)] = named.pop("severity")
    terms = {name: named.pop(name) for name in list(named) if name in held}
    given = named.get("severities", {})
    if terms and isinstance(given, Mapping):
        named["severities"] = {**given, **terms}
    return named


def _only_term(record: Record, held: Mapping[str, Any]) -> str:
    if len(held) != 1:
        raise DoesNotFit(
            N_("The page {id} holds several symptoms; name the one: {fits}."),
            id=record.id,
            fits=", ".join(held),
        )
    return next(iter(held))


def _merged(line: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` over ``line``; objects such as answers are merged key by key, ``None`` takes out."""
    merged = {}
    for name, value in fields.items():
        old = line.get(name)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            both = {**old, **value}
            merged[name] = {key: part for key, part in both.items() if part is not None}
        else:
            merged[name] = value
    return merged


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What differs, key by key into objects; ``None`` for what is gone."""
    changed: dict[str, Any] = {}
    for name in sorted(set(old) | set(new)):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            changed[name] = _changes(before, after)
        else:
            changed[name] = after
    return changed
