from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store_support import dose, make, reopen


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 2),  # FULL: NORMAL loses acknowledged entries in a power cut
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("temp_store", 2),  # memory
        ("secure_delete", 1),
        ("fullfsync", 1),  # macOS: to the medium, not to the drive's memory
        ("checkpoint_fullfsync", 1),
        ("recursive_triggers", 1),
    ],
)
def test_the_connection_is_set_as_meant(tmp_path: Path, pragma: str, value: object) -> None:
    with make(tmp_path / "d"):
        pass
    with reopen(tmp_path / "d") as store:
        store.journal.append([dose()])
        with store._database.reading() as session:
            assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value
        with store._database.writing() as session:
            assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_wrong_key_says_nothing_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from diary_app.common.errors import Damaged
    from diary_app.storage.database import Database

    with make(tmp_path / "d"):
        pass
    with pytest.raises(Damaged):
        Database(tmp_path / "d" / "diary.db", bytes(32), read_only=True)
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    from diary_app.common.errors import Damaged, NotSaved
    from diary_app.storage.database import Database

    for read_only in (True, False):
        with pytest.raises(Damaged if read_only else NotSaved):
            Database(tmp_path / "none.db", bytes(32), read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_schema_change_that_fails_rolls_back(tmp_path: Path) -> None:
    with make(tmp_path / "d") as store:

        def change() -> None:
            with store._database.writing() as session:
                session.execute(text("CREATE TABLE half (a)"))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            change()
        with store._database.reading() as session:
            count = text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")
            assert session.execute(count).scalar() == 0
