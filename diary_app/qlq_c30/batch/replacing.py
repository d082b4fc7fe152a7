"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from diary_app.common.durable import flush_file, flush_folder
from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.common.paths import clear_cut_off, open_part

_TRIES = 20


class Replacement:
    """A temporary file beside ``path`` that takes its place on ``commit``.

    Left without ``commit`` it is removed and what was at ``path`` stays. A
    symbolic link keeps pointing where it did; permissions of a replaced file
    are kept. ``OSError`` becomes ``NotSaved``.
    """

    def __init__(self, path: Path) -> None:
        self._shown = path.name
        self._path = Path(os.path.realpath(path))
        self._committed = False

    def __enter__(self) -> Replacement:
        try:
            if self._path.exists() and not self._path.is_file():
                # a device or a pipe would be replaced by a file of its name
                raise OSError(errno.EINVAL, "it is not a file")
            clear_cut_off(self._path)
            handle, self._temp = open_part(self._path, 0o666)
            self.file: BinaryIO = os.fdopen(handle, "wb")
            if self._path.exists():
                self._temp.chmod(stat.S_IMODE(self._path.stat().st_mode))
        except OSError as error:
            raise self.not_saved(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._committed:
            return
        try:
            self.file.close()  # may flush once more into a full disk
        except OSError:
            if error is None:
                raise
        finally:
            self._temp.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Append to the temporary file."""
        try:
            self.file.write(data)
        except OSError as error:
            raise self.not_saved(error) from error

    def commit(self) -> None:
        """Make what was written durable and put it in place."""
        try:
            self.file.flush()
            flush_file(self.file.fileno())
            self.file.close()
            _replace(self._temp, self._path)
            self._committed = True
            flush_folder(self._path.parent)
        except OSError as error:
            raise self.not_saved(error) from error

    def not_saved(self, error: OSError) -> NotSaved:
        """The sentence for a failed write; a file that was there before is unchanged."""
        return NotSaved(
            N_("{name} could not be written: {why}."), name=self._shown, why=error.strerror or str(error)
        )


def _replace(temp: Path, path: Path) -> None:
    """``os.replace``, tried again for a second where a virus scanner holds the file (Windows)."""
    for wait in range(_TRIES):
        try:
            os.replace(temp, path)
            return
        except PermissionError:
            if os.name != "nt" or wait == _TRIES - 1:
                raise
            time.sleep(0.05)
