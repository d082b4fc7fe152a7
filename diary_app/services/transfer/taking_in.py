"""The clinic's side: a participant's sealed file is looked at, and taken in whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, DoesNotFit, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.days import plan_day
from diary_app.domain.log.act import Act
from diary_app.domain.log.chain import Head
from diary_app.domain.log.entry import Entry, Kind, instant_text
from diary_app.domain.log.mark import ALGORITHM
from diary_app.exchange.transfer import sealed
from diary_app.exchange.transfer.container import Container, NewerFile, Unfit
from diary_app.exchange.transfer.receipt import heads_value
from diary_app.services.transfer.clinic_keys import kept_keys
from diary_app.services.transfer.preview import (
    FileKind,
    Incoming,
    Range,
    Remark,
    TakenInReport,
    days_of,
    kinds_of,
)
from diary_app.services.transfer.receipts import newer_version
from diary_app.services.transfer.taking_in_checks import (
    is_new_device,
    refuse_ahead,
    refuse_others_words,
    refuse_stranger,
    refuse_unreadable,
    refuse_wrong_trial,
    remarks_of,
)

if TYPE_CHECKING:
    from diary_app.domain.log.act import Author
    from diary_app.services.opened import Opened
    from diary_app.storage.union import TakenIn


class NotForThisClinic(DoesNotFit):
    """A sealed file for another clinic's key."""


class WrongParticipant(DoesNotFit):
    """A sealed file about somebody who is not the one meant, or not in this store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A sealed file that was opened and fits: ``entries`` in order of chain and number."""

    sender: sealed.Sender
    contents: sealed.Contents
    new: tuple[Entry, ...]
    known: int
    withheld: int
    new_device: bool
    sha256: str

    @property
    def entries(self) -> list[Entry]:
        """All that it brings."""
        return [entry for each in self.contents.chains for entry in each.entries]


def open_sealed(opened: Opened, content: bytes, participant: str | None = None) -> Opening:
    """Open a sealed file and hold it against what is here; nothing is written.

    ``participant``: who is expected. Raises ``DoesNotFit`` (too big, another
    clinic's, a wrong participant, a wrong trial, a stranger's, a gap),
    ``Damaged``, ``NewerVersion`` or ``Tampered`` (a fork, a broken chain or
    signature).
    """
    try:
        inside = _unsealed(opened, content)
        sender, found = sealed.read_sender(inside)
        _refuse_wrong_participant(opened, sender, participant)
        refuse_wrong_trial(opened, sender)
        refuse_stranger(opened, sender)
        _refuse_unsigned(sender, found)
        contents = sealed.read_contents(sender, found)
    except NewerFile as newer:
        raise newer_version(newer) from None
    except Unfit:
        raise _damaged() from None
    if not opened.store.marking.holds(contents.mark):
        raise _unsigned()
    entries = [entry for each in contents.chains for entry in each.entries]
    refuse_others_words(opened, entries)
    compared = opened.store.journal.look(entries)
    refuse_ahead(opened, sender, contents)
    refuse_unreadable(sender.participant, compared.new)
    return Opening(
        sender=sender,
        contents=contents,
        new=compared.new,
        known=compared.known,
        withheld=compared.withheld,
        new_device=is_new_device(opened, sender),
        sha256=sha256(content).hexdigest(),
    )


def look_at_sealed(opened: Opened, content: bytes, name: str, participant: str | None = None) -> Incoming:
    """The preview of a sealed file; raises as :func:`open_sealed`."""
    opening = open_sealed(opened, content, participant)
    first, last = days_of(opening.new)
    return Incoming(
        name=name,
        content=content,
        kind=FileKind.SEALED,
        participant=opening.sender.participant,
        made_at=opening.sender.made_at,
        new=len(opening.new),
        known=opening.known,
        by_kind=kinds_of(opening.new),
        first_day=first,
        last_day=last,
        ranges=tuple(
            Range(key=each.key, first=each.first, head=each.head) for each in opening.contents.chains
        ),
        new_device=opening.new_device,
        remarks=_remarks(opened, opening),
    )


def take_in_sealed(opened: Opened, looked: Incoming, author: Author) -> TakenInReport:
    """Take in what was looked at, in one transaction; the same file again writes nothing.

    A file without a new entry is written down all the same: it tells that nothing was written at home.

    Raises as :func:`open_sealed`, or ``NotSaved``; nothing of the file is here then.
    """
    opening = open_sealed(opened, looked.content, looked.participant)
    remarks = _remarks(opened, opening)
    told = opening.new or opening.new_device or _entry(opened, opening) is None
    acts = _acts(opened, opening, author) if told else []
    taken: TakenIn = opened.store.journal.take_in(opening.entries, acts)
    opened.forget()
    return TakenInReport(
        name=looked.name,
        kind=FileKind.SEALED,
        participant=opening.sender.participant,
        new=taken.new,
        known=taken.known,
        by_kind=kinds_of(opening.new),
        entry=_entry(opened, opening) if acts else None,
        remarks=remarks,
    )


