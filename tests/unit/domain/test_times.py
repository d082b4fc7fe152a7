"""What the times in a log say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from diary_app.domain.log.act import Place, seal
from diary_app.domain.log.chain import chain_key
from diary_app.domain.log.entry import Entry
from diary_app.domain.log.times import EntryPlace, TimesRead, Zoned, time_report
from tests.store_support import PARTICIPANT, dose
from tests.support import FixedClock


def entries(*days: str, zone: str = "Asia/Shanghai") -> list[Entry]:
    """Doses written one minute apart on 5 January 2026, about ``days``."""
    clock, made = FixedClock(zone=zone), []
    for number, day in enumerate(days, 1):
        place = Place(
            id=f"e{number}", origin="s", epoch=1, seq=number, counter=number, prev_hash=None, device="d",
            app_version="0", clock_suspect=False, payload_salt="00" * 16, note_salt="00" * 16,
        )  # fmt: skip
        made.append(seal(dose(day), place, clock.now()))
        clock.advance(minutes=1)
    return made


def test_nothing_to_say() -> None:
    report = time_report(entries("2026-01-05", "2026-01-05"))
    assert (report.suspect, report.first_suspect, report.zones, report.backwards) == (0, None, (), ())
    assert (report.late, report.longest, report.longest_at) == (0, 0, None)
    assert time_report([]) == report


def test_suspect_entries_are_counted_and_the_first_is_named() -> None:
    told = entries(*["2026-01-05"] * 4)
    told[1], told[3] = replace(told[1], clock_suspect=True), replace(told[3], clock_suspect=True)
    report = time_report(reversed(told))
    assert report.suspect == 2
    assert report.first_suspect is not None
    assert (report.first_suspect.key.chain, report.first_suspect.seq) == (PARTICIPANT, 2)


def test_changes_of_the_zone_are_told_store_by_store() -> None:
    told = entries(*["2026-01-05"] * 4)
    told[2] = replace(told[2], entered_zone="Europe/Berlin")
    told[3] = replace(told[3], origin="another", entered_zone="UTC")
    [change] = time_report(told).zones
    assert (change.before, change.after, change.at.seq) == ("Asia/Shanghai", "Europe/Berlin", 3)


def test_times_that_go_backwards_between_numbers_of_one_chain() -> None:
    told = entries(*["2026-01-05"] * 3)
    told[2] = replace(told[2], entered_at=told[1].entered_at - timedelta(hours=1))
    [back] = time_report(told).backwards
    assert (back.at.seq, back.seconds) == (3, 3600)
    other = replace(told[2], chain="P-002")
    assert time_report([told[0], told[1], other]).backwards == ()


def test_lag_counts_from_more_than_a_day() -> None:
    report = time_report(entries("2026-01-05", "2026-01-04", "2026-01-03", "2025-12-31", "2026-02-01"))
    assert (report.late, report.longest) == (2, 5)
    assert report.longest_at is not None
    assert report.longest_at.seq == 4


@pytest.mark.parametrize("kind", ["alert_shown", "alert_answered"])
def test_what_is_done_about_a_call_of_an_earlier_day_is_not_late(kind: str) -> None:
    [shown, told] = entries("2026-01-03", "2026-01-03")
    report = time_report([replace(shown, kind=kind), told])
    assert (report.late, report.longest_at and report.longest_at.seq) == (1, 2)


@pytest.mark.parametrize("kind", ["adverse_event", "medication"])
def test_what_is_about_the_past_by_nature_is_not_late(kind: str) -> None:
    [begun, told] = entries("2019-03-01", "2026-01-03")
    report = time_report([replace(begun, kind=kind), told])
    assert (report.late, report.longest, report.longest_at and report.longest_at.seq) == (1, 2, 2)


def test_the_day_it_was_entered_is_the_one_where_it_was_written() -> None:
    told = entries("2026-01-03", zone="Pacific/Honolulu")  # 17:10 UTC on the 5th, 07:10 there
    assert time_report(told).longest == 2
    late = replace(
        told[0], entered_at=told[0].entered_at + timedelta(hours=16)
    )  # 23:10 there, the 6th in UTC
    assert time_report([late]).longest == 2


def test_content_that_no_program_of_ours_wrote_is_no_reason_to_fail() -> None:
    [entry] = entries("2026-01-03")
    assert time_report([replace(entry, about={"day": "someday"})]).late == 0
    assert time_report([replace(entry, entered_offset="x")]).late == 0


def a_log_of_three_chains() -> dict[str, list[Entry]]:
    """They were written in turns, in two zones, with jumps of the clock and late entries in each."""
    days = ["2026-01-05", "2026-01-02", "2026-01-01", "2026-01-05", "2026-01-01", "2026-01-04"] * 3
    chains: dict[str, list[Entry]] = {"C": [], "A": [], "B": []}
    for number, entry in enumerate(entries(*days)):
        name = "CAB"[number % 3]
        moved = replace(
            entry, chain=name, seq=len(chains[name]) + 1, origin="t" if name == "B" else "s",
            entered_zone="UTC" if number in (4, 5, 9) else entry.entered_zone, clock_suspect=number in (7, 5),
            entered_at=entry.entered_at - timedelta(hours=number % 4),
        )  # fmt: skip
        chains[name].append(moved)
    return chains


def test_read_chain_by_chain_the_report_is_the_same_in_whatever_order_they_come() -> None:
    chains = a_log_of_three_chains()
    every = sorted((entry for chain in chains.values() for entry in chain), key=lambda entry: entry.counter)
    whole = time_report(every)
    assert len(whole.zones) > 3
    assert len(whole.backwards) > 3
    for names in ("ABC", "BCA"):
        read = TimesRead()
        for name in names:
            read.take(chains[name])
        zoned = [
            [
                Zoned(each.counter, each.id, EntryPlace(chain_key(each), each.seq), each.entered_zone)
                for each in every
                if each.origin == origin
            ]
            for origin in read.travelled()
        ]
        assert read.report(zoned) == whole
