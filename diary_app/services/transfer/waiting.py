"""Which sealed diaries in a folder this clinic has not taken in; nothing is taken in by looking.

Two halves, for a folder may lie on a drive that is slow or stuck: ``sealed_in``
touches no store and may run anywhere, ``WaitingFiles`` asks the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, PlainError
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.exchange.transfer import sealed
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.services.transfer.clinic_keys import kept_keys
from diary_app.services.transfer.files import attached, is_pdf, read_file

if TYPE_CHECKING:
    from diary_app.security.clinic_keys import ClinicKeys
    from diary_app.services.opened import Opened

MOST = 500
"""Files of a folder that are looked at, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of the folder, as it was at ``stamp`` (time and size); ``sha256``: of the sealed diary in it.

    ``sha256`` is empty where there is none; ``content`` is empty once it was asked for.
    """

    file: Path
    stamp: tuple[int, int]
    sha256: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files that can be looked at and taken in, and whose they are, as far as that is known."""

    files: tuple[Path, ...]
    participants: tuple[str, ...]


class NotReached(DoesNotFit):
    """The folder is not there, or cannot be read."""


def sealed_in(folder: Path, before: Mapping[Path, Found]) -> list[Found]:
    """The files of a folder; one that is as it was ``before`` is not read again. Raises ``NotReached``."""
    try:
        files = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise NotReached(
            N_("The folder {folder} cannot be reached: {why}."), folder=folder, why=reason
        ) from problem
    return [found for each in files[:MOST] if (found := _found(each, before.get(each))) is not None]


def _found(file: Path, before: Found | None) -> Found | None:
    try:
        told = file.stat()
        stamp = (told.st_mtime_ns, told.st_size)
        if before is not None and before.stamp == stamp:
            return before
        content = _sealed(read_file(file))
    except (OSError, PlainError):  # a folder, gone again, or too big: nothing that waits
        return None
    digest = sha256(content).hexdigest() if content else ""
    return Found(file=file, stamp=stamp, sha256=digest, content=content)


def _sealed(content: bytes) -> bytes:
    """The sealed diary that a file is or carries; nothing where there is none."""
    if is_pdf(content):
        return attached(content)
    return content if sealed.is_sealed(content) else b""


class WaitingFiles:
    """Remembers of each sealed diary whose it is and whether it was taken in, while the store is open."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._whose: dict[str, str | None] = {}
        self._taken: set[str] = set()

    def of(self, found: Iterable[Found]) -> tuple[Waiting, list[Found]]:
        """Which of the files wait, and the files without their contents, to be held against next time."""
        keys = kept_keys(self._opened)
        if keys is None:  # nothing can be for this clinic yet, and nothing is known of what is there
            return Waiting((), ()), []
        kept, files, whose = [], [], []
        for each in found:
            kept.append(replace(each, content=b""))
            if each.sha256 and self._waits(each, keys):
                files.append(each.file)
                whose.append(self._whose.get(each.sha256))
        named = dict.fromkeys(each for each in whose if each)
        return Waiting(tuple(files), tuple(sorted(named))), kept

    def _waits(self, found: Found, keys: ClinicKeys) -> bool:
        """Whether a sealed diary is for this clinic and was not taken in."""
        key = found.sha256
        if key in self._taken:
            return False
        if key not in self._whose:
            try:
                if sealed.unwrap(found.content).for_key != sealed.key_name(keys.public.age):
                    self._taken.add(key)  # another clinic's: it never waits here
                    return False
            except (sealed.NotSealed, NewerFile):  # the look at it says what is wrong
                pass
            self._whose[key] = _participant(found.content, keys)
        whose = self._whose[key]
        if whose is not None and self._was_taken_in(whose, key):
            self._taken.add(key)
            return False
        return True

    def _was_taken_in(self, whose: str, key: str) -> bool:
        entries = self._opened.store.journal.entries(whose, whose, [Kind.TAKEN_IN.value])
        return any((each.payload or {}).get("file") == key for each in entries)


def _participant(content: bytes, keys: ClinicKeys) -> str | None:
    """Whose sealed diary it is; ``None`` for one that is damaged or of a newer program."""
    from diary_app.security.clinic_keys import NotForThisClinic

    try:
        sender, _ = sealed.read_sender(keys.open(sealed.unwrap(content).age))
    except (sealed.NotSealed, NotForThisClinic, NewerFile, Unfit):
        return None
    return sender.participant
