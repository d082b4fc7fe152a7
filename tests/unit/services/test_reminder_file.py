"""The plain file of reminders: bare instants, strict to read, and nothing of health in it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, save_settings
from diary_app.services.reminder_file import MOST, read_instants, reminder_file, save_instants
from diary_app.services.reminders import ReminderService
from tests.diaries import Notebook

FIRST = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
SOME = tuple(FIRST + timedelta(days=day) for day in range(14))
ON = Settings(reminders=True, reminder_time="07:30")


@pytest.fixture
def book(tmp_path: Path) -> Notebook:
    book = Notebook()
    book.clock.set("2026-01-05T06:00")
    book.store.folder = tmp_path  # type: ignore[attr-defined]
    return book


def kept(book: Notebook, settings: Settings = ON) -> list[str]:
    folder = Path(book.store.folder)  # type: ignore[attr-defined]
    save_settings(plain_file(folder), settings)
    ReminderService(book.opened).refresh()
    return [instant.strftime("%m-%d %H:%M") for instant in read_instants(reminder_file(folder))]


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    file = reminder_file(tmp_path)
    assert read_instants(file) == ()
    save_instants(file, SOME)
    assert read_instants(file) == SOME
    save_instants(file, ())
    assert not file.exists()


def test_a_file_that_says_the_same_is_left_alone(tmp_path: Path) -> None:
    file = reminder_file(tmp_path)
    save_instants(file, SOME)
    before = file.stat()
    save_instants(file, SOME)
    assert file.stat().st_ino == before.st_ino
    save_instants(file, SOME[1:])
    assert file.stat().st_ino != before.st_ino


def test_a_file_that_the_disk_refuses_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "reminders.json").mkdir()
    with pytest.raises(NotSaved, match=r"reminders\.json was not saved"):
        save_instants(reminder_file(tmp_path), SOME)


GOOD = ["2026-01-05T23:30:00Z", "2026-01-06T23:30:00Z"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 10_000,
        b'{"version": 1, "version": 1, "instants": ["2026-01-05T23:30:00Z"]}',
        {"version": 1},
        {"version": 2, "instants": GOOD},
        {"version": True, "instants": GOOD},
        {"version": 1, "instants": GOOD, "capsule": "12 mg"},
        {"version": 1, "instants": []},
        {"version": 1, "instants": GOOD[::-1]},
        {"version": 1, "instants": [GOOD[0], GOOD[0]]},
        {"version": 1, "instants": [5]},
        {"version": 1, "instants": ["2026-01-05T23:30:00+08:00"]},
        {"version": 1, "instants": ["2026-02-30T23:30:00Z"]},
        {"version": 1, "instants": ["2026-01-05T23:30:00Z "]},
        {"version": 1, "instants": "2026-01-05T23:30:00Z"},
        {"version": 1, "instants": [f"{2000 + n}-01-05T23:30:00Z" for n in range(MOST + 1)]},
    ],
)
def test_anything_else_is_refused(tmp_path: Path, content: Any) -> None:
    file = reminder_file(tmp_path)
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(DoesNotFit, match=r"reminders\.json is not a reminders file of this program\."):
        read_instants(file)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    save_instants(reminder_file(tmp_path), SOME)
    with reminder_file(tmp_path).open("ab") as file:
        file.write(b" " * 20_000)
    with pytest.raises(DoesNotFit):
        read_instants(reminder_file(tmp_path))


def test_the_file_tells_nothing_of_health(book: Notebook, tmp_path: Path) -> None:
    """Whatever stands in the diary, the file is digits of instants; and never more than that."""
    book.took(1, note="felt sick", time="05:50")
    book.tell("symptom", 1, term="nausea", severity=3)
    book.tell("bp", 1, time="05:40", readings=["185/121"])
    assert (
        len(kept(book)) == 15
    )  # 13 mornings, the evening before the next cycle, the second questionnaire's day
    text = reminder_file(tmp_path).read_text("ascii")
    assert re.fullmatch(
        r'\{\n "instants": \[\n(  "\d{4}-\d\d-\d\dT\d\d:\d\d:00Z",?\n)+ \],\n "version": 1\n\}\n', text
    )


def test_the_same_instants_whatever_was_recorded_of_health(book: Notebook) -> None:
    before = kept(book)
    book.tell("symptom", 1, term="nausea", severity=3)
    book.tell("temperature", 1, celsius="38.6")
    assert kept(book) == before


def test_an_act_that_changes_the_reminders_changes_the_file(book: Notebook) -> None:
    assert kept(book)[0] == "01-04 23:30"
    dose = book.took(1, time="05:50")
    assert kept(book)[0] == "01-05 23:30"
    book.undo(dose)
    assert kept(book)[0] == "01-04 23:30"
    book.hold(1, 3)
    assert kept(book)[0] == "01-07 23:30"


def test_the_file_goes_where_reminders_are_off(book: Notebook, tmp_path: Path) -> None:
    assert kept(book)
    assert kept(book, Settings()) == []
    assert not reminder_file(tmp_path).exists()


def test_the_time_and_the_evening_are_the_participants_choice(book: Notebook) -> None:
    told = kept(book, Settings(reminders=True, reminder_time="08:15", reminder_evening=False))
    assert told[0] == "01-05 00:15"
    assert not any(each.endswith("11:00") for each in told)


def test_a_clinics_store_reminds_nobody(tmp_path: Path) -> None:
    book = Notebook(staff=True)
    book.clock.set("2026-01-05T06:00")
    assert ReminderService(book.opened).instants(ON) == ()


@pytest.mark.logs("the reminders file was not renewed: NotSaved")
def test_closing_is_never_kept_by_the_file(book: Notebook, tmp_path: Path) -> None:
    save_settings(plain_file(tmp_path), ON)
    (tmp_path / "reminders.json").mkdir()
    ReminderService(book.opened).at_close()
    (tmp_path / "reminders.json").rmdir()
    ReminderService(book.opened).at_close()
    assert read_instants(reminder_file(tmp_path))
