"""One line of the patients list: what depends on the entries, and what the day makes of it."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow
from diary_app.domain.clinic.patient_row_json import from_json, to_json
from diary_app.domain.clinic.patient_row_summary import summarise
from diary_app.domain.clinic.patient_row_today import next_form, row_on
from diary_app.domain.log.entry import Kind
from tests.diaries import Notebook, day_of, short_plan

ANSWERS = {"29": 5, "30": 5}


def day(number: int) -> date:
    return date.fromisoformat(day_of(number))


def row(book: Notebook, today: int) -> PatientRow:
    summary = summarise(book.diary, "04")
    assert from_json(json.loads(json.dumps(to_json(summary)))) == summary
    return row_on(summary, day(today))


def looked_at(book: Notebook, today: int) -> NextForm | None:
    return next_form(summarise(book.diary, None), day(today))


def with_baseline(**more: Any) -> Notebook:
    book = Notebook(**more)
    book.tell("qlq", 0, answers=ANSWERS)
    return book


class TestNextForm:
    """Targets: study day 1, 43, 85; windows -7 to +7 days; the baseline's -14 to 0."""

    @pytest.mark.parametrize(
        ("today", "target", "state", "left"),
        [
            (2, 43, FormState.TO_COME, 0),
            (35, 43, FormState.TO_COME, 0),
            (36, 43, FormState.DUE, 14),
            (43, 43, FormState.DUE, 7),
            (50, 43, FormState.DUE, 0),
            (51, 43, FormState.OVERDUE, 0),
            (77, 43, FormState.OVERDUE, 0),
            (78, 85, FormState.DUE, 14),
        ],
    )
    def test_it_is_due_in_its_window_and_overdue_until_the_next_one_opens(
        self, today: int, target: int, state: FormState, left: int
    ) -> None:
        found = looked_at(with_baseline(), today)
        assert found is not None
        assert (found.day, found.state, found.days_left) == (day(target), state, left)
        assert (found.opens, found.closes) == (day(target - 7), day(target + 7))

    @pytest.mark.parametrize(
        ("today", "state"),
        [(-20, FormState.TO_COME), (-13, FormState.DUE), (1, FormState.DUE), (2, FormState.OVERDUE),
         (35, FormState.OVERDUE)],
    )  # fmt: skip
    def test_the_baseline_is_due_before_the_first_dose(self, today: int, state: FormState) -> None:
        found = looked_at(Notebook(), today)
        assert found is not None
        assert (found.day, found.state) == (day(1), state)

    @pytest.mark.parametrize("form", [36, 43, 50])
    def test_a_form_in_its_window_is_done_with(self, form: int) -> None:
        book = with_baseline()
        book.tell("qlq", form, answers=ANSWERS)
        found = looked_at(book, 51)
        assert found is not None
        assert (found.day, found.state) == (day(85), FormState.TO_COME)

    def test_a_late_form_is_chased_no_longer_and_an_early_one_does_not_count(self) -> None:
        book = with_baseline()
        book.tell("qlq", 35, answers=ANSWERS)
        found = looked_at(book, 60)
        assert found is not None
        assert found.state == FormState.OVERDUE
        book.tell("qlq", 51, answers=ANSWERS)
        found = looked_at(book, 60)
        assert found is not None
        assert (found.day, found.state) == (day(85), FormState.TO_COME)

    def test_one_that_the_clinic_explained_is_chased_no_longer(self) -> None:
        book = with_baseline(staff=True)
        book.tell("qlq_not_done", 43, reason="too_ill")
        found = looked_at(book, 60)
        assert found is not None
        assert found.day == day(85)

    def test_it_may_be_on_its_way_while_the_copy_ends_before_the_window(self) -> None:
        book = with_baseline()
        book.took(45)
        for today, expected in ((45, False), (46, True), (60, True)):
            found = looked_at(book, today)
            assert found is not None
            assert found.on_its_way is expected
        book.took(50)
        found = looked_at(book, 60)
        assert found is not None
        assert found.on_its_way is False

    def test_out_of_the_study_only_an_open_window_counts(self) -> None:
        book = with_baseline()
        book.tell("stop", 44)
        assert [looked_at(book, today) is None for today in (43, 44, 50, 51)] == [False, False, False, True]

    def test_nothing_is_planned_before_a_first_dose_is_known(self) -> None:
        assert looked_at(Notebook(first_dose=None), 1) is None


