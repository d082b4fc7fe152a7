"""Every sign that a rule names is asked somewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from diary_app.domain.protocol import PressureAtLeast
from diary_app.domain.signs import always_asked
from tests.unit.domain.alert_books import book_with, rule


@pytest.mark.parametrize(("days", "asked"), [(1, False), (2, True)])
def test_a_sign_for_the_pressure_of_two_days_is_asked_with_no_single_reading_so_always(
    days: int, asked: bool
) -> None:
    limit = PressureAtLeast(
        systolic=Decimal(140), diastolic=Decimal(90), days_running=days, any_sign=("weakness_numbness",)
    )
    plan = book_with(rule(limit)).plan
    assert ("weakness_numbness" in {sign.code for sign in always_asked(plan)}) is asked
