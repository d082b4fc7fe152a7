"""What a review covers: hand-counted cases of more of the same, and of one symptom under two rules."""

from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.patient_row_alerts import met
from diary_app.domain.clinic.review import all_raised, to_review
from diary_app.domain.log.entry import Kind
from diary_app.domain.protocol import DosesMissedInCycle
from tests.diaries import FIRST, Notebook, both_told, day_of, second_trial, short_plan


def desk() -> Notebook:
    return Notebook(staff=True)


def waiting(book: Notebook) -> list[tuple[str, int]]:
    return [(one.rule.code, (one.day - FIRST).days + 1) for one in to_review(book.diary)]


def told(book: Notebook, code: str) -> dict[str, str]:
    return next(met(book.diary, one)[1] for one in all_raised(book.diary) if one.rule.code == code)


def reviewed(book: Notebook, rule: str, day: int, done: str = "called") -> str:
    return book.tell("reviewed", day, rule=rule, done=done)


def test_doses_missed_after_a_review_in_the_same_cycle_wait_again_and_the_row_counts_them() -> None:
    book = desk()
    for day in (3, 5):
        book.missed(day)
    for day in (1, 2, 4, 6):
        book.took(day)
    assert waiting(book) == [("doses_missed", 5)]  # the second of the cycle
    reviewed(book, "doses_missed", 5)
    book.took(7)
    assert waiting(book) == []
    third = book.missed(8)
    assert waiting(book) == [("doses_missed", 5)]
    assert told(book, "doses_missed") == {"count": "3", "not_recorded": "0"}
    reviewed(book, "doses_missed", 5)
    assert waiting(book) == []
    book.undo(third, "told wrongly")
    book.took(8)
    assert waiting(book) == []  # fewer is not worse
    book.took(10)  # day 9 was not recorded
    assert (waiting(book), told(book, "doses_missed")) == ([], {"count": "3", "not_recorded": "1"})
    book.took(12)
    assert (waiting(book), told(book, "doses_missed")["count"]) == ([("doses_missed", 5)], "4")


def test_doses_missed_in_the_next_cycle_are_an_alert_of_their_own() -> None:
    book = Notebook(short_plan(4, 3), staff=True)
    for day in (1, 2, 3):
        book.missed(day)
    assert waiting(book) == [("doses_missed", 2)]
    reviewed(book, "doses_missed", 2)
    book.start(5)
    for day in (5, 6):
        book.missed(day)
    assert waiting(book) == [("doses_missed", 6)]  # that of the first cycle is as it was


@pytest.mark.parametrize("later", range(8))
def test_every_way_three_more_days_can_go_is_counted_from_the_review(later: int) -> None:
    book = desk()
    book.missed(1)
    book.missed(2)
    reviewed(book, "doses_missed", 2)
    for place, day in enumerate((3, 4, 5)):
        (book.missed if later >> place & 1 else book.took)(day)
    assert waiting(book) == ([("doses_missed", 2)] if later else [])  # any further one missed


def test_a_lower_weight_of_the_same_day_waits_again_and_a_higher_one_does_not() -> None:
    book = desk()
    book.tell("weight", 1, kg="80.5")
    now = book.tell("weight", 2, kg="76")
    reviewed(book, "weight_loss", 2)
    for kg, again in (("76.1", False), ("75.9", True)):
        now = book.correct(now, kg=kg)
        assert (("weight_loss", 2) in waiting(book)) is again
    reviewed(book, "weight_loss", 2)
    book.tell("weight", 2, kg="76")  # weighed again the same day
    assert ("weight_loss", 2) not in waiting(book)
    book.tell("weight", 2, kg="75.5")
    assert ("weight_loss", 2) in waiting(book)
    book.tell("weight", 2, kg="79.9")  # no loss of 5 % any more: the alert goes, as it did before
    assert "weight_loss" not in dict(waiting(book))


def test_a_higher_mean_on_the_second_day_waits_again() -> None:
    book = desk()
    book.tell("bp", 1, time="07:00", readings=["142/88"])
    book.tell("bp", 2, time="07:00", readings=["144/88"])
    reviewed(book, "bp_two_days", 2)
    book.tell("bp", 2, time="12:00", readings=["141/88"])
    assert ("bp_two_days", 2) not in waiting(book)
    book.tell("bp", 2, time="18:00", readings=["145/88"])
    assert ("bp_two_days", 2) in waiting(book)


