"""What a set-up file tells a person: whom it is for, and what it changes, as data and in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from diary_app.common.i18n import N_, Translator
from diary_app.domain.cycle import Calendar
from diary_app.domain.facts import CycleStart, DoseLevel, Fact, Hold, fact_of
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.record import Record
from diary_app.qlq_c30.wording import shown_in
from diary_app.reports.formats import date_text, mg_text
from diary_app.services.calls import PHONE
from diary_app.services.transfer.setup_opening import OpenedSetup, diary_of

_TOLD = {
    Kind.CYCLE_START.value: 0,
    Kind.DOSE_LEVEL.value: 1,
    Kind.HOLD.value: 2,
    Kind.STOP.value: 3,
    Kind.VISIT.value: 4,
    Kind.SETTINGS.value: 5,
    Kind.PROTOCOL_ADOPTED.value: 6,
    Kind.WORDING_INSTALLED.value: 7,
}
"""Kinds that are told, in this order."""
_ASKED_IN = {
    "en": N_("The questionnaire in English is asked in the wording {id}, version {version}."),
    "zh_CN": N_("The questionnaire in Chinese is asked in the wording {id}, version {version}."),
}


@dataclass(frozen=True, slots=True)
class PackName:
    """An installed wording by name; ``shows_in``: the language of the program whose questions it words."""

    id: str
    version: str
    shows_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSays:
    """What a set-up file says of a participant.

    ``trial``: the plan's title by language. ``mg``: the dose of the last cycle
    start or level decision, ``mg_from`` its day. ``visits``: from the day asked on.
    ``packs``: the installed wording that it brings, one of each language.
    """

    participant: str
    site: str | None
    trial: str
    first_dose: date | None
    mg: Decimal | None
    mg_from: date | None
    phone: str | None
    visits: tuple[date, ...]
    packs: tuple[PackName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the clinic decided or took back.

    ``kind``: of the record. ``day``: from when; ``last``: of a pause, inclusive.
    ``first``: it is the start of cycle 1. ``corrected``: it was told before and
    is another now; ``taken_back``: it no longer holds.
    """

    kind: str
    day: date | None = None
    last: date | None = None
    mg: Decimal | None = None
    phone: str | None = None
    pack: PackName | None = None
    first: bool = False
    corrected: bool = False
    taken_back: bool = False


def says(setup: OpenedSetup, today: date, language: str) -> SetupSays:
    """What the file says as a whole."""
    diary = diary_of(setup)
    calendar = Calendar(diary)
    levels = calendar.level_changes()
    records = [record for record in setup.records() if not record.void]
    phones = [each.payload[PHONE] for each in records if each.payload.get(PHONE)]
    days = sorted(each.day for each in records if each.kind == Kind.VISIT and each.day is not None)
    return SetupSays(
        participant=setup.participant,
        site=setup.content.site,
        trial=diary.protocol.title.in_language(language),
        first_dose=calendar.first_dose,
        mg=levels[-1][1] if levels else None,
        mg_from=levels[-1][0] if levels else None,
        phone=phones[-1] if phones else None,
        visits=tuple(day for day in days if day >= today),
        packs=tuple(packs_in_use(records).values()),
    )


def changes(setup: OpenedSetup, new: Sequence[Entry]) -> tuple[Change, ...]:
    """What the entries of ``new`` change, most telling first."""
    ids = {entry.id for entry in new}
    roots = _roots(setup.entries)
    touched = {roots[entry.id] for entry in new if entry.id in roots}
    first = Calendar(diary_of(setup)).first_dose
    records = sorted(setup.records(), key=_place)
    packs = packs_in_use(records)
    found = [
        _change(record, first, packs.get(record.id), was_there=record.id not in ids)
        for record in records
        if record.id in touched and _is_told(record, ids, packs)
    ]
    return tuple(found)


def packs_in_use(records: Sequence[Record]) -> dict[str, PackName]:
    """The wording of each language that counts, by the id of its record; none that is not shown here."""
    latest: dict[str, tuple[str, PackName]] = {}
    for record in sorted(records, key=lambda record: record.order):
        language = shown_in(record.payload["language"]) if record.kind == Kind.WORDING_INSTALLED else None
        if language is not None and not record.void:
            name = PackName(record.payload["id"], record.payload["version"], language)
            latest[language] = (record.id, name)
    return dict(latest.values())


