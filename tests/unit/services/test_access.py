"""Who opens a store: changed as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, create_store, open_store
from diary_app.common.errors import Damaged, InUse, NotSaved, PlainError, WrongPassphrase
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.secret import Secret
from diary_app.services.access import save_recovery_page, slots_in
from diary_app.services.founding import Founding
from tests.support import FixedClock

OLD, NEW = "the old made-up words", "the new made-up words"
CODE = RecoveryCode.new()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "diary"
    plan = find_protocol("alter-s003")
    founding = Founding(
        role="patient", plan=plan, zone="UTC", language="en", participant="P1", first_dose=None
    )
    create_store(folder, OLD, founding, clock=FixedClock(), cost=LEAST_COST, recovery=CODE).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "diary")
    return tmp_path / "diary"


@pytest.fixture
def store(folder: Path) -> Iterator[OpenedStore]:
    with open_store(folder, OLD, clock=FixedClock("2026-02-01T08:00")) as store:
        yield store


def opens(folder: Path, secret: Secret) -> bool:
    try:
        open_store(folder, secret, clock=FixedClock()).close()
    except WrongPassphrase:
        return False
    return True


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("keys*"))}


def test_a_new_passphrase_takes_the_place_of_the_old_one(folder: Path, store: OpenedStore) -> None:
    database = (folder / "diary.db").read_bytes()
    store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    assert (folder / "diary.db").read_bytes() == database  # wrapped again, never encrypted again
    store.close()
    assert [opens(folder, each) for each in (OLD, NEW, CODE)] == [False, True, True]
    assert len(set(files(folder).values())) == 1
    assert {file.stat().st_mode & 0o777 for file in folder.glob("keys*")} == {0o600}
    assert [slot.kind for slot in slots_in(folder)] == ["passphrase", "recovery"]
    assert slots_in(folder)[0].created_at == "2026-02-01T00:00:00.000Z"


def test_a_diary_is_made_with_both_ways_in_at_once(folder: Path) -> None:
    assert [slot.kind for slot in slots_in(folder)] == ["passphrase", "recovery"]
    assert len(set(files(folder).values())) == 1
    assert opens(folder, OLD)
    assert opens(folder, CODE)


def test_a_code_is_printed_before_there_is_a_diary(tmp_path: Path) -> None:
    from pypdf import PdfReader

    texts = []
    for store_id in ("", "6f1c2a"):
        page = tmp_path / f"page{store_id}.pdf"
        save_recovery_page(CODE, "en", page, date(2026, 1, 5), store_id)
        texts.append(PdfReader(page).pages[0].extract_text())
    for text in texts:
        assert all(line in text for line in CODE.lines())
        assert "Made on" in text
    assert ["diary 6f1c2a" in text for text in texts] == [False, True]
    assert "diary ." not in texts[0]


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(folder: Path) -> None:
    with open_store(folder, CODE, clock=FixedClock()) as store:
        store.access.change_passphrase(CODE, NEW, cost=LEAST_COST)
    assert [opens(folder, each) for each in (OLD, NEW, CODE)] == [False, True, True]


def test_a_new_recovery_code_takes_the_place_of_the_old_one(folder: Path, store: OpenedStore) -> None:
    newer = RecoveryCode.new()
    store.access.keep_recovery_code(OLD, newer)
    store.close()
    assert [opens(folder, each) for each in (OLD, CODE, newer)] == [True, False, True]


def test_whoever_finds_it_open_cannot_change_who_opens_it(folder: Path, store: OpenedStore) -> None:
    before = files(folder)
    for wrong in ("guessed", RecoveryCode.new()):
        with pytest.raises(WrongPassphrase):
            store.access.change_passphrase(wrong, NEW, cost=LEAST_COST)
        with pytest.raises(WrongPassphrase):
            store.access.keep_recovery_code(wrong, RecoveryCode.new())
    with pytest.raises(WrongPassphrase, match="is needed"):
        store.access.change_passphrase(OLD, " ", cost=LEAST_COST)
    assert files(folder) == before


def test_the_keys_of_another_diary_are_not_changed(folder: Path, store: OpenedStore, tmp_path: Path) -> None:
    plan = find_protocol("alter-s003")
    founding = Founding(
        role="clinic", plan=plan, zone="UTC", language="en", participant=None, first_dose=None
    )
    create_store(tmp_path / "other", OLD, founding, clock=FixedClock(), cost=LEAST_COST).close()
    for name, content in files(tmp_path / "other").items():
        (folder / name).write_bytes(content)
    with pytest.raises(Damaged, match="not of the open diary"):
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)


@pytest.mark.logs("could not be replaced")
@pytest.mark.parametrize("number", range(1, 8))
def test_a_storage_error_at_any_call_leaves_the_one_or_the_other(
    folder: Path, store: OpenedStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The calls that make it durable: open, fsync, rename, open folder, fsync folder, for each copy."""
    seen: list[str] = []

    def failing(name: str) -> None:
        real = getattr(os, name)

        def called(*args: object, **more: object) -> object:
            seen.append(name)
            if len(seen) == number:
                raise OSError(28, "No space left on device")
            return real(*args, **more)

        monkeypatch.setattr(os, name, called)

    for name in ("open", "fsync", "replace"):
        failing(name)
    said: PlainError | None = None
    try:
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    except NotSaved as problem:
        said = problem
    monkeypatch.undo()
    assert len(seen) >= number
    store.close()
    opened = [opens(folder, each) for each in (OLD, NEW)]
    assert sorted(opened) == [False, True]
    assert opens(folder, CODE)
    assert len(set(files(folder).values())) == 1  # the copy that fell behind was mended
    assert sorted(files(folder)) == ["keys.copy.json", "keys.json"]
    if number <= 3:
        assert opened[0]
        assert said is not None
        assert "could not be written" in str(said)
    elif said is not None:
        assert opened[1]
        assert "not certain" in str(said)
    else:
        assert number > 5


