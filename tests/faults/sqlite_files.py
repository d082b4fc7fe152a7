"""What SQLite does to its files, seen and refused call by call.

The library that ``sqlcipher3`` brings exports SQLite's own interface, so its
default VFS (https://www.sqlite.org/vfs.html) can be wrapped from Python: no
compiler, no tracer, the very library and the very calls of the program. Only
what changes files is wrapped: opening, writing, syncing, cutting, deleting.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3

OK, FULL, IOERR_WRITE, IOERR_FSYNC = 0, 13, 10 | 3 << 8, 10 | 4 << 8
_POINTER = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, _POINTER)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int)
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)


@dataclass(frozen=True, slots=True)
class Call:
    """One call: ``what`` is open, write, sync, truncate or delete; ``size`` is where truncate cuts."""

    what: str
    file: str
    offset: int = 0
    data: bytes = b""
    size: int = 0


Watcher = Callable[[Call], int]
"""Told of each call before it is done; anything but ``OK`` is returned to SQLite in its place."""


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs`` up to the methods wrapped here."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", _POINTER),
        ("zName", ctypes.c_char_p),
        ("pAppData", _POINTER),
        ("xOpen", _POINTER),
        ("xDelete", _POINTER),
    ]


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``, version 3, whole: it is copied."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        *((name, _POINTER) for name in ("xClose", "xRead", "xWrite", "xTruncate", "xSync")),
        *((f"other{number}", _POINTER) for number in range(13)),
    ]


class _File(ctypes.Structure):
    """``sqlite3_file``."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Watch:
    """The wrapped VFS while ``watching`` lasts; it keeps every callback alive."""

    def __init__(self, vfs: _Vfs, watcher: Watcher) -> None:
        self._watcher = watcher
        self._names: dict[int, str] = {}
        self._tables: dict[int, Any] = {}
        self._callbacks: list[Any] = []
        self._vfs = vfs
        self._real = vfs.xOpen, vfs.xDelete
        vfs.xOpen = self._callback(_OPEN(self._open_with(_OPEN(vfs.xOpen))))
        vfs.xDelete = self._callback(_DELETE(self._delete_with(_DELETE(vfs.xDelete))))

    def undo(self) -> None:
        """Give the VFS its own methods back; files opened meanwhile must be closed."""
        assert not self._names, f"still open: {self._names}"
        self._vfs.xOpen, self._vfs.xDelete = self._real

    def _callback(self, made: Any) -> int:
        self._callbacks.append(made)
        return ctypes.cast(made, _POINTER).value or 0

    def _open_with(self, real: Any) -> Any:
        def opened(vfs: int, name: int | None, file: int, flags: int, told: int) -> int:
            path = ctypes.string_at(name).decode() if name else ""
            refused = self._watcher(Call("open", path)) if path else OK
            if refused:
                _File.from_address(file).methods = None  # or SQLite would close what is not open
                return refused
            code: int = real(vfs, name, file, flags, told)
            if code == OK and path:
                self._wrap(file, path)
            return code

        return opened

    def _delete_with(self, real: Any) -> Any:
        def deleted(vfs: int, name: int, sync: int) -> int:
            return self._watcher(Call("delete", ctypes.string_at(name).decode())) or real(vfs, name, sync)

        return deleted

    def _wrap(self, address: int, path: str) -> None:
        file = _File.from_address(address)
        original = ctypes.addressof(file.methods.contents)
        if original not in self._tables:
            self._tables[original] = self._wrapped(file.methods.contents)
        file.methods = ctypes.pointer(self._tables[original])
        self._names[address] = path

    def _wrapped(self, methods: _Methods) -> _Methods:
        table = _Methods.from_buffer_copy(methods)
        close, write = _CLOSE(methods.xClose), _WRITE(methods.xWrite)
        truncate, sync = _TRUNCATE(methods.xTruncate), _SYNC(methods.xSync)

        def closed(file: int) -> int:
            del self._names[file]
            return int(close(file))

        def written(file: int, data: int, size: int, offset: int) -> int:
            call = Call("write", self._names[file], offset, ctypes.string_at(data, size))
            return self._watcher(call) or int(write(file, data, size, offset))

        def truncated(file: int, size: int) -> int:
            return self._watcher(Call("truncate", self._names[file], size=size)) or int(truncate(file, size))

        def synced(file: int, flags: int) -> int:
            return self._watcher(Call("sync", self._names[file])) or int(sync(file, flags))

        table.xClose = self._callback(_CLOSE(closed))
        table.xWrite = self._callback(_WRITE(written))
        table.xTruncate = self._callback(_TRUNCATE(truncated))
        table.xSync = self._callback(_SYNC(synced))
        return table


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Show ``watcher`` every call on files that are opened from here on; close them before the end."""
    library = ctypes.CDLL(str(Path(_sqlite3.__file__)))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    watch = _Watch(library.sqlite3_vfs_find(None).contents, watcher)
    try:
        yield
    finally:
        watch.undo()
