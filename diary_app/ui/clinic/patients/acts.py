"""What the patients page asks of the store; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from diary_app.domain.clinic.patient_row import PatientRow

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.ui.clinic.patients.add_form import NewPatient

AT_ONCE = 25
"""How many patients' diaries are read before the list is shown anew."""
DRAFT = "clinic:add_patient"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whom the list can show now, how many are still to be read, and what was typed and not added."""

    rows: list[PatientRow]
    missing: int
    today: date
    draft: dict[str, Any] | None


def load(store: OpenedStore, fresh: int) -> Loaded:
    """Read up to ``fresh`` more diaries, then tell what is known."""
    patients = store.patients
    missing = patients.fresh(fresh) if fresh else patients.missing()
    today = patients.today()
    kept = store.opened.store.drafts.get(DRAFT)
    draft = dict(kept) if isinstance(kept, Mapping) else None
    return Loaded(patients.known_rows(today), missing, today, draft)


def add(store: OpenedStore, new: NewPatient) -> str:
    """Enrol a patient; the entry's id. Raises ``DoesNotFit``, ``NotSaved``."""
    from diary_app.services.founding import enrol

    author = store.diary.author(new.participant)
    return enrol(store.opened, new.participant, new.first_dose, author, site=new.site)


def keep(store: OpenedStore, typed: dict[str, Any] | None) -> None:
    """Keep what was typed as an encrypted draft; ``None`` drops it."""
    drafts = store.opened.store.drafts
    if typed is not None:
        drafts.put(DRAFT, typed)
    elif drafts.get(DRAFT) is not None:
        drafts.delete(DRAFT)
