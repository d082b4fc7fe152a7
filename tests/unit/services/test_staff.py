"""People of a clinic's store: added, signed in, told apart, retired."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.common.errors import DoesNotFit, NotSaved, WrongPassphrase
from diary_app.common.settings import Settings
from diary_app.domain.clinic.account import NotThisPerson
from diary_app.security import sealing
from diary_app.security.argon import LEAST_COST
from diary_app.security.slots import Slot
from diary_app.services.access import AccessService
from diary_app.services.staff import outside
from diary_app.services.ways_in import slots_in
from tests.support import FixedClock
from tests.unit.services.keys_support import MemoryKeychain
from tests.unit.services.staff_support import (
    CHIEF,
    CHIEFS,
    CODE,
    MONITOR,
    MONITORS,
    NURSE,
    NURSES,
    entered,
    entries,
    with_others,
)

DOSE = {"kind": "dose", "day": "2026-01-19", "time": "07:10", "mg": 12}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "clinic"
    with_others(folder).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "clinic")
    return tmp_path / "clinic"


def names(store: OpenedStore) -> list[str]:
    return [each.name for each in store.staff.accounts()]


def test_the_passphrase_says_who_it_is_and_the_log_says_so(folder: Path) -> None:
    for secret, name, role in ((CHIEFS, CHIEF, "investigator"), (NURSES, NURSE, "nurse")):
        with entered(folder, secret) as store:
            signed_in = store.staff.signed_in()
            assert signed_in is not None
            assert (signed_in.name, signed_in.role) == (name, role)
            entry = entries(store, "signed_in")[-1]
            assert (entry.actor, entry.role, entry.by, entry.chain) == (name, role, "staff", "access")
            written = store.diary.write({**DOSE, "key": role}, participant="P1" if role == "nurse" else "P2")
            found = store.opened.store.journal.entry(written)
            assert found is not None
            assert (found.actor, found.role) == (name, role)


def test_the_key_file_tells_no_name_and_the_file_of_names_who_only_reads(folder: Path) -> None:
    keys = (folder / "keys.json").read_text()
    assert [slot.label for slot in slots_in(folder)] == [""] * 4
    assert not any(name in keys for name in (CHIEF, NURSE, MONITOR))
    told = json.loads((folder / "staff.json").read_text())
    assert [set(row) for row in told["staff"]] == [{"name", "slot"}] * 2 + [{"name", "slot", "reads_only"}]
    assert [each.name for each in outside.names_in(folder)] == [CHIEF, NURSE, MONITOR]


def test_a_monitor_writes_nothing_but_that_they_looked(folder: Path) -> None:
    with entered(folder, MONITORS) as store:
        store.staff.note_read("P1", "overview")
        before = store.opened.store.journal.count()
        for act in (
            lambda: store.diary.write(DOSE, participant="P1"),
            lambda: store.staff.add("Another One", "nurse", "some other made-up words", secret=MONITORS),
            lambda: store.staff.retire(store.staff.accounts()[1].id),
            lambda: store.access.keep_recovery_code(MONITORS, CODE),
            lambda: store.setup.make("P1"),  # nor are the clinic's keys made for one
            lambda: store.transfer.make_receipt("P1"),
        ):
            with pytest.raises(DoesNotFit):
                act()
        assert store.opened.store.journal.count() == before
        assert store.access.change_passphrase(MONITORS, "the monitor's newer words", cost=LEAST_COST)


def test_a_patient_is_noted_as_read_once_in_a_sign_in(folder: Path) -> None:
    for _ in range(2):
        with entered(folder, NURSES) as store:
            for whose in ("P1", "P2", "P1"):
                store.staff.note_read(whose, "overview")
    with entered(folder, CHIEFS) as store:
        told = [(entry.participant, entry.actor, entry.payload) for entry in entries(store, "read")]
    assert told == [(whose, NURSE, {"what": "overview"}) for whose in ("P1", "P2", "P1", "P2")]


def test_each_page_of_a_patient_is_a_look_of_its_own(folder: Path) -> None:
    with entered(folder, NURSES) as store:
        for what in ("visits", "qlq", "visits"):
            store.staff.note_read("P1", what)
        told = [(entry.participant, entry.payload) for entry in entries(store, "read")]
    assert told == [("P1", {"what": "visits"}), ("P1", {"what": "qlq"})]


def test_a_wrong_own_passphrase_is_an_entry_each_time_who_can_open_it_was_to_be_changed(folder: Path) -> None:
    wrong = "not the chief's made-up words"
    with entered(folder, CHIEFS) as store:
        nobodys = next(slot.id for slot in store.access.slots() if slot.kind == "recovery")
        for act in (
            lambda: store.access.change_passphrase(wrong, "newer words", cost=LEAST_COST),
            lambda: store.staff.add("Another One", "nurse", "other words", secret=wrong, cost=LEAST_COST),
            lambda: store.access.keep_recovery_code(wrong, CODE),
            lambda: store.access.remove_slot(NURSES, nobodys),  # nor may it be another person's
        ):
            with pytest.raises(WrongPassphrase):
                act()
        told = [(entry.actor, entry.chain, entry.payload) for entry in entries(store, "sign_in_failed")]
        assert told == [(CHIEF, "access", {"name": CHIEF, "changing": "keys"})] * 4
        assert "Another One" not in names(store)
        store.access.change_passphrase(CHIEFS, "newer words of the chief", cost=LEAST_COST)
        assert len(entries(store, "sign_in_failed")) == 4


def test_whoever_looks_by_the_recovery_code_leaves_an_entry_too(folder: Path) -> None:
    with entered(folder, CODE) as store:
        for _ in range(2):
            store.staff.note_read("P1", "overview")
            store.staff.note_log_read()
        told = [(entry.participant, entry.actor, entry.payload) for entry in entries(store, "read")]
    assert told == [("P1", "diary-app", {"what": "overview"}), (None, "diary-app", {"what": "log"})]


def test_another_name_than_the_passphrase_s_is_refused_and_noted(folder: Path) -> None:
    with pytest.raises(NotThisPerson) as refusal:
        entered(folder, NURSES, whom=CHIEF)
    assert refusal.value.exit_code == 3
    with entered(folder, NURSES, whom=NURSE.upper()) as store:
        assert [entry.payload for entry in entries(store, "sign_in_failed")] == [
            {"at": "2026-01-21T01:00:00.000Z", "name": CHIEF}
        ]


def test_failed_sign_ins_reach_the_log_once_at_the_next_one(folder: Path) -> None:
    for whom in (NURSE, None, "a passphrase typed into the wrong field"):
        with pytest.raises(WrongPassphrase):
            entered(folder, "not the words", whom=whom)
    kept = outside.failed_file(folder)
    copy = kept.read_bytes()
    assert b"wrong field" not in copy
    entered(folder, NURSES).close()
    assert not kept.exists()
    kept.write_bytes(copy)  # as if the program had ended before it could delete them
    with entered(folder, CHIEFS) as store:
        told = [entry.payload["name"] for entry in entries(store, "sign_in_failed") if entry.payload]
    assert told == [NURSE, None, None]


def test_of_very_many_failed_sign_ins_the_number_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST_FAILED", 2)
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            entered(folder, "not the words", whom=NURSE)
    assert kept_rows(folder) == 2
    with entered(folder, NURSES) as store:
        assert [entry.payload for entry in entries(store, "sign_in_failed")][-1] == {"more": 3}


def kept_rows(folder: Path) -> int:
    return len(json.loads(outside.failed_file(folder).read_text())["failed"])


NO_LISTS = {"empty": b"", "a list": b"[]", "other values": b'{"failed": [1, {"id": 3}], "more": "x"}',
            "no text": b"\xff", "too long": b"[" * 70_000}  # fmt: skip


@pytest.mark.logs("is not as it was written")
@pytest.mark.parametrize("content", NO_LISTS.values(), ids=NO_LISTS)
def test_a_file_beside_the_store_that_is_no_list_keeps_nobody_out(folder: Path, content: bytes) -> None:
    outside.failed_file(folder).write_bytes(content)
    outside.names_file(folder).write_bytes(content)
    with entered(folder, NURSES, whom=NURSE) as store:
        assert names(store) == [CHIEF, NURSE, MONITOR]
    assert [each.name for each in outside.names_in(folder)] == [CHIEF, NURSE, MONITOR]


def test_a_retired_person_s_passphrase_opens_nothing_and_their_name_stays_theirs(folder: Path) -> None:
    keys = {file: file.read_bytes() for file in folder.glob("keys*")}
    with entered(folder, CHIEFS) as store:
        nurse = store.staff.accounts()[1]
        store.staff.retire(nurse.id)
        assert [each.name for each in store.staff.retired()] == [NURSE]
        with pytest.raises(DoesNotFit, match="was once"):
            store.staff.add(NURSE, "nurse", "some other made-up words", secret=CHIEFS)
    with pytest.raises(WrongPassphrase):
        entered(folder, NURSES)
    for file, content in keys.items():  # the older key files put back do not bring the person back
        file.write_bytes(content)
    with pytest.raises(WrongPassphrase, match="nobody who works here"):
        entered(folder, NURSES)


def test_the_last_who_may_add_people_stays(folder: Path) -> None:
    with entered(folder, CHIEFS) as store:
        chief, nurse, _ = store.staff.accounts()
        with pytest.raises(DoesNotFit, match="last coordinator or investigator"):
            store.staff.retire(chief.id)
        store.staff.add("Cora Dinator", "coordinator", "words of the coordinator", secret=CHIEFS,
                        cost=LEAST_COST)  # fmt: skip
        store.staff.retire(chief.id)
        assert store.staff.signed_in() is None
        with pytest.raises(DoesNotFit, match="Nobody is signed in"):
            store.staff.retire(nurse.id)


def test_changing_a_passphrase_touches_one_s_own_alone(folder: Path) -> None:
    before = {slot.id for slot in slots_in(folder)}
    with entered(folder, NURSES) as store:
        with pytest.raises(WrongPassphrase):
            store.access.change_passphrase(CHIEFS, "other made-up words", cost=LEAST_COST)
        with pytest.raises(DoesNotFit, match="cannot be taken"):
            store.access.change_passphrase(NURSES, CHIEFS, cost=LEAST_COST)
        assert store.access.change_passphrase(NURSES, "other made-up words", cost=LEAST_COST)
    assert {slot.id for slot in slots_in(folder)} == before
    for secret, name in (("other made-up words", NURSE), (CHIEFS, CHIEF), (MONITORS, MONITOR)):
        with entered(folder, secret) as store:
            assert store.opened.account is not None
            assert store.opened.account.name == name
    with pytest.raises(WrongPassphrase):
        entered(folder, NURSES)


def test_the_recovery_code_is_nobody_until_it_renews_somebody(folder: Path) -> None:
    with entered(folder, CODE) as store:
        assert store.staff.signed_in() is None
        with pytest.raises(DoesNotFit, match="Nobody is signed in"):
            store.diary.write(DOSE, participant="P1")
        with pytest.raises(DoesNotFit, match="Nobody is signed in"):
            store.access.change_passphrase(CODE, "other made-up words")
        assert store.staff.renew(NURSE, CODE, "other made-up words", cost=LEAST_COST).name == NURSE
        store.diary.write(DOSE, participant="P1")
        assert entries(store, "keys")[-1].payload is not None
    with entered(folder, "other made-up words") as store:
        told = [(entry.actor, (entry.payload or {})["with"]) for entry in entries(store, "signed_in")]
    by_passphrase = (NURSE, "passphrase")
    assert told[-3:] == [("diary-app", "recovery code"), by_passphrase, by_passphrase]
    entered(folder, CHIEFS).close()


def test_ways_in_are_for_those_who_lead_and_a_person_s_is_not_removed_among_them(folder: Path) -> None:
    with entered(folder, CHIEFS) as store:
        nurse = store.staff.accounts()[1]
        with pytest.raises(DoesNotFit, match="staff retire"):
            store.access.remove_slot(CHIEFS, nurse.slot)
        with pytest.raises(DoesNotFit, match="own passphrase"):
            store.access.open_without_asking(CHIEFS, MemoryKeychain())


def test_an_adding_that_was_cut_off_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise NotSaved("The disk is full.")

    with entered(folder, CHIEFS) as store:
        with monkeypatch.context() as broken:
            broken.setattr(AccessService, "set_passphrase", full)
            with pytest.raises(NotSaved):
                store.staff.add("Cora Dinator", "coordinator", "words of the coordinator", secret=CHIEFS)
        [cora] = [each for each in store.staff.accounts() if each.name == "Cora Dinator"]
        assert not store.staff.can_sign_in(cora)
        [chief] = [each for each in store.staff.accounts() if each.name == CHIEF]
        with pytest.raises(DoesNotFit, match="last coordinator or investigator"):
            store.staff.retire(chief.id)  # who stays could not come in
        again = store.staff.add("Cora Dinator", "coordinator", "words of the coordinator", secret=CHIEFS,
                                cost=LEAST_COST)  # fmt: skip
        assert again == cora.id
        assert store.staff.can_sign_in(cora)
    with entered(folder, "words of the coordinator") as store:
        assert store.opened.account == cora


def test_there_is_no_setting_that_switches_the_log_off() -> None:
    names = set(Settings.__dataclass_fields__)
    assert names
    assert not {name for name in names for word in ("log", "audit", "trail", "note", "sign") if word in name}


def test_the_window_tries_nobody_else_s_slot(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each slot costs its derivation: a slip of typing is told at once, however many people there are."""
    tried: list[str] = []
    opened = sealing._opened

    def counted(store_id: str, slot: Slot, secret: str) -> bytes | None:
        tried.append(slot.id)
        return opened(store_id, slot, secret)

    monkeypatch.setattr(sealing, "_opened", counted)
    nurse = outside.slot_of(folder, NURSE)
    clock = FixedClock("2026-01-21T09:00")
    with pytest.raises(WrongPassphrase):
        open_store(folder, CHIEFS, clock=clock, whom=NURSE, only_whom=True)
    assert set(tried) == {nurse}
    outside.names_file(folder).unlink()  # a name that leads to no slot: all are tried
    open_store(folder, NURSES, clock=clock, whom=NURSE, only_whom=True).close()


def test_names_of_a_store_that_has_no_accounts_any_more_go(folder: Path, tmp_path: Path) -> None:
    """A backup from before there were people is brought back: nobody is asked who they are."""
    from tests.cli_calls import PASSPHRASE, clinic

    calls = clinic(tmp_path / "shared")
    shutil.copy(outside.names_file(folder), calls.folder)
    entered(calls.folder, PASSPHRASE, whom=NURSE).close()
    assert not outside.names_file(calls.folder).exists()
