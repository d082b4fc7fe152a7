from __future__ import annotations

import os
from pathlib import Path

import pytest

from diary_app.common.errors import Damaged, NotSaved, WrongPassphrase
from diary_app.security import sealing
from diary_app.security.argon import derive
from tests.store_support import keys


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "keys.json", tmp_path / "keys.copy.json"


def fits(store_id: str, data_key: bytes) -> None:
    """Any key opens the database."""


def test_made_keys_open_again(files: tuple[Path, Path]) -> None:
    data_key = keys("words").make(files, "store")
    assert keys("words").unlock(files) == ("store", data_key)
    with pytest.raises(WrongPassphrase):
        keys("other words").unlock(files)


def test_a_damaged_copy_is_mended_once_the_passphrase_fits(files: tuple[Path, Path]) -> None:
    data_key = keys("words").make(files, "store")
    whole = files[0].read_bytes()
    for broken in files:
        broken.write_bytes(whole[:100])
        with pytest.raises(WrongPassphrase):
            keys("other").unlock(files, fits)
        assert broken.read_bytes() == whole[:100]
        assert keys("words").unlock(files, fits) == ("store", data_key)
        assert broken.read_bytes() == whole


def test_both_copies_damaged_is_not_a_wrong_passphrase(files: tuple[Path, Path]) -> None:
    keys("words").make(files, "store")
    for file in files:
        file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(Damaged):
        keys("words").unlock(files, fits)


@pytest.mark.logs("could not be mended")
def test_a_copy_that_cannot_be_mended_does_not_stand_in_the_way(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = keys("words").make(files, "store")
    files[1].unlink()

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    assert keys("words").unlock(files, fits) == ("store", data_key)
    assert not files[1].exists()


def test_a_key_file_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    missing = tmp_path / "no folder"
    with pytest.raises(NotSaved):
        keys("words").make((missing / "keys.json", missing / "keys.copy.json"), "store")


def test_looking_ahead_gives_the_same_key_and_derives_once(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = keys("words").make(files, "store")
    derived: list[str] = []

    def counted(passphrase: str, *rest: object) -> bytes:
        derived.append(passphrase)
        return derive(passphrase, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sealing, "derive", counted)
    ahead = keys("words")
    ahead.look_ahead(files)
    assert ahead.unlock(files) == ("store", data_key)
    wrong = keys("other words")
    wrong.look_ahead(files)
    with pytest.raises(WrongPassphrase):
        wrong.unlock(files)
    assert derived == ["words", "other words"]


def test_what_was_opened_ahead_counts_only_for_the_same_slots(files: tuple[Path, Path]) -> None:
    """Between looking ahead and taking the lock another process may have changed the passphrase."""
    keys("old words").make(files, "store")
    right, late = keys("new words"), keys("old words")
    for each in (right, late):
        each.look_ahead(files)
        assert each._ahead is not None
        each._ahead._thread.join()
    data_key = keys("new words").make(files, "store")
    assert right.unlock(files) == ("store", data_key)
    with pytest.raises(WrongPassphrase):
        late.unlock(files)


def test_looking_ahead_at_nothing_leaves_the_refusal_to_unlock(files: tuple[Path, Path]) -> None:
    none = keys("words")
    none.look_ahead(files)
    with pytest.raises(Damaged):
        none.unlock(files)
