"""When a participant is reminded: capsule days, rest days, holds, ends, questionnaires, clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.domain.dose import DoseDays, DoseStatus
from diary_app.domain.reminders import DAYS_AHEAD, EVENING, ReminderWish, reminders
from diary_app.domain.schedule import Schedule
from tests.diaries import FIRST, Notebook, day_of
from tests.properties.lines import anything, tell
from tests.support import ZONE, often

ANSWERS = {str(item): 2 for item in range(1, 31)}
AT = time(7, 30)


def local(book: Notebook, now: str, *, at: time = AT, evening: bool = True, zone: str = ZONE) -> list[str]:
    """The reminders as the clock on the wall shows them."""
    here = ZoneInfo(zone)
    book.clock.set(now)
    moment = datetime.fromisoformat(now).replace(tzinfo=here)
    found = reminders(book.diary, ReminderWish(at, evening), here, moment)
    return [instant.astimezone(here).strftime("%Y-%m-%d %H:%M") for instant in found]


def mornings(first: int, last: int) -> list[str]:
    return [f"{day_of(day)} 07:30" for day in range(first, last + 1)]


def test_a_first_cycle_has_14_mornings_and_the_evening_before_the_next_one() -> None:
    told = local(Notebook(), "2026-01-05T06:00")
    # day 43 is the second questionnaire's: its day counts from the first dose, told cycle or not
    assert told == [*mornings(1, 14), f"{day_of(21)} 19:00", f"{day_of(43)} 07:30"]


def test_the_evening_before_the_first_dose_is_told_of_too() -> None:
    assert local(Notebook(), "2026-01-01T12:00")[:2] == ["2026-01-04 19:00", "2026-01-05 07:30"]
    assert local(Notebook(), "2026-01-01T12:00", evening=False)[:1] == ["2026-01-05 07:30"]


def test_what_is_recorded_needs_no_reminder() -> None:
    book = Notebook()
    book.clock.set("2026-01-06T06:00")
    assert local(book, "2026-01-06T06:00")[0] == "2026-01-06 07:30"
    book.took(2)
    assert local(book, "2026-01-06T06:10")[0] == "2026-01-07 07:30"


def test_what_is_past_is_not_told_again() -> None:
    assert local(Notebook(), "2026-01-05T07:30")[0] == "2026-01-06 07:30"


def test_held_days_are_silent() -> None:
    book = Notebook()
    book.hold(3, 5)
    assert local(book, "2026-01-05T06:00")[:4] == [*mornings(1, 2), *mornings(6, 7)]
    book.hold(10)  # until further notice
    assert local(book, "2026-01-05T06:00") == [*mornings(1, 2), *mornings(6, 9)]


def test_a_stop_ends_everything() -> None:
    book = Notebook()
    book.tell("stop", 8)
    assert local(book, "2026-01-05T06:00") == mornings(1, 7)


def test_nothing_comes_after_24_months() -> None:
    book = Notebook()
    book.start(722)  # 27 December 2027; the study ends before 5 January 2028
    assert local(book, "2027-12-26T12:00") == ["2027-12-26 19:00", *mornings(722, 730)]


def test_while_a_start_is_awaited_there_is_silence() -> None:
    book = Notebook()
    assert local(book, f"{day_of(22)}T06:00") == [f"{day_of(43)} 07:30"]
    book.start(29)
    assert local(book, f"{day_of(22)}T06:00") == [
        f"{day_of(28)} 19:00", *mornings(29, 42), f"{day_of(43)} 07:30", f"{day_of(49)} 19:00",
    ]  # fmt: skip


def test_a_questionnaire_that_is_in_is_not_asked_for() -> None:
    book = Notebook()
    book.tell("qlq", 40, answers=ANSWERS)
    assert local(book, f"{day_of(40)}T12:00") == [f"{day_of(85)} 07:30"]


def test_a_questionnaires_day_that_is_held_is_silent() -> None:
    book = Notebook()
    book.hold(40, 45)
    assert local(book, f"{day_of(22)}T06:00") == []


def test_a_time_before_the_days_boundary_stands_on_the_next_date() -> None:
    assert local(Notebook(), "2026-01-05T06:00", at=time(0, 40))[0] == "2026-01-06 00:40"
    assert local(Notebook(), "2026-01-06T00:30", at=time(0, 40))[0] == "2026-01-06 00:40"


@pytest.mark.parametrize(
    ("zone", "at", "first", "expected"),
    [
        ("America/New_York", time(3, 30), "2026-03-06", ["08:30", "08:30", "07:30", "07:30"]),
        ("Europe/Berlin", time(7, 30), "2026-03-27", ["06:30", "06:30", "05:30", "05:30"]),
        ("Europe/Berlin", time(7, 30), "2026-10-23", ["05:30", "05:30", "06:30", "06:30"]),
        ("Australia/Lord_Howe", time(7, 30), "2026-04-03", ["20:30", "20:30", "21:00", "21:00"]),
    ],
)
def test_the_clock_on_the_wall_rules_whatever_the_offset(
    zone: str, at: time, first: str, expected: list[str]
) -> None:
    book = Notebook(first_dose=date.fromisoformat(first), zone=zone)
    now = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(zone), hour=3, minute=1)
    found = reminders(book.diary, ReminderWish(at), ZoneInfo(zone), now)
    assert [instant.strftime("%H:%M") for instant in found[:4]] == expected
    assert all(instant.tzinfo is UTC for instant in found)


def test_a_time_that_the_clocks_jump_over_comes_as_much_later() -> None:
    """Azores: 00:00 to 01:00 on 29 March 2026; the plan's day 28 March has 00:30 on the next date."""
    zone = ZoneInfo("Atlantic/Azores")
    book = Notebook(first_dose=date(2026, 3, 27), zone=zone.key)
    found = reminders(book.diary, ReminderWish(time(0, 30)), zone, datetime(2026, 3, 27, 12, tzinfo=zone))
    shown = [instant.astimezone(zone).strftime("%d %H:%M") for instant in found[:3]]
    assert shown == ["28 00:30", "29 01:30", "30 00:30"]