@pytest.mark.parametrize(("before", "after", "again"), [(3, 4, True), (4, 3, False), (3, 3, False)])
def test_a_higher_grade_waits_again(before: int, after: int, again: bool) -> None:
    book = desk()
    page = book.tell("symptom", 2, severities={"nausea": before})
    reviewed(book, "severity_3_or_4", 2)
    if after != before:
        book.correct(page, severities={"nausea": after})
    assert (("severity_3_or_4", 2) in waiting(book)) is again


def test_a_review_of_an_older_program_named_no_count_and_holds() -> None:
    book = desk()
    book.missed(1)
    book.missed(2)
    [row] = to_review(book.diary)
    told_then = {"rule": row.rule.code, "level": "call_soon", "done": "seen", "met": {"doses_missed": {}}}
    book.seal(Kind.REVIEWED, told_then, about={"day": day_of(2)})
    assert waiting(book) == []
    book.missed(3)
    assert waiting(book) == []  # nobody knows how many it knew of


def test_a_second_answer_is_refused_by_name_and_writes_nothing_and_two_stores_keep_both() -> None:
    home, book, other = Notebook(), desk(), Notebook(staff=True, origin="other")
    home.tell("temperature", 2, celsius="39")
    book.take_in(home)
    other.take_in(home)
    first = reviewed(book, "temperature_high", 2)
    held = len(book.entries)
    with pytest.raises(
        DoesNotFit, match=r"^staff already wrote about this alert at \d\d:\d\d on .*nothing was"
    ):
        reviewed(book, "temperature_high", 2, "seen")
    assert len(book.entries) == held
    book.undo(first, "pressed by mistake")
    reviewed(book, "temperature_high", 2, "seen")
    reviewed(other, "temperature_high", 2, "nothing_needed")
    for each in both_told(book, other):
        [row] = [one for one in all_raised(each.diary) if one.rule.code == "temperature_high"]
        assert row.reviewed is not None
        assert {row.reviewed.done, *(one.done for one in row.before)} == {"seen", "nothing_needed"}


def test_one_diarrhoea_is_one_row_and_another_symptom_keeps_its_own() -> None:
    book = desk()
    book.took(1)
    book.took(2)
    book.tell("symptom", 2, severities={"diarrhoea": 3})
    assert waiting(book) == [("diarrhoea_severe", 2)]
    book.tell("symptom", 2, severities={"tiredness": 3})
    assert waiting(book) == [("diarrhoea_severe", 2), ("severity_3_or_4", 2)]
    assert told(book, "severity_3_or_4") == {"term": "tiredness", "grade": "3"}
    reviewed(book, "diarrhoea_severe", 2)
    assert waiting(book) == [("severity_3_or_4", 2)]  # the answer was about the diarrhoea
    reviewed(book, "severity_3_or_4", 2)
    book.tell("symptom", 2, severities={"diarrhoea": 4})
    assert waiting(book) == [("diarrhoea_severe", 2)]


def test_the_same_answer_on_two_days_is_told_as_such() -> None:
    book = desk()
    for day in (1, 2):
        book.took(day)
        book.tell("symptom", day, severities={"diarrhoea": 2})
    rows = [(one.rule.code, met(book.diary, one)) for one in all_raised(book.diary)]
    assert rows == [
        ("diarrhoea_moderate", ("severity", {"term": "diarrhoea", "grade": "2"})),
        ("diarrhoea_moderate", ("severity", {"term": "diarrhoea", "grade": "2"})),
        ("severity_2_two_days", ("severity_days", {"term": "diarrhoea", "grade": "2", "days": "2"})),
    ]


def test_the_second_plan_counts_its_own_limit() -> None:
    plan = second_trial()
    limit = next(one.condition for one in plan.alerts if isinstance(one.condition, DosesMissedInCycle))
    code = next(one.code for one in plan.alerts if one.condition == limit)
    book = Notebook(plan, staff=True)
    for day in range(1, limit.count + 1):
        book.missed(day)
    assert (code, limit.count) in waiting(book)
    reviewed(book, code, limit.count)
    book.missed(limit.count + 1)
    assert (code, limit.count) in waiting(book)
