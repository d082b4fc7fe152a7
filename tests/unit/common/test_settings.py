from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.common.settings import Settings, choices, read_settings, save_settings


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "plain.json") == Settings()
    assert Settings() == Settings(
        language="en",
        text_size=100,
        theme="system",
        role="patient",
        lock_after=10,
        second_backup="",
        incoming="",
        synced_warned=False,
    )


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    names = ("language", "text_size", "theme", "role", "lock_after", "synced_warned")
    for place, values in enumerate(product(*map(choices, names))):
        if place % 7:  # every pair of values, not every combination
            continue
        settings = Settings(**dict(zip(names, values, strict=True)))
        save_settings(file, settings)
        assert read_settings(file) == settings


@pytest.mark.parametrize("folder", ["/media/王/USB 1", "D:\\Backup", "//server/share/x"])
def test_the_second_place_is_kept_as_it_was_chosen(tmp_path: Path, folder: str) -> None:
    save_settings(tmp_path / "plain.json", Settings(second_backup=folder))
    assert read_settings(tmp_path / "plain.json").second_backup == folder


def test_the_file_of_an_earlier_version_still_reads(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    file.write_text(
        '{\n "language": "zh_CN",\n "role": "patient",\n "text_size": 150,\n "theme": "dark"\n}\n'
    )
    assert read_settings(file) == Settings(language="zh_CN", text_size=150, theme="dark")


def test_a_name_left_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    file.write_text('{"theme": "dark"}')
    assert read_settings(file) == Settings(theme="dark")


def test_an_unknown_name_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    file.write_text('{"theme": "dark", "them": "light"}')
    with pytest.raises(DoesNotFit, match=r"plain\.json names a setting that does not exist: them\."):
        read_settings(file)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"),
        ("language", None),
        ("language", ["en"]),
        ("text_size", 110),
        ("text_size", "100"),
        ("text_size", 100.0),
        ("text_size", True),
        ("theme", ""),
        ("role", "doctor"),
        ("lock_after", 7),
        ("lock_after", False),
        ("lock_after", "10"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_fits(tmp_path: Path, name: str, value: Any) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({name: value}))
    with pytest.raises(DoesNotFit) as caught:
        read_settings(file)
    assert str(caught.value).startswith(f"The setting {name} cannot be {json.dumps(value)}. It can be: ")
    assert all(str(choice) in str(caught.value) for choice in choices(name))


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_what_was_said_once_is_a_yes_or_a_no(tmp_path: Path, value: Any) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({"synced_warned": value}))
    with pytest.raises(DoesNotFit, match="It can be: false, true"):
        read_settings(file)


@pytest.mark.parametrize("value", ["USB", "./x", "a/b", "/a\nb", None, 5, "/" + "x" * 5000])
def test_a_second_place_that_is_no_whole_path_is_refused(tmp_path: Path, value: Any) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({"second_backup": value}))
    with pytest.raises(DoesNotFit, match="It can be the whole path of a folder, or empty"):
        read_settings(file)


@pytest.mark.parametrize("value", ["7:30", "24:00", "07:60", "07:30 ", "\uff10\uff17:30", "", None, 730])
def test_a_reminder_time_that_is_no_time_of_day_is_refused(tmp_path: Path, value: Any) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({"reminder_time": value}))
    with pytest.raises(DoesNotFit, match=r"It can be a time like 07:30\."):
        read_settings(file)
    save_settings(file, Settings(reminder_time="23:59"))
    assert read_settings(file).reminder_time == "23:59"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"dark"',
        b"\xff\xfe{}",
        b'{"theme": "dark", "theme": "light"}',
        b"[" * 50_000,
        b"{}" + b" " * 70_000,
    ],
    ids=["empty", "cut", "list", "text", "not utf-8", "twice", "deep", "large"],
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plain.json"
    file.write_bytes(content)
    with pytest.raises(DoesNotFit, match=r"plain\.json is not a settings file"):
        read_settings(file)


def test_the_plain_file_tells_nothing_but_the_declared_settings(tmp_path: Path) -> None:
    save_settings(tmp_path / "plain.json", Settings())
    assert set(json.loads((tmp_path / "plain.json").read_text())) == {
        "language",
        "text_size",
        "theme",
        "role",
        "lock_after",
        "second_backup",
        "incoming",
        "synced_warned",
        "reminders",
        "reminder_time",
        "reminder_evening",
        "keep_running",
        "tray_told",
    }