def test_a_time_that_comes_twice_reminds_once() -> None:
    """Azores: 01:00 back to 00:00 on 25 October 2026."""
    zone = ZoneInfo("Atlantic/Azores")
    book = Notebook(first_dose=date(2026, 10, 23), zone=zone.key)
    found = reminders(book.diary, ReminderWish(time(0, 30)), zone, datetime(2026, 10, 23, 12, tzinfo=zone))
    assert [instant.strftime("%d %H:%M") for instant in found[:3]] == ["24 00:30", "25 00:30", "26 01:30"]


ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Atlantic/Azores"]
TIMES = [time(0, 40), time(2, 30), time(3, 0), time(7, 30), EVENING, time(23, 59)]


@settings(max_examples=often(30))
@given(
    st.lists(anything, max_size=8), st.integers(-5, 50), st.integers(0, 23),
    st.sampled_from(TIMES), st.booleans(), st.sampled_from(ZONES),
)  # fmt: skip
def test_every_reminder_has_its_reason_and_every_due_day_its_reminder(
    lines: list[dict[str, object]], day: int, hour: int, at: time, evening: bool, zone: str
) -> None:
    book, here = Notebook(), ZoneInfo(zone)
    tell(book, lines)
    now = datetime.combine(FIRST + timedelta(days=day), time(hour), tzinfo=here).astimezone(UTC)
    found = reminders(book.diary, ReminderWish(at, evening), here, now)
    assert list(found) == sorted(set(found))
    assert all(now < instant <= now + timedelta(days=DAYS_AHEAD) for instant in found)

    present = (now.astimezone(here) - timedelta(hours=3)).date()
    days = DoseDays(book.diary, present)
    targets = {target.day for target in Schedule(book.diary).targets}
    starts = {cycle.start for cycle in days.calendar.cycles}
    starts |= {days.calendar.cycles[-1].planned_next} if starts else set()
    seen = set()
    for instant in found:
        wall = instant.astimezone(here)
        of_day = (wall - timedelta(hours=3)).date()
        assert not days.held(of_day)
        assert not days.calendar.over(of_day)
        due = days.state(of_day).status == DoseStatus.DUE or of_day in targets
        before = evening and of_day + timedelta(days=1) in starts and wall.time() == EVENING
        assert due or before, (wall, days.state(of_day))
        seen.add(of_day)
    last = (now + timedelta(days=DAYS_AHEAD - 2)).astimezone(here).date()
    ahead = (present + timedelta(days=n) for n in range(1, (last - present).days))
    assert {each for each in ahead if days.state(each).status == DoseStatus.DUE} <= seen
