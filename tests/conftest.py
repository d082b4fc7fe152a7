"""What every test runs under: no screen, an empty home, no network, no stray warning or log line."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

# Before anything imports Qt or asks where the home is.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = Path(tempfile.mkdtemp(prefix="diary-tests-"))
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}
for _name, _folder in _FOLDERS.items():
    os.environ[_name] = str(_HOME / _folder)
(_HOME / "run").mkdir(mode=0o700)  # Qt warns about a run folder that others may enter
for _name in [name for name in os.environ if name.startswith("DIARY_APP_")]:
    del os.environ[_name]

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from hatch_build import compile_catalogues  # noqa: E402
from tests.support import FixedClock, often  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent

_tried = often(40)
settings.register_profile("here", deadline=None, max_examples=_tried)
settings.register_profile("ci", deadline=None, max_examples=_tried, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Bring the compiled catalogues up to date, and say what this file's marker means."""
    config.addinivalue_line("markers", "logs(pattern): log lines matching it are expected in this test")
    compile_catalogues(ROOT)


def pytest_unconfigure() -> None:
    """Take the home of this run away."""
    shutil.rmtree(_HOME, ignore_errors=True)  # a leftover in the temp folder harms nobody


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Closes what a test opened."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(autouse=True)
def _no_stray_logs(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a log line at WARNING or above that no ``logs`` marker of the test expects."""
    yield
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("logs")]
    lines = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= 30  # WARNING
    ]
    stray = [line for line in lines if not any(pattern.search(line) for pattern in expected)]
    assert not stray, "stray log lines:\n" + "\n".join(stray)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """The program is offline: a connection to anything but a Unix socket of this machine fails the test."""
    connect = socket.socket.connect
    allowed = getattr(socket, "AF_UNIX", None)

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != allowed:
            raise AssertionError(f"a connection to {address} was tried")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", refuse)
    yield
    patch.undo()


@pytest.fixture
def clock() -> FixedClock:
    """A clock at 5 January 2026, 07:10 in Shanghai, that moves only when told."""
    return FixedClock()
