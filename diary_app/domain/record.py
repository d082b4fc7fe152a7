"""A record: one root entry and all its corrections, resolved to what now holds.

Any id of a chain of corrections addresses the record. A correction changes
fields of the value it names; an undo restores the value before the entry it
names (so an undo can be undone). Undoing the first entry voids the record, also
when corrections stand on it: the undo then names the latest entry, as every
correction does, and tells the first in its payload.
Where two entries name the same one without knowing of each other, the clinic's
goes before the participant's, then the higher counter, then the higher id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from diary_app.domain.log.entry import ABOUT_PARTS, Entry, Kind, Role

# A change of one of these makes it a different fact about the plan, so that
# what was known when it was written is judged anew.
PLACING_FIELDS = frozenset({"day", "status", "from", "to"})
# A corrected note stands in the correcting entry's own note, so that withholding
# notes withholds it too; the fields only say that it changed.
NOTE = "note"
# In the payload of an undo: the first entry, when the record as a whole is undone.
UNDOES = "undoes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What now holds of one recorded fact.

    ``id`` is the first entry, ``latest`` the entry a correction has to name.
    ``kind`` is the first entry's. ``placed`` is the counter of the entry that
    put the fact on its day; ``order`` sorts records by first writing.
    ``entered_at`` (UTC), ``entered_zone``, ``actor``, ``role``, ``by`` are the
    latest entry's. ``void``: undone altogether. ``conflict``: corrected by two
    origins unaware of each other.
    """

    id: str
    latest: str
    kind: str
    chain: str
    participant: str | None
    about: Mapping[str, str]
    payload: Mapping[str, Any]
    note: str | None
    placed: int
    order: tuple[int, str]
    entered_at: datetime
    entered_zone: str
    actor: str
    role: str
    by: str
    corrects: str | None
    reason: str | None
    changes: int
    void: bool
    conflict: bool

    @property
    def day(self) -> date | None:
        """The plan's day it is about."""
        text = self.about.get("day")
        return date.fromisoformat(text) if text else None


def resolve(entries: Iterable[Entry]) -> Record:
    """What now holds of one record, from its root entry and every entry that corrects it, in any order."""
    history = resolve_history(entries)
    return history[-1]


def resolve_history(entries: Iterable[Entry]) -> list[Record]:
    """The record as each entry left it, first to last, losing branches included; the last one holds."""
    every = list(entries)
    children: defaultdict[str, list[Entry]] = defaultdict(list)
    roots = []
    for entry in every:
        if entry.corrects is None:
            roots.append(entry)
        else:
            children[entry.corrects].append(entry)
    [root] = roots
    conflict = any(len(siblings) > 1 for siblings in children.values())
    states: dict[str, Record] = {root.id: _first(root, conflict)}
    lost = _settle(root, children, states)
    winning = [state for key, state in states.items() if key not in lost]
    losing = [state for key, state in states.items() if key in lost]
    return losing + winning


def _settle(root: Entry, children: Mapping[str, list[Entry]], states: dict[str, Record]) -> set[str]:
    """Fill ``states`` along all branches; return the ids that do not lead to what holds."""
    lost: set[str] = set()
    waiting: list[tuple[Entry, Record | None]] = [(root, None)]
    while waiting:
        parent, before = waiting.pop()
        ranked = sorted(children.get(parent.id, ()), key=_rank)
        for place, child in enumerate(ranked):
            states[child.id] = _applied(states[parent.id], before, child)
            if parent.id in lost or place < len(ranked) - 1:
                lost.add(child.id)
            waiting.append((child, states[parent.id]))
    return lost


def _rank(entry: Entry) -> tuple[bool, int, str]:
    return entry.role != Role.PARTICIPANT, entry.counter, entry.id


def _first(root: Entry, conflict: bool) -> Record:
    return Record(
        id=root.id,
        latest=root.id,
        kind=root.kind,
        chain=root.chain,
        participant=root.participant,
        about=root.about,
        payload=root.payload or {},
        note=root.note,
        placed=root.counter,
        order=(root.counter, root.id),
        entered_at=root.entered_at,
        entered_zone=root.entered_zone,
        actor=root.actor,
        role=root.role,
        by=root.by,
        corrects=None,
        reason=None,
        changes=0,
        void=root.payload is None,
        conflict=conflict,
    )


def _applied(named: Record, before: Record | None, entry: Entry) -> Record:
    """The record after ``entry``, which names the state ``named``; ``before`` is the state before that."""
    if entry.kind == Kind.UNDO:
        whole = (entry.payload or {}).get(UNDOES) == named.id
        base = replace(named, void=True) if before is None or whole else before
    else:
        base = _with_fields(named, entry)
    return replace(
        base,
        latest=entry.id,
        entered_at=entry.entered_at,
        entered_zone=entry.entered_zone,
        actor=entry.actor,
        role=entry.role,
        by=entry.by,
        corrects=entry.corrects,
        reason=entry.reason,
        changes=named.changes + 1,
    )


def _with_fields(named: Record, entry: Entry) -> Record:
    fields: Mapping[str, Any] = (entry.payload or {}).get("fields", {})
    about = dict(named.about)
    payload = dict(named.payload)
    note = named.note
    for field, value in fields.items():
        if field in ABOUT_PARTS:
            _put(about, field, value)
        elif field == NOTE:
            note = entry.note
        else:
            _put(payload, field, value)
    placed = entry.counter if _moved(named, fields) else named.placed
    return replace(named, about=about, payload=payload, note=note, placed=placed)


def _moved(named: Record, fields: Mapping[str, Any]) -> bool:
    """Whether the fact now speaks of days it did not speak of before.

    A hold that only gets shorter (an open one that is closed, above all) was
    known for every day it still covers.
    """
    changed = {name for name in PLACING_FIELDS & set(fields) if _value(named, name) != fields[name]}
    if named.kind != Kind.HOLD or not changed:
        return bool(changed)
    old_last, last = named.payload.get("to"), fields.get("to", named.payload.get("to"))
    longer_at_the_end = old_last is not None and (last is None or last > old_last)
    return longer_at_the_end or fields.get("from", "9999") < named.about["day"]


def _put(values: dict[str, Any], field: str, value: Any) -> None:
    """Set a field; ``None`` takes it out, and a mapping is merged key by key.

    So one symptom of a page or one answer of a form can be corrected alone.
    """
    if value is None:
        values.pop(field, None)
    elif isinstance(value, Mapping):
        old = values.get(field)
        merged = dict(old) if isinstance(old, Mapping) else {}
        for key, part in value.items():
            _put(merged, key, part)
        values[field] = merged
    else:
        values[field] = value


def _value(record: Record, field: str) -> Any:
    return record.about.get(field) if field in ABOUT_PARTS else record.payload.get(field)


def group_by_record(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries by the id of their record's root.

    Corrections that lead to no root (it is not there yet, or they name each
    other in a circle) are left out.
    """
    corrections: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.corrects is not None:
            corrections[entry.corrects].append(entry)
    return {entry.id: _with_corrections(entry, corrections) for entry in entries if entry.corrects is None}


def _with_corrections(root: Entry, corrections: Mapping[str, list[Entry]]) -> list[Entry]:
    group = [root]
    for entry in group:  # grows while it is walked
        group += corrections.get(entry.id, ())
    return group
