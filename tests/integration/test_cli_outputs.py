"""No output of any command goes into a diary's folder or over a file of another kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diary_app.common import outputs
from diary_app.common.errors import DoesNotFit
from diary_app.services.ways_in import save_recovery_page
from diary_app.storage.folder import StoreFolder, write_ahead
from tests.cli_calls import Calls, patient, refused

OWN = ["diary.db", "diary.db-wal", "diary.lock", "keys.json", "restore.ready", "set-aside", "backups/x.pdf"]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    calls = patient(tmp_path_factory.mktemp("place") / "diary")
    calls("dose", "add", "--date", "2026-01-05", "--time", "07:10").id  # noqa: B018
    (calls.folder / "backups").mkdir(exist_ok=True)
    return calls


@pytest.fixture
def table(tmp_path: Path) -> Path:
    table = tmp_path / "in.csv"
    table.write_text(",".join(f"q{n}" for n in range(1, 31)) + "\n" + ",".join("1" * 30) + "\n", "utf-8")
    return table


def commands(table: Path, out: Path) -> list[tuple[str, ...]]:
    given = str(out)
    return [
        ("report", "-o", given),
        ("backup", "-o", given),
        ("verify", "--save-mark", given),
        ("recovery", "new", "-o", given),
        ("score", str(table), "-o", f"{given}.csv"),
        ("score", str(table), "-o", str(table.with_name("s.csv")), "--rejects", f"{given}.csv"),
        ("export", "ics", "-o", given),
    ]


def contents(folder: Path) -> dict[str, bytes | None]:
    there = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}
    return {name: file.read_bytes() if file.is_file() else None for name, file in sorted(there.items())}


@pytest.mark.slow
def test_nothing_goes_into_a_diarys_folder(calls: Calls, table: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(calls.folder)
    before = len(calls("list", "doses", "--json").json)
    keys = (calls.folder / "keys.json").read_bytes()
    for name in OWN:
        for argv in commands(table, link / name):
            if (calls.folder / name).exists() and argv[0] == "recovery":
                refused(calls(*argv), 3, "already is a file")
            else:
                refused(calls(*argv), 3, "inside the folder of a diary")
    assert (calls.folder / "keys.json").read_bytes() == keys
    assert {file.name for file in calls.folder.iterdir()} <= {
        "backups", "diary.db", "diary.lock", "keys.json", "keys.copy.json", "plain.json"
    }  # fmt: skip
    assert len(calls("list", "doses", "--json").json) == before
    into = tmp_path / "into.pdf"
    into.symlink_to(calls.folder / "diary.lock")
    refused(calls("report", "-o", str(into)), 3, "inside the folder of a diary")


@pytest.mark.slow
def test_nothing_goes_over_a_file_of_another_kind(calls: Calls, table: Path, tmp_path: Path) -> None:
    assert calls("backup", "-o", str(tmp_path / "b")).code == 0
    assert calls("report", "-o", str(tmp_path / "r.pdf")).code == 0
    assert calls("report", "-o", str(tmp_path / "r.pdf")).code == 0  # one of the same kind
    for one, other in (("b", "b.csv"), ("r.pdf", "r.pdf.csv")):
        (tmp_path / other).write_bytes((tmp_path / one).read_bytes())
    (tmp_path / "empty").touch()
    (tmp_path / "t.parquet").write_bytes(b"a letter")
    before = contents(tmp_path)
    refused(calls("report", "-o", str(tmp_path / "b")), 3, "b is there and is no PDF file")
    refused(calls("report", "-o", str(tmp_path / "empty")), 3, "no PDF file")
    refused(calls("export", "ics", "-o", str(tmp_path / "r.pdf")), 3, "no calendar file")
    refused(calls("backup", "-o", str(tmp_path / "empty")), 3, "no backup")
    refused(calls("backup", "-o", str(tmp_path / "r.pdf")), 3, "no backup")
    for name in ("b", "r.pdf", "empty", "in.csv"):
        refused(calls("verify", "--save-mark", str(tmp_path / name)), 3, "is no mark")
    for name in ("b.csv", "r.pdf.csv"):
        refused(calls("score", str(table), "-o", str(tmp_path / name)), 3, "no CSV file")
    refused(calls("score", str(table), "-o", str(tmp_path / "t.parquet")), 3, "no Parquet file")
    with pytest.raises(DoesNotFit, match="no PDF file"):  # the window's way; the command takes no file at all
        save_recovery_page(_code(), "en", tmp_path / "b", calls.clock.now().local.date())
    assert contents(tmp_path) == before


def _code() -> object:
    from diary_app.security.recovery_code import RecoveryCode

    return RecoveryCode.new()


def test_names_and_folders_that_the_disk_refuses(calls: Calls, table: Path, tmp_path: Path) -> None:
    for argv in commands(table, tmp_path / ("n" * 300)):
        ran = calls(*argv)
        assert (ran.code, ran.err.count("\n"), "unexpected" in ran.err) == (8, 1, False), (argv, ran)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows")
def test_a_folder_without_the_right_to_look(
    calls: Calls, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faked, as whoever runs the tests may have every right."""
    closed, stat = tmp_path / "closed", os.lstat

    def refuse(path: str | os.PathLike[str], **more: object) -> os.stat_result:
        if str(closed) in os.fspath(path):
            raise PermissionError(13, "Permission denied")
        return stat(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "lstat", refuse)
    monkeypatch.setattr(os, "stat", lambda path, **_: refuse(path))
    for argv in commands(table, closed / "o")[:3]:
        refused(calls(*argv), 8, "could not be written: Permission denied")


def test_the_names_that_make_a_folder_a_diarys_are_the_stores(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path)
    names = (folder.database, write_ahead(folder.database), folder.restore_ready)
    assert tuple(file.name for file in names) == outputs.DATABASE
    assert tuple(file.name for file in folder.key_files) == outputs.KEY_FILES
