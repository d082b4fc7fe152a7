"""``verify``, ``rebuild``, ``report``, ``demo``, ``self-test``; exit codes of a store that is not well."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from diary_app.bootstrap import WINDOW, open_store
from diary_app.common.ids import new_id
from diary_app.security.passphrase import PassphraseKeys
from diary_app.services import sample, self_test
from diary_app.storage import lock
from diary_app.storage.folder import StoreFolder
from tests.cli_calls import PASSPHRASE, Calls, patient, refused
from tests.support import FixedClock


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    calls = patient(tmp_path / "diary")
    for day in ("05", "06", "07"):
        calls("dose", "add", "--date", f"2026-01-{day}", "--time", "07:10", "--note", f"note {day}").id  # noqa: B018
    return calls


def alter(calls: Calls, *statements: str) -> None:
    """Change the database behind the program's back, as somebody who has the key could."""
    folder = StoreFolder(calls.folder)
    _, key = PassphraseKeys(PASSPHRASE, clock=FixedClock(), new_id=new_id).unlock(folder.key_files)
    database: Any = sqlcipher3.connect(str(folder.database), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    for _, guard in guards:
        database.execute(guard)
    database.close()


@pytest.mark.slow
def test_verify_and_rebuild_of_a_whole_store(calls: Calls) -> None:
    told = calls("verify").out
    assert "7 entries in 2 chains" in told
    assert "Everything agrees." in told
    found = calls("verify", "--json").json
    assert (found["whole"], found["entries"], found["findings"], found["unknown"]) == (True, 7, [], {})
    assert {(head["chain"], head["seq"]) for head in found["heads"]} == {("store", 1), ("P1", 6)}
    rows = calls("list", "doses", "--json").json
    assert calls("rebuild", "--json").json == {"records": found["records"], "differed": []}
    assert str(found["records"]) in calls("rebuild").out
    assert calls("list", "doses", "--json").json == rows


ALTERED: dict[str, tuple[str, str, int | None]] = {
    "the value of a dose": (
        "UPDATE log_entry SET payload = replace(payload, '\"12\"', '\"10\"') WHERE seq = 5 AND chain = 'P1'",
        "content", 5),
    "a note": ("UPDATE log_entry SET note = '\"another\"' WHERE seq = 4 AND chain = 'P1'", "content", 4),
    "the day": (
        "UPDATE log_entry SET about = replace(about, '01-06', '01-08') WHERE seq = 5 AND chain = 'P1'",
        "hash", 5),
    "who wrote it": ("UPDATE log_entry SET actor = 'other' WHERE seq = 6 AND chain = 'P1'", "hash", 6),
    "an entry taken out": ("DELETE FROM log_entry WHERE seq = 5 AND chain = 'P1'", "gap", 6),
    "a table": ("UPDATE dose SET mg = '10' WHERE rowid = (SELECT min(rowid) FROM dose)", "tables", None),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_tampering_ends_with_9_and_names_the_place(calls: Calls, what: str) -> None:
    statement, kind, seq = ALTERED[what]
    alter(calls, statement)
    ran = calls("verify")
    refused(ran, 9, kind)
    found = calls("verify", "--json")
    assert found.code == 9
    first = found.json["findings"][0]
    assert (first["kind"], first["seq"]) == (kind, seq)
    assert found.json["whole"] is False
    if seq is not None:
        assert f"number {seq} of the chain P1" in ran.err
    assert "note 0" not in ran.err + found.out


def test_a_table_that_was_altered_is_made_anew(calls: Calls) -> None:
    alter(calls, ALTERED["a table"][0])
    assert calls("verify").code == 9
    assert calls("rebuild").code == 0
    assert calls("verify").code == 0


def test_a_missing_guard_is_tampering(calls: Calls) -> None:
    folder = StoreFolder(calls.folder)
    _, key = PassphraseKeys(PASSPHRASE, clock=FixedClock(), new_id=new_id).unlock(folder.key_files)
    database: Any = sqlcipher3.connect(str(folder.database), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    [(name,), *_] = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    database.execute(f"DROP TRIGGER {name}")
    database.close()
    refused(calls("verify"), 9, "guard")


def test_entries_of_an_unknown_kind_are_named(calls: Calls) -> None:
    with open_store(calls.folder, PASSPHRASE, clock=calls.clock) as opened:
        from dataclasses import replace

        from diary_app.domain.log.act import Act
        from diary_app.domain.log.entry import Kind

        act = Act(kind=Kind.CLOCK, chain="P1", author=opened.diary.author("P1"), payload={}, participant="P1")
        strange: Any = type("Strange", (str,), {"value": "horoscope"})("horoscope")
        opened.opened.store.journal.append([replace(act, kind=strange)])
    ran = calls("verify")
    assert ran.code == 0, ran
    assert "1 entries of the kind horoscope" in ran.out
    assert calls("verify", "--json").json["unknown"] == {"horoscope": 1}


def _empty_database(folder: StoreFolder) -> None:
    folder.database.write_bytes(b"")


def _missing_database(folder: StoreFolder) -> None:
    folder.database.unlink()


def _no_keys(folder: StoreFolder) -> None:
    for file in folder.key_files:
        file.unlink()


def _broken_keys(folder: StoreFolder) -> None:
    for file in folder.key_files:
        file.write_text("{}", encoding="ascii")


def _garbled_database(folder: StoreFolder) -> None:
    content = folder.database.read_bytes()
    folder.database.write_bytes(os.urandom(4096) + content[4096:])


@pytest.mark.parametrize(
    "harm", [_empty_database, _missing_database, _no_keys, _broken_keys, _garbled_database]
)
@pytest.mark.logs("key file")
def test_a_damaged_store_ends_with_5_and_is_never_replaced(
    calls: Calls, harm: Callable[[StoreFolder], None]
) -> None:
    folder = StoreFolder(calls.folder)
    harm(folder)
    files = {file.name: file.read_bytes() for file in calls.folder.iterdir() if file.suffix != ".lock"}
    for argv in (["status"], ["verify"], ["weight", "--date", "2026-01-06", "60"]):
        refused(calls(*argv), 5)
    refused(calls("init", "--role", "patient"), 3, "already holds")
    after = {file.name: file.read_bytes() for file in calls.folder.iterdir() if file.suffix != ".lock"}
    assert after == files


@pytest.mark.logs("the accounts could not be read: Damaged")
def test_a_damaged_page_is_found_by_verify(calls: Calls) -> None:
    content = bytearray(StoreFolder(calls.folder).database.read_bytes())
    content[-2000:-1900] = os.urandom(100)
    StoreFolder(calls.folder).database.write_bytes(content)
    refused(calls("verify"), 5, "damaged")


def test_a_newer_store_ends_with_6(calls: Calls) -> None:
    alter(calls, "UPDATE meta SET value = '99' WHERE name LIKE '%schema%'")
    for argv in (["status"], ["weight", "--date", "2026-01-06", "60"], ["rebuild"]):
        refused(calls(*argv), 6, "99")


def test_a_store_that_the_window_holds_ends_with_7(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock.acquire, "__defaults__", (0.05,))
    with open_store(calls.folder, PASSPHRASE, holder=WINDOW, clock=calls.clock) as held:
        import diary_app.storage.store as storage

        monkeypatch.setitem(storage.open_store.__kwdefaults__, "wait_seconds", 0.05)
        refused(calls("status"), 7, "window", str(os.getpid()))
        assert held.diary.status("P1").study_day == 16
    assert calls("status").code == 0


class _Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


class _Gone(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_an_output_that_is_full_or_gone_ends_with_8(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import cli_calls

    streams = iter([_Full(), io.StringIO(), _Gone(), io.StringIO()])
    monkeypatch.setattr(cli_calls, "_stream", lambda: next(streams))
    ran = calls("status")
    assert ran.code == 8
    assert ran.err == "The output could not be written: No space left on device.\n"
    gone = calls("status")
    assert (gone.code, gone.err) == (8, "")


@pytest.mark.slow
def test_a_report_is_made_whole_or_not_at_all(calls: Calls, tmp_path: Path) -> None:
    from pypdf import PdfReader

    before = {head["chain"]: head for head in calls.heads()}
    out = tmp_path / "summary.pdf"
    assert calls("report", "-o", str(out), "--json").json == {"file": str(out)}
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "P1" in text
    assert "note 05" not in text
    assert calls("report", "-o", str(out), "--notes").out.count(str(out)) == 1
    assert "note 05" in "".join(page.extract_text() for page in PdfReader(out).pages)
    after = {head["chain"]: head for head in calls.heads()}
    assert after.pop("access")["seq"] == 2
    assert after.pop("store")["seq"] == before.pop("store")["seq"] + 1  # the signing key
    assert after == before
    refused(calls("report", "-o", str(tmp_path / "no" / "folder.pdf")), 8, "folder.pdf")
    refused(calls("report", "-o", str(tmp_path)), 3, "is no PDF file")
    assert calls.heads()[0] == before.get("P1", calls.heads()[0])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    calls = Calls(tmp_path_factory.mktemp("sample") / "demo", FixedClock("2026-03-10T09:00"))
    assert calls("demo", "--lang", "zh_CN", "--json").json["participants"] == ["SAMPLE-001"]
    return calls


class TestDemo:
    @pytest.mark.slow
    def test_a_made_up_diary_that_ends_today_with_a_capsule_due(self, demo: Calls) -> None:
        state = demo("status", "--json").json
        assert (state["on"], state["cycle"], state["cycle_day"]) == ("2026-03-10", 5, 9)
        assert state["dose_status"] == "due"
        counts = state["adherence"]
        assert (counts["due"], counts["taken"], counts["not_taken"]) == (61, 59, 1)
        assert (counts["not_recorded"], counts["held"]) == (1, 3)
        assert "SAMPLE DATA" in demo("status", "--lang", "en").out

    def test_its_clock_runs_evenly(self, demo: Calls) -> None:
        times = demo("verify", "--json").json["times"]
        assert (times["suspect"], times["zones"], times["backwards"]) == (0, [], [])

    def test_something_of_everything(self, demo: Calls) -> None:
        doses = demo("list", "doses", "--history", "--json").json
        assert sum(row["late"] for row in doses) == 1
        assert sum(row["corrects"] is not None for row in doses) == 1
        forms = demo("list", "qlq", "--json").json
        assert [row["window_state"] for row in forms] == ["in_window"] * 3
        symptoms = demo("list", "symptoms", "--json").json
        assert len({row["day"] for row in symptoms}) == 96
        assert any(row["note"] and "虚构" in row["note"] for row in symptoms)
        assert {row["kind"] for row in demo("list", "vitals", "--json").json} == {
            "bp",
            "weight",
            "temperature",
        }

    def test_it_is_marked_and_its_entries_look_entered_in_their_time(self, demo: Calls) -> None:
        log = demo("list", "log", "--json").json
        assert log[0]["payload"]["sample"] is True
        assert next(row for row in log if row["kind"] == "visit")["about"]["day"] > "2026-03-10"
        entered = [row["entered_at"] for row in log]
        assert entered == sorted(entered)
        assert entered[-1] < "2026-03-10T01:00:00.000Z"
        assert not any(row["clock_suspect"] for row in log)
        assert not any(row["late_entry"] for row in demo("list", "doses", "--json").json)
        assert demo("verify").code == 0

    def test_the_same_day_gives_the_same_diary(self) -> None:
        first = date(2025, 12, 4)
        assert list(sample.script(first, "en")) == list(sample.script(first, "en"))
        chinese = list(sample.script(first, "zh_CN"))
        assert [step.at for step in chinese] == [step.at for step in sample.script(first, "en")]

    def test_another_number_of_people_is_refused(self, tmp_path: Path) -> None:
        refused(Calls(tmp_path / "demo")("demo", "--patients", "2001"), 3, "2001")
        assert list(tmp_path.iterdir()) == []

    def test_a_fault_half_way_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from diary_app.common.errors import NotSaved
        from diary_app.services.diary import DiaryService

        def full(*_: object, **__: object) -> str:
            raise NotSaved("The disk is full.")

        monkeypatch.setattr(DiaryService, "write", full)
        calls = Calls(tmp_path / "demo")
        refused(calls("demo"), 8, "full")
        assert not any((tmp_path / "demo").iterdir())


class TestSelfTest:
    @pytest.mark.slow
    def test_everything_is_good(self, tmp_path: Path) -> None:
        ran = Calls(tmp_path / "none")("self-test", "--json")
        assert ran.code == 0, ran
        assert ran.json["passed"] is True
        assert len(ran.json["checks"]) == 8
        assert not (tmp_path / "none").exists()

    @pytest.mark.slow
    def test_a_restore_that_differs_and_a_code_that_does_not_open_are_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        digests = (str(number) for number in range(9))
        monkeypatch.setattr("diary_app.storage.digest.digest", lambda *_: next(digests))
        monkeypatch.setattr("diary_app.bootstrap.SecretKeys", lambda _: PassphraseKeys(
            "another", clock=FixedClock(), new_id=new_id))  # fmt: skip
        ran = Calls(tmp_path / "none")("self-test")
        assert ran.code == 1
        assert "FAILED  passphrase and recovery code" in ran.out
        assert "FAILED  a backup made, and restored elsewhere" in ran.out
        assert "the recovery code does not open the diary" in ran.err

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("broken", "fragment"),
        [("score", "questionnaire scores"), ("find_protocol", "study plans"), ("load", "texts")],
    )
    def test_what_is_broken_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, fragment: str
    ) -> None:
        real = getattr(self_test, broken)

        def wrong(*given: Any) -> Any:
            if broken == "score":
                return dict.fromkeys(real(*given), 50.0)
            raise FileNotFoundError(given[0])

        monkeypatch.setattr(self_test, broken, wrong)
        monkeypatch.setattr(self_test, "_round_trip", lambda *_: None)  # it is long, and tried above
        ran = Calls(tmp_path / "none")("self-test")
        assert ran.code == 1
        assert f"FAILED  {fragment}" in ran.out
        assert ran.err.count("\n") == 1
        assert fragment in ran.err

    def test_every_vector_tells(self) -> None:
        forms = self_test.vectors()
        assert len(forms) >= 30
        blanks = [expected for _, expected in forms if None in expected.values()]
        assert len(blanks) >= 10


@pytest.mark.slow
def test_rebuild_says_that_the_tables_had_differed(calls: Calls) -> None:
    alter(calls, "UPDATE dose SET mg = '10' WHERE rowid = (SELECT min(rowid) FROM dose)")
    assert "The tables had differed from it." in calls("rebuild").out
    again = calls("rebuild")
    assert (again.code, "differed" in again.out) == (0, False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_no_output_takes_the_place_of_a_pipe_or_device(calls: Calls, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    refused(calls("report", "-o", str(pipe)), 8, "it is not a file")
    assert pipe.is_fifo()
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text(",".join(f"q{n}" for n in range(1, 31)) + "\n" + ",".join("1" * 30) + "\n", "utf-8")
    os.mkfifo(out)
    refused(calls("score", str(table), "-o", str(out)), 8, "it is not a file")
    assert out.is_fifo()
