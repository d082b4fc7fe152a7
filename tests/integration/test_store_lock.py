"""One process at a time, and nobody locked out by one that died."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary_app.common.errors import InUse, NotSaved, WrongPassphrase
from diary_app.storage.folder import StoreFolder
from diary_app.storage.lock import Holder, acquire
from tests.store_processes import end, line_of, start
from tests.store_support import PASSPHRASE, dose, make, reopen
from tests.support import FixedClock

HOLD = """
import sys, time
from pathlib import Path
from diary_app.storage.lock import Holder
from diary_app.storage.store import open_store
from tests.store_support import keys, surroundings
with open_store(Path(sys.argv[1]), keys(), surroundings(), holder=Holder(sys.argv[2])) as store:
    print("open", flush=True)
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with make(tmp_path / "d", acts=[dose()]):
        pass
    return tmp_path / "d"


@pytest.fixture(params=list(Holder))
def holding(folder: Path, request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], Holder]]:
    process = start(HOLD, folder, request.param.value, 60)
    assert line_of(process) == "open"
    yield process, request.param
    end(process)


def test_the_holder_is_named_and_a_kill_frees_the_store(
    folder: Path, holding: tuple[subprocess.Popen[str], Holder]
) -> None:
    process, holder = holding
    with pytest.raises(InUse) as caught:
        reopen(folder)
    words = {"window": "open in the window", "command line": "in use by the command line"}
    assert words[holder.value] in str(caught.value)
    assert f"process {process.pid}, since 2026-01-05 07:10" in str(caught.value)
    end(process)
    with reopen(folder) as store:
        assert store.journal.count() == 1


def test_two_of_one_process_are_kept_apart_too(folder: Path) -> None:
    with reopen(folder), pytest.raises(InUse):
        reopen(folder)
    with reopen(folder) as store:
        assert store.journal.count() == 1


def test_making_one_where_one_is_being_made(tmp_path: Path, clock: FixedClock) -> None:
    folder = StoreFolder(tmp_path / "d")
    folder.make()
    lock = acquire(folder, Holder.COMMAND_LINE, clock, 0)
    with pytest.raises(InUse, match="command line"):
        make(tmp_path / "d")
    lock.release()
    lock.release()
    with make(tmp_path / "d"):
        pass


def test_a_refused_opening_lets_go_of_the_lock(folder: Path) -> None:
    with pytest.raises(WrongPassphrase) as kept:  # and with it the frames that held the lock
        reopen(folder, "another")
    with reopen(folder, PASSPHRASE):
        assert kept.value.exit_code == 4
        assert (folder / "diary.lock.json").exists()
    assert not (folder / "diary.lock.json").exists()


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1, "holder": "cat", "since": "now"}']
)
def test_an_unreadable_note_of_the_holder_is_no_fault(folder: Path, note: str) -> None:
    with reopen(folder):
        (folder / "diary.lock.json").write_text(note)
        with pytest.raises(InUse, match="another program"):
            reopen(folder)


def test_a_lock_file_that_cannot_be_made(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved):
        acquire(StoreFolder(tmp_path / "file"), Holder.WINDOW, clock, 0)


def test_waiting_is_worth_it(folder: Path, clock: FixedClock) -> None:
    process = start(HOLD, folder, "window", 1)
    assert line_of(process) == "open"
    with pytest.raises(InUse):
        acquire(StoreFolder(folder), Holder.WINDOW, clock, 0)
    lock = acquire(StoreFolder(folder), Holder.WINDOW, clock, 30)
    assert lock.held
    lock.release()
    end(process)
