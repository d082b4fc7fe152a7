"""Plan days and clock times: the boundary, zones, clocks put forward and back, late doses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.days import (
    add_months,
    clock_date,
    find_zone,
    instant,
    is_after,
    offset_of,
    parse_offset,
    plan_day,
    study_day,
)
from tests.diaries import FIRST, Notebook, day_of

BOUNDARY = time(3)
DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-01-05", 1), ("2026-01-04", -1), ("2026-01-03", -2), ("2026-01-06", 2), ("2028-01-05", 731)],
)
def test_there_is_no_study_day_0(day: str, number: int) -> None:
    assert study_day(FIRST, date.fromisoformat(day)) == number


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-05", 24, "2028-01-05"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
    ],
)
def test_calendar_months(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("clock", "day"), [("00:40", 4), ("02:59", 4), ("03:00", 5), ("07:10", 5), ("23:59", 5), ("00:00", 4)]
)
def test_the_plans_day_begins_at_the_boundary(clock: str, day: int) -> None:
    assert plan_day(datetime.fromisoformat(f"2026-01-05T{clock}+08:00"), BOUNDARY).day == day


@pytest.mark.parametrize(("clock", "date_"), [("00:40", 6), ("02:59", 6), ("03:00", 5), ("23:59", 5)])
def test_a_time_before_the_boundary_stands_on_the_next_date(clock: str, date_: int) -> None:
    assert clock_date(DAY, time.fromisoformat(clock), BOUNDARY).day == date_


@pytest.mark.parametrize("minute", range(0, 24 * 60, 7))
def test_day_and_clock_go_both_ways(minute: int) -> None:
    at = time(minute // 60, minute % 60)
    local = instant(DAY, at, BOUNDARY, find_zone("Asia/Shanghai"), None)
    assert plan_day(local, BOUNDARY) == DAY


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Asia/Shanghai", "2026-01-05", "07:10", "2026-01-04T23:10"),
        ("Asia/Shanghai", "2026-01-05", "00:40", "2026-01-05T16:40"),
        ("Asia/Kathmandu", "2026-01-05", "07:10", "2026-01-05T01:25"),
        ("Asia/Kathmandu", "2026-01-05", "00:40", "2026-01-05T18:55"),
        ("Pacific/Chatham", "2026-07-05", "07:10", "2026-07-04T18:25"),
        ("Pacific/Chatham", "2026-01-05", "07:10", "2026-01-04T17:25"),
        ("America/St_Johns", "2026-01-05", "07:10", "2026-01-05T10:40"),
        # put forward on 29 March, back on 25 October 2026
        ("Europe/Berlin", "2026-03-28", "01:30", "2026-03-29T00:30"),
        ("Europe/Berlin", "2026-03-29", "07:10", "2026-03-29T05:10"),
        ("Europe/Berlin", "2026-10-24", "02:30", "2026-10-25T00:30"),
        ("Europe/Berlin", "2026-10-25", "07:10", "2026-10-25T06:10"),
    ],
)
def test_instants_in_zones(zone: str, day: str, at: str, utc: str) -> None:
    local = instant(date.fromisoformat(day), time.fromisoformat(at), BOUNDARY, find_zone(zone), None)
    assert local.astimezone(UTC) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("Europe/Berlin", "2026-03-28", "02:30"),  # the night to 29 March, before the boundary
        ("Europe/Berlin", "2026-03-28", "02:00"),
        ("America/New_York", "2026-03-07", "02:30"),
        ("Pacific/Chatham", "2026-09-27", "03:00"),
        ("America/Santiago", "2026-09-05", "00:15"),
        ("Pacific/Apia", "2011-12-30", "07:10"),  # a whole day left out
    ],
)
def test_a_time_that_did_not_exist_is_refused(zone: str, day: str, at: str) -> None:
    with pytest.raises(DoesNotFit, match="did not exist"):
        instant(date.fromisoformat(day), time.fromisoformat(at), BOUNDARY, find_zone(zone), None)


def test_the_edges_of_the_missing_hour_exist() -> None:
    berlin = find_zone("Europe/Berlin")
    for at in ("01:59", "03:00"):
        day = date(2026, 3, 28) if at < "03" else date(2026, 3, 29)
        assert instant(day, time.fromisoformat(at), BOUNDARY, berlin, None)


def test_a_time_that_exists_twice_is_the_first_unless_an_offset_is_given() -> None:
    berlin = find_zone("Europe/Berlin")
    night = (date(2026, 10, 24), time(2, 30), BOUNDARY, berlin)
    assert offset_of(instant(*night, None)) == "+02:00"
    second = instant(*night, parse_offset("+01:00"))
    assert second.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert second.astimezone(UTC) - instant(*night, None).astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "minutes"), [("+08:00", 480), ("+05:45", 345), ("-03:30", -210), ("+14:00", 840), ("-00:00", 0)]
)
def test_offsets(text: str, minutes: int) -> None:
    assert parse_offset(text).utcoffset(None) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    ["8", "+8:00", "08:00", "+15:00", "+14:30", "+08:60", "+0800", "Z", "", "+08:00 ", "+\u0660\u0668:00"],
)
def test_what_is_no_offset_is_refused(text: str) -> None:
    with pytest.raises(DoesNotFit, match="is not one"):
        parse_offset(text)


@pytest.mark.parametrize(
    "name",
    ["Mars/Base", "", "../../etc/passwd", "/etc/localtime", "Asia", "x\0y", "\ud800", "Asia/Shanghai "],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(DoesNotFit, match="not known"):
        find_zone(name)


@pytest.mark.parametrize(
    ("at", "late"),
    [("10:00", False), ("10:01", True), ("09:59", False), ("07:10", False), ("23:00", True), ("00:40", True),
     ("02:59", True), ("03:00", False)],
)  # fmt: skip
def test_late_is_after_10_of_the_plans_day(at: str, late: bool) -> None:
    book = Notebook()
    book.took(3, at)
    assert book.state(3).late is late
    assert book.rows("doses")[0]["late"] is late


def test_a_dose_without_a_time_is_not_late() -> None:
    book = Notebook()
    book.took(3)
    assert not book.state(3).late


def test_late_goes_by_the_clock_where_the_dose_was_taken() -> None:
    book = Notebook()
    book.took(3, "09:30", zone="Europe/Berlin")  # 16:30 at home
    book.took(4, "11:00", offset="+01:00")
    assert (book.state(3).late, book.state(4).late) == (False, True)


def test_is_after_looks_at_the_plans_day() -> None:
    next_morning = datetime.fromisoformat("2026-01-06T00:40+08:00")
    assert is_after(next_morning, DAY, time(10))
    assert not is_after(next_morning, date(2026, 1, 6), time(10))


# The same through the door everything uses --------------------------------------------------------------


def test_day_5_at_00_40_means_the_6th_at_00_40() -> None:
    book = Notebook()
    book.took("2026-01-05", "00:40")
    [row] = book.rows("doses")
    assert (row["day"], row["cycle_day"], row["taken_at"]) == ("2026-01-05", 1, "2026-01-06T00:40:00+08:00")


def test_a_dose_after_midnight_does_not_use_up_the_next_days() -> None:
    book = Notebook()
    book.took(1, "00:40")
    book.took(2, "07:10")
    counts = book.status(2).adherence
    assert (counts.taken, counts.due, counts.off_plan) == (2, 2, 0)


@pytest.mark.parametrize(("zone", "offset"), [("Asia/Kathmandu", "+05:45"), ("Pacific/Chatham", "+13:45")])
def test_odd_zones_stand_in_the_log_with_their_offset(zone: str, offset: str) -> None:
    book = Notebook(zone=zone)
    entry = book.took(1, "07:10")
    about = book.record(entry).about
    assert about == {"day": day_of(1), "time": "07:10", "offset": offset, "zone": zone}
    assert book.rows("doses")[0]["taken_at"] == f"2026-01-05T07:10:00{offset}"


def test_lines_may_name_zone_or_offset() -> None:
    book = Notebook()
    book.took(1, "07:10", zone="Europe/Berlin")
    book.took(2, "07:10", offset="-03:30")
    taken = [row["taken_at"] for row in book.rows("doses")]
    assert taken == ["2026-01-05T07:10:00+01:00", "2026-01-06T07:10:00-03:30"]


def test_the_ambiguous_hour_through_a_line() -> None:
    book = Notebook(zone="Europe/Berlin")
    book.took("2026-10-24", "02:30")
    book.took("2026-10-24", "02:30", offset="+01:00")
    taken = [row["taken_at"] for row in book.rows("doses")]
    assert taken == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]


def test_the_second_plans_day_begins_at_5() -> None:
    from tests.diaries import second_trial

    book = Notebook(second_trial())
    book.took(1, "04:59")
    book.took(2, "05:00")
    taken = [row["taken_at"] for row in book.rows("doses")]
    assert taken == ["2026-01-06T04:59:00+08:00", "2026-01-06T05:00:00+08:00"]
