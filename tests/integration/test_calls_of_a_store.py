"""Calls in a store on the disk: once across openings, one transaction, and through backup and restore."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.common.errors import NotSaved
from diary_app.domain.log.entry import Entry
from diary_app.services.calls import Contact
from diary_app.services.vitals import Measured
from diary_app.storage.journal import Journal
from tests.cli_calls import PASSPHRASE, Calls, patient
from tests.support import FixedClock

DAY = date(2026, 1, 20)
STORES = Path(__file__).parents[1] / "data" / "stores"


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    """A patient's diary in the evening of 20 January."""
    return patient(tmp_path / "d")


def opened(calls: Calls) -> OpenedStore:
    return open_store(calls.folder, PASSPHRASE, clock=calls.clock)


def log(calls: Calls) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = calls("list", "log", "--json").json
    return rows


def alerts(calls: Calls) -> list[tuple[str, str | None]]:
    told = calls("status", "--json").json["alerts"]
    return [(alert["rule"], alert.get("answered")) for alert in told if alert["rule"] != "doses_missed"]


@pytest.mark.slow
def test_from_the_reading_to_the_answer_across_openings(calls: Calls) -> None:
    with opened(calls) as store:
        store.vitals.save(Measured(day=DAY, readings=((165, 102), (163, 101)), time="07:10"))
        standing = store.diary.status().alerts
        store.calls.note_shown(standing)
    with opened(calls) as store:
        store.calls.note_shown(store.diary.status().alerts)
        store.calls.answer("bp_high", DAY, "measuring_again")
    assert alerts(calls) == [("bp_high", "measuring_again")]
    shown = [row for row in log(calls) if row["kind"] == "alert_shown"]
    assert sorted(str(row["payload"]["rule"]) for row in shown) == [  # type: ignore[index]
        alert.rule.code for alert in sorted(standing, key=lambda alert: alert.rule.code)
    ]
    assert {(row["role"], row["actor"]) for row in shown} == {("system", "diary-app")}
    with opened(calls) as store:
        ids = store.vitals.save(
            Measured(day=DAY, readings=((131, 84),), time="09:00", kg=Decimal(70), celsius=Decimal("36.6"))
        )
    assert len(ids) == 3
    assert [row["kind"] for row in log(calls)[-4:]] == ["bp", "weight", "temperature", "alert_answered"]
    assert [row["id"] for row in log(calls)[-4:-1]] == ids
    assert alerts(calls) == []
    assert calls("undo", str(log(calls)[-1]["id"])).code == 0
    assert alerts(calls) == [("bp_high", "measuring_again")]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["record", "bp add"])
def test_a_normal_reading_from_the_command_line_settles_it(calls: Calls, how: str) -> None:
    for reading, time in (("165/102", "07:10"), ("131/84", "09:00")):
        if how == "record":
            line = {"kind": "bp", "day": "2026-01-20", "time": time, "readings": [reading], "key": time}
            assert calls.record(line).code == 0
            before = calls.heads()
            assert calls.record(line).out.strip()  # the key is there: the id again, and nothing written
            assert calls.heads() == before
        else:
            calls("bp", "add", reading, "--date", "2026-01-20", "--time", time).id  # noqa: B018
    assert alerts(calls) == []
    assert [row["kind"] for row in log(calls)[-3:]] == ["bp", "bp", "alert_answered"]
    assert calls("verify").code == 0


def test_reading_and_answer_are_written_together_or_not_at_all(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[str]] = []
    append = Journal.append

    def counted(self: Journal, acts: list[object], **more: object) -> list[Entry]:
        written.append([act.kind.value for act in acts])  # type: ignore[attr-defined]
        if len(written) == 2:
            raise NotSaved("The disk is full.")
        return append(self, acts, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "append", counted)
    with opened(calls) as store:
        store.vitals.save(Measured(day=DAY, readings=((165, 102),), time="07:10"))
        with pytest.raises(NotSaved):
            store.vitals.save(Measured(day=DAY, readings=((131, 84),), time="09:00"))
        assert [alert.rule.code for alert in store.diary.status().alerts][:1] == ["bp_high"]
        store.vitals.save(Measured(day=DAY, readings=((131, 84),), time="09:00"))
    assert written == [["bp"], ["bp", "alert_answered"], ["bp", "alert_answered"]]


def test_the_number_is_in_a_backup_and_the_store_knows_what_it_is_after_a_restore(
    calls: Calls, tmp_path: Path
) -> None:
    with opened(calls) as store:
        store.calls.write_phone("010-5555 0100")
        nature = store.opened.nature
    out = tmp_path / "one.diary-backup"
    assert calls("backup", "-o", str(out)).code == 0
    fresh = Calls(tmp_path / "fresh" / "d", calls.clock)
    assert fresh("restore", str(out)).code == 0
    with opened(fresh) as store:
        assert store.opened.nature == nature
        assert store.calls.contact() == Contact("010-5555 0100", by_clinic=False)


def test_a_diary_with_an_older_plan_asks_all_signs_that_stand_in_no_rule_on_the_pressure_alone(
    tmp_path: Path,
) -> None:
    shutil.copytree(STORES / "payload-1-projection-1", tmp_path / "d")
    clock = FixedClock("2026-06-20T20:00")
    with open_store(tmp_path / "d", "plum tree behind the house", clock=clock) as store:
        plan = store.diary.status() and store.opened.protocol()
        assert plan.emergency_number is None
        asked = {sign.code for sign in store.calls.signs_for_page({})}
        assert {sign.code for sign in plan.signs} - asked == {
            "chest_or_back_pain", "weakness_numbness", "trouble_seeing_speaking",
        }  # fmt: skip
        assert store.calls.signs_for_temperature(Decimal(40)) == ()
