"""``backup``, ``restore`` and the backups that are made by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.storage import backup as backup_module
from diary_app.storage.folder import StoreFolder
from tests.cli_calls import PASSPHRASE, Calls, clinic, patient, refused
from tests.support import FixedClock
from tests.unit.storage.test_backup import rebuilt


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    calls = patient(tmp_path / "diary")
    for day in ("05", "06", "07"):
        calls("dose", "add", "--date", f"2026-01-{day}", "--time", "07:10", "--note", f"note {day}").id  # noqa: B018
    return calls


def clock_of(calls: Calls) -> FixedClock:
    assert isinstance(calls.clock, FixedClock)
    return calls.clock


def shown(calls: Calls) -> list[str]:
    """All that the diary shows of what was kept."""
    lists = ("doses", "symptoms", "vitals", "qlq", "cycles")
    return [calls("list", name, "--json", "--history").out for name in lists] + [
        calls("status", "--json").out
    ]


@pytest.mark.slow
def test_there_and_back_on_a_fresh_machine(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "stick" / "diary.diary-backup"
    out.parent.mkdir()
    before = shown(calls)
    of_the_participant = [head for head in calls.heads() if head["chain"] != "store"]
    made = calls("backup", "-o", str(out), "--json").json
    assert (made["file"], made["entries"], made["epoch"]) == (str(out), 8, 1)
    heads = made["heads"]
    assert [head for head in heads if head["chain"] != "store"] == of_the_participant
    log = calls("list", "log", "--json").json
    assert (log[-2]["kind"], log[-2]["hash"]) == ("device", heads[-1]["hash"])  # the key of the backup's mark
    assert log[-1]["id"] == made["id"]
    assert log[-1]["kind"] == "backup"
    assert (log[-1]["chain"], log[-1]["payload"]["heads"]) == ("store", heads)

    fresh = Calls(tmp_path / "elsewhere" / "diary", calls.clock)
    done = fresh("restore", str(out), "--json").json
    assert (done["entries"], done["epoch"], done["set_aside"], done["lost"]) == (8, 2, None, None)
    assert shown(fresh) == before
    assert fresh("verify").code == 0
    rebuilt_records = fresh("rebuild", "--json").json["records"]
    assert rebuilt_records == fresh("verify", "--json").json["records"]
    log = fresh("list", "log", "--json").json
    assert len(log) == 9
    assert (log[-1]["kind"], log[-1]["id"], log[-1]["epoch"], log[-1]["seq"]) == ("restore", done["id"], 2, 1)
    assert log[-1]["payload"]["heads"] == heads
    assert (fresh.folder / "plain.json").read_bytes() == (calls.folder / "plain.json").read_bytes()
    fresh("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    assert fresh("verify").code == 0
    assert "made and checked" in calls("backup", "-o", str(out)).out


@pytest.mark.slow
def test_what_came_after_is_named_and_set_aside(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "b"
    assert calls("backup", "-o", str(out)).code == 0
    before = shown(calls)
    calls("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    told = calls("restore", str(out))
    assert told.code == 0, told
    assert "Entries 7 to 7 of the chain P1 are no longer in the diary; they are in " in told.out
    assert "chain store" not in told.out  # that the backup was made is no loss to speak of
    assert "no longer open" not in told.out
    assert shown(calls) == before
    [aside] = (calls.folder / "set-aside").iterdir()
    assert str(aside) in told.out
    old = Calls(aside, calls.clock)
    assert len(old("list", "doses", "--json").json) == 4
    assert old("verify").code == 0


@pytest.mark.slow
def test_keys_made_since_the_backup_and_what_nobody_can_know_are_said(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "b"
    assert calls("backup", "-o", str(out)).code == 0
    calls("recovery", "new", "--json")
    told = calls("restore", str(out))
    assert "codes made since then no longer open it" in told.out
    assert "written down after the backup" not in told.out
    (calls.folder / "diary.db").write_bytes(b"rubbish" * 3000)
    told = calls("restore", str(out))
    assert "no longer open it" not in told.out
    assert "what was written down after the backup, if anything was, is not in the diary now" in told.out


def test_a_chain_of_two_epochs_is_told_apart(calls: Calls, tmp_path: Path) -> None:
    first, second = tmp_path / "b", tmp_path / "c"
    assert calls("backup", "-o", str(first)).code == 0
    calls("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    assert calls("backup", "-o", str(second)).code == 0
    assert calls("restore", str(second)).code == 0
    calls("dose", "add", "--date", "2026-01-09", "--time", "07:10").id  # noqa: B018
    told = calls("restore", str(first))
    assert "Entries 7 to 7 of the chain P1 (epoch 1) are no longer" in told.out
    assert "Entries 1 to 1 of the chain P1 (epoch 2) are no longer" in told.out


def test_with_the_recovery_code(calls: Calls, tmp_path: Path) -> None:
    code = " ".join(calls("recovery", "new", "--json").json["recovery_code"])
    out = tmp_path / "b"
    assert calls("backup", "-o", str(out)).code == 0
    fresh = Calls(tmp_path / "fresh", calls.clock, environ={"LANG": "C", "DIARY_APP_RECOVERY_CODE": code})
    assert fresh("restore", str(out)).code == 0
    assert len(fresh("list", "doses", "--json").json) == 3


def test_a_clinics_store(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "clinic")
    out = tmp_path / "b"
    assert calls("backup", "-o", str(out), "--user", "n.wang").code == 0
    assert calls("list", "log", "--json").json[-1]["actor"] == "n.wang"
    assert calls("restore", str(out)).code == 0
    assert [each["participant"] for each in calls("participants", "--json").json] == ["P1", "P2"]


def test_every_refusal(calls: Calls, tmp_path: Path) -> None:
    out, other = tmp_path / "b", tmp_path / "other"
    assert calls("backup", "-o", str(out)).code == 0
    fresh = Calls(tmp_path / "fresh", calls.clock)
    wrong = {"DIARY_APP_PASSPHRASE": "not this one"}
    for each in (calls, fresh):
        refused(each("restore", str(out), environ=wrong), 4, "not the passphrase")
        refused(each("restore", str(tmp_path / "none")), 3, "cannot be read")
        refused(each("restore", str(calls.folder / "diary.db")), 3, "not a backup of this program")
        for content in (b"", out.read_bytes()[:-100], out.read_bytes()[:9000]):
            other.write_bytes(content)
            refused(each("restore", str(other)), 5, "damaged")
    slots = (calls.folder / "keys.json").read_bytes()
    rebuilt(tmp_path / "c", out, keys=slots.replace(b'"salt": "', b'"salt": "0'))
    refused(calls("restore", str(tmp_path / "c")), 5)
    assert not fresh.folder.exists()
    assert len(calls("list", "doses", "--json").json) == 3
    refused(calls("backup", "-o", str(calls.folder / "keys.json")), 3, "inside the folder of a diary")
    refused(calls("backup", "-o", str(tmp_path / "nowhere" / "b")), 8)
    refused(fresh("backup", "-o", str(other)), 11)
    assert calls("restore").code == 2


@pytest.mark.slow
def test_a_backup_after_a_day_with_changes(calls: Calls) -> None:
    backups = calls.folder / "backups"
    assert not backups.exists()  # the day is not over
    clock_of(calls).advance(days=1)
    assert calls("list", "doses").code == 0
    assert not backups.exists()  # nothing was written
    calls("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    [first] = backups.iterdir()
    assert first.stat().st_mode & 0o777 == 0o600
    assert backups.stat().st_mode & 0o777 == 0o700
    calls("dose", "add", "--date", "2026-01-09", "--time", "07:10").id  # noqa: B018
    clock_of(calls).advance(hours=1)
    calls("dose", "add", "--date", "2026-01-12", "--time", "07:10").id  # noqa: B018
    assert list(backups.iterdir()) == [first]  # once a day
    clock_of(calls).advance(days=1)
    calls("dose", "add", "--date", "2026-01-13", "--time", "07:10").id  # noqa: B018
    assert len(list(backups.iterdir())) == 2
    last = calls("list", "log", "--json").json[-1]
    assert (last["kind"], last["role"], last["payload"]["automatic"]) == ("backup", "system", True)
    newest = max(backups.iterdir())
    assert calls("restore", str(newest)).code == 0
    assert len(calls("list", "doses", "--json").json) == 7
    assert calls("verify").code == 0


def test_days_without_changes_bring_no_backup(calls: Calls) -> None:
    clock_of(calls).advance(days=1)
    calls("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    calls("undo", calls("list", "doses", "--json").json[-1]["id"]).id  # noqa: B018
    clock_of(calls).advance(days=5)
    assert calls("status").code == 0
    assert len(list((calls.folder / "backups").iterdir())) == 1


def test_a_backup_that_fails_ends_nothing(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    clock_of(calls).advance(days=1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(backup_module, "write_container", full)
        ran = calls("dose", "add", "--date", "2026-01-08", "--time", "07:10")
    assert ran.id
    assert ran.err == "The automatic backup failed: The backup was not saved: No space left on device.\n"
    assert not list((calls.folder / "backups").iterdir())
    assert len(calls("list", "doses", "--json").json) == 4
    calls("dose", "add", "--date", "2026-01-09", "--time", "07:10").id  # noqa: B018
    assert len(list((calls.folder / "backups").iterdir())) == 1


@pytest.mark.logs("unexpected fault ended the automatic backup")
def test_a_fault_of_the_program_in_a_backup_ends_nothing(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_of(calls).advance(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(backup_module, "write_container", None)
        ran = calls("dose", "add", "--date", "2026-01-08", "--time", "07:10")
    assert ran.id
    assert ran.err.count("\n") == 1
    assert "automatic backup failed" in ran.err
    assert "Traceback" not in ran.err


def test_a_damaged_diary_names_the_way_out(calls: Calls) -> None:
    clock_of(calls).advance(days=1)
    calls("dose", "add", "--date", "2026-01-08", "--time", "07:10").id  # noqa: B018
    [backup] = (calls.folder / "backups").iterdir()
    (calls.folder / "diary.db").write_bytes(b"")
    refused(calls("status"), 5, "damaged", f"restore {backup}")
    assert calls("restore", str(backup)).code == 0
    assert len(calls("list", "doses", "--json").json) == 4


def test_in_use(calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app import bootstrap
    from diary_app.storage import lock, restore

    out = tmp_path / "b"
    assert calls("backup", "-o", str(out)).code == 0
    monkeypatch.setattr(restore.restore_backup, "__kwdefaults__", {"wait_seconds": 0})
    with bootstrap.open_store(calls.folder, PASSPHRASE, holder=lock.Holder.WINDOW, clock=calls.clock):
        refused(calls("restore", str(out)), 7, "open in the window")
    assert StoreFolder(calls.folder).database.exists()


def test_tables_are_rebuilt_after_a_backup(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer program's first opening: a backup with the old tables, then the new ones."""
    from diary_app.storage import meta
    from diary_app.storage import store as store_module

    newer = store_module.PROJECTION_VERSION + 1
    monkeypatch.setattr(store_module, "PROJECTION_VERSION", newer)
    monkeypatch.setattr(meta, "PROJECTION_VERSION", newer)
    kept: list[int] = []
    rebuild = store_module.rebuild

    def counted(*given: object) -> int:
        kept.append(len(list((calls.folder / "backups").iterdir())))
        return rebuild(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(store_module, "rebuild", counted)
    assert calls("status").code == 0
    assert calls("status").code == 0
    assert kept == [1]


@pytest.mark.slow
def test_the_settings_beside_it_take_the_role_of_the_restored_diary(calls: Calls, tmp_path: Path) -> None:
    from dataclasses import replace

    from diary_app.common.settings import read_settings, save_settings

    plain, out = calls.folder / "plain.json", tmp_path / "b"
    other = clinic(tmp_path / "clinic")
    assert other("backup", "-o", str(out), "--user", "n.wang").code == 0
    own = replace(read_settings(plain), text_size=150, language="zh_CN")
    save_settings(plain, own)
    assert calls("backup", "-o", str(tmp_path / "own")).code == 0
    assert calls("restore", str(tmp_path / "own")).code == 0
    assert read_settings(plain) == own  # of one role: what was chosen on this computer stays
    assert calls("restore", str(out)).code == 0
    assert read_settings(plain) == replace(own, role="clinic", language="en")
