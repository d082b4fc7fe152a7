"""An answer names what met its rule then: after a merge it covers no reading that its writer did not know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from diary_app.domain.clinic.review import all_raised, last_told, to_review
from diary_app.domain.facts import AlertAnswer
from diary_app.domain.log.entry import Kind
from diary_app.services.calls import CallsService
from tests.diaries import FIRST, Notebook, both_told, day_of

DAY = FIRST + timedelta(days=1)


def pair() -> tuple[Notebook, Notebook]:
    home, desk = Notebook(), Notebook(staff=True)
    for book in (home, desk):
        book.clock.set(f"{DAY}T23:00")
    return home, desk


def standing(book: Notebook) -> list[str]:
    return [alert.rule.code for alert in book.status(2, 2).alerts]


def called(book: Notebook, rule: str) -> str:
    return CallsService(book.opened, book.service).answer(rule, DAY, "called")


@pytest.mark.parametrize("first", ["165/101", "150/95"])
def test_a_reading_of_another_store_is_new_though_its_counter_is_lower(first: str) -> None:
    home, desk = pair()
    home.tell("bp", 2, time="07:00", readings=["170/105"])
    called(home, "bp_high")
    assert standing(home) == []
    desk.tell("bp", 2, time="08:00", readings=[first])  # counter 5, before the answer's 6
    for book in both_told(home, desk):
        assert standing(book) == (["bp_high"] if first == "165/101" else [])


def test_an_answer_of_an_older_program_covers_what_stands_before_it_in_the_log() -> None:
    home, desk = pair()
    home.tell("bp", 2, time="07:00", readings=["170/105"])
    told = {"rule": "bp_high", "level": "call_today", "done": "called"}
    home.seal(Kind.ALERT_ANSWERED, told, about={"day": DAY.isoformat()})
    [answer] = home.diary.all(AlertAnswer)
    assert answer.met is None
    desk.tell("bp", 2, time="08:00", readings=["165/101"])
    for book in both_told(home, desk):
        assert standing(book) == []
    home.tell("bp", 2, time="09:00", readings=["165/101"])
    assert standing(home) == ["bp_high"]


def test_the_same_symptom_said_twice_is_not_new_and_another_one_is() -> None:
    home, desk = pair()
    home.tell("symptom", 2, severities={"nausea": 3})
    called(home, "severity_3_or_4")
    desk.tell("symptom", 2, severities={"nausea": 3})
    for book in both_told(home, desk):
        assert standing(book) == []
    desk.tell("symptom", 2, severities={"cough": 3})
    home.take_in(desk)
    assert standing(home) == ["severity_3_or_4"]


def test_an_answer_knew_a_page_and_not_what_was_corrected_in_it() -> None:
    home, _ = pair()
    page = home.tell("symptom", 2, severities={"nausea": 3, "cough": 1})
    called(home, "severity_3_or_4")
    home.correct(page, severities={"cough": 3})
    assert standing(home) == ["severity_3_or_4"]


def test_an_answer_to_an_emergency_counts_for_what_it_supersedes_with_what_met_that() -> None:
    home, desk = pair()
    home.tell("bp", 2, time="07:00", readings=["185/121"])
    home.tell("bp", 2, time="12:00", readings=["165/101"])  # met bp_high alone, and was known
    called(home, "bp_very_high")
    assert standing(home) == []
    [answer] = home.diary.all(AlertAnswer)
    assert answer.met is not None
    assert {rule: len(met) for rule, met in answer.met.items()} == {"bp_very_high": 1, "bp_high": 2}
    desk.tell("bp", 2, time="20:00", readings=["165/101"])
    for book in both_told(home, desk):
        assert standing(book) == ["bp_high"]


def reviewed(book: Notebook, rule: str, day: int = 2, done: str = "seen") -> str:
    return book.tell("reviewed", day, rule=rule, done=done)


def waiting(book: Notebook) -> list[tuple[str, str]]:
    return [(one.rule.code, one.day.isoformat()) for one in to_review(book.diary)]


def test_an_alert_waits_whatever_was_said_at_home_until_the_clinic_wrote() -> None:
    home, desk = pair()
    home.tell("bp", 2, time="07:00", readings=["170/105"])
    home.tell("bp", 2, time="12:00", readings=["120/80"])  # measured again: settled at home
    desk.take_in(home)
    assert standing(desk) == []
    assert waiting(desk) == [("bp_high", day_of(2))]
    [row] = to_review(desk.diary)
    assert [answer.done for answer in row.answered] == ["measured_again"]
    entry = reviewed(desk, "bp_high")
    assert waiting(desk) == []
    assert [one.reviewed.done for one in all_raised(desk.diary) if one.reviewed] == ["seen"]
    desk.undo(entry)
    assert waiting(desk) == [("bp_high", day_of(2))]


def test_a_review_knew_what_the_clinic_had_and_a_later_file_asks_again() -> None:
    home, desk = pair()
    home.tell("bp", 2, time="07:00", readings=["170/105"])
    desk.take_in(home)
    home.tell("bp", 2, time="20:00", readings=["172/106"])  # its counter is not above the review's
    reviewed(desk, "bp_high")
    assert waiting(desk) == []
    desk.take_in(home)
    [again] = to_review(desk.diary)
    assert [one.done for one in again.before] == ["seen"]
    reviewed(desk, "bp_high", done="called")
    assert waiting(desk) == []


def test_one_that_was_shown_and_whose_reading_was_corrected_waits_all_the_same() -> None:
    home, desk = pair()
    reading = home.tell("bp", 2, time="07:00", readings=["170/105"])
    service = CallsService(home.opened, home.service)
    service.note_shown(home.status(2, 2).alerts)
    home.correct(reading, readings=["117/75"])
    desk.take_in(home)
    [row] = to_review(desk.diary)
    assert (row.rule.code, row.withdrawn) == ("bp_high", True)
    reviewed(desk, "bp_high")
    assert waiting(desk) == []


def test_days_that_no_file_told_of_raise_nothing() -> None:
    desk = Notebook(staff=True)
    assert (last_told(desk.diary), to_review(desk.diary)) == (None, [])
    desk.took(1)
    desk.took(2)
    desk.took(5)  # days 3 and 4 are not recorded: two in this cycle
    assert waiting(desk) == [("doses_missed", day_of(4))]


def test_every_alert_is_its_own_row_the_most_urgent_first() -> None:
    desk = Notebook(staff=True)
    desk.tell("bp", 3, time="07:00", readings=["170/105"])
    desk.tell("sign", 4, sign="fainting", present=True)
    desk.tell("temperature", 2, celsius="38.6")
    rows = [(code, day) for code, day in waiting(desk) if code != "doses_missed"]
    assert rows == [("fainting", day_of(4)), ("temperature_high", day_of(2)), ("bp_high", day_of(3))]
