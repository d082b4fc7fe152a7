"""Signatures: the passphrase once more, bound to one entry, broken by every later one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore
from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.domain.log.entry import Kind
from diary_app.services.staff import signing
from tests.unit.services.staff_support import (
    CHIEF,
    CHIEFS,
    MONITORS,
    NURSE,
    NURSES,
    entered,
    entries,
    with_others,
)

WEIGHT = {"kind": "weight", "day": "2026-01-19", "kg": "61.5"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("made") / "clinic"
    with with_others(folder) as store:
        return folder, store.diary.write(WEIGHT, participant="P1")


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    shutil.copytree(made[0], tmp_path / "clinic")
    return tmp_path / "clinic"


def holding(store: OpenedStore, record: str) -> list[tuple[str, bool]]:
    return [(each.name, each.holds) for each in store.staff.signatures(record)]


def test_a_signature_says_who_what_and_which_entry(folder: Path, made: tuple[Path, str]) -> None:
    record = made[1]
    with entered(folder, NURSES) as store:
        signed = store.staff.sign(record, " reviewed ", NURSES)
        [found] = store.staff.signatures(record)
        assert (found.id, found.record, found.entry) == (signed, record, record)
        assert (found.name, found.role, found.meaning, found.holds) == (NURSE, "nurse", "reviewed", True)
        entry = store.opened.store.journal.entry(signed)
        weight = store.opened.store.journal.entry(record)
        assert entry is not None
        assert weight is not None
        assert (entry.chain, entry.participant, entry.about["day"]) == ("P1", "P1", "2026-01-19")
        assert entry.payload == {
            "record": record, "entry": record, "hash": weight.hash, "meaning": "reviewed", "name": NURSE,
        }  # fmt: skip


def test_a_later_change_breaks_it_visibly_and_a_new_one_stands_beside(
    folder: Path, made: tuple[Path, str]
) -> None:
    record = made[1]
    with entered(folder, CHIEFS) as store:
        store.staff.sign(record, "approved", CHIEFS)
        corrected = store.diary.correct(record, {"kg": "62"}, "read wrong")
        assert holding(store, record) == [(CHIEF, False)]
        store.staff.sign(corrected, "approved", CHIEFS)
        assert holding(store, record) == holding(store, corrected) == [(CHIEF, False), (CHIEF, True)]
        store.diary.undo(corrected, "it was right at first")
        assert holding(store, record) == [(CHIEF, False), (CHIEF, False)]  # the value again, not the entry


def test_the_log_judges_only_what_was_signed_in_this_store(folder: Path, made: tuple[Path, str]) -> None:
    with entered(folder, NURSES) as store:
        signed = store.staff.sign(made[1], "reviewed", NURSES)
        entry = store.opened.store.journal.entry(signed)
        assert entry is not None
        assert signing.holding(store.opened, [entry]) == {signed: True}
        assert signing.holding(store.opened, [replace(entry, origin="another store")]) == {}


@pytest.mark.parametrize("given", [CHIEFS, "", "not the words"])
def test_only_one_s_own_passphrase_signs_and_another_is_noted(
    folder: Path, made: tuple[Path, str], given: str
) -> None:
    with entered(folder, NURSES) as store:
        with pytest.raises(WrongPassphrase, match="nothing was signed"):
            store.staff.sign(made[1], "reviewed", given)
        assert store.staff.signatures(made[1]) == []
        [failed] = entries(store, "sign_in_failed")
        assert (failed.actor, failed.payload) == (NURSE, {"name": NURSE, "signing": made[1]})


def test_what_cannot_be_signed_is_refused(folder: Path, made: tuple[Path, str]) -> None:
    with entered(folder, CHIEFS) as store:
        signed = store.staff.sign(made[1], "reviewed", CHIEFS)
        staff = entries(store, "staff")[0].id
        for record, meaning in (
            (signed, "again"),
            (staff, "me"),
            ("no-such-id", "reviewed"),
            (made[1], "  "),
        ):
            with pytest.raises(DoesNotFit):
                store.staff.sign(record, meaning, CHIEFS)
        store.diary.undo(made[1], "of somebody else")
        with pytest.raises(DoesNotFit, match="undone"):
            store.staff.sign(made[1], "reviewed", CHIEFS)
        assert len(entries(store, Kind.SIGNED.value)) == 1


def test_a_monitor_signs_nothing(folder: Path, made: tuple[Path, str]) -> None:
    with entered(folder, MONITORS) as store, pytest.raises(DoesNotFit, match="monitor"):
        store.staff.sign(made[1], "reviewed", MONITORS)
