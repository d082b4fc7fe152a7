"""Receipts: the clinic says how far its copy of a diary goes, the patient's diary keeps that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, By, Entry, Kind, Role, instant_text
from diary_app.exchange.transfer import receipt as format_
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.pinning import pinned
from diary_app.services.transfer.preview import ClinicHas, FileKind, Incoming, Range, Remark, TakenInReport

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
RECEIPT = "receipt"


def make_receipt(opened: Opened, participant: str) -> bytes:
    """What this clinic has of a participant's diary, signed. Raises ``DoesNotFit`` where it has nothing."""
    keys = clinic_keys(opened)
    store = opened.store
    heads = [head for head in store.journal.heads(participant) if head.key.chain == participant]
    theirs = tuple(head for head in heads if head.key.origin != store.store_id)
    if not theirs:
        raise DoesNotFit(
            N_("Nothing of {participant}'s diary was taken in yet, so there is nothing to confirm."),
            participant=participant,
        )
    told = format_.Receipt(
        participant=participant,
        clinic_store=store.store_id,
        public_key=keys.public.signing,
        made_at=opened.now().utc,
        heads=theirs,
    )
    return format_.encode(told, keys.sign)


def given_receipt(participant: str, content: bytes, author: Author) -> Act:
    """That a receipt was made, for the access chain: a file that goes out does not move the chain's head."""
    payload = {"what": RECEIPT, "sha256": sha256(content).hexdigest()}
    return Act(
        kind=Kind.EXPORTED, chain=ACCESS_CHAIN, participant=participant, author=author, payload=payload
    )


def look_at_receipt(opened: Opened, content: bytes, name: str) -> Incoming:
    """What a receipt says. Raises the ``PlainError`` of why it does not fit this diary."""
    receipt = _checked(opened, content)
    mine = [head for head in receipt.heads if head.key.origin == opened.store.store_id]
    held = tuple(head for head in mine if opened.store.journal.hash_at(head.key, head.seq) == head.hash)
    for head in mine:
        if head not in held and opened.store.journal.hash_at(head.key, head.seq) is not None:
            raise Tampered(
                N_("The clinic has another entry {seq} of this diary than the one that is here: the diary "
                   "was copied and went on twice, or it was altered."), seq=head.seq,
            )  # fmt: skip
    before = _furthest(opened, receipt.participant)
    further = [head for head in held if head.seq > before.get(head.key, 0)]
    behind = any(head not in held for head in mine)
    return Incoming(
        name=name,
        content=content,
        kind=FileKind.RECEIPT,
        participant=receipt.participant,
        made_at=receipt.made_at,
        new=sum(head.seq - before.get(head.key, 0) for head in further),
        known=sum(head.seq for head in held) - sum(head.seq - before.get(head.key, 0) for head in further),
        ranges=tuple(Range(key=h.key, first=before.get(h.key, 0) + 1, head=h) for h in held),
        remarks=(_BEHIND,) if behind else (),
    )


_BEHIND = Remark(
    template=N_("The clinic has entries of this diary that are not here: it was restored from a backup that "
                "is older than they are.")
)  # fmt: skip


def take_in_receipt(opened: Opened, looked: Incoming) -> TakenInReport:
    """Keep what a receipt says; one that says no more than is known writes nothing.

    It stands on the store's own chain: what the clinic has must not itself be
    something new to hand over.
    """
    entry = None
    if looked.new:
        payload = {
            "what": RECEIPT,
            "participant": looked.participant,
            "made_at": instant_text(looked.made_at) if looked.made_at else None,
            "file": sha256(looked.content).hexdigest(),
            "heads": format_.heads_value(tuple(each.head for each in looked.ranges)),
        }
        act = Act(kind=Kind.TAKEN_IN, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)
        [written] = opened.store.journal.append([act])
        entry = written.id
    return TakenInReport(
        name=looked.name,
        kind=FileKind.RECEIPT,
        participant=looked.participant or "",
        new=looked.new,
        known=looked.known,
        entry=entry,
        remarks=looked.remarks,
    )


