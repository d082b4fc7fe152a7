"""Pages about a past day: only inside the plan's window, and each day's unsaved page is its own."""

from __future__ import annotations

from datetime import date

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.services.today import TodayService
from diary_app.services.vitals import Measured, VitalsService
from tests.diaries import Notebook, day_of


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set(f"{day_of(10)}T08:00")
    return book


def day(number: int) -> date:
    return date.fromisoformat(day_of(number))


@pytest.mark.parametrize(("number", "fits"), [(2, False), (3, True), (9, True), (10, False)])
def test_the_plans_window_holds_for_symptoms_and_readings(book: Notebook, number: int, fits: bool) -> None:
    today, vitals = TodayService(book.opened, book.service), VitalsService(book.opened, book.service)
    measured = Measured(day=day(number), kg=book.plan.vitals.weight.lowest, past=True)
    if fits:
        today.save_symptoms({"nausea": 1}, past_day=day(number), late_reason="away")
        vitals.save(measured)
        assert [row["late_reason"] for row in book.rows("symptoms")] == ["away"]
        return
    with pytest.raises(DoesNotFit, match="not one of the last 7 days"):
        today.save_symptoms({"nausea": 1}, past_day=day(number))
    with pytest.raises(DoesNotFit, match="not one of the last 7 days"):
        vitals.save(measured)
    assert book.rows("symptoms") == book.rows("vitals") == []


def test_each_past_day_keeps_its_own_unsaved_page(book: Notebook) -> None:
    today = TodayService(book.opened, book.service)
    pages = {None: {"note": "today"}, day(9): {"note": "day 9"}, day(8): {"note": "day 8"}}
    for about, page in pages.items():
        today.keep_page(page, about)
    assert {about: today.kept_page(about) for about in pages} == pages
