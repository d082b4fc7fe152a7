"""``verify --mark``, ``--pdf``, ``--save-mark`` and its times; what ``rebuild`` and ``report`` log."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from diary_app import bootstrap
from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.chain import Head
from diary_app.domain.log.mark import content, decode, encode, signed
from diary_app.reports.embedded_mark import find_mark
from diary_app.security.signing import DeviceSigning
from diary_app.services.marks import read_brought
from diary_app.storage.backup_file import open_backup
from diary_app.storage.backup_folder import backup_name
from diary_app.storage.backup_manifest import encode as encode_manifest
from tests.cli_calls import PASSPHRASE, Calls, clinic, patient, refused
from tests.integration.test_store_integrity import tamper
from tests.store_support import reopen
from tests.support import FixedClock
from tests.unit.storage.test_backup import rebuilt
from tests.unit.storage.test_backup_manifest import manifest_with


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with a dose, a mark of it, two more doses, a backup ``b``, and last a summary."""
    place = tmp_path_factory.mktemp("prepared")
    calls = patient(place / "diary")
    write(calls, "05")
    ran = calls("verify", "--save-mark", str(place / "clinic.mark"), "--json")
    assert (ran.code, ran.json["saved"]) == (0, str(place / "clinic.mark"))
    write(calls, "06", "07")
    assert calls("backup", "-o", str(place / "b")).code == 0
    assert calls("report", "-o", str(place / "summary.pdf")).code == 0
    return place


@pytest.fixture
def calls(prepared: Path, tmp_path: Path) -> Calls:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return Calls(tmp_path / "diary", FixedClock("2026-01-20T20:00"))


@pytest.fixture
def mark(calls: Calls, tmp_path: Path) -> Path:
    """What the clinic keeps; after it two more doses were written."""
    return tmp_path / "clinic.mark"


@pytest.fixture
def pdf(calls: Calls, tmp_path: Path) -> Path:
    """What was printed last."""
    return tmp_path / "summary.pdf"


def write(calls: Calls, *days: str) -> None:
    for day in days:
        calls("dose", "add", "--date", f"2026-01-{day}", "--time", "07:10").id  # noqa: B018


def alter(calls: Calls, *statements: str) -> None:
    with reopen(calls.folder, PASSPHRASE, calls.clock) as store:
        tamper(store, *statements)


def cut_off(calls: Calls, after: int) -> None:
    """The end of the participant's chain cut off, and the tables made anew, as a careful forger would."""
    alter(calls, f"DELETE FROM log_entry WHERE chain = 'P1' AND seq > {after}")
    with reopen(calls.folder, PASSPHRASE, calls.clock) as store:
        store.integrity.rebuild()


def test_a_log_that_went_on_since_reaches_its_mark(calls: Calls, mark: Path) -> None:
    ran = calls("verify", "--mark", str(mark))
    assert ran.code == 0, ran
    assert "The log reaches entry 4 of the chain P1, as in this file; entries that came after: 2." in ran.out
    assert "signed by this diary's own key" in ran.out
    told = calls("verify", "--mark", str(mark), "--json").json
    assert (told["whole"], told["mark"]["source"], told["mark"]["signed"]) == (True, "mark", True)
    assert [(each["chain"], each["seq"], each["reached"]) for each in told["mark"]["heads"]] == [
        ("P1", 4, 6),
        ("store", 2, 3),
    ]


def test_the_key_is_made_once_and_told_in_the_log(calls: Calls, mark: Path, tmp_path: Path) -> None:
    calls("verify", "--save-mark", str(tmp_path / "again"))
    devices = [each for each in calls("list", "log", "--json").json if each["kind"] == "device"]
    assert [(each["chain"], each["role"]) for each in devices] == [("store", "system")]
    kept = decode(mark.read_bytes())
    assert devices[0]["payload"] == {"public_key": kept.public_key, "algorithm": "Ed25519"}
    assert decode((tmp_path / "again").read_bytes()).public_key == kept.public_key


