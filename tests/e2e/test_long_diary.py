"""A diary of 24 months through the program, command after command, as a script would run them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from diary_app.common.clock import SystemClock
from tests.cli_calls import Calls, Ran
from tests.e2e.long_diary import CYCLES, FIRST, LAST, LongDiary, long_diary

pytestmark = pytest.mark.slow

CORRECTED = "2023-01-02"
OFF_PLAN = f"The study plan has no such dose on {LAST - timedelta(days=1)}; it is marked as off plan.\n"
Program = Callable[..., str]


@pytest.fixture(scope="module")
def diary() -> LongDiary:
    return long_diary()


@pytest.fixture(scope="module")
def seconds() -> dict[str, float]:
    return {}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, seconds: dict[str, float]) -> Program:
    """Runs one command and gives its output; the folder is the diary's.

    The command that takes the diary in is a process of its own. What processes
    are is tested elsewhere, so the others spare themselves the start and a key
    that is meant to cost.
    """
    folder = tmp_path_factory.mktemp("long") / "diary"
    own = {"DIARY_APP_PASSPHRASE": "made-up river heron", "LANG": "C.UTF-8"}
    inside = Calls(folder, SystemClock(), own)

    def process(argv: tuple[str, ...]) -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "diary_app", *argv],
            env={**os.environ, **own, "DIARY_APP_DATA_DIR": str(folder), "PYTHONDONTWRITEBYTECODE": ""},
            capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def run(*argv: str) -> str:
        start = time.monotonic()
        ran = process(argv) if argv[0] == "record" else inside(*argv)
        name = " ".join(argv[:2]) if argv[0] in ("list", "dose") else argv[0]
        seconds[name] = time.monotonic() - start
        assert (ran.code, ran.err) == (0, OFF_PLAN if argv[0] == "dose" else "")
        return ran.out

    return run


@pytest.fixture(scope="module")
def recorded(program: Program, diary: LongDiary, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The ids of all lines; the first dose is corrected and another one undone and told again."""
    file = tmp_path_factory.mktemp("lines") / "lines.jsonl"
    file.write_text("\n".join(map(json.dumps, diary.lines)), encoding="utf-8")
    program("init", "--role", "patient", "--participant", "MADE-UP-1", "--first-dose", FIRST.isoformat(),
            "--zone", "Asia/Shanghai")  # fmt: skip
    ids = program("record", str(file)).split()
    by_key = {line.get("key"): entry_id for line, entry_id in zip(diary.lines, ids, strict=True)}
    program("correct", by_key[f"dose-{CORRECTED}"], "time=08:40", "--reason", "wrong_time")
    wrong = program("dose", "add", "--date", (LAST - timedelta(days=1)).isoformat()).strip()
    program("undo", wrong)
    return ids


