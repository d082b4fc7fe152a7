"""The patients list of a real store: its cache is never older than the log, and its command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, select, update

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.domain.alerts import Alert
from diary_app.domain.clinic.compliance import compliance, expectations
from diary_app.domain.clinic.deterioration import deterioration_of
from diary_app.domain.clinic.patient_row_summary import summarise
from diary_app.domain.clinic.patient_row_today import row_on
from diary_app.domain.clinic.review import last_told
from diary_app.domain.cycle import Calendar, death_of
from diary_app.domain.facts import Reviewed
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, Kind
from diary_app.services.clinic.review import ReviewRow
from diary_app.storage.tables.derived import SUMMARIES
from tests.cli_calls import PASSPHRASE, Calls, clinic, refused
from tests.random_acts import PARTICIPANTS, RandomActs
from tests.store_support import act, dose, make
from tests.support import FixedClock

TODAY = date(2026, 3, 2)
CLOCK = "2026-03-02T09:00"


def opened(calls: Calls) -> OpenedStore:
    return open_store(calls.folder, PASSPHRASE, clock=FixedClock(CLOCK))


def kept(store: OpenedStore) -> set[str]:
    """Whose summaries the table holds."""
    with store.opened.store._database.reading() as session:
        return set(session.execute(select(SUMMARIES.c.participant)).scalars())


def is_fresh(store: OpenedStore) -> None:
    """What list, study and review say of everybody is what the diaries, read anew, say."""
    listed = store.patients.rows(TODAY)
    counted, worse = store.study.compliance(TODAY), store.study.deterioration()
    waiting, reviewed = store.review.rows(), store.review.reviewed()
    store.opened.forget()
    diaries = {whose: store.opened.look_at(whose) for whose in store.opened.participants()}
    assert listed == [row_on(summarise(diary, None), TODAY) for diary in diaries.values()]
    asked = [
        expectations(diary, TODAY, data_to=last_told(diary), died=death_of(diary))
        for diary in diaries.values()
    ]
    assert list(counted.all_sites) == compliance(asked)
    begun = [each for each in diaries.values() if Calendar(each).first_dose is not None]
    assert list(worse.rows) == [(diary.participant, deterioration_of(diary, worse.limit)) for diary in begun]
    assert waiting == ranked(row for whose in diaries for row in store.review.rows(whose))
    last = {(one.rule, one.day, diary.participant): one for diary in begun for one in diary.all(Reviewed)}
    there = {(row.rule.code, row.day, row.participant) for row in waiting}
    stands = {(row.rule.code, row.day, row.participant): row.reviewed for row in reviewed}
    assert stands.keys() == last.keys() - there
    assert {one.entry for one in stands.values() if one} == {last[key].record.id for key in stands}
    assert store.review.counts() == (len(waiting), len(reviewed))


def ranked(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    return sorted(rows, key=lambda row: (Alert(row.rule, row.day).rank, row.participant))


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    made = clinic(tmp_path / "clinic")
    made.clock = FixedClock(CLOCK)
    return made


class TestKept:
    @pytest.mark.slow
    def test_random_acts_and_files_never_leave_an_old_line(self, calls: Calls, tmp_path: Path) -> None:
        chance, acts = Random(5), RandomActs(5)
        with make(tmp_path / "home", FixedClock(CLOCK)) as home, opened(calls) as store:
            for whose in PARTICIPANTS:
                theirs = {"chain": whose, "participant": whose}
                enrolled = act(Kind.ENROLLED, {"site": None}, **theirs)
                started = act(
                    Kind.CYCLE_START, {"mg": "12", "source": "clinic"}, about={"day": "2026-01-05"}, **theirs
                )
                hot = act(Kind.TEMPERATURE, {"celsius": "38.7"}, about={"day": "2026-01-06"}, **theirs)
                store.opened.store.journal.append([enrolled, started, hot])
            store.opened.forget()
            journal = store.opened.store.journal
            brought = 0
            for _ in range(7):
                if chance.random() < 0.35:
                    home.journal.append([dose(f"2026-02-{chance.randint(1, 28):02d}")])
                    there = home.journal.entries(chain="P-001")
                    journal.take_in(there[: chance.randint(brought, len(there))])
                    brought = len([each for each in journal.entries() if each.origin == home.store_id])
                else:
                    acts.told(journal.append(acts.batch(chance.randint(1, 4))))
                is_fresh(store)
                for row in [row for row in store.review.rows() if row.day <= TODAY][:1]:
                    store.review.answer(row.id, "called")
            is_fresh(store)
            assert store.review.reviewed()
            assert store.opened.store.integrity.verify().whole

    def test_what_was_done_before_eight_in_china_was_not_done_the_day_before(self, calls: Calls) -> None:
        with open_store(calls.folder, PASSPHRASE, clock=FixedClock("2026-03-02T06:40")) as store:
            theirs = {"chain": "P1", "participant": "P1"}
            enrolled = act(Kind.ENROLLED, {"site": None}, **theirs)
            hot = act(Kind.TEMPERATURE, {"celsius": "38.7"}, about={"day": "2026-03-02"}, **theirs)
            store.opened.store.journal.append([enrolled, hot])
            store.opened.forget()
            store.review.answer(store.review.rows()[0].id, "called")
            told = [*store.review.rows(show="reviewed"), *store.review.rows("P1", "reviewed")]
            assert [one.reviewed and one.reviewed.at.date() for one in told] == [TODAY, TODAY]

    def test_an_entry_that_was_written_past_the_table_is_seen_at_the_next_opening(self, calls: Calls) -> None:
        with opened(calls) as store:
            before = store.patients.rows(TODAY)
            store.study.compliance(TODAY)
            with store.opened.store._database.reading() as session:
                rows = [dict(row) for row in session.execute(select(SUMMARIES)).mappings()]
            store.diary.write({"kind": "dose", "day": "2026-01-06", "time": "07:10"}, participant="P1")
            with store.opened.store._database.writing() as session:  # as if nothing had dropped them
                session.execute(insert(SUMMARIES), [row for row in rows if row["participant"] == "P1"])
            assert store.patients.known_rows(TODAY) == before
        with opened(calls) as store:
            assert store.patients.missing() == 1
            assert store.patients.rows(TODAY) != before
            is_fresh(store)

    def test_an_act_drops_its_participants_line_alone(self, calls: Calls) -> None:
        with opened(calls) as store:
            store.patients.rows()
            assert kept(store) == {"P1", "P2"}
            store.diary.write({"kind": "dose", "day": "2026-01-06", "time": "07:10"}, participant="P1")
            assert kept(store) == {"P2"}
            assert store.patients.missing() == 1
            assert store.patients.fresh(1) == 0
            assert kept(store) == {"P1", "P2"}

    def test_who_looked_drops_nothing_and_a_plan_of_the_whole_store_everything(self, calls: Calls) -> None:
        with opened(calls) as store:
            store.patients.rows()
            journal = store.opened.store.journal
            journal.append([act(Kind.READ, {"what": "overview"}, chain=ACCESS_CHAIN, participant="P1")])
            assert kept(store) == {"P1", "P2"}
            [plan] = journal.entries(kinds=[Kind.PROTOCOL_ADOPTED.value])
            assert plan.payload is not None
            journal.append([act(Kind.PROTOCOL_ADOPTED, plan.payload, chain=STORE_CHAIN, participant=None)])
            assert kept(store) == set()
            is_fresh(store)

    def test_they_are_there_after_the_store_was_closed_and_gone_after_a_rebuild(self, calls: Calls) -> None:
        with opened(calls) as store:
            before = store.patients.rows(TODAY)
        with opened(calls) as store:
            assert store.patients.missing() == 0
            assert store.patients.known_rows(TODAY) == before
            store.opened.store.integrity.rebuild()
            assert store.patients.missing() == 2
            assert store.patients.rows(TODAY) == before

    def test_another_programs_are_not_believed(self, calls: Calls) -> None:
        with opened(calls) as store:
            store.patients.rows()
            with store.opened.store._database.writing() as session:
                session.execute(update(SUMMARIES).values(made_by="0 other"))
            assert store.patients.missing() == 2
            is_fresh(store)

    def test_some_at_a_time(self, calls: Calls) -> None:
        with opened(calls) as store:
            assert store.patients.known_rows() == []
            assert store.patients.fresh(1) == 1
            assert [row.participant for row in store.patients.known_rows()] == ["P1"]
            assert store.patients.fresh(5) == 0
            assert [row.participant for row in store.patients.known_rows()] == ["P1", "P2"]

    def test_a_disk_for_reading_only_keeps_them_in_memory(
        self, calls: Calls, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from diary_app.common.errors import NotSaved

        def full(*_: object) -> None:
            raise NotSaved("The disk is full.")

        with opened(calls) as store:
            monkeypatch.setattr(store.opened.store.summaries, "keep", full)
            assert len(store.patients.rows()) == 2
            assert kept(store) == set()
            monkeypatch.undo()
            store.diary.write({"kind": "dose", "day": "2026-01-06", "time": "07:10"}, participant="P1")
            is_fresh(store)


class TestCommand:
    def fill(self, calls: Calls) -> None:
        lines = [
            {"kind": "dose", "participant": "P1", "day": "2026-01-05", "time": "07:10"},
            {
                "kind": "temperature",
                "participant": "P2",
                "day": "2026-01-06",
                "time": "18:00",
                "celsius": "38.7",
            },
        ]
        assert calls.record(*lines).code == 0

    def test_a_line_has_this_shape(self, calls: Calls) -> None:
        self.fill(calls)
        rows = calls("patients", "--json").json
        assert [row["participant"] for row in rows] == ["P2", "P1"]
        assert rows[1] == {
            "participant": "P1", "site": None, "first_dose": "2026-01-05", "cycle": 1, "cycle_day": 57,
            "awaiting_start": True, "mg": 12, "held": False, "stopped": False,
            "adherence": {"taken": 1, "due": 1, "percent": 100.0}, "off_plan": 0,
            "last_dose": "2026-01-05T07:10:00+08:00", "data_to": "2026-01-05", "days_without_file": 56,
            "file_missing": True, "last_qlq": None,
            "next_qlq": {"target": "2026-02-16", "opens": "2026-02-09", "closes": "2026-02-23",
                         "state": "overdue", "days_left": 0, "on_its_way": True},
            "to_review": 0, "alerts": [],
        }  # fmt: skip
        assert rows[0]["to_review"] == 1
        assert rows[0]["alerts"][0] == {
            "rule": "temperature_high", "level": "call_today", "day": "2026-01-06", "code": "temperature",
            "values": {"celsius": "38.7"},
        }  # fmt: skip

    def test_filters_finds_and_sorts(self, calls: Calls) -> None:
        self.fill(calls)

        def ids(*argv: str) -> list[str]:
            return [row["participant"] for row in calls("patients", *argv, "--json").json]

        assert ids("--filter", "alerts") == ["P2", "P1"]  # P1: nobody told the next start
        assert ids("--filter", "overdue") == ["P2", "P1"]
        assert ids("--filter", "below") == ["P2"]
        assert ids("--filter", "due") == []
        assert ids("--find", "p1") == ["P1"]
        assert ids("--sort", "participant") == ["P1", "P2"]
        assert ids("--sort", "participant", "--descending") == ["P2", "P1"]

    def test_the_table_names_what_is_to_be_done(self, calls: Calls) -> None:
        self.fill(calls)
        lines = calls("patients").out.splitlines()
        assert lines[0].split("  ")[0] == "Participant"
        assert "call today: 1" in lines[2]
        assert "overdue 2026-02-16" in lines[2]
        assert "no file for 56 days" in lines[3]

    def test_a_next_start_that_nobody_told_is_named_and_counts_as_status_counts_it(
        self, calls: Calls
    ) -> None:
        self.fill(calls)
        taken = [{"kind": "dose", "participant": "P1", "day": f"2026-02-{day:02d}"} for day in range(1, 4)]
        assert calls.record(*taken).code == 0
        [told] = calls("patients", "--find", "P1", "--json").json
        status = calls("status", "--participant", "P1", "--json").json
        assert (told["awaiting_start"], told["off_plan"]) == (True, 3)
        assert (status["awaiting_start"], status["adherence"]["off_plan"]) == (True, 3)
        assert "1 / 57, next start not told  " in calls("patients", "--find", "P1").out
        start = {"kind": "cycle_start", "participant": "P1", "day": "2026-03-01", "mg": 12}
        assert calls.record(start).code == 0
        [told] = calls("patients", "--find", "P1", "--json").json
        assert (told["cycle"], told["cycle_day"], told["awaiting_start"]) == (2, 2, False)
        assert "next start not told" not in calls("patients", "--find", "P1").out

    def test_what_is_no_filter_or_column_is_refused(self, calls: Calls) -> None:
        refused(calls("patients", "--filter", "late"), 3, "late", "overdue")
        refused(calls("patients", "--sort", "site"), 3, "site", "attention")
