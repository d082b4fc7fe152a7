"""What is to be said of a mark, a backup or a printed summary once it was held against the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from diary_app.domain.log.entry import Kind

if TYPE_CHECKING:
    from diary_app.domain.log.chain import Head
    from diary_app.services.marks import Brought
    from diary_app.storage.findings import Verification
    from diary_app.storage.store import Store

SIGNATURE = "signature"
KEY = "key"


@dataclass(frozen=True, slots=True)
class Reached:
    """A head that was brought, and the last number the log has in its chain (0: none)."""

    head: Head
    last: int

    @property
    def after(self) -> int:
        """How many entries came after it."""
        return max(0, self.last - self.head.seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``found``: everything ``verify`` found, and what does not agree with what was brought.

    ``signed``: whether its signature is right and by a key this log knows;
    ``None`` for a backup of an earlier version, which has none. Of a summary:
    ``printed_at``, when a file of just these bytes was made; ``as_made``,
    whether there is one, ``None`` where the log cannot tell (a restore may have
    taken the entry that told of it).
    """

    brought: Brought
    found: Verification
    reached: tuple[Reached, ...]
    signed: bool | None
    printed_at: datetime | None = None
    as_made: bool | None = None


def compare(brought: Brought, found: Verification, store: Store, *, signed: bool | None) -> Comparison:
    """Add to ``found`` what the mark's key and the file itself say; ``signed``: its signature is right."""
    from diary_app.storage.findings import Finding, FindingKind

    last = {head.key: head.seq for head in found.heads}
    reached = tuple(Reached(head, last.get(head.key, 0)) for head in brought.heads)
    first, more = [], []
    # entries that cannot be read are among the findings already; then no more is asked of the log
    readable = not {FindingKind.CONTENT, FindingKind.DAMAGED_FILE} & {each.kind for each in found.findings}
    if signed is False:
        first.append(Finding(FindingKind.MARK, SIGNATURE))
    elif readable and brought.mark is not None and not store.marking.knows_key(brought.mark):
        more.append(Finding(FindingKind.MARK, KEY))
    printed_at, as_made = _as_made(brought, store) if signed and readable else (None, None)
    if as_made is False:
        more.append(Finding(FindingKind.FILE))
    return Comparison(
        brought=brought,
        found=replace(found, findings=(*first, *found.findings, *more)),
        reached=reached,
        signed=None if signed is None else not any(each.kind is FindingKind.MARK for each in (*first, *more)),
        printed_at=printed_at,
        as_made=as_made,
    )


def _as_made(brought: Brought, store: Store) -> tuple[datetime | None, bool | None]:
    """When a file of these bytes was made, and whether one was."""
    if brought.sha256 is None:
        return None, None
    for entry in store.journal.entries(kinds=[Kind.PRINTED.value]):
        if entry.payload is not None and entry.payload.get("sha256") == brought.sha256:
            return entry.entered_at, True
    restored = bool(store.journal.entries(kinds=[Kind.RESTORE.value], limit=1))
    return None, None if restored else False
