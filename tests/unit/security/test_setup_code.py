"""The code of a set-up file and the seal under it; the clinic's keys and their fingerprint."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion, WrongPassphrase
from diary_app.security.argon import LEAST_COST, KdfCost
from diary_app.security.clinic_keys import FINGERPRINT_BITS, ClinicKeys, NotForThisClinic, PublicKeys
from diary_app.security.recovery_code import ALPHABET, RecoveryCode, line_holds
from diary_app.security.setup_code import BITS, LENGTH, MistypedSetupCode, SetupCode
from diary_app.security.setup_sealing import _parts, _sum, canonical_json, is_setup_file, seal, unseal

PINNED = "Y6E6 25YJ Q55X 863N PDV5"
CODE = SetupCode.new()
FILE = seal(b"content", CODE, LEAST_COST)


def test_a_code_is_read_as_people_type_it() -> None:
    assert BITS >= 60
    shown = CODE.shown()
    assert [len(group) for group in shown.split("-")] == [4] * 4
    looks_alike = shown.replace("0", "o").replace("1", "l")
    for typed in (shown.lower(), shown.replace("-", " "), f"  {shown.replace('-', '')}\n", looks_alike):
        assert SetupCode.typed(typed) == CODE
    assert CODE.symbols not in repr(CODE)


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found_and_its_half_named(at: int, symbol: str) -> None:
    wrong = CODE.symbols[:at] + symbol + CODE.symbols[at + 1 :]
    if wrong == CODE.symbols:
        return
    with pytest.raises(
        MistypedSetupCode, match="first two groups" if at < LENGTH // 2 else "last two groups"
    ):
        SetupCode.typed(wrong)


def test_halves_in_each_others_place_and_other_lengths_are_found() -> None:
    half = LENGTH // 2
    with pytest.raises(MistypedSetupCode):
        SetupCode.typed(CODE.symbols[half:] + CODE.symbols[:half])
    for typed in ("", CODE.symbols[:-1], CODE.symbols + "0", "\N{SNOWMAN}" * 10**5):
        with pytest.raises(MistypedSetupCode, match="16 characters"):
            SetupCode.typed(typed)
    assert MistypedSetupCode.exit_code == WrongPassphrase.exit_code


def test_a_line_of_a_recovery_code_is_no_half_of_it() -> None:
    lines = [line.replace("-", "") for line in RecoveryCode.new().lines()]
    assert all(line_holds(line, place) for place, line in enumerate(lines))
    with pytest.raises(MistypedSetupCode):
        SetupCode.typed(lines[0] + lines[1])


def test_only_its_code_opens_a_file() -> None:
    assert unseal(FILE, CODE) == b"content"
    with pytest.raises(WrongPassphrase, match="each file has its own code"):
        unseal(FILE, SetupCode.new())
    assert b"content" not in FILE


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_every_damaged_byte_is_told_apart_from_a_wrong_code(at: int, change: int) -> None:
    damaged = bytearray(FILE)
    damaged[at] ^= change
    with pytest.raises((Damaged, DoesNotFit, NewerVersion)):
        unseal(bytes(damaged), CODE)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_that_was_cut_off_is_damaged(end: int) -> None:
    with pytest.raises((Damaged, DoesNotFit)):
        unseal(FILE[:end], CODE)


@pytest.mark.parametrize(
    "change",
    [
        {"kdf": {"name": "argon2id", "memory_kib": 2**21, "iterations": 1, "lanes": 1}},
        {"kdf": {"name": "argon2id", "memory_kib": 262144, "iterations": 1000, "lanes": 1}},
        {"kdf": {"name": "argon2id", "memory_kib": "8", "iterations": 1, "lanes": 1}},
        {"kdf": {"name": "scrypt", "memory_kib": 8, "iterations": 1, "lanes": 1}},
        {"kdf": []},
        {"salt": "00"},
        {"salt": None},
        {"nonce": "zz" * 12},
        {"more": 1},
    ],
)
def test_a_head_that_was_made_up_is_damaged_before_any_work(change: dict[str, object]) -> None:
    facts, sealed = _parts(FILE)
    facts |= change
    head = canonical_json({**facts, "sha256": _sum(canonical_json(facts), sealed)})
    with pytest.raises(Damaged):
        unseal(head + b"\n" + sealed, CODE)


def test_a_newer_file_and_another_kind_of_file() -> None:
    head, sealed = FILE.split(b"\n", 1)
    newer = canonical_json({**json.loads(head), "version": 2, "more": []}) + b"\n" + sealed
    with pytest.raises(NewerVersion, match="version 2"):
        unseal(newer, CODE)
    assert is_setup_file(newer)
    for other in (b"", b"{}", b"%PDF-1.4", b'{"format":"morning-diary-sealed"'):
        assert not is_setup_file(other)
        with pytest.raises(DoesNotFit, match="not a set-up file"):
            unseal(other, CODE)


def test_the_cost_of_a_file_is_what_it_was_made_with() -> None:
    facts, _ = _parts(seal(b"", CODE, KdfCost(memory_kib=16, iterations=2, lanes=1)))
    assert facts["kdf"] == {"name": "argon2id", "memory_kib": 16, "iterations": 2, "lanes": 1}


# -- the clinic's keys --------------------------------------------------------


def test_keys_seal_sign_and_come_back_from_the_database() -> None:
    keys, other = ClinicKeys.new(), ClinicKeys.new()
    assert ClinicKeys.read(keys.text()) == keys
    assert keys.open(keys.public.seal(b"x")) == b"x"
    with pytest.raises(NotForThisClinic):
        other.open(keys.public.seal(b"x"))
    assert keys.public.holds(keys.sign(b"x"), b"x")
    assert not keys.public.holds(other.sign(b"x"), b"x")
    assert "AGE" not in repr(keys)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"identity":"AGE-SECRET-KEY-1","signing":"00"}'])
def test_keys_that_cannot_be_read_are_damage_and_never_quoted(text: str) -> None:
    with pytest.raises(Damaged, match=r"^The clinic's keys in this store cannot be read\.$"):
        ClinicKeys.read(text)


def test_the_fingerprint_is_over_both_keys() -> None:
    one, two = ClinicKeys.new().public, ClinicKeys.new().public
    assert FINGERPRINT_BITS >= 80
    assert len(one.fingerprint.replace(" ", "")) * 5 == FINGERPRINT_BITS
    assert (
        len({p.fingerprint for p in (one, two, replace(one, age=two.age), replace(one, signing=two.signing))})
        == 4
    )
    assert one.is_fingerprint(one.fingerprint.lower().replace(" ", "-"))
    assert not one.is_fingerprint(two.fingerprint)
    fixed = PublicKeys(age="age1" + "q" * 58, signing="0" * 64)
    assert fixed.fingerprint == PINNED


@pytest.mark.parametrize(
    "value",
    [None, {}, {"age": 1, "signing": "0" * 64}, {"age": "age1" + "q" * 58, "signing": "0" * 64},
     {"age": "x", "signing": "y"}],
)  # fmt: skip
def test_public_keys_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="key"):
        PublicKeys.of(value)
