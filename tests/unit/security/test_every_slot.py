"""What holds of every kind of slot: it opens by itself, and no part of it can be exchanged."""

from __future__ import annotations

import traceback
from base64 import b64decode
from dataclasses import fields, replace
from itertools import permutations, product
from typing import Any

import pyrage
import pytest

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import KeychainSecret
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import unlock
from diary_app.security.slots import MOST_SLOTS, EscrowSlot, KeychainSlot, SlotSet
from tests.unit.security.slot_makers import (
    CLINIC,
    CODE,
    KEPT,
    KEY,
    KINDS,
    PASSPHRASE,
    RECIPIENT,
    SECRETS,
    STORE,
    every_kind,
    slot,
)

OTHER_KEY = bytes(range(1, 33))
# An age file whose key is one of scrypt; whoever tries to open it is made to work.
UNDER_A_PASSPHRASE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBvUE9mNy9qN2FKcGNLem9nZlhZZEZBIDE3CkZpeFcrZkJFdj"
    "R6Z0tjb2hZQjVNd01tano4RkxZcUJGNWlJaURiT0xaSTAKLS0tIDBUejFRaXRlQVk2R1Vja3ByeElXL3h4amd5eC9q"
    "Ulh1Y0ZYZWFBOFdTN0EKuedl3g7wiRBnftSANHu85uyiATnjpwxol2nydaaZVwYB"
)
OTHERS: dict[str, Any] = {
    "passphrase": "another",
    "recovery": RecoveryCode.new(),
    "keychain": KeychainSecret.new(),
    "escrow": ClinicKey.of(str(pyrage.x25519.Identity.generate())),
}


def opens(slots: SlotSet, kind: str) -> bool:
    try:
        return unlock(slots, SECRETS[kind]) == KEY
    except WrongPassphrase:
        return False


def beside(given: Any, store: str = STORE) -> SlotSet:
    """A set of this slot and, because a set needs one, a passphrase slot that no test opens."""
    filler = replace(slot("recovery", slot_id="filler"), wrapped=bytes(48))
    return SlotSet(store, (filler, given))


def test_any_one_of_them_opens_the_store() -> None:
    slots = every_kind()
    assert [opens(slots, kind) for kind in KINDS] == [True] * 4
    for kind in KINDS:
        assert opens(beside(slot(kind)), kind)
        with pytest.raises(WrongPassphrase):
            unlock(slots, OTHERS[kind])


