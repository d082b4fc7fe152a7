"""What the page about the study asks of the store about one missing questionnaire; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diary_app.domain.facts import FormNotDone
from diary_app.services.clinic.study import ComplianceView, DeteriorationView, MissingForm
from diary_app.ui.clinic import drafts

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

DRAFT = "clinic:study"


@dataclass(frozen=True, slots=True)
class Asked:
    """A missing questionnaire, and the reason that is written down: its record, code and note, if any.

    ``draft``: what was typed about that participant and not saved, kept under
    ``draft_name`` (empty for a monitor, who writes nothing).
    """

    row: MissingForm
    draft_name: str
    draft: Mapping[str, Any] | None
    record: str = ""
    reason: str = ""
    note: str = ""


def compliance(store: OpenedStore) -> ComplianceView:
    """Questionnaires expected and received; the look at everybody's is written down first."""
    store.staff.note_everybody_read("study")
    return store.study.compliance()


def deterioration(store: OpenedStore) -> DeteriorationView:
    """Times to deterioration; the look at everybody's is written down first."""
    store.staff.note_everybody_read("study")
    return store.study.deterioration()


def ask(store: OpenedStore, row: MissingForm) -> Asked:
    """What is known about a missing questionnaire."""
    name = drafts.own_draft(store, f"{DRAFT}:{row.participant}")
    draft = drafts.kept(store, name)
    told = store.opened.diary(row.participant).on_day(FormNotDone, row.target)
    if not told:
        return Asked(row, name, draft)
    record = told[0].record
    return Asked(row, name, draft, record.id, told[0].reason, record.note or "")


def unfinished(store: OpenedStore) -> list[tuple[str, str]]:
    """About whom, and which planned day, whoever is signed in typed something and did not save it."""
    names = store.opened.store.drafts.names(f"{DRAFT}:")
    told = [(name, draft) for name in names if (draft := drafts.kept(store, name)) is not None]
    return [
        (draft["participant"], draft["day"])
        for name, draft in told
        if drafts.own_draft(store, f"{DRAFT}:{draft['participant']}") == name
    ]


def write(store: OpenedStore, typed: Mapping[str, Any]) -> str:
    """Write a reason down, or correct the one that is there; the entry's id. ``DoesNotFit``, ``NotSaved``."""
    told = {"reason": typed["reason"], "note": typed["note"] or None}
    if typed["record"]:
        return store.diary.correct(typed["record"], told, typed["why"])
    line = {"kind": "qlq_not_done", "day": typed["day"], **told}
    given = {name: value for name, value in line.items() if value is not None}
    return store.diary.write(given, participant=typed["participant"])
