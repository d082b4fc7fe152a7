from __future__ import annotations

import hashlib
import json
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.common.errors import Damaged, NewerVersion
from diary_app.domain.log.canonical import canonical_json
from diary_app.security import slot_file
from diary_app.security.argon import LEAST_COST, KdfCost
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import make_passphrase_slot, make_recovery_slot
from diary_app.security.slot_file import Unreadable, decode, encode, read_copies, write_copies
from diary_app.security.slots import LARGEST_ESCROW, MOST_SLOTS, EscrowSlot, PassphraseSlot, Slot, SlotSet
from tests.unit.security.slot_makers import KINDS, STORE, every_kind, slot

KEY = bytes(range(32))


def slots(store: str = "store", label: str = "meins \N{SNOWMAN}") -> SlotSet:
    made = make_passphrase_slot(
        store, KEY, "words", LEAST_COST, slot_id="s1", label=label, created_at="2026-01-05T00:00:00.000Z"
    )
    return SlotSet(store, (made,))


def changed(change: Any, of: SlotSet | None = None) -> bytes:
    """The file with something changed and a check sum that fits again."""
    value = json.loads(encode(of or slots()))
    del value["check"]
    change(value)
    value["check"] = hashlib.sha256(canonical_json(value)).hexdigest()
    return json.dumps(value).encode()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "keys.json", tmp_path / "keys.copy.json"


def test_what_is_written_is_read_back() -> None:
    made = slots()
    assert decode(encode(made)) == made


def with_recovery() -> SlotSet:
    code = RecoveryCode.new()
    made = make_recovery_slot(
        "store", KEY, code, slot_id="r1", label="", created_at="2026-01-05T00:00:00.000Z"
    )
    return SlotSet("store", (*slots().slots, made))


def test_a_recovery_slot_makes_it_version_2_and_is_read_back() -> None:
    made = with_recovery()
    assert decode(encode(made)) == made
    assert json.loads(encode(made))["version"] == 2
    assert json.loads(encode(slots()))["version"] == 1  # what an earlier program reads too


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(version=1),
        lambda value: value["slots"][1].update(kdf={"name": "argon2id"}),
        lambda value: value["slots"][1].update(kdf=value["slots"][0]["kdf"]),
        lambda value: value["slots"][1].update(wrapped="00"),
        lambda value: value["slots"][1].update(kind="passphrase"),
        lambda value: value["slots"][0].update(kind="recovery"),
    ],
)
def test_a_recovery_slot_of_another_shape_is_refused(change: Any) -> None:
    with pytest.raises(Unreadable):
        decode(changed(change, with_recovery()))


def test_keychain_and_clinic_make_it_version_3() -> None:
    for kinds in (("passphrase", "keychain"), ("recovery", "escrow"), KINDS):
        made = SlotSet(STORE, tuple(slot(kind) for kind in kinds))
        assert decode(encode(made)) == made
        assert json.loads(encode(made))["version"] == 3


def _slots(value: dict[str, Any], *kinds: str) -> None:
    value["slots"] = [one for one in value["slots"] if one["kind"] in kinds]


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(version=2),
        lambda value: value.update(version=1),
        lambda value: _slots(value, "keychain", "escrow"),
        lambda value: _slots(value, "escrow"),
        lambda value: value["slots"][2].update(kdf={"name": "argon2id"}),
        lambda value: value["slots"][2].update(kind="escrow"),
        lambda value: value["slots"][2].update(salt="00" * 15),
        lambda value: value["slots"][3].update(kind="keychain"),
        lambda value: value["slots"][3].update(kdf={"name": "hkdf-sha256"}),
        lambda value: value["slots"][3].update(salt="00" * 16),
        lambda value: value["slots"][3].update(recipient=7),
        lambda value: value["slots"][3].update(sealed=""),
        lambda value: value["slots"][3].update(sealed="not base 64!"),
        lambda value: value["slots"][3].update(sealed=value["slots"][3]["sealed"] + "\n"),
        lambda value: value["slots"][3].update(sealed="QUF="),  # bits that base 64 drops
        lambda value: value["slots"][3].update(sealed="A" * 4 * 1024),
        lambda value: value["slots"][3].update(sealed="A" * 60_000),
        lambda value: value["slots"][3].update(sealed=7),
        lambda value: value["slots"][3].pop("recipient"),
    ],
)
def test_a_slot_of_version_3_of_another_shape_is_refused(change: Any) -> None:
    decode(changed(dict, every_kind()))  # unchanged, it is read
    with pytest.raises(Unreadable):
        decode(changed(change, every_kind()))


