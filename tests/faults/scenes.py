"""A diary with what else a command needs, the commands about it, and what it holds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.cli.app import run
from diary_app.cli.around import Around
from diary_app.common.errors import WrongPassphrase
from diary_app.domain.log.entry import Entry
from diary_app.security.argon import LEAST_COST
from diary_app.security.secret import Secret
from diary_app.storage.digest import digest
from tests.cli_calls import PASSPHRASE
from tests.faults.diary_acts import OWN_NOTES
from tests.support import TickingClock

EVENING = "2026-01-20T20:00"
_STAMPED = (
    (re.compile(r"backups/[^/]*\.diary-backup"), "backups/*"),
    (re.compile(r"set-aside/[^/]*(/.*)?"), "set-aside/*"),
)


class NotWhole(Exception):
    """A diary opens, and its own check finds something."""


@dataclass(frozen=True, slots=True)
class State:
    """What a diary holds: its entries by id, and the digest of those that were asked for."""

    ids: tuple[str, ...]
    digest: str


@dataclass
class Scene:
    """A folder with a diary and a stick.

    ``before``: the diary's state before the command that is tried. ``kept``:
    what was noted for those who judge. ``told``: what the command printed
    before it ended or was killed. ``verify``: the program's own check is run
    also where the log is as it was.
    """

    place: Path
    before: State = field(default_factory=lambda: State((), ""))
    kept: dict[str, Any] = field(default_factory=dict)
    told: str = ""
    verify: bool = True

    @property
    def diary(self) -> Path:
        """The diary's folder."""
        return self.place / "diary"

    def out(self, name: str) -> Path:
        """A file in a folder that is not the diary's, as on a stick."""
        return self.place / "stick" / name

    def copied(self, place: Path) -> Scene:
        """The same scene at another place, to which its files were copied."""
        return replace(self, place=place, kept=dict(self.kept), told="")

    def call(
        self, *argv: str, tell: Callable[[str], object] = lambda _: None, days: int = 0, **environ: str
    ) -> tuple[int, str]:
        """A command about the diary, ``days`` later: its exit code and its complaints."""
        clock, errors = TickingClock(EVENING), io.StringIO()
        clock.advance(days=days)
        own = {"DIARY_APP_DATA_DIR": str(self.diary), "DIARY_APP_PASSPHRASE": PASSPHRASE, "LANG": "C"}
        around = Around(
            stdin=io.BytesIO(), stdout=_Teller(tell), stderr=errors, terminal=False,
            environ={**own, **environ}, clock=clock, cost=LEAST_COST,
        )  # fmt: skip
        return run(argv, around), errors.getvalue()

    def weights(self, *weights: int) -> None:
        """So many entries."""
        for kg in weights:
            code, complaint = self.call("weight", "--date", "2026-01-06", str(kg))
            assert code == 0, complaint

    def state(self, known: Iterable[str] | None = None, secret: Secret = PASSPHRASE) -> State:
        """What the diary holds; the digest is of the entries in ``known``, or of all."""
        with opened_in(self.diary, secret) as diary:
            entries = list(_entries(diary))
            ids = tuple(entry.id for entry in entries)
            if self.verify or ids != self.before.ids:
                findings = diary.safekeeping.verify().findings
                if findings:
                    raise NotWhole(f"{findings[0].kind} {findings[0].detail}")
            asked = set(ids if known is None else known)
            records = [record for record in diary.opened.store.records.records() if record.id in asked]
        return State(ids, digest((entry for entry in entries if entry.id in asked), records))

    def opens(self, secret: Secret) -> bool:
        """Whether the diary opens with a passphrase or recovery code."""
        try:
            opened_in(self.diary, secret).close()
        except WrongPassphrase:
            return False
        return True


def ids_in(folder: Path) -> tuple[str, ...]:
    """The entries of the diary in ``folder``."""
    with opened_in(folder, PASSPHRASE) as diary:
        return tuple(entry.id for entry in _entries(diary))


def opened_in(folder: Path, secret: Secret) -> OpenedStore:
    """The diary in ``folder``."""
    return open_store(folder, secret, clock=TickingClock(EVENING))


def _entries(diary: OpenedStore) -> Iterator[Entry]:
    """All but what the program notes of itself."""
    return (entry for entry in diary.opened.store.journal.entries() if entry.kind not in OWN_NOTES)


class _Teller(io.StringIO):
    """Standard output that hands on at once what is printed: a killed process keeps nothing back."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__()
        self._tell = tell

    def write(self, text: str) -> int:
        """Hand it on."""
        self._tell(text)
        return len(text)


def names(place: Path) -> set[str]:
    """All files and folders under ``place``, those with an instant in their name under one name each."""
    there = set()
    for path in place.rglob("*"):
        name = path.relative_to(place).as_posix()
        for pattern, short in _STAMPED:
            name = pattern.sub(short, name)
        there.add(name)
    return there
