"""What a sealed file is held against: the trial, the devices that were set up, the heads that were seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import DoesNotFit, PlainError, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.facts import fact_of
from diary_app.domain.log.entry import Entry, Kind, Role
from diary_app.domain.record import group_by_record, resolve
from diary_app.domain.writing.corrections import CLINICS
from diary_app.exchange.transfer.sealed import Contents, Sender
from diary_app.services.transfer.pinning import GIVEN, given_nonces
from diary_app.services.transfer.preview import Remark
from diary_app.services.transfer.taking_in_types import fits

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_ROLES = {Role.PARTICIPANT.value, Role.SYSTEM.value}
_CLINICS_WORDS = {
    Kind.DEVICE, Kind.REVIEWED, Kind.SIGNED, Kind.KEYS, Kind.WORDING_INSTALLED, Kind.ADVERSE_EVENT,
    Kind.MEDICATION, Kind.PAPER_ENTRY,
}  # fmt: skip
"""Kinds that only a clinic's store writes about a participant."""
_CLOCKS_DIFFER = timedelta(hours=1)
"""How far two computers' clocks may stand apart before it is said."""
_HIGHEST_LEAP = 10_000_000
"""How far a diary's logical clock may lie above the clinic's: it goes up by one an entry."""


class WrongTrial(DoesNotFit):
    """A sealed file of another trial."""


class Stranger(DoesNotFit):
    """A sealed file of a device that this clinic did not set up."""


def refuse_wrong_trial(opened: Opened, sender: Sender) -> None:
    """Another trial's file is refused; another version of the plan is told by :func:`remarks_of`."""
    own = opened.protocol().id
    if sender.trial != own:
        raise WrongTrial(
            N_("The file is of the trial {found}; this clinic's store is of {own}."),
            found=sender.trial, own=own,
        )  # fmt: skip


def refuse_stranger(opened: Opened, sender: Sender) -> None:
    """The key that signed must be a known device's, or come with a set-up file that no other device used."""
    known = list(_devices(opened, sender.participant))
    if (sender.public_key, sender.store) in [(each["public_key"], each["store"]) for each in known]:
        return
    if sender.store == opened.store.store_id or any(
        each["public_key"] == sender.public_key for each in known
    ):
        raise Stranger(N_("The file names another diary than the one that its key belongs to."))
    if sender.nonce not in [each.nonce for each in given_nonces(opened, sender.participant)]:
        whose = _nonce_of(opened, sender.nonce)
        if whose is not None:
            raise Stranger(
                N_("The file comes from a device that was set up for the participant {other}, not for "
                   "{participant}."), other=whose, participant=sender.participant,
            )  # fmt: skip
        raise Stranger(
            N_("The file comes from a device that this clinic gave no set-up file; nothing was taken in.")
        )
    if any(each["nonce"] == sender.nonce for each in known):
        raise Stranger(
            N_("The set-up file that this device names was used by another device before. If the diary was "
               "restored or moved to a new device, give {participant} a new set-up file."),
            participant=sender.participant,
        )  # fmt: skip


def is_new_device(opened: Opened, sender: Sender) -> bool:
    """Whether this is the first file that this device's key signed."""
    return all(each["public_key"] != sender.public_key for each in _devices(opened, sender.participant))


def refuse_others_words(opened: Opened, entries: Sequence[Entry]) -> None:
    """A diary speaks for its participant, never for the clinic's staff."""
    most = opened.store.journal.counter() + _HIGHEST_LEAP
    for entry in entries:
        if entry.role not in _ROLES or entry.kind in _CLINICS_WORDS or entry.counter > most:
            raise Tampered(
                N_("Entry {seq} of the diary is not one that a participant's diary writes; nothing was "
                   "taken in."), seq=entry.seq,
            )  # fmt: skip


def refuse_ahead(opened: Opened, sender: Sender, contents: Contents) -> None:
    """The heads that the device signed must be reached: by what is here, or by what the file brings."""
    from diary_app.storage.union import Fork, Gap

    brought = {each.key: each.head.seq for each in contents.chains}
    here = {head.key: head.seq for head in opened.store.journal.heads(sender.participant)}
    for head in contents.mark.heads:
        if head.key.origin != sender.store:
            continue
        reached = max(here.get(head.key, 0), brought.get(head.key, 0))
        if head.seq > reached:
            raise Gap(
                N_("Entries {first} to {last} of the diary are neither here nor in the file; a file with "
                   "everything in it closes the gap."), first=reached + 1, last=head.seq,
            )  # fmt: skip
        held = opened.store.journal.hash_at(head.key, head.seq)
        if held is not None and held != head.hash:
            raise Fork(
                N_("Entry {seq} of the diary is another one than the one that is here: the diary was copied "
                   "and went on twice, or it was altered; nothing was taken in."), seq=head.seq,
            )  # fmt: skip


