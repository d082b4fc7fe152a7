"""``diary-app score`` as a script sees it: output, exit code and files; the first one as a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import polars as pl
import pytest

from tests.cli_calls import Calls, Ran
from tests.unit.qlq_c30.oracle import FORMS, SCORES, scores
from tests.unit.qlq_c30.table_files import ITEMS, TWOS, close, csv_text, numbers, put, rows_of

ROOT = Path(__file__).resolve().parents[2]
HEADER = SCORES.read_text(encoding="utf-8").splitlines()[0]


def process(*arguments: str | Path, cwd: Path) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "diary_app", "score", *map(str, arguments)],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def run(*arguments: str | Path, cwd: Path) -> Ran:
    with chdir(cwd):
        return Calls(cwd / "no diary")("score", *map(str, arguments))


def refused(done: Ran, code: int) -> str:
    """The one sentence on standard error; nothing on standard output."""
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.endswith(".\n")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    return done.err


@pytest.mark.slow
def test_the_thousand_forms_through_the_command(tmp_path: Path) -> None:
    done = process(FORMS, "-o", "scores.csv", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == "1000 forms scored, in scores.csv\n"
    wanted = scores()
    rows = rows_of(tmp_path / "scores.csv")
    assert ",".join(rows[0]) == HEADER
    assert [row["id"] for row in rows] == list(wanted)
    assert all(close(numbers(row), wanted[row["id"]]) for row in rows)


def test_the_summary_as_json(tmp_path: Path) -> None:
    done = run(FORMS, "-o", "scores.parquet", "--json", cwd=tmp_path)
    assert done.json == {"rows": 1000, "scored": 1000, "rejected": 0, "out": "scores.parquet"}
    assert pl.read_parquet(tmp_path / "scores.parquet").columns == HEADER.split(",")


def test_all_options_together(tmp_path: Path) -> None:
    head = ("id", *(f"C30_Q{n}" for n in range(1, 31)), "FA")
    rows = [("007", "9", *TWOS[1:], "x"), ("8", *TWOS[:29], "8", "y"), ("9", *TWOS, "z")]
    put(tmp_path / "in.csv", csv_text(rows, head))
    done = run(
        "in.csv", "--out", "out.csv", "--items", "C30_Q{n}", "--prefix", "c30_", "--missing", "9,99",
        "--rejects", "bad.csv", "--keep-items", "--json", cwd=tmp_path,
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.json == {"rows": 3, "scored": 2, "rejected": 1, "out": "out.csv"}
    found = rows_of(tmp_path / "out.csv")
    assert list(found[0]) == [*head, *(f"c30_{code}" for code in HEADER.split(",")[1:])]
    assert [(row["id"], row["C30_Q1"], row["FA"]) for row in found] == [("007", "9", "x"), ("9", "2", "z")]
    assert [tuple(row.values())[:3] for row in rows_of(tmp_path / "bad.csv")] == [("3", "C30_Q30", "8")]


def test_a_value_that_does_not_fit_stops_the_run_and_writes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "in.csv", csv_text([("two\nlines", *TWOS), ("b", *TWOS[:16], "8", *TWOS[17:])]))
    put(tmp_path / "out.csv", "before")
    sentence = refused(run("in.csv", "-o", "out.csv", cwd=tmp_path), 3)
    assert "Line 4, column q17: '8' is no answer" in sentence
    assert (tmp_path / "out.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "wanted"),
    [
        (["gone.csv", "-o", "out.csv"], 3, "There is no file gone.csv"),
        (["in.csv", "-o", "out.xlsx"], 3, "out.xlsx does not say what it is"),
        (["in.csv", "-o", "in.csv"], 3, "in.csv holds the answers"),
        (["in.csv", "-o", "out.csv", "--items", "x"], 3, "The item pattern 'x' does not fit"),
        (["in.csv", "-o", "out.csv", "--missing", "9,4"], 3, "4 is an answer"),
        (["taken.csv", "-o", "out.csv"], 3, "There is a column FA already"),
        (["in.csv"], 2, "--out"),
        (["in.csv", "-o", "out.csv", "--decimals", "2"], 2, "--decimals"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    tmp_path: Path, arguments: list[str], code: int, wanted: str
) -> None:
    put(tmp_path / "in.csv", csv_text([("a", *TWOS)]))
    put(tmp_path / "taken.csv", csv_text([("a", *TWOS)], ("FA", *ITEMS)))
    assert wanted in refused(run(*arguments, cwd=tmp_path), code)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "taken.csv"]


@pytest.mark.slow
def test_a_long_file_shows_a_bar_to_a_person_at_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")
    put(tmp_path / "in.csv", csv_text([("x" * 1000, *TWOS)] * 5_000))
    assert run("in.csv", "-o", "out.csv", cwd=tmp_path).err == ""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "diary_app", "score", "in.csv", "-o", "out.csv"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
    with (tmp_path / "stdout").open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=out, stderr=theirs)
    os.close(theirs)
    shown = read_to_the_end(ours)
    assert process.wait() == 0
    assert (tmp_path / "stdout").read_text() == "5000 forms scored, in out.csv\n"
    assert b"100%" in shown


def read_to_the_end(terminal: int) -> bytes:
    """All that is written to a terminal until its other side is closed."""
    found = b""
    try:
        while part := os.read(terminal, 4096):
            found += part
    except OSError:  # how Linux says that nobody is there any more
        pass
    finally:
        os.close(terminal)
    return found
