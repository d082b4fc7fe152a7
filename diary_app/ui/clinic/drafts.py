"""What somebody of the clinic typed and did not save: kept for them alone, encrypted; on the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore


def own_draft(store: OpenedStore, name: str) -> str:
    """A draft's name for whoever is signed in: nobody is offered what another typed; a monitor has none."""
    account = store.staff.signed_in()
    if account is None:
        return name
    return "" if account.reads_only else f"{name}:{account.id}"


def kept(store: OpenedStore, name: str) -> Mapping[str, Any] | None:
    """What is kept under ``name``; an empty one keeps nothing."""
    found = store.opened.store.drafts.get(name) if name else None
    return found if isinstance(found, Mapping) else None


def keep(store: OpenedStore, name: str, typed: Mapping[str, Any] | None) -> None:
    """Keep what was typed; ``None`` drops it."""
    drafts = store.opened.store.drafts
    if typed is not None:
        drafts.put(name, dict(typed))
    elif drafts.get(name) is not None:
        drafts.delete(name)
