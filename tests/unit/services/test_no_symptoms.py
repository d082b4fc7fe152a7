"""One press on a day with nothing to report."""

from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.services.today import TodayService
from tests.diaries import Notebook, day_of


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set(f"{day_of(10)}T08:00")
    return book


def test_every_symptom_of_the_plan_is_none_and_the_unsaved_page_stays(book: Notebook) -> None:
    today = TodayService(book.opened, book.service)
    today.keep_page({"note": "begun"})
    today.no_symptoms()
    assert today.view().symptoms == {symptom.code: 0 for symptom in book.plan.symptoms}
    assert today.kept_page() == {"note": "begun"}


def test_what_is_written_about_the_day_is_not_taken_back_by_it(book: Notebook) -> None:
    today = TodayService(book.opened, book.service)
    today.save_symptoms({"nausea": 3})
    with pytest.raises(DoesNotFit, match="There is an entry for"):
        today.no_symptoms()
    assert today.view().symptoms == {"nausea": 3}
