"""What the computer refuses is one sentence and exit code 8, wherever it is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_calls import Calls, patient, refused

REFUSED = "the computer refused what a command needs"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("place") / "diary")


@pytest.mark.logs("the settings file beside the diary could not be read")
def test_a_folder_of_too_long_a_name(tmp_path: Path) -> None:
    for argv in (("status",), ("init", "--role", "patient", "--participant", "A"), ("slots", "list")):
        refused(Calls(tmp_path / ("n" * 300))(*argv), 8, "cannot be used: File name too long")


def test_a_home_that_is_not_known(calls: Calls, tmp_path: Path) -> None:
    for argv in (("status",), ("restore", str(tmp_path / "b"))):
        refused(calls(*argv, "--data-dir", "~nobody-of-that-name/d"), 3)
    refused(calls("status", "--data-dir", "~nobody-of-that-name/d"), 3, "names a home that is not known here")
    refused(calls("report", "-o", "~nobody-of-that-name/r.pdf"), 3, "names a home that is not known here")


def test_no_home_at_all(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    for name in ("user_data_path", "user_log_path"):
        monkeypatch.setattr(f"platformdirs.{name}", unknown)
    monkeypatch.delenv("DIARY_APP_DATA_DIR", raising=False)
    refused(
        Calls(Path(), environ={"LANG": "C"})("status", environ={"DIARY_APP_DATA_DIR": ""}), 3, "--data-dir"
    )
    assert calls("status").code == 0


@pytest.mark.logs(REFUSED)
def test_a_key_file_that_asks_for_more_memory_than_there_is(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*_: object, **__: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("cryptography.hazmat.primitives.kdf.argon2.Argon2id.derive", short, raising=True)
    refused(calls("status"), 8, "not enough free memory")


@pytest.mark.logs(REFUSED)
@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(5, "Input/output error"), "The computer refused: Input/output error."),
        (PermissionError(13, "Permission denied", "/x"), "/x cannot be used: Permission denied."),
    ],
)
def test_an_error_that_nobody_nearer_took(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, problem: OSError, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("diary_app.bootstrap.open_store", refuse)
    refused(calls("status"), 8, words)