def test_none_opens_where_there_is_no_slot_of_its_kind() -> None:
    said = {}
    for kind in ("recovery", "keychain", "escrow"):
        with pytest.raises(WrongPassphrase) as refusal:
            unlock(SlotSet(STORE, (slot("passphrase"),)), SECRETS[kind])
        said[kind] = str(refusal.value)
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_slot_is_bound_to_its_store(kind: str) -> None:
    assert not opens(beside(slot(kind), "another store"), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_no_part_can_be_exchanged_for_that_of_another_slot(kind: str) -> None:
    """Of the same kind, the same store and the same secret: each field by itself."""
    mine, other = slot(kind), slot(kind, slot_id="other", label="other")
    other = replace(other, created_at="2026-01-06T00:00:00.000Z")
    exchanged = 0
    for field in fields(mine):
        theirs = getattr(other, field.name)
        if theirs == getattr(mine, field.name):
            continue
        exchanged += 1
        assert not opens(beside(replace(mine, **{field.name: theirs})), kind), field.name
    assert exchanged >= 4


@pytest.mark.parametrize("kind", KINDS)
def test_nor_can_its_payload_from_another_store(kind: str) -> None:
    """A slot of another diary, put into this one under this diary's name, opens neither."""
    mine, theirs = slot(kind), slot(kind, store="theirs", key=OTHER_KEY)
    swapped = {
        field.name: getattr(theirs, field.name)
        for field in fields(mine)
        if field.name in ("salt", "nonce", "wrapped", "sealed")
    }
    with pytest.raises(WrongPassphrase):
        unlock(beside(replace(mine, **swapped)), SECRETS[kind])


def test_a_slot_of_one_kind_is_none_of_another() -> None:
    """The same salt, nonce and wrapped key under another kind's name."""
    sealed = [kind for kind in KINDS if kind != "escrow"]
    for one, other in permutations(sealed, 2):
        source, target = slot(one), slot(other)
        parts = {name: getattr(source, name) for name in ("id", "salt", "nonce", "wrapped")}
        posing = beside(replace(target, **parts))
        assert not opens(posing, other), (one, other)
        assert not opens(posing, one), (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_every_flipped_byte_is_noticed(kind: str) -> None:
    mine: Any = slot(kind)
    name = "sealed" if kind == "escrow" else "wrapped"
    whole = getattr(mine, name)
    for position in range(0, len(whole), 1 if kind != "passphrase" else 7):
        broken = bytearray(whole)
        broken[position] ^= 1
        assert not opens(beside(replace(mine, **{name: bytes(broken)})), kind), position


def escrow(told: bytes, **changed: Any) -> EscrowSlot:
    """A clinic's slot whose age file holds what a test wants."""
    recipient = pyrage.x25519.Recipient.from_str(RECIPIENT)
    made: Any = replace(slot("escrow"), **changed)
    return replace(made, sealed=pyrage.encrypt(told, [recipient]))


def test_anybody_can_write_to_a_clinic_so_what_is_in_the_file_must_fit_to_the_byte() -> None:
    facts = slot("escrow").facts()
    right = {"store": STORE, "slot": facts, "key": KEY.hex()}
    assert opens(beside(escrow(canonical_json(right))), "escrow")
    wrong: list[bytes] = [
        b"", b"{", b"[]", b"null", KEY, b"\xff" * 40, b"[" * 1000,
        canonical_json(right) + b" ",
        canonical_json({**right, "more": 1}),
        canonical_json({**right, "store": "other"}),
        canonical_json({**right, "slot": {**facts, "label": "other"}}),
        canonical_json({**right, "slot": {**facts, "recipient": "age1other"}}),
        canonical_json({**right, "key": KEY.hex().upper()}),
        canonical_json({**right, "key": KEY.hex() + "00"}),
        canonical_json({**right, "key": ""}),
        canonical_json({**right, "key": 7}),
        canonical_json({**right, "key": [KEY.hex()]}),
    ]  # fmt: skip
    for told in wrong:
        assert not opens(beside(escrow(told)), "escrow"), told
    for changed in ({"label": "mine"}, {"id": "x"}, {"created_at": ""}, {"recipient": "age1other"}):
        assert not opens(beside(escrow(canonical_json(right), **changed)), "escrow"), changed


def test_an_age_file_under_a_passphrase_is_never_worked_on() -> None:
    made = replace(slot("escrow"), sealed=b64decode(UNDER_A_PASSPHRASE))
    assert not opens(beside(made), "escrow")


def test_a_set_without_passphrase_and_recovery_code_is_refused() -> None:
    keychain, clinic = slot("keychain"), slot("escrow")
    for slots in ((), (keychain,), (clinic,), (keychain, clinic)):
        with pytest.raises(DoesNotFit, match="the last of them"):
            SlotSet(STORE, slots)
    for kind in ("passphrase", "recovery"):
        whole = SlotSet(STORE, (slot(kind), keychain, clinic))
        with pytest.raises(DoesNotFit, match="the last of them"):
            whole.without(whole.slot(kind))
        assert [each.id for each in whole.without(keychain).slots] == [kind, "escrow"]
        assert [each.id for each in whole.without(clinic).slots] == [kind, "keychain"]
    both = every_kind()
    assert len(both.without(both.slot("passphrase")).slots) == 3
    with pytest.raises(DoesNotFit, match="no key slot nothing"):
        both.slot("nothing")


def test_a_new_slot_keeps_those_of_all_other_kinds() -> None:
    whole = every_kind()
    for kind in KINDS:
        new = slot(kind, slot_id="new")
        renewed = whole.with_only(new)
        assert [each.id for each in renewed.slots] == [each if each != kind else "new" for each in KINDS]
    added = whole.with_added(slot("escrow", slot_id="second"))
    assert [each.id for each in added.slots] == [*KINDS, "second"]
    full = SlotSet(STORE, tuple(replace(slot("recovery"), id=str(n)) for n in range(MOST_SLOTS)))
    for one_more in (full.with_added, full.with_only):
        with pytest.raises(DoesNotFit, match=str(MOST_SLOTS)):
            one_more(slot("keychain"))


def test_a_slot_says_what_it_is_and_its_kinds_are_not_mixed_up() -> None:
    assert [each.facts()["kind"] for each in every_kind().slots] == list(KINDS)
    assert len(every_kind().of_kind(KeychainSlot)) == 1


def test_no_secret_in_a_text_or_a_refusal() -> None:
    plain = (
        KEY.hex(), PASSPHRASE, CODE.symbols, KEPT.secret.hex(), repr(KEPT.secret)[2:-1],
        CLINIC.identities[0],
    )  # fmt: skip
    texts = [repr(SECRETS[kind]) for kind in KINDS if kind != "passphrase"]
    texts += [repr(every_kind()), str(every_kind())]
    for kind, store in product(KINDS, (STORE, "other")):
        try:
            unlock(beside(slot(kind), store), OTHERS[kind])
        except WrongPassphrase as refusal:
            texts.append("".join(traceback.format_exception(refusal)))
            texts.append(repr(refusal))
    assert len(texts) > 10
    for text in texts:
        assert not any(secret in text for secret in plain)
