"""Diaries written by earlier versions open to the digest they had, from their tables and from their log."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from diary_app.domain.log.entry import Kind
from diary_app.storage.digest import digest
from diary_app.storage.store import Store
from tests.store_support import reopen

STORES = Path(__file__).parents[1] / "data" / "stores"
_ROW = re.compile(r"^\| `([a-z0-9-]+)` \|.*\| `([^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)
LISTED = {
    name: (words, told) for name, words, told in _ROW.findall((STORES / "README.md").read_text("utf-8"))
}


def digest_of(store: Store) -> str:
    return digest(store.journal.entries(), store.records.records())


@pytest.mark.parametrize("name", sorted(LISTED))
def test_it_opens_to_its_digest(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    shutil.copytree(STORES / name, folder)
    passphrase, told = LISTED[name]
    with reopen(folder, passphrase) as store:
        assert digest_of(store) == told
        assert store.integrity.verify().whole
        store.integrity.rebuild()
        assert digest_of(store) == told


def test_every_stored_diary_is_listed() -> None:
    assert set(LISTED) == {place.name for place in STORES.iterdir() if place.is_dir()}


@pytest.mark.slow
def test_every_kind_that_is_written_is_in_one(tmp_path: Path) -> None:
    """A payload that nobody stored could change its meaning unseen."""
    kinds: set[str] = set()
    versions: set[int] = set()
    for name, (passphrase, _) in LISTED.items():
        shutil.copytree(STORES / name, tmp_path / name)
        with reopen(tmp_path / name, passphrase) as store:
            kinds |= {entry.kind for entry in store.journal.entries()}
            versions |= {entry.v for entry in store.journal.entries()}
    assert versions == {1}
    never_written_yet = {
        Kind.TAKEN_IN, Kind.EXPORTED, Kind.DEVICE, Kind.REBUILT, Kind.PAPER_ENTRY, Kind.WORDING_INSTALLED,
    }  # fmt: skip
    assert kinds == {kind.value for kind in Kind} - {kind.value for kind in never_written_yet}
