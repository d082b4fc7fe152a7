"""A checkpoint that a power cut broke off is no damage."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.store_support import dose, flip_bit, make, reopen


def test_a_torn_page_that_the_write_ahead_file_has_whole_is_mended_not_called_damage(tmp_path: Path) -> None:
    with make(tmp_path / "d", acts=[dose()]):
        pass
    with reopen(tmp_path / "d") as store:
        store.journal.append([dose("2026-01-06")])
        shutil.copytree(tmp_path / "d", tmp_path / "cut")  # as it lies there before the checkpoint
    first_frame = (tmp_path / "cut" / "diary.db-wal").read_bytes()[32:36]  # begins with its page's number
    page = int.from_bytes(first_frame, "big")
    flip_bit(tmp_path / "cut" / "diary.db", (page - 1) * 4096 + 100)
    with reopen(tmp_path / "cut") as store:
        assert store.integrity.verify().whole
        assert store.journal.count() == 2
