"""Who opens a store: changed as a whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, open_store, open_without_asking
from diary_app.common.errors import Damaged, DoesNotFit, InUse, NotSaved, WrongPassphrase
from diary_app.security.argon import LEAST_COST
from diary_app.security.clinic_key import recipient_in
from diary_app.security.keychain import NoKeychain
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import make_escrow_slot
from diary_app.security.secret import Secret
from diary_app.security.slot_file import read_copies, write_copies
from diary_app.services.presence import opens_without_asking
from diary_app.services.ways_in import save_recovery_page, slots_in
from diary_app.storage.folder import StoreFolder
from tests.support import FixedClock
from tests.unit.services.keys_support import CLINIC, CODE, NEW, OLD, PUBLIC, MemoryKeychain
from tests.unit.services.keys_support import made as make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "diary"
    make(folder).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "diary")
    return tmp_path / "diary"


@pytest.fixture
def store(folder: Path) -> Iterator[OpenedStore]:
    with open_store(folder, OLD, clock=FixedClock("2026-02-01T08:00")) as store:
        yield store


def opens(folder: Path, secret: Secret) -> bool:
    try:
        open_store(folder, secret, clock=FixedClock()).close()
    except WrongPassphrase:
        return False
    return True


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("keys*"))}


def test_a_new_passphrase_takes_the_place_of_the_old_one(folder: Path, store: OpenedStore) -> None:
    database = (folder / "diary.db").read_bytes()
    store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    assert (folder / "diary.db").read_bytes() == database  # wrapped again, never encrypted again
    store.close()
    assert [opens(folder, each) for each in (OLD, NEW, CODE)] == [False, True, True]
    assert len(set(files(folder).values())) == 1
    assert {file.stat().st_mode & 0o777 for file in folder.glob("keys*")} == {0o600}
    assert [slot.kind for slot in slots_in(folder)] == ["passphrase", "recovery"]
    assert slots_in(folder)[0].created_at == "2026-02-01T00:00:00.000Z"


def test_a_diary_is_made_with_both_ways_in_at_once(folder: Path) -> None:
    assert [slot.kind for slot in slots_in(folder)] == ["passphrase", "recovery"]
    assert len(set(files(folder).values())) == 1
    assert opens(folder, OLD)
    assert opens(folder, CODE)


def test_a_code_is_printed_before_there_is_a_diary(tmp_path: Path) -> None:
    from pypdf import PdfReader

    texts = []
    for store_id in ("", "6f1c2a"):
        page = tmp_path / f"page{store_id}.pdf"
        save_recovery_page(CODE, "en", page, date(2026, 1, 5), store_id)
        texts.append(PdfReader(page).pages[0].extract_text())
    for text in texts:
        assert all(line in text for line in CODE.lines())
        assert "Made on" in text
    assert ["diary 6f1c2a" in text for text in texts] == [False, True]
    assert "diary ." not in texts[0]


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(folder: Path) -> None:
    with open_store(folder, CODE, clock=FixedClock()) as store:
        store.access.change_passphrase(CODE, NEW, cost=LEAST_COST)
    assert [opens(folder, each) for each in (OLD, NEW, CODE)] == [False, True, True]


def test_a_new_recovery_code_takes_the_place_of_the_old_one(folder: Path, store: OpenedStore) -> None:
    newer = RecoveryCode.new()
    store.access.keep_recovery_code(OLD, newer)
    store.close()
    assert [opens(folder, each) for each in (OLD, CODE, newer)] == [True, False, True]


def test_whoever_finds_it_open_cannot_change_who_opens_it(folder: Path, store: OpenedStore) -> None:
    before = files(folder)
    for wrong in ("guessed", RecoveryCode.new()):
        with pytest.raises(WrongPassphrase):
            store.access.change_passphrase(wrong, NEW, cost=LEAST_COST)
        with pytest.raises(WrongPassphrase):
            store.access.keep_recovery_code(wrong, RecoveryCode.new())
    with pytest.raises(WrongPassphrase, match="is needed"):
        store.access.change_passphrase(OLD, " ", cost=LEAST_COST)
    assert files(folder) == before


def test_the_keys_of_another_diary_are_not_changed(folder: Path, store: OpenedStore, tmp_path: Path) -> None:
    make(tmp_path / "other", "clinic").close()
    for name, content in files(tmp_path / "other").items():
        (folder / name).write_bytes(content)
    with pytest.raises(Damaged, match="not of the open diary"):
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)


def test_changing_needs_the_lock_that_opening_takes(folder: Path, store: OpenedStore) -> None:
    from diary_app.storage.folder import StoreFolder
    from diary_app.storage.lock import Holder, acquire

    with pytest.raises(InUse):
        acquire(StoreFolder(folder), Holder.COMMAND_LINE, FixedClock(), 0)


def test_what_a_cut_off_change_left_goes_when_the_diary_opens(folder: Path) -> None:
    left = folder / "keys.json.part"
    left.write_bytes(b"half a key file")
    assert opens(folder, OLD)
    assert not left.exists()


# The computer's keychain


def without_asking(folder: Path, chain: MemoryKeychain) -> OpenedStore:
    return open_without_asking(folder, clock=FixedClock(), keychain=chain)


def notes(store: OpenedStore) -> list[tuple[str, str, bool]]:
    """What the log says of key changes: act, kind, and whether the slot is still there."""
    there = {slot.id for slot in store.access.slots()}
    entries = store.opened.store.journal.entries(kinds=["keys"])
    assert {entry.chain for entry in entries} <= {"access"}
    told = [entry.payload for entry in entries if entry.payload is not None]
    return [(each["act"], each["kind"], each["slot"] in there) for each in told]


def test_it_opens_without_asking_until_it_is_to_ask_again(folder: Path) -> None:
    chain = MemoryKeychain()
    with open_store(folder, OLD, clock=FixedClock()) as store:
        assert not opens_without_asking(folder)
        assert store.access.open_without_asking(OLD, chain)
        [kept] = chain.kept.values()
        assert len(kept) == 32
    assert opens_without_asking(folder)
    with without_asking(folder, chain) as store:
        assert notes(store) == [("keychain added", "keychain", True)]
        assert store.access.ask_again(chain)
        assert not chain.kept
        assert notes(store) == [
            ("keychain added", "keychain", False),
            ("keychain removed", "keychain", False),
        ]
    assert not opens_without_asking(folder)
    with pytest.raises(WrongPassphrase, match="opens with its passphrase"):
        without_asking(folder, MemoryKeychain({"anything": kept}))
    assert opens(folder, OLD)
    assert opens(folder, CODE)


def test_a_keychain_that_lost_changed_or_locked_it_costs_only_a_question(folder: Path) -> None:
    chain = MemoryKeychain()
    with open_store(folder, OLD, clock=FixedClock()) as store:
        store.access.open_without_asking(OLD, chain)
        store_id = store.opened.store.store_id
    before = files(folder)
    others = (
        MemoryKeychain(),
        MemoryKeychain({store_id: bytes(32)}),
        MemoryKeychain({store_id: b"short"}),
        MemoryKeychain(dict(chain.kept), {"read"}),
    )
    for other in others:
        with pytest.raises(WrongPassphrase):
            without_asking(folder, other)
    assert files(folder) == before
    assert opens(folder, OLD)
    assert opens(folder, CODE)
    without_asking(folder, chain).close()


def test_the_diary_is_not_held_while_the_keychain_is_asked(folder: Path, store: OpenedStore) -> None:
    chain = MemoryKeychain()
    store.access.open_without_asking(OLD, chain)
    store.close()
    read, meanwhile = chain.read, list[bool]()

    def slowly(store_id: str) -> bytes | None:
        meanwhile.append(opens(folder, OLD))
        return read(store_id)

    chain.read = slowly  # type: ignore[method-assign]
    without_asking(folder, chain).close()
    assert meanwhile == [True]


def test_a_keychain_that_will_not_keep_changes_nothing(folder: Path, store: OpenedStore) -> None:
    before = files(folder)
    with pytest.raises(NoKeychain):
        store.access.open_without_asking(OLD, MemoryKeychain(refuses={"keep"}))
    assert files(folder) == before
    assert notes(store) == []


def test_a_keychain_that_will_not_forget_is_told_and_opens_nothing(folder: Path, store: OpenedStore) -> None:
    chain = MemoryKeychain()
    store.access.open_without_asking(OLD, chain)
    chain.refuses = {"forget"}
    with pytest.raises(NoKeychain, match="opens nothing any more"):
        store.access.ask_again(chain)
    assert [act for act, _, _ in notes(store)] == ["keychain added", "keychain removed"]
    store.close()
    assert chain.kept
    with pytest.raises(WrongPassphrase):
        without_asking(folder, chain)


def test_without_a_keychain_it_can_still_be_told_to_ask(folder: Path, store: OpenedStore) -> None:
    """As after the diary's folder was carried to a computer that has none."""
    store.access.open_without_asking(OLD, MemoryKeychain())
    assert store.access.ask_again(None)
    assert not opens_without_asking(folder)


