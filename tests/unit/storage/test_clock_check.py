from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from diary_app.common import clock as clocks
from diary_app.storage.store import Store
from tests.store_support import PARTICIPANT, dose, make
from tests.support import FixedClock


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Store:
    made = make(tmp_path / "d", clock, [dose()])
    yield made
    made.close()


def written(store: Store) -> bool:
    [entry] = store.journal.append([dose()])
    return entry.clock_suspect


def test_the_first_entry_of_a_store_is_not_suspect(store: Store) -> None:
    assert not store.journal.entries()[0].clock_suspect


def test_time_that_passes_is_not_suspect(store: Store, clock: FixedClock) -> None:
    assert not written(store)
    clock.advance(hours=9)
    assert not written(store)


@pytest.mark.parametrize(
    ("minutes", "suspect"), [(1.9, False), (2, False), (2.1, True), (-0.1, True), (60 * 24 * 365, True)]
)
def test_a_wall_clock_that_was_set(store: Store, clock: FixedClock, minutes: float, suspect: bool) -> None:
    steady = clock.monotonic
    clock.advance(minutes=minutes)
    clock.monotonic = steady
    assert written(store) is suspect


def test_set_back_by_less_than_two_minutes_after_time_passed(store: Store, clock: FixedClock) -> None:
    clock.advance(minutes=10)
    clock.monotonic += 90_000  # the wall clock lags 90 s behind
    assert not written(store)


def test_set_back_while_time_passed_is_seen_though_nothing_went_backwards(
    store: Store, clock: FixedClock
) -> None:
    clock.advance(minutes=10)
    clock.monotonic += 150_000  # the wall clock lags 150 s behind
    assert written(store)


def test_after_a_restart_only_going_back_is_seen(store: Store, clock: FixedClock) -> None:
    clock.boot = "boot-2"
    clock.monotonic = 0
    clock.set("2030-01-05T07:10")
    assert not written(store)
    clock.boot = "boot-3"
    clock.set("2026-01-06T07:10")
    assert written(store)
    clock.advance(minutes=1)
    assert not written(store)  # once told, the new time is what counts


def test_1970_and_2038_are_written_and_read_back(store: Store, clock: FixedClock) -> None:
    for local in ("1970-01-01T00:00", "2038-01-20T00:00", "2100-02-28T23:59"):
        clock.set(local)
        [entry] = store.journal.append([dose()])
        assert store.journal.entry(entry.id) == entry
        assert entry.entered_at == clock.utc
    assert [entry.seq for entry in store.journal.entries(chain=PARTICIPANT)] == [1, 2, 3, 4]


def logged(store: Store) -> list[dict[str, object]]:
    """What the log says of the clock, after one more act."""
    before = len(store.journal.entries(kinds=["clock"]))
    [act] = store.journal.append([dose()])
    found = store.journal.entries(kinds=["clock"])[before:]
    assert all((each.chain, each.role, each.actor) == ("store", "system", "diary-app") for each in found)
    assert all(each.counter < act.counter and each.entered_at == act.entered_at for each in found)
    assert store.integrity.verify().whole
    return [dict(each.payload or {}) for each in found]


def test_a_clock_that_was_set_is_logged_before_the_act_and_once(store: Store, clock: FixedClock) -> None:
    clock.advance(hours=2)
    assert logged(store) == []
    steady = clock.monotonic
    clock.advance(hours=-1)
    clock.monotonic = steady
    jump = {"what": "jump", "from": "2026-01-05T01:10:00.000Z", "to": "2026-01-05T00:10:00.000Z"}
    assert logged(store) == [{**jump, "seconds": -3600}]
    clock.advance(minutes=5)
    assert logged(store) == []


def test_another_zone_is_logged_and_summer_time_is_not(store: Store, clock: FixedClock) -> None:
    clock.advance(hours=9)
    clock.zone = "Europe/Berlin"
    zone = {"what": "zone", "from": "Asia/Shanghai", "to": "Europe/Berlin", "seconds": -7 * 3600}
    assert logged(store) == [zone]
    clock.advance(days=90)  # summer time has begun
    assert logged(store) == []


def test_both_at_once_and_after_a_restart(store: Store, clock: FixedClock) -> None:
    clock.boot, clock.monotonic, clock.zone = "boot-2", 0, "UTC"
    clock.set("2026-01-03T07:10")
    zone, jump = logged(store)
    assert (zone["what"], jump["what"]) == ("zone", "jump")
    assert jump["from"] == "2026-01-04T23:10:00.000Z"  # the entry before: it should say at least that
    assert store.journal.append([]) == []


@pytest.mark.parametrize("reading", [2**53 - 1, 1 - 2**53])
def test_a_steady_clock_that_leapt_out_of_the_calendar_keeps_nobody_from_writing(
    store: Store, clock: FixedClock, reading: int
) -> None:
    clock.monotonic = reading
    assert written(store)
    clock.monotonic = -reading
    assert written(store)
    assert store.integrity.verify().whole


def test_a_wall_clock_at_the_end_of_the_calendar_still_has_a_local_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Last(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Last:
            return cls(9999, 12, 31, 23, 59, 59, tzinfo=tz)

    monkeypatch.setattr(clocks, "datetime", Last)
    now = replace(clocks.SystemClock().now(), zone="Pacific/Kiritimati")
    assert now.local.isoformat() == "9998-12-31T14:00:00+14:00"