class TestAdherence:
    def test_days_after_the_last_one_told_are_not_known(self) -> None:
        book = Notebook()
        book.took(1)
        book.missed(2)
        book.took(4)
        found = row(book, 12)
        assert (found.adherence_taken, found.adherence_due, found.adherence_percent) == (2, 4, 50.0)
        assert (found.data_to, found.days_without_file) == (day(4), 8)

    def test_the_last_day_told_counts_once_it_is_over(self) -> None:
        book = Notebook()
        book.took(1)
        book.tell("symptom", 2, severities={"tiredness": 1})
        assert [row(book, today).adherence_due for today in (2, 3)] == [1, 2]
        assert [row(book, today).adherence_percent for today in (2, 3)] == [100.0, 50.0]

    def test_held_days_stand_outside(self) -> None:
        book = Notebook()
        book.took(1)
        book.hold(2, 3)
        book.took(4)
        assert row(book, 5).adherence_due == 2

    def test_doses_that_the_plan_did_not_have_are_counted(self) -> None:
        book = Notebook()
        assert row(book, 5).off_plan == 0
        for number in (1, 2, 2, 14, 15, 30):
            book.took(number)
        assert row(book, 31).off_plan == book.status(30, 31).adherence.off_plan == 3
        book.start(30)
        assert row(book, 31).off_plan == 2

    def test_nothing_told_is_no_percent(self) -> None:
        found = row(Notebook(), 5)
        assert (found.adherence_due, found.adherence_percent, found.data_to) == (0, None, None)

    def test_what_lies_after_is_not_in_it(self) -> None:
        book = Notebook(staff=True)
        book.took(1)
        book.tell("visit", 21)
        assert row(book, 15).data_to == day(1)


class TestWithoutFile:
    @pytest.mark.parametrize(("today", "days"), [(-5, None), (0, None), (1, 1), (9, 9)])
    def test_it_is_counted_from_the_first_dose_where_nothing_ever_came(
        self, today: int, days: int | None
    ) -> None:
        assert row(Notebook(), today).days_without_file == days

    def test_nothing_is_awaited_once_the_last_days_of_the_study_came(self) -> None:
        book = Notebook()
        book.took(1)
        book.took(9)
        book.tell("stop", 10)
        assert row(book, 9).days_without_file == 0
        assert row(book, 40).days_without_file is None
        early = Notebook()
        early.took(1)
        early.tell("stop", 10)
        assert row(early, 12).days_without_file == 11

    def test_nobody_waits_before_a_first_dose_is_known(self) -> None:
        assert row(Notebook(first_dose=None), 5).days_without_file is None


class TestCycleAndDose:
    def test_the_cycle_day_runs_past_the_length_until_the_next_start(self) -> None:
        book = Notebook()
        assert [(row(book, today).cycle, row(book, today).cycle_day) for today in (0, 1, 25)] == [
            (None, None),
            (1, 1),
            (1, 25),
        ]
        book.start(26)
        assert (row(book, 26).cycle, row(book, 26).cycle_day) == (2, 1)

    def test_the_next_start_is_awaited_from_the_day_after_the_cycle_until_it_is_told(self) -> None:
        book = Notebook()
        summary = summarise(book.diary, None)
        days = (-3, 1, 21, 22, 43)
        assert [row_on(summary, day(each)).awaiting_start for each in days] == [False] * 3 + [True] * 2
        assert [row(book, each).awaiting_start for each in days[1:]] == [
            book.status(each).awaiting_start for each in days[1:]
        ]
        book.start(26)
        told = {each: row(book, each).awaiting_start for each in (22, 25, 26, 46, 47)}
        assert told == {22: False, 25: False, 26: False, 46: False, 47: True}
        assert not row(Notebook(first_dose=None), 30).awaiting_start

    def test_the_length_is_that_of_the_participants_plan_and_nothing_is_awaited_out_of_the_study(
        self,
    ) -> None:
        book = Notebook(short_plan(28, 14))
        assert [row(book, each).awaiting_start for each in (28, 29)] == [False, True]
        book.tell("stop", 31)
        assert [row(book, each).awaiting_start for each in (30, 31, 90)] == [True, False, False]

    def test_of_somebody_who_stopped_it_is_the_last_day_in_the_study(self) -> None:
        book = Notebook()
        book.tell("stop", 10)
        assert [(row(book, today).cycle_day, row(book, today).stopped) for today in (9, 10, 99)] == [
            (9, False),
            (9, True),
            (9, True),
        ]

    def test_the_level_is_that_of_the_day(self) -> None:
        book = Notebook()
        book.tell("dose_level", 5, mg=10)
        assert [row(book, today).mg for today in (0, 4, 5, 30)] == [
            None,
            Decimal(12),
            Decimal(10),
            Decimal(10),
        ]

    def test_a_hold_holds_from_its_first_to_its_last_day(self) -> None:
        book = Notebook()
        book.hold(3, 5)
        assert [row(book, today).held for today in (2, 3, 5, 6)] == [False, True, True, False]

    def test_an_open_hold_ends_with_the_next_start_and_with_the_study(self) -> None:
        book = Notebook()
        book.hold(3)
        assert row(book, 30).held
        book.start(28)
        assert [row(book, today).held for today in (27, 28)] == [True, False]
        book.hold(30)
        book.tell("stop", 32)
        assert [row(book, today).held for today in (31, 32)] == [True, False]

    def test_the_last_dose_is_the_newest_that_was_taken(self) -> None:
        book = Notebook()
        assert row(book, 5).last_dose is None
        book.took(1, "07:10")
        book.missed(2)
        assert row(book, 5).last_dose == datetime.fromisoformat(f"{day_of(1)}T07:10:00+08:00")
        book.took(3)
        assert row(book, 5).last_dose == day(3)
        assert (row(book, 5).first_dose, row(book, 5).site) == (day(1), "04")


