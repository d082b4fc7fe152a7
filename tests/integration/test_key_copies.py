"""Two whole key files that differ: the right one is found, and none is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, create_store, open_store
from diary_app.common.errors import Damaged, PlainError, WrongPassphrase
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding
from tests.store_support import contents
from tests.support import FixedClock

OLD, NEW = "the old made-up words", "the new made-up words"
pytestmark = pytest.mark.logs("put aside|left as it is")


def opened(folder: Path, passphrase: str = OLD) -> OpenedStore:
    return open_store(folder, passphrase, clock=FixedClock("2026-01-06T08:00"))


def diary(folder: Path, passphrase: str = OLD) -> Path:
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone="UTC", language="en", participant="P1"
    )
    create_store(folder, passphrase, founding, clock=FixedClock(), cost=LEAST_COST).close()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return diary(tmp_path / "d")


def refusal(folder: Path, passphrase: str, error: type[PlainError]) -> str:
    """Opening is refused and every file stays as it was."""
    before = contents(folder)
    with pytest.raises(error) as caught:
        opened(folder, passphrase)
    assert contents(folder) == before
    return str(caught.value)


@pytest.mark.parametrize("name", ["keys.json", "keys.copy.json"])
@pytest.mark.parametrize("passphrase", [OLD, "of the other diary"])
def test_a_key_file_of_another_diary_replaces_nothing_and_is_kept(
    folder: Path, tmp_path: Path, name: str, passphrase: str
) -> None:
    own = (folder / name).read_bytes()
    foreign = (diary(tmp_path / "other", passphrase) / "keys.json").read_bytes()
    (folder / name).write_bytes(foreign)
    opened(folder).close()
    assert (folder / "keys.json").read_bytes() == (folder / "keys.copy.json").read_bytes() == own
    kept = list(folder.glob("keys*.other-1.json"))
    assert [file.read_bytes() for file in kept] == [foreign]


def test_both_key_files_of_another_diary_are_told_and_kept(folder: Path, tmp_path: Path) -> None:
    other = diary(tmp_path / "other")
    for name in ("keys.json", "keys.copy.json"):
        shutil.copy(other / name, folder / name)
    assert "of another diary" in refusal(folder, OLD, Damaged)


def test_two_diaries_keys_and_the_passphrase_of_the_wrong_one(folder: Path, tmp_path: Path) -> None:
    shutil.copy(diary(tmp_path / "other", NEW) / "keys.json", folder / "keys.json")
    assert "two diaries" in refusal(folder, NEW, WrongPassphrase)
    refusal(folder, "neither of them", WrongPassphrase)
    opened(folder).close()


def test_a_damaged_database_lets_no_key_file_be_mended(folder: Path) -> None:
    (folder / "diary.db").write_bytes(b"rubbish" * 3000)
    (folder / "keys.json").write_bytes(b"{}")
    refusal(folder, OLD, Damaged)


def test_an_older_key_file_that_was_put_back_does_not_undo_the_change(folder: Path) -> None:
    older = (folder / "keys.json").read_bytes()
    with opened(folder) as store:
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    newer = (folder / "keys.json").read_bytes()
    (folder / "keys.json").write_bytes(older)
    opened(folder, OLD).close()
    assert (folder / "keys.copy.json").read_bytes() == newer
    opened(folder, NEW).close()  # the copy opens it, and is the later one
    assert (folder / "keys.json").read_bytes() == newer
    refusal(folder, OLD, WrongPassphrase)


def test_a_change_cut_off_between_the_files_still_opens_both_ways(folder: Path) -> None:
    older = (folder / "keys.json").read_bytes()
    with opened(folder) as store:
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    newer = (folder / "keys.json").read_bytes()
    (folder / "keys.copy.json").write_bytes(older)
    opened(folder, OLD).close()
    assert (folder / "keys.json").read_bytes() == newer
    opened(folder, NEW).close()
    assert (folder / "keys.copy.json").read_bytes() == newer


def test_keys_are_changed_with_what_opens_the_copy_alone(folder: Path) -> None:
    older = (folder / "keys.json").read_bytes()
    with opened(folder) as store:
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    (folder / "keys.copy.json").write_bytes(older)
    with opened(folder, OLD) as store:
        store.access.change_passphrase(OLD, "words of a third kind", cost=LEAST_COST)
    opened(folder, "words of a third kind").close()
    refusal(folder, NEW, WrongPassphrase)
