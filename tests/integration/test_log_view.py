"""The log to read: filters, pages, and one value's whole life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.entry import Role
from diary_app.services.clinic.log_view import Group, LogFilter
from diary_app.services.diary import Writer
from tests.cli_calls import PASSPHRASE, Calls, clinic


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    return clinic(tmp_path / "clinic")


@pytest.fixture
def store(calls: Calls) -> Iterator[OpenedStore]:
    with open_store(calls.folder, PASSPHRASE, clock=calls.clock) as opened:
        yield opened


def test_newest_first_page_by_page(store: OpenedStore) -> None:
    for number in range(7):
        store.diary.write({"kind": "weight", "day": f"2026-01-{10 + number}", "kg": 60}, participant="P1")
    whole = store.log.page(LogFilter())
    assert whole.entries == len(whole.rows)
    assert not whole.more
    assert [row.day for row in whole.rows[:2]] == [date(2026, 1, 16), date(2026, 1, 15)]
    found, before = [], None
    while True:
        page = store.log.page(LogFilter(), before, limit=3)
        if not page.rows:
            break
        found += [row.id for row in page.rows]
        assert page.more == (len(found) < whole.entries)
        before = page.next
    assert found == [row.id for row in whole.rows]


def test_filters(store: OpenedStore) -> None:
    first = store.diary.write(
        {"kind": "weight", "day": "2026-01-10", "kg": 60}, participant="P1", writer=Writer(user="L. Wang")
    )
    fixed = store.diary.correct(first, {"kg": 61}, "scale", writer=Writer(user="M. Chen"))
    ids = {
        group: [row.id for row in store.log.page(LogFilter(group=group, participant="P1")).rows]
        for group in Group
    }
    assert ids[Group.CORRECTIONS] == [fixed]
    assert first in ids[Group.ALL]
    assert len(ids[Group.DECISIONS]) == 1  # the first dose
    assert ids[Group.SIGN_INS] == ids[Group.OUT] == []
    assert [row.id for row in store.log.page(LogFilter(actor="M. Chen")).rows] == [fixed]
    assert ("L. Wang", Role.COORDINATOR) in store.log.people()
    assert store.log.page(LogFilter(role=Role.INVESTIGATOR)).rows == ()


def test_days_are_those_of_the_clinic(store: OpenedStore, calls: Calls) -> None:
    calls.clock.set("2026-01-25T00:30")  # still the 24th in UTC
    written = store.diary.write({"kind": "weight", "day": "2026-01-10", "kg": 60}, participant="P1")

    def on(day: int) -> list[str]:
        told = date(2026, 1, day)
        return [row.id for row in store.log.page(LogFilter(since=told, until=told)).rows]

    assert written in on(25)
    assert on(24) == []


def test_the_life_of_a_value(store: OpenedStore) -> None:
    first = store.diary.write(
        {"kind": "dose", "day": "2026-01-10", "time": "11:20"},
        participant="P1",
        writer=Writer(user="L. Wang"),
    )
    fixed = store.diary.correct(first, {"time": "07:20"}, "typed wrong", writer=Writer(user="M. Chen"))
    undone = store.diary.undo(fixed, "was right")
    for asked in (first, fixed, undone):
        life = store.log.life(asked)
        assert [row.id for row in life.rows] == [first, fixed, undone]
        assert (life.record, life.kind, life.conflict) == (first, "dose", False)
    begun, changed, back = store.log.life(first).rows
    assert begun.values["time"] == "11:20"
    assert begun.change is None
    assert changed.change is not None
    assert ("time", "11:20", "07:20") in changed.change.fields
    assert (changed.actor, changed.reason, changed.of) == ("M. Chen", "typed wrong", "dose")
    assert back.change is not None
    assert ("time", "07:20", "11:20") in back.change.fields
    holds = store.log.life(first).holds
    assert holds is not None
    assert holds["time"] == "11:20"
    with pytest.raises(DoesNotFit, match="no record"):
        store.log.life("nothing")


def test_who_signed_or_reviewed_it_stands_beside_it(store: OpenedStore) -> None:
    from diary_app.domain.log.act import Act
    from diary_app.domain.log.entry import Kind

    first = store.diary.write({"kind": "weight", "day": "2026-01-10", "kg": 60}, participant="P1")
    signed = Act(
        kind=Kind.SIGNED,
        chain="P1",
        participant="P1",
        author=store.diary.author("P1"),
        payload={"record": first, "meaning": "reviewed"},
    )
    [entry] = store.opened.store.journal.append([signed])
    assert [row.id for row in store.log.life(first).about] == [entry.id]


def test_printing_is_an_entry_of_the_log(store: OpenedStore, tmp_path: Path) -> None:
    from hashlib import sha256

    from diary_app.reports.log_sheet import LogSheet

    heads = ("Time", "Who", "Action", "Record", "What changed", "Reason")
    sheet = LogSheet(title="Log", asked="All people", heads=heads, rows=[("a",) * 6], head="-", sample=False)
    out = tmp_path / "log.pdf"
    store.log.print_sheet(sheet, out, "en")
    [row] = store.log.page(LogFilter(group=Group.OUT)).rows
    assert row.values["sha256"] == sha256(out.read_bytes()).hexdigest()
    assert (row.values["what"], row.values["rows"], row.chain) == ("log", 1, "access")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear", encoding="utf-8")
    with pytest.raises(DoesNotFit):
        store.log.print_sheet(sheet, letter, "en")
    assert letter.read_text(encoding="utf-8") == "Dear"
    with pytest.raises(DoesNotFit):
        store.log.print_sheet(sheet, Path(store.opened.store.folder) / "log.pdf", "en")
    assert len(store.log.page(LogFilter(group=Group.OUT)).rows) == 1


def test_what_the_clinic_keeps_of_visits_has_a_filter_of_its_own(store: OpenedStore) -> None:
    lines = (
        {"kind": "visit", "day": "2026-01-12", "ecog": 1},
        {"kind": "adverse_event", "day": "2026-01-11", "term": "Nausea", "grade": 2},
        {"kind": "medication", "day": "2019-03-01", "name": "Amlodipine"},
        {"kind": "dispense", "day": "2026-01-12", "mg": 12, "capsules": 14},
        {"kind": "return", "day": "2026-01-12", "mg": 12, "capsules": 1},
    )
    for line in lines:
        store.diary.write(line, participant="P1")
    rows = store.log.page(LogFilter(group=Group.CLINIC_RECORDS)).rows
    assert [row.kind for row in reversed(rows)] == [line["kind"] for line in lines]
    decided = store.log.page(LogFilter(group=Group.DECISIONS, participant="P1")).rows
    assert [row.kind for row in decided] == ["cycle_start"]