def refuse_unreadable(participant: str, new: Sequence[Entry]) -> None:
    """What comes in must make facts of a diary; else every page that shows it would fail."""
    from diary_app.protocols.loader import parse_protocol
    from diary_app.storage.projection import is_known

    try:
        for group in group_by_record([entry for entry in new if is_known(entry)]).values():
            record = resolve(group)
            fact = fact_of(record)
            if fact is not None and not fits(fact):
                raise TypeError(record.kind)
            if record.kind == Kind.PROTOCOL_ADOPTED and not record.void:
                parse_protocol(record.payload["text"], record.kind)
    except (PlainError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as problem:
        raise DoesNotFit(
            N_("What the file holds of {participant} was not written by a diary of this program; nothing "
               "was taken in."), participant=participant,
        ) from problem  # fmt: skip


_CHANGED = N_(
    "Decisions that this clinic wrote down are changed or undone in the diary at home, in {count} entries; "
    "they hold once the file is in. Look at them, and correct them where they are wrong."
)
_CHANGED_ONE = N_(
    "A decision that this clinic wrote down is changed or undone in the diary at home, in one entry; "
    "it holds once the file is in. Look at it, and correct it where it is wrong."
)
_WITHHELD = N_("{count} entries came without their notes before; the notes that come now are not added.")
_WITHHELD_ONE = N_("One entry came without its note before; the note that comes now is not added.")


def remarks_of(opened: Opened, sender: Sender, contents: Contents, *, withheld: int) -> tuple[Remark, ...]:
    """What should be known of a file that can be taken in."""
    found = [*_behind(opened, sender, contents), *_ahead_of_time(opened, sender)]
    if not _knows_plan(opened, sender):
        found.append(Remark(template=N_("The diary is kept by another version of the study plan than this "
                                        "clinic's.")))  # fmt: skip
    if is_new_device(opened, sender) and any(_devices(opened, sender.participant)):
        found.append(Remark(template=N_("This is the first file of a device that was not seen before; "
                                        "another one of this participant is known.")))  # fmt: skip
    changed = sum(_changes_ours(opened, entry) for each in contents.chains for entry in each.entries)
    if changed:
        found.append(_counted(_CHANGED_ONE, _CHANGED, changed))
    if withheld:
        found.append(_counted(_WITHHELD_ONE, _WITHHELD, withheld))
    return tuple(found)


def _counted(one: str, many: str, count: int) -> Remark:
    return Remark(template=one if count == 1 else many, values={"count": count})


def _changes_ours(opened: Opened, entry: Entry) -> bool:
    """Whether a correction that is not here yet is of what this clinic decided."""
    journal = opened.store.journal
    if entry.corrects is None or journal.entry(entry.id) is not None:
        return False
    roots = [each for each in journal.record_entries(entry.corrects) if each.corrects is None]
    return any(root.origin == opened.store.store_id and root.kind in CLINICS for root in roots)


def _ahead_of_time(opened: Opened, sender: Sender) -> Iterator[Remark]:
    """A file that was made later than now: one of the two clocks is wrong, and with it days that are told."""
    if sender.made_at - opened.now().utc > _CLOCKS_DIFFER:
        made_at = sender.made_at.astimezone(opened.zone)
        yield Remark(
            template=N_("By the clock at home the file was made on {day} at {time}, which has not come here "
                        "yet: one of the two clocks is wrong. Look at the days of what comes in."),
            values={"day": f"{made_at:%Y-%m-%d}", "time": f"{made_at:%H:%M}"},
        )  # fmt: skip


def _knows_plan(opened: Opened, sender: Sender) -> bool:
    """Whether this store or its chain of the participant adopted that version of the plan."""
    records, kind = opened.store.records, Kind.PROTOCOL_ADOPTED.value
    own = records.records(sender.participant, kind)
    if any(each.payload.get("sha256") == sender.trial_sha256 for each in own):
        return True
    return any(each.payload.get("sha256") == sender.trial_sha256 for each in records.shared(kind))


def _behind(opened: Opened, sender: Sender, contents: Contents) -> Iterator[Remark]:
    """Where the diary ends before what this clinic has seen of it."""
    ends = {head.key: head.seq for head in contents.mark.heads}
    for head in opened.store.journal.heads(sender.participant):
        of_it = head.key.origin == sender.store and head.key.chain == sender.participant
        if of_it and ends.get(head.key, 0) < head.seq:
            yield Remark(
                template=N_("The diary in the file ends at entry {seq}, and this clinic has up to {last}: "
                            "the file is an older one, or the diary was restored from a backup."),
                values={"seq": ends.get(head.key, 0), "last": head.seq},
            )  # fmt: skip


def _devices(opened: Opened, participant: str) -> Iterator[dict[str, Any]]:
    """The devices that this clinic registered for a participant; what came in from others does not count."""
    for entry in opened.store.journal.entries(participant, participant, [Kind.DEVICE.value]):
        if entry.origin == opened.store.store_id and entry.payload is not None:
            yield dict(entry.payload)


def _nonce_of(opened: Opened, nonce: str) -> str | None:
    """The participant that a nonce was given for."""
    for entry in opened.store.journal.entries(kinds=[Kind.SETTINGS.value]):
        own = entry.origin == opened.store.store_id
        if own and (entry.payload or {}).get(GIVEN) == nonce:
            return entry.participant
    return None
