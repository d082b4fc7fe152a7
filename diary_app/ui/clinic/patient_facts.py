"""What the head of one patient's page says, and that their data were looked at. Asked on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.chips import Chip

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """The patient's line of the list, and the day it is of."""

    row: PatientRow
    today: date


def look_at(store: OpenedStore, participant: str, tab: str) -> PatientFacts:
    """Write down that a tab of the patient is looked at, then tell.

    Raises ``NotSaved``: then nothing is shown.
    """
    store.staff.note_read(participant, tab)
    return facts(store, participant)


def facts(store: OpenedStore, participant: str) -> PatientFacts:
    """The line alone."""
    today = store.patients.today()
    return PatientFacts(store.patients.row(participant, today), today)


def since_words(kit: Kit, row: PatientRow) -> str:
    """For instance "Site 04. Since 30 December 2025"."""
    tr = kit.tr
    site = tr("Site {site}.", site=row.site) if row.site else ""
    if row.first_dose is None:
        return kit.sentences(site, tr("Treatment has not begun."))
    day = row.first_dose
    first = kit.locale.toString(QDate(day.year, day.month, day.day), tr("d MMMM yyyy"))
    return kit.sentences(site, tr("Since {date}", date=first))


def chips(kit: Kit, row: PatientRow) -> list[Chip]:
    """What stands out: alerts to review, held, stopped."""
    tr = kit.tr
    found = []
    if row.to_review:
        words = tr.plural("{n} to review", "{n} to review", row.to_review)
        found.append(Chip(kit, words, "due", "circle-alert"))
    if row.stopped:
        found.append(Chip(kit, tr("Stopped")))
    elif row.held:
        found.append(Chip(kit, tr("Held by clinic"), "plain", "pause"))
    return found
