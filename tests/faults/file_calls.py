"""Every call of this process that changes a file: SQLite's own (``sqlite_files``) and those of Python.

Python's calls are replaced where they leave it: the functions of ``os`` and
the raw file under each ``open``. An audit hook (https://docs.python.org/3/library/audit_events.html)
hears what still goes another way, so that a new way cannot stay unseen.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.sqlite_files import FULL, OK, Call, Watcher, watching

_CHANGES = os.O_CREAT | os.O_TRUNC
_ON_A_PATH = {
    "unlink": "delete",
    "remove": "delete",
    "rmdir": "delete",
    "mkdir": "mkdir",
    "chmod": "chmod",
    "truncate": "truncate",
    "utime": "chmod",
}
_AUDITED = ("os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.rename", "os.utime")


class _Python:
    """The replaced calls while ``all_watched`` lasts; those outside ``root`` are not told."""

    def __init__(self, watcher: Watcher, root: Path) -> None:
        self._watcher, self._root = watcher, str(root.resolve()) + os.sep
        self._names: dict[int, str] = {}
        self._open, self._close = os.open, os.close
        self._telling = self._told = False
        self.raw = self._raw_file()

    def replace(self, patch: pytest.MonkeyPatch) -> None:
        """Put the watched calls in the place of Python's."""
        for name, what in _ON_A_PATH.items():
            patch.setattr(os, name, self._on_a_path(getattr(os, name), what))
        for name in ("rename", "replace"):
            patch.setattr(os, name, self._moving(getattr(os, name)))
        for name in ("fsync", "fdatasync"):
            if hasattr(os, name):
                patch.setattr(os, name, self._on_a_handle(getattr(os, name), "sync"))
        if hasattr(os, "fchmod"):
            patch.setattr(os, "fchmod", self._on_a_handle(os.fchmod, "chmod"))
        patch.setattr(os, "ftruncate", self._on_a_handle(os.ftruncate, "truncate"))
        patch.setattr(os, "write", self._writing(os.write))
        patch.setattr(os, "open", self._opening(os.open))
        patch.setattr(os, "close", self._closing)
        for name in [name for name in vars(shutil) if name.startswith("_USE_CP_")]:
            patch.setattr(shutil, name, False)  # what the kernel copies by itself would stay unseen
        for module in (io, "builtins"):
            patch.setattr(module if module is io else f"{module}.open", *_named(module, self._open_file))

    def heard(self, event: str, given: tuple[Any, ...]) -> str:
        """The path under the root of an audited change that was not told before; else nothing."""
        if self._told or self._telling:
            return ""
        if event == "open":
            path, mode, flags = given
            changes = (flags or 0) & _CHANGES if mode is None else set(str(mode)) & set("wax+")
            return self._path(path) if changes else ""
        return self._path(given[1] if event == "os.rename" else given[0]) if event in _AUDITED else ""

    def _path(self, path: Any, folder: int | None = None) -> str:
        """The absolute path, or nothing for one that is not watched."""
        if isinstance(path, int):
            return self._names.get(path, "")
        name = os.fsdecode(path)
        if folder is not None and folder >= 0:
            name = os.path.join(self._names.get(folder, ""), name)
        name = os.path.abspath(name)
        return name if (name + os.sep).startswith(self._root) else ""

    def _tell(self, call: Call) -> None:
        if self._telling or not call.file:
            return
        self._telling = True
        try:
            code = self._watcher(call)
        finally:
            self._telling = False
        if code != OK:
            number = errno.ENOSPC if code == FULL else errno.EIO
            raise OSError(number, os.strerror(number), call.file)

    def _does(self, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """The real call, of which the audit hook need not tell again."""
        before, self._told = self._told, True
        try:
            return real(*args, **more)
        finally:
            self._told = before

    def _on_a_path(self, real: Callable[..., Any], what: str) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **more: Any) -> Any:
            self._tell(Call(what, self._path(path, more.get("dir_fd"))))
            return self._does(real, path, *args, **more)

        return call

    def _on_a_handle(self, real: Callable[..., Any], what: str) -> Callable[..., Any]:
        def call(handle: Any, *args: Any) -> Any:
            number = handle if isinstance(handle, int) else handle.fileno()
            size = args[0] if what == "truncate" else 0
            self._tell(Call(what, self._names.get(number, ""), size=size))
            return self._does(real, handle, *args)

        return call

    def _moving(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(old: Any, new: Any, **more: Any) -> Any:
            self._tell(Call("rename", self._path(new) or self._path(old)))
            return self._does(real, old, new, **more)

        return call

    def _writing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, data: Any) -> Any:
            if name := self._names.get(handle, ""):
                self._tell(Call("write", name, os.lseek(handle, 0, os.SEEK_CUR), bytes(data)))
            return real(handle, data)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            name = self._path(path, dir_fd)
            if flags & _CHANGES:
                self._tell(Call("open", name))
            handle: int = self._does(real, path, flags, mode, dir_fd=dir_fd)
            if name and not self._telling:
                self._names[handle] = name
            return handle

        return call

    def _closing(self, handle: int) -> None:
        self._names.pop(handle, None)
        self._close(handle)

    def _open_file(
        self, file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
        newline: Any = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        """``open``: what is opened for writing under the root gets a raw file that tells."""
        name = self._path(file)
        if not name or not set(mode) & set("wax+"):
            return _REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if not isinstance(file, int):
            self._tell(Call("open", name))
        plain = mode.replace("b", "").replace("t", "")
        raw = self._does(self.raw, file, plain, closefd, opener)
        self._names[raw.fileno()] = raw.path = name
        if buffering == 0:
            return raw
        kind = io.BufferedRandom if "+" in mode else io.BufferedWriter
        buffered = kind(raw, buffering) if buffering > 1 else kind(raw)
        return (
            buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline, buffering == 1)
        )

    def _raw_file(self) -> type[Any]:
        watch = self

        class Raw(io.FileIO):
            path = ""

            def write(self, data: Any) -> int:
                watch._tell(Call("write", self.path, self.tell(), bytes(data)))
                return super().write(data)

            def truncate(self, size: int | None = None) -> int:
                watch._tell(Call("truncate", self.path, size=self.tell() if size is None else size))
                return super().truncate(size)

            def close(self) -> None:
                if not self.closed:
                    watch._names.pop(self.fileno(), None)
                super().close()

        return Raw


_REAL_OPEN = io.open


def _named(module: Any, value: Any) -> tuple[Any, ...]:
    return ("open", value) if module is io else (value,)


@contextmanager
def all_watched(watcher: Watcher, root: Path, unseen: list[str] | None = None) -> Iterator[None]:
    """Show ``watcher`` every call that changes a file under ``root``, before it is done.

    What it answers in place of ``OK`` is raised as the error a full or broken
    disk gives. ``unseen`` takes up changes that were not shown; its hook stays
    until the process ends.
    """
    python = _Python(watcher, root)
    if unseen is not None:
        ended: list[bool] = []

        def hear(event: str, given: tuple[Any, ...]) -> None:
            if not ended and (event == "open" or event in _AUDITED) and (path := python.heard(event, given)):
                unseen.append(f"{event} {path}")

        sys.addaudithook(hear)
    with watching(watcher), pytest.MonkeyPatch.context() as patch:
        python.replace(patch)
        yield
    if unseen is not None:
        ended.append(True)