def test_a_slot_that_was_not_saved_leaves_nothing_in_the_keychain(
    store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.security import changing

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(changing, "write_copies", full)
    chain = MemoryKeychain()
    with pytest.raises(NotSaved):
        store.access.open_without_asking(OLD, chain)
    assert not chain.kept


def test_a_slot_that_was_not_saved_leaves_the_keychain_what_it_had(
    folder: Path, store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.security import files as security_files
    from diary_app.security.changing import NotCertain

    chain = MemoryKeychain()
    store.access.open_without_asking(OLD, chain)
    had = dict(chain.kept)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(security_files.os, "replace", fail)
        with pytest.raises(NotSaved):
            store.access.open_without_asking(OLD, chain)
    assert chain.kept == had
    with monkeypatch.context() as patch:
        patch.setattr(security_files, "flush_folder", fail)
        with pytest.raises(NotCertain):
            store.access.open_without_asking(OLD, chain)
    assert len(chain.kept) == 1
    assert chain.kept != had
    store.close()
    without_asking(folder, chain).close()


@pytest.mark.logs("could not be written into the log")
def test_a_change_counts_though_nobody_can_be_named_for_it(
    folder: Path, store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(store.opened), "participants", lambda _: [])
    assert not store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    store.close()
    assert opens(folder, NEW)


def test_who_finds_it_open_cannot_change_keys_with_what_the_keychain_keeps(folder: Path) -> None:
    chain = MemoryKeychain()
    with open_store(folder, OLD, clock=FixedClock()) as store:
        store.access.open_without_asking(OLD, chain)
    with without_asking(folder, chain) as store:
        before = files(folder)
        for wrong in ("guessed", RecoveryCode.new()):
            for change in (
                lambda access, secret: access.open_without_asking(secret, MemoryKeychain()),
                lambda access, secret: access.add_clinic_key(secret, PUBLIC),
                lambda access, secret: access.remove_slot(secret, slots_in(folder)[0].id),
            ):
                with pytest.raises(WrongPassphrase):
                    change(store.access, wrong)
        assert files(folder) == before


# A clinic's key


def test_a_clinic_opens_it_and_other_ways_stay_when_one_changes(folder: Path, store: OpenedStore) -> None:
    chain = MemoryKeychain()
    store.access.add_clinic_key(OLD, PUBLIC, "  Ward 7 ")
    store.access.open_without_asking(CODE, chain)
    store.access.change_passphrase(CLINIC, NEW, cost=LEAST_COST)
    newer = RecoveryCode.new()
    store.access.keep_recovery_code(CLINIC, newer)
    entries = store.opened.store.journal.entries(kinds=["keys"])
    assert [entry.actor for entry in entries] == ["P1", "P1", "clinic", "clinic"]
    assert [slot.label for slot in store.access.slots()] == ["", "", "", "Ward 7"]
    assert [slot.public_key is None for slot in store.access.slots()] == [True, True, True, False]
    store.close()
    assert [opens(folder, each) for each in (OLD, NEW, CODE, newer, CLINIC)] == [
        False,
        True,
        False,
        True,
        True,
    ]
    without_asking(folder, chain).close()


def test_a_slot_that_anybody_could_have_written_does_not_become_the_diary_s_key(
    folder: Path, store: OpenedStore
) -> None:
    """To write to a clinic takes its public key alone: a slot may hold a key that is not this diary's."""
    key_files = StoreFolder(folder).key_files
    slots = read_copies(key_files).slots
    recipient = recipient_in(PUBLIC)
    foreign = make_escrow_slot(slots.store_id, bytes(32), recipient, slot_id="x", label="", created_at="")
    write_copies(key_files, slots.with_added(foreign))
    before = files(folder)
    with pytest.raises(Damaged, match="does not hold the key"):
        store.access.change_passphrase(CLINIC, NEW, cost=LEAST_COST)
    assert files(folder) == before
    store.close()
    with pytest.raises(Damaged):
        open_store(folder, CLINIC, clock=FixedClock())
    assert opens(folder, OLD)


def test_what_does_not_fit_changes_nothing(folder: Path, store: OpenedStore) -> None:
    before = files(folder)
    for junk in ("", "age1", "ssh-ed25519 AAAA", CLINIC.identities[0]):
        with pytest.raises(DoesNotFit):
            store.access.add_clinic_key(OLD, junk)
    for label in ("x" * 81, "\ud800"):
        with pytest.raises(DoesNotFit):
            store.access.add_clinic_key(OLD, PUBLIC, label)
    with pytest.raises(DoesNotFit, match="no key slot"):
        store.access.remove_slot(OLD, "nothing")
    assert files(folder) == before
    assert notes(store) == []


def test_passphrase_and_recovery_code_are_not_both_removed(folder: Path, store: OpenedStore) -> None:
    store.access.add_clinic_key(OLD, PUBLIC)
    store.access.open_without_asking(OLD, MemoryKeychain())
    passphrase, recovery, _, _ = store.access.slots()
    store.access.remove_slot(OLD, recovery.id)
    with pytest.raises(DoesNotFit, match="the last of them"):
        store.access.remove_slot(OLD, passphrase.id)
    assert [slot.kind for slot in store.access.slots()] == ["passphrase", "keychain", "escrow"]
    assert notes(store)[-1] == ("slot removed", "recovery", False)


def test_reports_and_tables_do_not_move_when_keys_do(folder: Path, store: OpenedStore) -> None:
    request = store.reporting.request(language="en")
    before = store.reporting.preview(request)
    store.access.change_passphrase(OLD, OLD, cost=LEAST_COST)
    store.access.add_clinic_key(OLD, PUBLIC)
    assert store.reporting.preview(request) == before
    found = store.opened.store.integrity.verify()
    assert (found.whole, dict(found.unknown)) == (True, {})


def test_a_clinic_s_own_diary_notes_its_staff(tmp_path: Path) -> None:
    with make(tmp_path / "clinic", "clinic") as store:
        store.access.add_clinic_key(OLD, PUBLIC)
        [entry] = store.opened.store.journal.entries(kinds=["keys"])
    assert (entry.actor, entry.by, entry.participant) == ("staff", "staff", None)


def test_no_secret_is_in_the_log_of_the_diary_or_of_the_program(
    store: OpenedStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    chain = MemoryKeychain()
    store.access.open_without_asking(OLD, chain)
    store.access.add_clinic_key(OLD, PUBLIC)
    store.access.change_passphrase(CODE, NEW, cost=LEAST_COST)
    store.access.keep_recovery_code(NEW, CODE)
    store.access.ask_again(chain)
    written = repr(store.opened.store.journal.entries()) + caplog.text
    for secret in (OLD, NEW, CODE.symbols, *CODE.lines(), CLINIC.identities[0]):
        assert secret not in written
    assert len(notes(store)) == 5
