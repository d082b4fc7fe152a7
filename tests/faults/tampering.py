"""Twelve ways to alter a diary, by somebody who has its key and another program, or only its file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diary_app.domain.log.entry import Entry, commitment, entry_hash
from diary_app.storage.database import _connect
from diary_app.storage.entry_rows import row_of
from diary_app.storage.folder import StoreFolder
from diary_app.storage.tables.fixed import LOG_GUARDS
from tests.cli_calls import PASSPHRASE, Calls, Ran, patient
from tests.store_support import keys

PAGE = 4096
CHAIN = "P1"
ENTRY = 5  # the number of the entry that is tampered with, in the participant's chain
_WHERE = f"WHERE chain = '{CHAIN}' AND seq = {ENTRY}"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to tamper: ``do`` with a keyed connection, and what verify must say."""

    name: str
    do: Callable[[Any, Calls], None]
    kind: str
    seq: int | None = None


def diary(folder: Path) -> Calls:
    """A diary with a dozen entries of one participant, and corrections among them."""
    calls = patient(folder)
    ids = [calls("weight", "--date", f"2026-01-{day:02d}", "60").id for day in range(6, 16)]
    calls("correct", ids[2], "kg=61", "--reason", "typed wrong")
    return calls


def tampered(whole: Calls, place: Path, way: Way) -> Ran:
    """What ``verify`` says of a copy of a diary after it was tampered with."""
    shutil.copytree(whole.folder, place)
    calls = replace(whole, folder=place)
    connection = keyed(place)
    guards = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name in LOG_GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys=OFF")
    way.do(connection, calls)
    for (sql,) in guards if way.kind != "guard" else ():
        connection.execute(sql)
    connection.close()
    return calls("verify", "--json")


def keyed(place: Path) -> Any:
    """A connection of the tamperer, who has the key."""
    folder = StoreFolder(place)
    _, data_key = keys(PASSPHRASE).unlock(folder.key_files)
    return _connect(folder.database, data_key, read_only=False, journal="WAL")


def _sql(*statements: str) -> Callable[[Any, Calls], None]:
    def do(connection: Any, _calls: Calls) -> None:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement

    return do


def _forge(seq: int, **changes: Any) -> Callable[[Any, Calls], None]:
    """Replace an entry by one whose own commitments and hash are right."""

    def do(connection: Any, calls: Calls) -> None:
        new = _sealed(_entry(calls, seq), **changes)
        connection.execute(f"DELETE FROM log_entry WHERE id = '{new.id}'")
        _insert(connection, new)

    return do


def _append(connection: Any, calls: Calls) -> None:
    """An entry put at the end whose link is to another than the last."""
    last = _entry(calls, 14)
    _insert(connection, _sealed(last, id="forged", seq=15, counter=last.counter + 1))


def _entry(calls: Calls, seq: int) -> Entry:
    from tests.store_support import reopen

    copy = calls.folder.with_name("read")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(calls.folder, copy)
    for side in copy.glob("*.db-*"):
        side.unlink()
    with reopen(copy, PASSPHRASE) as store:
        return next(entry for entry in store.journal.entries(chain=CHAIN) if entry.seq == seq)


def _sealed(entry: Entry, **changes: Any) -> Entry:
    new = replace(entry, **changes)
    new = replace(new, payload_commitment=commitment(new.payload, str(new.payload_salt)))
    return replace(new, hash=entry_hash(new))


def _insert(connection: Any, entry: Entry) -> None:
    row = row_of(entry)
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO log_entry ({names}) VALUES ({marks})", list(row.values()))


def _exchange(connection: Any, _calls: Calls) -> None:
    for old, new in ((ENTRY, 99), (ENTRY + 3, ENTRY), (99, ENTRY + 3)):
        connection.execute(f"UPDATE log_entry SET seq = {new} WHERE chain = '{CHAIN}' AND seq = {old}")


WAYS = (
    Way(
        "a value",
        _sql(f"UPDATE log_entry SET payload = replace(payload, '60', '99') {_WHERE}"),
        "content",
        ENTRY,
    ),
    Way("a note put in", _sql(f"UPDATE log_entry SET note = 'felt fine' {_WHERE}"), "content", ENTRY),
    Way("who wrote it", _sql(f"UPDATE log_entry SET actor = 'somebody' {_WHERE}"), "hash", ENTRY),
    Way(
        "when it was entered",
        _sql(f"UPDATE log_entry SET entered_at = '2026-01-01T00:00:00.000Z' {_WHERE}"),
        "hash",
        ENTRY,
    ),
    Way(
        "the day it is about",
        _sql(f'UPDATE log_entry SET about = \'{{"day":"2026-01-01"}}\' {_WHERE}'),
        "hash",
        ENTRY,
    ),
    Way("an entry taken out", _sql(f"DELETE FROM log_entry {_WHERE}"), "gap", ENTRY + 1),
    Way("two entries exchanged", _exchange, "hash", ENTRY),
    Way("an entry forged with a right hash", _forge(ENTRY, payload={"kg": "99"}), "link", ENTRY + 1),
    Way("an entry put at the end", _append, "link", 15),
    Way("the end cut off", _sql(f"DELETE FROM log_entry WHERE chain = '{CHAIN}' AND seq = 14"), "tables"),
    Way("a value in the tables", _sql("UPDATE weight SET kg = '99' WHERE counter = 7"), "tables"),
    Way("the log's guards taken away", lambda _connection, _calls: None, "guard"),
)


def put_back(place: Path) -> dict[int, tuple[Ran, bool]]:
    """Old encrypted pages put back, one at a time, without the key.

    By page: what ``verify`` says, and whether the log still reads as before.
    """
    calls = diary(place)
    database = place / "diary.db"
    old = database.read_bytes()
    first = calls("list", "log", "--json").json[6]["id"]
    for kg in range(50, 58):
        calls("correct", first, f"kg={kg}", "--reason", "typed wrong")
    new, log = database.read_bytes(), calls("list", "log", "--json").out
    told: dict[int, tuple[Ran, bool]] = {}
    for start in range(0, len(old), PAGE):
        if old[start : start + PAGE] != new[start : start + PAGE]:
            database.write_bytes(new[:start] + old[start : start + PAGE] + new[start + PAGE :])
            told[start // PAGE + 1] = calls("verify", "--json"), calls("list", "log", "--json").out == log
    return told
