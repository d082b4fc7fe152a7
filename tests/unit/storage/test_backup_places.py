"""Where a backup goes: over what it may go, names and media that are odd, and files that are none."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest

from diary_app.common.errors import Damaged, DoesNotFit, NotSaved
from diary_app.storage import backup_file
from diary_app.storage.backup_file import open_backup
from tests.store_support import dose, make, reopen
from tests.unit.storage.test_backup import backed_up, fault


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("first") / "d"
    with make(place) as store:
        store.journal.append([dose()])
    return place


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "d"))


def test_a_backup_that_is_worth_something_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    out = backed_up(folder, tmp_path / "b")
    before = out.read_bytes()
    with make(tmp_path / "other") as other, pytest.raises(DoesNotFit, match="backup of another diary"):
        other.back_up(out)
    shutil.copytree(folder, tmp_path / "longer")
    with reopen(tmp_path / "longer") as longer:
        longer.journal.append([dose()])
        longer.back_up(out)  # it holds all of the one before
    longest = out.read_bytes()
    with pytest.raises(DoesNotFit, match="entries that this diary does not hold"):
        backed_up(folder, out)
    assert out.read_bytes() == longest != before
    out.write_bytes(longest[:-2000])
    assert backed_up(folder, out) == out  # from a damaged one nothing can be brought back


def test_a_backup_through_a_link_goes_where_it_leads(folder: Path, tmp_path: Path) -> None:
    link, stick = tmp_path / "link", tmp_path / "stick"
    stick.mkdir()
    link.symlink_to(stick / "b")
    backed_up(folder, link)
    backed_up(folder, link)
    assert link.is_symlink()
    assert fault(stick / "b") is None
    assert sorted(p.name for p in stick.iterdir()) == ["b"]


@pytest.mark.parametrize("length", [250, 255])
def test_the_longest_names_fit(folder: Path, tmp_path: Path, length: int) -> None:
    assert fault(backed_up(folder, tmp_path / ("b" * length))) is None
    with pytest.raises(NotSaved, match="name too long"):
        backed_up(folder, tmp_path / ("b" * 256))


def test_a_folder_that_cannot_be_flushed_is_no_failure_and_one_that_fails_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, why = os.fsync, [errno.EINVAL]

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(why[0], os.strerror(why[0]))
        flush(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert fault(backed_up(folder, tmp_path / "b")) is None
    why[0] = errno.EIO
    with pytest.raises(NotSaved, match="was saved, but it is not certain that it lasts"):
        backed_up(folder, tmp_path / "c")
    assert fault(tmp_path / "c") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fault(tmp_path / "pipe") is DoesNotFit
    assert not backup_file.is_backup(tmp_path / "pipe")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here fails when it is read")
def test_a_disk_that_fails_while_a_backup_is_read(folder: Path, tmp_path: Path) -> None:
    out = backed_up(folder, tmp_path / "b")
    with open_backup(out) as backup:
        handle = backup._file.fp.fileno()  # type: ignore[union-attr]
        memory = os.open("/proc/self/mem", os.O_RDONLY)  # every read of its beginning fails with EIO
        os.dup2(memory, handle)
        os.close(memory)
        with pytest.raises(DoesNotFit, match="cannot be read: Input/output error"):
            backup.check()
    assert fault(Path("/proc/self/mem")) is DoesNotFit


def test_a_list_of_very_many_members_is_not_read(folder: Path, tmp_path: Path) -> None:
    whole = backed_up(folder, tmp_path / "b").read_bytes()
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, *[0] * 7, 0, 1, *[0] * 6) + b"a"
    many = one * 5_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 5_000, 5_000, len(many), 100, 0)
    (tmp_path / "c").write_bytes(whole[:100] + many + end)
    with patch.object(zipfile, "ZipFile", side_effect=AssertionError("was read")):
        assert fault(tmp_path / "c") is Damaged


def test_the_folder_of_automatic_backups_is_flushed_into_the_diarys(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    with reopen(folder) as store:
        monkeypatch.setattr("diary_app.storage.folder.flush_folder", flushed.append)
        store.keep_backup()
        assert flushed == [folder, folder / "backups"]
        flushed.clear()
        store.keep_backup()
        assert flushed == [folder / "backups"]