def clinic_has(opened: Opened, participant: str) -> ClinicHas | None:
    """How far the clinic's copy goes, by its receipts and by what came with its set-up files."""
    furthest = _furthest(opened, participant)
    if not furthest:
        return None
    journal = opened.store.journal
    last = {
        head.key: head.seq for head in journal.heads(participant) if _is_own(opened, head.key, participant)
    }
    heads = [Head(key, seq, journal.hash_at(key, seq) or "") for key, seq in furthest.items()]
    told = [at for at, _ in _told(opened, participant)]
    return ClinicHas(
        at=max(told),
        entries=sum(furthest.values()),
        waiting=sum(seq - furthest.get(key, 0) for key, seq in last.items()),
        heads=tuple(heads),
    )


def _furthest(opened: Opened, participant: str) -> dict[ChainKey, int]:
    """The last number of each of this diary's chains that the clinic is known to have as it is here."""
    furthest: dict[ChainKey, int] = {}
    for _, heads in _told(opened, participant):
        for head in heads:
            held = _is_own(opened, head.key, participant) and head.seq > furthest.get(head.key, 0)
            if held and opened.store.journal.hash_at(head.key, head.seq) == head.hash:
                furthest[head.key] = head.seq
    return furthest


def _is_own(opened: Opened, key: ChainKey, participant: str) -> bool:
    return key.origin == opened.store.store_id and key.chain == participant


def _told(opened: Opened, participant: str) -> Iterator[tuple[datetime, tuple[Head, ...]]]:
    """When the clinic said what it has: by receipts taken in here, and in its own entries."""
    clinic = pinned(opened, participant)
    journal, kinds = opened.store.journal, [Kind.TAKEN_IN.value]
    told = [*journal.entries(chain=STORE_CHAIN, kinds=kinds), *journal.entries(participant, kinds=kinds)]
    for entry in told:
        own = entry.origin == opened.store.store_id and entry.chain == STORE_CHAIN
        theirs = clinic is not None and entry.origin == clinic.store and entry.chain == participant
        if (own or theirs) and entry.payload is not None:
            with_heads = _heads(entry.payload)
            if with_heads:
                yield _said_at(entry), with_heads


def _heads(payload: Mapping[str, Any]) -> tuple[Head, ...]:
    try:
        return format_.heads_of(payload.get("heads"))
    except Unfit:  # of another program's making; it says nothing that could be held against this log
        return ()


def _said_at(entry: Entry) -> datetime:
    told = (entry.payload or {}).get("made_at") if entry.chain == STORE_CHAIN else None
    return datetime.fromisoformat(told) if isinstance(told, str) else entry.entered_at


def _checked(opened: Opened, content: bytes) -> format_.Receipt:
    """A receipt of this diary's clinic for this diary."""
    if opened.staff:
        raise DoesNotFit(N_("A receipt is for the participant's diary; this is a clinic's store."))
    if len(content) > format_.LARGEST:
        raise DoesNotFit(N_("The file is too big to be a receipt."))
    try:
        receipt, found = format_.decode(content)
    except NewerFile as newer:
        raise newer_version(newer) from None
    except Unfit:
        raise Damaged(N_("The receipt is damaged: it is not as the clinic wrote it.")) from None
    if receipt.participant not in opened.participants():
        raise DoesNotFit(
            N_("The file is about the participant {participant}, who is not in this diary."),
            participant=receipt.participant,
        )
    clinic = pinned(opened, receipt.participant)
    if clinic is None or (clinic.keys.signing, clinic.store) != (receipt.public_key, receipt.clinic_store):
        raise DoesNotFit(N_("The receipt is not from the clinic of this diary."))
    if not clinic.keys.holds(found.signature, found.signed):
        raise Tampered(N_("The receipt was altered: the clinic's signature does not belong to it."))
    return receipt


def newer_version(newer: NewerFile) -> NewerVersion:
    """The sentence for a file of a newer program."""
    found, known = newer.args
    return NewerVersion(
        N_("The file has version {found}; this program knows up to version {known}."),
        found=found,
        known=known,
    )
