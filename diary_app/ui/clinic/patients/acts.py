"""What the patients page asks of the store; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.ui.clinic import drafts

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.ui.clinic.patients.add_form import NewPatient

AT_ONCE = 25
"""How many patients' diaries are read before the list is shown anew."""
DRAFT = "clinic:add_patient"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whom the list can show now, how many are still to be read, and what was typed and not added.

    ``draft_name``: under which this person keeps that; empty for a monitor.
    """

    rows: list[PatientRow]
    missing: int
    today: date
    draft: Mapping[str, Any] | None
    draft_name: str


def load(store: OpenedStore, fresh: int) -> Loaded:
    """Read up to ``fresh`` more diaries, then tell what is known."""
    patients = store.patients
    missing = patients.fresh(fresh) if fresh else patients.missing()
    today = patients.today()
    name = drafts.own_draft(store, DRAFT)
    return Loaded(patients.known_rows(today), missing, today, drafts.kept(store, name), name)


def add(store: OpenedStore, new: NewPatient) -> str:
    """Enrol a patient; the entry's id. Raises ``DoesNotFit``, ``NotSaved``."""
    from diary_app.services.founding import enrol

    author = store.diary.author(new.participant)
    return enrol(store.opened, new.participant, new.first_dose, author, site=new.site)
