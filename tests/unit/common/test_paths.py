from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from diary_app.common import paths
from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.paths import log_folder, plain_file, store_folder, write_whole


def test_the_given_folder_comes_before_the_environment_and_that_before_the_platform(tmp_path: Path) -> None:
    environ = {"DIARY_APP_DATA_DIR": str(tmp_path / "env")}
    assert store_folder(tmp_path / "given", environ) == tmp_path / "given"
    assert store_folder(None, environ) == tmp_path / "env"
    assert store_folder(None, {}).name == "morning-diary"


def test_an_empty_variable_is_no_folder() -> None:
    assert store_folder(None, {"DIARY_APP_DATA_DIR": ""}) == store_folder(None, {})


def test_a_relative_folder_does_not_move_with_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert store_folder(Path("diary")) == tmp_path / "diary"


def test_store_and_log_lie_in_the_home_of_the_person() -> None:
    home = Path(os.environ["HOME"])
    assert home in store_folder(None, {}).parents
    assert home in log_folder().parents
    assert not store_folder(None, {}).exists()


def test_the_plain_file_lies_with_its_store(tmp_path: Path) -> None:
    assert plain_file(tmp_path).parent == tmp_path


def test_a_file_is_replaced_whole_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"a much longer old content")
    write_whole(file, b"new\r\n")
    assert file.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_refusing_storage_leaves_the_old_file_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "write":
        monkeypatch.setattr(paths, "_write_synced", refuse)
    else:
        monkeypatch.setattr(os, step, refuse)
    with pytest.raises(NotSaved, match=r"a\.json was not saved: No space left on device\.") as caught:
        write_whole(file, b"new")
    assert caught.value.exit_code == 8
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="No such file or directory"):
        write_whole(tmp_path / "none" / "a.json", b"new")
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved, match="Not a directory"):
        write_whole(tmp_path / "file" / "a.json", b"new")


def test_bytes_are_synced_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (seen.append("replace"), replace(a, b))[1])
    write_whole(tmp_path / "a", b"new")
    assert seen == ["sync", "replace", "sync"]  # the file, its name, its folder


def test_what_a_killed_process_left_half_written_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "a [draft].pdf"
    left, others = paths.part_of(file), paths.part_of(tmp_path / "b.pdf")
    somebodys = tmp_path / f".{file.name}.0f.part"
    for part in (left, others, somebodys):
        part.write_bytes(b"half")
    handle, writing = paths.open_part(file)
    with open(handle, "wb"):
        write_whole(file, b"new")
        assert sorted(tmp_path.iterdir()) == sorted([file, others, somebodys, writing])
    write_whole(file, b"newer")
    assert sorted(tmp_path.iterdir()) == sorted([file, others, somebodys])


def test_a_part_that_is_taken_away_before_it_is_claimed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, taken = paths.claim, []

    def late(handle: int) -> None:
        if not taken:
            taken.extend(tmp_path.iterdir())
            taken[0].unlink()
        claim(handle)

    monkeypatch.setattr(paths, "claim", late)
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert taken


@pytest.mark.parametrize("length", [249, 255])
def test_the_longest_names_are_written_too(tmp_path: Path, length: int) -> None:
    write_whole(tmp_path / ("a" * length), b"new")
    assert (tmp_path / ("a" * length)).read_bytes() == b"new"


def test_a_home_that_is_not_known_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DoesNotFit, match="~nobody-of-that-name/x names a home that is not known"):
        store_folder(Path("~nobody-of-that-name/x"))

    def unknown(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    for name in ("user_data_path", "user_log_path"):
        monkeypatch.setattr(f"platformdirs.{name}", unknown)
    with pytest.raises(DoesNotFit, match="No home folder is known"):
        store_folder(None, {})
    with pytest.raises(OSError):  # noqa: PT011 - whichever it is, the log then goes to standard error
        log_folder().mkdir(parents=True, exist_ok=True)
