"""What the Visits tab asks of the store; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from diary_app.domain.clinic.signature import Signature
from diary_app.domain.record import Record
from diary_app.domain.writing.corrections import line_of
from diary_app.domain.writing.fields import Fields
from diary_app.services.clinic.visit_story import VisitsView
from diary_app.ui.clinic import drafts
from diary_app.ui.clinic.visits import specs

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

DRAFT = "clinic:visits"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the tab shows, and what was typed and not saved; ``signatures`` by the visit's record.

    ``draft_name``: under which this person keeps what they type about this
    participant; empty for a monitor, who writes nothing.
    """

    view: VisitsView
    draft: Mapping[str, Any] | None
    signatures: Mapping[str, Sequence[Signature]]
    may_sign: bool
    draft_name: str

    @property
    def reads_only(self) -> bool:
        """Whether a monitor looks at it."""
        return not self.draft_name


def load(store: OpenedStore, participant: str) -> Loaded:
    """A participant's story; a draft only if it is about them and was typed by whoever is signed in."""
    name = drafts.own_draft(store, f"{DRAFT}:{participant}")
    own = drafts.kept(store, name)
    view, account = store.visits.story(participant), store.staff.signed_in()
    visits = [line.fact.record.id for line in view.visits]
    signatures = {record: store.staff.signatures(record) for record in visits}
    return Loaded(view, own, signatures, account is not None and not account.reads_only, name)


def save(store: OpenedStore, participant: str, form: str, line: Mapping[str, Any]) -> str:
    """Write what a form says; the entry's id. Raises ``DoesNotFit``, ``NotSaved``."""
    visits, fields = store.visits, Fields(line)
    note, reason = line.get("note"), line.get("reason", "")
    if form == specs.HOLD:
        return visits.hold(participant, fields.day("from"), fields.optional_day("to"), reason, note=note)
    day = fields.day("day")
    rest = {name: value for name, value in line.items() if name not in ("day", "note")}
    rest = numbers(rest)
    if form in (specs.VISIT, specs.RESPONSE):
        return visits.add_visit(participant, day, rest, note=note)
    if form == specs.EVENT:
        return visits.add_adverse_event(participant, day, rest, note=note)
    if form == specs.MEDICINE:
        return visits.add_medication(participant, day, rest, note=note)
    if form in (specs.DISPENSE, specs.TAKE_BACK):
        return _capsules(store, participant, form, line)
    return _decide(store, participant, form, line)


def _decide(store: OpenedStore, participant: str, form: str, line: Mapping[str, Any]) -> str:
    visits, fields = store.visits, Fields(line)
    day, reason, note = fields.day("day"), line.get("reason", ""), line.get("note")
    if form == specs.DELAY:
        return visits.delay_cycle(participant, day, reason)
    if form == specs.RESUME:
        return visits.end_hold(participant, day, reason)
    if form == specs.STOP:
        return visits.stop(participant, day, reason, note=note)
    mg = fields.decimal("mg")
    if form == specs.REDUCE:
        return visits.reduce(participant, day, mg, reason, note=note)
    if form == specs.RAISE:
        return visits.re_escalate(participant, day, mg, reason, note=note)
    return visits.start_cycle(participant, day, mg, reason=reason or None, note=note)


def _capsules(store: OpenedStore, participant: str, form: str, line: Mapping[str, Any]) -> str:
    given = numbers(line)
    day, mg, note = Fields(line).day("day"), Fields(line).decimal("mg"), line.get("note")
    if form == specs.DISPENSE:
        return store.visits.dispense(participant, day, mg, given["capsules"], note=note)
    lost = given.get("lost", 0)
    return store.visits.take_back(participant, day, mg, given["capsules"], lost=lost, note=note)


def correct(store: OpenedStore, record: str, changed: Mapping[str, Any], reason: str) -> str:
    """Correct a record; the correction's id."""
    return store.diary.correct(record, numbers(changed), reason)


def undo(store: OpenedStore, record: str, reason: str) -> str:
    """Take a record back altogether; the undo's id."""
    return store.diary.undo(record, reason)


def numbers(line: Mapping[str, Any]) -> dict[str, Any]:
    """Whole numbers, and yes and no, as the domain takes them; else a text stays, to be refused by name."""
    return {name: _plain(name, value) for name, value in line.items()}


def _plain(name: str, value: Any) -> Any:
    if name in _FLAGS:
        return _YES_NO.get(value, value)
    whole = name in _WHOLE and isinstance(value, str) and value.isascii() and value.isdigit()
    return Decimal(value) if whole else value


_FLAGS, _YES_NO = frozenset({"serious"}), {"yes": True, "no": False}
_WHOLE = frozenset({"ecog", "pulse", "grade", "capsules", "lost"})


def as_typed(record: Record) -> dict[str, str]:
    """A record as its form's fields would say it."""
    line = line_of(record)
    readings = line.pop("readings", None)
    typed = {name: str(value) for name, value in line.items() if not isinstance(value, list | dict)}
    if "serious" in line:
        typed |= {
            "serious": "yes" if line["serious"] else "no",
            "criteria": ",".join(line.get("criteria", ())),
        }
    if readings:
        typed["readings"] = " ".join(f"{high}/{low}" for high, low in readings)
    return typed
