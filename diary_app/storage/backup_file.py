"""The container of a backup: a zip file of three stored members, read strictly.

The database in it is encrypted as it is in the diary; the key file opens
nothing without a passphrase. Nothing is unpacked by a name from the file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from diary_app.common.durable import flush_file
from diary_app.common.errors import Damaged, DoesNotFit
from diary_app.common.i18n import N_
from diary_app.common.outputs import Kind, first_bytes
from diary_app.common.paths import claim
from diary_app.storage.backup_manifest import Manifest, Part, Unfit, decode, encode
from diary_app.storage.folder import FILE_MODE

MANIFEST, KEYS, DATABASE = MEMBERS = ("manifest.json", "keys.json", "diary.db")
# bytes; a diary of ten years takes some tens of megabytes
CAPS = {MANIFEST: 1024 * 1024, KEYS: 64 * 1024, DATABASE: 2 * 1024**3}
_CHUNK = 1024 * 1024
_FIRST_BYTES = b"PK\x03\x04"
_NAME_AT = 30  # where the first member's name stands (APPNOTE.TXT section 4.3.7)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    ArithmeticError,
    LookupError,
    Unfit,
)
_END = struct.Struct("<4s4H2LH")
_THREE = (len(MEMBERS), len(MEMBERS))
_LARGEST_LIST = 1024  # bytes; ours takes about two hundred


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
        for chunk in self._chunks():
            seen.update(chunk)
            length += len(chunk)
            if out is not None:
                out.write(chunk)
        with self._plainly():
            if Part(bytes=length, sha256=seen.hexdigest()) != self.manifest.database:
                raise Unfit(DATABASE)

    def _chunks(self) -> Iterator[bytes]:
        """The database's bytes. What goes wrong where they are written to is no fault of the backup."""
        with self._plainly(), self._file.open(DATABASE) as member:
            while chunk := member.read(_CHUNK):
                yield chunk

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
        except OSError as problem:
            raise _unread(self._name, problem) from problem


@contextmanager
def open_backup(name: Path) -> Iterator[BackupFile]:
    """Open a backup for reading.

    Raises ``DoesNotFit`` for a file that is missing, cannot be read or is of
    another program, ``Damaged``, or ``NewerVersion``.
    """
    with _opened(name) as stream:
        ours, file = _read_directory(stream, name)
        with file:
            if not ours and MANIFEST not in file.namelist():
                raise _foreign(name)
            yield BackupFile(file, name)


@contextmanager
def _opened(name: Path) -> Iterator[BinaryIO]:
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):  # a pipe would keep us waiting for ever
            raise OSError(errno.EINVAL, "it is not a file")
        stream = name.open("rb")
    except (OSError, ValueError) as problem:
        raise _unread(name, problem) from None
    with stream:
        yield stream


def _read_directory(stream: BinaryIO, name: Path) -> tuple[bool, zipfile.ZipFile]:
    """Whether the file begins as ours, and its list of members."""
    ours = False
    try:
        ours = _begins_as_ours(stream)
        _refuse_other_end(stream)
        return ours, zipfile.ZipFile(stream)
    except OSError as problem:
        if problem.errno == errno.EINVAL:  # a place before the file's beginning
            raise (_damaged(name) if ours else _foreign(name)) from problem
        raise _unread(name, problem) from problem
    except _BROKEN as problem:
        raise (_damaged(name) if ours else _foreign(name)) from problem


def _refuse_other_end(stream: BinaryIO) -> None:
    """The last record of a zip file as ours ends (APPNOTE.TXT section 4.3.16), before its list is read.

    A list of a million members would take seconds and hundreds of megabytes.
    """
    length = stream.seek(0, os.SEEK_END)
    if length < _END.size:
        raise zipfile.BadZipFile("too short")
    stream.seek(length - _END.size)
    sign, disk, first_disk, here, members, size, _, comment = _END.unpack(stream.read(_END.size))
    stream.seek(0)
    if (sign, disk, first_disk, here, members, comment) != (b"PK\x05\x06", 0, 0, *_THREE, 0):
        raise zipfile.BadZipFile("another end")
    if size > _LARGEST_LIST:
        raise zipfile.BadZipFile("a long list")


def is_backup(name: Path) -> bool:
    """Whether a file begins as a backup of this program does, whole or damaged; an empty one does not."""
    try:
        head = first_bytes(name)
    except OSError:
        return False
    return head is not None and _is_ours(head)


def write_container(out: Path, manifest: Manifest, keys: bytes, database: Path) -> None:
    """Write the new file ``out``, durably and for its owner alone. Raises ``OSError``."""
    handle = os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(handle, "w+b") as stream:
        claim(handle)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as file:
            file.writestr(_info(MANIFEST), encode(manifest))
            file.writestr(_info(KEYS), keys)
            info = _info(DATABASE)
            info.file_size = manifest.database.bytes
            with database.open("rb") as source, file.open(info, "w") as member:
                while chunk := source.read(_CHUNK):
                    member.write(chunk)
        stream.flush()
        flush_file(stream.fileno())


def length_and_hash(file: Path) -> Part:
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
    return _beginning(head).startswith(head)  # an empty or very short file is one that was cut off


def _is_ours(head: bytes) -> bool:
    return head.startswith(_beginning(head))


def _beginning(head: bytes) -> bytes:
    """How ours begins; what stands between sign and name may be anything."""
    return _FIRST_BYTES + head[4:_NAME_AT].ljust(_NAME_AT - 4, b"\0") + MANIFEST.encode("ascii")


def _damaged(name: Path) -> Damaged:
    return Damaged(N_("The backup {file} is damaged; nothing was changed."), file=name)


def _foreign(name: Path) -> DoesNotFit:
    return DoesNotFit(N_("{file} is not a backup of this program."), file=name)


def _unread(name: Path, problem: OSError | ValueError) -> DoesNotFit:
    why = getattr(problem, "strerror", None) or type(problem).__name__
    return DoesNotFit(N_("{file} cannot be read: {why}."), file=name, why=why)


BACKUP = Kind(_is_ours, N_("{file} is there and is no backup; choose another name."))
"""What ``backup -o`` may take the place of."""
