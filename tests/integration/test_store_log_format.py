"""The program printed in docs/log-format.md checks real chains, and names what was done to them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import Entry, Kind, hashed_value, instant_text
from tests.random_acts import RandomActs
from tests.store_support import act, dose, make
from tests.support import TickingClock

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "log-format.md").read_text(encoding="utf-8")
[PROGRAM] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    with make(tmp_path_factory.mktemp("log") / "d", TickingClock()) as store:
        acts = RandomActs(11)
        for _ in range(6):
            acts.told(store.journal.append(acts.batch(20)))
        store.journal.append(
            [dose(chain="store"), act(Kind.SETTINGS, {"\ud7ff": 1, "\U00010000": 2, "\uff00": 3})]
        )
        return store.journal.entries()


@pytest.fixture
def rows(entries: list[Entry]) -> Rows:
    """As ``list log --json`` prints them."""
    return [asdict(entry) | {"entered_at": instant_text(entry.entered_at)} for entry in entries]


def check(rows: Rows) -> tuple[int, list[list[str]]]:
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", PROGRAM],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, [line.split() for line in done.stdout.splitlines()]


def test_honest_chains(entries: list[Entry], rows: Rows) -> None:
    code, lines = check(rows)
    assert code == 0
    last = {entry.chain: entry for entry in entries}
    assert lines == [
        [entry.origin, "1", chain, str(entry.seq), entry.hash] for chain, entry in sorted(last.items())
    ]
    assert len(lines) == 4


def test_the_order_of_the_rows_does_not_matter(rows: Rows) -> None:
    assert check(rows[::-1]) == check(rows)


def changed(**values: Any) -> Callable[[Rows], None]:
    def change(chain: Rows) -> None:
        chain[4].update(values)

    return change


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (changed(payload={"status": "taken"}), ["5", "content"]),
        (changed(payload_commitment="0" * 64), ["5", "content"]),
        (changed(payload_salt=None), ["5", "content"]),
        (changed(note="put in", note_salt="00" * 16), ["5", "content"]),
        (changed(actor="somebody"), ["5", "hash"]),
        (changed(clock_suspect=1), ["5", "hash"]),
        (changed(about={}), ["5", "hash"]),
        (changed(hash="0" * 64), ["5", "hash"]),
        (lambda chain: chain.pop(4), ["6", "gap"]),
        (lambda chain: chain.pop(0), ["2", "gap"]),
        (lambda chain: chain.insert(4, dict(chain[4])), ["5", "gap"]),
    ],
)
def test_what_was_done_to_a_chain_is_named(
    rows: Rows, harm: Callable[[Rows], object], expected: list[str]
) -> None:
    chain = [row for row in rows if row["chain"] == "P-001"]
    others = [row for row in rows if row["chain"] != "P-001"]
    harm(chain)
    code, lines = check(chain + others)
    assert code == 1
    [line] = [line for line in lines if line[2] == "P-001"]
    assert line[3:] == expected
    assert all(len(line[4]) == 64 for line in lines if line[2] != "P-001")


def test_withheld_values_are_no_fault(rows: Rows) -> None:
    for row in rows:
        row.update(note=None, note_salt=None)
    rows[3].update(payload=None, payload_salt=None)
    assert check(rows)[0] == 0


def test_the_page_names_every_field() -> None:
    fields_alone = PAGE.partition("## The rules")[0]
    named = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| `[^|]*\|", fields_alone, re.MULTILINE))))
    assert named == {field.name for field in fields(Entry)}


def test_the_page_names_every_kind_that_the_program_itself_writes() -> None:
    own = PAGE.partition("## Entries by the program itself")[2].partition("## ")[0]
    assert {"device", "clock", "rebuilt", "backup", "restore"} <= set(
        re.findall(r"^\| `([a-z_]+)`", own, re.M)
    )


def test_our_canonical_form_is_rfc_8785(entries: list[Entry]) -> None:
    for entry in entries:
        for value in (hashed_value(entry), entry.payload, entry.note):
            assert canonical_json(value) == rfc8785.dumps(value)