def test_a_cut_end_that_nothing_else_shows(calls: Calls, mark: Path, tmp_path: Path) -> None:
    cut_off(calls, 4)
    assert calls("verify").code == 0
    assert calls("verify", "--mark", str(mark)).code == 0  # it reaches the mark; what came after is not in it
    cut_off(calls, 3)
    assert calls("verify").code == 0
    refused(calls("verify", "--mark", str(mark)), 10, "chain P1 ends at entry 3", "clinic.mark knows entry 4")
    told = calls("verify", "--mark", str(mark), "--json")
    assert told.code == 10
    [found] = told.json["findings"]
    assert (found["kind"], found["chain"], found["seq"], found["mark"]) == ("shorter", "P1", 4, 4)


def test_a_whole_older_file(calls: Calls, mark: Path, tmp_path: Path) -> None:
    shutil.copytree(calls.folder, tmp_path / "older")
    write(calls, "08")
    newer = tmp_path / "newer"
    assert calls("verify", "--save-mark", str(newer)).code == 0
    older = replace(calls, folder=tmp_path / "older")
    assert older("verify", "--mark", str(mark)).code == 0
    refused(older("verify", "--mark", str(newer)), 10, "ends at entry 6", "knows entry 7")


def test_a_diary_that_went_on_in_two_places(calls: Calls, mark: Path, tmp_path: Path) -> None:
    shutil.copytree(calls.folder, tmp_path / "copy")
    other = replace(calls, folder=tmp_path / "copy")
    write(calls, "08")
    write(other, "09")
    theirs = tmp_path / "theirs"
    assert other("verify", "--save-mark", str(theirs)).code == 0
    refused(calls("verify", "--mark", str(theirs)), 9, "branch", "entry 7 of the chain P1")


def test_a_log_written_anew_with_right_hashes(calls: Calls, mark: Path) -> None:
    """Whoever has the key can make every hash fit; the mark that the clinic holds gives it away."""
    with reopen(calls.folder, PASSPHRASE, calls.clock) as store:
        alter_all(store)
    assert calls("verify").code == 0
    refused(calls("verify", "--mark", str(mark)), 9, "branch", "chain P1")


def alter_all(store: Any) -> None:
    from sqlalchemy import insert

    from diary_app.domain.log.entry import entry_hash
    from diary_app.storage.entry_rows import row_of
    from diary_app.storage.tables.fixed import LOG

    before: str | None = None
    rows = []
    for entry in store.journal.entries(chain="P1"):
        forged = replace(entry, actor="somebody", prev_hash=before)
        forged = replace(forged, hash=entry_hash(forged))
        before = forged.hash
        rows.append(row_of(forged))
    tamper(store, "DELETE FROM log_entry WHERE chain = 'P1'")
    with store._database.writing() as session:
        session.execute(insert(LOG), rows)
    store.integrity.rebuild()


def test_a_broken_chain_is_named_before_the_mark(calls: Calls, mark: Path) -> None:
    alter(calls, "UPDATE log_entry SET actor = 'x' WHERE chain = 'P1' AND seq = 3")
    refused(calls("verify", "--mark", str(mark)), 9, "number 3 of the chain P1", "hash")


@pytest.mark.parametrize(("statement", "told"), [
    ("UPDATE log_entry SET actor = 'x' WHERE chain = 'P1' AND seq = 3", ("entry 3 of the chain P1", "hash")),
    ("UPDATE log_entry SET actor = 'x' WHERE chain = 'store' AND seq = 1", ("of the chain store", "hash")),
    ("UPDATE dose SET mg = '8'", ("tables",)),
])  # fmt: skip
def test_all_of_the_diary_is_checked_before_it_is_shared(
    calls: Calls, tmp_path: Path, statement: str, told: tuple[str, ...]
) -> None:
    alter(calls, statement)
    out = tmp_path / "visit.pdf"
    ran = calls("report", "-o", str(out))
    assert ran.code == 9
    for words in ("the visit summary was not made", *told):
        assert words in ran.err
    assert not out.exists()


