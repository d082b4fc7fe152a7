from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diary_app.bootstrap import OpenedStore, wire
from diary_app.common.errors import Damaged, DoesNotFit, NotSaved
from diary_app.protocols.loader import find_protocol
from diary_app.services.founding import Founding, founding_acts
from diary_app.services.second_place import (
    PlaceState,
    SecondCopy,
    copies_in,
    copy_name,
    has_copy,
    keep_copy,
    look,
    thin_copies,
)
from diary_app.storage.backup_folder import KeptBackup, backup_name
from tests.store_support import dose, make
from tests.support import FixedClock

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDING = Founding(
    role="patient", plan=find_protocol("alter-s003"), zone="Asia/Shanghai", language="en", participant="P-001"
)
AT = datetime(2026, 1, 5, 23, 10, 4, tzinfo=UTC)  # 07:10 of 6 January in Shanghai


def kept(file: Path, made_at: datetime = AT, counter: int = 25, store: str = "5d8cdb54") -> KeptBackup:
    return KeptBackup(made_at, 1, counter, store, file)


@pytest.fixture
def opened(tmp_path: Path, clock: FixedClock) -> Iterator[OpenedStore]:
    founded = founding_acts(FOUNDING)
    with wire(make(tmp_path / "d", clock, founded), clock) as opened:
        yield opened


def test_a_name_tells_the_day_of_the_diarys_own_zone(tmp_path: Path) -> None:
    name = copy_name(kept(tmp_path), ZONE)
    assert name == "morning-diary-2026-01-06-071004-5d8cdb54-1-25.diary-backup"
    (tmp_path / name).write_bytes(b"")
    (tmp_path / name.replace("2026-01-06", "2026-13-06")).write_bytes(b"")
    (tmp_path / "photo.jpg").write_bytes(b"")
    [copy] = copies_in(tmp_path, "5d8cdb54")
    assert (copy.made_at.hour, copy.made_at.day, copy.reach) == (7, 6, (1, 25))
    assert copies_in(tmp_path, "00000000") == []
    assert copies_in(tmp_path / "unplugged", "5d8cdb54") == []


def test_an_empty_folder_is_no_second_place_until_a_copy_lies_there(
    tmp_path: Path, opened: OpenedStore
) -> None:
    stick = tmp_path / "stick"
    newest = opened.backups.up_to_date()
    keeping = opened.backups.keeping()
    assert look("", keeping.store).state is PlaceState.NONE
    assert look(str(stick), keeping.store).state is PlaceState.AWAY
    stick.mkdir()  # the empty folder that stays behind when a stick is pulled out
    assert look(str(stick), keeping.store).state is PlaceState.AWAY
    copy = keep_copy(newest, stick, keeping.zone)
    place = look(str(stick), keeping.store)
    assert (place.state, place.newest) == (PlaceState.THERE, copy)
    assert copy.file.read_bytes() == newest.file.read_bytes()
    assert [file.name for file in stick.iterdir()] == [copy.file.name]


def test_a_copy_that_is_there_is_read_through_and_not_written_again(
    tmp_path: Path, opened: OpenedStore
) -> None:
    newest = opened.backups.up_to_date()
    assert opened.backups.up_to_date() == newest  # nothing was written meanwhile
    copy = keep_copy(newest, tmp_path, ZONE)
    before = copy.file.stat()
    assert keep_copy(newest, tmp_path, ZONE) == copy
    assert copy.file.stat().st_mtime_ns == before.st_mtime_ns
    content = bytearray(copy.file.read_bytes())
    content[-2000] ^= 1
    for damaged in (content, content[:-200]):  # bits that rotted, an end that is torn off
        copy.file.write_bytes(damaged)
        assert has_copy(newest, tmp_path, ZONE) is (len(damaged) == len(content))
        assert keep_copy(newest, tmp_path, ZONE) == copy
        assert copy.file.read_bytes() == newest.file.read_bytes()
    assert has_copy(newest, tmp_path, ZONE)


def test_a_file_put_there_is_no_copy_of_the_newest(tmp_path: Path, opened: OpenedStore) -> None:
    newest = opened.backups.up_to_date()
    junk = tmp_path / copy_name(replace(newest, epoch=9, counter=99), ZONE)
    junk.write_bytes(newest.file.read_bytes())
    assert not has_copy(newest, tmp_path, ZONE)
    keep_copy(newest, tmp_path, ZONE)
    assert has_copy(newest, tmp_path, ZONE)


