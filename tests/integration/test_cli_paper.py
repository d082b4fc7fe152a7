"""``paper`` and ``compare``: two passes, what differs, one by one, and the form that comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli_calls import Calls, Ran, clinic, refused

DAY = ("--participant", "P1", "--date", "2026-01-19")
FIRST = ",".join(f"{item}={1 + item % 4}" for item in range(1, 31))


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    return clinic(tmp_path / "clinic")


def _pass(calls: Calls, answers: str = FIRST, *more: str) -> Ran:
    return calls("paper", "qlq", *DAY, "--answers", answers, *more)


def _second(calls: Calls) -> Ran:
    changed = FIRST.replace("17=2", "17=3").replace("26=3,", "")
    return _pass(calls, changed, "--blank", "26", "--second", "--user", "M. Chen")


def _compare(calls: Calls, *more: str) -> Any:
    ran = calls("compare", *DAY, "--json", *more)
    assert ran.code == 0, ran
    return ran.json


def test_two_passes_are_settled_one_by_one_and_make_the_form(calls: Calls) -> None:
    first = _pass(calls, FIRST, "--time", "09:30", "--user", "L. Wang").id
    blind = _compare(calls)
    assert (blind["step"], blind["differences"], blind["same"]) == ("second", None, None)
    second = _second(calls).id
    told = _compare(calls)
    assert [one["id"] for one in told["passes"]] == [first, second]
    assert (told["step"], told["same"], told["same_person"]) == ("compare", 28, False)
    assert told["differences"] == [
        {"cell": "17", "first": 2, "second": 3, "settled": None},
        {"cell": "26", "first": 3, "second": None, "settled": None},
    ]
    half = _compare(calls, "--settle", "17=second", "--reason", "one line off", "--user", "M. Chen")
    assert half["differences"][0]["settled"] == {
        "how": "second", "value": 3, "reason": "one line off", "by": "M. Chen",
    }  # fmt: skip
    assert half["written"] == []
    done = _compare(calls, "--settle", "26=unreadable", "--reason", "a coffee stain", "--user", "M. Chen")
    assert done["step"] == "done"
    [form] = done["written"]
    assert calls("qlq", "score", form, "--json").json["scores"]["DI"] == pytest.approx(200 / 3)
    [row] = calls("list", "qlq", *DAY[:2], "--json").json
    assert (row["mode"], row["blank"], row["not_seen"], row["id"]) == ("paper", [26], [], form)
    assert row["paper"]["passes"] == [first, second]
    log = calls("list", "log", *DAY[:2], "--json").json
    assert [entry["kind"] for entry in log[-3:]] == ["paper_entry", "paper_entry", "qlq"]
    assert [entry["actor"] for entry in log[-3:]] == ["L. Wang", "M. Chen", "M. Chen"]


def test_the_plain_words(calls: Calls) -> None:
    _pass(calls)
    assert "finished before" in calls("compare", *DAY).out
    assert "typed by the same person" in _pass(calls, FIRST, "--second").err
    assert calls("compare", *DAY).out == "Nothing differs.\n"
    assert "compare" in calls("paper", "waiting").out
    written = calls("compare", *DAY, "--write")
    assert calls("qlq", "score", written.id, "--json").code == 0
    assert calls("paper", "waiting").out == "No paper form is waiting.\n"


@pytest.mark.slow
def test_refusals(calls: Calls) -> None:
    refused(_second(calls), 3, "no first pass")
    refused(_pass(calls, "1=2"), 3, "Not typed yet: 2, 3")
    refused(_pass(calls, FIRST, "--blank", "4"), 3, "4")
    refused(_pass(calls, FIRST.replace("5=2", "5=8")), 3, "answers.5")
    assert calls("paper", "waiting", "--json").json == []
    _pass(calls)
    refused(_pass(calls), 3, "second one")
    refused(calls("compare", *DAY, "--write"), 3, "second pass")
    refused(calls("compare", *DAY, "--single"), 3, "second pass")
    _second(calls)
    refused(calls("compare", *DAY, "--write"), 3, "17, 26")
    refused(calls("compare", *DAY, "--settle", "3=first", "--reason", "x"), 3, "3", "17, 26")
    refused(calls("compare", *DAY, "--settle", "17=5", "--reason", "x"), 3, "answers.17")
    refused(calls("compare", *DAY, "--settle", "17=first"), 3, "--reason")
    refused(calls("compare", *DAY, "--reason", "x"), 3, "--settle")
    refused(calls("compare", *DAY, "--form", "leaf"), 3, "qlq, diary")
    refused(calls("compare", "--date", "2026-01-19"), 2, "--participant")
    undated = ("paper", "qlq", "--participant", "P1", "--answers", FIRST)
    refused(calls(*undated), 2, "--date")
    refused(calls(*undated, "--date", "2026-02-19"), 3, "2026-02-19 has not come yet")
    refused(calls(*undated, "--date", "2025-12-01"), 3, "before the first dose (2026-01-05)")


def test_a_diary_sheet(calls: Calls, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    symptoms = "tiredness,hands_feet,diarrhoea,appetite,mouth_sores,nausea,vomiting,constipation,belly_pain"
    symptoms += ",headache,pain,sore_throat,hoarse_voice,cough,short_of_breath,dizziness,rash,bleeding_nose"
    symptoms += ",bleeding_gums,bleeding_cough,bleeding_stool,bleeding_urine,bleeding_vagina,swollen_leg"
    symptoms += ",wound_not_healing"
    rest = "," * symptoms.count(",")
    more = "reason,signs,kg,celsius,"
    rows = ["day,dose,time,bp," + more + symptoms, f"1,taken,07:10,128/82 126/80,,none,61.5,,2{rest}",
            f"2,not_taken,,,felt_sick,fainting black_stool,,38.2,{rest}"]  # fmt: skip
    file.write_text("\n".join(rows))
    day = ("--participant", "P1", "--date", "2026-01-05")
    calls("paper", "diary", *day, "--file", str(file), "--user", "L. Wang")
    refused(calls("compare", *day, "--form", "diary", "--write"), 3, "one pass only")
    done = calls("compare", *day, "--form", "diary", "--single", "--json").json
    # the sheet itself, a dose, a page of symptoms, 13 signs that are not there, pressure, weight; a dose,
    # two signs, a temperature
    assert len(done["written"]) == 1 + 1 + 1 + 13 + 1 + 1 + 1 + 2 + 1
    assert calls("verify", "--json").code == 0  # the tables are as the log makes them
    first = {row["id"] for row in calls("list", "log", "--participant", "P1", "--json").json}
    assert set(done["written"]) <= first
    [dose, missed] = calls("list", "doses", *day[:2], "--json").json
    assert (missed["status"], missed["reason"]) == ("not_taken", "felt_sick")
    assert (dose["day"], dose["source"], dose["by"], dose["lag_days"]) == ("2026-01-05", "paper", "staff", 15)
    file.write_text("\n".join([rows[0], rows[2]]))
    refused(calls("paper", "diary", *day, "--file", str(file)), 3, "day 1")
    file.write_text("dose,day\n")
    refused(calls("paper", "diary", *day, "--file", str(file)), 3, "columns")


def test_a_patients_diary_takes_no_paper(tmp_path: Path) -> None:
    from tests.cli_calls import patient

    own = patient(tmp_path / "own")
    refused(
        own("paper", "qlq", "--participant", "P1", "--date", "2026-01-19", "--answers", FIRST), 3, "clinic's"
    )


def test_a_sheets_columns_are_told_and_missing_ones_named_once(calls: Calls, tmp_path: Path) -> None:
    file, day = tmp_path / "sheet.csv", ("--participant", "P1", "--date", "2026-01-05")
    sheet = ("paper", "diary", *day)
    head = calls(*sheet, "--template").out.strip()
    assert head.startswith("day,dose,time,reason,tiredness,")
    assert head.endswith(",wound_not_healing,signs,kg,celsius,bp")
    assert calls(*sheet, "--template", "--json").json == {"columns": head.split(",")}
    short = [name for name in head.split(",") if name not in ("tiredness", "nausea", "signs", "bp")]
    row = [",taken" if name == "dose" else "," for name in short[1:]]
    file.write_text("\n".join([",".join(short), "1" + "".join(row), "2" + "".join(row)]))
    lacks = "The first line of the file lacks: tiredness, nausea, bp. --template prints the whole line."
    refused(calls(*sheet, "--file", str(file)), 3, lacks)
    file.write_text(f"{head}\n1,taken" + "," * (head.count(",") - 1))
    assert calls(*sheet, "--file", str(file)).code == 0
    refused(calls(*sheet), 2, "--file", "--template")
