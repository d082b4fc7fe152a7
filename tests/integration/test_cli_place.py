"""``init`` says when the folder is one that another program copies about."""

from __future__ import annotations

from pathlib import Path

from tests.cli_calls import Calls


def test_a_synced_folder_is_named_once_on_standard_error(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "Nextcloud" / "diary")
    ran = calls("init", "--role", "patient", "--participant", "P-001", "--json")
    assert (ran.code, ran.json["role"]) == (0, "patient")
    assert ran.err.startswith("The diary lies in a folder that Nextcloud copies, which can damage it")
    assert ran.err.count("\n") == 1
    assert calls("status").err == ""


def test_a_usual_folder_is_not_spoken_of(tmp_path: Path) -> None:
    ran = Calls(tmp_path / "diary")("init", "--role", "patient", "--participant", "P-001")
    assert (ran.code, ran.err) == (0, "")
