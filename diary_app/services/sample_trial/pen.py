"""What a made-up participant's own store would hold: lines checked and sealed in memory.

Every line goes through the domain's one door, against a diary that holds what
the participant and the clinic wrote before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from diary_app.common.clock import Moment
from diary_app.common.version import version
from diary_app.domain.cycle import Calendar
from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.log.act import Act, Author, Place, seal
from diary_app.domain.log.entry import By, Entry, Kind, Role
from diary_app.domain.protocol import Protocol
from diary_app.domain.record import resolve, resolve_history
from diary_app.domain.writing.corrections import correction
from diary_app.domain.writing.draft import Draft, Setting
from diary_app.domain.writing.lines import read_line

PHONE = "made-up phone"
_AT_THE_CLINIC = "made-up clinic"
_NO_CYCLES = frozenset(
    kind.value
    for kind in (
        Kind.DOSE, Kind.SYMPTOMS, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE,
        Kind.ALERT_SHOWN, Kind.ALERT_ANSWERED,
    )
)  # fmt: skip
"""Kinds that change no cycle and no dose level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting(Setting):
    """With the cycles worked out already: thousands of lines are checked against the same ones."""

    cycles: Calendar

    @property
    def calendar(self) -> Calendar:
        """The cycles as they really began."""
        return self.cycles


class Pen:
    """One participant's diary: what is written at home becomes entries, what the clinic writes becomes acts.

    ``counter``: the logical clock of the participant's store.
    """

    def __init__(
        self, participant: str, protocol: Protocol, chance: Random, zone: str, wording: Mapping[str, Any]
    ) -> None:
        self.participant = participant
        self.author = Author(actor=participant, role=Role.PARTICIPANT, by=By.SELF)
        self.diary = Diary(participant, [Adoption(None, protocol)], self._entries_of)
        self.entries: list[Entry] = []
        self.counter = 0
        self._chance = chance
        self._zone = zone
        self._wording = wording
        self._origin = self._new_id()
        self._of_record: dict[str, list[Entry]] = {}
        self._calendar: Calendar | None = None

    def write(self, line: Mapping[str, Any], at: datetime) -> Entry:
        """A record line written at home at a local time."""
        return self.add(self._act(self._draft(line, at, staff=False), self.author), at)

    def correct(self, entry: Entry, fields: Mapping[str, Any], reason: str, at: datetime) -> Entry:
        """A correction of an entry written here."""
        record = resolve_history(self._of_record[entry.id])[-1]
        draft = correction(record, fields, reason, self._setting(at, staff=False))
        return self.add(self._act(draft, self.author), at)

    def add(self, act: Act, at: datetime) -> Entry:
        """Seal an act of the participant's store, never older than its last, and take it into the diary."""
        before = self.entries[-1] if self.entries else None
        moment = self.moment(at)
        if before is not None and moment.utc < before.entered_at:
            moment = replace(moment, utc=before.entered_at)
        self.counter += 1
        seq, link = (before.seq + 1, before.hash) if before else (1, None)
        place = self._place(self._origin, PHONE, seq, link)
        entry = seal(act, place, moment)
        self.entries.append(entry)
        self._take(entry)
        return entry

    def clinic_writes(self, line: Mapping[str, Any], author: Author, at: datetime) -> Act:
        """The act of a line that staff write in the clinic's store; the diary here knows it, too."""
        act = self._act(self._draft(line, at, staff=True), author)
        self.counter += 1
        self._take(seal(act, self._place(_AT_THE_CLINIC, _AT_THE_CLINIC, 1, None), self.moment(at)))
        return act

    def moment(self, at: datetime) -> Moment:
        """A local time as the clock would tell it."""
        utc = at.replace(tzinfo=ZoneInfo(self._zone)).astimezone(ZoneInfo("UTC"))
        return Moment(utc, self._zone, int(utc.timestamp() * 1000), "sample")

    def _take(self, entry: Entry) -> None:
        root = entry if entry.corrects is None else self._of_record[entry.corrects][0]
        group = self._of_record.setdefault(root.id, [])
        group.append(entry)
        self._of_record[entry.id] = group
        self.diary.put(resolve(group))
        if entry.kind not in _NO_CYCLES:
            self._calendar = None

    def _entries_of(self, record_id: str) -> list[Entry]:
        return self._of_record[record_id]

    def _draft(self, line: Mapping[str, Any], at: datetime, *, staff: bool) -> Draft:
        return read_line(line, self._setting(at, staff=staff))

    def _setting(self, at: datetime, *, staff: bool) -> Setting:
        now = at.replace(tzinfo=ZoneInfo(self._zone))
        self._calendar = self._calendar or Calendar(self.diary)
        return _Setting(
            diary=self.diary, now=now, zone=self._zone, staff=staff, wording=self._wording,
            cycles=self._calendar,
        )  # fmt: skip

    def _act(self, draft: Draft, author: Author) -> Act:
        return Act(
            kind=draft.kind,
            chain=self.participant,
            author=author,
            payload=draft.payload,
            participant=self.participant,
            about=draft.about,
            note=draft.note,
            corrects=draft.corrects,
            reason=draft.reason,
        )

    def _place(self, origin: str, device: str, seq: int, prev_hash: str | None) -> Place:
        return Place(
            id=self._new_id(),
            origin=origin,
            epoch=1,
            seq=seq,
            counter=self.counter,
            prev_hash=prev_hash,
            device=device,
            app_version=version(),
            clock_suspect=False,
            payload_salt=self._salt(),
            note_salt=self._salt(),
        )

    def _salt(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def _new_id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))
