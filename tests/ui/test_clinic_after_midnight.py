"""Between midnight and the plan's boundary every field of the clinic offers the plan's day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from diary_app.ui.clinic import places
from diary_app.ui.widgets.fields import day_of
from tests.support import FixedClock
from tests.ui.conftest import Person


@pytest.mark.slow
def test_every_field_offers_the_plans_day(clinic: Callable[..., Person], clock: FixedClock) -> None:
    person = clinic()
    clock.set("2026-06-19T01:30")
    day = date(2026, 6, 18)
    page = person.open(places.PATIENTS)
    person.click(page.parts.add_button)
    assert day_of(page.form.first) == day
    paper = person.open(places.PAPER)
    person.click(paper.list.day.today)
    assert day_of(paper.list.day) == day
    person.desk.open_patient("S003-009", "visits")
    person.wait()
    tab = person.desk.page.tab
    for button in (tab.story.decisions.buttons["hold"], tab.story.visits.buttons["visit"]):
        person.click(button)
        assert day_of(next(iter(tab.form.inputs.values())).field) == day
        person.click(tab.form.back_button)
