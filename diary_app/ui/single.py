"""One window for one diary: a second start brings the first window up and ends.

The first start holds a lock of the operating system as long as its window is
open; it goes with the process, however that ends. Whoever finds it held says
one word over a local socket (a Unix socket, on Windows a named pipe; never the
network) and hears one. None of this is needed to open a window: where it does
not work, every start has a window of its own, and the lock of the diary itself
keeps two from writing.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
import time
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW, SHOWN = b"show\n", b"shown\n"
LONGEST = 16  # bytes taken from a connection; whoever says more is not this program
PATIENCE = 10.0  # seconds for the first start to paint and answer, or to end
_AGAIN = 0.05  # seconds
_HEARING = 5_000  # ms that a connection may stay silent
_log = logging.getLogger(__name__)


class Single(QObject):
    """This start among all those over one diary's folder. ``asked`` fires when a later one wants the window.

    ``place``: a folder of this person's alone, where lock and socket lie.
    """

    asked = Signal()

    def __init__(self, folder: Path, place: Path | None) -> None:
        super().__init__()
        key = sha256(os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogateescape"))
        self._stem = place / key.hexdigest()[:24] if place is not None else None
        self._held: int | None = None
        self._server: QLocalServer | None = None

    @property
    def name(self) -> str:
        """The name of the socket."""
        assert self._stem is not None
        if sys.platform == "win32":  # all pipes lie in one space of names
            return f"{self._stem.parent.name}-{self._stem.name}"
        return str(self._stem.with_suffix(".socket"))

    def is_first(self, patience: float = PATIENCE) -> bool:
        """Whether this start is to open a window; otherwise another one has just shown its own.

        Waits up to ``patience`` seconds for a first start that is still
        painting, or ending. One that does not answer keeps nobody from a window.
        """
        end = time.monotonic() + patience
        while not self._take():
            if self._ask(end):
                return False
            if time.monotonic() > end:
                return True
            time.sleep(_AGAIN)
        return True

    def _take(self) -> bool:
        """Take the lock; also true where there can be none."""
        if self._stem is None:
            return True
        try:
            self._held = _locked(self._stem.with_suffix(".lock"))
        except BlockingIOError:
            return False
        except OSError as problem:
            _log.info("a second window cannot be kept away: %s", problem.strerror)
        return True

    def _ask(self, end: float) -> bool:
        """Ask the first start for its window; whether it answers before ``end``."""
        from PySide6.QtNetwork import QLocalSocket

        def left() -> int:
            return max(1, round((end - time.monotonic()) * 1_000))

        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(left()):
            return False
        socket.write(SHOW)
        while not socket.canReadLine() and socket.waitForReadyRead(left()):
            pass
        return bytes(socket.read(LONGEST).data()) == SHOWN

    def listen(self) -> None:
        """Hear later starts, if this one holds the lock: a name that lies there then is a dead one's."""
        if self._held is None:
            return
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.name)  # as its manual asks for after a crash
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(self.name):
            _log.info("a second start cannot be heard: %s", self._server.errorString())

    def _connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(LONGEST)
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._hear, socket))
            QTimer.singleShot(_HEARING, socket, socket.abort)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine() and socket.bytesAvailable() < LONGEST:
            return
        if bytes(socket.read(LONGEST).data()) != SHOW:
            socket.abort()
            return
        self.asked.emit()
        socket.write(SHOWN)
        socket.disconnectFromServer()

    def close(self) -> None:
        """Hear nobody any more and let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._held is not None:
            os.close(self._held)
            self._held = None


def own_place() -> Path | None:
    """A folder that only this person can enter, for locks and sockets; ``None`` where there is none."""
    if sys.platform == "win32":  # the temporary folder lies in the person's profile
        return _made(Path(QDir.tempPath(), f"morning-diary-{os.environ.get('USERNAME', '')}"))
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    base = Path(given if os.path.isdir(given) else QDir.tempPath())
    place = _made(base / f"morning-diary-{os.getuid()}")
    if place is None:
        return None
    about = place.lstat()
    mine = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077
    return place if mine else None


def _made(folder: Path) -> Path | None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        _log.info("no folder for a socket: %s", problem.strerror)
        return None
    return folder


def _locked(file: Path) -> int:
    """The open ``file``, held until it is closed; ``BlockingIOError`` when another holds it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _hold(handle)
    except OSError:
        os.close(handle)
        raise
    return handle


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as refused:  # what Windows says of a byte that another holds
            raise BlockingIOError(refused.errno, refused.strerror) from refused
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
