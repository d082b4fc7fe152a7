"""The command that gives the full figures: one line each, and a loss is its exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults import soak


@pytest.fixture(autouse=True)
def _kept_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # put back afterwards
    monkeypatch.setattr("logging.disable", lambda _level: None)


def test_a_line_for_each_figure_and_one_for_each_loss(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def good(_place: Path, count: int) -> soak.Figure:
        return soak.Figure(count, "tries", [])

    def bad(_place: Path, count: int) -> soak.Figure:
        return soak.Figure(count, "tries", ["an entry is lost"])

    monkeypatch.setattr(soak, "SOAKS", {"good": (good, 7), "bad": (bad, 5)})
    assert soak.main(["good"]) == 0
    assert soak.main(["--count", "3", "--jobs", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" (")[0] or line for line in lines] == [
        "good: 7 tries: 0 bad",
        "good: 3 tries: 0 bad",
        "bad: 3 tries: 1 BAD",
        "  an entry is lost",
    ]


def test_several_at_once_end_as_badly_as_the_worst(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak.sys, "executable", "/bin/false" if os.name == "posix" else "where")
    assert soak.at_once(["good", "bad"], None, 2) == [False, False]
    assert capfd.readouterr().out.count("BAD") == 2


@pytest.mark.parametrize("argv", [["nothing-like-it"], ["kill", "--count", "0"], ["--jobs", "0"]])
def test_what_does_not_fit_is_refused(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        soak.main(argv)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""
