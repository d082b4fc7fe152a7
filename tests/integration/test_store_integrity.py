"""verify names what is wrong and the first bad number; an honest store has nothing to name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from diary_app.domain.log.chain import ChainKey
from diary_app.domain.log.entry import Entry, commitment, entry_hash
from diary_app.storage.entry_rows import row_of
from diary_app.storage.findings import Verification
from diary_app.storage.store import Store
from diary_app.storage.tables.fixed import LOG, LOG_GUARDS
from tests.store_support import PARTICIPANT, act, correct, dose, make
from tests.support import TickingClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make(tmp_path / "d", TickingClock()) as made:
        entries = made.journal.append(
            [dose(f"2026-01-{day:02d}", note=f"note {day}") for day in range(1, 11)]
        )
        made.journal.append([dose(chain="P-002", participant="P-002") for _ in range(3)])
        made.journal.append([correct(entries[4].id, mg="10")])
        yield made


def tamper(store: Store, *statements: str) -> None:
    """Change the database as somebody with the key and another program could."""
    pooled = store._database._engine.raw_connection()
    connection = pooled.driver_connection
    assert connection is not None
    guards = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    for name in LOG_GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in (*statements, *(sql for (sql,) in guards)):
        connection.execute(statement)
    connection.execute("PRAGMA foreign_keys=ON")
    pooled.close()


def chain_findings(store: Store) -> list[tuple[str, str | None, int | None]]:
    found = store.integrity.verify().findings
    return [
        (finding.kind.value, finding.chain.chain if finding.chain else None, finding.seq)
        for finding in found
        if finding.kind != "tables"
    ]


def table_findings(verification: Verification) -> list[str]:
    return [finding.detail for finding in verification.findings if finding.kind == "tables"]


def test_an_honest_store(store: Store) -> None:
    found = store.integrity.verify()
    assert found.whole
    assert (found.entries, found.records, found.unknown) == (14, 13, {})
    assert {head.key.chain: head.seq for head in found.heads} == {PARTICIPANT: 11, "P-002": 3}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE log_entry SET payload = replace(payload, '12', '99') WHERE seq = 4", "content"),
        ("UPDATE log_entry SET note = 'other' WHERE seq = 4", "content"),
        ("UPDATE log_entry SET note = NULL WHERE seq = 4", "content"),
        ("UPDATE log_entry SET payload_salt = NULL WHERE seq = 4", "content"),
        ("UPDATE log_entry SET payload = 'x' WHERE seq = 4", "content"),
        ("UPDATE log_entry SET entered_at = 'yesterday' WHERE seq = 4", "content"),
        ("UPDATE log_entry SET entered_at = '2026-01-05T00:00:00.000Z' WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET participant = 'P-009' WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET about = '{}' WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET counter = 400 WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET clock_suspect = 1 WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET actor = 'somebody' WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET key = 'k' WHERE seq = 4", "hash"),
        ("UPDATE log_entry SET note_commitment = hash WHERE seq = 4", "content"),
        ("DELETE FROM log_entry WHERE seq = 3", "gap"),
        ("DELETE FROM log_entry WHERE seq < 4", "gap"),
        ("UPDATE log_entry SET seq = 400 WHERE seq = 4; ", "gap"),
    ],
)
def test_each_way_to_tamper_is_named_with_the_first_bad_number(
    store: Store, statement: str, expected: str
) -> None:
    where = f" AND chain = '{PARTICIPANT}'"
    tamper(store, statement.rstrip("; ") + where)
    first_bad = 5 if "seq = 400" in statement else 4
    assert chain_findings(store) == [(expected, PARTICIPANT, first_bad)]


def test_entries_exchanged(store: Store) -> None:
    move = f"UPDATE log_entry SET seq = :to WHERE chain = '{PARTICIPANT}' AND seq = :from"
    for old, new in ((4, 99), (7, 4), (99, 7)):
        tamper(store, move.replace(":to", str(new)).replace(":from", str(old)))
    assert chain_findings(store) == [("hash", PARTICIPANT, 4)]


def rewritten(store: Store, seq: int, **changes: Any) -> None:
    """Replace an entry by one whose own commitment and hash are right."""
    [old] = [entry for entry in store.journal.entries(chain=PARTICIPANT) if entry.seq == seq]
    new: Entry = replace(old, **changes)
    new = replace(new, payload_commitment=commitment(new.payload, str(new.payload_salt)))
    new = replace(new, hash=entry_hash(new))
    tamper(store, f"DELETE FROM log_entry WHERE id = '{old.id}'")
    with store._database.writing() as session:
        session.execute(insert(LOG), [row_of(new)])


@pytest.mark.parametrize("seq", [1, 4])
def test_a_well_made_forgery_breaks_the_link_of_the_next(store: Store, seq: int) -> None:
    rewritten(store, seq, payload={"status": "taken", "mg": "99"})
    assert chain_findings(store) == [("link", PARTICIPANT, seq + 1)]


def test_a_forged_link(store: Store) -> None:
    rewritten(store, 4, prev_hash="0" * 64)
    assert chain_findings(store) == [("link", PARTICIPANT, 4)]


def test_two_chains_broken_are_both_named(store: Store) -> None:
    tamper(store, "UPDATE log_entry SET note = 'other' WHERE seq = 2 AND note IS NOT NULL")
    tamper(store, "UPDATE log_entry SET actor = 'x' WHERE seq = 3 AND chain = 'P-002'")
    assert sorted(chain_findings(store)) == [("content", PARTICIPANT, 2), ("hash", "P-002", 3)]


def test_a_cut_tail_shows_in_the_tables(store: Store) -> None:
    """A chain alone cannot show it: what was projected from the lost entries does."""
    tamper(store, f"DELETE FROM log_entry WHERE chain = '{PARTICIPANT}' AND seq = 11")
    found = store.integrity.verify()
    assert [finding.kind for finding in found.findings] == ["tables"]
    assert "dose" in found.findings[0].detail


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("UPDATE dose SET mg = '99' WHERE counter = 3", "different (1)"),
        ("UPDATE dose SET mg = '12.0' WHERE counter = 3", "different (1)"),
        ("UPDATE dose SET void = 1", "different (13)"),
        ("DELETE FROM dose WHERE counter = 3", "missing (1)"),
        ("DELETE FROM symptom_grade WHERE term = 'cough'", "missing (1)"),
        ("UPDATE symptom_grade SET severity = 0", "different (2)"),
        ("INSERT INTO bp_reading SELECT id, 5, 120, 80 FROM bp", "without an entry (1)"),
        ("DROP TABLE weight", "weight: the table is missing"),
    ],
)
def test_tables_that_differ_are_named_and_made_anew(store: Store, statement: str, detail: str) -> None:
    from diary_app.domain.log.entry import Kind

    store.journal.append(
        [
            act(Kind.SYMPTOMS, {"severities": {"cough": 1, "nausea": 2}}),
            act(Kind.BP, {"readings": [[120, 80]]}),
        ]
    )
    records = store.records.records()
    with store._database.writing() as session:
        session.execute(text(statement))
    found = store.integrity.verify()
    assert len(found.findings) == 1
    assert detail in table_findings(found)[0]
    assert store.integrity.rebuild() == 15
    assert store.integrity.verify().whole
    assert store.records.records() == records


def test_a_row_without_an_entry(store: Store) -> None:
    with store._database.writing() as session:
        names = "latest chain placed counter entered_at entered_zone actor role by changes void conflict"
        columns = ", ".join(f'"{name}"' for name in names.split())
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        session.execute(
            text(
                f"INSERT INTO weight (id, kg, {columns}) "
                f"SELECT id, '61', {columns} FROM dose WHERE counter = 1"
            )
        )
    [detail] = table_findings(store.integrity.verify())
    assert detail.startswith("weight: ")
    assert detail.endswith("without an entry (1)")


def test_guards_taken_away_are_missed(store: Store) -> None:
    with store._database.writing() as session:
        session.execute(text("DROP TRIGGER log_no_delete"))
    [finding] = store.integrity.verify().findings
    assert (finding.kind, finding.detail) == ("guard", "log_no_delete")


def test_a_guard_of_the_same_name_that_guards_nothing_is_missed(store: Store) -> None:
    with store._database.writing() as session:
        session.execute(text("DROP TRIGGER log_no_delete"))
        session.execute(text("CREATE TRIGGER log_no_delete BEFORE DELETE ON log_entry BEGIN SELECT 1; END"))
    [finding] = store.integrity.verify().findings
    assert (finding.kind, finding.detail) == ("guard", "log_no_delete")


def test_a_withheld_note_is_no_fault(store: Store) -> None:
    where = f"WHERE chain = '{PARTICIPANT}' AND seq = 4"
    tamper(store, f"UPDATE log_entry SET note = NULL, note_salt = NULL {where}")
    assert chain_findings(store) == []


def test_kinds_and_versions_of_a_newer_program_are_kept_and_said(store: Store) -> None:
    head = {found.key.chain: found for found in store.journal.heads()}[PARTICIPANT]
    [last] = [entry for entry in store.journal.entries() if entry.hash == head.hash]
    strange = replace(
        last, id="s-1", seq=12, counter=15, kind="mood", corrects=None, prev_hash=last.hash, reason=None
    )
    strange = replace(strange, hash=entry_hash(strange))
    newer = replace(strange, id="s-2", seq=13, counter=16, kind="dose", v=2, prev_hash=strange.hash)
    newer = replace(newer, hash=entry_hash(newer))
    with store._database.writing() as session:
        session.execute(insert(LOG), [row_of(strange), row_of(newer)])
    found = store.integrity.verify()
    assert found.whole
    assert found.unknown == {"mood": 1, "dose": 1}
    assert (found.entries, found.records) == (16, 13)
    assert store.integrity.rebuild() == 13
    assert [entry.kind for entry in store.journal.entries()][-2:] == ["mood", "dose"]
    # writing goes on after them
    [entry] = store.journal.append([dose()])
    assert (entry.seq, entry.counter, entry.prev_hash) == (14, 17, newer.hash)
    assert store.integrity.verify().whole


def test_a_record_that_no_program_of_ours_wrote_is_named(store: Store) -> None:
    tamper(store, f"UPDATE log_entry SET payload = '[1]' WHERE chain = '{PARTICIPANT}' AND seq = 11")
    found = store.integrity.verify()
    assert {finding.kind.value for finding in found.findings} == {"content", "tables"}
    assert any("cannot be resolved" in detail for detail in table_findings(found))


def test_a_failed_rebuild_leaves_the_tables(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app.storage import projection

    records = store.records.records()

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of the program")

    with monkeypatch.context() as patch:
        patch.setattr(projection, "note_projection", broken)
        with pytest.raises(RuntimeError):
            store.integrity.rebuild()
    assert store.records.records() == records
    assert store.integrity.verify().whole


def test_an_unreadable_entry_is_damage_to_whoever_reads_it(store: Store) -> None:
    from diary_app.common.errors import Damaged

    tamper(store, f"UPDATE log_entry SET payload = '{{' WHERE chain = '{PARTICIPANT}' AND seq = 4")
    with pytest.raises(Damaged, match=f"Entry 4 of the chain {PARTICIPANT}"):
        store.journal.entries()


def test_chain_keys_in_findings_are_whole(store: Store) -> None:
    tamper(store, "UPDATE log_entry SET actor = 'x' WHERE seq = 3 AND chain = 'P-002'")
    [finding] = [found for found in store.integrity.verify().findings if found.chain]
    assert finding.chain == ChainKey(store.store_id, 1, "P-002")
