"""Looking at everybody's data is an entry of the log, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_calls import Calls
from tests.integration.test_cli_staff import MONITOR, MONITORS, make, of
from tests.support import FixedClock


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["review", "list"], "alerts"),
        (["patients"], "patients"),
        (["study", "compliance"], "study"),
        (["study", "deterioration"], "study"),
    ],
)
def test_a_list_of_everybody_is_noted_as_a_look(people: Calls, argv: list[str], what: str) -> None:
    before = len(people("list", "log", "--json").json)
    assert of(people, MONITORS, *argv).code == 0
    read = [row for row in people("list", "log", "--json").json[before:] if row["kind"] == "read"]
    assert [(row["actor"], row["payload"]) for row in read if row["actor"] == MONITOR] == [
        (MONITOR, {"what": what})
    ]


def test_the_table_says_which_page_was_looked_at(people: Calls) -> None:
    assert of(people, MONITORS, "status", "--participant", "P1").code == 0
    looks = [line for line in of(people, MONITORS, "list", "log").out.splitlines() if " read " in line]
    assert "Command line" in {line.split("  ")[-1].strip() for line in looks}
    assert looks[-1].rstrip().endswith("Log")
    chinese = of(people, MONITORS, "list", "log", "--lang", "zh_CN").out
    assert "日志" in chinese.splitlines()[-1]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """A clinic's store with three people."""
    place: Path = tmp_path_factory.mktemp("looks") / "clinic"
    calls = Calls(place, FixedClock("2026-01-20T20:00"))
    make(calls)
    return calls