class TestAlerts:
    def test_each_names_what_met_its_rule(self) -> None:
        book = Notebook()
        book.tell("bp", 2, time="07:00", readings=["165/102"])
        book.tell("symptom", 3, severities={"diarrhoea": 3, "tiredness": 1})
        book.tell("temperature", 4, time="18:00", celsius="38.7")
        book.tell("sign", 5, sign="fainting", present=True)
        book.tell("weight", 1, kg="80")
        book.tell("weight", 6, kg="74")
        book.missed(7)
        found = {alert.rule: (alert.code, dict(alert.values)) for alert in row(book, 8).alerts}
        assert found["bp_high"] == ("pressure", {"systolic": "165", "diastolic": "102"})
        assert found["diarrhoea_severe"] == ("severity", {"term": "diarrhoea", "grade": "3"})
        assert found["temperature_high"] == ("temperature", {"celsius": "38.7"})
        assert found["fainting"] == ("sign", {"signs": "fainting"})
        assert found["weight_loss"] == ("weight_loss", {"percent": "7.5"})
        assert found["doses_missed"] == ("doses_missed", {"count": "7", "not_recorded": "6"})
        assert row(book, 8).to_review == len(row(book, 8).alerts)
        assert row(book, 8).alerts[0].level == "emergency"

    def test_two_days_running_tell_the_days_mean(self) -> None:
        book = Notebook()
        for number in (1, 2, 3):
            book.took(number)
        book.tell("bp", 2, time="07:00", readings=["150/92", "146/90"])
        book.tell("bp", 3, time="07:00", readings=["144/91", "142/91"])
        [found] = row(book, 4).alerts
        assert (found.code, found.day) == ("pressure_days", day(3))
        assert dict(found.values) == {"systolic": "143", "diastolic": "91", "days": "2"}

    def test_one_that_was_shown_and_corrected_since_is_withdrawn(self) -> None:
        book = Notebook()
        fever = book.tell("temperature", 4, time="18:00", celsius="38.7")
        told = {"rule": "temperature_high", "level": "call_today"}
        book.seal(Kind.ALERT_SHOWN, told, about={"day": day_of(4)})
        book.correct(fever, celsius="36.7")
        [found] = row(book, 8).alerts
        assert (found.code, dict(found.values)) == ("withdrawn", {})

    def test_one_that_the_clinic_wrote_about_is_gone(self) -> None:
        book = Notebook(staff=True)
        book.tell("temperature", 4, time="18:00", celsius="38.7")
        assert row(book, 8).to_review == 1
        book.tell("reviewed", 4, rule="temperature_high", done="called")
        assert row(book, 8).to_review == 0


@pytest.mark.parametrize("mode", ["paper", "interview"])
def test_a_form_that_the_clinic_took_down_does_not_say_that_the_diary_came(mode: str) -> None:
    book = Notebook(staff=True)
    for number in range(1, 9):
        book.took(number)
    before = row(book, 44)
    book.tell("qlq", 43, answers=ANSWERS, mode=mode)
    after = row(book, 44)
    assert (after.adherence_taken, after.adherence_due) == (8, 8)
    assert (after.data_to, after.days_without_file) == (before.data_to, 36) == (day(8), 36)
    assert after.last_qlq == day(43)
    assert after.alerts == before.alerts == ()


def test_of_a_participant_with_a_form_on_paper_alone_no_capsule_is_missed() -> None:
    book = Notebook(staff=True)
    book.tell("qlq", 43, answers=ANSWERS)
    found = row(book, 44)
    assert (found.adherence_due, found.data_to, found.alerts) == (0, None, ())
