"""A second start brings the first window up, and nothing about that keeps anybody from the diary."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from diary_app.ui import single as singles
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.single import SHOW, SHOWN, Single, own_place
from tests.store_processes import end, line_of, start
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Person

posix = pytest.mark.skipif(os.name == "nt", reason="Unix sockets, file modes and signals")

# The real start; tells what its window does, and hides it once it was painted.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from diary_app.ui import application
from diary_app.ui.main_window import MainWindow

class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if isinstance(watched, MainWindow):
            if event.type() == QEvent.Type.Paint and not self.painted:
                self.painted = True
                watched.hide()
                print("painted", flush=True)
            elif event.type() == QEvent.Type.Show and self.painted:
                print("shown again", flush=True)
        return False

watch = Watch()
application.make_application([]).installEventFilter(watch)
print("ended", application.run(Path(sys.argv[1]), "en", arguments=[]), flush=True)
"""


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts the program over ``tmp_path / "d"``; whatever still runs is ended."""
    running: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        running.append(start(WINDOW, tmp_path / "d"))
        return running[-1]

    yield begin
    for process in running:
        end(process)


def first_to_end(processes: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for process in processes:
            if process.poll() is not None:
                return process
        time.sleep(0.02)
    raise AssertionError("both go on")


@posix
def test_two_starts_at_once_give_one_window_and_a_kill_frees_the_place(
    window: Callable[[], subprocess.Popen[str]],
) -> None:
    both = [window(), window()]
    loser = first_to_end(both)
    assert loser.stdout is not None
    assert loser.stdout.read() == "ended 0\n"  # and never painted
    (first,) = (process for process in both if process is not loser)
    assert line_of(first) == "painted"
    end(first)
    after_the_kill = window()
    assert line_of(after_the_kill) == "painted"
    assert window().wait(60) == 0
    assert line_of(after_the_kill) == "shown again"
    assert networked(after_the_kill.pid) == set()


def networked(pid: int) -> set[str]:
    """The sockets of a process that lead beyond this machine's own files."""
    if not sys.platform.startswith("linux"):
        return set()
    links: list[str] = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            links.append(os.readlink(handle))
    own = {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:")}
    assert own & numbers(pid, "unix", 6), "it listens on a socket of its own"
    return own & {
        each for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6") for each in numbers(pid, kind, 9)
    }


def numbers(pid: int, kind: str, column: int) -> set[str]:
    file = Path(f"/proc/{pid}/net/{kind}")
    return {line.split()[column] for line in file.read_text().splitlines()[1:]} if file.exists() else set()


@pytest.fixture
def first(qapp: Any, tmp_path: Path) -> Iterator[Single]:
    """The first start over ``tmp_path / "d"``, listening."""
    made = Single(tmp_path / "d", own_place())
    assert made.is_first(0)
    made.listen()
    yield made
    made.close()


class Caller:
    """Somebody who connects to the socket and says something."""

    def __init__(self, qtbot: QtBot, first: Single, *said: bytes) -> None:
        self.heard = 0
        first.asked.connect(self._hear)
        self.socket = QLocalSocket()
        self.socket.connectToServer(first.name)
        assert self.socket.waitForConnected(5_000)
        self.answer = b""
        for words in said:
            self.socket.write(words)
            self.socket.flush()
            qtbot.wait(10)
        qtbot.waitUntil(self._gone)

    def _hear(self) -> None:
        self.heard += 1

    def _gone(self) -> bool:
        self.answer += self.socket.readAll().data()
        return self.socket.state() == QLocalSocket.LocalSocketState.UnconnectedState


def test_the_word_is_answered_also_in_pieces(qtbot: QtBot, first: Single) -> None:
    for said in ([SHOW], [SHOW[:2], SHOW[2:]]):
        caller = Caller(qtbot, first, *said)
        assert (caller.heard, caller.answer) == (1, SHOWN)


@pytest.mark.parametrize("junk", [b"\n", b"show me\n", b"\x00" * 16, b"x" * 100_000, b"hello\nshow\n"])
def test_anything_else_is_cut_off_and_the_next_is_heard(qtbot: QtBot, first: Single, junk: bytes) -> None:
    caller = Caller(qtbot, first, junk)
    assert (caller.heard, caller.answer) == (0, b"")
    assert Caller(qtbot, first, SHOW).heard == 1


def test_who_says_nothing_is_not_waited_for_for_ever(
    qtbot: QtBot, first: Single, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(singles, "_HEARING", 50)
    assert Caller(qtbot, first, b"sho").heard == 0


@posix
def test_only_the_person_can_reach_the_socket(first: Single) -> None:
    about = os.lstat(first.name)
    assert stat.S_ISSOCK(about.st_mode)
    assert about.st_mode & 0o077 == 0
    assert os.lstat(Path(first.name).parent).st_mode & 0o077 == 0


def test_names_are_of_folders(first: Single, tmp_path: Path) -> None:
    other = Single(tmp_path / "other", own_place())
    assert other.name != first.name
    assert other.is_first(0)
    other.close()
    (tmp_path / "d").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "d")
    assert Single(tmp_path / "link", own_place()).name == first.name


def test_a_first_start_that_does_not_answer_keeps_nobody_away(first: Single, tmp_path: Path) -> None:
    second = Single(tmp_path / "d", own_place())  # the first cannot answer: its thread is this one
    assert not second._take()
    assert second.is_first(0.2)
    second.listen()
    assert second._server is None  # and its socket was left alone
    assert os.path.exists(first.name)


def test_one_that_closes_makes_room_at_once(first: Single, tmp_path: Path) -> None:
    second = Single(tmp_path / "d", own_place())
    assert not second._take()
    first.close()
    assert second._take()
    second.close()


@posix
@pytest.mark.parametrize("base", ["file", "open to others", "a link"])
def test_without_a_place_of_ones_own_every_start_has_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    place = tmp_path / f"morning-diary-{os.getuid()}"
    if base == "file":
        place.touch()
    elif base == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
        place.chmod(0o777)
    assert own_place() is None
    for _ in range(2):
        lonely = Single(tmp_path / "d", own_place())
        assert lonely.is_first(0)
        lonely.listen()
        lonely.close()


def test_a_socket_that_cannot_be_made_is_no_fault(qapp: Any, tmp_path: Path) -> None:
    far = tmp_path / ("x" * 100)  # a longer name than a socket may have
    far.mkdir()
    unheard = Single(tmp_path / "d", far)
    assert unheard.is_first(0)
    unheard.listen()
    gone = Single(tmp_path / "d", tmp_path / "gone")  # nor a lock
    assert gone.is_first(0)


@pytest.mark.parametrize("away", ["hide", "showMinimized"])
def test_the_window_comes_up(
    sit_down: Callable[..., Person], away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = sit_down().window
    getattr(window, away)()
    asked: list[
        str
    ] = []  # of the system: without a screen there is nothing to lie over, nor to be active among
    monkeypatch.setattr(window, "raise_", lambda: asked.append("raised"))
    monkeypatch.setattr(window, "activateWindow", lambda: asked.append("activated"))
    window.bring_up()
    assert window.isVisible()
    assert not window.isMinimized()
    assert asked == ["raised", "activated"]


@pytest.mark.parametrize("opened", [False, True], ids=["before the diary", "with it"])
def test_a_closing_window_lets_the_next_start_in(
    sit_down: Callable[..., Person], at_home: Callable[..., Person], opened: bool
) -> None:
    person = at_home(date(2026, 1, 5)) if opened else sit_down()
    window = person.window
    told: list[str] = []
    window.leaving.connect(lambda: told.append("leaving"))
    window.finished.connect(lambda: told.append("finished"))
    window.close()
    person.wait()  # with a diary: until all is kept, for where that fails the window comes back
    assert told == ["leaving", "finished"]


@pytest.mark.parametrize("done", ["lock", "close"])
def test_the_diary_is_free_once_the_window_is_locked_or_closed(
    at_home: Callable[..., Person], tmp_path: Path, done: str
) -> None:
    from diary_app.bootstrap import open_store

    person = at_home(date(2026, 1, 5))
    getattr(person.window, done)()
    person.wait()
    with open_store(tmp_path / "diary", PASSPHRASE, clock=FixedClock()) as store:
        assert store.today.view().participant == "S003-014"


def test_a_window_that_meets_the_command_line_says_so_and_tries_again(
    diary: Callable[..., Path], sit_down: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app import bootstrap
    from diary_app.storage import store

    folder = diary(date(2026, 1, 5))
    person = sit_down()
    patient = store.open_store
    with bootstrap.open_store(folder, PASSPHRASE, clock=FixedClock()):
        monkeypatch.setattr(store, "open_store", partial(patient, wait_seconds=0))
        person.unlock()
    gate = person.window.gate
    assert isinstance(gate.page, ProblemPage)
    assert "in use by another program" in gate.page.banner.title.text()
    assert f"process {os.getpid()}, since" in gate.page.place.text()
    person.click(gate.page.retry_button)
    person.unlock()
    assert person.window.desk is not None


def test_a_text_size_chosen_before_there_is_a_diary_is_kept_with_it(
    sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    from diary_app.common.settings import read_settings

    window = sit_down().window
    window.settings.set_text(150)
    assert not (tmp_path / "diary").exists()
    (tmp_path / "diary").mkdir()  # as making a diary does, with settings of its own
    (tmp_path / "diary" / "plain.json").write_text('{"role": "clinic"}')
    window.settings.take()
    kept = read_settings(tmp_path / "diary" / "plain.json")
    assert (kept.text_size, kept.role) == (150, "clinic")
    assert window.kit.commands.settings == kept
