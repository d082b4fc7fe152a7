"""Flushes reach the medium, and a file system that cannot flush a folder is no failure."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from diary_app.common.durable import flush_file, flush_folder
from diary_app.storage.folder import StoreFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fcntl, and folders are not flushed")
FULL = 51  # F_FULLFSYNC of macOS (sys/fcntl.h)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, which knows F_FULLFSYNC as macOS does."""
    import fcntl

    seen: list[str] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _handle, what: seen.append(f"fcntl {what}"))
    monkeypatch.setattr(os, "fsync", lambda _: seen.append("fsync"))
    return seen


def test_on_macos_the_drive_is_asked(tmp_path: Path, calls: list[str]) -> None:
    flush_folder(tmp_path)
    assert calls == [f"fcntl {FULL}"]


def test_a_volume_that_knows_no_full_flush_gets_the_ordinary_one(
    tmp_path: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "fcntl", unknown)
    with (tmp_path / "a").open("wb") as file:
        flush_file(file.fileno())
    assert calls == ["fsync"]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP])
def test_a_folder_that_cannot_be_flushed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    flush_folder(tmp_path)
    with (tmp_path / "a").open("wb") as file, pytest.raises(OSError, match=os.strerror(code)):
        flush_file(file.fileno())  # a file that cannot be flushed is a failure


def test_a_flush_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        flush_folder(tmp_path)


def test_every_folder_that_is_made_for_a_diary_is_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr("diary_app.storage.folder.flush_folder", flushed.append)
    StoreFolder(tmp_path / "a" / "b" / "diary").make()
    assert set(flushed) == {tmp_path, tmp_path / "a", tmp_path / "a" / "b"}
