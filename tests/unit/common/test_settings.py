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
    assert Settings() == Settings(language="en", text_size=100, theme="system", role="patient")


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    names = ("language", "text_size", "theme", "role")
    for values in product(*map(choices, names)):
        settings = Settings(**dict(zip(names, values, strict=True)))
        save_settings(file, settings)
        assert read_settings(file) == settings


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
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_fits(tmp_path: Path, name: str, value: Any) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({name: value}))
    with pytest.raises(DoesNotFit) as caught:
        read_settings(file)
    assert str(caught.value).startswith(f"The setting {name} cannot be {json.dumps(value)}. It can be: ")
    assert all(str(choice) in str(caught.value) for choice in choices(name))


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
    }
