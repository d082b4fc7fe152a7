"""The container of a backup: a zip file of three stored members, read strictly.

The database in it is encrypted as it is in the diary; the key file opens
nothing without a passphrase. Nothing is unpacked by a name from the file.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from diary_app.common.errors import Damaged, DoesNotFit
from diary_app.common.i18n import N_
from diary_app.storage.backup_manifest import Manifest, Part, Unfit, decode, encode
from diary_app.storage.folder import FILE_MODE

MANIFEST, KEYS, DATABASE = MEMBERS = ("manifest.json", "keys.json", "diary.db")
# bytes; a diary of ten years takes some tens of megabytes
CAPS = {MANIFEST: 1024 * 1024, KEYS: 64 * 1024, DATABASE: 2 * 1024**3}
_CHUNK = 1024 * 1024
_FIRST_BYTES = b"PK\x03\x04"
_NAME_AT = 30  # where the first member's name stands (APPNOTE.TXT section 4.3.7)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, Unfit)


class BackupFile:
    """A backup that is open for reading, its manifest read and its members' sizes checked."""

    def __init__(self, file: zipfile.ZipFile, name: Path) -> None:
        self._file = file
        self._name = name
        self.manifest = self._manifest()

    def keys(self) -> bytes:
        """The key file."""
        with self._plainly():
            content = self._read(KEYS)
            if _part(content) != self.manifest.keys:
                raise Unfit(KEYS)
        return content

    def copy_database(self, out: BinaryIO) -> None:
        """Write the encrypted database to ``out``; raises ``Damaged`` where it is not what was backed up."""
        self._database(out)

    def check(self) -> None:
        """Read all of it; raises ``Damaged`` where it is not what was backed up."""
        self.keys()
        self._database(None)

    def _database(self, out: BinaryIO | None) -> None:
        seen, length = hashlib.sha256(), 0
        with self._plainly(), self._file.open(DATABASE) as member:
            while chunk := member.read(_CHUNK):
                seen.update(chunk)
                length += len(chunk)
                if out is not None:
                    out.write(chunk)
            if Part(bytes=length, sha256=seen.hexdigest()) != self.manifest.database:
                raise Unfit(DATABASE)

    def _manifest(self) -> Manifest:
        with self._plainly():
            infos = self._file.infolist()
            if tuple(info.filename for info in infos) != MEMBERS or self._file.comment:
                raise Unfit("members")
            for info in infos:
                stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
                if not stored or info.flag_bits or info.file_size > CAPS[info.filename]:
                    raise Unfit(info.filename)
            return decode(self._read(MANIFEST))

    def _read(self, name: str) -> bytes:
        with self._file.open(name) as member:
            content = member.read(CAPS[name] + 1)
        if len(content) > CAPS[name]:
            raise Unfit(name)
        return content

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as problem:
            raise _damaged(self._name) from problem


@contextmanager
def open_backup(name: Path) -> Iterator[BackupFile]:
    """Open a backup for reading.

    Raises ``DoesNotFit`` for a file that is missing or of another program,
    ``Damaged``, or ``NewerVersion``.
    """
    try:
        stream = name.open("rb")
    except OSError as problem:
        raise DoesNotFit(N_("{file} cannot be read: {why}."), file=name, why=problem.strerror) from None
    with stream:
        ours = _begins_as_ours(stream)
        try:
            file = zipfile.ZipFile(stream)
        except _BROKEN as problem:
            raise (_damaged(name) if ours else _foreign(name)) from problem
        with file:
            if not ours and MANIFEST not in file.namelist():
                raise _foreign(name)
            yield BackupFile(file, name)


def is_backup(name: Path) -> bool:
    """Whether a file begins as a backup of this program does, whole or damaged."""
    try:
        with name.open("rb") as stream:
            return _begins_as_ours(stream)
    except OSError:
        return False


def write_container(out: Path, manifest: Manifest, keys: bytes, database: Path) -> None:
    """Write the new file ``out``, durably and for its owner alone. Raises ``OSError``."""
    handle = os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(handle, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as file:
            file.writestr(_info(MANIFEST), encode(manifest))
            file.writestr(_info(KEYS), keys)
            info = _info(DATABASE)
            info.file_size = manifest.database.bytes
            with database.open("rb") as source, file.open(info, "w") as member:
                while chunk := source.read(_CHUNK):
                    member.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())


def part_of(file: Path) -> Part:
    """Length and SHA-256 of a file."""
    seen = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            seen.update(chunk)
        return Part(bytes=stream.tell(), sha256=seen.hexdigest())


def part_of_bytes(content: bytes) -> Part:
    """Length and SHA-256 of some bytes."""
    return _part(content)


def _part(content: bytes) -> Part:
    return Part(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = FILE_MODE << 16
    return info


def _begins_as_ours(stream: BinaryIO) -> bool:
    head = stream.read(_NAME_AT + len(MANIFEST))
    stream.seek(0)
    # an empty or very short file is one that was cut off
    whole = _FIRST_BYTES + head[4:_NAME_AT] + MANIFEST.encode("ascii")
    return whole.startswith(head)


def _damaged(name: Path) -> Damaged:
    return Damaged(N_("The backup {file} is damaged; nothing was changed."), file=name)


def _foreign(name: Path) -> DoesNotFit:
    return DoesNotFit(N_("{file} is not a backup of this program."), file=name)
