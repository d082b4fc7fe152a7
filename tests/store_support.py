"""Stores for tests: made with the least cost of a key, kept by a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from diary_app.common.clock import Clock
from diary_app.common.ids import new_id
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.security.argon import LEAST_COST
from diary_app.security.passphrase import PassphraseKeys
from diary_app.storage.journal import Surroundings
from diary_app.storage.lock import Holder
from diary_app.storage.restore import Restored, restore_backup
from diary_app.storage.store import Store, create_store, open_store
from tests.support import FixedClock

PASSPHRASE = "correct horse battery"
PARTICIPANT = "P-001"
PATIENT = Author(actor=PARTICIPANT, role=Role.PARTICIPANT, by=By.SELF)
NURSE = Author(actor="n.wang", role=Role.NURSE, by=By.STAFF)


def keys(passphrase: str = PASSPHRASE, clock: Clock | None = None) -> PassphraseKeys:
    """The way in, at the least cost."""
    return PassphraseKeys(passphrase, clock=clock or FixedClock(), new_id=new_id, cost=LEAST_COST)


def surroundings(clock: Clock | None = None) -> Surroundings:
    """A device of tests."""
    return Surroundings(clock=clock or FixedClock(), new_id=new_id, device="test device", app_version="0.0.0")


def make(folder: Path, clock: Clock | None = None, acts: list[Act] | None = None) -> Store:
    """A new store, open."""
    return create_store(
        folder, keys(clock=clock), surroundings(clock), holder=Holder.WINDOW, acts=acts or (), wait_seconds=0
    )


def reopen(folder: Path, passphrase: str = PASSPHRASE, clock: Clock | None = None) -> Store:
    """The store that lies in ``folder``, open."""
    return open_store(folder, keys(passphrase), surroundings(clock), holder=Holder.WINDOW, wait_seconds=0)


def restore(folder: Path, backup: Path, passphrase: str = PASSPHRASE) -> Restored:
    """The store in ``folder`` as it was at ``backup``."""
    return restore_backup(
        folder, backup, keys(passphrase), surroundings(), holder=Holder.COMMAND_LINE, wait_seconds=0
    )


def act(kind: Kind, payload: Mapping[str, Any], **more: Any) -> Act:
    """An act of the participant."""
    given: dict[str, Any] = {"chain": PARTICIPANT, "participant": PARTICIPANT, "author": PATIENT}
    return Act(kind=kind, payload=payload, **(given | more))


def dose(day: str = "2026-01-05", mg: str = "12", **more: Any) -> Act:
    """A capsule taken."""
    payload = {"status": "taken", "mg": mg, "capsules": 1, "fasting": "yes"}
    return act(Kind.DOSE, payload, about={"day": day, "time": "07:10"}, **more)


def correct(entry_id: str, **fields: Any) -> Act:
    """A correction."""
    return act(Kind.CORRECT, {"fields": fields}, corrects=entry_id, reason="typed wrong")


def undo(entry_id: str) -> Act:
    """An undo."""
    return act(Kind.UNDO, {}, corrects=entry_id)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a closed store that holds data, and its bytes."""
    left_out = {"diary.lock", "diary.lock.json"}
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.name not in left_out}


def flip_bit(file: Path, position: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[position] ^= 1 << bit
    file.write_bytes(bytes(content))


_numbers = count(1)


def numbered_id() -> str:
    """Ids that sort as they are made, in the shape of a UUID."""
    return f"00000000-0000-4000-8000-{next(_numbers):012d}"
