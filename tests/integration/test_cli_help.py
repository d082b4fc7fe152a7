"""``--help`` in the language of the call: every text marked, translated where shown, wrapped by columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diary_app.cli import helping
from diary_app.cli.app import program
from diary_app.cli.help_texts import TEXTS
from diary_app.cli.helping import columns, paragraphs, wrapped
from diary_app.common.i18n import Translator, translator
from tests.cli_calls import Calls


def shown(command: Any) -> Iterator[str]:
    """Every help text of a command and of those below it."""
    yield from paragraphs(command.help)
    for param in command.params:
        yield from paragraphs(getattr(param, "help", None))
    for inner in getattr(command, "commands", {}).values():
        yield from shown(inner)


def test_every_help_text_is_marked_for_the_catalogue_and_none_is_left_over() -> None:
    assert sorted({*shown(program()), "Show this message and exit."}) == sorted(TEXTS)


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages that help was asked for; Chinese marks each text it translates."""
    languages: list[str] = []

    class Marked(Translator):
        def __init__(self) -> None:
            super().__init__("zh_CN", translator("en")._catalogue)

        def __call__(self, message: str, /, **values: object) -> str:
            return "译" + super().__call__(message, **values)

    def fake(language: str) -> Translator:
        languages.append(language)
        return translator("en") if language == "en" else Marked()

    monkeypatch.setattr(helping, "translator", fake)
    return languages


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        (["dose", "add", "--help"], {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        (["dose", "add", "--help", "--lang", "zh_CN"], {}, "zh_CN"),
        (["--lang", "zh_CN", "dose", "add", "--help"], {}, "zh_CN"),
        (["dose", "add", "--lang=en", "-h"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["dose", "add", "--help"], {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_help_speaks_the_language_of_the_call(
    argv: list[str],
    environ: dict[str, str],
    language: str,
    asked_for: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert Calls(tmp_path / "none")(*argv, environ=environ).code == 0
    told = capsys.readouterr().out
    assert asked_for == [language]
    mark = "译" if language == "zh_CN" else ""
    assert told.startswith(f"{mark}Usage: diary-app dose add [OPTIONS]\n\n  {mark}Record a dose taken.\n")
    assert f"{mark}Options:\n  --date DATE" in told
    assert f"{mark}The plan's day, like 2026-01-05. {mark}[required]" in told
    assert f"{mark}Show this message and exit." in told


def test_the_list_of_commands_is_translated_too(
    asked_for: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Calls(tmp_path / "none")("--help", "--lang", "zh_CN").code == 0
    told = capsys.readouterr().out
    commands = told.partition("译Commands:\n")[2].splitlines()
    assert len([line for line in commands if "译" in line]) == len(program().commands)
    assert asked_for == ["zh_CN"]


def test_lines_are_measured_in_columns_and_stops_begin_none() -> None:
    chinese = "第一条不合适就停下，之前的都已保存。" * 3
    for width in range(8, 40):
        lines = wrapped(chinese, width)
        assert "".join(lines) == chinese
        assert all(columns(line) <= width + 2 for line in lines)  # a stop may hang over
        assert not [line for line in lines if line[0] in "，。"]
    english = "The first that does not fit ends it; those before it stay."
    assert wrapped(english, 30) == ["The first that does not fit", "ends it; those before it stay."]
    assert wrapped("", 10) == []
    assert columns("中文 ab") == 7