def test_all_passphrase_slots_together_ask_for_no_more_work_than_one_may() -> None:
    one = slots().slots[0]
    assert isinstance(one, PassphraseSlot)
    half = KdfCost(memory_kib=2**20, iterations=32, lanes=1)
    two = tuple(replace(one, id=name, cost=half) for name in ("s1", "s2"))
    assert decode(encode(SlotSet("store", two))).slots == two
    more = replace(two[1], cost=replace(half, iterations=33))
    with pytest.raises(Unreadable, match="together"):
        decode(encode(SlotSet("store", (two[0], more))))


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@st.composite
def any_slot(draw: st.DrawFn, slot_id: str) -> Slot:
    """A slot of any kind and content that a file may hold, whether or not anything opens it."""
    made: Any = slot(draw(st.sampled_from(KINDS)), slot_id=slot_id)
    parts: dict[str, Any] = {"label": draw(texts), "created_at": draw(texts)}
    if isinstance(made, EscrowSlot):
        parts |= {"recipient": draw(texts), "sealed": draw(st.binary(min_size=1, max_size=LARGEST_ESCROW))}
    else:
        for name in ("salt", "nonce", "wrapped"):
            size = len(getattr(made, name))
            parts[name] = draw(st.binary(min_size=size, max_size=size))
    return replace(made, **parts)


@st.composite
def any_set(draw: st.DrawFn) -> SlotSet:
    ids = draw(st.lists(texts, max_size=MOST_SLOTS - 1, unique=True))
    first = replace(slot(draw(st.sampled_from(("passphrase", "recovery")))), id="the first\n")
    rest = [draw(any_slot(each)) for each in ids if each != first.id]
    return SlotSet(draw(texts), (first, *rest))


@settings(max_examples=25)
@given(any_set())
def test_any_set_of_slots_is_read_back_and_written_the_same(made: SlotSet) -> None:
    content = encode(made)
    assert decode(content) == made
    assert encode(decode(content)) == content
    kinds = {each.facts()["kind"] for each in made.slots}
    assert json.loads(content)["version"] == (
        3 if kinds & {"keychain", "escrow"} else 1 + ("recovery" in kinds)
    )


def test_the_longest_file_is_read() -> None:
    """Sixteen slots, each as long as can be made, are under the cap for reading."""
    longest = replace(
        slot("escrow"), label="\N{SNOWMAN}" * 80, recipient="a" * 62, sealed=bytes(LARGEST_ESCROW)
    )
    many = [replace(longest, id=f"{number:036d}") for number in range(MOST_SLOTS - 1)]
    assert len(encode(SlotSet(STORE, (slot("recovery"), *many)))) <= slot_file.SIZE_CAP


def test_both_copies_are_for_their_owner_only(files: tuple[Path, Path]) -> None:
    write_copies(files, slots())
    for file in files:
        assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(files[0].parent)) == ["keys.copy.json", "keys.json"]


def test_every_flipped_bit_is_noticed() -> None:
    whole = encode(slots())
    expected = decode(whole)
    for position in range(len(whole)):
        for bit in range(8):
            broken = bytearray(whole)
            broken[position] ^= 1 << bit
            try:
                assert decode(bytes(broken)) == expected  # white space may be another white space
            except Unreadable:
                continue
            assert whole[position : position + 1].isspace()


def test_every_truncation_is_noticed() -> None:
    whole = encode(slots()).rstrip()
    for length in range(len(whole)):
        with pytest.raises(Unreadable):
            decode(whole[:length])


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(extra=1),
        lambda value: value.pop("store"),
        lambda value: value.update(format="other"),
        lambda value: value.update(version="1"),
        lambda value: value.update(version=True),
        lambda value: value.update(store=7),
        lambda value: value.update(slots=[]),
        lambda value: value.update(slots=value["slots"] * 2),
        lambda value: value.update(slots=[{**value["slots"][0], "id": str(n)} for n in range(17)]),
        lambda value: value.update(slots={"a": 1}),
        lambda value: value["slots"][0].update(kind="magic"),
        lambda value: value["slots"][0].update(more=1),
        lambda value: value["slots"][0].pop("nonce"),
        lambda value: value["slots"][0].update(salt="00"),
        lambda value: value["slots"][0].update(salt="zz" * 16),
        lambda value: value["slots"][0].update(wrapped="00" * 47),
        lambda value: value["slots"][0]["kdf"].update(name="md5"),
        lambda value: value["slots"][0]["kdf"].update(memory_kib=2**40),
        lambda value: value["slots"][0]["kdf"].update(iterations=10**9),
        lambda value: value["slots"][0]["kdf"].update(lanes=-1),
        lambda value: value["slots"][0]["kdf"].update(lanes=True),
    ],
)
def test_a_file_of_another_shape_is_refused(change: Any) -> None:
    with pytest.raises(Unreadable):
        decode(changed(change))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"7", b"null", b"{}", b"\xff\xfe", b'{"check": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000],
)
def test_rubbish_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)


