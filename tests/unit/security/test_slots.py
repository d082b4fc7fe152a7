from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from diary_app.common.errors import WrongPassphrase
from diary_app.security.argon import LEAST_COST, KdfCost
from diary_app.security.keys import new_data_key
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import make_passphrase_slot, make_recovery_slot, unlock
from diary_app.security.slots import PassphraseSlot, RecoverySlot, SlotSet

KEY = bytes(range(32))
CODE = RecoveryCode.new()


def slot(passphrase: str = "one", store: str = "store", slot_id: str = "s1") -> PassphraseSlot:
    return make_passphrase_slot(
        store,
        KEY,
        passphrase,
        LEAST_COST,
        slot_id=slot_id,
        label="mine",
        created_at="2026-01-05T00:00:00.000Z",
    )


def test_data_keys_are_256_bits_and_differ() -> None:
    keys = {new_data_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_the_passphrase_opens_its_slot_and_no_other_does() -> None:
    slots = SlotSet("store", (slot("one"),))
    assert unlock(slots, "one") == KEY
    with pytest.raises(WrongPassphrase):
        unlock(slots, "two")


def test_any_slot_opens() -> None:
    slots = SlotSet("store", (slot("one"), slot("two", slot_id="s2")))
    assert unlock(slots, "one") == unlock(slots, "two") == KEY


@pytest.mark.parametrize("passphrase", ["", "  ", "\u3000\n"])
def test_an_empty_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(WrongPassphrase, match="is needed"):
        slot(passphrase)
    with pytest.raises(WrongPassphrase, match="is needed"):
        unlock(SlotSet("store", (slot(),)), passphrase)


def test_two_slots_of_one_passphrase_share_nothing() -> None:
    one, two = slot(), slot()
    assert one.salt != two.salt
    assert one.nonce != two.nonce
    assert one.wrapped != two.wrapped


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"label": "other"},
        {"created_at": "2026-01-06T00:00:00.000Z"},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"wrapped": bytes(48)},
        {"cost": KdfCost(memory_kib=16, iterations=1, lanes=1)},
    ],
)
def test_a_slot_with_any_part_exchanged_opens_nothing(changed: dict[str, object]) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(SlotSet("store", (replace(slot(), **changed),)), "one")


def test_a_slot_is_bound_to_its_store() -> None:
    with pytest.raises(WrongPassphrase):
        unlock(SlotSet("another store", (slot(),)), "one")


def recovery(store: str = "store", slot_id: str = "r1") -> RecoverySlot:
    return make_recovery_slot(
        store, KEY, CODE, slot_id=slot_id, label="paper", created_at="2026-01-05T00:00:00.000Z"
    )


def test_passphrase_and_recovery_code_open_the_same_store_each_by_itself() -> None:
    both = SlotSet("store", (slot(), recovery()))
    assert unlock(both, "one") == unlock(both, CODE) == KEY
    assert unlock(SlotSet("store", (recovery(),)), CODE) == KEY
    with pytest.raises(WrongPassphrase, match="not the recovery code"):
        unlock(both, RecoveryCode.new())
    with pytest.raises(WrongPassphrase, match="not the passphrase"):
        unlock(SlotSet("store", (recovery(),)), CODE.symbols)
    with pytest.raises(WrongPassphrase, match="has no recovery code"):
        unlock(SlotSet("store", (slot(),)), CODE)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"label": "other"},
        {"created_at": "2026-01-06T00:00:00.000Z"},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"wrapped": bytes(48)},
    ],
)
def test_a_recovery_slot_with_any_part_exchanged_opens_nothing(changed: dict[str, Any]) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(SlotSet("store", (replace(recovery(), **changed),)), CODE)
    with pytest.raises(WrongPassphrase):
        unlock(SlotSet("another store", (recovery(),)), CODE)


def test_a_new_slot_takes_the_place_of_its_kind_alone() -> None:
    old = SlotSet("store", (slot(), slot("two", slot_id="s2"), recovery()))
    assert [each.id for each in old.with_only(slot("new", slot_id="s3")).slots] == ["s3", "r1"]
    assert [each.id for each in old.with_only(recovery(slot_id="r2")).slots] == ["s1", "s2", "r2"]
