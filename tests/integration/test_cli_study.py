"""``study compliance``, ``study deterioration`` and ``qlq not-done`` of a clinic's store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_calls import Calls, clinic, patient, refused

GOOD, WORSE = "29=6,30=6", "29=5,30=5"


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    made = clinic(tmp_path / "clinic")
    made.clock.set("2026-03-10T10:00")  # study day 65; the second window closed on day 50
    return made


def add(calls: Calls, whose: str, day: str, answers: str) -> None:
    assert calls("qlq", "add", "--participant", whose, "--date", day, "--answers", answers).code == 0


def filled(calls: Calls) -> Calls:
    """P1: baseline and a worse form; P2: baseline, then none, and its diary is here up to day 60."""
    add(calls, "P1", "2026-01-05", GOOD)
    add(calls, "P1", "2026-02-16", WORSE)
    add(calls, "P2", "2026-01-05", GOOD)
    for whose in ("P1", "P2"):
        done = calls("weight", "--participant", whose, "--date", "2026-03-05", "61.5")
        assert done.code == 0, done
    return calls


def test_both_ways_and_the_reason(calls: Calls) -> None:
    filled(calls)
    told = calls("qlq", "not-done", "--participant", "P2", "--date", "2026-02-16", "--reason", "too_ill")
    assert told.id
    shown = calls("study", "compliance", "--json").json
    assert (shown["on"], shown["participants"]) == ("2026-03-10", 2)
    baseline, second = shown["visits"]
    assert (baseline["due"], baseline["received"], baseline["percent_of_due"]) == (2, 2, 100.0)
    assert (second["study_day"], second["due"], second["received"]) == (43, 2, 1)
    assert (second["percent_of_due"], second["percent_with_baseline"]) == (50.0, 50.0)
    assert second["reasons"] == [{"reason": "too_ill", "count": 1}]
    assert shown["missing"] == [
        {"participant": "P2", "site": None, "number": 1, "target": "2026-02-16", "state": "missing",
         "reason": "too_ill"}
    ]  # fmt: skip
    assert [site["site"] for site in shown["sites"]] == [None]
    assert calls("correct", told.id, "reason=lost", "--reason", "a letter came").code == 0
    assert calls("study", "compliance", "--json").json["missing"][0]["reason"] == "lost"


def test_a_death_is_not_a_missing_form(calls: Calls) -> None:
    filled(calls)
    line = {"kind": "visit", "day": "2026-03-01", "death": "2026-02-18", "participant": "P2"}
    assert calls.record(line).code == 0
    second = calls("study", "compliance", "--json").json["visits"][1]
    assert (second["due"], second["ended"], second["with_baseline"]) == (1, 1, 2)
    assert (second["percent_of_due"], second["percent_with_baseline"]) == (100.0, 50.0)


def test_the_list_of_visits_tells_a_death(calls: Calls) -> None:
    line = {"kind": "visit", "day": "2026-03-01", "death": "2026-02-18", "participant": "P2"}
    calls.record(line | {"progression": "2026-02-11"})
    told = calls("list", "visits", "--participant", "P2").out
    assert "2026-02-11   2026-02-18" in told


def test_of_two_days_of_death_the_earlier_counts_as_everywhere(calls: Calls) -> None:
    filled(calls)
    for day, death in (("2026-03-01", "2026-02-18"), ("2026-03-06", "2026-03-05")):
        line = {"kind": "visit", "day": day, "death": death, "participant": "P2"}
        assert calls.record(line).code == 0
    second = calls("study", "compliance", "--json").json["visits"][1]
    assert (second["due"], second["ended"], second["missing"]) == (1, 1, 0)


def test_what_has_not_come_yet_is_awaited(calls: Calls) -> None:
    add(calls, "P1", "2026-01-05", GOOD)
    second = calls("study", "compliance", "--json").json["visits"][1]
    assert (second["due"], second["missing"], second["awaited"]) == (2, 0, 2)


def test_on_an_earlier_day(calls: Calls) -> None:
    filled(calls)
    shown = calls("study", "compliance", "--on", "2026-02-23", "--json").json  # the window's last day
    assert [(row["due"], row["received"]) for row in shown["visits"]] == [(2, 2), (1, 1)]


def test_time_to_deterioration(calls: Calls) -> None:
    shown = filled(calls)("study", "deterioration", "--json").json
    assert shown["limit"] == 10
    scales = {row["code"]: row for row in shown["scales"]}
    assert scales["QL2"] == {
        "code": "QL2", "with_baseline": 2, "worse": 1, "median_months": pytest.approx(42 / 30.4375),
    }  # fmt: skip
    [first, second] = [row["scales"]["QL2"] for row in shown["participants"]]
    assert first == {"worse": True, "days": 42, "months": pytest.approx(42 / 30.4375)}
    assert second == {"worse": False, "days": 1, "months": pytest.approx(1 / 30.4375)}


def test_in_words(calls: Calls) -> None:
    filled(calls)
    assert "50.0" in calls("study", "compliance").out
    assert "QL2" in calls("study", "deterioration").out


def test_refusals(calls: Calls, tmp_path: Path) -> None:
    refused(calls("study", "compliance", "--site", "99"), 3, "There is no site 99")
    refused(calls("participant", "add", "P9", "--site", "4\x1b[2J"), 3, '"site": "4')
    refused(calls("study", "compliance", "--on", "yesterday"), 3, "on")
    home = patient(tmp_path / "home")
    for name in ("compliance", "deterioration"):
        refused(home("study", name), 3, "only a clinic's store")