def _entry(opened: Opened, opening: Opening) -> str | None:
    """The entry that tells of this file."""
    whose = opening.sender.participant
    told = opened.store.journal.entries(whose, whose, [Kind.TAKEN_IN.value])
    found = (each.id for each in reversed(told) if (each.payload or {}).get("file") == opening.sha256)
    return next(found, None)


def _acts(opened: Opened, opening: Opening, author: Author) -> list[Act]:
    """The device's key where it is new, and the ranges and heads that came in."""
    sender = opening.sender
    whose = {"chain": sender.participant, "participant": sender.participant, "author": author}
    device = {
        "public_key": sender.public_key,
        "algorithm": ALGORITHM,
        "store": sender.store,
        "nonce": sender.nonce,
    }
    taken_in = {
        "file": opening.sha256,
        "store": sender.store,
        "made_at": instant_text(sender.made_at),
        "notes": sender.notes,
        "new": len(opening.new),
        "known": opening.known,
        "ranges": [
            {**each.key._asdict(), "from": each.first, "to": each.head.seq, "hash": each.head.hash}
            for each in opening.contents.chains
        ],
        "heads": heads_value(_heads_after(opened, opening)),
    }
    about = {"day": _last_day_of(opened, sender).isoformat()}
    acts = [Act(kind=Kind.TAKEN_IN, payload=taken_in, about=about, **whose)]  # type: ignore[arg-type]
    if opening.new_device:
        acts.insert(0, Act(kind=Kind.DEVICE, payload=device, **whose))  # type: ignore[arg-type]
    return acts


def _last_day_of(opened: Opened, sender: sealed.Sender) -> date:
    """The last plan's day that was over when the file was made; by a clock that ran ahead, by ours."""
    boundary = opened.protocol().regimen.day_boundary
    made_at = min(sender.made_at, opened.now().utc).astimezone(opened.zone)
    return plan_day(made_at, boundary) - timedelta(days=1)


def _heads_after(opened: Opened, opening: Opening) -> tuple[Head, ...]:
    """How far every chain that other stores wrote about the participant goes, once the file is in."""
    participant, own = opening.sender.participant, opened.store.store_id
    here = [head for head in opened.store.journal.heads(participant) if head.key.chain == participant]
    ends = {head.key: head for head in here if head.key.origin != own}
    for each in opening.contents.chains:
        if each.head.seq > (ends[each.key].seq if each.key in ends else 0):
            ends[each.key] = each.head
    return tuple(ends.values())


def _remarks(opened: Opened, opening: Opening) -> tuple[Remark, ...]:
    return remarks_of(opened, opening.sender, opening.contents, withheld=opening.withheld)


def _unsealed(opened: Opened, content: bytes) -> bytes:
    """What is inside the age file."""
    if len(content) > sealed.LARGEST:
        raise DoesNotFit(
            N_("The file is too big to be a sealed diary: {size} bytes, at most {most}."),
            size=len(content), most=sealed.LARGEST,
        )  # fmt: skip
    try:
        wrapped = sealed.unwrap(content)
    except sealed.NotSealed:
        raise _damaged() from None
    keys = kept_keys(opened)
    if keys is None or wrapped.for_key != sealed.key_name(keys.public.age):
        raise NotForThisClinic(N_("The file is sealed for another clinic's key; this clinic cannot open it."))
    from diary_app.security.clinic_keys import NotForThisClinic as Unopened

    try:
        return keys.open(wrapped.age)
    except Unopened:  # it names this clinic's key, and what stands outside is whole
        raise _damaged() from None


def _refuse_wrong_participant(opened: Opened, sender: sealed.Sender, expected: str | None) -> None:
    if expected is not None and sender.participant != expected:
        raise WrongParticipant(
            N_("The file is about the participant {found}, not about {expected}."),
            found=sender.participant, expected=expected,
        )  # fmt: skip
    if sender.participant not in opened.participants():
        raise WrongParticipant(
            N_("The file is about the participant {participant}, who is not in this clinic's store."),
            participant=sender.participant,
        )


def _refuse_unsigned(sender: sealed.Sender, found: Container) -> None:
    from diary_app.security.signing import DeviceSigning

    if not DeviceSigning().holds(sender.public_key, found.signature, found.signed):
        raise _unsigned()


def _damaged() -> Damaged:
    return Damaged(N_("The file is damaged: it is not as the diary wrote it. Ask for it once more."))


def _unsigned() -> Tampered:
    return Tampered(
        N_("The signature in the file is not that of the device it names: it was altered; nothing was "
           "taken in.")
    )  # fmt: skip