class _Killed(BaseException):
    """Ends the process, as far as the program can tell: nothing cleans up behind it."""


@pytest.mark.parametrize("number", range(1, 13))
def test_a_kill_at_any_call_leaves_the_one_or_the_other(
    folder: Path, store: OpenedStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    seen: list[str] = []

    def killed_at(name: str) -> None:
        real = getattr(os, name)

        def called(*args: object, **more: object) -> object:
            seen.append(name)
            if len(seen) == number:
                raise _Killed
            return real(*args, **more)

        monkeypatch.setattr(os, name, called)

    for name in ("open", "fsync", "replace"):
        killed_at(name)
    if number <= 10:
        with pytest.raises(_Killed):
            store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
    else:  # two copies of five calls each, and that is all
        store.access.change_passphrase(OLD, NEW, cost=LEAST_COST)
        assert len(seen) == 10
    monkeypatch.undo()
    store.close()
    assert [opens(folder, each) for each in (OLD, NEW, CODE)] == [number <= 3, number > 3, True]
    with open_store(folder, CODE, clock=FixedClock()) as again:
        again.access.change_passphrase(CODE, "yet other words", cost=LEAST_COST)
    assert opens(folder, "yet other words")
    assert sorted(files(folder)) == ["keys.copy.json", "keys.json"]


_CHANGING = """
import sys
from pathlib import Path
from diary_app.bootstrap import open_store
from diary_app.security.argon import LEAST_COST
folder, old, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with open_store(folder, old) as store:
    print("ready", flush=True)
    while True:
        store.access.change_passphrase(old, new, cost=LEAST_COST)
        old, new = new, old
"""


def test_a_kill_in_the_middle_leaves_the_one_or_the_other(folder: Path) -> None:
    opened = OLD
    for round_ in range(2):
        other = NEW if opened == OLD else OLD
        command = [sys.executable, "-c", _CHANGING, str(folder), opened, other]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(0.005 + 0.03 * round_)
            child.send_signal(signal.SIGKILL)
        now = [opens(folder, each) for each in (OLD, NEW)]
        assert sorted(now) == [False, True]
        assert opens(folder, CODE)
        opened = OLD if now[0] else NEW
    assert len(set(files(folder).values())) == 1


def test_changing_needs_the_lock_that_opening_takes(folder: Path, store: OpenedStore) -> None:
    from diary_app.storage.folder import StoreFolder
    from diary_app.storage.lock import Holder, acquire

    with pytest.raises(InUse):
        acquire(StoreFolder(folder), Holder.COMMAND_LINE, FixedClock(), 0)


def test_what_a_cut_off_change_left_goes_when_the_diary_opens(folder: Path) -> None:
    left = folder / "keys.json.part"
    left.write_bytes(b"half a key file")
    assert opens(folder, OLD)
    assert not left.exists()
