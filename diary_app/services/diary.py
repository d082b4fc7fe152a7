"""Keeping the diary: every line and every button ends in :meth:`DiaryService.write`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from diary_app.common.errors import DoesNotFit, PlainError
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import signed_in_author
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.status import Status, status
from diary_app.domain.writing.corrections import correction, refuse_clinics_word, undo
from diary_app.domain.writing.draft import Draft, Setting
from diary_app.domain.writing.fields import Fields, named
from diary_app.domain.writing.lines import read_line
from diary_app.services.alert_acts import settling_acts
from diary_app.services.opened import Opened, wording_reference
from diary_app.services.strict_lines import parse_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who is writing: staff name if known, and whose hand (``None``: as the service was told)."""

    user: str | None = None
    by: By | None = None


ANYBODY = Writer()
LONGEST_KEY = 200
_UNDONE_BY_KEY = frozenset(
    kind.value
    for kind in (
        Kind.DOSE, Kind.SYMPTOMS, Kind.SIGN, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE, Kind.CYCLE_START
    )
)  # fmt: skip
_PAGES = (frozenset({"symptoms", "sign"}), frozenset({"bp", "weight", "temperature"}))
"""Kinds that a page writes down together."""


class DiaryService:
    """Records, corrects and undoes; answers with the new entry's id, durably written."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def write(
        self,
        line: Mapping[str, Any],
        *,
        participant: str | None = None,
        writer: Writer = ANYBODY,
        drop_drafts: Iterable[str] = (),
    ) -> str:
        """Check one record line (facts: the data contract) and write it; its id, after the commit.

        A line whose ``key`` is already there answers with the existing id and
        writes nothing. Raises :class:`DoesNotFit` for what does not fit and
        :class:`NotSaved` when the storage refuses; then nothing was written.
        """
        line, common = _split(line)
        if common.key is not None:
            existing = self._opened.store.journal.find_key(common.key)
            if existing is not None:
                return existing
        whose = self._opened.participant(_same_participant(participant, common.participant))
        draft = self._draft(line, whose)
        writer = Writer(user=writer.user, by=common.by or writer.by)
        act = self._act(draft, whose, writer, common.key)
        [entry_id] = self._append([draft], [act], whose, writer, drop_drafts)
        return entry_id

    def write_together(
        self,
        lines: Iterable[Mapping[str, Any]],
        *,
        participant: str,
        writer: Writer = ANYBODY,
        drop_drafts: Iterable[str] = (),
    ) -> list[str]:
        """Check record lines without keys and write them in one transaction; their ids, after the commit.

        Each is checked against the diary before any of them. Raises as :meth:`write`.
        """
        drafts = [self._draft(line, participant) for line in lines]
        acts = [self._act(draft, participant, writer, None) for draft in drafts]
        return self._append(drafts, acts, participant, writer, drop_drafts)

    def check(self, line: Mapping[str, Any], participant: str) -> None:
        """Refuse a record line that does not fit, as :meth:`write` would; nothing is written."""
        self._draft(line, participant)

    def _append(
        self, drafts: list[Draft], acts: list[Act], whose: str, writer: Writer, drop_drafts: Iterable[str]
    ) -> list[str]:
        """Write the acts and the answers to calls that they settle, in one transaction; the acts' own ids."""
        settling = [act for draft in drafts for act in self._settling(draft, whose, writer)]
        entries = self._opened.store.journal.append([*acts, *settling], drop_drafts=tuple(drop_drafts))
        for entry in entries:
            self._opened.refresh(entry.id, whose)
        return [entry.id for entry in entries[: len(acts)]]

    def _settling(self, draft: Draft, whose: str, writer: Writer) -> Iterable[Act]:
        author, now = self.author(whose, writer), self._opened.local_now()
        return settling_acts(draft, self._opened.diary(whose), author, now)

    def record_lines(
        self, lines: Iterable[str], *, participant: str | None = None, writer: Writer = ANYBODY
    ) -> Iterator[str]:
        """Write JSON lines one by one; yields each id after its own durable commit.

        Blank lines are passed over. The first line that does not fit raises
        :class:`DoesNotFit` with its number; the lines before it stay.
        """
        for number, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            try:
                yield self.write(parse_line(text), participant=participant, writer=writer)
            except PlainError as error:
                raise _at_line(error, number) from None

    def correct(
        self, entry_id: str, fields: Mapping[str, Any], reason: str | None, *, writer: Writer = ANYBODY
    ) -> str:
        """Correct the record that ``entry_id`` belongs to; the correction's id."""
        line = {"kind": "correct", "id": entry_id, "fields": fields, "reason": reason}
        return self.write(line, participant=self.owner(entry_id), writer=writer)

    def undo(self, entry_id: str, reason: str | None = None, *, writer: Writer = ANYBODY) -> str:
        """Undo a record by its first entry's id, or its latest entry by any other; the undo's id."""
        line = {"kind": "undo", "id": entry_id, "reason": reason}
        return self.write(line, participant=self.owner(entry_id), writer=writer)

    def undo_newest(self, *, participant: str | None = None, writer: Writer = ANYBODY) -> str:
        """Undo the record that was written down or changed last among today's own; the undo's id.

        What a page wrote down together goes together. Refuses where nothing of
        today can be undone; a finished questionnaire cannot.
        """
        whose = self._opened.participant(participant)
        own = self._own_of_today(whose)
        if not own:
            raise DoesNotFit(N_("Nothing of today can be undone."))
        newest = max(own, key=self._place)
        kinds = next((kinds for kinds in _PAGES if newest.kind in kinds), frozenset({newest.kind}))
        page = [one for one in own if one.kind in kinds and one.entered_at == newest.entered_at]
        lines = [{"kind": Kind.UNDO.value, "id": record.id} for record in page]
        return self.write_together(lines, participant=whose, writer=writer)[0]

    def _place(self, record: Record) -> tuple[int, str]:
        """Where in the log a record was written or changed last; a clock that was set back orders nothing."""
        entries = self._opened.store.journal.record_entries(record.id) if record.changes else ()
        changed = ((entry.counter, entry.id) for entry in entries if entry.id == record.latest)
        return next(changed, record.order)

    def _own_of_today(self, whose: str) -> list[Record]:
        """What the participant wrote down or changed today about today, and a cycle start told today."""
        records = self._opened.store.records
        found = records.records(participant=whose, on_day=self._opened.today(whose))
        starts = records.records(participant=whose, kind=Kind.CYCLE_START.value)
        came_with_it = {start.id for start in starts[:1]}
        every = {record.id: record for record in (*found, *starts)}  # starts are told for days to come
        return [
            record
            for record in every.values()
            if record.kind in _UNDONE_BY_KEY
            and record.id not in came_with_it
            and record.role == Role.PARTICIPANT
            and not record.void
            and self._entered_today(record)
        ]

    def owner(self, entry_id: str) -> str:
        """The participant whose record an id belongs to; refuses an id that is not there."""
        return self._history(entry_id)[-1].participant or ""

    def refuse_other(self, entry_id: str, participant: str) -> None:
        """Refuse the id of a record that is not one of this participant."""
        record = self._history(entry_id)[-1]
        if record.participant != participant:
            raise DoesNotFit(N_("The record {id} is not one of {participant}."), id=record.id,
                             participant=participant)  # fmt: skip

    def status(self, participant: str | None = None, on: date | None = None) -> Status:
        """The state of a participant's diary on a day (default: the plan's present day)."""
        whose = self._opened.participant(participant)
        today = self._opened.today(whose)
        return status(self._opened.diary(whose), on or today, today)

    def _draft(self, line: Mapping[str, Any], participant: str) -> Draft:
        if line.get("kind") not in (Kind.CORRECT.value, Kind.UNDO.value):
            return read_line(line, self._setting(participant))
        fields = Fields(line)
        fields.raw("kind")
        history = self._history(fields.required("id"))
        self.refuse_other(history[-1].id, participant)
        setting = self._setting(participant)
        refuse_clinics_word(history, setting)
        reason = fields.raw("reason")
        if line["kind"] == Kind.CORRECT.value:
            changed = fields.mapping("fields")
            fields.finish()
            return correction(history[-1], changed, reason, setting)
        fields.finish()
        same_day = self._entered_today(history[-1])
        return undo(history, line["id"], reason, setting, same_day=same_day)

    def _setting(self, participant: str) -> Setting:
        return Setting(
            diary=self._opened.diary(participant),
            now=self._opened.local_now(),
            zone=self._opened.nature.zone,
            staff=self._opened.staff,
            wording=wording_reference(self._opened.wording()),
        )

    def _history(self, entry_id: Any) -> list[Record]:
        entries = self._opened.store.journal.record_entries(entry_id) if isinstance(entry_id, str) else []
        if not entries:
            raise DoesNotFit(N_("There is no record {id}."), id=named(str(entry_id)))
        return resolve_history(entries)

    def _entered_today(self, record: Record) -> bool:
        now = self._opened.local_now()
        return record.entered_at.astimezone(now.tzinfo).date() == now.date()

    def _act(self, draft: Draft, participant: str, writer: Writer, key: str | None) -> Act:
        return Act(
            kind=draft.kind,
            chain=participant,
            author=self.author(participant, writer),
            payload=draft.payload,
            participant=participant,
            about=draft.about,
            note=draft.note,
            corrects=draft.corrects,
            reason=draft.reason,
            key=key,
        )

    def author(self, participant: str, writer: Writer = ANYBODY) -> Author:
        """The author of an act: the participant in a patient's store, who is signed in in a clinic's.

        A clinic's store without accounts takes the name it is given. Raises
        ``DoesNotFit`` for the name of somebody who is not signed in.
        """
        told = writer.by or self._opened.hand
        if self._opened.people.known:
            return signed_in_author(self._opened.account, writer.user, told)
        if self._opened.staff:
            return Author(actor=writer.user or "staff", role=Role.COORDINATOR, by=told or By.STAFF)
        return Author(actor=writer.user or participant, role=Role.PARTICIPANT, by=told or By.SELF)

    def hand_is(self, by: By | None) -> None:
        """Whose hand writes from now on, until the store is closed; ``None``: its usual one."""
        self._opened.hand = by


@dataclass(frozen=True, slots=True)
class _Common:
    participant: str | None
    by: By | None
    key: str | None


def _split(line: Mapping[str, Any]) -> tuple[dict[str, Any], _Common]:
    """The fields every line may have, apart from those of its kind."""
    fields = Fields(line)
    by = fields.choice("by", tuple(By)) if fields.has("by") else None
    common = _Common(
        participant=fields.optional_text("participant"),
        by=By(by) if by else None,
        key=fields.optional_text("key", LONGEST_KEY),
    )
    rest = {name: value for name, value in line.items() if name not in ("participant", "by", "key")}
    return rest, common


def _same_participant(given: str | None, told: str | None) -> str | None:
    if given is not None and told is not None and given != told:
        raise DoesNotFit(
            N_('"participant": {told} does not fit; this is about {given}.'), told=told, given=given
        )
    return told or given


def _at_line(error: PlainError, number: int) -> PlainError:
    """The same refusal with the number of its line in front."""
    return type(error)(N_("Line {line}: {what}"), line=number, what=error)
