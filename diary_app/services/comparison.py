"""What is to be said of a mark, a backup or a printed summary once it was held against the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged
from diary_app.domain.log.entry import STORE_CHAIN, Entry, Kind
from diary_app.domain.log.mark import device_keys, must_be_signed

if TYPE_CHECKING:
    from diary_app.domain.log.chain import Head
    from diary_app.services.marks import Brought
    from diary_app.storage.findings import Finding, Verification
    from diary_app.storage.store import Store

SIGNATURE = "signature"
KEY = "key"
UNSIGNED = "unsigned"


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
    ``None`` for a backup from before the diary had a key. Of a summary:
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


def signature(brought: Brought, store: Store) -> bool | None:
    """Whether the signature of what was brought is right, by whatever key; ``None`` where it needs none."""
    if brought.mark is not None:
        return store.marking.holds(brought.mark)
    try:
        return False if must_be_signed(brought.heads, _devices(store), store.store_id) else None
    except Damaged:  # the check of its chain names it
        return None


def compare(brought: Brought, found: Verification, store: Store, *, signed: bool | None) -> Comparison:
    """Add to ``found`` what the mark's key and the file itself say; ``signed``: as ``signature`` has it."""
    from diary_app.storage.findings import Finding, FindingKind

    last = {head.key: head.seq for head in found.heads}
    reached = tuple(Reached(head, last.get(head.key, 0)) for head in brought.heads)
    findings = list(found.findings)
    # entries that cannot be read are among the findings already; then no more is asked of the log
    readable = not {FindingKind.CONTENT, FindingKind.DAMAGED_FILE} & {each.kind for each in findings}
    known = readable and brought.mark is not None and store.marking.knows_key(brought.mark)
    if signed is False:
        findings.insert(0, Finding(FindingKind.MARK, UNSIGNED if brought.mark is None else SIGNATURE))
    elif signed and readable and not known:
        findings.insert(_place_of_key(brought, findings), Finding(FindingKind.MARK, KEY))
    printed_at, as_made = _as_made(brought, store) if signed and known else (None, None)
    if as_made is False:
        findings.append(Finding(FindingKind.FILE))
    return Comparison(
        brought=brought,
        found=replace(found, findings=tuple(findings)),
        reached=reached,
        signed=None if signed is None else not any(each.kind is FindingKind.MARK for each in findings),
        printed_at=printed_at,
        as_made=as_made,
    )


def _place_of_key(brought: Brought, findings: Sequence[Finding]) -> int:
    """Where it is said that the key is unknown: before what the mark says of the log.

    After it, where the entry that told of the key may be among what is missing.
    """
    against = [number for number, each in enumerate(findings) if told_by(brought, each)]
    chains = {each.chain.chain for each in (findings[number] for number in against) if each.chain}
    if STORE_CHAIN in chains or all(head.key.chain != STORE_CHAIN for head in brought.heads):
        return len(findings)
    return min(against, default=len(findings))


def told_by(brought: Brought, finding: Finding) -> bool:
    """Whether the log does not agree with what was brought (and not with an automatic backup)."""
    from diary_app.storage.findings import FindingKind

    return finding.kind in (FindingKind.SHORTER, FindingKind.BRANCH) and finding.detail == brought.file.name


def _as_made(brought: Brought, store: Store) -> tuple[datetime | None, bool | None]:
    """When a file of these bytes was made, and whether one was; its mark's key is known."""
    if brought.sha256 is None or brought.mark is None:
        return None, None
    for entry in store.journal.entries(kinds=[Kind.PRINTED.value]):
        if entry.payload is not None and entry.payload.get("sha256") == brought.sha256:
            return entry.entered_at, True
    restored = max((each.epoch for each in store.journal.entries(kinds=[Kind.RESTORE.value])), default=0)
    # a restored diary has another key: what was signed with that one is younger than all that was given up
    made = (
        each for each in _devices(store) if device_keys([each], store.store_id) == {brought.mark.public_key}
    )
    return None, False if max(each.epoch for each in made) >= restored else None


def _devices(store: Store) -> list[Entry]:
    """The entries that tell of this diary's own keys."""
    entries = store.journal.entries(chain=STORE_CHAIN, kinds=[Kind.DEVICE.value])
    return [each for each in entries if each.origin == store.store_id]
