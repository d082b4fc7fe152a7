"""The made-up trial: marked, whole, the same for a day and a seed, and going on today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore, create_clinic_sample
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.protocols.loader import find_protocol
from diary_app.qlq_c30 import wording
from diary_app.security.argon import LEAST_COST
from diary_app.services.opened import wording_reference
from diary_app.services.sample_trial import people as trial_people
from diary_app.services.sample_trial import trial
from diary_app.services.sample_trial.course import Course, Trial
from diary_app.services.sample_trial.people import TRIAL_DAYS, people
from diary_app.services.sample_trial.words import Words
from tests.cli_calls import PASSPHRASE, Calls, refused
from tests.support import ZONE, FixedClock

NOW = "2026-06-19T08:30"
TODAY = date(2026, 6, 19)
PLAN = find_protocol("alter-s003")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedStore]:
    folder = tmp_path_factory.mktemp("trial") / "clinic"
    with pytest.MonkeyPatch.context() as shorter:
        for module in (trial, trial_people):  # half a year of it is enough here
            shorter.setattr(module, "TRIAL_DAYS", 160)
        made = create_clinic_sample(
            folder, PASSPHRASE, PLAN, "en", patients=4, clock=FixedClock(NOW), cost=LEAST_COST, seed=3
        )
    with made:
        yield made


class TestStore:
    def test_it_is_a_clinics_and_marked(self, store: OpenedStore) -> None:
        assert store.opened.staff
        assert store.opened.nature.sample
        assert store.opened.participants() == [f"SAMPLE-00{number}" for number in range(1, 5)]

    def test_it_holds_what_a_trial_holds(self, store: OpenedStore) -> None:
        kinds = Counter(entry.kind for entry in store.opened.store.journal.entries())
        for kind in (Kind.DOSE, Kind.SYMPTOMS, Kind.BP, Kind.WEIGHT, Kind.QLQ, Kind.CYCLE_START, Kind.VISIT,
                     Kind.DISPENSE, Kind.RETURN, Kind.TAKEN_IN, Kind.ALERT_SHOWN, Kind.ALERT_ANSWERED,
                     Kind.REVIEWED, Kind.ADVERSE_EVENT):  # fmt: skip
            assert kinds[kind.value] > 0, kind

    def test_it_is_whole_and_no_chain_goes_back_in_time(self, store: OpenedStore) -> None:
        found = store.opened.store.integrity.verify()
        assert found.whole
        assert found.times.backwards == ()
        assert found.times.suspect == 0

    def test_nothing_is_later_than_the_present_and_staff_wrote_in_order(self, store: OpenedStore) -> None:
        present = FixedClock(NOW).now().utc
        entries = store.opened.store.journal.entries()
        assert all(entry.entered_at <= present for entry in entries)
        own = [entry.entered_at for entry in entries if entry.origin == store.opened.store.store_id]
        assert all(one <= after for one, after in pairwise(own))

    def test_what_a_file_brought_is_what_its_entry_says(self, store: OpenedStore) -> None:
        journal = store.opened.store.journal
        for whose in store.opened.participants():
            at_home = [each for each in journal.entries(whose) if each.origin != store.opened.store.store_id]
            files = [each.payload for each in journal.entries(whose, kinds=[Kind.TAKEN_IN.value])]
            ranges = [told["ranges"][0] for told in files if told]
            assert [each["from"] for each in ranges] == [1, *(each["to"] + 1 for each in ranges[:-1])]
            assert ranges[-1]["to"] == max(each.seq for each in at_home) == len(at_home)

    def test_the_list_goes_on_today(self, store: OpenedStore) -> None:
        rows = store.patients.rows(TODAY)
        assert len(rows) == 4
        assert all(row.first_dose is not None and row.first_dose <= TODAY for row in rows)
        assert all(row.data_to is not None and row.data_to <= TODAY for row in rows)
        assert any(not row.stopped for row in rows)


def entries_of(seed: int, language: str = "en") -> list[str]:
    """The hashes of the newest of eight people, and the clinic's payloads about them."""
    told = Trial(
        plan=PLAN,
        wording=wording_reference(wording.load(language)),
        zone=ZONE,
        seed=seed,
        words=Words(language),
        present=datetime.fromisoformat(NOW),
    )
    course = Course(people(8, TODAY, PLAN.protocol.regimen, seed)[-1], told)
    entries, acts = course.until(told.present, 0)
    return [*(entry.hash for entry in entries), *(str(act.payload) for _, act in acts)]


def test_a_day_and_a_seed_give_the_same_trial() -> None:
    assert entries_of(1) == entries_of(1)
    assert entries_of(1) != entries_of(2)


def test_it_is_written_in_chinese_too() -> None:
    assert entries_of(1, "zh_CN")


def test_people_began_over_the_two_years_and_differ() -> None:
    everybody = people(44, TODAY, PLAN.protocol.regimen, 1)
    began = [person.first for person in everybody]
    assert began == sorted(began)
    assert TODAY - timedelta(days=TRIAL_DAYS) <= began[0] < TODAY - timedelta(days=680)
    assert began[-1] > TODAY - timedelta(days=30)
    assert {mg for person in everybody for mg in {cycle.mg for cycle in person.cycles}} == {12, 10, 8}
    assert {person.stop[1] for person in everybody if person.stop} >= {"progression", "death"}
    assert any(cycle.held for person in everybody for cycle in person.cycles)
    assert any(cycle.delayed for person in everybody for cycle in person.cycles)
    assert any(person.paper for person in everybody)
    assert any(person.stop is None and (TODAY - person.data_to).days > 7 for person in everybody)
    assert all(person.data_to <= TODAY for person in everybody)


class TestCommand:
    def test_it_makes_a_clinics_store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (trial, trial_people):
            monkeypatch.setattr(module, "TRIAL_DAYS", 40)
        calls = Calls(tmp_path / "clinic", FixedClock(NOW))
        made = calls("demo", "--patients", "1", "--json").json
        assert made["participants"] == ["SAMPLE-001"]
        assert [row["participant"] for row in calls("patients", "--json").json] == ["SAMPLE-001"]

    @pytest.mark.parametrize("count", ["0", "-1", "2001", "4.0", "x", "", "٣"])
    def test_another_number_is_refused(self, count: str, tmp_path: Path) -> None:
        refused(Calls(tmp_path / "clinic")("demo", f"--patients={count}"), 3, "2000")
        assert list(tmp_path.iterdir()) == []

    def test_a_fault_half_way_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> int:
            raise DoesNotFit(N_("The disk is full."))

        monkeypatch.setattr(trial, "fill", full)
        folder = tmp_path / "clinic"
        refused(Calls(folder)("demo", "--patients", "1"), 3, "full")
        assert not folder.exists() or list(folder.iterdir()) == []