def test_a_diary_whose_end_is_missing_can_still_be_shared(calls: Calls, tmp_path: Path) -> None:
    with bootstrap.open_store(calls.folder, PASSPHRASE, clock=calls.clock) as opened:
        opened.safekeeping.mark()  # the key that signs the backup
        opened.opened.store.keep_backup()
    cut_off(calls, 2)
    assert calls("verify").code == 10
    assert calls("report", "-o", str(tmp_path / "visit.pdf")).code == 0


def test_a_restore_explains_what_is_missing_and_is_named(calls: Calls, mark: Path, tmp_path: Path) -> None:
    write(calls, "08")
    newer = tmp_path / "newer"
    assert calls("verify", "--save-mark", str(newer)).code == 0
    assert calls("restore", str(tmp_path / "b")).code == 0
    assert calls("verify", "--mark", str(mark)).code == 0
    refused(calls("verify", "--mark", str(newer)), 10, "ends at entry 6", "restored on 2026-01-20")


def test_a_restored_diary_makes_a_key_of_its_own_and_knows_the_old_one(
    calls: Calls, mark: Path, tmp_path: Path
) -> None:
    fresh = Calls(tmp_path / "fresh", calls.clock)
    assert fresh("restore", str(tmp_path / "b")).code == 0
    assert fresh("verify", "--mark", str(mark)).code == 0
    assert fresh("verify", "--save-mark", str(tmp_path / "new")).code == 0
    old, new = (decode(file.read_bytes()) for file in (mark, tmp_path / "new"))
    assert old.store == new.store
    assert old.public_key != new.public_key
    refused(calls("verify", "--mark", str(tmp_path / "new")), 10)  # the log here lacks the restore


@pytest.mark.parametrize("how", ["signature", "head", "key"])
def test_a_forged_mark(calls: Calls, mark: Path, how: str) -> None:
    kept = decode(mark.read_bytes())
    if how == "key":
        signing, private = DeviceSigning(), bytes(32)
        forged = replace(kept, public_key=signing.public_key(private))
        forged = signed(forged, signing.sign(private, content(forged)))
    elif how == "head":
        forged = replace(kept, heads=kept.heads[1:])
    else:
        forged = signed(kept, "00" * 64)
    mark.write_bytes(encode(forged))
    refused(calls("verify", "--mark", str(mark)), 9, "does not know" if how == "key" else "signature")
    told = calls("verify", "--mark", str(mark), "--json")
    assert (told.code, told.json["mark"]["signed"], told.json["findings"][0]["kind"]) == (9, False, "mark")


def ahead(heads: Iterable[Head], *chains: str) -> tuple[Head, ...]:
    return tuple(replace(each, seq=each.seq + 5) if each.key.chain in chains else each for each in heads)


def by_another_key(mark: Path, heads: tuple[Head, ...]) -> None:
    signing, private = DeviceSigning(), bytes(32)
    forged = replace(decode(mark.read_bytes()), public_key=signing.public_key(private), heads=heads)
    mark.write_bytes(encode(signed(forged, signing.sign(private, content(forged)))))


def test_an_unknown_key_decides_nothing_about_the_log(calls: Calls, mark: Path) -> None:
    heads = decode(mark.read_bytes()).heads
    by_another_key(mark, ahead(heads, "P1"))
    refused(calls("verify", "--mark", str(mark)), 9, "signed by a key that this diary's log does not know")
    by_another_key(mark, ahead(heads, "P1", "store"))  # the entry that told of the key could be gone
    refused(
        calls("verify", "--mark", str(mark)), 10, "ends at entry 6", "does not know", "somebody else made it"
    )


def test_a_log_cut_off_before_its_first_mark_is_shorter_than_a_summary(calls: Calls, pdf: Path) -> None:
    alter(calls, "DELETE FROM log_entry WHERE chain = 'P1' AND seq > 3 OR chain = 'access'")
    alter(calls, "DELETE FROM log_entry WHERE chain = 'store' AND seq > 1")
    calls("rebuild")
    refused(calls("verify", "--pdf", str(pdf)), 10, "chain P1 ends at entry 3", "does not know")


