"""The way out as data: the newest good backup, what else opens a diary, whether a code does."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from diary_app.bootstrap import create_store
from diary_app.common.errors import Damaged, DoesNotFit, WrongPassphrase
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.founding import Founding
from diary_app.services.second_place import keep_copy
from diary_app.services.way_out import WaysIn, backup_in, check_code, newest_backup, ways_in
from diary_app.storage.backup_folder import kept_backups
from tests.support import ZONE, FixedClock

CODE = RecoveryCode.new()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone=ZONE, language="en",
        participant="S003-014", first_dose=date(2026, 1, 5),
    )  # fmt: skip
    place, clock = tmp_path / "diary", FixedClock()
    with create_store(
        place, "river lantern quiet orange", founding, clock=clock, cost=LEAST_COST, recovery=CODE
    ) as store:
        store.opened.store.keep_backup()
        clock.advance(days=1)
        store.diary.write({"kind": "dose", "day": "2026-01-05", "time": "07:10", "fasting": "yes"})
        store.opened.store.keep_backup()
    return place


def test_the_newest_whole_backup_is_named_and_a_damaged_one_passed_over(folder: Path) -> None:
    older, newer = sorted((folder / "backups").glob("*.diary-backup"))
    found = newest_backup(folder)
    assert found is not None
    assert found == backup_in(newer)
    assert found.made_at.isoformat() == "2026-01-05T23:10:00+00:00"
    content = bytearray(newer.read_bytes())
    content[len(content) // 2] ^= 1
    newer.write_bytes(bytes(content))
    with pytest.raises(Damaged):
        backup_in(newer)
    fallback = newest_backup(folder)
    assert fallback is not None
    assert fallback.file == older
    older.unlink()
    assert newest_backup(folder) is None


def test_a_copy_in_the_second_place_counts_when_it_goes_further(folder: Path, tmp_path: Path) -> None:
    older, newer = kept_backups(folder / "backups")
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = keep_copy(newer, stick, UTC)
    for place in ("", str(tmp_path / "nowhere")):
        assert newest_backup(folder, place) == newest_backup(folder)
    newer.file.unlink()
    found = newest_backup(folder, str(stick))
    assert found is not None
    assert found.file == copy.file
    older.file.unlink()
    assert newest_backup(folder, str(stick)) == found  # the key file tells whose it is
    for file in folder.glob("keys*"):
        file.unlink()
    assert newest_backup(folder, str(stick)) is None


def test_a_file_of_another_kind_is_no_backup(folder: Path) -> None:
    with pytest.raises(DoesNotFit):
        backup_in(folder / "keys.json")


def test_a_code_is_tried_without_opening_the_diary(folder: Path) -> None:
    assert ways_in(folder) == WaysIn(recovery_code=True, clinic=False)
    check_code(folder, CODE)
    with pytest.raises(WrongPassphrase):
        check_code(folder, RecoveryCode.new())
    assert not (folder / "diary.lock.json").exists()
    for file in folder.glob("keys*"):
        file.write_bytes(b"{}")
    with pytest.raises(Damaged):
        ways_in(folder)


def test_a_code_is_tried_on_each_of_two_key_files(folder: Path) -> None:
    from diary_app.security.slot_file import read_copies, write_copies
    from diary_app.storage.folder import StoreFolder

    first, copy = StoreFolder(folder).key_files
    slots = read_copies([copy]).slots
    write_copies([first], slots.without(slots.slots[1]))
    check_code(folder, CODE)
    assert read_copies([first]).slots != slots  # nothing is mended by asking
