"""The patient's side of a set-up file: whose it is, what it brings, and taking it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import Kind, Role, instant_text
from diary_app.security.clinic_keys import PublicKeys
from diary_app.services.transfer.pinning import Pinned, pin_act, pinned
from diary_app.services.transfer.preview import Remark, kinds_of
from diary_app.services.transfer.setup_opening import OpenedSetup
from diary_app.services.transfer.setup_told import Change, changes

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

SETUP_FILE = "setup_file"
_KNOWN = Remark(template=N_("Everything in this file is in your diary already."))
_OLDER = Remark(
    template=N_("This file is older than what your diary already has from your clinic; nothing in it is new.")
)


class OtherClinic(DoesNotFit):
    """A set-up file of a clinic that is not the diary's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A set-up file held against an open diary; nothing is written.

    ``first``: the diary knows no clinic yet, so that the fingerprint is to be
    compared. ``new``, ``known``: entries; ``by_kind``: the new ones. ``remark``: why there is nothing to do.
    """

    setup: OpenedSetup
    first: bool
    new: int
    known: int
    by_kind: Mapping[str, int]
    changes: tuple[Change, ...]
    remark: Remark | None

    @property
    def fingerprint(self) -> str:
        """Of the clinic that signed it."""
        return self.setup.keys.fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupTakenIn:
    """What came of it. ``entry``: the id of the entry that tells of it, ``None`` where nothing was new."""

    participant: str
    new: int
    known: int
    by_kind: Mapping[str, int]
    changes: tuple[Change, ...]
    entry: str | None
    remark: Remark | None


def look_at_setup(opened: Opened, setup: OpenedSetup) -> LookedAt:
    """Whether a set-up file is this diary's, and what it brings.

    Raises ``DoesNotFit`` (a clinic's store, another participant, another
    clinic), ``Tampered`` (the clinic's name with another key, a fork).
    """
    whose = _refuse_others(opened, setup)
    clinic = pinned(opened, whose)
    if clinic is not None:
        _refuse_other_clinic(clinic, setup)
    compared = opened.store.journal.look(setup.entries)
    return LookedAt(
        setup=setup,
        first=clinic is None,
        new=len(compared.new),
        known=compared.known,
        by_kind=kinds_of(compared.new),
        changes=changes(setup, compared.new),
        remark=None if clinic is None or compared.new else _nothing_new(clinic, setup),
    )


def _nothing_new(clinic: Pinned, setup: OpenedSetup) -> Remark:
    return _KNOWN if setup.content.nonce == clinic.nonce else _OLDER


def take_in_setup(
    opened: Opened, looked: LookedAt, author: Author, *, compared: PublicKeys | None = None
) -> SetupTakenIn:
    """Take it in, all of it or nothing; one that brings nothing new writes nothing.

    ``compared``: for the first one, the keys whose fingerprint the person
    compared with the sheet; they are pinned. Raises as :func:`look_at_setup`,
    ``DoesNotFit`` where nobody compared, ``NotSaved``.
    """
    setup = looked.setup
    again = look_at_setup(opened, setup)
    if again.first and compared != setup.keys:
        raise DoesNotFit(
            N_("The fingerprint {fingerprint} must be compared with the sheet from your clinic first."),
            fingerprint=again.fingerprint,
        )
    entry = None
    if again.remark is None:
        acts = setup_acts(setup, author, new=again.new, known=again.known)
        acts += _adopting(opened, setup, author)
        opened.store.journal.take_in(setup.entries, acts)
        opened.forget()
        told = opened.store.journal.entries(chain=setup.participant, kinds=[Kind.TAKEN_IN.value])
        entry = next((e.id for e in reversed(told) if (e.payload or {}).get("file") == setup.sha256), None)
    return SetupTakenIn(
        participant=setup.participant,
        new=again.new,
        known=again.known,
        by_kind=again.by_kind,
        changes=again.changes,
        entry=entry,
        remark=again.remark,
    )


def setup_acts(setup: OpenedSetup, author: Author, *, new: int, known: int) -> list[Act]:
    """What the diary itself writes: whose key it trusts, the nonce, and what came in."""
    content = setup.content
    pin = pin_act(setup.participant, setup.keys, content.clinic_store, content.site, content.nonce, author)
    told = {
        "what": SETUP_FILE,
        "file": setup.sha256,
        "store": content.clinic_store,
        "made_at": instant_text(content.made_at),
        "new": new,
        "known": known,
        "ranges": [
            {**chain.key._asdict(), "from": chain.first, "to": chain.head.seq, "hash": chain.head.hash}
            for chain in content.chains
        ],
    }
    taken = Act(
        kind=Kind.TAKEN_IN,
        chain=setup.participant,
        participant=setup.participant,
        author=author,
        payload=told,
    )
    return [pin, taken]


def _adopting(opened: Opened, setup: OpenedSetup, author: Author) -> list[Act]:
    """A diary that began by itself, with a plan of its own, takes on the clinic's where it is another."""
    plans = [each for each in setup.records() if each.kind == Kind.PROTOCOL_ADOPTED and not each.void]
    held = opened.adopted(setup.participant)[-1]
    if not plans or held.role != Role.PARTICIPANT:
        return []
    payload = dict(max(plans, key=lambda each: each.order).payload)
    if payload["sha256"] == held.payload["sha256"]:
        return []
    return [
        Act(
            kind=Kind.PROTOCOL_ADOPTED,
            chain=setup.participant,
            participant=setup.participant,
            author=author,
            payload=payload,
        )
    ]


def _refuse_others(opened: Opened, setup: OpenedSetup) -> str:
    if opened.staff:
        raise DoesNotFit(N_("A set-up file is for a participant's diary; this is a clinic's store."))
    whose = opened.participant(None)
    if setup.participant != whose:
        raise DoesNotFit(
            N_("The set-up file is for the participant {found}, and this is the diary of {whose}; a diary "
               "keeps the study number it began with."), found=setup.participant, whose=whose,
        )  # fmt: skip
    if setup.content.sample and not opened.nature.sample:
        raise DoesNotFit(
            N_("The set-up file is from a clinic of made-up people; this diary is of a real one.")
        )
    if setup.content.clinic_store == opened.store.store_id:
        raise Tampered(N_("The set-up file says that this diary itself made it; nothing was taken in."))
    return whose


def _refuse_other_clinic(clinic: Pinned, setup: OpenedSetup) -> None:
    content = setup.content
    if clinic.keys == setup.keys and clinic.store == content.clinic_store:
        return
    if clinic.store == content.clinic_store:
        raise Tampered(
            N_("The set-up file says that it is from your clinic, and it is not signed with your clinic's "
               "key; nothing was taken in. Ask your clinic.")
        )  # fmt: skip
    raise OtherClinic(N_("The set-up file is from another clinic than the one this diary belongs to."))