def test_a_backup_whose_signature_was_taken_away_says_nothing(calls: Calls, tmp_path: Path) -> None:
    with open_backup(tmp_path / "b") as backup:
        raw = encode_manifest(backup.manifest)
    lie: dict[str, Any] = {"mark": None}
    for seq in (0, 4):
        lie["heads"] = [{**each, "seq": each["seq"] + seq} for each in json.loads(raw)["heads"]]
        lie["entries"] = sum(each["seq"] for each in lie["heads"])
        rebuilt(tmp_path / "x", tmp_path / "b", manifest=manifest_with(raw, **lie))
        refused(calls("verify", "--mark", str(tmp_path / "x")), 9, "this diary had a key when it was made")
    told = calls("verify", "--mark", str(tmp_path / "x"), "--json").json
    assert [each["detail"] for each in told["findings"]] == ["unsigned"]
    assert told["mark"]["signed"] is False


def test_a_backup_from_before_the_first_key_needs_none_and_is_doubted(calls: Calls, tmp_path: Path) -> None:
    with open_backup(tmp_path / "b") as backup:
        raw = encode_manifest(backup.manifest)
    [first] = [each for each in json.loads(raw)["heads"] if each["chain"] == "P1"]
    for seq in (6, 9):
        lie = {"mark": None, "heads": [{**first, "seq": seq}], "entries": seq}
        rebuilt(tmp_path / f"x{seq}", tmp_path / "b", manifest=manifest_with(raw, **lie))
    assert calls("verify", "--mark", str(tmp_path / "x6")).code == 0
    refused(calls("verify", "--mark", str(tmp_path / "x9")), 10, "ends at entry 6", "x9 itself is not signed")


@pytest.mark.parametrize(
    ("how", "alarm"),
    [
        ("epoch", False),  # nobody restored so often
        ("unsigned", False),  # the diary had a key by then
        ("signature", False),
        ("before the key", True),  # what it knows may have been cut off
    ],
)
def test_a_file_put_among_the_automatic_backups_raises_no_alarm(
    calls: Calls, tmp_path: Path, how: str, alarm: bool
) -> None:
    with open_backup(tmp_path / "b") as backup:
        told = backup.manifest
    assert told.mark is not None
    chains = ("P1",) if how == "before the key" else ("P1", "store")
    heads = ahead((each for each in told.heads if each.key.chain in chains), *chains)
    mark = replace(told.mark, heads=heads) if how == "signature" else None
    lie = replace(told, heads=heads, entries=sum(each.seq for each in heads), counter=99, mark=mark)
    lie = replace(lie, epoch=9 if how == "epoch" else 1)
    backups = calls.folder / "backups"
    backups.mkdir(exist_ok=True)
    out = backups / backup_name(FixedClock().utc, told.store, lie.epoch, 99)
    rebuilt(out, tmp_path / "b", manifest=encode_manifest(lie))
    assert bool(calls("status").err) is alarm
    assert calls("verify").code == (10 if alarm else 0)


def test_a_whole_older_diary_from_before_a_restore_is_still_seen(calls: Calls, tmp_path: Path) -> None:
    shutil.copy(calls.folder / "diary.db", tmp_path / "older.db")
    assert calls("restore", str(tmp_path / "b")).code == 0
    with bootstrap.open_store(calls.folder, PASSPHRASE, clock=calls.clock) as opened:
        opened.backups.up_to_date()
    shutil.copy(tmp_path / "older.db", calls.folder / "diary.db")
    refused(calls("verify"), 10)