@pytest.mark.parametrize(("epoch", "counter"), [(9, 99), (1, 10**17), (999_999_999, 10**17)])
def test_a_file_put_among_the_automatic_backups_stands_for_nothing(
    opened: OpenedStore, clock: FixedClock, epoch: int, counter: int
) -> None:
    good = opened.backups.up_to_date()
    junk = good.file.with_name(backup_name(clock.utc + timedelta(days=-3), good.store, epoch, counter))
    junk.write_bytes(good.file.read_bytes())
    assert opened.backups.keeping().newest == good
    assert opened.backups.up_to_date() == good
    opened.opened.store.journal.append([dose()])
    clock.advance(days=1)
    assert opened.backups.due()
    assert opened.backups.make_due() is not None
    newest = opened.backups.keeping().newest
    assert newest is not None
    assert (newest.epoch, newest.counter > good.counter, newest.file != junk) == (1, True, True)


def test_a_file_of_another_kind_is_never_replaced(tmp_path: Path, opened: OpenedStore) -> None:
    newest = opened.backups.up_to_date()
    foreign = tmp_path / copy_name(newest, ZONE)
    foreign.write_text("a letter")
    with pytest.raises(DoesNotFit, match="is no backup; choose another folder"):
        keep_copy(newest, tmp_path, ZONE)
    assert foreign.read_text() == "a letter"
    foreign.write_bytes(b"")  # what a power cut may leave of a copy
    assert keep_copy(newest, tmp_path, ZONE).file.read_bytes() == newest.file.read_bytes()


def test_a_folder_of_a_diary_is_no_second_place(opened: OpenedStore) -> None:
    newest = opened.backups.up_to_date()
    with pytest.raises(DoesNotFit, match="inside the folder of a diary"):
        keep_copy(newest, newest.file.parent, ZONE)


def test_a_stick_that_refuses_is_told_and_what_is_somebodys_stays(
    tmp_path: Path, opened: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, flush, why = opened.backups.up_to_date(), os.fsync, [errno.EINVAL]
    with pytest.raises(NotSaved, match="name too long"):
        keep_copy(newest, tmp_path / ("n" * 300), ZONE)

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(why[0], os.strerror(why[0]))
        flush(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    somebodys = tmp_path / f".{copy_name(newest, ZONE)}.part"
    somebodys.write_bytes(b"a letter")
    copy = keep_copy(newest, tmp_path, ZONE)  # this file system flushes no folders
    assert somebodys.read_bytes() == b"a letter"
    copy.file.unlink()
    why[0] = errno.EIO
    with pytest.raises(NotSaved, match="second copy was saved, but it is not certain"):
        keep_copy(newest, tmp_path, ZONE)
    assert keep_copy(newest, tmp_path, ZONE) == copy


def test_a_damaged_source_and_a_folder_that_is_away_leave_nothing(
    tmp_path: Path, opened: OpenedStore
) -> None:
    newest = opened.backups.up_to_date()
    with pytest.raises(NotSaved, match="was not saved in"):
        keep_copy(newest, tmp_path / "away", ZONE)
    content = bytearray(newest.file.read_bytes())
    content[len(content) // 2] ^= 1
    newest.file.write_bytes(content)
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(Damaged):
        keep_copy(newest, stick, ZONE)
    assert list(stick.iterdir()) == []


def test_copies_grow_thin_as_backups_do_and_other_files_stay(tmp_path: Path) -> None:
    others = [tmp_path / "photo.jpg", tmp_path / copy_name(kept(tmp_path, store="00000000"), ZONE)]
    for file in others:
        file.write_bytes(b"")
    for day in range(400):
        at = AT + timedelta(days=day)
        (tmp_path / copy_name(kept(tmp_path, at, 25 + day), ZONE)).write_bytes(b"")
    furthest = tmp_path / copy_name(kept(tmp_path, AT - timedelta(days=900), 9_999), ZONE)  # a clock put back
    furthest.write_bytes(b"")
    thin_copies(tmp_path, "5d8cdb54")
    left = copies_in(tmp_path, "5d8cdb54")
    assert 12 + 8 <= len(left) <= 12 + 10 + 9 + 1
    assert furthest in [copy.file for copy in left]
    assert all(file.exists() for file in others)
    assert isinstance(left[-1], SecondCopy)
