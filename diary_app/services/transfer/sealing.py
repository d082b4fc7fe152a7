"""The patient's side: what the clinic has not got yet, sealed to it and signed by this device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, DoesNotFit, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import ACCESS_CHAIN, Kind
from diary_app.exchange.transfer import sealed
from diary_app.exchange.transfer.container_chains import ChainRange, without_note
from diary_app.exchange.transfer.receipt import heads_value
from diary_app.services.transfer.pinning import Pinned, pinned
from diary_app.services.transfer.preview import ClinicHas
from diary_app.services.transfer.receipts import clinic_has

if TYPE_CHECKING:
    from diary_app.domain.log.act import Author
    from diary_app.domain.log.mark import Mark
    from diary_app.services.opened import Opened

SEALED_FILE = "sealed_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A sealed file. ``entries``: how many are in it; ``since``: of the receipt it goes on from."""

    participant: str
    content: bytes = field(repr=False)
    entries: int
    since: datetime | None
    notes: bool
    mark: Mark

    @property
    def sha256(self) -> str:
        """Of the file, 64 hex digits."""
        return sha256(self.content).hexdigest()


def seal(opened: Opened, participant: str, *, notes: bool, everything: bool) -> Shared:
    """All that the clinic has not got, or ``everything``; ``notes``: with what was typed as notes.

    All of the diary is checked first. Raises ``DoesNotFit`` without a set-up
    file from a clinic, ``Tampered`` or ``Damaged`` for a diary that does not
    hold, ``NotSaved``.
    """
    clinic = clinic_of(opened, participant)
    refuse_broken(opened)
    marking = opened.store.marking
    now = opened.now().utc
    mark = marking.mark(made_at=now, chains=[participant])
    has = None if everything else clinic_has(opened, participant)
    ranges = _ranges(opened, mark.heads, has, notes=notes)
    sender = _sender(opened, clinic, mark, now, notes=notes)
    inside = sealed.encode(sender, sealed.Contents(ranges, mark), marking.sign)
    return Shared(
        participant=participant,
        content=sealed.wrap(clinic.keys.seal(inside), clinic.keys.age),
        entries=sum(len(each.entries) for each in ranges),
        since=None if has is None else has.at,
        notes=notes,
        mark=mark,
    )


def clinic_of(opened: Opened, participant: str) -> Pinned:
    """The clinic of a patient's diary. Raises ``DoesNotFit`` where there is none."""
    if opened.staff:
        raise DoesNotFit(N_("A sealed file comes from a patient's diary; this is a clinic's store."))
    clinic = pinned(opened, participant)
    if clinic is None:
        raise DoesNotFit(
            N_("This diary knows no clinic yet that it could be sealed for: open the clinic's set-up file "
               "first.")
        )  # fmt: skip
    return clinic


def refuse_broken(opened: Opened) -> None:
    """All of a diary is checked before it is shared; a missing end is told elsewhere and keeps nobody."""
    from diary_app.storage.findings import FindingKind

    others = (FindingKind.SHORTER, FindingKind.MARK, FindingKind.FILE)
    bad = [each for each in opened.store.integrity.verify().findings if each.kind not in others]
    if not bad:
        return
    if bad[0].kind is FindingKind.DAMAGED_FILE:
        raise Damaged(N_("The diary's file is damaged; nothing was shared."))
    raise Tampered(
        N_("The diary does not hold ({kind}); nothing was shared. diary-app verify says more."),
        kind=bad[0].kind.value,
    )


def log_act(shared: Shared, author: Author) -> Act:
    """That it was made; on the access chain, so that sharing does not move the diary's head."""
    payload = {
        "what": SEALED_FILE,
        "sha256": shared.sha256,
        "entries": shared.entries,
        "notes": shared.notes,
        "heads": heads_value(shared.mark.heads),
    }
    return Act(
        kind=Kind.EXPORTED,
        chain=ACCESS_CHAIN,
        participant=shared.participant,
        author=author,
        payload=payload,
    )


def _ranges(
    opened: Opened, heads: Sequence[Head], has: ClinicHas | None, *, notes: bool
) -> tuple[ChainRange, ...]:
    """This store's own chains of the participant, from where the clinic's copy ends."""
    there = {head.key: head.seq for head in has.heads} if has else {}
    own = [head for head in heads if head.key.origin == opened.store.store_id]
    found = [
        _range(opened, head.key, there, notes=notes) for head in own if head.seq > there.get(head.key, 0)
    ]
    return tuple(found)


def _range(opened: Opened, key: ChainKey, there: Mapping[ChainKey, int], *, notes: bool) -> ChainRange:
    entries = opened.store.journal.chain(key, there.get(key, 0) + 1)
    return ChainRange(key, tuple(entries if notes else map(without_note, entries)))


def _sender(opened: Opened, clinic: Pinned, mark: Mark, now: datetime, *, notes: bool) -> sealed.Sender:
    plan = opened.adopted(clinic.participant)[-1]
    return sealed.Sender(
        participant=clinic.participant,
        trial=opened.protocol().id,
        trial_sha256=str(plan.payload["sha256"]),
        store=opened.store.store_id,
        nonce=clinic.nonce,
        public_key=mark.public_key,
        made_at=now,
        notes=notes,
    )