def test_a_whole_file_of_a_newer_program_is_said_to_be_newer() -> None:
    with pytest.raises(NewerVersion, match=r"version 4.*up to version 3"):
        decode(changed(lambda value: value.update(version=4, slots="whatever")))


def test_a_damaged_version_number_is_damage() -> None:
    with pytest.raises(Unreadable):
        decode(encode(slots()).replace(b'"version": 1', b'"version": 9'))


def test_the_second_copy_answers_for_the_first(files: tuple[Path, Path]) -> None:
    made = slots()
    write_copies(files, made)
    for broken in (None, b"", b"{", os.urandom(500)):
        files[0].unlink(missing_ok=True)
        if broken is not None:
            files[0].write_bytes(broken)
        copies = read_copies(files)
        assert copies.slots == made
        assert copies.to_mend == (files[0],)


def test_slots_that_could_not_be_read_back_are_not_written(files: tuple[Path, Path]) -> None:
    write_copies(files, slots())
    before = [file.read_bytes() for file in files]
    twice = SlotSet("store", (*slots().slots, *slots().slots))
    too_long = slots(label="x" * slot_file.SIZE_CAP)
    for made in (too_long, twice, SlotSet("store", (replace(slots().slots[0], salt=b""),))):
        with pytest.raises(ValueError, match=r"do not fit|twice|length"):
            write_copies(files, made)
    assert [file.read_bytes() for file in files] == before


def test_a_copy_that_fell_behind_is_to_be_mended(files: tuple[Path, Path]) -> None:
    old, new = slots(), slots(label="new")
    write_copies(files, old)
    write_copies(files[:1], new)
    copies = read_copies(files)
    assert copies.slots == new
    assert copies.to_mend == (files[1],)


def test_no_whole_copy_is_damage(files: tuple[Path, Path]) -> None:
    write_copies(files, slots())
    files[0].write_bytes(b"")
    files[1].unlink()
    with pytest.raises(Damaged, match=r"keys\.json"):
        read_copies(files)


def test_a_file_too_long_is_not_read(files: tuple[Path, Path]) -> None:
    write_copies(files, slots())
    for file in files:
        file.write_bytes(file.read_bytes() + b" " * slot_file.SIZE_CAP)
    with pytest.raises(Damaged):
        read_copies(files)


def test_a_failed_write_leaves_the_old_file(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_copies(files, slots())
    before = [file.read_bytes() for file in files]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_copies(files, slots(label="new"))
    assert [file.read_bytes() for file in files] == before
    assert sorted(os.listdir(files[0].parent)) == ["keys.copy.json", "keys.json"]


def test_random_changes_of_structure_never_pass_unseen() -> None:
    """Structure-aware fuzzing: a changed value either gives the same slots or is refused."""
    chance = random.Random(7)
    expected = slots()
    whole = json.loads(encode(expected))
    odd = [None, True, -1, 2**50, 1.5, "", "00", [], {}, "x" * 5000, [[]], {"name": 1}]
    seen = 0
    for _ in range(3000):
        value = json.loads(json.dumps(whole))
        spot: Any = value
        while True:
            name = chance.choice(list(spot) if isinstance(spot, dict) else range(len(spot)))
            if isinstance(spot[name], dict | list) and spot[name] and chance.random() < 0.7:
                spot = spot[name]
                continue
            spot[name] = chance.choice(odd)
            break
        if {**value, "check": 0} == {**whole, "check": 0}:
            continue
        if chance.random() < 0.5 and "check" in value:
            del value["check"]
            try:
                value["check"] = hashlib.sha256(canonical_json(value)).hexdigest()
            except TypeError:
                value["check"] = "0" * 64
        seen += 1
        try:
            got = decode(json.dumps(value).encode())
        except (Unreadable, NewerVersion):
            continue
        assert got != expected  # only texts that no rule binds (ids, labels) can have passed
        assert got.slots[0].salt == expected.slots[0].salt
    assert seen > 2000
