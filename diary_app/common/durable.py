"""Making what was written last through a power cut, on every system the program runs on."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

# Some network and USB file systems cannot flush a folder; there is nothing that could be done about it.
_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def flush_file(handle: int) -> None:
    """Flush an open file to the medium itself. Raises ``OSError``.

    On macOS ``fsync`` leaves the bytes in the drive's own memory; only
    ``F_FULLFSYNC`` asks the drive for them (fsync(2) of macOS). A volume that
    does not know it gets ``fsync``.
    """
    if sys.platform != "win32":
        import fcntl

        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            try:
                fcntl.fcntl(handle, full)
            except OSError:
                pass
            else:
                return
    os.fsync(handle)


def flush_folder(folder: Path) -> None:
    """Flush a folder's own entries to disk; a file system that knows no such thing is passed over.

    Raises ``OSError``.
    """
    if os.name == "nt":  # a folder cannot be flushed there; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush_file(handle)
    except OSError as problem:
        if problem.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)
