"""``export ics`` and the reminders file, as the command line leaves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, save_settings
from diary_app.services.reminder_file import read_instants, reminder_file
from tests.calendar_reader import read_calendar
from tests.cli_calls import Calls, patient, refused


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("ics") / "diary")


def test_a_calendar_is_made_and_made_again(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "d.ics"
    ran = calls("export", "ics", "-o", str(out), "--json")
    assert ran.json == {"file": str(out), "events": 18, "cancelled": 0}
    before = read_calendar(out.read_bytes())
    assert b"DTSTART;TZID=Asia/Shanghai:20260125T190000\r\n" in out.read_bytes()
    ran = calls("export", "ics", "-o", str(out), "--time", "06:45")
    assert (ran.code, ran.out) == (0, f"The calendar was made: {out}\n")
    after = read_calendar(out.read_bytes())
    uids = [[event.value("UID") for event in each.of("VEVENT")] for each in (before, after)]
    assert uids[0] == uids[1]
    assert {event.value("SEQUENCE") for event in after.of("VEVENT")} == {"0", "1"}


def test_what_cannot_be_made_is_refused_in_one_sentence(calls: Calls, tmp_path: Path) -> None:
    refused(calls("export", "ics"), 2)
    refused(calls("export", "xyz", "-o", "f"), 2)
    refused(calls("export", "ics", "-o", str(tmp_path / "a.ics"), "--time", "25:00"), 3, "a time like 07:30")
    refused(calls("export", "ics", "-o", str(calls.folder / "a.ics")), 3, "inside the folder of a diary")
    (tmp_path / "letter.ics").write_text("Dear ...")
    refused(calls("export", "ics", "-o", str(tmp_path / "letter.ics")), 3, "is no calendar file")
    refused(calls("export", "ics", "-o", str(tmp_path / ("n" * 300))), 8)


def test_every_command_leaves_the_reminders_right(calls: Calls) -> None:
    file = reminder_file(calls.folder)
    assert not file.exists()
    save_settings(plain_file(calls.folder), Settings(reminders=True, reminder_time="07:30"))
    assert calls("status").code == 0
    assert [instant.isoformat() for instant in read_instants(file)][:1] == ["2026-01-25T11:00:00+00:00"]
    start = calls("cycle", "start", "--date", "2026-01-28", "--mg", "12").id
    assert [instant.isoformat() for instant in read_instants(file)][:2] == [
        "2026-01-27T11:00:00+00:00", "2026-01-27T23:30:00+00:00",
    ]  # fmt: skip
    assert len(read_instants(file)) == 1 + 14 + 1 + 1
    assert calls("undo", start, "--reason", "by mistake").code == 0
    save_settings(plain_file(calls.folder), Settings())
    assert calls("status").code == 0
    assert not file.exists()