@pytest.mark.parametrize("raw", [b"", b"{}", b"%PDF-1.4 nothing", b"PK\x05\x06", b"\x00" * 100])
def test_a_file_that_is_no_mark(calls: Calls, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(raw)
    refused(calls("verify", "--mark", str(file)), 3, "other")
    refused(calls("verify", "--mark", str(tmp_path / "none")), 3, "none")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("summary", [False, True])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, summary: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refusals: list[DoesNotFit] = []

    def read() -> None:
        try:
            read_brought(pipe, summary=summary)
        except DoesNotFit as problem:
            refusals.append(problem)

    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(5)
    assert not reader.is_alive()
    assert "it is not a file" in str(refusals[0])


def test_another_diarys_mark_and_a_newer_one(calls: Calls, mark: Path, tmp_path: Path) -> None:
    other = clinic(tmp_path / "clinic")
    refused(other("verify", "--mark", str(mark)), 3, "of another diary")
    value = {**json.loads(mark.read_bytes()), "version": 2}
    mark.write_text(json.dumps(value))
    refused(calls("verify", "--mark", str(mark)), 6, "version 2", "version 1")
    refused(calls("verify", "--mark", str(mark), "--pdf", str(mark)), 2)


def test_only_a_mark_is_replaced_by_a_mark(calls: Calls, mark: Path, tmp_path: Path) -> None:
    assert calls("verify", "--save-mark", str(mark)).code == 0
    assert decode(mark.read_bytes()).entries > 5
    letter = tmp_path / "letter.txt"
    letter.write_text("dear clinic")
    refused(calls("verify", "--save-mark", str(letter)), 3, "is no mark")
    assert letter.read_text() == "dear clinic"


def test_no_mark_of_a_diary_that_is_not_whole(calls: Calls, tmp_path: Path) -> None:
    alter(calls, "UPDATE log_entry SET actor = 'x' WHERE chain = 'P1' AND seq = 3")
    refused(calls("verify", "--save-mark", str(tmp_path / "m")), 9)
    assert not (tmp_path / "m").exists()


def test_a_backup_is_a_mark_too(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "b"
    told = calls("verify", "--mark", str(out), "--json").json["mark"]
    assert (told["source"], told["signed"]) == ("backup", True)
    cut_off(calls, 5)
    refused(calls("verify", "--mark", str(out)), 10, "ends at entry 5")


def test_a_printed_summary_belongs_to_the_log(calls: Calls, pdf: Path, tmp_path: Path) -> None:
    assert calls("report", "-o", str(tmp_path / "again.pdf")).code == 0
    first = pdf.read_bytes()
    assert (tmp_path / "again.pdf").read_bytes() == first  # the same diary gives the same bytes, mark and all
    kept = find_mark(first)
    assert kept is not None
    assert decode(kept).made_at is None
    write(calls, "08")
    ran = calls("verify", "--pdf", str(pdf))
    assert ran.code == 0, ran
    assert "reaches entry 6 of the chain P1, as in this file; entries that came after: 1" in ran.out
    assert "Byte for byte it is the summary that was made on 2026-01-20 12:00 (UTC)." in ran.out
    told = calls("verify", "--pdf", str(pdf), "--json").json["mark"]
    assert (told["source"], told["as_made"]) == ("summary", True)
    assert told["printed_at"] == "2026-01-20T12:00:00.000Z"


def test_a_summary_whose_entry_is_refused_is_not_made(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.common.errors import NotSaved
    from diary_app.services.reporting import ReportingService

    def refuse(*_: object) -> None:
        raise NotSaved("The diary's disk is full.")

    monkeypatch.setattr(ReportingService, "_log", refuse)
    out = tmp_path / "new.pdf"
    refused(calls("report", "-o", str(out)), 8, "disk is full")
    assert not out.exists()


def test_a_summary_that_was_altered_or_saved_anew(calls: Calls, pdf: Path) -> None:
    raw = pdf.read_bytes()
    pdf.write_bytes(raw + b"\n%")
    refused(calls("verify", "--pdf", str(pdf)), 9, "not as it was made")
    assert calls("verify", "--pdf", str(pdf), "--json").json["mark"]["as_made"] is False
    pdf.write_bytes(raw.replace(b"morning-diary-mark:", b"morning-diary-note:"))
    refused(calls("verify", "--pdf", str(pdf)), 3, "carries no mark")
    cut_off(calls, 3)
    pdf.write_bytes(raw)
    refused(calls("verify", "--pdf", str(pdf)), 10, "ends at entry 3")


def test_after_a_restore_nobody_is_accused(calls: Calls, pdf: Path, tmp_path: Path) -> None:
    assert calls("restore", str(tmp_path / "b")).code == 0  # the entry that told of the print is gone
    ran = calls("verify", "--pdf", str(pdf))
    assert (ran.code, "cannot be told: a backup was restored since" in ran.out) == (0, True)


@pytest.mark.slow
def test_a_summary_made_since_the_last_restore_is_held_to_its_bytes(
    calls: Calls, pdf: Path, tmp_path: Path
) -> None:
    assert calls("restore", str(tmp_path / "b")).code == 0
    write(calls, "08")
    new = tmp_path / "new.pdf"
    assert calls("report", "-o", str(new)).code == 0
    assert calls("verify", "--pdf", str(new), "--json").json["mark"]["as_made"] is True
    new.write_bytes(new.read_bytes() + b"\n%")
    refused(calls("verify", "--pdf", str(new)), 9, "not as it was made")
    assert calls("verify", "--pdf", str(pdf), "--json").json["mark"]["as_made"] is None
    assert calls("backup", "-o", str(tmp_path / "b2")).code == 0
    assert calls("restore", str(tmp_path / "b2")).code == 0
    assert calls("verify", "--pdf", str(new), "--json").json["mark"]["as_made"] is None


def test_no_summary_is_made_from_a_chain_that_does_not_hold(calls: Calls, tmp_path: Path) -> None:
    alter(calls, "UPDATE log_entry SET payload = replace(payload, '12', '10') WHERE chain = 'P1' AND seq = 4")
    ran = calls("report", "-o", str(tmp_path / "s.pdf"))
    assert ran.code == 9
    assert "entry 4 of the chain P1: content" in ran.err.splitlines()[-1]
    assert not (tmp_path / "s.pdf").exists()


def test_what_rebuild_mended_is_an_entry(calls: Calls) -> None:
    assert calls("rebuild").code == 0
    assert not [each for each in calls("list", "log", "--json").json if each["kind"] == "rebuilt"]
    alter(calls, "UPDATE dose SET mg = '10'")
    made = calls("rebuild", "--json").json
    assert len(made["differed"]) == 1
    [told] = [each for each in calls("list", "log", "--json").json if each["kind"] == "rebuilt"]
    assert (told["chain"], told["role"]) == ("store", "system")
    assert told["payload"] == {"differed": 1, "records": made["records"]}
    assert calls("verify").code == 0


def _set_back(clock: FixedClock) -> None:
    clock.set("2026-01-20T08:00")


def _elsewhere(clock: FixedClock) -> None:
    clock.zone = "Europe/Berlin"


@pytest.mark.parametrize(
    ("change", "sentence", "kind"),
    [
        (_set_back, "after the clock was set: 2; the first is number 4 of the chain store", "jump"),
        (_elsewhere, "time zone: 1; the first, from Asia/Shanghai to Europe/Berlin, at number 4", "zone"),
    ],
)
def test_verify_tells_of_the_times(
    calls: Calls, change: Callable[[FixedClock], None], sentence: str, kind: str
) -> None:
    assert isinstance(calls.clock, FixedClock)
    change(calls.clock)
    write(calls, "08")  # prints the id of its own entry alone
    ran = calls("verify")
    assert ran.code == 0
    assert sentence in ran.out
    log = calls("list", "log", "--json").json
    assert [each["payload"]["what"] for each in log if each["kind"] == "clock"] == [kind]
    assert log[-1]["kind"] == "dose"
    times = calls("verify", "--json").json["times"]
    assert (times["suspect"], len(times["zones"]), len(times["backwards"])) == (
        (2, 0, 2) if kind == "jump" else (0, 1, 0)
    )


def test_lag_is_told(calls: Calls) -> None:
    told = calls("verify", "--json").json["times"]
    assert (told["late"], told["longest_lag_days"]) == (4, 15)
    assert told["longest_lag_at"]["chain"] == "P1"
