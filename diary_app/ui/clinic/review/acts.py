"""What the page of alerts asks of the store; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from diary_app.services.clinic.review import REVIEWED, WAITING, ReviewRow
from diary_app.ui.clinic import drafts

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

DRAFT = "clinic:review"
AT_ONCE = 30
"""Alerts that are shown, and diaries that are read, before the page says what there is so far."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of a filter (of the reviewed ones the newest), how many wait and how many are reviewed.

    ``missing``: how many diaries are still to be read. ``draft``: what was typed
    and not saved, kept under ``draft_name`` (empty for a monitor).
    """

    rows: list[ReviewRow]
    waiting: int
    reviewed: int
    missing: int
    today: date
    draft: Mapping[str, Any] | None
    draft_name: str


def load(store: OpenedStore, show: str, most: int = AT_ONCE, fresh: int = 0, about: str = "") -> Loaded:
    """The alerts of everybody who is known, after up to ``fresh`` more diaries are read.

    ``about``: the id of a reviewed one that stands before the others, however old it is.
    """
    store.staff.note_everybody_read("alerts")
    missing = store.patients.fresh(fresh) if fresh else store.patients.missing()
    waiting, reviewed = store.review.counts()
    rows = store.review.known_waiting() if show == WAITING else store.review.reviewed(most)
    if about and show == REVIEWED:
        rows = [*_reviewed_as(store, about), *(each for each in rows if each.id != about)]
    name = drafts.own_draft(store, DRAFT)
    today, draft = store.patients.today(), drafts.kept(store, name)
    return Loaded(rows, waiting, reviewed, missing, today, draft, name)


def _reviewed_as(store: OpenedStore, row: str) -> list[ReviewRow]:
    whose = row.rsplit("/", maxsplit=2)[0]
    return [each for each in store.review.rows(whose, REVIEWED) if each.id == row]


def answer(store: OpenedStore, row: str, done: str, note: str) -> str:
    """Write what was done; the entry's id. Raises ``DoesNotFit``, ``NotSaved``."""
    return store.review.answer(row, done, note or None)


def take_back(store: OpenedStore, entry: str, reason: str) -> str:
    """Take a review back: the alert waits again."""
    return store.diary.undo(entry, reason)