def sentences(told: Collection[Change], tr: Translator) -> list[str]:
    """Each change as a sentence for the participant."""
    return [_sentence(each, tr) for each in told]


def _roots(entries: Sequence[Entry]) -> dict[str, str]:
    """The first entry of each entry's record, as far as it is there."""
    corrects = {entry.id: entry.corrects for entry in entries}
    return {entry.id: root for entry in entries if (root := _root(entry.id, corrects)) is not None}


def _root(entry_id: str, corrects: dict[str, str | None]) -> str | None:
    for _ in range(len(corrects)):
        if entry_id not in corrects:
            return None
        before = corrects[entry_id]
        if before is None:
            return entry_id
        entry_id = before
    return None


def _place(record: Record) -> tuple[int, str, tuple[int, str]]:
    return _TOLD.get(record.kind, len(_TOLD)), record.about.get("day", ""), record.order


def _is_told(record: Record, new: Collection[str], packs: Collection[str]) -> bool:
    """What was written and taken back before the diary heard of it is not told."""
    if record.kind == Kind.WORDING_INSTALLED:
        return record.id in packs
    if record.kind not in _TOLD or (record.void and record.id in new):
        return False
    if record.kind == Kind.SETTINGS:
        return bool(record.payload.get(PHONE))
    return record.kind == Kind.PROTOCOL_ADOPTED or _fact(record) is not None


def _fact(record: Record) -> Fact | None:
    """What the record tells, or told before it was taken back."""
    return fact_of(replace(record, void=False))


def _change(record: Record, first: date | None, pack: PackName | None, *, was_there: bool) -> Change:
    fact = _fact(record)
    return Change(
        kind=record.kind,
        day=record.day,
        last=fact.last if isinstance(fact, Hold) else None,
        mg=fact.mg if isinstance(fact, CycleStart | DoseLevel) else None,
        phone=record.payload.get(PHONE) if record.kind == Kind.SETTINGS else None,
        pack=pack,
        first=isinstance(fact, CycleStart) and fact.day == first,
        corrected=was_there,
        taken_back=record.void,
    )


def _sentence(change: Change, tr: Translator) -> str:
    said = "".join(_said(change, tr))
    if change.taken_back:
        return tr("No longer holds: {what}", what=said)
    return tr("Changed: {what}", what=said) if change.corrected else said


def _said(change: Change, tr: Translator) -> Iterator[str]:
    day = date_text(change.day, tr) if change.day else ""
    mg = mg_text(change.mg) if change.mg is not None else ""
    if change.kind == Kind.CYCLE_START and change.first:
        yield tr("Your first capsule is on {date}, {mg} mg a day.", date=day, mg=mg)
    elif change.kind == Kind.CYCLE_START:
        yield tr("A new cycle begins on {date}, {mg} mg a day.", date=day, mg=mg)
    elif change.kind == Kind.DOSE_LEVEL:
        yield tr("From {date} on the dose is {mg} mg a day.", date=day, mg=mg)
    elif change.kind == Kind.HOLD and change.last:
        yield tr("No capsules from {first} to {last}.", first=day, last=date_text(change.last, tr))
    elif change.kind == Kind.HOLD:
        yield tr("No capsules from {date} on, until your clinic says otherwise.", date=day)
    elif change.kind == Kind.STOP:
        yield tr("The treatment ends: no capsules from {date} on.", date=day)
    elif change.kind == Kind.VISIT:
        yield tr("A visit at the clinic on {date}.", date=day)
    elif change.kind == Kind.SETTINGS:
        yield tr("The phone number of your clinic is {phone}.", phone=change.phone)
    elif change.pack is not None:
        text = _ASKED_IN[change.pack.shows_in]
        yield tr(text, id=change.pack.id, version=change.pack.version)
    else:
        yield tr("The study plan of your clinic is in force.")
