"""What the page of alerts asks of the store; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from diary_app.services.clinic.review import REVIEWED, WAITING, ReviewRow

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

DRAFT = "clinic:review"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of a filter, how many wait and how many are reviewed, and what was typed and not saved."""

    rows: list[ReviewRow]
    waiting: int
    reviewed: int
    today: date
    draft: Mapping[str, Any] | None


def load(store: OpenedStore, show: str) -> Loaded:
    """The alerts of everybody."""
    waiting, reviewed = store.review.rows(show=WAITING), store.review.rows(show=REVIEWED)
    kept = store.opened.store.drafts.get(DRAFT)
    draft = kept if isinstance(kept, Mapping) else None
    rows = waiting if show == WAITING else reviewed
    return Loaded(rows, len(waiting), len(reviewed), store.patients.today(), draft)


def answer(store: OpenedStore, row: str, done: str, note: str) -> str:
    """Write what was done; the entry's id. Raises ``DoesNotFit``, ``NotSaved``."""
    return store.review.answer(row, done, note or None)


def take_back(store: OpenedStore, entry: str, reason: str) -> str:
    """Take a review back: the alert waits again."""
    return store.diary.undo(entry, reason)


def keep(store: OpenedStore, typed: Mapping[str, Any] | None) -> None:
    """Keep what was typed as an encrypted draft; ``None`` drops it."""
    drafts = store.opened.store.drafts
    if typed is not None:
        drafts.put(DRAFT, dict(typed))
    elif drafts.get(DRAFT) is not None:
        drafts.delete(DRAFT)
