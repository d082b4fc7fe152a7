"""The calendar for the phone: what an independent reader finds in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.reminders import ReminderWish, reminders
from diary_app.exchange.ics import FOLD_AT, Event, calendar_file, escaped, folded
from diary_app.services.phone_calendar import PhoneCalendarService, SavedCalendar
from tests.calendar_reader import Part, alarm, instant, read_calendar, starts, text_of
from tests.diaries import PARTICIPANT, Notebook, day_of

ANSWERS = {str(item): 2 for item in range(1, 31)}
WISH = ReminderWish(time(7, 30))


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set("2026-01-05T06:00")
    return book


def exported(book: Notebook, out: Path, wish: ReminderWish = WISH, language: str = "en") -> Part:
    PhoneCalendarService(book.opened, book.service).save(out / "diary.ics", wish, language)
    return read_calendar((out / "diary.ics").read_bytes())


def told(calendar: Part) -> list[tuple[str, str, int, str]]:
    """First start, title, number of starts, state."""
    return [
        (str(starts(event)[0]), text_of(event), len(starts(event)), event.value("STATUS"))
        for event in calendar.of("VEVENT")
    ]


def sequences(calendar: Part) -> dict[str, int]:
    return {event.value("UID"): int(event.value("SEQUENCE")) for event in calendar.of("VEVENT")}


def test_one_event_a_cycle_the_evening_and_the_questionnaires(book: Notebook, tmp_path: Path) -> None:
    found = told(exported(book, tmp_path))
    assert found[:4] == [
        ("2026-01-05 07:30:00", "Time for your diary", 14, "CONFIRMED"),
        ("2026-01-25 19:00:00", "Diary: please look in this evening", 1, "CONFIRMED"),
        ("2026-01-05", "Diary: please allow ten minutes", 1, "CONFIRMED"),
        (day_of(43), "Diary: please allow ten minutes", 1, "CONFIRMED"),
    ]
    assert len(found) == 2 + 18  # every 42 days until the study's end after 24 months


def test_a_cycle_is_one_rule_at_local_time_with_its_zone(book: Notebook, tmp_path: Path) -> None:
    exported(book, tmp_path)
    lines = (tmp_path / "diary.ics").read_text("utf-8").splitlines()
    assert "DTSTART;TZID=Asia/Shanghai:20260105T073000" in lines
    assert "RRULE:FREQ=DAILY;COUNT=14" in lines
    assert "BEGIN:VTIMEZONE" in lines


def test_nothing_in_the_file_names_person_drug_or_illness(book: Notebook, tmp_path: Path) -> None:
    book.took(1, time="05:50", note="felt sick")
    for language in ("en", "zh_CN"):
        exported(book, tmp_path, language=language)
        text = (tmp_path / "diary.ics").read_text("utf-8").lower()
        protocol = book.diary.protocol
        names = {*protocol.drug.name.texts.values(), *protocol.drug.form.texts.values()}
        for word in {PARTICIPANT, protocol.id, "s003", "mg", "dose", "qlq", "cancer", "sick", *names}:
            assert word.lower() not in text, word
        assert not any(entry.id.lower() in text for entry in book.entries)


def test_a_second_export_of_the_same_plan_is_the_same(book: Notebook, tmp_path: Path) -> None:
    first = sequences(exported(book, tmp_path))
    assert set(first.values()) == {0}
    book.clock.advance(minutes=5)
    assert sequences(exported(book, tmp_path)) == first


def test_a_changed_plan_updates_the_same_events(book: Notebook, tmp_path: Path) -> None:
    before = exported(book, tmp_path)
    cycle = before.of("VEVENT")[0].value("UID")
    book.hold(3, 4)
    after = exported(book, tmp_path)
    changed = {uid for uid, number in sequences(after).items() if number != sequences(before)[uid]}
    assert changed == {cycle}
    assert sequences(after)[cycle] == 1
    [days] = [starts(event) for event in after.of("VEVENT") if event.value("UID") == cycle]
    left_out = {date(2026, 1, 7), date(2026, 1, 8)}
    assert left_out.isdisjoint(each.date() for each in days if isinstance(each, datetime))
    assert len(days) == 12


def test_another_time_or_language_updates_them_too(book: Notebook, tmp_path: Path) -> None:
    exported(book, tmp_path)
    later = sequences(exported(book, tmp_path, ReminderWish(time(8, 0))))
    assert sorted(set(later.values())) == [0, 1]  # the evening stays as it was
    before = exported(book, tmp_path, ReminderWish(time(8, 0)))
    moved = book.correct(book.first.id, day=day_of(2))
    assert moved
    after = exported(book, tmp_path, ReminderWish(time(8, 0)))
    new = set(sequences(after)) - set(sequences(before))
    assert len(new) == 1, "only this evening, before the first day that is now tomorrow"
    assert all(sequences(after)[uid] > number for uid, number in sequences(before).items())


def test_a_dropped_cycle_is_cancelled_and_stays_so(book: Notebook, tmp_path: Path) -> None:
    second = book.start(22)
    exported(book, tmp_path)
    book.undo(second)
    states = [
        event for event in exported(book, tmp_path).of("VEVENT") if "CANCELLED" in event.value("STATUS")
    ]
    assert [str(starts(event)[0]) for event in states] == ["2026-01-26 07:30:00", "2026-02-15 19:00:00"]
    assert [event.value("SEQUENCE") for event in states] == ["1", "1"]
    assert not any(event.of("VALARM") for event in states)
    again = [e for e in exported(book, tmp_path).of("VEVENT") if "CANCELLED" in e.value("STATUS")]
    assert [event.value("SEQUENCE") for event in again] == ["1", "1"]
    book.clock.set("2026-03-10T06:00")
    gone = {event.value("UID") for event in states}
    assert gone.isdisjoint(sequences(exported(book, tmp_path)))


def test_what_is_over_is_not_cancelled(book: Notebook, tmp_path: Path) -> None:
    first = exported(book, tmp_path)
    book.clock.set("2026-01-19T06:00")
    second = told(exported(book, tmp_path))
    assert all(state == "CONFIRMED" for _, _, _, state in second)
    assert len(second) == len(told(first)) - 2  # the cycle's mornings and the first questionnaire's day


def test_a_questionnaire_that_is_in_leaves_the_phone(book: Notebook, tmp_path: Path) -> None:
    exported(book, tmp_path)
    book.clock.set(f"{day_of(40)}T12:00")
    book.tell("qlq", 40, answers=ANSWERS)
    cancelled = [row for row in told(exported(book, tmp_path)) if row[3] == "CANCELLED"]
    assert [row[0] for row in cancelled] == [day_of(43)]


def test_a_stop_takes_everything_ahead_back(book: Notebook, tmp_path: Path) -> None:
    exported(book, tmp_path)
    book.clock.set(f"{day_of(3)}T06:00")
    book.tell("stop", 3)
    found = told(exported(book, tmp_path))
    assert {state for _, _, _, state in found} == {"CANCELLED"}
    assert len(found) == 1 + 1 + 17  # the cycle, the evening, the questionnaires to come


def test_no_number_comes_twice_where_the_file_could_not_be_written(book: Notebook, tmp_path: Path) -> None:
    exported(book, tmp_path)
    book.hold(3, 4)
    with pytest.raises(Exception, match="was not saved"):
        exported(book, tmp_path / "no such folder")
    assert max(sequences(exported(book, tmp_path)).values()) == 1


def test_nothing_ahead_is_said(tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit, match="Nothing is ahead"):
        exported(Notebook(first_dose=None), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_stays(book: Notebook, tmp_path: Path) -> None:
    (tmp_path / "diary.ics").write_bytes(b"%PDF-1.7")
    with pytest.raises(DoesNotFit, match="is no calendar file"):
        exported(book, tmp_path)
    assert (tmp_path / "diary.ics").read_bytes() == b"%PDF-1.7"


def test_the_export_is_logged_beside_the_diary(book: Notebook, tmp_path: Path) -> None:
    service = PhoneCalendarService(book.opened, book.service)
    assert service.save(tmp_path / "d.ics", WISH, "en") == SavedCalendar(20, 0)
    last = book.entries[-1]
    assert (last.kind, last.chain, last.payload) == ("exported", "access", {"what": "ics", "events": 20})


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
)
@pytest.mark.parametrize("at", [time(7, 30), time(0, 40)])
@pytest.mark.parametrize("first", ["2026-03-27", "2026-10-24"])
def test_the_phone_rings_when_the_reminder_comes(zone: str, at: time, first: str, tmp_path: Path) -> None:
    """By the zone as the file tells it, at the instants of the reminders, and at no other."""
    book = Notebook(first_dose=date.fromisoformat(first), zone=zone)
    day = date.fromisoformat(first)
    book.tell("hold", **{"from": str(day + timedelta(days=4)), "to": str(day + timedelta(days=5))})
    book.clock.zone = zone
    book.clock.set(f"{day - timedelta(days=2)}T12:00")
    calendar = exported(book, tmp_path, ReminderWish(at))
    rings = set()
    for event in calendar.of("VEVENT"):
        for start in starts(event):
            if isinstance(start, datetime):
                rings.add(instant(calendar, event, start + alarm(event)))
            else:
                midnight = datetime.combine(start, time())
                rings.add((midnight + alarm(event)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    now = book.clock.now().utc
    expected = reminders(book.diary, ReminderWish(at), ZoneInfo(zone), now)
    assert {each for each in rings if each <= now + timedelta(days=60)} == set(expected)


def test_lines_are_folded_inside_no_character() -> None:
    for text in ("SUMMARY:" + "x" * 300, "SUMMARY:" + "日" * 100, "SUMMARY:x" + "𠮷" * 60, "S:" + "x" * 73):
        data = folded(text)
        assert all(len(line) <= FOLD_AT for line in data.split(b"\r\n"))
        assert data.decode("utf-8").replace("\r\n ", "") == text + "\r\n"
    assert folded("S:" + "x" * 73).count(b"\r\n") == 1


def test_text_is_escaped_and_found_again() -> None:
    title = "a; b, c\\n d\ne 日记"
    event = Event(uid="u", title=title, start=date(2026, 1, 5))
    made = datetime(2026, 1, 1, tzinfo=UTC)
    [found] = read_calendar(calendar_file([event], ZoneInfo("UTC"), name="x", made_at=made)).of("VEVENT")
    assert text_of(found) == title
    assert escaped("\\;") == "\\\\\\;"