def rows(program: Program, what: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(program("list", what, "--json", *more))
    return found


@pytest.mark.timeout(300)
class TestLongDiary:
    def test_every_line_has_its_entry(self, program: Program, diary: LongDiary, recorded: list[str]) -> None:
        assert diary.due + diary.held == 490
        assert len(diary.forms) == 18
        assert len(set(recorded)) == len(diary.lines)
        log = rows(program, "log")
        assert [row["id"] for row in log][4:-3] == recorded
        assert [row["counter"] for row in log] == list(range(1, len(log) + 1))

    def test_the_lists(self, program: Program, diary: LongDiary, recorded: list[str]) -> None:
        doses = rows(program, "doses")
        assert len(doses) == diary.taken + diary.not_taken
        assert sum(row["status"] == "taken" for row in doses) == diary.taken
        assert sum(row["late"] for row in doses) == diary.late
        assert sum(row["mg"] or 0 for row in doses) == diary.mg
        assert not any(row["off_plan"] for row in doses)
        assert doses[0]["taken_at"] == "2023-01-02T08:40:00+08:00"
        assert {row["cycle"] for row in doses} == set(range(1, CYCLES + 1))
        assert len(rows(program, "doses", "--history")) == len(doses) + 3
        assert len(rows(program, "symptoms")) == diary.severities
        assert len(rows(program, "vitals")) == diary.vitals
        cycles = rows(program, "cycles")
        assert [row["cycle"] for row in cycles] == list(range(1, CYCLES + 1))
        assert sum(len(row["holds"]) for row in cycles) == 1

    def test_the_status_is_what_adding_up_by_hand_gives(
        self, program: Program, diary: LongDiary, recorded: list[str]
    ) -> None:
        state = json.loads(program("status", "--on", LAST.isoformat(), "--json"))
        assert (state["study_day"], state["cycle"], state["cycle_day"]) == (731, 35, 17)
        assert state["dose_status"] == "not_due"
        assert state["adherence"] == {
            "taken": diary.taken, "due": diary.due, "not_taken": diary.not_taken,
            "not_recorded": diary.not_recorded, "held": diary.held, "off_plan": 0,
            "percent": pytest.approx(100 * diary.taken / diary.due, abs=1e-9),
        }  # fmt: skip
        assert diary.not_recorded > 0
        assert state["rdi"]["value"] is None
        assert state["rdi"]["low"] == pytest.approx(diary.intensity(diary.mg), abs=1e-12)
        high = diary.intensity(diary.mg + diary.mg_not_recorded)
        assert state["rdi"]["high"] == pytest.approx(high, abs=1e-12)

    def test_the_scores_of_the_list_are_those_of_the_batch(
        self, program: Program, diary: LongDiary, recorded: list[str], tmp_path: Path
    ) -> None:
        forms = rows(program, "qlq")
        assert [form["answers"] for form in forms] == diary.forms
        assert [form["window_state"] for form in forms] == ["in_window"] * 18
        source, out = tmp_path / "forms.csv", tmp_path / "scores.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            names = [f"q{item}" for item in range(1, 31)]
            writer = csv.DictWriter(file, ["id", *names])
            writer.writeheader()
            for form in forms:
                answers = {f"q{item}": answer for item, answer in form["answers"].items()}
                writer.writerow({"id": form["id"], **answers})
        program("score", str(source), "-o", str(out))
        with out.open(encoding="utf-8", newline="") as file:
            scored = list(csv.DictReader(file))
        assert [row["id"] for row in scored] == [form["id"] for form in forms]
        blanks = 0
        for form, row in zip(forms, scored, strict=True):
            for code, value in form["scores"].items():
                given = float(row[code]) if row[code] else None
                blanks += given is None
                assert given == (value if value is None else pytest.approx(value, abs=1e-9)), (
                    form["day"],
                    code,
                )
        assert blanks > 0

    def test_the_report_says_what_status_says(
        self, program: Program, diary: LongDiary, recorded: list[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "summary.pdf"
        program("report", "-o", str(out), "--on", LAST.isoformat())
        text = " ".join("".join(page.extract_text() for page in PdfReader(out).pages).split())
        assert "MADE-UP-1" in text
        assert f"{diary.taken} of {diary.due}" in text

    def test_it_verifies_and_can_be_made_anew(self, program: Program, recorded: list[str]) -> None:
        found = json.loads(program("verify", "--json"))
        assert found["whole"] is True
        # the report is in the log of accesses, and the key that signed its mark in that of the store
        assert found["entries"] == len(recorded) + 4 + 3 + 2
        assert json.loads(program("rebuild", "--json"))["records"] == found["records"]

    def test_the_figures(self, seconds: dict[str, float], recorded: list[str]) -> None:
        """Not a limit: what each command took, for whoever runs this with ``-s``."""
        for command, taken in seconds.items():
            print(f"{command:16} {taken:6.2f} s")
        print(f"record: {1000 * seconds['record'] / len(recorded):.1f} ms a line, {len(recorded)} lines")
        assert len(seconds) >= 10
