"""One process at a time, and nobody locked out by one that died."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from unittest.mock import patch

import pytest

from diary_app.common.errors import InUse, NotSaved, WrongPassphrase
from diary_app.storage.folder import StoreFolder
from diary_app.storage.lock import Holder, acquire
from tests.cli_calls import PASSPHRASE as PASSPHRASE_OF_CALLS
from tests.cli_calls import patient
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


@pytest.mark.slow
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


def note(pid: int, since: str, holder: str = "window") -> str:
    return json.dumps({"pid": pid, "holder": holder, "since": since})


@pytest.mark.parametrize(
    "left",
    [
        note(4_000_000, "2026-01-04T22:00:00"),
        note(os.getppid(), "2026-01-04T22:00:00"),
        note(os.getpid(), "2126-01-04T22:00:00+08:00"),
        "{",
    ],
    ids=["of one who is gone", "of a stranger", "from before the clock went back", "torn"],
)
def test_what_was_left_of_another_holder_locks_nobody_out(folder: Path, left: str) -> None:
    file = folder / "diary.lock.json"
    file.write_text(left)
    file.chmod(0o400)
    with reopen(folder), pytest.raises(InUse, match=f"process {os.getpid()}, since 2026-01-05 07:10"):
        reopen(folder)
    assert not file.exists()


def test_what_a_lock_that_is_a_link_points_at_keeps_its_rights(folder: Path, tmp_path: Path) -> None:
    precious, lock = tmp_path / "precious", StoreFolder(folder).lock
    precious.write_text("somebody's")
    precious.chmod(0o400)
    lock.unlink(missing_ok=True)
    lock.symlink_to(precious)
    access = os.access
    refusing = patch("os.access", lambda path, mode, **more: mode != os.W_OK and access(path, mode, **more))
    with refusing, suppress(InUse, NotSaved):  # either: whoever runs the tests may have every right
        reopen(folder).close()
    assert (precious.stat().st_mode & 0o777, precious.read_text()) == (0o400, "somebody's")


def test_a_folder_in_the_place_of_the_note_locks_nobody_out(folder: Path) -> None:
    (folder / "diary.lock.json").mkdir()
    with reopen(folder), pytest.raises(InUse, match="another program"):
        reopen(folder)


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder of somebody who is not root; permissions bind root to nothing."""
    with TemporaryDirectory(prefix="diary-lock-") as name:
        if os.name == "nt" or os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, 65_534, -1)
        os.seteuid(65_534)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)


def test_files_that_were_copied_back_read_only_lock_nobody_out(nobodys: Path, clock: FixedClock) -> None:
    folder = StoreFolder(nobodys)
    for file in (folder.lock, folder.holder):
        file.write_text("")
        file.chmod(0o400)
    lock = acquire(folder, Holder.WINDOW, clock, 0)
    with pytest.raises(InUse, match=f"process {os.getpid()}"):
        acquire(folder, Holder.COMMAND_LINE, clock, 0)
    lock.release()


# The real window over a diary: does what it is told on its standard input, and says when it is done.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSocketNotifier, QTimer
from diary_app.ui.application import make_application, make_window
from diary_app.ui.session import open_session
from diary_app.ui.task_runner import TaskRunner

application = make_application([])
runner = TaskRunner()
window = make_window(Path(sys.argv[1]), "en", runner)
window.finished.connect(application.quit)
window.show()

def tell(word):
    if runner.busy:
        QTimer.singleShot(10, lambda: tell(word))
    else:
        print(word, flush=True)

def refuse(error):
    raise error

def told():
    word = sys.stdin.readline().strip()
    if word == "open":
        runner.run(lambda: open_session(window.stage.at, sys.argv[2]), window._opened, refuse)
    else:
        getattr(window, word)()
    if word != "close":  # its end is told
        tell(word)

listening = QSocketNotifier(0, QSocketNotifier.Type.Read)
listening.activated.connect(told)
application.exec()
runner.stop()
print("ended", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="standard input is listened to as POSIX can")
@pytest.mark.timeout(120)
def test_the_command_line_beside_a_window(tmp_path: Path) -> None:
    calls = patient(tmp_path / "d")
    window = start(WINDOW, calls.folder, PASSPHRASE_OF_CALLS)
    assert window.stdin is not None

    def tell(word: str) -> None:
        print(word, file=window.stdin, flush=True)

    try:
        tell("open")
        assert line_of(window) == "open"
        begun = time.monotonic()
        refused = calls("status")
        assert time.monotonic() - begun >= 5
        assert refused.code == 7
        assert f"open in the window (process {window.pid}, since " in refused.err
        assert "lock or close it first" in refused.err
        Timer(0.5, tell, ["lock"]).start()  # while the command waits
        assert calls("status").code == 0
        assert line_of(window) == "lock"
        tell("open")
        assert line_of(window) == "open"
        Timer(0.5, tell, ["close"]).start()
        assert calls("status").code == 0
        assert line_of(window) == "ended"
    finally:
        end(window)


def test_a_lock_file_that_cannot_be_made(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved):
        acquire(StoreFolder(tmp_path / "file"), Holder.WINDOW, clock, 0)


@pytest.mark.slow
def test_waiting_is_worth_it(folder: Path, clock: FixedClock) -> None:
    process = start(HOLD, folder, "window", 1)
    assert line_of(process) == "open"
    with pytest.raises(InUse):
        acquire(StoreFolder(folder), Holder.WINDOW, clock, 0)
    lock = acquire(StoreFolder(folder), Holder.WINDOW, clock, 30)
    assert lock.held
    lock.release()
    end(process)
