"""``wording``: installed, listed, and named by what is recorded afterwards."""

from __future__ import annotations

from pathlib import Path

from diary_app.qlq_c30.wording import parse
from tests.cli_calls import clinic, patient, refused
from tests.wordings import COPYRIGHT, as_csv, as_json, csv_rows, fhir, licensed, sentence

PACK = parse(as_json(licensed()))


def test_it_is_installed_once_listed_and_named_by_a_form(tmp_path: Path) -> None:
    calls = patient(tmp_path / "d")
    file = tmp_path / "licensed.json"
    file.write_bytes(as_json(licensed()))
    before = calls.heads()
    looked = calls("wording", "install", str(file), "--look")
    assert (
        f"7. During the made-up week: {sentence(7)}\n   1 Never / 2 A bit / 3 Much / 4 Utterly" in looked.out
    )
    items = calls("wording", "install", str(file), "--look", "--json").json["items"]
    assert [item["text"] for item in items] == [sentence(n) for n in range(1, 31)]
    assert calls.heads() == before
    done = calls("wording", "install", str(file))
    entry, facts, *_ = done.out.splitlines()
    assert facts == f"made-up-licensed, version 3.0, language en, 30 questions, SHA-256 {PACK.sha256}"
    again = calls("wording", "install", str(file), "--json").json
    assert (again["id"], again["new"], again["questions"], again["copyright"]) == (
        entry,
        False,
        30,
        COPYRIGHT,
    )
    rows = calls("wording", "list", "--json").json
    assert [(row["id"], row["shown_in"], row["official"], row["in_use"]) for row in rows] == [
        (None, "zh_CN", False, True), (entry, "en", True, True)
    ]  # fmt: skip
    assert PACK.sha256[:12] in calls("wording", "list").out
    calls.record({"kind": "qlq", "day": "2026-01-05", "answers": {"1": 2}})
    [form] = calls("list", "qlq", "--json").json
    assert (form["wording"]["id"], form["wording"]["sha256"]) == ("made-up-licensed", PACK.sha256)
    kinds = [row["kind"] for row in calls("list", "log", "--json").json]
    assert kinds.count("wording_installed") == 1


def test_what_does_not_fit_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "d")
    file = tmp_path / "site.csv"
    rows = csv_rows()
    del rows[-4]
    file.write_bytes(as_csv(rows))
    refused(calls("wording", "install", str(file)), 3, "site.csv", "question 27 has no line")
    refused(calls("wording", "install", str(tmp_path / "none.csv")), 3, "none.csv cannot be read")
    refused(calls("wording", "install", str(tmp_path)), 3, "cannot be read")
    assert calls("wording", "list", "--json").json[0]["official"] is False
    file.write_bytes(as_json(fhir()))
    assert calls("wording", "install", str(file)).code == 0


def test_a_monitor_may_not_install(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "d")
    added = calls("staff", "add", "Chen Na", "--role", "coordinator")
    assert added.code == 0, added
    other = {"DIARY_APP_NEW_PASSPHRASE": "seven herons by the weir"}
    assert calls("staff", "add", "Guo Ping", "--role", "monitor", environ=other).code == 0
    file = tmp_path / "licensed.json"
    file.write_bytes(as_json(licensed()))
    as_monitor = {"DIARY_APP_PASSPHRASE": "seven herons by the weir"}
    for more in ((), ("--look",)):
        ran = calls("wording", "install", str(file), *more, environ=as_monitor)
        refused(ran, 3, "Guo Ping is signed in as a monitor")
    assert calls("wording", "list", "--json", environ=as_monitor).code == 0


def test_the_template_fits_once_it_is_filled_in(tmp_path: Path) -> None:
    calls = patient(tmp_path / "d")
    file = tmp_path / "own.csv"
    assert calls("wording", "template", "-o", str(file), "--json").json == {"file": str(file)}
    assert file.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(csv_rows()[0])
    refused(calls("wording", "install", str(file)), 3, "id is empty")
    refused(calls("wording", "template", "-o", str(tmp_path / "d" / "own.csv")), 3, "inside the folder")
