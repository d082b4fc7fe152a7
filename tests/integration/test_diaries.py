"""Whole diaries, written and worked out by hand: their lines go through ``record``, then each day's status.

The expectations in ``tests/data/diaries`` were derived on paper from the rules, each with its arithmetic
(``why``), before and apart from the code. Rates are exact fractions. ``@key`` stands for the id that an
earlier line of that key got.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from diary_app.bootstrap import OpenedStore, create_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding
from diary_app.services.status_view import status_json
from tests.support import FixedClock

DATA = Path(__file__).parents[1] / "data"
DIARIES = sorted((DATA / "diaries").glob("*.json"))
PLANS = {"alter-s003": "alter-s003", "second-trial": str(DATA / "protocols" / "second-trial.toml")}
LATER = "2024-12-01T09:00"  # all diaries lie in the past of this clock
EXACT = 1e-9


def read(path: Path) -> dict[str, Any]:
    diary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return diary


@pytest.fixture(scope="module", params=DIARIES, ids=lambda path: path.stem)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Any], OpenedStore]]:
    """One diary of the data folder, and the store into which its lines went."""
    diary = read(request.param)
    founding = Founding(
        role="patient",
        plan=find_protocol(PLANS[diary["protocol"]]),
        zone="Asia/Shanghai",
        language="en",
        participant="P-001",
        first_dose=date.fromisoformat(diary["first_dose"]),
    )
    folder = tmp_path_factory.mktemp(diary["name"]) / "d"
    store = create_store(folder, "a made-up passphrase", founding, clock=FixedClock(LATER), cost=LEAST_COST)
    with store:
        record(store, diary["lines"])
        yield diary, store


def record(store: OpenedStore, lines: list[dict[str, Any]]) -> None:
    """Take the lines in one by one, each with the ids that the earlier ones got."""
    ids: dict[str, str] = {}
    for line in lines:
        if str(line.get("id", "")).startswith("@"):
            line = {**line, "id": ids[line["id"][1:]]}
        [entry_id] = store.diary.record_lines([json.dumps(line, ensure_ascii=False)])
        assert ids.setdefault(line["key"], entry_id) == entry_id, "a known key answers with its id"


def near(value: object) -> object:
    """A worked-out rate as what a float of it may be; everything else as it is."""
    return pytest.approx(float(Fraction(value)), abs=EXACT) if isinstance(value, str) else value


@pytest.mark.slow
def test_every_day_says_what_was_worked_out(kept: tuple[dict[str, Any], OpenedStore]) -> None:
    diary, store = kept
    for expected in diary["expect"]:
        told = status_json(store.diary.status(on=date.fromisoformat(expected["on"])), "en")
        for alert in told["alerts"]:
            assert alert.pop("text"), "a call says something"
        worked_out = dict(expected["status"])
        worked_out["rdi"] = {name: near(value) for name, value in worked_out["rdi"].items()}
        percent = near(worked_out["adherence"]["percent"])
        worked_out["adherence"] = {**worked_out["adherence"], "percent": percent}
        assert told == worked_out, f"{diary['name']} on {expected['on']}: {expected['why']}"


def test_the_diaries_are_many_and_of_both_plans() -> None:
    plans = [read(path)["protocol"] for path in DIARIES]
    assert plans.count("alter-s003") >= 24
    assert plans.count("second-trial") >= 3
    assert all(day["why"] for path in DIARIES for day in read(path)["expect"])
